//! When a value of one type is accepted where another type is asked for. Unbound monomorphs bind on the way; a
//! question that is answered with no leaves no binding behind.

use super::{Facts, Table};
use crate::{Accessor, FunctionTy, StructureField, Ty, TyKind, known};
use hx2rs_base::DefId;

/// Whether a value of type `from` is accepted where `to` is asked for.
pub(crate) fn assignable(table: &mut Table, facts: &dyn Facts, from: Ty, to: Ty) -> bool {
    Rules::new(table, facts).attempt(|rules| rules.accept(from, to))
}

/// Whether two types are the same as arguments of a generic type.
pub(crate) fn equal(table: &mut Table, facts: &dyn Facts, left: Ty, right: Ty) -> bool {
    Rules::new(table, facts).attempt(|rules| rules.equal(left, right))
}

/// `ty`, which is a class with arguments, seen as its base class or interface `wanted`.
pub(crate) fn supertype(facts: &dyn Facts, ty: Ty, wanted: DefId) -> Option<Ty> {
    let mut open = vec![ty];
    let mut seen = Vec::new();
    while let Some(ty) = open.pop() {
        let TyKind::Class(def, arguments) = ty.kind() else {
            continue;
        };
        if *def == wanted {
            return Some(ty);
        }
        if !seen.contains(def) {
            seen.push(*def);
            open.extend(facts.supertypes(*def, arguments));
        }
    }
    None
}

struct Rules<'a> {
    table: &'a mut Table,
    facts: &'a dyn Facts,
    /// Questions that are being answered: recursive typedefs meet themselves again, and may assume it.
    assumed: Vec<(Ty, Ty)>,
}

impl<'a> Rules<'a> {
    fn new(table: &'a mut Table, facts: &'a dyn Facts) -> Self {
        Self {
            table,
            facts,
            assumed: Vec::new(),
        }
    }

    /// Answers a question that may lead back to itself, which then holds. One that leads to ever larger types, as
    /// `A<T>` does where its structure has `A<Array<T>>`, does not.
    fn assuming(&mut self, question: (Ty, Ty), rule: impl FnOnce(&mut Self) -> bool) -> bool {
        const DEEPEST: usize = 64;
        if self.assumed.contains(&question) {
            return true;
        }
        if self.assumed.len() == DEEPEST {
            return false;
        }
        self.assumed.push(question);
        let holds = rule(self);
        self.assumed.pop();
        holds
    }

    fn attempt(&mut self, rule: impl FnOnce(&mut Self) -> bool) -> bool {
        let mark = self.table.mark();
        let holds = rule(self);
        if !holds {
            self.table.undo(mark);
        }
        holds
    }

