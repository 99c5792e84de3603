//! Structures with type parameters that hold themselves: `typedef Node<T> = {v:T, ?next:Node<T>}`.
//!
//! The struct of a shape that has different types in different places has the types of its fields as parameters. A field
//! in which the structure itself comes up cannot be one: its type would have no end. It is left out of the parameters,
//! and written in the struct by means of the others: `struct Node<T0> { v: T0, next: Option<Rc<Node<T0>>> }`. Which fields
//! those are, the typedefs say: only with one of them a structure leads back to itself. That every use of the struct has
//! in such a field what the struct says is looked at here, too; one that has not is refused.

use crate::code::plain_ident;
use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use crate::world::World;
use hx2rs_compiler::hir::{StructureField, Ty, TyKind, TypeDef, TypeParamId};
use hx2rs_compiler::{DefId, Name};
use indexmap::{IndexMap, IndexSet};
use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::quote;

/// What a shape that leads back to itself has.
#[derive(Debug)]
pub(crate) struct SelfReference {
    /// The fields in which it comes up again.
    pub fields: IndexSet<Name>,
    /// The type as its typedef declares it.
    pub declared: Ty,
}

/// How the types of the fields of a shape's struct are written in it.
#[derive(Default)]
pub(crate) struct FieldTypes {
    /// The fields whose types are parameters.
    pub parameters: Vec<(Name, Ident)>,
    /// The others, where the shape has parameters.
    own: Vec<(Name, TokenStream)>,
    /// Whether the shape is one whose fields have different types in different places.
    pub is_open: bool,
}

