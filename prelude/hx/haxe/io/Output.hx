package haxe.io;

/** Takes bytes. What derives from it takes them with `writeByte`; the rest follows from that. **/
class Output {
	/** Whether the first of several bytes is the biggest part of a number. **/
	public var bigEndian(default, set):Bool = false;

	function set_bigEndian(b:Bool):Bool {
		bigEndian = b;
		return b;
	}

	/** Writes the lower 8 bits of a number. **/
	public function writeByte(c:Int):Void {
		throw new haxe.exceptions.NotImplementedException();
	}

	/** Writes `len` bytes of `s` from `pos` on, and gives how many. **/
	public function writeBytes(s:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > s.length)
			throw Error.OutsideBounds;
		for (index in pos...pos + len)
			writeByte(s.get(index));
		return len;
	}

	/** Hands on what was written so far. **/
	public function flush():Void {}

	/** Ends the use of it. **/
	public function close():Void {}

	/** Writes all bytes of `s`. **/
	public function write(s:Bytes):Void {
		writeFullBytes(s, 0, s.length);
	}

	/** Writes `len` bytes of `s` from `pos` on. **/
	public function writeFullBytes(s:Bytes, pos:Int, len:Int):Void {
		var at = pos;
		var left = len;
		while (left > 0) {
			var count = writeBytes(s, at, left);
			at += count;
			left -= count;
		}
	}

	/** Writes a number of 32 bits with a fraction. **/
	public function writeFloat(x:Float):Void {
		writeInt32(FPHelper.floatToI32(x));
	}

	/** Writes a number of 64 bits with a fraction. **/
	public function writeDouble(x:Float):Void {
		var bytes = Bytes.alloc(8);
		bytes.setDouble(0, x);
		var first = bytes.getInt32(0);
		var second = bytes.getInt32(4);
		writeInt32(bigEndian ? second : first);
		writeInt32(bigEndian ? first : second);
	}

	/** Writes 8 bits with a sign. Throws where the number has more. **/
	public function writeInt8(x:Int):Void {
		if (x < -0x80 || x >= 0x80)
			throw Error.Overflow;
		writeByte(x & 0xFF);
	}

	/** Writes 16 bits with a sign. Throws where the number has more. **/
	public function writeInt16(x:Int):Void {
		if (x < -0x8000 || x >= 0x8000)
			throw Error.Overflow;
		writeUInt16(x & 0xFFFF);
	}

	/** Writes 16 bits. Throws where the number has more. **/
	public function writeUInt16(x:Int):Void {
		if (x < 0 || x >= 0x10000)
			throw Error.Overflow;
		writeByte(bigEndian ? x >> 8 : x & 0xFF);
		writeByte(bigEndian ? x & 0xFF : x >> 8);
	}

	/** Writes 24 bits with a sign. Throws where the number has more. **/
	public function writeInt24(x:Int):Void {
		if (x < -0x800000 || x >= 0x800000)
			throw Error.Overflow;
		writeUInt24(x & 0xFFFFFF);
	}

	/** Writes 24 bits. Throws where the number has more. **/
	public function writeUInt24(x:Int):Void {
		if (x < 0 || x >= 0x1000000)
			throw Error.Overflow;
		writeByte(bigEndian ? x >> 16 : x & 0xFF);
		writeByte((x >> 8) & 0xFF);
		writeByte(bigEndian ? x & 0xFF : x >> 16);
	}

	/** Writes 32 bits. **/
	public function writeInt32(x:Int):Void {
		for (index in 0...4)
			writeByte((x >>> (bigEndian ? 24 - index * 8 : index * 8)) & 0xFF);
	}

	/** Says how many bytes will come. **/
	public function prepare(nbytes:Int):Void {}

	/** Writes all that `i` has to give. **/
	public function writeInput(i:Input, ?bufsize:Int):Void {
		write(i.readAll(bufsize));
	}

	/** Writes a text as UTF-8. **/
	public function writeString(s:String, ?encoding:Encoding):Void {
		var bytes = Bytes.ofString(s, encoding);
		writeFullBytes(bytes, 0, bytes.length);
	}
}
