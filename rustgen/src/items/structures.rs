//! Anonymous structures: one struct per set of fields, in a module of their own.

use crate::code::ident;
use crate::represent::Kind;
use crate::scope::Scope;
use crate::self_reference::FieldTypes;
use hx2rs_compiler::hir::Ty;
use hx2rs_compiler::mir::FieldCell;
use proc_macro2::TokenStream;
use quote::quote;

/// The structs of all shapes that are used.
pub(crate) fn structures(scope: &Scope<'_>) -> TokenStream {
    let world = scope.world;
    let mut out = TokenStream::new();
    let mut done = 0;
    loop {
        let next = world
            .needs
            .borrow()
            .structures
            .get_index(done)
            .map(|(_, entry)| entry.clone());
        let Some((name, ty)) = next else { return out };
        done += 1;
        out.extend(structure(scope, ty, &name));
    }
}

fn structure(scope: &Scope<'_>, ty: Ty, name: &str) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let _ = name;
    let name = ident(&world.literal_name(ty));
    let fields: Vec<_> = fields
        .iter()
        .filter(|field| world.holds_structure_field(ty, field.name))
        .collect();
    let types = scope.field_types(ty);
    let list = fields.iter().map(|field| {
        let rust = ident(&crate::names::snake(field.name.as_str()));
        let held = match types.of(field.name) {
            Some(written) => written,
            None => scope.ty(world.structure_field_repr(field)),
        };
        let held = match world.structure_cell(ty, field) {
            FieldCell::Plain => held,
            FieldCell::Cell => quote!(Cell<#held>),
            FieldCell::RefCell => quote!(RefCell<#held>),
        };
        quote!(pub #rust: #held)
    });
    let generics = types.generics();
    let shape = world.shape(ty);
    let viewed = world.is_viewed(ty);
    let mut out = if viewed {
        super::views::structure(scope, ty, &types)
    } else {
        TokenStream::new()
    };
    if viewed && world.needs.borrow().identity_shapes.contains(&shape) {
        let object = ident(&world.structure_name(ty));
        out.extend(quote!(impl #generics hx::Identity for dyn #object #generics {}));
    }
    if viewed && !world.needs.borrow().built_shapes.contains(&shape) {
        return out;
    }
    let presence = world.presence_field(ty).map(ident);
    let known = presence
        .as_ref()
        .map(|field| quote!(pub #field: hx::Fields));
    let list = list.chain(known);
    let copied = world.needs.borrow().copied_shapes.contains(&shape);
    let copied = copied.then(|| quote!(#[derive(Clone)]));
    out.extend(quote!(#copied pub struct #name #generics { #(#list),* }));
    if let (Some(presence), false) = (&presence, viewed) {
        out.extend(adding(scope, ty, &types, presence));
    }
    if world.needs.borrow().shown_structures.contains(&shape) {
        out.extend(text(scope, ty, &types));
    }
    if world.needs.borrow().dynamic_shapes.contains(&shape) {
        out.extend(super::object::structure(scope, ty, &name, &types));
    }
    if !viewed && world.needs.borrow().identity_shapes.contains(&shape) {
        out.extend(quote!(impl #generics hx::Identity for #name #generics {}));
    }
    out
}

/// `{x: 1, y: 2}`.
fn text(scope: &Scope<'_>, ty: Ty, types: &FieldTypes) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let name = ident(&world.literal_name(ty));
    let generics = types.generics();
    let bounded = types.bounded(&quote!(hx::Show + Clone));
    let fields = world.fields_in_order(ty, fields);
    let presence = world.presence_field(ty).map(ident);
    let texts: Vec<String> = fields
        .iter()
        .map(|field| format!("{}: {{}}", field.name))
        .collect();
    let template = format!("{{{{{}}}}}", texts.join(", "));
    let values: Vec<_> = fields
        .iter()
        .map(|field| {
            let rust = ident(&crate::names::snake(field.name.as_str()));
            match world.structure_cell(ty, field) {
                FieldCell::Plain => quote!(&self.#rust),
                FieldCell::Cell => quote!(&self.#rust.get()),
                FieldCell::RefCell => quote!(&hx::get(&self.#rust)),
            }
        })
        .collect();
    let own = fields.iter().find(|field| is_own_text(world, field));
    let body = if let Some(field) = own.filter(|_| !types.is_open) {
        let rust = ident(&crate::names::snake(field.name.as_str()));
        let function = match world.structure_cell(ty, field) {
            FieldCell::Plain | FieldCell::Cell => quote!((self.#rust)),
            FieldCell::RefCell => quote!(hx::get(&self.#rust)),
        };
        let throws = world.plan.function_values_throw;
        let caught = throws.then(|| quote!(.unwrap_or_else(|error| hx::throw(error))));
        quote!(hx::Show::show_on(&#function() #caught, out))
    } else if let Some(presence) = presence {
        let (last, first) = values.split_last().unzip();
        let names = fields.iter().map(|field| field.name.as_str());
        let first = first.into_iter().flatten();
        let arms = names
            .zip(first)
            .map(|(name, value)| quote!(#name => hx::Show::show_on(#value, out)));
        let last = last.map(|value| quote!(_ => hx::Show::show_on(#value, out)));
        if values.is_empty() {
            quote!(self.#presence.show(out, |_, _| Ok(())))
        } else if values.len() == 1 {
            let value = &values;
            quote!(self.#presence.show(out, |_, out| hx::Show::show_on(#(#value)*, out)))
        } else {
            quote!(self.#presence.show(out, |name, out| match name { #(#arms,)* #last }))
        }
    } else {
        quote!(write!(out, #template #(, hx::part(#values))*))
    };
    quote!(
        impl #bounded hx::Show for #name #generics {
            fn show_on(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                #body
            }
        }
    )
}

/// Whether a field is a function that says what the text of its structure is.
fn is_own_text(
    world: &crate::world::World<'_>,
    field: &hx2rs_compiler::hir::StructureField,
) -> bool {
    let form = world.structure_field_repr(field);
    let is_text = if let Kind::Function(function) = world.kind(form.ty) {
        function.params.is_empty() && matches!(world.kind(function.result), Kind::String)
    } else {
        false
    };
    is_text && !form.null && field.name == hx2rs_compiler::Name::new("toString")
}

/// The methods that write fields which the object may not have yet.
fn adding(
    scope: &Scope<'_>,
    ty: Ty,
    types: &FieldTypes,
    presence: &proc_macro2::Ident,
) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    let mut inside = TokenStream::new();
    for field in fields {
        let cell = world.structure_cell(ty, field);
        let used = (world.shape(ty), field.name);
        let used = world.needs.borrow().added_fields.contains(&used);
        if cell == FieldCell::Plain || !used || !world.may_be_added(ty, field.name) {
            continue;
        }
        let held = match types.of(field.name) {
            Some(written) => written,
            None => scope.ty(world.structure_field_repr(field)),
        };
        let (_, set) = world.field_accessors(field.name);
        let set = ident(&set);
        let rust = ident(&crate::names::snake(field.name.as_str()));
        let text = field.name.as_str();
        let store = match cell {
            FieldCell::Plain | FieldCell::Cell => quote!(set),
            FieldCell::RefCell => quote!(replace),
        };
        inside.extend(quote!(
            pub fn #set(&self, #rust: #held) {
                self.#presence.add(#text);
                self.#rust.#store(#rust);
            }
        ));
    }
    if inside.is_empty() {
        return inside;
    }
    let name = ident(&world.literal_name(ty));
    let generics = types.generics();
    quote!(impl #generics #name #generics { #inside })
}
