package haxe.ds;

/** Values by object. **/
typedef ObjectMap<K, V> = Map<K, V>;
