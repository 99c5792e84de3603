//! `a[i]`: elements of arrays, and entries of maps, which are calls of `get` and `set`.

use super::access::{Access, AccessKind};
use super::{Lowering, Reason, Want};
use crate::infer::Facts;
use crate::lookup::Found;
use crate::role::Role;
use crate::{Expr, ExprId, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, Name, TextRange};
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// `receiver[index]`.
    pub(super) fn index(
        &mut self,
        receiver: ast::ExprId,
        index: ast::ExprId,
        range: TextRange,
    ) -> Access {
        let left = self.access(receiver);
        let object = self.read_for_element(left);
        let object = self.as_constraint_with_elements(object);
        let ty = self.ty(object);
        let point = range.start;
        if let Some((key_ty, value_ty)) = self.map_entry(ty) {
            let key = self.value_as(index, key_ty, Reason::Key);
            let kind = AccessKind::Entry {
                map: object,
                key,
                value_ty,
            };
            return Access { kind, range, point };
        }
        let int = Ty::new(TyKind::Int);
        if self.expanded(ty).infer_number().is_some() {
            // As officially: what is indexed and not known is an array.
            let array = Ty::array(self.fresh());
            crate::infer::assignable(&mut self.table, self.env, ty, array);
        }
        if let Some(element) = self.array_element(ty) {
            let index = self.value_as(index, int, Reason::Plain);
            let kind = AccessKind::Index {
                array: object,
                index,
                ty: element,
            };
            return Access { kind, range, point };
        }
        if self.abstract_of(ty).is_some() {
            return self.abstract_element(object, index, range);
        }
        let wide = self.expanded(ty).without_null();
        if let TyKind::Dynamic(inner) = wide.kind() {
            // Only arrays have elements.
            let element = inner.unwrap_or(Ty::new(TyKind::Dynamic(None)));
            let array = self.coerce(object, Ty::array(element), Reason::Plain);
            let index = self.value_as(index, int, Reason::Plain);
            let ty = element;
            let kind = AccessKind::Index { array, index, ty };
            return Access { kind, range, point };
        }
        self.value(index, None);
        match wide.kind() {
            TyKind::Error | TyKind::Dynamic(_) => {}
            TyKind::Infer(_) => {}
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_) => self.no_elements(ty, range),
        }
        self.error_access(range)
    }

    /// A value of a type parameter as that of its constraints which has elements.
    pub(super) fn as_constraint_with_elements(&mut self, object: ExprId) -> ExprId {
        let wide = self.expanded(self.ty(object)).without_null();
        let TyKind::Param(param) = wide.kind() else {
            return object;
        };
        let constraints = self.env.constraints(*param);
        let found = constraints.into_iter().find(|ty| {
            self.map_entry(*ty).is_some()
                || self.array_element(*ty).is_some()
                || self.abstract_of(*ty).is_some()
        });
        match found {
            Some(constraint) => self.coerce(object, constraint, Reason::Plain),
            None => object,
        }
    }

    fn no_elements(&mut self, ty: Ty, range: TextRange) {
        let shown = self.show(ty);
        let mut diagnostic = Diagnostic::new(
            codes::NO_INDEX,
            self.span(range),
            format!("`{shown}` has no elements to index"),
        );
        if self.expanded(ty).without_null() == Ty::string() {
            diagnostic = diagnostic.help("charAt(index) gives a character of a String");
        }
        self.report(diagnostic);
    }

    /// `object[index]` of an abstract.
    fn abstract_element(&mut self, object: ExprId, index: ast::ExprId, range: TextRange) -> Access {
        let index = self.value(index, None);
        let own = self.ty(object);
        let point = range.start;
        let without_body = [false, true].into_iter().any(|writes| {
            let mark = self.table.mark();
            let found = self.element_function(own, index, writes);
            self.table.undo(mark);
            found.is_some_and(|found| !found.has_body)
        });
        let has_function = [false, true].into_iter().any(|writes| {
            let mark = self.table.mark();
            let found = self.element_function(own, index, writes).is_some();
            self.table.undo(mark);
            found
        });
        if !has_function && let Some((array, ty)) = self.as_array(object) {
            let index = self.coerce(index, Ty::new(TyKind::Int), Reason::Plain);
            let kind = AccessKind::Index { array, index, ty };
            return Access { kind, range, point };
        }
        let kind = match self.underlying(own).filter(|_| without_body) {
            Some(below) => {
                let Some(element) = self.array_element(below) else {
                    self.no_elements(own, range);
                    return self.error_access(range);
                };
                let array = self.reinterpret(object, below);
                let index = self.coerce(index, Ty::new(TyKind::Int), Reason::Plain);
                let ty = element;
                AccessKind::Index { array, index, ty }
            }
            None => AccessKind::Element { object, index },
        };
        Access { kind, range, point }
    }

    /// A value of an abstract as the array that it turns into, if it does, and the type of its elements.
    fn as_array(&mut self, object: ExprId) -> Option<(ExprId, Ty)> {
        let element = self.fresh();
        let array = Ty::array(element);
        let mark = self.table.mark();
        let own = self.ty(object);
        let assignable = crate::infer::assignable(&mut self.table, self.env, own, array);
        // `Any` turns into arrays of whatever is asked for, and nothing is.
        let is_open = matches!(self.table.resolve(element).kind(), TyKind::Infer(_));
        if !assignable || is_open {
            self.table.undo(mark);
            return None;
        }
        Some((self.coerce(object, array, Reason::Plain), element))
    }

    /// Whether an abstract says what `value[0]` is.
    pub(super) fn has_element_function(&mut self, own: Ty) -> bool {
        let place = TextRange::default();
        let int = Ty::new(TyKind::Int);
        let index = self.push(Expr::Const(crate::Const::Int(0)), int, place);
        let mark = self.table.mark();
        let found = self.element_function(own, index, false).is_some();
        self.table.undo(mark);
        found
    }

    /// The element of an abstract: a call of its function.
    pub(super) fn element_get(
        &mut self,
        object: ExprId,
        index: ExprId,
        place: (TextRange, u32),
    ) -> ExprId {
        let own = self.ty(object);
        match self.element_function(own, index, false) {
            Some(found) => self.apply(&found, Role::Element, vec![object, index], place),
            None => {
                self.no_elements(own, place.0);
                self.error_expr(place.0)
            }
        }
    }

    /// What `object[index] = value` of an abstract takes as its value.
    pub(super) fn element_value_type(&mut self, object: ExprId, index: ExprId) -> Option<Ty> {
        let own = self.ty(object);
        let found = self.element_function(own, index, true)?;
        found.operands.get(2).copied()
    }

    /// `object[index] = value` of an abstract.
    pub(super) fn element_set(
        &mut self,
        object: ExprId,
        index: ExprId,
        value: ExprId,
        want: Want,
        place: (TextRange, u32),
    ) -> ExprId {
        let own = self.ty(object);
        let by_value = self.element_setter(own, index, Some(value)).1;
        let Some(found) = by_value.or_else(|| self.element_function(own, index, true)) else {
            self.no_elements(own, place.0);
            return self.error_expr(place.0);
        };
        let gives_value = !self.is_void(found.instance.result);
        if want == Want::Unused || gives_value {
            return self.apply(&found, Role::Element, vec![object, index, value], place);
        }
        let range = place.0;
        let mut steps = Vec::new();
        let object = self.hold_object(&mut steps, object);
        let [index, held] = [index, value].map(|value| {
            let (keep, local) = self.hold(value);
            steps.push(keep);
            local
        });
        let object = self.object_again(&object, range, place.1);
        let [index, value] = [index, held].map(|local| self.local(local, range));
        let call = self.apply(&found, Role::Element, vec![object, index, value], place);
        steps.push(call);
        let result = self.local(held, range);
        self.sequence(steps, result, range)
    }

    /// `map[key]`: `map.get(key)`.
    pub(super) fn entry_get(
        &mut self,
        map: ExprId,
        key: ExprId,
        value_ty: Ty,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let ty = Ty::null(value_ty);
        match self.entry_method(map, "get") {
            Some(method) => {
                let (callee, arguments) = self.member_callee(Some(map), method, vec![key]);
                let call = Expr::Call {
                    callee,
                    arguments: arguments.into(),
                };
                self.push_at(call, ty, range, point)
            }
            None => self.error_expr(range),
        }
    }

    /// `map[key] = value`: `map.set(key, value)`, and the value.
    pub(super) fn entry_set(
        &mut self,
        map: ExprId,
        key: ExprId,
        value: ExprId,
        want: Want,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let Some(method) = self.entry_method(map, "set") else {
            return self.error_expr(range);
        };
        let mut steps = Vec::new();
        let (map, key, value, result) = if want == Want::Unused {
            (map, key, value, None)
        } else {
            let (keep_map, map) = self.hold(map);
            let (keep_key, key) = self.hold(key);
            let (keep_value, value) = self.hold(value);
            steps.extend([keep_map, keep_key, keep_value]);
            let map = self.local(map, range);
            let key = self.local(key, range);
            (map, key, self.local(value, range), Some(value))
        };
        let (callee, arguments) = self.member_callee(Some(map), method, vec![key, value]);
        let call = Expr::Call {
            callee,
            arguments: arguments.into(),
        };
        let call = self.push_at(call, Ty::new(TyKind::Void), range, point);
        let Some(result) = result else {
            return call;
        };
        steps.push(call);
        let result = self.local(result, range);
        self.sequence(steps, result, range)
    }

    fn entry_method(&self, map: ExprId, name: &str) -> Option<MemberId> {
        let ty = self.table.resolve(self.ty(map));
        match self.env.field_of(ty, Name::new(name))? {
            Found::Member(found) => Some(found.id),
            Found::Structure(_) => None,
        }
    }
}
