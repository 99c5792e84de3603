//! What gets into Dynamic: the classes whose objects do, the structures, and the types that are values.

use super::Names;
use super::asked::{Asked, copied};
use crate::family::Families;
use crate::reach::Reached;
use hx2rs_base::{DefId, Name};
use hx2rs_hir::{
    Body, Conversion, Expr, ExprId, Implementation, NativeId, Program, Ty, TyKind, TypeDef,
};
use indexmap::IndexSet;

/// The classes whose objects get into Dynamic; those too many that cannot be told apart from them.
pub(super) fn objects(
    program: &Program,
    families: &Families,
    reached: &Reached,
) -> IndexSet<DefId> {
    let mut found: IndexSet<DefId> = IndexSet::new();
    for ty in types_in_dynamic(program, reached) {
        if let TyKind::Param(_) = ty.kind() {
            return reached.instantiated.clone();
        }
        if let TyKind::Class(def, _) = ty.kind() {
            found.extend(families.below(*def));
        }
    }
    found.retain(|class| reached.instantiated.contains(class));
    found
}

/// The structure types whose values get into Dynamic; all, where that cannot be told. What literals that only Dynamic
/// ever sees are is not among them.
pub(crate) fn structures(program: &Program, reached: &Reached) -> IndexSet<Ty> {
    let mut all = types_in_dynamic(program, reached);
    if all.iter().any(|ty| matches!(ty.kind(), TyKind::Param(_))) {
        for typed in reached.bodies.values() {
            let types = typed.body.types.iter();
            all.extend(types.map(|(_, ty)| program.expand(ty.without_null())));
        }
    }
    all.retain(|ty| matches!(ty.kind(), TyKind::Structure(_)));
    all
}

/// `{}`, which says as little of its values as Dynamic.
fn is_empty_structure(program: &Program, ty: Ty) -> bool {
    let ty = program.expand(ty.without_null());
    matches!(ty.kind(), TyKind::Structure(fields) if fields.is_empty())
}

/// The types of the values that get into Dynamic, and what these are made of. Typedefs at their top are expanded.
fn types_in_dynamic(program: &Program, reached: &Reached) -> IndexSet<Ty> {
    let mut open: Vec<Ty> = Vec::new();
    for (from, to) in &reached.between {
        let is_dynamic = matches!(program.expand(to.without_null()).kind(), TyKind::Dynamic(_));
        if is_dynamic || is_empty_structure(program, *to) {
            open.push(*from);
        } else {
            crate::seen_inside::dynamic_parts(program, *from, *to, 0, &mut open);
        }
    }
    for typed in reached.bodies.values() {
        let body = &*typed.body;
        for (id, expr) in body.exprs.iter() {
            if let Expr::Convert {
                kind: Conversion::ToDynamic,
                operand,
            }
            | Expr::Throw(operand) = expr
            {
                parts_in_dynamic(body, *operand, &mut open);
            } else if let Expr::Convert { operand, .. } = expr
                && is_empty_structure(program, body.types[id])
            {
                parts_in_dynamic(body, *operand, &mut open);
            } else if let Expr::Convert { operand, .. } = expr {
                let (from, to) = (body.ty(*operand), body.ty(id));
                crate::seen_inside::dynamic_parts(program, from, to, 0, &mut open);
            } else if let Some(copied) = copied(program, expr) {
                open.push(body.ty(copied));
            }
        }
    }
    let mut seen: IndexSet<Ty> = IndexSet::new();
    while let Some(ty) = open.pop() {
        let ty = program.expand(ty.without_null());
        if !seen.insert(ty) {
            continue;
        }
        match ty.kind() {
            TyKind::Param(_) => {}
            TyKind::Class(_, arguments) => open.extend(arguments.iter()),
            TyKind::Enum(def, arguments) => {
                open.extend(arguments.iter());
                if let Some(TypeDef::Enum(def)) = program.types.get(def) {
                    let params = def.constructors.iter().flat_map(|it| &it.params);
                    // What is given for the enum's own parameters is there already.
                    let params = params.map(|param| param.ty);
                    open.extend(
                        params.filter(|ty| !matches!(ty.without_null().kind(), TyKind::Param(_))),
                    );
                }
            }
            TyKind::Abstract(_, arguments) | TyKind::Alias(_, arguments) => {
                open.extend(arguments.iter())
            }
            TyKind::Function(function) => {
                open.extend(function.params.iter().map(|param| param.ty));
                open.push(function.result);
            }
            TyKind::Structure(fields) => open.extend(fields.iter().map(|field| field.ty)),
            TyKind::Null(inner) => open.push(*inner),
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => {}
        }
    }
    seen
}

/// The type of a value that gets into Dynamic; of the parts of a literal.
fn parts_in_dynamic(body: &Body, expr: ExprId, open: &mut Vec<Ty>) {
    if let Expr::Structure(fields) = &body.exprs[expr] {
        for (_, part) in fields {
            parts_in_dynamic(body, *part, open);
        }
    } else if let Expr::Array(parts) = &body.exprs[expr] {
        for part in parts {
            parts_in_dynamic(body, *part, open);
        }
    } else {
        open.push(body.ty(expr));
    }
}

/// The classes and enums that are values.
pub(super) fn type_values(
    program: &Program,
    families: &Families,
    reached: &Reached,
    asked: &Asked,
) -> IndexSet<DefId> {
    let by_name = [&asked.read, &asked.written];
    let mut found = IndexSet::new();
    if by_name.iter().all(|names| names.is_none())
        && !asked.creates
        && !asked.creates_empty
        && !asked.makes
        && asked.resolves.is_none()
    {
        return found;
    }
    if !asked.resolves.is_none() {
        // Of the library's types, those have members whose values are made anyway.
        let made = reached.instantiated.iter().copied();
        let built = reached.built.iter().map(|constructor| constructor.owner());
        // And those that the program names.
        let named = program.types.keys().copied();
        let named = named.filter(|_| matches!(asked.resolves, Names::Some(_)));
        let all = own_types(program).chain(made).chain(built).chain(named);
        for def in all.filter(|def| asked.resolves.has(Name::new(&program.path(*def)))) {
            found.extend(families.above(def));
            found.insert(def);
        }
    }
    for typed in reached.bodies.values() {
        for (_, expr) in typed.body.exprs.iter() {
            if let Expr::TypeValue(def) = expr {
                found.insert(*def);
                found.extend(families.above(*def));
            }
        }
    }
    if asks_types(program, reached) {
        for class in objects(program, families, reached) {
            found.extend(families.above(class));
        }
        found.extend(reached.built.iter().map(|constructor| constructor.owner()));
    }
    found
}

/// Whether the program asks values for their classes.
fn asks_types(program: &Program, reached: &Reached) -> bool {
    reached.functions.iter().any(|function| {
        let found = program.functions.get(function);
        found.is_some_and(|function| {
            matches!(
                function.implementation,
                Implementation::Native(NativeId::TypeClassOf | NativeId::TypeGetEnum)
            )
        })
    })
}

/// The classes and enums of the program's own modules.
fn own_types(program: &Program) -> impl Iterator<Item = DefId> {
    let is_own = |def: &DefId| {
        let module = program.modules.get(&def.module());
        let file = module.and_then(|module| program.files.get(&module.file));
        file.is_some_and(|file| !file.is_standard())
    };
    program.types.keys().copied().filter(move |def| is_own(def))
}
