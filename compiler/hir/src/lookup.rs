//! What bodies ask about members: their signatures, finding them in a type and its super types, and how types of a
//! generic class look from an instance of it. Names in scope are [`crate::scope`]'s; types as written are
//! [`crate::annotation`]'s.
//!
//! Who asks whom: [`signature`] asks [`crate::infer`] about a member whose declaration leaves types out, and that asks
//! [`signature`] about other members. Inference of a body starts from [`declared_signature`], and calls of the function
//! to itself use the inference's own monomorphs, so only functions that call each other meet in a cycle: there the
//! unknown type is [`TyKind::Error`] at first, which agrees with everything, until the types no longer change.

use crate::definition::{Form, MemberForm, MemberItem};
use crate::definition::{definition, member_item, members, named_member, shape};
use crate::{Const, FieldAccess, FunctionParam, FunctionTy, Param, StructureField, Ty, TyKind};
use crate::{TypeParam, TypeParamId};
use hx2rs_base::{Db, DefId, MemberId, Name, Space};

pub use crate::signature::{declared_signature, is_public, signature};

/// A member's type as declared: what is left out is `None`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredSignature {
    /// Its own type parameters.
    pub type_params: Vec<TypeParam>,
    /// Parameters of a function or enum constructor.
    pub params: Vec<DeclaredParam>,
    /// The result of a function, the type of a variable. `Void` for a constructor; an enum constructor's is known, too.
    pub result: Option<Ty>,
}

/// A parameter as declared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclaredParam {
    /// Its name.
    pub name: Name,
    /// Its type inside the function, if given: `Null<T>` for `?x:T` without default, an array for a rest parameter.
    pub ty: Option<Ty>,
    /// May be left out: `?x`, or it has a default.
    pub optional: bool,
    /// `x = 1`. With `null` as default it is `Some(Const::Null)`, and the type is `Null`.
    pub default: Option<Const>,
    /// `...x`.
    pub rest: bool,
}

/// A member's type, complete.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    /// Which one it is.
    pub id: MemberId,
    /// Variable, function, enum constructor.
    pub form: MemberForm,
    /// Its own type parameters.
    pub type_params: Vec<TypeParam>,
    /// Parameters of a function or enum constructor.
    pub params: Vec<Param>,
    /// The result of a function, the type of a variable, the type of an enum constructor's values.
    pub result: Ty,
    /// Visible everywhere; else (which Haxe calls private) to subclasses and by `@:access`, `@:allow`.
    pub is_public: bool,
    /// `inline`.
    pub is_inline: bool,
}

impl Signature {
    /// The type of the member as a value: of a variable its type, of a function its function type, of an enum
    /// constructor without parameters the enum.
    pub fn ty(&self) -> Ty {
        match self.form {
            MemberForm::Variable { .. }
            | MemberForm::EnumConstructor {
                has_params: false, ..
            } => self.result,
            MemberForm::Function(_)
            | MemberForm::EnumConstructor {
                has_params: true, ..
            } => Ty::new(TyKind::Function(self.function_ty())),
        }
    }

    /// The type of the function as a value. An optional parameter has a `Null` type there, default or not.
    pub fn function_ty(&self) -> FunctionTy {
        FunctionTy {
            params: self.params.iter().map(function_param).collect(),
            result: self.result,
        }
    }

    /// How a variable may be used; `Method` for a function.
    pub fn access(&self) -> FieldAccess {
        match self.form {
            MemberForm::Variable { access, .. } => access,
            MemberForm::Function(_) | MemberForm::EnumConstructor { .. } => FieldAccess::Method,
        }
    }
}

fn function_param(param: &Param) -> FunctionParam {
    let ty = if param.optional && !param.rest {
        Ty::null(param.ty)
    } else {
        param.ty
    };
    FunctionParam {
        name: Some(param.name),
        optional: param.optional,
        rest: param.rest,
        ty,
    }
}

/// A member found in a type.
#[derive(Clone)]
pub enum Found<'db> {
    /// A member of a class, interface, enum or abstract.
    Member(FoundMember<'db>),
    /// A field of an anonymous structure; its type is substituted.
    Structure(StructureField),
}

/// A declared member, seen from a type.
#[derive(Clone)]
pub struct FoundMember<'db> {
    pub(crate) db: &'db dyn Db,
    /// Which one: the first on the way up the super types.
    pub id: MemberId,
    /// The declaring type's parameters → what they are in the type that was asked.
    pub map: Vec<(TypeParamId, Ty)>,
}

