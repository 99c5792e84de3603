//! A pass over a finished file: what a pattern binds and nobody uses is not named, or, where a variable or parameter is
//! declared, begins with an underscore. Names are resolved as Rust does, scope by scope, so that a variable of the same name
//! elsewhere keeps nothing alive. Parameters of functions are those of [`crate::unused`].

use proc_macro2::{TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, File, Pat, PatIdent, Token};

/// Takes away the names of what nobody uses.
pub(crate) fn drop_unused(file: &mut File) {
    let mut scopes = Scopes::default();
    scopes.visit_file(file);
    let unused = scopes.bindings.into_iter().filter(|found| !found.is_used);
    let unused: HashSet<usize> = unused.flat_map(|found| found.places).collect();
    if !unused.is_empty() {
        Removal { unused }.visit_file_mut(file);
    }
}

/// Where in memory a pattern stands while the file is not changed: what names it between two walks.
fn place(pattern: &PatIdent) -> usize {
    std::ptr::from_ref(pattern).addr()
}

/// What a macro that looks like a call is given.
pub(crate) fn arguments(found: &syn::Macro) -> Option<Punctuated<Expr, Token![,]>> {
    found
        .parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
        .ok()
}

/// Something that has a name.
struct Binding {
    /// Its patterns: one for each alternative.
    places: Vec<usize>,
    is_used: bool,
}

/// Which names stand for what.
#[derive(Default)]
struct Scopes {
    open: Vec<HashMap<String, usize>>,
    bindings: Vec<Binding>,
}

impl Scopes {
    fn scoped(&mut self, inside: impl FnOnce(&mut Self)) {
        self.open.push(HashMap::new());
        inside(self);
        self.open.pop();
    }

    /// The names of a pattern begin to mean what it binds.
    fn declare(&mut self, pattern: &Pat) {
        let mut names = Names::default();
        names.visit_pat(pattern);
        let mut own: HashMap<String, usize> = HashMap::new();
        for (name, place) in names.found {
            if let Some(binding) = own.get(&name).and_then(|at| self.bindings.get_mut(*at)) {
                binding.places.push(place);
                continue;
            }
            own.insert(name, self.bindings.len());
            self.bindings.push(Binding {
                places: vec![place],
                is_used: false,
            });
        }
        if let Some(scope) = self.open.last_mut() {
            scope.extend(own);
        }
        for guard in names.guards {
            self.visit_expr(&guard);
        }
    }

    fn use_name(&mut self, name: &str) {
        let found = self.open.iter().rev().find_map(|scope| scope.get(name));
        if let Some(binding) = found.and_then(|at| self.bindings.get_mut(*at)) {
            binding.is_used = true;
        }
    }

    /// What the tokens of a macro name, names in the braces of texts included.
    fn use_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(name) => self.use_name(&name.to_string()),
                TokenTree::Group(group) => self.use_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    for part in literal.to_string().split('{').skip(1) {
                        let end = part.find(|c: char| !c.is_alphanumeric() && c != '_');
                        let name = end.and_then(|end| part.get(..end));
                        self.use_name(name.unwrap_or(part));
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }

    fn function(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let outer = std::mem::take(&mut self.open);
        self.scoped(|this| {
            for input in &signature.inputs {
                if let syn::FnArg::Typed(typed) = input
                    && let Pat::Ident(parameter) = &*typed.pat
                    && let Some(scope) = this.open.last_mut()
                {
                    // It only hides what is outside.
                    scope.insert(parameter.ident.to_string(), usize::MAX);
                }
            }
            this.visit_block(block);
        });
        self.open = outer;
    }
}

/// The names that a pattern binds, and its guards.
#[derive(Default)]
struct Names {
    found: Vec<(String, usize)>,
    guards: Vec<Expr>,
}

