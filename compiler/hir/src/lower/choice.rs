//! Calls of an overloaded name: which of its functions is meant. Operators of abstracts, which are chosen by other
//! rules, are `overload`'s.
//!
//! The rules are the official ones. Each function is tried with the arguments, which are lowered anew for each where
//! they depend on what is asked for: literals, function expressions. Of those that fit, the ones remain that leave out
//! the fewest optional parameters; of functions with the same parameters the first; then the one whose parameters are
//! nearest to the arguments. Everything that a trial did is taken back ([`Snapshot`]).

use super::access::Instance;
use super::{Frame, Later, Lowering, Reason, Want};
use crate::infer::Facts;
use crate::lookup::{self, FoundMember};
use crate::{ExprId, Local, LocalId, Ty, TyKind, known};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, Id, MemberId, Name, Space, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};
use std::collections::{HashMap, HashSet};

/// Arguments inside arguments inside arguments are lowered without being asked for as something: each level would be
/// tried as often as the product of all candidates above it.
const DEEPEST_TRIAL: u32 = 3;

/// What the choice among overloads has to remember.
#[derive(Default)]
pub(super) struct Choice {
    /// Arguments that are the same for all candidates, and are lowered already.
    known: HashMap<ast::ExprId, ExprId>,
    /// Filled by the next list of arguments.
    offered: Option<Offered>,
    depth: u32,
}

/// What a list of arguments was for the parameters of one function.
#[derive(Default)]
pub(super) struct Offered {
    /// Type of the parameter and of the argument, for each argument.
    pub(super) given: Vec<(Ty, Ty)>,
    /// How many parameters got no argument.
    pub(super) left_out: usize,
}

impl Choice {
    /// The value of an argument that is lowered already.
    pub(super) fn lowered(&self, id: ast::ExprId) -> Option<ExprId> {
        if self.known.is_empty() {
            return None;
        }
        self.known.get(&id).copied()
    }

    pub(super) fn take_offered(&mut self) -> Option<Offered> {
        self.offered.take()
    }

    pub(super) fn set_offered(&mut self, offered: Offered) {
        self.offered = Some(offered);
    }
}

/// The state of a lowering to go back to.
struct Snapshot {
    mark: crate::infer::Mark,
    exprs: usize,
    patterns: usize,
    closures: usize,
    here: usize,
    given_for_structures: usize,
    locals: Vec<Local>,
    frames: Vec<Frame>,
    diagnostics: usize,
    later: usize,
    counters: HashSet<LocalId>,
    loose_locals: HashSet<LocalId>,
    loose_numbers: HashSet<ExprId>,
}

/// A function that takes the arguments.
struct Fitting {
    index: usize,
    /// Types of its parameters, of the object of an extension first.
    params: Vec<Ty>,
    left_out: usize,
    /// How far each argument is from its parameter.
    distances: Vec<Distance>,
}

/// Conversions that an argument takes, then type arguments that differ. None is worst.
type Distance = (u32, u32);

const FARTHEST: Distance = (u32::MAX, 0);

impl<'a> Lowering<'a> {
    fn snapshot(&self) -> Snapshot {
        Snapshot {
            mark: self.table.mark(),
            exprs: self.body.exprs.len(),
            patterns: self.body.patterns.len(),
            closures: self.body.closures.len(),
            here: self.body.here.len(),
            given_for_structures: self.body.given_for_structures.len(),
            locals: self.body.locals.as_slice().to_vec(),
            frames: self.frames.clone(),
            diagnostics: self.diagnostics.len(),
            later: self.later.len(),
            counters: self.counters.clone(),
            loose_locals: self.loose_locals.clone(),
            loose_numbers: self.loose_numbers.clone(),
        }
    }

