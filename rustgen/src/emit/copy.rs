//! `Reflect.copy`: where the type says which struct an object is, its clone; else the object copies itself, as Dynamic.

use super::{Context, Value};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::World;
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{ExprId, Ty, TyKind};
use proc_macro2::TokenStream;

impl World<'_> {
    /// Notes that objects of a class are copied.
    pub(crate) fn need_class_copy(&self, class: DefId) {
        let mut at = Some(class);
        while let Some(def) = at {
            self.needs.borrow_mut().copied_classes.insert(def);
            at = self.classes.parent(def);
        }
    }

    /// Notes that structures of a type are copied.
    pub(crate) fn need_structure_copy(&self, ty: Ty) {
        let shape = self.shape(self.bare(ty));
        self.needs.borrow_mut().copied_shapes.insert(shape);
    }
}

impl Context<'_> {
    /// A copy of the value of `operand`.
    pub(crate) fn copy(&mut self, expr: ExprId, operand: ExprId) -> Value {
        let value = self.value(operand);
        let ty = value.repr.ty;
        match self.world.kind(ty) {
            Kind::Class(def, _) if !self.world.classes.is_trait(def) => {
                self.world.need_class_copy(def);
                let item = self.scope.struct_item(def);
                self.clone_of(&value, &item)
            }
            Kind::Structure(_) if !self.world.is_viewed(ty) => {
                self.world.need_structure_copy(ty);
                let item = self.scope.structure_item(ty);
                self.clone_of(&value, &item)
            }
            Kind::Array(element) => {
                self.world.need(element, crate::world::Bound::Clone);
                if !value.repr.null {
                    return Value::new(value.code.method("copy", &[]), value.repr);
                }
                let each = Code::new(Level::Jump, code!(|array| array.copy()));
                let copy = value.code.method("as_ref", &[]).method("map", &[each]);
                Value::new(copy, value.repr)
            }
            Kind::String | Kind::Map(..) => value,
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Class(..)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => self.copy_of_any(expr, value),
        }
    }

    /// Whether what a value becomes as Dynamic copies itself as a value of the same Rust type.
    fn comes_back(&self, ty: Ty) -> bool {
        let mut given = self.world.instances(ty).into_iter();
        given.all(|given| match self.world.kind(given) {
            Kind::Structure(_) => !self.world.is_viewed(given),
            Kind::Class(def, _) => {
                self.world.needs.borrow_mut().viewed.insert(def);
                true
            }
            Kind::Native(_) | Kind::Void | Kind::Unsupported => false,
            Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Dynamic
            | Kind::Param(_) => true,
        })
    }

    /// `Rc::new(C::clone(&object))`.
    fn clone_of(&self, value: &Value, item: &TokenStream) -> Value {
        if !value.repr.null {
            let object = self.reference(value);
            let copy = Code::tight(code!(Rc::new(#item::clone(#object))));
            return Value::new(copy, value.repr);
        }
        let each = Code::new(Level::Jump, code!(|object| Rc::new(#item::clone(object))));
        let copy = value.code.method("as_ref", &[]).method("map", &[each]);
        Value::new(copy, value.repr)
    }

    /// The copy that an object makes of itself.
    fn copy_of_any(&mut self, expr: ExprId, value: Value) -> Value {
        let dynamic = Repr {
            ty: Ty::new(TyKind::Dynamic(None)),
            null: true,
        };
        let to = Repr {
            ty: value.repr.ty,
            null: true,
        };
        let value = self.seen_as_dynamic(expr, value, dynamic);
        let reference = self.borrowed(&value);
        let copy = Code::call(code!(hx::reflect::copy), &[reference]);
        let kind = self.world.kind(to.ty);
        if matches!(kind, Kind::Dynamic) {
            return Value::new(copy, to);
        }
        let made = if matches!(kind, Kind::Structure(_)) {
            self.structure_of_dynamic(expr, copy, to.ty)
        } else if self.comes_back(to.ty) {
            Some(self.taken(expr, copy, to.ty, code!(hx::take)))
        } else {
            None
        };
        let made = made.unwrap_or_else(|| self.unsupported(expr, "a copy of this value is"));
        Value::new(made, to)
    }
}
