//! Classes and interfaces: what they extend and implement, and what they owe to it.

use super::redefinition::obstacle;
use crate::annotation::unsupported;
use crate::definition::{
    Definition, Form, MemberForm, MemberItem, body_tree, definition, member_index, member_item,
    members, place, shape,
};
use crate::lookup::{
    FoundMember, as_supertype, direct_supertypes, expand, overridden, self_type, signature,
    superclass,
};
use crate::{FunctionKind, Ty, TyKind, known};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, DefId, Diagnostic, MemberId, Name, Space, Span, TextRange};
use hx2rs_syntax::ast::{
    Ast, Body, BodyAst, Declaration, DeclarationKind, ExprKind, FileAst, Member, MemberKind, TypeId,
};
use hx2rs_syntax::parse_file;
use std::collections::HashSet;

/// What the checks of one class share.
struct Context<'a> {
    db: &'a dyn Db,
    file: hx2rs_base::SourceFile,
    tree: &'a FileAst,
    declaration: &'a Declaration,
    definition: &'a Definition,
    members: &'a [Member],
}

impl Context<'_> {
    fn span(&self, range: TextRange) -> Span {
        Span::absolute(self.file.id(self.db), range)
    }

    fn name_span(&self) -> Span {
        self.span(self.declaration.name.range)
    }

    /// The syntax of a member.
    fn member(&self, item: &MemberItem) -> Option<&Member> {
        self.members.get(member_index(self.db, item.id)?)
    }

    fn member_span(&self, item: &MemberItem) -> Span {
        let range = self.member(item).map(|member| member.name.range);
        self.span(range.unwrap_or(self.declaration.name.range))
    }
}

pub(super) fn check(db: &dyn Db, def: DefId, found: &mut Vec<Diagnostic>) {
    let Some((file, index)) = place(db, def) else {
        return;
    };
    let tree = parse_file(db, file);
    let (Some(declaration), Some(definition)) =
        (tree.declarations.get(index), definition(db, def).as_ref())
    else {
        return;
    };
    let DeclarationKind::Class {
        extends,
        implements,
        members,
        ..
    } = declaration.kind
    else {
        return;
    };
    let context = Context {
        db,
        file,
        tree,
        declaration,
        definition,
        members: tree.list(members),
    };
    if is_cyclic(db, def) {
        found.push(Diagnostic::new(
            types::INHERITANCE_CYCLE,
            context.name_span(),
            format!("`{}` is its own super type", def.name()),
        ));
        return;
    }
    if is_too_high(db, def) {
        found.push(Diagnostic::new(
            types::INHERITANCE_CYCLE,
            context.name_span(),
            format!(
                "`{}` has more than {HIGHEST} base classes above it",
                def.name()
            ),
        ));
        return;
    }
    let is_interface = definition.form == Form::Interface;
    let (classes, interfaces): (&[TypeId], &[TypeId]) = if is_interface {
        (&[], tree.list(extends))
    } else {
        (tree.list(extends), tree.list(implements))
    };
    for (ty, syntax) in definition.extends.iter().zip(classes) {
        base_class(&context, *ty, *syntax, found);
    }
    for (ty, syntax) in definition.implements.iter().zip(interfaces) {
        interface(&context, *ty, *syntax, found);
    }
    overrides(&context, found);
    if !is_interface {
        owed(&context, found);
        finals(&context, found);
    }
}

/// How many classes may stand above each other.
const HIGHEST: usize = 150;

/// Whether a type is among its own super types.
fn is_cyclic(db: &dyn Db, start: DefId) -> bool {
    let mut seen = HashSet::from([start]);
    let mut queue = vec![start];
    while let Some(def) = queue.pop() {
        for above in direct_supertypes(db, self_type(db, def)) {
            let Some(above) = class_of(above) else {
                continue;
            };
            if above == start {
                return true;
            }
            if seen.len() < 4 * HIGHEST && seen.insert(above) {
                queue.push(above);
            }
        }
    }
    false
}

/// Whether there are more classes above than any look-up follows.
fn is_too_high(db: &dyn Db, start: DefId) -> bool {
    let mut ty = self_type(db, start);
    for _ in 0..HIGHEST {
        match superclass(db, ty) {
            Some(above) => ty = above,
            None => return false,
        }
    }
    true
}

