//! `Null<T>` inside a type (`Array<Null<T>>`), where what is given for `T` has null among its values already: in Rust the generic
//! function knows an `Option` of it, and whoever calls it one `Option` only. Arrays are seen through a view of the other
//! form, structures that nothing writes are copied; other types have none.

use super::{Context, Value};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::Kind;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Const, Expr, ExprId, Function, Ty, TyKind, TypeParamId};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::mir::null_inside::{DEEPEST, holds_null_of_parameter, parts};

impl Context<'_> {
    /// Whether a type as declared holds `Null<T>` where the type that is given for `T` has null.
    pub(super) fn doubles(&self, declared: Ty, given: Ty) -> bool {
        holds_null_of_parameter(self.world.program, declared)
            && self.doubles_inside(declared, given, DEEPEST)
    }

    fn doubles_inside(&self, declared: Ty, given: Ty, depth: u8) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let program = self.world.program;
        let declared = program.expand(declared.without_null());
        let given = program.expand(given.without_null());
        parts(declared, given).into_iter().any(|(declared, given)| {
            if let TyKind::Null(inner) = declared.kind()
                && matches!(inner.kind(), TyKind::Param(_))
            {
                let is_parameter = matches!(self.world.kind(given), Kind::Param(_));
                return !is_parameter && self.world.argument(given.without_null()).null;
            }
            self.doubles_inside(declared, given, depth)
        })
    }

    /// Whether a call gives a type with null for the type parameter in `declared`, a `Null<T>`: the result's type says one
    /// null only, so that the arguments and the object tell.
    pub(super) fn gives_null(
        &self,
        function: &Function,
        declared: Ty,
        arguments: &[ExprId],
        object: Option<(ExprId, MemberId)>,
    ) -> bool {
        let TyKind::Null(parameter) = declared.kind() else {
            return false;
        };
        let TyKind::Param(parameter) = parameter.kind() else {
            return false;
        };
        let says = |argument: &ExprId| self.body.exprs[*argument] != Expr::Const(Const::Null);
        let params = function.params.iter().zip(arguments);
        let found = params
            .filter(|(_, argument)| says(argument))
            .filter_map(|(param, argument)| {
                self.given_for(*parameter, param.ty, self.ty(*argument), DEEPEST)
            })
            .next();
        let found = found.or_else(|| {
            let (object, method) = object?;
            let owner = self.world.type_params(method.owner());
            let at = owner.iter().position(|param| param == parameter)?;
            let ty = self.world.program.expand(self.ty(object).without_null());
            if let TyKind::Class(class, given) = ty.kind()
                && *class == method.owner()
            {
                return given.get(at).copied();
            }
            None
        });
        found.is_some_and(|given| {
            !matches!(self.world.kind(given), Kind::Param(_)) && self.world.argument(given).null
        })
    }

    /// What stands in a type where the declared one names a parameter.
    fn given_for(&self, parameter: TypeParamId, declared: Ty, given: Ty, depth: u8) -> Option<Ty> {
        let depth = depth.checked_sub(1)?;
        if matches!(declared.kind(), TyKind::Param(param) if *param == parameter) {
            return Some(given);
        }
        if matches!(declared.kind(), TyKind::Null(inner) if matches!(inner.kind(), TyKind::Param(_)))
        {
            return None;
        }
        let program = self.world.program;
        let declared = program.expand(declared.without_null());
        let given = program.expand(given.without_null());
        let all = parts(declared, given).into_iter();
        all.filter_map(|(declared, given)| self.given_for(parameter, declared, given, depth))
            .next()
    }

    /// A value with one `Option` less or more around what the type parameters stand for. A structure that nothing writes is
    /// copied.
    pub(super) fn other_null(
        &mut self,
        expr: ExprId,
        (declared, given): (Ty, Ty),
        value: Value,
        wanted: Null,
    ) -> Value {
        if !value.repr.null {
            if let Kind::Array(element) = self.world.kind(declared)
                && is_null_of_parameter(element)
            {
                let (there, back) = (wanted.way(), wanted.back().way());
                let view = self.own(&value).method("view", &[there, back]);
                return Value::new(view, value.repr);
            }
            if let Some(copy) = self.structure_copy(declared, given, &value, wanted) {
                return Value::new(copy, value.repr);
            }
        }
        let what =
            "null of a type parameter inside a type, where null is given for the parameter, is";
        let code = self.unsupported(expr, what);
        Value::new(code, value.repr)
    }

    fn structure_copy(
        &mut self,
        declared: Ty,
        given: Ty,
        value: &Value,
        wanted: Null,
    ) -> Option<Code> {
        let (Kind::Structure(general), Kind::Structure(fields)) =
            (self.world.kind(declared), self.world.kind(given))
        else {
            return None;
        };
        let ty = self.world.bare(given);
        if self.world.is_viewed(ty) || self.world.presence_field(ty).is_some() {
            return None;
        }
        let object = self.fresh("object");
        let mut parts = Vec::new();
        for field in fields {
            let declared = general.iter().find(|it| it.name == field.name)?.ty;
            if self.world.structure_cell(ty, field) != FieldCell::Plain
                || self.world.writes_structure_field(field.name)
            {
                return None;
            }
            if !self.world.holds_structure_field(ty, field.name) {
                continue;
            }
            let doubles =
                is_null_of_parameter(declared) && self.world.argument(field.ty.without_null()).null;
            if !doubles && self.doubles(declared, field.ty) {
                return None;
            }
            let name = crate::names::snake(field.name.as_str());
            let part = Code::ident(&object).field(&crate::code::ident(&name));
            let part = part.method("clone", &[]);
            let part = match (doubles, wanted) {
                (false, _) => part,
                (true, Null::Once) => part.method("flatten", &[]),
                (true, Null::Twice) => part.method("map", &[Code::tight(code!(Some))]),
            };
            parts.push(super::place::field_init(&name, part));
        }
        let name = self.scope.structure_item(ty);
        let own = self.own(value);
        Some(Code::block(
            code!({ let #object = #own; Rc::new(#name { #(#parts),* }) }),
        ))
    }
}

/// How often a value of `Null<T>` can be null.
#[derive(Clone, Copy)]
pub(super) enum Null {
    /// As whoever gives the type for `T` sees it.
    Once,
    /// As the generic code sees it.
    Twice,
}

impl Null {
    fn back(self) -> Self {
        match self {
            Self::Once => Self::Twice,
            Self::Twice => Self::Once,
        }
    }

    /// What makes this form of the other one. Null stays null of the outer `Option`.
    fn way(self) -> Code {
        match self {
            Self::Once => Code::tight(code!(Option::flatten)),
            Self::Twice => Code::new(Level::Jump, code!(|item: Option<_>| item.map(Some))),
        }
    }
}

fn is_null_of_parameter(ty: Ty) -> bool {
    matches!(ty.kind(), TyKind::Null(inner) if matches!(inner.kind(), TyKind::Param(_)))
}
