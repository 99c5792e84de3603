//! A pass over all finished files: an embedded `base` that nothing reads is called `_base`. It cannot be left out, since it is where
//! the constructor of the base class runs; and whether it is read shows only when everything is emitted.
//!
//! Structs are known by their names. Two of one name count as one, and an access whose struct does not show counts for all
//! those whose base has what is asked of it there, so that nothing that is read is renamed.

use proc_macro2::TokenStream;
use std::collections::{HashMap, HashSet};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, File, Member, Type};

/// The names of the structs whose `base` is never read.
pub(crate) fn unread<'a>(modules: impl Iterator<Item = &'a TokenStream>) -> HashSet<String> {
    let mut reads = Reads::default();
    for tokens in modules {
        // Tokens that are no Rust are reported when they are printed.
        if let Ok(file) = syn::parse2::<File>(tokens.clone()) {
            reads.visit_file(&file);
        }
    }
    if reads.is_anywhere {
        return HashSet::new();
    }
    let mut read: HashSet<String> = HashSet::new();
    for (name, base) in &reads.bases {
        let is_read = reads.parts.get(base).is_none_or(|parts| {
            let mut asked = reads.asked.iter();
            asked.any(|name| parts.contains(name)) || reads.inherits_asked(base)
        });
        if is_read && !reads.asked.is_empty() {
            read.insert(name.clone());
        }
    }
    // `self.base.base` reads the base of the base.
    for (start, depth) in reads.deep {
        let mut at = start;
        for _ in 0..depth {
            read.insert(at.clone());
            match reads.bases.get(&at) {
                Some(next) => at = next.clone(),
                None => break,
            }
        }
    }
    reads
        .bases
        .into_keys()
        .filter(|name| !read.contains(name))
        .collect()
}

/// Renames the field of these structs.
pub(crate) fn rename(file: &mut File, names: &HashSet<String>) {
    if !names.is_empty() {
        Rename { names, this: None }.visit_file_mut(file);
    }
}

/// Methods of the prelude's traits.
const OF_PRELUDE: [&str; 30] = [
    "show_behind",
    "class",
    "clone",
    "compare",
    "constructor",
    "eq",
    "into_object",
    "feed",
    "field",
    "fmt",
    "from_dynamic",
    "identical",
    "is_enum_value",
    "is_null",
    "leads",
    "null",
    "null_has_many_forms",
    "parameters",
    "property",
    "same",
    "same_key",
    "set_property",
    "show_on",
    "show_shared",
    "to_dynamic",
    "show_as_text",
    "type_info",
    "uncaught",
    "view",
    "deref",
];

#[derive(Default)]
struct Reads {
    /// Structs with a base, and the name of its type.
    bases: HashMap<String, String>,
    /// Names of the fields and methods of each struct.
    parts: HashMap<String, HashSet<String>>,
    /// The traits of each struct.
    traits: HashMap<String, Vec<String>>,
    /// Of each trait its methods and the traits above it.
    declared: HashMap<String, (HashSet<String>, Vec<String>)>,
    /// Accesses through several bases, from which struct on.
    deep: Vec<(String, usize)>,
    /// What is asked of the base of an object whose struct does not show.
    asked: HashSet<String>,
    /// Whether the whole base of such an object is read.
    is_anywhere: bool,
    this: Option<String>,
    /// Variables of the method that hold `self` as well.
    same: HashSet<String>,
}

impl Reads {
    /// Whether something that is asked of a base is a method of one of the traits of a struct. Those of other crates may
    /// have what nothing here has, and what the prelude's traits declare.
    fn inherits_asked(&self, name: &str) -> bool {
        let mut open: Vec<&String> = self.traits.get(name).into_iter().flatten().collect();
        let mut seen = HashSet::new();
        while let Some(name) = open.pop() {
            if !seen.insert(name) {
                continue;
            }
            let Some((methods, above)) = self.declared.get(name) else {
                let mut asked = self.asked.iter();
                if asked.any(|name| OF_PRELUDE.contains(&name.as_str()) || !self.is_own(name)) {
                    return true;
                }
                continue;
            };
            if self.asked.iter().any(|asked| methods.contains(asked)) {
                return true;
            }
            open.extend(above);
        }
        false
    }

    /// Whether some struct or trait of the crate has a field or method of this name.
    fn is_own(&self, name: &String) -> bool {
        self.parts.values().any(|parts| parts.contains(name))
            || self
                .declared
                .values()
                .any(|(methods, _)| methods.contains(name))
    }

