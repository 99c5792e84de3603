/** More that can be done with moments; made for `using DateTools`. **/
class DateTools {
	static final DAY_SHORT = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
	static final DAY_NAMES = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
	static final MONTH_SHORT = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
	static final MONTH_NAMES = [
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"
	];
	static final DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

	/** A moment in the form that `%Y-%m-%d_%H:%M:%S` and the like tell. **/
	public static function format(d:Date, f:String):String {
		var text = new StringBuf();
		var start = 0;
		while (true) {
			var at = f.indexOf("%", start);
			if (at < 0)
				break;
			text.add(f.substring(start, at));
			text.add(part(d, f.substr(at + 1, 1)));
			start = at + 2;
		}
		text.add(f.substr(start));
		return text.toString();
	}

	static function two(number:Int):String {
		return StringTools.lpad(Std.string(number), "0", 2);
	}

	static function part(d:Date, letter:String):String {
		return switch (letter) {
			case "%": "%";
			case "a": DAY_SHORT[d.getDay()];
			case "A": DAY_NAMES[d.getDay()];
			case "b", "h": MONTH_SHORT[d.getMonth()];
			case "B": MONTH_NAMES[d.getMonth()];
			case "C": two(Std.int(d.getFullYear() / 100));
			case "d": two(d.getDate());
			case "D": format(d, "%m/%d/%y");
			case "e": Std.string(d.getDate());
			case "F": format(d, "%Y-%m-%d");
			case "H": two(d.getHours());
			case "k": StringTools.lpad(Std.string(d.getHours()), " ", 2);
			case "I": two(twelve(d));
			case "l": StringTools.lpad(Std.string(twelve(d)), " ", 2);
			case "m": two(d.getMonth() + 1);
			case "M": two(d.getMinutes());
			case "n": "\n";
			case "p": d.getHours() > 11 ? "PM" : "AM";
			case "r": format(d, "%I:%M:%S %p");
			case "R": format(d, "%H:%M");
			case "s": Std.string(Std.int(d.getTime() / 1000));
			case "S": two(d.getSeconds());
			case "t": "\t";
			case "T": format(d, "%H:%M:%S");
			case "u":
				var day = d.getDay();
				day == 0 ? "7" : Std.string(day);
			case "w": Std.string(d.getDay());
			case "y": two(d.getFullYear() % 100);
			case "Y": Std.string(d.getFullYear());
			default: throw new haxe.exceptions.NotImplementedException("Date.format %" + letter + "- not implemented yet.");
		}
	}

	static function twelve(d:Date):Int {
		var hour = d.getHours() % 12;
		return hour == 0 ? 12 : hour;
	}

	/** The moment so many milliseconds later. **/
	public static inline function delta(d:Date, t:Float):Date {
		return Date.fromTime(d.getTime() + t);
	}

	/** How many days the month of a moment has. **/
	public static function getMonthDays(d:Date):Int {
		var month = d.getMonth();
		var year = d.getFullYear();
		if (month != 1)
			return DAYS_OF_MONTH[month];
		return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
	}

	/** Seconds in milliseconds. **/
	public static inline function seconds(n:Float):Float {
		return n * 1000.0;
	}

	/** Minutes in milliseconds. **/
	public static inline function minutes(n:Float):Float {
		return n * 60.0 * 1000.0;
	}

	/** Hours in milliseconds. **/
	public static inline function hours(n:Float):Float {
		return n * 60.0 * 60.0 * 1000.0;
	}

	/** Days in milliseconds. **/
	public static inline function days(n:Float):Float {
		return n * 24.0 * 60.0 * 60.0 * 1000.0;
	}

	/** Milliseconds in days, hours, minutes and so on. **/
	public static function parse(t:Float) {
		var seconds = t / 1000;
		var minutes = seconds / 60;
		var hours = minutes / 60;
		return {
			ms: t % 1000,
			seconds: Std.int(seconds % 60),
			minutes: Std.int(minutes % 60),
			hours: Std.int(hours % 24),
			days: Std.int(hours / 24)
		};
	}

	/** What `parse` told in milliseconds. **/
	public static function make(o:{
		ms:Float,
		seconds:Int,
		minutes:Int,
		hours:Int,
		days:Int
	}):Float {
		return o.ms + 1000.0 * (o.seconds + 60.0 * (o.minutes + 60.0 * (o.hours + 24.0 * o.days)));
	}

	/** The milliseconds of a moment in UTC. **/
	public static function makeUtc(year:Int, month:Int, day:Int, hour:Int, min:Int, sec:Int):Float {
		return @:privateAccess Date.ofParts(year, month, day, hour, min, sec);
	}
}
