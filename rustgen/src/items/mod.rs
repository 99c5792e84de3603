//! Items: what stands at the top of emitted files. Bodies are made by [`crate::emit`].

mod accessors;
mod base;
mod by_name;
mod class;
mod construct;
mod dispatch;
mod dynamic_view;
mod enumeration;
mod function;
mod object;
pub(crate) mod reflection;
mod split;
mod statics;
mod structures;
mod traits;

mod views;

pub(crate) use class::reached;
pub(crate) use function::context;
pub(crate) use statics::{StaticForm, filled};
pub(crate) use structures::structures;
pub(crate) use traits::arguments_above;

use crate::scope::Scope;
use crate::world::Bound;
use crate::world::World;
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{Ty, TyKind, TypeDef, TypeParamId};
use proc_macro2::TokenStream;
use quote::quote;

/// All items of a Haxe module.
pub(crate) fn module(scope: &Scope<'_>, types: &[DefId]) -> TokenStream {
    let mut out = TokenStream::new();
    for id in types {
        match scope.world.program.types.get(id) {
            Some(TypeDef::Class(class)) => out.extend(class::class(scope, class)),
            Some(TypeDef::Enum(found)) => out.extend(enumeration::enumeration(scope, found)),
            Some(TypeDef::Abstract(found)) => out.extend(class::abstraction(scope, found)),
            Some(TypeDef::Alias(_)) | None => {}
        }
    }
    out
}

/// `///` lines.
pub(crate) fn doc(text: Option<&str>) -> TokenStream {
    let Some(text) = text else {
        return TokenStream::new();
    };
    let bare: Vec<String> = text.lines().map(without_star).collect();
    let indent = bare.iter().filter(|line| !line.trim().is_empty());
    let indent = indent.map(|line| leading(line)).min().unwrap_or(0);
    let lines: Vec<String> = bare
        .iter()
        .map(|line| line.get(indent..).unwrap_or_default().trim_end().to_owned())
        .collect();
    let lines: Vec<String> = in_lists(&lines)
        .into_iter()
        .map(|line| {
            if line.is_empty() {
                line
            } else {
                format!(" {line}")
            }
        })
        .collect();
    let first = lines
        .iter()
        .position(|line| !line.is_empty())
        .unwrap_or(lines.len());
    let last = lines
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |at| at + 1);
    let lines = lines.get(first..last).unwrap_or_default();
    quote!(#(#[doc = #lines])*)
}

/// A line of a comment without the star at its start; tabs are four columns.
fn without_star(line: &str) -> String {
    let line = line.replace('\t', "    ");
    let trimmed = line.trim_start();
    match trimmed.strip_prefix('*') {
        Some(rest) => format!("{}{rest}", " ".repeat(line.len() - trimmed.len())),
        None => line,
    }
}

fn leading(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Lines that go on with an item of a list stand below its text, as Markdown wants it.
fn in_lists(lines: &[String]) -> Vec<String> {
    let mut below = None;
    let mut out = Vec::new();
    for line in lines {
        let text = line.trim_start();
        let marker = text.split(' ').next().unwrap_or_default();
        let is_number = marker.strip_suffix(['.', ')']).is_some_and(|number| {
            !number.is_empty() && number.chars().all(|char| char.is_ascii_digit())
        });
        let is_item = matches!(marker, "-" | "*" | "+") || is_number;
        if text.is_empty() {
            below = None;
        } else if is_item && text.len() > marker.len() {
            below = Some(leading(line) + marker.len() + 1);
        } else if let Some(column) = below {
            out.push(format!("{}{text}", " ".repeat(column)));
            continue;
        }
        out.push(line.clone());
    }
    out
}

/// `pub`, where another module may need the item.
pub(crate) fn visibility(scope: &Scope<'_>) -> TokenStream {
    if scope.world.modules.path(scope.module).is_empty() {
        TokenStream::new()
    } else {
        quote!(pub)
    }
}

/// `<T: Clone>`, with what bodies turned out to need.
pub(crate) fn generics(scope: &Scope<'_>, params: &[TypeParamId], bounded: bool) -> TokenStream {
    if params.is_empty() {
        return TokenStream::new();
    }
    let list = params.iter().map(|param| {
        let name = crate::code::ident(&scope.world.names_of_param(*param));
        let bounds = if bounded {
            bounds(scope, *param)
        } else {
            Vec::new()
        };
        if bounds.is_empty() {
            quote!(#name)
        } else {
            quote!(#name: #(#bounds)+*)
        }
    });
    quote!(<#(#list),*>)
}

/// `<T>`.
pub(crate) fn arguments(scope: &Scope<'_>, params: &[TypeParamId]) -> TokenStream {
    generics(scope, params, false)
}

fn bounds(scope: &Scope<'_>, param: TypeParamId) -> Vec<TokenStream> {
    let mut list: Vec<TokenStream> = scope
        .world
        .bounds(param)
        .into_iter()
        .map(|bound| match bound {
            Bound::Clone => quote!(Clone),
            Bound::Show => quote!(hx::Show),
            Bound::Same => quote!(hx::Same),
            Bound::Key => quote!(hx::Key),
            Bound::Dynamic => quote!(hx::AsDynamic),
            Bound::Null => quote!(hx::Nullable),
            Bound::Static => quote!('static),
            Bound::Leads(def) => {
                let target = scope.item(def);
                let given = constraint_arguments(scope.world, param, def);
                let list = scope.class_arguments(def, &given);
                let ty = Ty::new(TyKind::Param(param));
                let leads = if scope.world.leads_or_null(ty) {
                    quote!(hx::Leads)
                } else {
                    quote!(std::ops::Deref)
                };
                if scope.world.classes.is_trait(def) {
                    quote!(#leads<Target: #target #list>)
                } else {
                    quote!(#leads<Target = #target #list>)
                }
            }
            Bound::Seen(at) => {
                let ty = Ty::new(TyKind::Param(param));
                let to = scope
                    .world
                    .needs
                    .borrow()
                    .constraints
                    .get_index(at)
                    .copied();
                let to = to.map(|to| scope.structure_conversion(to));
                or_null(scope, ty, to.unwrap_or_default())
            }
            Bound::Becomes(def) => {
                let given = constraint_arguments(scope.world, param, def);
                let conversion = if scope.world.classes.is_trait(def) {
                    let target = scope.conversion_item(def);
                    let list = scope.class_arguments(def, &given);
                    quote!(#target #list)
                } else {
                    let object = scope.class_ty(def, &given);
                    quote!(Into<Rc<#object>>)
                };
                or_null(scope, Ty::new(TyKind::Param(param)), conversion)
            }
        })
        .collect();
    list.dedup_by_key(|bound| bound.to_string());
    list
}

/// A bound of what a type parameter stands for, where that can be null as well.
fn or_null(scope: &Scope<'_>, ty: Ty, bound: TokenStream) -> TokenStream {
    if scope.world.leads_or_null(ty) {
        quote!(hx::Present<Value: #bound>)
    } else {
        bound
    }
}

/// What the constraint of a type parameter gives for the parameters of a class or interface.
fn constraint_arguments(world: &World<'_>, param: TypeParamId, def: DefId) -> Vec<Ty> {
    let mut given = world.constraints_of(param).iter().filter_map(|ty| {
        let TyKind::Class(at, own) = world.bare(*ty).kind() else {
            return None;
        };
        hx2rs_compiler::mir::family::arguments_above(world.program, *at, own, def)
    });
    given.next().unwrap_or_default()
}
