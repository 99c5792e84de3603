//! Names that emitted Rust uses for itself: what the program calls alike gets another name. The one list of each kind;
//! `names` and `modules` ask it before anything is named, and `scope` when it imports.

/// Types of Rust that emitted code names without a path.
pub(crate) const TAKEN_TYPES: &[&str] = &[
    "Box",
    "Cell",
    "Clone",
    "Copy",
    "Default",
    "Err",
    "Fn",
    "None",
    "Ok",
    "Option",
    "Rc",
    "RefCell",
    "Result",
    "Self",
    "Sized",
    "Some",
    "Str",
    "String",
    "ToString",
    "Vec",
    "Any",
    "ControlFlow",
    "Drop",
    "From",
    "Into",
    "Iterator",
    "Weak",
];

/// Methods that `Rc` has through traits in scope everywhere: a method of that name would never be reached.
pub(crate) const TAKEN_METHODS: &[&str] = &[
    "as_ref",
    "base",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "cmp",
    "drop",
    "eq",
    "into",
    "ne",
    "new",
    "partial_cmp",
    "to_owned",
    "try_into",
    "type_id",
    "init",
    // Of the traits of the prelude that a program's own stand below.
    "into_object",
    "show_as_text",
    "show_behind",
    "show_on",
    "show_shared",
];

/// Methods of `hx::Object`: where one is implemented, they hide a program's own methods of the name.
pub(crate) const OBJECT_METHODS: &[&str] = &[
    "address",
    "call",
    "class",
    "constructor",
    "copy",
    "delete_field",
    "field",
    "field_names",
    "identical",
    "keys",
    "parameters",
    "property",
    "set_field",
    "set_property",
    "type_info",
    "view",
];

/// Functions and modules that emitted code names without a path.
pub(crate) const TAKEN_FUNCTIONS: &[&str] =
    &["drop", "run", "hx", "init", "main", "std", "hx2rs_prelude"];

/// Modules that emitted code names at the start of a path, and Rust's own types: a module of that name in scope would
/// hide them.
pub(crate) const TAKEN_MODULES: &[&str] = &[
    "bool",
    "char",
    "f32",
    "f64",
    "fmt",
    "hx",
    "hx2rs_prelude",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "std",
    "str",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
];

/// Modules in the root whose files Cargo takes for something else, and the one that holds the anonymous structures.
pub(crate) const TAKEN_ROOT_MODULES: &[&str] = &["bin", "lib", "main", "reflection", "structures"];

/// Whether a name has to be written `r#name`.
pub fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}
