//! From syntax trees to one typed program: module graph, imports, names, types, inference, and the one body IR (HIR)
//! that every engine starts from. All desugaring happens on the way into it. It does not know control flow (that is
//! `mir`) and performs no I/O. Start at [`body`] for the IR, [`item`] for declarations, [`ty`] for types.

mod access;
pub mod annotation;
pub mod assemble;
pub mod body;
pub mod check;
pub mod constant;
pub mod declaration;
mod default_value;
pub mod definition;
mod display;
pub mod dump;
mod exhaustive;
pub mod imports;
mod infer;
pub mod item;
mod lint;
pub mod lookup;
pub mod lower;
mod maker;
mod maps;
pub mod native;
pub mod natives_generated;
pub mod pattern;
pub mod program;
pub mod reach;
mod rename;
pub mod role;
pub mod scope;
mod signature;
mod static_order;
mod struct_init;
mod substitute;
pub mod ty;
mod verify;
mod walk;

pub use body::*;
pub use item::*;
pub use native::*;
pub use natives_generated::NativeId;
pub use pattern::*;
pub use program::*;
pub use ty::*;
