package haxe.crypto;

import haxe.io.Bytes;

/** The digest MD5. **/
class Md5 {
	static final SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

	/** The digest of a text's UTF-8, in hexadecimal digits. **/
	public static function encode(s:String):String {
		return make(Bytes.ofString(s)).toHex();
	}

	/** The digest of bytes: 16 bytes. **/
	public static function make(b:Bytes):Bytes {
		var count = ((b.length + 8) >> 6) + 1;
		var padded = Bytes.alloc(count * 64);
		padded.blit(0, b, 0, b.length);
		padded.set(b.length, 0x80);
		padded.setInt32(count * 64 - 8, b.length << 3);
		padded.setInt32(count * 64 - 4, b.length >>> 29);
		// The first 32 bits behind the point of the sines.
		var sines = [for (index in 0...64) bitsOf(Math.abs(Math.sin(index + 1)))];
		var state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476];
		for (block in 0...count) {
			var first = state[0];
			var second = state[1];
			var third = state[2];
			var fourth = state[3];
			for (step in 0...64) {
				var mixed = 0;
				var word = 0;
				switch (step >> 4) {
					case 0:
						mixed = (second & third) | (~second & fourth);
						word = step;
					case 1:
						mixed = (second & fourth) | (third & ~fourth);
						word = (step * 5 + 1) & 15;
					case 2:
						mixed = second ^ third ^ fourth;
						word = (step * 3 + 5) & 15;
					default:
						mixed = third ^ (second | ~fourth);
						word = (step * 7) & 15;
				}
				var sum = first + mixed + sines[step] + padded.getInt32(block * 64 + word * 4);
				var shift = SHIFTS[(step >> 4) * 4 + (step & 3)];
				first = fourth;
				fourth = third;
				third = second;
				second += (sum << shift) | (sum >>> (32 - shift));
			}
			state[0] += first;
			state[1] += second;
			state[2] += third;
			state[3] += fourth;
		}
		var digest = Bytes.alloc(16);
		for (index in 0...4)
			digest.setInt32(index * 4, state[index]);
		return digest;
	}

	static function bitsOf(fraction:Float):Int {
		var high = Std.int(fraction * 65536);
		var low = Std.int((fraction * 65536 - high) * 65536);
		return (high << 16) | low;
	}
}