impl<'db> FoundMember<'db> {
    /// Its signature, in terms of the declaring type's parameters. Apply `map`; the member's own type parameters are
    /// for the caller to instantiate.
    pub fn signature(&self) -> &'db Signature {
        signature(self.db, self.id)
    }

    /// Type of a variable, or result of a function, seen from the type that was asked.
    pub fn result(&self) -> Ty {
        self.signature().result.substitute(&self.map)
    }
}

impl std::fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Member(found) => write!(f, "{:?}", found.id),
            Self::Structure(field) => write!(f, "{field:?}"),
        }
    }
}

/// The instance member `name` of a value of this type, in the type itself and then its super types. Looks through
/// `Null`, typedefs, and the constraints of type parameters. `None`: there is none (or the type is Dynamic, unknown, …).
/// Private members are found: ask [`is_accessible`].
pub fn lookup_member<'db>(db: &'db dyn Db, ty: Ty, name: Name) -> Option<Found<'db>> {
    lookup(db, ty, name, 0)
}

/// Deeper chains of super types are cycles, which the checks of declarations report.
pub(crate) const DEEPEST: usize = 200;

fn lookup<'db>(db: &'db dyn Db, ty: Ty, name: Name, depth: usize) -> Option<Found<'db>> {
    if depth > DEEPEST {
        return None;
    }
    let ty = expand(db, ty.without_null()).without_null();
    match ty.kind() {
        TyKind::Class(def, arguments) | TyKind::Abstract(def, arguments) => {
            if let Some(item) = named_member(db, *def, name, Space::Instance)
                && item.form != MemberForm::Function(crate::FunctionKind::Constructor)
            {
                return Some(Found::Member(FoundMember {
                    db,
                    id: item.id,
                    map: argument_map(db, *def, arguments),
                }));
            }
            direct_supertypes(db, ty)
                .into_iter()
                .find_map(|above| lookup(db, above, name, depth + 1))
        }
        TyKind::Structure(fields) => fields
            .iter()
            .find(|field| field.name == name)
            .map(|field| Found::Structure(field.clone())),
        TyKind::Param(param) => constraints(db, *param)
            .iter()
            .find_map(|above| lookup(db, *above, name, depth + 1)),
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Enum(..)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => None,
    }
}

/// The `overload` functions of one name that a type itself declares, in order of the source; none if the name is not
/// overloaded.
pub fn own_overloads(db: &dyn Db, def: DefId, name: Name, space: Space) -> &[MemberId] {
    own_overloads_query(db, db.project(), MemberId::new(def, name, space))
}

#[salsa::tracked]
fn own_overloads_query(
    db: &dyn Db,
    _project: hx2rs_base::Project,
    first: MemberId,
) -> Vec<MemberId> {
    let items = members(db, first.owner()).list.iter();
    let same = items
        .filter(|item| item.overload == Some(first.name()) && item.id.space() == first.space());
    same.map(|item| item.id).collect()
}

/// The functions among which a call of `object.name` chooses, those of base classes included; none if the name is not
/// overloaded.
pub fn overloads<'db>(db: &'db dyn Db, object: Ty, name: Name) -> Vec<FoundMember<'db>> {
    let mut found = Vec::new();
    let mut queue = std::collections::VecDeque::from([object]);
    for _ in 0..DEEPEST {
        let Some(ty) = queue.pop_front() else {
            break;
        };
        let ty = expand(db, ty.without_null()).without_null();
        if let TyKind::Param(param) = ty.kind() {
            queue.extend(constraints(db, *param));
        }
        let (TyKind::Class(def, arguments) | TyKind::Abstract(def, arguments)) = ty.kind() else {
            continue;
        };
        let own = own_overloads(db, *def, name, Space::Instance).iter();
        found.extend(own.map(|id| FoundMember {
            db,
            id: *id,
            map: argument_map(db, *def, arguments),
        }));
        queue.extend(superclass(db, ty));
    }
    found
}

