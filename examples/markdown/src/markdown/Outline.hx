package markdown;

typedef Entry = {
	level:Int,
	title:String,
	anchor:String
}

/** The headings of a document, each with an anchor of its own. **/
class Outline {
	public final entries:Array<Entry> = [];

	final taken:Map<String, Int> = [];

	public function new(blocks:Array<Block>) {
		for (block in blocks)
			switch block {
				case Heading(level, text): entries.push({level: level, title: Inline.plain(text), anchor: anchor(Inline.plain(text))});
				case _:
			}
	}

	/** Letters and digits in small letters, all else as one dash; with a number where it is taken. **/
	function anchor(title:String):String {
		var words = [];
		var word = "";
		for (letter in title.toLowerCase().split("")) {
			var isKept = letter.toUpperCase() != letter || "0123456789".indexOf(letter) >= 0;
			if (isKept) {
				word += letter;
			} else if (word != "") {
				words.push(word);
				word = "";
			}
		}
		if (word != "")
			words.push(word);
		var base = words.length == 0 ? "section" : words.join("-");
		var count = taken[base] ?? 0;
		taken[base] = count + 1;
		return count == 0 ? base : '$base-$count';
	}

	/** The first heading of the highest level; null without headings. **/
	public function title():Null<String> {
		var best:Null<Entry> = null;
		for (entry in entries)
			if (best == null || entry.level < best.level)
				best = entry;
		return best?.title;
	}
}
