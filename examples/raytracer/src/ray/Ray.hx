package ray;

/** A line from a point into a direction of length 1. **/
class Ray {
	/** What is nearer than this is where the ray starts. **/
	public static inline var NEAREST = 1e-4;

	public final origin:Vector;
	public final direction:Vector;

	public function new(origin:Vector, direction:Vector) {
		this.origin = origin;
		this.direction = direction.normalized();
	}

	public function at(distance:Float):Vector
		return origin + direction * distance;
}