fn base_class(context: &Context<'_>, ty: Ty, syntax: TypeId, found: &mut Vec<Diagnostic>) {
    let span = context.span(context.tree.ty(syntax).range);
    let expanded = expand(context.db, ty);
    let TyKind::Class(def, _) = expanded.kind() else {
        if *expanded.kind() != TyKind::Error {
            found.push(
                Diagnostic::new(
                    types::WRONG_SUPERTYPE,
                    span,
                    format!("a class can only extend a class, and `{ty}` is none"),
                )
                .label("not a class"),
            );
        }
        return;
    };
    let Some(above) = definition(context.db, *def).as_ref() else {
        return;
    };
    if above.form == Form::Interface {
        found.push(
            Diagnostic::new(
                types::WRONG_SUPERTYPE,
                span,
                format!("`{ty}` is an interface: a class implements it"),
            )
            .help("write `implements` in place of `extends`"),
        );
    } else if above.is_final {
        found.push(Diagnostic::new(
            types::WRONG_SUPERTYPE,
            span,
            format!("`{ty}` is a final class, which nothing can extend"),
        ));
    } else if above.is_extern && !context.definition.is_extern {
        found.push(unsupported(
            span,
            "extending a class of the standard library that has no code of its own",
        ));
    }
}

fn interface(context: &Context<'_>, ty: Ty, syntax: TypeId, found: &mut Vec<Diagnostic>) {
    let span = context.span(context.tree.ty(syntax).range);
    let expanded = expand(context.db, ty);
    let is_interface = match expanded.kind() {
        TyKind::Class(def, _) => {
            shape(context.db, *def).is_some_and(|shape| shape.form == Form::Interface)
        }
        TyKind::Error => true,
        TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Null(_)
        | TyKind::Enum(..)
        | TyKind::Abstract(..)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => false,
    };
    if !is_interface {
        found.push(
            Diagnostic::new(
                types::WRONG_SUPERTYPE,
                span,
                format!("only an interface can be implemented, and `{ty}` is none"),
            )
            .label("not an interface"),
        );
    }
}

/// What is above a member in the base classes, nearest first.
fn in_classes<'db>(db: &'db dyn Db, member: MemberId) -> Option<FoundMember<'db>> {
    overridden(db, member).into_iter().find(|above| {
        shape(db, above.id.owner()).is_some_and(|shape| shape.form != Form::Interface)
    })
}

/// Members that override, do not say so, or say so wrongly.
fn overrides(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let db = context.db;
    let is_interface = context.definition.form == Form::Interface;
    for item in &members(db, context.definition.id).list {
        let is_constructor = item.form == MemberForm::Function(FunctionKind::Constructor);
        let is_own = !item.is_static() && !item.is_added();
        if !is_own || is_constructor || item.overload.is_some() || item.id.data().ordinal > 0 {
            continue;
        }
        let name = item.id.name();
        let span = context.member_span(item);
        let above = in_classes(db, item.id);
        let is_function = matches!(item.form, MemberForm::Function(_));
        match above {
            None if item.is_override => found.push(
                Diagnostic::new(
                    types::NOTHING_TO_OVERRIDE,
                    span,
                    format!("`{name}` overrides nothing: no base class has a method of this name"),
                )
                .help(
                    "leave `override` out, or see whether the name is spelled as in the base class",
                ),
            ),
            Some(above) if !is_interface => {
                let place = origin(db, above.id);
                if !is_function || !matches!(above.signature().form, MemberForm::Function(_)) {
                    found.push(with_origin(
                        Diagnostic::new(
                            types::INCOMPATIBLE_MEMBER,
                            span,
                            format!(
                                "`{name}` is already a member of the base class `{:?}`",
                                above.id.owner()
                            ),
                        ),
                        place,
                    ));
                    continue;
                }
                let above_item = member_item(db, above.id);
                if above_item.is_some_and(|above| above.is_final || above.is_inline) {
                    found.push(with_origin(
                        Diagnostic::new(
                            types::FINAL_OVERRIDE,
                            span,
                            format!(
                                "`{:?}` is final or inline and cannot be overridden",
                                above.id
                            ),
                        ),
                        place,
                    ));
                    continue;
                }
                let implements_abstract = above_item.is_some_and(|above| above.is_abstract);
                if item.is_override && implements_abstract {
                    let what = format!("`{name}` overrides nothing: `{:?}` has no code", above.id);
                    let diagnostic = Diagnostic::new(types::NOTHING_TO_OVERRIDE, span, what)
                        .help("leave `override` out: what is abstract is implemented");
                    found.push(with_origin(diagnostic, place));
                    continue;
                }
                // What has its code elsewhere says there what it overrides.
                let says_so = item.is_override || context.definition.is_extern;
                if !says_so && !implements_abstract {
                    let mut diagnostic = Diagnostic::new(
                        types::MISSING_OVERRIDE,
                        span,
                        format!("`{name}` overrides `{:?}` and has to say so", above.id),
                    )
                    .label("needs `override`");
                    if let Some(member) = context.member(item) {
                        let start = insertion(context.tree, member);
                        let at = context.span(TextRange::new(start, start));
                        diagnostic =
                            diagnostic.fix("add `override`", vec![(at, "override ".to_owned())]);
                    }
                    found.push(with_origin(diagnostic, place));
                    continue;
                }
                let own = signature(db, item.id);
                if above.signature().is_public && !own.is_public {
                    let what = format!("`{name}` has to be public, as `{:?}` is", above.id);
                    let diagnostic = Diagnostic::new(types::INCOMPATIBLE_MEMBER, span, what);
                    found.push(with_origin(diagnostic, place));
                    continue;
                }
                if let Some(why) = obstacle(db, own, &above) {
                    found.push(with_origin(
                        Diagnostic::new(
                            types::INCOMPATIBLE_MEMBER,
                            span,
                            format!("`{name}` does not fit what it overrides: {why}"),
                        ),
                        place,
                    ));
                }
            }
            None | Some(_) => {}
        }
    }
}