/// All instance members that [`lookup_member`] would find, for "did you mean".
pub fn member_names(db: &dyn Db, ty: Ty) -> Vec<Name> {
    let mut names = Vec::new();
    let mut queue = vec![ty];
    let mut steps = 0;
    while let Some(ty) = queue.pop() {
        steps += 1;
        if steps > DEEPEST {
            break;
        }
        let ty = expand(db, ty.without_null()).without_null();
        match ty.kind() {
            TyKind::Class(def, _) | TyKind::Abstract(def, _) => {
                let items = members(db, *def).list.iter();
                let items = items.filter(|item| item.id.space() == Space::Instance);
                names.extend(items.map(|item| item.id.name()));
                queue.extend(direct_supertypes(db, ty));
            }
            TyKind::Structure(fields) => names.extend(fields.iter().map(|field| field.name)),
            TyKind::Param(param) => queue.extend(constraints(db, *param)),
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Enum(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => {}
        }
    }
    names
}

/// The static variable or function, or enum constructor, `name` of a type; of a typedef, of what it stands for.
/// Statics are not inherited.
pub fn lookup_static(db: &dyn Db, def: DefId, name: Name) -> Option<&MemberItem> {
    let mut def = named_type(db, def);
    // A chain of abstracts that is longer is a cycle, which the checks report.
    for _ in 0..DEEPEST {
        if let Some(found) = named_member(db, def, name, Space::Static) {
            return Some(found);
        }
        let definition = definition(db, def).as_ref()?;
        if !definition.forwards_static(name) {
            return None;
        }
        let below = expand(db, definition.underlying?);
        def = below.without_null().def()?;
    }
    None
}

/// The class, enum or abstract that a type name stands for as a value, through typedefs.
pub fn named_type(db: &dyn Db, def: DefId) -> DefId {
    if shape(db, def).is_none_or(|shape| shape.form != Form::Alias) {
        return def;
    }
    let Some(underlying) = definition(db, def).as_ref().and_then(|it| it.underlying) else {
        return def;
    };
    match expand(db, underlying).kind() {
        TyKind::Class(def, _) | TyKind::Enum(def, _) | TyKind::Abstract(def, _) => *def,
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => def,
    }
}

/// The constructor that `new C(…)` of this class type runs: its own or that of the nearest super class that has one.
pub fn lookup_constructor<'db>(db: &'db dyn Db, ty: Ty) -> Option<FoundMember<'db>> {
    let mut ty = expand(db, ty);
    for _ in 0..DEEPEST {
        let (TyKind::Class(def, arguments) | TyKind::Abstract(def, arguments)) = ty.kind() else {
            return None;
        };
        if let Some(item) = named_member(db, *def, Name::new("new"), Space::Instance) {
            return Some(FoundMember {
                db,
                id: item.id,
                map: argument_map(db, *def, arguments),
            });
        }
        ty = superclass(db, ty)?;
    }
    None
}

/// The base class of a class type, with its arguments.
pub fn superclass(db: &dyn Db, ty: Ty) -> Option<Ty> {
    let TyKind::Class(def, arguments) = ty.kind() else {
        return None;
    };
    let definition = definition(db, *def).as_ref()?;
    let above = definition.extends?;
    Some(expand(
        db,
        above.substitute(&argument_map(db, *def, arguments)),
    ))
}

/// The base class and the interfaces of a class type, with their arguments, in order.
pub fn direct_supertypes(db: &dyn Db, ty: Ty) -> Vec<Ty> {
    let TyKind::Class(def, arguments) = ty.kind() else {
        return Vec::new();
    };
    let Some(definition) = definition(db, *def).as_ref() else {
        return Vec::new();
    };
    let map = argument_map(db, *def, arguments);
    let above = definition.extends.iter().chain(&definition.implements);
    above
        .map(|above| expand(db, above.substitute(&map)))
        .collect()
}

/// A class type seen as one of its super types (or itself): `StringBox` as `Box` is `Box<String>`. `None`: `target` is
/// no super type of it.
pub fn as_supertype(db: &dyn Db, ty: Ty, target: DefId) -> Option<Ty> {
    let mut queue = std::collections::VecDeque::from([ty]);
    let mut steps = 0;
    while let Some(ty) = queue.pop_front() {
        steps += 1;
        let TyKind::Class(def, _) = ty.kind() else {
            continue;
        };
        if *def == target {
            return Some(ty);
        }
        if steps > DEEPEST * 4 {
            return None;
        }
        queue.extend(direct_supertypes(db, ty));
    }
    None
}

/// Whether `class` is `above` or derives from it, or implements it.
pub fn is_subtype_of(db: &dyn Db, class: DefId, above: DefId) -> bool {
    as_supertype(db, self_type(db, class), above).is_some()
}

/// The type that a declaration's own parameters make of it: `Box<T>` for `class Box<T>`. What `this` is.
pub fn self_type(db: &dyn Db, def: DefId) -> Ty {
    let params = type_params(db, def);
    let arguments: Box<[Ty]> = params.map(|id| Ty::new(TyKind::Param(id))).collect();
    applied(db, def, arguments)
}

/// A declared type with arguments, in the right form for its declaration; core types are their own forms.
pub fn applied(db: &dyn Db, def: DefId, arguments: Box<[Ty]>) -> Ty {
    if let Some(core) = crate::ty::known::core(def, &arguments) {
        return core;
    }
    let Some(shape) = shape(db, def) else {
        return Ty::new(TyKind::Error);
    };
    Ty::new(match shape.form {
        Form::Class | Form::Interface => TyKind::Class(def, arguments),
        Form::Enum => TyKind::Enum(def, arguments),
        Form::Alias => TyKind::Alias(def, arguments),
        Form::Abstract | Form::EnumAbstract => TyKind::Abstract(def, arguments),
        Form::ModuleFields => TyKind::Error,
    })
}

