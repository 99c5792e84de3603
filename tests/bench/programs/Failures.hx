/** Exceptions: records that are parsed field by field, where one in five is wrong at some depth. **/
import haxe.Exception;

class Mistake extends Exception {
	public final field:String;
	public final code:Int;

	public function new(field:String, code:Int) {
		super('$field is wrong');
		this.field = field;
		this.code = code;
	}
}

typedef Day = {year:Int, month:Int, day:Int}

class Failures {
	static var seed = 99;

	static function random(below:Int):Int {
		seed = (seed * 1103515245 + 12345) & 0x7fffffff;
		return (seed >> 9) % below;
	}

	static function number(field:String, text:String, from:Int, to:Int):Int {
		var value = 0;
		for (at in 0...text.length) {
			var digit = StringTools.fastCodeAt(text, at) - "0".code;
			if (digit < 0 || digit > 9)
				throw new Mistake(field, 1);
			value = value * 10 + digit;
		}
		if (value < from || value > to)
			throw new Mistake(field, 2);
		return value;
	}

	static function date(text:String):Day {
		var parts = text.split("-");
		if (parts.length != 3)
			throw new Mistake("date", 3);
		return {
			year: number("year", parts[0], 1900, 2100),
			month: number("month", parts[1], 1, 12),
			day: number("day", parts[2], 1, 31)
		};
	}

	/** Checks down a chain of calls; what is thrown at the bottom passes through all of them. **/
	static function deep(levels:Int, value:Int):Int {
		if (levels == 0) {
			if (value % 7 == 0)
				throw "seven";
			return value;
		}
		return deep(levels - 1, value) + 1;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var good = 0, days = 0, sevens = 0, total = 0;
		var mistakes = new Map<String, Int>();
		for (round in 0...8000 * scale) {
			var text = switch (random(15)) {
				case 0: "1999-13-01";
				case 1: "2020-0x-07";
				case 2: "20-5";
				case other: '${1950 + random(120)}-${1 + random(12)}-${1 + other * 2}';
			}
			try {
				var parsed = date(text);
				good++;
				days += parsed.day + parsed.month * 30 + parsed.year;
				days &= 0xffffff;
			} catch (mistake:Mistake) {
				var before = mistakes.get(mistake.field);
				mistakes.set(mistake.field, (before == null ? 0 : before) + mistake.code);
			}
			try {
				total += deep(12, round);
				total &= 0xffffff;
			} catch (word:String) {
				sevens += word.length;
			}
		}
		Sys.println('$good good, $days, $sevens, $total');
		var fields = [for (field in mistakes.keys()) field];
		fields.sort((a, b) -> a < b ? -1 : a > b ? 1 : 0);
		for (field in fields)
			Sys.println('$field: ${mistakes[field]}');
	}
}
