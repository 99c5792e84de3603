package haxe.crypto;

import haxe.io.Bytes;

/** The digest SHA-1. **/
class Sha1 {
	/** The digest of a text's UTF-8, in hexadecimal digits. **/
	public static function encode(s:String):String {
		return make(Bytes.ofString(s)).toHex();
	}

	static inline function turned(number:Int, count:Int):Int {
		return (number << count) | (number >>> (32 - count));
	}

	static inline function word(bytes:Bytes, at:Int):Int {
		return (bytes.get(at) << 24) | (bytes.get(at + 1) << 16) | (bytes.get(at + 2) << 8) | bytes.get(at + 3);
	}

	/** The digest of bytes: 20 bytes. **/
	public static function make(b:Bytes):Bytes {
		var count = ((b.length + 8) >> 6) + 1;
		var padded = Bytes.alloc(count * 64);
		padded.blit(0, b, 0, b.length);
		padded.set(b.length, 0x80);
		for (index in 0...4) {
			padded.set(count * 64 - 1 - index, (b.length << 3) >>> (index * 8));
		}
		padded.set(count * 64 - 5, b.length >>> 29);
		var state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
		var words = [for (_ in 0...80) 0];
		for (block in 0...count) {
			for (index in 0...16)
				words[index] = word(padded, block * 64 + index * 4);
			for (index in 16...80)
				words[index] = turned(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1);
			var first = state[0];
			var second = state[1];
			var third = state[2];
			var fourth = state[3];
			var fifth = state[4];
			for (step in 0...80) {
				var mixed = 0;
				if (step < 20)
					mixed = ((second & third) | (~second & fourth)) + 0x5A827999;
				else if (step < 40)
					mixed = (second ^ third ^ fourth) + 0x6ED9EBA1;
				else if (step < 60)
					mixed = ((second & third) | (second & fourth) | (third & fourth)) + 0x8F1BBCDC;
				else
					mixed = (second ^ third ^ fourth) + 0xCA62C1D6;
				var sum = turned(first, 5) + mixed + fifth + words[step];
				fifth = fourth;
				fourth = third;
				third = turned(second, 30);
				second = first;
				first = sum;
			}
			state[0] += first;
			state[1] += second;
			state[2] += third;
			state[3] += fourth;
			state[4] += fifth;
		}
		var digest = Bytes.alloc(20);
		for (index in 0...20)
			digest.set(index, state[index >> 2] >>> (24 - (index & 3) * 8));
		return digest;
	}
}
