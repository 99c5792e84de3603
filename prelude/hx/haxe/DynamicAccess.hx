package haxe;

import haxe.iterators.DynamicAccessIterator;
import haxe.iterators.DynamicAccessKeyValueIterator;

/** A structure whose fields are used as the keys of a map; all values are of one type. **/
abstract DynamicAccess<T>(Dynamic<T>) from Dynamic<T> to Dynamic<T> {
	/** One without fields. **/
	public inline function new() {
		this = {};
	}

	/** The value of a field; null if there is none. **/
	@:arrayAccess
	public inline function get(key:String):Null<T> {
		return Reflect.field(this, key);
	}

	/** Gives a field its value. **/
	@:arrayAccess
	public inline function set(key:String, value:T):T {
		Reflect.setField(this, key, value);
		return value;
	}

	/** Whether there is a field of this name. **/
	public inline function exists(key:String):Bool {
		return Reflect.hasField(this, key);
	}

	/** Takes a field out; whether it was there. **/
	public inline function remove(key:String):Bool {
		return Reflect.deleteField(this, key);
	}

	/** The names of all fields. **/
	public inline function keys():Array<String> {
		return Reflect.fields(this);
	}

	/** A new structure with the same fields. **/
	public inline function copy():DynamicAccess<T> {
		return Reflect.copy(this);
	}

	/** A walk over the values. **/
	public inline function iterator():DynamicAccessIterator<T> {
		return new DynamicAccessIterator(this);
	}

	/** A walk over the names with their values. **/
	public inline function keyValueIterator():DynamicAccessKeyValueIterator<T> {
		return new DynamicAccessKeyValueIterator(this);
	}
}
