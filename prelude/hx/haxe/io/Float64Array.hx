package haxe.io;

/** What holds such an array. **/
typedef Float64ArrayData = ArrayBufferView.ArrayBufferViewData;

/** A row of numbers of 64 bits, of fixed length, over bytes. **/
abstract Float64Array(Float64ArrayData) {
	/** How many bytes an element takes. **/
	public static inline var BYTES_PER_ELEMENT = 8;

	/** How many elements there are. **/
	public var length(get, never):Int;

	/** The bytes. **/
	public var view(get, never):ArrayBufferView;

	/** So many elements, all 0. **/
	public inline function new(elements:Int) {
		this = new ArrayBufferView(elements << 3).getData();
	}

	inline function get_length():Int {
		return this.byteLength >> 3;
	}

	/** The bytes. **/
	public inline function get_view():ArrayBufferView {
		return ArrayBufferView.fromData(this);
	}

	/** The element at `index`. **/
	@:arrayAccess
	public inline function get(index:Int):Float {
		return this.bytes.getDouble((index << 3) + this.byteOffset);
	}

	/** Writes the element at `index`, which does nothing outside. **/
	@:arrayAccess
	public inline function set(index:Int, value:Float):Float {
		if (index < 0 || index >= length)
			return 0;
		this.bytes.setDouble((index << 3) + this.byteOffset, value);
		return value;
	}

	/** A part of `length` elements, or as far as it goes, over the same bytes. **/
	public inline function sub(begin:Int, ?length:Int):Float64Array {
		return fromData(this.sub(begin << 3, length == null ? null : length << 3));
	}

	/** As `sub`, by where it starts and ends. **/
	public inline function subarray(?begin:Int, ?end:Int):Float64Array {
		return fromData(this.subarray(begin == null ? null : begin << 3, end == null ? null : end << 3));
	}

	/** What holds it. **/
	public inline function getData():Float64ArrayData {
		return this;
	}

	/** An array by what holds it. **/
	public static function fromData(d:Float64ArrayData):Float64Array {
		return cast d;
	}

	/** A new one of the elements of `a` from `pos` on. **/
	public static function fromArray(a:Array<Float>, pos = 0, ?length:Int):Float64Array {
		var count = length == null ? a.length - pos : length;
		if (pos < 0 || count < 0 || pos + count > a.length)
			throw Error.OutsideBounds;
		var made = new Float64Array(count);
		for (index in 0...count)
			made[index] = a[index + pos];
		return made;
	}

	/** An array over bytes, of `length` elements or as far as they go. **/
	public static function fromBytes(bytes:Bytes, bytePos = 0, ?length:Int):Float64Array {
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 3 : length) << 3).getData());
	}
}
