//! `new T()` of a type parameter: officially every list of type arguments makes a class or function of its own of what
//! `@:generic` marks, and there `T` is a class. Here such a class or function takes, for each type parameter whose
//! constraint is a constructor, one argument more: a function that makes a `T`. Who names the types gives it, and engines
//! know nothing of it. Rust's own generics do the rest of what `@:generic` is for.
//!
//! `T` as a value, of a class with `@:const T`, is the constant that is given for it. It goes the same way: whoever names
//! the constant gives its value.
//!
//! A class that does gives its variables their values in its constructor, behind those functions: they may need them.
//!
//! What is declared is said here: which parameters these are, and the variable of a class that keeps the function.
//! What bodies do with it is in `crate::lower::maker`.

use crate::definition::{MemberForm, MemberItem, definition, member_item};
use crate::lookup::{self, DeclaredParam, declared_signature};
use crate::{Const, FunctionTy, Ty, TyKind, TypeParam, TypeParamId, known};
use hx2rs_base::{Db, DefId, MemberId, Name, Space};
use hx2rs_syntax::ast::{Ast, List, Metadata, TypeId, TypeKind, TypeParameter};

/// The metadata of classes and functions that may make instances of their type parameters.
const GENERIC: &str = ":generic";

/// A type parameter of which instances can be made, and the type of the function that makes them; or one for which a
/// constant is given, and the type of that.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Made {
    /// The parameter.
    pub param: TypeParamId,
    /// `(arguments) -> T`; what the constraint of a constant says, or Dynamic.
    pub maker: Ty,
    /// Whether it is a constant.
    pub is_constant: bool,
}

/// What a class can make instances of.
pub(crate) fn made_by_class(db: &dyn Db, class: DefId) -> Vec<Made> {
    let Some(definition) = definition(db, class).as_ref() else {
        return Vec::new();
    };
    if !definition.has_metadata(GENERIC) {
        return Vec::new();
    }
    made(db, &definition.type_params)
}

/// What a function takes functions for: its own type parameters, or those of the class that it constructs.
pub(crate) fn made_by_function(db: &dyn Db, member: MemberId) -> Vec<Made> {
    match constructed(db, member) {
        Some(class) => made_by_class(db, class),
        None => own(db, member, &declared_signature(db, member).type_params),
    }
}

/// The parameters that a function takes beside those that are written. Its own type parameters are given, because they are
/// asked for while its signature is made.
pub(crate) fn added_params(
    db: &dyn Db,
    member: MemberId,
    own_params: &[TypeParam],
) -> Vec<DeclaredParam> {
    let made = match constructed(db, member) {
        Some(class) => made_by_class(db, class),
        None => own(db, member, own_params),
    };
    let made = made.into_iter();
    made.map(|made| DeclaredParam {
        name: Name::new(&format!("make{}", made.param.data().name)),
        ty: Some(made.maker),
        optional: true,
        default: zero(made.maker),
        rest: false,
    })
    .collect()
}

fn own(db: &dyn Db, member: MemberId, params: &[TypeParam]) -> Vec<Made> {
    let is_generic = member_item(db, member).is_some_and(|item| item.has_metadata(GENERIC));
    if is_generic {
        let mut own = made(db, params);
        own.retain(|made| !made.is_constant);
        own
    } else {
        Vec::new()
    }
}

/// What keeps a parameter that every call gives from being null in its function.
fn zero(ty: Ty) -> Option<Const> {
    match ty.kind() {
        TyKind::Int => Some(Const::Int(0)),
        TyKind::Float => Some(Const::float(0.0)),
        TyKind::Bool => Some(Const::Bool(false)),
        TyKind::Void
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
        | TyKind::Infer(_)
        | TyKind::Error => None,
    }
}

/// What a constant is as a value.
fn constant_type(db: &dyn Db, param: &TypeParam) -> Ty {
    let mut said = param.constraints.iter().map(|it| lookup::expand(db, *it));
    let is_simple = |ty: &Ty| {
        *ty == Ty::string() || matches!(ty.kind(), TyKind::Int | TyKind::Float | TyKind::Bool)
    };
    said.find(is_simple)
        .unwrap_or(Ty::new(TyKind::Dynamic(None)))
}

/// The class that a constructor belongs to.
fn constructed(db: &dyn Db, member: MemberId) -> Option<DefId> {
    let item = member_item(db, member)?;
    let constructor = MemberForm::Function(crate::FunctionKind::Constructor);
    (item.form == constructor).then(|| member.owner())
}

fn made(db: &dyn Db, params: &[TypeParam]) -> Vec<Made> {
    let made = params.iter().filter_map(|param| {
        if param.is_constant {
            return Some(Made {
                param: param.id,
                maker: constant_type(db, param),
                is_constant: true,
            });
        }
        let mut asked = param.constraints.iter().filter_map(|it| asked(db, *it));
        let function = FunctionTy {
            result: Ty::new(TyKind::Param(param.id)),
            ..asked.next()?
        };
        Some(Made {
            param: param.id,
            maker: Ty::new(TyKind::Function(function)),
            is_constant: false,
        })
    });
    made.collect()
}