    /// Goes back; gives what was reported since.
    fn restore(&mut self, snapshot: Snapshot) -> Vec<Diagnostic> {
        self.table.undo(snapshot.mark);
        self.body.exprs.truncate(snapshot.exprs);
        self.body.types.truncate(snapshot.exprs);
        self.spans.exprs.truncate(snapshot.exprs);
        self.spans.points.truncate(snapshot.exprs);
        self.body.patterns.truncate(snapshot.patterns);
        self.body.pattern_types.truncate(snapshot.patterns);
        self.spans.patterns.truncate(snapshot.patterns);
        self.body.closures.truncate(snapshot.closures);
        self.body.here.truncate(snapshot.here);
        let given = &mut self.body.given_for_structures;
        given.truncate(snapshot.given_for_structures);
        self.spans.locals.truncate(snapshot.locals.len());
        self.body.locals.truncate(snapshot.locals.len());
        for (local, before) in self.body.locals.iter_mut().zip(snapshot.locals) {
            *local.1 = before;
        }
        let known = &mut self.choice.known;
        known.retain(|_, value| value.index() < snapshot.exprs);
        self.frames = snapshot.frames;
        self.later.truncate(snapshot.later);
        self.counters = snapshot.counters;
        self.loose_locals = snapshot.loose_locals;
        self.loose_numbers = snapshot.loose_numbers;
        self.origins.forget(snapshot.exprs);
        self.diagnostics.split_off(snapshot.diagnostics)
    }

    /// The function that a call of `instance` means. `Err`: that was reported.
    pub(super) fn chosen(
        &mut self,
        object: Option<ExprId>,
        is_super: bool,
        instance: Instance,
        args: &[ast::ExprId],
        place: (TextRange, u32),
    ) -> Result<Instance, ExprId> {
        let (id, db) = (instance.id, self.env.db);
        let Some(name) = self.overloaded_name(id) else {
            return Ok(instance);
        };
        let candidates = match object {
            None => self.own_overloads(id, name),
            Some(object) => {
                let own = if is_super {
                    let this = lookup::self_type(db, self.env.owner());
                    lookup::superclass(db, this)
                } else {
                    Some(self.table.resolve(self.expanded(self.ty(object))))
                };
                own.map(|own| lookup::overloads(db, own, name))
                    .unwrap_or_default()
            }
        };
        self.choose(None, &candidates, args, place)
    }

    /// As [`Self::chosen`], for a static function called as a method of its first argument.
    pub(super) fn chosen_extension(
        &mut self,
        receiver: ExprId,
        instance: Instance,
        args: &[ast::ExprId],
        place: (TextRange, u32),
    ) -> Result<Instance, ExprId> {
        let Some(name) = self.overloaded_name(instance.id) else {
            return Ok(instance);
        };
        let candidates = self.own_overloads(instance.id, name);
        self.choose(Some(receiver), &candidates, args, place)
    }

    /// The name as written of a function that others share it with.
    fn overloaded_name(&self, id: MemberId) -> Option<Name> {
        crate::definition::member_item(self.env.db, id)?.overload
    }

