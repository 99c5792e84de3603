//! I: faults of hx2rs itself.

family! {
    /// hx2rs panicked; its input was kept.
    COMPILER_PANIC = "I9000" error "compiler-panic";
}
