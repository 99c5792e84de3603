//! Where a value comes from: the sites behind an expression, what functions do with null that they are given, and what
//! type parameters are for those who override. The walk over the whole program is `nullability`.

use crate::family::Families;
use crate::nullability::Site;
use hx2rs_base::MemberId;
use hx2rs_hir::{
    Body, Callee, Const, Conversion, Expr, ExprId, Function, Implementation, NativeId, Program, Ty,
    TyKind, TypeDef, UpdateOp,
};

/// A type as the key of its sites: without `Null`.
pub(crate) fn argument(program: &Program, ty: Ty) -> Site {
    Site::Argument(program.canonical(ty.without_null()))
}

/// The sites that the value of `expr` can come from.
pub fn sources(
    program: &Program,
    families: &Families,
    member: MemberId,
    body: &Body,
    expr: ExprId,
    found: &mut Vec<Site>,
) {
    let ty = body.ty(expr);
    match &body.exprs[expr] {
        Expr::Const(Const::Null) | Expr::Index { .. } => found.push(Site::Null),
        Expr::Local(local) => found.push(Site::Local(member, *local)),
        Expr::Field { field, .. } => {
            found.push(Site::Field(*field));
            found.push(parameter_site(program, *field, ty));
        }
        Expr::Static(field) => found.push(Site::Field(*field)),
        Expr::StructureField { .. } => {
            found.push(argument(program, ty));
            if matches!(ty.kind(), TyKind::Null(_)) {
                found.push(Site::Null);
            }
        }
        Expr::EnumParameter {
            constructor, index, ..
        } => {
            found.push(Site::Constructor(*constructor, *index as usize));
            found.push(argument(program, ty));
        }
        Expr::Call { callee, .. } => match callee {
            Callee::Static(function)
            | Callee::Super(function)
            | Callee::Method {
                method: function, ..
            } => {
                result_sites(program, families, *function, ty, found);
            }
            Callee::Value(_) => found.push(argument(program, ty)),
            Callee::SuperConstructor { .. } | Callee::Constructor(_) => {}
        },
        Expr::Convert { kind, operand } => match kind {
            Conversion::FromDynamic => found.push(Site::Null),
            // Nothing follows null through Dynamic.
            Conversion::UncheckedCast | Conversion::CheckedCast
                if matches!(program.expand(body.ty(*operand)).kind(), TyKind::Dynamic(_)) =>
            {
                found.push(Site::Null);
            }
            Conversion::ToNull
            | Conversion::FromNull
            | Conversion::Upcast
            | Conversion::UncheckedCast
            | Conversion::CheckedCast
            | Conversion::ToStructure
            | Conversion::FunctionAdapter
            | Conversion::Reinterpret => sources(program, families, member, body, *operand, found),
            Conversion::IntToFloat | Conversion::NullIntToFloat | Conversion::ToDynamic => {}
        },
        Expr::Coalesce { right, .. } => sources(program, families, member, body, *right, found),
        Expr::Assign { value, .. } => sources(program, families, member, body, *value, found),
        Expr::Update {
            op: UpdateOp::Coalesce,
            value,
            ..
        } => {
            sources(program, families, member, body, *value, found);
        }
        Expr::Block(list) => {
            if let Some(last) = list.last() {
                sources(program, families, member, body, *last, found);
            }
        }
        Expr::If {
            then, otherwise, ..
        } => {
            sources(program, families, member, body, *then, found);
            if let Some(otherwise) = otherwise {
                sources(program, families, member, body, *otherwise, found);
            }
        }
        Expr::Switch { arms, .. } => {
            for arm in arms {
                sources(program, families, member, body, arm.body, found);
            }
        }
        Expr::Try {
            body: tried,
            catches,
        } => {
            sources(program, families, member, body, *tried, found);
            for catch in catches {
                sources(program, families, member, body, catch.body, found);
            }
        }
        Expr::Error
        | Expr::Const(_)
        | Expr::This
        | Expr::TypeValue(_)
        | Expr::New { .. }
        | Expr::Closure(_)
        | Expr::FunctionValue(_)
        | Expr::BoundMethod { .. }
        | Expr::Array(_)
        | Expr::Map(_)
        | Expr::Structure(_)
        | Expr::Concat(_)
        | Expr::Unary { .. }
        | Expr::Binary { .. }
        | Expr::And { .. }
        | Expr::Or { .. }
        | Expr::TypeTest { .. }
        | Expr::Update { .. }
        | Expr::Let { .. }
        | Expr::While { .. }
        | Expr::ForRange { .. }
        | Expr::ForArray { .. }
        | Expr::ForMap { .. }
        | Expr::Return(_)
        | Expr::Break
        | Expr::Continue
        | Expr::Throw(_)
        | Expr::Trace(_) => {}
    }
}

/// A field whose declared type is a type parameter holds what is given for the parameter.
pub(crate) fn parameter_site(program: &Program, field: MemberId, ty: Ty) -> Site {
    let declared = crate::family::class_def(program, field.owner())
        .and_then(|class| class.fields.iter().find(|declared| declared.id == field));
    match declared {
        Some(declared) if is_parameter(declared.ty) => argument(program, ty),
        Some(_) | None => Site::Field(field),
    }
}

