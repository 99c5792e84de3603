//! M: modules, packages, imports.

family! {
    /// A type or module that no class path holds.
    UNKNOWN_TYPE = "M1500" error "unknown-type";
}
