package ray;

/** Light: three parts, 1 being full. Sums may be more than that until they are shown. **/
class Color {
	public static final BLACK = new Color(0, 0, 0);
	public static final BLUE = new Color(0.1, 0.2, 0.9);
	public static final YELLOW = new Color(0.95, 0.85, 0.1);

	public final red:Float;
	public final green:Float;
	public final blue:Float;

	public function new(red:Float, green:Float, blue:Float) {
		this.red = red;
		this.green = green;
		this.blue = blue;
	}

	public static function grey(part:Float):Color
		return new Color(part, part, part);

	/** `part` of the way from one color to another. **/
	public static function blend(from:Color, to:Color, part:Float):Color
		return from.scaled(1 - part).plus(to.scaled(part));

	public function plus(other:Color):Color
		return new Color(red + other.red, green + other.green, blue + other.blue);

	public function scaled(factor:Float):Color
		return new Color(red * factor, green * factor, blue * factor);

	/** What a surface of this color sends back. **/
	public function filtered(light:Color):Color
		return new Color(red * light.red, green * light.green, blue * light.blue);

	public function toString():String
		return [red, green, blue].map(part -> Std.string(level(part))).join(" ");

	static function level(part:Float):Int {
		var bounded = part < 0 ? 0.0 : part > 1 ? 1.0 : part;
		return Math.round(255 * Math.sqrt(bounded));
	}
}
