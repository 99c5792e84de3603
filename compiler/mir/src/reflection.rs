//! Members by their names: what a program that looks into values of type Dynamic may ask of its own classes. Each such
//! access is a small body of its own (`this.name` as Dynamic, `this.name = value`, `new C(…)`), so that all analyses see
//! it as any other code, and the emitter has the same HIR to write.
//!
//! Only names that the program can ask for get bodies: where it names them itself, these; else all.

pub use crate::asked_names::Names;
use crate::family::{Families, class_def};
use crate::reach::Reached;
use hx2rs_base::{DefId, MemberId, Name, Space};
use hx2rs_hir::{
    Body, BodySpans, Callee, ClassDef, Const, Conversion, EnumDef, Expr, ExprId, FunctionParam,
    FunctionTy, Header, Implementation, Local, LocalId, LocalKind, NativeId, Param, Place, Program,
    Ty, TyKind, TypeDef, TypeParamId, TypedBody, known,
};
use indexmap::{IndexMap, IndexSet};

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

/// What a program asks by name.
#[derive(Default)]
struct Asked {
    read: Names,
    written: Names,
    got: Names,
    set: Names,
    creates: bool,
    creates_empty: bool,
    makes: bool,
    resolves: Names,
    lists: bool,
    deleted: Names,
    copies: bool,
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

fn asked(program: &Program, reached: &Reached) -> Asked {
    let mut asked = Asked::default();
    for typed in reached.bodies.values() {
        let body = &*typed.body;
        for (_, expr) in body.exprs.iter() {
            let Expr::Call {
                callee: Callee::Static(function),
                arguments,
            } = expr
            else {
                continue;
            };
            let Some(function) = program.functions.get(function) else {
                continue;
            };
            let (Implementation::Native(native) | Implementation::BodyOrNative(_, native)) =
                &function.implementation
            else {
                continue;
            };
            let name = |at: usize| {
                let name = arguments.get(at);
                name.and_then(|name| constant_text(body, *name))
            };
            asked.by(*native, name(1));
            if let NativeId::TypeResolveClass | NativeId::TypeResolveEnum = native {
                asked.resolves.add(name(0));
            }
            if let Some(copied) = copied(program, expr) {
                asked.copied(program, body.ty(copied), &reached.written_names);
            }
        }
    }
    for (from, to) in &reached.seen {
        if let (TyKind::Dynamic(_), TyKind::Structure(fields)) = (from.kind(), to.kind()) {
            for field in fields {
                asked.read.add(Some(field.name));
                if reached.written_names.contains(&field.name) {
                    asked.written.add(Some(field.name));
                }
            }
        }
    }
    asked
}

fn constant_text(body: &Body, expr: ExprId) -> Option<Name> {
    if let Expr::Const(Const::String(text)) = &body.exprs[expr] {
        Some(Name::new(text))
    } else if let Expr::Convert { operand, .. } = &body.exprs[expr] {
        constant_text(body, *operand)
    } else {
        None
    }
}

impl Asked {
    /// A copy of a structure that is seen through its fields is seen through them, too.
    fn copied(&mut self, program: &Program, ty: Ty, written: &IndexSet<Name>) {
        let ty = program.expand(ty.without_null());
        if let TyKind::Structure(fields) = ty.kind() {
            for field in fields {
                self.read.add(Some(field.name));
                if written.contains(&field.name) {
                    self.written.add(Some(field.name));
                }
            }
        }
    }

