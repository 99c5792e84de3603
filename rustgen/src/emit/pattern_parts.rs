//! Patterns that look into structures, objects and arrays: their parts are read in the arm's guard.

use super::pattern::{Guards, Matched};
use super::{Context, Hold, Value};
use crate::code::{self, Code, Level, ident};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{LocalId, Pattern, PatternId, Ty};
use hx2rs_compiler::mir::FieldCell;
use indexmap::IndexMap;
use proc_macro2::{Ident, TokenStream};

impl Context<'_> {
    pub(super) fn structure_pattern(
        &mut self,
        pattern: PatternId,
        fields: &[(Name, PatternId)],
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        let _ = pattern;
        let name = self.looked_into(matched, guards);
        for (field, inner) in fields {
            let viewed = self.viewed_pattern_field(&name, matched.repr.ty, *field);
            if let Some(value) = viewed {
                self.part_pattern(*inner, value, guards);
                continue;
            }
            let Some((code, cell, repr)) = self.pattern_field(&name, matched.repr.ty, *field)
            else {
                let range = self
                    .spans
                    .patterns
                    .entry(*inner)
                    .copied()
                    .unwrap_or_default();
                self.world.unsupported(
                    self.file,
                    Some(self.member),
                    range,
                    "a pattern on this field is",
                );
                continue;
            };
            let value = match cell {
                FieldCell::Plain => Value::held(code, repr, Hold::Place),
                FieldCell::Cell => Value::new(code.method("get", &[]), repr),
                FieldCell::RefCell => {
                    Value::new(Code::call(code!(hx::get), &[code.reference()]), repr)
                }
            };
            self.part_pattern(*inner, value, guards);
        }
        if matched.whole.is_some() {
            return code!(_);
        }
        self.some_pattern(matched, code!(#name))
    }

    /// The name of the value whose parts a pattern looks at; null has none.
    fn looked_into(&mut self, matched: &Matched, guards: &mut Guards) -> Ident {
        match &matched.whole {
            Some(whole) if matched.repr.null => {
                let name = self.fresh_in_arm("value");
                let (inner, whole) = (Code::ident(&name), Code::ident(whole).reference());
                guards.push(Code::new(Level::Compare, code!(let Some(#inner) = #whole)));
                name
            }
            Some(whole) => whole.clone(),
            None => self.fresh_in_arm("value"),
        }
    }

    /// A part of a value that is read in the guard.
    fn part_pattern(&mut self, inner: PatternId, value: Value, guards: &mut Guards) {
        let through = self.looks_through(value.repr);
        let copy = self.world.is_copy(value.repr);
        let subject = if copy {
            self.own(&value)
        } else if through && value.repr.null {
            value.code.method("as_deref", &[])
        } else if through {
            value.code.dereference().reference()
        } else {
            self.reference(&value)
        };
        let binds_whole = matches!(
            self.body.patterns[inner],
            Pattern::Bind { .. } | Pattern::Extractor { .. }
        );
        if binds_whole && !copy {
            // The variable is the value itself, not what is behind its pointer.
            let plain = self.reference(&value);
            let inside = Matched {
                repr: value.repr,
                by_reference: true,
                looked_through: false,
                whole: None,
            };
            let mut more = Guards::new();
            let pattern = self.pattern(inner, &inside, &mut more);
            self.bind_part(inner, pattern, plain, guards);
            guards.extend(more);
            return;
        }
        let inside = Matched {
            repr: value.repr,
            by_reference: !copy,
            looked_through: through,
            whole: None,
        };
        let mut more = Guards::new();
        let pattern = self.pattern(inner, &inside, &mut more);
        self.bind_part(inner, pattern, subject, guards);
        guards.extend(more);
    }

    /// Matches a part in the guard; a mere variable that the guard does not use is bound behind it.
    fn bind_part(
        &mut self,
        inner: PatternId,
        pattern: TokenStream,
        subject: Code,
        guards: &mut Guards,
    ) {
        if pattern.to_string() == "_" {
            return;
        }
        if let Pattern::Bind { local, inner: None } = &self.body.patterns[inner] {
            let used = self.arm_guard.is_some_and(|guard| self.uses(guard, *local));
            if !used {
                self.late.extend(code!(let #pattern = #subject;));
                return;
            }
        }
        guards.push(Code::new(Level::Compare, code!(let #pattern = #subject)));
    }

    /// A field of a structure that is a trait.
    fn viewed_pattern_field(&mut self, name: &Ident, ty: Ty, field: Name) -> Option<Value> {
        let Kind::Structure(fields) = self.world.kind(ty) else {
            return None;
        };
        if !self.world.is_viewed(ty) {
            return None;
        }
        let declared = fields.iter().find(|declared| declared.name == field)?;
        let repr = self.world.structure_field_repr(declared);
        let object = Code::ident(name);
        Some(self.read_viewed(object, ty, field, repr))
    }

    fn pattern_field(
        &mut self,
        name: &Ident,
        ty: Ty,
        field: Name,
    ) -> Option<(Code, FieldCell, Repr)> {
        let object = Code::ident(name);
        let kind = self.world.kind(ty);
        if let Kind::Structure(fields) = kind {
            let declared = fields.iter().find(|declared| declared.name == field)?;
            self.world.need_structure_field(ty, field);
            let repr = self.world.structure_field_repr(declared);
            let cell = self.world.structure_cell(ty, declared);
            Some((
                object.field(&ident(&crate::names::snake(field.as_str()))),
                cell,
                repr,
            ))
        } else if let Kind::Class(def, _) = kind {
            let (id, declared, flag, cell) = self.world.instance_field(def, field)?;
            let path = self.base_path(object, def, id.owner(), true);
            let repr = self.world.repr(declared, flag);
            Some((path.field(&ident(&self.world.names.member(id))), cell, repr))
        } else {
            None
        }
    }

    pub(super) fn array_pattern(
        &mut self,
        items: &[PatternId],
        matched: &Matched,
        guards: &mut Guards,
    ) -> TokenStream {
        let Kind::Array(element) = self.world.kind(matched.repr.ty) else {
            return code!(_);
        };
        let name = self.looked_into(matched, guards);
        let object = Code::ident(&name);
        let length = Code::tight(code::int(items.len() as i32).tokens);
        if items.is_empty() {
            guards.push(object.method("is_empty", &[]));
        } else {
            let test = object.method("len", &[]);
            guards.push(Code::binary(Level::Compare, &test, code!(==), &length));
        }
        let repr = self.world.argument(element);
        for (at, item) in items.iter().enumerate() {
            if self.is_wild(*item) {
                continue;
            }
            let at = code::int(at as i32);
            let read = object.method("get", &[at]);
            let value = if repr.null {
                Value::new(read.method("flatten", &[]), repr)
            } else if self.world.has_default(repr) {
                Value::new(read.method("unwrap_or_default", &[]), repr)
            } else {
                Value::new(read, Repr { null: true, ..repr })
            };
            if value.repr.null && !repr.null {
                // Inside the length: there is an element.
                let inside = Matched {
                    repr,
                    by_reference: false,
                    looked_through: false,
                    whole: None,
                };
                let mut more = Guards::new();
                let pattern = self.pattern(*item, &inside, &mut more);
                let code = value.code;
                guards.push(Code::new(Level::Compare, code!(let Some(#pattern) = #code)));
                guards.extend(more);
            } else {
                self.part_pattern(*item, value, guards);
            }
        }
        if matched.whole.is_some() {
            return code!(_);
        }
        self.some_pattern(matched, code!(#name))
    }
}

impl Context<'_> {
    /// Whether alternatives bind a variable to values of different forms: `B(x) | D(x)`, where null is possible in one.
    pub(super) fn binds_differently(&self, list: &[PatternId]) -> bool {
        let mut forms = Vec::new();
        for part in list {
            self.bound_forms(*part, None, &mut forms);
        }
        let mut known: IndexMap<LocalId, Repr> = IndexMap::new();
        forms
            .into_iter()
            .any(|(local, form)| *known.entry(local).or_insert(form) != form)
    }

    /// The forms of the parameters of constructors that a pattern binds.
    fn bound_forms(
        &self,
        pattern: PatternId,
        form: Option<Repr>,
        found: &mut Vec<(LocalId, Repr)>,
    ) {
        match &self.body.patterns[pattern] {
            Pattern::Bind { local, inner } => {
                if self.is_read(*local) {
                    found.extend(form.map(|form| (*local, form)));
                }
                if let Some(inner) = inner {
                    self.bound_forms(*inner, form, found);
                }
            }
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                if self.is_dead(pattern) {
                    return;
                }
                let ty = self.body.pattern_types[pattern];
                let forms = self.constructor_params(*constructor, ty);
                for (part, form) in arguments.iter().zip(forms) {
                    self.bound_forms(*part, Some(form), found);
                }
            }
            Pattern::Or(list) => {
                for part in list {
                    self.bound_forms(*part, form, found);
                }
            }
            Pattern::Array(parts) => {
                for part in parts {
                    self.bound_forms(*part, None, found);
                }
            }
            Pattern::Structure(fields) => {
                for (_, part) in fields {
                    self.bound_forms(*part, None, found);
                }
            }
            Pattern::Extractor { inner, .. } => self.bound_forms(*inner, None, found),
            Pattern::Wildcard | Pattern::Constant(_) => {}
        }
    }
}
