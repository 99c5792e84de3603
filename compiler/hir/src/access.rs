//! Private access that metadata grants: `@:access`, `@:allow`, `@:publicFields`.

use crate::definition::{Form, definition, member_place, place};
use crate::scope::Scope;
use hx2rs_base::{Db, DefId, MemberId, Name, Project};
use hx2rs_syntax::ast::{Ast, ExprId, ExprKind, List, Metadata};
use hx2rs_syntax::parse_file;

/// `@:publicFields class`.
pub(crate) fn has_public_fields(db: &dyn Db, def: DefId) -> bool {
    let definition = definition(db, def).as_ref();
    definition.is_some_and(|it| it.has_metadata(":publicFields"))
}

/// Whether a member of the program is declared `extern`, and so has its code elsewhere. Interfaces and enums have none.
pub(crate) fn is_elsewhere(db: &dyn Db, member: MemberId) -> bool {
    let Some(item) = crate::definition::member_item(db, member) else {
        return false;
    };
    let Some(shape) = crate::definition::shape(db, member.owner()) else {
        return false;
    };
    let may_be = match shape.form {
        Form::Class | Form::Abstract | Form::ModuleFields => true,
        Form::Interface | Form::Enum | Form::Alias | Form::EnumAbstract => false,
    };
    may_be
        && (shape.is_extern || item.is_extern)
        && !item.has_body
        && !item.is_abstract
        && !crate::scope::is_standard(db, member.owner())
}

/// Whether `@:access` on the code's side, or `@:allow` on the other, lets `from` use the private `target`.
pub(crate) fn is_granted(db: &dyn Db, from: MemberId, target: MemberId) -> bool {
    let access = granted(db, db.project(), from, Grant::Access);
    let allow = granted(db, db.project(), target, Grant::Allow);
    access.iter().any(|path| names(db, path, target))
        || allow.iter().any(|path| names(db, path, from))
}

/// A path of metadata names a member: by its package, its type, or itself.
fn names(db: &dyn Db, path: &Granted, member: MemberId) -> bool {
    let owner = member.owner();
    let full = crate::imports::dotted(&path.parts);
    let full = full.as_str();
    let own = owner.path();
    if own == full
        || own.starts_with(&format!("{full}."))
        || format!("{own}.{}", member.name()) == full
    {
        return true;
    }
    let scope = Scope::of_definition(db, path.by);
    let start = scope.and_then(|scope| scope.resolve_path(&path.parts));
    start.is_some_and(|start| {
        let rest = path.parts.get(start.parts..).unwrap_or_default();
        let is_owner = start.def == owner || crate::lookup::is_subtype_of(db, owner, start.def);
        is_owner && (rest.is_empty() || *rest == [member.name()])
    })
}

/// A path in metadata.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Granted {
    /// In whose scope it stands.
    by: DefId,
    parts: Vec<Name>,
}

/// Metadata that grants access.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Grant {
    /// `@:access(path)`: the code may use what is private there.
    Access,
    /// `@:allow(path)`: the code there may use what is private here.
    Allow,
}

/// The paths in metadata of a member and of the type around it.
#[salsa::tracked]
fn granted(db: &dyn Db, _project: Project, member: MemberId, grant: Grant) -> Vec<Granted> {
    let by = member.owner();
    let mut paths = Vec::new();
    if let Some((file, index)) = place(db, by) {
        let tree = parse_file(db, file);
        if let Some(declaration) = tree.declarations.get(index) {
            metadata_paths(tree, declaration.metadata, grant, &mut paths);
        }
    }
    if let Some((_, tree, syntax)) = member_place(db, member) {
        metadata_paths(tree, syntax.metadata, grant, &mut paths);
    }
    let paths = paths.into_iter();
    paths.map(|parts| Granted { by, parts }).collect()
}

fn metadata_paths(tree: &Ast, list: List<Metadata>, grant: Grant, paths: &mut Vec<Vec<Name>>) {
    let name = match grant {
        Grant::Access => "access",
        Grant::Allow => "allow",
    };
    for entry in tree.list(list) {
        if entry.compiler && entry.name.name.as_str() == name {
            let arguments = tree.list(entry.args).iter();
            paths.extend(arguments.filter_map(|argument| expr_path(tree, *argument)));
        }
    }
}

/// `a.b.C` as names.
pub(crate) fn expr_path(tree: &Ast, expr: ExprId) -> Option<Vec<Name>> {
    #[allow(clippy::wildcard_enum_match_arm)] // Only dotted names are paths.
    match tree.expr(expr).kind {
        ExprKind::Ident(name) => Some(vec![name]),
        ExprKind::Field { receiver, name, .. } => {
            let mut path = expr_path(tree, receiver)?;
            path.push(name);
            Some(path)
        }
        _ => None,
    }
}
