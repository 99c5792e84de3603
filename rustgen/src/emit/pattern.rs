//! Patterns. What Rust cannot look through (an `Rc`, a `Str`, a cell, an array) is bound to a name and matched by a `let`
//! in the arm's guard.

use super::{Binding, Context, Form, Hold, Value};
use crate::code::{self, Code, Level, ident};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Const, ExprId, LocalId, Pattern, PatternId, Ty, TypeDef};
use proc_macro2::{TokenStream, TokenTree};

/// What surrounds a pattern: what it is matched against.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    /// The form of the value.
    pub repr: Repr,
    /// Whether Rust binds by reference there.
    pub by_reference: bool,
    /// Whether `Rc` and `Str` are already looked through: `&*e`, `&*s`.
    pub looked_through: bool,
    /// The name that the whole value has.
    pub whole: Option<proc_macro2::Ident>,
}

/// Conditions that a pattern leaves to its arm's guard, in order.
pub(crate) type Guards = Vec<Code>;

impl Context<'_> {
    /// The Rust pattern for `pattern`. Bound variables are known afterwards.
    pub(crate) fn pattern(
        &mut self,
        pattern: PatternId,
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        self.at_pattern(pattern, |this| this.pattern_here(pattern, matched, guards))
    }

    fn pattern_here(
        &mut self,
        pattern: PatternId,
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard => code!(_),
            Pattern::Bind { local, inner: None } => self.bind(*local, matched),
            Pattern::Bind {
                local,
                inner: Some(inner),
            } => {
                let (local, inner) = (*local, *inner);
                if !self.is_read(local) {
                    return self.pattern(inner, matched, guards);
                }
                if matched.looked_through {
                    let _ = self.bind(local, matched);
                    return self.pattern(inner, matched, guards);
                }
                let name = self.bind(local, matched);
                let inside = self.pattern(inner, matched, guards);
                if name.to_string() == "_" {
                    return inside;
                }
                if inside.to_string() == "_" {
                    return name;
                }
                if has_alternatives(&inside) {
                    code!(#name @ (#inside))
                } else {
                    code!(#name @ #inside)
                }
            }
            Pattern::Constant(constant) => self.constant_pattern(constant, matched, guards),
            Pattern::Constructor {
                constructor,
                arguments,
            } => self.constructor_pattern(*constructor, arguments, matched, guards),
            Pattern::Structure(fields) => self.structure_pattern(pattern, fields, matched, guards),
            Pattern::Array(items) => self.array_pattern(items, matched, guards),
            Pattern::Or(list) => self.or_pattern(pattern, list, matched, guards),
            Pattern::Extractor {
                input,
                value,
                inner,
            } => {
                let (input, value, inner) = (*input, *value, *inner);
                let name = self.whole_name(matched, Some(input));
                let subject = self.guarded(|this| this.value(value));
                let whole = subject.repr;
                let binds = matches!(self.body.patterns[inner], Pattern::Bind { .. });
                let basic =
                    self.world.is_copy(whole) || matches!(self.world.kind(whole.ty), Kind::String);
                let keeps = binds || basic || self.takes_null(inner);
                // A variable is the value itself, not what is behind its pointer.
                let is_variable =
                    matches!(self.body.patterns[inner], Pattern::Bind { inner: None, .. });
                let (subject, inside) = if is_variable && self.looks_through(whole) {
                    let code = self.reference(&subject);
                    let matched = Matched {
                        repr: whole,
                        by_reference: true,
                        looked_through: false,
                        whole: None,
                    };
                    (code, matched)
                } else {
                    self.subject(value, subject, keeps)
                };
                let mut more = Guards::new();
                let inner = self.pattern(inner, &inside, &mut more);
                guards.push(Code::new(Level::Compare, code!(let #inner = #subject)));
                guards.extend(more);
                name
            }
        }
    }

    /// `&*e` and the like: the value as it is matched.
    pub(crate) fn subject(
        &mut self,
        expr: ExprId,
        value: Value,
        keeps_null: bool,
    ) -> (Code, Matched) {
        let value = if keeps_null {
            value
        } else {
            self.some_case(expr, value)
        };
        let repr = value.repr;
        let copy = self.world.is_copy(repr);
        let through = self.looks_through(repr);
        let code = if copy {
            self.own(&value)
        } else if through && repr.null {
            value.code.method("as_deref", &[])
        } else if through {
            let text = super::text::borrowed(&value.code);
            match value.hold {
                Hold::Owned if text.is_some() => text.unwrap_or(value.code),
                Hold::Owned | Hold::Place => value.code.dereference().reference(),
                Hold::Reference => value.code.dereference().dereference().reference(),
                Hold::Guard => value.code.dereference().dereference().reference(),
            }
        } else {
            self.reference(&value)
        };
        let matched = Matched {
            repr,
            by_reference: !copy,
            looked_through: through,
            whole: None,
        };
        (code, matched)
    }

    /// Whether a value of this form is matched through its pointer.
    pub(crate) fn looks_through(&self, repr: Repr) -> bool {
        let kind = self.world.kind(repr.ty);
        if let Kind::Enum(def, _) = kind {
            !self.world.is_plain_enum(def)
        } else {
            matches!(kind, Kind::String)
        }
    }

    fn bind(&mut self, local: LocalId, matched: &Matched) -> TokenStream {
        if !self.is_read(local) {
            return code!(_);
        }
        if let Some(whole) = &matched.whole {
            self.aliases.insert(local, whole.clone());
            self.narrowed.insert(
                local,
                Binding {
                    repr: matched.repr,
                    form: Form::Plain,
                },
            );
            return code!(_);
        }
        let name = self.name(local);
        let form = if matched.by_reference {
            Form::Reference
        } else {
            Form::Plain
        };
        self.narrowed.insert(
            local,
            Binding {
                repr: matched.repr,
                form,
            },
        );
        code!(#name)
    }

    /// A name for the whole value: that of `local`, or a new one.
    fn whole_name(&mut self, matched: &Matched, local: Option<LocalId>) -> TokenStream {
        if let Some(local) = local {
            return self.bind(local, matched);
        }
        let name = self.fresh_in_arm("value");
        code!(#name)
    }

    pub(super) fn some_pattern(&self, matched: &Matched, inside: TokenStream) -> TokenStream {
        if matched.repr.null {
            code!(Some(#inside))
        } else {
            inside
        }
    }

    fn constant_pattern(
        &mut self,
        constant: &Const,
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        if matches!(self.world.kind(matched.repr.ty), Kind::Dynamic) && *constant != Const::Null {
            return self.same_in_dynamic(constant, matched, guards);
        }
        match constant {
            Const::Null => code!(None),
            Const::Bool(_) | Const::Int(_) => {
                let float = matches!(self.world.kind(matched.repr.ty), Kind::Float);
                if float {
                    return self.compared(
                        super::constant::constant_code(constant, true),
                        matched,
                        guards,
                    );
                }
                let code = super::constant::constant_code(constant, false);
                self.some_pattern(matched, code!(#code))
            }
            Const::Float(_) => {
                let code = super::constant::constant_code(constant, true);
                self.compared(code, matched, guards)
            }
            Const::String(text) => {
                let text = code::text(text);
                if matched.looked_through {
                    return self.some_pattern(matched, code!(#text));
                }
                self.compared(text, matched, guards)
            }
        }
    }

    /// A value in Dynamic that is compared in the guard.
    fn same_in_dynamic(
        &mut self,
        constant: &Const,
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        let code = match constant {
            Const::String(text) => code::text(text),
            Const::Null | Const::Bool(_) | Const::Int(_) => {
                super::constant::constant_code(constant, false)
            }
            Const::Float(_) => super::constant::constant_code(constant, true),
        };
        let name = match &matched.whole {
            Some(name) => name.clone(),
            None => self.fresh_in_arm("value"),
        };
        let operand = Code::ident(&name);
        let operand = if matched.by_reference && matched.whole.is_none() {
            operand
        } else {
            operand.reference()
        };
        guards.push(Code::tight(code!(hx::same(#operand, &hx::dynamic(#code)))));
        if matched.whole.is_some() {
            return code!(_);
        }
        code!(#name)
    }

    /// A value that is compared in the guard.
    fn compared(&mut self, with: Code, matched: &Matched, guards: &mut Guards) -> TokenStream {
        let name = match &matched.whole {
            Some(name) => name.clone(),
            None => self.fresh_in_arm("value"),
        };
        let operand = Code::ident(&name);
        let operand = if matched.by_reference && matched.whole.is_none() {
            operand.dereference()
        } else {
            operand
        };
        guards.push(Code::binary(Level::Compare, &operand, code!(==), &with));
        if matched.whole.is_some() {
            return code!(_);
        }
        self.some_pattern(matched, code!(#name))
    }

    fn constructor_pattern(
        &mut self,
        constructor: MemberId,
        arguments: &[PatternId],
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        let enumeration = self.scope.item(constructor.owner());
        let variant = ident(&self.world.names.member(constructor));
        let plain = self.world.is_plain_enum(constructor.owner());
        if !plain && !matched.looked_through {
            let name = self.fresh_in_arm("value");
            let mut inner = Guards::new();
            let inside = Matched {
                repr: Repr {
                    null: false,
                    ..matched.repr
                },
                by_reference: true,
                looked_through: true,
                whole: None,
            };
            let pattern = self.constructor_pattern(constructor, arguments, &inside, &mut inner);
            let operand = Code::ident(&name);
            let through = if matched.by_reference {
                operand.dereference().dereference().reference()
            } else {
                operand.dereference().reference()
            };
            guards.push(Code::new(Level::Compare, code!(let #pattern = #through)));
            guards.extend(inner);
            return self.some_pattern(matched, code!(#name));
        }
        if arguments.is_empty() {
            return self.some_pattern(matched, code!(#enumeration::#variant));
        }
        let params = self.constructor_params(constructor, matched.repr.ty);
        let mut inside = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let repr = params.get(at).copied().unwrap_or(matched.repr);
            let part = Matched {
                repr,
                // What is copied is matched itself, and so are its parts.
                by_reference: !plain || matched.by_reference,
                looked_through: false,
                whole: None,
            };
            if !self.is_wild(*argument) {
                let mut needs = self.world.needs.borrow_mut();
                needs.read_parameters.insert((constructor, at));
            }
            if self.world.holds_parameter(constructor, at) {
                inside.push(self.pattern(*argument, &part, guards));
            }
        }
        if inside.is_empty() {
            return self.some_pattern(matched, code!(#enumeration::#variant));
        }
        self.some_pattern(matched, code!(#enumeration::#variant(#(#inside),*)))
    }

    /// The forms of a constructor's parameters in an enum of type `ty`.
    pub(crate) fn constructor_params(&self, constructor: MemberId, ty: Ty) -> Vec<Repr> {
        let Some(TypeDef::Enum(def)) = self.world.program.types.get(&constructor.owner()) else {
            return Vec::new();
        };
        let Some(found) = def
            .constructors
            .iter()
            .find(|found| found.id == constructor)
        else {
            return Vec::new();
        };
        let arguments: &[Ty] = if let Kind::Enum(_, arguments) = self.world.kind(ty) {
            arguments
        } else {
            &[]
        };
        let map: Vec<_> = def
            .header
            .type_params
            .iter()
            .map(|param| param.id)
            .zip(arguments.iter().copied())
            .collect();
        let params = found.params.iter().enumerate();
        params
            .map(|(at, param)| {
                let _ = at;
                let flag = self.world.constructor_flag(constructor, param.ty);
                self.world
                    .instance(param.ty, flag, param.ty.substitute(&map))
                    .0
            })
            .collect()
    }

    pub(super) fn is_wild(&self, pattern: PatternId) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard => true,
            Pattern::Bind { local, inner: None } => !self.is_read(*local),
            Pattern::Bind { .. }
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Or(_)
            | Pattern::Extractor { .. } => false,
        }
    }

    fn or_pattern(
        &mut self,
        pattern: PatternId,
        list: &[PatternId],
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        if let Some(at) = self.chosen.get(&pattern).copied() {
            return match list.get(at) {
                Some(part) => self.pattern(*part, matched, guards),
                None => code!(_),
            };
        }
        // `null, _`: everything.
        let is = |part: &PatternId, wild: bool| match &self.body.patterns[*part] {
            Pattern::Wildcard => wild,
            Pattern::Constant(_) => !wild,
            Pattern::Bind { .. }
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Or(_)
            | Pattern::Extractor { .. } => false,
        };
        if list.iter().all(|part| is(part, true) || is(part, false))
            && list.iter().any(|part| is(part, true))
        {
            return code!(_);
        }
        let texts: Option<Vec<Code>> = list
            .iter()
            .map(|part| match &self.body.patterns[*part] {
                Pattern::Constant(Const::String(text)) => Some(code::text(text)),
                Pattern::Wildcard
                | Pattern::Bind { .. }
                | Pattern::Constant(_)
                | Pattern::Constructor { .. }
                | Pattern::Structure(_)
                | Pattern::Array(_)
                | Pattern::Or(_)
                | Pattern::Extractor { .. } => None,
            })
            .collect();
        if let (Some(texts), false) = (texts, matched.looked_through) {
            let name = self.fresh_in_arm("value");
            let operand = Code::ident(&name).dereference();
            let operand = if matched.by_reference {
                operand.dereference()
            } else {
                operand
            }
            .reference();
            guards.push(Code::tight(code!(matches!(#operand, #(#texts)|*))));
            return self.some_pattern(matched, code!(#name));
        }
        let mut parts = Vec::new();
        let mut inner = Guards::new();
        for part in list {
            if self.is_dead(*part) {
                continue;
            }
            parts.push(self.pattern(*part, matched, &mut inner));
        }
        if !inner.is_empty() {
            let range = self
                .spans
                .patterns
                .entry(pattern)
                .copied()
                .unwrap_or_default();
            self.world.unsupported(
                self.file,
                Some(self.member),
                range,
                "this alternative inside a pattern is",
            );
        }
        match parts.as_slice() {
            [] => code!(_),
            [one] => code!(#one),
            several => code!(#(#several)|*),
        }
    }

    /// Whether a pattern can never match, since its constructor is never built.
    pub(crate) fn is_dead(&self, pattern: PatternId) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                let built = self.world.is_built(*constructor);
                !built || arguments.iter().any(|argument| self.is_dead(*argument))
            }
            Pattern::Or(list) => match self.chosen.get(&pattern).and_then(|at| list.get(*at)) {
                Some(part) => self.is_dead(*part),
                None => list.iter().all(|part| self.is_dead(*part)),
            },
            Pattern::Bind {
                inner: Some(inner), ..
            }
            | Pattern::Extractor { inner, .. } => self.is_dead(*inner),
            Pattern::Structure(fields) => fields.iter().any(|(_, part)| self.is_dead(*part)),
            Pattern::Array(parts) => parts.iter().any(|part| self.is_dead(*part)),
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } | Pattern::Constant(_) => false,
        }
    }

    /// Whether a pattern takes null, if nothing before it does: as itself, or as anything.
    pub(crate) fn takes_null(&self, pattern: PatternId) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard
            | Pattern::Bind { inner: None, .. }
            | Pattern::Constant(Const::Null)
            | Pattern::Extractor { .. } => true,
            Pattern::Or(list) => list.iter().any(|part| self.takes_null(*part)),
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.takes_null(*inner),
            Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_) => false,
        }
    }
}

/// `1 | 2`.
fn has_alternatives(pattern: &TokenStream) -> bool {
    let mut parts = pattern.clone().into_iter();
    parts.any(|part| matches!(part, TokenTree::Punct(punct) if punct.as_char() == '|'))
}
