package ray;

/** Where the picture is seen from. **/
class Camera {
	final eye:Vector;
	final forward:Vector;
	final right:Vector;
	final up:Vector;
	final opening:Float;

	/** A camera at `eye` that looks at `target`; `opening` is half the height of the picture at distance 1. **/
	public function new(eye:Vector, target:Vector, opening:Float) {
		this.eye = eye;
		this.opening = opening;
		forward = (target - eye).normalized();
		right = Vector.UP.cross(forward).normalized();
		up = forward.cross(right);
	}

	/** The ray through the middle of a pixel. **/
	public function ray(x:Int, y:Int, width:Int, height:Int):Ray {
		var across = (2 * (x + 0.5) - width) / height * opening;
		var along = (height - 2 * (y + 0.5)) / height * opening;
		return new Ray(eye, forward + right * across + up * along);
	}
}
