//! One Rust file while it is emitted: what it imports, and how it names the items of the crate.

use crate::code::{ident, path};
use crate::marks::code;
use crate::represent::Repr;
use crate::self_reference::Inside;
use crate::world::World;
use hx2rs_compiler::hir::{StructureField, Ty};
use hx2rs_compiler::{DefId, MemberId, Name};
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// A Rust file.
pub(crate) struct Scope<'a> {
    /// The whole emission.
    pub world: &'a World<'a>,
    /// The Haxe module.
    pub module: Name,
    /// Imported names and their paths.
    imports: RefCell<BTreeMap<String, String>>,
    /// Paths of imported traits whose methods are called on values that are not `dyn`.
    brought: RefCell<BTreeSet<String>>,
    /// Names of what is declared here.
    own: BTreeSet<String>,
    /// Names of the modules inside of this one, which are in scope as they are.
    children: BTreeSet<String>,
    /// The path of the Rust module.
    path: Vec<String>,
    /// How many structures are around the one that is written.
    depth: Cell<u32>,
    /// The struct of a structure that holds itself, while its own fields are written.
    pub inside: RefCell<Option<Inside>>,
    /// The structures that hold themselves which have been compared with their structs.
    pub checked: RefCell<HashSet<Ty>>,
}

/// The module of anonymous structures, which has no Haxe module.
pub(crate) const STRUCTURES: &str = "structures";
/// The module of what is asked of types.
pub(crate) const REFLECTION: &str = "reflection";
/// The root of a crate without a main module, which has no Haxe module.
pub(crate) const ROOT: &str = "<root>";

impl<'a> Scope<'a> {
    /// An empty file for a Haxe module.
    pub(crate) fn new(world: &'a World<'a>, module: Name) -> Self {
        let path = world.modules.path(module).to_vec();
        let path = if [STRUCTURES, REFLECTION].contains(&module.as_str()) {
            vec![module.as_str().to_owned()]
        } else {
            path
        };
        let children = world.modules.children(&path).cloned().collect();
        let own = world.names.items_of(module).cloned().collect();
        Self {
            world,
            module,
            imports: RefCell::default(),
            brought: RefCell::default(),
            own,
            children,
            path,
            depth: Cell::new(0),
            inside: RefCell::default(),
            checked: RefCell::default(),
        }
    }

    /// A type or trait of the crate.
    pub(crate) fn item(&self, def: DefId) -> TokenStream {
        self.world.needs.borrow_mut().mentioned.insert(def);
        self.named_item(def, &self.world.names.ty(def))
    }

    /// The struct of a class: `CBase` where `C` is a trait.
    pub(crate) fn struct_item(&self, def: DefId) -> TokenStream {
        self.named_item(def, &self.struct_name(def))
    }

    /// The name of the struct of a class.
    pub(crate) fn struct_name(&self, def: DefId) -> String {
        let name = self.world.names.ty(def);
        if self.world.classes.is_trait(def) {
            crate::names::base_name(&name)
        } else {
            name
        }
    }

    /// The trait of what can be held as an object of a class: `IntoC`.
    pub(crate) fn conversion_item(&self, def: DefId) -> TokenStream {
        let name = crate::names::conversion_name(&self.world.names.ty(def));
        self.named_item(def, &name)
    }

