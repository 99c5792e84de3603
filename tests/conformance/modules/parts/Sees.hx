package modules.parts;

class Sees {
	public static function padded(text:String) {
		var map = new Dictionary<Int>();
		map.set(text, text.length);
		return text.lpad("0", 5) + map.get(text);
	}

	public static function near()
		return Tools.LIMIT + modules.parts.deep.Thing.of(1).n;
}
