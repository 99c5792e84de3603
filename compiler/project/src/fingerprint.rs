//! Short names for texts: FNV-1a, the same for every build of hx2rs, and nobody's secret. It tells whether something
//! changed; it does not protect against anybody.

use std::hash::{Hash, Hasher};

/// The fingerprint of a value.
pub fn of(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    value.hash(&mut hasher);
    hasher.finish()
}

struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
