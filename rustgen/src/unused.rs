//! A pass over a finished file: parameters that the body of their function does not use begin with an underscore, as a Rust
//! programmer writes them. Whether something is used is read from the tokens, so that the contents of macros count, too. What
//! is left out altogether (unread fields, unbuilt variants) is decided before anything is emitted, not here.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{Block, File, FnArg, Pat, Token};

/// Marks the unused parameters of all functions of a file.
pub(crate) fn mark_unused_parameters(file: &mut File) {
    Parameters.visit_file_mut(file);
}

struct Parameters;

impl VisitMut for Parameters {
    fn visit_item_fn_mut(&mut self, function: &mut syn::ItemFn) {
        visit_mut::visit_item_fn_mut(self, function);
        mark(&mut function.sig.inputs, &mut function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        visit_mut::visit_impl_item_fn_mut(self, function);
        mark(&mut function.sig.inputs, &mut function.block);
    }

    fn visit_trait_item_fn_mut(&mut self, function: &mut syn::TraitItemFn) {
        visit_mut::visit_trait_item_fn_mut(self, function);
        if let Some(block) = &mut function.default {
            mark(&mut function.sig.inputs, block);
        }
    }
}

fn mark(inputs: &mut Punctuated<FnArg, Token![,]>, block: &mut Block) {
    for input in inputs {
        if let FnArg::Typed(typed) = input
            && let Pat::Ident(pattern) = &mut *typed.pat
        {
            let name = pattern.ident.to_string();
            let is_replaced = pattern.mutability.is_some() && declare_where_replaced(block, &name);
            let is_unused = is_replaced || !uses(block.to_token_stream(), &name);
            if !name.starts_with('_') && is_unused {
                let bare = name.trim_start_matches("r#");
                pattern.ident = syn::Ident::new(&format!("_{bare}"), pattern.ident.span());
                pattern.mutability = None;
            }
        }
    }
}

/// A parameter that gets another value before anything reads it is declared there: `x = 1;` becomes `let x = 1;`.
fn declare_where_replaced(block: &mut Block, name: &str) -> bool {
    let mut statements = block.stmts.iter();
    let first = statements.position(|statement| uses(statement.to_token_stream(), name));
    let Some((statement, after)) = first.and_then(|at| {
        let (_, rest) = block.stmts.split_at_mut(at);
        rest.split_first_mut()
    }) else {
        return false;
    };
    let syn::Stmt::Expr(syn::Expr::Assign(assignment), Some(_)) = statement else {
        return false;
    };
    let is_target = matches!(&*assignment.left, syn::Expr::Path(path) if path.path.is_ident(name));
    if !is_target || uses(assignment.right.to_token_stream(), name) {
        return false;
    }
    let (left, right) = (&assignment.left, &assignment.right);
    let is_written = after
        .iter()
        .any(|statement| writes(statement.to_token_stream(), name));
    let mutable = is_written.then(|| quote::quote!(mut));
    match syn::parse2(quote::quote!(let #mutable #left = #right;)) {
        Ok(declaration) => *statement = declaration,
        Err(_) => return false,
    }
    true
}

/// Whether something that has a name is given another value.
fn writes(tokens: TokenStream, name: &str) -> bool {
    let mut before = false;
    tokens.into_iter().any(|token| {
        let follows = std::mem::take(&mut before);
        match token {
            TokenTree::Ident(ident) => {
                before = ident == name;
                ident == "mut"
            }
            TokenTree::Group(group) => writes(group.stream(), name),
            TokenTree::Punct(punct) => {
                let joint = punct.spacing() == proc_macro2::Spacing::Joint;
                match punct.as_char() {
                    '=' => follows && !joint,
                    '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' => follows && joint,
                    _ => false,
                }
            }
            TokenTree::Literal(_) => false,
        }
    })
}

/// Whether a name occurs, as a token or inside of the braces of a text that is formatted. Fields and methods of that
/// name, behind a dot, are something else.
pub(crate) fn uses(tokens: TokenStream, name: &str) -> bool {
    // How many dots stand right before: two are a range.
    let mut dots = 0;
    tokens.into_iter().any(|token| {
        let before = std::mem::take(&mut dots);
        match token {
            TokenTree::Ident(ident) => before != 1 && ident == name,
            TokenTree::Group(group) => uses(group.stream(), name),
            TokenTree::Literal(literal) => literal.to_string().contains(&format!("{{{name}")),
            TokenTree::Punct(punct) => {
                if punct.as_char() == '.' {
                    dots = before + 1;
                }
                false
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_body_leaves_alone_is_marked() {
        let mut file: File = syn::parse_quote! {
            fn f(a: i32, b: i32, mut c: i32, r#type: i32) -> String {
                format!("{a} {}", b)
            }
        };
        mark_unused_parameters(&mut file);
        let text = file.to_token_stream().to_string();
        assert!(
            text.contains("f (a : i32 , b : i32 , _c : i32 , _type : i32)"),
            "{text}"
        );
    }
}
