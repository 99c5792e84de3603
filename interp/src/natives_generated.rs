//! The native functions of the prelude as the interpreter carries them out. Written by `cargo xtask codegen`.

use crate::native::Implementation;
use hx2rs_compiler::hir::NativeId;

/// The natives that the interpreter carries out itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Intrinsic {}

/// How a native is carried out.
pub(crate) fn implementation(id: NativeId) -> Implementation {
    match id {}
}
