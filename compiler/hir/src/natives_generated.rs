//! Ids of the native functions of the prelude. Written by `cargo xtask codegen`.

/// A function that is implemented in Rust: by the prelude, or by each engine as an intrinsic.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum NativeId {}

impl NativeId {
    /// Whether the Rust function returns a `Result`, whose error is thrown.
    pub fn throws(self) -> bool {
        match self {}
    }
}
