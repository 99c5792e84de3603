//! A pass over all finished files of a program: traits, and methods of traits, that nothing mentions are left out. A class has a
//! trait as soon as it has subclasses; whether somebody calls through it shows only when everything is emitted.
//!
//! What is mentioned is read from the tokens by name, so that the contents of macros count, and what is in doubt stays: two
//! traits of one name are one, and a method that something calls by its bare name is called on every trait that has it.

#![allow(clippy::wildcard_enum_match_arm)] // syn's trees: what is not named here stays as it is.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{HashMap, HashSet};
use syn::{File, ImplItem, Item, TraitItem, Type, TypeParamBound, UseTree};

/// What some tokens mention.
#[derive(Default)]
struct Mentions {
    /// Names, but for those behind `::` and the names of functions where they are declared.
    names: HashMap<String, usize>,
    /// `A::b`.
    paths: HashSet<(String, String)>,
}

/// What is known of all files.
#[derive(Default)]
struct Known {
    all: Mentions,
    /// Of each trait, how often it is named in itself and where it is implemented.
    own: HashMap<String, usize>,
    /// The traits of each name.
    traits: HashMap<String, Vec<Declared>>,
    /// `A::b` of functions that are no trait's.
    inherent: HashSet<(String, String)>,
}

/// A trait.
struct Declared {
    methods: HashSet<String>,
    /// The traits that it names behind its colon.
    above: Vec<String>,
}

/// What is left out.
#[derive(Default)]
struct Unused {
    traits: HashSet<String>,
    methods: HashSet<(String, String)>,
}

/// Leaves out what nothing mentions.
pub(crate) fn leave_out<'a>(files: impl Iterator<Item = &'a mut File>) {
    let mut files: Vec<&mut File> = files.collect();
    loop {
        let unused = unused(&files);
        if unused.traits.is_empty() && unused.methods.is_empty() {
            return;
        }
        for file in &mut files {
            let before = names(file);
            file.items.retain_mut(|item| unused.keeps(item));
            // What only they mentioned need not be imported any more.
            let after = names(file);
            let gone: HashSet<String> = before.difference(&after).cloned().collect();
            file.items.retain_mut(|item| match item {
                Item::Use(item) => keeps_use(&mut item.tree, &gone),
                _ => true,
            });
        }
    }
}

/// All names in a file but those in its imports.
fn names(file: &File) -> HashSet<String> {
    fn collect(tokens: TokenStream, found: &mut HashSet<String>) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    found.insert(ident.to_string());
                }
                TokenTree::Group(group) => collect(group.stream(), found),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    let mut found = HashSet::new();
    let items = file.items.iter();
    for item in items.filter(|item| !matches!(item, Item::Use(_))) {
        collect(item.to_token_stream(), &mut found);
    }
    found
}

/// Whether anything of an import stays without these names.
fn keeps_use(tree: &mut UseTree, gone: &HashSet<String>) -> bool {
    match tree {
        UseTree::Path(path) => keeps_use(&mut path.tree, gone),
        UseTree::Name(name) => !gone.contains(&name.ident.to_string()),
        UseTree::Rename(rename) => !gone.contains(&rename.rename.to_string()),
        UseTree::Glob(_) => true,
        UseTree::Group(group) => {
            let trees = std::mem::take(&mut group.items);
            group.items = trees
                .into_iter()
                .filter_map(|mut tree| keeps_use(&mut tree, gone).then_some(tree))
                .collect();
            !group.items.is_empty()
        }
    }
}

