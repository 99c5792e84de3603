//! Members: declared twice, modifiers that do not go together, bodies that are missing or too many, properties
//! without accessors, types that stay unknown, what is not supported.

use super::redefinition::accepts;
use super::{modifier_range, overload};
use crate::annotation::{Anchor, lower_type, unsupported};
use crate::definition::{
    Form, MemberForm, MemberItem, Shape, definition, member_index, member_item, members, place,
};
use crate::infer::{Table, assignable};
use crate::lookup::{Found, lookup_member, lookup_static, self_type, signature};
use crate::lower::Declarations;
use crate::role::Role;
use crate::scope::Scope;
use crate::signature::lower_signature;
use crate::{Accessor, FieldAccess, FunctionKind, Ty, TyKind};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, Diagnostic, MemberId, Name, SourceFile, Span};
use hx2rs_syntax::ast::{
    self, Ast, Member, MemberKind, ModifierKind, Property, PropertyAccess, TypeId,
};
use std::collections::HashMap;

/// What the checks of one member share.
pub(super) struct Context<'a> {
    pub(super) db: &'a dyn Db,
    file: SourceFile,
    tree: &'a Ast,
    pub(super) shape: &'a Shape,
    pub(super) item: &'a MemberItem,
    member: &'a Member,
}

impl Context<'_> {
    pub(super) fn span(&self) -> Span {
        Span::absolute(self.file.id(self.db), self.member.name.range)
    }

    pub(super) fn modifier(&self, kind: ModifierKind) -> Span {
        let range = modifier_range(self.tree, self.member.modifiers, kind);
        let range = range.unwrap_or(self.member.name.range);
        Span::absolute(self.file.id(self.db), range)
    }
}

pub(super) fn check(db: &dyn Db, shape: &Shape, found: &mut Vec<Diagnostic>) {
    let Some((file, _)) = place(db, shape.id) else {
        return;
    };
    let Some((tree, list)) = crate::declaration::syntax_members(db, shape.id) else {
        return;
    };
    let mut first: HashMap<Name, (&Member, &MemberItem)> = HashMap::new();
    for item in &members(db, shape.id).list {
        let Some(member) = member_index(db, item.id).and_then(|index| list.get(index)) else {
            continue;
        };
        if item.is_added() {
            continue;
        }
        let context = Context {
            db,
            file,
            tree,
            shape,
            item,
            member,
        };
        let name = item.overload.unwrap_or(item.id.name());
        match first.get(&name) {
            Some((_, earlier)) if item.overload.is_some() && earlier.overload.is_some() => {
                overload::repeated(&context, found);
            }
            Some(earlier) => {
                let place = Span::absolute(file.id(db), earlier.0.name.range);
                let mut diagnostic = Diagnostic::new(
                    types::DUPLICATE_MEMBER,
                    context.span(),
                    format!("`{}` declares `{name}` twice", owner_name(shape)),
                )
                .secondary(place, "first here");
                if item.overload.is_some() || earlier.1.overload.is_some() {
                    diagnostic = diagnostic.help("all of them have to say `overload`");
                }
                found.push(diagnostic);
            }
            None => {
                first.insert(name, (member, item));
            }
        }
        overload::modifier(&context, found);
        lower_signature(db, item.id, found);
        constraints(&context, found);
        body(&context, found);
        not_supported(&context, found);
        value(&context, found);
        default_values(&context, found);
        property(&context, found);
        known(&context, found);
    }
}

/// The types that a member's declaration writes.
fn constraints(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(scope) = Scope::of_member(context.db, context.item.id) else {
        return;
    };
    let mut written: Vec<TypeId> = Vec::new();
    match context.member.kind {
        MemberKind::Field { ty, .. } => written.extend(ty),
        MemberKind::Method { signature, .. } | MemberKind::Constructor { signature, .. } => {
            let params = context.tree.list(signature.params).iter();
            written.extend(params.filter_map(|param| param.ty));
            let type_params = context.tree.list(signature.type_params).iter();
            written.extend(type_params.filter_map(|param| param.constraint));
            written.extend(signature.result);
        }
    }
    let anchor = Anchor::file(context.file.id(context.db));
    for ty in written {
        super::constraint::check(&scope, context.tree, ty, anchor, found);
    }
}

