//! The types of maps. For a program there are several: `Map`, the types that it stands for by what its keys are
//! (`haxe.ds.StringMap`…), and `haxe.Constraints.IMap`, which all of them are. They have the same functions and the same
//! values, so engines know only `Map`: a whole program ([`crate::Program`]) names the others in type tests and as values,
//! and nowhere else. Which of them is accepted where another one is asked for is `crate::infer`'s.

use crate::{Callee, Conversion, Expr, Ty, TyKind, TypedBody, known};
use hx2rs_base::{DefId, MemberId};

/// Whether it is a type of maps other than `Map`.
pub(crate) fn is_other_map(def: DefId) -> bool {
    def == known::any_map() || of_keys(def)
}

/// Whether it is what `Map` is for certain keys.
pub(crate) fn of_keys(def: DefId) -> bool {
    [
        known::string_map(),
        known::int_map(),
        known::object_map(),
        known::enum_value_map(),
    ]
    .contains(&def)
}

/// Keys and values of any type of maps.
pub(crate) fn entry(def: DefId, arguments: &[Ty]) -> Option<(Ty, Ty)> {
    match *arguments {
        [value] if def == known::string_map() => Some((Ty::string(), value)),
        [value] if def == known::int_map() => Some((Ty::new(TyKind::Int), value)),
        [key, value] if def == known::map() || is_other_map(def) => Some((key, value)),
        [..] => None,
    }
}

/// A type as engines see it: every map is a `Map`.
pub(crate) fn erased(ty: Ty) -> Ty {
    ty.map(&mut |part| {
        let TyKind::Class(def, arguments) = part.kind() else {
            return None;
        };
        if !is_other_map(*def) {
            return None;
        }
        let (key, value) = entry(*def, arguments)?;
        let arguments = [erased(key), erased(value)].into();
        Some(Ty::new(TyKind::Class(known::map(), arguments)))
    })
}

/// A member as engines see it: functions of maps are those of `Map`.
pub(crate) fn erased_member(member: MemberId) -> MemberId {
    if is_other_map(member.owner()) {
        MemberId::new(known::map(), member.name(), member.space())
    } else {
        member
    }
}

pub(crate) fn erased_class(def: DefId) -> DefId {
    if is_other_map(def) { known::map() } else { def }
}

/// A body as engines see it.
pub(crate) fn erase_body(typed: &mut TypedBody) {
    let mut all = typed.body.types.as_slice().iter();
    let mut locals = typed.body.locals.as_slice().iter();
    let is_other = |ty: Ty| erased(ty) != ty;
    // Nothing can be a map without an expression or a variable that is one.
    if !all.any(|ty| is_other(*ty)) && !locals.any(|local| is_other(local.ty)) {
        return;
    }
    let body = std::sync::Arc::make_mut(&mut typed.body);
    let erase = |ty: &mut Ty| *ty = erased(*ty);
    for (_, ty) in body.types.iter_mut() {
        erase(ty);
    }
    for (_, ty) in body.pattern_types.iter_mut() {
        erase(ty);
    }
    for (_, local) in body.locals.iter_mut() {
        erase(&mut local.ty);
    }
    for (_, closure) in body.closures.iter_mut() {
        erase(&mut closure.result);
    }
    for (given, structure) in &mut body.given_for_structures {
        erase(given);
        erase(structure);
    }
    let types = body.types.clone();
    for (id, expr) in body.exprs.iter_mut() {
        #[allow(clippy::wildcard_enum_match_arm)] // Few name a map; type tests keep which one.
        match expr {
            Expr::FunctionValue(member) | Expr::BoundMethod { method: member, .. } => {
                *member = erased_member(*member);
            }
            Expr::Call { callee, .. } => match callee {
                Callee::Static(member)
                | Callee::Method { method: member, .. }
                | Callee::Super(member) => *member = erased_member(*member),
                Callee::Constructor(_) | Callee::Value(_) | Callee::SuperConstructor { .. } => {}
            },
            Expr::New {
                class, constructor, ..
            } => {
                *class = erased_class(*class);
                *constructor = constructor.map(erased_member);
            }
            Expr::Convert { kind, operand }
                if *kind == Conversion::Upcast
                    && types[*operand].without_null() == types[id].without_null() =>
            {
                *kind = Conversion::Reinterpret;
            }
            Expr::Try { catches, .. } => {
                for catch in catches {
                    catch.ty = erased(catch.ty);
                }
            }
            _ => {}
        }
    }
}
