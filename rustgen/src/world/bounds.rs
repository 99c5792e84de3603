//! What values have to be able to do (be cloned, shown, compared, null), and what type parameters need for it.

use super::{Bound, World};
use crate::represent::Kind;
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{Ty, TyKind, TypeDef, TypeParamId};
use indexmap::IndexSet;
use std::collections::BTreeSet;

impl World<'_> {
    /// Notes that values of this type have to be able to do something.
    pub(crate) fn need(&self, ty: Ty, bound: Bound) {
        if bound == Bound::Dynamic {
            self.need_dynamic(self.bare(ty));
            return;
        }
        if let Bound::Seen(at) = bound
            && !matches!(self.kind(ty), Kind::Param(_))
        {
            self.need_seen(self.bare(ty), at);
            return;
        }
        match self.bare(ty).kind() {
            TyKind::Param(param) => {
                let mut needs = self.needs.borrow_mut();
                needs.bounds.entry(*param).or_default().insert(bound);
            }
            TyKind::Class(def, arguments)
            | TyKind::Enum(def, arguments)
            | TyKind::Abstract(def, arguments) => {
                let is_enum = matches!(self.program.types.get(def), Some(TypeDef::Enum(_)));
                if bound == Bound::Null && is_enum {
                    self.needs.borrow_mut().nullable_enums.insert(*def);
                }
                if matches!(bound, Bound::Same | Bound::Key) {
                    if is_enum {
                        self.enum_need(*def, bound, arguments);
                    } else {
                        self.needs.borrow_mut().identity_classes.insert(*def);
                    }
                }
                // What can be done with it can be done where all that its parameters have to be holds.
                if is_enum || self.classes.is_type(*def) {
                    for (param, argument) in self.type_params(*def).iter().zip(arguments) {
                        self.bound_edge(*param, *argument);
                    }
                }
                let inside = match bound {
                    Bound::Static => true,
                    Bound::Show => {
                        self.show(*def);
                        true
                    }
                    Bound::Becomes(target) => {
                        let mut needs = self.needs.borrow_mut();
                        needs.becomes.insert((target, *def));
                        false
                    }
                    Bound::Clone
                    | Bound::Same
                    | Bound::Key
                    | Bound::Dynamic
                    | Bound::Null
                    | Bound::Seen(_)
                    | Bound::Leads(_) => false,
                };
                if inside {
                    for argument in arguments {
                        self.need(*argument, bound);
                        if bound == Bound::Show {
                            self.need(*argument, Bound::Clone);
                        }
                    }
                }
            }
            TyKind::Structure(fields) => {
                if matches!(bound, Bound::Same | Bound::Key) {
                    let shape = self.shape(self.bare(ty));
                    self.needs.borrow_mut().identity_shapes.insert(shape);
                }
                if bound == Bound::Static {
                    for param in crate::views::parameters(&[ty]) {
                        self.need(Ty::new(TyKind::Param(param)), bound);
                    }
                }
                if bound == Bound::Show && self.show_structure(ty) {
                    for field in fields {
                        self.need(field.ty, bound);
                    }
                }
            }
            TyKind::Function(function) if bound == Bound::Static => {
                for param in &function.params {
                    self.need(param.ty, bound);
                }
                self.need(function.result, bound);
            }
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Alias(..)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => {}
            TyKind::Function(function) => {
                if matches!(bound, Bound::Same | Bound::Key) {
                    self.needs.borrow_mut().compares_functions = true;
                }
                if bound == Bound::Static {
                    for param in &function.params {
                        self.need(param.ty, bound);
                    }
                    self.need(function.result, bound);
                }
            }
        }
    }

    /// Values of this type are given for a type parameter and seen as a structure there.
    fn need_seen(&self, ty: Ty, at: usize) {
        let mut needs = self.needs.borrow_mut();
        let Some(to) = needs.constraints.get_index(at).copied() else {
            return;
        };
        // All objects of a class with type parameters are seen alike.
        let mut from = ty;
        if let (Kind::Class(def, arguments), TyKind::Class(..)) = (self.kind(ty), ty.kind()) {
            let own = self.type_params(def).into_iter();
            let own: Vec<_> = own.map(|param| Ty::new(TyKind::Param(param))).collect();
            if own.len() == arguments.len() {
                from = Ty::new(TyKind::Class(def, own.into_boxed_slice()));
            }
        }
        needs.seen.insert((from, to));
        let is_it =
            matches!(self.kind(from), Kind::Structure(_)) && self.shape(from) == self.shape(to);
        if !is_it {
            needs.views.insert((from, to));
        }
    }

    /// Notes that the text of a structure is needed; whether that is new.
    fn show_structure(&self, ty: Ty) -> bool {
        let shape = self.shape(self.bare(ty));
        self.needs.borrow_mut().shown_structures.insert(shape);
        self.shown_now.borrow_mut().insert(ty)
    }

    /// Enums as elements that are compared, and as keys.
    fn enum_need(&self, def: DefId, bound: Bound, arguments: &[Ty]) {
        let new = {
            let plain = self.is_plain_enum(def);
            let mut needs = self.needs.borrow_mut();
            if plain {
                needs.compared_enums.insert(def);
            }
            match bound {
                Bound::Key => needs.key_enums.insert(def),
                Bound::Same
                | Bound::Clone
                | Bound::Show
                | Bound::Dynamic
                | Bound::Null
                | Bound::Static
                | Bound::Becomes(_)
                | Bound::Seen(_)
                | Bound::Leads(_) => needs.same_enums.insert(def),
            }
        };
        if bound == Bound::Key {
            for argument in arguments {
                self.need(*argument, bound);
            }
            if let (true, Some(TypeDef::Enum(found))) = (new, self.program.types.get(&def)) {
                for param in found
                    .constructors
                    .iter()
                    .flat_map(|constructor| &constructor.params)
                {
                    self.need(param.ty, bound);
                }
            }
        }
    }

    /// Notes that the text of values of a type is needed; of what is inside an enum as well.
    fn show(&self, def: DefId) {
        match self.program.types.get(&def) {
            Some(TypeDef::Enum(found)) => {
                if !self.needs.borrow_mut().shown_enums.insert(def) {
                    return;
                }
                for constructor in &found.constructors {
                    for param in &constructor.params {
                        self.need(param.ty, Bound::Show);
                    }
                }
            }
            Some(TypeDef::Class(_)) => {
                self.needs.borrow_mut().shown_classes.insert(def);
            }
            Some(TypeDef::Alias(_) | TypeDef::Abstract(_)) | None => {}
        }
    }

    /// `argument` is given for `param`.
    pub(crate) fn bound_edge(&self, param: TypeParamId, argument: Ty) {
        self.needs.borrow_mut().edges.insert((param, argument));
    }

    /// Carries the bounds of parameters over to what is given for them, until nothing changes.
    pub(crate) fn solve_bounds(&self) {
        loop {
            let (edges, before) = {
                let needs = self.needs.borrow();
                (needs.edges.clone(), needs.size())
            };
            for (param, argument) in edges {
                let bounds = self
                    .needs
                    .borrow()
                    .bounds
                    .get(&param)
                    .cloned()
                    .unwrap_or_default();
                for bound in bounds {
                    self.need(argument, bound);
                }
            }
            if self.needs.borrow().size() == before {
                return;
            }
        }
    }

    /// Whether null is among the values of what is given for a type parameter somewhere.
    pub(crate) fn may_hold_null(&self, ty: Ty) -> bool {
        let Kind::Param(start) = self.kind(ty) else {
            return false;
        };
        let mut seen = IndexSet::from([start]);
        let mut next = 0;
        while let Some(param) = seen.get_index(next).copied() {
            next += 1;
            let edges = self.needs.borrow().edges.clone();
            for (_, given) in edges.iter().filter(|(from, _)| *from == param) {
                if let Kind::Param(inner) = self.kind(*given)
                    && !self.says_null(*given)
                {
                    seen.insert(inner);
                } else if self.argument(*given).null {
                    return true;
                }
            }
        }
        false
    }

    /// As [`Self::may_hold_null`], of a parameter or of one that it is given for: all of them have to be able to do the same.
    pub(crate) fn is_given_null(&self, ty: Ty) -> bool {
        let mut found = IndexSet::from([ty]);
        let mut next = 0;
        while let Some(ty) = found.get_index(next).copied() {
            next += 1;
            if self.may_hold_null(ty) {
                return true;
            }
            let needs = self.needs.borrow();
            let above = needs.edges.iter();
            let above = above.filter(|(_, given)| self.bare(*given) == self.bare(ty));
            found.extend(above.map(|(param, _)| Ty::new(TyKind::Param(*param))));
        }
        false
    }

    /// What is known about a parameter now.
    pub(crate) fn bounds(&self, param: TypeParamId) -> BTreeSet<Bound> {
        self.needs
            .borrow()
            .bounds
            .get(&param)
            .cloned()
            .unwrap_or_default()
    }

    /// Finds what `declared` has for its parameters where it is `actual`, and notes it.
    pub(crate) fn instantiate(&self, declared: Ty, actual: Ty) {
        match (declared.kind(), actual.kind()) {
            (TyKind::Param(param), _) => {
                self.bound_edge(*param, actual);
            }
            (TyKind::Null(inner), TyKind::Null(actual)) => self.instantiate(*inner, *actual),
            (TyKind::Null(inner), _) => self.instantiate(*inner, actual),
            (TyKind::Alias(..), _) => {
                let next = self.program.expand(declared);
                if next != declared {
                    self.instantiate(next, actual);
                }
            }
            (_, TyKind::Alias(..)) => {
                let next = self.program.expand(actual);
                if next != actual {
                    self.instantiate(declared, next);
                }
            }
            (
                TyKind::Class(a, first) | TyKind::Enum(a, first) | TyKind::Abstract(a, first),
                TyKind::Class(b, second) | TyKind::Enum(b, second) | TyKind::Abstract(b, second),
            ) if a == b => {
                for (declared, actual) in first.iter().zip(second) {
                    self.instantiate(*declared, *actual);
                }
            }
            (TyKind::Function(first), TyKind::Function(second)) => {
                for (declared, actual) in first.params.iter().zip(&second.params) {
                    self.instantiate(declared.ty, actual.ty);
                }
                self.instantiate(first.result, second.result);
            }
            (
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Abstract(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::TypeOf(_)
                | TyKind::Infer(_),
                _,
            ) => {}
        }
    }
}
