//! The queries behind [`crate::definition`]: from a file's syntax tree to what it declares.

use crate::annotation::{Anchor, lower_type};
use crate::constant::constant;
use crate::definition::{
    Definition, Form, MemberForm, MemberItem, Members, ModuleItems, Shape, Side, place, shape,
};
use crate::scope::Scope;
use crate::{
    Accessor, FieldAccess, FunctionKind, Metadata, Ty, TypeParam, TypeParamId, TypeParamKey,
    TypeParamOwner,
};
use hx2rs_base::{Db, DefId, Diagnostic, MemberId, MemberKey, Name, Project, SourceFile, Space};
use hx2rs_syntax::ast::{
    self, Ast, ClassForm, Declaration, DeclarationKind, List, Member, MemberKind, ModifierKind,
    PropertyAccess, TypeParameter,
};
use hx2rs_syntax::parse_file;
use std::borrow::Cow;
use std::collections::HashMap;

/// What a file declares.
#[salsa::tracked]
pub fn module_items(db: &dyn Db, file: SourceFile) -> ModuleItems {
    let tree = parse_file(db, file);
    let module = file.module(db);
    let mut items = ModuleItems::default();
    for (index, declaration) in tree.declarations.iter().enumerate() {
        let (form, name) = match &declaration.kind {
            DeclarationKind::Class { form, .. } => match form {
                ClassForm::Class => (Form::Class, declaration.name.name),
                ClassForm::Interface => (Form::Interface, declaration.name.name),
            },
            DeclarationKind::Enum { .. } => (Form::Enum, declaration.name.name),
            DeclarationKind::Abstract { is_enum: true, .. } => {
                (Form::EnumAbstract, declaration.name.name)
            }
            DeclarationKind::Abstract { is_enum: false, .. } => {
                (Form::Abstract, declaration.name.name)
            }
            DeclarationKind::Typedef { .. } => (Form::Alias, declaration.name.name),
            DeclarationKind::Field(_) => (Form::ModuleFields, Name::new("")),
        };
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
            is_extern: declaration.modifiers.contains(ModifierKind::Extern),
            index,
        });
    }
    items
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
            result.underlying = underlying.map(|ty| lower_type(&scope, tree, ty, anchor, sink));
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
    })
    .collect()
}

/// The members of a declaration, without their types.
pub fn members(db: &dyn Db, def: DefId) -> &Members {
    members_query(db, db.project(), def)
}

/// A member without its types, if its owner declares it.
pub fn member_item(db: &dyn Db, member: MemberId) -> Option<&MemberItem> {
    let all = members(db, member.owner());
    if member.data().ordinal == 0 {
        return all.get(member.name(), member.space());
    }
    all.list.iter().find(|item| item.id == member)
}

#[salsa::tracked]
fn members_query(db: &dyn Db, _project: Project, def: DefId) -> Members {
    let mut members = Members::default();
    let Some((tree, list)) = syntax_members(db, def) else {
        return members;
    };
    let Some(shape) = shape(db, def) else {
        return members;
    };
    let mut counts: HashMap<(Name, Space), u16> = HashMap::new();
    let mut constructors = 0;
    for (index, member) in list.iter().enumerate() {
        let item = lower_member(tree, shape, member, index, &mut constructors);
        let key = (item.id.name(), item.id.space());
        let count = counts.entry(key).or_default();
        let id = MemberId::intern(MemberKey {
            ordinal: *count,
            ..*item.id.data()
        });
        *count += 1;
        members.by_name.entry(key).or_insert(members.list.len());
        members.list.push(MemberItem { id, ..item });
    }
    if shape.form == Form::Interface {
        add_accessors(&mut members);
    }
    members
}

/// A property of an interface is read and written by functions of the class that implements it.
fn add_accessors(members: &mut Members) {
    let mut more = Vec::new();
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
                more.push(MemberItem {
                    id: MemberId::new(item.id.owner(), name, Space::Instance),
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
}

fn lower_member(
    tree: &Ast,
    shape: &Shape,
    member: &Member,
    index: usize,
    constructors: &mut u32,
) -> MemberItem {
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
    let form = match member.kind {
        MemberKind::Field {
            is_final: field_is_final,
            property,
            init,
            ..
        } => {
            body = init.and_then(ast::Body::unit);
            is_final = is_final || field_is_final;
            is_static = is_static || shape.form == Form::EnumAbstract;
            let access = match property {
                Some(property) => {
                    FieldAccess::Property(accessor(property.get), accessor(property.set))
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
    MemberItem {
        id: MemberId::new(shape.id, name, space),
        form,
        index,
        body,
        type_params,
        visibility,
        is_inline: has(ModifierKind::Inline),
        is_final,
        is_override: has(ModifierKind::Override),
        is_abstract: has(ModifierKind::Abstract),
        is_dynamic: has(ModifierKind::Dynamic),
        is_macro: has(ModifierKind::Macro),
        is_extern: has(ModifierKind::Extern),
        is_overload: has(ModifierKind::Overload),
        accessor: None,
        metadata,
    }
}

fn accessor(accessor: ast::Accessor) -> Accessor {
    match accessor.access {
        PropertyAccess::Default => Accessor::Default,
        PropertyAccess::Null => Accessor::Null,
        PropertyAccess::Never => Accessor::Never,
        PropertyAccess::Dynamic => Accessor::Dynamic,
        PropertyAccess::Get | PropertyAccess::Set | PropertyAccess::Other(_) => Accessor::Method,
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

/// The syntax of a member.
pub fn member_place(db: &dyn Db, member: MemberId) -> Option<(SourceFile, &ast::FileAst, Member)> {
    let item = member_item(db, member)?;
    let (file, _) = place(db, member.owner())?;
    let (_, list) = syntax_members(db, member.owner())?;
    Some((file, parse_file(db, file), *list.get(item.index)?))
}

/// The code of a member: of a function, or the initialiser of a variable.
pub fn member_body(db: &dyn Db, member: MemberId) -> Option<(SourceFile, ast::BodyIndex)> {
    let (file, _) = place(db, member.owner())?;
    Some((file, member_item(db, member)?.body?))
}

/// Where the code of a member starts in its file: what ranges inside it count from.
pub fn body_start(db: &dyn Db, member: MemberId) -> u32 {
    let Some((file, body)) = member_body(db, member) else {
        return 0;
    };
    let unit = parse_file(db, file).bodies.entry(body);
    unit.map_or(0, |unit| unit.range.start)
}
