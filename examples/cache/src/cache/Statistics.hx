package cache;

/** What happened in a cache. **/
class Statistics {
	public var hits(default, null) = 0;
	public var misses(default, null) = 0;
	public var evictions(default, null) = 0;

	/** The part of questions that had an answer. **/
	public var rate(get, never):Float;

	public function new() {}

	function get_rate():Float {
		var all = hits + misses;
		return all == 0 ? 0 : hits / all;
	}

	@:allow(cache)
	inline function asked(found:Bool) {
		if (found)
			hits++;
		else
			misses++;
	}

	@:allow(cache)
	inline function evicted()
		evictions++;

	public function toString():String
		return '$hits hits, $misses misses, $evictions evictions: ${Math.round(rate * 100)} %';
}
