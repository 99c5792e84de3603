//! Members by their names: what a program that looks into values of type Dynamic may ask of its own classes. Each such
//! access is a small body of its own (`this.name` as Dynamic, `this.name = value`, `new C(…)`), so that all analyses see
//! it as any other code, and the emitter has the same HIR to write.
//!
//! Only names that the program can ask for get bodies: where it names them itself, these; else all.

mod access;
mod asked;
mod dynamic;
mod names;

use crate::family::{Families, class_def};
use crate::reach::Reached;
use access::Access;
use asked::{Asked, asked};
pub(crate) use dynamic::structures;
use dynamic::{objects, type_values};
use hx2rs_base::{DefId, MemberId, Name};
use hx2rs_hir::{
    Callee, ClassDef, EnumDef, Expr, ExprId, FunctionParam, FunctionTy, Header, Implementation,
    Param, Place, Program, Ty, TyKind, TypeDef, TypeParamId, TypedBody, known,
};
use indexmap::{IndexMap, IndexSet};
pub use names::Names;

/// What can be asked by name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reflection {
    /// Of the classes whose objects get into Dynamic.
    pub objects: IndexMap<DefId, ObjectMembers>,
    /// Of the classes and enums that are values.
    pub types: IndexMap<DefId, TypeMembers>,
    /// The accesses, under names that no member has.
    pub bodies: IndexMap<MemberId, TypedBody>,
    /// Names of types that are looked for.
    pub resolves: Names,
    /// Whether objects are asked for the names of their variables.
    pub lists: bool,
    /// Names of structure fields that are written.
    pub written: Names,
    /// Names of structure fields that are taken out.
    pub deleted: Names,
    /// Whether values are copied.
    pub copies: bool,
}

/// An access by name.
pub type NamedAccess = (Name, MemberId);

/// The members of objects.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ObjectMembers {
    /// Variables and methods, as Dynamic.
    pub read: Vec<NamedAccess>,
    /// Variables; the body's parameter is the value.
    pub written: Vec<NamedAccess>,
    /// Properties with a getter.
    pub getters: Vec<NamedAccess>,
    /// Properties with a setter; the body's parameter is the value.
    pub setters: Vec<NamedAccess>,
    /// All variables, in order.
    pub variables: Vec<Name>,
}

/// The members of a class or enum itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TypeMembers {
    /// Static variables and functions.
    pub read: Vec<NamedAccess>,
    /// Static variables; the body's parameter is the value.
    pub written: Vec<NamedAccess>,
    /// `new`: how many arguments it takes; the body's parameter is the array of them.
    pub create: Option<(usize, MemberId)>,
    /// Whether objects are made whose constructor does not run.
    pub create_empty: bool,
    /// Constructors of an enum, in order: how many arguments each needs and takes.
    pub make: Vec<(usize, usize, MemberId)>,
}

/// The accesses by name that what is reached so far makes possible.
pub fn reflection(program: &Program, families: &Families, reached: &Reached) -> Reflection {
    let asked = asked(program, reached);
    let asks_objects = [&asked.read, &asked.written, &asked.got, &asked.set];
    let mut found = Reflection {
        resolves: asked.resolves.clone(),
        lists: asked.lists,
        written: asked.written.clone(),
        deleted: asked.deleted.clone(),
        copies: asked.copies,
        ..Reflection::default()
    };
    if asked.lists || asked.copies || asks_objects.iter().any(|names| !names.is_none()) {
        // What an exception of the library has under a name, the library knows.
        let library = [known::exception(), known::value_exception()];
        for class in objects(program, families, reached) {
            if library.contains(&class) {
                continue;
            }
            if let Some(class) = class_def(program, class) {
                let members = object_members(program, families, class, &asked, &mut found.bodies);
                found.objects.insert(class.header.id, members);
            }
        }
    }
    for def in type_values(program, families, reached, &asked) {
        match program.types.get(&def) {
            Some(TypeDef::Class(class)) => {
                let members = class_members(program, families, class, &asked, &mut found.bodies);
                found.types.insert(def, members);
            }
            Some(TypeDef::Enum(def)) => {
                let members = enum_members(def, &asked, &mut found.bodies);
                found.types.insert(def.header.id, members);
            }
            Some(TypeDef::Alias(_) | TypeDef::Abstract(_)) | None => {}
        }
    }
    found
}