/// Where `override` goes: before the first modifier or the keyword.
fn insertion(tree: &Ast, member: &Member) -> u32 {
    let modifiers = tree.list(member.modifiers.list);
    if let Some(first) = modifiers.first() {
        return first.range.start;
    }
    let metadata = tree.list(member.metadata);
    match metadata.last() {
        None => member.range.start,
        Some(last) => last.range.end + 1,
    }
}

pub(super) fn origin(db: &dyn Db, member: MemberId) -> Option<Span> {
    let (file, _, syntax) = crate::definition::member_place(db, member)?;
    Some(Span::absolute(file.id(db), syntax.name.range))
}

fn with_origin(diagnostic: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.secondary(place, "declared here"),
        None => diagnostic,
    }
}

/// Members that interfaces and abstract base classes ask for.
fn owed(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let db = context.db;
    let this = self_type(db, context.definition.id);
    let mut above: Vec<Ty> = Vec::new();
    let mut queue = direct_supertypes(db, this);
    while let Some(ty) = queue.pop() {
        if !above.contains(&ty) {
            queue.extend(direct_supertypes(db, ty));
            above.push(ty);
        }
    }
    above.sort_by_key(|ty| class_of(*ty));
    let mut missing: Vec<MemberId> = Vec::new();
    for ty in above {
        let TyKind::Class(def, _) = ty.kind() else {
            continue;
        };
        let is_interface = shape(db, *def).is_some_and(|shape| shape.form == Form::Interface);
        for item in &members(db, *def).list {
            if item.is_static() || !(is_interface || item.is_abstract) {
                continue;
            }
            owed_member(context, this, ty, item, is_interface, &mut missing, found);
        }
    }
    if missing.is_empty() || context.definition.is_abstract {
        return;
    }
    missing.dedup_by_key(|member| member.name());
    let names: Vec<String> = missing.iter().map(|it| format!("`{:?}`", it)).collect();
    let mut diagnostic = Diagnostic::new(
        types::MISSING_IMPLEMENTATION,
        context.name_span(),
        format!(
            "the class `{}` has no {}",
            context.definition.id.name(),
            names.join(", ")
        ),
    )
    .label("not complete");
    for member in missing.iter().take(3) {
        diagnostic = with_origin(diagnostic, origin(db, *member));
    }
    found.push(diagnostic);
}

/// The class of a class type.
fn class_of(ty: Ty) -> Option<DefId> {
    if let TyKind::Class(def, _) = ty.kind() {
        Some(*def)
    } else {
        None
    }
}

