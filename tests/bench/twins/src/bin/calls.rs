//! Recursive Fibonacci and Ackermann.

fn fibonacci(n: i32) -> i32 {
    if n < 2 {
        n
    } else {
        fibonacci(n - 1) + fibonacci(n - 2)
    }
}

fn ackermann(m: i32, n: i32) -> i32 {
    match (m, n) {
        (0, n) => n + 1,
        (m, 0) => ackermann(m - 1, 1),
        (m, n) => ackermann(m - 1, ackermann(m, n - 1)),
    }
}

fn main() {
    let mut sum = 0_i32;
    for round in 0..twins::scale() as i32 {
        sum = sum.wrapping_add(fibonacci(28 + round % 2));
        sum = sum.wrapping_add(ackermann(2, 300 + round));
    }
    println!("{sum}");
}
