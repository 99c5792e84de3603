//! Types that mention type parameters beside the same types with what is given for these. The code of a generic class or
//! function is one code for all of them, so what null gets into has to be the same: in `T -> Void`, which the class names,
//! as in `Entity -> Void`, which is what that is for those who have a `Signal<Entity>`.

use crate::family::class_def;
use crate::reach::Reached;
use hx2rs_hir::{Body, Callee, Expr, Program, Ty, TyKind, TypeParamId, TypeParamOwner};
use indexmap::{IndexMap, IndexSet};

/// What a type that leads to ever larger ones is followed through.
const ROUNDS: usize = 6;

/// How many types that have others in them such a type may consist of. A class that makes one of itself with more in it
/// (`Chain<T>` a `Chain<{first:T, second:U}>`) leads to many more types with each round.
const LARGEST: usize = 6;

/// How many pairs are looked for. Programs of usual shape have some hundreds; a class with two type parameters that makes
/// others of itself (`Pair<A, B>` a `Pair<Pair<A, B>, C>`) has millions, of which the first say enough.
const MOST: usize = 10_000;

type Given = Vec<(TypeParamId, Ty)>;

/// All pairs of a type of generic code and what it is where something is given for the type parameters.
pub(crate) fn pairs(program: &Program, reached: &Reached) -> IndexSet<(Ty, Ty)> {
    let mut found = Instances {
        program,
        general: IndexMap::new(),
        given: IndexMap::new(),
        seen: IndexSet::new(),
    };
    for function in reached.functions.iter() {
        if let Some(function) = program.functions.get(function) {
            function.params.iter().for_each(|param| found.add(param.ty));
            found.add(function.result);
        }
    }
    for (_, field) in crate::reach::fields(program) {
        found.add(field.ty);
    }
    for typed in reached.bodies.values() {
        found.body(&typed.body);
    }
    found.pairs()
}

struct Instances<'p> {
    program: &'p Program,
    /// Types that mention type parameters of these classes and functions.
    general: IndexMap<TypeParamOwner, IndexSet<Ty>>,
    /// What is given for them.
    given: IndexMap<TypeParamOwner, IndexSet<Given>>,
    seen: IndexSet<Ty>,
}

/// Whether a type consists of too many to be followed.
fn is_large(ty: Ty) -> bool {
    let mut parts = 0;
    ty.map(&mut |part| {
        let is_leaf = match part.kind() {
            TyKind::Class(_, inside) | TyKind::Enum(_, inside) | TyKind::Abstract(_, inside) => {
                inside.is_empty()
            }
            TyKind::Function(_) | TyKind::Structure(_) | TyKind::Alias(..) => false,
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => true,
        };
        parts += usize::from(!is_leaf);
        // What is too large already need not be walked to its end.
        (parts > LARGEST).then_some(part)
    });
    parts > LARGEST
}

