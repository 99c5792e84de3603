//! Declarations of `overload` functions: where the modifier may stand, and functions that take the same. Which one a
//! call means is `crate::lower`'s.

use super::member::Context;
use super::redefinition::same;
use crate::definition::MemberForm;
use crate::lookup::{own_overloads, signature};
use crate::{FunctionKind, Ty, TyKind};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, Diagnostic, MemberId};
use hx2rs_syntax::ast::ModifierKind;

/// The modifier is for functions that are compiled into their callers.
pub(super) fn modifier(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let item = context.item;
    if item.overload.is_none() {
        return;
    }
    let what = match item.form {
        MemberForm::Function(FunctionKind::Constructor) => "a constructor cannot be overloaded",
        MemberForm::Function(_) if item.is_extern && item.is_inline => return,
        MemberForm::Function(_) if context.shape.is_extern => return,
        MemberForm::Function(_) => "only an `extern inline` function can be overloaded",
        MemberForm::Variable { .. } | MemberForm::EnumConstructor { .. } => {
            "only a function can be overloaded"
        }
    };
    let span = context.modifier(ModifierKind::Overload);
    found.push(Diagnostic::new(types::MODIFIER_CONFLICT, span, what));
}

/// Two functions of one name that take the same can never be told apart.
pub(super) fn repeated(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (db, id) = (context.db, context.item.id);
    let own = taken(db, id);
    let Some(name) = context.item.overload else {
        return;
    };
    let all = own_overloads(db, id.owner(), name, id.space()).iter();
    let mut earlier = all.take_while(|other| **other != id);
    let Some(earlier) = earlier.find(|other| same_taken(db, &taken(db, **other), &own)) else {
        return;
    };
    let message = format!("another overload of `{name}` takes the same");
    let diagnostic = Diagnostic::new(types::DUPLICATE_MEMBER, context.span(), message);
    let place = super::class::origin(db, *earlier);
    found.push(match place {
        Some(place) => diagnostic.secondary(place, "first here"),
        None => diagnostic,
    });
}

/// What a function takes: null or not makes no difference, nor do the names of its type parameters.
fn taken(db: &dyn Db, id: MemberId) -> Vec<(Ty, bool)> {
    let signature = signature(db, id);
    let params = signature.params.iter().map(|param| {
        let ty = param.ty.without_null().map(&mut |part| {
            let TyKind::Param(own) = part.kind() else {
                return None;
            };
            let mut all = signature.type_params.iter();
            let place = all.position(|param| param.id == *own)?;
            Some(Ty::new(TyKind::Infer(place as u32)))
        });
        (ty, param.optional)
    });
    params.collect()
}

fn same_taken(db: &dyn Db, left: &[(Ty, bool)], right: &[(Ty, bool)]) -> bool {
    let mut pairs = left.iter().zip(right);
    left.len() == right.len()
        && pairs.all(|(left, right)| left.1 == right.1 && same(db, left.0, right.0))
}
