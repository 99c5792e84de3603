//! One body's syntax tree → typed [`Body`], positions and diagnostics. Names are resolved, types inferred, sugar and
//! implicit conversions made explicit, all in one walk in order of the source, so that monomorphs bind at their first
//! use, as officially. `finish` then closes the types and decides what depended on them.
//!
//! A file per concept of the language, all of them methods of the private [`Lowering`]. The world outside the body is
//! [`environment`]; the rules of types are `crate::infer`. Nothing here fails: what is wrong becomes
//! [`Expr::Error`] of type [`TyKind::Error`], which agrees with everything, so that one mistake is reported once.

mod access;
mod arguments;
mod assign;
mod base_call;
mod bind;
mod by_name;
mod call;
mod cast;
mod change;
mod choice;
mod closure;
mod comprehension;
mod construct;
mod control;
mod coverage;
mod element;
mod entry;
mod environment;
mod expr;
mod field;
mod finish;
mod flow;
pub(crate) use flow::ends;
mod held;
mod here;
mod ident;
mod known_call;
mod literal;
mod loops;
mod maker;
mod map_key;
mod message;
mod open;
mod operator;
mod overload;
mod pattern;
mod polymorphic;
mod refine;
mod static_local;
mod step;
mod struct_init;
mod switch;

use change::use_changes_this;
pub(crate) use change::{changes_this, given};
pub(crate) use entry::constant_value;
pub use entry::{LoweredBody, infer_body};
pub(crate) use entry::{first_pass, is_open};
pub(crate) use open::close;
pub(crate) use polymorphic::local_constraints;
pub use static_local::StaticLocal;

use crate::infer::{Table, assignable};
use crate::lookup::Signature;
use crate::{
    Body, BodySpans, ClosureId, Conversion, Expr, ExprId, Local, LocalId, LocalKind, Pattern,
    PatternId, Ty, TyKind,
};
use access::Bypass;
pub(crate) use environment::Declarations;
use environment::Environment;
use hx2rs_base::{Code, Diagnostic, Name, Span, TextRange};
use hx2rs_syntax::ast::{self, Ast};
use message::Reason;
use static_local::{Named, Pending};
use std::collections::HashSet;

/// What becomes of an expression's value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Want {
    /// Nobody uses it.
    Unused,
    /// It is used; maybe it is known as what.
    Value(Option<Ty>),
}

impl Want {
    /// The type asked for.
    fn hint(self) -> Option<Ty> {
        match self {
            Self::Unused => None,
            Self::Value(hint) => hint,
        }
    }
}

/// A function whose body is being lowered: the member itself, or a function expression in it.
#[derive(Clone)]
struct Frame {
    closure: Option<ClosureId>,
    /// What its `return`s give.
    result: Ty,
    /// Where that was said.
    result_reason: Reason,
    /// Whether a `return` with a value was met.
    returns_value: bool,
    /// Loops open around the current place.
    loops: u32,
    captures: Vec<LocalId>,
    captures_this: bool,
}

/// What is checked when all types are known.
enum Later {
    /// A type argument has to satisfy its parameter's constraint.
    Constraint {
        ty: Ty,
        constraint: Ty,
        range: TextRange,
    },
    /// A field of a value whose type was not known yet: `place` stands for it.
    Field {
        place: ExprId,
        object: ExprId,
        name: Name,
        range: TextRange,
        name_range: TextRange,
    },
    /// What makes instances of a type that was not known yet.
    Made(maker::Unmade),
    /// A switch has to cover all values.
    Exhaustive {
        switch: ExprId,
        used: bool,
        range: TextRange,
    },
}

