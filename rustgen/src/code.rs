//! A piece of emitted Rust: tokens and how tightly they bind, so that parentheses stand exactly where they are needed.
//! It knows nothing of Haxe; what the pieces mean is `emit`'s business.

use crate::marks::code;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::ToTokens;

/// How tightly an expression binds, from loose to tight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Level {
    /// `return x`, `|x| y`.
    Jump,
    /// `x = y`.
    Assign,
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`, `<`
    Compare,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&`
    BitAnd,
    /// `<<`
    Shift,
    /// `+`
    Sum,
    /// `*`
    Product,
    /// `x as T`
    Cast,
    /// `-x`, `&x`, `*x`
    Unary,
    /// `if`, `match`, `{ … }`: whole by itself, but in need of parentheses in front of an operator.
    Block,
    /// Calls, fields, paths, literals.
    Postfix,
}

/// Tokens of one expression.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    /// What is printed.
    pub tokens: TokenStream,
    /// How tightly it binds.
    pub level: Level,
}

impl ToTokens for Code {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

impl Code {
    /// Tokens that bind as `level` says.
    pub(crate) fn new(level: Level, tokens: TokenStream) -> Self {
        Self { tokens, level }
    }

    /// A call, path, literal: something that needs no parentheses anywhere.
    pub(crate) fn tight(tokens: TokenStream) -> Self {
        Self::new(Level::Postfix, tokens)
    }

    /// `if`, `match`, `{ … }`.
    pub(crate) fn block(tokens: TokenStream) -> Self {
        Self::new(Level::Block, tokens)
    }

    /// `()`.
    pub(crate) fn unit() -> Self {
        Self::tight(code!(()))
    }

