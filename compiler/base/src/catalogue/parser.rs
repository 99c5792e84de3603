//! P: the grammar of the language.

family! {
    /// A token that cannot stand where it stands.
    UNEXPECTED_TOKEN = "P1000" error "unexpected-token";
}
