//! P: the grammar. Codes of tokens that cannot stand where they stand, and of forms that the grammar takes too much of.

family! {
    /// A token that cannot stand where it stands.
    UNEXPECTED_TOKEN = "P1000" error "unexpected-token";
    /// A bracket without its closing one.
    UNCLOSED_BRACKET = "P1001" error "unclosed-bracket";
    /// A closing bracket without its opening one.
    STRAY_BRACKET = "P1002" error "stray-bracket";
    /// A statement or field without its `;`.
    MISSING_SEMICOLON = "P1003" error "missing-semicolon";
    /// No expression where one is needed.
    MISSING_EXPRESSION = "P1004" error "missing-expression";
    /// A reserved word as a name.
    RESERVED_WORD = "P1005" error "reserved-word";
    /// An expression or type with too many levels.
    TOO_DEEP = "P1006" error "nested-too-deeply";
    /// `else`, `catch` or `while` without the construct that they belong to, or `do` without `while`.
    STRAY_BRANCH = "P1007" error "stray-branch";
    /// A `for` whose parentheses are not `name in values`.
    FOR_HEADER = "P1008" error "for-header";
    /// A modifier that is there twice, contradicts another one, or does not fit the declaration.
    MODIFIER = "P1009" error "modifier";
    /// An import behind a declaration.
    MISPLACED_IMPORT = "P1010" error "misplaced-import";
    /// A type whose name begins with a small letter.
    TYPE_NAME = "P1011" error "type-name";
    /// `$x{…}` with a letter that has no meaning.
    UNKNOWN_REIFICATION = "P1012" error "unknown-reification";
    /// A class that extends several classes, or an interface that implements.
    HERITAGE = "P1013" error "heritage";
}
