//! What is seen as an anonymous structure, and what of a class its objects need then: the methods and variables that have the
//! names of the structure's fields.

use super::{Reached, Walk};
use crate::family::{arguments_above, class_def};
use hx2rs_base::{DefId, Name};
use hx2rs_hir::{FieldAccess, StructureField, Ty, TyKind};

impl Walk<'_> {
    /// A value of the one type is seen as the other: what of both is an anonymous structure is noted. The methods and
    /// variables of an object that have the names of the structure's fields are used.
    pub(super) fn seen(&mut self, from: Ty, to: Ty) {
        let from = self.program.expand(from.without_null());
        let to = self.program.expand(to.without_null());
        if from == to {
            return;
        }
        match (from.kind(), to.kind()) {
            (TyKind::Dynamic(_), TyKind::Structure(fields))
                if self.reached.seen.insert((from, to)) =>
            {
                for field in fields {
                    let inside = self.program.expand(field.ty.without_null());
                    let inside = if let TyKind::Function(function) = inside.kind() {
                        function.result
                    } else {
                        inside
                    };
                    self.seen(from, inside);
                }
            }
            (_, TyKind::Structure(fields)) if self.reached.seen.insert((from, to)) => {
                self.seen_as_structure(from, fields);
            }
            (TyKind::Class(one, first), TyKind::Class(other, second)) if one == other => {
                for (one, other) in first.iter().zip(second) {
                    self.seen(*one, *other);
                    self.seen(*other, *one);
                }
            }
            (TyKind::Function(one), TyKind::Function(other)) => {
                for (one, other) in one.params.iter().zip(&other.params) {
                    self.seen(other.ty, one.ty);
                }
                self.seen(one.result, other.result);
            }
            _ => {}
        }
    }

    /// What a class type gives for parameters that structures constrain.
    pub(super) fn given_for_structures(&mut self, ty: Ty) {
        let TyKind::Class(def, arguments) = ty.kind() else {
            return;
        };
        let Some(class) = class_def(self.program, *def) else {
            return;
        };
        let params = class.header.type_params.iter();
        let given: Vec<_> = params
            .clone()
            .map(|param| param.id)
            .zip(arguments.iter().copied())
            .collect();
        for (param, (_, argument)) in params.zip(&given) {
            for constraint in &param.constraints {
                self.seen(*argument, constraint.substitute(&given));
            }
        }
    }

    fn seen_as_structure(&mut self, from: Ty, fields: &[StructureField]) {
        if let TyKind::Structure(own) = from.kind() {
            for field in fields {
                if let Some(found) = own.iter().find(|found| found.name == field.name) {
                    self.seen(found.ty, field.ty);
                }
            }
        }
        let TyKind::Class(class, arguments) = from.kind() else {
            return;
        };
        let class = *class;
        // A member's type as `from` has it: what it gives for the type parameters of the member's owner.
        let program = self.program;
        let of_owner = |owner: DefId, ty: Ty| {
            let given = arguments_above(program, class, arguments, owner);
            let params = class_def(program, owner).map(|def| def.header.type_params.iter());
            let params = params.into_iter().flatten().map(|param| param.id);
            let map: Vec<_> = params.zip(given.unwrap_or_default()).collect();
            ty.substitute(&map)
        };
        for field in fields {
            if let Some(method) = self.families.method(class, field.name) {
                self.virtual_call(method);
                let result = self
                    .program
                    .functions
                    .get(&method)
                    .map(|found| found.result);
                if let (Some(result), TyKind::Function(wanted)) =
                    (result, self.program.expand(field.ty.without_null()).kind())
                {
                    self.seen(of_owner(method.owner(), result), wanted.result);
                }
            }
            for accessor in ["get", "set"] {
                let name = Name::new(&format!("{accessor}_{}", field.name));
                if let (FieldAccess::Property(..), Some(method)) =
                    (field.access, self.families.method(class, name))
                {
                    self.virtual_call(method);
                }
            }
            if let Some(found) = crate::views::field(self.program, self.families, class, field.name)
            {
                self.reached.seen_fields.insert(found.id);
                self.seen(of_owner(found.id.owner(), found.ty), field.ty);
            }
        }
    }

    /// What is read of structures is read of the objects that are seen as such.
    pub(super) fn read_through_structures(&mut self) {
        let Reached {
            read,
            read_names,
            written_names,
            seen_fields,
            asks_by_name,
            ..
        } = &mut self.reached;
        read.extend(seen_fields.iter().copied().filter(|field| {
            let name = field.name();
            *asks_by_name || read_names.contains(&name) || written_names.contains(&name)
        }));
    }
}