    /// `root.base.a.b`, of which the method `next` is called.
    fn access(&mut self, found: &syn::ExprField, next: Option<&syn::Ident>) {
        let mut members = vec![&found.member];
        let mut root = &*found.base;
        while let Expr::Field(inner) = root {
            members.push(&inner.member);
            root = &inner.base;
        }
        members.reverse();
        let known = self.struct_of(root);
        let mut depth = 0;
        if let Some(name) = known {
            depth = members.iter().take_while(|member| is_base(member)).count();
            self.deep.push((name, depth));
        }
        let mut rest = members.into_iter().skip(depth).peekable();
        while let Some(member) = rest.next() {
            if !is_base(member) {
                continue;
            }
            let after = match rest.peek() {
                Some(Member::Named(name)) => Some(name),
                Some(Member::Unnamed(_)) => None,
                None => next,
            };
            match after {
                Some(name) => drop(self.asked.insert(name.to_string())),
                None => self.is_anywhere = true,
            }
        }
        self.visit_expr(root);
    }

    /// The struct of `self`, and of an object that is made at once.
    fn struct_of(&self, root: &Expr) -> Option<String> {
        let is_same = |root: &Expr| matches!(root, Expr::Path(path) if path.path.get_ident().is_some_and(|name| self.same.contains(&name.to_string())));
        if is_self(root) || is_same(root) {
            return self.this.clone();
        }
        if let Expr::Call(call) = root
            && let Expr::Path(path) = &*call.func
            && let Some(made) = path.path.segments.iter().nth_back(1)
            && path
                .path
                .segments
                .last()
                .is_some_and(|last| last.ident == "new")
        {
            if made.ident == "Self" {
                return self.this.clone();
            }
            if made.ident == "Rc" {
                return call.args.first().and_then(|inner| self.struct_of(inner));
            }
            return Some(made.ident.to_string());
        }
        if let Expr::Try(found) = root {
            return self.struct_of(&found.expr);
        }
        None
    }
}

impl Visit<'_> for Reads {
    fn visit_item_struct(&mut self, found: &syn::ItemStruct) {
        let parts = self.parts.entry(found.ident.to_string()).or_default();
        for field in &found.fields {
            let Some(name) = &field.ident else {
                continue;
            };
            parts.insert(name.to_string());
            if name == "base" {
                let base = last_name(&field.ty).unwrap_or_default();
                self.bases.insert(found.ident.to_string(), base);
            }
        }
    }

    fn visit_item_trait(&mut self, found: &syn::ItemTrait) {
        let methods = found.items.iter().filter_map(|item| {
            let syn::TraitItem::Fn(method) = item else {
                return None;
            };
            Some(method.sig.ident.to_string())
        });
        let above = found.supertraits.iter().filter_map(|bound| {
            let syn::TypeParamBound::Trait(bound) = bound else {
                return None;
            };
            bound.path.segments.last()
        });
        let above = above.map(|segment| segment.ident.to_string());
        let declared = (methods.collect(), above.collect());
        self.declared.insert(found.ident.to_string(), declared);
        visit::visit_item_trait(self, found);
    }

    fn visit_item_impl(&mut self, found: &syn::ItemImpl) {
        let outer = self.this.take();
        self.this = last_name(&found.self_ty);
        if let Some(this) = &self.this {
            if let Some((path, _)) = &found.trait_
                && let Some(name) = path.segments.last()
            {
                let traits = self.traits.entry(this.clone()).or_default();
                traits.push(name.ident.to_string());
            }
            let parts = self.parts.entry(this.clone()).or_default();
            for item in &found.items {
                if let syn::ImplItem::Fn(method) = item {
                    parts.insert(method.sig.ident.to_string());
                }
            }
        }
        visit::visit_item_impl(self, found);
        self.this = outer;
    }

    fn visit_impl_item_fn(&mut self, found: &syn::ImplItemFn) {
        self.same.clear();
        visit::visit_impl_item_fn(self, found);
        self.same.clear();
    }

    /// A variable that holds the object itself.
    fn visit_local(&mut self, found: &syn::Local) {
        if let syn::Pat::Ident(pattern) = &found.pat {
            let init = found.init.as_ref().map(|init| &*init.expr);
            let is_clone = init.is_some_and(is_clone_of_self);
            let name = pattern.ident.to_string();
            if is_clone {
                self.same.insert(name);
            } else {
                self.same.remove(&name);
            }
        }
        visit::visit_local(self, found);
    }

    fn visit_expr_field(&mut self, found: &syn::ExprField) {
        self.access(found, None);
    }

    fn visit_expr_method_call(&mut self, found: &syn::ExprMethodCall) {
        if let Expr::Field(receiver) = &*found.receiver {
            self.access(receiver, Some(&found.method));
        } else {
            self.visit_expr(&found.receiver);
        }
        for argument in &found.args {
            self.visit_expr(argument);
        }
    }

    fn visit_macro(&mut self, found: &syn::Macro) {
        // `format!("{}", self.base.name)` is made of expressions.
        let parser = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(list) = found.parse_body_with(parser) {
            for expr in &list {
                self.visit_expr(expr);
            }
            return;
        }
        let text = found.tokens.to_string();
        if text.contains(". base") || text.contains(".base") {
            match &self.this {
                Some(this) => self.deep.push((this.clone(), 100)),
                None => self.is_anywhere = true,
            }
        }
    }
}

