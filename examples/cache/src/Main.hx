/*
	A cache that drops what was used longest ago, and counts what happens: a program that looks up words in a slow dictionary.

	Run it in this folder:

		hx2rs run build.hxml -- 3 8

	The arguments are sizes of caches to try.
*/
import cache.Cache;
import cache.LruCache;
import cache.Statistics;
import cache.Unlimited;

class Main {
	static final TEXT = "the cat and the dog and the bird saw the cat that saw the bird that saw the dog and then the cat slept";

	static function main() {
		var sizes = [for (arg in Sys.args()) Std.parseInt(arg) ?? 0];
		if (sizes.length == 0)
			sizes = [4];
		for (size in sizes) {
			Sys.println('-- $size');
			try {
				lookUp(new LruCache(size));
			} catch (e:haxe.exceptions.ArgumentException) {
				Sys.println('no cache: ${e.argument} is wrong');
			}
		}
		Sys.println("-- unlimited");
		lookUp(new Unlimited());
		squares();
		evictions();
	}

	/** Counts letters of words, which takes long, through a cache. **/
	static function lookUp(lengths:Cache<String, Int>) {
		var work = 0;
		var sum = 0;
		for (word in TEXT.split(" "))
			sum += lengths.getOr(word, () -> {
				work += word.length;
				return word.length;
			});
		Sys.println('$sum letters, $work counted; ${lengths.statistics}');
		var kept = [for (word => length in lengths) '$word=$length'];
		Sys.println('${lengths.count} kept: ${kept.join(" ")}');
	}

	/** A function that remembers its results. **/
	static function squares() {
		var calls = 0;
		var cache = new LruCache<Int, Int>(3);
		var square = cache.remembering(n -> {
			calls++;
			n * n;
		});
		var results = [for (n in [1, 2, 3, 1, 2, 3, 4, 1, 4]) square(n)];
		Sys.println('-- squares\n$results with $calls calls');
		Sys.println(cache.statistics.rate > 0.4 ? "worth it" : "not worth it");
	}

	/** What leaves, and why. **/
	static function evictions() {
		Sys.println("-- evictions");
		var cache = new LruCache<String, {size:Int, ?note:String}>(2);
		cache.onLeave = (key, value, reason) -> {
			var note = value.note == null ? "" : ' (${value.note})';
			Sys.println('$key of ${value.size}$note ' + switch reason {
				case Full(by): 'made room for $by';
				case Removed: "was removed";
				case Replaced(value): 'was replaced by ${value.size}';
			});
		};
		cache.set("one", {size: 1});
		cache.set("two", {size: 2, note: "even"});
		cache.set("one", {size: 11});
		cache.set("three", {size: 3});
		Sys.println(cache.get("two") == null ? "two is gone" : "two is there");
		cache.remove("one");
		cache.remove("nothing");
		Sys.println(cache.statistics);
	}
}
