package ray;

/** Pixels in rows. **/
class Image {
	public final width:Int;
	public final height:Int;

	final rows:Array<Array<Color>>;

	/** A black image. **/
	public function new(width:Int, height:Int) {
		this.width = width;
		this.height = height;
		rows = [for (_ in 0...height) [for (_ in 0...width) Color.BLACK]];
	}

	/** Gives each pixel a color. **/
	public function fill(color:(x:Int, y:Int) -> Color) {
		for (y => row in rows)
			for (x in 0...row.length)
				row[x] = color(x, y);
	}

	/** The text form of PPM. **/
	public function toPpm():String {
		var text = new StringBuf();
		text.add('P3\n$width $height\n255\n');
		for (row in rows) {
			text.add([for (color in row) color.toString()].join("  "));
			text.add("\n");
		}
		return text.toString();
	}

	public function toString():String
		return '$width x $height pixels';
}
