//! `impl hx::Object`: what a value of the program has to answer where its type is known to the program only. Emitted for
//! what gets into Dynamic or is thrown, and for nothing else.

use super::{arguments, generics};
use crate::code::{Code, ident};
use crate::emit::{Hold, Value};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use crate::self_reference::FieldTypes;
use crate::world::{Bound, World};
use hx2rs_compiler::hir::{ClassDef, EnumDef, Implementation, StructureField, Ty, TyKind};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::{DefId, Name};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Of a class that is instantiated.
pub(crate) fn class(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    if !gets_into_dynamic(world, id) {
        return TokenStream::new();
    }
    let name = ident(&scope.struct_name(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    for param in &params {
        world.need(Ty::new(TyKind::Param(*param)), Bound::Static);
    }
    if world.plan.reflection.copies {
        for param in &params {
            world.need(Ty::new(TyKind::Param(*param)), Bound::Clone);
        }
    }
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let mut offers = Vec::new();
    if world.is_exception(id) {
        let mut base = code!(self.base);
        for _ in 0..world.classes.depth(id, world.exception_top(id)) {
            base = code!(#base.base);
        }
        let make = if has_own_text(world, id) {
            code!(shown_object)
        } else {
            code!(object)
        };
        let own = super::class::own_in_exception(scope, id);
        offers.push(code!(view.offer(|| hx::Exception::#make(Rc::clone(&self), &#base) #own);));
    }
    for def in world.plan.families.above(id) {
        if !world.needs.borrow().viewed.contains(&def) {
            continue;
        }
        if !world.classes.is_trait(def) {
            if def == id {
                offers.push(code!(view.offer(|| Rc::clone(&self));));
            }
            continue;
        }
        let Some(given) = super::traits::arguments_above(scope, class, def) else {
            continue;
        };
        let object = scope.class_ty(def, &given);
        offers.push(code!(view.offer::<Rc<#object>>(|| self.clone());));
    }
    if world.needs.borrow().dynamic_copies.contains(&id) {
        offers.insert(0, copy(scope, class));
    }
    let path = world.program.path(id);
    let view = view(&offers);
    let info = super::reflection::type_info_method(scope, id);
    let members = super::by_name::object(scope, class);
    let copied = world.plan.reflection.copies.then(|| {
        world.need_class_copy(id);
        code!(
            fn copy(&self) -> Option<hx::Dynamic> {
                Some(hx::Dynamic::object(self.clone()))
            }
        )
    });
    code!(
        impl #bounded hx::Object for #name #list {
            fn class(&self) -> &'static str {
                #path
            }

            #view

            #info

            #members

            #copied
        }
    )
}

/// The object with Dynamic for all type parameters, as a copy.
fn copy(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let name = ident(&scope.struct_name(class.header.id));
    let params = class.header.type_params.iter();
    let dynamic = Ty::new(TyKind::Dynamic(None));
    let map: Vec<_> = params.map(|param| (param.id, dynamic)).collect();
    let nothing = super::views::Nothing::new(dynamic);
    let Some(mut context) = nothing.context(scope) else {
        return TokenStream::new();
    };
    let mut parts = Vec::new();
    if class.extends.is_some() {
        parts.push(code!(base: self.base.clone()));
    }
    for field in &class.fields {
        if !world.is_field_read(field.id) {
            continue;
        }
        let flag = world.plan.fields.get(&field.id);
        let flag = flag.is_some_and(|plan| plan.nullable);
        let have = world.repr(field.ty, flag);
        let (want, _) = world.instance(field.ty, flag, field.ty.substitute(&map));
        let part = ident(&world.names.member(field.id));
        let place = Code::tight(code!(self.#part));
        let own = context.own(&Value::held(place, have, Hold::Place));
        let expr = nothing.expr();
        let direct = context.coerce(expr, own.clone(), have, want);
        let made = direct.or_else(|| {
            let between = world.repr(dynamic, true);
            let whole = context.coerce(expr, own, have, between)?;
            context.coerce(expr, whole, between, want)
        });
        match made {
            Some(value) => parts.push(code!(#part: #value)),
            None => world.unsupported(
                class.header.file,
                None,
                field.range,
                "a field of this type in an object seen with other type parameters is",
            ),
        }
    }
    if !super::class::unnamed_params(scope, class).is_empty() {
        parts.push(code!(marker: std::marker::PhantomData));
    }
    let list = map.iter().map(|(_, ty)| scope.argument_ty(*ty));
    code!(view.offer(|| Rc::new(#name::<#(#list),*> { #(#parts),* }));)
}

fn view(offers: &[TokenStream]) -> TokenStream {
    if offers.is_empty() {
        return quote!(
            fn view(self: Rc<Self>, _view: &mut hx::View) {}
        );
    }
    quote!(fn view(self: Rc<Self>, view: &mut hx::View) { #(#offers)* })
}

/// Whether instances of a class are seen as Dynamic, by its own type or that of something above it.
fn gets_into_dynamic(world: &World<'_>, id: DefId) -> bool {
    let items = &world.needs.borrow().dynamic_items;
    world
        .plan
        .families
        .above(id)
        .any(|above| items.contains(&above))
}

/// Whether an exception class has a `toString` of the program's, not the library's.
fn has_own_text(world: &World<'_>, id: DefId) -> bool {
    let method = world.plan.families.method(id, Name::new("toString"));
    let found = method.and_then(|method| world.program.functions.get(&method));
    found.is_some_and(|found| matches!(found.implementation, Implementation::Body(_)))
}

/// Of an enum.
pub(crate) fn enumeration(scope: &Scope<'_>, def: &EnumDef) -> TokenStream {
    let world = scope.world;
    let id = def.header.id;
    if !world.needs.borrow().dynamic_items.contains(&id) {
        return TokenStream::new();
    }
    let name = ident(&world.names.ty(id));
    let params = world.enum_params(id);
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let path = world.program.path(id);
    let plain = world.is_plain_enum(id);
    let (offer, identical) = if plain {
        (code!(*self), code!(hx::same_type(other) == Some(self)))
    } else {
        (
            code!(self),
            code!(hx::same_type(other).is_some_and(|other| hx::Identity::identical(self, other))),
        )
    };
    let asked = constructor(scope, def);
    let counted = plain.then(|| {
        code!(
            impl hx::Nullable for #name {}

            impl hx::AsDynamic for #name {
                fn to_dynamic(self) -> Option<hx::Dynamic> {
                    Some(hx::Dynamic::object(self))
                }

                fn from_dynamic(value: &hx::Dynamic) -> Option<Self> {
                    value.downcast()
                }
            }
        )
    });
    code!(
        #counted

        impl #bounded hx::Object for #name #list {
            fn class(&self) -> &'static str {
                #path
            }

            fn view(self: Rc<Self>, view: &mut hx::View) {
                view.offer(|| #offer);
            }

            fn identical(&self, other: &dyn hx::Object) -> bool {
                #identical
            }

            #asked
        }
    )
}

/// Which constructor an enum value is of, and what it was given.
fn constructor(scope: &Scope<'_>, def: &EnumDef) -> TokenStream {
    let world = scope.world;
    if !world.asked.constructors {
        return TokenStream::new();
    }
    let mut names = Vec::new();
    let mut parameters = Vec::new();
    for (index, constructor) in def.constructors.iter().enumerate() {
        if !world.is_built(constructor.id) {
            continue;
        }
        let variant = ident(&world.names.member(constructor.id));
        let (name, index) = (constructor.id.name(), index as i32);
        let (name, index) = (name.as_str(), proc_macro2::Literal::i32_unsuffixed(index));
        if constructor.params.is_empty() {
            names.push(code!(Self::#variant => (#index, #name)));
            continue;
        }
        names.push(code!(Self::#variant(..) => (#index, #name)));
        let bound: Vec<_> = (0..constructor.params.len())
            .map(|at| crate::code::plain_ident(&format!("a{at}")))
            .collect();
        let values = constructor.params.iter().zip(&bound).map(|(param, bound)| {
            let flag = world.constructor_flag(constructor.id, param.ty);
            match world.is_copy(world.repr(param.ty, flag)) {
                true => code!(hx::dynamic(*#bound)),
                false => code!(hx::dynamic(#bound.clone())),
            }
        });
        parameters.push(code!(Self::#variant(#(#bound),*) => vec![#(#values),*]));
    }
    let info = super::reflection::type_info_method(scope, def.header.id);
    let parameters = (!parameters.is_empty()).then(|| {
        let others = def
            .constructors
            .iter()
            .any(|constructor| constructor.params.is_empty() && world.is_built(constructor.id));
        let rest = others.then(|| code!(_ => Vec::new()));
        code!(
            fn parameters(&self) -> Vec<Option<hx::Dynamic>> {
                match self { #(#parameters,)* #rest }
            }
        )
    });
    let names = match names.as_slice() {
        // No value of it is ever made.
        [] => code!(match *self {}),
        names => code!(Some(match self { #(#names),* })),
    };
    code!(
        fn constructor(&self) -> Option<(i32, &'static str)> {
            #names
        }

        #parameters

        #info
    )
}

/// Of an anonymous structure.
pub(crate) fn structure(
    scope: &Scope<'_>,
    ty: Ty,
    name: &Ident,
    types: &FieldTypes,
) -> TokenStream {
    let generics = types.generics();
    let fields = fields_by_name(scope, ty, types.is_open);
    let world = scope.world;
    let copied = world.plan.reflection.copies.then(|| {
        world.need_structure_copy(ty);
        quote!(
            fn copy(&self) -> Option<hx::Dynamic> {
                Some(hx::Dynamic::object(self.clone()))
            }
        )
    });
    let bounded = structure_bounds(scope, ty, types, !fields.is_empty());
    quote!(
        impl #bounded hx::Object for #name #generics {
            fn class(&self) -> &'static str {
                "structure"
            }

            fn view(self: Rc<Self>, view: &mut hx::View) {
                view.offer(|| self);
            }

            #fields

            #copied
        }
    )
}

/// What the type parameters of an open structure have to be for its `impl hx::Object`. `by_name`: it gives its fields by
/// their names.
pub(super) fn structure_bounds(
    scope: &Scope<'_>,
    ty: Ty,
    types: &FieldTypes,
    by_name: bool,
) -> Option<TokenStream> {
    let world = scope.world;
    let Kind::Structure(held) = world.kind(ty) else {
        return None;
    };
    let bounds = types.parameters.iter().filter_map(|(name, param)| {
        let field = held.iter().find(|field| field.name == *name)?;
        let resets = world.is_taken_out(field.name) && leaves_default(scope, ty, field);
        let default = resets.then(|| quote!(+ Default));
        Some(match by_name {
            true => quote!(#param: hx::Show + Clone + hx::AsDynamic #default + 'static),
            false => quote!(#param: hx::Show + Clone + 'static),
        })
    });
    (!types.parameters.is_empty()).then(|| quote!(<#(#bounds),*>))
}

/// `"x" => self.x.set(…)`, if the program writes fields of this name.
fn write_by_name(
    scope: &Scope<'_>,
    ty: Ty,
    field: &StructureField,
    open: bool,
) -> Option<TokenStream> {
    let world = scope.world;
    if !world.plan.reflection.written.has(field.name) {
        return None;
    }
    let nothing = super::views::Nothing::new(Ty::new(TyKind::Dynamic(None)));
    let mut context = nothing.context(scope)?;
    let have = Repr {
        ty: Ty::new(TyKind::Dynamic(None)),
        null: true,
    };
    let want = world.structure_field_repr(field);
    let value = Code::tight(code!(value));
    let value = match open {
        // What type it is says the type parameter that stands for it.
        true => Some(Code::call(code!(hx::element), &[value])),
        false => context.coerce(nothing.expr(), value, have, want),
    };
    let Some(value) = value else {
        let what = format!("a field `{}` that is written by its name is", field.name);
        world.refuse(&what);
        return None;
    };
    let rust = ident(&crate::names::snake(field.name.as_str()));
    let text = field.name.as_str();
    let can_come = world.presence_field(ty).is_some() && world.may_be_added(ty, field.name);
    let (_, set) = world.field_accessors(field.name);
    let set = ident(&set);
    if can_come {
        world.need_adding(ty, field.name);
    }
    let beside = world
        .presence_field(ty)
        .filter(|_| can_come && world.is_viewed(ty));
    let beside = beside.map(|presence| {
        let presence = ident(presence);
        code!(self.#presence.add(#text);)
    });
    let can_come = can_come && beside.is_none();
    let write = match world.structure_cell(ty, field) {
        FieldCell::Cell | FieldCell::RefCell if can_come => code!(self.#set(#value);),
        FieldCell::Cell => code!(self.#rust.set(#value);),
        FieldCell::Plain | FieldCell::RefCell => code!(self.#rust.replace(#value);),
    };
    Some(code!(#text => { #beside #write }))
}

/// `"x"`, `self.x.take();`: a field that is taken out is null from there on, a basic one its type's default.
fn take_out<'f>(
    scope: &Scope<'_>,
    ty: Ty,
    field: &'f StructureField,
) -> Option<(&'f str, TokenStream)> {
    if !leaves_default(scope, ty, field) {
        let what = format!("Cannot take `{}` out of `{ty}`", field.name);
        return Some((field.name.as_str(), code!(hx::fault(#what, ""))));
    }
    let rust = ident(&crate::names::snake(field.name.as_str()));
    Some((field.name.as_str(), code!(self.#rust.take();)))
}

/// Whether a field that is taken out has a value to be left with: one of a type parameter may have none.
fn leaves_default(scope: &Scope<'_>, ty: Ty, field: &StructureField) -> bool {
    let shape = scope.world.shape(ty);
    if scope.world.needs.borrow().generic_shapes.contains(&shape) {
        return false;
    }
    let form = scope.world.structure_field_repr(field);
    scope.world.has_default(form) && crate::views::parameters(&[field.ty]).is_empty()
}

/// The fields of a structure by their names, where the program asks for them.
fn fields_by_name(scope: &Scope<'_>, ty: Ty, open: bool) -> TokenStream {
    let world = scope.world;
    let Kind::Structure(fields) = world.kind(ty) else {
        return TokenStream::new();
    };
    if !world.dynamic_views {
        return TokenStream::new();
    }
    let fields = world.fields_in_order(ty, fields);
    let presence = world.presence_field(ty).map(ident);
    let gains = presence.is_some() && world.gains_fields(&world.shape(ty));
    let mut values = Vec::new();
    let mut writes = Vec::new();
    let mut taken_out = Vec::new();
    let mut names = Vec::new();
    for field in fields {
        writes.extend(write_by_name(scope, ty, field, open));
        if world.is_taken_out(field.name) {
            taken_out.extend(take_out(scope, ty, field));
        }
        let rust = ident(&crate::names::snake(field.name.as_str()));
        let text = field.name.as_str();
        let value = match world.structure_cell(ty, field) {
            FieldCell::Plain if !open && world.is_copy(world.structure_field_repr(field)) => {
                code!(self.#rust)
            }
            FieldCell::Plain => code!(self.#rust.clone()),
            FieldCell::Cell => code!(self.#rust.get()),
            FieldCell::RefCell => code!(hx::get(&self.#rust)),
        };
        values.push(code!(#text => hx::dynamic(#value)));
        names.push(code!(Str::lit(#text)));
    }
    let other = presence.as_ref().filter(|_| gains);
    let writes = (!writes.is_empty() || gains).then(|| {
        let rest = match other {
            Some(presence) => code!(self.#presence.set(name, value)),
            None => code!(return false),
        };
        let write = match writes.as_slice() {
            [] => code!(#rest;),
            writes => code!(match name {
                #(#writes)*
                _ => #rest,
            }),
        };
        code!(
            fn set_field(&self, name: &str, value: Option<hx::Dynamic>) -> bool {
                #write
                true
            }
        )
    });
    let deletes = presence
        .as_ref()
        .filter(|_| gains && !world.plan.reflection.deleted.is_none() || !taken_out.is_empty());
    let deletes = deletes.map(|presence| {
        let taken_out = match taken_out.as_slice() {
            [] => TokenStream::new(),
            [(name, take)] => code!(if name == #name { #take }),
            all => {
                let arms = all.iter().map(|(name, take)| code!(#name => { #take }));
                code!(match name {
                    #(#arms)*
                    _ => {}
                })
            }
        };
        code!(
            fn delete_field(&self, name: &str) -> bool {
                #taken_out
                self.#presence.remove(name)
            }
        )
    });
    let rest = match other {
        Some(presence) => code!(self.#presence.get(name)?),
        None => code!(return None),
    };
    let (known, names) = match &presence {
        Some(presence) => (
            code!(if !self.#presence.has(name) {
                return None;
            }),
            code!(self.#presence.names()),
        ),
        None => (TokenStream::new(), code!(vec![#(#names),*])),
    };
    let found = match (values.as_slice(), other) {
        ([], Some(presence)) => code!(self.#presence.get(name)),
        ([], None) => code!(None),
        (values, _) => code!(
            #known
            Some(match name {
                #(#values,)*
                _ => #rest,
            })
        ),
    };
    let asked = if values.is_empty() && other.is_none() {
        ident("_")
    } else {
        ident("name")
    };
    code!(
        fn field(self: Rc<Self>, #asked: &str) -> Option<Option<hx::Dynamic>> {
            #found
        }

        fn field_names(&self) -> Vec<Str> {
            #names
        }

        #writes

        #deletes
    )
}