pub(crate) fn is_parameter(ty: Ty) -> bool {
    matches!(ty.without_null().kind(), TyKind::Param(_))
}

/// The type that a method has for a parameter whose type is a type parameter in a class or interface above. What is passed
/// has the form that the type has as a type argument.
pub(crate) fn given_param(
    program: &Program,
    families: &Families,
    method: MemberId,
    at: usize,
) -> Option<Ty> {
    given(program, families, method, |function| {
        function.params.get(at).map(|param| param.ty)
    })
}

/// The same of the result.
pub(crate) fn given_result(program: &Program, families: &Families, method: MemberId) -> Option<Ty> {
    given(program, families, method, |function| Some(function.result))
}

fn given(
    program: &Program,
    families: &Families,
    method: MemberId,
    part: impl Fn(&Function) -> Option<Ty>,
) -> Option<Ty> {
    let own = part(program.functions.get(&method)?)?;
    if is_parameter(own) {
        return None;
    }
    let above = families.above(method.owner()).skip(1);
    let mut above = above.filter_map(|def| {
        let methods = &crate::family::class_def(program, def)?.methods;
        methods.iter().find(|other| other.name() == method.name())
    });
    above
        .any(|other| {
            let declared = program.functions.get(other).and_then(|it| part(it));
            // `Null<T>` has a form of its own, whatever `T` is.
            declared.is_some_and(|ty| matches!(ty.kind(), TyKind::Param(_)))
        })
        .then_some(own)
}

fn result_sites(
    program: &Program,
    families: &Families,
    function: MemberId,
    ty: Ty,
    found: &mut Vec<Site>,
) {
    let Some(declared) = program.functions.get(&function) else {
        return;
    };
    if matches!(declared.result.kind(), TyKind::Null(_)) && is_native(&declared.implementation) {
        found.push(Site::Null);
    }
    if is_parameter(declared.result) {
        found.push(argument(program, ty));
    }
    if let Some(given) = given_result(program, families, function) {
        found.push(argument(program, given));
    }
    found.push(Site::Result(families.root(function)));
}

fn is_native(implementation: &Implementation) -> bool {
    match implementation {
        Implementation::Native(_) | Implementation::BodyOrNative(..) => true,
        Implementation::Body(_) | Implementation::Abstract => false,
    }
}

/// Whether a function takes any value there, and neither what it gives nor what else it is given depends on what that is:
/// the parameter's type is a type parameter of the function, which nothing else in its signature mentions. So each call can
/// say for itself whether null goes in, and null given there is no null in anything else of that type.
pub fn takes_anything(function: &Function, at: usize) -> bool {
    let Some(param) = function.params.get(at).map(|param| param.ty) else {
        return false;
    };
    let own = function.type_params.iter().map(|param| param.id);
    let is_own = |ty: Ty| own.clone().any(|own| *ty.kind() == TyKind::Param(own));
    let bounds = function.type_params.iter().flat_map(|own| &own.constraints);
    let others = function.params.iter().map(|param| param.ty);
    let others = others.filter(|ty| *ty != param).chain([function.result]);
    let mut others = others.chain(bounds.copied());
    let mentions = |ty: Ty| {
        let mut found = false;
        ty.map(&mut |part| {
            found |= part == param;
            None
        });
        found
    };
    let once = function
        .params
        .iter()
        .filter(|other| other.ty == param)
        .count()
        == 1;
    let left_out = function.params.get(at).is_some_and(|param| param.optional);
    let is_open = is_native(&function.implementation) || !left_out;
    is_own(param) && is_open && once && !others.any(mentions)
}

/// Whether an argument of type `given` is the key of a map of strings. Null is none of them, so it never gets in.
pub fn is_text_key(program: &Program, function: &Function, at: usize, given: Ty) -> bool {
    let (Implementation::Native(id) | Implementation::BodyOrNative(_, id)) =
        &function.implementation
    else {
        return false;
    };
    let takes_key = matches!(
        id,
        NativeId::MapGet | NativeId::MapSet | NativeId::MapExists | NativeId::MapRemove
    );
    takes_key && at == 0 && is_text(program, given)
}

/// Whether a function of the prelude faults where it is given null as this argument of type `given`: it needs a string, or
/// the string that is the key of a map.
pub fn faults_on_null(program: &Program, function: &Function, at: usize, given: Ty) -> bool {
    let needs_text = is_native(&function.implementation)
        && function
            .params
            .get(at)
            .is_some_and(|param| param.ty == Ty::string() && !param.optional);
    needs_text || is_text_key(program, function, at, given)
}

/// Whether values of a type are strings.
fn is_text(program: &Program, ty: Ty) -> bool {
    let ty = program.expand(ty.without_null());
    if let TyKind::Abstract(def, _) = ty.kind() {
        return match program.types.get(def) {
            Some(TypeDef::Abstract(def)) => def.underlying.is_some_and(|ty| is_text(program, ty)),
            Some(TypeDef::Class(_) | TypeDef::Enum(_) | TypeDef::Alias(_)) | None => false,
        };
    }
    ty == Ty::string()
}
