//! A pass over a finished file: a whole number behind a variable on which a method is called carries its type, since rustc looks
//! for the method before it settles what kind of number the literal is. Everywhere else literals stay bare.
//!
//! Variables are known by name only; a suffix too many would be no error.

use crate::bindings::arguments;
use std::collections::HashSet;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, File, Lit, Pat};

/// Gives the literals of a file their types where methods ask for them.
pub(crate) fn type_literals(file: &mut File) {
    let mut receivers = Receivers::default();
    receivers.visit_file(file);
    let mut seen = HashSet::new();
    let mut names = receivers.names;
    loop {
        let wholes = wholes(file, &names);
        let mut suffixes = Suffixes {
            wholes,
            names,
            sources: HashSet::new(),
        };
        suffixes.visit_file_mut(file);
        // What a variable was given by another one is decided at that one.
        seen.extend(suffixes.names);
        names = suffixes.sources.difference(&seen).cloned().collect();
        if names.is_empty() {
            return;
        }
    }
}

/// Variables on which a method of numbers is called.
#[derive(Default)]
struct Receivers {
    names: HashSet<String>,
}

impl Visit<'_> for Receivers {
    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        visit::visit_expr_method_call(self, call);
        if is_of_numbers(call) {
            self.names.extend(variable(&call.receiver));
            if let Expr::MethodCall(read) = &*call.receiver
                && ["get", "unwrap_or_default", "unwrap_or"]
                    .iter()
                    .any(|name| read.method == name)
            {
                self.names.extend(variable(&read.receiver));
            }
        }
    }

    fn visit_macro(&mut self, found: &syn::Macro) {
        for argument in arguments(found).into_iter().flatten() {
            self.visit_expr(&argument);
        }
    }
}

/// The variables of whose values those that are asked for are parts, or parts of parts.
fn wholes(file: &File, names: &HashSet<String>) -> HashSet<String> {
    let mut taken_apart = TakenApart {
        names,
        wholes: HashSet::new(),
    };
    loop {
        let known = taken_apart.wholes.len();
        taken_apart.visit_file(file);
        if taken_apart.wholes.len() == known {
            return taken_apart.wholes;
        }
    }
}

/// Variables that patterns take apart into those that are asked for: arrays and enums with numbers in them.
struct TakenApart<'a> {
    names: &'a HashSet<String>,
    wholes: HashSet<String>,
}

impl TakenApart<'_> {
    fn arm(&mut self, pattern: &Pat, value: &Expr) {
        let mut bound = Bound::default();
        bound.visit_pat(pattern);
        let is_asked = |name: &String| self.names.contains(name) || self.wholes.contains(name);
        if bound.names.iter().any(is_asked) {
            self.wholes.extend(variable(root(value)));
        }
    }
}

impl Visit<'_> for TakenApart<'_> {
    fn visit_expr_match(&mut self, found: &syn::ExprMatch) {
        visit::visit_expr_match(self, found);
        for arm in &found.arms {
            self.arm(&arm.pat, &found.expr);
        }
    }

    fn visit_local(&mut self, local: &syn::Local) {
        visit::visit_local(self, local);
        if let Some(init) = &local.init
            && matches!(&*init.expr, Expr::MethodCall(_))
        {
            self.arm(&local.pat, &init.expr);
        }
    }

    fn visit_expr_let(&mut self, found: &syn::ExprLet) {
        visit::visit_expr_let(self, found);
        self.arm(&found.pat, &found.expr);
    }
}

/// The names that a pattern binds.
#[derive(Default)]
struct Bound {
    names: HashSet<String>,
}

impl Visit<'_> for Bound {
    fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
        self.names.insert(pattern.ident.to_string());
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr(&mut self, _: &Expr) {}
}

