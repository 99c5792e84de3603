//! Branches: an `if` in an `if` is one with `&&`, what only keeps a value within bounds is `clamp`, what gives up where
//! nothing is found is `?`, and no condition is a block.

use super::same;
use proc_macro2::Span;
use quote::ToTokens;
use syn::{BinOp, Block, Expr, Pat, Stmt};

/// `if a { if b { c } }` → `if a && b { c }`.
pub(super) fn collapse(expr: &mut Expr) {
    let Expr::If(outer) = expr else { return };
    if outer.else_branch.is_some() {
        return;
    }
    let [Stmt::Expr(Expr::If(inner), _)] = outer.then_branch.stmts.as_slice() else {
        return;
    };
    if inner.else_branch.is_some() {
        return;
    }
    let (first, second) = (conjunct(&outer.cond), conjunct(&inner.cond));
    let body = inner.then_branch.clone();
    let Ok(made) = syn::parse2::<syn::ExprIf>(quote::quote!(if #first && #second {})) else {
        return;
    };
    outer.cond = made.cond;
    outer.then_branch = body;
}

/// `match x { 1 => { if a { b } } _ => {} }` → `match x { 1 if a => { b } _ => {} }`, where no other arm takes what the guard
/// refuses.
pub(super) fn guarded(expr: &mut Expr) {
    let Expr::Match(found) = expr else { return };
    let Some((last, others)) = found.arms.split_last_mut() else {
        return;
    };
    let is_nothing = matches!(&*last.body, Expr::Block(block) if block.block.stmts.is_empty());
    if !is_nothing || !matches!(last.pat, Pat::Wild(_)) {
        return;
    }
    let heads: Option<Vec<_>> = others.iter().map(|arm| heads(&arm.pat)).collect();
    let Some(heads) = heads else { return };
    let all = heads.concat();
    for (at, arm) in others.iter_mut().enumerate() {
        let own = heads.get(at).into_iter().flatten();
        let is_alone = own
            .map(|own| all.iter().filter(|head| *head == own).count())
            .all(|count| count == 1);
        let mut body = &*arm.body;
        if let Expr::Block(block) = body
            && let [Stmt::Expr(only, _)] = block.block.stmts.as_slice()
        {
            body = only;
        }
        let Expr::If(inner) = body else { continue };
        let is_plain = inner.else_branch.is_none() && !has_let(&inner.cond);
        if !is_alone || matches!(arm.pat, Pat::Guard(_)) || !is_plain {
            continue;
        }
        let (pattern, condition, then) = (&arm.pat, &inner.cond, &inner.then_branch);
        let made = quote::quote!(match () { #pattern if #condition => #then });
        if let Ok(syn::ExprMatch { mut arms, .. }) = syn::parse2(made)
            && let Some(made) = arms.pop()
        {
            *arm = made;
        }
    }
}

/// What a pattern looks at first, if that tells it from all others with other heads: literals, variants.
fn heads(pattern: &Pat) -> Option<Vec<String>> {
    let tokens = if let Pat::Lit(literal) = pattern {
        literal.to_token_stream()
    } else if let Pat::Path(path) = pattern {
        path.to_token_stream()
    } else if let Pat::TupleStruct(variant) = pattern {
        variant.path.to_token_stream()
    } else if let Pat::Guard(guarded) = pattern {
        return heads(&guarded.pat);
    } else if let Pat::Or(cases) = pattern {
        let cases: Option<Vec<_>> = cases.cases.iter().map(heads).collect();
        return Some(cases?.concat());
    } else {
        return None;
    };
    Some(vec![tokens.to_string()])
}

/// An expression as it stands beside `&&`.
fn conjunct(expr: &Expr) -> proc_macro2::TokenStream {
    let is_loose = matches!(expr, Expr::Binary(binary) if matches!(binary.op, BinOp::Or(_)))
        || matches!(
            expr,
            Expr::Assign(_) | Expr::Range(_) | Expr::Closure(_) | Expr::Return(_) | Expr::Break(_)
        );
    if is_loose {
        quote::quote!((#expr))
    } else {
        expr.to_token_stream()
    }
}

/// `if a { return true; } else { return false; }` → `return a;`, and so for `break` and for plain values.
pub(super) fn truth(expr: &mut Expr) {
    let Expr::If(found) = &*expr else { return };
    let Some((_, other)) = &found.else_branch else {
        return;
    };
    let Expr::Block(other) = &**other else { return };
    let condition = &found.cond;
    if other.label.is_some() || has_let(condition) {
        return;
    }
    let (Some(one), Some(two)) = (answer(&found.then_branch), answer(&other.block)) else {
        return;
    };
    let condition: Expr = match (one.value, two.value) {
        (true, false) => (**condition).clone(),
        (false, true) => opposite(condition),
        (true, true) | (false, false) => return,
    };
    match (one.leaves, two.leaves) {
        (true, true) => *expr = syn::parse_quote!(return #condition),
        (false, false) => *expr = condition,
        (true, false) | (false, true) => {}
    }
}

/// `match 3 { k => e }` → `{ let k = 3; e }`.
pub(super) fn only_binding(expr: &mut Expr) {
    let Expr::Match(found) = &*expr else { return };
    let [arm] = found.arms.as_slice() else { return };
    let is_name = |pattern: &Pat| matches!(pattern, Pat::Ident(name) if name.subpat.is_none() && name.ident.to_string().starts_with(char::is_lowercase));
    let binds = if let Pat::Tuple(parts) = &arm.pat {
        parts.elems.iter().all(is_name)
    } else {
        is_name(&arm.pat)
    };
    // What the value borrows from has to live on.
    let lasts = matches!(
        &*found.expr,
        Expr::Lit(_) | Expr::Path(_) | Expr::Tuple(_) | Expr::Field(_) | Expr::Call(_)
    );
    if !binds || !lasts {
        return;
    }
    let (pattern, value, body) = (&arm.pat, &found.expr, &arm.body);
    *expr = if let Expr::Block(block) = &**body
        && block.label.is_none()
    {
        let inside = &block.block.stmts;
        syn::parse_quote!({ let #pattern = #value; #(#inside)* })
    } else {
        syn::parse_quote!({ let #pattern = #value; #body })
    };
}

/// `!a`.
fn opposite(condition: &Expr) -> Expr {
    if let Expr::Unary(test) = condition
        && matches!(test.op, syn::UnOp::Not(_))
    {
        return (*test.expr).clone();
    }
    let is_tight = matches!(
        condition,
        Expr::Path(_) | Expr::Call(_) | Expr::MethodCall(_) | Expr::Macro(_)
    );
    if is_tight {
        syn::parse_quote!(!#condition)
    } else {
        syn::parse_quote!(!(#condition))
    }
}

/// A block that only gives a `bool`, or returns one.
struct Answer {
    value: bool,
    leaves: bool,
}

fn answer(block: &Block) -> Option<Answer> {
    let [Stmt::Expr(only, semicolon)] = block.stmts.as_slice() else {
        return None;
    };
    let (value, leaves) = if let Expr::Return(found) = only {
        (found.expr.as_deref()?, true)
    } else if semicolon.is_none() {
        (only, false)
    } else {
        return None;
    };
    if let Expr::Lit(literal) = value
        && let syn::Lit::Bool(literal) = &literal.lit
    {
        return Some(Answer {
            value: literal.value,
            leaves,
        });
    }
    None
}

/// Whether a condition binds names.
fn has_let(expr: &Expr) -> bool {
    if let Expr::Binary(found) = expr {
        return has_let(&found.left) || has_let(&found.right);
    }
    matches!(expr, Expr::Let(_))
}

/// `if x < 0.0 { 0.0 } else if x > 1.0 { 1.0 } else { x }` → `x.clamp(0.0, 1.0)`.
pub(super) fn clamp(expr: &mut Expr) {
    let Expr::If(outer) = &*expr else { return };
    let Some((_, other)) = &outer.else_branch else {
        return;
    };
    let Expr::If(inner) = &**other else { return };
    let Some((_, last)) = &inner.else_branch else {
        return;
    };
    let Expr::Block(last) = &**last else { return };
    let last = only(&last.block);
    let (Some(last), Some(one), Some(two)) =
        (last, only(&outer.then_branch), only(&inner.then_branch))
    else {
        return;
    };
    if !matches!(last, Expr::Path(_)) {
        return;
    }
    let bounds = (
        bound(&outer.cond, &last, &one),
        bound(&inner.cond, &last, &two),
    );
    let (lower, upper) = match bounds {
        (Some(true), Some(false)) => (one, two),
        (Some(false), Some(true)) => (two, one),
        (Some(_) | None, Some(_) | None) => return,
    };
    let number = |expr: &Expr| {
        let text = expr.to_token_stream().to_string().replace(' ', "");
        text.parse::<f64>().ok()
    };
    if let (Some(low), Some(high)) = (number(&lower), number(&upper))
        && low <= high
    {
        *expr = syn::parse_quote!(#last.clamp(#lower, #upper));
    }
}

/// Whether a condition says that `value` is below `limit` (`true`) or above it (`false`).
fn bound(condition: &Expr, value: &Expr, limit: &Expr) -> Option<bool> {
    let Expr::Binary(test) = condition else {
        return None;
    };
    let below = matches!(test.op, BinOp::Lt(_) | BinOp::Le(_));
    let above = matches!(test.op, BinOp::Gt(_) | BinOp::Ge(_));
    if !below && !above {
        return None;
    }
    if same(&*test.left, value) && same(&*test.right, limit) {
        Some(below)
    } else if same(&*test.right, value) && same(&*test.left, limit) {
        Some(above)
    } else {
        None
    }
}

fn only(block: &Block) -> Option<Expr> {
    match block.stmts.as_slice() {
        [Stmt::Expr(value, None)] => Some(value.clone()),
        _ => None,
    }
}

/// `let Some(x) = y else { return None; };` → `let x = y?;`.
pub(super) fn question(block: &mut Block) {
    for statement in &mut block.stmts {
        let Stmt::Local(local) = statement else {
            continue;
        };
        let Some(made) = asked(local) else { continue };
        *statement = made;
    }
}

fn asked(local: &syn::Local) -> Option<Stmt> {
    let Pat::TupleStruct(pattern) = &local.pat else {
        return None;
    };
    let init = local.init.as_ref()?;
    let (_, otherwise) = init.diverge.as_ref()?;
    let Expr::Block(otherwise) = &**otherwise else {
        return None;
    };
    let none: Expr = syn::parse_quote!(return None);
    let gives_up = matches!(
        otherwise.block.stmts.as_slice(),
        [Stmt::Expr(leave, _)] if same(leave, &none)
    );
    let name = pattern.elems.first()?;
    let is_plain = pattern.elems.len() == 1 && matches!(name, Pat::Ident(_));
    if !gives_up || !is_plain || !pattern.path.is_ident("Some") {
        return None;
    }
    let value = &init.expr;
    if let Expr::Reference(reference) = &**value {
        let inner = &reference.expr;
        let is_shared = reference.mutability.is_none();
        return is_shared.then(|| syn::parse_quote!(let #name = #inner.as_ref()?;));
    }
    Some(syn::parse_quote!(let #name = #value?;))
}

/// `if { let x = …; y } {` → `let condition = { let x = …; y }; if condition {`.
pub(super) fn plain_condition(block: &mut Block) {
    let mut at = 0;
    while at < block.stmts.len() {
        let name = free_name(block);
        if let Some(Stmt::Expr(Expr::If(found), _)) = block.stmts.get_mut(at)
            && let Expr::Block(condition) = &*found.cond
            && condition.block.stmts.len() > 1
        {
            let first: Stmt = syn::parse_quote!(let #name = #condition;);
            *found.cond = syn::parse_quote!(#name);
            block.stmts.insert(at, first);
            at += 1;
        }
        at += 1;
    }
}

fn free_name(block: &Block) -> syn::Ident {
    let tokens = block.to_token_stream();
    let mut name = "condition".to_owned();
    let mut number = 2;
    while crate::unused::uses(tokens.clone(), &name) {
        name = format!("condition_{number}");
        number += 1;
    }
    syn::Ident::new(&name, Span::call_site())
}
