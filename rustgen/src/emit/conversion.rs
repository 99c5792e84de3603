//! Changes of type: each conversion of HIR as the expression that makes the one representation from the other.

use super::{Context, Hold, Value};
use crate::code::Code;
use crate::code::{self, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::DefId;
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{Const, Conversion, Expr, ExprId, StructureField, Ty, TyKind};
use hx2rs_compiler::mir::FieldCell;

impl Context<'_> {
    /// A conversion.
    pub(crate) fn convert(&mut self, expr: ExprId, kind: Conversion, operand: ExprId) -> Value {
        let ty = self.ty(expr);
        match kind {
            Conversion::IntToFloat => {
                let repr = self.world.repr(ty, false);
                if let Expr::Const(Const::Int(value)) = self.body.exprs[operand] {
                    return Value::new(code::float(f64::from(value)), repr);
                }
                let inner = self.plain(operand);
                Value::new(Code::call(code!(f64::from), &[inner]), repr)
            }
            Conversion::NullIntToFloat => {
                let value = self.value(operand);
                let owned = self.own(&value);
                let repr = self.world.repr(ty, value.repr.null);
                if !value.repr.null {
                    return Value::new(
                        Code::call(code!(f64::from), &[owned]),
                        Repr {
                            null: false,
                            ..repr
                        },
                    );
                }
                let from = Code::tight(code!(f64::from));
                Value::new(owned.method("map", &[from]), repr)
            }
            Conversion::ToNull | Conversion::Reinterpret => {
                let value = self.value(operand);
                self.reinterpret(expr, value, ty)
            }
            Conversion::FromNull => {
                let value = self.value(operand);
                let bare = self.world.repr(ty, false);
                if matches!(
                    self.world.kind(bare.ty),
                    Kind::Int | Kind::Float | Kind::Bool
                ) {
                    let code = self.fit(expr, value, bare);
                    Value::new(code, bare)
                } else {
                    self.reinterpret(expr, value, ty)
                }
            }
            Conversion::Upcast => self.upcast(expr, operand),
            Conversion::UncheckedCast | Conversion::CheckedCast => self.cast(expr, operand, ty),
            Conversion::ToDynamic => {
                if self.is_parameter(ty) || !matches!(self.world.kind(ty), Kind::Dynamic) {
                    let value = self.value(operand);
                    return self.reinterpret(expr, value, ty);
                }
                self.as_dynamic(expr, operand)
            }
            Conversion::FromDynamic => {
                if !matches!(self.world.kind(self.ty(operand)), Kind::Dynamic) {
                    let value = self.value(operand);
                    return self.reinterpret(expr, value, ty);
                }
                self.out_of_dynamic(expr, operand, ty, code!(hx::take))
            }
            Conversion::ToStructure => self.as_structure(expr, operand),
            Conversion::FunctionAdapter => self.adapter(expr, operand),
        }
    }

    /// The same value under another name of its type; null stays as it is.
    pub(crate) fn reinterpret(&mut self, expr: ExprId, value: Value, ty: Ty) -> Value {
        if let Some(seen) = self.reinterpreted(expr, &value, ty) {
            return seen;
        }
        let code = self.unsupported(expr, "a container seen with other elements is");
        let to = Repr {
            ty: self.world.bare(ty),
            null: value.repr.null,
        };
        Value::new(code, to)
    }

    /// The same value under another name of its type; `None` where there is no way yet.
    pub(crate) fn reinterpreted(&mut self, expr: ExprId, value: &Value, ty: Ty) -> Option<Value> {
        let to = Repr {
            ty: self.world.bare(ty),
            null: value.repr.null,
        };
        if self.same_rust(to.ty, value.repr.ty) {
            return Some(Value {
                repr: to,
                ..value.clone()
            });
        }
        let open = self.world.leads_or_null(value.repr.ty)
            || matches!(self.world.kind(to.ty), Kind::Dynamic);
        let to = Repr {
            null: to.null || open,
            ..to
        };
        let owned = self.own(value);
        let code = self.coerce(expr, owned, value.repr, to)?;
        Some(Value::new(code, to))
    }

    /// Seen as an anonymous structure. What only has methods, or fields that nothing writes, is copied field by field:
    /// functions that hold the object, and values.
    fn as_structure(&mut self, expr: ExprId, operand: ExprId) -> Value {
        let ty = self.ty(expr);
        let to = self.world.bare(ty);
        let from = self.world.bare(self.ty(operand));
        let Kind::Structure(fields) = self.world.kind(to) else {
            let value = self.value(operand);
            return self.reinterpret(expr, value, ty);
        };
        if self.same_rust(from, to) {
            let value = self.value(operand);
            return self.reinterpret(expr, value, ty);
        }
        let _ = fields;
        let value = self.value(operand);
        if self.world.leads_or_null(value.repr.ty) {
            return self.reinterpret(expr, value, ty);
        }
        let value = self.some(operand, value, "structure");
        match self.structure_of(expr, operand, &value, to) {
            Some(code) => Value::new(
                code,
                Repr {
                    ty: to,
                    null: false,
                },
            ),
            None => {
                let code = self.unsupported(expr, "a value seen as a structure of another form is");
                Value::new(
                    code,
                    Repr {
                        ty: to,
                        null: false,
                    },
                )
            }
        }
    }

    /// A new structure of type `to` over a value; `None` where that could be told from the value itself.
    pub(crate) fn structure_of(
        &mut self,
        expr: ExprId,
        operand: ExprId,
        value: &Value,
        to: Ty,
    ) -> Option<Code> {
        let Kind::Structure(fields) = self.world.kind(to) else {
            return None;
        };
        if self.world.is_viewed(to) {
            let own = self.own(value);
            return self.view(own, value.repr.ty, to);
        }
        if self.world.is_viewed(value.repr.ty) {
            return None;
        }
        let object = self.fresh("object");
        let own = self.own(value);
        let held = Value::held(Code::ident(&object), value.repr, Hold::Place);
        let mut parts = Vec::new();
        for field in fields {
            if !self.world.holds_structure_field(to, field.name) {
                continue;
            }
            let part = self.structure_part(expr, operand, &held, field)?;
            let cell = self.world.structure_cell(to, field);
            parts.push(super::place::field_init(
                &crate::names::snake(field.name.as_str()),
                super::place::in_cell(cell, part),
            ));
        }
        let name = self.scope.structure_item(to);
        let shape = self.world.shape(to);
        let order: Vec<Name> = fields.iter().map(|field| field.name).collect();
        parts.extend(self.presence(to, &order));
        let mut needs = self.world.needs.borrow_mut();
        let orders = needs.orders.entry(shape.clone()).or_default();
        orders.insert(order);
        needs.built_shapes.insert(shape);
        drop(needs);
        let literal = code!(Rc::new(#name { #(#parts),* }));
        Some(Code::block(code!({ let #object = #own; #literal })))
    }

    /// One field of an object seen as a structure.
    fn structure_part(
        &mut self,
        expr: ExprId,
        operand: ExprId,
        object: &Value,
        field: &StructureField,
    ) -> Option<Code> {
        let want = self.world.structure_field_repr(field);
        match self.world.kind(object.repr.ty) {
            Kind::Structure(fields) => {
                let found = fields.iter().find(|found| found.name == field.name);
                let Some(found) = found else {
                    return field.optional.then(|| Code::tight(code!(None)));
                };
                let plain = FieldCell::Plain;
                if self.world.structure_cell(object.repr.ty, found) != plain
                    || self.world.writes_field(field)
                {
                    return None;
                }
                let have = self.world.structure_field_repr(found);
                self.world.need_structure_field(object.repr.ty, field.name);
                let code = object
                    .code
                    .field(&code::ident(&crate::names::snake(field.name.as_str())));
                let own = self.own(&Value::held(code, have, Hold::Place));
                self.coerce(expr, own, have, want)
            }
            Kind::Class(def, _) => {
                if let Some(method) = self.world.plan.families.method(def, field.name) {
                    let value =
                        self.bound_value(expr, operand, object.clone(), method, field.ty)?;
                    return Some(some_if(want.null, value));
                }
                let (id, declared, flag, cell) = self.world.instance_field(def, field.name)?;
                if cell != FieldCell::Plain || self.world.writes_field(field) {
                    return None;
                }
                let path = self.base_path(
                    object.code.clone(),
                    def,
                    id.owner(),
                    self.is_dyn(object.repr),
                );
                let have = self.world.repr(declared, flag);
                let code = path.field(&code::ident(&self.world.names.member(id)));
                let own = self.own(&Value::held(code, have, Hold::Place));
                self.coerce(expr, own, have, want)
            }
            Kind::Array(_) | Kind::Map(..) => {
                let owner = if let TyKind::Class(def, _) | TyKind::Abstract(def, _) =
                    self.world.bare(object.repr.ty).kind()
                {
                    *def
                } else {
                    return None;
                };
                let class = crate::hierarchy::class_def(self.world.program, owner)?;
                let method = class
                    .methods
                    .iter()
                    .find(|method| method.name() == field.name)?;
                let value = self.bound_value(expr, operand, object.clone(), *method, field.ty)?;
                Some(some_if(want.null, value))
            }
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => None,
        }
    }

    /// Whether objects of a class, seen as those of one above it, keep what they are given for its type parameters.
    pub(crate) fn keeps_arguments(&self, from: Ty, to: Ty) -> bool {
        let (Kind::Class(def, own), Kind::Class(target, wanted)) =
            (self.world.kind(from), self.world.kind(to))
        else {
            return true;
        };
        let program = self.world.program;
        let given = hx2rs_compiler::mir::family::arguments_above(program, def, own, target);
        given.is_none_or(|given| {
            let mut both = given.iter().zip(wanted);
            both.all(|(given, wanted)| {
                let form = |ty| self.scope.ty(self.world.argument(ty)).to_string();
                given == wanted || form(*given) == form(*wanted)
            })
        })
    }

    /// To a base class or interface.
    pub(crate) fn upcast(&mut self, expr: ExprId, operand: ExprId) -> Value {
        let ty = self.world.bare(self.ty(expr));
        let from = self.world.bare(self.ty(operand));
        if let (Kind::Exception, Kind::Class(..)) = (self.world.kind(ty), self.world.kind(from)) {
            return self.exception_of_object(operand);
        }
        let value = self.value(operand);
        if let (Kind::Map(..), Kind::Map(..)) = (self.world.kind(ty), self.world.kind(from)) {
            return self.reinterpret(expr, value, ty);
        }
        let to = Repr {
            ty,
            null: value.repr.null,
        };
        if self.same_rust(ty, from) {
            return Value { repr: to, ..value };
        }
        if let (Kind::Param(_), Kind::Class(..)) = (self.world.kind(from), self.world.kind(ty)) {
            let owned = self.own(&value);
            let code = match self.coerce(expr, owned, value.repr, to) {
                Some(code) => code,
                None => self.unsupported(expr, "this conversion to a base class is"),
            };
            return Value::new(code, to);
        }
        let (Kind::Class(target, _), true) = (self.world.kind(ty), self.is_dyn(to)) else {
            let code = self.unsupported(expr, "this conversion to a base class is");
            return Value::new(code, to);
        };
        if !self.keeps_arguments(from, ty) {
            let code = self.unsupported(expr, "an object seen with other type arguments is");
            return Value::new(code, to);
        }
        self.scope.mention(target);
        self.world.need(from, crate::world::Bound::Static);
        let object = match value.hold {
            Hold::Owned => value.code.clone(),
            Hold::Place | Hold::Reference | Hold::Guard => value.code.method("clone", &[]),
        };
        if to.null {
            let plain = self.scope.ty(Repr { null: false, ..to });
            let closure = Code::new(Level::Jump, code!(|object| object as #plain));
            return Value::new(object.method("map", &[closure]), to);
        }
        let rust = self.scope.ty(to);
        Value::new(object.cast(rust), to)
    }

    /// The name of `as_x`, whose declaration is noted as needed; `None` where no trait could declare it.
    pub(crate) fn type_test_method(&mut self, base: DefId, target: DefId) -> Option<String> {
        if !self.world.classes.is_trait(base) || self.world.arguments_below(base, target).is_none()
        {
            return None;
        }
        self.world
            .needs
            .borrow_mut()
            .type_tests
            .insert((base, target));
        self.scope.mention(base);
        Some(self.world.type_test_name(base, target))
    }

    /// Without a conversion to Dynamic.
    pub(crate) fn peeled_dynamic(&self, expr: ExprId) -> ExprId {
        let mut expr = expr;
        while let Expr::Convert {
            kind: Conversion::ToDynamic,
            operand,
        } = &self.body.exprs[expr]
        {
            expr = *operand;
        }
        expr
    }
}

/// `Some(value)` where null is possible.
pub(super) fn some_if(null: bool, value: Code) -> Code {
    if null {
        Code::call(code!(Some), &[value])
    } else {
        value
    }
}
