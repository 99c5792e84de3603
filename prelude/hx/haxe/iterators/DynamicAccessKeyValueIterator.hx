package haxe.iterators;

/** A walk over the names and values of a `haxe.DynamicAccess`. **/
class DynamicAccessKeyValueIterator<T> {
	final access:DynamicAccess<T>;
	final keys:Array<String>;
	var index:Int = 0;

	/** Over the fields that there are now. **/
	public inline function new(access:DynamicAccess<T>) {
		this.access = access;
		keys = access.keys();
	}

	/** Whether there is one more. **/
	public inline function hasNext():Bool {
		return index < keys.length;
	}

	/** The next name with its value. **/
	public inline function next():{key:String, value:T} {
		var key = keys[index++];
		return {value: (access[key] : T), key: key};
	}
}
