//! Classes and the form each one takes in Rust: a struct, or a trait over a struct `…Base` where a variable can hold
//! more than one class (rules R18 to R20 of the gallery). Which Rust item holds the body of a method is decided here.

use hx2rs_compiler::hir::{Callee, ClassDef, Expr, Program, Ty, TyKind, TypeDef};
use hx2rs_compiler::{DefId, MemberId, Name, OwnershipPlan};
use indexmap::{IndexMap, IndexSet};

/// The forms of all classes.
#[derive(Debug, Default)]
pub(crate) struct Hierarchy {
    infos: IndexMap<DefId, Info>,
    /// Methods that some override calls by `super.m(…)`.
    super_called: IndexSet<MemberId>,
    /// Methods whose result is another type than that of the method which their trait declares.
    pub(crate) narrowed: IndexSet<MemberId>,
    /// Methods some of whose parameters are other types.
    pub(crate) widened: IndexSet<MemberId>,
}

#[derive(Debug, Default)]
struct Info {
    parent: Option<DefId>,
    is_interface: bool,
    is_trait: bool,
    instantiated: bool,
    /// Something at or below it is instantiated.
    alive: bool,
    /// Nothing at or below it is instantiated, yet a place has the type of such a class: it only ever holds null.
    only_named: bool,
    /// Something strictly below it is instantiated.
    has_heirs: bool,
    /// Traits above it and itself, nearest first.
    traits: Vec<DefId>,
    /// Reached methods that its trait declares.
    declares: Vec<MemberId>,
}

/// Where the body of a method stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Placement {
    /// In `impl C`.
    Inherent,
    /// In `impl Trait for C`.
    TraitImpl(DefId),
    /// As the default method of the trait.
    TraitDefault,
    /// As `CBase::m(this, …)`.
    BaseFunction,
}

impl Hierarchy {
    /// The forms of the classes of `program`.
    pub(crate) fn new(program: &Program, plan: &OwnershipPlan) -> Self {
        let mut made = Self::default();
        let families = &plan.families;
        let named = named_classes(program, plan);
        for class in classes(program).filter(|class| is_user_class(program, class.header.id)) {
            let id = class.header.id;
            let instantiated = |def: &DefId| {
                plan.classes
                    .get(def)
                    .is_some_and(|class| class.instantiated)
            };
            let parent = class.extends.and_then(crate::represent::class_of);
            let info = Info {
                parent: parent.filter(|parent| is_user_class(program, *parent)),
                is_interface: class.is_interface,
                is_trait: false,
                instantiated: instantiated(&id),
                alive: families.below(id).any(|def| instantiated(&def)),
                only_named: !families.below(id).any(|def| instantiated(&def))
                    && families.below(id).any(|def| named.contains(&def)),
                has_heirs: families
                    .below(id)
                    .any(|def| def != id && instantiated(&def)),
                traits: Vec::new(),
                declares: Vec::new(),
            };
            made.infos.insert(id, info);
        }
        let forms: Vec<(DefId, bool)> = classes(program)
            .map(|class| (class.header.id, made.wants_trait(program, plan, class)))
            .collect();
        for (id, is_trait) in forms {
            if let Some(info) = made.infos.get_mut(&id) {
                info.is_trait = is_trait;
            }
        }
        let ids: Vec<DefId> = made.infos.keys().copied().collect();
        for id in &ids {
            let traits: Vec<DefId> = families
                .above(*id)
                .filter(|def| made.is_trait(*def))
                .collect();
            if let Some(info) = made.infos.get_mut(id) {
                info.traits = traits;
            }
        }
        for id in &ids {
            let declares = made.find_declared(program, plan, *id);
            if let Some(info) = made.infos.get_mut(id) {
                info.declares = declares;
            }
        }
        for typed in plan
            .functions
            .keys()
            .filter_map(|id| program.functions.get(id)?.body())
        {
            for (_, expr) in typed.body.exprs.iter() {
                if let Expr::Call {
                    callee: Callee::Super(method),
                    ..
                } = expr
                {
                    made.super_called.insert(*method);
                }
            }
        }
        made
    }

