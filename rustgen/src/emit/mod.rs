//! Bodies: HIR expressions become pieces of Rust. [`Context`] is one body on its way; each family of expressions has a
//! module of its own. The order in which parts are emitted is Haxe's order of evaluation.

mod accessor;
mod arguments;
mod assign;
mod block;
mod call;
mod closure;
mod coerce;
mod comprehension;
mod condition;
mod constant;
mod construct;
mod conversion;
mod copy;
mod coverage;
mod double_null;
mod dynamic;
mod ending;
mod equality;
mod exception;
mod field_narrowing;
mod first_access;
mod function_value;
mod generic_method;
mod int64;
mod lending;
mod loops;
mod native;
mod open_number;
mod operator;
mod pattern;
mod pattern_parts;
mod place;
mod switch;
mod text;
mod tuple;
mod type_arguments;
mod update;
mod value;
mod view;

pub(crate) use constant::constant_code;
pub(crate) use field_narrowing::Narrowed;
pub(crate) use int64::is_literal as is_int64_literal;
pub(crate) use place::{field_init, in_cell};
pub(crate) use value::{Hold, Value};

use crate::code::Code;
use crate::marks;
use crate::names::LocalNames;
use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use crate::world::{Origin, World};
use hx2rs_compiler::hir::{
    Body, BodySpans, Callee, Const, Conversion, Expr, ExprId, LocalId, PatternId, Place, Ty,
    TypedBody,
};
use hx2rs_compiler::mir::BodyPlan;
use hx2rs_compiler::mir::wanted::{Known, wanted};
use hx2rs_compiler::{DefId, FileId, MemberId, TextRange};
use indexmap::{IndexMap, IndexSet};
use proc_macro2::Ident;
use std::collections::HashSet;

/// What `this` is in a body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Receiver {
    /// There is none.
    None,
    /// `&self` of a struct.
    Reference,
    /// `self: &Rc<Self>`.
    Counted,
    /// `self: Rc<Self>`.
    Owned,
    /// `&self` of a trait's default method.
    Trait,
    /// `this: &(impl C + ?Sized)`.
    Parameter,
    /// `this: &Rc<dyn C>`.
    CountedParameter,
    /// A local `this: Rc<C>`: in constructors, and in closures.
    Local,
    /// A local `this: Rc<dyn C>`, in closures.
    LocalTrait,
    /// The first parameter of a function of an abstract or of a class of the prelude: an ordinary value.
    Value,
    /// A constructor before its struct exists.
    Unborn,
}

/// How the present function is left.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// What it returns.
    pub result: Repr,
    /// Whether it returns a `Result`.
    pub throws: bool,
    /// How `return`, `break` and `continue` leave it.
    pub exit: Exit,
    /// Loops around the present place, inside the present function.
    pub loops: usize,
}

/// How a `return` is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Exit {
    /// `return x`.
    Function,
    /// In the body of a `try` that always returns: `return Ok(x)`.
    Direct,
    /// In the body of a `try` that is left by one kind of jump: `return Ok(ControlFlow::Break(x))`.
    Flow,
    /// In the later part of a constructor: `break 'done`.
    Done,
    /// By several kinds: `return Ok(ControlFlow::Break(hx::Jump::Return(x)))`.
    Jump,
}

/// How a variable is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// `x: T`.
    Plain,
    /// `x: &T`.
    Reference,
    /// `x: Option<&T>`, an element of an array that is borrowed.
    Lent,
    /// `x: Rc<Cell<T>>`.
    Cell,
    /// `x: Rc<RefCell<T>>`.
    RefCell,
}

/// A variable as Rust sees it here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binding {
    /// What it holds.
    pub repr: Repr,
    /// How.
    pub form: Form,
}

