package haxe.io;

/** Reads bytes that are there already. **/
class BytesInput extends Input {
	/** The position of the next byte in all of what it was made of. **/
	public var position(get, set):Int;

	/** How many bytes there are. **/
	public var length(get, never):Int;

	final bytes:Bytes;
	final count:Int;
	var at:Int;
	var left:Int;

	/** The bytes of `b` from `pos` on: `len` of them, or all. **/
	public function new(b:Bytes, ?pos:Int, ?len:Int) {
		var from = pos == null ? 0 : pos;
		var size = len == null ? b.length - from : len;
		if (from < 0 || size < 0 || from + size > b.length)
			throw Error.OutsideBounds;
		bytes = b;
		at = from;
		left = size;
		count = size;
	}

	inline function get_position():Int {
		return at;
	}

	function set_position(p:Int):Int {
		at = p < 0 ? 0 : p > count ? count : p;
		left = count - at;
		return at;
	}

	inline function get_length():Int {
		return count;
	}

	override public function readByte():Int {
		if (left <= 0)
			throw new Eof();
		left--;
		return bytes.get(at++);
	}

	override public function readBytes(buf:Bytes, pos:Int, len:Int):Int {
		if (pos < 0 || len < 0 || pos + len > buf.length)
			throw Error.OutsideBounds;
		if (left <= 0 && len > 0)
			throw new Eof();
		var size = len < left ? len : left;
		buf.blit(pos, bytes, at, size);
		at += size;
		left -= size;
		return size;
	}
}
