//! What a shipped program reaches from `main` and from what it exposes: rapid type analysis. A virtual call reaches the methods of those classes
//! that are instantiated somewhere; what is not reached is not emitted.

mod polymorphic;
mod structures;

use crate::family::{Families, class_def, class_of, classes};
use crate::reflection::{Reflection, reflection};
use hx2rs_base::{DefId, MemberId, Name};
use hx2rs_hir::{
    Arm, Body, Callee, ClosureId, Conversion, Expr, ExprId, Field, Implementation, Pattern,
    PatternId, Place, Program, Ty, TyKind, TypedBody,
};
use indexmap::{IndexMap, IndexSet};

/// What is reached.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// Functions that can run, abstract methods that are called included.
    pub functions: IndexSet<MemberId>,
    /// Classes of which `new` runs.
    pub instantiated: IndexSet<DefId>,
    /// Methods that are called on a receiver whose class is not known.
    pub called: IndexSet<MemberId>,
    /// Functions used as values.
    pub values: IndexSet<MemberId>,
    /// Enum constructors that are built.
    pub built: IndexSet<MemberId>,
    /// Variables, instance and static, that are read.
    pub read: IndexSet<MemberId>,
    /// Static variables whose initialiser runs.
    pub statics: IndexSet<MemberId>,
    /// Classes whose places can hold another class's instances.
    pub polymorphic: IndexSet<DefId>,
    /// Classes whose instances are compared for identity.
    pub compared: IndexSet<DefId>,
    /// What is seen as an anonymous structure of another form: the type it has, and the structure type. Typedefs at
    /// their top are expanded.
    pub seen: IndexSet<(Ty, Ty)>,
    /// What calls convert because the method that runs has other types than the one that is called.
    pub between: IndexSet<(Ty, Ty)>,
    /// Names of structure fields that something writes.
    pub written_names: IndexSet<Name>,
    /// Names of structure fields that something reads.
    pub read_names: IndexSet<Name>,
    /// Variables of classes that structures have under the same name, which is how their objects are seen.
    seen_fields: IndexSet<MemberId>,
    /// Whether fields may be asked for by names that only come up while the program runs.
    asks_by_name: bool,
    /// All bodies that run: of functions, of initialisers, and accesses by name.
    pub bodies: IndexMap<MemberId, TypedBody>,
    /// What can be asked by name.
    pub reflection: Reflection,
}

/// What `program` reaches.
pub fn reach(program: &Program, families: &Families) -> Reached {
    let mut walk = Walk {
        program,
        families,
        fields: fields(program),
        between: crate::redefined::conversions(program, families),
        reached: Reached::default(),
        open: Vec::new(),
        waiting: Vec::new(),
        start: None,
    };
    for member in &program.static_order {
        let initialiser = walk
            .fields
            .get(member)
            .and_then(|field| field.initialiser.as_ref());
        let Some(initialiser) = initialiser else {
            continue;
        };
        let body = &initialiser.body;
        if body.root.is_some_and(|root| has_effect(body, root)) {
            walk.static_variable(*member);
        }
    }
    if let Some(main) = program.main {
        walk.function(main);
    }
    for function in program.exposed.iter().chain(&program.after_main) {
        walk.function(*function);
    }
    walk.run();
    walk.by_name();
    walk.read_through_structures();
    walk.find_polymorphic();
    crate::views::read_through_interfaces(program, families, &mut walk.reached.read);
    walk.reached
}

/// The static variables that an initialiser can touch before their own has run. Function values count from where
/// something calls a function value.
pub fn early(program: &Program, families: &Families) -> IndexSet<MemberId> {
    let mut walk = Walk {
        program,
        families,
        fields: fields(program),
        between: crate::redefined::conversions(program, families),
        reached: Reached::default(),
        open: Vec::new(),
        waiting: Vec::new(),
        start: Some(Start::default()),
    };
    let mut done = IndexSet::new();
    let mut early = IndexSet::new();
    for member in &program.static_order {
        walk.static_variable(*member);
        walk.run();
        let touched = walk
            .start
            .as_mut()
            .map(|start| std::mem::take(&mut start.touched));
        let touched = touched.into_iter().flatten();
        early.extend(touched.filter(|member| !done.contains(member)));
        done.insert(*member);
    }
    // What has no initialiser has its value, null, from the start.
    early.retain(|member| done.contains(member));
    early
}

