//! What emitted bodies turned out to need of what is emitted besides them: bounds, type tests, structures.

use hx2rs_compiler::hir::{Ty, TypeParamId};
use hx2rs_compiler::{DefId, Diagnostic, MemberId, Name};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeSet;

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
