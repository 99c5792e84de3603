/** Arrays of arrays of floats: products of matrices, and the determinant by elimination. **/
class Matrix {
	final rows:Array<Array<Float>>;

	public var size(get, never):Int;

	public function new(rows:Array<Array<Float>>)
		this.rows = rows;

	inline function get_size():Int
		return rows.length;

	public static function make(size:Int, cell:(row:Int, column:Int) -> Float):Matrix
		return new Matrix([for (row in 0...size) [for (column in 0...size) cell(row, column)]]);

	public function times(other:Matrix):Matrix {
		return make(size, (row, column) -> {
			var sum = 0.0;
			for (at in 0...size)
				sum += rows[row][at] * other.rows[at][column];
			return sum;
		});
	}

	public function transposed():Matrix
		return make(size, (row, column) -> rows[column][row]);

	/** Gaussian elimination with pivots, on a copy. **/
	public function determinant():Float {
		var work = [for (row in rows) row.copy()];
		var result = 1.0;
		for (column in 0...size) {
			var best = column;
			for (row in column + 1...size)
				if (Math.abs(work[row][column]) > Math.abs(work[best][column]))
					best = row;
			if (work[best][column] == 0)
				return 0;
			if (best != column) {
				var swapped = work[best];
				work[best] = work[column];
				work[column] = swapped;
				result = -result;
			}
			var pivot = work[column];
			result *= pivot[column];
			for (row in column + 1...size) {
				var target = work[row];
				var factor = target[column] / pivot[column];
				for (at in column...size)
					target[at] -= factor * pivot[at];
			}
		}
		return result;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var check = 0.0;
		for (round in 0...scale) {
			var matrix = make(80, (row, column) -> ((row * 7 + column * 13 + round) % 11) / 40 - (row == column ? 1.5 : 0.1));
			var product = matrix.times(matrix.transposed()).times(matrix);
			check += product.rows[3][5] + matrix.determinant() / 1e12;
			if (round == 0)
				Sys.println(Math.round(check * 1e6));
		}
		Sys.println(Math.isNaN(check) ? "lost" : "done");
	}
}
