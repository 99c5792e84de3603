//! Normal forms: what Clippy calls by name is printed as it wants it. Passes over the finished tree of a file, for what
//! can be decided without types; what needs them is decided while emitting. [`allow`] finds what only the program decides.

pub(crate) mod allow;
mod branches;
mod casts;
mod loops;
mod operators;
mod recursion;
mod results;
pub(crate) use results::leaves;

use quote::ToTokens;
use std::collections::HashSet;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, File, Pat};

/// Runs all passes.
pub(crate) fn normalise(file: &mut File) {
    let mut functions = HashSet::new();
    for item in &file.items {
        if let syn::Item::Fn(function) = item {
            functions.insert(function.sig.ident.to_string());
        }
    }
    Forms { functions }.visit_file_mut(file);
}

struct Forms {
    /// The functions of the file.
    functions: HashSet<String>,
}

impl VisitMut for Forms {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        visit_mut::visit_expr_mut(self, expr);
        casts::at_value(expr);
        operators::compound(expr);
        operators::compared_texts(expr);
        operators::empty_text(expr);
        results::mapped(expr);
        results::otherwise(expr);
        branches::collapse(expr);
        branches::guarded(expr);
        branches::truth(expr);
        branches::only_binding(expr);
        branches::clamp(expr);
        loops::flatten(expr);
        results::tested(expr);
        loops::plain_function(expr, &self.functions);
        if let Expr::MethodCall(call) = expr {
            for argument in &mut call.args {
                loops::plain_function(argument, &self.functions);
            }
        }
    }

    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        visit_mut::visit_pat_mut(self, pattern);
        operators::number_range(pattern);
    }

    fn visit_macro_mut(&mut self, found: &mut syn::Macro) {
        // `format!("{}", { … })` is made of expressions.
        let parser = Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        let Ok(mut list) = found.parse_body_with(parser) else {
            return;
        };
        let before = list.to_token_stream().to_string();
        for expr in &mut list {
            self.visit_expr_mut(expr);
        }
        let after = list.to_token_stream();
        if after.to_string() != before {
            found.tokens = after;
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        visit_mut::visit_arm_mut(self, arm);
        results::body(&mut arm.body);
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        visit_mut::visit_expr_closure_mut(self, closure);
        results::body(&mut closure.body);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        visit_mut::visit_block_mut(self, block);
        casts::only_block(block);
        results::value_behind(block);
        loops::search(block);
        operators::swap(block);
        branches::question(block);
        branches::plain_condition(block);
        results::late_value(block);
        results::no_value(block);
        crate::tidy::let_and_return(block);
    }
}

/// Whether two pieces of Rust are the same text.
fn same<T: ToTokens>(one: &T, other: &T) -> bool {
    let text = |part: &T| part.to_token_stream().to_string();
    text(one) == text(other)
}
