//! The public functions of `prelude/src`, read with syn: how each argument is passed, and the types that engines share.

#![allow(clippy::wildcard_enum_match_arm)] // The enums are syn's, and grow.

use std::collections::BTreeMap;

use syn::{
    FnArg, GenericParam, Generics, ImplItem, Item, ReturnType, Type, TypeParamBound, Visibility,
};

use super::Source;
use super::rows::{Passing, Shape};

/// What a Rust function takes and gives.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    /// The receiver, if there is one, comes first.
    pub parameters: Vec<Value>,
    pub result: Value,
    /// `Result`: can throw.
    pub throws: bool,
    /// Called as a method: the first parameter is `self`.
    pub is_method: bool,
    /// Traits that it asks of type parameters: `T: Clone`.
    pub bounds: Vec<(String, String)>,
}

/// A parameter or result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Value {
    pub shape: Shape,
    /// `Option`.
    pub nullable: bool,
    pub passing: Passing,
    pub detail: Detail,
}

/// What only emitted code has to know of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Detail {
    Plain,
    /// `impl Into<Str>`.
    IntoText,
    /// `&T` where `T: Show`.
    Shown,
    /// `impl Fn…(&A, &B)`.
    ByReference,
    /// `impl Iterator`.
    Iterator,
}

/// All public functions by their paths as emitted code writes them: `math::abs`, `Str::length`, `text`.
pub(super) fn read(sources: &[Source]) -> Result<BTreeMap<String, Signature>, String> {
    let mut functions = BTreeMap::new();
    let mut roots = BTreeMap::new();
    for source in sources {
        if source.path.ends_with("tests.rs") {
            continue;
        }
        let file = syn::parse_file(&source.text)
            .map_err(|error| format!("prelude/src/{}: {error}", source.path))?;
        let module = source.path.trim_end_matches(".rs").replace('/', "::");
        for item in &file.items {
            match item {
                Item::Fn(function) if is_public(&function.vis) => {
                    let signature = signature(&function.sig, None, None)?;
                    functions.insert(format!("{module}::{}", function.sig.ident), signature);
                }
                Item::Impl(block) if block.trait_.is_none() => methods(block, &mut functions)?,
                Item::Use(item) if module == "lib" && is_public(&item.vis) => {
                    reexports(&item.tree, "", &mut roots)
                }
                _ => {}
            }
        }
    }
    for (name, path) in roots {
        if let Some(signature) = functions.get(&path).cloned() {
            functions.insert(name, signature);
        }
    }
    Ok(functions)
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// `pub use module::{name}`: the name at the root and where it comes from.
fn reexports(tree: &syn::UseTree, prefix: &str, roots: &mut BTreeMap<String, String>) {
    match tree {
        syn::UseTree::Path(path) => {
            reexports(&path.tree, &format!("{prefix}{}::", path.ident), roots)
        }
        syn::UseTree::Name(name) => {
            roots.insert(name.ident.to_string(), format!("{prefix}{}", name.ident));
        }
        syn::UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|item| reexports(item, prefix, roots)),
        syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
    }
}

fn methods(
    block: &syn::ItemImpl,
    functions: &mut BTreeMap<String, Signature>,
) -> Result<(), String> {
    let Some(owner) = type_name(&block.self_ty) else {
        return Ok(());
    };
    for item in &block.items {
        if let ImplItem::Fn(method) = item
            && is_public(&method.vis)
        {
            let signature = signature(&method.sig, Some(&owner), Some(&block.generics))?;
            functions.insert(format!("{owner}::{}", method.sig.ident), signature);
        }
    }
    Ok(())
}

fn signature(
    function: &syn::Signature,
    owner: Option<&str>,
    outer: Option<&Generics>,
) -> Result<Signature, String> {
    let parameters = function.inputs.iter().map(|input| match input {
        FnArg::Receiver(receiver) => {
            let shape = if owner == Some("Str") {
                Shape::String
            } else {
                Shape::Other
            };
            let passing = match &receiver.kind {
                syn::ReceiverKind::Reference(_, _, None) => Passing::Borrow,
                syn::ReceiverKind::Reference(_, _, Some(_)) => Passing::BorrowMut,
                _ => Passing::Own,
            };
            Value {
                passing,
                ..Value::own(shape)
            }
        }
        FnArg::Typed(input) => value(&input.ty, owner),
    });
    let (result, throws) = match &function.output {
        ReturnType::Default => (Value::own(Shape::Void), false),
        ReturnType::Type(_, ty) => match argument_of(ty, "Result") {
            Some(inner) => (value(inner, owner), true),
            None => (value(ty, owner), false),
        },
    };
    let mut bounds = Vec::new();
    for generics in outer.into_iter().chain([&function.generics]) {
        collect_bounds(generics, &mut bounds);
    }
    let mut parameters: Vec<Value> = parameters.collect();
    // `T: Show` is asked of the type behind a reference.
    for (input, value) in function.inputs.iter().zip(&mut parameters) {
        if let FnArg::Typed(input) = input
            && let Type::Reference(reference) = &*input.ty
            && let Some(name) = type_name(&reference.elem)
            && bounds.contains(&(name, String::from("Show")))
        {
            value.detail = Detail::Shown;
        }
    }
    Ok(Signature {
        is_method: function.receiver().is_some(),
        parameters,
        result,
        throws,
        bounds,
    })
}

