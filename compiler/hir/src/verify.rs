//! Checks the invariants of a lowered body; it runs after lowering in debug builds and tests. They are:
//!
//! - the type table and the positions have one entry per expression, and no type has a monomorph;
//! - children come before parents, each expression has one parent, and the root reaches all;
//! - operands have exactly the type that the operation names, up to typedefs and names of function parameters;
//! - the values of choices, variables, places and returns have the type of where they go;
//! - a call has one argument per parameter of its callee;
//! - every local is declared by exactly one of: a parameter, a `Let`, a loop, a catch, a pattern;
//! - a variable of an enclosing function is in the captures of each function expression that uses it.

use crate::infer::{Facts, same};
use crate::{
    BinaryOp, Body, BodySpans, Callee, ClosureId, Conversion, Equality, Expr, ExprId, LocalId,
    Place, Ty, TyKind, UnaryOp, UpdateOp, UpdateResult, lookup,
};
use hx2rs_base::{Db, IndexVec, MemberId};

/// What is wrong with a body: sentences, empty if nothing is.
pub(crate) fn verify(
    db: &dyn Db,
    facts: &dyn Facts,
    body: &Body,
    spans: &BodySpans,
    result: Option<Ty>,
) -> Vec<String> {
    let mut verifier = Verifier {
        db,
        facts,
        body,
        problems: Vec::new(),
        declared: IndexVec::filled(0, body.locals.len()),
        parents: IndexVec::filled(0, body.exprs.len()),
    };
    verifier.tables(spans);
    for param in &body.params {
        verifier.declare(*param);
    }
    if let Some(root) = body.root {
        verifier.parents[root] += 1;
        verifier.function(root, None, result);
    }
    verifier.counts();
    verifier.problems
}

struct Verifier<'a> {
    db: &'a dyn Db,
    facts: &'a dyn Facts,
    body: &'a Body,
    problems: Vec<String>,
    declared: IndexVec<LocalId, u32>,
    parents: IndexVec<ExprId, u32>,
}

