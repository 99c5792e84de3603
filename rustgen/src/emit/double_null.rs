//! `Null<T>` inside a type (`Array<Null<T>>`), where what is given for `T` has null among its values already: in Rust the generic
//! function knows an `Option` of it, and whoever calls it one `Option` only. Arrays are seen through a view of the other
//! form; other types have none.

use super::{Context, Value};
use crate::code::Code;
use crate::represent::Kind;
use hx2rs_compiler::hir::{ExprId, Ty, TyKind};
use hx2rs_compiler::mir::null_inside::{DEEPEST, holds_null_of_parameter, parts};
use proc_macro2::TokenStream;

impl Context<'_> {
    /// Whether a type as declared holds `Null<T>` where the type that is given for `T` has null.
    pub(super) fn doubles(&self, declared: Ty, given: Ty) -> bool {
        holds_null_of_parameter(self.world.program, declared)
            && self.doubles_inside(declared, given, DEEPEST)
    }

    fn doubles_inside(&self, declared: Ty, given: Ty, depth: u8) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let program = self.world.program;
        let declared = program.expand(declared.without_null());
        let given = program.expand(given.without_null());
        parts(declared, given).into_iter().any(|(declared, given)| {
            if let TyKind::Null(inner) = declared.kind()
                && matches!(inner.kind(), TyKind::Param(_))
            {
                let is_parameter = matches!(self.world.kind(given), Kind::Param(_));
                return !is_parameter && self.world.argument(given.without_null()).null;
            }
            self.doubles_inside(declared, given, depth)
        })
    }

    /// A value with one `Option` less or more around what the type parameter stands for: `ways` are there and back.
    pub(super) fn with_null_once(
        &mut self,
        expr: ExprId,
        declared: Ty,
        value: Value,
        ways: (TokenStream, TokenStream),
    ) -> Value {
        if let Kind::Array(element) = self.world.kind(declared)
            && let TyKind::Null(inner) = element.kind()
            && matches!(inner.kind(), TyKind::Param(_))
            && !value.repr.null
        {
            let (there, back) = (Code::tight(ways.0), Code::tight(ways.1));
            let view = self.own(&value).method("view", &[there, back]);
            return Value::new(view, value.repr);
        }
        let what =
            "null of a type parameter inside a type, where null is given for the parameter, is";
        let code = self.unsupported(expr, what);
        Value::new(code, value.repr)
    }
}
