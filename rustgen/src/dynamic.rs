//! What gets into Dynamic, and what can be taken out again: a value comes out as the very Rust type that it went in as,
//! so where types of one form differ (`Array<Int>` and `Array<String>`), the program as a whole decides.

use crate::represent::Kind;
use crate::scope::Scope;
use crate::world::{Bound, World};
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{Ty, TyKind, TypeDef};
use hx2rs_compiler::mir::FieldCell;
use indexmap::IndexSet;

impl World<'_> {
    /// Notes that values of a type get into Dynamic, or are looked for there.
    pub(crate) fn need_dynamic(&self, ty: Ty) {
        if let Kind::Param(param) = self.kind(ty) {
            let mut needs = self.needs.borrow_mut();
            needs
                .bounds
                .entry(param)
                .or_default()
                .insert(Bound::Dynamic);
            return;
        }
        if self.is_itself(ty) || !self.needs.borrow_mut().dynamic_types.insert(ty) {
            return;
        }
        match self.kind(ty) {
            Kind::Array(element) => {
                self.need_inside(element);
                self.taken_by_name(element);
            }
            Kind::Map(key, value) => {
                self.taken_by_name(key);
                self.taken_by_name(value);
                self.need(key, Bound::Key);
                self.need_inside(key);
                self.need_inside(value);
            }
            Kind::Class(def, arguments) | Kind::Enum(def, arguments) => {
                self.needs.borrow_mut().dynamic_items.insert(def);
                self.need(ty, Bound::Show);
                if let Some(TypeDef::Enum(found)) = self.program.types.get(&def) {
                    self.needs.borrow_mut().compared_enums.insert(def);
                    if self.asked.constructors {
                        for constructor in &found.constructors {
                            for param in &constructor.params {
                                self.need_inside(param.ty);
                            }
                        }
                    }
                }
                for param in self.type_params(def) {
                    self.need(Ty::new(TyKind::Param(param)), Bound::Static);
                }
                for (param, argument) in self.type_params(def).into_iter().zip(arguments) {
                    self.bound_edge(param, *argument);
                    self.need(*argument, Bound::Static);
                }
            }
            Kind::Structure(fields) => {
                let shape = self.shape(ty);
                self.needs.borrow_mut().dynamic_shapes.insert(shape);
                self.need(ty, Bound::Show);
                for field in fields {
                    self.need_inside(field.ty);
                }
            }
            Kind::Function(function) => {
                self.needs.borrow_mut().compares_functions = true;
                // It can be called there.
                for param in &function.params {
                    self.looked_for(param.ty);
                    self.need(param.ty, Bound::Dynamic);
                    self.need(param.ty, Bound::Static);
                }
                self.need(function.result, Bound::Dynamic);
                self.need(function.result, Bound::Static);
            }
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => {}
        }
    }

    /// Notes what functions of arrays and maps are given that are called by their names.
    fn taken_by_name(&self, ty: Ty) {
        if self.asked.fields {
            self.looked_for(ty);
        }
    }

    /// Notes that values in Dynamic are looked at as the classes in a type.
    fn looked_for(&self, ty: Ty) {
        match self.kind(ty) {
            Kind::Class(def, _) => {
                self.needs.borrow_mut().viewed.insert(def);
            }
            Kind::Array(inside) | Kind::Map(_, inside) => self.looked_for(inside),
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => {}
        }
    }

    /// A class with its own parameters as arguments.
    pub(crate) fn own_type(&self, class: DefId) -> Ty {
        let params = self.type_params(class).into_iter();
        let arguments = params.map(|param| Ty::new(TyKind::Param(param))).collect();
        Ty::new(TyKind::Class(class, arguments))
    }

    /// Whether Dynamic has a form for values of a type that needs nothing of the program.
    fn is_itself(&self, ty: Ty) -> bool {
        match self.kind(ty) {
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Dynamic
            | Kind::Unsupported => true,
            Kind::Array(_)
            | Kind::Map(..)
            | Kind::Class(..)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_) => false,
        }
    }

    fn need_inside(&self, ty: Ty) {
        self.need(ty, Bound::Dynamic);
        self.need(ty, Bound::Clone);
        self.need(ty, Bound::Show);
        self.need(ty, Bound::Static);
    }

    /// A type with all that is given for its type parameters somewhere; with the parameters, where that is not known.
    pub(crate) fn instances(&self, ty: Ty) -> Vec<Ty> {
        let edges = self.needs.borrow().edges.clone();
        // Functions that call each other hand their parameters around in circles.
        let mut seen = IndexSet::from([ty]);
        let mut open = vec![ty];
        let mut closed = Vec::new();
        for _ in 0..4 {
            for ty in std::mem::take(&mut open) {
                let mut params = Vec::new();
                ty.map(&mut |part| {
                    if let TyKind::Param(param) = part.kind() {
                        params.push(*param);
                    }
                    None
                });
                let Some(first) = params.first() else {
                    closed.push(ty);
                    continue;
                };
                let given = edges.iter().filter(|(param, given)| {
                    param == first
                        && !matches!(given.kind(), TyKind::Param(inner) if inner == first)
                });
                let given = given.map(|(param, given)| ty.substitute(&[(*param, *given)]));
                open.extend(given.filter(|given| seen.insert(*given)));
            }
        }
        closed.extend(open);
        closed
    }

    /// Whether a copy of an object would do in its stead, also with Dynamic for the class's type parameters.
    fn is_copyable(&self, def: DefId) -> bool {
        let alone = self.classes.parent(def).is_none()
            && !self.classes.is_trait(def)
            && self.plan.families.below(def).all(|below| below == def)
            && !self.needs.borrow().identity_classes.contains(&def);
        let Some(class) = crate::hierarchy::class_def(self.program, def) else {
            return false;
        };
        let mut fields = class.fields.iter();
        alone
            && fields.all(|field| {
                let plan = self.plan.fields.get(&field.id);
                let is_plain = plan.is_none_or(|plan| plan.cell == FieldCell::Plain);
                let mentions = crate::views::parameters(&[field.ty]);
                let kind = self.kind(field.ty);
                let is_simple = if let Kind::Array(element) = kind {
                    matches!(self.kind(element), Kind::Param(_))
                } else {
                    matches!(kind, Kind::Param(_))
                };
                is_plain && (mentions.is_empty() || is_simple)
            })
    }

    /// The paths of the classes at or below one that are instantiated; or of an enum.
    pub(crate) fn class_names(&self, def: DefId) -> Vec<String> {
        if let Some(TypeDef::Enum(_)) = self.program.types.get(&def) {
            return vec![self.program.path(def)];
        }
        let below = self.plan.families.below(def);
        below
            .filter(|below| self.classes.is_instantiated(*below))
            .map(|def| self.program.path(def))
            .collect()
    }

    /// The name of a type in messages.
    pub(crate) fn type_name(&self, ty: Ty) -> String {
        match self.kind(ty) {
            Kind::Int => "Int".to_owned(),
            Kind::Float => "Float".to_owned(),
            Kind::Bool => "Bool".to_owned(),
            Kind::Int64 => "haxe.Int64".to_owned(),
            Kind::String => "String".to_owned(),
            Kind::Array(_) => "Array".to_owned(),
            Kind::Map(..) => "Map".to_owned(),
            Kind::Exception => "haxe.Exception".to_owned(),
            Kind::Class(def, _) | Kind::Enum(def, _) => self.program.path(def),
            Kind::Function(_) => "function".to_owned(),
            Kind::Structure(_) => "structure".to_owned(),
            Kind::Void | Kind::Native(_) | Kind::Param(_) | Kind::Dynamic | Kind::Unsupported => {
                "Dynamic".to_owned()
            }
        }
    }
}