/// The lowering of one body.
struct Lowering<'a> {
    env: &'a Environment<'a>,
    ast: &'a Ast,
    table: Table,
    body: Body,
    spans: BodySpans,
    /// Names in scope, innermost last.
    scopes: Vec<Vec<(Name, Named)>>,
    /// Static variables that the body declares.
    statics: Vec<Pending>,
    /// What runs before the code of the function: default values that are no constants.
    prologue: Vec<ExprId>,
    frames: Vec<Frame>,
    diagnostics: Vec<Diagnostic>,
    later: Vec<Later>,
    /// What `_` means inside the expression of an extractor.
    extractor_input: Option<LocalId>,
    /// The receivers of `?.` in the chain around the current place: `Let` and temporary, outermost last.
    guards: Vec<(ExprId, LocalId)>,
    /// How many `@:privateAccess` are around the current place.
    private_access: u32,
    /// How many `untyped` are around the current place.
    untyped: u32,
    /// What of the next variable is reached without its accessors, after `@:bypassAccessor`.
    bypass: Bypass,
    /// The member's own signature, with monomorphs for what its declaration leaves out.
    own: Option<Signature>,
    /// Another member whose types this body may bind, with its monomorphs in this table.
    probed: Option<Signature>,
    /// The parameter that is `this` in a function of an abstract.
    this_local: Option<LocalId>,
    /// Variables of `for` loops over numbers, which cannot be written.
    counters: HashSet<LocalId>,
    /// Variables without a type whose value is Dynamic, and parameters of function expressions that are Dynamic only because
    /// of the type that was asked for. Officially they become what their uses say.
    loose_locals: HashSet<LocalId>,
    /// Differences and the like of such variables, converted to Float: an Int where an Int is asked for.
    loose_numbers: HashSet<ExprId>,
    /// Types that stand for several switched values at once.
    tuples: HashSet<Ty>,
    /// Choosing among overloads.
    choice: choice::Choice,
    /// Texts that stand for the names of fields, for functions of abstracts that give them.
    field_names: HashSet<ExprId>,
    /// `this` where it is written `super`: properties are read and written by the accessors of the base class.
    super_objects: HashSet<ExprId>,
    /// Variables that hold it.
    held_super: HashSet<LocalId>,
    /// Variables that hold such texts.
    held_field_names: HashSet<LocalId>,
    /// Whether the member changes the `this` of its abstract.
    changing: bool,
    /// What makes instances of type parameters here.
    makers: Vec<(crate::TypeParamId, maker::Maker)>,
    /// What the cases around the current place say of type parameters.
    refinements: Vec<(crate::TypeParamId, Ty)>,
    /// Local functions with type parameters.
    polymorphic: polymorphic::Polymorphic,
    /// Where objects came from that a call may change.
    origins: change::Origins,
}

impl<'a> Lowering<'a> {
    fn push(&mut self, expr: Expr, ty: Ty, range: TextRange) -> ExprId {
        self.push_at(expr, ty, range, range.start)
    }

    fn push_at(&mut self, expr: Expr, ty: Ty, range: TextRange, point: u32) -> ExprId {
        let id = self.body.exprs.push(expr);
        self.body.types.push(ty);
        self.spans.exprs.push(range);
        self.spans.points.push(point);
        id
    }

    fn push_pattern(&mut self, pattern: Pattern, ty: Ty, range: TextRange) -> PatternId {
        let id = self.body.patterns.push(pattern);
        self.body.pattern_types.push(ty);
        self.spans.patterns.push(range);
        id
    }

    fn error_expr(&mut self, range: TextRange) -> ExprId {
        self.push(Expr::Error, Ty::new(TyKind::Error), range)
    }

    fn range(&self, expr: ast::ExprId) -> TextRange {
        self.ast.expr(expr).range
    }

    fn span(&self, range: TextRange) -> Span {
        self.env.span(range)
    }

    /// The type of an expression with what is known so far; typedefs stay.
    fn ty(&self, expr: ExprId) -> Ty {
        self.table.follow(self.body.types[expr])
    }

    /// The same with typedefs expanded.
    fn expanded(&self, ty: Ty) -> Ty {
        self.table.expand(self.env, ty)
    }

    fn fresh(&mut self) -> Ty {
        self.table.fresh()
    }

    fn is_void(&self, ty: Ty) -> bool {
        self.expanded(ty).is(&TyKind::Void)
    }

