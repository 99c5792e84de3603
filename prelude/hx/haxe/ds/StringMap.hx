package haxe.ds;

/**
	Values by string. `Map<String, T>` turns into it by itself, and it into that; only a `Map` is read and written with `map[key]`.
**/
@:rust("hx2rs_prelude::Map")
extern class StringMap<T> extends std.Map<String, T> {
	/** A new map of the same keys and values. **/
	override function copy():StringMap<T> {
		return cast super.copy();
	}
}
