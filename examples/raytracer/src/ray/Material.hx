package ray;

/** What a surface does with light. **/
enum Material {
	/** Spreads it evenly. **/
	Matte(color:Color);

	/** Spreads it, with a highlight; the higher `polish`, the smaller. **/
	Glossy(color:Color, polish:Int);

	/** Sends `part` of it on like a mirror. **/
	Mirror(color:Color, part:Float);

	/** One of two materials, in squares. **/
	Checkered(even:Material, odd:Material, size:Float);
}

class Materials {
	/** The material at a point: squares are taken apart. **/
	public static function resolved(material:Material, point:Vector):Material {
		return switch material {
			case Checkered(even, odd, size):
				var column = Math.floor(point.x / size), row = Math.floor(point.z / size);
				resolved((column + row) % 2 == 0 ? even : odd, point);
			case Matte(_) | Glossy(_, _) | Mirror(_, _): material;
		}
	}

	public static function color(material:Material):Color {
		return switch material {
			case Matte(color) | Glossy(color, _) | Mirror(color, _): color;
			case Checkered(even, _, _): color(even);
		}
	}
}