fn owner_name(shape: &Shape) -> &'static str {
    match shape.form {
        Form::ModuleFields => shape.id.module().as_str(),
        Form::Class
        | Form::Interface
        | Form::Enum
        | Form::Alias
        | Form::Abstract
        | Form::EnumAbstract => shape.id.name().as_str(),
    }
}

fn body(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (item, shape) = (context.item, context.shape);
    let is_standard = context.file.is_standard(context.db);
    let MemberForm::Function(kind) = item.form else {
        return;
    };
    let name = item.id.name();
    if shape.form == Form::Interface {
        if item.has_body || kind == FunctionKind::Constructor {
            found.push(Diagnostic::new(
                types::UNEXPECTED_BODY,
                context.span(),
                format!("`{name}` of an interface cannot have code"),
            ));
        }
        return;
    }
    if item.is_abstract {
        let is_abstract = definition(context.db, shape.id)
            .as_ref()
            .is_some_and(|definition| definition.is_abstract);
        if item.has_body {
            found.push(Diagnostic::new(
                types::UNEXPECTED_BODY,
                context.span(),
                format!("the abstract method `{name}` cannot have code"),
            ));
        } else if !is_abstract {
            found.push(
                Diagnostic::new(
                    types::MODIFIER_CONFLICT,
                    context.modifier(ModifierKind::Abstract),
                    format!(
                        "`{name}` is abstract, and the class `{}` is not",
                        shape.id.name()
                    ),
                )
                .help("write `abstract class`"),
            );
        }
        return;
    }
    // Without code an operator is that of what the abstract is at run time.
    let is_chosen = kind == FunctionKind::Constructor
        && definition(context.db, shape.id)
            .as_ref()
            .is_some_and(|definition| definition.has_metadata(":multiType"));
    let is_left_out = !item.roles.is_empty() || is_chosen;
    if !item.has_body && !is_standard && !shape.is_extern && !item.is_extern && !is_left_out {
        found.push(Diagnostic::new(
            types::MISSING_BODY,
            context.span(),
            format!("the function `{name}` has no code"),
        ));
    }
    if item.is_override && item.is_static() {
        found.push(Diagnostic::new(
            types::MODIFIER_CONFLICT,
            context.modifier(ModifierKind::Override),
            format!("`{name}` is static, and only methods of objects override"),
        ));
    }
}

fn not_supported(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let item = context.item;
    if context.file.is_standard(context.db) {
        return;
    }
    if is_unsupported_part_of_abstract(item) {
        found.push(unsupported(
            context.span(),
            "an operator of an abstract for calls or fields",
        ));
    }
    if item.is_macro {
        found.push(unsupported(
            context.modifier(ModifierKind::Macro),
            "a macro function",
        ));
    }
    if item.is_dynamic
        && matches!(item.form, MemberForm::Function(_))
        && implements(context.db, item.id)
    {
        found.push(unsupported(
            context.modifier(ModifierKind::Dynamic),
            "a dynamic function where an interface declares one that is not",
        ));
    }
}

/// Values of an enum abstract are written, but for texts and whole numbers.
fn value(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (db, item) = (context.db, context.item);
    let is_variable = matches!(item.form, MemberForm::Variable { .. });
    if !item.is_value || item.has_body || !is_variable {
        return;
    }
    let definition = definition(db, context.shape.id).as_ref();
    let Some(below) = definition.and_then(|definition| definition.underlying) else {
        return;
    };
    let wide = crate::lookup::expand(db, below);
    if !matches!(wide.kind(), TyKind::Int | TyKind::Error) && wide != Ty::string() {
        found.push(Diagnostic::new(
            types::FINAL_WITHOUT_VALUE,
            context.span(),
            format!("`{}` needs a value: a `{below}`", item.id.name()),
        ));
    }
}