/// A body on its way to Rust.
pub(crate) struct Context<'a> {
    /// The file.
    pub scope: &'a Scope<'a>,
    /// The whole emission.
    pub world: &'a World<'a>,
    /// Whose body it is.
    pub member: MemberId,
    /// The body.
    pub body: &'a Body,
    /// Its places.
    pub spans: &'a BodySpans,
    /// Its file.
    pub file: FileId,
    /// What is decided about it.
    pub plan: Option<&'a BodyPlan>,
    /// What `this` is.
    pub receiver: Receiver,
    /// The present function.
    pub frame: Frame,
    names: LocalNames,
    /// Variables that are known better than their declaration says.
    narrowed: Narrowed,
    last_uses: IndexSet<ExprId>,
    /// Writes of variables whose new value nobody reads.
    dead_writes: IndexSet<ExprId>,
    /// Variables whose first value nobody reads, and whether they are written more than once after that.
    unset: IndexMap<LocalId, bool>,
    /// Variables that null never gets into, whatever their type says.
    never_null: HashSet<LocalId>,
    /// Variables that something reads.
    read: IndexSet<LocalId>,
    /// The expressions that read variables, for something that is wanted.
    reads: IndexSet<ExprId>,
    /// Variables of patterns that are another variable.
    aliases: IndexMap<LocalId, Ident>,
    /// Caught variables of type Dynamic, and the exceptions that carried them.
    caught: IndexMap<LocalId, Ident>,
    /// Local functions that are read from the cell through which they call themselves.
    recursive: IndexMap<LocalId, Ident>,
    /// Variables written inside a `try`.
    tried: HashSet<LocalId>,
    /// Variables that are `None` until they get their first value.
    waiting: HashSet<LocalId>,
    /// Variables that a method of Int is called on.
    received: HashSet<LocalId>,
    /// Calls on whose results, or parts of them, methods of Int may be called.
    number_sources: HashSet<ExprId>,
    /// How often each variable is used in the present statement.
    uses_here: IndexMap<LocalId, usize>,
    /// Variables that something around holds a reference into: they are not moved.
    pinned: HashSet<LocalId>,
    /// What an arm of a `match` begins with.
    late: proc_macro2::TokenStream,
    /// The guard of the present arm.
    arm_guard: Option<ExprId>,
    /// Names that the pattern of the present arm has made up.
    arm_names: HashSet<String>,
    /// Whether nothing around the present expression tells Rust its type.
    open: bool,
    /// Ends of branches that have to tell it.
    open_ends: HashSet<ExprId>,
    /// The alternatives of patterns that are emitted one by one.
    chosen: IndexMap<PatternId, usize>,
    /// How often each variable is written after its declaration.
    writes: IndexMap<LocalId, usize>,
    /// Whether borrows of cells may live to the end of the present statement.
    calm: bool,
    /// The expression whose place is the current mark.
    marked: Option<ExprId>,
    /// Structure types as which values out of Dynamic are being looked at, the outermost first.
    looks: Vec<Ty>,
}

