//! Uses of what is declared with `@:deprecated`.

#![allow(clippy::wildcard_enum_match_arm)] // Few forms of expressions say something here.

use super::Context;
use crate::definition::{definition, member_item};
use crate::{Callee, Const, Expr, Metadata, Place};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, MemberId, Name, Span};
use std::collections::BTreeSet;

pub(super) fn check(context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    let body = context.body;
    let mut seen: BTreeSet<(u32, u32)> = BTreeSet::new();
    context.for_each(&mut |id| {
        let (member, def) = used(&body.exprs[id]);
        let found = member.and_then(|member| of_member(context, member));
        let found = found.or_else(|| {
            let def = def.or_else(|| Some(member?.owner()))?;
            of_type(context, def)
        });
        let Some((name, metadata)) = found else {
            return;
        };
        let span = context.expr_span(id);
        if seen.insert((span.range.start, span.range.end)) {
            sink.push(diagnostic(span, name, metadata));
        }
    });
}

/// The member and the type that an expression itself names.
fn used(expr: &Expr) -> (Option<MemberId>, Option<DefId>) {
    match expr {
        Expr::Field { field, .. } | Expr::Static(field) => (Some(*field), None),
        Expr::FunctionValue(member) | Expr::BoundMethod { method: member, .. } => {
            (Some(*member), None)
        }
        Expr::Call { callee, .. } => match callee {
            Callee::Static(member)
            | Callee::Super(member)
            | Callee::Constructor(member)
            | Callee::Method { method: member, .. } => (Some(*member), None),
            Callee::SuperConstructor { constructor, .. } => (*constructor, None),
            Callee::Value(_) => (None, None),
        },
        Expr::New {
            class, constructor, ..
        } => (*constructor, Some(*class)),
        Expr::TypeValue(def) => (None, Some(*def)),
        Expr::Assign { place, .. } | Expr::Update { place, .. } => match place {
            Place::Field { field, .. } | Place::Static(field) => (Some(*field), None),
            Place::Local(_) | Place::StructureField { .. } | Place::Index { .. } => (None, None),
        },
        _ => (None, None),
    }
}

/// The deprecation of a member; of a property, where its accessor is called.
fn of_member<'a>(context: &Context<'a>, member: MemberId) -> Option<(Name, &'a Metadata)> {
    let entry = |member: MemberId| {
        let item = member_item(context.db, member)?;
        let metadata = item.metadata.iter();
        let mut metadata = metadata.filter(|entry| entry.name.as_str() == ":deprecated");
        Some((item.overload.unwrap_or(member.name()), metadata.next()?))
    };
    entry(member).or_else(|| {
        let name = member.name().as_str();
        let property = name.strip_prefix("get_").or(name.strip_prefix("set_"))?;
        entry(MemberId::new(
            member.owner(),
            Name::new(property),
            member.space(),
        ))
    })
}

/// The deprecation of a type, unless it is the one that this stands in.
fn of_type<'a>(context: &Context<'a>, def: DefId) -> Option<(Name, &'a Metadata)> {
    if def == context.member.owner() {
        return None;
    }
    let metadata = definition(context.db, def).as_ref()?.metadata.iter();
    let mut metadata = metadata.filter(|entry| entry.name.as_str() == ":deprecated");
    Some((def.name(), metadata.next()?))
}

fn diagnostic(span: Span, name: Name, metadata: &Metadata) -> Diagnostic {
    let found = Diagnostic::new(codes::DEPRECATED, span, format!("`{name}` is deprecated"));
    match metadata.arguments.first() {
        Some(Const::String(text)) => found.note(text.to_string()),
        Some(Const::Null | Const::Bool(_) | Const::Int(_) | Const::Float(_)) | None => found,
    }
}
