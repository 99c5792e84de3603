//! The sieve of Eratosthenes.

fn primes(limit: usize) -> Vec<i32> {
    let mut composite = vec![false; limit + 1];
    let mut found = Vec::new();
    for n in 2..=limit {
        if composite[n] {
            continue;
        }
        found.push(n as i32);
        for multiple in (n * 2..=limit).step_by(n) {
            composite[multiple] = true;
        }
    }
    found
}

fn main() {
    for round in 0..4 * twins::scale() {
        let found = primes(150000 + round % 4 * 50000);
        let sum = found
            .iter()
            .fold(0_i32, |sum, prime| (sum * 31 + prime) % 1000003);
        if round < 4 {
            println!("{} primes, check {sum}", found.len());
        }
    }
}
