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
    /// hx.toml says something that cannot be meant.
    BAD_MANIFEST = "C6008" error "bad-manifest";
    /// A library of haxelib, or the version of it that is meant, is not installed.
    UNKNOWN_LIBRARY = "C6009" error "unknown-library";
    /// `cargo` or `rustc` is older than emitted projects need.
    OLD_TOOLCHAIN = "C6010" error "old-toolchain";
    /// mimalloc cannot be had: the system's allocator takes its place.
    NO_MIMALLOC = "C6011" warning "no-mimalloc";
    /// Two source files are one where letters' case does not count.
    CASE_CLASH = "C6012" warning "case-clash";
    /// A file to embed cannot be read, or is no text.
    UNREADABLE_RESOURCE = "C6013" error "unreadable-resource";
    /// A command of `--cmd` failed.
    COMMAND_FAILED = "C6014" error "command-failed";
    /// The folder to start in cannot be entered.
    NO_FOLDER = "C6015" error "no-folder";
}