impl Scope<'_> {
    /// Whether a value taken out of Dynamic as `ty` is sure to be one in Rust, if it is one in Haxe: nothing of the same
    /// form but another Rust type gets in.
    pub(crate) fn comes_out(&self, ty: Ty) -> bool {
        let world = self.world;
        let ty = world.bare(ty);
        let rust = |ty: Ty| self.argument_ty(ty).to_string();
        let same_form = |other: Ty| match (world.kind(ty), world.kind(other)) {
            // Arrays, and maps of the same keys, can be views of each other.
            (Kind::Map(one, _), Kind::Map(other, _)) => {
                let text = |ty| matches!(world.kind(ty), Kind::String);
                let int = |ty| matches!(world.kind(ty), Kind::Int);
                // These are other classes.
                let class = |ty| world.map_keys(ty);
                let known = class(one).is_some() && class(other).is_some();
                let differ = text(one) != text(other)
                    || int(one) != int(other)
                    || known && class(one) != class(other);
                !differ && rust(one) != rust(other)
            }
            // A function can be called with any arguments.
            (Kind::Structure(_), Kind::Structure(_)) => true,
            (Kind::Enum(one, _), Kind::Enum(other, _)) => one == other,
            (Kind::Class(one, list), Kind::Class(other, _)) => {
                !list.is_empty()
                    && (world.plan.families.is_below(one, other)
                        || world.plan.families.is_below(other, one))
            }
            _ => false,
        };
        let wanted = rust(ty);
        let inside: Vec<Ty> = world.needs.borrow().dynamic_types.iter().copied().collect();
        inside
            .into_iter()
            .filter(|other| same_form(*other))
            .flat_map(|other| world.instances(other))
            .all(|other| rust(other) == wanted)
    }

    /// Whether objects of a class give a copy where they are looked at as `C<Dynamic>`, whatever their own arguments are:
    /// nobody can tell it from the object itself, since nothing writes to either and nothing compares them.
    fn gives_copy(&self, def: DefId, arguments: &[Ty]) -> bool {
        let world = self.world;
        let all_dynamic = arguments
            .iter()
            .all(|argument| matches!(world.kind(*argument), Kind::Dynamic));
        let gives = all_dynamic && world.is_copyable(def);
        if gives {
            world.needs.borrow_mut().dynamic_copies.insert(def);
        }
        gives
    }

    /// Whether no value of a class or enum is ever made, so that it is no type in Rust.
    pub(crate) fn is_never(&self, ty: Ty) -> bool {
        let kind = self.world.kind(ty);
        if let Kind::Class(def, _) = kind {
            !self.world.classes.is_type(def)
        } else if let Kind::Enum(def, _) = kind {
            self.world.is_never_built(def)
        } else {
            false
        }
    }

    /// Notes that something in Dynamic is looked at as `ty`; whether that can be answered.
    pub(crate) fn viewed(&self, ty: Ty) -> bool {
        let world = self.world;
        match world.kind(ty) {
            Kind::Class(def, arguments) => {
                world.needs.borrow_mut().viewed.insert(def);
                // One that was made with other type arguments is no such value: it faults.
                self.comes_out(ty) || self.gives_copy(def, arguments) || !arguments.is_empty()
            }
            // Then structures get in as something else.
            Kind::Structure(_) if world.asked.fields => false,
            Kind::Array(inside) => {
                // Its elements are looked at one by one.
                self.viewed(inside);
                self.comes_out(ty)
            }
            Kind::Map(_, inside) => {
                self.viewed(inside);
                // As with classes, one of other keys faults.
                true
            }
            Kind::Function(function) => {
                for param in &function.params {
                    world.need(param.ty, Bound::Dynamic);
                }
                self.viewed(function.result);
                true
            }
            Kind::Enum(_, arguments) => self.comes_out(ty) || !arguments.is_empty(),
            Kind::Structure(_) => self.comes_out(ty),
            Kind::Int | Kind::Float | Kind::Bool | Kind::Int64 | Kind::String | Kind::Exception => {
                true
            }
            Kind::Param(_) => {
                let given = world.instances(ty);
                given.iter().all(|given| {
                    matches!(world.kind(*given), Kind::Param(_)) || self.comes_in(*given)
                })
            }
            Kind::Void | Kind::Native(_) | Kind::Dynamic | Kind::Unsupported => false,
        }
    }

    /// As [`Self::viewed`], for what is given for a type parameter.
    fn comes_in(&self, ty: Ty) -> bool {
        matches!(self.world.kind(ty), Kind::Dynamic) || self.viewed(ty)
    }
}
