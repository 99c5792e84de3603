//! Local variables that nobody reads. A name with an underscore in front says that this is meant.

#![allow(clippy::wildcard_enum_match_arm)] // Few forms of expressions say something here.

use super::Context;
use crate::{Expr, LocalId, LocalKind, Place, TyKind, UpdateResult};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::types as codes;
use std::collections::BTreeSet;

pub(super) fn check(context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    let body = context.body;
    let mut read: BTreeSet<LocalId> = BTreeSet::new();
    let mut declared: Vec<LocalId> = Vec::new();
    context.for_each(&mut |id| match &body.exprs[id] {
        Expr::Local(local) => {
            read.insert(*local);
        }
        Expr::Let { local, .. } => declared.push(*local),
        Expr::Update {
            place: Place::Local(local),
            result: UpdateResult::Old | UpdateResult::New,
            ..
        } => {
            read.insert(*local);
        }
        _ => {}
    });
    for id in declared {
        let local = &body.locals[id];
        let name = local.name.as_str();
        let is_written = matches!(local.kind, LocalKind::Variable | LocalKind::Final);
        // Statics that are named through a type in a variable do not read that.
        let is_type = matches!(local.ty.kind(), TyKind::TypeOf(_));
        if read.contains(&id) || !is_written || is_type || name.starts_with(['_', '`']) {
            continue;
        }
        let message = if local.assigned {
            format!("nothing reads the value of `{name}`")
        } else {
            format!("`{name}` is never used")
        };
        sink.push(
            Diagnostic::new(
                codes::UNUSED_VARIABLE,
                context.span(context.spans.locals[id]),
                message,
            )
            .help(format!(
                "take it away, or call it `_{name}` if this is meant"
            )),
        );
    }
}
