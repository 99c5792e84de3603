//! Structure types that hold more than their own literals: objects, arrays, structures with more fields. Each is a trait
//! with a method per access, so that writing through the view writes the object itself. Structures that only have
//! methods which nothing writes are copied instead: functions that hold the object.

use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use crate::world::World;
use hx2rs_compiler::hir::{FunctionParam, FunctionTy, StructureField, Ty, TyKind, TypeDef};
use hx2rs_compiler::mir::family::arguments_above;
use hx2rs_compiler::{DefId, MemberId, Name};
use indexmap::IndexSet;
use proc_macro2::TokenStream;

/// What implements the trait of a structure type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Implementor {
    /// The struct of a class that is instantiated; the type as it is seen.
    Class(DefId, Ty),
    /// The struct of another structure type.
    Structure(Ty),
    /// A value of the prelude.
    Value(Ty),
}

impl World<'_> {
    /// The shapes that are traits.
    pub(crate) fn find_viewed_shapes(&self) -> IndexSet<Vec<Name>> {
        let mut found = IndexSet::new();
        for (from, to) in &self.plan.seen {
            let (from, to) = (self.bare(*from), self.bare(*to));
            let Kind::Structure(fields) = self.kind(to) else {
                continue;
            };
            let of_param = if let Kind::Param(param) = self.kind(from) {
                let mut constraints = self.constraints_of(param).iter();
                constraints.any(|constraint| self.shape(self.bare(*constraint)) == self.shape(to))
            } else {
                false
            };
            let fits = match self.kind(from) {
                Kind::Param(_) => of_param,
                Kind::Class(..) | Kind::Array(_) | Kind::Map(..) | Kind::String => true,
                Kind::Structure(_) => self.shape(from) != self.shape(to),
                Kind::Void
                | Kind::Int
                | Kind::Float
                | Kind::Bool
                | Kind::Int64
                | Kind::Exception
                | Kind::Native(_)
                | Kind::Enum(..)
                | Kind::Function(_)
                | Kind::Unsupported => false,
                Kind::Dynamic => self.dynamic_views,
            };
            if fits && (of_param || !self.is_copied(fields)) {
                found.insert(self.shape(to));
            }
        }
        found.extend(self.endless_from_dynamic());
        found
    }

    /// Structures that hold themselves in fields that are written by their names: what is written there is any value, which
    /// cannot be copied to its end.
    fn endless_from_dynamic(&self) -> IndexSet<Vec<Name>> {
        let mut found = IndexSet::new();
        if !self.dynamic_views {
            return found;
        }
        for (def, ty) in &self.program.types {
            let TypeDef::Alias(alias) = ty else {
                continue;
            };
            let ty = self.bare(alias.ty);
            let Kind::Structure(fields) = self.kind(ty) else {
                continue;
            };
            let mut fields = fields.iter();
            let is_endless = fields.any(|field| {
                let mut holds_itself = false;
                field.ty.map(&mut |part| {
                    holds_itself |= matches!(part.kind(), TyKind::Alias(inner, _) if inner == def);
                    None
                });
                holds_itself && self.plan.reflection.written.has(field.name)
            });
            if is_endless {
                found.insert(self.shape(ty));
            }
        }
        found
    }

    /// Whether a structure of these fields is copied where another value is seen as one.
    fn is_copied(&self, fields: &[StructureField]) -> bool {
        let mut fields = fields.iter();
        fields.len() > 0
            && fields.all(|field| {
                matches!(self.kind(field.ty), Kind::Function(_)) && !self.writes_field(field)
            })
    }

    /// Whether a structure type is a trait.
    pub(crate) fn is_viewed(&self, ty: Ty) -> bool {
        if self.viewed_shapes.is_empty() {
            return false;
        }
        let ty = self.bare(ty);
        matches!(self.kind(ty), Kind::Structure(_)) && self.viewed_shapes.contains(&self.shape(ty))
    }

    /// The name of the struct that literals of a structure type are.
    pub(crate) fn literal_name(&self, ty: Ty) -> String {
        let name = self.structure_name(ty);
        if self.is_viewed(ty) {
            format!("{name}Fields")
        } else {
            name
        }
    }

    /// The method that gives an object as a structure.
    pub(crate) fn view_name(&self, to: Ty) -> String {
        format!("as_{}", crate::names::snake(&self.structure_name(to)))
    }

    /// The method that gives a value of a type parameter as a structure.
    pub(crate) fn structure_conversion_name(&self, to: Ty) -> String {
        format!("into_{}", crate::names::snake(&self.structure_name(to)))
    }

    /// The names of the methods that read and write a structure's field.
    pub(crate) fn field_accessors(&self, field: Name) -> (String, String) {
        self.accessor_names(&crate::names::snake(field.as_str()))
    }

    /// What implements a structure type that is a trait, with the structure type as each one is seen.
    pub(crate) fn implementors(&self, shape: &[Name]) -> IndexSet<(Implementor, Ty)> {
        let views: Vec<(Ty, Ty)> = self.needs.borrow().views.iter().copied().collect();
        let mut found = IndexSet::new();
        let mut shapes: Vec<(Vec<Name>, Option<Ty>)> = vec![(shape.to_vec(), None)];
        let mut next = 0;
        while let Some((shape, outer)) = shapes.get(next).cloned() {
            next += 1;
            for (from, to) in &views {
                if self.shape(*to) != shape {
                    continue;
                }
                let to = outer.unwrap_or(*to);
                let kind = self.kind(*from);
                if let Kind::Class(def, _) = kind {
                    let below: Vec<DefId> = self.plan.families.below(def).collect();
                    for class in below {
                        if self.classes.is_instantiated(class) {
                            found.insert((Implementor::Class(class, *from), to));
                        }
                    }
                } else if matches!(kind, Kind::Structure(_)) {
                    let inner = self.shape(*from);
                    if self.is_viewed(*from) && !shapes.iter().any(|(known, _)| *known == inner) {
                        shapes.push((inner, Some(to)));
                    }
                    found.insert((Implementor::Structure(*from), to));
                } else {
                    found.insert((Implementor::Value(*from), to));
                }
            }
        }
        found
    }

    /// The forms of the fields of a structure type, as an object of a class with type parameters has them.
    pub(crate) fn view_forms(&self, class: Option<(DefId, &[Ty])>, to: Ty) -> Vec<Repr> {
        let Kind::Structure(fields) = self.kind(to) else {
            return Vec::new();
        };
        let forms = fields.iter().map(|field| {
            let own = class.and_then(|(def, given)| {
                if given.is_empty() {
                    return None;
                }
                if let Some(own) = self.method_form(def, given, field, to) {
                    return Some(own);
                }
                let (id, ty, flag, _) = self.instance_field(def, field.name)?;
                let params = self.type_params(id.owner()).into_iter();
                let map: Vec<_> = params.zip(given.iter().copied()).collect();
                Some(self.instance(ty, flag, ty.substitute(&map)).0)
            });
            own.unwrap_or_else(|| self.structure_field_repr(field))
        });
        forms.collect()
    }
}

