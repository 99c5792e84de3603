//! `a[i]`: elements of arrays, and entries of maps, which are calls of `get` and `set`.

use super::access::{Access, AccessKind};
use super::{Lowering, Reason, Want};
use crate::lookup::Found;
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
        let object = self.read(left);
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
        self.value(index, None);
        let wide = self.expanded(ty).without_null();
        match wide.kind() {
            TyKind::Error => {}
            TyKind::Dynamic(_) => {
                self.unsupported(range, "an index of a Dynamic value");
            }
            TyKind::Infer(_) => {}
            TyKind::Abstract(..) => {
                self.unsupported(range, "array access of an abstract");
            }
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_) => {
                let shown = self.show(ty);
                let mut diagnostic = Diagnostic::new(
                    codes::NO_INDEX,
                    self.span(range),
                    format!("`{shown}` has no elements to index"),
                );
                if wide == Ty::string() {
                    diagnostic = diagnostic.help("charAt(index) gives a character of a String");
                }
                self.report(diagnostic);
            }
        }
        self.error_access(range)
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
