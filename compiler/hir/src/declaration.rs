//! The queries behind [`crate::definition`]: from a file's syntax tree to what it declares.

use crate::annotation::{Anchor, lower_type};
use crate::constant::constant;
use crate::definition::{
    Definition, Form, MemberForm, MemberItem, Members, ModuleItems, Shape, Side,
};
use crate::scope::Scope;
use crate::{
    Accessor, FieldAccess, FunctionKind, Metadata, Ty, TypeParam, TypeParamId, TypeParamKey,
    TypeParamOwner,
};
use hx2rs_base::{Db, DefId, Diagnostic, MemberId, MemberKey, Name, Project, SourceFile, Space};
use hx2rs_syntax::ast::{
    self, Ast, ClassForm, Declaration, DeclarationKind, List, Member, MemberKind, ModifierKind,
    PropertyAccess, TypeKind, TypeParameter,
};
use hx2rs_syntax::{parse_body, parse_file};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// What a file declares.
#[salsa::tracked]
pub fn module_items(db: &dyn Db, file: SourceFile) -> ModuleItems {
    let tree = parse_file(db, file);
    let module = file.module(db);
    let mut items = ModuleItems::default();
    for declaration in &tree.declarations {
        let (form, name) = form_and_name(declaration);
        let params = tree.list(declaration.type_params).iter();
        items.types.entry(name).or_insert_with(|| Shape {
            id: DefId::new(module, name),
            form,
            params: match form {
                Form::ModuleFields => Vec::new(),
                Form::Class
                | Form::Interface
                | Form::Enum
                | Form::Alias
                | Form::Abstract
                | Form::EnumAbstract => params.map(|param| param.name.name).collect(),
            },
            is_private: form != Form::ModuleFields
                && declaration.modifiers.contains(ModifierKind::Private),
            is_extern: form != Form::ModuleFields
                && declaration.modifiers.contains(ModifierKind::Extern),
        });
    }
    items
}

fn form_and_name(declaration: &Declaration) -> (Form, Name) {
    let form = match declaration.kind {
        DeclarationKind::Class { form, .. } => match form {
            ClassForm::Class => Form::Class,
            ClassForm::Interface => Form::Interface,
        },
        DeclarationKind::Enum { .. } => Form::Enum,
        DeclarationKind::Abstract { is_enum: true, .. } => Form::EnumAbstract,
        DeclarationKind::Abstract { is_enum: false, .. } => Form::Abstract,
        DeclarationKind::Typedef { .. } => Form::Alias,
        DeclarationKind::Field(_) => return (Form::ModuleFields, Name::new("")),
    };
    (form, declaration.name.name)
}

/// Positions of the declarations of a file by name; of the first field for the module's own.
#[salsa::tracked]
fn declaration_indices(db: &dyn Db, file: SourceFile) -> HashMap<Name, usize> {
    let mut indices = HashMap::new();
    for (index, declaration) in parse_file(db, file).declarations.iter().enumerate() {
        indices.entry(form_and_name(declaration).1).or_insert(index);
    }
    indices
}

/// The file of a module: of the last class path that has it.
pub fn module_file(db: &dyn Db, module: Name) -> Option<SourceFile> {
    *module_file_query(db, db.project(), module)
}

#[salsa::tracked]
fn module_file_query(db: &dyn Db, project: Project, module: Name) -> Option<SourceFile> {
    project.modules(db).get(&module).copied()
}

/// Name and form of a declared type, if its module exists and declares it.
pub fn shape(db: &dyn Db, def: DefId) -> Option<&Shape> {
    shape_query(db, db.project(), def).as_ref()
}

#[salsa::tracked]
fn shape_query(db: &dyn Db, _project: Project, def: DefId) -> Option<Shape> {
    let file = module_file(db, def.module())?;
    module_items(db, file).types.get(&def.name()).cloned()
}