impl Value {
    const fn own(shape: Shape) -> Self {
        Self {
            shape,
            nullable: false,
            passing: Passing::Own,
            detail: Detail::Plain,
        }
    }
}

fn value(ty: &Type, owner: Option<&str>) -> Value {
    match ty {
        Type::Reference(reference) => {
            let inner = value(&reference.elem, owner);
            let passing = match reference.mutability {
                Some(_) => Passing::BorrowMut,
                None => Passing::Borrow,
            };
            Value { passing, ..inner }
        }
        Type::Never(_) => Value::own(Shape::Never),
        Type::Tuple(tuple) if tuple.elems.is_empty() => Value::own(Shape::Void),
        Type::ImplTrait(bounds) => {
            let name = bounds
                .bounds
                .iter()
                .find_map(bound_name)
                .unwrap_or_default();
            let plain = Value::own(Shape::Other);
            match name.as_str() {
                "Fn" | "FnMut" | "FnOnce" => Value {
                    passing: Passing::Call,
                    detail: match bounds.bounds.iter().any(takes_references) {
                        true => Detail::ByReference,
                        false => Detail::Plain,
                    },
                    ..plain
                },
                "Into" => Value {
                    detail: Detail::IntoText,
                    ..Value::own(Shape::String)
                },
                "Iterator" => Value {
                    detail: Detail::Iterator,
                    ..plain
                },
                _ => plain,
            }
        }
        _ => {
            if let Some(inner) = argument_of(ty, "Option") {
                let inner = value(inner, owner);
                return Value {
                    nullable: true,
                    ..inner
                };
            }
            let name = type_name(ty).unwrap_or_default();
            let name = if name == "Self" {
                owner.unwrap_or_default()
            } else {
                &name
            };
            Value::own(match name {
                "i32" => Shape::Int,
                "i64" => Shape::Int64,
                "f64" => Shape::Float,
                "bool" => Shape::Bool,
                "str" => Shape::Text,
                "Str" => Shape::String,
                _ => Shape::Other,
            })
        }
    }
}

/// The last name of a type's path.
fn type_name(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// `T` of `Name<T, …>`.
fn argument_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last()?;
    if segment.ident != name {
        return None;
    }
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// Whether a bound `Fn…(…)` takes only references.
fn takes_references(bound: &TypeParamBound) -> bool {
    let TypeParamBound::Trait(bound) = bound else {
        return false;
    };
    match bound.path.segments.last().map(|segment| &segment.arguments) {
        Some(syn::PathArguments::Parenthesized(arguments)) => arguments
            .inputs
            .iter()
            .all(|input| matches!(input.ty, Type::Reference(_))),
        _ => false,
    }
}

fn bound_name(bound: &TypeParamBound) -> Option<String> {
    match bound {
        TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string()),
        _ => None,
    }
}

/// Traits that are asked of type parameters, in the list and behind `where`.
fn collect_bounds(generics: &Generics, bounds: &mut Vec<(String, String)>) {
    let mut add = |parameter: String, names: &mut dyn Iterator<Item = String>| {
        for name in names {
            if name.starts_with(|first: char| first.is_ascii_uppercase())
                && !bounds.contains(&(parameter.clone(), name.clone()))
            {
                bounds.push((parameter.clone(), name));
            }
        }
    };
    for parameter in &generics.params {
        if let GenericParam::Type(parameter) = parameter {
            add(
                parameter.ident.to_string(),
                &mut parameter.bounds.iter().filter_map(bound_name),
            );
        }
    }
    for predicate in generics
        .where_clause
        .iter()
        .flat_map(|clause| &clause.predicates)
    {
        if let syn::WherePredicate::Type(predicate) = predicate
            && let Some(parameter) = type_name(&predicate.bounded_ty)
        {
            add(
                parameter,
                &mut predicate.bounds.iter().filter_map(bound_name),
            );
        }
    }
}