impl<'a> Context<'a> {
    /// A body of `member`, whose file is that of `scope`'s module.
    pub(crate) fn new(
        scope: &'a Scope<'a>,
        member: MemberId,
        typed: &'a TypedBody,
        file: FileId,
        receiver: Receiver,
        frame: Frame,
    ) -> Self {
        let world = scope.world;
        let body = &*typed.body;
        let mut made = Self {
            scope,
            world,
            member,
            body,
            spans: &typed.spans,
            file,
            plan: world.plan.bodies.get(&member),
            receiver,
            frame,
            names: LocalNames::new(body, &taken_names(world, member)),
            narrowed: Narrowed::default(),
            last_uses: IndexSet::new(),
            dead_writes: IndexSet::new(),
            unset: IndexMap::new(),
            never_null: HashSet::new(),
            read: IndexSet::new(),
            reads: IndexSet::new(),
            aliases: IndexMap::new(),
            caught: IndexMap::new(),
            recursive: IndexMap::new(),
            tried: HashSet::new(),
            waiting: HashSet::new(),
            number_sources: HashSet::new(),
            received: HashSet::new(),
            uses_here: IndexMap::new(),
            open: false,
            open_ends: HashSet::new(),
            pinned: HashSet::new(),
            late: proc_macro2::TokenStream::new(),
            arm_guard: None,
            arm_names: HashSet::new(),
            chosen: IndexMap::new(),
            writes: IndexMap::new(),
            calm: false,
            marked: None,
            looks: Vec::new(),
        };
        made.tried = made.written_in_tries();
        let mut known = Known {
            leaves: made.plan.map(|plan| &plan.leaves),
            kept: made.tried.iter().copied().collect(),
            ..Known::default()
        };
        made.left_out(&mut known);
        let wanted = wanted(body, &known);
        for local in wanted.unset {
            made.unset.insert(local, wanted.rewritten.contains(&local));
        }
        made.last_uses = wanted.last_uses;
        made.dead_writes = wanted.dead_writes;
        // `i = i++` leaves everything as it is.
        let to_itself = body.exprs.iter().filter_map(|(id, expr)| {
            let Expr::Assign { place, value } = expr else {
                return None;
            };
            let from = Place::Local(made.variable_of(*value)?);
            (*place == from).then_some(id)
        });
        let to_itself: Vec<ExprId> = to_itself.collect();
        made.dead_writes.extend(to_itself);
        made.read = wanted.read;
        made.reads = wanted.reads;
        let never_run = made.never_run();
        for (id, expr) in body.exprs.iter() {
            if never_run.contains(&id) {
                continue;
            }
            let is_dead = made.dead_writes.contains(&id);
            if let Expr::Binary { left, .. } | Expr::Unary { operand: left, .. } = expr {
                if let Expr::Local(local) = body.exprs[*left] {
                    made.received.insert(local);
                }
            } else if let Expr::Update {
                place: Place::Local(local),
                ..
            } = expr
            {
                made.received.insert(*local);
                *made.writes.entry(*local).or_default() += usize::from(!is_dead);
            } else if let Expr::Assign {
                place: Place::Local(local),
                ..
            } = expr
            {
                *made.writes.entry(*local).or_default() += usize::from(!is_dead);
            }
        }
        made.number_sources = made.walked_numbers();
        made.waiting = made.waiting_locals();
        made.keep_tried();
        made
    }

    /// Variables that the body of a `try` writes, which is a closure, and that are declared outside of it.
    fn written_in_tries(&self) -> HashSet<LocalId> {
        let mut found = HashSet::new();
        for (id, expr) in self.body.exprs.iter() {
            let Expr::Try { body: tried, .. } = expr else {
                continue;
            };
            let effect = self.plan.and_then(|plan| plan.tries.get(&id));
            if effect.is_some_and(|effect| !effect.throws && !effect.faults) {
                continue;
            }
            let mut declared = HashSet::new();
            let mut written = HashSet::new();
            self.body.for_each_below(*tried, true, &mut |part| {
                if let Expr::Let { local, .. } = &self.body.exprs[part] {
                    declared.insert(*local);
                }
                if let Some(Place::Local(local)) = self.body.exprs[part].written_place() {
                    written.insert(*local);
                }
            });
            found.extend(written.difference(&declared));
        }
        found
    }

    /// What is not emitted, or not as a value.
    fn left_out(&self, known: &mut Known<'_>) {
        for (id, expr) in self.body.exprs.iter() {
            if let Expr::Switch { arms, .. } = expr {
                for arm in arms.iter().filter(|arm| self.is_dead(arm.pattern)) {
                    known.never.extend(arm.guard);
                    known.never.insert(arm.body);
                }
            } else if let Expr::Assign { place, .. } = expr
                && self.is_write_only(place)
            {
                known.idle.insert(id);
            }
        }
    }

    /// What a `try` in a loop writes is not moved out there: the function that is tried still holds it in the next round.
    fn keep_tried(&mut self) {
        for (id, expr) in self.body.exprs.iter() {
            if !matches!(
                expr,
                Expr::While { .. }
                    | Expr::ForRange { .. }
                    | Expr::ForArray { .. }
                    | Expr::ForMap { .. }
            ) {
                continue;
            }
            let mut own = HashSet::new();
            let mut reads = Vec::new();
            self.body.for_each_below(id, true, &mut |part| {
                if let Expr::Let { local, .. } = self.body.exprs[part] {
                    own.insert(local);
                } else if let Expr::Local(local) = self.body.exprs[part]
                    && self.tried.contains(&local)
                {
                    reads.push((part, local));
                }
            });
            for (read, local) in reads {
                if !own.contains(&local) {
                    self.last_uses.shift_remove(&read);
                }
            }
        }
    }

