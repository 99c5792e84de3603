//! L: the characters of a file.

family! {
    /// A string that is not closed before the end of the file.
    UNTERMINATED_STRING = "L0001" error "unterminated-string";
}
