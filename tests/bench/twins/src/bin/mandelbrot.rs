//! The Mandelbrot set as a sum of steps per row.

const LIMIT: i32 = 200;

fn steps(cx: f64, cy: f64) -> i32 {
    let (mut x, mut y) = (0.0, 0.0);
    for step in 0..LIMIT {
        let (xx, yy) = (x * x, y * y);
        if xx + yy > 4.0 {
            return step;
        }
        y = 2.0 * x * y + cy;
        x = xx - yy + cx;
    }
    LIMIT
}

fn main() {
    let scale = twins::scale();
    let size = 160 * scale;
    let mut total = 0_i32;
    for row in 0..size {
        let y = row as f64 * 2.4 / size as f64 - 1.2;
        let sum: i32 = (0..size)
            .map(|column| steps(column as f64 * 3.0 / size as f64 - 2.0, y))
            .sum();
        if row % (20 * scale) == 0 {
            println!("row {row}: {sum}");
        }
        total = total.wrapping_add(sum);
    }
    println!("total: {total}");
}
