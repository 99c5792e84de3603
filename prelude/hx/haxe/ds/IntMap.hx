package haxe.ds;

/** Values by number. **/
typedef IntMap<T> = Map<Int, T>;
