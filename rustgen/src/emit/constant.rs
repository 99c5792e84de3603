//! Constants as Rust writes them: numbers with their types where inference needs them, text, null.

use super::{Context, Value};
use crate::code::{self, Code};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Const, ExprId};

impl Context<'_> {
    /// A constant expression.
    pub(crate) fn constant(&mut self, expr: ExprId, constant: &Const) -> Value {
        let repr = self.world.repr(self.ty(expr), *constant == Const::Null);
        let bare = Repr {
            null: *constant == Const::Null,
            ..repr
        };
        if *constant == Const::Null && !bare.null {
            let code = self.unsupported(expr, "null of this type is");
            return Value::new(code, repr);
        }
        Value::new(
            constant_code(constant, matches!(self.world.kind(repr.ty), Kind::Float)),
            bare,
        )
    }

    /// A default argument where a value of the form `want` is needed.
    pub(crate) fn default_argument(&mut self, constant: &Const, want: Repr) -> Code {
        let float = matches!(self.world.kind(want.ty), Kind::Float);
        let code = constant_code(constant, float);
        if want.null && *constant != Const::Null {
            Code::call(code!(Some), &[code])
        } else {
            code
        }
    }
}

/// A constant as Rust writes it.
pub(crate) fn constant_code(constant: &Const, float: bool) -> Code {
    match constant {
        Const::Null => Code::tight(code!(None)),
        Const::Bool(true) => Code::tight(code!(true)),
        Const::Bool(false) => Code::tight(code!(false)),
        Const::Int(value) if float => code::float(f64::from(*value)),
        Const::Int(value) => code::int(*value),
        Const::Float(bits) => code::float(f64::from_bits(*bits)),
        Const::String(value) => {
            let text = code::text(value);
            Code::call(code!(Str::lit), &[text])
        }
    }
}
