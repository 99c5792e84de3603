import Two;

class One {
	public static function get():String {
		return Two.get();
	}
}
