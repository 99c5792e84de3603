//! Constructors that use their object in front of `super(…)`, as shipped programs run them. In Rust there is no object yet at
//! that place, so fields of the class itself are variables until then: what they hold is put into the object just before
//! `super(…)`. Where the object is used for more than its own fields, the constructor stays as it is.

use crate::family::classes;
use hx2rs_base::{MemberId, TextRange};
use hx2rs_hir::{
    Body, BodySpans, Callee, ClassDef, Expr, ExprId, Implementation, Local, LocalId, LocalKind,
    Place, Program, Ty, TyKind, TypedBody,
};
use indexmap::{IndexMap, IndexSet};
use std::borrow::Cow;
use std::sync::Arc;

/// The program with such constructors rewritten; the same one if it has none.
pub(crate) fn settle(program: &Program) -> Cow<'_, Program> {
    let mut made = Vec::new();
    for class in classes(program) {
        let constructor = class.constructor.and_then(|id| program.functions.get(&id));
        let Some(constructor) = constructor else {
            continue;
        };
        if let Implementation::Body(typed) = &constructor.implementation
            && class.extends.is_some()
            && let Some(body) = rewritten(class, typed)
        {
            let mut function = hx2rs_hir::Function::clone(constructor);
            function.implementation = Implementation::Body(body);
            made.push(function);
        }
    }
    if made.is_empty() {
        return Cow::Borrowed(program);
    }
    let mut changed = program.clone();
    for function in made {
        changed.functions.insert(function.id, Arc::new(function));
    }
    Cow::Owned(changed)
}

fn rewritten(class: &ClassDef, typed: &TypedBody) -> Option<TypedBody> {
    let old = &*typed.body;
    let root = old.root?;
    let list = old.exprs[root].statements(root);
    let is_super = |expr: &ExprId| {
        matches!(
            &old.exprs[*expr],
            Expr::Call {
                callee: Callee::SuperConstructor { .. },
                ..
            }
        )
    };
    let at = list.iter().position(is_super)?;
    let first = list.get(..=at)?;
    let fields = used(class, old, first)?;
    if fields.is_empty() {
        return None;
    }
    let mut body = old.clone();
    let mut spans = BodySpans::clone(&typed.spans);
    let mut held: IndexMap<MemberId, LocalId> = IndexMap::new();
    let mut statements = Vec::new();
    let void = Ty::new(TyKind::Void);
    for field in &fields {
        let declared = class.fields.iter().find(|found| found.id == *field)?;
        let value = match &declared.initialiser {
            None => None,
            Some(initialiser) => {
                let root = initialiser.body.root?;
                let Expr::Const(constant) = &initialiser.body.exprs[root] else {
                    return None;
                };
                let ty = initialiser.body.types[root];
                Some(push(
                    &mut body,
                    &mut spans,
                    Expr::Const(constant.clone()),
                    ty,
                ))
            }
        };
        spans.locals.push(TextRange::default());
        let local = body.locals.push(Local {
            name: field.name(),
            ty: declared.ty,
            owner: None,
            kind: LocalKind::Variable,
            assigned: true,
            captured: false,
        });
        held.insert(*field, local);
        statements.push(push(
            &mut body,
            &mut spans,
            Expr::Let { local, value },
            void,
        ));
    }
    for statement in first {
        old.for_each_below(*statement, false, &mut |expr| {
            replace(&mut body, old, expr, &held);
        });
    }
    statements.extend(first.iter().copied().take(at));
    for (field, local) in &held {
        let ty = body.locals[*local].ty;
        let value = push(&mut body, &mut spans, Expr::Local(*local), ty);
        let object_ty = Ty::new(TyKind::Class(
            class.header.id,
            class
                .header
                .type_params
                .iter()
                .map(|param| Ty::new(TyKind::Param(param.id)))
                .collect(),
        ));
        let object = push(&mut body, &mut spans, Expr::This, object_ty);
        let place = Place::Field {
            object,
            field: *field,
        };
        statements.push(push(
            &mut body,
            &mut spans,
            Expr::Assign { place, value },
            ty,
        ));
    }
    statements.extend(list.iter().copied().skip(at));
    if let Some(old_root) = body.exprs.entry_mut(root) {
        *old_root = Expr::Block(Box::default());
    }
    body.root = Some(push(
        &mut body,
        &mut spans,
        Expr::Block(statements.into()),
        void,
    ));
    Some(TypedBody::new(body, spans))
}

fn push(body: &mut Body, spans: &mut BodySpans, expr: Expr, ty: Ty) -> ExprId {
    spans.exprs.push(TextRange::default());
    spans.points.push(0);
    body.types.push(ty);
    body.exprs.push(expr)
}

/// The field of the object under construction that an expression is about, and the expression that is the object.
fn own_field(body: &Body, expr: ExprId) -> Option<(ExprId, MemberId)> {
    if let Expr::Field { object, field } = &body.exprs[expr]
        && body.exprs[*object] == Expr::This
    {
        return Some((*object, *field));
    }
    if let Some(Place::Field { object, field }) = body.exprs[expr].written_place()
        && body.exprs[*object] == Expr::This
    {
        return Some((*object, *field));
    }
    None
}

/// The fields that are read, or written more than by a statement of its own; `None` where the object is used otherwise.
fn used(class: &ClassDef, body: &Body, first: &[ExprId]) -> Option<IndexSet<MemberId>> {
    let mut fields = IndexSet::new();
    let mut is_plain = true;
    let mut objects: IndexSet<ExprId> = IndexSet::new();
    let mut uses: IndexSet<ExprId> = IndexSet::new();
    for statement in first {
        body.for_each_below(*statement, true, &mut |expr| {
            if body.exprs[expr] == Expr::This {
                uses.insert(expr);
            }
            let Some((object, field)) = own_field(body, expr) else {
                return;
            };
            if field.owner() != class.header.id {
                return;
            }
            objects.insert(object);
            fields.insert(field);
            let is_statement =
                expr == *statement && matches!(body.exprs[expr], Expr::Assign { .. });
            is_plain &= is_statement;
        });
        // What a function expression does with the object, it does with the object.
        let mut closes = false;
        body.for_each_below(*statement, false, &mut |expr| {
            if let Expr::Closure(closure) = &body.exprs[expr] {
                closes |= body.closures[*closure].captures_this;
            }
        });
        if closes {
            return None;
        }
    }
    if is_plain || objects.len() != uses.len() {
        return None;
    }
    Some(fields)
}

/// A use of a field as one of its variable.
fn replace(body: &mut Body, old: &Body, expr: ExprId, held: &IndexMap<MemberId, LocalId>) {
    let Some((_, field)) = own_field(old, expr) else {
        return;
    };
    let Some(local) = held.get(&field).copied() else {
        return;
    };
    let Some(entry) = body.exprs.entry_mut(expr) else {
        return;
    };
    if let Expr::Assign { place, .. } | Expr::Update { place, .. } = entry {
        *place = Place::Local(local);
    } else {
        *entry = Expr::Local(local);
    }
}
