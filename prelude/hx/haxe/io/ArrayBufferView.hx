package haxe.io;

/** A part of some bytes, which is what typed arrays are over. **/
typedef ArrayBufferViewData = ArrayBufferViewImpl;

/** The part: `byteLength` bytes of `bytes` from `byteOffset` on. **/
@:noCompletion
class ArrayBufferViewImpl {
	/** All bytes. **/
	public var bytes:Bytes;

	/** Where the part starts. **/
	public var byteOffset:Int;

	/** How many bytes it has. **/
	public var byteLength:Int;

	/** A part of bytes. **/
	public function new(bytes:Bytes, pos:Int, length:Int) {
		this.bytes = bytes;
		byteOffset = pos;
		byteLength = length;
	}

	/** A part of this part, of `length` bytes, or as far as it goes. **/
	public function sub(begin:Int, ?length:Int):ArrayBufferViewImpl {
		var size = length == null ? byteLength - begin : length;
		if (begin < 0 || size < 0 || begin + size > byteLength)
			throw Error.OutsideBounds;
		return new ArrayBufferViewImpl(bytes, byteOffset + begin, size);
	}

	/** As `sub`, by where it starts and ends. **/
	public function subarray(?begin:Int, ?end:Int):ArrayBufferViewImpl {
		var from = begin == null ? 0 : begin;
		var to = end == null ? byteLength - from : end;
		return sub(from, to - from);
	}
}

/** A part of some bytes: several may be of the same ones. **/
abstract ArrayBufferView(ArrayBufferViewData) {
	/** All bytes. **/
	public var buffer(get, never):Bytes;

	/** Where the part starts. **/
	public var byteOffset(get, never):Int;

	/** How many bytes it has. **/
	public var byteLength(get, never):Int;

	/** New bytes, all 0. **/
	public inline function new(size:Int) {
		this = new ArrayBufferViewData(Bytes.alloc(size), 0, size);
	}

	inline function get_byteOffset():Int {
		return this.byteOffset;
	}

	inline function get_byteLength():Int {
		return this.byteLength;
	}

	inline function get_buffer():Bytes {
		return this.bytes;
	}

	/** A part of `length` bytes, or as far as it goes. **/
	public inline function sub(begin:Int, ?length:Int):ArrayBufferView {
		return fromData(this.sub(begin, length));
	}

	/** As `sub`, by where it starts and ends. **/
	public inline function subarray(?begin:Int, ?end:Int):ArrayBufferView {
		return fromData(this.subarray(begin, end));
	}

	/** What holds it. **/
	public inline function getData():ArrayBufferViewData {
		return this;
	}

	/** A view by what holds it. **/
	public static inline function fromData(a:ArrayBufferViewData):ArrayBufferView {
		return cast a;
	}

	/** A view of `length` bytes, or as far as they go. **/
	public static function fromBytes(bytes:Bytes, pos = 0, ?length:Int):ArrayBufferView {
		var size = length == null ? bytes.length - pos : length;
		if (pos < 0 || size < 0 || pos + size > bytes.length)
			throw Error.OutsideBounds;
		return fromData(new ArrayBufferViewData(bytes, pos, size));
	}
}
