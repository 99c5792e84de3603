//! The heap of the dev engines: reference-counted objects, arrays, strings, maps, closures, enum values, structures,
//! boxed variables, and the eight-byte words that hold or point to them.
//!
//! It knows no types and no program: a record's [`Layout`] says which of its slots count references, and that is all.
//! What the slots mean (classes, constructors, shapes) the interpreter keeps in tables beside the layouts.
//!
//! # The contract
//! A [`Word`] is a plain copy of eight bytes; its kind is known to whoever holds it ([`Kind`]). Every stored copy of a
//! reference owns one count: [`Heap::retain`] makes one, [`Heap::release`] ends one. The functions here check that a
//! reference has the form that they expect (a string, an array, …) and give `None` or do nothing otherwise, but they
//! cannot check that it is still alive: that is the caller's part, and the interpreter's verifier holds it.
//!
//! Start at [`word`] for the representation of values, [`heap`] for counting, [`record`] for everything with slots,
//! [`array`], [`text`] and [`map`] for the containers, `int64` for numbers that no word holds. What counts cannot free, cycles, `collect` finds, and [`leaks`]
//! explains.

// The room for unsafe code, as docs/architecture.md has it: each block says why it is sound.
#![allow(unsafe_code)]

pub mod array;
mod cell;
mod collect;
pub mod heap;
mod int64;
pub mod leaks;
pub mod map;
pub mod record;
mod slab;
pub mod text;
pub mod word;

pub use array::Elements;
pub use cell::{Form, Tag};
pub use heap::{Heap, HeapFull};
pub use map::MapTable;
pub use record::{Layout, LayoutId};
pub use word::{Kind, Word};

#[cfg(test)]
mod tests;
