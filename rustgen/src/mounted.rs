//! Emitted code as a module inside of somebody else's crate: paths that begin at the crate's root begin where they stand
//! instead, so that it does not matter where the module is mounted.

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// The tree of the file `depth` modules below the mounted one with relative paths.
pub(crate) fn relative(file: &syn::File, depth: usize) -> syn::Result<syn::File> {
    syn::parse2(rewritten(file.to_token_stream(), depth))
}

fn rewritten(tokens: TokenStream, depth: usize) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => {
                // What is between the braces of this module is a module of its own.
                let inside = rewritten(group.stream(), depth);
                let mut new = Group::new(group.delimiter(), inside);
                new.set_span(group.span());
                out.extend([TokenTree::Group(new)]);
            }
            TokenTree::Ident(ident) if ident == "crate" => {
                let is_path = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
                if is_path {
                    start(&ident, depth, &mut out);
                } else {
                    out.extend([TokenTree::Ident(ident)]);
                }
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
                out.extend([token]);
            }
        }
    }
    out
}

/// `self`, `super`, `super::super`.
fn start(ident: &Ident, depth: usize, out: &mut TokenStream) {
    let span = ident.span();
    if depth == 0 {
        out.extend([TokenTree::Ident(Ident::new("self", span))]);
    }
    for step in 0..depth {
        if step > 0 {
            let mut colons = [
                Punct::new(':', Spacing::Joint),
                Punct::new(':', Spacing::Alone),
            ];
            for colon in &mut colons {
                colon.set_span(span);
            }
            out.extend(colons.map(TokenTree::Punct));
        }
        out.extend([TokenTree::Ident(Ident::new("super", span))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_where_they_stand() {
        let file = syn::parse_quote! {
            use crate::geo::vec::Vec2;
            pub(crate) fn f() { hx::trace!("{}", crate::structures::X { a: 1 }); }
        };
        let shown = |depth| {
            let tree = relative(&file, depth).unwrap();
            tree.to_token_stream().to_string()
        };
        assert!(shown(0).starts_with("use self :: geo :: vec :: Vec2 ;"));
        let two = shown(2);
        assert!(two.starts_with("use super :: super :: geo :: vec :: Vec2 ;"));
        assert!(two.contains("super :: super :: structures :: X"), "{two}");
        assert!(two.contains("pub (crate)"), "{two}");
    }
}