/// The file and the position of the declaration of a type. For what has positions: they move.
pub fn place(db: &dyn Db, def: DefId) -> Option<(SourceFile, usize)> {
    let file = module_file(db, def.module())?;
    let index = declaration_indices(db, file).get(&def.name())?;
    Some((file, *index))
}

/// The declaration of a type, without members. `None`: nothing declares it.
pub fn definition(db: &dyn Db, def: DefId) -> &Option<Definition> {
    definition_query(db, db.project(), def)
}

#[salsa::tracked(cycle_result = definition_cycle)]
fn definition_query(db: &dyn Db, _project: Project, def: DefId) -> Option<Definition> {
    lower_definition(db, def, &mut Vec::new())
}

/// A typedef whose form depends on itself: reported by the checks of declarations.
fn definition_cycle(
    db: &dyn Db,
    _id: salsa::Id,
    _project: Project,
    def: DefId,
) -> Option<Definition> {
    let shape = shape(db, def)?;
    Some(empty_definition(shape))
}

fn empty_definition(shape: &Shape) -> Definition {
    Definition {
        id: shape.id,
        form: shape.form,
        type_params: Vec::new(),
        is_private: shape.is_private,
        is_extern: shape.is_extern,
        is_abstract: false,
        is_final: false,
        extends: None,
        implements: Vec::new(),
        underlying: None,
        from: Vec::new(),
        to: Vec::new(),
        forward: None,
        forward_statics: None,
        metadata: Vec::new(),
    }
}

/// Resolves the head of a declaration, and says what is wrong with it.
pub(crate) fn lower_definition(
    db: &dyn Db,
    def: DefId,
    sink: &mut Vec<Diagnostic>,
) -> Option<Definition> {
    let (file, index) = place(db, def)?;
    let shape = shape(db, def)?;
    let tree = parse_file(db, file);
    let declaration = tree.declarations.get(index)?;
    let scope = Scope::of_definition(db, def)?;
    let mut result = empty_definition(shape);
    if shape.form == Form::ModuleFields {
        return Some(result);
    }
    let anchor = Anchor::file(file.id(db));
    let has = |kind| declaration.modifiers.contains(kind);
    result.is_abstract = has(ModifierKind::Abstract);
    result.metadata = lower_metadata(tree, declaration.metadata);
    result.is_final = has(ModifierKind::Final)
        || result
            .metadata
            .iter()
            .any(|it| it.name.as_str() == ":final");
    let owner = TypeParamOwner::Def(def);
    result.type_params =
        lower_type_params(&scope, tree, declaration.type_params, owner, anchor, sink);
    let mut all = |list: List<ast::TypeId>| -> Vec<Ty> {
        let list = tree.list(list).iter();
        list.map(|ty| lower_type(&scope, tree, *ty, anchor, sink))
            .collect()
    };
    match declaration.kind {
        DeclarationKind::Class {
            form,
            extends,
            implements,
            ..
        } => match form {
            ClassForm::Class => {
                result.extends = all(extends).into_iter().next();
                result.implements = all(implements);
            }
            ClassForm::Interface => result.implements = all(extends),
        },
        DeclarationKind::Abstract {
            underlying,
            from,
            to,
            ..
        } => {
            result.from = all(from);
            result.to = all(to);
            let forwarded = |by| crate::role::forwarded(tree, declaration.metadata, by);
            result.forward = forwarded("forward");
            result.forward_statics = forwarded("forwardStatics");
            result.underlying = underlying.map(|ty| lower_type(&scope, tree, ty, anchor, sink));
            if underlying.is_none() && !file.is_standard(db) && result.has_metadata(":coreType") {
                // What the program itself says nothing of is whatever is given.
                result.underlying = Some(Ty::new(crate::TyKind::Dynamic(None)));
            }
        }
        DeclarationKind::Typedef { ty } => {
            result.underlying = Some(lower_type(&scope, tree, ty, anchor, sink));
        }
        DeclarationKind::Enum { .. } | DeclarationKind::Field(_) => {}
    }
    Some(result)
}

