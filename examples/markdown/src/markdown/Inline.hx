package markdown;

using StringTools;

/** Text with marks as HTML: `code`, *emphasis*, **strong**, [links](to) and escapes. **/
class Inline {
	final text:String;
	final out = new StringBuf();
	var at = 0;

	/** The HTML of a text. **/
	public static function html(text:String):String
		return new Inline(text).run();

	/** The text without its marks. **/
	public static function plain(text:String):String {
		var bare = new StringBuf();
		var isInTag = false;
		for (code in html(text).iterator())
			switch code {
				case "<".code: isInTag = true;
				case ">".code: isInTag = false;
				case _: if (!isInTag) bare.addChar(code);
			}
		return bare.toString().htmlUnescape();
	}

	function new(text:String)
		this.text = text;

	function run():String {
		while (at < text.length)
			step();
		return out.toString();
	}

	function step() {
		switch text.charAt(at) {
			case "\\" if (at + 1 < text.length):
				out.add(text.charAt(at + 1).htmlEscape());
				at += 2;
			case "`":
				enclosed("`", inside -> '<code>${inside.htmlEscape()}</code>');
			case "*" if (text.substr(at, 2) == "**"):
				enclosed("**", inside -> '<strong>${html(inside)}</strong>');
			case "*" | "_":
				enclosed(text.charAt(at), inside -> '<em>${html(inside)}</em>');
			case "[":
				link();
			case letter:
				out.add(letter.htmlEscape());
				at++;
		}
	}

	/** What stands between two of the same marks; one alone is only text. **/
	function enclosed(mark:String, wrap:String->String) {
		var end = text.indexOf(mark, at + mark.length);
		if (end <= at + mark.length) {
			out.add(mark);
			at += mark.length;
			return;
		}
		out.add(wrap(text.substring(at + mark.length, end)));
		at = end + mark.length;
	}

	function link() {
		var middle = text.indexOf("](", at);
		var end = middle < 0 ? -1 : text.indexOf(")", middle);
		if (end < 0) {
			out.add("[");
			at++;
			return;
		}
		var label = text.substring(at + 1, middle), target = text.substring(middle + 2, end);
		out.add('<a href="${target.htmlEscape(true)}">${html(label)}</a>');
		at = end + 1;
	}
}