    fn by(&mut self, native: NativeId, name: Option<Name>) {
        use NativeId as Id;
        #[allow(clippy::wildcard_enum_match_arm)] // Most natives ask nothing.
        match native {
            Id::ReflectMember | Id::ReflectCallMember | Id::ReflectField | Id::ReflectHasField => {
                self.read.add(name);
            }
            Id::ReflectSetMember | Id::ReflectSetField => self.written.add(name),
            Id::ReflectGetProperty => {
                self.read.add(name);
                self.got.add(name);
            }
            Id::ReflectSetProperty => {
                self.written.add(name);
                self.set.add(name);
            }
            Id::ReflectFields => self.lists = true,
            Id::ReflectDeleteField => self.deleted.add(name),
            Id::ReflectCopy => self.copies = true,
            Id::TypeCreateInstance => self.creates = true,
            Id::TypeCreateEmptyInstance => self.creates_empty = true,
            Id::TypeCreateEnum | Id::TypeCreateEnumIndex | Id::TypeAllEnums => self.makes = true,
            _ => {}
        }
    }
}

/// The classes whose objects get into Dynamic; those too many that cannot be told apart from them.
fn objects(program: &Program, families: &Families, reached: &Reached) -> IndexSet<DefId> {
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

/// What an expression copies by `Reflect.copy`.
fn copied(program: &Program, expr: &Expr) -> Option<ExprId> {
    let Expr::Call {
        callee: Callee::Static(function),
        arguments,
    } = expr
    else {
        return None;
    };
    let function = program.functions.get(function)?;
    match function.implementation {
        Implementation::Native(NativeId::ReflectCopy) => arguments.first().copied(),
        Implementation::Native(_)
        | Implementation::BodyOrNative(..)
        | Implementation::Body(_)
        | Implementation::Abstract => None,
    }
}

/// The classes and enums that are values.
fn type_values(
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

/// A body in the making.
struct Access<'h> {
    header: &'h Header,
    this: Ty,
    body: Body,
    spans: BodySpans,
}

impl<'h> Access<'h> {
    fn new(header: &'h Header, this: Ty) -> Self {
        Self {
            header,
            this,
            body: Body::default(),
            spans: BodySpans::default(),
        }
    }

    fn push(&mut self, expr: Expr, ty: Ty) -> ExprId {
        self.spans.exprs.push(self.header.range);
        self.spans.points.push(self.header.range.start);
        self.body.types.push(ty);
        self.body.exprs.push(expr)
    }

    fn this(&mut self) -> ExprId {
        self.push(Expr::This, self.this)
    }

    /// `left ?? other`, both functions.
    fn or(&mut self, left: ExprId, other: Expr) -> ExprId {
        let ty = self.body.ty(left).without_null();
        let right = self.push(other, ty);
        self.push(Expr::Coalesce { left, right }, ty)
    }

    /// The body's only parameter.
    fn parameter(&mut self, name: &str, ty: Ty) -> ExprId {
        let local = match self.body.params.first() {
            Some(local) => *local,
            None => {
                let local: LocalId = self.body.locals.push(Local {
                    name: Name::new(name),
                    ty,
                    owner: None,
                    kind: LocalKind::Parameter,
                    assigned: false,
                    captured: false,
                });
                self.spans.locals.push(self.header.range);
                self.body.params.push(local);
                local
            }
        };
        self.push(Expr::Local(local), ty)
    }

    /// The value that is written.
    fn value(&mut self, ty: Ty) -> ExprId {
        let value = self.parameter("value", Ty::new(TyKind::Dynamic(None)));
        self.out_of_dynamic(value, ty)
    }

    fn out_of_dynamic(&mut self, operand: ExprId, ty: Ty) -> ExprId {
        let kind = if matches!(ty.kind(), TyKind::Dynamic(_)) {
            Conversion::Reinterpret
        } else {
            Conversion::FromDynamic
        };
        if self.body.ty(operand) == ty {
            return operand;
        }
        self.push(Expr::Convert { kind, operand }, ty)
    }

    /// What is given for parameters, out of an array.
    fn arguments(&mut self, params: &[Param], map: &[(TypeParamId, Ty)]) -> Vec<ExprId> {
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let list = Ty::array(dynamic);
        let mut made = Vec::new();
        if params.is_empty() {
            self.parameter("arguments", list);
        }
        for (at, param) in params.iter().enumerate() {
            let array = self.parameter("arguments", list);
            let index = self.push(Expr::Const(Const::Int(at as i32)), Ty::new(TyKind::Int));
            let given = self.push(Expr::Index { array, index }, dynamic);
            let ty = param.ty.substitute(map);
            let default = param
                .default
                .clone()
                .filter(|default| *default != Const::Null);
            let Some(default) = default else {
                made.push(self.out_of_dynamic(given, ty));
                continue;
            };
            let left = self.out_of_dynamic(given, Ty::null(ty));
            let own = default.ty().unwrap_or(ty);
            let mut right = self.push(Expr::Const(default), own);
            if own != ty {
                let is_float = *ty.kind() == TyKind::Float && *own.kind() == TyKind::Int;
                let kind = match (is_float, matches!(ty.kind(), TyKind::Dynamic(_))) {
                    (true, _) => Conversion::IntToFloat,
                    (false, true) => Conversion::ToDynamic,
                    (false, false) => Conversion::Reinterpret,
                };
                let operand = right;
                right = self.push(Expr::Convert { kind, operand }, ty);
            }
            made.push(self.push(Expr::Coalesce { left, right }, ty));
        }
        made
    }

    /// The body whose value is this one as Dynamic.
    fn gives(
        mut self,
        value: ExprId,
        name: Name,
        mark: &str,
        bodies: &mut IndexMap<MemberId, TypedBody>,
    ) -> MemberId {
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let is_dynamic = matches!(self.body.ty(value).kind(), TyKind::Dynamic(_));
        let root = if is_dynamic {
            value
        } else {
            let kind = Conversion::ToDynamic;
            self.push(
                Expr::Convert {
                    kind,
                    operand: value,
                },
                dynamic,
            )
        };
        self.does(root, name, mark, bodies)
    }

    /// The body that does this.
    fn does(
        mut self,
        root: ExprId,
        name: Name,
        mark: &str,
        bodies: &mut IndexMap<MemberId, TypedBody>,
    ) -> MemberId {
        self.body.root = Some(root);
        let space = if matches!(self.this.kind(), TyKind::Void) {
            Space::Static
        } else {
            Space::Instance
        };
        let member = MemberId::new(self.header.id, &*format!("`{name}{mark}"), space);
        bodies.insert(member, TypedBody::new(self.body, self.spans));
        member
    }
}
