//! Type arguments have to be what their parameters ask for: in the types that declarations and bodies write.

use crate::annotation::{Anchor, lower_type};
use crate::definition::definition;
use crate::infer::{Table, assignable};
use crate::lookup::argument_map;
use crate::lower::Declarations;
use crate::scope::Scope;
use crate::{Ty, TyKind};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, Diagnostic, Name};
use hx2rs_syntax::ast::{Ast, MemberKind, TypeArgument, TypeId, TypeKind};

/// Checks a written type, and the types in it.
pub(crate) fn check(
    scope: &Scope<'_>,
    tree: &Ast,
    ty: TypeId,
    anchor: Anchor,
    found: &mut Vec<Diagnostic>,
) {
    match tree.ty(ty).kind {
        TypeKind::Missing => {}
        TypeKind::Path { segments, args } => {
            let path: Vec<Name> = tree.list(segments).iter().map(|part| part.name).collect();
            let mut arguments: Vec<(Ty, TypeId)> = Vec::new();
            for argument in tree.list(args) {
                match argument {
                    TypeArgument::Type(argument) => {
                        check(scope, tree, *argument, anchor, found);
                        let lowered = lower_type(scope, tree, *argument, anchor, &mut Vec::new());
                        arguments.push((lowered, *argument));
                    }
                    // What is constant is not looked at.
                    TypeArgument::Expr(_) => arguments.push((Ty::new(TyKind::Error), ty)),
                }
            }
            if !arguments.is_empty() {
                path_arguments(scope, &path, &arguments, tree, anchor, found);
            }
        }
        TypeKind::Function { params, result } => {
            for param in tree.list(params) {
                check(scope, tree, param.ty, anchor, found);
            }
            check(scope, tree, result, anchor, found);
        }
        TypeKind::Anonymous { extends, fields } => {
            for base in tree.list(extends) {
                check(scope, tree, *base, anchor, found);
            }
            for field in tree.list(fields) {
                if let MemberKind::Field { ty: Some(ty), .. } = field.kind {
                    check(scope, tree, ty, anchor, found);
                }
            }
        }
        TypeKind::Parenthesis(inner) | TypeKind::Optional(inner) => {
            check(scope, tree, inner, anchor, found);
        }
        TypeKind::Intersection(list) => {
            for part in tree.list(list) {
                check(scope, tree, *part, anchor, found);
            }
        }
    }
}

fn path_arguments(
    scope: &Scope<'_>,
    path: &[Name],
    arguments: &[(Ty, TypeId)],
    tree: &Ast,
    anchor: Anchor,
    found: &mut Vec<Diagnostic>,
) {
    let db = scope.db;
    let Some(start) = scope.resolve_path(path).filter(|it| it.parts == path.len()) else {
        return;
    };
    let Some(definition) = definition(db, start.def).as_ref() else {
        return;
    };
    let types: Vec<Ty> = arguments.iter().map(|(ty, _)| *ty).collect();
    let map = argument_map(db, start.def, &types);
    for (param, (ty, syntax)) in definition.type_params.iter().zip(arguments) {
        for constraint in &param.constraints {
            let wanted = constraint.substitute(&map);
            let is_known = *wanted.kind() != TyKind::Error && *ty.kind() != TyKind::Error;
            if is_known && !satisfies(db, *ty, wanted) {
                found.push(
                    Diagnostic::new(
                        types::CONSTRAINT,
                        anchor.span(tree.ty(*syntax).range),
                        format!(
                            "the type parameter {} of {} has to be a {wanted}, and {ty} is none",
                            param.id.data().name,
                            start.def.path()
                        ),
                    )
                    .label(format!("not a {wanted}")),
                );
            }
        }
    }
}

/// Whether a type is what a type parameter has to be.
fn satisfies(db: &dyn Db, ty: Ty, wanted: Ty) -> bool {
    let accepts = |from, to| assignable(&mut Table::default(), &Declarations { db }, from, to);
    if let Some(made) = crate::maker::satisfies(db, ty, wanted, accepts) {
        return made;
    }
    let wide = crate::lookup::expand(db, ty);
    let is_basic = matches!(wide.kind(), TyKind::Int | TyKind::Float | TyKind::Bool);
    match crate::lookup::expand(db, wanted).kind() {
        TyKind::Abstract(def, _) if *def == crate::known::enum_value() => {
            matches!(wide.kind(), TyKind::Enum(..)) || accepts(ty, wanted)
        }
        TyKind::Structure(_) if is_basic => false,
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
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => accepts(ty, wanted),
    }
}
