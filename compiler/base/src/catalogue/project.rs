//! C: projects, command lines, Cargo.

family! {
    /// A flag of the official compiler that hx2rs does not take yet.
    UNSUPPORTED_FLAG = "C6000" error "unsupported-flag";
}
