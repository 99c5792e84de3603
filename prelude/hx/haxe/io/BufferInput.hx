package haxe.io;

/** Reads another input a piece at a time, through a buffer. **/
class BufferInput extends Input {
	/** What is read. **/
	public var i:Input;

	/** What was read of it last. **/
	public var buf:Bytes;

	/** How many bytes of `buf` nobody has asked for yet. **/
	public var available:Int;

	/** Where in `buf` these begin. **/
	public var pos:Int;

	/** Reads `i` through `buf`, which has `available` bytes from `pos` on already. **/
	public function new(i:Input, buf:Bytes, pos:Int = 0, available:Int = 0) {
		this.i = i;
		this.buf = buf;
		this.pos = pos;
		this.available = available;
	}

	/** Moves what is left to the buffer's start, and reads behind it if there is room. **/
	public function refill():Void {
		if (pos > 0) {
			buf.blit(0, buf, pos, available);
			pos = 0;
		}
		var room = buf.length - available;
		if (room > 0) {
			available += i.readBytes(buf, available, room);
		}
	}

	override function readByte():Int {
		if (available == 0) {
			refill();
		}
		var byte = buf.get(pos);
		pos++;
		available--;
		return byte;
	}

	override function readBytes(s:Bytes, pos:Int, len:Int):Int {
		if (available == 0) {
			refill();
		}
		var count = len < available ? len : available;
		s.blit(pos, buf, this.pos, count);
		this.pos += count;
		available -= count;
		return count;
	}
}
