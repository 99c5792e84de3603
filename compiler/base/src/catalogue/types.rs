//! T: names inside bodies, and types.

family! {
    /// A value of one type where another is needed.
    TYPE_MISMATCH = "T2000" error "type-mismatch";
    /// A type with too many or too few type arguments: `var a:Array;`.
    TYPE_ARGUMENT_COUNT = "T2100" error "type-argument-count";
    /// A declaration whose type has to be written, because nothing shows it: `typedef T = {var x;}`.
    TYPE_NEEDED = "T2101" error "type-needed";
    /// Two members of one name: `class C { var x:Int; var x:Int; }`.
    DUPLICATE_MEMBER = "T2102" error "duplicate-member";
    /// A structure that extends what is no structure: `typedef T = {> Int, x:Int}`.
    NOT_A_STRUCTURE = "T2103" error "not-a-structure";
    /// A construct that hx2rs knows and does not compile yet.
    NOT_SUPPORTED_YET = "T2900" error "not-supported-yet";
}
