package haxe.crypto;

import haxe.io.Bytes;
import haxe.io.Input;

/** The check sum Adler-32. **/
class Adler32 {
	var first:Int = 1;
	var second:Int = 0;

	/** Of nothing so far. **/
	public function new() {}

	/** The sum. **/
	public function get():Int {
		return (second << 16) | first;
	}

	/** Takes some bytes in. **/
	public function update(b:Bytes, pos:Int, len:Int):Void {
		for (index in pos...pos + len) {
			first = (first + b.get(index)) % 65521;
			second = (second + first) % 65521;
		}
	}

	/** Whether two sums are the same. **/
	public function equals(a:Adler32):Bool {
		return a.first == first && a.second == second;
	}

	/** The sum in hexadecimal digits. **/
	public function toString():String {
		return StringTools.hex(second, 8) + StringTools.hex(first, 8);
	}

	/** The sum that an input has in 4 bytes, the biggest part first. **/
	public static function read(i:Input):Adler32 {
		var sum = new Adler32();
		var upper = i.readByte() << 8;
		sum.second = upper | i.readByte();
		upper = i.readByte() << 8;
		sum.first = upper | i.readByte();
		return sum;
	}

	/** The sum of bytes. **/
	public static function make(b:Bytes):Int {
		var sum = new Adler32();
		sum.update(b, 0, b.length);
		return sum.get();
	}
}