struct Rename<'a> {
    names: &'a HashSet<String>,
    this: Option<String>,
}

impl VisitMut for Rename<'_> {
    fn visit_item_struct_mut(&mut self, found: &mut syn::ItemStruct) {
        if self.names.contains(&found.ident.to_string()) {
            for field in &mut found.fields {
                if let Some(name) = &mut field.ident
                    && name == "base"
                {
                    *name = syn::Ident::new("_base", name.span());
                }
            }
        }
    }

    fn visit_item_impl_mut(&mut self, found: &mut syn::ItemImpl) {
        let outer = self.this.take();
        self.this = last_name(&found.self_ty);
        visit_mut::visit_item_impl_mut(self, found);
        self.this = outer;
    }

    fn visit_expr_struct_mut(&mut self, found: &mut syn::ExprStruct) {
        visit_mut::visit_expr_struct_mut(self, found);
        let name = found
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        let name = if name.as_deref() == Some("Self") {
            self.this.clone()
        } else {
            name
        };
        if name.is_some_and(|name| self.names.contains(&name)) {
            for field in &mut found.fields {
                if is_base(&field.member) {
                    field.member =
                        Member::Named(syn::Ident::new("_base", proc_macro2::Span::call_site()));
                    field.colon_token = Some(syn::Token![:](proc_macro2::Span::call_site()));
                }
            }
        }
    }
}

fn is_base(member: &Member) -> bool {
    matches!(member, Member::Named(name) if name == "base")
}

fn is_self(expr: &Expr) -> bool {
    matches!(expr, Expr::Path(path) if path.path.is_ident("self"))
}

/// `self.clone()`, `Rc::clone(&self)`.
fn is_clone_of_self(expr: &Expr) -> bool {
    if let Expr::MethodCall(call) = expr {
        return call.method == "clone" && is_self(&call.receiver);
    }
    if let Expr::Call(call) = expr
        && let Expr::Path(path) = &*call.func
        && let Some(Expr::Reference(object)) = call.args.first()
    {
        let last = path.path.segments.last();
        return last.is_some_and(|last| last.ident == "clone") && is_self(&object.expr);
    }
    false
}

fn last_name(ty: &Type) -> Option<String> {
    if let Type::Path(path) = ty {
        path.path
            .segments
            .last()
            .map(|segment| segment.ident.to_string())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unread_in(source: &str) -> Vec<String> {
        let tokens: TokenStream = source.parse().expect("tokens");
        let mut names: Vec<String> = unread([&tokens].into_iter()).into_iter().collect();
        names.sort();
        names
    }

    #[test]
    fn what_nothing_reads_is_found() {
        let source = "struct A { n: i32 } struct B { base: A } struct C { base: B }";
        assert_eq!(unread_in(source), ["B", "C"]);
        assert_eq!(
            unread_in(&format!(
                "{source} impl C {{ fn f(&self) -> &B {{ &self.base }} }}"
            )),
            ["B"]
        );
        assert!(
            unread_in(&format!(
                "{source} impl C {{ fn f(&self) -> i32 {{ self.base.base.n }} }}"
            ))
            .is_empty()
        );
        assert!(unread_in(&format!("{source} fn f(c: &C) -> i32 {{ c.base.base.n }}")).is_empty());
        assert_eq!(
            unread_in(&format!("{source} fn f(b: &B) -> i32 {{ b.base.n }}")),
            ["C"]
        );
        assert_eq!(
            unread_in(&format!(
                "{source} struct E {{ base: hx::Exception }} fn f(e: &E) {{ e.base.message() }}"
            )),
            ["B", "C"]
        );
        assert_eq!(
            unread_in(&format!(
                "{source} fn f() -> i32 {{ Rc::new(B::new()?).base.n }}"
            )),
            ["C"]
        );
        assert!(
            unread_in(&format!(
                "{source} impl C {{ fn f(&self) {{ print!(\"{{}}\", self.base.base.n) }} }}"
            ))
            .is_empty()
        );
    }

    #[test]
    fn the_field_is_renamed_where_it_is_declared_and_written() {
        let mut file: File = syn::parse_quote! {
            struct B { base: A, n: i32 }
            impl B { fn new() -> Self { let base = A::new(); Self { base, n: 1 } } }
        };
        rename(&mut file, &HashSet::from(["B".to_owned()]));
        let expected: File = syn::parse_quote! {
            struct B { _base: A, n: i32 }
            impl B { fn new() -> Self { let base = A::new(); Self { _base: base, n: 1 } } }
        };
        assert_eq!(file, expected);
    }
}
