//! How emitted code calls the native functions of the prelude. Written by `cargo xtask codegen`.

use crate::native::Native;
use hx2rs_compiler::hir::NativeId;

/// The row of a native function.
pub fn native(id: NativeId) -> Native {
    match id {}
}
