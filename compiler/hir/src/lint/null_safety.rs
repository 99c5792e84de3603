//! Null safety, for code that asks for it: `@:nullSafety` on a type or a member, with one of the modes `Off`, `Loose` (the one
//! meant without an argument), `Strict` and `StrictThreaded`. Types say where null may be (`Null<T>`); a test or an
//! assignment shows where it is not. How long that is believed of fields is what the modes differ in:
//!
//! - Loose: until something here writes the field;
//! - Strict: until the next call, which could write it;
//! - StrictThreaded: not at all.
//!
//! Of variables it is always believed until they are written, except in function expressions, if they are written anywhere.

mod known;
mod walk;

use super::{Around, Context};
use crate::definition::{MemberForm, MemberItem, body_tree, member_place};
use crate::lookup::signature;
use crate::lower::ends;
use crate::{Body, Const, Expr, ExprId, Place, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Db, Diagnostic, MemberId, Name, Space, Span};
use known::Safe;
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
    let MemberForm::Variable {
        has_storage: true, ..
    } = item.form
    else {
        return;
    };
    let is_value = item.is_value || item.is_extern;
    if mode == Mode::Off || item.has_body || is_value || has_null(signature(db, item.id).result) {
        return;
    }
    let is_static = item.id.space() == Space::Static;
    if !is_static && constructor_sets(db, item.id) {
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

/// Whether the constructor of a class sets a variable on each way through it.
fn constructor_sets(db: &dyn Db, field: MemberId) -> bool {
    let constructor = MemberId::new(field.owner(), Name::new("new"), Space::Instance);
    if body_tree(db, constructor).is_none() {
        return false;
    }
    let lowered = crate::lower::infer_body(db, constructor);
    let body = lowered.body.as_ref().map(|typed| &typed.body);
    body.is_some_and(|body| body.root.is_some_and(|root| sets(body, root, field)))
}

/// Whether an expression that comes to its end has set a variable of `this`.
fn sets(body: &Body, id: ExprId, field: MemberId) -> bool {
    if !ends(body, id) {
        return true;
    }
    let expr = &body.exprs[id];
    if let Expr::Assign {
        place: Place::Field {
            object,
            field: written,
        },
        ..
    } = expr
        && *written == field
        && body.exprs[*object] == Expr::This
    {
        return true;
    }
    if let Expr::If {
        condition,
        then,
        otherwise,
    } = expr
    {
        let both = otherwise
            .is_some_and(|otherwise| sets(body, *then, field) && sets(body, otherwise, field));
        return both || sets(body, *condition, field);
    }
    if let Expr::Switch {
        value,
        arms,
        exhaustive,
    } = expr
    {
        let all = *exhaustive && arms.iter().all(|arm| sets(body, arm.body, field));
        return all || sets(body, *value, field);
    }
    if let Expr::While {
        condition,
        first_run: false,
        ..
    } = expr
    {
        return sets(body, *condition, field);
    }
    if let Expr::ForRange { .. } | Expr::ForArray { .. } | Expr::ForMap { .. } = expr {
        return false;
    }
    if let Expr::Try {
        body: tried,
        catches,
    } = expr
    {
        return sets(body, *tried, field)
            && catches.iter().all(|catch| sets(body, catch.body, field));
    }
    if let Expr::And { left, .. } | Expr::Or { left, .. } | Expr::Coalesce { left, .. } = expr {
        return sets(body, *left, field);
    }
    let mut any = false;
    expr.for_each_part(body, &mut |part| any = any || sets(body, part, field));
    any
}

/// Reports null where a body does not expect it.
pub(super) fn check(context: &Context<'_>, mode: Mode, sink: &mut Vec<Diagnostic>) {
    let Some(root) = context.body.root else {
        return;
    };
    if mode == Mode::Off {
        return;
    }
    let mut walk = Walk {
        context,
        mode,
        safe: Safe::new(),
        found: Vec::new(),
    };
    walk.expr(root);
    sink.append(&mut walk.found);
}

fn has_null(ty: Ty) -> bool {
    matches!(
        ty.kind(),
        TyKind::Null(_) | TyKind::Dynamic(_) | TyKind::Void | TyKind::Error
    )
}
