package haxe.ds;

/** Values by string. **/
typedef StringMap<T> = Map<String, T>;
