//! Default values that the code of a function puts in, and not its callers: constructors of enums, and those of methods
//! that override or implement one another with different defaults, where only the object that is called knows which holds.
//! Such a parameter is null where the call leaves it out. All others are constants that callers fill in (`Param::default`).

use crate::Const;
use crate::annotation::{Anchor, lower_type};
use crate::definition::{
    Form, MemberForm, definition, member_item, member_place, members, module_file, module_items,
};
use crate::lookup::overridden;
use crate::reach::reached_modules;
use crate::scope::Scope;
use crate::signature::{constructor_default, inline_constant, named_static};
use hx2rs_base::{Db, MemberId, Project, Space};
use hx2rs_syntax::ast::MemberKind;
use std::collections::HashSet;

/// What the code puts in place of null.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum InCode {
    /// A constructor of an enum, without parameters.
    Constructor(MemberId),
    /// A constant.
    Constant(Const),
}

/// For each parameter of a function what its code puts in place of null.
pub(crate) fn in_code(db: &dyn Db, member: MemberId) -> &[Option<InCode>] {
    in_code_query(db, db.project(), member)
}

#[salsa::tracked]
fn in_code_query(db: &dyn Db, _project: Project, member: MemberId) -> Vec<Option<InCode>> {
    let (Some((file, tree, syntax)), Some(scope)) =
        (member_place(db, member), Scope::of_member(db, member))
    else {
        return Vec::new();
    };
    let MemberKind::Method { signature, .. } = syntax.kind else {
        return Vec::new();
    };
    let anchor = Anchor::file(file.id(db));
    let params = tree.list(signature.params).iter();
    let defaults = params.map(|param| {
        let ty = param
            .ty
            .map(|ty| lower_type(&scope, tree, ty, anchor, &mut Vec::new()));
        let expr = param.default?;
        if let Some(constructor) = constructor_default(&scope, tree, expr, ty) {
            return Some(InCode::Constructor(constructor));
        }
        let literal = crate::constant::constant(tree, expr);
        let named = || inline_constant(&scope, tree, expr, ty).map(|(value, _)| value);
        let value = literal.or_else(named);
        let value = value.filter(|value| *value != Const::Null && differ(db, member));
        value.map(InCode::Constant)
    });
    defaults.collect()
}

/// Whether a method has another default value than one that it overrides or implements, or that does so with it.
pub(crate) fn differ(db: &dyn Db, member: MemberId) -> bool {
    if member.space() != Space::Instance {
        return false;
    }
    let all = differing(db, db.project());
    !all.is_empty()
        && (all.contains(&member)
            || overridden(db, member)
                .iter()
                .any(|above| all.contains(&above.id)))
}

/// The methods of the program whose default values differ from those above them, and all that are above them.
#[salsa::tracked]
fn differing(db: &dyn Db, _project: Project) -> HashSet<MemberId> {
    let mut found = HashSet::new();
    let files = reached_modules(db)
        .iter()
        .filter_map(|module| module_file(db, *module));
    for file in files.filter(|file| !file.is_standard(db)) {
        for shape in module_items(db, file).types.values() {
            if shape.form != Form::Class {
                continue;
            }
            // Methods that implement what an abstract class leaves open say nothing of it.
            let implements = definition(db, shape.id).as_ref().is_some_and(|definition| {
                !definition.implements.is_empty() || definition.extends.is_some()
            });
            for item in &members(db, shape.id).list {
                let may_differ = item.is_override || implements;
                let is_method = matches!(item.form, MemberForm::Function(_))
                    && item.id.space() == Space::Instance;
                if may_differ && is_method {
                    compare(db, item.id, &mut found);
                }
            }
        }
    }
    found
}

fn compare(db: &dyn Db, member: MemberId, found: &mut HashSet<MemberId>) {
    let own = written(db, member);
    if own.iter().all(|default| *default == Written::Nothing) {
        return;
    }
    let above = overridden(db, member);
    let differs = above.iter().any(|above| {
        let defaults = written(db, above.id).iter();
        own.iter().zip(defaults).any(|(own, above)| own != above)
    });
    if differs {
        found.insert(member);
        found.extend(above.iter().map(|above| above.id));
    }
}

/// A default value as its declaration says it: what it names is not evaluated, since that could ask for this.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Written {
    /// None: a parameter that must be given, or null.
    Nothing,
    Literal(Const),
    Named(MemberId),
}

fn written(db: &dyn Db, member: MemberId) -> &[Written] {
    written_query(db, db.project(), member)
}

#[salsa::tracked]
fn written_query(db: &dyn Db, _project: Project, member: MemberId) -> Vec<Written> {
    let (Some((_, tree, syntax)), Some(scope), Some(_)) = (
        member_place(db, member),
        Scope::of_member(db, member),
        member_item(db, member),
    ) else {
        return Vec::new();
    };
    let MemberKind::Method { signature, .. } = syntax.kind else {
        return Vec::new();
    };
    let params = tree.list(signature.params).iter();
    let defaults = params.map(|param| {
        let Some(expr) = param.default else {
            return Written::Nothing;
        };
        match crate::constant::constant(tree, expr) {
            Some(Const::Null) => Written::Nothing,
            Some(literal) => Written::Literal(literal),
            None => match named_static(&scope, tree, expr, None) {
                Some(item) => Written::Named(item.id),
                None => Written::Nothing,
            },
        }
    });
    defaults.collect()
}
