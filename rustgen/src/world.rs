//! What the emission of a whole program shares: the program, the plan, names, hierarchy, modules, and what the emitted
//! bodies turned out to need (bounds, type tests, structures, diagnostics).

use crate::hierarchy::Hierarchy;
use crate::modules::Modules;
use crate::names::Names;
use crate::represent::Kind;
use hx2rs_compiler::hir::{ExprId, FieldAccess, Place, StructureField};
use hx2rs_compiler::hir::{Function, Program, Ty, TyKind, TypeDef, TypeParamId, TypeParamOwner};
use hx2rs_compiler::{
    DefId, Diagnostic, FileId, MemberId, Name, OwnershipPlan, Span, TextRange, catalogue,
};
use indexmap::{IndexMap, IndexSet};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

/// What a type parameter has to be able to do.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Bound {
    /// `Clone`
    Clone,
    /// `hx::Show`
    Show,
    /// `hx::Same`
    Same,
    /// `hx::Key`
    Key,
    /// `hx::AsDynamic`
    Dynamic,
    /// `hx::Nullable`
    Null,
    /// `'static`
    Static,
    /// Leads to an object of this class or interface: `Deref<Target: C>`.
    Leads(DefId),
    /// Can be held as an object of this class or interface.
    Becomes(DefId),
    /// Can be seen as a structure that is a trait: its place among [`Needs::constraints`].
    Seen(usize),
}

/// The whole emission.
pub(crate) struct World<'a> {
    /// What is emitted.
    pub program: &'a Program,
    /// How.
    pub plan: &'a OwnershipPlan,
    /// Names of types and members.
    pub names: Names,
    /// Classes and their forms.
    pub classes: Hierarchy,
    /// Rust modules.
    pub modules: Modules,
    /// Names of structure fields that something writes.
    pub written_structure_fields: IndexSet<Name>,
    /// What the program asks of values by `Type` and `Reflect`.
    pub asked: crate::items::reflection::Asked,
    /// Whether structures can come out of Dynamic in whatever form they got in.
    pub dynamic_views: bool,
    /// Structure types, by the names of their fields, that hold objects and other structures as well: traits.
    pub viewed_shapes: IndexSet<Vec<Name>>,
    /// Static variables that only initialisers of constants read: their values are in there already.
    pub folded_away: HashSet<MemberId>,
    /// Constructors without parameters that are not only compared with.
    pub made_constructors: HashSet<MemberId>,
    /// Classes whose `new` something calls, those above them included.
    pub constructed: HashSet<DefId>,
    /// Whether the program asks where exceptions were thrown.
    pub keeps_stacks: bool,
    /// Whether exceptions are made with something that the platform threw.
    pub gives_native: bool,
    /// Structure types, by the names of their fields, that lead back to themselves.
    pub self_references: IndexMap<Vec<Name>, crate::self_reference::SelfReference>,
    /// Type parameters of enums that their values mention.
    pub mentioned_params: HashSet<TypeParamId>,
    /// Rust names of methods of the program.
    pub method_names: HashSet<String>,
    /// What bodies turned out to need.
    pub needs: RefCell<Needs>,
    /// Structure types whose fields' texts were asked for.
    pub shown_now: RefCell<IndexSet<Ty>>,
    /// The .hx places behind marks.
    pub marks: RefCell<Marks>,
}

/// The .hx places behind marks: mark `n` is entry `n - 1`.
#[derive(Default)]
pub(crate) struct Marks {
    /// In the order in which they came up.
    pub places: IndexSet<Origin>,
}

/// Where tokens come from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Origin {
    /// The file.
    pub file: FileId,
    /// From the start of the file.
    pub range: TextRange,
    /// The expression that they belong to.
    pub expr: Option<(MemberId, ExprId)>,
    /// Whether the range is that of a part of the expression, such as a pattern.
    pub is_part: bool,
}

impl Marks {
    /// The mark of a declaration.
    pub(crate) fn mark(&mut self, file: FileId, range: TextRange) -> usize {
        self.of(Origin {
            file,
            range,
            expr: None,
            is_part: false,
        })
    }