/// What a value is a part of: `v` in `&*v`, `v.get(0).unwrap_or_default()`.
fn root(expr: &Expr) -> &Expr {
    if let Expr::MethodCall(call) = expr {
        root(&call.receiver)
    } else if let Expr::Reference(found) = expr {
        root(&found.expr)
    } else if let Expr::Unary(found) = expr {
        root(&found.expr)
    } else if let Expr::Paren(found) = expr {
        root(&found.expr)
    } else {
        expr
    }
}

/// The call in `&Shape::Circle(1)`, whose value nobody else sees.
fn made_in_place(expr: &mut Expr) -> Option<&mut Expr> {
    if let Expr::Reference(found) = expr {
        made_in_place(&mut found.expr)
    } else if let Expr::Unary(found) = expr {
        made_in_place(&mut found.expr)
    } else if let Expr::Paren(found) = expr {
        made_in_place(&mut found.expr)
    } else {
        matches!(expr, Expr::Call(_)).then_some(expr)
    }
}

/// The first literals of a value that is made of parts get their type.
fn type_parts(expr: &mut Expr) {
    if let Expr::Call(call) = expr {
        call.args.iter_mut().for_each(type_parts);
    } else if let Expr::Tuple(tuple) = expr {
        tuple.elems.iter_mut().for_each(type_parts);
    } else if let Expr::Array(array) = expr {
        // One number says what the others are.
        let is_literal = |element: &&mut Expr| matches!(element, Expr::Lit(_));
        match array.elems.iter_mut().find(is_literal) {
            Some(first) => type_parts(first),
            None => array.elems.iter_mut().for_each(type_parts),
        }
    } else if let Expr::Lit(found) = expr
        && let Lit::Int(number) = &found.lit
        && number.suffix().is_empty()
    {
        let typed = format!("{}_i32", number.token());
        found.lit = Lit::Int(syn::LitInt::new(&typed, number.span()));
    }
}

/// Finds where the variables get their values.
struct Suffixes {
    wholes: HashSet<String>,
    names: HashSet<String>,
    sources: HashSet<String>,
}

impl Suffixes {
    fn is_wanted(&self, pattern: &Pat) -> bool {
        matches!(pattern, Pat::Ident(found) if self.names.contains(&found.ident.to_string()))
    }

    /// A value whose type is asked for: one of its literals gets it, or what a variable is given that it is made of.
    fn value(&mut self, expr: &mut Expr) {
        if known(expr) == Known::Typed {
            return;
        }
        self.sources.extend(variable(expr));
        if let Expr::Binary(binary) = expr {
            let is_right =
                !is_shift(&binary.op) && known(&mut binary.right) > known(&mut binary.left);
            self.value(if is_right {
                &mut binary.right
            } else {
                &mut binary.left
            });
        } else if let Some(inner) = held(expr) {
            self.value(inner);
        } else if let Expr::Unary(unary) = expr {
            self.value(&mut unary.expr);
        } else if let Expr::Paren(paren) = expr {
            self.value(&mut paren.expr);
        } else if let Expr::Lit(found) = expr
            && let Lit::Int(number) = &found.lit
            && number.suffix().is_empty()
        {
            let typed = format!("{}_i32", number.token());
            found.lit = Lit::Int(syn::LitInt::new(&typed, number.span()));
        } else {
            let mut ends = Vec::new();
            collect_ends(expr, &mut ends);
            if let Some(end) = best_known(ends) {
                self.value(end);
            }
        }
    }

    /// `Some(x)` against a value: what is given to `Some`.
    fn inside(&mut self, pattern: &Pat, expr: &mut Expr) {
        if let Pat::TupleStruct(some) = pattern
            && let Some(inner) = some.elems.first()
            && self.is_wanted(inner)
        {
            let mut ends = Vec::new();
            ends_of(expr, &mut ends);
            for end in ends {
                if let Expr::Call(call) = end
                    && is_path(&call.func, &["Some"])
                    && let Some(value) = call.args.first_mut()
                {
                    return self.value(value);
                }
            }
        }
    }