impl Visit<'_> for Names {
    fn visit_pat_ident(&mut self, pattern: &PatIdent) {
        let name = pattern.ident.to_string();
        let bare = name.trim_start_matches("r#");
        if bare.starts_with(char::is_lowercase) {
            self.found.push((name, place(pattern)));
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_pat_guard(&mut self, pattern: &syn::PatGuard) {
        self.visit_pat(&pattern.pat);
        self.guards.push((*pattern.guard).clone());
    }

    fn visit_expr(&mut self, _: &Expr) {}
}

impl Visit<'_> for Scopes {
    fn visit_item_fn(&mut self, function: &syn::ItemFn) {
        self.function(&function.sig, &function.block);
    }

    fn visit_impl_item_fn(&mut self, function: &syn::ImplItemFn) {
        self.function(&function.sig, &function.block);
    }

    fn visit_trait_item_fn(&mut self, function: &syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.function(&function.sig, block);
        }
    }

    fn visit_block(&mut self, block: &syn::Block) {
        self.scoped(|this| visit::visit_block(this, block));
    }

    fn visit_local(&mut self, local: &syn::Local) {
        if let Some(init) = &local.init {
            self.visit_expr(&init.expr);
            if let Some((_, other)) = &init.diverge {
                self.visit_expr(other);
            }
        }
        self.declare(&local.pat);
    }

    fn visit_expr_let(&mut self, found: &syn::ExprLet) {
        self.visit_expr(&found.expr);
        self.declare(&found.pat);
    }

    fn visit_expr_if(&mut self, found: &syn::ExprIf) {
        self.scoped(|this| {
            this.visit_expr(&found.cond);
            this.visit_block(&found.then_branch);
        });
        if let Some((_, other)) = &found.else_branch {
            self.visit_expr(other);
        }
    }

    fn visit_expr_while(&mut self, found: &syn::ExprWhile) {
        self.scoped(|this| {
            this.visit_expr(&found.cond);
            this.visit_block(&found.body);
        });
    }

    fn visit_expr_for_loop(&mut self, found: &syn::ExprForLoop) {
        self.visit_expr(&found.expr);
        self.scoped(|this| {
            this.declare(&found.pat);
            this.visit_block(&found.body);
        });
    }

    fn visit_arm(&mut self, arm: &syn::Arm) {
        self.scoped(|this| {
            this.declare(&arm.pat);
            this.visit_expr(&arm.body);
        });
    }

    fn visit_expr_closure(&mut self, closure: &syn::ExprClosure) {
        self.scoped(|this| {
            for input in &closure.inputs {
                this.declare(input);
            }
            this.visit_expr(&closure.body);
        });
    }

    fn visit_expr_path(&mut self, path: &syn::ExprPath) {
        if let Some(name) = path.path.get_ident() {
            self.use_name(&name.to_string());
        }
    }

    fn visit_macro(&mut self, found: &syn::Macro) {
        self.use_tokens(found.tokens.clone());
    }
}

/// Takes the names away.
struct Removal {
    unused: HashSet<usize>,
}

impl Removal {
    fn is_unused(&self, pattern: &Pat) -> bool {
        matches!(pattern, Pat::Ident(found) if found.subpat.is_none() && self.unused.contains(&place(found)))
    }
}

impl VisitMut for Removal {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        let mut pattern = &mut local.pat;
        if let Pat::Type(typed) = pattern {
            pattern = &mut *typed.pat;
        }
        if let Pat::Ident(found) = pattern
            && self.unused.remove(&place(found))
        {
            mark(found);
        }
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_pat_mut(&mut self, pattern: &mut Pat) {
        if self.is_unused(pattern) {
            *pattern = syn::parse_quote!(_);
            return;
        }
        visit_mut::visit_pat_mut(self, pattern);
        if let Pat::Reference(reference) = &*pattern
            && matches!(*reference.pat, Pat::Wild(_))
        {
            *pattern = syn::parse_quote!(_);
        }
    }

    fn visit_macro_mut(&mut self, found: &mut syn::Macro) {
        let Some(mut arguments) = arguments(found) else {
            return;
        };
        let mut scopes = Scopes::default();
        scopes.scoped(|scopes| {
            for argument in &arguments {
                scopes.visit_expr(argument);
            }
        });
        let unused = scopes.bindings.into_iter().filter(|found| !found.is_used);
        let unused: HashSet<usize> = unused.flat_map(|found| found.places).collect();
        if !unused.is_empty() {
            let mut removal = Removal { unused };
            for argument in &mut arguments {
                removal.visit_expr_mut(argument);
            }
            found.tokens = quote::quote!(#arguments);
        }
    }

    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        if field.colon_token.is_none() && self.is_unused(&field.pat) {
            field.colon_token = Some(syn::Token![:](proc_macro2::Span::call_site()));
        }
        visit_mut::visit_field_pat_mut(self, field);
    }
}

/// `x` → `_x`.
fn mark(pattern: &mut PatIdent) {
    let name = pattern.ident.to_string();
    let bare = name.trim_start_matches("r#");
    pattern.ident = syn::Ident::new(&format!("_{bare}"), pattern.ident.span());
    pattern.mutability = None;
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;

    fn check(source: &str, expected: &str) {
        let mut file = syn::parse_str(source).expect("a file");
        drop_unused(&mut file);
        let expected: File = syn::parse_str(expected).expect("a file");
        assert_eq!(
            file.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }

    #[test]
    fn only_what_nobody_uses_loses_its_name() {
        check(
            "fn f() { let x = g(); match x { A(p) if p > 1 => {}, A(p) => {} } }",
            "fn f() { let x = g(); match x { A(p) if p > 1 => {}, A(_) => {} } }",
        );
        check(
            "fn f() { let mut x = g(); for x in 0..3 { h(|&y| 1, |z| z); println!(\"{x}\"); } }",
            "fn f() { let _x = g(); for x in 0..3 { h(|_| 1, |z| z); println!(\"{x}\"); } }",
        );
    }

    #[test]
    fn scopes_end() {
        check(
            "fn f(a: i32) { if let Some(a) = g(a) { h() } k(a); let Pair { b, c } = m() else { return }; b }",
            "fn f(a: i32) { if let Some(_) = g(a) { h() } k(a); let Pair { b, c: _ } = m() else { return }; b }",
        );
        check(
            "fn f() { match x() { A(n) | B(n) => n, None => 0 } }",
            "fn f() { match x() { A(n) | B(n) => n, None => 0 } }",
        );
    }
}