impl FieldTypes {
    /// `<T0, T1>`, or nothing.
    pub(crate) fn generics(&self) -> Option<TokenStream> {
        let names = self.parameters.iter().map(|(_, name)| name);
        (!self.parameters.is_empty()).then(|| quote!(<#(#names),*>))
    }

    /// `<T0: Clone, T1: Clone>`, or nothing.
    pub(crate) fn bounded(&self, bounds: &TokenStream) -> Option<TokenStream> {
        let names = self.parameters.iter().map(|(_, name)| name);
        (!self.parameters.is_empty()).then(|| quote!(<#(#names: #bounds),*>))
    }

    /// The type of a field as the struct writes it; nothing where it is the same everywhere.
    pub(crate) fn of(&self, field: Name) -> Option<TokenStream> {
        let parameter = self.parameters.iter().find(|(name, _)| *name == field);
        let own = || self.own.iter().find(|(name, _)| *name == field);
        parameter
            .map(|(_, name)| quote!(#name))
            .or_else(|| own().map(|(_, ty)| ty.clone()))
    }
}

/// The struct that is being written: what its own types are called inside of it.
#[derive(Clone)]
pub(crate) struct Inside {
    /// The structure type from which the struct is written.
    ty: Ty,
    /// `<T0>`.
    generics: Option<TokenStream>,
    /// The type parameters of its typedef that are the types of fields.
    params: Vec<(TypeParamId, Ident)>,
}

impl Inside {
    /// The parameters of the struct, where the type is its own.
    pub(crate) fn generics_of(&self, ty: Ty) -> Option<Option<TokenStream>> {
        (self.ty == ty).then(|| self.generics.clone())
    }

    /// How the struct calls a type parameter of its typedef.
    pub(crate) fn param(&self, param: TypeParamId) -> Option<&Ident> {
        let found = self.params.iter().find(|(known, _)| *known == param);
        found.map(|(_, name)| name)
    }
}

impl World<'_> {
    /// The shapes that lead back to themselves.
    pub(crate) fn find_self_references(&self) -> IndexMap<Vec<Name>, SelfReference> {
        let mut found: IndexMap<Vec<Name>, SelfReference> = IndexMap::new();
        for def in self.program.types.values() {
            let TypeDef::Alias(alias) = def else {
                continue;
            };
            let declared = self.bare(alias.ty);
            let Kind::Structure(fields) = self.kind(declared) else {
                continue;
            };
            let shape = self.shape(declared);
            let fields = fields.iter();
            let fields: IndexSet<Name> = fields
                .filter(|field| self.leads_to(field.ty, &shape))
                .map(|field| field.name)
                .collect();
            if fields.is_empty() {
                continue;
            }
            let has_params = !alias.header.type_params.is_empty();
            if let Some(known) = found.get_mut(&shape) {
                known.fields.extend(fields);
                if has_params {
                    known.declared = declared;
                }
            } else {
                found.insert(shape, SelfReference { fields, declared });
            }
        }
        found
    }

    /// Whether a structure of this shape comes up in a type, that of typedefs and abstracts in it looked through.
    fn leads_to(&self, ty: Ty, shape: &[Name]) -> bool {
        let mut seen: IndexSet<DefId> = IndexSet::new();
        let mut open = vec![ty];
        let mut found = false;
        while let Some(ty) = open.pop() {
            ty.map(&mut |part| {
                if let TyKind::Alias(def, _) | TyKind::Abstract(def, _) = part.kind() {
                    let bare = self.bare(part);
                    found |= self.shape(bare) == shape;
                    if bare != part && seen.insert(*def) {
                        open.push(bare);
                    }
                }
                None
            });
        }
        found
    }

    /// Whether a field of an open shape is written in its struct by means of the others.
    pub(crate) fn is_self_field(&self, ty: Ty, field: Name) -> bool {
        let found = self.self_references.get(&self.shape(self.bare(ty)));
        found.is_some_and(|found| found.fields.contains(&field))
    }

    /// The fields of a structure whose types are parameters of its struct.
    fn parameter_fields<'f>(
        &self,
        ty: Ty,
        fields: &'f [StructureField],
    ) -> Vec<&'f StructureField> {
        let held = fields
            .iter()
            .filter(|field| self.holds_structure_field(ty, field.name));
        held.filter(|field| !self.is_self_field(ty, field.name))
            .collect()
    }

    /// The forms of the types that the struct of a structure has as arguments.
    pub(crate) fn structure_arguments(&self, ty: Ty, fields: &[StructureField]) -> Vec<Repr> {
        let fields = self.parameter_fields(ty, fields).into_iter();
        fields
            .map(|field| self.structure_field_repr(field))
            .collect()
    }
}

impl Scope<'_> {
    /// How the struct of a shape writes the types of its fields.
    pub(crate) fn field_types(&self, ty: Ty) -> FieldTypes {
        let world = self.world;
        let ty = world.bare(ty);
        let Kind::Structure(fields) = world.kind(ty) else {
            return FieldTypes::default();
        };
        let is_open = world.is_open_shape(ty);
        if !is_open {
            return FieldTypes::default();
        }
        let fields = world.parameter_fields(ty, fields).into_iter();
        let parameters = fields
            .enumerate()
            .map(|(at, field)| (field.name, plain_ident(&format!("T{at}"))))
            .collect();
        let mut types = FieldTypes {
            parameters,
            own: Vec::new(),
            is_open,
        };
        let Some(found) = world.self_references.get(&world.shape(ty)) else {
            return types;
        };
        let Kind::Structure(fields) = world.kind(found.declared) else {
            return types;
        };
        let mut params = Vec::new();
        for field in fields {
            let form = world.structure_field_repr(field);
            let parameter = types
                .parameters
                .iter()
                .find(|(name, _)| *name == field.name);
            if let (Kind::Param(param), false, Some((_, name))) =
                (world.kind(form.ty), form.null, parameter)
            {
                params.push((param, name.clone()));
            }
        }
        let inside = Inside {
            ty: found.declared,
            generics: types.generics(),
            params,
        };
        let before = self.inside.replace(Some(inside));
        for field in fields {
            if found.fields.contains(&field.name) {
                let written = self.ty(world.structure_field_repr(field));
                types.own.push((field.name, written));
            }
        }
        self.inside.replace(before);
        types
    }

    /// Refuses a structure type that has something else in its fields than its struct.
    pub(crate) fn check_self_reference(&self, ty: Ty, arguments: &[TokenStream]) {
        let world = self.world;
        let ty = world.bare(ty);
        let (Kind::Structure(fields), Some(found)) =
            (world.kind(ty), world.self_references.get(&world.shape(ty)))
        else {
            return;
        };
        if self.inside.borrow().is_some() || !self.checked.borrow_mut().insert(ty) {
            return;
        }
        let types = self.field_types(ty);
        for field in fields {
            if !found.fields.contains(&field.name) || !world.holds_structure_field(ty, field.name) {
                continue;
            }
            let have = self.ty(world.structure_field_repr(field)).to_string();
            let want = types.of(field.name).unwrap_or_default();
            let want = given(want, &types, arguments).to_string();
            if have != want {
                world.refuse(
                    "a structure with type parameters that holds itself in another form than elsewhere is",
                );
            }
        }
    }
}

/// A type of a struct where these are given for its parameters.
fn given(written: TokenStream, types: &FieldTypes, arguments: &[TokenStream]) -> TokenStream {
    let mut out = TokenStream::new();
    for token in written {
        let found = if let TokenTree::Ident(name) = &token {
            let mut all = types.parameters.iter().zip(arguments);
            all.find(|((_, known), _)| known == name)
                .map(|(_, argument)| argument.clone())
        } else {
            None
        };
        if let Some(argument) = found {
            out.extend(argument);
        } else if let TokenTree::Group(group) = &token {
            let inner = given(group.stream(), types, arguments);
            out.extend([TokenTree::Group(Group::new(group.delimiter(), inner))]);
        } else {
            out.extend([token]);
        }
    }
    out
}