    /// Variables without a first value where Rust cannot see that they get one before they are read, nor has a default:
    /// they are declared as `None`.
    fn waiting_locals(&self) -> HashSet<LocalId> {
        let declarations = self.body.exprs.iter().filter_map(|(_, expr)| {
            if let Expr::Let { local, value: None } = expr {
                Some(*local)
            } else {
                None
            }
        });
        let waits = |local: &LocalId| {
            let hidden = self.tried.contains(local) || self.body.locals[*local].captured;
            let repr = self.declared(*local).repr;
            let has_default = self.world.has_default(repr)
                || matches!(
                    self.world.kind(repr.ty),
                    Kind::String | Kind::Array(_) | Kind::Map(..)
                );
            hidden && !has_default
        };
        declarations.filter(waits).collect()
    }

    /// What stands in the catches of `try`s that catch nothing: it is not emitted.
    fn never_run(&self) -> IndexSet<ExprId> {
        let mut found = IndexSet::new();
        for (id, expr) in self.body.exprs.iter() {
            let Expr::Try { catches, .. } = expr else {
                continue;
            };
            let effect = self.plan.and_then(|plan| plan.tries.get(&id));
            if effect.is_some_and(|effect| !effect.throws && !effect.faults) {
                for catch in catches {
                    let body = self.body;
                    body.for_each_below(catch.body, true, &mut |part| {
                        found.insert(part);
                    });
                }
            }
        }
        found
    }

    /// Runs `inside` with the place of `expr` as the current mark.
    pub(crate) fn at<T>(&mut self, expr: ExprId, inside: impl FnOnce(&mut Self) -> T) -> T {
        let range = self.spans.exprs.entry(expr).copied().unwrap_or_default();
        let outer = self.marked.replace(expr);
        let result = self.at_range(range, false, inside);
        self.marked = outer;
        result
    }

    /// Runs `inside` with the place of a pattern as the current mark.
    pub(crate) fn at_pattern<T>(
        &mut self,
        pattern: PatternId,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let range = self.spans.patterns.entry(pattern).copied();
        self.at_range(range.unwrap_or_default(), true, inside)
    }

    /// Runs `inside` with the place of a variable's declaration as the current mark.
    pub(crate) fn at_local<T>(&mut self, local: LocalId, inside: impl FnOnce(&mut Self) -> T) -> T {
        let range = self.spans.locals.entry(local).copied();
        match range {
            Some(range) if !range.is_empty() => self.at_range(range, true, inside),
            // A parameter: it stands in front of the body, under the mark of the function.
            Some(_) | None => inside(self),
        }
    }

    fn at_range<T>(
        &mut self,
        range: TextRange,
        is_part: bool,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let origin = Origin {
            file: self.file,
            range: self.world.program.absolute(self.member, range),
            expr: self.marked.map(|expr| (self.member, expr)),
            is_part,
        };
        let before = marks::enter(self.world.marks.borrow_mut().of(origin));
        let result = inside(self);
        marks::leave(before);
        result
    }

    /// `Main.hx:12`, the place that errors in `expr` name.
    pub(crate) fn position(&self, expr: ExprId) -> String {
        let point = self.spans.points.entry(expr).copied().unwrap_or_default();
        match self.world.program.position(self.member, self.file, point) {
            Some((path, line)) => format!("{path}:{line}"),
            None => String::new(),
        }
    }

    /// Reports a construct that cannot be emitted, and stands in for it.
    pub(crate) fn unsupported(&mut self, expr: ExprId, what: &str) -> Code {
        let range: TextRange = self.spans.exprs.entry(expr).copied().unwrap_or_default();
        self.world
            .unsupported(self.file, Some(self.member), range, what);
        Code::tight(crate::marks::code!(unreachable!()))
    }

    /// How a variable is held here.
    pub(crate) fn binding(&self, local: LocalId) -> Binding {
        if let Some(found) = self.narrowed.get(&local) {
            return *found;
        }
        self.declared(local)
    }