/// Type parameters with their constraints.
pub(crate) fn lower_type_params(
    scope: &Scope<'_>,
    tree: &Ast,
    list: List<TypeParameter>,
    owner: TypeParamOwner,
    anchor: Anchor,
    sink: &mut Vec<Diagnostic>,
) -> Vec<TypeParam> {
    let list = tree.list(list).iter().enumerate();
    list.map(|(index, param)| TypeParam {
        id: TypeParamId::intern(TypeParamKey {
            owner,
            index: index as u16,
            name: param.name.name,
        }),
        constraints: match param.constraint {
            None => Vec::new(),
            Some(ty) => crate::annotation::lower_constraints(scope, tree, ty, anchor, sink),
        },
        default: param
            .default
            .map(|ty| lower_type(scope, tree, ty, anchor, sink)),
        is_constant: crate::maker::is_constant(tree, param),
    })
    .collect()
}

/// Metadata, as far as its arguments are constants.
pub(crate) fn lower_metadata(tree: &Ast, list: List<ast::Metadata>) -> Vec<Metadata> {
    let list = tree.list(list).iter();
    list.map(|entry| Metadata {
        name: if entry.compiler {
            Name::new(&format!(":{}", entry.name.name))
        } else {
            entry.name.name
        },
        arguments: tree
            .list(entry.args)
            .iter()
            .filter_map(|argument| constant(tree, *argument))
            .collect(),
        given: (!entry.compiler)
            .then(|| crate::assemble::told(tree, entry.args))
            .flatten(),
        names: tree
            .list(entry.args)
            .iter()
            .filter_map(|argument| {
                let ast::ExprKind::Ident(name) = tree.expr(*argument).kind else {
                    return None;
                };
                Some(name)
            })
            .collect(),
    })
    .collect()
}

/// The members of a declaration, without their types.
pub fn members(db: &dyn Db, def: DefId) -> &Members {
    members_query(db, db.project(), def)
}

#[salsa::tracked]
fn members_query(db: &dyn Db, _project: Project, def: DefId) -> Arc<Members> {
    Arc::clone(&declared_members(db, db.project(), def).members)
}

/// The first member that a type itself declares with this name.
pub fn named_member(db: &dyn Db, def: DefId, name: Name, space: Space) -> Option<&MemberItem> {
    member_item(db, MemberId::new(def, name, space))
}

/// A member without its types, if its owner declares it.
pub fn member_item(db: &dyn Db, member: MemberId) -> Option<&MemberItem> {
    member_item_query(db, db.project(), member).as_deref()
}

#[salsa::tracked]
fn member_item_query(db: &dyn Db, _project: Project, member: MemberId) -> Option<Box<MemberItem>> {
    let all = members(db, member.owner());
    let item = match member.data().ordinal {
        0 => all.get(member.name(), member.space()),
        _ => all.list.iter().find(|item| item.id == member),
    };
    // In a box, because most names that are looked for are none.
    item.cloned().map(Box::new)
}

/// Where the syntax of a member is: its position among the members of its declaration, and its code. It moves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct MemberPlace {
    index: usize,
    body: Option<ast::BodyIndex>,
}

/// Members and, apart from them, where they are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct DeclaredMembers {
    members: Arc<Members>,
    places: HashMap<MemberId, MemberPlace>,
}

