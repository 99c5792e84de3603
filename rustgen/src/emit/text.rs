//! Text: concatenation and interpolation as one `format!`, `trace`, and `Std.string`.

use super::{Context, Hold, Value};
use crate::code::{self, Code};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::hir::{Callee, Const, Conversion, Expr, ExprId, NativeId, Ty};
use proc_macro2::{TokenStream, TokenTree};

/// A format string and its arguments.
struct Format {
    template: String,
    arguments: Vec<TokenStream>,
}

impl Context<'_> {
    /// `a + b` with a string, interpolation.
    pub(crate) fn concat(&mut self, expr: ExprId, parts: &[ExprId]) -> Value {
        let repr = Repr {
            ty: Ty::string(),
            null: false,
        };
        let _ = expr;
        let format = self.format(parts);
        if format.arguments.is_empty() && !format.template.contains('{') {
            let literal = code::text(&format.template);
            return Value::new(Code::call(code!(Str::lit), &[literal]), repr);
        }
        if let ("{}", [only]) = (format.template.as_str(), format.arguments.as_slice()) {
            let _ = only;
            if let [part] = parts {
                return Value::new(self.text_owned(*part), repr);
            }
        }
        let made = format.call(code!(format!));
        Value::new(Code::call(code!(Str::from), &[made]), repr)
    }

    /// `trace(a, b)`.
    pub(crate) fn trace(&mut self, expr: ExprId, parts: &[ExprId]) -> TokenStream {
        let mut format = Format {
            template: String::new(),
            arguments: Vec::new(),
        };
        let mut held = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                format.template.push(',');
            }
            let after = parts.get(at + 1..).unwrap_or_default();
            let mut flat = Vec::new();
            self.flatten_concat(&[*part], &mut flat);
            let in_turn = matches!(self.body.exprs[self.peeled(*part)], Expr::Concat(_));
            for (at, part) in flat.iter().enumerate() {
                let later = flat.get(at + 1..).unwrap_or_default();
                let later = [later, after].concat();
                if self.format_part(*part, &later, in_turn, &mut format) {
                    held.push(self.pin(*part));
                }
            }
        }
        held.into_iter().rev().for_each(|held| self.unpin(held));
        let position = code::text(&self.position(expr));
        let template = code::text(&format.template);
        let arguments = &format.arguments;
        code!(hx::trace!(#position, #template #(, #arguments)*);)
    }

    /// The texts of all parts as one format.
    fn format(&mut self, parts: &[ExprId]) -> Format {
        let mut format = Format {
            template: String::new(),
            arguments: Vec::new(),
        };
        let mut flat = Vec::new();
        self.flatten_concat(parts, &mut flat);
        // What parts refer to is held until the text is made.
        let mut held = Vec::new();
        for (at, part) in flat.iter().enumerate() {
            let later = flat.get(at + 1..).unwrap_or_default();
            if self.format_part(*part, later, true, &mut format) {
                held.push(self.pin(*part));
            }
        }
        held.into_iter().rev().for_each(|held| self.unpin(held));
        format
    }

    fn flatten_concat(&self, parts: &[ExprId], flat: &mut Vec<ExprId>) {
        for part in parts {
            let part = self.peeled(*part);
            if let Expr::Concat(inner) = &self.body.exprs[part] {
                self.flatten_concat(inner, flat);
            } else {
                flat.push(part);
            }
        }
    }

    /// Adds the text of `part`. The parts `later` are evaluated between the value and the making of the text: where they
    /// may change what the text says, it is made before them (`in_turn`), or at least the value is taken before. Whether
    /// the argument refers to what `part` reads.
    fn format_part(
        &mut self,
        part: ExprId,
        later: &[ExprId],
        in_turn: bool,
        format: &mut Format,
    ) -> bool {
        let part = self.peeled(part);
        if let Expr::Const(Const::String(text)) = &self.body.exprs[part] {
            format
                .template
                .push_str(&text.replace('{', "{{").replace('}', "}}"));
            return false;
        } else if let Expr::Const(Const::Int(value)) = &self.body.exprs[part] {
            format.template.push_str(&value.to_string());
            return false;
        }
        let value = self.open_value(part);
        self.world.need(value.repr.ty, Bound::Show);
        if self.changes_before_text(part, &value, later, in_turn) {
            format.template.push_str("{}");
            let reference = self.reference(&value);
            format.arguments.push(code!(hx::text(#reference)));
            return false;
        }
        if self.displays(value.repr) {
            let is_name = is_identifier(&value.code);
            if is_name {
                format.template.push('{');
                format.template.push_str(&value.code.tokens.to_string());
                format.template.push('}');
                return true;
            }
            format.template.push_str("{}");
            let refers = value.hold != Hold::Owned;
            let code = borrowed(&value.code).unwrap_or(value.code);
            format.arguments.push(code!(#code));
            return refers;
        }
        format.template.push_str("{}");
        let reference = self.reference(&value);
        format.arguments.push(code!(hx::show(#reference)));
        true
    }

    /// Whether what comes `later` may change the text of a value that was computed before.
    fn changes_before_text(
        &self,
        part: ExprId,
        value: &Value,
        later: &[ExprId],
        in_turn: bool,
    ) -> bool {
        let basic = matches!(
            self.world.kind(value.repr.ty),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Int64 | Kind::String
        );
        if let (Some(local), true) = (self.variable_of(part), basic) {
            return later.iter().any(|later| self.assigns(*later, local));
        }
        // A `toString` of the program may change what is read later.
        let calm = self.text_is_calm(part);
        let mut later = later.iter().map(|later| self.peeled(*later));
        in_turn
            && !basic
            && later.any(|later| self.may_write(later) || !(calm || self.is_simple(later)))
    }

    /// Whether evaluating `expr` may change what an object holds.
    fn may_write(&self, expr: ExprId) -> bool {
        let mut found = false;
        self.body.for_each_below(expr, false, &mut |part| {
            found |= if let Expr::Call { callee, .. } = &self.body.exprs[part] {
                !matches!(callee, Callee::Constructor(_))
            } else if let Expr::Concat(parts) = &self.body.exprs[part] {
                parts.iter().any(|part| !self.text_is_calm(*part))
            } else {
                matches!(
                    self.body.exprs[part],
                    Expr::New { .. } | Expr::Assign { .. } | Expr::Update { .. }
                )
            };
        });
        found
    }

    /// Without the conversion to Dynamic that a parameter of that type asks for.
    pub(crate) fn peeled(&self, expr: ExprId) -> ExprId {
        let mut expr = expr;
        while let Expr::Convert {
            kind: Conversion::ToDynamic | Conversion::Upcast,
            operand,
        } = &self.body.exprs[expr]
        {
            expr = *operand;
        }
        expr
    }

    /// Whether Rust's `Display` is Haxe's text.
    fn displays(&self, repr: Repr) -> bool {
        !repr.null
            && matches!(
                self.world.kind(repr.ty),
                Kind::Int | Kind::Bool | Kind::Int64 | Kind::String
            )
    }

    /// The text of a value as an owned string.
    pub(crate) fn text_owned(&mut self, expr: ExprId) -> Code {
        let expr = self.peeled(expr);
        let value = self.open_value(expr);
        self.world.need(value.repr.ty, Bound::Show);
        if !value.repr.null && matches!(self.world.kind(value.repr.ty), Kind::String) {
            return self.own(&value);
        }
        let reference = self.reference(&value);
        Code::call(code!(hx::text), &[reference])
    }

    /// The value whose text is added to a string, where that is no string already.
    pub(crate) fn shown_value(&mut self, expr: ExprId) -> Option<Code> {
        let expr = self.peeled(expr);
        if let Expr::Call {
            callee: Callee::Static(function),
            arguments,
        } = &self.body.exprs[expr]
            && let [shown] = **arguments
            && self.native_of(*function) == Some(NativeId::StdString)
        {
            return Some(self.shown_reference(shown));
        }
        if matches!(self.world.kind(self.ty(expr)), Kind::String) && !self.natural(expr).null {
            return None;
        }
        Some(self.shown_reference(expr))
    }

    /// Whether the text is a literal.
    pub(crate) fn text_is_constant(&self, expr: ExprId) -> bool {
        matches!(
            self.body.exprs[self.peeled(expr)],
            Expr::Const(Const::String(_))
        )
    }

    /// The text of a value as something that is added to a string: `&str`.
    pub(crate) fn text_reference(&mut self, expr: ExprId) -> Code {
        let expr = self.peeled(expr);
        if let Some(text) = self.literal_text(expr) {
            return code::text(text);
        }
        if let Expr::Concat(parts) = &self.body.exprs[expr] {
            let format = self.format(parts);
            if format.arguments.is_empty() && !format.template.contains('{') {
                return code::text(&format.template);
            }
            return format.call(code!(format!)).reference();
        }
        let value = self.open_value(expr);
        self.world.need(value.repr.ty, Bound::Show);
        if !value.repr.null && matches!(self.world.kind(value.repr.ty), Kind::String) {
            if let Some(text) = borrowed(&value.code) {
                return text;
            }
            return match value.hold {
                Hold::Owned | Hold::Place => value.code.reference(),
                Hold::Reference => value.code,
                Hold::Guard => value.code.dereference().reference(),
            };
        }
        let reference = self.reference(&value);
        Code::call(code!(hx::text), &[reference]).reference()
    }

    /// A reference to a value whose text a function of the prelude makes.
    pub(crate) fn shown_reference(&mut self, expr: ExprId) -> Code {
        let expr = self.peeled(expr);
        if let Some(text) = self.literal_text(expr) {
            return code::text(text);
        }
        let value = self.open_value(expr);
        self.world.need(value.repr.ty, Bound::Show);
        self.reference(&value)
    }
}

impl Format {
    fn call(self, name: TokenStream) -> Code {
        let template = code::text(&self.template);
        let arguments = self.arguments;
        Code::tight(code!(#name(#template #(, #arguments)*)))
    }
}

/// The `&str` that a `Str` was made of, where a function of the prelude gave it.
pub(super) fn borrowed(code: &Code) -> Option<Code> {
    let mut tokens = code.tokens.clone().into_iter();
    for wanted in ["Str", ":", ":", "from"] {
        if tokens.next()?.to_string() != wanted {
            return None;
        }
    }
    let (Some(TokenTree::Group(inside)), None) = (tokens.next(), tokens.next()) else {
        return None;
    };
    let is_macro = inside.stream().into_iter().nth(1)?.to_string() == "!";
    (!is_macro).then(|| Code::tight(inside.stream()))
}

/// Whether code borrows out of a cell: what it gives must not live through a call.
pub(super) fn guards(code: &TokenStream) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => guards(&group.stream()),
        TokenTree::Ident(name) => ["borrow", "with"].iter().any(|word| name == word),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn is_identifier(code: &Code) -> bool {
    let mut tokens = code.tokens.clone().into_iter();
    let first = tokens.next();
    let raw = |name: &proc_macro2::Ident| {
        let name = name.to_string();
        name.starts_with("r#") || name == "self" || name == "true" || name == "false"
    };
    matches!(first, Some(TokenTree::Ident(name)) if !raw(&name)) && tokens.next().is_none()
}
