package library;

using DateTools;

/** `Date` and `DateTools`. **/
class Dates extends Check {
	static function main() {
		var checks = new Dates();
		checks.parts();
		checks.forms();
		checks.otherForms();
		checks.written();
		checks.months();
		checks.spans();
		checks.done();
	}

	function parts() {
		var date = new Date(2024, 1, 29, 13, 5, 9);
		eq(date.getFullYear(), 2024);
		eq(date.getMonth(), 1);
		eq(date.getDate(), 29);
		eq(date.getDay(), 4);
		eq(date.getHours(), 13);
		eq(date.getMinutes(), 5);
		eq(date.getSeconds(), 9);
		eq(date.toString(), "2024-02-29 13:05:09");
		eq(Std.string(new Date(2024, 12, 1, 0, 0, 0)), "2025-01-01 00:00:00");
		eq(Std.string(new Date(2024, 0, 0, 0, 0, 0)), "2023-12-31 00:00:00");
		eq(Std.string(new Date(2024, 0, 32, 25, 61, 61)), "2024-02-02 02:02:01");
		var utc = Date.fromTime(1709211909000.0);
		eq(utc.getUTCFullYear(), 2024);
		eq(utc.getUTCMonth(), 1);
		eq(utc.getUTCDate(), 29);
		eq(utc.getUTCDay(), 4);
		eq(utc.getUTCHours(), 13);
		eq(utc.getUTCMinutes(), 5);
		eq(utc.getUTCSeconds(), 9);
	}

	function forms() {
		eq(Date.fromString("2024-02-29 01:02:03").toString(), "2024-02-29 01:02:03");
		eq(Date.fromString("2024-02-30").toString(), "2024-03-01 00:00:00");
		eq(Date.fromString("2024-13-01").toString(), "2025-01-01 00:00:00");
		eq(Date.fromString("01:02:03").getTime(), 3723000.0);
		eq(Date.fromString("99:99:99").getTime(), 362439000.0);
	}

	function otherForms() {
		for (text in ["", "x", "2024-2-9", "2024/02/02", "abcd-ef-gh", "-1:00:00", "1:2:3", "2024-02-29T01:02:03", "2024-02-29 01-02-03", "2024-02-29 1:02:033"]) {
			var said = "";
			try
				Date.fromString(text)
			catch (wrong:String)
				said = wrong;
			eq(said, "Invalid date format : " + text);
		}
	}

	function written() {
		var date = new Date(2024, 1, 9, 13, 5, 9);
		eq(date.format("%Y-%m-%d_%H:%M:%S"), "2024-02-09_13:05:09");
		eq(date.format("%a %A %b %B %h"), "Fri Friday Feb February Feb");
		eq(date.format("%C|%D|%e|%F|%I|%k|%l|%p|%r|%R|%T"), "20|02/09/24|9|2024-02-09|01|13| 1|PM|01:05:09 PM|13:05|13:05:09");
		eq(date.format("%u%w%y%%%n%t"), "5524%\n\t");
		exc(() -> date.format("%q"));
		exc(() -> date.format("%"));
	}

	function months() {
		aeq([for (month in 0...12) new Date(2023, month, 1, 0, 0, 0).getMonthDays()], [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
		aeq([for (year in [1904, 2000, 2024, 2100]) new Date(year, 1, 1, 0, 0, 0).getMonthDays()], [29, 29, 29, 28]);
	}

	function spans() {
		eq(DateTools.days(1) + DateTools.hours(2) + DateTools.minutes(3) + DateTools.seconds(4), 93784000.0);
		var parsed = DateTools.parse(90061001.0);
		aeq([parsed.days, parsed.hours, parsed.minutes, parsed.seconds], [1, 1, 1, 1]);
		eq(parsed.ms, 1.0);
		eq(DateTools.make({ms: 5, seconds: 4, minutes: 3, hours: 2, days: 1}), 93784005.0);
		eq(new Date(2024, 1, 28, 1, 2, 3).delta(DateTools.days(2)).toString(), "2024-03-01 01:02:03");
	}
}
