//! Open members: those whose declaration and code do not show their whole type, such as `var list = [];`. Their uses
//! do. The bodies that mention the name are lowered one after the other with monomorphs in its place, in load order;
//! what the first use binds is the type, but Float wins over Int, and `Null<T>` over `T`. What nobody binds is Dynamic.

use super::entry::lower_member;
use crate::definition::{body_tree, member_item, module_file};
use crate::infer::Table;
use crate::lookup::{DeclaredSignature, Signature, declared_signature, is_public, is_subtype_of};
use crate::{Ty, TyKind};
use hx2rs_base::{Db, MemberId, Name, Project, Work};
use hx2rs_syntax::ast::ExprKind;
use std::collections::{BTreeMap, HashSet};

/// Whether part of a type is a monomorph.
pub(crate) fn has_monomorph(ty: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |part| {
        found = found || matches!(part.kind(), TyKind::Infer(_));
        None
    });
    found
}

/// A member whose types have monomorphs, on its way through the bodies that use it.
pub(super) struct Probe {
    /// Its types; monomorphs by numbers of its own.
    signature: Signature,
    /// What bodies bind the monomorphs to.
    found: BTreeMap<u32, Ty>,
    /// The number of the next monomorph.
    next: u32,
    /// In the body's table: the monomorph of each number.
    entered: std::cell::RefCell<BTreeMap<u32, Ty>>,
}

impl Probe {
    /// The signature with monomorphs of a body's table.
    pub(super) fn enter(&self, table: &mut Table) -> Signature {
        let mut entered = BTreeMap::new();
        let mut enter = |ty: Ty| {
            ty.map(&mut |part| {
                let TyKind::Infer(number) = part.kind() else {
                    return None;
                };
                Some(*entered.entry(*number).or_insert_with(|| table.fresh()))
            })
        };
        let mut signature = self.signature.clone();
        signature.result = enter(signature.result);
        for param in &mut signature.params {
            param.ty = enter(param.ty);
        }
        *self.entered.borrow_mut() = entered;
        signature
    }

    /// Takes what the body has bound.
    pub(super) fn leave(&mut self, _probed: &Signature, table: &Table) {
        let entered = std::mem::take(self.entered.get_mut());
        let mut numbers = BTreeMap::new();
        for (number, monomorph) in &entered {
            if let Some(own) = table.open(*monomorph).infer_number() {
                numbers.insert(own, *number);
            }
        }
        let mut partly = Vec::new();
        for (number, monomorph) in &entered {
            let bound = table.open(*monomorph);
            if *bound.kind() == TyKind::Error {
                continue;
            }
            if !has_monomorph(bound) {
                let known = self.found.get(number).copied();
                let joined = known.map_or(bound, |known| wider(known, bound));
                self.found.insert(*number, joined);
            } else if bound.infer_number().is_none() && !self.found.contains_key(number) {
                partly.push((*number, bound));
            }
        }
        // A function of something, an array of something: what the something is, others may say.
        for (number, bound) in partly {
            let next = &mut self.next;
            let bound = bound.map(&mut |part| {
                let own = numbers.entry(part.infer_number()?).or_insert_with(|| {
                    *next += 1;
                    *next
                });
                Some(Ty::new(TyKind::Infer(*own)))
            });
            let refine =
                |ty: Ty| ty.map(&mut |part| (part.infer_number() == Some(number)).then_some(bound));
            self.signature.result = refine(self.signature.result);
            for param in &mut self.signature.params {
                param.ty = refine(param.ty);
            }
        }
    }
}

/// Of two types that uses of one member ask for, the one that takes both; else the first.
fn wider(first: Ty, second: Ty) -> Ty {
    let (left, right) = (first.without_null(), second.without_null());
    let base = if left.kind() == &TyKind::Int && right.kind() == &TyKind::Float {
        right
    } else {
        left
    };
    let is_null = left != first || (right != second && (left == right || base == right));
    if is_null { Ty::null(base) } else { base }
}

