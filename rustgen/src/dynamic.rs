//! What gets into Dynamic, and what can be taken out again: a value comes out as the very Rust type that it went in as,
//! so where types of one form differ (`Array<Int>` and `Array<String>`), the program as a whole decides.

use crate::represent::Kind;
use crate::scope::Scope;
use crate::world::{Bound, World};
use hx2rs_compiler::OwnershipPlan;
use hx2rs_compiler::hir::{Conversion, Expr, Program, Ty, TyKind, TypeDef, known};

impl World<'_> {
    /// Notes that values of a type get into Dynamic.
    pub(crate) fn need_dynamic(&self, ty: Ty) {
        match self.kind(ty) {
            Kind::Param(param) => {
                let mut needs = self.needs.borrow_mut();
                needs
                    .bounds
                    .entry(param)
                    .or_default()
                    .insert(Bound::Dynamic);
                return;
            }
            Kind::Array(element) => self.need_inside(element),
            Kind::Map(key, value) => {
                self.need(key, Bound::Key);
                self.need_inside(key);
                self.need_inside(value);
            }
            Kind::Class(def, arguments) | Kind::Enum(def, arguments) => {
                self.needs.borrow_mut().dynamic_items.insert(def);
                self.need(ty, Bound::Show);
                if let Some(TypeDef::Enum(_)) = self.program.types.get(&def) {
                    self.needs.borrow_mut().compared_enums.insert(def);
                }
                for param in self.type_params(def) {
                    self.need(Ty::new(TyKind::Param(param)), Bound::Static);
                }
                for argument in arguments {
                    self.need(*argument, Bound::Static);
                }
            }
            Kind::Structure(fields) => {
                let shape = self.shape(ty);
                self.needs.borrow_mut().dynamic_shapes.insert(shape);
                self.need(ty, Bound::Show);
                for field in fields {
                    self.need_inside(field.ty);
                }
            }
            Kind::Function(function) => {
                for param in &function.params {
                    self.need(param.ty, Bound::Static);
                }
                self.need(function.result, Bound::Static);
            }
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::String
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Dynamic
            | Kind::Unsupported => return,
        }
        self.needs.borrow_mut().dynamic_types.insert(ty);
    }

    fn need_inside(&self, ty: Ty) {
        self.need(ty, Bound::Clone);
        self.need(ty, Bound::Show);
        self.need(ty, Bound::Static);
    }

    /// The name of a type in messages.
    pub(crate) fn type_name(&self, ty: Ty) -> String {
        match self.kind(ty) {
            Kind::Int => "Int".to_owned(),
            Kind::Float => "Float".to_owned(),
            Kind::Bool => "Bool".to_owned(),
            Kind::String => "String".to_owned(),
            Kind::Array(_) => "Array".to_owned(),
            Kind::Map(..) => "Map".to_owned(),
            Kind::Exception => "haxe.Exception".to_owned(),
            Kind::Class(def, _) | Kind::Enum(def, _) => def.path(),
            Kind::Function(_) => "function".to_owned(),
            Kind::Structure(_) => "structure".to_owned(),
            Kind::Void | Kind::Native(_) | Kind::Param(_) | Kind::Dynamic | Kind::Unsupported => {
                "Dynamic".to_owned()
            }
        }
    }
}

impl Scope<'_> {
    /// Whether a value taken out of Dynamic as `ty` is sure to be one in Rust, if it is one in Haxe: nothing of the same
    /// form but another Rust type gets in.
    pub(crate) fn comes_out(&self, ty: Ty) -> bool {
        let world = self.world;
        let ty = world.bare(ty);
        let rust = |ty: Ty| self.argument_ty(ty).to_string();
        let same_form = |other: Ty| match (world.kind(ty), world.kind(other)) {
            (Kind::Array(_), Kind::Array(_))
            | (Kind::Map(..), Kind::Map(..))
            | (Kind::Structure(_), Kind::Structure(_))
            | (Kind::Function(_), Kind::Function(_)) => true,
            (Kind::Enum(one, _), Kind::Enum(other, _)) => one == other,
            (Kind::Class(one, list), Kind::Class(other, _)) => {
                !list.is_empty()
                    && (world.plan.families.is_below(one, other)
                        || world.plan.families.is_below(other, one))
            }
            _ => false,
        };
        let wanted = rust(ty);
        let inside: Vec<Ty> = world.needs.borrow().dynamic_types.iter().copied().collect();
        inside
            .into_iter()
            .filter(|other| same_form(*other))
            .all(|other| rust(other) == wanted)
    }

    /// Notes that something in Dynamic is looked at as `ty`; whether that can be answered.
    pub(crate) fn viewed(&self, ty: Ty) -> bool {
        let world = self.world;
        match world.kind(ty) {
            Kind::Class(def, _) => {
                world.needs.borrow_mut().viewed.insert(def);
                self.comes_out(ty)
            }
            Kind::Array(_)
            | Kind::Map(..)
            | Kind::Enum(..)
            | Kind::Structure(_)
            | Kind::Function(_) => self.comes_out(ty),
            Kind::Int | Kind::Float | Kind::Bool | Kind::String | Kind::Exception => true,
            Kind::Void | Kind::Native(_) | Kind::Param(_) | Kind::Dynamic | Kind::Unsupported => {
                false
            }
        }
    }
}

/// Whether some body takes an `Array<Dynamic>` out of Dynamic.
pub(crate) fn takes_dynamic_arrays(program: &Program, plan: &OwnershipPlan) -> bool {
    let is_dynamic = |ty: Ty| matches!(program.expand(ty).kind(), TyKind::Dynamic(_));
    let is_dynamic_array = |ty: Ty| match program.expand(ty.without_null()).kind() {
        TyKind::Class(def, list) => *def == known::array() && list.iter().copied().all(is_dynamic),
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Enum(..)
        | TyKind::Abstract(..)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => false,
    };
    plan.bodies.keys().any(|member| {
        let function = program
            .functions
            .get(member)
            .and_then(|function| function.body());
        function.is_some_and(|typed| {
            let body = &typed.body;
            body.exprs.iter().any(|(id, expr)| {
                let kinds = [
                    Conversion::FromDynamic,
                    Conversion::CheckedCast,
                    Conversion::UncheckedCast,
                ];
                let takes = if let Expr::Convert { kind, .. } = expr {
                    kinds.contains(kind)
                } else {
                    false
                };
                takes && is_dynamic_array(body.ty(id))
            })
        })
    })
}
