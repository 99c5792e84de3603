//! Functions that call themselves: always, or only to hand a parameter on. Both are lints that only the program decides.

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, Ident};

/// Looks for a call of the function itself on a way that is always taken.
pub(super) struct Always {
    pub(super) function: String,
    pub(super) found: bool,
}

impl Always {
    fn is_it(&self, name: &Ident) -> bool {
        *name == self.function.as_str()
    }
}

impl<'a> Visit<'a> for Always {
    fn visit_expr_call(&mut self, call: &'a syn::ExprCall) {
        if let Expr::Path(path) = &*call.func {
            let mut segments = path.path.segments.iter().rev();
            let is_it = segments.next().is_some_and(|last| self.is_it(&last.ident));
            // `C::f` in an implementation of a trait is the method of the class itself.
            let is_own = segments.next().is_none_or(|of| of.ident == "Self");
            self.found |= is_it && is_own;
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &'a syn::ExprMethodCall) {
        let own = matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self"));
        self.found |= own && self.is_it(&call.method);
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_if(&mut self, found: &'a syn::ExprIf) {
        self.visit_expr(&found.cond);
    }

    fn visit_expr_match(&mut self, found: &'a syn::ExprMatch) {
        self.visit_expr(&found.expr);
    }

    fn visit_expr_while(&mut self, found: &'a syn::ExprWhile) {
        self.visit_expr(&found.cond);
    }

    fn visit_expr_for_loop(&mut self, found: &'a syn::ExprForLoop) {
        self.visit_expr(&found.expr);
    }

    fn visit_expr_binary(&mut self, found: &'a syn::ExprBinary) {
        self.visit_expr(&found.left);
        if !matches!(found.op, BinOp::And(_) | BinOp::Or(_)) {
            self.visit_expr(&found.right);
        }
    }

    fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}
}

/// The calls of a function in its own body: what they are given, where that is a plain variable.
pub(super) struct Calls {
    pub(super) function: String,
    /// The type whose function it is.
    pub(super) this: Option<String>,
    pub(super) given: Vec<Vec<String>>,
}

impl Calls {
    /// `name`, `Self::name`, `Type::name`.
    fn is_own(&self, path: &syn::Path) -> bool {
        let names: Vec<String> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        match names.as_slice() {
            [name] => *name == self.function && self.this.is_none(),
            [owner, name] => {
                *name == self.function && (owner == "Self" || Some(owner) == self.this.as_ref())
            }
            _ => false,
        }
    }
}

impl Visit<'_> for Calls {
    fn visit_expr_call(&mut self, call: &syn::ExprCall) {
        if let Expr::Path(path) = &*call.func
            && self.is_own(&path.path)
        {
            let given = call.args.iter().map(plain_name);
            self.given.push(given.collect());
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        if call.method == self.function && plain_name(&call.receiver) == "self" {
            let given = std::iter::once(&*call.receiver).chain(&call.args);
            self.given.push(given.map(plain_name).collect());
        }
        visit::visit_expr_method_call(self, call);
    }
}

/// The variable that an argument is, copied or not; else nothing.
fn plain_name(expr: &Expr) -> String {
    if let Expr::MethodCall(call) = expr
        && call.method == "clone"
    {
        return plain_name(&call.receiver);
    }
    if let Expr::Reference(reference) = expr {
        return plain_name(&reference.expr);
    }
    if let Expr::Path(path) = expr
        && let Some(name) = path.path.get_ident()
    {
        return name.to_string();
    }
    String::new()
}

/// How often a name appears.
pub(super) fn count(tokens: TokenStream, name: &str) -> usize {
    use proc_macro2::TokenTree;
    let counts = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) => usize::from(ident == name),
        TokenTree::Group(group) => count(group.stream(), name),
        TokenTree::Literal(literal) => {
            usize::from(literal.to_string().contains(&format!("{{{name}")))
        }
        TokenTree::Punct(_) => 0,
    });
    counts.sum()
}
