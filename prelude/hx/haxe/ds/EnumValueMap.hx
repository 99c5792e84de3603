package haxe.ds;

/** Values by enum value, compared by structure. **/
typedef EnumValueMap<K, V> = Map<K, V>;
