package library;

import haxe.crypto.Hmac;
import haxe.crypto.Sha224;
import haxe.crypto.Sha256;
import haxe.io.Bytes;

/** The digests of the SHA-2 family, and those with a key. **/
class Digests extends Check {
	static function main() {
		var test = new Digests();
		test.plain();
		test.long();
		test.keyed();
		test.done();
	}

	function plain() {
		eq(Sha256.encode(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
		eq(Sha256.encode("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		eq(Sha224.encode("abc"), "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7");
		eq(Sha224.encode(""), "d14a028c2a3a2bc9476102bb288234c415a2b01f828ea62ac5b3e42f");
		eq(Sha256.make(Bytes.ofString("abc")).length, 32);
		eq(Sha224.make(Bytes.ofString("abc")).length, 28);
	}

	function long() {
		var text = "héllo wörld, this is a longer text that goes over one block of sixty-four bytes";
		eq(Sha256.make(Bytes.ofString(text)).toHex(), "490e134600c72a401c891d4d24de8b145e4b4cee596cc9421a66a37828bd54e6");
		for (size in [55, 56, 63, 64, 65]) {
			var bytes = Bytes.alloc(size);
			bytes.fill(0, size, 97);
			eq(Sha256.make(bytes).toHex(), Sha256.encode(StringTools.lpad("", "a", size)));
		}
	}

	function keyed() {
		var message = Bytes.ofString("The quick brown fox jumps over the lazy dog");
		var key = Bytes.ofString("key");
		eq(new Hmac(SHA256).make(key, message).toHex(), "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
		eq(new Hmac(SHA1).make(key, message).toHex(), "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9");
		eq(new Hmac(MD5).make(key, message).toHex(), "80070713463e7749b90c2dc24911e275");
		eq(new Hmac(SHA256).make(Bytes.alloc(100), message).length, 32);
	}
}
