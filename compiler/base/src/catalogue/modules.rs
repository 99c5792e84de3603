//! M: files, modules, packages, imports.

family! {
    /// A source file that cannot be read, or is not UTF-8.
    UNREADABLE_FILE = "M1000" error "unreadable-file";
    /// A source file of more bytes than hx2rs reads.
    FILE_TOO_LARGE = "M1001" error "file-too-large";
    /// A class path that is not a folder.
    MISSING_CLASS_PATH = "M1002" error "missing-class-path";
    /// The main module is in no class path.
    MISSING_MAIN = "M1003" error "missing-main";
    /// A type or module that no class path holds.
    UNKNOWN_TYPE = "M1500" error "unknown-type";
}
