//! R: what a running program reports.

family! {
    /// An exception that nothing caught.
    UNCAUGHT_EXCEPTION = "R4000" error "uncaught-exception";
}