/// Default values that are written as literals have the type of their parameter.
fn default_values(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (MemberKind::Method { signature, .. } | MemberKind::Constructor { signature, .. }) =
        context.member.kind
    else {
        return;
    };
    let db = context.db;
    let Some(scope) = Scope::of_member(db, context.item.id) else {
        return;
    };
    let anchor = Anchor::file(context.file.id(db));
    for param in context.tree.list(signature.params) {
        let (Some(ty), Some(value)) = (param.ty, param.default) else {
            continue;
        };
        let wanted = lower_type(&scope, context.tree, ty, anchor, &mut Vec::new());
        let literal = crate::constant::constant(context.tree, value);
        let Some(own) = literal.and_then(|literal| literal.ty()) else {
            continue;
        };
        let wide = crate::lookup::expand(db, wanted.without_null());
        let is_number = own == Ty::new(TyKind::Int) && *wide.kind() == TyKind::Float;
        let converts = matches!(wide.kind(), TyKind::Abstract(..) | TyKind::Error);
        if !is_number && !converts && !accepts(db, own, wanted) {
            let range = context.tree.expr(value).range;
            let what = format!("expected `{wanted}`, found `{own}`");
            let diagnostic = Diagnostic::new(types::TYPE_MISMATCH, anchor.span(range), what);
            found.push(diagnostic.label(format!("not a `{wanted}`")));
        }
    }
}

/// What an abstract may have, and hx2rs does not compile yet. Their code is not checked.
pub(super) fn is_unsupported_part_of_abstract(item: &MemberItem) -> bool {
    item.roles.contains(&Role::Unsupported)
}

/// A property's accessors have to exist.
fn property(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let MemberForm::Variable {
        access: FieldAccess::Property(get, set),
        ..
    } = context.item.form
    else {
        return;
    };
    if context.shape.form == Form::Interface {
        return;
    }
    let db = context.db;
    let name = context.item.id.name();
    // One that is `dynamic` may be left to classes below.
    let written = match context.member.kind {
        MemberKind::Field { property, .. } => property,
        MemberKind::Method { .. } | MemberKind::Constructor { .. } => None,
    };
    let is_open = |side: fn(&Property) -> ast::Accessor| {
        written.is_some_and(|property| side(&property).access == PropertyAccess::Dynamic)
    };
    let sides = [
        ("get", get, is_open(|property| property.get)),
        ("set", set, is_open(|property| property.set)),
    ];
    for (prefix, side, is_open) in sides {
        if side != Accessor::Method {
            continue;
        }
        let accessor = Name::new(&format!("{prefix}_{name}"));
        let exists = if context.item.is_static() {
            lookup_static(db, context.shape.id, accessor).is_some()
        } else {
            matches!(
                lookup_member(db, self_type(db, context.shape.id), accessor),
                Some(Found::Member(_))
            )
        };
        accessor_type(context, accessor, found);
        if !exists && !is_open {
            found.push(
                Diagnostic::new(
                    types::MISSING_ACCESSOR,
                    context.span(),
                    format!("the property `{name}` has no function `{accessor}`"),
                )
                .help(format!(
                    "declare `function {accessor}`, or write `default` in place of `{prefix}`"
                )),
            );
        }
    }
}