#[salsa::tracked]
fn declared_members(db: &dyn Db, _project: Project, def: DefId) -> DeclaredMembers {
    let mut members = Members::default();
    let mut places = HashMap::new();
    let Some((tree, list)) = syntax_members(db, def) else {
        return DeclaredMembers::default();
    };
    let Some(shape) = shape(db, def) else {
        return DeclaredMembers::default();
    };
    let mut counts: HashMap<(Name, Space), u16> = HashMap::new();
    let mut constructors = 0;
    for (index, member) in list.iter().enumerate() {
        let (item, body) = lower_member(tree, shape, member, &mut constructors);
        let key = (item.id.name(), item.id.space());
        let count = counts.entry(key).or_default();
        let id = MemberId::intern(MemberKey {
            ordinal: *count,
            ..*item.id.data()
        });
        *count += 1;
        members.by_name.entry(key).or_insert(members.list.len());
        if let Some(name) = item.overload {
            let key = (name, id.space());
            members.by_name.entry(key).or_insert(members.list.len());
        }
        members.list.push(MemberItem { id, ..item });
        places.insert(id, MemberPlace { index, body });
    }
    if shape.form == Form::Interface {
        for (property, accessor) in add_accessors(&mut members) {
            if let Some(place) = places.get(&property).copied() {
                places.insert(accessor, place);
            }
        }
    }
    if shape.form == Form::Class
        && !shape.is_extern
        && is_made_by_literals(db, def)
        && let Some((constructor, variable)) = add_constructor(def, &mut members)
        && let Some(place) = places.get(&variable).copied()
    {
        let place = MemberPlace {
            body: None,
            ..place
        };
        places.insert(constructor, place);
    }
    for (constructor, variable) in add_makers(db, def, &mut members) {
        if let Some(place) = places.get(&constructor).copied() {
            let place = MemberPlace {
                body: None,
                ..place
            };
            places.insert(variable, place);
        }
    }
    for (function, variable) in add_replacements(&mut members) {
        if let Some(place) = places.get(&function).copied() {
            let place = MemberPlace {
                body: None,
                ..place
            };
            places.insert(variable, place);
        }
    }
    let members = Arc::new(members);
    DeclaredMembers { members, places }
}

/// Whether structure literals make objects of a class: `@:structInit`.
fn is_made_by_literals(db: &dyn Db, def: DefId) -> bool {
    let declaration = place(db, def).and_then(|(file, index)| {
        let tree = parse_file(db, file);
        Some((tree, tree.declarations.get(index)?))
    });
    declaration.is_some_and(|(tree, declaration)| {
        let mut metadata = tree.list(declaration.metadata).iter();
        metadata.any(|entry| entry.compiler && entry.name.name.as_str() == "structInit")
    })
}

/// A class that literals make has a constructor, which takes its variables. Gives it back with one of those.
fn add_constructor(def: DefId, members: &mut Members) -> Option<(MemberId, MemberId)> {
    let name = Name::new("new");
    let first = members.list.iter().find(|item| !item.is_static())?.clone();
    if members.get(name, Space::Instance).is_some() {
        return None;
    }
    let id = MemberId::new(def, name, Space::Instance);
    let variable = first.id;
    members
        .by_name
        .insert((name, Space::Instance), members.list.len());
    members.list.push(MemberItem {
        id,
        form: MemberForm::Function(FunctionKind::Constructor),
        has_body: true,
        type_params: Vec::new(),
        visibility: Some(true),
        is_inline: false,
        is_final: false,
        is_override: false,
        is_abstract: false,
        is_dynamic: false,
        of_literals: true,
        metadata: Vec::new(),
        ..first
    });
    Some((id, variable))
}

/// A class that makes instances of its type parameters has a variable for each function that does. Gives back the
/// constructor with each of them.
fn add_makers(db: &dyn Db, def: DefId, members: &mut Members) -> Vec<(MemberId, MemberId)> {
    let constructor = members.get(Name::new("new"), Space::Instance).cloned();
    let declared = place(db, def).and_then(|(file, index)| {
        let tree = parse_file(db, file);
        Some((tree, tree.declarations.get(index)?))
    });
    let (Some(constructor), Some((tree, declaration))) = (constructor, declared) else {
        return Vec::new();
    };
    let mut added = Vec::new();
    for param in crate::maker::written(tree, declaration.metadata, declaration.type_params) {
        let id = crate::maker::variable(def, param);
        added.push((constructor.id, id));
        let key = (id.name(), id.space());
        members.by_name.entry(key).or_insert(members.list.len());
        members.list.push(MemberItem {
            id,
            form: MemberForm::Variable {
                access: FieldAccess::Variable,
                has_storage: true,
            },
            has_body: false,
            type_params: Vec::new(),
            is_inline: false,
            is_dynamic: false,
            makes: true,
            metadata: Vec::new(),
            ..constructor.clone()
        });
    }
    added
}

