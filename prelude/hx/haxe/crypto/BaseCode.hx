package haxe.crypto;

import haxe.io.Bytes;

/** Bytes as text of some characters: 2, 4, 8, 16, … of them. **/
class BaseCode {
	final base:Bytes;
	final bits:Int;

	/** With these characters. Throws if there are not 2, 4, 8, 16, … of them. **/
	public function new(base:Bytes) {
		var count = 1;
		while (base.length > 1 << count)
			count++;
		if (count > 8 || base.length != 1 << count)
			throw "BaseCode : base length must be a power of two.";
		this.base = base;
		bits = count;
	}

	/** Bytes in the characters. **/
	public function encodeBytes(b:Bytes):Bytes {
		var size = Std.int((b.length * 8 + bits - 1) / bits);
		var encoded = Bytes.alloc(size);
		var held = 0;
		var heldBits = 0;
		var at = 0;
		for (index in 0...size) {
			while (heldBits < bits && at < b.length) {
				held = (held << 8) | b.get(at++);
				heldBits += 8;
			}
			var digit = heldBits >= bits ? held >> (heldBits - bits) : held << (bits - heldBits);
			encoded.set(index, base.get(digit & ((1 << bits) - 1)));
			heldBits = heldBits >= bits ? heldBits - bits : 0;
			held &= (1 << heldBits) - 1;
		}
		return encoded;
	}

	/** The bytes that were encoded. Throws where there is another character. **/
	public function decodeBytes(b:Bytes):Bytes {
		var values = [for (_ in 0...256) -1];
		for (index in 0...base.length)
			values[base.get(index)] = index;
		var size = (b.length * bits) >> 3;
		var decoded = Bytes.alloc(size);
		var held = 0;
		var heldBits = 0;
		var at = 0;
		for (index in 0...size) {
			while (heldBits < 8) {
				var value = values[b.get(at++)];
				if (value == -1)
					throw "BaseCode : invalid encoded char";
				held = (held << bits) | value;
				heldBits += bits;
			}
			heldBits -= 8;
			decoded.set(index, held >> heldBits);
			held &= (1 << heldBits) - 1;
		}
		return decoded;
	}

	/** A text's UTF-8 in the characters. **/
	public function encodeString(s:String):String {
		return encodeBytes(Bytes.ofString(s)).toString();
	}

	/** The text that was encoded. **/
	public function decodeString(s:String):String {
		return decodeBytes(Bytes.ofString(s)).toString();
	}

	/** A text's UTF-8 in the characters of `base`. **/
	public static function encode(s:String, base:String):String {
		return new BaseCode(Bytes.ofString(base)).encodeString(s);
	}

	/** The text that was encoded with the characters of `base`. **/
	public static function decode(s:String, base:String):String {
		return new BaseCode(Bytes.ofString(base)).decodeString(s);
	}
}
