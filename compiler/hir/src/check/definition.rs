//! The head of one declaration: the types named there, type parameters, typedefs that never end, what is not supported.

use crate::annotation::{Anchor, unsupported};
use crate::declaration::lower_definition;
use crate::definition::{Definition, Form, Shape, definition, place};
use crate::scope::Scope;
use crate::{Ty, TyKind};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, DefId, Diagnostic, Span};
use hx2rs_syntax::ast::{Declaration, DeclarationKind, FileAst, TypeId};
use hx2rs_syntax::parse_file;
use std::collections::HashSet;

pub(super) fn check(db: &dyn Db, shape: &Shape, found: &mut Vec<Diagnostic>) {
    let Some((file, index)) = place(db, shape.id) else {
        return;
    };
    let tree = parse_file(db, file);
    let Some(declaration) = tree.declarations.get(index) else {
        return;
    };
    let span = Span::absolute(file.id(db), declaration.name.range);
    if shape.form == Form::Alias && alias_cycle(db, shape.id) {
        found.push(
            Diagnostic::new(
                types::ALIAS_CYCLE,
                span,
                format!("the typedef `{}` stands for itself", shape.id.name()),
            )
            .note("a typedef may mention itself inside a structure or an enum, not as the whole"),
        );
        return;
    }
    if shape.form == Form::Abstract && abstract_cycle(db, shape.id) {
        found.push(
            Diagnostic::new(
                types::ALIAS_CYCLE,
                span,
                format!("the abstract `{}` is declared over itself", shape.id.name()),
            )
            .note("an abstract may mention itself inside an array, a structure or a class, not as the whole"),
        );
        return;
    }
    if shape.form == Form::Alias && is_too_long(db, shape.id) {
        found.push(Diagnostic::new(
            types::ALIAS_CYCLE,
            span,
            format!(
                "more than {LONGEST} typedefs stand between `{}` and a type",
                shape.id.name()
            ),
        ));
        return;
    }
    let Some(definition) = lower_definition(db, shape.id, found) else {
        return;
    };
    let underlying = definition.underlying.filter(|_| shape.form == Form::Alias);
    if underlying.is_some_and(|ty| contains(db, ty, shape.id, &mut HashSet::new())) {
        let what = "a typedef that contains itself outside of a structure";
        found.push(unsupported(span, what));
        return;
    }
    params(&definition, tree, declaration, span, found);
    if let Some(scope) = Scope::of_definition(db, shape.id) {
        let anchor = Anchor::file(file.id(db));
        for ty in heads(tree, declaration) {
            super::constraint::check(&scope, tree, ty, anchor, found);
        }
    }
    if !file.is_standard(db) {
        not_supported(tree, declaration, span, found);
    }
}

/// Metadata of types that hands them to macros, which do not run yet: without those the program would mean something else.
const BUILT_BY_MACROS: [&str; 3] = ["build", "autoBuild", "genericBuild"];

fn params(
    definition: &Definition,
    tree: &FileAst,
    declaration: &Declaration,
    span: Span,
    found: &mut Vec<Diagnostic>,
) {
    let list = tree.list(declaration.type_params);
    for (at, param) in list.iter().enumerate() {
        let before = list.get(..at).unwrap_or_default();
        if before
            .iter()
            .any(|other| other.name.name == param.name.name)
        {
            found.push(Diagnostic::new(
                types::DUPLICATE_MEMBER,
                Span::absolute(span.file, param.name.range),
                format!(
                    "`{}` has two type parameters `{}`",
                    definition.id.name(),
                    param.name.name
                ),
            ));
        }
    }
}

/// The types in the head of a declaration.
fn heads(tree: &FileAst, declaration: &Declaration) -> Vec<TypeId> {
    let params = tree.list(declaration.type_params).iter();
    let mut all: Vec<TypeId> = params.filter_map(|param| param.constraint).collect();
    match declaration.kind {
        DeclarationKind::Class {
            extends,
            implements,
            ..
        } => {
            all.extend(tree.list(extends));
            all.extend(tree.list(implements));
        }
        DeclarationKind::Abstract {
            underlying,
            from,
            to,
            ..
        } => {
            all.extend(underlying);
            all.extend(tree.list(from));
            all.extend(tree.list(to));
        }
        DeclarationKind::Typedef { ty } => all.push(ty),
        DeclarationKind::Enum { .. } | DeclarationKind::Field(_) => {}
    }
    all
}