/// What a `dynamic function` is replaced by stands in a variable. Gives back the functions with their variables.
fn add_replacements(members: &mut Members) -> Vec<(MemberId, MemberId)> {
    let mut added = Vec::new();
    for at in 0..members.list.len() {
        let Some(item) = members.list.get(at) else {
            continue;
        };
        let is_function = matches!(item.form, MemberForm::Function(_));
        if !is_function || !item.is_dynamic || item.is_override {
            continue;
        }
        let id = crate::definition::replacement_id(item.id);
        added.push((item.id, id));
        let variable = MemberItem {
            id,
            form: MemberForm::Variable {
                access: FieldAccess::Variable,
                has_storage: true,
            },
            has_body: false,
            type_params: Vec::new(),
            is_dynamic: false,
            is_inline: false,
            replaces: true,
            metadata: Vec::new(),
            ..item.clone()
        };
        let key = (id.name(), id.space());
        members.by_name.entry(key).or_insert(members.list.len());
        members.list.push(variable);
    }
    added
}

/// A property of an interface is read and written by functions of the class that implements it. Gives back the
/// properties with their functions.
fn add_accessors(members: &mut Members) -> Vec<(MemberId, MemberId)> {
    let mut more = Vec::new();
    let mut added = Vec::new();
    for item in &members.list {
        let MemberForm::Variable {
            access: FieldAccess::Property(get, set),
            ..
        } = item.form
        else {
            continue;
        };
        for (side, prefix, how) in [(Side::Get, "get", get), (Side::Set, "set", set)] {
            let name = Name::new(&format!("{prefix}_{}", item.id.name()));
            if how == Accessor::Method && members.get(name, Space::Instance).is_none() {
                let id = MemberId::new(item.id.owner(), name, Space::Instance);
                added.push((item.id, id));
                more.push(MemberItem {
                    id,
                    form: MemberForm::Function(FunctionKind::Method),
                    accessor: Some(side),
                    metadata: Vec::new(),
                    ..item.clone()
                });
            }
        }
    }
    for item in more {
        let key = (item.id.name(), item.id.space());
        members.by_name.insert(key, members.list.len());
        members.list.push(item);
    }
    added
}

