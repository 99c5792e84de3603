/** A moment, to the millisecond; its parts are told in UTC, which is also what is local here. Months count from 0, days from 1. **/
class Date {
	var time:Float;

	/** The moment that these parts tell; parts that are too big go over into the next ones. **/
	public function new(year:Int, month:Int, day:Int, hour:Int, min:Int, sec:Int) {
		time = ofParts(year, month, day, hour, min, sec);
	}

	static function ofParts(year:Int, month:Int, day:Int, hour:Int, min:Int, sec:Int):Float {
		var months = year * 12 + month;
		var fullYear = Math.floor(months / 12);
		var days:Float = daysBefore(fullYear, months - fullYear * 12) + day - 1;
		return ((days * 24 + hour) * 60 + min) * 60000.0 + sec * 1000.0;
	}

	/** The days from the start of 1970 to the start of a month. **/
	static function daysBefore(year:Int, month:Int):Int {
		// Years begin in March here, so that the leap day is the last of one.
		var shifted = month < 2 ? year - 1 : year;
		var fromMarch = (month + 10) % 12;
		var era = Math.floor(shifted / 400);
		var ofEra = shifted - era * 400;
		return era * 146097 + ofEra * 365 + (ofEra >> 2) - Std.int(ofEra / 100) + Std.int((153 * fromMarch + 2) / 5) - 719468;
	}

	/** Milliseconds since the start of 1970. **/
	public function getTime():Float {
		return time;
	}

	inline function days():Int {
		return Math.floor(time / 86400000);
	}

	inline function secondsOfDay():Int {
		return Math.floor(time / 1000 - days() * 86400.0);
	}

	/** Year, month from 0 and day from 1. **/
	function civil():{year:Int, month:Int, day:Int} {
		var shifted = days() + 719468;
		var era = Math.floor(shifted / 146097);
		var dayOfEra = shifted - era * 146097;
		var yearOfEra = Std.int((dayOfEra - Std.int(dayOfEra / 1460) + Std.int(dayOfEra / 36524) - Std.int(dayOfEra / 146096)) / 365);
		var dayOfYear = dayOfEra - (365 * yearOfEra + (yearOfEra >> 2) - Std.int(yearOfEra / 100));
		var fromMarch = Std.int((5 * dayOfYear + 2) / 153);
		var month = (fromMarch + 2) % 12;
		return {
			year: yearOfEra + era * 400 + (month < 2 ? 1 : 0),
			month: month,
			day: dayOfYear - Std.int((153 * fromMarch + 2) / 5) + 1
		};
	}

	/** 0 to 23. **/
	public function getHours():Int {
		return Std.int(secondsOfDay() / 3600);
	}

	/** 0 to 59. **/
	public function getMinutes():Int {
		return Std.int(secondsOfDay() / 60) % 60;
	}

	/** 0 to 59. **/
	public function getSeconds():Int {
		return secondsOfDay() % 60;
	}

	/** The year in full. **/
	public function getFullYear():Int {
		return civil().year;
	}

	/** 0 to 11. **/
	public function getMonth():Int {
		return civil().month;
	}

	/** 1 to 31. **/
	public function getDate():Int {
		return civil().day;
	}

	/** The day of the week: 0 is Sunday. **/
	public function getDay():Int {
		var day = (days() + 4) % 7;
		return day < 0 ? day + 7 : day;
	}

	/** As `getHours`, in UTC. **/
	public function getUTCHours():Int {
		return getHours();
	}

	/** As `getMinutes`, in UTC. **/
	public function getUTCMinutes():Int {
		return getMinutes();
	}

	/** As `getSeconds`, in UTC. **/
	public function getUTCSeconds():Int {
		return getSeconds();
	}

	/** As `getFullYear`, in UTC. **/
	public function getUTCFullYear():Int {
		return getFullYear();
	}

	/** As `getMonth`, in UTC. **/
	public function getUTCMonth():Int {
		return getMonth();
	}

	/** As `getDate`, in UTC. **/
	public function getUTCDate():Int {
		return getDate();
	}

	/** As `getDay`, in UTC. **/
	public function getUTCDay():Int {
		return getDay();
	}

	/** How many minutes local time is behind UTC. **/
	public function getTimezoneOffset():Int {
		return 0;
	}

	/** `YYYY-MM-DD HH:MM:SS`. **/
	public function toString():String {
		var date = civil();
		return two(date.year) + "-" + two(date.month + 1) + "-" + two(date.day) + " " + two(getHours()) + ":" + two(getMinutes()) + ":" + two(getSeconds());
	}

	static function two(number:Int):String {
		return number < 10 ? "0" + number : "" + number;
	}

	/** The moment at which it is called. **/
	public static function now():Date {
		return fromTime(Sys.time() * 1000);
	}

	/** The moment so many milliseconds after the start of 1970. **/
	public static function fromTime(t:Float):Date {
		var date = new Date(1970, 0, 1, 0, 0, 0);
		date.time = t;
		return date;
	}

	/** The moment that `YYYY-MM-DD HH:MM:SS`, `YYYY-MM-DD` or `HH:MM:SS` tells. Any other form is an exception. **/
	public static function fromString(s:String):Date {
		if (fits(s, "00:00:00"))
			return fromTime(number(s, 0, 2) * 3600000.0 + number(s, 3, 2) * 60000.0 + number(s, 6, 2) * 1000.0);
		if (fits(s, "0000-00-00"))
			return new Date(number(s, 0, 4), number(s, 5, 2) - 1, number(s, 8, 2), 0, 0, 0);
		if (fits(s, "0000-00-00 00:00:00"))
			return new Date(number(s, 0, 4), number(s, 5, 2) - 1, number(s, 8, 2), number(s, 11, 2), number(s, 14, 2), number(s, 17, 2));
		throw "Invalid date format : " + s;
	}

	/** Whether a text has the form of another one: digits where that has `0`, elsewhere the same. **/
	static function fits(s:String, form:String):Bool {
		if (s.length != form.length)
			return false;
		for (index in 0...form.length) {
			var code = StringTools.fastCodeAt(s, index);
			var wanted = StringTools.fastCodeAt(form, index);
			if (wanted == "0".code ? code < "0".code || code > "9".code : code != wanted)
				return false;
		}
		return true;
	}

	static function number(s:String, start:Int, length:Int):Int {
		var parsed = Std.parseInt(s.substr(start, length));
		return parsed == null ? 0 : parsed;
	}
}