    /// The mark of a place.
    pub(crate) fn of(&mut self, origin: Origin) -> usize {
        self.places.insert_full(origin).0 + 1
    }
}

/// What bodies turned out to need.
#[derive(Default)]
pub(crate) struct Needs {
    /// Per type parameter.
    pub bounds: IndexMap<TypeParamId, BTreeSet<Bound>>,
    /// What is given for a parameter somewhere: its bounds hold for that, too.
    pub edges: IndexSet<(TypeParamId, Ty)>,
    /// Type tests `as_x`: the trait that declares it, the class that is looked for.
    pub type_tests: IndexSet<(DefId, DefId)>,
    /// Accessors of base fields that are used.
    pub accessors: IndexSet<DefId>,
    /// Variables of interfaces that are read through them.
    pub read_declared: IndexSet<MemberId>,
    /// Variables of interfaces that are written through them.
    pub written_declared: IndexSet<MemberId>,
    /// Shapes of anonymous structures, and their names.
    pub structures: IndexMap<Vec<Name>, (String, Ty)>,
    /// The fields that the literals of a shape give, each set in its order once.
    pub orders: IndexMap<Vec<Name>, IndexSet<Vec<Name>>>,
    /// Shapes whose fields have different types in different places.
    pub open_shapes: IndexSet<Vec<Name>>,
    /// Those among them that generic code makes, which knows nothing of the types of the fields.
    pub generic_shapes: IndexSet<Vec<Name>>,
    /// Shapes of which some literal is built, or a copy.
    pub built_shapes: IndexSet<Vec<Name>>,
    /// Fields that are read through the trait of a structure type.
    pub read_views: IndexSet<(Vec<Name>, Name)>,
    /// Fields that are written through the trait of a structure type.
    pub written_views: IndexSet<(Vec<Name>, Name)>,
    /// What is seen as a structure that is a trait: its type, and the structure type.
    pub views: IndexSet<(Ty, Ty)>,
    /// Classes that are looked for behind structures that are traits.
    pub structure_tests: IndexSet<(Vec<Name>, DefId)>,
    /// Classes as which values of a type parameter are held, and what is given for the parameter.
    pub becomes: IndexSet<(DefId, DefId)>,
    /// Structure types as which values of type parameters are seen.
    pub constraints: IndexSet<Ty>,
    /// What is given for a type parameter whose values are seen as a structure, and that structure.
    pub seen: IndexSet<(Ty, Ty)>,
    /// Methods with type parameters that are called through their trait.
    pub dispatches: IndexSet<MemberId>,
    /// Tests for exactly one class: the trait, the class, and whether the answer is the counted object.
    pub exact_tests: IndexSet<(DefId, DefId, bool)>,
    /// Whether function values are compared: then those of one function are one value.
    pub compares_functions: bool,
    /// What cannot be emitted.
    pub diagnostics: Vec<Diagnostic>,
    /// Enums that are given for type parameters whose values are tested for null.
    pub nullable_enums: IndexSet<DefId>,
    /// Classes and enums whose values get into Dynamic.
    pub dynamic_items: IndexSet<DefId>,
    /// Shapes of structures that get into Dynamic.
    pub dynamic_shapes: IndexSet<Vec<Name>>,
    /// Classes with type parameters whose objects are looked at in Dynamic as if these were Dynamic: they give a copy.
    pub dynamic_copies: IndexSet<DefId>,
    /// Fields of structures whose methods that add them are called.
    pub added_fields: IndexSet<(Vec<Name>, Name)>,
    /// Classes whose structs can be cloned: their objects are copied.
    pub copied_classes: IndexSet<DefId>,
    /// Shapes of structures that are copied.
    pub copied_shapes: IndexSet<Vec<Name>>,
    /// All types that get into Dynamic.
    pub dynamic_types: IndexSet<Ty>,
    /// Classes and enums that are values themselves.
    pub type_values: IndexSet<DefId>,
    /// Classes and interfaces that something in Dynamic, or thrown, is looked at as.
    pub viewed: IndexSet<DefId>,
    /// Parameters of enum constructors that some pattern looks at.
    pub read_parameters: IndexSet<(MemberId, usize)>,
    /// Fields of structures that something reads, by the names of all their fields.
    pub read_structure_fields: IndexSet<(Vec<Name>, Name)>,
    /// Classes whose embedded base is looked into.
    pub opened_bases: IndexSet<DefId>,
    /// Enums compared for identity.
    pub compared_enums: IndexSet<DefId>,
    /// Enums compared through a trait: as elements, as type arguments.
    pub same_enums: IndexSet<DefId>,
    /// Classes and structures that are compared through `Rc`.
    pub identity_shapes: IndexSet<Vec<Name>>,
    /// Classes of which `Rc`s are compared.
    pub identity_classes: IndexSet<DefId>,
    /// Types of the crate that are named somewhere.
    pub mentioned: IndexSet<DefId>,
    /// Enums that are keys of maps.
    pub key_enums: IndexSet<DefId>,
    /// Structures whose text is needed.
    pub shown_structures: IndexSet<Vec<Name>>,
    /// Enums whose text is needed.
    pub shown_enums: IndexSet<DefId>,
    /// Classes whose text is needed.
    pub shown_classes: IndexSet<DefId>,
}