fn lower_member(
    tree: &Ast,
    shape: &Shape,
    member: &Member,
    constructors: &mut u32,
) -> (MemberItem, Option<ast::BodyIndex>) {
    let has = |kind| member.modifiers.contains(kind);
    let metadata = lower_metadata(tree, member.metadata);
    let name = member.name.name;
    let is_constructor = name.as_str() == "new" && shape.form != Form::ModuleFields;
    // Inside an enum abstract, a variable that is not static is one of its values.
    let mut is_static = has(ModifierKind::Static) || shape.form == Form::ModuleFields;
    let mut is_final = has(ModifierKind::Final);
    let mut body = None;
    let type_params = match member.kind {
        MemberKind::Method { signature, .. } | MemberKind::Constructor { signature, .. } => {
            signature.type_params
        }
        MemberKind::Field { .. } => List::EMPTY,
    };
    let type_params = tree.list(type_params).iter();
    let type_params = type_params.map(|param| param.name.name).collect();
    let mut is_value = false;
    let form = match member.kind {
        MemberKind::Field {
            is_final: field_is_final,
            property,
            init,
            ..
        } => {
            body = init.and_then(ast::Body::unit);
            is_final = is_final || field_is_final;
            is_value = shape.form == Form::EnumAbstract && !is_static && property.is_none();
            is_static |= is_value;
            // Values of an enum abstract are inline, as officially, and nothing inline is written.
            is_final |= is_value || has(ModifierKind::Inline);
            let access = match property {
                Some(property) => {
                    let is_interface = shape.form == Form::Interface;
                    let side = |side| accessor(side, is_interface);
                    FieldAccess::Property(side(property.get), side(property.set))
                }
                None if is_final => FieldAccess::Final,
                None => FieldAccess::Variable,
            };
            let is_var = metadata.iter().any(|entry| entry.name.as_str() == ":isVar");
            MemberForm::Variable {
                access,
                has_storage: is_var || stored(access),
            }
        }
        MemberKind::Method { body: code, .. } => {
            body = code.and_then(ast::Body::unit);
            MemberForm::Function(if is_constructor {
                FunctionKind::Constructor
            } else if is_static {
                FunctionKind::Static
            } else {
                FunctionKind::Method
            })
        }
        MemberKind::Constructor { has_params, .. } => {
            is_static = true;
            *constructors += 1;
            MemberForm::EnumConstructor {
                index: *constructors - 1,
                has_params,
            }
        }
    };
    let space = if is_static {
        Space::Static
    } else {
        Space::Instance
    };
    let visibility = if has(ModifierKind::Public) {
        Some(true)
    } else if has(ModifierKind::Private) {
        Some(false)
    } else {
        None
    };
    let overload = has(ModifierKind::Overload);
    let own_name = match member.kind {
        MemberKind::Method { signature, .. } if overload && !is_constructor => {
            overload_name(tree, name, signature.params)
        }
        MemberKind::Method { .. } | MemberKind::Field { .. } | MemberKind::Constructor { .. } => {
            name
        }
    };
    let item = MemberItem {
        id: MemberId::new(shape.id, own_name, space),
        form,
        has_body: body.is_some(),
        type_params,
        is_value,
        visibility,
        is_inline: has(ModifierKind::Inline),
        is_final,
        is_override: has(ModifierKind::Override),
        is_abstract: has(ModifierKind::Abstract),
        is_dynamic: has(ModifierKind::Dynamic),
        is_macro: has(ModifierKind::Macro),
        is_extern: has(ModifierKind::Extern),
        overload: overload.then_some(name),
        accessor: None,
        replaces: false,
        of_literals: false,
        makes: false,
        roles: match shape.form {
            Form::Abstract | Form::EnumAbstract => crate::role::roles(tree, member.metadata),
            Form::Class | Form::Interface | Form::Enum | Form::Alias | Form::ModuleFields => {
                Vec::new()
            }
        },
        metadata,
    };
    (item, body)
}

/// The name that tells an `overload` function from others of its name: "show`Int".
fn overload_name(tree: &Ast, name: Name, params: List<ast::Parameter>) -> Name {
    let mut taken = Vec::new();
    for param in tree.list(params) {
        match param.ty {
            Some(ty) => words(tree, ty, &mut taken),
            None => taken.push("any"),
        }
    }
    Name::new(&format!("{name}`{}", taken.join("_")))
}

/// The names in a type as written.
fn words(tree: &Ast, ty: ast::TypeId, into: &mut Vec<&'static str>) {
    match tree.ty(ty).kind {
        TypeKind::Path { segments, args } => {
            let last = tree.list(segments).last();
            into.extend(last.map(|last| last.name.as_str()));
            for argument in tree.list(args) {
                if let ast::TypeArgument::Type(ty) = argument {
                    words(tree, *ty, into);
                }
            }
        }
        TypeKind::Parenthesis(inner) | TypeKind::Optional(inner) => words(tree, inner, into),
        TypeKind::Function { .. } => into.push("function"),
        TypeKind::Anonymous { .. } | TypeKind::Intersection(_) => into.push("structure"),
        TypeKind::Missing => {}
    }
}

/// One side of a property. `dynamic` says how the class goes about it: an interface has nothing to call.
fn accessor(accessor: ast::Accessor, is_interface: bool) -> Accessor {
    match accessor.access {
        PropertyAccess::Default => Accessor::Default,
        PropertyAccess::Null => Accessor::Null,
        PropertyAccess::Never => Accessor::Never,
        PropertyAccess::Dynamic if is_interface => Accessor::Never,
        PropertyAccess::Get
        | PropertyAccess::Set
        | PropertyAccess::Dynamic
        | PropertyAccess::Other(_) => Accessor::Method,
    }
}

