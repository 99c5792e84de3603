//! Which functions let an exception out, and which can fault: bottom up over the call graph to a fixed point. The
//! methods of a family share their effects, and so, for now, do all function values.

use crate::family::Families;
use crate::nullability::{Nulls, Site};
use crate::reach::Reached;
use crate::sources::{argument, faults_on_null, sources};
use hx2rs_base::{IndexVec, MemberId, Space};
use hx2rs_hir::{
    BinaryOp, Body, Callee, Catch, ClosureId, Conversion, Cover, Expr, ExprId, Function,
    Implementation, Pattern, PatternId, Place, Program, Ty, TyKind, known,
};
use indexmap::{IndexMap, IndexSet};

/// What can get out of an expression or a function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Effect {
    /// An exception that was thrown.
    pub throws: bool,
    /// A fault of the runtime: null access, failed cast.
    pub faults: bool,
}

impl Effect {
    fn join(&mut self, other: Self) {
        self.throws |= other.throws;
        self.faults |= other.faults;
    }
}

/// The effects of a program.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// Of functions, under the root of their family, and of initialisers.
    pub members: IndexMap<MemberId, Effect>,
    /// Of the function expressions of each body.
    pub closures: IndexMap<MemberId, IndexVec<ClosureId, Effect>>,
    /// Of the body of each `try`, before its catches.
    pub tries: IndexMap<MemberId, IndexMap<ExprId, Effect>>,
    /// The expressions of each body that something gets out of by themselves, not through their parts.
    pub leaves: IndexMap<MemberId, IndexSet<ExprId>>,
    /// Of any function value.
    pub values: Effect,
}

/// The effects of everything reached.
pub fn effects(
    program: &Program,
    families: &Families,
    reached: &Reached,
    nulls: &Nulls,
) -> Effects {
    let mut effects = Effects::default();
    for function in &reached.functions {
        let found = program
            .functions
            .get(function)
            .map(|function| &function.implementation);
        if let Some(Implementation::Native(id) | Implementation::BodyOrNative(_, id)) = found {
            let own = Effect {
                throws: id.throws(),
                faults: id.faults(),
            };
            effects
                .members
                .entry(families.root(*function))
                .or_default()
                .join(own);
        }
    }
    loop {
        let mut walk = Walk {
            program,
            families,
            nulls,
            before: &effects,
            tries: IndexMap::new(),
            leaves: IndexSet::new(),
        };
        let mut after = effects.clone();
        for (member, typed) in &reached.bodies {
            let body = &typed.body;
            walk.tries.clear();
            walk.leaves.clear();
            let own = body
                .root
                .map(|root| walk.expr(*member, body, root))
                .unwrap_or_default();
            let closures: IndexVec<ClosureId, Effect> = body
                .closures
                .iter()
                .map(|(_, closure)| walk.expr(*member, body, closure.body))
                .collect();
            for (_, effect) in closures.iter() {
                after.values.join(*effect);
            }
            after
                .members
                .entry(families.root(*member))
                .or_default()
                .join(own);
            after.closures.insert(*member, closures);
            after.tries.insert(*member, std::mem::take(&mut walk.tries));
            after
                .leaves
                .insert(*member, std::mem::take(&mut walk.leaves));
        }
        for function in &reached.values {
            let effect = after.members.get(&families.root(*function)).copied();
            after.values.join(effect.unwrap_or_default());
        }
        let stable = after.members == effects.members
            && after.closures == effects.closures
            && after.values == effects.values;
        effects = after;
        if stable {
            return effects;
        }
    }
}

struct Walk<'p> {
    program: &'p Program,
    families: &'p Families,
    nulls: &'p Nulls,
    before: &'p Effects,
    tries: IndexMap<ExprId, Effect>,
    leaves: IndexSet<ExprId>,
}

