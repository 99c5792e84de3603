//! Cases that say more of a type parameter than the function does. A constructor may give the type arguments of its enum
//! (`Number(n:Int):Term<Int>`); in a case that matches it, the `T` of a `Term<T>` is an Int.
//!
//! Values keep their types: where the two views meet, in a read of a variable or in a value for a place, an unchecked
//! cast goes from the one to the other. What is known holds from the pattern to the end of its case.

use super::{Lowering, Reason};
use crate::infer::{assignable, same};
use crate::{Conversion, Expr, ExprId, Ty, TyKind, TypeParamId};

impl Lowering<'_> {
    /// A type as the patterns around the place show it.
    pub(super) fn refined(&self, ty: Ty) -> Ty {
        if self.refinements.is_empty() {
            return ty;
        }
        self.table.resolve(ty).substitute(&self.refinements)
    }

    /// Whether a constructor of the type `pattern` matches values of type `ty` if type parameters in it are what the
    /// constructor says; then they are, up to the end of the case.
    pub(super) fn refines(&mut self, pattern: Ty, ty: Ty) -> bool {
        let ty = self.table.resolve(ty);
        let known = self.refined(ty);
        let mut open: Vec<(TypeParamId, Ty)> = Vec::new();
        known.map(&mut |part| {
            if let TyKind::Param(param) = part.kind()
                && !open.iter().any(|(known, _)| known == param)
            {
                open.push((*param, self.table.fresh()));
            }
            None
        });
        let wanted = known.substitute(&open);
        let mark = self.table.mark();
        if !assignable(&mut self.table, self.env, pattern, wanted) {
            self.table.undo(mark);
            return false;
        }
        for (param, ty) in open {
            let own = Ty::new(TyKind::Param(param));
            if self.table.follow(ty).infer_number().is_some() {
                assignable(&mut self.table, self.env, own, ty);
                continue;
            }
            let found = self.table.resolve(ty);
            if found != own {
                self.refinements.push((param, found));
            }
        }
        true
    }

    /// A value seen as what its type is known to be.
    pub(super) fn as_refined(&mut self, value: ExprId) -> ExprId {
        let from = self.ty(value);
        let to = self.refined(from);
        if self.refinements.is_empty() || same(self.env, self.table.resolve(from), to) {
            return value;
        }
        self.seen_as(value, to)
    }

    /// The value as one of type `to`, if what is known of type parameters makes it one.
    pub(super) fn coerce_refined(&mut self, value: ExprId, to: Ty) -> Option<ExprId> {
        if self.refinements.is_empty() {
            return None;
        }
        let from = self.ty(value);
        let (now, wanted) = (self.refined(from), self.refined(to));
        let is_known = now != self.table.resolve(from) || wanted != self.table.resolve(to);
        let mark = self.table.mark();
        if !is_known || !assignable(&mut self.table, self.env, now, wanted) {
            self.table.undo(mark);
            return None;
        }
        let value = self.as_refined(value);
        let value = self.coerce(value, wanted, Reason::Plain);
        Some(self.seen_as(value, to))
    }

    fn seen_as(&mut self, value: ExprId, to: Ty) -> ExprId {
        if self.ty(value) == to {
            return value;
        }
        let range = self.spans.exprs[value];
        let kind = Conversion::UncheckedCast;
        let operand = value;
        self.push(Expr::Convert { kind, operand }, to, range)
    }
}