    /// A variable or path.
    pub(crate) fn ident(ident: &Ident) -> Self {
        Self::tight(code!(#ident))
    }

    /// Tokens that may stand where at least `level` is needed.
    pub(crate) fn at(&self, level: Level) -> TokenStream {
        if self.level >= level {
            self.tokens.clone()
        } else {
            let tokens = &self.tokens;
            code!((#tokens))
        }
    }

    /// `self.name`.
    pub(crate) fn field(&self, name: &Ident) -> Self {
        let object = self.at(Level::Postfix);
        Self::tight(code!(#object.#name))
    }

    /// `self.name(arguments)`.
    pub(crate) fn method(&self, name: &str, arguments: &[Code]) -> Self {
        self.call_method(&ident(name), arguments)
    }

    /// `self.name(arguments)`.
    pub(crate) fn call_method(&self, name: &impl ToTokens, arguments: &[Code]) -> Self {
        let object = self.at(Level::Postfix);
        Self::tight(code!(#object.#name(#(#arguments),*)))
    }

    /// `path(arguments)`.
    pub(crate) fn call(path: impl ToTokens, arguments: &[Code]) -> Self {
        Self::tight(code!(#path(#(#arguments),*)))
    }

    /// `&self`.
    pub(crate) fn reference(&self) -> Self {
        let operand = self.at(Level::Unary);
        Self::new(Level::Unary, code!(&#operand))
    }

    /// `*self`.
    pub(crate) fn dereference(&self) -> Self {
        let operand = self.at(Level::Unary);
        Self::new(Level::Unary, code!(*#operand))
    }

    /// `!self`.
    pub(crate) fn not(&self) -> Self {
        let operand = self.at(Level::Unary);
        Self::new(Level::Unary, code!(!#operand))
    }

    /// `-self`.
    pub(crate) fn negate(&self) -> Self {
        let operand = self.at(Level::Unary);
        // Two of them in a row look like a decrement.
        if operand.to_string().starts_with('-') {
            return Self::new(Level::Unary, code!(-(#operand)));
        }
        Self::new(Level::Unary, code!(-#operand))
    }

    /// `self as ty`.
    pub(crate) fn cast(&self, ty: impl ToTokens) -> Self {
        // `{ x } as T` at the start of a statement would be a block and then something else.
        let operand = self.at(if self.level == Level::Block {
            Level::Postfix
        } else {
            Level::Cast
        });
        Self::new(Level::Cast, code!(#operand as #ty))
    }

    /// `self?`.
    pub(crate) fn question(&self) -> Self {
        let operand = self.at(Level::Postfix);
        Self::tight(code!(#operand?))
    }

    /// `left op right`; comparisons do not chain, the others associate to the left.
    pub(crate) fn binary(level: Level, left: &Code, op: TokenStream, right: &Code) -> Self {
        let tighter = |level: Level| match level {
            Level::Or => Level::And,
            Level::And => Level::Compare,
            Level::Compare => Level::BitOr,
            Level::BitOr => Level::BitXor,
            Level::BitXor => Level::BitAnd,
            Level::BitAnd => Level::Shift,
            Level::Shift => Level::Sum,
            Level::Sum => Level::Product,
            Level::Product => Level::Cast,
            Level::Jump
            | Level::Assign
            | Level::Cast
            | Level::Unary
            | Level::Block
            | Level::Postfix => Level::Postfix,
        };
        let first = op.to_string();
        let opens_generics = first.starts_with('<');
        let left_level = if level == Level::Compare || (opens_generics && left.level == Level::Cast)
        {
            if left.level == Level::Cast && opens_generics {
                Level::Unary
            } else {
                tighter(level)
            }
        } else {
            level
        };
        let left = if left.level == Level::Block {
            left.at(Level::Postfix)
        } else {
            left.at(left_level)
        };
        let right = right.at(tighter(level));
        Self::new(level, code!(#left #op #right))
    }
}

/// An identifier; keywords become raw ones.
pub(crate) fn ident(name: &str) -> Ident {
    let span = crate::marks::current();
    if crate::reserved::is_keyword(name) {
        Ident::new_raw(name, span)
    } else {
        Ident::new(name, span)
    }
}

/// A text literal.
pub(crate) fn text(value: &str) -> Code {
    Code::tight(literal(Literal::string(value)))
}

/// `true`, `false`.
pub(crate) fn bool(value: bool) -> Code {
    Code::tight(if value { code!(true) } else { code!(false) })
}

/// `12`, without a suffix.
pub(crate) fn int(value: i32) -> Code {
    let size = Code::tight(literal(Literal::u32_unsuffixed(value.unsigned_abs())));
    if value < 0 { size.negate() } else { size }
}

/// `12_i32`, for a method call on it.
pub(crate) fn typed_int(value: i32) -> Code {
    let text = format!("{}_i32", value.unsigned_abs());
    let size = match text.parse::<Literal>() {
        Ok(size) => Code::tight(literal(size)),
        Err(_) => int(value),
    };
    if value < 0 { size.negate() } else { size }
}

/// `1.5`, or a constant where there is no literal.
pub(crate) fn float(value: f64) -> Code {
    if value.is_nan() {
        return Code::tight(code!(f64::NAN));
    }
    let size = if value.is_infinite() {
        Code::tight(code!(f64::INFINITY))
    } else {
        Code::tight(literal(float_literal(value.abs())))
    };
    if value.is_sign_negative() {
        size.negate()
    } else {
        size
    }
}

/// Without a row of zeros: `1.5e300`.
fn float_literal(value: f64) -> Literal {
    const LARGE: f64 = 1e16;
    const SMALL: f64 = 1e-5;
    let plain = value == 0.0 || (SMALL..LARGE).contains(&value);
    let short = (!plain)
        .then(|| format!("{value:e}").parse().ok())
        .flatten();
    short.unwrap_or_else(|| Literal::f64_unsuffixed(value))
}

fn literal(mut literal: Literal) -> TokenStream {
    literal.set_span(crate::marks::current());
    literal.to_token_stream()
}

/// A path of the prelude or of std: `hx::Map::new`.
pub(crate) fn path(text: &str) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (at, part) in text.split("::").enumerate() {
        if at > 0 {
            tokens.extend(code!(::));
        }
        ident(part).to_tokens(&mut tokens);
    }
    tokens
}

/// An identifier without a place.
pub(crate) fn plain_ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The name of a module.
pub(crate) fn plain_module(name: &str) -> Ident {
    if crate::reserved::is_keyword(name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        plain_ident(name)
    }
}