impl Needs {
    /// A number that grows with every need.
    pub(crate) fn size(&self) -> usize {
        let bounds: usize = self.bounds.values().map(BTreeSet::len).sum();
        bounds
            + self.edges.len()
            + self.type_tests.len()
            + self.accessors.len()
            + self.read_declared.len()
            + self.written_declared.len()
            + self.structures.len()
            + self.open_shapes.len()
            + self.generic_shapes.len()
            + self.orders.values().map(IndexSet::len).sum::<usize>()
            + self.built_shapes.len()
            + self.views.len()
            + self.dispatches.len()
            + self.becomes.len()
            + self.constraints.len()
            + self.seen.len()
            + self.exact_tests.len()
            + usize::from(self.compares_functions)
            + self.read_views.len()
            + self.written_views.len()
            + self.structure_tests.len()
            + self.read_structure_fields.len()
            + self.read_parameters.len()
            + self.nullable_enums.len()
            + self.dynamic_items.len()
            + self.dynamic_shapes.len()
            + self.dynamic_types.len()
            + self.dynamic_copies.len()
            + self.added_fields.len()
            + self.copied_classes.len()
            + self.copied_shapes.len()
            + self.type_values.len()
            + self.viewed.len()
            + self.compared_enums.len()
            + self.same_enums.len()
            + self.identity_shapes.len()
            + self.identity_classes.len()
            + self.mentioned.len()
            + self.key_enums.len()
            + self.shown_structures.len()
            + self.shown_enums.len()
            + self.shown_classes.len()
    }
}

impl<'a> World<'a> {
    /// The mark of a function's head: its name, and what stands between it and the body.
    pub(crate) fn function_mark(&self, function: &Function) -> usize {
        let mut range = function.range;
        if let Some(body) = self.program.body_starts.get(&function.id) {
            range.end = range.end.max(*body);
        }
        self.marks.borrow_mut().mark(function.file, range)
    }

    /// Looks at a program before anything is emitted.
    pub(crate) fn new(program: &'a Program, plan: &'a OwnershipPlan, dynamic_views: bool) -> Self {
        let names = Names::new(program);
        let classes = Hierarchy::new(program, plan);
        let modules = Modules::new(program, plan);
        let methods = plan.functions.keys();
        let method_names = methods.map(|method| names.member(*method)).collect();
        let asked = crate::items::reflection::Asked::by(program);
        let mut world = Self {
            folded_away: folded_away(program, plan),
            made_constructors: made_constructors(program, plan),
            constructed: constructed(program, plan),
            gives_native: gives_native(program, plan),
            keeps_stacks: keeps_stacks(plan),
            mentioned_params: HashSet::new(),
            method_names,
            viewed_shapes: IndexSet::new(),
            self_references: IndexMap::new(),
            asked,
            dynamic_views: asked.fields || dynamic_views,
            program,
            plan,
            names,
            classes,
            modules,
            written_structure_fields: written_structure_fields(program, plan),
            needs: RefCell::default(),
            shown_now: RefCell::default(),
            marks: RefCell::default(),
        };
        world.mentioned_params = world.find_mentioned_params();
        world.viewed_shapes = world.find_viewed_shapes();
        world.self_references = world.find_self_references();
        crate::overrides::find(&mut world);
        world
    }