    fn wants_trait(&self, program: &Program, plan: &OwnershipPlan, class: &ClassDef) -> bool {
        let id = class.header.id;
        if class.is_interface {
            return true;
        }
        if plan.classes.get(&id).is_some_and(|class| class.polymorphic) {
            return true;
        }
        let Some(info) = self.infos.get(&id) else {
            return false;
        };
        if !info.has_heirs {
            return false;
        }
        let families = &plan.families;
        let escapes = class
            .methods
            .iter()
            .chain(&class.constructor)
            .any(|method| {
                plan.functions
                    .get(method)
                    .is_some_and(|function| function.this_escapes)
            });
        let literal = plan
            .classes
            .get(&id)
            .is_none_or(|class| class.construction.is_literal);
        let overridden = families
            .below(id)
            .filter(|below| *below != id)
            .any(|below| {
                class_def(program, below).is_some_and(|below| {
                    let mut methods = below.methods.iter();
                    methods.any(|method| {
                        plan.functions.contains_key(method)
                            && families.method(id, method.name()).is_some()
                    })
                })
            });
        escapes || !literal || overridden
    }

    fn find_declared(&self, program: &Program, plan: &OwnershipPlan, id: DefId) -> Vec<MemberId> {
        let Some(class) = class_def(program, id) else {
            return Vec::new();
        };
        if !self.is_trait(id) {
            return Vec::new();
        }
        let above: Vec<DefId> = self
            .traits(id)
            .iter()
            .copied()
            .filter(|def| *def != id)
            .collect();
        // A trait that is used as `dyn` cannot declare type parameters: those are dispatched by functions.
        let generic = |method: &MemberId| {
            let found = program.functions.get(method);
            found.is_some_and(|found| !found.type_params.is_empty())
        };
        let methods = class.methods.iter().copied();
        methods
            .filter(|method| !generic(method))
            .filter(|method| {
                let mut family = plan.families.members(*method).into_iter();
                family.any(|member| plan.functions.contains_key(&member))
            })
            .filter(|method| {
                !above.iter().any(|def| {
                    class_def(program, *def).is_some_and(|class| {
                        class
                            .methods
                            .iter()
                            .any(|other| other.name() == method.name())
                    })
                })
            })
            .collect()
    }

    /// Whether variables of the class hold `Rc<dyn …>`.
    pub(crate) fn is_trait(&self, def: DefId) -> bool {
        self.infos.get(&def).is_some_and(|info| info.is_trait)
    }

    /// Whether it is an interface.
    pub(crate) fn is_interface(&self, def: DefId) -> bool {
        self.infos.get(&def).is_some_and(|info| info.is_interface)
    }

    /// Whether `new` of exactly this class runs.
    pub(crate) fn is_instantiated(&self, def: DefId) -> bool {
        self.infos.get(&def).is_some_and(|info| info.instantiated)
    }

    /// Whether it has a struct: it or something below it is instantiated, and it is no interface.
    pub(crate) fn has_struct(&self, def: DefId) -> bool {
        self.infos
            .get(&def)
            .is_some_and(|info| (info.alive || info.only_named) && !info.is_interface)
    }

    /// Whether it is a type whose places only ever hold null.
    pub(crate) fn is_only_named(&self, def: DefId) -> bool {
        self.infos.get(&def).is_some_and(|info| info.only_named)
    }

    /// Whether something strictly below it is instantiated.
    pub(crate) fn has_heirs(&self, def: DefId) -> bool {
        self.infos.get(&def).is_some_and(|info| info.has_heirs)
    }

    /// Whether the class is a type of Rust at all.
    pub(crate) fn is_type(&self, def: DefId) -> bool {
        self.infos
            .get(&def)
            .is_some_and(|info| info.is_trait || info.alive || info.only_named)
    }

    /// The base class, if the user's program (or a Haxe body of the prelude) declares it.
    pub(crate) fn parent(&self, def: DefId) -> Option<DefId> {
        self.infos.get(&def)?.parent
    }

    /// Traits above a class, and itself if it is one; nearest first.
    pub(crate) fn traits(&self, def: DefId) -> &[DefId] {
        self.infos.get(&def).map_or(&[], |info| &info.traits)
    }

    /// The methods that a trait declares.
    pub(crate) fn declares(&self, def: DefId) -> &[MemberId] {
        self.infos.get(&def).map_or(&[], |info| &info.declares)
    }

    /// The traits that declare a method of this name for instances of `class`.
    pub(crate) fn homes(&self, class: DefId, name: Name) -> Vec<DefId> {
        let traits = self.traits(class).iter().copied();
        traits
            .filter(|def| {
                self.declares(*def)
                    .iter()
                    .any(|method| method.name() == name)
            })
            .collect()
    }

