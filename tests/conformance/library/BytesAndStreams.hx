package library;

import haxe.crypto.Adler32;
import haxe.crypto.Base64;
import haxe.crypto.Crc32;
import haxe.crypto.Md5;
import haxe.crypto.Sha1;
import haxe.io.Bytes;
import haxe.io.BytesBuffer;
import haxe.io.BytesInput;
import haxe.io.BytesOutput;
import haxe.io.Eof;
import haxe.io.Error;
import haxe.io.Path;
import haxe.io.StringInput;

/** `haxe.io` and `haxe.crypto`. **/
class BytesAndStreams extends Check {
	static function main() {
		var checks = new BytesAndStreams();
		checks.bytes();
		checks.numbers();
		checks.text();
		checks.bounds();
		checks.numbersOutside();
		checks.invalidText();
		checks.parsed();
		checks.buffers();
		checks.streams();
		checks.lines();
		checks.parts();
		checks.digests();
		checks.paths();
		checks.done();
	}

	function bytes() {
		var b = Bytes.alloc(4);
		eq(b.length, 4);
		eq(b.get(0), 0);
		b.set(1, 0x1FF);
		eq(b.get(1), 255);
		eq(b.toHex(), "00ff0000");
		b.fill(2, 2, 7);
		eq(b.toHex(), "00ff0707");
		eq(b.sub(1, 2).toHex(), "ff07");
		b.blit(0, b, 1, 3);
		eq(b.toHex(), "ff070707");
		b.blit(1, b, 0, 3);
		eq(b.toHex(), "ffff0707");
		eq(Bytes.ofString("ab").compare(Bytes.ofString("ab")), 0);
		t(Bytes.ofString("ab").compare(Bytes.ofString("ac")) < 0);
		t(Bytes.ofString("abc").compare(Bytes.ofString("ab")) > 0);
		eq(Bytes.ofHex("00fFa0").toHex(), "00ffa0");
		eq(Bytes.fastGet(Bytes.ofString("a").getData(), 0), 97);
	}

	function numbers() {
		var b = Bytes.alloc(8);
		b.setInt32(0, -2);
		eq(b.getInt32(0), -2);
		eq(b.getUInt16(2), 0xFFFF);
		b.setUInt16(0, 0x1234);
		eq(b.get(0), 0x34);
		b.setFloat(0, 1.5);
		eq(b.getFloat(0), 1.5);
		b.setDouble(0, -0.1);
		eq(b.getDouble(0), -0.1);
		b.setDouble(0, Math.POSITIVE_INFINITY);
		eq(b.toHex(), "000000000000f07f");
	}

	function text() {
		var b = Bytes.ofString("héé😀");
		eq(b.length, 9);
		eq(b.toString(), "héé😀");
		eq(b.getString(1, 2), "é");
		eq(b.toHex(), "68c3a9c3a9f09f9880");
		eq(Bytes.ofString("").length, 0);
	}

	function bounds() {
		var b = Bytes.alloc(2);
		exc(() -> b.sub(1, 2));
		exc(() -> b.blit(0, b, 1, 2));
		exc(() -> b.fill(-1, 1, 0));
		exc(() -> b.getString(0, 3));
		var kind = "";
		try
			b.sub(3, 1)
		catch (e:Error)
			kind = Std.string(e);
		eq(kind, "OutsideBounds");
	}

	function buffers() {
		var b = new BytesBuffer();
		b.addByte(1);
		b.addString("hi");
		b.addInt32(258);
		b.add(Bytes.ofString("x"));
		b.addBytes(Bytes.ofString("abc"), 1, 1);
		b.addFloat(1);
		eq(b.length, 13);
		eq(b.getBytes().toHex(), "016869020100007862" + "0000803f");
	}

	function streams() {
		var o = new BytesOutput();
		o.bigEndian = true;
		o.writeInt32(1);
		o.writeUInt16(2);
		o.bigEndian = false;
		o.writeInt32(-3);
		o.writeInt8(-1);
		o.writeInt16(-2);
		o.writeInt24(-4);
		o.writeFloat(0.5);
		o.writeDouble(0.25);
		o.writeString("end");
		exc(() -> o.writeInt8(200));
		exc(() -> o.writeUInt16(-1));
		var i = new BytesInput(o.getBytes());
		i.bigEndian = true;
		eq(i.readInt32(), 1);
		eq(i.readUInt16(), 2);
		i.bigEndian = false;
		eq(i.readInt32(), -3);
		eq(i.readInt8(), -1);
		eq(i.readInt16(), -2);
		eq(i.readInt24(), -4);
		eq(i.readFloat(), 0.5);
		eq(i.readDouble(), 0.25);
		eq(i.readString(3), "end");
		exc(() -> i.readByte());
		i.position = 3;
		eq(i.readByte(), 1);
	}

