package library;

import haxe.io.ArrayBufferView;
import haxe.io.Bytes;
import haxe.io.Float32Array;
import haxe.io.Float64Array;
import haxe.io.Int32Array;
import haxe.io.UInt16Array;
import haxe.io.UInt32Array;
import haxe.io.UInt8Array;

/** Rows of numbers over bytes. **/
class TypedArrays extends Check {
	static function main() {
		var test = new TypedArrays();
		test.bytes();
		test.wider();
		test.shared();
		test.fractions();
		test.outside();
		test.done();
	}

	function bytes() {
		var row = new UInt8Array(5);
		eq(row.length, 5);
		eq(row[0], 0);
		row[0] = 256 + 7;
		row[4] = 9;
		eq(row[0], 7);
		eq(row[4], 9);
		eq(UInt8Array.BYTES_PER_ELEMENT, 1);
		eq(row.view.byteLength, 5);
		row[1] += 3;
		eq(row[1], 3);
	}

	function wider() {
		var words = UInt16Array.fromArray([1, 70000, 3]);
		eq(words[1], 4464);
		eq(words.view.byteLength, 6);
		eq(UInt16Array.fromArray([5, 6, 7, 8], 1, 2)[1], 7);
		var numbers = new Int32Array(2);
		numbers[1] = -5;
		eq(numbers[1], -5);
		var unsigned = new UInt32Array(1);
		unsigned[0] = -1;
		var all:Float = unsigned[0];
		feq(all, 4294967295.0);
		eq(UInt32Array.BYTES_PER_ELEMENT, 4);
	}

	function shared() {
		var bytes = Bytes.alloc(16);
		bytes.setInt32(4, 99);
		var numbers = Int32Array.fromBytes(bytes);
		eq(numbers.length, 4);
		eq(numbers[1], 99);
		numbers[0] = -5;
		eq(bytes.getInt32(0), -5);
		var part = Int32Array.fromBytes(bytes, 4, 2);
		eq(part.length, 2);
		eq(part[0], 99);
		part[1] = 7;
		eq(numbers[2], 7);
		var row = new UInt8Array(5);
		row[4] = 9;
		var tail = row.sub(3);
		eq(tail.length, 2);
		eq(tail[1], 9);
		tail[0] = 4;
		eq(row[3], 4);
		eq(row.subarray(1, 4).length, 3);
		var view = new ArrayBufferView(8);
		eq(view.byteLength, 8);
		eq(view.sub(4).byteOffset, 4);
		eq(view.buffer.length, 8);
	}

	function fractions() {
		var row = new Float32Array(2);
		row[0] = 1.5;
		feq(row[0], 1.5);
		eq(row.view.buffer.length, 8);
		var doubles = Float64Array.fromArray([0.1, 0.2]);
		feq(doubles[1], 0.2);
		eq(doubles.length, 2);
		var sum = 0.0;
		for (at in 0...doubles.length)
			sum += doubles[at];
		feq(sum, 0.3);
	}

	function outside() {
		var row = new UInt8Array(5);
		exc(() -> row.sub(3, 9));
		exc(() -> row.subarray(4, 7));
		exc(() -> UInt16Array.fromArray([1, 2], 1, 3));
		exc(() -> Int32Array.fromBytes(Bytes.alloc(8), 4, 2));
	}
}
