//! The head of one declaration: the types named there, type parameters, typedefs that never end, what is not supported.

use crate::annotation::unsupported;
use crate::declaration::lower_definition;
use crate::definition::{Definition, Form, Shape, definition, place};
use crate::{Ty, TyKind};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, DefId, Diagnostic, Span};
use hx2rs_syntax::ast::{Declaration, DeclarationKind};
use hx2rs_syntax::parse_file;

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
    let Some(definition) = lower_definition(db, shape.id, found) else {
        return;
    };
    params(&definition, tree, declaration, span, found);
    not_supported(file.is_standard(db), shape, declaration, span, found);
}

fn params(
    definition: &Definition,
    tree: &hx2rs_syntax::ast::FileAst,
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

/// Whether following a typedef comes back to it, without a structure, class or function in between.
fn alias_cycle(db: &dyn Db, start: DefId) -> bool {
    let mut seen = vec![start];
    let mut queue = vec![start];
    while let Some(def) = queue.pop() {
        let Some(underlying) = definition(db, def).as_ref().and_then(|it| it.underlying) else {
            // The cycle's own fallback has no underlying type.
            return def == start || seen.contains(&def) && is_alias(db, def);
        };
        if let Some(next) = head(underlying) {
            if next == start {
                return true;
            }
            if is_alias(db, next) && !seen.contains(&next) {
                seen.push(next);
                queue.push(next);
            }
        }
    }
    false
}

fn is_alias(db: &dyn Db, def: DefId) -> bool {
    crate::definition::shape(db, def).is_some_and(|shape| shape.form == Form::Alias)
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
    is_standard: bool,
    shape: &Shape,
    declaration: &Declaration,
    span: Span,
    found: &mut Vec<Diagnostic>,
) {
    if is_standard {
        return;
    }
    if shape.is_extern {
        found.push(unsupported(span, "an extern declaration"));
    }
    if let DeclarationKind::Abstract {
        underlying: None, ..
    } = declaration.kind
    {
        found.push(unsupported(span, "an abstract without underlying type"));
    }
}
