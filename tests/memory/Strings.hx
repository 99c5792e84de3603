/** Many short strings: built, cut, joined, kept for a while, forgotten. **/
class Strings {
	static function main() {
		var count = Std.parseInt(Sys.args()[0]);
		var recent:Array<String> = [];
		var words = new Map<String, Int>();
		var length = 0;
		for (i in 0...count) {
			var text = "number " + i;
			var key = text.substr(text.length - 2);
			words.set(key, text.length);
			recent[i % 100] = text;
			length = (length + text.split(" ").join("-").length) & 0xffff;
		}
		var last = count - 1;
		Sys.println(recent.length + " " + (recent[last % 100] == "number " + last));
		Sys.println([for (key in words.keys()) key].length + " " + (length > 0));
	}
}
