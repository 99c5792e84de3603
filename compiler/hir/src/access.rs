//! Private access that metadata grants: `@:access`, `@:allow`, `@:publicFields`.

use crate::declaration::syntax_members;
use crate::definition::{member_item, place};
use crate::scope::Scope;
use hx2rs_base::{Db, DefId, MemberId, Name};
use hx2rs_syntax::ast::{Ast, ExprId, ExprKind, List, Metadata};
use hx2rs_syntax::parse_file;

/// `@:publicFields class`.
pub(crate) fn has_public_fields(db: &dyn Db, def: DefId) -> bool {
    let found = declaration_paths(db, def, "publicFields");
    found.is_some_and(|found| found.is_present)
}

/// Whether `@:access` on the code's side, or `@:allow` on the other, lets `from` use the private `target`.
pub(crate) fn is_granted(db: &dyn Db, from: MemberId, target: MemberId) -> bool {
    let access = granted(db, from, "access");
    let allow = granted(db, target, "allow");
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
struct Granted {
    /// In whose scope it stands.
    by: DefId,
    parts: Vec<Name>,
}

struct Found {
    is_present: bool,
    paths: Vec<Vec<Name>>,
}

fn granted(db: &dyn Db, member: MemberId, name: &str) -> Vec<Granted> {
    let by = member.owner();
    let mut paths = declaration_paths(db, by, name).map_or(Vec::new(), |found| found.paths);
    if let (Some(item), Some((tree, list))) = (member_item(db, member), syntax_members(db, by))
        && let Some(syntax) = list.get(item.index)
    {
        paths.extend(metadata_paths(tree, syntax.metadata, name).paths);
    }
    paths
        .into_iter()
        .map(|parts| Granted { by, parts })
        .collect()
}

fn declaration_paths(db: &dyn Db, def: DefId, name: &str) -> Option<Found> {
    let (file, index) = place(db, def)?;
    let tree = parse_file(db, file);
    let declaration = tree.declarations.get(index)?;
    Some(metadata_paths(tree, declaration.metadata, name))
}

fn metadata_paths(tree: &Ast, list: List<Metadata>, name: &str) -> Found {
    let mut found = Found {
        is_present: false,
        paths: Vec::new(),
    };
    for entry in tree.list(list) {
        if entry.compiler && entry.name.name.as_str() == name {
            found.is_present = true;
            let arguments = tree.list(entry.args).iter();
            found
                .paths
                .extend(arguments.filter_map(|argument| expr_path(tree, *argument)));
        }
    }
    found
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
