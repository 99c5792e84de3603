//! T: names inside bodies, and types.

family! {
    /// A value of one type where another is needed.
    TYPE_MISMATCH = "T2000" error "type-mismatch";
    /// A construct that hx2rs knows and does not compile yet.
    NOT_SUPPORTED_YET = "T2900" error "not-supported-yet";
}
