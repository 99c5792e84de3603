//! Static variables that no declaration of a class shows: those of its functions, and the one that stands for the call
//! of its `__init__`.

use crate::declaration::body_start;
use crate::definition::{MemberForm, member_item, member_place};
use crate::{
    Body, BodySpans, Callee, Const, Expr, ExprId, Field, FieldAccess, FunctionKind, Ty, TyKind,
    TypedBody,
};
use hx2rs_base::{Db, DefId, MemberId, Space, TextRange};

/// The static variables that the code of members declares, in the order in which they get their values: before all others
/// of the class, the last one first, those of methods behind those of static functions.
pub(super) fn of_bodies(db: &dyn Db, members: &[MemberId]) -> Vec<Field> {
    let of = |space: Space| {
        let members = members.iter().filter(move |id| id.space() == space);
        members.flat_map(|member| of_body(db, *member))
    };
    let mut fields: Vec<Field> = of(Space::Instance).chain(of(Space::Static)).collect();
    fields.reverse();
    fields
}

/// The static variables that the code of a member declares.
fn of_body(db: &dyn Db, member: MemberId) -> Vec<Field> {
    if crate::definition::body_tree(db, member).is_none() {
        return Vec::new();
    }
    let start = body_start(db, member);
    let statics = crate::lower::infer_body(db, member).statics.iter();
    let fields = statics.map(|variable| Field {
        id: variable.id,
        ty: crate::maps::erased(variable.ty),
        access: variable.access,
        is_public: false,
        is_inline: false,
        replaces: None,
        initialiser: variable
            .initialiser
            .clone()
            .and_then(|typed| super::items::placed(db, member, typed)),
        range: variable.range.shifted(start),
        doc: None,
        metadata: Vec::new(),
    });
    fields.collect()
}

/// Whether a member is the function that a class runs when its static variables have their values.
pub(super) fn is_initialisation(db: &dyn Db, member: MemberId) -> bool {
    let is_static_function = member_item(db, member)
        .is_some_and(|item| item.form == MemberForm::Function(FunctionKind::Static));
    is_static_function && member.name().as_str() == "__init__"
}

/// The variable whose initialiser runs `__init__`.
pub(super) fn initialisation_id(def: DefId) -> MemberId {
    MemberId::new(def, "__init__`done", Space::Static)
}

/// What runs `__init__`: the initialiser of a variable behind all others of the class, which nothing reads. So the order
/// of static variables is all that engines need to know.
pub(super) fn initialisation(db: &dyn Db, def: DefId) -> Option<Field> {
    let function = MemberId::new(def, "__init__", Space::Static);
    if !is_initialisation(db, function) {
        return None;
    }
    let (_, _, syntax) = member_place(db, function)?;
    let mut body = Body::default();
    let mut spans = BodySpans::default();
    let mut push = |expr: Expr, ty: TyKind| -> ExprId {
        spans.exprs.push(TextRange::default());
        spans.points.push(0);
        body.types.push(Ty::new(ty));
        body.exprs.push(expr)
    };
    let call = push(
        Expr::Call {
            callee: Callee::Static(function),
            arguments: Box::default(),
        },
        TyKind::Void,
    );
    let done = push(Expr::Const(Const::Bool(true)), TyKind::Bool);
    let root = push(Expr::Block(Box::new([call, done])), TyKind::Bool);
    body.root = Some(root);
    Some(Field {
        id: initialisation_id(def),
        ty: Ty::new(TyKind::Bool),
        access: FieldAccess::Final,
        is_public: false,
        is_inline: false,
        replaces: None,
        initialiser: Some(TypedBody::new(body, spans)),
        range: syntax.name.range,
        doc: None,
        metadata: Vec::new(),
    })
}
