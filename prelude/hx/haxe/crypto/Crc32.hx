package haxe.crypto;

import haxe.io.Bytes;

/** The check sum CRC-32. **/
class Crc32 {
	var crc:Int = 0xFFFFFFFF;

	/** Of nothing so far. **/
	public inline function new() {}

	/** Takes one byte in. **/
	public function byte(b:Int):Void {
		var sum = (crc ^ b) & 0xFF;
		for (_ in 0...8)
			sum = (sum >>> 1) ^ (-(sum & 1) & 0xEDB88320);
		crc = (crc >>> 8) ^ sum;
	}

	/** Takes some bytes in. **/
	public function update(b:Bytes, pos:Int, len:Int):Void {
		for (index in pos...pos + len)
			byte(b.get(index));
	}

	/** The sum. **/
	public function get():Int {
		return crc ^ 0xFFFFFFFF;
	}

	/** The sum of bytes. **/
	public static function make(data:Bytes):Int {
		var sum = new Crc32();
		sum.update(data, 0, data.length);
		return sum.get();
	}
}