impl Instances<'_> {
    fn pairs(mut self) -> IndexSet<(Ty, Ty)> {
        let mut pairs = IndexSet::new();
        // How many types and lists of each owner met in the rounds before.
        let mut met: IndexMap<TypeParamOwner, (usize, usize)> = IndexMap::new();
        for _ in 0..ROUNDS {
            let mut found = IndexSet::new();
            'search: for (owner, lists) in &self.given {
                let Some(general) = self.general.get(owner) else {
                    continue;
                };
                let (types, old) = met.get(owner).copied().unwrap_or_default();
                met.insert(*owner, (general.len(), lists.len()));
                for (at, ty) in general.iter().enumerate() {
                    let known = if at < types { old } else { 0 };
                    for given in lists.iter().skip(known) {
                        if pairs.len() + found.len() >= MOST {
                            break 'search;
                        }
                        let special = self.program.canonical(ty.substitute(given));
                        if special != *ty && !is_large(special) && !pairs.contains(&(*ty, special))
                        {
                            found.insert((*ty, special));
                        }
                    }
                }
            }
            if found.is_empty() {
                break;
            }
            for (_, special) in &found {
                self.add(*special);
            }
            pairs.extend(found);
        }
        pairs
    }

    /// Notes a type and all of its parts.
    fn add(&mut self, ty: Ty) {
        let mut parts = Vec::new();
        ty.map(&mut |part| {
            parts.push(part);
            None
        });
        for part in parts {
            let part = self.program.canonical(part.without_null());
            if !self.seen.insert(part) {
                continue;
            }
            if matches!(part.kind(), TyKind::Param(_))
                || crate::nullability::is_reference(self.program, part)
            {
                for owner in owners(part) {
                    self.general.entry(owner).or_default().insert(part);
                }
            }
            self.instance(part);
        }
    }

    /// Notes what a class type gives, and the types above it.
    fn instance(&mut self, ty: Ty) {
        let TyKind::Class(def, arguments) = ty.kind() else {
            return;
        };
        let Some(class) = class_def(self.program, *def) else {
            return;
        };
        if arguments.is_empty() {
            return;
        }
        let params = class.header.type_params.iter().map(|param| param.id);
        let given: Given = params.zip(arguments.iter().copied()).collect();
        let above: Vec<Ty> = class
            .extends
            .iter()
            .chain(&class.implements)
            .copied()
            .collect();
        let owner = TypeParamOwner::Def(*def);
        if self.given.entry(owner).or_default().insert(given.clone()) {
            for ty in above {
                self.add(ty.substitute(&given));
            }
        }
    }

    fn body(&mut self, body: &Body) {
        body.locals.iter().for_each(|(_, local)| self.add(local.ty));
        body.types.as_slice().iter().for_each(|ty| self.add(*ty));
        for (id, expr) in body.exprs.iter() {
            if let Expr::Call { callee, arguments } = expr {
                self.call(body, callee, arguments, body.types[id]);
            }
        }
    }

    /// Notes what a call gives for the type parameters of a function.
    fn call(&mut self, body: &Body, callee: &Callee, arguments: &[hx2rs_hir::ExprId], result: Ty) {
        let program = self.program;
        let id = match callee {
            Callee::Static(id) | Callee::Super(id) | Callee::Method { method: id, .. } => id,
            Callee::SuperConstructor { .. } | Callee::Value(_) | Callee::Constructor(_) => return,
        };
        let Some(function) = program.functions.get(id) else {
            return;
        };
        if function.type_params.is_empty() {
            return;
        }
        let mut given = Given::new();
        let mut seen = IndexSet::new();
        let params = function.params.iter().zip(arguments);
        for (param, argument) in params {
            let actual = body.types[*argument];
            self.matched(param.ty, actual, &mut given, &mut seen);
        }
        self.matched(function.result, result, &mut given, &mut seen);
        let owner = TypeParamOwner::Member(function.id);
        given.retain(|(param, _)| param.data().owner == owner);
        if !given.is_empty() {
            self.given.entry(owner).or_default().insert(given);
        }
    }

    /// What stands in `actual` where `declared` has type parameters. `seen`: what was compared already, since a
    /// typedef may name itself.
    fn matched(&self, declared: Ty, actual: Ty, given: &mut Given, seen: &mut IndexSet<(Ty, Ty)>) {
        let declared = self.program.canonical(declared.without_null());
        let actual = self.program.canonical(actual.without_null());
        if !seen.insert((declared, actual)) {
            return;
        }
        match (declared.kind(), actual.kind()) {
            (TyKind::Param(param), _) => {
                if !given.iter().any(|(known, _)| known == param) {
                    given.push((*param, actual));
                }
            }
            (TyKind::Function(declared), TyKind::Function(actual)) => {
                for (declared, actual) in declared.params.iter().zip(&actual.params) {
                    self.matched(declared.ty, actual.ty, given, seen);
                }
                self.matched(declared.result, actual.result, given, seen);
            }
            (TyKind::Structure(declared), TyKind::Structure(actual)) => {
                for field in declared {
                    let mut actual = actual.iter();
                    if let Some(actual) = actual.find(|actual| actual.name == field.name) {
                        self.matched(field.ty, actual.ty, given, seen);
                    }
                }
            }
            (_, _) => {
                if declared.def().is_some() && declared.def() == actual.def() {
                    let parts = declared.arguments().iter().zip(actual.arguments());
                    for (declared, actual) in parts {
                        self.matched(*declared, *actual, given, seen);
                    }
                }
            }
        }
    }
}

/// Who declares the type parameters that a type mentions.
fn owners(ty: Ty) -> IndexSet<TypeParamOwner> {
    let mut found = IndexSet::new();
    ty.map(&mut |part| {
        if let TyKind::Param(param) = part.kind() {
            found.insert(param.data().owner);
        }
        None
    });
    found
}

/// Whether a type mentions a type parameter.
pub(crate) fn mentions_parameter(ty: Ty) -> bool {
    !owners(ty).is_empty()
}