/// The constructor that a constraint asks for: `{function new():Void;}`, `haxe.Constraints.Constructible<() -> Void>`.
pub(crate) fn asked(db: &dyn Db, constraint: Ty) -> Option<FunctionTy> {
    let wide = lookup::expand(db, constraint);
    let function = if let TyKind::Structure(fields) = wide.kind() {
        fields.iter().find(|field| field.name.as_str() == "new")?.ty
    } else if wide.def() == Some(known::constructible()) {
        *wide.arguments().first()?
    } else {
        return None;
    };
    if let TyKind::Function(function) = lookup::expand(db, function).kind() {
        Some(function.clone())
    } else {
        None
    }
}

/// What a constraint asks for beside a constructor: a structure without its `new`. `None`: nothing.
pub(crate) fn without_constructor(db: &dyn Db, constraint: Ty) -> Option<Ty> {
    if asked(db, constraint).is_none() {
        return Some(constraint);
    }
    let wide = lookup::expand(db, constraint);
    let TyKind::Structure(fields) = wide.kind() else {
        return None;
    };
    let others = fields.iter().filter(|field| field.name.as_str() != "new");
    let others: Box<[_]> = others.cloned().collect();
    (!others.is_empty()).then(|| Ty::new(TyKind::Structure(others)))
}

/// Whether instances of a type can be made as a constraint asks for. `None`: it asks for no constructor.
pub(crate) fn satisfies(
    db: &dyn Db,
    ty: Ty,
    constraint: Ty,
    accepts: impl Fn(Ty, Ty) -> bool,
) -> Option<bool> {
    let asked = asked(db, constraint)?;
    let wide = lookup::expand(db, ty);
    if let TyKind::Param(param) = wide.kind() {
        let mut own = lookup::constraints(db, *param).iter();
        return Some(own.any(|own| {
            let same = lookup::expand(db, *own).def() == lookup::expand(db, constraint).def();
            same && self::asked(db, *own).is_some()
        }));
    }
    let Some(found) = lookup::lookup_constructor(db, wide) else {
        return Some(false);
    };
    let signature = lookup::signature(db, found.id);
    let hidden = made_by_function(db, found.id).len();
    let count = signature.params.len() - hidden.min(signature.params.len());
    let own = signature.function_ty();
    let own = FunctionTy {
        params: own.params.iter().take(count).cloned().collect(),
        result: Ty::new(TyKind::Void),
    };
    let own = Ty::new(TyKind::Function(own)).substitute(&found.map);
    let asked = FunctionTy {
        result: Ty::new(TyKind::Void),
        ..asked
    };
    let fits = accepts(own, Ty::new(TyKind::Function(asked)));
    Some(fits && lookup::is_public(db, found.id))
}

/// The variable of a class that keeps what makes instances of a type parameter.
pub(crate) fn variable(class: DefId, param: Name) -> MemberId {
    // Its base class may have one of its own.
    let name = format!("make{param}Of{}", class.name());
    MemberId::new(class, name.as_str(), Space::Instance)
}

/// The type of that variable.
pub(crate) fn variable_type(db: &dyn Db, member: MemberId) -> Option<Ty> {
    let class = member.owner();
    let mut made = made_by_class(db, class).into_iter();
    let own = made.find(|made| variable(class, made.param.data().name) == member)?;
    Some(own.maker)
}

/// Whether the constructor of its class gives a variable the value that is written at it. What is constant needs nothing.
pub(crate) fn moves(db: &dyn Db, variable: &MemberItem) -> bool {
    let is_moved = variable.has_body
        && variable.id.space() == Space::Instance
        && matches!(variable.form, MemberForm::Variable { .. })
        && !made_by_class(db, variable.id.owner()).is_empty();
    is_moved
        && crate::definition::body_tree(db, variable.id)
            .is_some_and(|code| crate::constant::constant(code, code.root).is_none())
}

/// The type parameters of a class of which it may make instances, as its declaration writes them: no type is asked for.
pub(crate) fn written(
    tree: &Ast,
    metadata: List<Metadata>,
    params: List<TypeParameter>,
) -> Vec<Name> {
    let mut metadata = tree.list(metadata).iter();
    if !metadata.any(|it| it.compiler && GENERIC.strip_prefix(':') == Some(it.name.name.as_str())) {
        return Vec::new();
    }
    let params = tree.list(params).iter();
    let made = params.filter(|param| {
        is_constant(tree, param) || param.constraint.is_some_and(|ty| asks(tree, ty))
    });
    made.map(|param| param.name.name).collect()
}

/// `@:const T`.
pub(crate) fn is_constant(tree: &Ast, param: &TypeParameter) -> bool {
    let mut metadata = tree.list(param.metadata).iter();
    metadata.any(|it| it.compiler && it.name.name.as_str() == "const")
}

fn asks(tree: &Ast, ty: TypeId) -> bool {
    match tree.ty(ty).kind {
        TypeKind::Anonymous { fields, .. } => {
            let mut fields = tree.list(fields).iter();
            fields.any(|field| field.name.name.as_str() == "new")
        }
        TypeKind::Path { segments, .. } => {
            let last = tree.list(segments).last();
            last.is_some_and(|last| last.name == known::constructible().name())
        }
        TypeKind::Intersection(list) => tree.list(list).iter().any(|part| asks(tree, *part)),
        TypeKind::Parenthesis(inner) => asks(tree, inner),
        TypeKind::Missing | TypeKind::Function { .. } | TypeKind::Optional(_) => false,
    }
}
