package events;

import haxe.Exception;

enum State {
	Idle;
	Heating(power:Int);
	Cooling;
}

typedef Change = {
	from:String,
	to:String
}

/** Heats below one temperature and cools above another. **/
class Thermostat {
	public final changed = new Emitter<Change>();
	public final failed = new Emitter<Exception>();

	final low:Int;
	final high:Int;
	var state(default, set) = Idle;

	public function new(low:Int, high:Int) {
		this.low = low;
		this.high = high;
	}

	/** Takes what a sensor says. **/
	public function measure(reading:String) {
		try {
			var temperature = parsed(reading);
			state = if (temperature < low) Heating(low - temperature) else if (temperature > high) Cooling else Idle;
		} catch (e:Exception) {
			failed.emit(e);
		}
	}

	static function parsed(reading:String):Int {
		var number = Std.parseInt(reading);
		if (number == null)
			throw new Exception('the sensor says "$reading"');
		return number;
	}

	function set_state(next:State):State {
		var before = describe(state), after = describe(next);
		state = next;
		if (before != after)
			changed.emit({from: before, to: after});
		return next;
	}

	static function describe(state:State):String {
		return switch state {
			case Idle: "idle";
			case Heating(power) if (power > 3): "heating fast";
			case Heating(_): "heating";
			case Cooling: "cooling";
		}
	}
}
