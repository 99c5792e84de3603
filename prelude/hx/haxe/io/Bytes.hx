package haxe.io;

/** Bytes in a row, of fixed length. **/
class Bytes {
	/** How many bytes there are. **/
	public var length(default, null):Int;

	final data:BytesData;

	function new(length:Int, data:BytesData) {
		this.length = length;
		this.data = data;
	}

	inline function check(pos:Int, len:Int):Void {
		if (pos < 0 || len < 0 || pos + len > length)
			throw Error.OutsideBounds;
	}

	/** The byte at a position. **/
	public function get(pos:Int):Int {
		return pos >= 0 && pos < length ? data[pos] : 0;
	}

	/** Writes the lower 8 bits of a number. **/
	public function set(pos:Int, v:Int):Void {
		if (pos >= 0 && pos < length)
			data[pos] = v & 0xFF;
	}

	/** Copies `len` bytes of `src` from `srcpos` on to `pos`. They may be of this very object. **/
	public function blit(pos:Int, src:Bytes, srcpos:Int, len:Int):Void {
		check(pos, len);
		src.check(srcpos, len);
		if (src.data == data && srcpos < pos) {
			var index = len;
			while (index > 0) {
				index--;
				data[pos + index] = data[srcpos + index];
			}
		} else
			for (index in 0...len)
				data[pos + index] = src.data[srcpos + index];
	}

	/** Writes one value to `len` bytes. **/
	public function fill(pos:Int, len:Int, value:Int):Void {
		check(pos, len);
		for (index in pos...pos + len)
			data[index] = value & 0xFF;
	}

	/** A copy of `len` bytes. **/
	public function sub(pos:Int, len:Int):Bytes {
		check(pos, len);
		return new Bytes(len, data.slice(pos, pos + len));
	}

	/** -1, 0 or 1, as this is less than, equal to or greater than `other`, byte by byte. **/
	public function compare(other:Bytes):Int {
		var common = length < other.length ? length : other.length;
		for (index in 0...common)
			if (data[index] != other.data[index])
				return data[index] < other.data[index] ? -1 : 1;
		return length == other.length ? 0 : length < other.length ? -1 : 1;
	}

	/** The number of 64 bits at a position, little endian as all here. **/
	public function getDouble(pos:Int):Float {
		check(pos, 8);
		return FPHelper.i64ToDouble(getInt32(pos), getInt32(pos + 4));
	}

	/** The number of 32 bits at a position. **/
	public function getFloat(pos:Int):Float {
		return FPHelper.i32ToFloat(getInt32(pos));
	}

	/** Writes a number of 64 bits. **/
	public function setDouble(pos:Int, v:Float):Void {
		check(pos, 8);
		setInt32(pos, FPHelper.lowBits(v));
		setInt32(pos + 4, FPHelper.highBits(v));
	}

	/** Writes a number of 32 bits. **/
	public function setFloat(pos:Int, v:Float):Void {
		setInt32(pos, FPHelper.floatToI32(v));
	}

	/** The whole number of 16 bits at a position. **/
	public function getUInt16(pos:Int):Int {
		check(pos, 2);
		return data[pos] | (data[pos + 1] << 8);
	}

	/** Writes a whole number of 16 bits. **/
	public function setUInt16(pos:Int, v:Int):Void {
		check(pos, 2);
		set(pos, v);
		set(pos + 1, v >> 8);
	}

	/** The whole number of 32 bits at a position. **/
	public function getInt32(pos:Int):Int {
		check(pos, 4);
		return data[pos] | (data[pos + 1] << 8) | (data[pos + 2] << 16) | (data[pos + 3] << 24);
	}

	/** Writes a whole number of 32 bits. **/
	public function setInt32(pos:Int, v:Int):Void {
		check(pos, 4);
		set(pos, v);
		set(pos + 1, v >> 8);
		set(pos + 2, v >> 16);
		set(pos + 3, v >>> 24);
	}

	/** The whole number of 64 bits at a position. **/
	public function getInt64(pos:Int):Int64 {
		check(pos, 8);
		return Int64.make(getInt32(pos + 4), getInt32(pos));
	}

