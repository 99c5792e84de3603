package haxe.ds;

/** A value, or none. **/
enum Option<T> {
	/** There is one. **/
	Some(v:T);

	/** There is none. **/
	None;
}
