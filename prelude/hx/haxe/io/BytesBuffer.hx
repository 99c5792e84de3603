package haxe.io;

/** Bytes that are put together piece by piece. **/
class BytesBuffer {
	/** How many there are so far. **/
	public var length(get, never):Int;

	var data:Array<Int> = [];

	/** An empty one. **/
	public function new() {}

	inline function get_length():Int {
		return data.length;
	}

	/** Adds the lower 8 bits of a number. **/
	public inline function addByte(byte:Int):Void {
		data.push(byte & 0xFF);
	}

	/** Adds all bytes of `src`. **/
	public function add(src:Bytes):Void {
		for (index in 0...src.length)
			data.push(src.get(index));
	}

	/** Adds a text as UTF-8. **/
	public function addString(v:String, ?encoding:Encoding):Void {
		add(Bytes.ofString(v, encoding));
	}

	/** Adds 32 bits, little endian as all here. **/
	public function addInt32(v:Int):Void {
		addByte(v);
		addByte(v >> 8);
		addByte(v >> 16);
		addByte(v >>> 24);
	}

	/** Adds 64 bits. **/
	public function addInt64(v:Int64):Void {
		addInt32(v.low);
		addInt32(v.high);
	}

	/** Adds a number of 32 bits. **/
	public function addFloat(v:Float):Void {
		addInt32(FPHelper.floatToI32(v));
	}

	/** Adds a number of 64 bits. **/
	public function addDouble(v:Float):Void {
		var bytes = Bytes.alloc(8);
		bytes.setDouble(0, v);
		add(bytes);
	}

	/** Adds some bytes of `src`. **/
	public function addBytes(src:Bytes, pos:Int, len:Int):Void {
		if (pos < 0 || len < 0 || pos + len > src.length)
			throw Error.OutsideBounds;
		for (index in pos...pos + len)
			data.push(src.get(index));
	}

	/** All bytes. The buffer is not used any more. **/
	public function getBytes():Bytes {
		var bytes = Bytes.ofData(data);
		data = [];
		return bytes;
	}
}
