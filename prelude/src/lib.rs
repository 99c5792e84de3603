//! `hx2rs-prelude`, in emitted code `hx`: what a Haxe program needs at run time and std does not have.
//!
//! Here: strings that count code points ([`Str`]), Haxe's text of values ([`show`]), shared containers
//! ([`Array`], [`Map`]), values of any type
//! ([`Dynamic`]), exceptions and faults, and the leaf functions of the standard library (`math`, `standard`,
//! `string_tools`, `ereg`, `system`, `file`), which interpreter and emitted code both call.
//!
//! Not here, because std does it: containers with one owner (`Vec`, slices), nullable values (`Option`), text that is
//! being built (`String`), sharing (`Rc`, `Weak`, `Cell`, `RefCell`). Not here either: anything that knows the
//! compiler. What a Haxe body can express stands in `prelude/hx`, next to the declarations that name these functions.
//!
//! Rules that hold in the whole crate: no `unsafe`; nothing that calls back holds a borrow meanwhile; a leaf function
//! takes and returns only `i32`, `i64`, `f64`, `bool`, `&Str`, `&str`, `Str` and `Option` or `Result` of these.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // This is what does the I/O of a program.

mod array;
mod cell;
mod compare;
mod dynamic;
pub mod ereg;
mod exception;
mod fault;
mod fields;
pub mod file;
mod float;
mod function;
pub mod int64;
mod integer;
mod key;
mod map;
pub mod math;
mod nullable;
pub mod output;
mod program;
pub mod reflect;
mod same;
mod seen;
mod show;
mod sort;
pub mod standard;
mod string;
pub mod string_tools;
pub mod system;
mod table;

pub use array::{Array, Lent, put, remove};
pub use cell::{get, live};
pub use compare::{Compare, compare};
pub use dynamic::{
    AsDynamic, Called, Dynamic, Erase, Number, Object, Operator, View, add, arithmetic, cast,
    divide, dynamic, element, invalid_operation, is, is_array, is_class, is_map, modulo, multiply,
    order, rest_function, same_type, subtract, take,
};
pub use exception::{Exception, Jump, attempt, call_stack, last_stack};
pub use fault::{
    Fault, failed_cast, fault, guard, impossible_cast, no_case, no_name, null_access, null_value,
    throw,
};
pub use fields::Fields;
pub use float::float_text;
pub use function::{bound, function};
pub use integer::{char, div, int, rem, shift_left, shift_right, shift_right_unsigned};
pub use key::{Key, KeyHash, Keys};
pub use map::Map;
pub use nullable::{Leads, Nullable, Present, is_null, leads, null, present};
pub use program::{Outcome, run, run_here, uncaught};
pub use same::{Identity, Same, same};
pub use seen::seen;
pub use show::{Show, append, part, show, text};
pub use sort::{sort, try_sort};
pub use string::Str;
#[cfg(debug_assertions)]
pub use string::index_steps;
pub use table::Table;

/// The allocator of emitted binaries.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
