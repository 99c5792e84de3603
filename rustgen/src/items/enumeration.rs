//! Enums: the constructors that are built, identity and text where they are needed.

use super::{arguments, doc, generics, visibility};
use crate::code::ident;
use crate::marks::{self, code};
use crate::scope::Scope;
use crate::world::Bound;
use hx2rs_compiler::hir::{Constructor, EnumDef, TyKind, TypeParamOwner};
use proc_macro2::TokenStream;
use quote::quote;

/// An enum.
pub(crate) fn enumeration(scope: &Scope<'_>, def: &EnumDef) -> TokenStream {
    let range = def.header.range;
    let before = marks::enter(scope.world.marks.borrow_mut().mark(def.header.file, range));
    let tokens = enumeration_here(scope, def);
    marks::leave(before);
    tokens
}

fn enumeration_here(scope: &Scope<'_>, def: &EnumDef) -> TokenStream {
    let world = scope.world;
    let id = def.header.id;
    let built: Vec<&Constructor> = def
        .constructors
        .iter()
        .filter(|constructor| world.is_built(constructor.id))
        .collect();
    if built.is_empty() && !world.needs.borrow().mentioned.contains(&id) {
        return TokenStream::new();
    }
    let name = ident(&world.names.ty(id));
    let params = world.enum_params(def.header.id);
    let list = arguments(scope, &params);
    for constructor in &built {
        if !is_without_own_params(constructor, params.is_empty()) {
            let what = "a constructor with type parameters of its own is";
            world.unsupported(def.header.file, None, constructor.range, what);
        }
    }
    let visibility = visibility(scope);
    let doc_text = doc(def.header.doc.as_deref());
    let plain = world.is_plain_enum(id);
    let keyed = world.needs.borrow().key_enums.contains(&id);
    let compared = world.needs.borrow().compared_enums.contains(&id)
        || (plain && keyed && is_constant(&built));
    let derive = match (plain, compared) {
        (true, true) => quote!(#[derive(Clone, Copy, PartialEq)]),
        (true, false) => quote!(#[derive(Clone, Copy)]),
        (false, _) => TokenStream::new(),
    };
    let variant = |constructor: &Constructor| {
        let name = ident(&world.names.member(constructor.id));
        let doc = doc(constructor.doc.as_deref());
        if constructor.params.is_empty() {
            return code!(#doc #name);
        }
        let held = constructor.params.iter().enumerate();
        let held = held.filter(|(at, _)| world.holds_parameter(constructor.id, *at));
        let params: Vec<_> = held
            .map(|(_, param)| {
                let flag = world.constructor_flag(constructor.id, param.ty);
                scope.ty(world.repr(param.ty, flag))
            })
            .collect();
        if params.is_empty() {
            return code!(#doc #name);
        }
        code!(#doc #name(#(#params),*))
    };
    let variants = built.iter().map(|constructor| {
        let mark = world
            .marks
            .borrow_mut()
            .mark(def.header.file, constructor.range);
        let before = marks::enter(mark);
        let variant = variant(constructor);
        marks::leave(before);
        variant
    });
    let mut out = code!(#doc_text #derive #visibility enum #name #list { #(#variants),* });
    let same = world.needs.borrow().same_enums.contains(&id);
    if !plain && (compared || same || keyed) {
        out.extend(identity(scope, def, &built, keyed));
    }
    if plain && world.needs.borrow().same_enums.contains(&id) {
        out.extend(code!(
            impl hx::Same for #name {
                fn same(&self, other: &Self) -> bool {
                    self == other
                }
            }
        ));
    }
    if plain && keyed {
        out.extend(key(scope, def, &built));
    }
    if world.needs.borrow().shown_enums.contains(&id) {
        out.extend(text(scope, def, &built));
    }
    out.extend(super::object::enumeration(scope, def));
    let needs = world.needs.borrow();
    if plain && needs.nullable_enums.contains(&id) && !needs.dynamic_items.contains(&id) {
        out.extend(code!(impl hx::Nullable for #name {}));
    }
    drop(needs);
    out
}

/// Whether what a constructor holds can be written with the parameters of its enum alone. Its own are nothing to Rust if
/// they are only names for arguments of the enum that Rust does not see either.
fn is_without_own_params(constructor: &Constructor, erased: bool) -> bool {
    let mut all_known = true;
    for param in &constructor.params {
        param.ty.map(&mut |part| {
            if let TyKind::Param(id) = part.kind()
                && id.data().owner == TypeParamOwner::Member(constructor.id)
            {
                all_known &= erased && constructor.result.arguments().contains(&part);
            }
            None
        });
    }
    all_known
}

/// Equality of values that are not the same object: constants of one constructor.
fn identity(scope: &Scope<'_>, def: &EnumDef, built: &[&Constructor], keyed: bool) -> TokenStream {
    let world = scope.world;
    let name = ident(&world.names.ty(def.header.id));
    let params = world.enum_params(def.header.id);
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let constants: Vec<_> = built
        .iter()
        .filter(|constructor| constructor.params.is_empty())
        .map(|constructor| {
            let name = ident(&world.names.member(constructor.id));
            code!((Self::#name, Self::#name))
        })
        .collect();
    let deep = keyed.then(|| key_functions(scope, built, false));
    let test = if constants.is_empty() {
        code!(std::ptr::eq(self, other))
    } else {
        code!(std::ptr::eq(self, other) || matches!((self, other), #(#constants)|*))
    };
    code!(
        impl #bounded hx::Identity for #name #list {
            fn identical(&self, other: &Self) -> bool {
                #test
            }

            #deep
        }
    )
}

/// As a key of a map: by constructor and parameters.
fn key(scope: &Scope<'_>, def: &EnumDef, built: &[&Constructor]) -> TokenStream {
    let world = scope.world;
    let name = ident(&world.names.ty(def.header.id));
    let params = world.enum_params(def.header.id);
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let functions = key_functions(scope, built, true);
    code!(impl #bounded hx::Key for #name #list { #functions })
}

/// By constructor and parameters.
fn key_functions(scope: &Scope<'_>, built: &[&Constructor], is_plain: bool) -> TokenStream {
    let world = scope.world;
    let feeds = built.iter().enumerate().map(|(at, constructor)| {
        let variant = ident(&world.names.member(constructor.id));
        let at = at as i32;
        if constructor.params.is_empty() {
            return code!(Self::#variant => hx::Key::feed(&#at, hash),);
        }
        let names: Vec<_> = (0..constructor.params.len())
            .map(|at| ident(&format!("a{at}")))
            .collect();
        code!(Self::#variant(#(#names),*) => { hx::Key::feed(&#at, hash); #(hx::Key::feed(#names, hash);)* })
    });
    let equals = built.iter().map(|constructor| {
        let variant = ident(&world.names.member(constructor.id));
        if constructor.params.is_empty() {
            return code!((Self::#variant, Self::#variant) => true,);
        }
        let one: Vec<_> = (0..constructor.params.len()).map(|at| ident(&format!("a{at}"))).collect();
        let other: Vec<_> = (0..constructor.params.len()).map(|at| ident(&format!("b{at}"))).collect();
        code!((Self::#variant(#(#one),*), Self::#variant(#(#other),*)) => #(hx::Key::same_key(#one, #other))&&*,)
    });
    let rest = (built.len() > 1).then(|| code!(_ => false,));
    let test = if is_plain && is_constant(built) {
        code!(self == other)
    } else {
        code!(match (self, other) { #(#equals)* #rest })
    };
    code!(
        fn feed(&self, hash: &mut hx::KeyHash) {
            match self { #(#feeds)* }
        }

        fn same_key(&self, other: &Self) -> bool {
            #test
        }

        fn is_enum_value(&self) -> bool {
            true
        }
    )
}

/// Whether no constructor has parameters.
fn is_constant(built: &[&Constructor]) -> bool {
    built
        .iter()
        .all(|constructor| constructor.params.is_empty())
}

/// The text in Haxe's form: `Bin(Add,1,2)`.
fn text(scope: &Scope<'_>, def: &EnumDef, built: &[&Constructor]) -> TokenStream {
    let world = scope.world;
    let name = ident(&world.names.ty(def.header.id));
    let params = world.enum_params(def.header.id);
    for param in &params {
        for constructor in built {
            for given in &constructor.params {
                world.need(given.ty, Bound::Show);
            }
        }
        let _ = param;
    }
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let arms = built.iter().map(|constructor| {
        let variant = ident(&world.names.member(constructor.id));
        let haxe = constructor.id.name().as_str();
        if constructor.params.is_empty() {
            return code!(Self::#variant => out.write_str(#haxe),);
        }
        let names: Vec<_> = constructor
            .params
            .iter()
            .map(|param| ident(&crate::names::snake(param.name.as_str())))
            .collect();
        let template = format!("{haxe}({})", vec!["{}"; names.len()].join(","));
        code!(Self::#variant(#(#names),*) => write!(out, #template #(, hx::part(#names))*),)
    });
    let body = if built.is_empty() {
        code!({
            let _ = out;
            match *self {}
        })
    } else {
        code!(match self { #(#arms)* })
    };
    code!(
        impl #bounded hx::Show for #name #list {
            fn show_on(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                #body
            }
        }
    )
}
