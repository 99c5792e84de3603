package haxe.io;

/** What holds such an array. **/
typedef Float32ArrayData = ArrayBufferView.ArrayBufferViewData;

/** A row of numbers of 32 bits, of fixed length, over bytes. **/
abstract Float32Array(Float32ArrayData) {
	/** How many bytes an element takes. **/
	public static inline var BYTES_PER_ELEMENT = 4;

	/** How many elements there are. **/
	public var length(get, never):Int;

	/** The bytes. **/
	public var view(get, never):ArrayBufferView;

	/** So many elements, all 0. **/
	public inline function new(elements:Int) {
		this = new ArrayBufferView(elements << 2).getData();
	}

	inline function get_length():Int {
		return this.byteLength >> 2;
	}

	/** The bytes. **/
	public inline function get_view():ArrayBufferView {
		return ArrayBufferView.fromData(this);
	}

	/** The element at `index`. **/
	@:arrayAccess
	public inline function get(index:Int):Float {
		return this.bytes.getFloat((index << 2) + this.byteOffset);
	}

	/** Writes the element at `index`, which does nothing outside. **/
	@:arrayAccess
	public inline function set(index:Int, value:Float):Float {
		if (index < 0 || index >= length)
			return 0;
		this.bytes.setFloat((index << 2) + this.byteOffset, value);
		return value;
	}

	/** A part of `length` elements, or as far as it goes, over the same bytes. **/
	public inline function sub(begin:Int, ?length:Int):Float32Array {
		return fromData(this.sub(begin << 2, length == null ? null : length << 2));
	}

	/** As `sub`, by where it starts and ends. **/
	public inline function subarray(?begin:Int, ?end:Int):Float32Array {
		return fromData(this.subarray(begin == null ? null : begin << 2, end == null ? null : end << 2));
	}

	/** What holds it. **/
	public inline function getData():Float32ArrayData {
		return this;
	}

	/** An array by what holds it. **/
	public static function fromData(d:Float32ArrayData):Float32Array {
		return cast d;
	}

	/** A new one of the elements of `a` from `pos` on. **/
	public static function fromArray(a:Array<Float>, pos = 0, ?length:Int):Float32Array {
		var count = length == null ? a.length - pos : length;
		if (pos < 0 || count < 0 || pos + count > a.length)
			throw Error.OutsideBounds;
		var made = new Float32Array(count);
		for (index in 0...count)
			made[index] = a[index + pos];
		return made;
	}

	/** An array over bytes, of `length` elements or as far as they go. **/
	public static function fromBytes(bytes:Bytes, bytePos = 0, ?length:Int):Float32Array {
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 2 : length) << 2).getData());
	}
}
