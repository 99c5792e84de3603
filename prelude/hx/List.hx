/** A row that grows at both ends, walked from the first element on. **/
typedef List<T> = haxe.ds.List<T>;
