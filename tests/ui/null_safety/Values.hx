class Point {
	public var x = 0;
	public var next:Null<Point>;

	public function new() {}

	public function length()
		return x;
}

@:nullSafety
class Values {
	static function take(text:String)
		Sys.println(text);

	static function optional(?text:String) {
		take(text);
		if (text != null)
			take(text);
	}

	static function result(text:Null<String>):String
		return text;

	static function main() {
		var point:Point = null;
		var next = new Point().next;
		Sys.println(next.x);
		Sys.println(next.length());
		Sys.println(next?.x);
		var number:Null<Int> = Std.parseInt("1");
		var certain:Int = number;
		Sys.println(number + certain);
		var ages = ["Ann" => 30];
		var age:Int = ages["Bob"];
		Sys.println(age + (ages["Ann"] ?? 0));
		var list:Null<Array<Int>> = next == null ? null : [1];
		for (item in list)
			Sys.println(item);
		Sys.println(() -> next.x);
		optional(@:nullSafety(Off) result(next == null ? null : "a"));
		Sys.println(point);
	}
}