/// How many typedefs may stand for each other in a row.
const LONGEST: usize = 150;

/// Whether following a typedef comes back to it, without a structure, class or function in between; or never ends.
fn alias_cycle(db: &dyn Db, start: DefId) -> bool {
    let mut def = start;
    for _ in 0..LONGEST {
        let Some(underlying) = definition(db, def).as_ref().and_then(|it| it.underlying) else {
            // The fallback of a cycle of structures has no underlying type.
            return def == start;
        };
        match head(underlying) {
            None => return false,
            Some(next) if next == start => return true,
            Some(next) => def = next,
        }
    }
    false
}

/// Whether following what an abstract is declared over comes back to it.
fn abstract_cycle(db: &dyn Db, start: DefId) -> bool {
    let mut def = start;
    for _ in 0..LONGEST {
        let Some(underlying) = definition(db, def).as_ref().and_then(|it| it.underlying) else {
            return false;
        };
        let (TyKind::Abstract(next, _) | TyKind::Alias(next, _)) = underlying.without_null().kind()
        else {
            return false;
        };
        if *next == start {
            return true;
        }
        def = *next;
    }
    false
}

/// Whether a typedef is part of a type, but for structures: those have a name of their own when the program runs.
fn contains(db: &dyn Db, ty: Ty, alias: DefId, seen: &mut HashSet<DefId>) -> bool {
    let mut parts: Vec<Ty> = ty.arguments().to_vec();
    if let TyKind::Null(inner) | TyKind::Dynamic(Some(inner)) = ty.kind() {
        parts.push(*inner);
    }
    if let TyKind::Function(function) = ty.kind() {
        parts.extend(function.params.iter().map(|param| param.ty));
        parts.push(function.result);
    }
    if let TyKind::Alias(def, _) = ty.kind() {
        if *def == alias {
            return true;
        }
        if seen.insert(*def) {
            let definition = definition(db, *def).as_ref();
            parts.extend(definition.and_then(|it| it.underlying));
        }
    }
    parts
        .into_iter()
        .any(|part| contains(db, part, alias, seen))
}

/// Whether more typedefs stand for each other than anything follows.
fn is_too_long(db: &dyn Db, start: DefId) -> bool {
    let mut def = start;
    let mut seen = HashSet::new();
    while seen.insert(def) {
        let underlying = definition(db, def).as_ref().and_then(|it| it.underlying);
        match underlying.and_then(head) {
            None => return false,
            Some(_) if seen.len() > LONGEST => return true,
            Some(next) => def = next,
        }
    }
    false
}

/// The typedef at the top of a type, below `Null`.
fn head(ty: Ty) -> Option<DefId> {
    match ty.without_null().kind() {
        TyKind::Alias(def, _) => Some(*def),
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Class(..)
        | TyKind::Enum(..)
        | TyKind::Abstract(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => None,
    }
}

fn not_supported(
    tree: &FileAst,
    declaration: &Declaration,
    span: Span,
    found: &mut Vec<Diagnostic>,
) {
    for metadata in tree.list(declaration.metadata) {
        let name = metadata.name.name.as_str();
        let is_missing = BUILT_BY_MACROS.contains(&name);
        if metadata.compiler && is_missing {
            let span = Span::absolute(span.file, metadata.range);
            found.push(unsupported(span, &format!("`@:{name}`")));
        }
    }
    if let DeclarationKind::Abstract {
        underlying: None, ..
    } = declaration.kind
        && !tree
            .list(declaration.metadata)
            .iter()
            .any(|it| it.compiler && it.name.name.as_str() == "coreType")
    {
        found.push(unsupported(span, "an abstract without underlying type"));
    }
}
