package quest;

/** Dice whose falls follow from a seed. **/
class Dice {
	var state:Int;

	public function new(seed:Int)
		state = seed * 7919 + 17;

	/** A number from 1 to `sides`. **/
	public function roll(sides:Int):Int {
		state = state * 1103515245 + 12345;
		return ((state >>> 16) & 0x7fff) % sides + 1;
	}

	/** The sum of several dice. **/
	public function sum(count:Int, sides:Int):Int {
		var total = 0;
		for (_ in 0...count)
			total += roll(sides);
		return total;
	}

	public function pick<T>(items:Array<T>):T
		return items[roll(items.length) - 1];
}
