/** Objects with float fields: planets that pull each other. **/
class Body {
	public var x:Float;
	public var y:Float;
	public var z:Float;
	public var vx:Float;
	public var vy:Float;
	public var vz:Float;

	public final mass:Float;

	public function new(x:Float, y:Float, z:Float, vx:Float, vy:Float, vz:Float, mass:Float) {
		this.x = x;
		this.y = y;
		this.z = z;
		this.vx = vx;
		this.vy = vy;
		this.vz = vz;
		this.mass = mass;
	}

	public function move(time:Float) {
		x += vx * time;
		y += vy * time;
		z += vz * time;
	}
}

class Bodies {
	static function advance(bodies:Array<Body>, time:Float) {
		for (i in 0...bodies.length) {
			var a = bodies[i];
			for (j in i + 1...bodies.length) {
				var b = bodies[j];
				var dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
				var square = dx * dx + dy * dy + dz * dz;
				var pull = time / (square * Math.sqrt(square));
				a.vx -= dx * b.mass * pull;
				a.vy -= dy * b.mass * pull;
				a.vz -= dz * b.mass * pull;
				b.vx += dx * a.mass * pull;
				b.vy += dy * a.mass * pull;
				b.vz += dz * a.mass * pull;
			}
		}
		for (body in bodies)
			body.move(time);
	}

	static function energy(bodies:Array<Body>):Float {
		var sum = 0.0;
		for (i in 0...bodies.length) {
			var a = bodies[i];
			sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
			for (j in i + 1...bodies.length) {
				var b = bodies[j];
				var dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
				sum -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
			}
		}
		return sum;
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var bodies = [
			new Body(0, 0, 0, 0, 0, 0, 40),
			new Body(5, 0, 0.1, 0, 2.8, 0, 0.04),
			new Body(0, 9, -0.2, -2.1, 0, 0.01, 0.012),
			new Body(-13, 0, 0.4, 0, -1.7, 0, 0.002),
			new Body(0, -16, 0, 1.6, 0, 0.02, 0.0021),
		];
		Sys.println(Math.round(energy(bodies) * 1e6));
		for (_ in 0...40000 * scale)
			advance(bodies, 0.001);
		Sys.println(Math.round(energy(bodies) * 1e6));
	}
}
