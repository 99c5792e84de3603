//! The classes whose places can hold an instance of another class.

use super::Walk;
use crate::family::{class_of, classes};
use hx2rs_base::{DefId, MemberId, Name};
use hx2rs_hir::{Body, Callee, Conversion, Expr, ExprId, Place, Ty, TyKind};
use indexmap::IndexSet;

impl Walk<'_> {
    /// Whether another class than `class` itself, below it, is instantiated.
    fn has_instances_below(&self, class: DefId) -> bool {
        let mut below = self.families.below(class);
        below.any(|def| def != class && self.reached.instantiated.contains(&def))
    }

    pub(super) fn find_polymorphic(&mut self) {
        let mut found = IndexSet::new();
        for class in classes(self.program) {
            if class.is_interface || class.is_abstract {
                found.insert(class.header.id);
            }
        }
        for (_, to) in &self.reached.between {
            self.held(*to, &mut found);
        }
        for (member, typed) in &self.reached.bodies {
            let body = &typed.body;
            let Some(root) = body.root else { continue };
            body.for_each_below(root, true, &mut |expr| {
                self.holders(*member, body, expr, &mut found);
            });
        }
        self.reached.polymorphic = found;
    }

    /// Adds the classes that a type mentions whose places can hold instances of others.
    fn held(&self, ty: Ty, found: &mut IndexSet<DefId>) {
        let mut mentioned = Vec::new();
        ty.map(&mut |part| {
            mentioned.extend(class_of(self.program, part));
            None
        });
        let mentioned = mentioned.into_iter();
        found.extend(mentioned.filter(|class| self.has_instances_below(*class)));
    }

    /// Adds the classes of which `expr` puts an instance of another class into a place.
    fn holders(&self, member: MemberId, body: &Body, expr: ExprId, found: &mut IndexSet<DefId>) {
        let mut add = |ty: Ty| self.held(ty, found);
        let this = &body.exprs[expr];
        if let Expr::Convert { kind, operand } = this {
            match kind {
                Conversion::Upcast
                | Conversion::UncheckedCast
                | Conversion::CheckedCast
                | Conversion::FromDynamic
                | Conversion::FunctionAdapter
                | Conversion::Reinterpret => add(body.ty(expr)),
                Conversion::IntToFloat
                | Conversion::ToNull
                | Conversion::FromNull
                | Conversion::NullIntToFloat
                | Conversion::ToDynamic => {}
                // What the methods of an object give may be of a class below the one that the structure says.
                Conversion::ToStructure => {
                    if class_of(self.program, body.ty(*operand)).is_some() {
                        add(self.program.expand(body.ty(expr).without_null()));
                    }
                }
            }
        }
        if let Expr::TypeTest { ty, .. } = this {
            add(*ty);
        }
        if let Expr::Try { catches, .. } = this {
            catches.iter().for_each(|catch| add(catch.ty));
        }
        if let Expr::Call {
            callee:
                Callee::Method {
                    object,
                    method,
                    virtual_call: true,
                },
            ..
        } = this
            && body.exprs[*object] == Expr::This
            && self.is_overridden_below(member.owner(), method.name())
        {
            found.insert(member.owner());
        }
        // What a type parameter stands for may be of any class below its constraint.
        if let Some(object) = this.owner_part()
            && matches!(body.ty(object).without_null().kind(), TyKind::Param(_))
        {
            let member = if let Expr::Call {
                callee: Callee::Method { method, .. },
                ..
            } = this
            {
                Some(*method)
            } else if let Expr::Field { field, .. } = this {
                Some(*field)
            } else if let Some(Place::Field { field, .. }) = this.written_place() {
                Some(*field)
            } else {
                None
            };
            let owner = member.map(MemberId::owner);
            found.extend(owner.filter(|owner| self.has_instances_below(*owner)));
        }
        // `this` itself goes somewhere: everything but `this.field` and `this.method(…)`.
        this.for_each_part(body, &mut |part| {
            let goes = body.exprs[part] == Expr::This && this.owner_part() != Some(part);
            if goes && self.has_instances_below(member.owner()) {
                found.insert(member.owner());
            }
        });
    }

    /// Whether some instantiated class below `class` runs another method of this name.
    fn is_overridden_below(&self, class: DefId, name: Name) -> bool {
        let own = self.families.method(class, name);
        let mut below = self.families.below(class);
        below.any(|def| {
            self.reached.instantiated.contains(&def) && self.families.method(def, name) != own
        })
    }
}
