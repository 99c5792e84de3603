//! Areas of a mixed list of shapes: a trait and boxes.

trait Shape {
    fn area(&self) -> f64;
    fn scale(&mut self, factor: f64);
}

struct Circle {
    radius: f64,
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }

    fn scale(&mut self, factor: f64) {
        self.radius *= factor;
    }
}

struct Rectangle {
    width: f64,
    height: f64,
}

impl Shape for Rectangle {
    fn area(&self) -> f64 {
        self.width * self.height
    }

    fn scale(&mut self, factor: f64) {
        self.width *= factor;
        self.height *= factor;
    }
}

struct Square {
    side: f64,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.side * self.side
    }

    fn scale(&mut self, factor: f64) {
        self.side *= factor;
    }
}

fn main() {
    let mut shapes: Vec<Box<dyn Shape>> = (0..300)
        .map(|at| -> Box<dyn Shape> {
            match at % 3 {
                0 => Box::new(Circle {
                    radius: f64::from(1 + at % 5),
                }),
                1 => Box::new(Rectangle {
                    width: f64::from(1 + at % 4),
                    height: 2.0,
                }),
                _ => Box::new(Square {
                    side: f64::from(1 + at % 7),
                }),
            }
        })
        .collect();
    let mut total = 0.0;
    for round in 0..2000 * twins::scale() {
        for shape in &shapes {
            total += shape.area();
        }
        if round % 500 == 0 {
            let factor = if round % 1000 == 0 { 2.0 } else { 0.5 };
            for shape in &mut shapes {
                shape.scale(factor);
            }
        }
    }
    println!("{total}");
}
