//! Accesses that are read and written: their parts are evaluated once, into temporaries.

use super::Lowering;
use super::access::{Access, AccessKind};
use crate::{ExprId, FieldAccess, LocalId, StructureField, Ty};
use hx2rs_base::{MemberId, Name, TextRange};

/// An access whose parts are evaluated and in temporaries, so that it can be read and written.
#[derive(Clone)]
pub(super) enum Held {
    Local(LocalId),
    Variable {
        object: Option<HeldObject>,
        id: MemberId,
        ty: Ty,
        access: FieldAccess,
    },
    StructureField {
        object: LocalId,
        field: StructureField,
    },
    Index {
        array: LocalId,
        index: LocalId,
        ty: Ty,
    },
    Entry {
        map: LocalId,
        key: LocalId,
        value_ty: Ty,
    },
    ByName {
        object: LocalId,
        name: Name,
        ty: Ty,
    },
    Element {
        object: HeldObject,
        index: LocalId,
    },
}

/// The object of a property or element.
#[derive(Clone)]
pub(super) enum HeldObject {
    Value(LocalId),
    /// Functions of its abstract may change it: it is read anew from where it came from.
    Changing {
        origin: Box<Held>,
        ty: Ty,
    },
}

impl Lowering<'_> {
    /// Evaluates the parts of an access into temporaries.
    pub(super) fn hold_access(&mut self, access: Access) -> (Vec<ExprId>, Option<Held>) {
        let mut steps = Vec::new();
        let hold = |lowering: &mut Self, steps: &mut Vec<ExprId>, value: ExprId| {
            let (keep, local) = lowering.hold(value);
            steps.push(keep);
            local
        };
        let held = match access.kind {
            AccessKind::Local(local) => Held::Local(local),
            AccessKind::Variable {
                object,
                id,
                ty,
                access,
            } => Held::Variable {
                object: object.map(|object| self.hold_object(&mut steps, object)),
                id,
                ty,
                access,
            },
            AccessKind::StructureField { object, field } => Held::StructureField {
                object: hold(self, &mut steps, object),
                field,
            },
            AccessKind::Index { array, index, ty } => Held::Index {
                array: hold(self, &mut steps, array),
                index: hold(self, &mut steps, index),
                ty,
            },
            AccessKind::Entry { map, key, value_ty } => Held::Entry {
                map: hold(self, &mut steps, map),
                key: hold(self, &mut steps, key),
                value_ty,
            },
            AccessKind::ByName { object, name, ty } => Held::ByName {
                object: hold(self, &mut steps, object),
                name,
                ty,
            },
            AccessKind::Element { object, index } => {
                let is_name = self.field_names.contains(&index);
                let object = self.hold_object(&mut steps, object);
                let index = hold(self, &mut steps, index);
                if is_name {
                    self.held_field_names.insert(index);
                }
                Held::Element { object, index }
            }
            AccessKind::Error
            | AccessKind::Value(_)
            | AccessKind::Function { .. }
            | AccessKind::EnumConstructor { .. }
            | AccessKind::Extension { .. }
            | AccessKind::Type(_)
            | AccessKind::Path(_)
            | AccessKind::Super => return (steps, None),
        };
        (steps, Some(held))
    }

    /// Evaluates the object of a property or element into a temporary, unless functions of its abstract may change it.
    pub(super) fn hold_object(&mut self, steps: &mut Vec<ExprId>, object: ExprId) -> HeldObject {
        if let Some((mut before, held)) = self.hold_origin(object) {
            steps.append(&mut before);
            let (origin, ty) = (Box::new(held), self.ty(object));
            return HeldObject::Changing { origin, ty };
        }
        let (keep, local) = self.hold(object);
        steps.push(keep);
        HeldObject::Value(local)
    }

    /// The access again, from its temporaries.
    pub(super) fn again(&mut self, held: &Held, range: TextRange, point: u32) -> Access {
        let kind = match held {
            Held::Local(local) => AccessKind::Local(*local),
            Held::Variable {
                object,
                id,
                ty,
                access,
            } => AccessKind::Variable {
                object: object
                    .as_ref()
                    .map(|object| self.object_again(object, range, point)),
                id: *id,
                ty: *ty,
                access: *access,
            },
            Held::StructureField { object, field } => AccessKind::StructureField {
                object: self.local(*object, range),
                field: field.clone(),
            },
            Held::Index { array, index, ty } => AccessKind::Index {
                array: self.local(*array, range),
                index: self.local(*index, range),
                ty: *ty,
            },
            Held::Entry { map, key, value_ty } => AccessKind::Entry {
                map: self.local(*map, range),
                key: self.local(*key, range),
                value_ty: *value_ty,
            },
            Held::ByName { object, name, ty } => AccessKind::ByName {
                object: self.local(*object, range),
                name: *name,
                ty: *ty,
            },
            Held::Element { object, index } => {
                let is_name = self.held_field_names.contains(index);
                let object = self.object_again(object, range, point);
                let index = self.local(*index, range);
                if is_name {
                    self.field_names.insert(index);
                }
                AccessKind::Element { object, index }
            }
        };
        Access { kind, range, point }
    }

    pub(super) fn object_again(
        &mut self,
        object: &HeldObject,
        range: TextRange,
        point: u32,
    ) -> ExprId {
        match object {
            HeldObject::Value(local) => {
                let object = self.local(*local, range);
                self.note_origin(object, Vec::new(), Held::Local(*local));
                object
            }
            HeldObject::Changing { origin, ty } => {
                self.read_origin((origin, *ty), Vec::new(), (range, point))
            }
        }
    }
}