    fn named_item(&self, def: DefId, name: &str) -> TokenStream {
        if def.module() == self.module {
            let name = ident(name);
            return code!(#name);
        }
        let mut full = String::from("crate");
        for part in self.world.modules.path(def.module()) {
            full.push_str("::");
            full.push_str(part);
        }
        full.push_str("::");
        full.push_str(name);
        self.imported(name, full)
    }

    /// The last part of an imported path, or the whole path where its name is taken.
    fn imported(&self, name: &str, full: String) -> TokenStream {
        if self.children.contains(name) {
            let mut here = String::from("crate::");
            for part in &self.path {
                here.push_str(part);
                here.push_str("::");
            }
            if full != format!("{here}{name}") {
                return path(&full);
            }
            let name = ident(name);
            return code!(#name);
        }
        let mut imports = self.imports.borrow_mut();
        match imports.get(name) {
            Some(other) if *other != full => return path(&full),
            Some(_) => {}
            None if self.own.contains(name) => return path(&full),
            None => {
                imports.insert(name.to_owned(), full);
            }
        }
        let name = ident(name);
        code!(#name)
    }

    /// The methods of a trait are called on values of known types: it has to be in scope. `dyn` values and type
    /// parameters bring theirs along.
    pub(crate) fn bring(&self, def: DefId) {
        let _ = self.item(def);
        if def.module() != self.module {
            self.brought.borrow_mut().insert(self.full_path(def));
        }
    }

    /// Something of this type is in use, though nobody may name it.
    pub(crate) fn mention(&self, def: DefId) {
        self.world.needs.borrow_mut().mentioned.insert(def);
    }

    fn full_path(&self, def: DefId) -> String {
        let mut full = String::from("crate::");
        for part in self.world.modules.path(def.module()) {
            full.push_str(part);
            full.push_str("::");
        }
        full.push_str(&self.world.names.ty(def));
        full
    }

    /// A function, constant or static of a class.
    pub(crate) fn member(&self, member: MemberId) -> TokenStream {
        let name = ident(&self.world.names.member(member));
        let owner = member.owner();
        if self.world.classes.has_struct(owner) && self.world.type_params(owner).is_empty() {
            let owner = self.struct_item(owner);
            return code!(#owner::#name);
        }
        self.free(member)
    }

    /// A function or static that stands in its module.
    pub(crate) fn free(&self, member: MemberId) -> TokenStream {
        let name = ident(&self.world.names.member(member));
        let module = member.owner().module();
        if module == self.module {
            return code!(#name);
        }
        match self.world.modules.path(module) {
            [] => code!(crate::#name),
            parts => {
                let last = parts.last().cloned().unwrap_or_default();
                let mut full = String::from("crate");
                for part in parts {
                    full.push_str("::");
                    full.push_str(part);
                }
                let module = self.imported(&last, full);
                code!(#module::#name)
            }
        }
    }

    /// The struct of an anonymous structure, or `dyn` its trait.
    pub(crate) fn structure(&self, fields: &[StructureField], ty: Ty) -> TokenStream {
        if self.world.is_viewed(ty) {
            return self.view_ty(None, ty);
        }
        self.structure_literal_ty(fields, ty)
    }

    /// The struct of a structure's literals, with the types of its fields.
    pub(crate) fn structure_literal_ty(&self, fields: &[StructureField], ty: Ty) -> TokenStream {
        let name = self.structure_item(ty);
        if !self.world.is_open_shape(ty) {
            return name;
        }
        if let Some(own) = self.own_generics(ty) {
            return code!(#name #own);
        }
        let list = self.field_arguments(ty, &self.world.structure_arguments(ty, fields));
        if list.is_empty() {
            return name;
        }
        code!(#name<#(#list),*>)
    }

    /// The types of the fields of a structure as type arguments. One that holds itself has no end; none: that is refused.
    pub(crate) fn field_arguments(&self, ty: Ty, held: &[Repr]) -> Vec<TokenStream> {
        const DEEPEST: u32 = 24;
        let depth = self.depth.get();
        if depth > DEEPEST {
            self.world
                .refuse("a structure with type parameters that holds itself is");
            // One that holds itself twice would be walked twice as often at each level.
            self.depth.set(u32::MAX);
            return Vec::new();
        }
        self.depth.set(depth + 1);
        let list: Vec<TokenStream> = held.iter().map(|repr| self.ty(*repr)).collect();
        self.check_self_reference(ty, &list);
        if self.depth.get() != u32::MAX {
            self.depth.set(depth);
        }
        list
    }

    /// `<T0>` inside of the struct of a structure that holds itself, where it does.
    pub(crate) fn own_generics(&self, ty: Ty) -> Option<Option<TokenStream>> {
        let inside = self.inside.borrow();
        inside.as_ref()?.generics_of(self.world.bare(ty))
    }

    /// The struct of an anonymous structure without the types of its fields: as literals name it.
    pub(crate) fn structure_item(&self, ty: Ty) -> TokenStream {
        let _ = self.world.structure_name(ty);
        let name = self.world.literal_name(ty);
        self.structure_named(&name)
    }

    /// The trait of an anonymous structure.
    pub(crate) fn structure_trait(&self, ty: Ty) -> TokenStream {
        let name = self.world.structure_name(ty);
        self.structure_named(&name)
    }

    /// The trait of what can be seen as a structure that is a trait: `IntoNamed<Str>`.
    pub(crate) fn structure_conversion(&self, ty: Ty) -> TokenStream {
        let name = crate::names::conversion_name(&self.world.structure_name(ty));
        let name = self.structure_named(&name);
        let list = self.view_arguments(None, ty);
        code!(#name #list)
    }

    fn structure_named(&self, name: &str) -> TokenStream {
        if self.module.as_str() == STRUCTURES {
            let name = ident(name);
            return code!(#name);
        }
        let full = format!("crate::{STRUCTURES}::{name}");
        self.imported(name, full)
    }

    /// The `use` items of the file, in the order of rustfmt's groups: std, prelude, crate.
    pub(crate) fn imports(&self, body: &TokenStream) -> TokenStream {
        let mut names = BTreeSet::new();
        collect(body, &mut names);
        let mut out = TokenStream::new();
        let cells: Vec<&str> = ["Cell", "OnceCell", "RefCell"]
            .into_iter()
            .filter(|name| self.std_name(&names, name))
            .collect();
        match cells.as_slice() {
            [] => {}
            [one] => {
                let one = ident(one);
                out.extend(quote!(use std::cell::#one;));
            }
            several => {
                let several = several.iter().map(|name| ident(name));
                out.extend(quote!(use std::cell::{#(#several),*};));
            }
        }
        if opens_path(body, "fmt") {
            out.extend(quote!(
                use std::fmt;
            ));
        }
        if self.std_name(&names, "ControlFlow") {
            out.extend(quote!(
                use std::ops::ControlFlow;
            ));
        }
        if self.std_name(&names, "ExitCode") {
            out.extend(quote!(
                use std::process::ExitCode;
            ));
        }
        if self.std_name(&names, "Rc") {
            out.extend(quote!(
                use std::rc::Rc;
            ));
        }
        if names.contains("hx") {
            out.extend(quote!(
                use hx2rs_prelude as hx;
            ));
        }
        if self.std_name(&names, "Str") {
            out.extend(quote!(
                use hx2rs_prelude::Str;
            ));
        }
        // Names of one module are imported together.
        let mut by_module: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, full) in self.imports.borrow().iter() {
            if names.contains(name) || self.brought.borrow().contains(full) {
                let (module, item) = full.rsplit_once("::").unwrap_or(("crate", full));
                let items = by_module.entry(module.to_owned()).or_default();
                items.push(item.to_owned());
            }
        }
        for (module, items) in by_module {
            let module = path(&module);
            let items: Vec<_> = items.iter().map(|item| ident(item)).collect();
            out.extend(match items.as_slice() {
                [one] => quote!(use #module::#one;),
                several => quote!(use #module::{#(#several),*};),
            });
        }
        out
    }

    fn std_name(&self, names: &BTreeSet<String>, name: &str) -> bool {
        names.contains(name) && !self.own.contains(name)
    }
}

/// Whether something in `tokens` is `name::…`.
fn opens_path(tokens: &TokenStream, name: &str) -> bool {
    use proc_macro2::TokenTree;
    let mut found = false;
    let mut before = String::new();
    let mut named = false;
    for token in tokens.clone() {
        if let TokenTree::Group(group) = &token {
            found |= opens_path(&group.stream(), name);
        }
        let text = token.to_string();
        found |= named
            && text == ":"
            && matches!(&token, TokenTree::Punct(punct) if punct.spacing() == proc_macro2::Spacing::Joint);
        named = text == name && before != ":" && before != ".";
        before = text;
    }
    found
}

/// The names in tokens, those left out that stand behind `::`.
fn collect(tokens: &TokenStream, names: &mut BTreeSet<String>) {
    let mut colons = 0;
    for token in tokens.clone() {
        let is_colon =
            matches!(&token, proc_macro2::TokenTree::Punct(punct) if punct.as_char() == ':');
        match token {
            proc_macro2::TokenTree::Group(group) => collect(&group.stream(), names),
            proc_macro2::TokenTree::Ident(name) if colons < 2 => {
                // A module called `type` is imported under its raw name.
                let name = name.to_string();
                names.insert(name.trim_start_matches("r#").to_owned());
            }
            proc_macro2::TokenTree::Ident(_)
            | proc_macro2::TokenTree::Punct(_)
            | proc_macro2::TokenTree::Literal(_) => {}
        }
        colons = if is_colon { colons + 1 } else { 0 };
    }
}
