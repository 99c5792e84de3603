package haxe;

/** What every map is. **/
typedef IMap<K, V> = Map<K, V>;

/** Any function. **/
typedef Function = Dynamic;
