/** Arithmetic on floats in nested loops: the Mandelbrot set as a sum of steps per row. **/
class Mandelbrot {
	static inline var LIMIT = 200;

	static function steps(cx:Float, cy:Float):Int {
		var x = 0.0, y = 0.0;
		for (step in 0...LIMIT) {
			var xx = x * x, yy = y * y;
			if (xx + yy > 4.0)
				return step;
			y = 2.0 * x * y + cy;
			x = xx - yy + cx;
		}
		return LIMIT;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var size = 160 * scale;
		var total = 0;
		for (row in 0...size) {
			var sum = 0;
			for (column in 0...size)
				sum += steps(column * 3.0 / size - 2.0, row * 2.4 / size - 1.2);
			if (row % (20 * scale) == 0)
				Sys.println('row $row: $sum');
			total += sum;
		}
		Sys.println('total: $total');
	}
}