/// Ids of the type parameters of a declaration, in order.
pub fn type_params(db: &dyn Db, def: DefId) -> impl Iterator<Item = TypeParamId> {
    let names = shape(db, def).map_or(&[][..], |shape| &shape.params);
    names.iter().enumerate().map(move |(index, name)| {
        TypeParamId::intern(crate::TypeParamKey {
            owner: crate::TypeParamOwner::Def(def),
            index: index as u16,
            name: *name,
        })
    })
}

/// The declaration's parameters → these arguments.
pub fn argument_map(db: &dyn Db, def: DefId, arguments: &[Ty]) -> Vec<(TypeParamId, Ty)> {
    type_params(db, def)
        .zip(arguments.iter().copied())
        .collect()
}

/// What a type parameter has to be; empty for parameters of local functions (inference knows them).
pub fn constraints(db: &dyn Db, param: TypeParamId) -> &[Ty] {
    let key = param.data();
    let params = match key.owner {
        crate::TypeParamOwner::Def(def) => {
            definition(db, def).as_ref().map(|it| &it.type_params[..])
        }
        crate::TypeParamOwner::Member(member) => {
            Some(&declared_signature(db, member).type_params[..])
        }
        crate::TypeParamOwner::Local(..) => {
            return crate::lower::local_constraints(db, db.project(), param);
        }
    };
    params
        .and_then(|params| params.get(usize::from(key.index)))
        .map_or(&[], |param| &param.constraints)
}

/// A type with the typedefs at its top expanded (not those inside).
pub fn expand(db: &dyn Db, ty: Ty) -> Ty {
    let mut ty = ty;
    for _ in 0..DEEPEST {
        let TyKind::Alias(def, arguments) = ty.kind() else {
            return ty;
        };
        let Some(underlying) = definition(db, *def).as_ref().and_then(|it| it.underlying) else {
            return Ty::new(TyKind::Error);
        };
        ty = underlying.substitute(&argument_map(db, *def, arguments));
    }
    Ty::new(TyKind::Error)
}

/// The constructors of an enum, in order.
pub fn enum_constructors(db: &dyn Db, def: DefId) -> impl Iterator<Item = &MemberItem> {
    members(db, def)
        .list
        .iter()
        .filter(|item| matches!(item.form, MemberForm::EnumConstructor { .. }))
}

/// Whether the code of `from` may name `target`: public, or of the same class or a super class of it (what Haxe calls
/// private others call protected), or a function or variable of the same module, or allowed by `@:allow`,
/// `@:access`, `@:privateAccess` (the last is for the caller to see).
pub fn is_accessible(db: &dyn Db, from: MemberId, target: MemberId) -> bool {
    if from.owner() == target.owner() || is_public(db, target) {
        return true;
    }
    if target.owner().module() == from.owner().module()
        && shape(db, target.owner()).is_some_and(|shape| shape.form == Form::ModuleFields)
    {
        return true;
    }
    let (here, there) = (from.owner(), target.owner());
    if is_subtype_of(db, here, there) || is_subtype_of(db, there, here) {
        return true;
    }
    crate::access::is_granted(db, from, target)
}

/// The member that `member` overrides or implements, nearest first: of the super class chain, then of interfaces.
pub fn overridden<'db>(db: &'db dyn Db, member: MemberId) -> Vec<FoundMember<'db>> {
    let mut found = Vec::new();
    // Which function of several is meant, is decided when the call is compiled.
    if member.space() != Space::Instance
        || member_item(db, member).is_none_or(|item| {
            item.overload.is_some()
                || item.form == MemberForm::Function(crate::FunctionKind::Constructor)
        })
    {
        return found;
    }
    let mut queue: std::collections::VecDeque<Ty> =
        direct_supertypes(db, self_type(db, member.owner())).into();
    let mut steps = 0;
    while let Some(ty) = queue.pop_front() {
        steps += 1;
        let TyKind::Class(def, arguments) = ty.kind() else {
            continue;
        };
        if steps > DEEPEST * 4 {
            break;
        }
        if let Some(item) = named_member(db, *def, member.name(), Space::Instance)
            && !found
                .iter()
                .any(|known: &FoundMember<'_>| known.id == item.id)
        {
            found.push(FoundMember {
                db,
                id: item.id,
                map: argument_map(db, *def, arguments),
            });
        }
        queue.extend(direct_supertypes(db, ty));
    }
    found
}
