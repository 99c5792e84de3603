package haxe.iterators;

/** A walk over the values of a `haxe.DynamicAccess`. **/
class DynamicAccessIterator<T> {
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

	/** The next value. **/
	public inline function next():T {
		return access[keys[index++]];
	}
}
