//! The one catalogue of diagnostic codes. One file per family; every code has a page `docs/diagnostics/<CODE>.md`,
//! and a test runs the examples on it. To add one: a line in its family's file, and the page.

/// Declares the codes of one family: `NAME = "T2000" error "type-mismatch";`
macro_rules! family {
    ($($(#[$meta:meta])* $constant:ident = $id:literal $level:ident $name:literal;)*) => {
        $(
            $(#[$meta])*
            pub const $constant: $crate::Code = $crate::Code { id: $id, name: $name, level: family!(@level $level) };
        )*
        /// All codes of the family, in order.
        pub const ALL: &[$crate::Code] = &[$($constant),*];
    };
    (@level error) => { $crate::Level::Error };
    (@level warning) => { $crate::Level::Warning };
}

pub mod internal;
pub mod lexer;
pub mod modules;
pub mod ownership;
mod pages;
pub mod parser;
pub mod project;
pub mod runtime;
pub mod types;

use crate::diagnostic::Code;

/// Every code of every family.
pub fn all() -> impl Iterator<Item = Code> {
    [
        lexer::ALL,
        parser::ALL,
        modules::ALL,
        types::ALL,
        ownership::ALL,
        runtime::ALL,
        project::ALL,
        internal::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The code with this id, in any case: `t2000`.
pub fn find(id: &str) -> Option<Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id))
}

/// The code's page of docs/diagnostics, in Markdown.
pub fn page(code: Code) -> Option<&'static str> {
    let found = pages::ALL
        .binary_search_by_key(&code.id, |(id, _)| id)
        .ok()?;
    pages::ALL.get(found).map(|(_, page)| *page)
}
