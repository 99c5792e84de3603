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
        mark(&mut function.sig.inputs, &function.block);
    }

    fn visit_impl_item_fn_mut(&mut self, function: &mut syn::ImplItemFn) {
        visit_mut::visit_impl_item_fn_mut(self, function);
        mark(&mut function.sig.inputs, &function.block);
    }

    fn visit_trait_item_fn_mut(&mut self, function: &mut syn::TraitItemFn) {
        visit_mut::visit_trait_item_fn_mut(self, function);
        if let Some(block) = &function.default {
            mark(&mut function.sig.inputs, block);
        }
    }
}

fn mark(inputs: &mut Punctuated<FnArg, Token![,]>, block: &Block) {
    for input in inputs {
        if let FnArg::Typed(typed) = input
            && let Pat::Ident(pattern) = &mut *typed.pat
        {
            let name = pattern.ident.to_string();
            if !name.starts_with('_') && !uses(block.to_token_stream(), &name) {
                let bare = name.trim_start_matches("r#");
                pattern.ident = syn::Ident::new(&format!("_{bare}"), pattern.ident.span());
                pattern.mutability = None;
            }
        }
    }
}

/// Whether a name occurs, as a token or inside of the braces of a text that is formatted.
pub(crate) fn uses(tokens: TokenStream, name: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => uses(group.stream(), name),
        TokenTree::Literal(literal) => literal.to_string().contains(&format!("{{{name}")),
        TokenTree::Punct(_) => false,
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