/// All variables of all classes and abstracts, by id.
pub fn fields(program: &Program) -> IndexMap<MemberId, &Field> {
    let of_classes = classes(program).flat_map(|class| class.fields.iter().chain(&class.statics));
    let of_abstracts = program.types.values().filter_map(|def| match def {
        hx2rs_hir::TypeDef::Abstract(def) => Some(&def.statics),
        hx2rs_hir::TypeDef::Class(_)
        | hx2rs_hir::TypeDef::Enum(_)
        | hx2rs_hir::TypeDef::Alias(_) => None,
    });
    of_classes
        .chain(of_abstracts.flatten())
        .map(|field| (field.id, field))
        .collect()
}

/// Whether evaluating `expr` does more than to make a value: then it runs even if nobody wants the value.
pub fn has_effect(body: &Body, expr: ExprId) -> bool {
    let mut found = false;
    body.for_each_below(expr, false, &mut |expr| {
        found |= match &body.exprs[expr] {
            // The text of anything else may be what a method of the program says.
            Expr::Concat(parts) => !parts.iter().all(|part| {
                let ty = body.types[*part].without_null();
                ty == Ty::string()
                    || matches!(ty.kind(), TyKind::Int | TyKind::Float | TyKind::Bool)
            }),
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Static(_)
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::EnumParameter { .. }
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::TypeTest { .. }
            | Expr::Let { .. }
            | Expr::Block(_)
            | Expr::If { .. }
            | Expr::Switch { .. } => false,
            Expr::Call { callee, .. } => match callee {
                Callee::Constructor(_) => false,
                Callee::Static(_)
                | Callee::Method { .. }
                | Callee::Super(_)
                | Callee::SuperConstructor { .. }
                | Callee::Value(_) => true,
            },
            Expr::Convert { kind, .. } => match kind {
                Conversion::UncheckedCast | Conversion::CheckedCast | Conversion::FromDynamic => {
                    true
                }
                Conversion::IntToFloat
                | Conversion::ToNull
                | Conversion::FromNull
                | Conversion::NullIntToFloat
                | Conversion::Upcast
                | Conversion::ToDynamic
                | Conversion::ToStructure
                | Conversion::FunctionAdapter
                | Conversion::Reinterpret => false,
            },
            Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Index { .. }
            | Expr::New { .. }
            | Expr::BoundMethod { .. }
            | Expr::Assign { .. }
            | Expr::Update { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Try { .. }
            | Expr::Trace(_) => true,
        };
    });
    found
}

struct Walk<'p> {
    program: &'p Program,
    families: &'p Families,
    fields: IndexMap<MemberId, &'p Field>,
    /// What calls of a method convert because another one of other types stands in for it.
    between: IndexMap<MemberId, Vec<(Ty, Ty)>>,
    reached: Reached,
    /// Members whose bodies are still to be walked.
    open: Vec<MemberId>,
    /// Cases that nothing reaches yet: the member, the switch, and which of its cases.
    waiting: Vec<(MemberId, ExprId, usize)>,
    /// Present where only the start of the program is walked: static initialisers one by one.
    start: Option<Start>,
}

/// What is known while static initialisers are walked in their order.
#[derive(Default)]
struct Start {
    /// Static variables that are read or written.
    touched: IndexSet<MemberId>,
    /// Whether something calls function values.
    calls_values: bool,
    /// Function expressions that have been made and not been called yet.
    closures: Vec<(MemberId, ClosureId)>,
    /// Functions and methods used as values, likewise.
    values: Vec<MemberId>,
}

