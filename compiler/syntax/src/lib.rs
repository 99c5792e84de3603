//! One file's text → tokens → syntax tree and errors. Nothing here resolves a name or knows a type, and nothing here
//! fails: every input gives a tree, and what is wrong with it is said by diagnostics.
//!
//! [`ast`] has the tree. The queries, by which all other crates come here, are
//!
//! - `parse_file(db, file) -> &FileAst`: the declarations of a module;
//! - `parse_body(db, file, index) -> &BodyAst`: one body or initialiser, alone;
//! - `syntax_diagnostics(db, file) -> &Vec<Diagnostic>`: everything that is wrong with a file's text, bodies
//!   included, in absolute positions. Trees carry no diagnostics.

pub mod ast;
mod echo;
mod grammar;
mod lexer;
mod query;
mod report;
mod text;

pub use query::{parse_body, parse_file, syntax_diagnostics};
pub use text::{ParsedText, count_tokens, parse_text};
