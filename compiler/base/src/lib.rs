//! The floor everything stands on: interned names and ids, spans, the diagnostic model with its one catalogue of
//! codes and its renderer, and the salsa inputs. It knows no syntax and no types, and performs no I/O. Next: [`hx2rs-syntax`](../syntax).

pub mod arena;
pub mod catalogue;
pub mod db;
pub mod diagnostic;
pub mod ids;
pub mod intern;
pub mod lines;
pub mod render;
pub mod span;

pub use arena::{Id, IndexVec};
pub use db::{Change, ClassPath, Db, Defines, Project, STANDARD_ROOT, SourceFile, Work};
pub use diagnostic::{Code, Diagnostic, Fix, Label, Level};
pub use ids::{DefId, DefKey, MemberId, MemberKey, Space};
pub use intern::Name;
pub use span::{FileId, Span, TextRange};
