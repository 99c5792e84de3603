//! Small questions about the program that several families ask: fields, statics, structures, exceptions, type tests.

use crate::hierarchy::class_def;
use crate::represent::{Kind, Repr};
use crate::world::World;
use hx2rs_compiler::hir::{Field, StructureField, Ty, TyKind, TypeDef, known};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::mir::reflection::Names;
use hx2rs_compiler::{DefId, MemberId, Name};
use indexmap::IndexSet;

impl World<'_> {
    /// The declaration of a variable of a class.
    pub(crate) fn field(&self, field: MemberId) -> Option<&Field> {
        let fields: Box<dyn Iterator<Item = &Field>> =
            match self.program.types.get(&field.owner())? {
                TypeDef::Class(class) => Box::new(class.fields.iter().chain(&class.statics)),
                TypeDef::Abstract(found) => Box::new(found.statics.iter()),
                TypeDef::Enum(_) | TypeDef::Alias(_) => return None,
            };
        let mut fields = fields;
        fields.find(|declared| declared.id == field)
    }

    /// A field that instances of `class` have under `name`: its id, type, nullability and cell.
    pub(crate) fn instance_field(
        &self,
        class: DefId,
        name: Name,
    ) -> Option<(MemberId, Ty, bool, FieldCell)> {
        let mut at = Some(class);
        while let Some(def) = at {
            let found = class_def(self.program, def)?;
            if let Some(field) = found.fields.iter().find(|field| field.id.name() == name) {
                let plan = self.plan.fields.get(&field.id);
                let (flag, cell) =
                    plan.map_or((false, FieldCell::Plain), |plan| (plan.nullable, plan.cell));
                return Some((field.id, field.ty, flag, cell));
            }
            at = self.classes.parent(def);
        }
        None
    }

    /// Whether something reads a field. What nothing reads is not emitted.
    pub(crate) fn is_field_read(&self, field: MemberId) -> bool {
        self.plan.fields.get(&field).is_none_or(|plan| plan.read)
    }

    /// The element type of an array.
    pub(crate) fn element(&self, ty: Ty) -> Option<Ty> {
        if let Kind::Array(element) = self.kind(ty) {
            Some(element)
        } else {
            None
        }
    }

    /// Whether null can get into a parameter.
    pub(crate) fn param_flag(&self, function: MemberId, at: usize) -> bool {
        let plan = self.plan.functions.get(&function);
        plan.and_then(|plan| plan.nullable_params.get(at))
            .copied()
            .unwrap_or(false)
    }

    /// Whether a function can return null.
    pub(crate) fn result_flag(&self, function: MemberId) -> bool {
        self.plan
            .functions
            .get(&function)
            .is_some_and(|plan| plan.nullable_result)
    }

    /// Whether a function returns a `Result`, or a static variable's initialiser throws.
    pub(crate) fn throws(&self, member: MemberId) -> bool {
        match self.plan.functions.get(&member) {
            Some(plan) => plan.throws,
            None => self
                .plan
                .statics
                .get(&member)
                .is_some_and(|plan| plan.throws),
        }
    }

    /// Whether null can get into a parameter of an enum constructor; the same for all parameters of one type, so that
    /// or-patterns bind one form.
    pub(crate) fn constructor_flag(&self, constructor: MemberId, ty: Ty) -> bool {
        let Some(TypeDef::Enum(found)) = self.program.types.get(&constructor.owner()) else {
            return false;
        };
        found.constructors.iter().any(|other| {
            other.params.iter().enumerate().any(|(at, param)| {
                param.ty == ty
                    && self
                        .plan
                        .nullable_constructor_params
                        .contains(&(other.id, at))
            })
        })
    }

    /// Whether a method keeps its object; of one that nothing calls, whether its implementations do.
    pub(crate) fn this_escapes(&self, method: MemberId) -> bool {
        let plan = |method: &MemberId| self.plan.functions.get(method);
        match plan(&method) {
            Some(plan) => plan.this_escapes,
            None => {
                let family = self.plan.families.members(method);
                let mut plans = family.iter().filter_map(plan);
                plans.any(|plan| plan.this_escapes)
            }
        }
    }

    /// Whether no value of an enum is ever made.
    pub(crate) fn is_never_built(&self, def: DefId) -> bool {
        self.plan
            .enums
            .get(&def)
            .is_some_and(|plan| plan.built.is_empty())
    }

    /// Whether some constructor call makes this enum value.
    pub(crate) fn is_built(&self, constructor: MemberId) -> bool {
        self.plan
            .enums
            .get(&constructor.owner())
            .is_none_or(|plan| plan.built.contains(&constructor))
    }

    // ------------------------------------------------------------------------------------------ structures

    /// The name of the struct of an anonymous structure type. Types of the same fields share one struct: with the types
    /// of its fields as parameters, where some of them depend on a type parameter or they differ.
    pub(crate) fn structure_name(&self, ty: Ty) -> String {
        let ty = self.bare(ty);
        let shape = self.shape(ty);
        if has_parameter(ty) {
            self.needs.borrow_mut().open_shapes.insert(shape.clone());
            self.needs.borrow_mut().generic_shapes.insert(shape.clone());
        }
        let known = self.needs.borrow().structures.get(&shape).cloned();
        if let Some((name, first)) = known {
            if first != ty && !self.same_fields(first, ty) {
                self.needs.borrow_mut().open_shapes.insert(shape);
            }
            return name;
        }
        let mut wanted = crate::names::not_taken(self.structure_name_of(ty), "Structure");
        if self.names.is_item(&wanted) || self.names.is_type_parameter(&wanted) {
            wanted.push_str("Structure");
        }
        let both = |name: &str| {
            let into = crate::names::conversion_name(name);
            [name.to_owned(), format!("{name}Fields"), into]
        };
        let name = crate::names::unique_type(wanted, |name| {
            let needs = self.needs.borrow();
            let mut names = needs.structures.values().map(|(used, _)| used);
            names.any(|used| both(used).iter().any(|used| both(name).contains(used)))
        });
        self.needs
            .borrow_mut()
            .structures
            .insert(shape, (name.clone(), ty));
        name
    }

    /// The names of a structure's fields.
    pub(crate) fn shape(&self, ty: Ty) -> Vec<Name> {
        if let Kind::Structure(fields) = self.kind(ty) {
            fields.iter().map(|field| field.name).collect()
        } else {
            Vec::new()
        }
    }

    fn same_fields(&self, one: Ty, other: Ty) -> bool {
        let (Kind::Structure(one), Kind::Structure(other)) = (self.kind(one), self.kind(other))
        else {
            return false;
        };
        one.iter()
            .zip(other.iter())
            .all(|(a, b)| self.structure_field_repr(a) == self.structure_field_repr(b))
    }

    /// Whether a shape has the types of its fields as parameters.
    pub(crate) fn is_open_shape(&self, ty: Ty) -> bool {
        self.needs
            .borrow()
            .open_shapes
            .contains(&self.shape(self.bare(ty)))
    }

    /// What a structure type is called: by its typedef, else by its fields.
    pub(crate) fn structure_name_of(&self, ty: Ty) -> String {
        for (id, def) in &self.program.types {
            if let TypeDef::Alias(alias) = def
                && alias.header.type_params.is_empty()
                && self.bare(alias.ty) == ty
            {
                return self.names.ty(*id);
            }
        }
        let Kind::Structure(fields) = self.kind(ty) else {
            return "Structure".to_owned();
        };
        let name: String = fields
            .iter()
            .map(|field| crate::names::type_name(field.name.as_str()))
            .collect();
        if name.is_empty() {
            "Empty".to_owned()
        } else {
            name
        }
    }

    /// How a field of a structure is held.
    pub(crate) fn structure_field_repr(&self, field: &StructureField) -> Repr {
        let argument = self.argument(field.ty);
        Repr {
            null: argument.null || field.optional,
            ..argument
        }
    }

    /// Something looks at a field of a structure.
    pub(crate) fn need_structure_field(&self, ty: Ty, field: Name) {
        let shape = self.shape(self.bare(ty));
        let mut needs = self.needs.borrow_mut();
        needs.read_structure_fields.insert((shape, field));
    }

    /// Whether something may look at a field of a structure. What nothing looks at is not emitted.
    pub(crate) fn holds_structure_field(&self, ty: Ty, field: Name) -> bool {
        let shape = self.shape(self.bare(ty));
        let needs = self.needs.borrow();
        if self.is_viewed(ty) {
            let views = needs.read_views.iter().chain(&needs.written_views);
            let mut names = views.map(|(_, name)| name);
            if names.any(|name| *name == field) {
                return true;
            }
        }
        needs
            .read_structure_fields
            .contains(&(shape.clone(), field))
            || (needs.shown_structures.contains(&shape) || needs.dynamic_shapes.contains(&shape))
                && (self.writes_structure_field(field)
                    || needs.orders.get(&shape).is_none_or(|orders| {
                        // What no literal gives is not told.
                        orders.iter().flatten().any(|given| *given == field)
                    }))
    }

    /// Whether something may look at what is written to a field of a structure: if it is seen as another one, that may be
    /// any of those that have such a field.
    pub(crate) fn sees_structure_field(&self, ty: Ty, field: Name) -> bool {
        if self.holds_structure_field(ty, field) {
            return true;
        }
        let needs = self.needs.borrow();
        let mut read = needs.read_structure_fields.iter();
        self.is_viewed(ty) && read.any(|(_, name)| *name == field)
    }

    /// Whether the program can tell which fields a structure has and in which order: something asks for its text, or sees
    /// it as Dynamic.
    fn shows_fields(&self, shape: &[Name]) -> bool {
        let needs = self.needs.borrow();
        needs.shown_structures.contains(shape) || needs.dynamic_shapes.contains(shape)
    }

    /// The field of a structure's struct that tells which fields it has, where its literals give different ones or one that
    /// they leave out can come later.
    pub(crate) fn presence_field(&self, ty: Ty) -> Option<&'static str> {
        let shape = self.shape(self.bare(ty));
        let needs = self.needs.borrow();
        let changes = needs.dynamic_shapes.contains(&shape)
            && (self.gains_fields(&shape) || shape.iter().any(|name| self.is_taken_out(*name)));
        let no_orders = IndexSet::new();
        let orders = needs.orders.get(&shape);
        if orders.is_none() && !changes {
            return None;
        }
        let orders = orders.unwrap_or(&no_orders);
        let mut left_out = shape.iter().filter(|name| {
            let named = orders.iter().all(|order| order.contains(name));
            !named && self.writes_structure_field(**name)
        });
        let varies = changes || orders.len() > 1 || left_out.next().is_some();
        drop(needs);
        if !varies || !self.shows_fields(&shape) {
            return None;
        }
        let is_taken = |own: &str| {
            let mut names = shape.iter();
            names.any(|name| crate::names::snake(name.as_str()) == own)
        };
        ["present", "present_fields", "names_of_present_fields"]
            .into_iter()
            .find(|name| !is_taken(name))
    }

    /// Whether structures may get fields by name that their type does not name.
    pub(crate) fn gains_fields(&self, shape: &[Name]) -> bool {
        match &self.plan.reflection.written {
            Names::All => true,
            Names::Some(names) => names.iter().any(|name| !shape.contains(name)),
        }
    }

    /// Whether fields of this name are taken out of structures.
    pub(crate) fn is_taken_out(&self, field: Name) -> bool {
        self.plan.reflection.deleted.has(field)
    }

    /// Notes that the method which adds a field to a structure is called.
    pub(crate) fn need_adding(&self, ty: Ty, field: Name) {
        let shape = self.shape(self.bare(ty));
        self.needs.borrow_mut().added_fields.insert((shape, field));
    }

    /// Whether writing a field of a structure may add it to the object.
    pub(crate) fn may_be_added(&self, ty: Ty, field: Name) -> bool {
        let shape = self.shape(self.bare(ty));
        let needs = self.needs.borrow();
        if self.is_taken_out(field) && needs.dynamic_shapes.contains(&shape) {
            return true;
        }
        let mut orders = needs.orders.get(&shape).into_iter().flatten();
        orders.any(|order| !order.contains(&field))
    }

    /// The fields of a structure type in the order of its literals, without those that no literal has and nothing adds.
    pub(crate) fn fields_in_order<'f>(
        &self,
        ty: Ty,
        fields: &'f [StructureField],
    ) -> Vec<&'f StructureField> {
        let mut fields: Vec<_> = fields.iter().collect();
        let needs = self.needs.borrow();
        let Some(orders) = needs.orders.get(&self.shape(self.bare(ty))) else {
            return fields;
        };
        let named: IndexSet<Name> = orders.iter().flatten().copied().collect();
        fields
            .retain(|field| named.contains(&field.name) || self.writes_structure_field(field.name));
        fields.sort_by_key(|field| named.get_index_of(&field.name).unwrap_or(usize::MAX));
        fields
    }

    /// Whether something may look at a parameter of an enum constructor. What nothing looks at is not emitted, but where it
    /// is the only mention of a type parameter.
    pub(crate) fn holds_parameter(&self, constructor: MemberId, at: usize) -> bool {
        let def = constructor.owner();
        let needs = self.needs.borrow();
        let is_told = needs.shown_enums.contains(&def)
            || needs.key_enums.contains(&def)
            || needs.dynamic_items.contains(&def);
        if is_told || needs.read_parameters.contains(&(constructor, at)) {
            return true;
        }
        let Some(TypeDef::Enum(found)) = self.program.types.get(&def) else {
            return true;
        };
        let declared = found.constructors.iter().find(|it| it.id == constructor);
        let param = declared.and_then(|declared| declared.params.get(at));
        param.is_none_or(|param| has_parameter(param.ty))
    }

    /// How a field of a structure of type `ty` is written: plain where nothing in the program writes a field of this
    /// name.
    pub(crate) fn structure_cell(&self, ty: Ty, field: &StructureField) -> FieldCell {
        if !self.writes_structure_field(field.name) {
            return FieldCell::Plain;
        }
        if self.is_open_shape(ty) {
            return FieldCell::RefCell;
        }
        if self.is_copy(self.structure_field_repr(field)) {
            FieldCell::Cell
        } else {
            FieldCell::RefCell
        }
    }

    // ------------------------------------------------------------------------------------------ hierarchies

    /// The method that gives the base struct of a trait.
    pub(crate) fn accessor(&self, def: DefId) -> String {
        let has_above = self
            .classes
            .traits(def)
            .iter()
            .any(|other| *other != def && !self.classes.is_interface(*other));
        if has_above {
            format!("{}_base", crate::names::snake(&self.names.ty(def)))
        } else {
            "base".to_owned()
        }
    }

    /// `into_x`.
    pub(crate) fn conversion_name(&self, target: DefId) -> String {
        format!("into_{}", crate::names::snake(&self.names.ty(target)))
    }

    /// `as_x`.
    pub(crate) fn type_test_name(&self, base: DefId, target: DefId) -> String {
        let _ = base;
        format!("as_{}", crate::names::snake(&self.names.ty(target)))
    }

    /// Which type parameters of a class say what a class below it is given, one for each of its own; nothing where they do
    /// not say it.
    pub(crate) fn arguments_below(&self, base: DefId, target: DefId) -> Option<Vec<usize>> {
        let own = self.type_params(target);
        if own.is_empty() {
            return Some(Vec::new());
        }
        let own: Vec<Ty> = own
            .into_iter()
            .map(|param| Ty::new(TyKind::Param(param)))
            .collect();
        let given = hx2rs_compiler::mir::family::arguments_above(self.program, target, &own, base)?;
        own.iter()
            .map(|param| given.iter().position(|given| given == param))
            .collect()
    }

    /// What `hx::Keys` calls keys of a type; nothing where they can be of any.
    pub(crate) fn map_keys(&self, key: Ty) -> Option<&'static str> {
        match self.kind(key) {
            Kind::Int => Some("Ints"),
            Kind::String => Some("Strings"),
            Kind::Enum(..) => Some("EnumValues"),
            Kind::Class(..) | Kind::Structure(_) | Kind::Function(_) => Some("Objects"),
            Kind::Void
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => None,
        }
    }

    /// The answer of a type test that needs no look at the value.
    pub(crate) fn static_type_test(&self, from: Ty, to: Ty) -> Option<bool> {
        match (self.kind(from), self.kind(to)) {
            (Kind::Class(from, _), Kind::Class(to, _)) => {
                if self.plan.families.is_below(from, to) {
                    return Some(true);
                }
                let possible = self.plan.families.below(from).any(|def| {
                    self.classes.is_instantiated(def) && self.plan.families.is_below(def, to)
                });
                // Where nothing below a class is ever seen as it, its objects are of it alone.
                let possible = possible && self.classes.is_trait(from);
                if possible { None } else { Some(false) }
            }
            (Kind::Int, Kind::Int | Kind::Float)
            | (Kind::Float, Kind::Float)
            | (Kind::Bool, Kind::Bool)
            | (Kind::Int64, Kind::Int64)
            | (Kind::String, Kind::String)
            | (Kind::Array(_), Kind::Array(_)) => Some(true),
            // Their keys tell them apart.
            (Kind::Map(one, _), Kind::Map(other, _)) => {
                match (self.map_keys(one), self.map_keys(other)) {
                    (Some(one), Some(other)) => Some(one == other),
                    (_, None) => Some(true),
                    (None, Some(_)) => None,
                }
            }
            (Kind::Enum(from, _), Kind::Enum(to, _)) => Some(from == to),
            (Kind::Exception, Kind::Exception) => Some(true),
            (Kind::Class(def, _), Kind::Exception) => Some(self.is_exception(def)),
            (
                Kind::Structure(_)
                | Kind::Param(_)
                | Kind::Dynamic
                | Kind::Unsupported
                | Kind::Native(_)
                | Kind::Void
                | Kind::Exception,
                _,
            )
            | (
                _,
                Kind::Structure(_)
                | Kind::Param(_)
                | Kind::Dynamic
                | Kind::Unsupported
                | Kind::Native(_)
                | Kind::Void,
            )
            | (Kind::Function(_), Kind::Function(_)) => None,
            (Kind::Float, Kind::Int) => None,
            // Two different forms.
            (_, _) => Some(false),
        }
    }

    // ------------------------------------------------------------------------------------------ exceptions

    /// Whether a class of the program extends `haxe.Exception`.
    pub(crate) fn is_exception(&self, def: DefId) -> bool {
        self.plan.families.is_below(def, known::exception())
            && def != known::exception()
            && def != known::value_exception()
    }

    /// The class whose base is `haxe.Exception` itself.
    pub(crate) fn exception_top(&self, def: DefId) -> DefId {
        let mut top = def;
        while let Some(parent) = self.classes.parent(top) {
            top = parent;
        }
        top
    }

    /// `haxe.Exception`.
    pub(crate) fn exception_ty(&self) -> Ty {
        Ty::new(TyKind::Class(known::exception(), Box::default()))
    }
}

/// Whether a type depends on a type parameter.
fn has_parameter(ty: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |part| {
        found |= matches!(part.kind(), TyKind::Param(_));
        None
    });
    found
}
