//! Statements that never run, because the one before them always leaves.

use super::Context;
use crate::lower::ends;
use crate::{Expr, ExprId};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::types as codes;

pub(super) fn check(context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    let Some(root) = context.body.root else {
        return;
    };
    look(context, root, sink);
}

fn look(context: &Context<'_>, id: ExprId, sink: &mut Vec<Diagnostic>) {
    let body = context.body;
    let expr = &body.exprs[id];
    if let Expr::Closure(closure) = expr {
        return look(context, body.closures[*closure].body, sink);
    }
    let Expr::Block(statements) = expr else {
        return expr.for_each_part(body, &mut |part| look(context, part, sink));
    };
    for pair in statements.windows(2) {
        let [before, after] = *pair else { continue };
        look(context, before, sink);
        if !ends(body, before) {
            let range = context.spans.exprs[after];
            // What the lowering added stands nowhere.
            if range.start >= context.spans.exprs[before].end && range.start < range.end {
                sink.push(
                    Diagnostic::new(
                        codes::UNREACHABLE_CODE,
                        context.span(range),
                        "this never runs",
                    )
                    .secondary(context.expr_span(before), "whatever happens, this leaves"),
                );
            }
            return;
        }
    }
    if let Some(last) = statements.last() {
        look(context, *last, sink);
    }
}