    /// Reports a construct that cannot be emitted yet.
    pub(crate) fn unsupported(
        &self,
        file: FileId,
        member: Option<MemberId>,
        range: TextRange,
        what: &str,
    ) {
        let span = Span {
            file,
            anchor: member,
            range,
        };
        let diagnostic = Diagnostic::new(
            catalogue::types::NOT_SUPPORTED_YET,
            span,
            format!("{what} not supported yet when shipping"),
        )
        .note("the interpreter runs it: `hx2rs run`");
        let mut needs = self.needs.borrow_mut();
        if !needs.diagnostics.contains(&diagnostic) {
            needs.diagnostics.push(diagnostic);
        }
    }

    /// Reports something that cannot be emitted yet and has no one place.
    pub(crate) fn refuse(&self, what: &str) {
        let diagnostic = Diagnostic::without_place(
            catalogue::types::NOT_SUPPORTED_YET,
            format!("{what} not supported yet when shipping"),
        )
        .note("the interpreter runs it: `hx2rs run`");
        let mut needs = self.needs.borrow_mut();
        if !needs.diagnostics.contains(&diagnostic) {
            needs.diagnostics.push(diagnostic);
        }
    }

    /// The type parameters of a type.
    pub(crate) fn type_params(&self, def: DefId) -> Vec<TypeParamId> {
        let found = self.program.types.get(&def);
        found.map_or_else(Vec::new, |def| {
            def.header()
                .type_params
                .iter()
                .map(|param| param.id)
                .collect()
        })
    }

