/** Strings and maps: a text is made, cut into words, and counted. **/
class Words {
	static var seed = 42;

	static function random(below:Int):Int {
		seed = (seed * 1103515245 + 12345) & 0x3fffffff;
		return (seed >> 8) % below;
	}

	static function word():String {
		var syllables = ["ka", "to", "ri", "me", "su", "lo", "ne", "wa", "chi"];
		var text = new StringBuf();
		for (_ in 0...1 + random(3))
			text.add(syllables[random(syllables.length)]);
		return text.toString();
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var text = new StringBuf();
		for (at in 0...60000 * scale) {
			if (at > 0)
				text.add(at % 12 == 0 ? ".\n" : " ");
			text.add(word());
		}
		var counts = new Map<String, Int>();
		var letters = 0;
		for (line in text.toString().split("\n")) {
			for (part in line.split(" ")) {
				var key = StringTools.endsWith(part, ".") ? part.substr(0, part.length - 1) : part;
				letters += key.length;
				var before = counts.get(key);
				counts.set(key, before == null ? 1 : before + 1);
			}
		}
		var keys = [for (key in counts.keys()) key];
		keys.sort((a, b) -> counts[a] != counts[b] ? counts[b] - counts[a] : (a < b ? -1 : 1));
		for (key in keys.slice(0, 10))
			Sys.println('${key.toUpperCase()}: ${counts[key]}');
		Sys.println('$letters letters in ${keys.length} words');
	}
}
