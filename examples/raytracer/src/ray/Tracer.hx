package ray;

using ray.Material.Materials;

/** Follows rays through a scene. **/
class Tracer {
	/** Rays followed so far, without those towards lights. **/
	public var rays(default, null) = 0;

	final scene:Scene;
	final depth:Int;

	/** Follows each ray through at most `depth` mirrors. **/
	public function new(scene:Scene, depth:Int) {
		this.scene = scene;
		this.depth = depth;
	}

	/** The light that comes in along a ray. **/
	public function color(ray:Ray):Color
		return follow(ray, depth);

	function follow(ray:Ray, left:Int):Color {
		rays++;
		var hit = scene.hit(ray);
		if (hit == null)
			return scene.background(ray.direction);
		var point = ray.at(hit.distance);
		var normal = hit.shape.normal(point);
		var material = hit.shape.material.resolved(point);
		var own = material.color().filtered(light(point, normal));
		return switch material {
			case Mirror(_, part) if (left > 0):
				var reflected = follow(new Ray(point, ray.direction.reflected(normal)), left - 1);
				Color.blend(own, reflected, part);
			case Glossy(_, polish):
				own.plus(highlight(point, ray.direction.reflected(normal), polish));
			case _: own;
		}
	}

	/** What lights send to a point, and a little from everywhere. **/
	function light(point:Vector, normal:Vector):Color {
		var sum = 0.12;
		for (light in scene.lights) {
			var falling = normal.dot((light.position - point).normalized());
			if (falling > 0 && scene.sees(point, light.position))
				sum += falling * light.strength;
		}
		return Color.grey(sum);
	}

	function highlight(point:Vector, mirrored:Vector, polish:Int):Color {
		var sum = 0.0;
		for (light in scene.lights) {
			var match = mirrored.dot((light.position - point).normalized());
			if (match > 0 && scene.sees(point, light.position))
				sum += Math.pow(match, polish) * light.strength;
		}
		return Color.grey(sum);
	}
}