    /// The constraints that a type parameter is declared with.
    pub(crate) fn constraints_of(&self, param: TypeParamId) -> &'a [Ty] {
        let params = match param.data().owner {
            TypeParamOwner::Def(owner) => {
                let owner = self.program.types.get(&owner);
                owner.map_or(&[][..], |owner| &owner.header().type_params)
            }
            TypeParamOwner::Member(member) => {
                let function = self.program.functions.get(&member);
                function.map_or(&[][..], |function| &function.type_params)
            }
            TypeParamOwner::Local(..) => &[][..],
        };
        let found = params.iter().find(|declared| declared.id == param);
        found.map_or(&[][..], |found| &found.constraints)
    }

    /// How a type parameter is written.
    pub(crate) fn names_of_param(&self, param: TypeParamId) -> String {
        let key = param.data();
        let name = self.names.type_parameter(key.name);
        // A function's parameter that hides one of its class gets a name of its own.
        if let TypeParamOwner::Member(member) = key.owner {
            let of_class = self.type_params(member.owner());
            if of_class.iter().any(|other| other.data().name == key.name) {
                return format!("{name}2");
            }
        }
        name
    }

    /// Objects of a class are seen as trait objects: what is given for its type parameters refers to nothing outside.
    pub(crate) fn need_static(&self, class: DefId) {
        for param in self.type_params(class) {
            self.need(Ty::new(TyKind::Param(param)), Bound::Static);
        }
    }

    /// Notes that values of this type have to be able to do something.
    pub(crate) fn need(&self, ty: Ty, bound: Bound) {
        if bound == Bound::Dynamic {
            self.need_dynamic(self.bare(ty));
            return;
        }
        if let Bound::Seen(at) = bound
            && !matches!(self.kind(ty), Kind::Param(_))
        {
            self.need_seen(self.bare(ty), at);
            return;
        }
        match self.bare(ty).kind() {
            TyKind::Param(param) => {
                let mut needs = self.needs.borrow_mut();
                needs.bounds.entry(*param).or_default().insert(bound);
            }
            TyKind::Class(def, arguments)
            | TyKind::Enum(def, arguments)
            | TyKind::Abstract(def, arguments) => {
                let is_enum = matches!(self.program.types.get(def), Some(TypeDef::Enum(_)));
                if bound == Bound::Null && is_enum {
                    self.needs.borrow_mut().nullable_enums.insert(*def);
                }
                if matches!(bound, Bound::Same | Bound::Key) {
                    if is_enum {
                        self.enum_need(*def, bound, arguments);
                    } else {
                        self.needs.borrow_mut().identity_classes.insert(*def);
                    }
                }
                // What can be done with it can be done where all that its parameters have to be holds.
                if is_enum || self.classes.is_type(*def) {
                    for (param, argument) in self.type_params(*def).iter().zip(arguments) {
                        self.bound_edge(*param, *argument);
                    }
                }
                let inside = match bound {
                    Bound::Static => true,
                    Bound::Show => {
                        self.show(*def);
                        true
                    }
                    Bound::Becomes(target) => {
                        let mut needs = self.needs.borrow_mut();
                        needs.becomes.insert((target, *def));
                        false
                    }
                    Bound::Clone
                    | Bound::Same
                    | Bound::Key
                    | Bound::Dynamic
                    | Bound::Null
                    | Bound::Seen(_)
                    | Bound::Leads(_) => false,
                };
                if inside {
                    for argument in arguments {
                        self.need(*argument, bound);
                        if bound == Bound::Show {
                            self.need(*argument, Bound::Clone);
                        }
                    }
                }
            }
            TyKind::Structure(fields) => {
                if matches!(bound, Bound::Same | Bound::Key) {
                    let shape = self.shape(self.bare(ty));
                    self.needs.borrow_mut().identity_shapes.insert(shape);
                }
                if bound == Bound::Static {
                    for param in crate::views::parameters(&[ty]) {
                        self.need(Ty::new(TyKind::Param(param)), bound);
                    }
                }
                if bound == Bound::Show && self.show_structure(ty) {
                    for field in fields {
                        self.need(field.ty, bound);
                    }
                }
            }
            TyKind::Function(function) if bound == Bound::Static => {
                for param in &function.params {
                    self.need(param.ty, bound);
                }
                self.need(function.result, bound);
            }
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Alias(..)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => {}
            TyKind::Function(function) => {
                if matches!(bound, Bound::Same | Bound::Key) {
                    self.needs.borrow_mut().compares_functions = true;
                }
                if bound == Bound::Static {
                    for param in &function.params {
                        self.need(param.ty, bound);
                    }
                    self.need(function.result, bound);
                }
            }
        }
    }

    /// Values of this type are given for a type parameter and seen as a structure there.
    fn need_seen(&self, ty: Ty, at: usize) {
        let mut needs = self.needs.borrow_mut();
        let Some(to) = needs.constraints.get_index(at).copied() else {
            return;
        };
        // All objects of a class with type parameters are seen alike.
        let mut from = ty;
        if let (Kind::Class(def, arguments), TyKind::Class(..)) = (self.kind(ty), ty.kind()) {
            let own = self.type_params(def).into_iter();
            let own: Vec<_> = own.map(|param| Ty::new(TyKind::Param(param))).collect();
            if own.len() == arguments.len() {
                from = Ty::new(TyKind::Class(def, own.into_boxed_slice()));
            }
        }
        needs.seen.insert((from, to));
        let is_it =
            matches!(self.kind(from), Kind::Structure(_)) && self.shape(from) == self.shape(to);
        if !is_it {
            needs.views.insert((from, to));
        }
    }

    /// Notes that the text of a structure is needed; whether that is new.
    fn show_structure(&self, ty: Ty) -> bool {
        let shape = self.shape(self.bare(ty));
        self.needs.borrow_mut().shown_structures.insert(shape);
        self.shown_now.borrow_mut().insert(ty)
    }

    /// Enums as elements that are compared, and as keys.
    fn enum_need(&self, def: DefId, bound: Bound, arguments: &[Ty]) {
        let new = {
            let plain = self.is_plain_enum(def);
            let mut needs = self.needs.borrow_mut();
            if plain {
                needs.compared_enums.insert(def);
            }
            match bound {
                Bound::Key => needs.key_enums.insert(def),
                Bound::Same
                | Bound::Clone
                | Bound::Show
                | Bound::Dynamic
                | Bound::Null
                | Bound::Static
                | Bound::Becomes(_)
                | Bound::Seen(_)
                | Bound::Leads(_) => needs.same_enums.insert(def),
            }
        };
        if bound == Bound::Key {
            for argument in arguments {
                self.need(*argument, bound);
            }
            if let (true, Some(TypeDef::Enum(found))) = (new, self.program.types.get(&def)) {
                for param in found
                    .constructors
                    .iter()
                    .flat_map(|constructor| &constructor.params)
                {
                    self.need(param.ty, bound);
                }
            }
        }
    }

    /// Notes that the text of values of a type is needed; of what is inside an enum as well.
    fn show(&self, def: DefId) {
        match self.program.types.get(&def) {
            Some(TypeDef::Enum(found)) => {
                if !self.needs.borrow_mut().shown_enums.insert(def) {
                    return;
                }
                for constructor in &found.constructors {
                    for param in &constructor.params {
                        self.need(param.ty, Bound::Show);
                    }
                }
            }
            Some(TypeDef::Class(_)) => {
                self.needs.borrow_mut().shown_classes.insert(def);
            }
            Some(TypeDef::Alias(_) | TypeDef::Abstract(_)) | None => {}
        }
    }

    /// `argument` is given for `param`.
    pub(crate) fn bound_edge(&self, param: TypeParamId, argument: Ty) {
        self.needs.borrow_mut().edges.insert((param, argument));
    }

    /// Carries the bounds of parameters over to what is given for them, until nothing changes.
    pub(crate) fn solve_bounds(&self) {
        loop {
            let (edges, before) = {
                let needs = self.needs.borrow();
                (needs.edges.clone(), needs.size())
            };
            for (param, argument) in edges {
                let bounds = self
                    .needs
                    .borrow()
                    .bounds
                    .get(&param)
                    .cloned()
                    .unwrap_or_default();
                for bound in bounds {
                    self.need(argument, bound);
                }
            }
            if self.needs.borrow().size() == before {
                return;
            }
        }
    }

    /// Whether null is among the values of what is given for a type parameter somewhere.
    pub(crate) fn may_hold_null(&self, ty: Ty) -> bool {
        let Kind::Param(start) = self.kind(ty) else {
            return false;
        };
        let mut seen = IndexSet::from([start]);
        let mut next = 0;
        while let Some(param) = seen.get_index(next).copied() {
            next += 1;
            let edges = self.needs.borrow().edges.clone();
            for (_, given) in edges.iter().filter(|(from, _)| *from == param) {
                if let Kind::Param(inner) = self.kind(*given)
                    && !self.says_null(*given)
                {
                    seen.insert(inner);
                } else if self.argument(*given).null {
                    return true;
                }
            }
        }
        false
    }

    /// As [`Self::may_hold_null`], of a parameter or of one that it is given for: all of them have to be able to do the same.
    pub(crate) fn is_given_null(&self, ty: Ty) -> bool {
        let mut found = IndexSet::from([ty]);
        let mut next = 0;
        while let Some(ty) = found.get_index(next).copied() {
            next += 1;
            if self.may_hold_null(ty) {
                return true;
            }
            let needs = self.needs.borrow();
            let above = needs.edges.iter();
            let above = above.filter(|(_, given)| self.bare(*given) == self.bare(ty));
            found.extend(above.map(|(param, _)| Ty::new(TyKind::Param(*param))));
        }
        false
    }

    /// What is known about a parameter now.
    pub(crate) fn bounds(&self, param: TypeParamId) -> BTreeSet<Bound> {
        self.needs
            .borrow()
            .bounds
            .get(&param)
            .cloned()
            .unwrap_or_default()
    }

    /// Finds what `declared` has for its parameters where it is `actual`, and notes it.
    pub(crate) fn instantiate(&self, declared: Ty, actual: Ty) {
        match (declared.kind(), actual.kind()) {
            (TyKind::Param(param), _) => {
                self.bound_edge(*param, actual);
            }
            (TyKind::Null(inner), TyKind::Null(actual)) => self.instantiate(*inner, *actual),
            (TyKind::Null(inner), _) => self.instantiate(*inner, actual),
            (TyKind::Alias(..), _) => {
                let next = self.program.expand(declared);
                if next != declared {
                    self.instantiate(next, actual);
                }
            }
            (_, TyKind::Alias(..)) => {
                let next = self.program.expand(actual);
                if next != actual {
                    self.instantiate(declared, next);
                }
            }
            (
                TyKind::Class(a, first) | TyKind::Enum(a, first) | TyKind::Abstract(a, first),
                TyKind::Class(b, second) | TyKind::Enum(b, second) | TyKind::Abstract(b, second),
            ) if a == b => {
                for (declared, actual) in first.iter().zip(second) {
                    self.instantiate(*declared, *actual);
                }
            }
            (TyKind::Function(first), TyKind::Function(second)) => {
                for (declared, actual) in first.params.iter().zip(&second.params) {
                    self.instantiate(declared.ty, actual.ty);
                }
                self.instantiate(first.result, second.result);
            }
            (
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Abstract(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::TypeOf(_)
                | TyKind::Infer(_),
                _,
            ) => {}
        }
    }
}