impl Walk<'_> {
    /// Walks everything that is open.
    fn run(&mut self) {
        loop {
            if let Some(member) = self.open.pop() {
                if let Some(body) = self.body_of(member) {
                    self.body(member, &body, body.root);
                }
            } else if let Some((member, closure)) = self.next_closure() {
                if let Some(body) = self.body_of(member) {
                    self.body(member, &body, Some(body.closures[closure].body));
                }
            } else if let Some(function) = self.next_value() {
                self.function(function);
                self.virtual_call(function);
            } else if !self.revive() {
                return;
            }
        }
    }

    /// What Dynamic values are asked by name runs as well, and may make more askable.
    fn by_name(&mut self) {
        loop {
            let found = reflection(self.program, self.families, &self.reached);
            for (member, typed) in &found.bodies {
                if !self.reached.bodies.contains_key(member) {
                    self.reached.bodies.insert(*member, typed.clone());
                    self.open.push(*member);
                }
            }
            for (class, members) in &found.types {
                if members.create_empty {
                    self.instantiate(*class);
                }
            }
            let stable = found == self.reached.reflection;
            self.reached.reflection = found;
            if stable {
                return;
            }
            self.run();
        }
    }

    fn body_of(&self, member: MemberId) -> Option<std::sync::Arc<Body>> {
        let typed = self.reached.bodies.get(&member)?;
        Some(typed.body.clone())
    }

    fn next_closure(&mut self) -> Option<(MemberId, ClosureId)> {
        let start = self.start.as_mut().filter(|start| start.calls_values)?;
        start.closures.pop()
    }

    fn next_value(&mut self) -> Option<MemberId> {
        let start = self.start.as_mut().filter(|start| start.calls_values)?;
        start.values.pop()
    }

    /// A function value is called here, or handed to a function of the prelude that may call it.
    fn calls_values(&mut self) {
        if let Some(start) = &mut self.start {
            start.calls_values = true;
        }
    }

    /// A function is used as a value: it runs, or, at the start of the program, is kept until function values are called.
    fn value(&mut self, function: MemberId) -> bool {
        self.reached.values.insert(function);
        if let Some(start) = &mut self.start {
            start.values.push(function);
            return true;
        }
        false
    }

    fn function(&mut self, member: MemberId) {
        if !self.reached.functions.insert(member) {
            return;
        }
        let Some(function) = self.program.functions.get(&member) else {
            return;
        };
        for (from, to) in self.between.get(&member).cloned().unwrap_or_default() {
            self.reached.between.insert((from, to));
            self.seen(from, to);
            if matches!(
                self.program.expand(to.without_null()).kind(),
                TyKind::Dynamic(_)
            ) {
                self.asks_by_name(from);
            }
        }
        match &function.implementation {
            Implementation::Body(body) => {
                self.reached.bodies.insert(member, body.clone());
                self.open.push(member);
            }
            // Shipped Rust takes the native form.
            Implementation::Native(_) | Implementation::BodyOrNative(..) => {
                let takes_functions = function.params.iter().any(|param| {
                    matches!(
                        self.program.expand(param.ty.without_null()).kind(),
                        TyKind::Function(_) | TyKind::Dynamic(_)
                    )
                });
                if takes_functions {
                    self.calls_values();
                }
            }
            Implementation::Abstract => {}
        }
    }

    fn static_variable(&mut self, member: MemberId) {
        if !self.reached.statics.insert(member) {
            return;
        }
        let initialiser = self
            .fields
            .get(&member)
            .and_then(|field| field.initialiser.clone());
        if let Some(initialiser) = initialiser {
            self.reached.bodies.insert(member, initialiser);
            self.open.push(member);
        }
    }

    /// A static variable is read or written.
    fn touch(&mut self, member: MemberId) {
        match &mut self.start {
            Some(start) => {
                start.touched.insert(member);
            }
            None => self.static_variable(member),
        }
    }

    fn instantiate(&mut self, class: DefId) {
        if !self.reached.instantiated.insert(class) {
            return;
        }
        self.initialisers(class);
        let above: Vec<DefId> = self.families.above(class).collect();
        for def in above.iter().filter_map(|def| class_def(self.program, *def)) {
            for ty in def.extends.iter().chain(&def.implements) {
                self.given_for_structures(*ty);
            }
        }
        let called: Vec<MemberId> = self.reached.called.iter().copied().collect();
        for method in called {
            self.implementation(class, method);
        }
        // Printing an object asks for its text wherever it comes from.
        if let Some(method) = self.families.method(class, Name::new("toString")) {
            self.function(method);
        }
        // An exception that is caught as a `haxe.Exception` says what its class wants it to say.
        if above.contains(&hx2rs_hir::known::exception())
            && let Some(method) = self.families.method(class, Name::new("get_message"))
            && method.owner() != hx2rs_hir::known::exception()
        {
            self.function(method);
        }
    }

    /// The initialisers of the instance variables of a class and of those above it.
    fn initialisers(&mut self, class: DefId) {
        let above: Vec<DefId> = self.families.above(class).collect();
        for def in above {
            let Some(class) = class_def(self.program, def) else {
                continue;
            };
            for field in &class.fields {
                let Some(initialiser) = &field.initialiser else {
                    continue;
                };
                if self
                    .reached
                    .bodies
                    .insert(field.id, initialiser.clone())
                    .is_none()
                {
                    self.open.push(field.id);
                }
            }
        }
    }

    /// `method` is called on something that may be an instance of `class`.
    fn implementation(&mut self, class: DefId, method: MemberId) {
        if self.families.is_below(class, method.owner())
            && let Some(found) = self.families.method(class, method.name())
        {
            self.function(found);
        }
    }

    fn virtual_call(&mut self, method: MemberId) {
        if !self.reached.called.insert(method) {
            return;
        }
        self.function(method);
        let classes: Vec<DefId> = self.reached.instantiated.iter().copied().collect();
        for class in classes {
            self.implementation(class, method);
        }
    }

    fn body(&mut self, member: MemberId, body: &Body, root: Option<ExprId>) {
        let Some(root) = root else { return };
        for (given, constraint) in &body.given_for_structures {
            self.seen(*given, *constraint);
        }
        self.below(member, body, root);
    }

    /// Walks an expression with all below it, but for cases whose constructors nothing builds: those wait.
    fn below(&mut self, member: MemberId, body: &Body, root: ExprId) {
        let mut open = vec![root];
        let mut parts = Vec::new();
        while let Some(expr) = open.pop() {
            if let (Some(start), Expr::Closure(closure)) = (&mut self.start, &body.exprs[expr]) {
                start.closures.push((member, *closure));
            }
            self.expr(body, expr);
            if let Expr::Switch { value, arms, .. } = &body.exprs[expr] {
                parts.push(*value);
                for (at, arm) in arms.iter().enumerate() {
                    if self.is_dead(body, arm.pattern) {
                        self.waiting.push((member, expr, at));
                    } else {
                        self.arm(body, arm, &mut parts);
                    }
                }
            } else {
                body.exprs[expr].for_each_part(body, &mut |part| parts.push(part));
            }
            if let (None, Expr::Closure(closure)) = (&self.start, &body.exprs[expr]) {
                parts.push(body.closures[*closure].body);
            }
            open.extend(parts.drain(..).rev());
        }
    }

    /// A case that something may reach.
    fn arm(&mut self, body: &Body, arm: &Arm, parts: &mut Vec<ExprId>) {
        body.for_each_pattern(arm.pattern, &mut |pattern| self.pattern(body, pattern));
        body.for_each_extractor(arm.pattern, &mut |value| parts.push(value));
        parts.extend(arm.guard);
        parts.push(arm.body);
    }

    /// Whether a pattern can never match, since its constructor is never built.
    fn is_dead(&self, body: &Body, pattern: PatternId) -> bool {
        match &body.patterns[pattern] {
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                !self.reached.built.contains(constructor)
                    || arguments.iter().any(|part| self.is_dead(body, *part))
            }
            Pattern::Or(list) => list.iter().all(|part| self.is_dead(body, *part)),
            Pattern::Bind {
                inner: Some(inner), ..
            }
            | Pattern::Extractor { inner, .. } => self.is_dead(body, *inner),
            Pattern::Structure(fields) => fields.iter().any(|(_, part)| self.is_dead(body, *part)),
            Pattern::Array(parts) => parts.iter().any(|part| self.is_dead(body, *part)),
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } | Pattern::Constant(_) => false,
        }
    }

    /// Walks the cases that something reaches by now; whether there were any.
    fn revive(&mut self) -> bool {
        let mut found = false;
        for (member, switch, at) in std::mem::take(&mut self.waiting) {
            let Some(body) = self.body_of(member) else {
                continue;
            };
            let Expr::Switch { arms, .. } = &body.exprs[switch] else {
                continue;
            };
            let Some(arm) = arms.get(at) else { continue };
            if self.is_dead(&body, arm.pattern) {
                self.waiting.push((member, switch, at));
                continue;
            }
            found = true;
            let mut parts = Vec::new();
            self.arm(&body, arm, &mut parts);
            for part in parts {
                self.below(member, &body, part);
            }
        }
        found
    }

    fn expr(&mut self, body: &Body, expr: ExprId) {
        match &body.exprs[expr] {
            Expr::Field { field, .. } => {
                self.reached.read.insert(*field);
            }
            Expr::StructureField { field, .. } => {
                self.reached.read_names.insert(*field);
            }
            Expr::Static(field) => {
                self.reached.read.insert(*field);
                self.touch(*field);
            }
            Expr::Call { callee, .. } => match callee {
                Callee::Static(function) | Callee::Super(function) => self.function(*function),
                Callee::Method {
                    method,
                    virtual_call: true,
                    ..
                } => self.virtual_call(*method),
                Callee::Method {
                    method,
                    virtual_call: false,
                    ..
                } => self.function(*method),
                Callee::SuperConstructor { class, constructor } => {
                    self.initialisers(*class);
                    if let Some(constructor) = constructor {
                        self.function(*constructor);
                    }
                }
                Callee::Constructor(constructor) => {
                    self.reached.built.insert(*constructor);
                }
                Callee::Value(_) => self.calls_values(),
            },
            Expr::New {
                class, constructor, ..
            } => {
                self.instantiate(*class);
                self.given_for_structures(body.ty(expr));
                if let Some(constructor) = constructor {
                    self.function(*constructor);
                }
            }
            Expr::FunctionValue(function) => {
                if !self.value(*function) {
                    self.function(*function);
                }
            }
            Expr::BoundMethod { method, .. } => {
                if !self.value(*method) {
                    self.virtual_call(*method);
                }
            }
            Expr::Assign { place, .. } => self.place(place),
            Expr::Update { place, .. } => {
                self.place(place);
                match place {
                    Place::Field { field, .. } | Place::Static(field) => {
                        self.reached.read.insert(*field);
                    }
                    Place::Local(_) | Place::StructureField { .. } | Place::Index { .. } => {}
                }
            }
            Expr::Binary { left, right, .. } => {
                for side in [*left, *right] {
                    if let Some(class) = class_of(self.program, body.ty(side)) {
                        self.reached.compared.insert(class);
                    }
                }
            }
            Expr::Convert {
                kind:
                    Conversion::ToStructure
                    | Conversion::FromDynamic
                    | Conversion::UncheckedCast
                    | Conversion::CheckedCast
                    | Conversion::FunctionAdapter
                    | Conversion::Reinterpret,
                operand,
            } => self.seen(body.ty(*operand), body.ty(expr)),
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Switch { .. }
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::Closure(_)
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Unary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::Convert {
                kind:
                    Conversion::IntToFloat
                    | Conversion::ToNull
                    | Conversion::FromNull
                    | Conversion::NullIntToFloat
                    | Conversion::Upcast,
                ..
            }
            | Expr::TypeTest { .. }
            | Expr::Let { .. }
            | Expr::Block(_)
            | Expr::If { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Try { .. } => {}
            Expr::Convert {
                kind: Conversion::ToDynamic,
                operand,
            } => self.asks_by_name(body.ty(*operand)),
            Expr::Concat(parts) | Expr::Trace(parts) => {
                for part in parts {
                    self.asks_by_name(body.ty(*part));
                }
            }
        }
    }

    /// Something may ask a value of this type for fields by their names, or for its text.
    fn asks_by_name(&mut self, ty: Ty) {
        let ty = self.program.expand(ty.without_null());
        let is_basic =
            matches!(ty.kind(), TyKind::Int | TyKind::Float | TyKind::Bool) || ty == Ty::string();
        self.reached.asks_by_name |= !is_basic;
    }

    fn place(&mut self, place: &Place) {
        match place {
            Place::Static(field) => self.touch(*field),
            Place::StructureField { field, .. } => {
                self.reached.written_names.insert(*field);
            }
            Place::Local(_) | Place::Field { .. } | Place::Index { .. } => {}
        }
    }

    /// A structure pattern on a class instance reads its fields.
    fn pattern(&mut self, body: &Body, pattern: &Pattern) {
        let Pattern::Structure(fields) = pattern else {
            return;
        };
        let names = fields.iter().map(|(name, _)| *name);
        self.reached.read_names.extend(names);
        let classes: Vec<DefId> = body
            .pattern_types
            .as_slice()
            .iter()
            .filter_map(|ty| class_of(self.program, *ty))
            .collect();
        for class in classes {
            for def in self.families.above(class) {
                for field in class_def(self.program, def)
                    .into_iter()
                    .flat_map(|class| &class.fields)
                {
                    if fields.iter().any(|(name, _)| *name == field.id.name()) {
                        self.reached.read.insert(field.id);
                    }
                }
            }
        }
    }
}
