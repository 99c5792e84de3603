/*
	Events with closures as listeners: a thermostat, its sensors and a log, and a queue that runs what is due later.

	Run it in this folder:

		hx2rs run build.hxml -- 18 21 24 19 error 15

	The arguments are temperatures that the sensor measures, one after the other.
*/
import events.Emitter;
import events.Property;
import events.Schedule;
import events.Subscription;
import events.Thermostat;

using events.EmitterTools;

class Main {
	static function main() {
		var args = Sys.args();
		thermostat(args.length > 0 ? args : ["18", "22"]);
		schedule();
		tools();
	}

	static function thermostat(readings:Array<String>) {
		Sys.println("-- thermostat");
		var thermostat = new Thermostat(19, 23);
		var log:Array<String> = [];
		var listening = thermostat.changed.on(change -> log.push('${change.from} to ${change.to}'));
		thermostat.changed.once(_ -> Sys.println("first change"));
		thermostat.failed.on(failure -> Sys.println('failure: ${failure.message}'));
		for (reading in readings)
			thermostat.measure(reading);
		Sys.println('${log.length} changes: ${log.join(", ")}');
		listening.cancel();
		thermostat.measure("30");
		thermostat.measure("10");
		Sys.println('${log.length} heard, ${thermostat.changed.count} emitted');
	}

	static function schedule() {
		Sys.println("-- schedule");
		var schedule = new Schedule();
		var ticks = 0;
		var ticking:Null<Subscription> = null;
		ticking = schedule.every(2, () -> {
			ticks++;
			Sys.println('tick $ticks at ${schedule.now}');
			if (ticks == 3)
				ticking.cancel();
		});
		schedule.after(3, () -> {
			Sys.println('three at ${schedule.now}');
			schedule.after(2, () -> Sys.println('five at ${schedule.now}'));
		});
		schedule.after(1, () -> throw "broken task");
		var never = schedule.after(4, () -> Sys.println("never"));
		never.cancel();
		schedule.failed.on(problem -> Sys.println('at ${schedule.now}: $problem'));
		schedule.run(10);
		Sys.println('$ticks ticks, ${schedule.waiting} waiting');
	}

	static function tools() {
		Sys.println("-- tools");
		var numbers = new Emitter<Int>();
		var sums = [];
		numbers.filtered(n -> n % 2 == 0).mapped(n -> 'even $n').on(text -> Sys.println(text));
		numbers.folded(0, (sum, n) -> sum + n).on(sum -> sums.push(sum));
		var width = new Property(3), height = new Property(4);
		var area = Property.both(width, height, (w, h) -> w * h);
		area.changed.on(area -> Sys.println('area $area'));
		numbers.on(n -> width.value = n);
		for (n in 1...5)
			numbers.emit(n);
		height.value = 10;
		height.value = 10;
		Sys.println('sums $sums, area ${area.value}');
	}
}