fn folded_away(program: &Program, plan: &OwnershipPlan) -> HashSet<MemberId> {
    use hx2rs_compiler::hir::Expr;
    use hx2rs_compiler::mir::StaticStart;
    use hx2rs_compiler::mir::constant::Constant;
    let is_folded = |member: &MemberId| {
        plan.statics
            .get(member)
            .is_some_and(|plan| matches!(plan.start, StaticStart::Constant(Constant::Value(_))))
    };
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let (mut folded, mut read) = (HashSet::new(), HashSet::new());
    for member in plan.bodies.keys() {
        let function = program.functions.get(member).and_then(|found| found.body());
        let field = || fields.get(member)?.initialiser.as_ref();
        let by_name = || plan.reflection.bodies.get(member);
        let Some(typed) = function.or_else(field).or_else(by_name) else {
            continue;
        };
        let found = if is_folded(member) {
            &mut folded
        } else {
            &mut read
        };
        for (_, expr) in typed.body.exprs.iter() {
            if let Expr::Static(field) = expr {
                found.insert(*field);
            } else if let Expr::Update {
                place: Place::Static(field),
                ..
            } = expr
            {
                found.insert(*field);
            }
        }
    }
    folded.difference(&read).copied().collect()
}

/// Classes that a `new`, or `super` in one, names; and all that they extend.
fn constructed(program: &Program, plan: &OwnershipPlan) -> HashSet<DefId> {
    use hx2rs_compiler::hir::{Callee, Expr};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let functions = plan.bodies.keys();
    let functions = functions.filter_map(|member| program.functions.get(member)?.body());
    let by_name = plan.reflection.bodies.values();
    let mut found = HashSet::new();
    for typed in initialisers.chain(functions).chain(by_name) {
        for (_, expr) in typed.body.exprs.iter() {
            let class = if let Expr::New { class, .. } = expr {
                class
            } else if let Expr::Call {
                callee: Callee::SuperConstructor { class, .. },
                ..
            } = expr
            {
                class
            } else {
                continue;
            };
            found.extend(plan.families.above(*class));
        }
    }
    found
}