/// A property has storage if one side reads or writes it directly.
fn stored(access: FieldAccess) -> bool {
    match access {
        FieldAccess::Variable | FieldAccess::Final | FieldAccess::Method => true,
        FieldAccess::Property(get, set) => [get, set]
            .iter()
            .any(|side| matches!(side, Accessor::Default | Accessor::Null)),
    }
}

/// The syntax of a declaration's members: for the module's own fields, of all of them.
pub(crate) fn syntax_members(db: &dyn Db, def: DefId) -> Option<(&Ast, Cow<'_, [Member]>)> {
    let (file, index) = place(db, def)?;
    let tree = parse_file(db, file);
    let declaration = tree.declarations.get(index)?;
    let list = match declaration.kind {
        DeclarationKind::Class { members, .. } | DeclarationKind::Abstract { members, .. } => {
            Cow::Borrowed(tree.list(members))
        }
        DeclarationKind::Enum { constructors } => Cow::Borrowed(tree.list(constructors)),
        DeclarationKind::Typedef { .. } => Cow::Borrowed(&[][..]),
        DeclarationKind::Field(_) => Cow::Owned(module_fields(tree)),
    };
    Some((tree, list))
}

fn module_fields(tree: &ast::FileAst) -> Vec<Member> {
    let fields = tree.declarations.iter().filter_map(field_of);
    fields
        .flat_map(|list| tree.list(list).iter().copied())
        .collect()
}

fn field_of(declaration: &Declaration) -> Option<List<Member>> {
    match declaration.kind {
        DeclarationKind::Field(list) => Some(list),
        DeclarationKind::Class { .. }
        | DeclarationKind::Enum { .. }
        | DeclarationKind::Abstract { .. }
        | DeclarationKind::Typedef { .. } => None,
    }
}

/// The syntax of a member. For what has positions: they move.
pub fn member_place(db: &dyn Db, member: MemberId) -> Option<(SourceFile, &ast::FileAst, Member)> {
    let index = member_index(db, member)?;
    let (file, _) = place(db, member.owner())?;
    let (_, list) = syntax_members(db, member.owner())?;
    Some((file, parse_file(db, file), *list.get(index)?))
}

/// The position of a member among those of its declaration.
pub fn member_index(db: &dyn Db, member: MemberId) -> Option<usize> {
    Some(member_position(db, member)?.index)
}

fn member_position(db: &dyn Db, member: MemberId) -> Option<&MemberPlace> {
    let all = declared_members(db, db.project(), member.owner());
    all.places.get(&member)
}

/// Where the code of a member is: of a function, or the initialiser of a variable. Its number moves.
pub fn member_body(db: &dyn Db, member: MemberId) -> Option<(SourceFile, ast::BodyIndex)> {
    let file = module_file(db, member.owner().module())?;
    Some((file, member_position(db, member)?.body?))
}

/// The code of a member, if it has any. Ranges count from its start.
pub fn body_tree(db: &dyn Db, member: MemberId) -> Option<&Arc<ast::BodyAst>> {
    body_tree_query(db, db.project(), member).as_ref()
}

#[salsa::tracked]
fn body_tree_query(db: &dyn Db, _project: Project, member: MemberId) -> Option<Arc<ast::BodyAst>> {
    let (file, index) = member_body(db, member)?;
    Some(Arc::clone(parse_body(db, file, index)))
}

/// Where the code of a member starts in its file: what ranges inside it count from.
pub fn body_start(db: &dyn Db, member: MemberId) -> u32 {
    let Some((file, body)) = member_body(db, member) else {
        return 0;
    };
    let unit = parse_file(db, file).bodies.entry(body);
    unit.map_or(0, |unit| unit.range.start)
}
