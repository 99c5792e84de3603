package haxe.crypto;

import haxe.io.Bytes;

/** The digest SHA-224: SHA-256 from another start, cut to 28 bytes. **/
class Sha224 {
	/** The digest of a text's UTF-8, in hexadecimal digits. **/
	public static function encode(s:String):String {
		return make(Bytes.ofString(s)).toHex();
	}

	/** The digest of bytes: 28 bytes. **/
	public static function make(b:Bytes):Bytes {
		var start = [
			0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4
		];
		return Sha256.digest(b, start, 28);
	}
}
