//! Monomorphs and what they are bound to. Bindings can be taken back to a mark, so that a rule can be tried.

use super::Facts;
use crate::{Ty, TyKind};
use std::collections::HashSet;

/// The monomorphs of one body.
#[derive(Default)]
pub(crate) struct Table {
    bound: Vec<Option<Ty>>,
    /// Monomorphs in the order in which they were bound.
    trail: Vec<u32>,
    /// Types of expressions that never give a value.
    diverging: HashSet<u32>,
    /// Types of object literals that no type was asked of. As officially, optional fields may be missing in these alone.
    literals: Vec<Ty>,
}

/// A state of the table to go back to.
#[derive(Clone, Copy)]
pub(crate) struct Mark(usize);

impl Table {
    /// A new monomorph.
    pub(crate) fn fresh(&mut self) -> Ty {
        let number = self.bound.len() as u32;
        self.bound.push(None);
        Ty::new(TyKind::Infer(number))
    }

    /// A new monomorph for an expression that never gives a value: if nothing binds it, it is `Void`.
    pub(crate) fn diverging(&mut self) -> Ty {
        self.diverging.insert(self.bound.len() as u32);
        self.fresh()
    }

    /// Notes the type of an object literal that no type was asked of.
    pub(crate) fn add_literal(&mut self, ty: Ty) {
        self.literals.push(ty);
    }

    /// Whether a structure is the type of an object literal of this body.
    pub(crate) fn is_literal(&self, ty: Ty) -> bool {
        let ty = self.resolve(ty);
        self.literals
            .iter()
            .any(|literal| self.resolve(*literal) == ty)
    }

    /// The type with bound monomorphs at its top replaced: an [`TyKind::Infer`] that remains is unbound.
    pub(crate) fn follow(&self, ty: Ty) -> Ty {
        let mut ty = ty;
        loop {
            match ty.kind() {
                TyKind::Infer(number) => match self.binding(*number) {
                    Some(next) => ty = next,
                    None => return ty,
                },
                TyKind::Null(inner) => {
                    let followed = self.follow(*inner);
                    return if followed == *inner {
                        ty
                    } else {
                        Ty::null(followed)
                    };
                }
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Abstract(..)
                | TyKind::Alias(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_)
                | TyKind::TypeOf(_) => return ty,
            }
        }
    }

    /// As [`Self::follow`], with typedefs at the top expanded as well, also those below a `Null`.
    pub(crate) fn expand(&self, facts: &dyn Facts, ty: Ty) -> Ty {
        let mut ty = self.follow(ty);
        // A longer chain of typedefs is a cycle, which their declarations report.
        for _ in 0..64 {
            let TyKind::Alias(def, arguments) = ty.without_null().kind() else {
                return ty;
            };
            let nullable = matches!(ty.kind(), TyKind::Null(_));
            let Some(target) = facts.alias(*def, arguments) else {
                return Ty::new(TyKind::Error);
            };
            let target = self.follow(target);
            ty = if nullable { Ty::null(target) } else { target };
        }
        Ty::new(TyKind::Error)
    }

    /// The type with all bound monomorphs replaced.
    pub(crate) fn resolve(&self, ty: Ty) -> Ty {
        ty.map(&mut |part| {
            let next = self.binding(part.infer_number()?)?;
            Some(self.resolve(next))
        })
    }

    /// The type with all that is known of its monomorphs: those that remain are for others to bind.
    pub(crate) fn open(&self, ty: Ty) -> Ty {
        ty.map(&mut |part| {
            let number = part.infer_number()?;
            match self.binding(number) {
                Some(next) => Some(self.open(next)),
                None if self.diverging.contains(&number) => Some(Ty::new(TyKind::Void)),
                None => Some(part),
            }
        })
    }

    /// The type without monomorphs: unbound ones become `Dynamic`.
    pub(crate) fn close(&self, ty: Ty) -> Ty {
        ty.map(&mut |part| {
            let number = part.infer_number()?;
            Some(match self.binding(number) {
                Some(next) => self.close(next),
                None if self.diverging.contains(&number) => Ty::new(TyKind::Void),
                None => Ty::new(TyKind::Dynamic(None)),
            })
        })
    }

    /// Binds an unbound monomorph; false if the type contains it.
    pub(crate) fn bind(&mut self, number: u32, ty: Ty) -> bool {
        if self.mentions(ty, number) {
            return false;
        }
        if let Some(slot) = self.bound.get_mut(number as usize) {
            *slot = Some(ty);
            self.trail.push(number);
        }
        true
    }

    /// The state to go back to.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.trail.len())
    }

    /// Takes back all bindings since the mark.
    pub(crate) fn undo(&mut self, mark: Mark) {
        for number in self.trail.drain(mark.0..) {
            if let Some(slot) = self.bound.get_mut(number as usize) {
                *slot = None;
            }
        }
    }

    fn binding(&self, number: u32) -> Option<Ty> {
        self.bound.get(number as usize).copied().flatten()
    }

    /// Whether the monomorph is part of the type, which is itself not that monomorph.
    fn mentions(&self, ty: Ty, number: u32) -> bool {
        let mut found = false;
        self.resolve(ty).map(&mut |part| {
            found |= matches!(part.kind(), TyKind::Infer(other) if *other == number);
            None
        });
        found
    }
}