    fn is_error(&self, ty: Ty) -> bool {
        self.table.follow(ty).is(&TyKind::Error)
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn report_at(&mut self, code: Code, range: TextRange, message: impl Into<String>) {
        let diagnostic = Diagnostic::new(code, self.span(range), message);
        self.report(diagnostic);
    }

    /// Makes `value` a value of type `to`, or reports that it is none.
    fn coerce(&mut self, value: ExprId, to: Ty, reason: Reason) -> ExprId {
        let from = self.ty(value);
        let to = self.table.follow(to);
        if from == to {
            return value;
        }
        if self.loose_numbers.contains(&value)
            && self.expanded(to).is(&TyKind::Int)
            && let Expr::Convert { operand, .. } = self.body.exprs[value]
        {
            return self.coerce(operand, to, reason);
        }
        if let Some(made) = self.converted(value, to, true) {
            return self.coerce(made, to, reason);
        }
        // Nothing is no argument, whatever is asked for: type parameters stand for Dynamic in some of our standard library.
        let is_nothing = self.is_void(from) && matches!(reason, Reason::Argument(..));
        if is_nothing || !assignable(&mut self.table, self.env, from, to) {
            if let Some(made) = self.converted(value, to, false) {
                return self.coerce(made, to, reason);
            }
            if let Some(seen) = self.coerce_refined(value, to) {
                return seen;
            }
            if self.untyped > 0 && !is_nothing {
                return self.cast(
                    value,
                    to,
                    Conversion::UncheckedCast,
                    self.spans.exprs[value],
                );
            }
            return self.mismatch(value, to, reason);
        }
        let range = self.spans.exprs[value];
        if self.is_error(from) || self.is_error(to) {
            return value;
        }
        if self.body.exprs[value] == Expr::Const(crate::Const::Null) {
            let basic = self.expanded(to);
            if matches!(basic.kind(), TyKind::Int | TyKind::Float | TyKind::Bool) {
                return self.null_as_basic(value, to);
            }
        }
        let point = self.spans.points[value];
        let (from, now) = (self.table.follow(from), self.table.follow(to));
        if from == now {
            return value;
        }
        self.check_map(from, now, range);
        self.push_at(
            Expr::Convert {
                kind: Conversion::Reinterpret,
                operand: value,
            },
            now,
            range,
            point,
        )
    }

    /// When a program runs, every IMap is one of the standard maps.
    fn check_map(&mut self, from: Ty, to: Ty, range: TextRange) {
        let is_any_map = |ty: Ty| ty.def() == Some(crate::known::any_map());
        let (from, to) = (self.expanded(from), self.expanded(to));
        if is_any_map(to.without_null())
            && let TyKind::Class(def, _) = from.without_null().kind()
            && !crate::maps::of_keys(*def)
            && *def != crate::known::any_map()
            && *def != crate::known::map()
        {
            self.unsupported(range, "a map of its own as an `IMap`");
        }
    }

    /// Declares a variable of the current function. It is not in scope yet: see [`Self::bind`].
    fn declare(&mut self, name: Name, ty: Ty, kind: LocalKind, range: TextRange) -> LocalId {
        let owner = self.frames.last().and_then(|frame| frame.closure);
        let local = self.body.locals.push(Local {
            name,
            ty,
            owner,
            kind,
            assigned: false,
            captured: false,
        });
        self.spans.locals.push(range);
        local
    }

    /// Puts a variable into the innermost scope; an earlier one of the same name is hidden.
    fn bind(&mut self, local: LocalId) {
        let name = self.body.locals[local].name;
        self.bind_as(name, Named::Local(local));
    }

    fn bind_as(&mut self, name: Name, named: Named) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.push((name, named));
        }
    }

    fn find_local(&self, name: Name) -> Option<Named> {
        let names = self
            .scopes
            .iter()
            .rev()
            .flat_map(|scope| scope.iter().rev());
        let mut names = names.filter(|(candidate, _)| *candidate == name);
        names.next().map(|(_, named)| *named)
    }

    fn in_scope<T>(&mut self, inside: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.push(Vec::new());
        let result = inside(self);
        self.scopes.pop();
        result
    }

    /// A variable that only the lowering knows; `what` says what it holds.
    fn temporary(&mut self, what: &str, ty: Ty, range: TextRange) -> LocalId {
        let name = Name::new(&format!("`{what}"));
        self.declare(name, ty, LocalKind::Temporary, range)
    }

    /// Notes a use of a variable, and so which function expressions capture it.
    fn note_use(&mut self, local: LocalId) {
        let owner = self.body.locals[local].owner;
        for frame in self.frames.iter_mut().rev() {
            if frame.closure == owner {
                break;
            }
            if !frame.captures.contains(&local) {
                frame.captures.push(local);
            }
            self.body.locals[local].captured = true;
        }
    }

    fn note_this(&mut self) {
        for frame in &mut self.frames {
            frame.captures_this |= frame.closure.is_some();
        }
    }

    /// Reads a variable.
    fn local(&mut self, local: LocalId, range: TextRange) -> ExprId {
        self.note_use(local);
        if let Some(read) = self.polymorphic_use(local, range) {
            return read;
        }
        let ty = self.body.locals[local].ty;
        let read = self.push(Expr::Local(local), ty, range);
        if self.held_super.contains(&local) {
            self.super_objects.insert(read);
        }
        self.as_refined(read)
    }

    /// `let local = value` as an expression without value.
    fn let_expr(&mut self, local: LocalId, value: Option<ExprId>, range: TextRange) -> ExprId {
        self.push(Expr::Let { local, value }, Ty::new(TyKind::Void), range)
    }

    /// Evaluates `value` into a temporary: the `Let` and the variable. Variables that cannot change and constants
    /// need none, but it keeps the order of evaluation plain.
    fn hold(&mut self, value: ExprId) -> (ExprId, LocalId) {
        let range = self.spans.exprs[value];
        let ty = self.ty(value);
        let local = self.temporary("value", ty, range);
        if self.super_objects.contains(&value) {
            self.held_super.insert(local);
        }
        (self.let_expr(local, Some(value), range), local)
    }
}
