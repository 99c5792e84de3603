//! What holds of the whole program before anything is emitted.

use super::NATIVE;
use hx2rs_compiler::hir::{Place, Program};
use hx2rs_compiler::{DefId, MemberId, Name, OwnershipPlan};
use indexmap::IndexSet;
use std::collections::HashSet;

pub(super) fn folded_away(program: &Program, plan: &OwnershipPlan) -> HashSet<MemberId> {
    use hx2rs_compiler::hir::Expr;
    use hx2rs_compiler::mir::StaticStart;
    use hx2rs_compiler::mir::constant::Constant;
    let is_folded = |member: &MemberId| {
        plan.statics
            .get(member)
            .is_some_and(|plan| matches!(plan.start, StaticStart::Constant(Constant::Value(_))))
    };
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let (mut folded, mut read) = (HashSet::new(), HashSet::new());
    for member in plan.bodies.keys() {
        let function = program.functions.get(member).and_then(|found| found.body());
        let field = || fields.get(member)?.initialiser.as_ref();
        let by_name = || plan.reflection.bodies.get(member);
        let Some(typed) = function.or_else(field).or_else(by_name) else {
            continue;
        };
        let found = if is_folded(member) {
            &mut folded
        } else {
            &mut read
        };
        for (_, expr) in typed.body.exprs.iter() {
            if let Expr::Static(field) = expr {
                found.insert(*field);
            } else if let Expr::Update {
                place: Place::Static(field),
                ..
            } = expr
            {
                found.insert(*field);
            }
        }
    }
    folded.difference(&read).copied().collect()
}

/// Classes that a `new`, or `super` in one, names; and all that they extend.
pub(super) fn constructed(program: &Program, plan: &OwnershipPlan) -> HashSet<DefId> {
    use hx2rs_compiler::hir::{Callee, Expr};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let functions = plan.bodies.keys();
    let functions = functions.filter_map(|member| program.functions.get(member)?.body());
    let by_name = plan.reflection.bodies.values();
    let mut found = HashSet::new();
    for typed in initialisers.chain(functions).chain(by_name) {
        for (_, expr) in typed.body.exprs.iter() {
            let class = if let Expr::New { class, .. } = expr {
                class
            } else if let Expr::Call {
                callee: Callee::SuperConstructor { class, .. },
                ..
            } = expr
            {
                class
            } else {
                continue;
            };
            found.extend(plan.families.above(*class));
        }
    }
    found
}

/// Whether something reads the stack of an exception.
pub(super) fn keeps_stacks(plan: &OwnershipPlan) -> bool {
    use hx2rs_compiler::Space;
    use hx2rs_compiler::hir::known;
    let of_exception = |name| MemberId::new(known::exception(), name, Space::Instance);
    let last = MemberId::new(
        DefId::new("haxe.CallStack", "CallStack"),
        "exceptionStack",
        Space::Static,
    );
    let readers = [of_exception("get_stack"), of_exception("details"), last];
    readers
        .iter()
        .any(|reader| plan.bodies.contains_key(reader))
}

/// Whether some `new` of an exception, or `super` in one, has a third argument.
pub(super) fn gives_native(program: &Program, plan: &OwnershipPlan) -> bool {
    use hx2rs_compiler::hir::{Callee, Const, Expr, known};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let functions = plan
        .bodies
        .keys()
        .filter(|member| member.owner() != known::value_exception());
    let functions = functions.filter_map(|member| program.functions.get(member)?.body());
    let by_name = plan.reflection.bodies.values();
    initialisers.chain(functions).chain(by_name).any(|typed| {
        typed.body.exprs.iter().any(|(_, expr)| {
            let (constructor, arguments) = if let Expr::New {
                constructor,
                arguments,
                ..
            } = expr
            {
                (constructor, arguments)
            } else if let Expr::Call {
                callee: Callee::SuperConstructor { constructor, .. },
                arguments,
            } = expr
            {
                (constructor, arguments)
            } else {
                return false;
            };
            let library = [known::exception(), known::value_exception()];
            let is_library = constructor.is_some_and(|it| library.contains(&it.owner()));
            let third = arguments.get(NATIVE).filter(|_| is_library);
            third.is_some_and(|third| typed.body.exprs[*third] != Expr::Const(Const::Null))
        })
    })
}

pub(super) fn made_constructors(program: &Program, plan: &OwnershipPlan) -> HashSet<MemberId> {
    use hx2rs_compiler::hir::{BinaryOp, Callee, Equality, Expr};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let functions = plan.bodies.keys();
    let functions = functions.filter_map(|member| program.functions.get(member)?.body());
    let mut made = HashSet::new();
    let by_name = plan.reflection.bodies.values();
    for typed in initialisers.chain(functions).chain(by_name) {
        let mut compared = HashSet::new();
        for (_, expr) in typed.body.exprs.iter() {
            if let Expr::Binary {
                op: BinaryOp::Equal(Equality::Enum) | BinaryOp::NotEqual(Equality::Enum),
                left,
                right,
            } = expr
            {
                for side in [*left, *right] {
                    compared.insert(side);
                    if let Expr::Convert { operand, .. } = typed.body.exprs[side] {
                        compared.insert(operand);
                    }
                }
            }
        }
        for (id, expr) in typed.body.exprs.iter() {
            if let Expr::Call { callee, .. } = expr
                && let Callee::Constructor(constructor) = callee
                && !compared.contains(&id)
            {
                made.insert(*constructor);
            }
        }
    }
    made
}

pub(super) fn written_structure_fields(program: &Program, plan: &OwnershipPlan) -> IndexSet<Name> {
    let mut written = IndexSet::new();
    for member in plan.bodies.keys() {
        let function = program
            .functions
            .get(member)
            .and_then(|function| function.body());
        let Some(typed) = function else { continue };
        for (_, expr) in typed.body.exprs.iter() {
            if let Some(Place::StructureField { field, .. }) = expr.written_place() {
                written.insert(*field);
            }
        }
    }
    written
}