/// The signature with its monomorphs bound by the uses of the member.
pub(crate) fn close(db: &dyn Db, signature: Signature) -> Signature {
    let member = signature.id;
    db.tell(Work::Close(member));
    let mut next = 0;
    let types = signature.params.iter().map(|param| param.ty);
    for ty in types.chain([signature.result]) {
        ty.map(&mut |part| {
            next = next.max(part.infer_number()?);
            None
        });
    }
    let mut probe = Probe {
        signature,
        found: BTreeMap::new(),
        next,
        entered: std::cell::RefCell::default(),
    };
    for user in users(db, db.project(), member).iter().copied() {
        lower_member(db, user, declared_signature(db, user), Some(&mut probe));
    }
    let Probe {
        mut signature,
        found,
        ..
    } = probe;
    let bind = |ty: Ty| ty.map(&mut |part| found.get(&part.infer_number()?).copied());
    signature.result = bind(signature.result);
    for param in &mut signature.params {
        param.ty = bind(param.ty);
    }
    again(db, &mut signature);
    let close = |ty: Ty| {
        ty.map(&mut |part| {
            part.infer_number()?;
            Some(Ty::new(TyKind::Dynamic(None)))
        })
    };
    signature.result = close(signature.result);
    for param in &mut signature.params {
        param.ty = close(param.ty);
    }
    signature
}

/// What the uses of a function say of its parameters may show the rest of its types.
fn again(db: &dyn Db, signature: &mut Signature) {
    let is_known = |ty: Ty| !has_monomorph(ty);
    let is_helped = signature.params.iter().any(|param| is_known(param.ty));
    if is_known(signature.result) || !is_helped {
        return;
    }
    let mut declared = DeclaredSignature::from(&*signature);
    declared.result = None;
    for param in &mut declared.params {
        param.ty = param.ty.filter(|ty| is_known(*ty));
    }
    let Some(lowered) = lower_member(db, signature.id, &declared, None) else {
        return;
    };
    signature.result = lowered.result;
    for (param, ty) in signature.params.iter_mut().zip(&lowered.params) {
        param.ty = *ty;
    }
}

/// Members whose bodies mention the name of a member and may see it, in load order.
#[salsa::tracked]
fn users(db: &dyn Db, _project: Project, member: MemberId) -> Vec<MemberId> {
    let mut users = Vec::new();
    let everywhere = is_public(db, member);
    let mut modules = crate::reach::reached_modules(db).clone();
    if !modules.contains(&member.owner().module()) {
        modules.push(member.owner().module());
    }
    for module in modules {
        let Some(file) = module_file(db, module) else {
            continue;
        };
        for user in crate::check::file_members(db, file) {
            let owner = user.owner();
            let sees = everywhere
                || owner.module() == member.owner().module()
                || is_subtype_of(db, owner, member.owner());
            if user == member || !sees {
                continue;
            }
            let is_open = member_item(db, user).is_some_and(|item| item.accessor.is_some());
            if !is_open && names(db, db.project(), user).contains(&member.name()) {
                users.push(user);
            }
        }
    }
    users
}

/// The names that a body mentions.
#[salsa::tracked]
fn names(db: &dyn Db, _project: Project, member: MemberId) -> HashSet<Name> {
    let Some(tree) = body_tree(db, member) else {
        return HashSet::new();
    };
    #[allow(clippy::wildcard_enum_match_arm)] // Only names are looked at.
    let names = tree.exprs().filter_map(|(_, expr)| match expr.kind {
        ExprKind::Ident(name) | ExprKind::Field { name, .. } => Some(name),
        _ => None,
    });
    let mut names: HashSet<Name> = names.collect();
    // `new C(…)` names the constructor.
    let has_new = tree
        .exprs()
        .any(|(_, expr)| matches!(expr.kind, ExprKind::New { .. }));
    if has_new {
        names.insert(Name::new("new"));
    }
    names
}