    fn accept(&mut self, from: Ty, to: Ty) -> bool {
        let (from, to) = (self.table.follow(from), self.table.follow(to));
        if from == to {
            return true;
        }
        match (from.kind(), to.kind()) {
            (TyKind::Infer(number), _) => self.table.bind(*number, to),
            (_, TyKind::Infer(number)) => self.table.bind(*number, from),
            (TyKind::Error, _) | (_, TyKind::Error) => true,
            (TyKind::Alias(..), _) | (_, TyKind::Alias(..)) => {
                let wide = (
                    self.table.expand(self.facts, from),
                    self.table.expand(self.facts, to),
                );
                self.assuming((from, to), |rules| rules.accept(wide.0, wide.1))
            }
            (TyKind::Void, _) | (_, TyKind::Void) => false,
            // What nothing else says of the inner type is Dynamic, too.
            (TyKind::Dynamic(_), TyKind::Null(wanted))
                if matches!(self.table.follow(*wanted).kind(), TyKind::Infer(_)) =>
            {
                self.accept(from, *wanted)
            }
            (TyKind::Dynamic(_), _) | (_, TyKind::Dynamic(_)) => true,
            (TyKind::Null(inner), TyKind::Null(wanted)) => self.accept(*inner, *wanted),
            (_, TyKind::Null(wanted)) => self.accept(from, *wanted),
            (TyKind::Null(inner), _) => self.accept(*inner, to),
            (TyKind::Int, TyKind::Float) => true,
            (TyKind::Param(param), _) => {
                let constraints = self.facts.constraints(*param);
                constraints
                    .into_iter()
                    .any(|constraint| self.attempt(|rules| rules.accept(constraint, to)))
                    || self.accept_from(from, to)
            }
            (TyKind::Abstract(left, arguments), TyKind::Abstract(right, wanted))
                if left == right =>
            {
                self.all_equal(arguments, wanted)
            }
            // A class as a value is also its base class as a value.
            (TyKind::TypeOf(own), TyKind::TypeOf(wanted)) => {
                let own = self.facts.named(*own);
                supertype(self.facts, own, *wanted).is_some()
            }
            (TyKind::TypeOf(def), TyKind::Abstract(wanted, arguments))
                if *wanted == known::class() || *wanted == known::enum_() =>
            {
                let own = self.facts.named(*def);
                arguments.iter().all(|argument| {
                    // A class as a value says nothing of type arguments, so it is that of any.
                    let asked = self.table.resolve(*argument);
                    let (TyKind::Class(wanted, _) | TyKind::Enum(wanted, _)) = asked.kind() else {
                        return self.accept(own, *argument);
                    };
                    wanted == def || supertype(self.facts, own, *wanted).is_some()
                })
            }
            (TyKind::Abstract(own, arguments), TyKind::TypeOf(wanted))
                if *own == known::class() || *own == known::enum_() =>
            {
                let wanted = self.facts.named(*wanted);
                arguments
                    .iter()
                    .all(|argument| self.accept(*argument, wanted))
            }
            (TyKind::Enum(..), TyKind::Abstract(wanted, _)) if *wanted == known::enum_value() => {
                true
            }
            (TyKind::Function(_), TyKind::Abstract(wanted, _))
                if *wanted == known::any_function() =>
            {
                true
            }
            (TyKind::Abstract(def, arguments), _) => {
                let casts = self.facts.casts_to(*def, arguments);
                casts
                    .into_iter()
                    .any(|cast| self.attempt(|rules| rules.accept(cast, to)))
                    || self.accept_from(from, to)
            }
            (_, TyKind::Abstract(..)) => self.accept_from(from, to),
            (TyKind::Class(..), TyKind::Class(wanted, arguments)) => {
                // As officially: this one becomes a `Map` only by a cast.
                let is_own = from.def() == Some(known::enum_value_map()) && *wanted == known::map();
                match supertype(self.facts, from, *wanted).filter(|_| !is_own) {
                    Some(seen) => self.all_variant(seen.arguments(), arguments),
                    None => self.accept_map(from, to),
                }
            }
            (TyKind::Class(def, arguments), TyKind::Structure(fields)) => {
                self.assuming((from, to), |rules| {
                    fields.iter().all(|field| {
                        match rules.facts.member(*def, arguments, field.name) {
                            Some(member) => rules.accept_field(&as_declared(*def, member), field),
                            // As officially: what a structure may leave out, a class has to have.
                            None => false,
                        }
                    })
                })
            }
            (TyKind::Structure(own), TyKind::Structure(fields)) => fields.iter().all(|field| {
                match own.iter().find(|candidate| candidate.name == field.name) {
                    Some(found) => self.accept_field(found, field),
                    None => field.optional && self.table.is_literal(from),
                }
            }),
            (TyKind::Enum(left, arguments), TyKind::Enum(right, wanted)) => {
                left == right && self.all_variant(arguments, wanted)
            }
            (TyKind::Function(own), TyKind::Function(wanted)) => self.accept_function(own, wanted),
            (
                TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::TypeOf(_),
                _,
            ) => false,
        }
    }

    /// `Map` is what it stands for by its keys.
    fn accept_map(&mut self, from: Ty, to: Ty) -> bool {
        let (TyKind::Class(own, arguments), TyKind::Class(wanted, others)) =
            (from.kind(), to.kind())
        else {
            return false;
        };
        if *own != known::map() || !crate::maps::of_keys(*wanted) {
            return false;
        }
        let (Some(own), Some(other)) = (
            crate::maps::entry(*own, arguments),
            crate::maps::entry(*wanted, others),
        ) else {
            return false;
        };
        self.equal(own.0, other.0)
            && self.equal(own.1, other.1)
            && self.map_of_keys(own.0) == Some(*wanted)
    }

