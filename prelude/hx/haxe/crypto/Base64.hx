package haxe.crypto;

import haxe.io.Bytes;

/** Bytes as text of 64 characters. **/
class Base64 {
	/** The characters. **/
	public static var CHARS(default, null) = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	/** What they are as bytes. **/
	public static var BYTES(default, null) = Bytes.ofString(CHARS);

	/** The characters of addresses. **/
	public static var URL_CHARS(default, null) = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

	/** What they are as bytes. **/
	public static var URL_BYTES(default, null) = Bytes.ofString(URL_CHARS);

	/** Bytes as text, filled up with `=` to fours. **/
	public static function encode(bytes:Bytes, complement = true):String {
		return filled(new BaseCode(BYTES).encodeBytes(bytes).toString(), bytes.length, complement);
	}

	/** The bytes of a text. **/
	public static function decode(str:String, complement = true):Bytes {
		return new BaseCode(BYTES).decodeBytes(Bytes.ofString(complement ? bare(str) : str));
	}

	/** As `encode`, for addresses. **/
	public static function urlEncode(bytes:Bytes, complement = false):String {
		return filled(new BaseCode(URL_BYTES).encodeBytes(bytes).toString(), bytes.length, complement);
	}

	/** As `decode`, for addresses. **/
	public static function urlDecode(str:String, complement = false):Bytes {
		return new BaseCode(URL_BYTES).decodeBytes(Bytes.ofString(complement ? bare(str) : str));
	}

	static function filled(text:String, size:Int, complement:Bool):String {
		if (!complement)
			return text;
		return switch (size % 3) {
			case 1: text + "==";
			case 2: text + "=";
			default: text;
		}
	}

	static function bare(text:String):String {
		var end = text.length;
		while (end > 0 && StringTools.fastCodeAt(text, end - 1) == "=".code)
			end--;
		return text.substr(0, end);
	}
}