    /// How a variable is held where it is declared.
    pub(crate) fn declared(&self, local: LocalId) -> Binding {
        let declared = &self.body.locals[local];
        let flag = self
            .plan
            .and_then(|plan| plan.nullable_locals.entry(local))
            .copied()
            .unwrap_or(false);
        let mut repr = self.world.repr(declared.ty, flag);
        if self.never_null.contains(&local) {
            repr.null = false;
        }
        if self.waiting.contains(&local) {
            repr.null = true;
        }
        let form = match self.is_shared(local) {
            true if self.world.is_copy(repr) => Form::Cell,
            true => Form::RefCell,
            false => Form::Plain,
        };
        Binding { repr, form }
    }

    /// Whether closures and their surroundings share a variable that is written.
    pub(crate) fn is_shared(&self, local: LocalId) -> bool {
        self.plan
            .is_some_and(|plan| plan.shared_locals.contains(&local))
    }

    /// The Rust name of a variable.
    pub(crate) fn name(&self, local: LocalId) -> Ident {
        if let Some(alias) = self.aliases.get(&local) {
            return alias.clone();
        }
        crate::code::ident(self.names.name(local))
    }

    /// Whether a variable is written after its declaration.
    pub(crate) fn is_written(&self, local: LocalId) -> bool {
        self.writes.get(&local).copied().unwrap_or(0) > 0
    }

    /// A name that no variable of the body has.
    pub(crate) fn fresh(&mut self, wanted: &str) -> Ident {
        crate::code::ident(&self.names.fresh(wanted))
    }

    /// A name for what a pattern binds and only the guard of its arm looks at.
    pub(crate) fn fresh_in_arm(&mut self, wanted: &str) -> Ident {
        let name = self.names.short_lived(wanted, &self.arm_names);
        self.arm_names.insert(name.clone());
        crate::code::ident(&name)
    }

    /// A name for a block of a few lines that uses nothing of such a name from outside.
    pub(crate) fn fresh_in_block(&self, wanted: &str) -> Ident {
        crate::code::ident(&self.names.short_lived(wanted, &HashSet::new()))
    }

    /// The type of an expression.
    pub(crate) fn ty(&self, expr: ExprId) -> Ty {
        self.body.ty(expr)
    }

    /// How the value of an expression is best held: nullable where null can come.
    pub(crate) fn natural(&self, expr: ExprId) -> Repr {
        let ty = self.ty(expr);
        let program = self.world.program;
        let flag = self
            .world
            .plan
            .expr_is_nullable(program, self.member, self.body, expr);
        let param = matches!(self.world.kind(ty), Kind::Param(_));
        self.world.repr(
            ty,
            flag && (!param || !matches!(self.body.exprs[expr], Expr::Const(_))),
        )
    }

    /// A value as an owned one of the wanted form.
    pub(crate) fn owned(&mut self, expr: ExprId, want: Repr) -> Code {
        self.at(expr, |this| this.owned_here(expr, want))
    }

    fn owned_here(&mut self, expr: ExprId, want: Repr) -> Code {
        if matches!(
            &self.body.exprs[expr],
            Expr::If { .. } | Expr::Block(_) | Expr::Switch { .. } | Expr::Try { .. }
        ) {
            self.branching(expr, want)
        } else if matches!(&self.body.exprs[expr], Expr::Const(Const::Null))
            && want.null
            && !self.open_ends.contains(&expr)
        {
            Code::tight(crate::marks::code!(None))
        } else if let Expr::Convert {
            kind: Conversion::ToNull,
            operand,
        } = &self.body.exprs[expr]
            && want.null
        {
            if let Expr::Throw(_) | Expr::Return(_) | Expr::Break | Expr::Continue =
                &self.body.exprs[*operand]
            {
                return self.jump(*operand);
            }
            let inner = self.value(*operand);
            if inner.repr.null {
                return self.fit(expr, inner, want);
            }
            let inside = self.owned(
                *operand,
                Repr {
                    null: false,
                    ..want
                },
            );
            Code::call(crate::marks::code!(Some), &[inside])
        } else if matches!(
            &self.body.exprs[expr],
            Expr::Throw(_) | Expr::Return(_) | Expr::Break | Expr::Continue
        ) {
            self.jump(expr)
        } else {
            let value = self.value(expr);
            self.fit(expr, value, want)
        }
    }

