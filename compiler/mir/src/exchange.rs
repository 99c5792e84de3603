//! Two elements of an array that change places, through a variable:
//! `var kept = xs[a]; xs[a] = xs[b]; xs[b] = kept;`. Recognised here, so that nullability does not take it for a store of
//! null and the emitter writes `xs.swap(a, b)`. What else the three statements could do is nothing: all parts are variables,
//! constants and fields of them.

use hx2rs_hir::{Body, Expr, ExprId, LocalId, Place, known};

/// The three statements as one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exchange {
    /// The array.
    pub array: ExprId,
    /// Where the first element lies.
    pub first: ExprId,
    /// Where the other one lies.
    pub second: ExprId,
}

/// Statements that an exchange takes.
pub const LENGTH: usize = 3;

/// The exchange that begins with the first of `statements`.
pub fn exchange(body: &Body, statements: &[ExprId]) -> Option<Exchange> {
    let [keep, move_over, put_back] = *statements.get(..LENGTH)? else {
        return None;
    };
    let Expr::Let {
        local: kept,
        value: Some(value),
    } = body.exprs[keep]
    else {
        return None;
    };
    let (array, first) = element(body, value)?;
    let Expr::Assign {
        place: Place::Index {
            array: to,
            index: to_at,
        },
        value: moved,
    } = body.exprs[move_over]
    else {
        return None;
    };
    let (from, second) = element(body, moved)?;
    let Expr::Assign {
        place: Place::Index {
            array: back,
            index: back_at,
        },
        value: returned,
    } = body.exprs[put_back]
    else {
        return None;
    };
    let is_array = [to, from, back]
        .iter()
        .all(|other| same(body, array, *other));
    let is_right = is_array
        && same(body, first, to_at)
        && same(body, second, back_at)
        && body.exprs[returned] == Expr::Local(kept)
        && is_only_use(body, kept, returned)
        && !mentions(body, second, kept);
    is_right.then_some(Exchange {
        array,
        first,
        second,
    })
}

/// `xs[i]`, where both are read without any effect, and the element is what `xs` holds.
fn element(body: &Body, expr: ExprId) -> Option<(ExprId, ExprId)> {
    let Expr::Index { array, index } = body.exprs[expr] else {
        return None;
    };
    let ty = body.ty(array);
    let hx2rs_hir::TyKind::Class(def, arguments) = ty.kind() else {
        return None;
    };
    let holds = *def == known::array() && arguments.first() == Some(&body.ty(expr));
    (holds && same(body, array, array) && same(body, index, index)).then_some((array, index))
}

/// Whether two expressions are the same variable, constant, field of one, or sum of such: reading them has no effect, and
/// writing an element changes none of them. (It can change a length.)
fn same(body: &Body, one: ExprId, other: ExprId) -> bool {
    match (&body.exprs[one], &body.exprs[other]) {
        (Expr::Local(a), Expr::Local(b)) => a == b,
        (Expr::Const(a), Expr::Const(b)) => a == b,
        (Expr::This, Expr::This) => true,
        (Expr::Static(a), Expr::Static(b)) => a == b,
        (
            Expr::Field {
                object: a,
                field: of_a,
            },
            Expr::Field {
                object: b,
                field: of_b,
            },
        ) => of_a == of_b && same(body, *a, *b),
        (
            Expr::Binary {
                op: of_a,
                left: left_a,
                right: right_a,
            },
            Expr::Binary {
                op: of_b,
                left: left_b,
                right: right_b,
            },
        ) => {
            let is_int = |expr: &ExprId| matches!(body.ty(*expr).kind(), hx2rs_hir::TyKind::Int);
            of_a == of_b
                && [left_a, right_a].into_iter().all(is_int)
                && same(body, *left_a, *left_b)
                && same(body, *right_a, *right_b)
        }
        _ => false,
    }
}

fn is_only_use(body: &Body, local: LocalId, only: ExprId) -> bool {
    body.exprs.iter().all(|(id, expr)| {
        id == only
            || (*expr != Expr::Local(local)
                && !matches!(expr.written_place(), Some(Place::Local(written)) if *written == local))
    })
}

fn mentions(body: &Body, expr: ExprId, local: LocalId) -> bool {
    let mut found = false;
    body.for_each_below(expr, true, &mut |part| {
        found |= body.exprs[part] == Expr::Local(local);
    });
    found
}
