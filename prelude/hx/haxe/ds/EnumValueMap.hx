package haxe.ds;

/**
	Values by enum value, compared by structure. `Map<K, V>` turns into it by itself, and it into that; only a `Map` is read and written with `map[key]`.
**/
@:rust("hx2rs_prelude::Map")
extern class EnumValueMap<K:EnumValue, V> extends std.Map<K, V> {
	/** A new map of the same keys and values. **/
	override function copy():EnumValueMap<K, V> {
		return cast super.copy();
	}
}
