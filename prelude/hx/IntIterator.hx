/** `min...max`: walks the numbers from `min` on that are below `max`. **/
class IntIterator {
	var min:Int;
	var max:Int;

	/** A walk over the numbers from `min` on that are below `max`. **/
	public function new(min:Int, max:Int) {
		this.min = min;
		this.max = max;
	}

	/** Whether there is one more. **/
	public function hasNext():Bool {
		return min < max;
	}

	/** The next number. **/
	public function next():Int {
		var number = min;
		min++;
		return number;
	}
}
