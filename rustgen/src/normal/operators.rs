//! Operators and patterns of numbers: `x = x << 3` is `x <<= 3`, `1 | 2 | 3` is `1..=3`, and no text is copied only to
//! be compared.

use super::same;
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Pat};

/// `x = x op y` → `x op= y`, for a variable that `y` does not write.
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
    let mut made = binary.clone();
    made.op = op;
    *expr = Expr::Binary(made);
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
