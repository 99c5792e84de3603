package haxe;

/** Which constructors of an enum without parameters are set, as the bits of an Int. **/
abstract EnumFlags<T:EnumValue>(Int) {
	/** From bits, or with nothing set. **/
	public inline function new(i = 0) {
		this = i;
	}

	@:from static function from<T:EnumValue>(e:T):EnumFlags<T> {
		return new EnumFlags<T>(1 << Type.enumIndex(e));
	}

	@:op(a | b) function or(f:EnumFlags<T>):EnumFlags<T>;

	@:op(a & b) function and(f:EnumFlags<T>):EnumFlags<T>;

	@:op(a ^ b) function xor(f:EnumFlags<T>):EnumFlags<T>;

	/** Whether a constructor is set. **/
	public inline function has(v:T):Bool {
		return this & (1 << Type.enumIndex(v)) != 0;
	}

	/** Sets a constructor. **/
	public inline function set(v:T):Void {
		this |= 1 << Type.enumIndex(v);
	}

	/** Clears a constructor. **/
	public inline function unset(v:T):Void {
		this &= ~(1 << Type.enumIndex(v));
	}

	/** Sets or clears a constructor. **/
	public inline function setTo(v:T, condition:Bool):Void {
		if (condition) set(v) else unset(v);
	}

	/** From bits. **/
	public inline static function ofInt<T:EnumValue>(i:Int):EnumFlags<T> {
		return new EnumFlags<T>(i);
	}

	/** The bits. **/
	public inline function toInt():Int {
		return this;
	}
}