fn unused(files: &[&mut File]) -> Unused {
    let mut known = Known::default();
    for item in files.iter().flat_map(|file| &file.items) {
        if let Item::Trait(item) = item {
            let methods = item.items.iter().filter_map(|item| match item {
                TraitItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            let above = item.supertraits.iter().filter_map(|bound| match bound {
                TypeParamBound::Trait(bound) => Some(bound.path.segments.last()?.ident.to_string()),
                _ => None,
            });
            let declared = Declared {
                methods: methods.collect(),
                above: above.collect(),
            };
            let of_name = known.traits.entry(item.ident.to_string()).or_default();
            of_name.push(declared);
        }
    }
    if known.traits.is_empty() {
        return Unused::default();
    }
    for item in files.iter().flat_map(|file| &file.items) {
        known.read(item);
    }
    let mut unused = Unused::default();
    for (name, traits) in &known.traits {
        let mut is_called = false;
        for method in traits.iter().flat_map(|it| &it.methods) {
            if known.is_called(name, method) {
                is_called = true;
            } else {
                unused.methods.insert((name.clone(), method.clone()));
            }
        }
        let own = known.own.get(name).copied().unwrap_or_default();
        let all = known.all.names.get(name).copied().unwrap_or_default();
        if !is_called && own == all {
            unused.traits.insert(name.clone());
        }
    }
    unused
}

impl Known {
    fn read(&mut self, item: &Item) {
        let of_trait = match item {
            Item::Use(_) => return,
            Item::Trait(item) => Some(item.ident.to_string()),
            Item::Impl(item) => match &item.trait_ {
                Some((path, _)) => path.segments.last().map(|last| last.ident.to_string()),
                None => {
                    if let Some(name) = type_name(&item.self_ty) {
                        for item in &item.items {
                            if let ImplItem::Fn(function) = item {
                                let function = function.sig.ident.to_string();
                                self.inherent.insert((name.clone(), function));
                            }
                        }
                    }
                    None
                }
            },
            _ => None,
        };
        let mut mentions = Mentions::default();
        mentions.read(item.to_token_stream());
        if let Some(name) = of_trait
            && self.traits.contains_key(&name)
        {
            let count = mentions.names.get(&name).copied().unwrap_or_default();
            *self.own.entry(name).or_default() += count;
        }
        for (name, count) in mentions.names {
            *self.all.names.entry(name).or_default() += count;
        }
        self.all.paths.extend(mentions.paths);
    }

    fn is_called(&self, of: &str, method: &str) -> bool {
        // What a trait declares again has to be called by its path: the bare name could be either.
        if self.all.names.contains_key(method) && !self.is_above(of, method, 0) {
            return true;
        }
        self.all.paths.iter().any(|(owner, name)| {
            let is_inherent = owner != of && self.inherent.contains(&(owner.clone(), name.clone()));
            name == method && !is_inherent && (owner == of || !self.declares(owner, method))
        })
    }
}

/// Two traits of one name count as one, which may then stand above itself.
const DEEPEST: usize = 40;

impl Known {
    /// Whether all traits of this name declare the method.
    fn declares(&self, of: &str, method: &str) -> bool {
        let traits = self.traits.get(of);
        traits.is_some_and(|all| all.iter().all(|it| it.methods.contains(method)))
    }

    /// Whether above all traits of this name there is one that declares a method of this name, too.
    fn is_above(&self, of: &str, method: &str, depth: usize) -> bool {
        let Some(traits) = self.traits.get(of) else {
            return false;
        };
        depth < DEEPEST
            && traits.iter().all(|it| {
                let mut above = it.above.iter().filter(|above| *above != of);
                above.any(|it| self.declares(it, method) || self.is_above(it, method, depth + 1))
            })
    }
}

impl Mentions {
    fn read(&mut self, tokens: TokenStream) {
        let mut before: Option<String> = None;
        let mut path: Option<String> = None;
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let owner = (colons == 2).then(|| path.take()).flatten();
                    match owner {
                        Some(owner) => {
                            // The last name of a longer path may be a type: it counts as both.
                            if name.starts_with(char::is_uppercase) {
                                *self.names.entry(name.clone()).or_default() += 1;
                            }
                            self.paths.insert((owner, name.clone()));
                        }
                        None if before.as_deref() == Some("fn") => {}
                        None => *self.names.entry(name.clone()).or_default() += 1,
                    }
                    path = Some(name.clone());
                    before = Some(name);
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    colons += 1;
                    before = None;
                }
                TokenTree::Group(group) => {
                    self.read(group.stream());
                    let keeps = group.delimiter() == Delimiter::None;
                    if !keeps {
                        path = None;
                    }
                    (before, colons) = (None, 0);
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    (before, path, colons) = (None, None, 0);
                }
            }
        }
    }
}

impl Unused {
    /// Whether an item stays; what is not used in it goes.
    fn keeps(&self, item: &mut Item) -> bool {
        match item {
            Item::Trait(item) => {
                let name = item.ident.to_string();
                item.items.retain(|item| match item {
                    TraitItem::Fn(method) => self.keeps_method(&name, &method.sig.ident),
                    _ => true,
                });
                !self.traits.contains(&name)
            }
            Item::Impl(item) => {
                let Some((path, _)) = &item.trait_ else {
                    return true;
                };
                let Some(last) = path.segments.last() else {
                    return true;
                };
                let name = last.ident.to_string();
                item.items.retain(|item| match item {
                    ImplItem::Fn(method) => self.keeps_method(&name, &method.sig.ident),
                    _ => true,
                });
                !self.traits.contains(&name)
            }
            Item::Use(item) => keeps_use(&mut item.tree, &self.traits),
            _ => true,
        }
    }

    fn keeps_method(&self, of: &str, method: &syn::Ident) -> bool {
        !self.methods.contains(&(of.to_owned(), method.to_string()))
    }
}

fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}
