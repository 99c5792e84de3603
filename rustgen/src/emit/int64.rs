//! Functions of `haxe.Int64` as the operators and methods of `i64` that they are, and its numbers as literals. What is
//! none of these is called in the prelude (`hx::int64`).

use crate::code::{Code, Level};
use crate::marks::code;
use hx2rs_compiler::hir::NativeId;
use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;

/// How Rust writes a function of two numbers.
#[derive(Clone, Copy)]
enum Form {
    /// `a.method(b)`.
    Method(&'static str),
    /// `a op b`.
    Operator(Level, fn() -> TokenStream),
    /// `a op b` where `b` is a constant, `a.method(b as u32)` else.
    Shift(&'static str, fn() -> TokenStream),
}

const FORMS: &[(NativeId, Form)] = &[
    (NativeId::Int64Add, Form::Method("wrapping_add")),
    (NativeId::Int64Sub, Form::Method("wrapping_sub")),
    (NativeId::Int64Mul, Form::Method("wrapping_mul")),
    (
        NativeId::Int64And,
        Form::Operator(Level::BitAnd, || code!(&)),
    ),
    (NativeId::Int64Or, Form::Operator(Level::BitOr, || code!(|))),
    (
        NativeId::Int64Xor,
        Form::Operator(Level::BitXor, || code!(^)),
    ),
    (
        NativeId::Int64Eq,
        Form::Operator(Level::Compare, || code!(==)),
    ),
    (
        NativeId::Int64Neq,
        Form::Operator(Level::Compare, || code!(!=)),
    ),
    (
        NativeId::Int64Below,
        Form::Operator(Level::Compare, || code!(<)),
    ),
    (
        NativeId::Int64NotAbove,
        Form::Operator(Level::Compare, || code!(<=)),
    ),
    (
        NativeId::Int64Above,
        Form::Operator(Level::Compare, || code!(>)),
    ),
    (
        NativeId::Int64NotBelow,
        Form::Operator(Level::Compare, || code!(>=)),
    ),
    (
        NativeId::Int64Shl,
        Form::Shift("wrapping_shl", || code!(<<)),
    ),
    (
        NativeId::Int64Shr,
        Form::Shift("wrapping_shr", || code!(>>)),
    ),
];

/// A call of a function of `haxe.Int64`, if Rust has another word for it.
pub(super) fn operation(id: NativeId, arguments: &[Code]) -> Option<Code> {
    match arguments {
        [only] => unary(id, only),
        [left, right] if id == NativeId::Int64Make => {
            let (high, low) = (number(left)?, number(right)?);
            Some(literal(high << 32 | i64::from(low as u32)))
        }
        [left, right] => {
            let (_, form) = FORMS.iter().find(|(function, _)| *function == id)?;
            Some(match form {
                Form::Method(name) => left.method(name, std::slice::from_ref(right)),
                Form::Operator(level, token) => Code::binary(*level, left, token(), right),
                Form::Shift(method, token) => match number(right) {
                    Some(count) if count & 63 == 0 => left.clone(),
                    Some(count) => {
                        let count = crate::code::int((count & 63) as i32);
                        Code::binary(Level::Shift, left, token(), &count)
                    }
                    None => left.method(method, &[right.cast(code!(u32))]),
                },
            })
        }
        [] | [_, _, _, ..] => None,
    }
}

/// The comparison that says the opposite of one.
pub(super) fn opposite(id: NativeId) -> Option<NativeId> {
    const PAIRS: [(NativeId, NativeId); 3] = [
        (NativeId::Int64Eq, NativeId::Int64Neq),
        (NativeId::Int64Below, NativeId::Int64NotBelow),
        (NativeId::Int64Above, NativeId::Int64NotAbove),
    ];
    PAIRS.iter().find_map(|(one, other)| {
        if *one == id {
            Some(*other)
        } else {
            (*other == id).then_some(*one)
        }
    })
}

fn unary(id: NativeId, operand: &Code) -> Option<Code> {
    if id == NativeId::Int64OfInt {
        Some(match number(operand) {
            Some(value) => literal(value),
            None => Code::call(code!(i64::from), std::slice::from_ref(operand)),
        })
    } else if id == NativeId::Int64GetLow {
        Some(operand.cast(code!(i32)))
    } else if id == NativeId::Int64Neg {
        Some(operand.method("wrapping_neg", &[]))
    } else if id == NativeId::Int64Complement {
        Some(operand.not())
    } else {
        None
    }
}

/// The value of an Int that is a literal.
fn number(code: &Code) -> Option<i64> {
    let text = code.tokens.to_string();
    text.replace(' ', "").parse().ok()
}

/// Whether code is a number as [`literal`] writes it.
pub(crate) fn is_literal(code: &Code) -> bool {
    let text = code.tokens.to_string().replace(' ', "");
    let size = text.trim_start_matches('-').strip_suffix("_i64");
    size.is_some_and(|size| size.bytes().all(|digit| digit.is_ascii_digit()))
}

/// `5_i64`, as nothing else may say what its type is.
fn literal(value: i64) -> Code {
    if value == i64::MIN {
        return Code::tight(code!(i64::MIN));
    }
    let mut size = Literal::i64_suffixed(value.saturating_abs());
    if let Ok(readable) = format!("{}_i64", value.unsigned_abs()).parse::<Literal>() {
        size = readable;
    }
    size.set_span(crate::marks::current());
    let size = Code::tight(size.to_token_stream());
    if value < 0 { size.negate() } else { size }
}
