//! Operators and patterns of numbers: `x = x << 3` is `x <<= 3`, `1 | 2 | 3` is `1..=3`, and no text is copied only to
//! be compared.

use super::same;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Pat, Stmt};

/// `x = x op y` → `x op= y`, for a variable that `y` does not write. `x -= x - y` would look like a mistake.
pub(super) fn compound(expr: &mut Expr) {
    let Expr::Assign(assign) = expr else { return };
    let Expr::Binary(binary) = &*assign.right else {
        return;
    };
    let is_variable = matches!(&*assign.left, Expr::Path(path) if path.path.get_ident().is_some());
    if !is_variable || !same(&*assign.left, &*binary.left) || writes(&binary.right) {
        return;
    }
    let Ok(op) = syn::parse_str::<BinOp>(&format!("{}=", binary.op.to_token_stream())) else {
        return;
    };
    if matches!(
        op,
        BinOp::Eq(_) | BinOp::Le(_) | BinOp::Ge(_) | BinOp::Ne(_)
    ) {
        return;
    }
    let mut right = &*binary.right;
    while let Expr::Paren(inner) = right {
        right = &inner.expr;
    }
    if let Expr::Binary(inner) = right
        && inner.op == binary.op
        && (same(&*inner.left, &*assign.left) || same(&*inner.right, &*assign.left))
    {
        return;
    }
    let mut made = binary.clone();
    made.op = op;
    // `x |= (y | z)` needs no parentheses.
    if let Expr::Paren(inner) = *made.right {
        made.right = inner.expr;
    }
    *expr = Expr::Binary(made);
}

/// `let t = a; a = b; b = t;` → `std::mem::swap(&mut a, &mut b);`, where nothing uses `t` afterwards.
pub(super) fn swap(block: &mut Block) {
    let mut at = 0;
    while at + 2 < block.stmts.len() {
        let found = match block.stmts.get(at..) {
            Some(
                [
                    Stmt::Local(kept),
                    Stmt::Expr(one, _),
                    Stmt::Expr(two, _),
                    rest @ ..,
                ],
            ) => swapped(kept, one, two, rest),
            Some(_) | None => None,
        };
        if let Some(found) = found {
            block.stmts.splice(at..at + 3, [found]);
        }
        at += 1;
    }
}

fn swapped(kept: &syn::Local, one: &Expr, two: &Expr, rest: &[Stmt]) -> Option<Stmt> {
    let (Pat::Ident(name), Some(init)) = (&kept.pat, &kept.init) else {
        return None;
    };
    let (Expr::Assign(one), Expr::Assign(two)) = (one, two) else {
        return None;
    };
    let (a, b) = (&one.left, &one.right);
    let is_variable =
        |expr: &Expr| matches!(expr, Expr::Path(path) if path.path.get_ident().is_some());
    let is_kept = matches!(&*two.right, Expr::Path(path) if path.path.is_ident(&name.ident));
    let is_swap = is_variable(a)
        && is_variable(b)
        && same(&*init.expr, &**a)
        && same(&two.left, b)
        && is_kept;
    let text = name.ident.to_string();
    let is_used = rest
        .iter()
        .any(|statement| crate::unused::uses(statement.to_token_stream(), &text));
    (is_swap && !is_used).then(|| syn::parse_quote!(std::mem::swap(&mut #a, &mut #b);))
}

/// Whether an expression writes a variable.
fn writes(expr: &Expr) -> bool {
    struct Writes(bool);
    impl Visit<'_> for Writes {
        fn visit_expr_assign(&mut self, _: &syn::ExprAssign) {
            self.0 = true;
        }
        fn visit_expr_block(&mut self, block: &syn::ExprBlock) {
            self.0 = true;
            visit::visit_expr_block(self, block);
        }
    }
    let mut found = Writes(false);
    found.visit_expr(expr);
    found.0
}

/// `Str::from(a) == b` → `a == b`: texts of all kinds compare with each other.
pub(super) fn compared_texts(expr: &mut Expr) {
    let Expr::Binary(binary) = expr else { return };
    if !matches!(binary.op, BinOp::Eq(_) | BinOp::Ne(_)) {
        return;
    }
    for side in [&mut binary.left, &mut binary.right] {
        if let Expr::Call(call) = &**side
            && let Expr::Path(function) = &*call.func
            && is_path(&function.path, &["Str", "from"])
            && let Some(inner) = call.args.first()
            && matches!(inner, Expr::MethodCall(_) | Expr::Macro(_))
        {
            **side = inner.clone();
        }
    }
}

/// `a == ""` → `a.is_empty()`.
pub(super) fn empty_text(expr: &mut Expr) {
    let Expr::Binary(binary) = expr else { return };
    let differs = matches!(binary.op, BinOp::Ne(_));
    if !differs && !matches!(binary.op, BinOp::Eq(_)) {
        return;
    }
    let text = match (is_empty_text(&binary.left), is_empty_text(&binary.right)) {
        (false, true) => &binary.left,
        (true, false) => &binary.right,
        (false, false) | (true, true) => return,
    };
    let text = bare(text);
    let is_tight = matches!(
        text,
        Expr::Path(_)
            | Expr::Field(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Macro(_)
            | Expr::Index(_)
            | Expr::Try(_)
    );
    *expr = match (is_tight, differs) {
        (true, false) => syn::parse_quote!(#text.is_empty()),
        (true, true) => syn::parse_quote!(!#text.is_empty()),
        (false, false) => syn::parse_quote!((#text).is_empty()),
        (false, true) => syn::parse_quote!(!(#text).is_empty()),
    };
}

/// Without `*`, `&` and parentheses.
fn bare(mut expr: &Expr) -> &Expr {
    loop {
        if let Expr::Unary(found) = expr
            && matches!(found.op, syn::UnOp::Deref(_))
        {
            expr = &found.expr;
        } else if let Expr::Reference(found) = expr {
            expr = &found.expr;
        } else if let Expr::Paren(found) = expr {
            expr = &found.expr;
        } else {
            return expr;
        }
    }
}

fn is_empty_text(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(literal) if matches!(&literal.lit, syn::Lit::Str(text) if text.value().is_empty()))
}

pub(super) fn is_path(path: &syn::Path, wanted: &[&str]) -> bool {
    path.segments.len() == wanted.len()
        && path
            .segments
            .iter()
            .zip(wanted)
            .all(|(segment, wanted)| segment.ident == *wanted)
}

/// `1 | 2 | 3` → `1..=3`.
pub(super) fn number_range(pattern: &mut Pat) {
    let Pat::Or(alternatives) = pattern else {
        return;
    };
    let mut numbers: Vec<i64> = Vec::new();
    for case in &alternatives.cases {
        match number(case) {
            Some(number) => numbers.push(number),
            None => return,
        }
    }
    numbers.sort_unstable();
    let follow = numbers
        .iter()
        .zip(numbers.iter().skip(1))
        .all(|(one, next)| one + 1 == *next);
    if let (Some(first), Some(last), true) = (numbers.first(), numbers.last(), follow)
        && numbers.len() > 2
    {
        let range = format!("{first}..={last}");
        if let Ok(range) = syn::parse_str::<syn::ExprRange>(&range) {
            *pattern = Pat::Range(range);
        }
    }
}

fn number(pattern: &Pat) -> Option<i64> {
    let Pat::Lit(literal) = pattern else {
        return None;
    };
    let text = literal.to_token_stream().to_string();
    text.replace(' ', "").parse().ok()
}
