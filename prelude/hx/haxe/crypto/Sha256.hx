package haxe.crypto;

import haxe.io.Bytes;

/** The digest SHA-256. **/
class Sha256 {
	/** The digest of a text's UTF-8, in hexadecimal digits. **/
	public static function encode(s:String):String {
		return make(Bytes.ofString(s)).toHex();
	}

	/** The digest of bytes: 32 bytes. **/
	public static function make(b:Bytes):Bytes {
		var start = [
			0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19
		];
		return digest(b, start, 32);
	}

	static inline function turned(number:Int, count:Int):Int {
		return (number >>> count) | (number << (32 - count));
	}

	static inline function word(bytes:Bytes, at:Int):Int {
		return (bytes.get(at) << 24) | (bytes.get(at + 1) << 16) | (bytes.get(at + 2) << 8) | bytes.get(at + 3);
	}

	/** The bits behind the point of the cube roots of the first 64 primes. **/
	static function constants():Array<Int> {
		return [
			0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3,
			0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
			0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967, 0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13,
			0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
			0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3, 0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208,
			0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2
		];
	}

	/** The first `size` bytes of what the blocks of `b` make of the eight numbers of `state`. **/
	@:allow(haxe.crypto.Sha224)
	static function digest(b:Bytes, state:Array<Int>, size:Int):Bytes {
		var count = ((b.length + 8) >> 6) + 1;
		var padded = Bytes.alloc(count * 64);
		padded.blit(0, b, 0, b.length);
		padded.set(b.length, 0x80);
		for (index in 0...4) {
			padded.set(count * 64 - 1 - index, (b.length << 3) >>> (index * 8));
		}
		padded.set(count * 64 - 5, b.length >>> 29);
		var factors = constants();
		var words = [for (_ in 0...64) 0];
		for (block in 0...count) {
			for (index in 0...16) {
				words[index] = word(padded, block * 64 + index * 4);
			}
			for (index in 16...64) {
				var far = words[index - 15];
				var near = words[index - 2];
				var farMixed = turned(far, 7) ^ turned(far, 18) ^ (far >>> 3);
				var nearMixed = turned(near, 17) ^ turned(near, 19) ^ (near >>> 10);
				words[index] = words[index - 16] + farMixed + words[index - 7] + nearMixed;
			}
			var now = state.copy();
			for (step in 0...64) {
				var first = now[0];
				var fifth = now[4];
				var chosen = (fifth & now[5]) ^ (~fifth & now[6]);
				var most = (first & now[1]) ^ (first & now[2]) ^ (now[1] & now[2]);
				var sum = now[7] + (turned(fifth, 6) ^ turned(fifth, 11) ^ turned(fifth, 25)) + chosen + factors[step] + words[step];
				now.pop();
				now.unshift(sum + (turned(first, 2) ^ turned(first, 13) ^ turned(first, 22)) + most);
				now[4] += sum;
			}
			for (index in 0...8) {
				state[index] += now[index];
			}
		}
		var digest = Bytes.alloc(size);
		for (index in 0...size) {
			digest.set(index, state[index >> 2] >>> (24 - (index & 3) * 8));
		}
		return digest;
	}
}
