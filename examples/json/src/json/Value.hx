package json;

/** A JSON value. Objects keep the order of their fields. **/
enum Value {
	Null;
	Truth(b:Bool);
	Number(f:Float);
	Text(s:String);
	List(items:Array<Value>);
	Object(fields:Array<Field>);
}

/** A field of an object. **/
typedef Field = {
	name:String,
	value:Value
}
