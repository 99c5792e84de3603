package events;

/** A value that tells when it changes. **/
class Property<T> {
	public final changed = new Emitter<T>();

	public var value(get, set):T;

	var current:T;

	public function new(value:T)
		current = value;

	function get_value():T
		return current;

	function set_value(value:T):T {
		if (value != current) {
			current = value;
			changed.emit(value);
		}
		return value;
	}

	/** A value that follows two others. **/
	public static function both<A, B, C>(one:Property<A>, two:Property<B>, join:(A, B) -> C):Property<C> {
		var made = new Property(join(one.value, two.value));
		var update = () -> made.value = join(one.value, two.value);
		one.changed.on(_ -> update());
		two.changed.on(_ -> update());
		return made;
	}
}
