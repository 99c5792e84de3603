//! Texts of what can be wrong inside a body, where several places report the same.

use super::Lowering;
use crate::definition::Form;
use crate::{ExprId, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::diagnostic::did_you_mean;
use hx2rs_base::{Diagnostic, Name, Span, TextRange};

/// Why a certain type is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reason {
    /// It is plain from the place itself.
    Plain,
    /// A variable or field was declared there with this type.
    Declared(Name, Span),
    /// It is an argument; the parameter is declared there.
    Argument(Name, Option<Span>),
    /// The function's result type was given there.
    Result(Span),
    /// It is a condition.
    Condition,
    /// Branches of one choice agree: the first one is there.
    Branch(TextRange),
    /// Elements of one literal agree.
    Element,
    /// An operator asks for it.
    Operator(&'static str),
    /// It is thrown away unless it is what a key of a map is.
    Key,
}

impl Lowering<'_> {
    /// A type as messages show it.
    pub(super) fn show(&self, ty: Ty) -> String {
        let ty = self.table.resolve(ty).map(&mut |part| {
            let TyKind::TypeOf(def) = part.kind() else {
                return None;
            };
            let is_enum = self.env.form(*def) == Some(Form::Enum);
            is_enum.then(|| {
                let own = crate::infer::Facts::named(self.env, *def);
                Ty::new(TyKind::Abstract(crate::known::enum_(), [own].into()))
            })
        });
        ty.to_string()
    }

    /// Reports that `value` is no `to`, once.
    pub(super) fn mismatch(&mut self, value: ExprId, to: Ty, reason: Reason) -> ExprId {
        let from = self.ty(value);
        let range = self.spans.exprs[value];
        if self.is_void(from) {
            return self.void_value(range);
        }
        let (found, wanted) = (self.show(from), self.show(to));
        let mut diagnostic = Diagnostic::new(
            codes::TYPE_MISMATCH,
            self.span(range),
            format!("expected `{wanted}`, found `{found}`"),
        )
        .label(format!("this is {}", with_article(&found)));
        match reason {
            Reason::Plain => {}
            Reason::Declared(name, span) => {
                diagnostic = diagnostic.secondary(span, format!("`{name}` is declared here"));
            }
            Reason::Argument(name, Some(span)) => {
                diagnostic = diagnostic.secondary(span, format!("for its parameter `{name}`"));
            }
            Reason::Argument(name, None) => {
                diagnostic = diagnostic.note(format!("it is the argument for parameter `{name}`"));
            }
            Reason::Result(span) if self.is_void(to) => {
                diagnostic.message = format!("the function returns nothing, and this is `{found}`");
                diagnostic = diagnostic.secondary(span, "Void: no value is returned");
            }
            Reason::Result(span) => {
                diagnostic = diagnostic.secondary(span, format!("the function returns `{wanted}`"));
            }
            Reason::Condition => {
                diagnostic = diagnostic.note("a condition has to be true or false");
            }
            Reason::Branch(first) => {
                let span = self.span(first);
                diagnostic = diagnostic.secondary(span, format!("the first branch is `{wanted}`"));
            }
            Reason::Element => {
                diagnostic = diagnostic.note("all elements have the type of the first one, unless another type is asked for, such as `Array<Dynamic>`");
            }
            Reason::Operator(symbol) => {
                diagnostic = diagnostic.note(format!("because of the operator `{symbol}`"));
            }
            Reason::Key => diagnostic = diagnostic.note("it is the key of a map"),
        }
        if self.expanded(from).without_null().is(&TyKind::Float)
            && self.expanded(to).without_null().is(&TyKind::Int)
        {
            diagnostic = diagnostic
                .help("Std.int(…) cuts the fraction off, Math.round(…) rounds to the nearest Int");
        }
        if let Some(missing) = self.missing_member(from, to) {
            diagnostic = diagnostic.note(missing);
        }
        self.report(diagnostic);
        self.error_expr(range)
    }

    /// What keeps a value from being seen as a structure.
    fn missing_member(&self, from: Ty, to: Ty) -> Option<String> {
        let wide = self.expanded(to).without_null();
        let TyKind::Structure(fields) = wide.kind() else {
            return None;
        };
        let from = self.table.resolve(self.expanded(from).without_null());
        if !matches!(from.kind(), TyKind::Structure(_) | TyKind::Class(..)) {
            return None;
        }
        let missing = fields
            .iter()
            .find(|field| !field.optional && self.env.field_of(from, field.name).is_none())?;
        Some(format!("it has no field `{}`", missing.name))
    }

    /// Reports that a value is asked for where there is none.
    pub(super) fn void_value(&mut self, range: TextRange) -> ExprId {
        let diagnostic = Diagnostic::new(
            codes::VOID_VALUE,
            self.span(range),
            "a value is needed here, and this gives none",
        )
        .label("this is Void");
        self.report(diagnostic);
        self.error_expr(range)
    }

    /// Reports null where a basic type is asked for.
    pub(super) fn null_as_basic(&mut self, value: ExprId, to: Ty) -> ExprId {
        let range = self.spans.exprs[value];
        let wanted = self.show(to);
        let diagnostic = Diagnostic::new(
            codes::NULL_AS_BASIC_TYPE,
            self.span(range),
            format!("null is no `{wanted}`"),
        )
        .label(format!("`{wanted}` cannot be null"))
        .help(format!("declare it as `Null<{wanted}>` if it may be null"));
        self.report(diagnostic);
        self.error_expr(range)
    }

    /// Reports a construct that is known and not compiled yet.
    pub(super) fn unsupported(&mut self, range: TextRange, what: &str) -> ExprId {
        let diagnostic = Diagnostic::new(
            codes::NOT_SUPPORTED_YET,
            self.span(range),
            format!("{what} is not supported yet"),
        );
        self.report(diagnostic);
        self.error_expr(range)
    }

    /// A diagnostic about an unknown name, with the nearest known one.
    pub(super) fn unknown(
        &self,
        code: hx2rs_base::Code,
        range: TextRange,
        message: String,
        name: Name,
        candidates: impl IntoIterator<Item = Name>,
    ) -> Diagnostic {
        let span = self.span(range);
        let diagnostic = Diagnostic::new(code, span, message);
        let names: Vec<Name> = candidates.into_iter().collect();
        // Types and values are rarely mixed up: names of the same kind go first.
        let is_type = crate::scope::is_type_name(name);
        let (like, other): (Vec<Name>, Vec<Name>) = names
            .into_iter()
            .partition(|name| crate::scope::is_type_name(*name) == is_type);
        let near = |names: &[Name]| {
            let names = names.iter().map(|name| name.as_str());
            did_you_mean(name.as_str(), names)
        };
        match near(&like).or_else(|| near(&other)) {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .fix(format!("write `{near}`"), vec![(span, near.to_owned())]),
            None => diagnostic,
        }
    }
}

/// ``an `Int` ``, ``a `String` ``.
pub(super) fn with_article(noun: &str) -> String {
    let vowel = noun
        .chars()
        .next()
        .is_some_and(|first| "AEIOUaeiou".contains(first));
    format!("{} `{noun}`", if vowel { "an" } else { "a" })
}
