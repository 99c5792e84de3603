class Tools {}

class Hammer {
	public static function hit() {}
}
