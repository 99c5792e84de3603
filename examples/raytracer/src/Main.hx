/*
	A ray tracer: spheres and a floor under two lights, with shadows and mirrors, as a text PPM on standard output.

	Run it in this folder:

		hx2rs run build.hxml -- 48 27 > picture.ppm

	Width and height come first; a third argument is the name of a file to write instead.
*/
import ray.Camera;
import ray.Color;
import ray.Image;
import ray.Material;
import ray.Scene;
import ray.Shape;
import ray.Tracer;
import ray.Vector;

class Main {
	static function main() {
		var args = Sys.args();
		var width = number(args[0], 32), height = number(args[1], 18);
		var image = new Image(width, height);
		var tracer = new Tracer(scene(), 4);
		image.fill((x, y) -> tracer.color(camera().ray(x, y, width, height)));
		if (args.length > 2) {
			sys.io.File.saveContent(args[2], image.toPpm());
			Sys.println('${args[2]}: $image, ${tracer.rays} rays');
		} else {
			Sys.print(image.toPpm());
		}
	}

	static function number(text:Null<String>, otherwise:Int):Int {
		if (text == null)
			return otherwise;
		var parsed = Std.parseInt(text);
		return parsed == null || parsed < 1 ? otherwise : parsed;
	}

	static function camera():Camera {
		return new Camera(new Vector(0, 1.5, -4), new Vector(0, 0.75, 0), 0.9);
	}

	static function scene():Scene {
		var scene = new Scene(new Color(0.35, 0.55, 0.85));
		scene.add(new Plane(0, Checkered(Matte(Color.grey(0.9)), Matte(Color.grey(0.25)), 1)));
		scene.add(new Sphere(new Vector(0, 1, 0.5), 1, Mirror(Color.grey(0.9), 0.6)));
		scene.add(new Sphere(new Vector(-1.6, 0.6, 0), 0.6, Matte(new Color(0.9, 0.3, 0.2))));
		scene.add(new Sphere(new Vector(1.5, 0.5, -0.4), 0.5, Glossy(new Color(0.2, 0.7, 0.3), 24)));
		for (at in 0...5) {
			var place = new Vector(at - 2, 0.2, -1.4);
			scene.add(new Sphere(place, 0.2, Matte(Color.blend(Color.BLUE, Color.YELLOW, at / 4))));
		}
		scene.lights.push({position: new Vector(4, 6, -5), strength: 0.8});
		scene.lights.push({position: new Vector(-6, 4, -3), strength: 0.35});
		return scene;
	}
}