fn object_members(
    program: &Program,
    families: &Families,
    class: &ClassDef,
    asked: &Asked,
    bodies: &mut IndexMap<MemberId, TypedBody>,
) -> ObjectMembers {
    let id = class.header.id;
    let mut members = ObjectMembers::default();
    let own: Vec<Ty> = own_params(&class.header);
    let this_ty = Ty::new(TyKind::Class(id, own.into()));
    let mut lineage = lineage(program, class);
    lineage.reverse();
    let mut methods: IndexSet<Name> = IndexSet::new();
    for (above, map) in lineage.iter().filter(|(above, _)| !above.is_extern) {
        // The variables of an exception of the library are not there for others.
        let library = [known::exception(), known::value_exception()];
        let is_library = library.contains(&above.header.id);
        for field in above.fields.iter().filter(|_| !is_library) {
            let name = field.called();
            members.variables.push(name);
            let ty = field.ty.substitute(map);
            if asked.read.has(name) {
                let mut body = Access::new(&class.header, this_ty);
                let object = body.this();
                let mut read = body.push(
                    Expr::Field {
                        object,
                        field: field.id,
                    },
                    ty,
                );
                if let Some(function) = field.replaces {
                    let object = body.this();
                    let method = families.method(id, function.name()).unwrap_or(function);
                    read = body.or(read, Expr::BoundMethod { object, method });
                }
                members
                    .read
                    .push((name, body.gives(read, name, "", bodies)));
            }
            // Nobody knows, from outside, what a structure over the parameters of the class is.
            let is_open = crate::instances::mentions_parameter(ty)
                && matches!(
                    program.expand(ty.without_null()).kind(),
                    TyKind::Structure(_)
                );
            if asked.written.has(name) && !is_open {
                let mut body = Access::new(&class.header, this_ty);
                let object = body.this();
                let value = body.value(ty);
                let place = Place::Field {
                    object,
                    field: field.id,
                };
                let write = body.push(Expr::Assign { place, value }, ty);
                members
                    .written
                    .push((name, body.does(write, name, "=", bodies)));
            }
        }
        methods.extend(above.methods.iter().map(|method| method.name()));
    }
    methods.retain(|name| !members.variables.contains(name));
    for name in methods {
        let property = name.as_str().split_once('_');
        let is_getter =
            property.is_some_and(|(verb, of)| verb == "get" && asked.got.has(Name::new(of)));
        let is_setter =
            property.is_some_and(|(verb, of)| verb == "set" && asked.set.has(Name::new(of)));
        if !is_getter && !is_setter && !asked.read.has(name) {
            continue;
        }
        let Some(method) = families.method(id, name) else {
            continue;
        };
        let Some(declared) = program.functions.get(&method) else {
            continue;
        };
        let found = lineage
            .iter()
            .find(|(above, _)| above.header.id == method.owner());
        let mut map = found.map_or_else(Vec::new, |(_, map)| map.clone());
        let Some(own) = erased(program, &declared.type_params) else {
            continue;
        };
        if !own.is_empty() && holds_null(program, declared) {
            continue;
        }
        map.extend(own);
        let map = &*map;
        let result = declared.result.substitute(map);
        if asked.read.has(name) {
            let mut body = Access::new(&class.header, this_ty);
            let object = body.this();
            let ty = function_ty(&declared.params, result, map);
            let value = body.push(Expr::BoundMethod { object, method }, ty);
            members
                .read
                .push((name, body.gives(value, name, "", bodies)));
        }
        let mut call = |arguments: &[Ty], mark: &str, gives: bool| {
            let mut body = Access::new(&class.header, this_ty);
            let object = body.this();
            let arguments: Vec<ExprId> = arguments.iter().map(|ty| body.value(*ty)).collect();
            let callee = Callee::Method {
                object,
                method,
                virtual_call: true,
            };
            let call = Expr::Call {
                callee,
                arguments: arguments.into(),
            };
            let call = body.push(call, result);
            if gives {
                body.gives(call, name, mark, bodies)
            } else {
                body.does(call, name, mark, bodies)
            }
        };
        let of = Name::new(property.map_or("", |(_, of)| of));
        if is_getter && declared.params.is_empty() {
            members.getters.push((of, call(&[], "()", true)));
        }
        if is_setter && let [param] = declared.params.as_slice() {
            let ty = param.ty.substitute(map);
            members.setters.push((of, call(&[ty], "(=)", false)));
        }
    }
    members
}