    /// A pattern that names a value, or parts of a tuple.
    fn matched(&mut self, pattern: &Pat, expr: &mut Expr) {
        if self.is_wanted(pattern) {
            self.value(expr);
        } else if let Pat::Or(either) = pattern {
            for case in &either.cases {
                self.matched(case, expr);
            }
        } else if let (Pat::Tuple(patterns), Expr::Tuple(values)) = (pattern, expr) {
            for (pattern, value) in patterns.elems.iter().zip(&mut values.elems) {
                self.matched(pattern, value);
            }
        }
    }

    /// The bounds of a range, the elements of an array: one that has its type is enough.
    fn range(&mut self, expr: &mut Expr) {
        if let Expr::Paren(paren) = expr {
            self.range(&mut paren.expr);
        } else if let Expr::Array(array) = expr {
            if let Some(element) = best_known(array.elems.iter_mut().collect()) {
                self.value(element);
            }
        } else if let Expr::Range(range) = expr {
            let bounds = [range.start.as_deref_mut(), range.end.as_deref_mut()];
            let mut bounds: Vec<&mut Expr> = bounds.into_iter().flatten().collect();
            bounds.sort_by_key(|bound| !matches!(bound, Expr::Path(_)));
            if let Some(bound) = bounds.into_iter().next() {
                self.value(bound);
            }
        }
    }
}

impl VisitMut for Suffixes {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        visit_mut::visit_local_mut(self, local);
        if self.is_wanted(&local.pat)
            && let Some(init) = &mut local.init
        {
            self.value(&mut init.expr);
        }
        if let (Pat::Ident(name), Some(init)) = (&local.pat, &mut local.init)
            && self.wholes.contains(&name.ident.to_string())
        {
            type_parts(&mut init.expr);
        }
    }

    fn visit_expr_for_loop_mut(&mut self, found: &mut syn::ExprForLoop) {
        visit_mut::visit_expr_for_loop_mut(self, found);
        if self.is_wanted(&found.pat) {
            self.range(&mut found.expr);
        }
    }

    fn visit_expr_match_mut(&mut self, found: &mut syn::ExprMatch) {
        visit_mut::visit_expr_match_mut(self, found);
        let mut bound = Bound::default();
        let parts = found.arms.iter().map(|arm| unguarded(&arm.pat));
        let parts = parts.filter(|pattern| !matches!(pattern, Pat::Ident(_) | Pat::Tuple(_)));
        parts.for_each(|pattern| bound.visit_pat(pattern));
        if !bound.names.is_disjoint(&self.names)
            && let Some(made) = made_in_place(&mut found.expr)
        {
            type_parts(made);
        }
        for arm in &found.arms {
            let pattern = unguarded(&arm.pat);
            self.inside(pattern, &mut found.expr);
            self.matched(pattern, &mut found.expr);
        }
    }

    fn visit_expr_let_mut(&mut self, found: &mut syn::ExprLet) {
        visit_mut::visit_expr_let_mut(self, found);
        self.inside(&found.pat, &mut found.expr);
    }

    fn visit_macro_mut(&mut self, found: &mut syn::Macro) {
        let Some(mut arguments) = arguments(found) else {
            return;
        };
        let before = arguments.clone();
        for argument in &mut arguments {
            self.visit_expr_mut(argument);
        }
        if arguments != before {
            found.tokens = quote::quote!(#arguments);
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if is_of_numbers(call) && variable(&call.receiver).is_none() {
            self.value(&mut call.receiver);
        }
        let takes = |expr: &Expr| matches!(expr, Expr::Closure(closure) if closure.inputs.iter().any(|input| self.is_wanted(input)));
        if call.args.iter().any(takes) {
            self.range(&mut call.receiver);
        }
    }
}

/// A pattern without the condition behind it.
fn unguarded(pattern: &Pat) -> &Pat {
    if let Pat::Guard(guarded) = pattern {
        &guarded.pat
    } else {
        pattern
    }
}

fn is_of_numbers(call: &syn::ExprMethodCall) -> bool {
    call.method.to_string().starts_with("wrapping_")
}

/// How much Rust knows of the type of a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    /// It is made of bare literals.
    Open,
    /// What it knows of a variable.
    Variable,
    /// Its type.
    Typed,
}

