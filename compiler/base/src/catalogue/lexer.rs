//! L: the characters of a file.

family! {
    /// A string that is not closed before the end of the file.
    UNTERMINATED_STRING = "L0001" error "unterminated-string";
    /// A `/*` without its `*/`.
    UNTERMINATED_COMMENT = "L0002" error "unterminated-comment";
    /// A `~/` whose `/` does not come on the same line.
    UNTERMINATED_REGEX = "L0003" error "unterminated-regex";
    /// An inline XML element that is not closed.
    UNTERMINATED_MARKUP = "L0004" error "unterminated-markup";
    /// A character that begins no token.
    INVALID_CHARACTER = "L0005" error "invalid-character";
    /// A backslash in a string that begins no escape.
    INVALID_ESCAPE = "L0006" error "invalid-escape";
    /// Digits and letters that are no number.
    INVALID_NUMBER = "L0007" error "invalid-number";
    /// A letter behind a regular expression that is no flag.
    INVALID_REGEX_FLAG = "L0008" error "invalid-regex-flag";
    /// `@` without a name.
    INVALID_METADATA = "L0009" error "invalid-metadata";
    /// An `#if` without its `#end`.
    UNCLOSED_CONDITIONAL = "L0010" error "unclosed-conditional";
    /// `#else`, `#elseif` or `#end` where no `#if` is open, or after `#else`.
    STRAY_CONDITIONAL = "L0011" error "stray-conditional";
    /// A condition after `#if` that cannot be read.
    INVALID_CONDITION = "L0012" error "invalid-condition";
    /// A `#` word that is no directive.
    UNKNOWN_DIRECTIVE = "L0013" error "unknown-directive";
    /// `#error` in a branch that exists.
    CONDITIONAL_ERROR = "L0014" error "conditional-error";
    /// A file of more than 256 MB.
    FILE_TOO_LARGE = "L0015" error "file-too-large";
}
