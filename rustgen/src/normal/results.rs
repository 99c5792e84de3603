//! Results, options, and variables that get their value a line later.

use quote::ToTokens;
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

/// `if let Some(x) = &y { Some(e) } else { None }` → `y.as_ref().map(|x| e)`.
pub(super) fn mapped(expr: &mut Expr) {
    let Expr::If(found) = expr else { return };
    let Expr::Let(test) = &*found.cond else {
        return;
    };
    let Pat::TupleStruct(pattern) = &*test.pat else {
        return;
    };
    let Some((_, other)) = &found.else_branch else {
        return;
    };
    let (Some(value), true) = (some_of(&found.then_branch), is_none(other)) else {
        return;
    };
    let name = pattern.elems.first();
    let is_plain = pattern.elems.len() == 1
        && pattern.path.is_ident("Some")
        && matches!(name, Some(Pat::Ident(_)))
        && !leaves(value.to_token_stream());
    if !is_plain {
        return;
    }
    let subject = &test.expr;
    let made: Expr = if let Expr::Reference(reference) = &**subject
        && reference.mutability.is_none()
    {
        let inner = &reference.expr;
        syn::parse_quote!(#inner.as_ref().map(|#name| #value))
    } else {
        syn::parse_quote!(#subject.map(|#name| #value))
    };
    *expr = made;
}

/// `if let Some(x) = y { x } else { -1 }` → `y.unwrap_or(-1)`.
pub(super) fn otherwise(expr: &mut Expr) {
    let Expr::If(found) = &*expr else { return };
    let (Expr::Let(test), Some((_, other))) = (&*found.cond, &found.else_branch) else {
        return;
    };
    let Pat::TupleStruct(pattern) = &*test.pat else {
        return;
    };
    let (Some(Pat::Ident(name)), 1, true) = (
        pattern.elems.first(),
        pattern.elems.len(),
        pattern.path.is_ident("Some"),
    ) else {
        return;
    };
    let is_name =
        |value: &Expr| matches!(value, Expr::Path(path) if path.path.is_ident(&name.ident));
    let gives = matches!(
        found.then_branch.stmts.as_slice(),
        [Stmt::Expr(value, None)] if is_name(value)
    );
    let Expr::Block(other) = &**other else { return };
    let [Stmt::Expr(other, None)] = other.block.stmts.as_slice() else {
        return;
    };
    let subject = &test.expr;
    let is_tight = matches!(
        **subject,
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Path(_) | Expr::Field(_)
    );
    if !gives || !is_tight || name.by_ref.is_some() {
        return;
    }
    *expr = match literal(other) {
        Some(true) => syn::parse_quote!(#subject.unwrap_or_default()),
        Some(false) => syn::parse_quote!(#subject.unwrap_or(#other)),
        None => return,
    };
}

/// Whether a literal is the default of its type; `None` for what is no literal.
fn literal(expr: &Expr) -> Option<bool> {
    if let Expr::Unary(found) = expr
        && matches!(found.op, syn::UnOp::Neg(_))
    {
        return literal(&found.expr).map(|_| false);
    }
    let Expr::Lit(found) = expr else { return None };
    if let syn::Lit::Str(text) = &found.lit {
        Some(text.value().is_empty())
    } else if let syn::Lit::Int(number) = &found.lit {
        Some(number.base10_digits() == "0")
    } else if let syn::Lit::Float(number) = &found.lit {
        let size = number.base10_parse::<f64>();
        Some(size.is_ok_and(|size| size == 0.0))
    } else if let syn::Lit::Bool(value) = &found.lit {
        Some(!value.value)
    } else {
        None
    }
}

/// `{ Some(e) }`.
fn some_of(block: &Block) -> Option<Expr> {
    let [Stmt::Expr(Expr::Call(call), None)] = block.stmts.as_slice() else {
        return None;
    };
    let Expr::Path(function) = &*call.func else {
        return None;
    };
    let is_some = function.path.is_ident("Some");
    is_some.then(|| call.args.first().cloned()).flatten()
}

/// `{ None }`.
fn is_none(expr: &Expr) -> bool {
    let Expr::Block(block) = expr else {
        return false;
    };
    matches!(
        block.block.stmts.as_slice(),
        [Stmt::Expr(Expr::Path(path), None)] if path.path.is_ident("None")
    )
}

/// Whether something leaves the function or loop that it stands in.
pub(crate) fn leaves(tokens: proc_macro2::TokenStream) -> bool {
    use proc_macro2::TokenTree;
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => leaves(group.stream()),
        TokenTree::Ident(name) => {
            name == "return" || name == "break" || name == "continue" || name == "await"
        }
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Literal(_) => false,
    })
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
    let tests = [("Err", "is_err"), ("Ok", "is_ok"), ("Some", "is_some")];
    let test = tests.iter().find(|(name, _)| found.path.is_ident(name));
    test.map(|(_, method)| *method)
}

/// `let x: T; …; x = e;` → `…; let x: T = e;`, and the same of an `if` or `match` all of whose branches end like that.
pub(super) fn late_value(block: &mut Block) {
    let mut at = 0;
    while at < block.stmts.len() {
        if let Some((first, made)) = late(&block.stmts, at) {
            block.stmts.splice(first..=first, [made]);
            block.stmts.remove(at);
        } else {
            at += 1;
        }
    }
}

/// The statement that first uses the variable declared by statement `at`, and what it becomes as its declaration.
fn late(statements: &[Stmt], at: usize) -> Option<(usize, Stmt)> {
    let Some(Stmt::Local(local)) = statements.get(at) else {
        return None;
    };
    if local.init.is_some() {
        return None;
    }
    let name = declared(&local.pat)?;
    let text = name.to_string();
    let uses = |statement: &Stmt| crate::unused::uses(statement.to_token_stream(), &text);
    let rest = statements.iter().enumerate().skip(at + 1);
    let (first, statement) = rest.into_iter().find(|(_, statement)| uses(statement))?;
    let Stmt::Expr(expr, _) = statement else {
        return None;
    };
    if matches!(expr, Expr::Return(_) | Expr::Break(_) | Expr::Continue(_)) {
        return None;
    }
    let value = final_value(expr, name)?;
    let mut made = local.clone();
    made.init = Some(syn::LocalInit {
        eq_token: syn::token::Eq::default(),
        expr: Box::new(value),
        diverge: None,
    });
    Some((first, Stmt::Local(made)))
}

/// What is assigned to a variable as the last thing that an expression does, in the place of the assignment.
fn final_value(expr: &Expr, name: &syn::Ident) -> Option<Expr> {
    let uses = |tokens: proc_macro2::TokenStream| crate::unused::uses(tokens, &name.to_string());
    if let Expr::Assign(assign) = expr {
        let is_it = matches!(&*assign.left, Expr::Path(path) if path.path.is_ident(name));
        return (is_it && !uses(assign.right.to_token_stream())).then(|| (*assign.right).clone());
    }
    if gives_nothing(expr) {
        return (!uses(expr.to_token_stream())).then(|| expr.clone());
    }
    if let Expr::If(found) = expr {
        let mut made = found.clone();
        let (_, other) = made.else_branch.as_mut()?;
        if uses(found.cond.to_token_stream()) {
            return None;
        }
        made.then_branch = final_block(&found.then_branch, name)?;
        **other = final_value(other, name)?;
        return Some(Expr::If(made));
    }
    if let Expr::Match(found) = expr {
        let mut made = found.clone();
        if uses(found.expr.to_token_stream()) || made.arms.is_empty() {
            return None;
        }
        for arm in &mut made.arms {
            if uses(arm.pat.to_token_stream()) {
                return None;
            }
            *arm.body = final_value(&arm.body, name)?;
            if !matches!(*arm.body, Expr::Block(_)) && arm.comma.is_none() {
                arm.comma = Some(syn::token::Comma::default());
            }
        }
        return Some(Expr::Match(made));
    }
    if let Expr::Block(found) = expr
        && found.label.is_none()
    {
        let mut made = found.clone();
        made.block = final_block(&found.block, name)?;
        return Some(match made.block.stmts.as_slice() {
            [Stmt::Expr(only, None)] => only.clone(),
            _ => Expr::Block(made),
        });
    }
    None
}

/// Whether evaluation goes elsewhere.
fn gives_nothing(expr: &Expr) -> bool {
    if let Expr::Call(call) = expr {
        return never_returns(call);
    }
    matches!(expr, Expr::Return(_) | Expr::Break(_) | Expr::Continue(_))
}

fn final_block(block: &Block, name: &syn::Ident) -> Option<Block> {
    let (last, before) = block.stmts.split_last()?;
    let Stmt::Expr(last, _) = last else {
        return None;
    };
    let text = name.to_string();
    if before
        .iter()
        .any(|statement| crate::unused::uses(statement.to_token_stream(), &text))
    {
        return None;
    }
    let value = final_value(last, name)?;
    let leaves = gives_nothing(&value);
    let mut made = block.clone();
    made.stmts.pop();
    let end = leaves.then(syn::token::Semi::default);
    made.stmts.push(Stmt::Expr(value, end));
    Some(made)
}

fn declared(pattern: &Pat) -> Option<&syn::Ident> {
    if let Pat::Type(typed) = pattern {
        return declared(&typed.pat);
    }
    if let Pat::Ident(name) = pattern {
        Some(&name.ident)
    } else {
        None
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
        if never_returns(&call) {
            *statement = Stmt::Expr(Expr::Call(call), Some(syn::token::Semi::default()));
        }
    }
}

/// Whether a call throws a fault.
fn never_returns(call: &syn::ExprCall) -> bool {
    let faults = [
        "failed_cast",
        "null_access",
        "null_value",
        "no_case",
        "no_name",
        "fault",
    ];
    let Expr::Path(function) = &*call.func else {
        return false;
    };
    faults
        .into_iter()
        .any(|name| super::operators::is_path(&function.path, &["hx", name]))
}

/// `Ok({ …; x })` at the end of a block → `…; Ok(x)`, and so for `Some`.
pub(super) fn value_behind(block: &mut Block) {
    while let Some(Stmt::Expr(last, None)) = block.stmts.last()
        && let Some(mut statements) = opened(last)
    {
        block.stmts.pop();
        block.stmts.append(&mut statements);
    }
}

/// As [`value_behind`], for the body of an arm or of a closure.
pub(super) fn body(expr: &mut Expr) {
    if let Some(statements) = opened(expr) {
        let mut block: syn::ExprBlock = syn::parse_quote!({});
        block.block.stmts = statements;
        value_behind(&mut block.block);
        *expr = Expr::Block(block);
    }
}

/// The statements of `Ok({ …; x })`, with `Ok(x)` as the last one.
fn opened(expr: &Expr) -> Option<Vec<Stmt>> {
    let Expr::Call(call) = expr else { return None };
    let Expr::Path(path) = &*call.func else {
        return None;
    };
    let Some(Expr::Block(inner)) = call.args.first() else {
        return None;
    };
    let is_plain = call.args.len() == 1
        && inner.label.is_none()
        && ["Ok", "Some"].iter().any(|name| path.path.is_ident(name));
    let (last, before) = inner.block.stmts.split_last()?;
    let Stmt::Expr(value, None) = last else {
        return None;
    };
    let made = &call.func;
    let mut statements = before.to_vec();
    statements.push(Stmt::Expr(syn::parse_quote!(#made(#value)), None));
    is_plain.then_some(statements)
}
