//! `switch` as `match`, or `if let` where there is one arm.

use super::coverage::Shape;
use super::pattern::{Guards, Matched};
use super::tuple::Tuple;
use super::{Binding, Context, Form, Hold, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{Arm, Const, Cover, Expr, ExprId, LocalId, Pattern, PatternId, TypeDef};
use hx2rs_compiler::mir::reach::has_effect;
use indexmap::{IndexMap, IndexSet};
use proc_macro2::{Ident, TokenStream};

/// What arms are matched against.
enum Subject {
    One(Code, Matched),
    /// `switch [a, b]`: a tuple.
    Several(Tuple),
}

/// Makes the body of an arm or branch.
type Emit<'e, 'a> = &'e mut dyn FnMut(&mut Context<'a>, ExprId) -> TokenStream;

impl<'a> Context<'a> {
    /// As a statement.
    pub(crate) fn switch_statement(
        &mut self,
        expr: ExprId,
        value: ExprId,
        arms: &[Arm],
        cover: Cover,
    ) -> TokenStream {
        self.switch_with(expr, value, arms, cover, &mut |this, body| {
            this.statement_block(body)
        })
    }

    /// As a value.
    pub(crate) fn switch_value(
        &mut self,
        expr: ExprId,
        value: ExprId,
        arms: &[Arm],
        cover: Cover,
        want: Repr,
    ) -> Code {
        Code::block(
            self.switch_with(expr, value, arms, cover, &mut |this, body| {
                this.value_inside(body, want)
            }),
        )
    }