/// Whether something reads the stack of an exception.
fn keeps_stacks(plan: &OwnershipPlan) -> bool {
    use hx2rs_compiler::Space;
    use hx2rs_compiler::hir::known;
    let of_exception = |name| MemberId::new(known::exception(), name, Space::Instance);
    let last = MemberId::new(
        DefId::new("haxe.CallStack", "CallStack"),
        "exceptionStack",
        Space::Static,
    );
    let readers = [of_exception("get_stack"), of_exception("details"), last];
    readers
        .iter()
        .any(|reader| plan.bodies.contains_key(reader))
}

/// Whether some `new` of an exception, or `super` in one, has a third argument.
fn gives_native(program: &Program, plan: &OwnershipPlan) -> bool {
    use hx2rs_compiler::hir::{Callee, Const, Expr, known};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let functions = plan
        .bodies
        .keys()
        .filter(|member| member.owner() != known::value_exception());
    let functions = functions.filter_map(|member| program.functions.get(member)?.body());
    let by_name = plan.reflection.bodies.values();
    initialisers.chain(functions).chain(by_name).any(|typed| {
        typed.body.exprs.iter().any(|(_, expr)| {
            let (constructor, arguments) = if let Expr::New {
                constructor,
                arguments,
                ..
            } = expr
            {
                (constructor, arguments)
            } else if let Expr::Call {
                callee: Callee::SuperConstructor { constructor, .. },
                arguments,
            } = expr
            {
                (constructor, arguments)
            } else {
                return false;
            };
            let library = [known::exception(), known::value_exception()];
            let is_library = constructor.is_some_and(|it| library.contains(&it.owner()));
            let third = arguments.get(NATIVE).filter(|_| is_library);
            third.is_some_and(|third| typed.body.exprs[*third] != Expr::Const(Const::Null))
        })
    })
}

