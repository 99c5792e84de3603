package haxe.ds;

/** The `Map` that needs no import, under the name of its package. **/
typedef Map<K, V> = std.Map<K, V>;
