package haxe.io;

/** A source of bytes. What derives from it gives `readByte`; the rest follows from that. **/
class Input {
	/** Whether the first of several bytes is the biggest part of a number. **/
	public var bigEndian(default, set):Bool = false;

	function set_bigEndian(b:Bool):Bool {
		bigEndian = b;
		return b;
	}

	/** The next byte. Throws `haxe.io.Eof` behind the last one. **/
	public function readByte():Int {
		throw new haxe.exceptions.NotImplementedException();
	}

	/** Fills up to `len` bytes of `s` from `pos` on, and gives how many. Throws `haxe.io.Eof` where there are none. **/
	public function readBytes(s:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > s.length)
			throw Error.OutsideBounds;
		var count = 0;
		try {
			while (count < len) {
				s.set(pos + count, readByte());
				count++;
			}
		} catch (end:Eof) {}
		if (count == 0 && len > 0)
			throw new Eof();
		return count;
	}

	/** Ends the use of it. **/
	public function close():Void {}

	/** All the rest. **/
	public function readAll(?bufsize:Int):Bytes {
		var all = new BytesBuffer();
		try {
			while (true)
				all.addByte(readByte());
		} catch (end:Eof) {}
		return all.getBytes();
	}

	/** Fills `len` bytes of `s` from `pos` on. Throws `haxe.io.Eof` where there are fewer. **/
	public function readFullBytes(s:Bytes, pos:Int, len:Int):Void {
		var at = pos;
		var left = len;
		while (left > 0) {
			var count = readBytes(s, at, left);
			if (count == 0)
				throw Error.Blocked;
			at += count;
			left -= count;
		}
	}

	/** So many bytes. Throws `haxe.io.Eof` where there are fewer. **/
	public function read(nbytes:Int):Bytes {
		var bytes = Bytes.alloc(nbytes);
		readFullBytes(bytes, 0, nbytes);
		return bytes;
	}

	/** The text up to a byte, which is taken, too. **/
	public function readUntil(end:Int):String {
		var line = new BytesBuffer();
		var byte = readByte();
		while (byte != end) {
			line.addByte(byte);
			byte = readByte();
		}
		return line.getBytes().toString();
	}

	/** The next line without its end. Throws `haxe.io.Eof` behind the last one. **/
	public function readLine():String {
		var line = new BytesBuffer();
		try {
			var byte = readByte();
			while (byte != "\n".code) {
				line.addByte(byte);
				byte = readByte();
			}
		} catch (end:Eof) {
			if (line.length == 0)
				throw end;
		}
		var text = line.getBytes().toString();
		return text.charAt(text.length - 1) == "\r" ? text.substr(0, -1) : text;
	}

	/** A number of 32 bits with a fraction. **/
	public function readFloat():Float {
		return FPHelper.i32ToFloat(readInt32());
	}

	/** A number of 64 bits with a fraction. **/
	public function readDouble():Float {
		var first = readInt32();
		var second = readInt32();
		return bigEndian ? FPHelper.i64ToDouble(second, first) : FPHelper.i64ToDouble(first, second);
	}

	/** 8 bits with a sign. **/
	public function readInt8():Int {
		var byte = readByte();
		return byte >= 128 ? byte - 256 : byte;
	}

	/** 16 bits with a sign. **/
	public function readInt16():Int {
		var number = readUInt16();
		return number >= 0x8000 ? number - 0x10000 : number;
	}

	/** 16 bits. **/
	public function readUInt16():Int {
		var first = readByte();
		var second = readByte();
		return bigEndian ? second | (first << 8) : first | (second << 8);
	}

	/** 24 bits with a sign. **/
	public function readInt24():Int {
		var number = readUInt24();
		return number >= 0x800000 ? number - 0x1000000 : number;
	}

	/** 24 bits. **/
	public function readUInt24():Int {
		var first = readByte();
		var second = readByte();
		var third = readByte();
		return bigEndian ? third | (second << 8) | (first << 16) : first | (second << 8) | (third << 16);
	}

	/** 32 bits. **/
	public function readInt32():Int {
		var first = readByte();
		var second = readByte();
		var third = readByte();
		var fourth = readByte();
		return bigEndian ? fourth | (third << 8) | (second << 16) | (first << 24) : first | (second << 8) | (third << 16) | (fourth << 24);
	}

	/** The text of so many bytes. **/
	public function readString(len:Int, ?encoding:Encoding):String {
		return read(len).getString(0, len, encoding);
	}
}
