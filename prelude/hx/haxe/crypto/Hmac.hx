package haxe.crypto;

import haxe.io.Bytes;

/** The digests that `Hmac` can use. **/
enum HashMethod {
	/** 16 bytes. **/
	MD5;

	/** 20 bytes. **/
	SHA1;

	/** 32 bytes. **/
	SHA256;
}

/** Digests that only who knows a key can make. **/
class Hmac {
	final method:HashMethod;
	final blockSize:Int = 64;

	/** With one of the digests. **/
	public function new(hashMethod:HashMethod) {
		method = hashMethod;
	}

	function digest(b:Bytes):Bytes {
		if (method == MD5)
			return Md5.make(b);
		return method == SHA1 ? Sha1.make(b) : Sha256.make(b);
	}

	/** The digest of a block of the key, each byte mixed with `mask`, and what follows it. **/
	function masked(block:Bytes, mask:Int, rest:Bytes):Bytes {
		var all = Bytes.alloc(blockSize + rest.length);
		for (index in 0...blockSize) {
			all.set(index, block.get(index) ^ mask);
		}
		all.blit(blockSize, rest, 0, rest.length);
		return digest(all);
	}

	/** The digest of a message with a key. **/
	public function make(key:Bytes, msg:Bytes):Bytes {
		var short = key.length > blockSize ? digest(key) : key;
		var block = Bytes.alloc(blockSize);
		block.fill(0, blockSize, 0);
		block.blit(0, short, 0, short.length);
		return masked(block, 0x5C, masked(block, 0x36, msg));
	}
}