    /// With arms that `emit` makes.
    pub(crate) fn switch_with(
        &mut self,
        expr: ExprId,
        value: ExprId,
        arms: &[Arm],
        cover: Cover,
        emit: Emit<'_, 'a>,
    ) -> TokenStream {
        let before = self.narrowed.clone();
        let mut first = TokenStream::new();
        let subject = self.switch_subject(value, arms, &mut first);
        let pinned = self.pin(value);
        let mut out = Vec::new();
        let mut seen = Seen::default();
        let mut closed = false;
        for arm in arms {
            if self.is_dead(arm.pattern) {
                continue;
            }
            for (pattern, chosen) in self.alternatives(arm.pattern, &subject) {
                self.chosen = chosen;
                if self.is_dead(pattern) || self.never_matches(pattern, &subject) {
                    continue;
                }
                if seen.all || self.covers_all(&seen, &subject) {
                    closed = true;
                    break;
                }
                let narrowed = self.narrowed.clone();
                let (tokens, guards, guarded) = self.arm_head(arm, pattern, &subject);
                let start = self.arm_start(pattern, arm.body);
                let body = emit(self, arm.body);
                let ends = self.diverges(arm.body);
                self.restore(narrowed);
                if !guarded {
                    match &subject {
                        Subject::One(..) => {
                            self.see(pattern, &mut seen);
                            seen.rows.push(vec![self.shape(pattern)]);
                        }
                        Subject::Several(tuple) => {
                            seen.rows.extend(self.tuple_rows(pattern, tuple));
                        }
                    }
                }
                out.push((tokens, guards, start, body, ends));
            }
            if closed {
                break;
            }
        }
        self.restore(before);
        self.unpin(pinned);
        let complete = seen.all || self.covers_all(&seen, &subject);
        let leaves_out = !complete && self.leaves_out(arms, &subject);
        // Its type has a null that no value of the program is.
        let has_null = matches!(&subject, Subject::One(_, matched) if matched.repr.null)
            && !arms.iter().any(|arm| self.takes_null(arm.pattern));
        let misses_null = has_null
            || seen.misses_null
            || self.plan.is_some_and(|plan| plan.leaves.contains(&expr));
        let rest = (complete, leaves_out, misses_null);
        let keeps = has_effect(self.body, value);
        let code = self.switch_code(expr, (subject, keeps), out, rest, cover);
        if first.is_empty() {
            code
        } else {
            code!({ #first #code })
        }
    }

    /// `keeps`: whether the subject is evaluated even if no arm looks at it.
    fn switch_code(
        &mut self,
        expr: ExprId,
        (subject, keeps): (Subject, bool),
        arms: Vec<(TokenStream, Vec<Code>, TokenStream, TokenStream, bool)>,
        (complete, leaves_out, misses_null): (bool, bool, bool),
        cover: Cover,
    ) -> TokenStream {
        let matched = match &subject {
            Subject::One(code, _) => code.tokens.clone(),
            Subject::Several(tuple) => {
                let codes = tuple.parts.iter().map(|(code, _)| code);
                code!((#(#codes),*))
            }
        };
        // A name has been evaluated, and so has a part of one.
        let keeps = keeps && matched.to_string().contains('(');
        let unseen = match keeps {
            true => code!(let _ = #matched;),
            false => TokenStream::new(),
        };
        let statement = matches!(self.world.kind(self.ty(expr)), Kind::Void);
        let rest_is_empty = match arms.as_slice() {
            [_] => !complete && (cover == Cover::Part || statement),
            [_, (pattern, guards, start, body, _)] => {
                pattern.to_string() == "_"
                    && guards.is_empty()
                    && start.is_empty()
                    && body.is_empty()
            }
            _ => false,
        };
        if let (true, Some((pattern, guards, start, body, _))) =
            (rest_is_empty && statement, arms.first())
        {
            if pattern.to_string() == "_" {
                return match joined(guards) {
                    Some(test) => code!(#unseen if #test { #start #body }),
                    None => code!(#unseen #start #body),
                };
            }
            let test = Code::new(Level::Compare, code!(let #pattern = #matched));
            let mut all = vec![test];
            all.extend(guards.iter().cloned());
            return match joined(&all) {
                Some(test) => code!(if #test { #start #body }),
                None => TokenStream::new(),
            };
        }
        if arms.is_empty() {
            return match cover != Cover::Part {
                true => TokenStream::new(),
                false => unseen,
            };
        }
        if let [(pattern, guards, start, body, _)] = arms.as_slice()
            && pattern.to_string() == "_"
            && guards.is_empty()
        {
            let is_simple = !keeps && start.is_empty() && body.clone().into_iter().count() == 1;
            return if is_simple && !statement {
                body.clone()
            } else {
                code!({ #unseen #start #body })
            };
        }
        let mut list = TokenStream::new();
        for (pattern, guards, start, body, _) in &arms {
            let guard = joined(guards).map(|guard| code!(if #guard));
            list.extend(code!(#pattern #guard => { #start #body }));
        }
        let guarded = arms.iter().any(|(_, guards, ..)| !guards.is_empty());
        let open = match &subject {
            Subject::One(_, matched) => {
                leaves_out
                    || matches!(
                        self.world.kind(matched.repr.ty),
                        Kind::Int | Kind::Float | Kind::String
                    )
                    || !self.matches_directly(matched.repr)
            }
            // What is not seen to be complete is open.
            Subject::Several(_) => true,
        };
        let empty = match &subject {
            Subject::One(_, matched) => {
                if let Kind::Enum(def, _) = self.world.kind(matched.repr.ty) {
                    self.world.is_never_built(def)
                } else {
                    false
                }
            }
            Subject::Several(_) => false,
        };
        if empty && !arms.iter().any(|(pattern, ..)| pattern.to_string() == "_") {
            list.extend(code!(_ => unreachable!(),));
        } else if !complete && (guarded || open || cover == Cover::Part || misses_null) {
            let leaves = arms.iter().all(|(_, _, _, _, ends)| *ends);
            let rest_is_null = cover == Cover::Whole && statement && !leaves && !misses_null;
            if cover.passes() || rest_is_null {
                list.extend(code!(_ => {}));
            } else {
                // Guards may look into what is null.
                let may_be_null = match &subject {
                    Subject::One(..) => false,
                    Subject::Several(tuple) => {
                        tuple.parts.iter().any(|(_, matched)| matched.repr.null)
                    }
                };
                let rest = if let Cover::Listed { .. } = cover {
                    let position = code::text(&self.position(expr));
                    code!(hx::no_name(#position))
                } else if guarded || may_be_null || misses_null {
                    self.no_case(expr)
                } else {
                    code!(unreachable!())
                };
                list.extend(code!(_ => #rest,));
            }
        }
        code!(match #matched { #list })
    }

    /// The value that is matched, in the form in which it is.
    fn switch_subject(&mut self, value: ExprId, arms: &[Arm], first: &mut TokenStream) -> Subject {
        if let Some(tuple) = self.tuple(value, arms, first) {
            return Subject::Several(tuple);
        }
        let binds = arms.iter().any(|arm| self.binds_whole(arm.pattern));
        let null_arm = arms.iter().any(|arm| self.takes_null(arm.pattern));
        let subject = self.guarded(|this| this.open_value(value));
        // Null is no constructor of an enum: the case for everything takes it, and where there is none it is a fault.
        let is_enum = matches!(self.world.kind(subject.repr.ty), Kind::Enum(..));
        let is_dynamic = matches!(self.world.kind(subject.repr.ty), Kind::Dynamic);
        let basic = (self.is_basic(subject.repr) && !is_enum) || is_dynamic;
        let keeps_null = subject.repr.null && (null_arm || basic);
        let local = self.plain_local(value);
        let written =
            local.is_some_and(|local| arms.iter().any(|arm| self.assigns(arm.body, local)));
        let by_name = !self.world.is_copy(subject.repr)
            && (binds || !self.matches_directly(subject.repr))
            || self.compares_floats(subject.repr);
        if by_name || (written && !self.world.is_copy(subject.repr)) {
            let was_null = subject.repr.null && !keeps_null;
            let subject = if was_null {
                self.some_case(value, subject)
            } else {
                subject
            };
            let hidden = local.is_some_and(|local| self.hides(arms, local));
            let local = local.filter(|_| !was_null && !hidden);
            let name = match local {
                Some(local) if !written && subject.hold != Hold::Guard => self.name(local),
                Some(_) | None => {
                    let name = self.fresh("subject");
                    let own = self.own(&subject);
                    first.extend(code!(let #name = #own;));
                    name
                }
            };
            let hold = match local {
                Some(local) if !written && self.binding(local).form == Form::Reference => {
                    Hold::Reference
                }
                Some(_) | None => Hold::Place,
            };
            let named = Value::held(Code::ident(&name), subject.repr, hold);
            let (code, mut matched) = self.subject(value, named, true);
            matched.whole =
                (hold == Hold::Place || (local.is_some() && !is_dynamic)).then_some(name);
            return Subject::One(code, matched);
        }
        let (code, matched) = self.subject(value, subject, keeps_null);
        Subject::One(code, matched)
    }

    /// Whether some arm binds a part of the value to a variable of the name that the value has.
    fn hides(&self, arms: &[Arm], value: LocalId) -> bool {
        let name = self.names.name(value);
        arms.iter().any(|arm| {
            let is_whole = matches!(
                self.body.patterns[arm.pattern],
                Pattern::Bind { inner: None, .. }
            );
            let mut bound = self.body.bound_by(arm.pattern).into_iter();
            !is_whole && bound.any(|local| self.is_read(local) && self.names.name(local) == name)
        })
    }

    /// A null that compares like any other value.
    fn is_basic(&self, repr: Repr) -> bool {
        self.world.is_copy(repr) || matches!(self.world.kind(repr.ty), Kind::String)
    }

    fn compares_floats(&self, repr: Repr) -> bool {
        matches!(self.world.kind(repr.ty), Kind::Float) && !repr.null
    }

    /// Whether Rust patterns look into values of this form.
    fn matches_directly(&self, repr: Repr) -> bool {
        self.world.is_copy(repr) || self.looks_through(repr)
    }

    pub(super) fn plain_local(&self, expr: ExprId) -> Option<LocalId> {
        if let Expr::Local(local) = self.body.exprs[expr]
            && matches!(self.binding(local).form, Form::Plain | Form::Reference)
        {
            Some(local)
        } else {
            None
        }
    }

    /// Whether a pattern needs the matched value by name.
    pub(super) fn binds_whole(&self, pattern: PatternId) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Bind { local, inner } => {
                self.is_read(*local) || inner.is_some_and(|inner| self.binds_whole(inner))
            }
            Pattern::Extractor { .. } => true,
            Pattern::Or(list) => list.iter().any(|part| self.binds_whole(*part)),
            Pattern::Wildcard
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_) => false,
        }
    }

    /// The patterns of a `case` that need arms of their own, since their guards differ.
    fn alternatives(
        &mut self,
        pattern: PatternId,
        subject: &Subject,
    ) -> Vec<(PatternId, IndexMap<PatternId, usize>)> {
        let mut choices = vec![IndexMap::new()];
        match subject {
            Subject::Several(tuple) => self.collect_tuple_choices(pattern, tuple, &mut choices),
            Subject::One(..) => self.collect_choices(pattern, true, &mut choices),
        }
        choices
            .into_iter()
            .map(|chosen| (pattern, chosen))
            .collect()
    }

    /// As [`Self::collect_choices`], the parts of a tuple being tops of their own.
    fn collect_tuple_choices(
        &self,
        pattern: PatternId,
        tuple: &Tuple,
        choices: &mut Vec<IndexMap<PatternId, usize>>,
    ) {
        if let Pattern::Or(list) = &self.body.patterns[pattern] {
            if !self.tuple_needs_guard(pattern, tuple) && !self.binds_differently(list) {
                return;
            }
            let before = std::mem::take(choices);
            for (at, part) in list.iter().enumerate() {
                let mut with = before.clone();
                for chosen in &mut with {
                    chosen.insert(pattern, at);
                }
                self.collect_tuple_choices(*part, tuple, &mut with);
                choices.extend(with);
            }
            return;
        }
        for at in 0..tuple.parts.len() {
            if let Some(part) = self.part_of(pattern, tuple, at) {
                self.collect_choices(part, true, choices);
            }
        }
    }

    /// Each way to choose one alternative of every or-pattern that cannot be one pattern of Rust.
    fn collect_choices(
        &self,
        pattern: PatternId,
        top: bool,
        choices: &mut Vec<IndexMap<PatternId, usize>>,
    ) {
        match &self.body.patterns[pattern] {
            Pattern::Or(list) => {
                let texts = list.iter().all(|part| {
                    matches!(
                        self.body.patterns[*part],
                        Pattern::Constant(Const::String(_))
                    )
                });
                let differ = self.binds_differently(list);
                if !differ && !list.iter().any(|part| self.needs_guard(*part, top)) || texts {
                    return;
                }
                let before = std::mem::take(choices);
                for (at, part) in list.iter().enumerate() {
                    let mut with: Vec<_> = before.clone();
                    for chosen in &mut with {
                        chosen.insert(pattern, at);
                    }
                    self.collect_choices(*part, top, &mut with);
                    choices.extend(with);
                }
            }
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.collect_choices(*inner, top, choices),
            Pattern::Constructor {
                arguments: list, ..
            }
            | Pattern::Array(list) => {
                for part in list {
                    self.collect_choices(*part, false, choices);
                }
            }
            Pattern::Structure(fields) => {
                for (_, part) in fields {
                    self.collect_choices(*part, false, choices);
                }
            }
            Pattern::Extractor { inner, .. } => self.collect_choices(*inner, false, choices),
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } | Pattern::Constant(_) => {}
        }
    }

    /// Whether a pattern leaves something to the guard.
    pub(super) fn needs_guard(&self, pattern: PatternId, top: bool) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } => false,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.needs_guard(*inner, top),
            Pattern::Constant(Const::Float(_)) => true,
            Pattern::Constant(constant) => {
                let kind = self.world.kind(self.body.pattern_types[pattern]);
                match constant {
                    Const::Null => false,
                    Const::String(_) => !top || matches!(kind, Kind::Dynamic),
                    Const::Int(_) | Const::Bool(_) | Const::Float(_) => {
                        matches!(kind, Kind::Float | Kind::Dynamic)
                    }
                }
            }
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                (!top && !self.world.is_plain_enum(constructor.owner()))
                    || arguments
                        .iter()
                        .any(|argument| self.needs_guard(*argument, false))
            }
            Pattern::Array(_) | Pattern::Structure(_) | Pattern::Extractor { .. } => true,
            Pattern::Or(list) => list.iter().any(|part| self.needs_guard(*part, top)),
        }
    }

    fn never_matches(&self, pattern: PatternId, subject: &Subject) -> bool {
        let Subject::One(_, matched) = subject else {
            return false;
        };
        matches!(self.body.patterns[pattern], Pattern::Constant(Const::Null)) && !matched.repr.null
    }

    /// Pattern, guards, and whether there are any.
    fn arm_head(
        &mut self,
        arm: &Arm,
        pattern: PatternId,
        subject: &Subject,
    ) -> (TokenStream, Vec<Code>, bool) {
        let mut guards = Guards::new();
        self.arm_guard = arm.guard;
        self.arm_names.clear();
        let tokens = match subject {
            Subject::One(_, matched) => self.pattern(pattern, matched, &mut guards),
            Subject::Several(tuple) => self.tuple_pattern(pattern, tuple, &mut guards),
        };
        if let Some(guard) = arm.guard {
            let guard = self.guarded(|this| this.at(guard, |this| this.condition_value(guard)));
            guards.push(guard);
        }
        let guarded = !guards.is_empty();
        (tokens, guards, guarded)
    }

    /// Bound variables that are written, or shared with closures, get variables of their own.
    fn arm_start(&mut self, pattern: PatternId, arm_body: ExprId) -> TokenStream {
        let mut out = std::mem::take(&mut self.late);
        for local in self.body.bound_by(pattern) {
            if !self.is_read(local) {
                continue;
            }
            let declared = self.declared(local);
            let written = self.writes.get(&local).copied().unwrap_or(0) > 0;
            let known = self.binding(local);
            if !written && !self.is_shared(local) {
                continue;
            }
            let name = self.name(local);
            let hold = match known.form {
                Form::Reference => Hold::Reference,
                Form::Plain | Form::Lent | Form::Cell | Form::RefCell => Hold::Place,
            };
            let own = self.own(&Value::held(Code::ident(&name), known.repr, hold));
            let own = self.fit_null(arm_body, own, known.repr, declared.repr);
            self.aliases.shift_remove(&local);
            let own_name: Ident = self.name(local);
            out.extend(match declared.form {
                Form::Plain | Form::Reference | Form::Lent => {
                    let mutable = written.then(|| code!(mut));
                    code!(let #mutable #own_name = #own;)
                }
                Form::Cell => code!(let #own_name = Rc::new(Cell::new(#own));),
                Form::RefCell => code!(let #own_name = Rc::new(RefCell::new(#own));),
            });
            self.narrowed.insert(
                local,
                Binding {
                    repr: declared.repr,
                    form: declared.form,
                },
            );
        }
        out
    }

    /// Notes what an arm without a guard takes.
    fn see(&self, pattern: PatternId, seen: &mut Seen) {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } => seen.all = true,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.see(*inner, seen),
            Pattern::Constant(Const::Null) => seen.null = true,
            Pattern::Constant(Const::Bool(true)) => seen.yes = true,
            Pattern::Constant(Const::Bool(false)) => seen.no = true,
            Pattern::Constant(_) => {}
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                if arguments.iter().all(|argument| self.takes_all(*argument)) {
                    let ty = self.body.pattern_types[pattern];
                    let params = self.constructor_params(*constructor, ty);
                    let mut pairs = arguments.iter().zip(&params);
                    if pairs.any(|(argument, repr)| repr.null && self.looks_inside(*argument)) {
                        seen.misses_null = true;
                    } else {
                        seen.constructors.insert(*constructor);
                    }
                } else {
                    seen.partly = true;
                }
            }
            Pattern::Or(list) => match self.chosen.get(&pattern) {
                Some(at) => {
                    if let Some(part) = list.get(*at) {
                        self.see(*part, seen);
                    }
                }
                None => list.iter().for_each(|part| self.see(*part, seen)),
            },
            Pattern::Array(list) => {
                if list.iter().all(|part| self.takes_all(*part)) {
                    seen.all = true;
                } else {
                    seen.partly = true;
                }
            }
            Pattern::Structure(fields) => {
                seen.all |= fields.iter().all(|(_, part)| self.takes_all(*part));
            }
            Pattern::Extractor { .. } => {}
        }
    }

    /// Whether a pattern asks for the parts of a structure, which null has none of.
    fn looks_inside(&self, pattern: PatternId) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Structure(_) => true,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.looks_inside(*inner),
            Pattern::Wildcard
            | Pattern::Bind { inner: None, .. }
            | Pattern::Or(_)
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Array(_)
            | Pattern::Extractor { .. } => false,
        }
    }

    /// Whether a pattern takes every value.
    fn takes_all(&self, pattern: PatternId) -> bool {
        match &self.body.patterns[pattern] {
            Pattern::Wildcard | Pattern::Bind { inner: None, .. } => true,
            Pattern::Bind {
                inner: Some(inner), ..
            } => self.takes_all(*inner),
            Pattern::Or(list) => list.iter().any(|part| self.takes_all(*part)),
            Pattern::Structure(fields) => fields.iter().all(|(_, part)| self.takes_all(*part)),
            Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Array(_)
            | Pattern::Extractor { .. } => false,
        }
    }

    /// Whether no pattern names one of the constructors that are built: its values have other type arguments, which
    /// rustc does not know.
    fn leaves_out(&self, arms: &[Arm], subject: &Subject) -> bool {
        let Subject::One(_, matched) = subject else {
            return false;
        };
        let Kind::Enum(def, _) = self.world.kind(matched.repr.ty) else {
            return false;
        };
        let Some(TypeDef::Enum(found)) = self.world.program.types.get(&def) else {
            return false;
        };
        let mut named: IndexSet<MemberId> = IndexSet::new();
        for arm in arms {
            self.body.for_each_pattern(arm.pattern, &mut |pattern| {
                if let Pattern::Constructor { constructor, .. } = pattern {
                    named.insert(*constructor);
                }
            });
        }
        let mut built = found.constructors.iter();
        built.any(|constructor| {
            self.world.is_built(constructor.id) && !named.contains(&constructor.id)
        })
    }

    /// Whether nothing is left for a further arm.
    fn covers_all(&self, seen: &Seen, subject: &Subject) -> bool {
        let matched = match subject {
            Subject::One(_, matched) => matched,
            Subject::Several(tuple) => return self.tuple_is_covered(&seen.rows, tuple),
        };
        if matched.repr.null && !seen.null {
            return false;
        }
        let kind = self.world.kind(matched.repr.ty);
        if matches!(kind, Kind::Bool) {
            seen.yes && seen.no
        } else if let Kind::Enum(def, _) = kind {
            match self.world.program.types.get(&def) {
                Some(TypeDef::Enum(found)) => {
                    let mut all = found.constructors.iter();
                    all.all(|constructor| {
                        seen.constructors.contains(&constructor.id)
                            || !self.world.is_built(constructor.id)
                    }) || self.covers(&seen.rows, &[matched.repr])
                }
                Some(TypeDef::Class(_) | TypeDef::Alias(_) | TypeDef::Abstract(_)) | None => false,
            }
        } else {
            false
        }
    }
}

/// What the arms so far take.
#[derive(Default)]
struct Seen {
    all: bool,
    null: bool,
    yes: bool,
    no: bool,
    partly: bool,
    /// Whether the parts of a structure are asked for that may be null: that is a fault, and no case.
    misses_null: bool,
    /// What each takes, part by part.
    rows: Vec<Vec<Shape>>,
    constructors: IndexSet<MemberId>,
}

/// Conditions joined by `&&`.
fn joined(guards: &[Code]) -> Option<Code> {
    let mut guards = guards.iter();
    let first = guards.next()?.clone();
    Some(guards.fold(first, |left, right| {
        Code::binary(Level::And, &left, code!(&&), right)
    }))
}
