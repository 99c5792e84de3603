//! A pass over a finished file: a whole number behind a variable on which a method is called carries its type, since rustc looks
//! for the method before it settles what kind of number the literal is. Everywhere else literals stay bare.
//!
//! Variables are known by name only; a suffix too many would be no error.

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
        let mut suffixes = Suffixes {
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
        }
    }
}

/// Finds where the variables get their values.
struct Suffixes {
    names: HashSet<String>,
    sources: HashSet<String>,
}

impl Suffixes {
    fn is_wanted(&self, pattern: &Pat) -> bool {
        matches!(pattern, Pat::Ident(found) if self.names.contains(&found.ident.to_string()))
    }

    /// A value whose type is asked for: its literals get one, of several branches one.
    fn value(&mut self, expr: &mut Expr) {
        self.sources.extend(variable(expr));
        if let Expr::Unary(unary) = expr {
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
            let at = ends.iter().position(|end| !is_literal(end)).unwrap_or(0);
            if let Some(end) = ends.into_iter().nth(at) {
                self.value(end);
            }
        }
    }

    /// The bounds of a range, the elements of an array: one that has its type is enough.
    fn range(&mut self, expr: &mut Expr) {
        if let Expr::Paren(paren) = expr {
            self.range(&mut paren.expr);
        } else if let Expr::Array(array) = expr {
            let literals = array.elems.iter().all(is_literal);
            if let (true, Some(first)) = (literals, array.elems.first_mut()) {
                self.value(first);
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
    }

    fn visit_expr_for_loop_mut(&mut self, found: &mut syn::ExprForLoop) {
        visit_mut::visit_expr_for_loop_mut(self, found);
        if self.is_wanted(&found.pat) {
            self.range(&mut found.expr);
        }
    }

    fn visit_expr_match_mut(&mut self, found: &mut syn::ExprMatch) {
        visit_mut::visit_expr_match_mut(self, found);
        for arm in &found.arms {
            if self.is_wanted(&arm.pat) {
                self.value(&mut found.expr);
            } else if let (Pat::Tuple(patterns), Expr::Tuple(values)) = (&arm.pat, &mut *found.expr)
            {
                for (pattern, value) in patterns.elems.iter().zip(&mut values.elems) {
                    if self.is_wanted(pattern) {
                        self.value(value);
                    }
                }
            }
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

fn is_of_numbers(call: &syn::ExprMethodCall) -> bool {
    call.method.to_string().starts_with("wrapping_")
}

fn is_literal(expr: &Expr) -> bool {
    if let Expr::Unary(unary) = expr {
        return is_literal(&unary.expr);
    }
    matches!(expr, Expr::Lit(_))
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
    if matches!(
        expr,
        Expr::If(_) | Expr::Block(_) | Expr::Match(_) | Expr::Call(_)
    ) {
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
    fn what_has_a_type_or_needs_none_stays() {
        let source = "fn f(x: i32) { let y = 1; x.wrapping_add(y); for i in 0..3 { g(i); } }";
        check(source, source);
    }
}
