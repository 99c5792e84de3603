//! Null safety, for code that asks for it: `@:nullSafety` on a type or a member, with one of the modes `Off`, `Loose` (the one
//! meant without an argument), `Strict` and `StrictThreaded`. Types say where null may be (`Null<T>`); a test or an
//! assignment shows where it is not. How long that is believed of fields is what the modes differ in:
//!
//! - Loose: until something here writes the field;
//! - Strict: until the next call, which could write it;
//! - StrictThreaded: not at all.
//!
//! Of variables it is always believed until they are written, except in function expressions, if they are written anywhere.

mod construction;
mod known;
mod walk;

use super::{Around, Context};
use crate::definition::{MemberForm, MemberItem, member_place};
use crate::infer::Facts;
use crate::lookup::{DEEPEST, expand, signature};
use crate::lower::Declarations;
use crate::{Const, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Db, DefId, Diagnostic, Space, Span};
use known::Safe;
use std::collections::BTreeMap;
use walk::Walk;

/// How strictly code is looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mode {
    Off,
    Loose,
    Strict,
    StrictThreaded,
}

impl Mode {
    /// The mode that metadata asks for.
    pub(super) fn of(around: &Around<'_>) -> Self {
        let Some(asked) = around.get(":nullSafety") else {
            return Self::Off;
        };
        if let Some(Const::Bool(on)) = asked.arguments.first() {
            return if *on { Self::Loose } else { Self::Off };
        }
        match asked.names.first().map(|name| name.as_str()) {
            Some("Off") => Self::Off,
            Some("Strict") => Self::Strict,
            Some("StrictThreaded") => Self::StrictThreaded,
            Some(_) | None => Self::Loose,
        }
    }
}

/// Reports a variable whose type has no null, and that is null at first.
pub(super) fn check_member(db: &dyn Db, item: &MemberItem, mode: Mode, sink: &mut Vec<Diagnostic>) {
    if mode == Mode::Off || !must_be_set(db, item) {
        return;
    }
    let is_static = item.id.space() == Space::Static;
    if !is_static && (!asks_of_constructor(db, item.id.owner()) || construction::sets(db, item)) {
        return;
    }
    let Some((file, _, syntax)) = member_place(db, item.id) else {
        return;
    };
    let name = item.id.name();
    let place = if is_static {
        ""
    } else {
        ", or set it in the constructor"
    };
    sink.push(
        Diagnostic::new(
            codes::NULL_SAFETY_FIELD,
            Span::absolute(file.id(db), syntax.name.range),
            format!("`{name}` is null at first, and its type has no null"),
        )
        .help(format!(
            "give it a value{place}, or make its type `Null<…>`"
        )),
    );
}

/// Whether a variable is null until something sets it, and its type has no null.
fn must_be_set(db: &dyn Db, item: &MemberItem) -> bool {
    let MemberForm::Variable { has_storage, .. } = item.form else {
        return false;
    };
    let is_value = item.is_value || item.is_extern || item.is_added();
    has_storage && !item.has_body && !is_value && !holds_null(db, signature(db, item.id).result)
}

/// Whether a type says that null may be there. `Dynamic` and `Any` do not say it, abstracts over `Null<T>` do.
fn holds_null(db: &dyn Db, ty: Ty) -> bool {
    let mut ty = expand(db, ty);
    for _ in 0..DEEPEST {
        let TyKind::Abstract(def, arguments) = ty.kind() else {
            break;
        };
        let Some(inner) = (Declarations { db }).underlying(*def, arguments) else {
            break;
        };
        ty = expand(db, inner);
    }
    matches!(ty.kind(), TyKind::Null(_) | TyKind::Void | TyKind::Error)
}

/// Reports null where a body does not expect it.
pub(super) fn check(context: &Context<'_>, mode: Mode, sink: &mut Vec<Diagnostic>) {
    let Some(root) = context.body.root else {
        return;
    };
    if asks_of_constructor(context.db, context.member.owner()) {
        construction::check(context, sink);
    }
    if mode == Mode::Off {
        return;
    }
    let mut walk = Walk {
        context,
        mode,
        safe: Safe::new(),
        held: BTreeMap::new(),
        found: Vec::new(),
    };
    walk.expr(root);
    sink.append(&mut walk.found);
}

/// Whether objects of a class have to be complete: the class itself says it, its members cannot.
fn asks_of_constructor(db: &dyn Db, class: DefId) -> bool {
    Mode::of(&Around::of_type(db, class)) != Mode::Off
}

fn has_null(ty: Ty) -> bool {
    matches!(
        ty.kind(),
        TyKind::Null(_) | TyKind::Dynamic(_) | TyKind::Void | TyKind::Error
    )
}