	function lines() {
		var i = new StringInput("a\nb\r\nc");
		eq(i.readLine(), "a");
		eq(i.readLine(), "b");
		eq(i.readLine(), "c");
		var ended = false;
		try
			i.readLine()
		catch (e:Eof)
			ended = true;
		t(ended);
		eq(new StringInput("x;y").readUntil(";".code), "x");
		eq(new StringInput("xyz").readAll().toString(), "xyz");
	}

	function parts() {
		var i = new BytesInput(Bytes.ofString("abcdef"), 2, 3);
		eq(i.readString(2), "cd");
		var b = Bytes.alloc(4);
		eq(i.readBytes(b, 0, 4), 1);
		eq(b.get(0), "e".code);
		exc(() -> i.read(1));
	}

	function digests() {
		eq(Md5.encode(""), "d41d8cd98f00b204e9800998ecf8427e");
		eq(Md5.encode("héllo"), "be50e8478cf24ff3595bc7307fb91b50");
		eq(Sha1.encode("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
		eq(Crc32.make(Bytes.ofString("hello")), 0x3610a686);
		eq(Adler32.make(Bytes.ofString("hello")), 0x062c0215);
		eq(Base64.encode(Bytes.ofString("ab")), "YWI=");
		eq(Base64.decode("aGVsbG8=").toString(), "hello");
		eq(Base64.encode(Bytes.ofString("a"), false), "YQ");
		eq(Base64.urlEncode(Bytes.ofString("??>")), "Pz8-");
	}

	function numbersOutside() {
		var bytes = Bytes.ofHex("0102030405060708");
		var reads:Array<Int->Void> = [
			at -> bytes.getUInt16(at + 3),
			at -> bytes.getInt32(at + 1),
			at -> bytes.getFloat(at + 1),
			at -> bytes.getInt64(at - 3),
			at -> bytes.getDouble(at - 3),
			at -> Bytes.alloc(8).setUInt16(at + 3, 9),
			at -> Bytes.alloc(8).setInt32(at + 1, 9),
			at -> Bytes.alloc(8).setInt64(at - 3, 9),
			at -> Bytes.alloc(8).setDouble(at - 3, 9)
		];
		for (read in reads) {
			exc(() -> read(4));
			exc(() -> read(-5));
		}
		eq(bytes.toHex(), "0102030405060708");
		eq(bytes.getUInt16(6), 0x0807);
		eq(bytes.getInt32(4), 0x08070605);
		eq(Bytes.ofString("ab").compare(Bytes.ofString("x")), -1);
		eq(Bytes.ofString("ab").compare(Bytes.ofString("a")), 1);
		eq(Bytes.ofHex("zz").toHex(), "33");
	}

	function invalidText() {
		for (hex in ["ff41", "c3", "c328", "e28228", "f09f98", "80", "c080", "e08080", "f0808080"]) {
			exc(() -> Bytes.ofHex(hex).toString());
			exc(() -> new BytesInput(Bytes.ofHex(hex)).readLine());
		}
		for (hex in ["c280", "e0a080", "f0908080", ""])
			eq(Bytes.ofHex(hex).toString().length, hex.length > 0 ? 1 : 0);
	}

	function parsed() {
		var none:String = null;
		eq(Std.parseInt(none), null);
		t(Math.isNaN(Std.parseFloat(none)));
		for (text in ["1e", "1e+", "1.5.3", "1-2", "1..", ".", "12e3-4", "1ex"])
			t(Math.isNaN(Std.parseFloat(text)));
		eq(Std.parseFloat("5.e3z"), 5000.0);
		eq(StringTools.urlDecode("%4 %%41+%zz%"), "4 A zz");
		eq(Std.parseFloat("+.5"), 0.5);
		eq(["1", "x", null].map(Std.parseInt).join(","), "1,null,null");
	}

	function paths() {
		var p = new Path("a/b/c.txt");
		eq(p.dir, "a/b");
		eq(p.file, "c");
		eq(p.ext, "txt");
		eq(p.toString(), "a/b/c.txt");
		eq(new Path("c").ext, null);
		eq(Path.withoutExtension("a/b.c"), "a/b");
		eq(Path.withExtension("a.b", "c"), "a.c");
		eq(Path.withoutDirectory("a/b.c"), "b.c");
		eq(Path.directory("a/b.c"), "a");
		eq(Path.extension("a"), "");
		eq(Path.join(["a", "", "../b", "./c"]), "b/c");
		eq(Path.normalize("/a/../b//c/"), "/b/c");
		eq(Path.addTrailingSlash("a"), "a/");
		eq(Path.removeTrailingSlashes("a//"), "a");
		t(Path.isAbsolute("/a"));
		f(Path.isAbsolute("a"));
	}
}
