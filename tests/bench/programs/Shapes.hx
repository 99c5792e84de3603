/** Virtual calls and interfaces: areas of a mixed list of shapes. **/
interface Shape {
	function area():Float;
	function scale(factor:Float):Void;
}

class Circle implements Shape {
	var radius:Float;

	public function new(radius:Float)
		this.radius = radius;

	public function area():Float
		return 3.0 * radius * radius;

	public function scale(factor:Float)
		radius *= factor;
}

class Rectangle implements Shape {
	var width:Float;
	var height:Float;

	public function new(width:Float, height:Float) {
		this.width = width;
		this.height = height;
	}

	public function area():Float
		return width * height;

	public function scale(factor:Float) {
		width *= factor;
		height *= factor;
	}
}

class Square extends Rectangle {
	public function new(side:Float)
		super(side, side);

	override public function area():Float
		return width * width;
}

class Shapes {
	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var shapes:Array<Shape> = [];
		for (at in 0...300)
			shapes.push(switch (at % 3) {
				case 0: new Circle(1 + at % 5);
				case 1: new Rectangle(1 + at % 4, 2);
				case _: new Square(1 + at % 7);
			});
		var total = 0.0;
		for (round in 0...2000 * scale) {
			for (shape in shapes)
				total += shape.area();
			if (round % 500 == 0)
				for (shape in shapes)
					shape.scale(round % 1000 == 0 ? 2 : 0.5);
		}
		Sys.println(total);
	}
}
