package ray;

/** A lamp that shines everywhere alike. **/
typedef Light = {
	position:Vector,
	strength:Float
}

/** Where a ray hits. **/
typedef Hit = {
	shape:Shape,
	distance:Float
}

/** All shapes and lights, and what is behind them. **/
class Scene {
	public final lights:Array<Light> = [];

	final shapes:Array<Shape> = [];
	final sky:Color;

	public function new(sky:Color)
		this.sky = sky;

	public function add(shape:Shape)
		shapes.push(shape);

	/** The nearest shape that a ray hits. **/
	public function hit(ray:Ray):Null<Hit> {
		var nearest:Null<Hit> = null;
		for (shape in shapes) {
			var distance = shape.distance(ray);
			if (distance != null && (nearest == null || distance < nearest.distance))
				nearest = {shape: shape, distance: distance};
		}
		return nearest;
	}

	/** Whether nothing stands between two points. **/
	public function sees(from:Vector, to:Vector):Bool {
		var way = to - from;
		var hit = hit(new Ray(from, way));
		return hit == null || hit.distance > way.length();
	}

	/** The sky, paler towards the horizon. **/
	public function background(direction:Vector):Color
		return Color.blend(Color.grey(0.95), sky, Math.max(0, direction.y));
}
