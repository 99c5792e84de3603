package haxe.io;

/** What holds such an array. **/
typedef UInt16ArrayData = ArrayBufferView.ArrayBufferViewData;

/** A row of whole numbers of 16 bits, of fixed length, over bytes. **/
abstract UInt16Array(UInt16ArrayData) {
	/** How many bytes an element takes. **/
	public static inline var BYTES_PER_ELEMENT = 2;

	/** How many elements there are. **/
	public var length(get, never):Int;

	/** The bytes. **/
	public var view(get, never):ArrayBufferView;

	/** So many elements, all 0. **/
	public inline function new(elements:Int) {
		this = new ArrayBufferView(elements << 1).getData();
	}

	inline function get_length():Int {
		return this.byteLength >> 1;
	}

	/** The bytes. **/
	public inline function get_view():ArrayBufferView {
		return ArrayBufferView.fromData(this);
	}

	/** The element at `index`. **/
	@:arrayAccess
	public inline function get(index:Int):Int {
		return this.bytes.getUInt16((index << 1) + this.byteOffset);
	}

	/** Writes the element at `index`, which does nothing outside. **/
	@:arrayAccess
	public inline function set(index:Int, value:Int):Int {
		if (index < 0 || index >= length)
			return 0;
		this.bytes.setUInt16((index << 1) + this.byteOffset, value);
		return value;
	}

	/** A part of `length` elements, or as far as it goes, over the same bytes. **/
	public inline function sub(begin:Int, ?length:Int):UInt16Array {
		return fromData(this.sub(begin << 1, length == null ? null : length << 1));
	}

	/** As `sub`, by where it starts and ends. **/
	public inline function subarray(?begin:Int, ?end:Int):UInt16Array {
		return fromData(this.subarray(begin == null ? null : begin << 1, end == null ? null : end << 1));
	}

	/** What holds it. **/
	public inline function getData():UInt16ArrayData {
		return this;
	}

	/** An array by what holds it. **/
	public static function fromData(d:UInt16ArrayData):UInt16Array {
		return cast d;
	}

	/** A new one of the elements of `a` from `pos` on. **/
	public static function fromArray(a:Array<Int>, pos = 0, ?length:Int):UInt16Array {
		var count = length == null ? a.length - pos : length;
		if (pos < 0 || count < 0 || pos + count > a.length)
			throw Error.OutsideBounds;
		var made = new UInt16Array(count);
		for (index in 0...count)
			made[index] = a[index + pos];
		return made;
	}

	/** An array over bytes, of `length` elements or as far as they go. **/
	public static function fromBytes(bytes:Bytes, bytePos = 0, ?length:Int):UInt16Array {
		return fromData(ArrayBufferView.fromBytes(bytes, bytePos, (length == null ? (bytes.length - bytePos) >> 1 : length) << 1).getData());
	}
}