impl World<'_> {
    /// How many parameters a function has in Rust: what the platform threw is none where no exception is told it.
    pub(crate) fn parameter_count(&self, function: &Function) -> usize {
        use hx2rs_compiler::hir::{FunctionKind, known};
        let count = function.params.len();
        let of_exceptions = function.kind == FunctionKind::Constructor
            && [known::exception(), known::value_exception()].contains(&function.id.owner());
        match of_exceptions && !self.gives_native {
            true => count.min(NATIVE),
            false => count,
        }
    }
}

/// Which parameter of the constructors of exceptions is what the platform threw.
pub(crate) const NATIVE: usize = 2;

fn made_constructors(program: &Program, plan: &OwnershipPlan) -> HashSet<MemberId> {
    use hx2rs_compiler::hir::{BinaryOp, Callee, Equality, Expr};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let functions = plan.bodies.keys();
    let functions = functions.filter_map(|member| program.functions.get(member)?.body());
    let mut made = HashSet::new();
    let by_name = plan.reflection.bodies.values();
    for typed in initialisers.chain(functions).chain(by_name) {
        let mut compared = HashSet::new();
        for (_, expr) in typed.body.exprs.iter() {
            if let Expr::Binary {
                op: BinaryOp::Equal(Equality::Enum) | BinaryOp::NotEqual(Equality::Enum),
                left,
                right,
            } = expr
            {
                for side in [*left, *right] {
                    compared.insert(side);
                    if let Expr::Convert { operand, .. } = typed.body.exprs[side] {
                        compared.insert(operand);
                    }
                }
            }
        }
        for (id, expr) in typed.body.exprs.iter() {
            if let Expr::Call { callee, .. } = expr
                && let Callee::Constructor(constructor) = callee
                && !compared.contains(&id)
            {
                made.insert(*constructor);
            }
        }
    }
    made
}

impl World<'_> {
    /// Whether something writes this field of a structure. What is declared as a method is not, unless some code says its
    /// name: names that only come up while the program runs are those of variables.
    pub(crate) fn writes_field(&self, field: &StructureField) -> bool {
        if field.access != FieldAccess::Method {
            return self.writes_structure_field(field.name);
        }
        let by_name = &self.plan.reflection;
        self.written_structure_fields.contains(&field.name)
            || by_name.written.says(field.name)
            || by_name.deleted.says(field.name)
    }

    /// Whether something writes structure fields of this name.
    pub(crate) fn writes_structure_field(&self, name: Name) -> bool {
        let by_name = &self.plan.reflection;
        self.written_structure_fields.contains(&name)
            || by_name.written.has(name)
            || by_name.deleted.has(name)
    }
}

fn written_structure_fields(program: &Program, plan: &OwnershipPlan) -> IndexSet<Name> {
    let mut written = IndexSet::new();
    for member in plan.bodies.keys() {
        let function = program
            .functions
            .get(member)
            .and_then(|function| function.body());
        let Some(typed) = function else { continue };
        for (_, expr) in typed.body.exprs.iter() {
            if let Some(Place::StructureField { field, .. }) = expr.written_place() {
                written.insert(*field);
            }
        }
    }
    written
}