    /// Whether evaluating `expr` keeps borrows of cells harmless: no code of the user runs, and nothing is written.
    pub(crate) fn is_calm(&self, expr: ExprId) -> bool {
        let mut calm = true;
        self.body.for_each_below(expr, false, &mut |part| {
            calm &= if let Expr::Call { callee, .. } = &self.body.exprs[part] {
                match callee {
                    Callee::Static(function)
                    | Callee::Method {
                        method: function, ..
                    } => self.native_of(*function).is_some() && !self.takes_function(*function),
                    Callee::Constructor(_) => true,
                    Callee::Super(_) | Callee::SuperConstructor { .. } | Callee::Value(_) => false,
                }
            } else if let Expr::New { class, .. } = &self.body.exprs[part] {
                self.world.native_type(*class).is_some()
            } else if let Expr::Concat(parts) | Expr::Trace(parts) = &self.body.exprs[part] {
                parts.iter().all(|part| self.text_is_calm(*part))
            } else {
                !matches!(
                    self.body.exprs[part],
                    Expr::Assign { .. }
                        | Expr::Update { .. }
                        | Expr::Try { .. }
                        | Expr::While { .. }
                        | Expr::ForRange { .. }
                        | Expr::ForArray { .. }
                        | Expr::ForMap { .. }
                        | Expr::Switch { .. }
                        | Expr::If { .. }
                        | Expr::Block(_)
                )
            };
        });
        calm
    }

    /// Runs `inside` with borrows of cells allowed as far as `expr` allows them.
    pub(crate) fn calmly<T>(&mut self, expr: ExprId, inside: impl FnOnce(&mut Self) -> T) -> T {
        let calm = self.is_calm(expr);
        let before = std::mem::replace(&mut self.calm, calm);
        let mut uses: IndexMap<LocalId, usize> = IndexMap::new();
        self.body.for_each_below(expr, true, &mut |part| {
            if let Expr::Local(local) = self.body.exprs[part] {
                *uses.entry(local).or_default() += 1;
            }
        });
        let uses_before = std::mem::replace(&mut self.uses_here, uses);
        let result = inside(self);
        self.calm = before;
        self.uses_here = uses_before;
        result
    }

    /// Keeps the variables of an expression from being moved while something holds references into it.
    pub(crate) fn pin(&mut self, expr: ExprId) -> HashSet<LocalId> {
        let before = self.pinned.clone();
        let mut found = Vec::new();
        self.body.for_each_below(expr, false, &mut |part| {
            if let Expr::Local(local) = self.body.exprs[part] {
                found.push(local);
            }
        });
        self.pinned.extend(found);
        before
    }

    /// Ends what [`Self::pin`] began.
    pub(crate) fn unpin(&mut self, before: HashSet<LocalId>) {
        self.pinned = before;
    }

    /// Runs `inside` with no borrow allowed to outlive its expression.
    pub(crate) fn guarded<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.calm, false);
        let result = inside(self);
        self.calm = before;
        result
    }

    /// Whether the text of a value is made without running code of the user.
    fn text_is_calm(&self, expr: ExprId) -> bool {
        match self.world.kind(self.ty(expr)) {
            Kind::Int | Kind::Float | Kind::Bool | Kind::Int64 | Kind::String => true,
            Kind::Void
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Class(..)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => false,
        }
    }

    /// The class that a receiver's static type names.
    pub(crate) fn class_of_expr(&self, expr: ExprId) -> Option<DefId> {
        if matches!(self.body.exprs[expr], Expr::This) {
            return Some(self.member.owner());
        }
        if let Kind::Class(def, _) = self.world.kind(self.ty(expr)) {
            Some(def)
        } else {
            None
        }
    }
}

/// Names that locals of a body must not hide: free functions and modules that it may call.
fn taken_names(world: &World<'_>, member: MemberId) -> HashSet<String> {
    let functions = world.plan.functions.keys();
    functions
        .filter(|id| {
            // Functions of an abstract stand in the module, with their `this` or without.
            let is_static = id.space() == hx2rs_compiler::Space::Static
                || matches!(
                    world.program.types.get(&id.owner()),
                    Some(hx2rs_compiler::hir::TypeDef::Abstract(_))
                );
            is_static && id.owner().module() == member.owner().module()
        })
        .map(|id| world.names.member(*id))
        .collect()
}
