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
    /// The main module has no `static function main()`.
    NO_MAIN_FUNCTION = "M1004" error "no-main-function";
    /// A type or module that no class path holds.
    UNKNOWN_TYPE = "M1500" error "unknown-type";
    /// An import of a module or package that no class path holds: `import a.Missing;`.
    UNKNOWN_MODULE = "M1501" error "unknown-module";
    /// An import of a type or static field that its module has not: `import haxe.Exception.Nothing;`.
    UNKNOWN_IMPORT = "M1502" error "unknown-import";
    /// A package line that does not name the file's folder.
    WRONG_PACKAGE = "M1503" error "wrong-package";
    /// Two types of one name in a module.
    DUPLICATE_TYPE = "M1504" error "duplicate-type";
    /// A file whose name cannot be a module's: `main.hx`.
    MODULE_NAME = "M1505" error "module-name";
    /// A file and its type that differ in small letters and capitals: `foo.hx` with `class Foo`.
    MODULE_CASE = "M1506" error "module-case";
}
