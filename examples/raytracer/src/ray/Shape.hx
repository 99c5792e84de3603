package ray;

/** Something that a ray can hit. **/
interface Shape {
	var material(default, null):Material;

	/** How far along a ray it is hit first; null if it is missed. **/
	function distance(ray:Ray):Null<Float>;

	/** The direction away from the surface, of length 1. **/
	function normal(point:Vector):Vector;
}

class Sphere implements Shape {
	public var material(default, null):Material;

	final center:Vector;
	final radius:Float;

	public function new(center:Vector, radius:Float, material:Material) {
		this.center = center;
		this.radius = radius;
		this.material = material;
	}

	public function distance(ray:Ray):Null<Float> {
		var offset = ray.origin - center;
		var half = offset.dot(ray.direction);
		var square = half * half - offset.dot(offset) + radius * radius;
		if (square < 0)
			return null;
		var root = Math.sqrt(square);
		for (distance in [-half - root, -half + root])
			if (distance > Ray.NEAREST)
				return distance;
		return null;
	}

	public function normal(point:Vector):Vector
		return (point - center) * (1 / radius);
}

/** A floor: all points of one height. **/
class Plane implements Shape {
	public var material(default, null):Material;

	final height:Float;

	public function new(height:Float, material:Material) {
		this.height = height;
		this.material = material;
	}

	public function distance(ray:Ray):Null<Float> {
		if (Math.abs(ray.direction.y) < 1e-9)
			return null;
		var distance = (height - ray.origin.y) / ray.direction.y;
		return distance > Ray.NEAREST ? distance : null;
	}

	public function normal(point:Vector):Vector
		return Vector.UP;
}
