/**
	A regular expression as PCRE knows them, and what it matched last. Options: `i` takes no notice of small letters and
	capitals, `g` means all matches in `replace`, `split` and `map`, `m` lets `^` and `$` see line ends, `s` lets `.` match them;
	`u` changes nothing, as text is Unicode anyway.
**/
class EReg {
	final pattern:Int;
	final isGlobal:Bool;
	var subject:String = "";
	var places:Array<Int> = [];

	/** A pattern and its options. Throws where it is none. **/
	public function new(r:String, opt:String) {
		pattern = compile(r, opt);
		isGlobal = opt.indexOf("g") >= 0;
	}

	@:rust("hx2rs_prelude::ereg::compile")
	static function compile(pattern:String, options:String):Int;

	@:rust("hx2rs_prelude::ereg::find")
	static function find(pattern:Int, text:String, from:Int, to:Int):Int;

	@:rust("hx2rs_prelude::ereg::position")
	static function position(slot:Int):Int;

	function search(text:String, from:Int, to:Int):Bool {
		var groups = find(pattern, text, from, to);
		subject = text;
		places.resize(0);
		for (slot in 0...groups * 2)
			places.push(position(slot));
		return groups > 0;
	}

	/** Whether it matches some part of a text: the first such part is what the other functions tell about. **/
	public function match(s:String):Bool {
		return search(s, 0, s.length);
	}

	/** What a group matched, or all that was matched for 0; null if the group took no part. Throws if there is no such group. **/
	public function matched(n:Int):String {
		needMatch();
		if (n < 0 || n * 2 >= places.length)
			throw "Invalid group";
		var start = places[n * 2];
		return start < 0 ? null : subject.substring(start, places[n * 2 + 1]);
	}

	function needMatch():Void {
		if (places.length == 0)
			throw "Invalid regex operation because no match was made";
	}

	/** The text before the match. **/
	public function matchedLeft():String {
		needMatch();
		return subject.substring(0, places[0]);
	}

	/** The text behind the match. **/
	public function matchedRight():String {
		needMatch();
		return subject.substring(places[1]);
	}

	/** Where the match is and how long. **/
	public function matchedPos():{pos:Int, len:Int} {
		needMatch();
		return {pos: places[0], len: places[1] - places[0]};
	}

	/** As `match`, for the part of the text from `pos` on that is `len` long; positions count from the text's start. **/
	public function matchSub(s:String, pos:Int, len:Int = -1):Bool {
		return search(s, pos, len < 0 ? s.length : pos + len);
	}

	/** The pieces between the matches: two pieces at most, or all with `g`. **/
	public function split(s:String):Array<String> {
		var pieces:Array<String> = [];
		var start = 0;
		var from = 0;
		while (search(s, from, s.length)) {
			var at = places[0];
			var end = places[1];
			if (at == end && pieces.length > 0) {
				if (at == s.length)
					break;
				// An empty match is no end of the piece that begins there.
				if (at == start) {
					from = at + 1;
					if (!search(s, from, s.length))
						break;
					at = places[0];
					end = places[1];
				}
			}
			pieces.push(s.substring(start, at));
			start = end;
			from = end;
			if (!isGlobal)
				break;
		}
		pieces.push(s.substring(start));
		return pieces;
	}

	/** The text with `by` for the first match, or for each with `g`; `$1` to `$9` in it are groups, `$$` is `$`. **/
	public function replace(s:String, by:String):String {
		return replaceEach(s, s.length, function(_) return filled(by));
	}

	function filled(by:String):String {
		var text = "";
		var start = 0;
		var at = by.indexOf("$");
		while (at >= 0 && at + 1 < by.length) {
			var code = StringTools.fastCodeAt(by, at + 1);
			var end = at + 2;
			if (code == "$".code) {
				text += by.substring(start, at + 1);
				start = end;
			} else if (code >= "0".code && code <= "9".code && (code - "0".code) * 2 < places.length) {
				text += by.substring(start, at);
				var group = matched(code - "0".code);
				if (group != null)
					text += group;
				start = end;
			} else
				end = at + 1;
			at = by.indexOf("$", end);
		}
		return text + by.substring(start);
	}

	/** The text with what `f` gives for the first match, or for each with `g`. **/
	public function map(s:String, f:EReg->String):String {
		// What is empty and stands at the end is left alone.
		return replaceEach(s, s.length - 1, f);
	}

	/** Replaces the matches that are looked for up to `last`. **/
	function replaceEach(s:String, last:Int, f:EReg->String):String {
		var text = "";
		var start = 0;
		var from = 0;
		while (from <= last && search(s, from, s.length)) {
			var at = places[0];
			var end = places[1];
			text += s.substring(start, at) + f(this);
			start = end;
			// Behind an empty match the next one begins a code point further on.
			from = at == end ? end + 1 : end;
			if (!isGlobal)
				break;
		}
		return text + s.substring(start);
	}

	/** A pattern that matches this text only. **/
	@:rust("hx2rs_prelude::ereg::escape")
	public static function escape(s:String):String;
}