fn known(expr: &mut Expr) -> Known {
    if let Expr::Lit(found) = expr {
        let is_bare = matches!(&found.lit, Lit::Int(number) if number.suffix().is_empty());
        return if is_bare { Known::Open } else { Known::Typed };
    }
    if variable(expr).is_some() {
        return Known::Variable;
    }
    if let Expr::Unary(unary) = expr {
        return known(&mut unary.expr);
    }
    if let Expr::Paren(paren) = expr {
        return known(&mut paren.expr);
    }
    if let Expr::Binary(binary) = expr {
        let left = known(&mut binary.left);
        return match is_shift(&binary.op) {
            true => left,
            false => left.max(known(&mut binary.right)),
        };
    }
    if let Some(inner) = held(expr) {
        return known(inner);
    }
    let mut ends = Vec::new();
    collect_ends(expr, &mut ends);
    let ends = ends.into_iter().map(known);
    ends.max().unwrap_or(Known::Typed)
}

/// The first of those of whose types Rust knows most.
fn best_known(mut values: Vec<&mut Expr>) -> Option<&mut Expr> {
    let most = values.iter_mut().map(|value| known(value)).max();
    values
        .into_iter()
        .find_map(|value| (Some(known(value)) == most).then_some(value))
}

fn is_shift(operator: &syn::BinOp) -> bool {
    matches!(operator, syn::BinOp::Shl(_) | syn::BinOp::Shr(_))
}

/// What is in the cell that `Rc::new(Cell::new(x))` makes.
fn held(expr: &mut Expr) -> Option<&mut Expr> {
    let Expr::Call(call) = expr else { return None };
    let holders: [&[&str]; 3] = [&["Rc", "new"], &["Cell", "new"], &["Some"]];
    match holders.iter().any(|path| is_path(&call.func, path)) {
        true => call.args.first_mut(),
        false => None,
    }
}

fn is_path(expr: &Expr, wanted: &[&str]) -> bool {
    let Expr::Path(path) = expr else { return false };
    let segments = path.path.segments.iter();
    segments
        .map(|segment| segment.ident.to_string())
        .eq(wanted.iter().copied())
}

/// Where the value of a block, of branches, or of a closure that is called at once comes from.
fn collect_ends<'e>(expr: &'e mut Expr, ends: &mut Vec<&'e mut Expr>) {
    let last = |block: &'e mut syn::Block, ends: &mut Vec<&'e mut Expr>| {
        if let Some(syn::Stmt::Expr(value, None)) = block.stmts.last_mut() {
            ends_of(value, ends);
        }
    };
    if let Expr::If(found) = expr {
        last(&mut found.then_branch, ends);
        if let Some((_, other)) = &mut found.else_branch {
            collect_ends(other, ends);
        }
    } else if let Expr::Block(found) = expr {
        last(&mut found.block, ends);
    } else if let Expr::Match(found) = expr {
        for arm in &mut found.arms {
            ends_of(&mut arm.body, ends);
        }
    } else if let Expr::Call(call) = expr
        && let Some(closure) = called_closure(&mut call.func)
        && matches!(closure.output, syn::ReturnType::Default)
    {
        ends_of(&mut closure.body, ends);
    }
}

fn ends_of<'e>(expr: &'e mut Expr, ends: &mut Vec<&'e mut Expr>) {
    let is_called_closure = if let Expr::Call(call) = &mut *expr {
        called_closure(&mut call.func).is_some()
    } else {
        false
    };
    if is_called_closure || matches!(expr, Expr::If(_) | Expr::Block(_) | Expr::Match(_)) {
        collect_ends(expr, ends);
    } else if !matches!(
        expr,
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) | Expr::Macro(_)
    ) {
        ends.push(expr);
    }
}