    /// The type that `Map` stands for by its keys.
    fn map_of_keys(&self, keys: Ty) -> Option<DefId> {
        let keys = self.table.expand(self.facts, keys).without_null();
        if keys == Ty::string() {
            return Some(known::string_map());
        }
        match keys.kind() {
            TyKind::Int => Some(known::int_map()),
            TyKind::Enum(..) => Some(known::enum_value_map()),
            TyKind::Abstract(def, _) if *def == known::enum_value() => {
                Some(known::enum_value_map())
            }
            TyKind::Abstract(def, arguments) => {
                self.map_of_keys(self.facts.underlying(*def, arguments)?)
            }
            TyKind::Class(..) | TyKind::Structure(_) | TyKind::TypeOf(_) => {
                Some(known::object_map())
            }
            TyKind::Error
            | TyKind::Void
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Param(_)
            | TyKind::Infer(_) => None,
        }
    }

    fn accept_from(&mut self, from: Ty, to: Ty) -> bool {
        let TyKind::Abstract(def, arguments) = to.kind() else {
            return false;
        };
        let casts = self.facts.casts_from(*def, arguments);
        casts
            .into_iter()
            .any(|cast| self.attempt(|rules| rules.accept(from, cast)))
    }

    /// A field that may be written has to have the same type on both sides; one that is only read or called may be
    /// more special.
    fn accept_field(&mut self, own: &StructureField, wanted: &StructureField) -> bool {
        use crate::FieldAccess::{Final, Method, Property, Variable};
        if own.optional && !wanted.optional {
            return false;
        }
        match (own.access, wanted.access) {
            (Method | Variable | Final, Method) | (Method | Final, Final) => {
                self.accept(own.ty, wanted.ty)
            }
            (Variable, Variable) => self.equal(own.ty, wanted.ty),
            (Property(read, write), Property(wanted_read, wanted_write)) => {
                let hidden = matches!(wanted_write, Accessor::Null | Accessor::Never);
                read == wanted_read
                    && (write == wanted_write || hidden)
                    && self.equal(own.ty, wanted.ty)
            }
            (Variable | Final, Property(Accessor::Default, Accessor::Null | Accessor::Never)) => {
                self.accept(own.ty, wanted.ty)
            }
            (Method | Variable | Final | Property(..), _) => false,
        }
    }

    fn accept_function(&mut self, own: &FunctionTy, wanted: &FunctionTy) -> bool {
        own.params.len() == wanted.params.len()
            && own.params.iter().zip(&wanted.params).all(|(own, wanted)| {
                (own.optional || !wanted.optional)
                    && own.rest == wanted.rest
                    && self.accept(wanted.ty, own.ty)
            })
            && self.accept_result(own.result, wanted.result)
    }

    fn accept_result(&mut self, own: Ty, wanted: Ty) -> bool {
        matches!(self.table.follow(wanted).kind(), TyKind::Void) || self.accept(own, wanted)
    }

    fn all_equal(&mut self, left: &[Ty], right: &[Ty]) -> bool {
        left.len() == right.len()
            && left
                .iter()
                .zip(right)
                .all(|(left, right)| self.equal(*left, *right))
    }

    /// Arguments of a generic type whose value is handed on. As officially, an abstract that turns into its underlying
    /// type by itself is that type there, and the other way round.
    fn all_variant(&mut self, left: &[Ty], right: &[Ty]) -> bool {
        left.len() == right.len()
            && left.iter().zip(right).all(|(left, right)| {
                self.attempt(|rules| rules.equal(*left, *right)) || self.variant(*left, *right)
            })
    }