impl Walk<'_> {
    fn expr(&mut self, member: MemberId, body: &Body, expr: ExprId) -> Effect {
        let mut effect = Effect::default();
        if let Expr::Try {
            body: tried,
            catches,
        } = &body.exprs[expr]
        {
            let inside = self.expr(member, body, *tried);
            self.tries.insert(expr, inside);
            if !catches.iter().any(|catch| self.catches_all(catch)) {
                effect.join(inside);
                // A fault that no catch takes goes on as an exception.
                effect.throws |= inside.faults;
            }
            for catch in catches {
                effect.join(self.expr(member, body, catch.body));
            }
            return effect;
        }
        let mut parts = Vec::new();
        body.exprs[expr].for_each_part(body, &mut |part| parts.push(part));
        for part in parts {
            effect.join(self.expr(member, body, part));
        }
        let own = self.own(member, body, expr);
        if own != Effect::default() {
            self.leaves.insert(expr);
        }
        effect.join(own);
        effect
    }

    /// What the expression itself adds to its parts.
    fn own(&self, member: MemberId, body: &Body, expr: ExprId) -> Effect {
        let null = |object: ExprId| Effect {
            throws: false,
            faults: self.is_nullable(member, body, object),
        };
        match &body.exprs[expr] {
            Expr::Throw(_) => Effect {
                throws: true,
                faults: false,
            },
            Expr::Field { object, .. }
            | Expr::StructureField { object, .. }
            | Expr::Index { array: object, .. }
            | Expr::EnumParameter { value: object, .. }
            | Expr::BoundMethod { object, .. }
            | Expr::ForArray { array: object, .. }
            | Expr::ForMap { map: object, .. } => null(*object),
            Expr::Switch { value, arms, cover } => {
                let mut effect = null(*value);
                effect.faults |= *cover == Cover::Listed { passes: false };
                effect.faults |= arms
                    .iter()
                    .any(|arm| self.looks_into_null(body, arm.pattern));
                effect
            }
            Expr::Concat(parts) | Expr::Trace(parts) => self.texts(body, parts),
            Expr::Binary {
                op: BinaryOp::Dynamic(_),
                ..
            } => Effect {
                throws: false,
                faults: true,
            },
            Expr::Convert { kind, .. } => match kind {
                Conversion::UncheckedCast | Conversion::CheckedCast | Conversion::FromDynamic => {
                    Effect {
                        throws: false,
                        faults: true,
                    }
                }
                Conversion::IntToFloat
                | Conversion::ToNull
                | Conversion::FromNull
                | Conversion::NullIntToFloat
                | Conversion::Upcast
                | Conversion::ToDynamic
                | Conversion::ToStructure
                | Conversion::FunctionAdapter
                | Conversion::Reinterpret => Effect::default(),
            },
            Expr::Assign { place, .. } | Expr::Update { place, .. } => match place {
                Place::Field { object, .. } | Place::StructureField { object, .. } => null(*object),
                // A negative index.
                Place::Index { .. } => Effect {
                    throws: false,
                    faults: true,
                },
                Place::Local(_) | Place::Static(_) => Effect::default(),
            },
            Expr::Call { callee, arguments } => match callee {
                Callee::Static(function) | Callee::Super(function) => {
                    let mut effect = self.member(*function);
                    effect.join(self.callbacks(member, body, *function, arguments));
                    effect
                }
                Callee::Method { object, method, .. } => {
                    let mut effect = self.member(*method);
                    effect.join(null(*object));
                    effect.join(self.callbacks(member, body, *method, arguments));
                    if self.is_native(*method) {
                        effect.join(self.texts(body, &[*object]));
                    }
                    effect
                }
                Callee::SuperConstructor { class, constructor } => {
                    let mut effect = self.initialisers(*class);
                    effect.join(constructor.map(|it| self.member(it)).unwrap_or_default());
                    effect
                }
                Callee::Value(function) => {
                    let mut effect = self.before.values;
                    effect.join(null(*function));
                    effect
                }
                Callee::Constructor(_) => Effect::default(),
            },
            Expr::New {
                class, constructor, ..
            } => {
                let mut effect = self.initialisers(*class);
                effect.join(constructor.map(|it| self.member(it)).unwrap_or_default());
                effect
            }
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Static(_)
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
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
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Try { .. } => Effect::default(),
        }
    }

    fn member(&self, member: MemberId) -> Effect {
        self.before
            .members
            .get(&self.families.root(member))
            .copied()
            .unwrap_or_default()
    }

    fn is_native(&self, function: MemberId) -> bool {
        let found = self.program.functions.get(&function);
        found.is_some_and(|function| {
            matches!(
                function.implementation,
                Implementation::Native(_) | Implementation::BodyOrNative(..)
            )
        })
    }

    /// What the arguments of a call add: null where none can go, and what the functions that a native function is given
    /// let out through it.
    fn callbacks(
        &self,
        member: MemberId,
        body: &Body,
        function: MemberId,
        arguments: &[ExprId],
    ) -> Effect {
        let mut effect = Effect::default();
        let declared = self.program.functions.get(&function);
        effect.faults |= arguments.iter().enumerate().any(|(at, argument)| {
            let ty = body.ty(*argument);
            declared.is_some_and(|declared| {
                is_bounded(declared, at) || faults_on_null(self.program, declared, at, ty)
            }) && self.is_nullable(member, body, *argument)
        });
        if !self.is_native(function) {
            return effect;
        }
        effect.join(self.texts(body, arguments));
        for argument in arguments {
            let ty = self.program.expand(body.ty(*argument).without_null());
            if let Expr::Closure(closure) = &body.exprs[*argument] {
                let closures = self.before.closures.get(&member);
                let inside = closures.and_then(|closures| closures.entry(*closure));
                effect.join(inside.copied().unwrap_or_default());
            } else if matches!(ty.kind(), TyKind::Function(_)) {
                effect.join(self.before.values);
                effect.faults |= self.is_nullable(member, body, *argument);
            }
        }
        effect
    }

    /// What making the texts of values adds: where some `toString` throws or faults, that unwinds.
    fn texts(&self, body: &Body, parts: &[ExprId]) -> Effect {
        let runs_program = |part: &ExprId| {
            let ty = self.program.expand(body.ty(*part).without_null());
            let basic = matches!(
                ty.kind(),
                TyKind::Int | TyKind::Float | TyKind::Bool | TyKind::Void
            );
            !basic && ty != Ty::string()
        };
        let unwinds = self.before.members.iter().any(|(member, effect)| {
            member.name().as_str() == "toString" && (effect.throws || effect.faults)
        });
        Effect {
            throws: false,
            faults: unwinds && parts.iter().any(runs_program),
        }
    }

    /// The initialisers of the fields of a class and of those above it.
    fn initialisers(&self, class: hx2rs_base::DefId) -> Effect {
        let mut effect = Effect::default();
        for def in self.families.above(class) {
            let fields = crate::family::class_def(self.program, def).map(|class| &class.fields);
            for field in fields.into_iter().flatten() {
                effect.join(
                    self.before
                        .members
                        .get(&field.id)
                        .copied()
                        .unwrap_or_default(),
                );
            }
        }
        effect
    }

    fn is_nullable(&self, member: MemberId, body: &Body, expr: ExprId) -> bool {
        if matches!(body.ty(expr).kind(), TyKind::Dynamic(_)) {
            return true;
        }
        let mut found = Vec::new();
        sources(self.program, self.families, member, body, expr, &mut found);
        found.iter().any(|site| self.nulls.has(*site))
    }

    /// Whether a pattern asks for what is inside of a part that may be null.
    fn looks_into_null(&self, body: &Body, pattern: PatternId) -> bool {
        let inside = |part: PatternId, own: &[Site]| {
            let ty = body.pattern_types[part];
            let site = argument(self.program, ty);
            let is_null = own.iter().chain([&site]).any(|site| self.nulls.has(*site));
            (is_null && asks_inside(body, part)) || self.looks_into_null(body, part)
        };
        match &body.patterns[pattern] {
            Pattern::Wildcard | Pattern::Constant(_) | Pattern::Bind { inner: None, .. } => false,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.looks_into_null(body, *inner),
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                let mut parts = arguments.iter().enumerate();
                parts.any(|(at, part)| inside(*part, &[Site::Constructor(*constructor, at)]))
            }
            Pattern::Structure(fields) => {
                let class = crate::family::class_of(self.program, body.pattern_types[pattern]);
                let owners = class
                    .into_iter()
                    .flat_map(|class| self.families.above(class));
                let owners: Vec<_> = owners.collect();
                fields.iter().any(|(name, part)| {
                    let own = owners
                        .iter()
                        .map(|owner| Site::Field(MemberId::new(*owner, *name, Space::Instance)));
                    inside(*part, &own.collect::<Vec<_>>())
                })
            }
            Pattern::Array(parts) => parts.iter().any(|part| inside(*part, &[])),
            Pattern::Or(parts) => parts.iter().any(|part| self.looks_into_null(body, *part)),
            Pattern::Extractor { inner, .. } => {
                asks_inside(body, *inner) || self.looks_into_null(body, *inner)
            }
        }
    }

    /// Whether a catch takes everything: `Dynamic`, or `haxe.Exception` itself.
    fn catches_all(&self, catch: &Catch) -> bool {
        let kind = self.program.expand(catch.ty).kind();
        if matches!(kind, TyKind::Dynamic(_)) {
            true
        } else if let TyKind::Class(def, _) = kind {
            *def == known::exception()
        } else if let TyKind::Abstract(def, _) = kind {
            def.name().as_str() == "Any"
        } else {
            false
        }
    }
}

/// Whether a pattern asks for what is inside of a value, which null has nothing of.
fn asks_inside(body: &Body, pattern: PatternId) -> bool {
    match &body.patterns[pattern] {
        Pattern::Constructor { .. } | Pattern::Structure(_) | Pattern::Array(_) => true,
        Pattern::Bind {
            inner: Some(inner), ..
        } => asks_inside(body, *inner),
        Pattern::Or(parts) => parts.iter().any(|part| asks_inside(body, *part)),
        Pattern::Wildcard
        | Pattern::Constant(_)
        | Pattern::Bind { inner: None, .. }
        | Pattern::Extractor { .. } => false,
    }
}

/// Whether a parameter's type is a type parameter of the function with a bound: what can be looked into is no null.
fn is_bounded(function: &Function, at: usize) -> bool {
    let TyKind::Param(param) = function
        .params
        .get(at)
        .map_or(&TyKind::Error, |it| it.ty.kind())
    else {
        return false;
    };
    let mut own = function.type_params.iter();
    own.any(|own| own.id == *param && !own.constraints.is_empty())
}
