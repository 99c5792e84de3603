//! Results, options, and variables that get their value a line later.

use syn::{Block, Expr, Pat, Stmt};

/// `if let Err(_) = x` → `if x.is_err()`, and its like.
pub(super) fn tested(expr: &mut Expr) {
    let condition = if let Expr::If(found) = expr {
        &mut found.cond
    } else if let Expr::While(found) = expr {
        &mut found.cond
    } else {
        return;
    };
    let Expr::Let(test) = &**condition else {
        return;
    };
    let Some(method) = test_of(&test.pat) else {
        return;
    };
    let method = syn::Ident::new(method, proc_macro2::Span::call_site());
    let subject = &test.expr;
    let is_tight = |expr: &Expr| {
        matches!(
            expr,
            Expr::Call(_) | Expr::MethodCall(_) | Expr::Path(_) | Expr::Field(_) | Expr::Macro(_)
        )
    };
    let subject = if let Expr::Reference(reference) = &**subject {
        &reference.expr
    } else {
        subject
    };
    let made: Option<Expr> = is_tight(subject).then(|| syn::parse_quote!(#subject.#method()));
    if let Some(made) = made {
        **condition = made;
    }
}

fn test_of(pattern: &Pat) -> Option<&'static str> {
    if let Pat::Ident(found) = pattern {
        return (found.ident == "None").then_some("is_none");
    }
    let Pat::TupleStruct(found) = pattern else {
        return None;
    };
    if found.elems.len() != 1 || !matches!(found.elems.first(), Some(Pat::Wild(_))) {
        return None;
    }
    match found.path.get_ident()?.to_string().as_str() {
        "Err" => Some("is_err"),
        "Ok" => Some("is_ok"),
        "Some" => Some("is_some"),
        _ => None,
    }
}

/// `let x: T; x = e;` → `let x: T = e;`.
pub(super) fn late_value(block: &mut Block) {
    let mut at = 0;
    while at + 1 < block.stmts.len() {
        let value = match (block.stmts.get(at), block.stmts.get(at + 1)) {
            (Some(Stmt::Local(local)), Some(Stmt::Expr(Expr::Assign(assign), Some(_))))
                if local.init.is_none() && declares(&local.pat, &assign.left) =>
            {
                Some(assign.right.clone())
            }
            _ => None,
        };
        if let (Some(value), Some(Stmt::Local(local))) = (value, block.stmts.get_mut(at)) {
            local.init = Some(syn::LocalInit {
                eq_token: syn::token::Eq::default(),
                expr: value,
                diverge: None,
            });
            block.stmts.remove(at + 1);
        }
        at += 1;
    }
}

/// `let _ = hx::failed_cast(…);` → `hx::failed_cast(…);`: it never comes back with a value.
pub(super) fn no_value(block: &mut Block) {
    for statement in &mut block.stmts {
        let value = match statement {
            Stmt::Local(local) if matches!(local.pat, Pat::Wild(_)) => {
                local.init.as_ref().map(|init| (*init.expr).clone())
            }
            Stmt::Local(_) | Stmt::Item(_) | Stmt::Expr(..) | Stmt::Macro(_) => None,
        };
        let Some(Expr::Call(call)) = value else {
            continue;
        };
        let ends = ["failed_cast", "null_access", "fault"];
        if let Expr::Path(function) = &*call.func
            && ends
                .into_iter()
                .any(|name| super::operators::is_path(&function.path, &["hx", name]))
        {
            *statement = Stmt::Expr(Expr::Call(call), Some(syn::token::Semi::default()));
        }
    }
}

fn declares(pattern: &Pat, variable: &Expr) -> bool {
    let pattern = if let Pat::Type(typed) = pattern {
        &typed.pat
    } else {
        pattern
    };
    match (pattern, variable) {
        (Pat::Ident(name), Expr::Path(path)) => path.path.is_ident(&name.ident),
        _ => false,
    }
}
