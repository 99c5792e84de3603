//! Planets that pull each other: plain structs in a slice.

struct Body {
    x: f64,
    y: f64,
    z: f64,
    vx: f64,
    vy: f64,
    vz: f64,
    mass: f64,
}

impl Body {
    fn new(x: f64, y: f64, z: f64, vx: f64, vy: f64, vz: f64, mass: f64) -> Self {
        Self {
            x,
            y,
            z,
            vx,
            vy,
            vz,
            mass,
        }
    }

    fn advance(&mut self, time: f64) {
        self.x += self.vx * time;
        self.y += self.vy * time;
        self.z += self.vz * time;
    }
}

fn advance(bodies: &mut [Body], time: f64) {
    for i in 0..bodies.len() {
        let (before, after) = bodies.split_at_mut(i + 1);
        let a = &mut before[i];
        for b in after {
            let (dx, dy, dz) = (a.x - b.x, a.y - b.y, a.z - b.z);
            let square = dx * dx + dy * dy + dz * dz;
            let pull = time / (square * square.sqrt());
            a.vx -= dx * b.mass * pull;
            a.vy -= dy * b.mass * pull;
            a.vz -= dz * b.mass * pull;
            b.vx += dx * a.mass * pull;
            b.vy += dy * a.mass * pull;
            b.vz += dz * a.mass * pull;
        }
    }
    for body in bodies {
        body.advance(time);
    }
}

fn energy(bodies: &[Body]) -> f64 {
    let mut sum = 0.0;
    for (i, a) in bodies.iter().enumerate() {
        sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
        for b in &bodies[i + 1..] {
            let (dx, dy, dz) = (a.x - b.x, a.y - b.y, a.z - b.z);
            sum -= a.mass * b.mass / (dx * dx + dy * dy + dz * dz).sqrt();
        }
    }
    sum
}

fn main() {
    let mut bodies = vec![
        Body::new(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0),
        Body::new(5.0, 0.0, 0.1, 0.0, 2.8, 0.0, 0.04),
        Body::new(0.0, 9.0, -0.2, -2.1, 0.0, 0.01, 0.012),
        Body::new(-13.0, 0.0, 0.4, 0.0, -1.7, 0.0, 0.002),
        Body::new(0.0, -16.0, 0.0, 1.6, 0.0, 0.02, 0.0021),
    ];
    println!("{}", (energy(&bodies) * 1e6).round());
    for _ in 0..40000 * twins::scale() {
        advance(&mut bodies, 0.001);
    }
    println!("{}", (energy(&bodies) * 1e6).round());
}
