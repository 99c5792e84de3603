/** Int arithmetic that wraps, shifts and bits: a checksum table, two hashes and a generator of random numbers. **/
class Hashing {
	static function table():Array<Int> {
		return [
			for (start in 0...256) {
				var value = start;
				for (_ in 0...8)
					value = value & 1 != 0 ? (value >>> 1) ^ 0xEDB88320 : value >>> 1;
				value;
			}
		];
	}

	static function checksum(table:Array<Int>, data:Array<Int>):Int {
		var sum = -1;
		for (byte in data)
			sum = table[(sum ^ byte) & 0xFF] ^ (sum >>> 8);
		return ~sum;
	}

	static function fowler(data:Array<Int>):Int {
		var hash = 0x811C9DC5;
		for (byte in data)
			hash = (hash ^ byte) * 0x01000193;
		return hash;
	}

	static function mixed(data:Array<Int>):Int {
		var hash = 0;
		var at = 0;
		while (at + 3 < data.length) {
			var word = data[at] | data[at + 1] << 8 | data[at + 2] << 16 | data[at + 3] << 24;
			word *= 0xCC9E2D51;
			word = (word << 15) | (word >>> 17);
			word *= 0x1B873593;
			hash ^= word;
			hash = (hash << 13) | (hash >>> 19);
			hash = hash * 5 + 0xE6546B64;
			at += 4;
		}
		hash ^= data.length;
		hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
		hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
		return hash ^ (hash >>> 16);
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var state = 88172645;
		var data = [
			for (_ in 0...20000) {
				state ^= state << 13;
				state ^= state >>> 17;
				state ^= state << 5;
				state & 0xFF;
			}
		];
		var lookup = table();
		var all = 0;
		for (round in 0...3 * scale) {
			data[round % data.length] = round & 0xFF;
			all = all * 31 + (checksum(lookup, data) ^ fowler(data) ^ mixed(data));
			if (round == 0)
				Sys.println('${checksum(lookup, data)} ${fowler(data)} ${mixed(data)}');
		}
		Sys.println(all);
	}
}