	/** Writes a whole number of 64 bits. **/
	public function setInt64(pos:Int, v:Int64):Void {
		check(pos, 8);
		setInt32(pos, v.low);
		setInt32(pos + 4, v.high);
	}

	/** The text of `len` bytes of UTF-8. What is no UTF-8 becomes U+FFFD. **/
	public function getString(pos:Int, len:Int, ?encoding:Encoding):String {
		check(pos, len);
		var text = new StringBuf();
		var at = pos;
		var end = pos + len;
		while (at < end) {
			var first = data[at++];
			var more = first < 0x80 ? 0 : first < 0xC0 ? -1 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF8 ? 3 : -1;
			if (more < 0 || at + more > end) {
				text.addChar(0xFFFD);
				continue;
			}
			var code = more == 0 ? first : first & (0x3F >> more);
			for (_ in 0...more)
				code = (code << 6) | (data[at++] & 0x3F);
			text.addChar(code);
		}
		return text.toString();
	}

	/** The old name of `getString`. **/
	@:deprecated("readString is deprecated, use getString instead")
	@:noCompletion
	public inline function readString(pos:Int, len:Int):String {
		return getString(pos, len);
	}

	/** All bytes as text. What is no UTF-8 is an exception. **/
	public function toString():String {
		if (!isText())
			throw "Invalid string";
		return getString(0, length);
	}

	/** Whether the bytes have the form of UTF-8, each code point in as few bytes as it needs. **/
	function isText():Bool {
		var at = 0;
		while (at < length) {
			var first = data[at++];
			if (first < 0x80)
				continue;
			var more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF8 ? 3 : 0;
			if (more == 0 || at + more > length)
				return false;
			if ((first == 0xE0 && data[at] < 0xA0) || (first == 0xF0 && data[at] < 0x90))
				return false;
			for (_ in 0...more)
				if (data[at++] & 0xC0 != 0x80)
					return false;
		}
		return true;
	}

	/** Two hexadecimal digits for each byte. **/
	public function toHex():String {
		var text = new StringBuf();
		for (index in 0...length)
			text.add(StringTools.hex(data[index], 2).toLowerCase());
		return text.toString();
	}

	/** What the bytes are held in. **/
	public inline function getData():BytesData {
		return data;
	}

	/** So many bytes, all 0. **/
	public static function alloc(length:Int):Bytes {
		if (length < 0)
			throw Error.OutsideBounds;
		return new Bytes(length, [for (_ in 0...length) 0]);
	}

	/** The UTF-8 of a text. **/
	public static function ofString(s:String, ?encoding:Encoding):Bytes {
		var data:BytesData = [];
		for (index in 0...s.length) {
			var code = StringTools.fastCodeAt(s, index);
			if (code < 0x80)
				data.push(code);
			else if (code < 0x800) {
				data.push(0xC0 | (code >> 6));
				data.push(0x80 | (code & 0x3F));
			} else if (code < 0x10000) {
				data.push(0xE0 | (code >> 12));
				data.push(0x80 | ((code >> 6) & 0x3F));
				data.push(0x80 | (code & 0x3F));
			} else {
				data.push(0xF0 | (code >> 18));
				data.push(0x80 | ((code >> 12) & 0x3F));
				data.push(0x80 | ((code >> 6) & 0x3F));
				data.push(0x80 | (code & 0x3F));
			}
		}
		return new Bytes(data.length, data);
	}

	/** Bytes that are held in this. **/
	public static function ofData(b:BytesData):Bytes {
		return new Bytes(b.length, b);
	}

	/** The bytes that hexadecimal digits tell, two each. **/
	public static function ofHex(s:String):Bytes {
		if (s.length & 1 != 0)
			throw "Not a hex string (odd number of digits)";
		var data:BytesData = [];
		for (index in 0...s.length >> 1)
			data.push((digit(s, index * 2) << 4 | digit(s, index * 2 + 1)) & 0xFF);
		return new Bytes(data.length, data);
	}

	static function digit(s:String, index:Int):Int {
		var code = StringTools.fastCodeAt(s, index);
		return (code & 0xF) + ((code & 0x40) >> 6) * 9;
	}

	/** The byte at a position of what bytes are held in. **/
	public inline static function fastGet(b:BytesData, pos:Int):Int {
		return b[pos];
	}
}