fn owed_member(
    context: &Context<'_>,
    this: Ty,
    from: Ty,
    item: &MemberItem,
    is_interface: bool,
    missing: &mut Vec<MemberId>,
    found: &mut Vec<Diagnostic>,
) {
    let db = context.db;
    let name = item.id.name();
    let Some(own) = implementation(db, this, name) else {
        missing.push(item.id);
        return;
    };
    let own_item = member_item(db, own.id);
    if own_item.is_some_and(|own| own.is_abstract) {
        missing.push(item.id);
        return;
    }
    if !is_interface {
        return;
    }
    // A base class that implements the interface itself has been checked there.
    let owner = own.id.owner();
    if owner != context.definition.id
        && let TyKind::Class(interface, _) = from.kind()
        && as_supertype(db, self_type(db, owner), *interface).is_some()
    {
        return;
    }
    let TyKind::Class(def, arguments) = from.kind() else {
        return;
    };
    let above = FoundMember {
        db,
        id: item.id,
        map: crate::lookup::argument_map(db, *def, arguments),
    };
    let span = own_item
        .filter(|_| owner == context.definition.id)
        .map_or(context.name_span(), |own| context.member_span(own));
    let seen = seen_from(own.signature(), &own.map);
    // The built-in maps walk in ways of their own.
    let walks = [known::array_iterator(), known::map_entries()];
    if *def == known::any_map() && above.result().def().is_some_and(|it| walks.contains(&it)) {
        return;
    }
    if let Some(why) = obstacle(db, &seen, &above) {
        found.push(with_origin(
            Diagnostic::new(
                types::INCOMPATIBLE_MEMBER,
                span,
                format!("`{name}` does not fit the interface `{from}`: {why}"),
            ),
            origin(db, item.id),
        ));
    } else if !own.signature().is_public && above.signature().is_public && !item.is_added() {
        found.push(with_origin(
            Diagnostic::new(
                types::INCOMPATIBLE_MEMBER,
                span,
                format!("`{name}` has to be public: the interface `{from}` shows it"),
            ),
            origin(db, item.id),
        ));
    }
}

/// A signature as it looks from a subclass.
fn seen_from(
    signature: &crate::lookup::Signature,
    map: &[(crate::TypeParamId, Ty)],
) -> crate::lookup::Signature {
    let mut seen = signature.clone();
    seen.result = seen.result.substitute(map);
    for param in &mut seen.params {
        param.ty = param.ty.substitute(map);
    }
    seen
}

/// The member of a class or its base classes (interfaces left out).
fn implementation<'db>(db: &'db dyn Db, this: Ty, name: Name) -> Option<FoundMember<'db>> {
    let mut ty = this;
    let mut seen = Vec::new();
    loop {
        let TyKind::Class(def, arguments) = ty.kind() else {
            return None;
        };
        if seen.contains(def) {
            return None;
        }
        seen.push(*def);
        if let Some(item) = members(db, *def).get(name, Space::Instance) {
            return Some(FoundMember {
                db,
                id: item.id,
                map: crate::lookup::argument_map(db, *def, arguments),
            });
        }
        ty = superclass(db, ty)?;
    }
}

/// A final variable has to get its value at its declaration or in the constructor.
fn finals(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let db = context.db;
    if context.definition.is_extern || context.file.is_standard(db) {
        return;
    }
    let all = members(db, context.definition.id);
    let code = all
        .get(Name::new("new"), Space::Instance)
        .and_then(|item| body_tree(db, item.id));
    for item in &all.list {
        let Some(member) = context.member(item) else {
            continue;
        };
        let MemberKind::Field {
            init,
            property: None,
            ..
        } = member.kind
        else {
            continue;
        };
        if !item.is_final || init.and_then(Body::unit).is_some() {
            continue;
        }
        // Without a constructor, literals set all variables of such a class.
        let by_literal = code.is_none() && context.definition.has_metadata(":structInit");
        let is_set = !item.is_static()
            && (by_literal || code.is_some_and(|code| assigns(code, item.id.name())));
        if !is_set {
            let what = if item.is_static() {
                "where it is declared"
            } else {
                "where it is declared, or in the constructor"
            };
            found.push(Diagnostic::new(
                types::FINAL_WITHOUT_VALUE,
                context.member_span(item),
                format!(
                    "the final variable `{}` gets no value: it needs one {what}",
                    item.id.name()
                ),
            ));
        }
    }
}

/// Whether code assigns `name` or `this.name`.
fn assigns(tree: &BodyAst, name: Name) -> bool {
    tree.exprs().any(|(_, expr)| {
        let ExprKind::Assign { target, .. } = expr.kind else {
            return false;
        };
        #[allow(clippy::wildcard_enum_match_arm)] // Only names are variables of this object.
        match tree.expr(target).kind {
            ExprKind::Ident(target) => target == name,
            ExprKind::Field {
                receiver,
                name: target,
                ..
            } => target == name && tree.expr(receiver).kind == ExprKind::This,
            _ => false,
        }
    })
}
