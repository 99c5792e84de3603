//! R: what a running program reports.

family! {
    /// An exception that nothing caught.
    UNCAUGHT_EXCEPTION = "R4000" error "uncaught-exception";
    /// Calls inside each other went too deep.
    STACK_OVERFLOW = "R4001" error "stack-overflow";
    /// The objects of a program take more than it may have.
    HEAP_LIMIT = "R4002" error "heap-limit";
}
