/** Text that is not ASCII: letters are counted, words mirrored and sought, palindromes found, all by code points. **/
class Letters {
	static final ALPHABET = "αβγδεζηθικλμνξοπρστυφχψω";
	static final OTHERS = ["größe", "naïve", "чай", "日本語", "🙂", "anna", "шалаш", "été"];

	static var seed = 31;

	static function random(below:Int):Int {
		seed = (seed * 1103515245 + 12345) & 0x7fffffff;
		return (seed >> 10) % below;
	}

	static function word():String {
		if (random(5) == 0)
			return OTHERS[random(OTHERS.length)];
		var text = "";
		for (_ in 0...2 + random(5))
			text += ALPHABET.charAt(random(ALPHABET.length));
		return text;
	}

	static function mirrored(text:String):String {
		var buffer = new StringBuf();
		var at = text.length;
		while (--at >= 0)
			buffer.add(text.charAt(at));
		return buffer.toString();
	}

	static function isPalindrome(text:String):Bool {
		var from = 0, to = text.length - 1;
		while (from < to)
			if (text.charCodeAt(from++) != text.charCodeAt(to--))
				return false;
		return true;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var buffer = new StringBuf();
		for (at in 0...12000 * scale) {
			if (at > 0)
				buffer.addChar(" ".code);
			buffer.add(word());
		}
		var text = buffer.toString();
		Sys.println('${text.length} letters');

		var counts = new Map<Int, Int>();
		for (at in 0...text.length) {
			var code = StringTools.fastCodeAt(text, at);
			var before = counts[code];
			counts[code] = before == null ? 1 : before + 1;
		}
		var codes = [for (code in counts.keys()) code];
		codes.sort((a, b) -> counts[a] != counts[b] ? counts[b] - counts[a] : a - b);
		Sys.println([for (code in codes.slice(0, 12)) '${String.fromCharCode(code)}=${counts[code]}'].join(" "));

		var palindromes = 0, check = 0;
		for (word in text.split(" ")) {
			if (isPalindrome(word))
				palindromes++;
			else if (mirrored(word) < word)
				check++;
		}
		Sys.println('$palindromes palindromes, $check greater than their mirrors');

		var found = 0, from = text.indexOf("größe");
		while (from >= 0) {
			found += from & 0xff;
			from = text.indexOf("größe", from + 1);
		}
		Sys.println('$found, ${text.substr(100, 12)}, ${text.substring(text.length - 9)}, ${mirrored(text).length}');
	}
}
