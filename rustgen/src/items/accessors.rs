//! The methods of a trait that read and write what an interface declares as variables.

use super::traits::base_reference;
use crate::code::ident;
use crate::marks::code;
use crate::represent::Repr;
use crate::scope::Scope;
use crate::world::World;
use hx2rs_compiler::hir::{ClassDef, Field, Ty};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::{DefId, MemberId};
use proc_macro2::TokenStream;

/// What is used of a variable through its interface.
fn used(world: &World<'_>, field: MemberId) -> (bool, bool) {
    let needs = world.needs.borrow();
    (
        needs.read_declared.contains(&field),
        needs.written_declared.contains(&field),
    )
}

/// `fn value(&self) -> i32;` and `fn set_value(&self, value: i32);` in the trait of an interface.
pub(crate) fn declared(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let mut out = TokenStream::new();
    if !class.is_interface {
        return out;
    }
    for field in &class.fields {
        let (read, written) = used(world, field.id);
        let (get, set) = signatures(scope, field, field_repr(world, field));
        if read {
            out.extend(code!(#get;));
        }
        if written {
            out.extend(code!(#set;));
        }
    }
    out
}

fn field_repr(world: &World<'_>, field: &Field) -> Repr {
    let plan = world.plan.fields.get(&field.id);
    world.repr(field.ty, plan.is_some_and(|plan| plan.nullable))
}

fn signatures(scope: &Scope<'_>, field: &Field, repr: Repr) -> (TokenStream, TokenStream) {
    let name = scope.world.names.member(field.id);
    let (get, set) = scope.world.accessor_names(&name);
    let (get, set, name) = (ident(&get), ident(&set), ident(&name));
    let ty = scope.ty(repr);
    (
        code!(fn #get(&self) -> #ty),
        code!(fn #set(&self, #name: #ty)),
    )
}

/// The same in the implementation for a class, whose variable is a field of its struct.
pub(crate) fn implemented(
    scope: &Scope<'_>,
    class: &ClassDef,
    of: DefId,
    arguments: &[Ty],
) -> TokenStream {
    let world = scope.world;
    let mut out = TokenStream::new();
    let Some(interface) = crate::hierarchy::class_def(world.program, of) else {
        return out;
    };
    if !interface.is_interface {
        return out;
    }
    for field in &interface.fields {
        let (read, written) = used(world, field.id);
        if !read && !written {
            continue;
        }
        let id = class.header.id;
        let Some((own, _, flag, cell)) = world.instance_field(id, field.id.name()) else {
            continue;
        };
        let params = world.type_params(of);
        let map: Vec<_> = params.into_iter().zip(arguments.iter().copied()).collect();
        let (repr, _) = world.instance(field.ty, flag, field.ty.substitute(&map));
        let (get, set) = signatures(scope, field, repr);
        let base = base_reference(scope, id, own.owner());
        let base: TokenStream = base
            .into_iter()
            .skip_while(|token| token.to_string() == "&")
            .collect();
        let place = ident(&world.names.member(own));
        let name = ident(&world.names.member(field.id));
        if read {
            let value = match cell {
                FieldCell::Plain if world.is_copy(repr) => code!(#base.#place),
                FieldCell::Plain => code!(#base.#place.clone()),
                FieldCell::Cell => code!(#base.#place.get()),
                FieldCell::RefCell => code!(#base.#place.borrow().clone()),
            };
            out.extend(code!(#get { #value }));
        }
        if written {
            let store = match cell {
                FieldCell::Cell => code!(#base.#place.set(#name);),
                FieldCell::Plain | FieldCell::RefCell => code!(#base.#place.replace(#name);),
            };
            out.extend(code!(#set { #store }));
        }
    }
    out
}