fn class_members(
    program: &Program,
    families: &Families,
    class: &ClassDef,
    asked: &Asked,
    bodies: &mut IndexMap<MemberId, TypedBody>,
) -> TypeMembers {
    let mut members = TypeMembers::default();
    let header = &class.header;
    let void = Ty::new(TyKind::Void);
    // What is no code of the program has functions, if the prelude has them.
    let statics = class.statics.iter().filter(|_| !class.is_extern);
    for field in statics {
        let name = field.called();
        if asked.read.has(name) {
            let mut body = Access::new(header, void);
            let mut read = body.push(Expr::Static(field.id), field.ty);
            if let Some(function) = field.replaces {
                read = body.or(read, Expr::FunctionValue(function));
            }
            members
                .read
                .push((name, body.gives(read, name, ".", bodies)));
        }
        if asked.written.has(name) {
            let mut body = Access::new(header, void);
            let value = body.value(field.ty);
            let place = Place::Static(field.id);
            let write = body.push(Expr::Assign { place, value }, field.ty);
            members
                .written
                .push((name, body.does(write, name, ".=", bodies)));
        }
    }
    let replaced: Vec<MemberId> = class.statics.iter().filter_map(|it| it.replaces).collect();
    for function in program.named_functions(class) {
        let name = function.name();
        if replaced.contains(&function) {
            continue;
        }
        let Some(declared) = program.functions.get(&function) else {
            continue;
        };
        if class.is_extern && declared.implementation == Implementation::Abstract {
            continue;
        }
        let property = name.as_str().split_once('_');
        let of_property = property.is_some_and(|(verb, of)| {
            let of = Name::new(of);
            (verb == "get" && asked.got.has(of)) || (verb == "set" && asked.set.has(of))
        });
        if (asked.read.has(name) || of_property)
            && program.main != Some(function)
            && !holds_null(program, declared)
            && let Some(map) = erased(program, &declared.type_params)
        {
            let mut body = Access::new(header, void);
            let result = declared.result.substitute(&map);
            let ty = function_ty(&declared.params, result, &map);
            let value = body.push(Expr::FunctionValue(function), ty);
            members
                .read
                .push((name, body.gives(value, name, ".", bodies)));
        }
    }
    if class.is_extern {
        return members;
    }
    if asked.creates && !class.is_interface && !class.is_abstract {
        let mut lineage = families
            .above(header.id)
            .filter_map(|above| class_def(program, above));
        let constructor = lineage.find_map(|above| above.constructor);
        members.create = create(program, class, constructor, bodies);
    }
    members.create_empty = asked.creates_empty
        && !class.is_interface
        && !class.is_abstract
        && ![known::exception(), known::value_exception()].contains(&header.id)
        && header.type_params.is_empty();
    members
}

/// `new C(arguments[0], …)` with Dynamic for the class's own type parameters; nothing, if they cannot be that.
fn create(
    program: &Program,
    class: &ClassDef,
    constructor: Option<MemberId>,
    bodies: &mut IndexMap<MemberId, TypedBody>,
) -> Option<(usize, MemberId)> {
    let header = &class.header;
    let own = erased(program, &header.type_params)?;
    let given: Vec<Ty> = own.iter().map(|(_, ty)| *ty).collect();
    let ty = Ty::new(TyKind::Class(header.id, given.into()));
    let map: Vec<_> = constructor
        .and_then(|constructor| {
            let lineage = lineage(program, class);
            let mut lineage = lineage.into_iter();
            lineage.find(|(above, _)| above.header.id == constructor.owner())
        })
        .map(|(_, map)| {
            map.into_iter()
                .map(|(param, ty)| (param, ty.substitute(&own)))
                .collect()
        })
        .unwrap_or_default();
    let declared = constructor.and_then(|constructor| program.functions.get(&constructor));
    let params = declared.map_or(&[][..], |declared| &declared.params);
    let mut body = Access::new(header, Ty::new(TyKind::Void));
    let arguments = body.arguments(params, &map);
    let made = Expr::New {
        class: header.id,
        constructor,
        arguments: arguments.into(),
    };
    let made = body.push(made, ty);
    let made = body.gives(made, Name::new("new"), ".", bodies);
    Some((params.len(), made))
}

