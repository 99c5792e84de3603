//! Loops and closures that have a name: a search is `find`, a closure that only calls a function is that function.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use std::collections::HashSet;
use syn::{Block, Expr, Pat, Stmt};

/// `|a, b| hx::compare(a, b)` → `hx::compare`.
pub(super) fn plain_function(expr: &mut Expr, functions: &HashSet<String>) {
    let Expr::Closure(closure) = expr else { return };
    if closure.capture.is_some() || !matches!(closure.output, syn::ReturnType::Default) {
        return;
    }
    let Expr::Call(call) = &*closure.body else {
        return;
    };
    let Expr::Path(function) = &*call.func else {
        return;
    };
    let same = closure.inputs.len() == call.args.len()
        && closure
            .inputs
            .iter()
            .zip(&call.args)
            .all(|(input, argument)| match (input, argument) {
                (Pat::Ident(name), Expr::Path(path)) => path.path.is_ident(&name.ident),
                _ => false,
            });
    let path = &function.path;
    let is_function = path
        .get_ident()
        .is_none_or(|name| functions.contains(&name.to_string()));
    let of_prelude = path.segments.len() == 2
        && path
            .segments
            .first()
            .is_some_and(|first| first.ident == "hx" || first.ident == "Str");
    let is_known = of_prelude || closure.inputs.is_empty() && is_function;
    if is_known && same {
        *expr = (*call.func).clone();
    }
}

/// `for x in xs { if let Some(x) = x { … } }` → `for x in xs.flatten() { … }`.
pub(super) fn flatten(expr: &mut Expr) {
    let Expr::ForLoop(walk) = expr else { return };
    let [Stmt::Expr(Expr::If(test), _)] = walk.body.stmts.as_slice() else {
        return;
    };
    let Expr::Let(found) = &*test.cond else {
        return;
    };
    let (Pat::TupleStruct(pattern), Pat::Ident(element)) = (&*found.pat, &*walk.pat) else {
        return;
    };
    let name = pattern.elems.first();
    let is_element = matches!(&*found.expr, Expr::Path(path) if path.path.is_ident(&element.ident));
    let is_plain = test.else_branch.is_none()
        && is_element
        && pattern.path.is_ident("Some")
        && matches!(name, Some(Pat::Ident(_)))
        && matches!(&*walk.expr, Expr::MethodCall(_));
    let Some(name) = name.filter(|_| is_plain).cloned() else {
        return;
    };
    let body = test.then_branch.clone();
    let text = element.ident.to_string();
    let renamed = !super::same(&name, &*walk.pat);
    if renamed && crate::unused::uses(body.to_token_stream(), &text) {
        return;
    }
    let xs = &walk.expr;
    walk.expr = syn::parse_quote!(#xs.flatten());
    *walk.pat = name;
    walk.body = body;
}

/// `for x in xs { if test { return Some(x); } } None` → `xs.find(|x| test)`.
pub(super) fn search(block: &mut Block) {
    let [
        ..,
        Stmt::Expr(Expr::ForLoop(walk), _),
        Stmt::Expr(Expr::Path(none), None),
    ] = block.stmts.as_slice()
    else {
        return;
    };
    if !none.path.is_ident("None") || walk.label.is_some() {
        return;
    }
    let Some(found) = find(walk) else { return };
    block.stmts.pop();
    block.stmts.pop();
    block.stmts.push(Stmt::Expr(found, None));
}

fn find(walk: &syn::ExprForLoop) -> Option<Expr> {
    let Pat::Ident(name) = &*walk.pat else {
        return None;
    };
    let name = &name.ident;
    let [Stmt::Expr(Expr::If(test), _)] = walk.body.stmts.as_slice() else {
        return None;
    };
    let [Stmt::Expr(Expr::Return(leave), _)] = test.then_branch.stmts.as_slice() else {
        return None;
    };
    let some: Expr = syn::parse_quote!(Some(#name));
    let is_search = test.else_branch.is_none()
        && leave
            .expr
            .as_deref()
            .is_some_and(|value| super::same(value, &some));
    let condition = test.cond.to_token_stream();
    if !is_search || leaves(&condition) {
        return None;
    }
    let xs = if let Expr::MethodCall(call) = &*walk.expr {
        quote!(#call)
    } else if let Expr::Range(range) = &*walk.expr {
        quote!((#range))
    } else {
        return None;
    };
    let closure = match through_reference(&condition, &name.to_string()) {
        Some(condition) => quote!(|#name| #condition),
        None => quote!(|&#name| #condition),
    };
    syn::parse2(quote!(#xs.find(#closure))).ok()
}

/// Whether something in a condition leaves the function, or binds variables for the branch.
fn leaves(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => leaves(&group.stream()),
        TokenTree::Ident(name) => name == "return" || name == "let",
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Literal(_) => false,
    })
}

/// The condition where `name` is a reference to the element: `name.field` and `&name` only. Anything else is a number or
/// the like, which is copied.
fn through_reference(tokens: &TokenStream, name: &str) -> Option<TokenStream> {
    let list: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::new();
    for (at, token) in list.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                let inside = through_reference(&group.stream(), name)?;
                let mut made = proc_macro2::Group::new(group.delimiter(), inside);
                made.set_span(group.span());
                out.push(TokenTree::Group(made));
            }
            TokenTree::Ident(found) if found == name => {
                let is = |token: Option<&TokenTree>, char: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == char);
                let before = at.checked_sub(1).and_then(|before| list.get(before));
                let behind_path = is(before, '.') || is(before, ':');
                if !behind_path && is(before, '&') && !is(list.get(at + 1), '.') {
                    out.pop();
                } else if !behind_path && !is(list.get(at + 1), '.') {
                    return None;
                }
                out.push(token.clone());
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
                out.push(token.clone());
            }
        }
    }
    Some(out.into_iter().collect())
}