    fn own_overloads(&self, id: MemberId, name: Name) -> Vec<FoundMember<'a>> {
        let db = self.env.db;
        let own = lookup::own_overloads(db, id.owner(), name, Space::Static).iter();
        let found = own.map(|id| FoundMember {
            db,
            id: *id,
            map: Vec::new(),
        });
        found.collect()
    }

    /// The best of several functions.
    pub(super) fn choose(
        &mut self,
        receiver: Option<ExprId>,
        candidates: &[FoundMember<'_>],
        args: &[ast::ExprId],
        (range, point): (TextRange, u32),
    ) -> Result<Instance, ExprId> {
        for arg in args {
            if self.is_independent(*arg) && !self.choice.known.contains_key(arg) {
                let value = self.expr(*arg, Want::Value(None));
                self.choice.known.insert(*arg, value);
            }
        }
        // What a call without candidates to choose from says of its arguments.
        self.choice.depth += 1;
        let mut fitting = Vec::new();
        let mut reasons = Vec::new();
        for (index, candidate) in candidates.iter().enumerate() {
            let is_operator = crate::definition::member_item(self.env.db, candidate.id)
                .is_some_and(|item| !item.roles.is_empty());
            if !is_operator && !self.may_call(candidate.id) {
                continue;
            }
            let snapshot = self.snapshot();
            let instance = self.instance(candidate.id, &candidate.map, range);
            let found = self.attempt(index, receiver, &instance, args, range);
            self.check_constraints_since(snapshot.later);
            let reported = self.restore(snapshot);
            match reported.into_iter().find(Diagnostic::is_error) {
                None => fitting.push(found),
                Some(reason) => reasons.push((index, reason)),
            }
        }
        self.choice.depth -= 1;
        let fits_any = !fitting.is_empty();
        let best = best(fitting);
        if let [only] = &best[..]
            && let Some(candidate) = candidates.get(only.index)
        {
            return Ok(self.instance(candidate.id, &candidate.map, range));
        }
        // A value that only this call says the type of is what the first function takes.
        let is_open = args.iter().any(|arg| {
            let value = self.choice.lowered(*arg);
            value.is_some_and(|value| {
                let ty = self.ty(value).without_null();
                self.expanded(ty).infer_number().is_some()
            })
        });
        if is_open
            && let Some(candidate) = best.first().and_then(|first| candidates.get(first.index))
        {
            return Ok(self.instance(candidate.id, &candidate.map, range));
        }
        // A mistake of an argument itself, whatever function it is for.
        if let Some((_, first)) = reasons.first()
            && !fits_any
            && ![codes::TYPE_MISMATCH, codes::ARGUMENT_COUNT].contains(&first.code)
            && reasons.iter().all(|(_, reason)| reason == first)
        {
            let first = first.clone();
            self.report(first);
            return Err(self.error_expr(range));
        }
        let place = TextRange::new(point, range.end);
        let name = candidates
            .first()
            .map(|candidate| candidate.id.source_name());
        let name = name.unwrap_or("?");
        let mut diagnostic = if fits_any {
            let message = format!("several overloads of `{name}` take these arguments");
            Diagnostic::new(codes::AMBIGUOUS_OVERLOAD, self.span(place), message)
                .label("none of them is nearer than the others")
                .help("say with `(value : Type)` as what an argument is meant")
        } else {
            let message = format!("no overload of `{name}` takes these arguments");
            Diagnostic::new(codes::NO_OVERLOAD, self.span(place), message).label("none fits")
        };
        let shown: Vec<(usize, String)> = if fits_any {
            let shown = best.iter().map(|fit| (fit.index, String::new()));
            shown.collect()
        } else {
            let shown = reasons.into_iter();
            shown
                .map(|(index, reason)| (index, reason.message))
                .collect()
        };
        for (index, reason) in shown {
            let Some(candidate) = candidates.get(index) else {
                continue;
            };
            let ty = candidate.signature().ty().substitute(&candidate.map);
            let reason = match &reason[..] {
                "" => format!("`{ty}` does"),
                reason => format!("not `{ty}`: {reason}"),
            };
            if let Some(span) = self.declaration(candidate.id) {
                diagnostic = diagnostic.secondary(span, reason);
            }
        }
        let is_said = args.iter().any(|arg| {
            let value = self.choice.lowered(*arg);
            value.is_some_and(|value| self.is_error(self.ty(value)))
        });
        if !is_said {
            self.report(diagnostic);
        }
        Err(self.error_expr(range))
    }

    /// Reports what does not fit of the constraints that were noted last.
    fn check_constraints_since(&mut self, first: usize) {
        let noted = self.later.get(first..).unwrap_or_default().iter();
        let noted = noted.filter_map(|later| {
            if let Later::Constraint {
                ty,
                constraint,
                range,
            } = later
            {
                Some((*ty, *constraint, *range))
            } else {
                None
            }
        });
        for (ty, constraint, range) in noted.collect::<Vec<_>>() {
            self.check_constraint(ty, constraint, range);
        }
    }

    /// Lowers the arguments for one function.
    fn attempt(
        &mut self,
        index: usize,
        receiver: Option<ExprId>,
        instance: &Instance,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> Fitting {
        let mut given = Vec::new();
        let mut params = &instance.params[..];
        if let Some(receiver) = receiver
            && let Some((first, rest)) = instance.params.split_first()
        {
            given.push((first.ty, self.ty(receiver)));
            self.coerce(receiver, first.ty, Reason::Argument(first.name, None));
            params = rest;
        }
        self.choice.offered = Some(Offered::default());
        self.arguments_of(instance, params, args, range);
        let offered = self.choice.take_offered().unwrap_or_default();
        given.extend(offered.given);
        let distances = given
            .iter()
            .map(|(param, arg)| self.distance(*param, *arg).unwrap_or(FARTHEST))
            .collect();
        let params = given.iter().map(|(param, _)| self.table.resolve(*param));
        Fitting {
            index,
            params: params.collect(),
            left_out: offered.left_out,
            distances,
        }
    }

    /// Whether an argument means the same whatever it is asked for as.
    fn is_independent(&mut self, arg: ast::ExprId) -> bool {
        if self.choice.depth >= DEEPEST_TRIAL {
            return true;
        }
        #[allow(clippy::wildcard_enum_match_arm)] // All others are looked at anew.
        match self.ast.expr(arg).kind {
            ExprKind::Ident(name) => self.find_local(name).is_some(),
            ExprKind::Parenthesis(inner) => self.is_independent(inner),
            ExprKind::Call { callee, .. } => {
                matches!(self.ast.expr(callee).kind, ExprKind::Field { .. })
                    || matches!(self.ast.expr(callee).kind, ExprKind::Ident(_))
                        && self.is_known_name(callee)
            }
            ExprKind::This
            | ExprKind::Field { .. }
            | ExprKind::Index { .. }
            | ExprKind::Binary { .. }
            | ExprKind::Interpolated(_)
            | ExprKind::New { .. } => true,
            _ => false,
        }
    }

    fn is_known_name(&mut self, callee: ast::ExprId) -> bool {
        let ExprKind::Ident(name) = self.ast.expr(callee).kind else {
            return false;
        };
        let snapshot = self.snapshot();
        let range = self.range(callee);
        let is_known = self.known_ident(name, range).is_some();
        self.restore(snapshot);
        is_known
    }

    /// How far a value is from the parameter that takes it. `None`: only a function turns it into that.
    fn distance(&self, param: Ty, arg: Ty) -> Option<Distance> {
        let (param, arg) = (self.simple(param), self.simple(arg));
        match (param.kind(), arg.kind()) {
            (TyKind::Dynamic(_), TyKind::Dynamic(_)) => Some((0, 0)),
            (TyKind::Dynamic(_), _) => None,
            (TyKind::Int | TyKind::Float | TyKind::Bool, TyKind::Dynamic(_)) => Some((2, 0)),
            (_, TyKind::Dynamic(_)) => Some((1, 0)),
            (TyKind::Null(param), TyKind::Null(arg)) => self.distance(*param, *arg),
            (TyKind::Null(param), _) => farther(self.distance(*param, arg)?),
            (_, TyKind::Null(arg)) => farther(self.distance(param, *arg)?),
            (TyKind::Float, TyKind::Int) => Some((1, 0)),
            (TyKind::Class(class, wanted), TyKind::Class(own, arguments)) => {
                self.class_distance((*class, wanted), (*own, arguments))
            }
            (
                TyKind::Enum(left, wanted) | TyKind::Abstract(left, wanted),
                TyKind::Enum(right, arguments) | TyKind::Abstract(right, arguments),
            ) if left == right => Some((0, self.different(wanted, arguments))),
            (TyKind::Function(wanted), TyKind::Function(own))
                if wanted.params.len() == own.params.len() =>
            {
                let pairs = wanted.params.iter().zip(&own.params);
                let mut pairs: Vec<(Ty, Ty)> =
                    pairs.map(|(wanted, own)| (wanted.ty, own.ty)).collect();
                pairs.push((wanted.result, own.result));
                let mut sum: Distance = (0, 0);
                for (wanted, own) in pairs {
                    let one = self.distance(wanted, own)?;
                    sum = (sum.0.saturating_add(one.0), sum.1.saturating_add(one.1));
                }
                Some(sum)
            }
            (left, right) if left == right => Some((0, 0)),
            (TyKind::Infer(_), _) | (_, TyKind::Infer(_)) => Some((0, 0)),
            (_, _) => None,
        }
    }

    /// How far up the super types of a class another one is.
    fn class_distance(&self, above: (DefId, &[Ty]), own: (DefId, &[Ty])) -> Option<Distance> {
        let mut level = vec![Ty::new(TyKind::Class(own.0, own.1.into()))];
        let mut seen = HashSet::new();
        for steps in 0.. {
            let mut next = Vec::new();
            for ty in level {
                let TyKind::Class(def, arguments) = ty.kind() else {
                    continue;
                };
                if *def == above.0 {
                    return Some((steps, self.different(above.1, arguments)));
                }
                if seen.insert(ty) && seen.len() < 1000 {
                    next.extend(self.env.supertypes(*def, arguments));
                }
            }
            if next.is_empty() {
                return None;
            }
            level = next;
        }
        None
    }

    fn different(&self, wanted: &[Ty], own: &[Ty]) -> u32 {
        let pairs = wanted.iter().zip(own);
        let different =
            pairs.filter(|(wanted, own)| self.table.resolve(**wanted) != self.table.resolve(**own));
        different.count() as u32
    }

    /// A type as the distance counts it: typedefs expanded, abstracts as what they are at run time.
    fn simple(&self, ty: Ty) -> Ty {
        let wide = self.expanded(ty);
        if let TyKind::Null(inner) = wide.kind() {
            let inner = self.simple(*inner);
            let stays = matches!(
                inner.kind(),
                TyKind::Int | TyKind::Float | TyKind::Bool | TyKind::Enum(..)
            );
            return if stays { Ty::null(inner) } else { inner };
        }
        if let TyKind::Abstract(def, arguments) = wide.kind()
            && ![known::enum_(), known::enum_value()].contains(def)
            && let Some(below) = self.env.underlying(*def, arguments)
            && below != wide
        {
            return self.simple(below);
        }
        wide
    }
}

fn farther(distance: Distance) -> Option<Distance> {
    Some((distance.0.saturating_add(1), distance.1))
}

/// Those that are left of the functions that fit.
fn best(mut fitting: Vec<Fitting>) -> Vec<Fitting> {
    let fewest = fitting.iter().map(|fit| fit.left_out).min();
    fitting.retain(|fit| Some(fit.left_out) == fewest);
    let mut kept: Vec<Fitting> = Vec::new();
    for fit in fitting {
        let is_again = kept.iter().any(|earlier| earlier.params == fit.params);
        if !is_again {
            kept.push(fit);
        }
    }
    let beaten: Vec<bool> = kept
        .iter()
        .map(|fit| kept.iter().any(|other| is_nearer(other, fit)))
        .collect();
    let pairs = kept.into_iter().zip(beaten);
    pairs
        .filter(|(_, beaten)| !beaten)
        .map(|(fit, _)| fit)
        .collect()
}

/// Whether one function is nowhere farther from the arguments than another one, and nearer somewhere.
fn is_nearer(one: &Fitting, other: &Fitting) -> bool {
    let mut pairs = one.distances.iter().zip(&other.distances);
    let mut is_nearer = false;
    pairs.all(|(left, right)| {
        is_nearer |= left < right;
        left <= right
    }) && is_nearer
}
