//! The benchmarks as a Rust programmer would write them: one binary per program of `../programs`, doing the same work with the same
//! data structures, and printing the same bytes. What shipped Rust costs is measured against them. Not translations: no class
//! is imitated where Rust has a plainer form, and none is made cleverer than the Haxe either.
//!
//! The allocator is that of emitted binaries. `../src/main.rs` runs the twins.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much of its work a benchmark does: its one argument, else 1.
pub fn scale() -> usize {
    let argument = std::env::args().nth(1);
    argument.and_then(|text| text.parse().ok()).unwrap_or(1)
}

/// The generator of random numbers that several programs use; they keep other bits of it.
pub struct Random {
    seed: i32,
}

impl Random {
    /// One that starts at `seed`.
    pub fn new(seed: i32) -> Self {
        Self { seed }
    }

    /// The next number, from 0 to `below`, of the bits from `shift` on.
    pub fn next(&mut self, shift: u32, below: i32) -> i32 {
        self.seed = self.seed.wrapping_mul(1103515245).wrapping_add(12345) & 0x7fffffff;
        (self.seed >> shift) % below
    }

    /// One of the items.
    pub fn pick<'a, T: ?Sized>(&mut self, shift: u32, items: &[&'a T]) -> &'a T {
        items[self.next(shift, items.len() as i32) as usize]
    }
}
