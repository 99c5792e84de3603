package modules.parts;

class Tools {
	public static inline var LIMIT = 10;
	public static var counter = 0;

	public static function count(by:Int)
		return counter += by;

	public static function shout(text:String)
		return text.toUpperCase() + "!";

	public static function generic<T>(list:Array<T>):T
		return list[list.length - 1];

	static function hidden()
		return 0;
}

class MoreTools {
	public static function twice(n:Int)
		return n * 2;

	public static function shout(n:Int)
		return n + "!";
}

private class Unseen {
	public static function unseen(n:Int)
		return n;
}

enum Answer {
	Yes;
	No(why:String);
}

typedef Named = {name:String}