impl Verifier<'_> {
    fn problem(&mut self, text: impl Into<String>) {
        self.problems.push(text.into());
    }

    fn tables(&mut self, spans: &BodySpans) {
        let count = self.body.exprs.len();
        if self.body.types.len() != count
            || spans.exprs.len() != count
            || spans.points.len() != count
            || spans.locals.len() != self.body.locals.len()
            || spans.patterns.len() != self.body.patterns.len()
        {
            self.problem("the side tables differ in length");
        }
        let types = self.body.types.iter().map(|(_, ty)| *ty);
        let locals = self.body.locals.iter().map(|(_, local)| local.ty);
        let patterns = self.body.pattern_types.iter().map(|(_, ty)| *ty);
        let mut open = types.chain(locals).chain(patterns);
        if open.any(has_monomorph) {
            self.problem("a type has a monomorph");
        }
    }

    fn counts(&mut self) {
        for (id, parents) in self.parents.clone().iter() {
            if *parents != 1 {
                self.problem(format!("{id:?} has {parents} parents"));
            }
        }
        for (id, count) in self.declared.clone().iter() {
            if *count > 1 {
                self.problem(format!("{id:?} is declared {count} times"));
            }
        }
    }

    fn declare(&mut self, local: LocalId) {
        self.declared[local] += 1;
    }

    fn same(&self, left: Ty, right: Ty) -> bool {
        left == right
            || left.is(&TyKind::Error)
            || right.is(&TyKind::Error)
            || same(self.facts, left, right)
    }

    fn expect(&mut self, id: ExprId, ty: Ty, what: &str) {
        let found = self.body.types[id];
        if !self.same(found, ty) {
            self.problem(format!("{id:?} {what} is {found} and has to be {ty}"));
        }
    }

    /// A part whose value goes where `ty` is; what never gives a value may be Void.
    fn gives(&mut self, id: ExprId, ty: Ty, what: &str) {
        if !self.never_ends(id) {
            self.expect(id, ty, what);
        }
    }

    fn never_ends(&self, id: ExprId) -> bool {
        match &self.body.exprs[id] {
            Expr::Return(_) | Expr::Break | Expr::Continue | Expr::Throw(_) => true,
            Expr::Block(items) => items.last().is_some_and(|last| self.never_ends(*last)),
            Expr::If {
                then,
                otherwise: Some(otherwise),
                ..
            } => self.never_ends(*then) && self.never_ends(*otherwise),
            Expr::Switch { arms, .. } => arms.iter().all(|arm| self.never_ends(arm.body)),
            Expr::Try { body, catches } => {
                self.never_ends(*body) && catches.iter().all(|catch| self.never_ends(catch.body))
            }
            Expr::Convert { operand, .. } => self.never_ends(*operand),
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Static(_)
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::Call { .. }
            | Expr::New { .. }
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::BoundMethod { .. }
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::TypeTest { .. }
            | Expr::Assign { .. }
            | Expr::Update { .. }
            | Expr::Let { .. }
            | Expr::If { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Trace(_) => false,
        }
    }

    /// All expressions of one function; function expressions in it follow.
    fn function(&mut self, root: ExprId, closure: Option<ClosureId>, result: Option<Ty>) {
        let body = self.body;
        let mut open = vec![root];
        let mut inner = Vec::new();
        while let Some(id) = open.pop() {
            let expr = &body.exprs[id];
            expr.for_each_part(body, &mut |part| {
                self.parents[part] += 1;
                if part >= id {
                    self.problem(format!(
                        "{part:?} is a part of {id:?} and does not precede it"
                    ));
                }
                open.push(part);
            });
            self.local_use(expr, closure);
            if let Expr::Closure(closure) = expr {
                inner.push(*closure);
            }
            self.expr(id, expr, result);
        }
        for id in inner {
            let closure = &body.closures[id];
            self.parents[closure.body] += 1;
            for param in &closure.params {
                self.declare(*param);
            }
            if closure.params.len() != closure.defaults.len() {
                self.problem(format!("{id:?} has other defaults than parameters"));
            }
            self.function(closure.body, Some(id), Some(closure.result));
        }
    }

    fn local_use(&mut self, expr: &Expr, closure: Option<ClosureId>) {
        let (Expr::Local(used)
        | Expr::Assign {
            place: Place::Local(used),
            ..
        }
        | Expr::Update {
            place: Place::Local(used),
            ..
        }) = expr
        else {
            return;
        };
        let used = *used;
        let owner = self.body.locals[used].owner;
        let mut at = closure;
        while at != owner {
            let Some(inside) = at else {
                self.problem(format!(
                    "{used:?} is used outside of the function that has it"
                ));
                return;
            };
            let inside_closure = &self.body.closures[inside];
            if !inside_closure.captures.contains(&used) {
                self.problem(format!("{inside:?} uses {used:?} and does not capture it"));
            }
            at = inside_closure.parent;
        }
    }

    fn expr(&mut self, id: ExprId, expr: &Expr, result: Option<Ty>) {
        let ty = self.body.types[id];
        let bool = Ty::new(TyKind::Bool);
        let int = Ty::new(TyKind::Int);
        match expr {
            Expr::Error
            | Expr::Const(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Static(_)
            | Expr::EnumParameter { .. }
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::BoundMethod { .. }
            | Expr::Structure(_)
            | Expr::Concat(_)
            | Expr::TypeTest { .. }
            | Expr::Trace(_)
            | Expr::Throw(_)
            | Expr::Break
            | Expr::Continue => {}
            Expr::Local(local) => self.expect(id, self.body.locals[*local].ty, "as a variable"),
            Expr::Index { index, .. } => self.expect(*index, int, "as an index"),
            Expr::Call { callee, arguments } => self.call(id, callee, arguments),
            Expr::New {
                constructor: Some(constructor),
                arguments,
                ..
            } => self.arguments(id, *constructor, 0, arguments.len()),
            Expr::New { arguments, .. } => {
                if !arguments.is_empty() {
                    self.problem(format!("{id:?} has arguments and no constructor"));
                }
            }
            Expr::Array(items) => {
                if let Some(element) = ty.arguments().first() {
                    for item in items {
                        self.expect(*item, *element, "as an element");
                    }
                }
            }
            Expr::Map(entries) => {
                if let [key_ty, value_ty] = ty.arguments() {
                    for (key, value) in entries {
                        self.expect(*key, *key_ty, "as a key");
                        self.expect(*value, *value_ty, "as a value");
                    }
                }
            }
            Expr::Unary { op, operand } => {
                let operand_ty = match op {
                    UnaryOp::IntNegate | UnaryOp::IntNot => int,
                    UnaryOp::FloatNegate => Ty::new(TyKind::Float),
                    UnaryOp::BoolNot => bool,
                };
                self.expect(*operand, operand_ty, "as an operand");
            }
            Expr::Binary { op, left, right } => self.binary(*op, *left, *right),
            Expr::And { left, right } | Expr::Or { left, right } => {
                self.gives(*left, bool, "as an operand");
                self.gives(*right, bool, "as an operand");
            }
            Expr::Coalesce { left, right } => {
                let left_ty = self.body.types[*left];
                if !matches!(
                    left_ty.kind(),
                    TyKind::Null(_) | TyKind::Dynamic(_) | TyKind::Error
                ) {
                    self.problem(format!("{left:?} before ?? is {left_ty}"));
                }
                self.gives(*right, ty, "after ??");
            }
            Expr::Convert { kind, operand } => self.conversion(id, *kind, *operand),
            Expr::Assign { place, value } => {
                if let Some(place) = self.place_ty(place) {
                    self.gives(*value, place, "as an assigned value");
                }
            }
            Expr::Update {
                place,
                op,
                value,
                result,
            } => {
                if (*result == UpdateResult::Unused) != ty.is(&TyKind::Void) {
                    self.problem(format!("{id:?} is {ty} as an update"));
                }
                if let UpdateOp::Binary(op) = op
                    && let Some(operand) = operand_type(*op)
                {
                    self.expect(*value, operand, "as an operand");
                    if let Some(place) = self.place_ty(place)
                        && !self.same(place, operand)
                    {
                        self.problem(format!("{id:?} updates {place} by {op:?}"));
                    }
                }
            }
            Expr::Let { local, value } => {
                self.declare(*local);
                if let Some(value) = value {
                    self.gives(*value, self.body.locals[*local].ty, "as a variable's value");
                }
            }
            Expr::Block(items) => match items.last() {
                Some(last) if !ty.is(&TyKind::Void) => self.gives(*last, ty, "as a block's value"),
                Some(_) | None => {}
            },
            Expr::If {
                condition,
                then,
                otherwise,
            } => {
                self.gives(*condition, bool, "as a condition");
                if !ty.is(&TyKind::Void) {
                    self.gives(*then, ty, "as a branch");
                    match otherwise {
                        Some(otherwise) => self.gives(*otherwise, ty, "as a branch"),
                        None => self.problem(format!("{id:?} has a value in one branch only")),
                    }
                }
            }
            Expr::Switch { arms, .. } => {
                for arm in arms {
                    for local in self.body.bound_by(arm.pattern) {
                        self.declare(local);
                    }
                    if let Some(guard) = arm.guard {
                        self.expect(guard, bool, "as a guard");
                    }
                    if !ty.is(&TyKind::Void) {
                        self.gives(arm.body, ty, "as a branch");
                    }
                }
            }
            Expr::While { condition, .. } => self.gives(*condition, bool, "as a condition"),
            Expr::ForRange {
                local, from, to, ..
            } => {
                self.declare(*local);
                self.expect(*from, int, "as an end of a range");
                self.expect(*to, int, "as an end of a range");
            }
            Expr::ForArray { index, local, .. } => {
                index.iter().for_each(|index| self.declare(*index));
                self.declare(*local);
            }
            Expr::ForMap { key, value, .. } => {
                key.iter()
                    .chain(value)
                    .for_each(|local| self.declare(*local));
            }
            Expr::Return(value) => self.returned(id, *value, result),
            Expr::Try { body, catches } => {
                if !ty.is(&TyKind::Void) {
                    self.gives(*body, ty, "as a tried value");
                }
                for catch in catches {
                    self.declare(catch.local);
                    if !ty.is(&TyKind::Void) {
                        self.gives(catch.body, ty, "as a branch");
                    }
                }
            }
        }
    }

    fn returned(&mut self, id: ExprId, value: Option<ExprId>, result: Option<Ty>) {
        match (value, result) {
            (Some(value), Some(result)) => self.gives(value, result, "as a result"),
            (None, Some(result)) if !result.is(&TyKind::Void) => {
                self.problem(format!("{id:?} returns nothing instead of {result}"));
            }
            (_, None) => self.problem(format!("{id:?} returns from an initialiser")),
            (None, Some(_)) => {}
        }
    }

    fn binary(&mut self, op: BinaryOp, left: ExprId, right: ExprId) {
        let (BinaryOp::Equal(equality) | BinaryOp::NotEqual(equality)) = op else {
            if let Some(operand) = operand_type(op) {
                self.expect(left, operand, "as a left operand");
                self.expect(right, operand, "as a right operand");
            }
            return;
        };
        if equality == Equality::Null {
            return;
        }
        let ty = self.body.types[left];
        self.expect(right, ty, "as the right side of ==");
        let basic = match equality {
            Equality::Int => Some(TyKind::Int),
            Equality::Float => Some(TyKind::Float),
            Equality::Bool => Some(TyKind::Bool),
            Equality::String
            | Equality::Reference
            | Equality::Function
            | Equality::Enum
            | Equality::Nullable
            | Equality::Dynamic
            | Equality::Null => None,
        };
        if let Some(basic) = basic {
            self.expect(left, Ty::new(basic), "as the left side of ==");
        }
    }

    fn conversion(&mut self, id: ExprId, kind: Conversion, operand: ExprId) {
        let (from, to) = (self.body.types[operand], self.body.types[id]);
        let nullable = |ty: Ty| matches!(ty.kind(), TyKind::Null(_));
        let fits = match kind {
            Conversion::IntToFloat => {
                from.without_null().is(&TyKind::Int) && to.is(&TyKind::Float)
                    || self.same(from, Ty::new(TyKind::Int))
            }
            Conversion::ToNull => nullable(to) && self.same(Ty::null(from), to) || nullable(to),
            Conversion::FromNull => {
                let wide = lookup::expand(self.db, from);
                nullable(wide)
            }
            Conversion::NullIntToFloat => nullable(from) && nullable(to),
            Conversion::ToDynamic
            | Conversion::FromDynamic
            | Conversion::Upcast
            | Conversion::UncheckedCast
            | Conversion::CheckedCast
            | Conversion::ToStructure
            | Conversion::FunctionAdapter
            | Conversion::Reinterpret => true,
        };
        if !fits {
            self.problem(format!("{id:?} converts {from} to {to} by {kind:?}"));
        }
    }

    fn place_ty(&self, place: &Place) -> Option<Ty> {
        match place {
            Place::Local(local) => Some(self.body.locals[*local].ty),
            Place::Index { array, .. } => {
                let array = lookup::expand(self.db, self.body.types[*array].without_null());
                array.arguments().first().copied()
            }
            // Their types depend on the object's, which the lowering has seen.
            Place::Field { .. } | Place::StructureField { .. } | Place::Static(_) => None,
        }
    }

    fn call(&mut self, id: ExprId, callee: &Callee, arguments: &[ExprId]) {
        match callee {
            Callee::Static(member) => {
                // A method of an abstract takes its object; the constructor of one makes it.
                let is_method = member.space() == hx2rs_base::Space::Instance
                    && member.name().as_str() != "new";
                self.arguments(id, *member, usize::from(is_method), arguments.len());
            }
            Callee::Method { method, .. } => self.arguments(id, *method, 0, arguments.len()),
            Callee::Super(member) | Callee::Constructor(member) => {
                self.arguments(id, *member, 0, arguments.len());
            }
            Callee::SuperConstructor { constructor, .. } => match constructor {
                Some(constructor) => self.arguments(id, *constructor, 0, arguments.len()),
                None if arguments.is_empty() => {}
                None => self.problem(format!("{id:?} has arguments and no constructor")),
            },
            Callee::Value(function) => {
                let ty = self.body.types[*function];
                let wide = lookup::expand(self.db, lookup::expand(self.db, ty).without_null());
                let TyKind::Function(function) = wide.kind() else {
                    return self.problem(format!("{id:?} calls a value of type {ty}"));
                };
                if function.params.len() != arguments.len() {
                    self.problem(format!("{id:?} gives another number of arguments"));
                }
                for (argument, param) in arguments.iter().zip(&function.params) {
                    self.gives(*argument, param.ty, "as an argument");
                }
            }
        }
    }

    fn arguments(&mut self, id: ExprId, member: MemberId, extra: usize, given: usize) {
        let taken = lookup::signature(self.db, member).params.len() + extra;
        if taken != given {
            self.problem(format!(
                "{id:?} gives {given} arguments to {member:?}, which takes {taken}"
            ));
        }
    }
}

fn operand_type(op: BinaryOp) -> Option<Ty> {
    match op {
        BinaryOp::IntAdd
        | BinaryOp::IntSubtract
        | BinaryOp::IntMultiply
        | BinaryOp::IntModulo
        | BinaryOp::IntAnd
        | BinaryOp::IntOr
        | BinaryOp::IntXor
        | BinaryOp::IntShiftLeft
        | BinaryOp::IntShiftRight
        | BinaryOp::IntShiftRightUnsigned
        | BinaryOp::IntCompare(_) => Some(Ty::new(TyKind::Int)),
        BinaryOp::FloatAdd
        | BinaryOp::FloatSubtract
        | BinaryOp::FloatMultiply
        | BinaryOp::FloatDivide
        | BinaryOp::FloatModulo
        | BinaryOp::FloatCompare(_) => Some(Ty::new(TyKind::Float)),
        BinaryOp::StringCompare(_) => Some(Ty::string()),
        BinaryOp::Dynamic(_) | BinaryOp::DynamicCompare(_) => Some(Ty::new(TyKind::Dynamic(None))),
        BinaryOp::Equal(_) | BinaryOp::NotEqual(_) => None,
    }
}

fn has_monomorph(ty: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |part| {
        found |= part.infer_number().is_some();
        None
    });
    found
}