    /// Notes that these methods have signatures of their own: their traits declare them, too.
    pub(crate) fn declare_again(&mut self, methods: &[MemberId], plan: &OwnershipPlan) {
        for method in methods {
            let mut family = plan.families.members(*method).into_iter();
            let is_reached = family.any(|member| plan.functions.contains_key(&member));
            if let Some(info) = self.infos.get_mut(&method.owner())
                && info.is_trait
                && is_reached
                && !info.declares.contains(method)
            {
                info.declares.push(*method);
            }
        }
    }

    /// The method of this name that a trait declares.
    pub(crate) fn declared(&self, of: DefId, name: Name) -> Option<MemberId> {
        let mut methods = self.declares(of).iter();
        methods.find(|method| method.name() == name).copied()
    }

    /// Where the body of a method stands that `method`'s owner declares.
    pub(crate) fn placement(&self, plan: &OwnershipPlan, method: MemberId) -> Placement {
        let owner = method.owner();
        let homes = self.homes(owner, method.name());
        let escapes = plan
            .functions
            .get(&method)
            .is_some_and(|function| function.this_escapes);
        if self.is_trait(owner) {
            if homes == [owner] && !self.super_called.contains(&method) && !escapes {
                Placement::TraitDefault
            } else {
                Placement::BaseFunction
            }
        } else if let ([home], false, false) = (
            homes.as_slice(),
            self.has_heirs(owner),
            self.narrowed.contains(&method) || self.widened.contains(&method),
        ) {
            Placement::TraitImpl(*home)
        } else {
            Placement::Inherent
        }
    }

    /// Whether a struct of this class embeds its base class.
    pub(crate) fn depth(&self, from: DefId, to: DefId) -> usize {
        let mut at = Some(from);
        let mut steps = 0;
        while let Some(def) = at {
            if def == to {
                return steps;
            }
            steps += 1;
            at = self.parent(def);
        }
        0
    }
}

/// Classes that can be made, but need not be, as types of places in what the program reaches.
fn named_classes(program: &Program, plan: &OwnershipPlan) -> IndexSet<DefId> {
    let mut found = IndexSet::new();
    let mut add = |ty: Ty| {
        ty.map(&mut |part| {
            if let TyKind::Class(def, _) = part.kind()
                && class_def(program, *def)
                    .is_some_and(|class| !class.is_interface && !class.is_abstract)
            {
                found.insert(*def);
            }
            None
        });
    };
    for member in plan.bodies.keys() {
        let body = program
            .functions
            .get(member)
            .and_then(|function| function.body());
        if let Some(typed) = body {
            typed.body.types.iter().for_each(|(_, ty)| add(*ty));
            typed
                .body
                .locals
                .iter()
                .for_each(|(_, local)| add(local.ty));
            for (_, expr) in typed.body.exprs.iter() {
                if let Expr::TypeTest { ty, .. } = expr {
                    add(*ty);
                }
            }
        }
    }
    for function in plan.functions.keys() {
        if let Some(function) = program.functions.get(function) {
            add(function.result);
            function.params.iter().for_each(|param| add(param.ty));
        }
    }
    for class in classes(program) {
        for field in class.fields.iter().chain(&class.statics) {
            let read = plan.fields.get(&field.id).is_some_and(|plan| plan.read);
            if read || plan.statics.contains_key(&field.id) {
                add(field.ty);
            }
        }
    }
    found
}

/// The declaration of a class.
pub(crate) fn class_def(program: &Program, def: DefId) -> Option<&ClassDef> {
    if let Some(TypeDef::Class(class)) = program.types.get(&def) {
        Some(class)
    } else {
        None
    }
}

/// All classes and interfaces.
pub(crate) fn classes(program: &Program) -> impl Iterator<Item = &ClassDef> {
    program
        .types
        .keys()
        .filter_map(|def| class_def(program, *def))
}

/// Whether a class has a struct of its own: not those of the prelude that are Rust types.
pub(crate) fn is_user_class(program: &Program, def: DefId) -> bool {
    use hx2rs_compiler::Name;
    use hx2rs_compiler::hir::known;
    let rust = Name::new(":rust");
    class_def(program, def)
        .is_some_and(|class| !class.header.metadata.iter().any(|entry| entry.name == rust))
        && def != known::string()
        && def != known::array()
        && def != known::map()
        && def != known::exception()
        && def != known::value_exception()
}
