//! One file's text → tokens → syntax tree and errors. Nothing here resolves a name or knows a type, and nothing here
//! fails: every input gives a tree, and what is wrong with it is said by diagnostics.
//!
//! [`ast`] has the tree. The queries, by which all other crates come here, are
//!
//! - `parse_file(db, file) -> Arc<FileAst>`: the declarations of a module;
//! - `parse_body(db, file, index) -> Arc<BodyAst>`: one body or initialiser, alone;
//! - `syntax_diagnostics(db, file) -> Arc<[Diagnostic]>`: everything that is wrong with a file's text, bodies
//!   included, in absolute positions. Trees carry no diagnostics.

pub mod ast;
