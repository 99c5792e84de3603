//! Small passes over the finished tree of a file: what is easier to see there than while emitting.

use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, File, Stmt};

/// Runs all passes.
pub(crate) fn tidy(file: &mut File) {
    Blocks.visit_file_mut(file);
    Functions.visit_file_mut(file);
}

/// Whole functions: no `return` at the end.
struct Functions;

impl VisitMut for Functions {
    fn visit_item_fn_mut(&mut self, function: &mut syn::ItemFn) {
        visit_mut::visit_item_fn_mut(self, function);
        strip_returns(&mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        visit_mut::visit_impl_item_fn_mut(self, function);
        strip_returns(&mut function.block);
    }

    fn visit_trait_item_fn_mut(&mut self, function: &mut syn::TraitItemFn) {
        visit_mut::visit_trait_item_fn_mut(self, function);
        if let Some(block) = &mut function.default {
            strip_returns(block);
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        visit_mut::visit_expr_closure_mut(self, closure);
        if let Expr::Block(block) = &mut *closure.body {
            strip_returns(&mut block.block);
        }
    }
}

/// `return x;` at the end of a function is `x`.
fn strip_returns(block: &mut Block) {
    let Some(Stmt::Expr(last, semicolon)) = block.stmts.last_mut() else {
        return;
    };
    if let Expr::Return(found) = last {
        match found.expr.take() {
            Some(value) => {
                *last = *value;
                *semicolon = None;
            }
            None => {
                block.stmts.pop();
            }
        }
    } else if matches!(last, Expr::If(_) | Expr::Match(_)) {
        if semicolon.is_none() {
            strip_branches(last);
        }
    } else if let Expr::Block(inner) = last
        && inner.label.is_none()
    {
        strip_returns(&mut inner.block);
    }
}

fn strip_branches(expr: &mut Expr) {
    if let Expr::If(found) = expr {
        if let Some((_, other)) = &mut found.else_branch {
            strip_returns(&mut found.then_branch);
            strip_branches(other);
        }
    } else if let Expr::Match(found) = expr {
        for arm in &mut found.arms {
            strip_branches(&mut arm.body);
        }
    } else if let Expr::Block(inner) = expr {
        if inner.label.is_none() {
            strip_returns(&mut inner.block);
        }
    } else if let Expr::Return(found) = expr {
        *expr = match found.expr.take() {
            Some(value) => *value,
            None => syn::parse_quote!({}),
        };
    }
}

/// Blocks in blocks, braces that say nothing, `return` at the end.
struct Blocks;

impl VisitMut for Blocks {
    fn visit_block_mut(&mut self, block: &mut Block) {
        visit_mut::visit_block_mut(self, block);
        merge_last(block);
        let_and_return(block);
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        if let Expr::If(found) = expr {
            as_chain(&mut found.cond);
            unread_binding(&mut found.cond);
            else_if(found)
        } else if let Expr::While(found) = expr {
            as_chain(&mut found.cond);
            unread_binding(&mut found.cond);
        } else if let Expr::Match(found) = expr {
            behind_wildcard(&mut found.arms);
            for arm in &mut found.arms {
                bare_arm(&mut arm.body);
            }
            if let Some(short) = as_matches(found) {
                *expr = short;
            }
        } else if let Expr::Closure(found) = expr {
            bare_closure(found)
        } else if let Expr::Let(found) = expr {
            if let Some(test) = truth(found) {
                *expr = test;
            }
        } else if let Expr::Call(call) = expr {
            for argument in &mut call.args {
                bare(argument);
            }
        } else if let Expr::MethodCall(call) = expr {
            for argument in &mut call.args {
                bare(argument);
            }
        } else if let Expr::Paren(paren) = expr
            && matches!(*paren.expr, Expr::Path(_) | Expr::Lit(_))
        {
            *expr = (*paren.expr).clone();
        }
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        visit_mut::visit_local_mut(self, local);
        if let Some(init) = &mut local.init {
            bare(&mut init.expr);
        }
    }
}

/// `if let Some(_) = &y` is `if y.is_some()`.
fn unread_binding(condition: &mut Expr) {
    let Expr::Let(found) = condition else { return };
    let syn::Pat::TupleStruct(pattern) = &*found.pat else {
        return;
    };
    if !pattern.path.is_ident("Some") || !matches!(pattern.elems.first(), Some(syn::Pat::Wild(_))) {
        return;
    }
    let mut value = &*found.expr;
    if let Expr::Reference(reference) = value {
        value = &*reference.expr;
    }
    if matches!(
        value,
        Expr::Path(_) | Expr::Field(_) | Expr::MethodCall(_) | Expr::Call(_)
    ) {
        *condition = syn::parse_quote!(#value.is_some());
    }
}

/// `let true = x` → `x`, `let false = x` → `!x`.
fn truth(found: &syn::ExprLet) -> Option<Expr> {
    let syn::Pat::Lit(literal) = &*found.pat else {
        return None;
    };
    let syn::Lit::Bool(wanted) = &literal.lit else {
        return None;
    };
    let value = &found.expr;
    let is_tight = matches!(
        **value,
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Path(_) | Expr::Field(_) | Expr::Macro(_)
    );
    Some(match (wanted.value, is_tight) {
        (true, true) => (**value).clone(),
        (true, false) => syn::parse_quote!((#value)),
        (false, true) => syn::parse_quote!(!#value),
        (false, false) => syn::parse_quote!(!(#value)),
    })
}

/// `match x { p => true, _ => false }` → `matches!(x, p)`; its opposite with `!`.
fn as_matches(found: &syn::ExprMatch) -> Option<Expr> {
    let [first, second] = found.arms.as_slice() else {
        return None;
    };
    let is = |expr: &Expr, value: bool| matches!(expr, Expr::Lit(literal) if matches!(&literal.lit, syn::Lit::Bool(found) if found.value == value));
    let plain = matches!(second.pat, syn::Pat::Wild(_));
    let (value, pattern) = (&found.expr, &first.pat);
    // The macro takes no `if let`.
    if binds_in_guard(pattern) {
        return None;
    }
    let made = if plain && is(&first.body, true) && is(&second.body, false) {
        quote::quote!(matches!(#value, #pattern))
    } else if plain && is(&first.body, false) && is(&second.body, true) {
        quote::quote!(!matches!(#value, #pattern))
    } else {
        return None;
    };
    syn::parse2(made).ok()
}

/// Whether the guard behind a pattern matches as well.
fn binds_in_guard(pattern: &syn::Pat) -> bool {
    fn binds(expr: &Expr) -> bool {
        if let Expr::Binary(both) = expr {
            binds(&both.left) || binds(&both.right)
        } else {
            matches!(expr, Expr::Let(_))
        }
    }
    matches!(pattern, syn::Pat::Guard(pattern) if binds(&pattern.guard))
}

/// `match x { p if let q = y => true, _ => false }` as a condition → `let p = x && let q = y`.
fn as_chain(condition: &mut Expr) {
    let Expr::Match(found) = condition else {
        return;
    };
    let [first, second] = found.arms.as_slice() else {
        return;
    };
    let is = |expr: &Expr, value: bool| matches!(expr, Expr::Lit(literal) if matches!(&literal.lit, syn::Lit::Bool(found) if found.value == value));
    let fits = matches!(second.pat, syn::Pat::Wild(_)) && is(&first.body, true);
    if let syn::Pat::Guard(pattern) = &first.pat
        && fits
        && is(&second.body, false)
    {
        let (value, pattern, guard) = (&found.expr, &pattern.pat, &pattern.guard);
        if let Ok(made) = syn::parse2(quote::quote!(let #pattern = #value && #guard)) {
            *condition = made;
        }
    }
}

/// `{ x }` → `x`.
/// No value reaches an arm behind one that takes all.
fn behind_wildcard(arms: &mut Vec<syn::Arm>) {
    let all = |arm: &syn::Arm| matches!(arm.pat, syn::Pat::Wild(_));
    if let Some(at) = arms.iter().position(all) {
        arms.truncate(at + 1);
    }
}

fn bare(expr: &mut Expr) {
    if let Some(inner) = only_value(expr) {
        *expr = inner;
    }
}

fn only_value(expr: &Expr) -> Option<Expr> {
    let Expr::Block(block) = expr else {
        return None;
    };
    if block.label.is_some() || !block.attrs.is_empty() {
        return None;
    }
    match block.block.stmts.as_slice() {
        [Stmt::Expr(inner, None)] => Some(inner.clone()),
        _ => None,
    }
}

/// `=> { x }` → `=> x,`; a jump loses its semicolon.
fn bare_arm(body: &mut Expr) {
    if let Some(inner) = only_value(body) {
        *body = inner;
        return;
    }
    let Expr::Block(block) = &*body else { return };
    if let [Stmt::Expr(inner, Some(_))] = block.block.stmts.as_slice()
        && matches!(inner, Expr::Return(_) | Expr::Break(_) | Expr::Continue(_))
    {
        *body = inner.clone();
    }
}

fn bare_closure(closure: &mut syn::ExprClosure) {
    if matches!(closure.output, syn::ReturnType::Default) {
        bare(&mut closure.body);
    }
}

/// `else { if … }` → `else if …`.
fn else_if(found: &mut syn::ExprIf) {
    if let Some((_, other)) = &mut found.else_branch
        && let Some(inner) = only_value(other)
        && matches!(inner, Expr::If(_))
    {
        **other = inner;
    }
    let empty = match &found.else_branch {
        Some((_, other)) => {
            matches!(&**other, Expr::Block(block) if block.block.stmts.is_empty())
        }
        None => false,
    };
    if empty {
        found.else_branch = None;
    }
}

/// A block as the last statement of a block becomes part of it.
fn merge_last(block: &mut Block) {
    let Some(Stmt::Expr(Expr::Block(inner), None)) = block.stmts.last() else {
        return;
    };
    if inner.label.is_some() || !inner.attrs.is_empty() {
        return;
    }
    let inner = inner.block.stmts.clone();
    block.stmts.pop();
    block.stmts.extend(inner);
}

/// `let x = e; x` → `e`.
pub(crate) fn let_and_return(block: &mut Block) {
    let [.., Stmt::Local(local), Stmt::Expr(Expr::Path(path), None)] = block.stmts.as_slice()
    else {
        return;
    };
    let (syn::Pat::Ident(name), Some(init)) = (&local.pat, &local.init) else {
        return;
    };
    let is_it = path.path.get_ident().is_some_and(|found| {
        found.to_string().trim_start_matches("r#")
            == name.ident.to_string().trim_start_matches("r#")
    });
    if init.diverge.is_some() || !is_it {
        return;
    }
    let value = (*init.expr).clone();
    block.stmts.pop();
    block.stmts.pop();
    block.stmts.push(Stmt::Expr(value, None));
}

/// The line that begins a `thread_local!` block, before it is named so: see [`crate::print::THREAD_LOCAL`].
const THREAD_LOCAL_START: &str = "mod __thread_local {";

fn is_constant(line: &str) -> bool {
    line.starts_with("const ") || line.starts_with("pub const ")
}

/// Blank lines between items and between functions of an `impl`, as rustfmt keeps them.
pub(crate) fn blank_lines(text: &str) -> String {
    let mut out = String::new();
    let mut before = "";
    // The crate that the last import names.
    let mut imported: Option<&str> = None;
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("use ") {
            let root = path
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next();
            if imported.is_some() && imported != root {
                out.push('\n');
            }
            imported = root;
        }
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let starts = [
            "fn ",
            "pub fn ",
            "impl ",
            "impl<",
            "trait ",
            "pub trait ",
            "struct ",
            "pub struct ",
            "enum ",
            "pub enum ",
            THREAD_LOCAL_START,
            "#[",
            "///",
            "const ",
            "pub const ",
        ]
        .iter()
        .any(|start| trimmed.starts_with(start));
        let last = before.trim_start();
        let last_indent = before.len() - last.len();
        let closes = last == "}"
            || last == "};"
            || (last.ends_with(';')
                && (last.starts_with("use ")
                    || trimmed == THREAD_LOCAL_START
                    || (is_constant(last) && !is_constant(trimmed))
                    || last.starts_with("fn ")
                    || last.starts_with("struct ")
                    || last.starts_with("pub struct ")));
        let follows = closes
            && last_indent == indent
            && starts
            && !last.starts_with("#[")
            && !last.starts_with("///");
        let mods = (last.starts_with("mod ") || last.starts_with("pub mod "))
            && last.ends_with(';')
            && !trimmed.starts_with("mod ")
            && !trimmed.starts_with("pub mod ")
            && !trimmed.is_empty();
        let lists = last.ends_with('}')
            && last_indent == indent
            && starts
            && !last.contains(" => ")
            && indent <= 4;
        if (follows || mods || lists) && !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        before = line;
    }
    out
}
