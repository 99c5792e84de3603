package haxe.ds;

/**
	Values by number. `Map<Int, T>` turns into it by itself, and it into that; only a `Map` is read and written with `map[key]`.
**/
@:rust("hx2rs_prelude::Map")
extern class IntMap<T> extends std.Map<Int, T> {
	/** A new map of the same keys and values. **/
	override function copy():IntMap<T> {
		return cast super.copy();
	}
}
