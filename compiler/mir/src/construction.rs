//! How constructors build: which of their statements can run before the struct exists. In Rust a struct is made at
//! once; so what comes before `this` is used for more than setting its fields stands before the struct literal, and
//! the rest runs on the finished struct, whose other fields start with their defaults.

use crate::family::{class_def, class_of};
use crate::plan::Construction;
use crate::reach::Reached;
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{Body, Callee, Expr, ExprId, Place, Program};
use indexmap::{IndexMap, IndexSet};

/// The construction of every class whose initialisers or constructor run.
pub fn constructions(program: &Program, reached: &Reached) -> IndexMap<DefId, Construction> {
    let mut found = IndexMap::new();
    for class in program.types.keys() {
        construction(program, reached, *class, &mut found);
    }
    found
}

/// The construction of one class; those above it first.
fn construction(
    program: &Program,
    reached: &Reached,
    class: DefId,
    found: &mut IndexMap<DefId, Construction>,
) {
    let Some(def) = class_def(program, class) else {
        return;
    };
    if found.contains_key(&class) {
        return;
    }
    let base = def.extends.and_then(|ty| class_of(program, ty));
    if let Some(base) = base {
        construction(program, reached, base, found);
    }
    let initialised = def
        .fields
        .iter()
        .filter(|field| field.initialiser.is_some());
    let mut plan = Construction {
        before: 0,
        is_literal: true,
        set_before: initialised.map(|field| field.id).collect(),
    };
    let body = def
        .constructor
        .and_then(|constructor| reached.bodies.get(&constructor));
    if let Some(typed) = body {
        let base_is_literal =
            base.is_none_or(|base| found.get(&base).is_some_and(|base| base.is_literal));
        statements(&typed.body, class, base_is_literal, &mut plan);
    } else if let Some(base) = base {
        // An inherited constructor: only the initialisers of this class come on top.
        plan.is_literal = found.get(&base).is_some_and(|base| base.is_literal);
    }
    found.insert(class, plan);
}

fn statements(body: &Body, class: DefId, base_is_literal: bool, plan: &mut Construction) {
    let Some(root) = body.root else { return };
    let list = body.exprs[root].statements(root);
    let mut set: IndexSet<MemberId> = IndexSet::new();
    for statement in &list {
        if !runs_before(body, *statement, class, base_is_literal, &mut set) {
            break;
        }
        plan.before += 1;
    }
    plan.is_literal = plan.before == list.len();
    plan.set_before.extend(set);
}

/// Whether a statement can run before the struct exists.
fn runs_before(
    body: &Body,
    statement: ExprId,
    class: DefId,
    base_is_literal: bool,
    set: &mut IndexSet<MemberId>,
) -> bool {
    if let Expr::Assign {
        place: Place::Field { object, field },
        value,
    } = &body.exprs[statement]
        && body.exprs[*object] == Expr::This
        && field.owner() == class
    {
        if uses_this(body, *value) {
            return false;
        }
        set.insert(*field);
        return true;
    }
    if let Expr::Call {
        callee: Callee::SuperConstructor { .. },
        arguments,
    } = &body.exprs[statement]
    {
        return base_is_literal && !arguments.iter().any(|argument| uses_this(body, *argument));
    }
    !uses_this(body, statement)
}

/// Whether `this` appears, or a `return` would leave the constructor early.
fn uses_this(body: &Body, expr: ExprId) -> bool {
    let mut found = false;
    body.for_each_below(expr, true, &mut |expr| {
        found |= body.exprs[expr] == Expr::This
    });
    body.for_each_below(expr, false, &mut |expr| {
        found |= matches!(body.exprs[expr], Expr::Return(_));
        found |= matches!(
            body.exprs[expr],
            Expr::Call {
                callee: Callee::Super(_) | Callee::SuperConstructor { .. },
                ..
            }
        );
    });
    found
}