fn enum_members(
    def: &EnumDef,
    asked: &Asked,
    bodies: &mut IndexMap<MemberId, TypedBody>,
) -> TypeMembers {
    let mut members = TypeMembers::default();
    let names = || def.constructors.iter().map(|it| it.id.name());
    if !asked.makes && !names().any(|name| asked.read.has(name)) {
        return members;
    }
    let own = def.header.type_params.iter();
    let own: Vec<_> = own.map(|param| (param.id, dynamic())).collect();
    for constructor in &def.constructors {
        let mut body = Access::new(&def.header, Ty::new(TyKind::Void));
        let arguments = body.arguments(&constructor.params, &own);
        let made = Expr::Call {
            callee: Callee::Constructor(constructor.id),
            arguments: arguments.into(),
        };
        let made = body.push(made, constructor.result.substitute(&own));
        let most = constructor.params.len();
        let least = constructor
            .params
            .iter()
            .filter(|param| !param.optional)
            .count();
        let made = body.gives(made, constructor.id.name(), ".", bodies);
        members.make.push((least, most, made));
    }
    members
}

fn own_params(header: &Header) -> Vec<Ty> {
    let params = header.type_params.iter();
    params
        .map(|param| Ty::new(TyKind::Param(param.id)))
        .collect()
}

/// Whether a function gives or takes null of a type parameter inside a type: as Dynamic, that would be null of null.
fn holds_null(program: &Program, function: &hx2rs_hir::Function) -> bool {
    let params = function.params.iter().map(|param| param.ty);
    let mut all = params.chain([function.result]);
    !function.type_params.is_empty()
        && all.any(|ty| crate::null_inside::holds_null_of_parameter(program, ty))
}

fn dynamic() -> Ty {
    Ty::new(TyKind::Dynamic(None))
}

/// What type parameters are to whoever asks by name: Dynamic, or the class that a constraint asks for. Nothing, where a
/// constraint is about the parameters themselves, or a structure, or there are several classes.
fn erased(program: &Program, params: &[hx2rs_hir::TypeParam]) -> Option<Vec<(TypeParamId, Ty)>> {
    let each = params.iter().map(|param| {
        let constraints = param.constraints.iter();
        let constraints = constraints.map(|ty| program.expand(ty.without_null()));
        let is_open = |ty: &Ty| {
            crate::instances::mentions_parameter(*ty) || matches!(ty.kind(), TyKind::Structure(_))
        };
        if constraints.clone().any(|ty| is_open(&ty)) {
            return None;
        }
        let mut classes = constraints.filter(|ty| matches!(ty.kind(), TyKind::Class(..)));
        let first = classes.next().unwrap_or_else(dynamic);
        // No type says that it is of two classes.
        classes.next().is_none().then_some((param.id, first))
    });
    each.collect()
}

/// A class and its base classes, each with what is given for its type parameters.
fn lineage<'p>(
    program: &'p Program,
    class: &'p ClassDef,
) -> Vec<(&'p ClassDef, Vec<(TypeParamId, Ty)>)> {
    let own = class.header.type_params.iter().map(|param| param.id);
    let mut found = vec![(
        class,
        own.zip(own_params(&class.header)).collect::<Vec<_>>(),
    )];
    while let Some((last, map)) = found.last()
        && let Some(base) = last.extends
        && let TyKind::Class(def, arguments) = base.substitute(map).kind()
        && let Some(above) = class_def(program, *def)
    {
        let params = above.header.type_params.iter().map(|param| param.id);
        found.push((above, params.zip(arguments.iter().copied()).collect()));
    }
    found
}

/// The type of a function as a value.
fn function_ty(params: &[Param], result: Ty, map: &[(TypeParamId, Ty)]) -> Ty {
    let params = params.iter().map(|param| {
        let ty = param.ty.substitute(map);
        let nullable = param.optional && !param.rest;
        FunctionParam {
            name: Some(param.name),
            optional: param.optional,
            rest: param.rest,
            ty: if nullable { Ty::null(ty) } else { ty },
        }
    });
    let params = params.collect();
    Ty::new(TyKind::Function(FunctionTy { params, result }))
}