/// An accessor of the same class gives and takes what its property is.
fn accessor_type(context: &Context<'_>, accessor: Name, found: &mut Vec<Diagnostic>) {
    let db = context.db;
    let property = context.item.id;
    let Some(item) = members(db, context.shape.id).get(accessor, property.space()) else {
        return;
    };
    let wanted = signature(db, property).result;
    let own = signature(db, item.id);
    let members = crate::declaration::syntax_members(db, context.shape.id);
    let range = members.and_then(|(_, list)| {
        let member = list.get(member_index(db, item.id)?)?;
        Some(member.name.range)
    });
    let Some(range) = range else {
        return;
    };
    let mut wrong = |problem: String| {
        let span = Span::absolute(context.file.id(db), range);
        let place = Span::absolute(context.file.id(db), context.member.name.range);
        found.push(
            Diagnostic::new(types::INCOMPATIBLE_MEMBER, span, problem)
                .secondary(place, format!("this is `{wanted}`")),
        );
    };
    let name = property.name();
    let converts = |from, to| {
        accepts(db, from, to) || assignable(&mut Table::default(), &Declarations { db }, from, to)
    };
    if !converts(own.result, wanted) {
        wrong(format!(
            "the accessor of `{name}` has to give `{wanted}`, and gives `{}`",
            own.result
        ));
    }
    for param in &own.params {
        if !converts(wanted, param.ty) {
            wrong(format!(
                "the accessor of `{name}` has to take `{wanted}`, and takes `{}`",
                param.ty
            ));
        }
    }
}

/// Types that nothing shows.
fn known(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let db = context.db;
    let item = context.item;
    let needs_inference = match context.member.kind {
        MemberKind::Field { ty, .. } => ty.is_none(),
        MemberKind::Method { signature, .. } | MemberKind::Constructor { signature, .. } => {
            let params = context.tree.list(signature.params);
            signature.result.is_none() || params.iter().any(|param| param.ty.is_none())
        }
    };
    if !needs_inference
        || (item.form != MemberForm::Function(FunctionKind::Constructor) && item.is_macro)
    {
        return;
    }
    let signature = signature(db, item.id);
    let open = signature.params.iter().find(|param| has_error(param.ty));
    if open.is_none() && !has_error(signature.result) {
        return;
    }
    let is_reported = item.has_body
        && crate::lower::infer_body(db, item.id)
            .diagnostics
            .iter()
            .any(Diagnostic::is_error);
    if is_reported {
        return;
    }
    let name = item.id.name();
    let is_declared = |ty: Option<TypeId>| ty.is_some();
    match context.member.kind {
        MemberKind::Field { ty, .. } => {
            if !is_declared(ty) && has_error(signature.result) {
                found.push(
                    Diagnostic::new(
                        types::TYPE_NEEDED,
                        context.span(),
                        format!("nothing here shows the whole type of `{name}`"),
                    )
                    .help(format!("write it: `{name}:Type`")),
                );
            }
        }
        MemberKind::Method {
            signature: syntax, ..
        } => {
            if let Some(param) = open {
                let list = context.tree.list(syntax.params);
                let place = list
                    .iter()
                    .find(|it| it.name.name == param.name && it.ty.is_none());
                if let Some(place) = place {
                    found.push(
                        Diagnostic::new(
                            types::TYPE_NEEDED,
                            Span::absolute(context.file.id(db), place.name.range),
                            format!(
                                "the code does not show the whole type of the parameter `{}`",
                                param.name
                            ),
                        )
                        .help(format!("write it: `{}:Type`", param.name)),
                    );
                }
            }
            if !is_declared(syntax.result) && has_error(signature.result) {
                found.push(
                    Diagnostic::new(
                        types::TYPE_NEEDED,
                        context.span(),
                        format!("the code does not show the whole type of the result of `{name}`"),
                    )
                    .help("write it after the parentheses: `:Type`"),
                );
            }
        }
        MemberKind::Constructor { .. } => {}
    }
}

/// Whether part of a type is unknown.
fn has_error(ty: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |part| {
        found = found || *part.kind() == TyKind::Error;
        None
    });
    found
}

/// Whether an interface of its class declares a method, too.
/// Whether an interface declares a method as one that stays what it is.
fn implements(db: &dyn Db, method: MemberId) -> bool {
    let Some(owner) = definition(db, method.owner()).as_ref() else {
        return false;
    };
    let mut interfaces = owner.implements.iter();
    interfaces.any(|ty| match lookup_member(db, *ty, method.name()) {
        Some(Found::Member(found)) => member_item(db, found.id).is_none_or(|item| !item.is_dynamic),
        Some(Found::Structure(_)) | None => false,
    })
}
