//! What the emission of a whole program shares: the program, the plan, names, hierarchy, modules, and what the emitted
//! bodies turned out to need (bounds, type tests, structures, diagnostics).

mod beforehand;
mod bounds;
mod needs;

pub(crate) use needs::{Bound, Needs};

use crate::hierarchy::Hierarchy;
use crate::modules::Modules;
use crate::names::Names;
use beforehand::{
    constructed, folded_away, gives_native, keeps_stacks, made_constructors,
    written_structure_fields,
};
use hx2rs_compiler::hir::{ExprId, FieldAccess, StructureField};
use hx2rs_compiler::hir::{Function, Program, Ty, TyKind, TypeParamId, TypeParamOwner};
use hx2rs_compiler::{
    DefId, Diagnostic, FileId, MemberId, Name, OwnershipPlan, Span, TextRange, catalogue,
};
use indexmap::{IndexMap, IndexSet};
use std::cell::RefCell;
use std::collections::HashSet;

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
