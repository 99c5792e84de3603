package haxe.io;

/** Keeps the bytes that are written. **/
class BytesOutput extends Output {
	/** How many there are so far. **/
	public var length(get, never):Int;

	var buffer:BytesBuffer = new BytesBuffer();

	/** An empty one. **/
	public function new() {}

	inline function get_length():Int {
		return buffer.length;
	}

	override public function writeByte(c:Int):Void {
		buffer.addByte(c);
	}

	override public function writeBytes(buf:Bytes, pos:Int, len:Int):Int {
		buffer.addBytes(buf, pos, len);
		return len;
	}

	/** All bytes. The output is not used any more. **/
	public function getBytes():Bytes {
		return buffer.getBytes();
	}
}
