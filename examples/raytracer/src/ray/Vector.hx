package ray;

/** The three numbers of a vector. Use `Vector`, which has the operators. **/
class Components {
	public final x:Float;
	public final y:Float;
	public final z:Float;

	public function new(x:Float, y:Float, z:Float) {
		this.x = x;
		this.y = y;
		this.z = z;
	}
}

/** A point or a direction. It never changes. **/
@:forward
abstract Vector(Components) {
	public static final UP = new Vector(0, 1, 0);

	public inline function new(x:Float, y:Float, z:Float) {
		this = new Components(x, y, z);
	}

	@:op(a + b)
	function plus(other:Vector):Vector {
		return new Vector(this.x + other.x, this.y + other.y, this.z + other.z);
	}

	@:op(a - b)
	function minus(other:Vector):Vector {
		return new Vector(this.x - other.x, this.y - other.y, this.z - other.z);
	}

	@:op(a * b) @:commutative
	function times(factor:Float):Vector {
		return new Vector(this.x * factor, this.y * factor, this.z * factor);
	}

	@:op(-a)
	function negated():Vector {
		return new Vector(-this.x, -this.y, -this.z);
	}

	/** The dot product. **/
	public function dot(other:Vector):Float {
		return this.x * other.x + this.y * other.y + this.z * other.z;
	}

	public function cross(other:Vector):Vector {
		return new Vector(this.y * other.z - this.z * other.y, this.z * other.x - this.x * other.z, this.x * other.y - this.y * other.x);
	}

	public function length():Float {
		return Math.sqrt(dot((cast this : Vector)));
	}

	/** The same direction, of length 1. **/
	public function normalized():Vector {
		return times(1 / length());
	}

	/** What is left of a ray that comes in along this direction, at a surface with this normal. **/
	public function reflected(normal:Vector):Vector {
		return minus(normal * (2 * dot(normal)));
	}
}
