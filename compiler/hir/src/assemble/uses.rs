//! What a body needs: the members and types that it names.

use super::{Assembly, signature_types};
use crate::lookup::{Found, lookup_member};
use crate::{Body, Callee, Conversion, Expr, ExprId, Pattern, Place, Ty, TyKind, known};
use hx2rs_base::MemberId;

impl Assembly<'_> {
    /// Everything that a member mentions.
    pub(super) fn uses(&mut self, member: MemberId) {
        for ty in signature_types(self.db, member) {
            self.need_ty(ty);
        }
        if crate::definition::member_body(self.db, member).is_none() {
            return;
        }
        let lowered = crate::lower::infer_body(self.db, member);
        let Some(typed) = &lowered.body else {
            return;
        };
        self.body(&typed.body);
    }

    fn body(&mut self, body: &Body) {
        for ty in body.types.as_slice() {
            self.need_ty(*ty);
        }
        for local in body.locals.as_slice() {
            self.need_ty(local.ty);
        }
        for pattern in body.patterns.as_slice() {
            if let Pattern::Constructor { constructor, .. } = pattern {
                self.need_member(*constructor);
            }
        }
        for (id, expr) in body.exprs.iter() {
            self.expr(body, id, expr);
        }
    }

    fn expr(&mut self, body: &Body, id: ExprId, expr: &Expr) {
        match expr {
            Expr::TypeValue(def) => self.need_type(*def),
            Expr::Field { field, .. } => self.need_member(*field),
            Expr::Static(member)
            | Expr::FunctionValue(member)
            | Expr::EnumParameter {
                constructor: member,
                ..
            }
            | Expr::BoundMethod { method: member, .. } => self.need_member(*member),
            Expr::Call { callee, .. } => self.callee(callee),
            Expr::New {
                class, constructor, ..
            } => {
                self.need_constructor(*class);
                if let Some(constructor) = constructor {
                    self.need_member(*constructor);
                }
            }
            Expr::Convert {
                kind: Conversion::ToStructure,
                operand,
            } => {
                self.structure_members(body.ty(*operand), body.ty(id));
            }
            Expr::Convert { .. } => {}
            Expr::TypeTest { ty, .. } => self.need_ty(*ty),
            Expr::Assign { place, .. } | Expr::Update { place, .. } => self.place(place),
            Expr::Try { catches, .. } => {
                for catch in catches {
                    self.need_ty(catch.ty);
                }
            }
            Expr::Map(_) => self.need_type(known::map()),
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::StructureField { .. }
            | Expr::Index { .. }
            | Expr::Closure(_)
            | Expr::Array(_)
            | Expr::Structure(_)
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::Let { .. }
            | Expr::Block(_)
            | Expr::If { .. }
            | Expr::Switch { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Trace(_) => {}
        }
    }

    /// The members by which an object is seen as a structure.
    fn structure_members(&mut self, object: Ty, seen_as: Ty) {
        let target = crate::lookup::expand(self.db, seen_as.without_null());
        let TyKind::Structure(fields) = target.kind() else {
            return;
        };
        for field in fields {
            if let Some(Found::Member(found)) = lookup_member(self.db, object, field.name) {
                self.need_member(found.id);
            }
        }
    }

    fn callee(&mut self, callee: &Callee) {
        match callee {
            Callee::Static(member)
            | Callee::Method { method: member, .. }
            | Callee::Super(member)
            | Callee::Constructor(member) => self.need_member(*member),
            Callee::SuperConstructor { class, constructor } => {
                self.need_constructor(*class);
                if let Some(constructor) = constructor {
                    self.need_member(*constructor);
                }
            }
            Callee::Value(_) => {}
        }
    }

    fn place(&mut self, place: &Place) {
        match place {
            Place::Field { field, .. } => self.need_member(*field),
            Place::Static(member) => self.need_member(*member),
            Place::Local(_) | Place::StructureField { .. } | Place::Index { .. } => {}
        }
    }
}
