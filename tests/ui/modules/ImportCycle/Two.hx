import One;

class Two {
	public static function get():Int {
		return One.get();
	}
}
