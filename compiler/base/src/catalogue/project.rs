//! C: projects, command lines, Cargo.

family! {
    /// A flag of the official compiler that hx2rs does not take yet.
    UNSUPPORTED_FLAG = "C6000" error "unsupported-flag";
    /// Arguments that say nothing: an unknown flag, a flag without its value.
    WRONG_ARGUMENT = "C6001" error "wrong-argument";
    /// A .hxml file that cannot be read, or includes itself.
    UNREADABLE_HXML = "C6002" error "unreadable-hxml";
    /// No input: no file, no main class, or a folder without them.
    NO_INPUT = "C6003" error "no-input";
    /// The output folder cannot be written.
    UNWRITABLE_OUTPUT = "C6004" error "unwritable-output";
    /// `cargo` cannot be started.
    CARGO_MISSING = "C6005" error "cargo-missing";
    /// Cargo refused the emitted project.
    CARGO_FAILED = "C6006" error "cargo-failed";
    /// `--fix` could not write a repaired file.
    UNWRITABLE_SOURCE = "C6007" error "unwritable-source";
}