impl World<'_> {
    /// The form of a field that is a method of a class with type parameters: of functions that give and take what those are.
    fn method_form(
        &self,
        def: DefId,
        given: &[Ty],
        field: &StructureField,
        to: Ty,
    ) -> Option<Repr> {
        let method = self.plan.families.method(def, field.name)?;
        let found = self.program.functions.get(&method)?;
        let form = self.structure_field_repr(field);
        let Kind::Function(seen) = self.kind(form.ty) else {
            return None;
        };
        let same = found.params.len() == seen.params.len() && found.type_params.is_empty();
        if !same || !self.is_open_shape(to) {
            return None;
        }
        let ty = self.own_function(def, given, method, seen)?;
        Some(Repr {
            ty: self.bare(ty),
            ..form
        })
    }

    /// The type of a method of an object, seen as a function of that many parameters.
    fn own_function(
        &self,
        def: DefId,
        given: &[Ty],
        method: MemberId,
        seen: &FunctionTy,
    ) -> Option<Ty> {
        let found = self.program.functions.get(&method)?;
        let above = arguments_above(self.program, def, given, method.owner())?;
        let params = self.type_params(method.owner()).into_iter();
        let map: Vec<_> = params.zip(above).collect();
        let params = seen.params.iter().zip(&found.params);
        let params = params.map(|(seen, own)| FunctionParam {
            ty: own.ty.substitute(&map),
            ..seen.clone()
        });
        let result = found.result.substitute(&map);
        Some(Ty::new(TyKind::Function(FunctionTy {
            params: params.collect(),
            result: self.own_structure(result, seen.result).unwrap_or(result),
        })))
    }

    /// The type of the structure that an object is seen as, made of the types of the object's methods.
    fn own_structure(&self, object: Ty, seen: Ty) -> Option<Ty> {
        let (TyKind::Class(def, given), Kind::Structure(fields)) =
            (self.bare(object).kind(), self.kind(seen))
        else {
            return None;
        };
        let fields = fields.iter().map(|field| {
            let method = self.plan.families.method(*def, field.name)?;
            let Kind::Function(seen) = self.kind(field.ty) else {
                return None;
            };
            Some(StructureField {
                ty: self.own_function(*def, given, method, seen)?,
                ..field.clone()
            })
        });
        let fields: Option<Box<[StructureField]>> = fields.collect();
        Some(Ty::new(TyKind::Structure(fields?)))
    }
}

impl Scope<'_> {
    /// `dyn HasName`, as an object of a class with type parameters is seen.
    pub(crate) fn view_ty(&self, class: Option<(DefId, &[Ty])>, to: Ty) -> TokenStream {
        use crate::marks::code;
        let name = self.structure_trait(to);
        let list = self.view_arguments(class, to);
        // Functions among the arguments live as long as anything.
        for param in parameters(&[to]) {
            let param = Ty::new(TyKind::Param(param));
            self.world.need(param, crate::world::Bound::Static);
        }
        code!(dyn #name #list)
    }

    /// `<Str>`: the forms of the fields, where these differ between structures of the same names.
    pub(crate) fn view_arguments(&self, class: Option<(DefId, &[Ty])>, to: Ty) -> TokenStream {
        use crate::marks::code;
        if !self.world.is_open_shape(to) {
            return TokenStream::new();
        }
        if let Some(own) = self.own_generics(to) {
            return code!(#own);
        }
        let names = self.world.shape(self.world.bare(to)).into_iter();
        let forms = names.zip(self.world.view_forms(class, to));
        let forms: Vec<Repr> = forms
            .filter(|(name, _)| !self.world.is_self_field(to, *name))
            .map(|(_, form)| form)
            .collect();
        let list = self.field_arguments(to, &forms);
        if list.is_empty() {
            return TokenStream::new();
        }
        code!(<#(#list),*>)
    }
}

/// The type parameters that types mention, each once.
pub(crate) fn parameters(types: &[Ty]) -> Vec<hx2rs_compiler::hir::TypeParamId> {
    let mut found = IndexSet::new();
    for ty in types {
        ty.map(&mut |part| {
            if let TyKind::Param(param) = part.kind() {
                found.insert(*param);
            }
            None
        });
    }
    found.into_iter().collect()
}