    fn variant(&mut self, left: Ty, right: Ty) -> bool {
        let (left, right) = (
            self.table.expand(self.facts, left),
            self.table.expand(self.facts, right),
        );
        match (left.kind(), right.kind()) {
            (TyKind::Abstract(def, arguments), _) => {
                let below = self.facts.underlying(*def, arguments);
                let casts = self.facts.casts_to(*def, arguments);
                below.is_some_and(|below| self.equal(below, right))
                    && casts.into_iter().any(|cast| self.equal(cast, right))
            }
            (_, TyKind::Abstract(def, arguments)) => {
                let below = self.facts.underlying(*def, arguments);
                let casts = self.facts.casts_from(*def, arguments);
                below.is_some_and(|below| self.equal(left, below))
                    && casts.into_iter().any(|cast| self.equal(left, cast))
            }
            (TyKind::Class(left, own), TyKind::Class(right, wanted))
            | (TyKind::Enum(left, own), TyKind::Enum(right, wanted)) => {
                left == right && self.all_variant(own, wanted)
            }
            // As officially, structures may hide fields there, too.
            (TyKind::Structure(own), TyKind::Structure(fields)) => fields.iter().all(|field| {
                let mut own = own.iter();
                match own.find(|candidate| candidate.name == field.name) {
                    Some(found) => self.accept_field(found, field),
                    None => field.optional && self.table.is_literal(left),
                }
            }),
            (
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Null(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Alias(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_)
                | TyKind::TypeOf(_)
                | TyKind::Infer(_),
                _,
            ) => false,
        }
    }

    /// As arguments of a generic type, which are invariant. As officially, `Dynamic` on the wanted side takes all,
    /// and `Null` makes no difference.
    fn equal(&mut self, left: Ty, right: Ty) -> bool {
        let (left, right) = (self.table.follow(left), self.table.follow(right));
        if left == right {
            return true;
        }
        match (left.kind(), right.kind()) {
            (TyKind::Infer(number), _) => self.table.bind(*number, right),
            (_, TyKind::Infer(number)) => self.table.bind(*number, left),
            (TyKind::Error, _) | (_, TyKind::Error) => true,
            (TyKind::Alias(..), _) | (_, TyKind::Alias(..)) => {
                let wide = (
                    self.table.expand(self.facts, left),
                    self.table.expand(self.facts, right),
                );
                self.assuming((left, right), |rules| rules.equal(wide.0, wide.1))
            }
            (_, TyKind::Dynamic(None)) => !matches!(left.kind(), TyKind::Void),
            (TyKind::Null(left), TyKind::Null(right)) => self.equal(*left, *right),
            (TyKind::Null(inner), _) => self.equal(*inner, right),
            (_, TyKind::Null(inner)) => self.equal(left, *inner),
            (TyKind::Class(left, own), TyKind::Class(right, wanted))
            | (TyKind::Enum(left, own), TyKind::Enum(right, wanted))
            | (TyKind::Abstract(left, own), TyKind::Abstract(right, wanted)) => {
                left == right && self.all_equal(own, wanted)
            }
            (TyKind::Dynamic(Some(left)), TyKind::Dynamic(Some(right))) => {
                self.equal(*left, *right)
            }
            (TyKind::Function(own), TyKind::Function(wanted)) => {
                own.params.len() == wanted.params.len()
                    && own.params.iter().zip(&wanted.params).all(|(own, wanted)| {
                        own.optional == wanted.optional
                            && own.rest == wanted.rest
                            && self.equal(own.ty, wanted.ty)
                    })
                    && self.equal(own.result, wanted.result)
            }
            (TyKind::Structure(own), TyKind::Structure(wanted)) => {
                own.len() == wanted.len()
                    && own.iter().zip(wanted).all(|(own, wanted)| {
                        own.name == wanted.name
                            && own.optional == wanted.optional
                            && self.equal(own.ty, wanted.ty)
                    })
            }
            (
                TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Abstract(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_)
                | TyKind::TypeOf(_),
                _,
            ) => false,
        }
    }
}

/// A member as the official library declares it: the length of arrays and strings is no getter there.
fn as_declared(owner: DefId, member: StructureField) -> StructureField {
    use crate::FieldAccess::Property;
    let built_in = owner == known::array() || owner == known::string();
    match member.access {
        Property(Accessor::Method, Accessor::Never) if built_in => StructureField {
            access: Property(Accessor::Default, Accessor::Null),
            ..member
        },
        crate::FieldAccess::Variable
        | crate::FieldAccess::Final
        | crate::FieldAccess::Method
        | Property(..) => member,
    }
}
