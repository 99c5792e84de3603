//! Small passes over the finished tree of a file: what is easier to see there than while emitting.

use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, File, Stmt};

/// Runs all passes.
pub(crate) fn tidy(file: &mut File) {
    Blocks.visit_file_mut(file);
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
        match expr {
            Expr::If(found) => else_if(found),
            Expr::Match(found) => {
                for arm in &mut found.arms {
                    bare_arm(&mut arm.body);
                }
            }
            Expr::Closure(found) => bare_closure(found),
            Expr::Call(call) => {
                for argument in &mut call.args {
                    bare(argument);
                }
            }
            Expr::MethodCall(call) => {
                for argument in &mut call.args {
                    bare(argument);
                }
            }
            Expr::Paren(paren) => {
                if matches!(*paren.expr, Expr::Path(_) | Expr::Lit(_)) {
                    *expr = (*paren.expr).clone();
                }
            }
            Expr::Array(_)
            | Expr::Assign(_)
            | Expr::Async(_)
            | Expr::Await(_)
            | Expr::Binary(_)
            | Expr::Block(_)
            | Expr::Break(_)
            | Expr::Cast(_)
            | Expr::Const(_)
            | Expr::Continue(_)
            | Expr::Field(_)
            | Expr::ForLoop(_)
            | Expr::Group(_)
            | Expr::Index(_)
            | Expr::Infer(_)
            | Expr::Let(_)
            | Expr::Lit(_)
            | Expr::Loop(_)
            | Expr::Macro(_)
            | Expr::Path(_)
            | Expr::Range(_)
            | Expr::RawAddr(_)
            | Expr::Reference(_)
            | Expr::Repeat(_)
            | Expr::Return(_)
            | Expr::Struct(_)
            | Expr::Try(_)
            | Expr::TryBlock(_)
            | Expr::Tuple(_)
            | Expr::Unary(_)
            | Expr::Unsafe(_)
            | Expr::Verbatim(_)
            | Expr::While(_)
            | Expr::Yield(_)
            | _ => {}
        }
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        visit_mut::visit_local_mut(self, local);
        if let Some(init) = &mut local.init {
            bare(&mut init.expr);
        }
    }
}

/// `{ x }` → `x`.
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
    if block.stmts.len() > 1
        && inner
            .iter()
            .any(|statement| matches!(statement, Stmt::Local(_)))
    {
        return;
    }
    block.stmts.pop();
    block.stmts.extend(inner);
}

/// `let x = e; x` → `e`.
fn let_and_return(block: &mut Block) {
    let [.., Stmt::Local(local), Stmt::Expr(Expr::Path(path), None)] = block.stmts.as_slice()
    else {
        return;
    };
    let (syn::Pat::Ident(name), Some(init)) = (&local.pat, &local.init) else {
        return;
    };
    if init.diverge.is_some() || !path.path.is_ident(&name.ident) {
        return;
    }
    let value = (*init.expr).clone();
    block.stmts.pop();
    block.stmts.pop();
    block.stmts.push(Stmt::Expr(value, None));
}

/// Blank lines between items and between functions of an `impl`, as rustfmt keeps them.
pub(crate) fn blank_lines(text: &str) -> String {
    let mut out = String::new();
    let mut before = "";
    for line in text.lines() {
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
            "thread_local!",
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
                    || last.starts_with("fn ")
                    || last.starts_with("struct ")
                    || last.starts_with("pub struct ")));
        let follows = closes
            && last_indent == indent
            && starts
            && !last.starts_with("#[")
            && !last.starts_with("///");
        let mods = (last.starts_with("mod ") || last.starts_with("pub mod "))
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
