//! I: faults of hx2rs itself.

family! {
    /// hx2rs panicked; its input was kept.
    COMPILER_PANIC = "I9000" error "compiler-panic";
    /// The typed form of a body breaks one of its own rules (checked in debug builds).
    INVALID_HIR = "I9001" error "invalid-hir";
    /// What the emitter made of a program is no Rust.
    INVALID_RUST = "I9002" error "invalid-rust";
}