/// `(|| 1)`, `(Rc::new(|| 1))`.
fn called_closure(expr: &mut Expr) -> Option<&mut syn::ExprClosure> {
    if let Expr::Paren(paren) = expr {
        called_closure(&mut paren.expr)
    } else if let Expr::Call(call) = expr {
        call.args.first_mut().and_then(called_closure)
    } else if let Expr::Closure(closure) = expr {
        Some(closure)
    } else {
        None
    }
}

fn variable(expr: &Expr) -> Option<String> {
    if let Expr::Path(path) = expr {
        path.path.get_ident().map(ToString::to_string)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    fn check(source: &str, expected: &str) {
        let mut file = syn::parse_str(source).expect("a file");
        type_literals(&mut file);
        let expected: File = syn::parse_str(expected).expect("a file");
        assert_eq!(
            file.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }

    #[test]
    fn a_receiver_gets_a_typed_literal() {
        check(
            "fn f() { let x = 1; let y = 2; x.wrapping_mul(y); }",
            "fn f() { let x = 1_i32; let y = 2; x.wrapping_mul(y); }",
        );
        check(
            "fn f() { let x = -1; x.wrapping_neg(); }",
            "fn f() { let x = -1_i32; x.wrapping_neg(); }",
        );
        check(
            "fn f(y: i32) { (!1 | 2).wrapping_neg(); (1 | g()).wrapping_neg(); (y | 2).wrapping_neg(); }",
            "fn f(y: i32) { (!1_i32 | 2).wrapping_neg(); (1 | g()).wrapping_neg(); (y | 2).wrapping_neg(); }",
        );
        check(
            "fn f() { let x = 1; let y = Rc::new(Cell::new(2)); format!(\"{}\", x.wrapping_add(y.get().wrapping_neg())); }",
            "fn f() { let x = 1_i32; let y = Rc::new(Cell::new(2_i32)); format!(\"{}\", x.wrapping_add(y.get().wrapping_neg())); }",
        );
        check(
            "fn f() { (match g { Some(x) => x, None => 1 }).wrapping_neg(); }",
            "fn f() { (match g { Some(x) => x, None => 1 }).wrapping_neg(); }",
        );
        check(
            "fn f() { (match if c { Some(-1) } else { None } { Some(x) => x, None => 1 }).wrapping_neg(); }",
            "fn f() { (match if c { Some(-1_i32) } else { None } { Some(x) => x, None => 1 }).wrapping_neg(); }",
        );
    }

    #[test]
    fn the_way_of_a_value_is_followed() {
        check(
            "fn f() { let w = 4; for i in 0..w { let mut j = i; j = j.wrapping_mul(10); } }",
            "fn f() { let w = 4_i32; for i in 0..w { let mut j = i; j = j.wrapping_mul(10); } }",
        );
        check(
            "fn f() { (0..3).for_each(|i| g(i.wrapping_mul(2))); }",
            "fn f() { (0_i32..3).for_each(|i| g(i.wrapping_mul(2))); }",
        );
    }

    #[test]
    fn parts_of_a_tuple_are_followed() {
        check(
            "fn f() { g(&match (1, 2) { (a, b) if a.wrapping_add(b) == 3 => 1, _ => 2 }); }",
            "fn f() { g(&match (1_i32, 2) { (a, b) if a.wrapping_add(b) == 3 => 1, _ => 2 }); }",
        );
    }

    #[test]
    fn alternatives_are_followed() {
        check(
            "fn f() { g(&match (1, 2) { (a, 1) | (a, 2) => a.wrapping_add(1), _ => 2 }); }",
            "fn f() { g(&match (1_i32, 2) { (a, 1) | (a, 2) => a.wrapping_add(1), _ => 2 }); }",
        );
    }

    #[test]
    fn what_has_a_type_or_needs_none_stays() {
        let source = "fn f(x: i32) { let y = 1; x.wrapping_add(y); for i in 0..3 { g(i); } }";
        check(source, source);
    }
}
