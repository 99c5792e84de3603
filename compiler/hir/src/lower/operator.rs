//! Operators without assignment. Which operation it is follows from the operands' types, with the official rules for
//! monomorphs: an unknown operand of an arithmetic operator becomes an Int, or what the other one is.

use super::{Lowering, Reason, Want};
use crate::infer::{Facts, assignable, join};
use crate::role::Role;
use crate::{
    BinaryOp, Comparison, Const, DynamicOp, Equality, Expr, ExprId, Ty, TyKind, UnaryOp, known,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, Space, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// What an operator sees of its operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OperandKind {
    Int,
    Float,
    String,
    Dynamic,
    /// A monomorph.
    Unknown,
    /// Reported already.
    Error,
    Other,
}

/// What `from...to` is.
pub(super) enum Ends {
    /// The numbers between these.
    Range(ExprId, ExprId),
    /// What the function of an abstract gives.
    Made(ExprId),
}

impl Lowering<'_> {
    /// What an operator sees of a type.
    pub(super) fn operand_kind(&self, ty: Ty) -> OperandKind {
        let wide = self.expanded(ty).without_null();
        let wide = self.expanded(wide);
        match wide.kind() {
            TyKind::Int => OperandKind::Int,
            TyKind::Float => OperandKind::Float,
            TyKind::Class(def, _) if *def == known::string() => OperandKind::String,
            TyKind::Dynamic(_) => OperandKind::Dynamic,
            TyKind::Infer(_) => OperandKind::Unknown,
            TyKind::Error => OperandKind::Error,
            TyKind::Abstract(def, arguments) => {
                let casts = self.env.casts_to(*def, arguments);
                let kinds = casts.into_iter().map(|cast| self.operand_kind(cast));
                let mut kinds = kinds.filter(|kind| *kind != OperandKind::Other);
                kinds.next().unwrap_or(OperandKind::Other)
            }
            TyKind::Param(param) => {
                let constraints = self.env.constraints(*param);
                let kinds = constraints
                    .into_iter()
                    .map(|above| self.operand_kind(above));
                let mut kinds = kinds.filter(|kind| *kind != OperandKind::Other);
                kinds.next().unwrap_or(OperandKind::Other)
            }
            TyKind::Void
            | TyKind::Bool
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::TypeOf(_) => OperandKind::Other,
        }
    }

    /// `left op right`.
    pub(super) fn binary(
        &mut self,
        op: ast::BinaryOp,
        left: ast::ExprId,
        right: ast::ExprId,
        want: Want,
        place: (TextRange, u32),
    ) -> ExprId {
        let (range, _) = place;
        let bool = Ty::new(TyKind::Bool);
        match op {
            ast::BinaryOp::BoolAnd | ast::BinaryOp::BoolOr => {
                let reason = Reason::Operator(op.symbol());
                let left = self.value(left, Some(bool));
                let right = self.value(right, Some(bool));
                if let Some(made) = self.overloaded(Role::Binary(op), left, right, place) {
                    return made;
                }
                let left = self.coerce(left, bool, reason);
                let right = self.coerce(right, bool, reason);
                let expr = if op == ast::BinaryOp::BoolAnd {
                    Expr::And { left, right }
                } else {
                    Expr::Or { left, right }
                };
                self.push_at(expr, bool, range, place.1)
            }
            ast::BinaryOp::NullCoalesce => self.coalesce(left, right, want, place),
            ast::BinaryOp::Equal | ast::BinaryOp::NotEqual => {
                let left = self.value(left, None);
                let hint = self.ty(left);
                let right = self.value(right, Some(hint));
                self.equality(op, left, right, place)
            }
            ast::BinaryOp::Interval => match self.ends(left, right, place) {
                Ends::Range(from, to) => self.interval(from, to, range),
                Ends::Made(made) => made,
            },
            ast::BinaryOp::MapArrow | ast::BinaryOp::In => {
                let left = self.value(left, None);
                let right = self.value(right, None);
                if let Some(made) = self.overloaded(Role::Binary(op), left, right, place) {
                    return made;
                }
                if op == ast::BinaryOp::In {
                    return self.unsupported(range, "the operator in outside of for");
                }
                self.report_at(
                    codes::MAP_LITERAL,
                    range,
                    "key => value is only possible in a map literal",
                );
                self.error_expr(range)
            }
            ast::BinaryOp::Mod
            | ast::BinaryOp::Mul
            | ast::BinaryOp::Div
            | ast::BinaryOp::Add
            | ast::BinaryOp::Sub
            | ast::BinaryOp::Shl
            | ast::BinaryOp::Shr
            | ast::BinaryOp::UShr
            | ast::BinaryOp::Or
            | ast::BinaryOp::And
            | ast::BinaryOp::Xor
            | ast::BinaryOp::Greater
            | ast::BinaryOp::Less
            | ast::BinaryOp::GreaterEqual
            | ast::BinaryOp::LessEqual => {
                let left = self.value(left, None);
                let right = self.value(right, None);
                self.operate(op, left, right, place)
            }
        }
    }

    /// An arithmetic operator or comparison on lowered operands.
    pub(super) fn operate(
        &mut self,
        op: ast::BinaryOp,
        left: ExprId,
        right: ExprId,
        place: (TextRange, u32),
    ) -> ExprId {
        if let Some(made) = self.overloaded(Role::Binary(op), left, right, place) {
            return made;
        }
        if let Some(made) = self.operate_abstract(op, left, right, place) {
            return made;
        }
        let mut left_kind = self.operand_kind(self.ty(left));
        let mut right_kind = self.operand_kind(self.ty(right));
        if left_kind == OperandKind::Error || right_kind == OperandKind::Error {
            return self.error_expr(place.0);
        }
        let is_add = op == ast::BinaryOp::Add;
        let has_text = left_kind == OperandKind::String || right_kind == OperandKind::String;
        for (value, other) in [(left, right), (right, left)] {
            if self.body.exprs[value] == Expr::Const(Const::Null) && !(is_add && has_text) {
                let wanted = self.ty(other);
                let wanted = self.expanded(wanted).without_null();
                let known = matches!(wanted.kind(), TyKind::Int | TyKind::Float);
                let wanted = if known { wanted } else { Ty::new(TyKind::Int) };
                return self.null_as_basic(value, wanted);
            }
        }
        if is_add && (left_kind == OperandKind::String || right_kind == OperandKind::String) {
            let string = Ty::string();
            for (value, kind) in [(left, left_kind), (right, right_kind)] {
                if kind == OperandKind::Unknown {
                    let ty = self.ty(value);
                    assignable(&mut self.table, self.env, ty, string);
                }
            }
            return self.concat(left, right, place);
        }
        // A number that officially has no type yet is not taken for a Float.
        let [left, right] = [left, right].map(|value| {
            if let Expr::Convert { operand, .. } = self.body.exprs[value]
                && self.loose_numbers.contains(&value)
            {
                return operand;
            }
            value
        });
        left_kind = self.operand_kind(self.ty(left));
        right_kind = self.operand_kind(self.ty(right));
        // Unknown operands become what the other one is, or Int.
        if left_kind == OperandKind::Unknown || right_kind == OperandKind::Unknown {
            let known = match (left_kind, right_kind) {
                (OperandKind::Unknown, OperandKind::Float)
                | (OperandKind::Float, OperandKind::Unknown) => Ty::new(TyKind::Float),
                (OperandKind::Unknown, OperandKind::String)
                | (OperandKind::String, OperandKind::Unknown) => Ty::string(),
                (_, _) => Ty::new(TyKind::Int),
            };
            for (value, kind) in [(left, &mut left_kind), (right, &mut right_kind)] {
                if *kind == OperandKind::Unknown {
                    let ty = self.ty(value);
                    assignable(&mut self.table, self.env, ty.without_null(), known);
                    *kind = self.operand_kind(self.ty(value));
                }
            }
        }
        if left_kind == OperandKind::Dynamic || right_kind == OperandKind::Dynamic {
            return self.operate_dynamic(op, left, right, place);
        }
        let both = |kind| left_kind == kind && right_kind == kind;
        let numeric = |kind| matches!(kind, OperandKind::Int | OperandKind::Float);
        let int = Ty::new(TyKind::Int);
        let float = Ty::new(TyKind::Float);
        let bool = Ty::new(TyKind::Bool);
        let comparison = comparison(op);
        let picked = if let Some(comparison) = comparison {
            if both(OperandKind::Int) {
                Some((BinaryOp::IntCompare(comparison), int, bool))
            } else if numeric(left_kind) && numeric(right_kind) {
                Some((BinaryOp::FloatCompare(comparison), float, bool))
            } else if both(OperandKind::String) {
                Some((BinaryOp::StringCompare(comparison), Ty::string(), bool))
            } else {
                None
            }
        } else if both(OperandKind::Int) && op != ast::BinaryOp::Div {
            int_operation(op).map(|op| (op, int, int))
        } else if numeric(left_kind) && numeric(right_kind) {
            float_operation(op).map(|op| (op, float, float))
        } else {
            None
        };
        let Some((operation, operand, result)) = picked else {
            return self.no_operator(op, left, right, place.0);
        };
        let left = self.operand(left, operand);
        let right = self.operand(right, operand);
        let expr = Expr::Binary {
            op: operation,
            left,
            right,
        };
        self.push_at(expr, result, place.0, place.1)
    }

    /// An operator where an operand is of an abstract that does not define it. As officially: with a String a text, a
    /// sum with a Float a Float, else Ints; nothing is compared.
    fn operate_abstract(
        &mut self,
        op: ast::BinaryOp,
        left: ExprId,
        right: ExprId,
        place: (TextRange, u32),
    ) -> Option<ExprId> {
        let are_abstract = [left, right].map(|value| self.abstract_of(self.ty(value)).is_some());
        if are_abstract == [false, false] {
            return None;
        }
        let kinds = [left, right].map(|value| match self.abstract_of(self.ty(value)) {
            Some(_) => OperandKind::Other,
            None => self.operand_kind(self.ty(value)),
        });
        if kinds.contains(&OperandKind::Error) || kinds.contains(&OperandKind::Dynamic) {
            return None;
        }
        let is_sum = op == ast::BinaryOp::Add;
        if is_sum && kinds.contains(&OperandKind::String) {
            return Some(self.concat(left, right, place));
        }
        if comparison(op).is_some() || (is_sum && are_abstract == [true, true]) {
            return Some(self.no_operator(op, left, right, place.0));
        }
        let is_float = is_sum && kinds.contains(&OperandKind::Float);
        let wanted = Ty::new(if is_float { TyKind::Float } else { TyKind::Int });
        let reason = Reason::Operator(op.symbol());
        let mut values = [left, right];
        for (value, is_abstract) in values.iter_mut().zip(are_abstract) {
            if is_abstract {
                *value = self.as_number(*value, wanted, reason);
            }
        }
        let [left, right] = values;
        Some(self.operate(op, left, right, place))
    }

    /// An abstract as a number. As officially, Any turns into one only where a type is written.
    pub(super) fn as_number(&mut self, value: ExprId, wanted: Ty, reason: Reason) -> ExprId {
        match self.abstract_of(self.ty(value)) {
            Some((def, _)) if def == known::any() => self.mismatch(value, wanted, reason),
            Some(_) | None => self.coerce(value, wanted, reason),
        }
    }

    /// An operator where one operand is of type Dynamic. What is no sum is a Float, as officially; bits are Ints.
    fn operate_dynamic(
        &mut self,
        op: ast::BinaryOp,
        left: ExprId,
        right: ExprId,
        place: (TextRange, u32),
    ) -> ExprId {
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let float = Ty::new(TyKind::Float);
        let (operation, operand, own, result) = if let Some(comparison) = comparison(op) {
            let bool = Ty::new(TyKind::Bool);
            (BinaryOp::DynamicCompare(comparison), dynamic, bool, bool)
        } else if let Some(found) = dynamic_operation(op) {
            let result = if found == DynamicOp::Add {
                dynamic
            } else {
                float
            };
            (BinaryOp::Dynamic(found), dynamic, dynamic, result)
        } else {
            let int = Ty::new(TyKind::Int);
            match int_operation(op) {
                Some(found) => (found, int, int, int),
                None => return self.no_operator(op, left, right, place.0),
            }
        };
        let is_int =
            |lowering: &Self, value| lowering.expanded(lowering.ty(value)).is(&TyKind::Int);
        let mut operands = [left, right].into_iter();
        let loose = operands.all(|value| self.is_loose(value) || is_int(self, value));
        let reason = Reason::Operator(op.symbol());
        let left = self.coerce(left, operand, reason);
        let right = self.coerce(right, operand, reason);
        let expr = Expr::Binary {
            op: operation,
            left,
            right,
        };
        let made = self.push_at(expr, own, place.0, place.1);
        let result = self.operand(made, result);
        if loose && operation != BinaryOp::Dynamic(DynamicOp::Divide) && result != made {
            self.loose_numbers.extend([made, result]);
        }
        result
    }

    pub(super) fn is_dynamic(&self, ty: Ty) -> bool {
        matches!(self.expanded(ty).kind(), TyKind::Dynamic(None))
    }

    /// Whether a value is what officially has no type yet where it is Dynamic here.
    pub(super) fn is_loose(&self, value: ExprId) -> bool {
        if let Expr::Local(local) = self.body.exprs[value] {
            return self.loose_locals.contains(&local);
        }
        self.loose_numbers.contains(&value)
    }

    /// An operand as the operation needs it; its kind fits already.
    fn operand(&mut self, value: ExprId, ty: Ty) -> ExprId {
        if self.table.follow(self.ty(value)) == ty {
            return value;
        }
        let convert = Expr::Convert {
            kind: crate::Conversion::Reinterpret,
            operand: value,
        };
        let (range, point) = (self.spans.exprs[value], self.spans.points[value]);
        self.push_at(convert, ty, range, point)
    }

    fn no_operator(
        &mut self,
        op: ast::BinaryOp,
        left: ExprId,
        right: ExprId,
        range: TextRange,
    ) -> ExprId {
        let (first, second) = (self.show(self.ty(left)), self.show(self.ty(right)));
        let spans = (
            self.span(self.spans.exprs[left]),
            self.span(self.spans.exprs[right]),
        );
        let diagnostic = Diagnostic::new(
            codes::OPERATOR,
            self.span(range),
            format!("no operator `{}` for `{first}` and `{second}`", op.symbol()),
        )
        .secondary(spans.0, format!("this is `{first}`"))
        .secondary(spans.1, format!("this is `{second}`"));
        self.report(diagnostic);
        self.error_expr(range)
    }

    /// `a + b` with a string.
    fn concat(&mut self, left: ExprId, right: ExprId, (range, point): (TextRange, u32)) -> ExprId {
        let mut parts = Vec::new();
        for part in [left, right].map(|part| self.as_text(part)) {
            if let Expr::Concat(inner) = &self.body.exprs[part] {
                parts.extend(inner.iter().copied());
            } else {
                parts.push(part);
            }
        }
        self.push_at(Expr::Concat(parts.into()), Ty::string(), range, point)
    }

    /// `==`, `!=`: which equality it is, `finish` decides.
    pub(super) fn equality(
        &mut self,
        op: ast::BinaryOp,
        left: ExprId,
        right: ExprId,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let is_null =
            |lowering: &Self, value: ExprId| lowering.body.exprs[value] == Expr::Const(Const::Null);
        if !is_null(self, left)
            && !is_null(self, right)
            && let Some(made) = self.overloaded(Role::Binary(op), left, right, (range, point))
        {
            return made;
        }
        let (first, second) = (self.ty(left), self.ty(right));
        for (constant, ty) in [(left, second), (right, first)] {
            let wide = self.expanded(ty);
            if is_null(self, constant)
                && matches!(wide.kind(), TyKind::Int | TyKind::Float | TyKind::Bool)
            {
                return self.null_as_basic(constant, ty);
            }
        }
        for value in [left, right] {
            if let Expr::Call {
                callee: crate::Callee::Constructor(id),
                arguments,
            } = &self.body.exprs[value]
                && !arguments.is_empty()
            {
                let name = id.name();
                let place = self.spans.exprs[value];
                let diagnostic = Diagnostic::new(
                    codes::COMPARISON,
                    self.span(range),
                    format!("`{name}(…)` is a new value, which no other one is equal to"),
                )
                .secondary(self.span(place), "made here")
                .help("`value.match(pattern)` looks at what is inside of a value");
                self.report(diagnostic);
                return self.error_expr(range);
            }
        }
        let comparable = assignable(&mut self.table, self.env, second, first)
            || assignable(&mut self.table, self.env, first, second);
        if !comparable {
            // As officially, the left one becomes what the right one is, or else the other way round.
            if let Some(made) = self.converted(left, second, false) {
                return self.equality(op, made, right, (range, point));
            }
            if let Some(made) = self.converted(right, first, false) {
                return self.equality(op, left, made, (range, point));
            }
            let (first, second) = (self.show(first), self.show(second));
            let spans = (
                self.span(self.spans.exprs[left]),
                self.span(self.spans.exprs[right]),
            );
            let diagnostic = Diagnostic::new(
                codes::COMPARISON,
                self.span(range),
                format!("`{first}` and `{second}` cannot be compared"),
            )
            .secondary(spans.0, format!("this is `{first}`"))
            .secondary(spans.1, format!("this is `{second}`"));
            self.report(diagnostic);
            return self.error_expr(range);
        }
        let expr = Expr::Binary {
            op: if op == ast::BinaryOp::Equal {
                BinaryOp::Equal(Equality::Dynamic)
            } else {
                BinaryOp::NotEqual(Equality::Dynamic)
            },
            left,
            right,
        };
        self.push_at(expr, Ty::new(TyKind::Bool), range, point)
    }

    /// `left ?? right`.
    fn coalesce(
        &mut self,
        left: ast::ExprId,
        right: ast::ExprId,
        want: Want,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let left = self.value(left, want.hint());
        let plain = self.expanded(self.ty(left)).without_null();
        let right = self.value(right, Some(plain));
        let types = [plain, self.ty(right)];
        let Some(ty) = join(&mut self.table, self.env, &types) else {
            return self.mismatch(right, plain, Reason::Operator("??"));
        };
        let left = self.coerce(left, Ty::null(ty), Reason::Operator("??"));
        let left = if matches!(self.ty(left).kind(), TyKind::Null(_) | TyKind::Dynamic(_)) {
            left
        } else {
            self.coerce_to_null(left)
        };
        let right = self.coerce(right, ty, Reason::Operator("??"));
        self.push_at(Expr::Coalesce { left, right }, ty, range, point)
    }

    /// The ends of `from...to`, or what an abstract's function makes of them.
    pub(super) fn ends(
        &mut self,
        from: ast::ExprId,
        to: ast::ExprId,
        place: (TextRange, u32),
    ) -> Ends {
        let int = Ty::new(TyKind::Int);
        let from = self.value(from, Some(int));
        let to = self.value(to, Some(int));
        let role = Role::Binary(ast::BinaryOp::Interval);
        if let Some(made) = self.overloaded(role, from, to, place) {
            return Ends::Made(made);
        }
        let from = self.coerce(from, int, Reason::Operator("..."));
        let to = self.coerce(to, int, Reason::Operator("..."));
        Ends::Range(from, to)
    }

    /// `from...to` as a value.
    fn interval(&mut self, from: ExprId, to: ExprId, range: TextRange) -> ExprId {
        let class = known::int_iterator();
        let new = Expr::New {
            class,
            constructor: Some(MemberId::new(class, "new", Space::Instance)),
            arguments: Box::new([from, to]),
        };
        let ty = crate::lookup::applied(self.env.db, class, Box::default());
        self.push(new, ty, range)
    }

    /// `-e`, `!e`, `~e`, `++e`, `e--`.
    pub(super) fn unary(
        &mut self,
        op: ast::UnaryOp,
        postfix: bool,
        operand: ast::ExprId,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        match op {
            ast::UnaryOp::Increment | ast::UnaryOp::Decrement => {
                let add = op == ast::UnaryOp::Increment;
                self.step(operand, add, postfix, want, range)
            }
            ast::UnaryOp::Not if postfix => {
                self.unsupported(range, "the operator ! behind a value")
            }
            ast::UnaryOp::Not | ast::UnaryOp::BitNot => {
                let operand = self.value(operand, None);
                self.operate_unary(op, operand, range)
            }
            ast::UnaryOp::Negate => {
                if let ExprKind::Int { digits, suffix } = self.ast.expr(operand).kind {
                    return self.int(digits, suffix, true, range);
                }
                let operand = self.value(operand, want.hint());
                self.operate_unary(op, operand, range)
            }
            ast::UnaryOp::Spread => self.unsupported(range, "spreading an array into arguments"),
        }
    }

    /// An operator with one operand that changes nothing, on a lowered operand.
    pub(super) fn operate_unary(
        &mut self,
        op: ast::UnaryOp,
        operand: ExprId,
        range: TextRange,
    ) -> ExprId {
        if let Some(overload) = self.overloaded_unary(op, false, operand) {
            let role = Role::Unary { op, postfix: false };
            return self.apply(&overload, role, vec![operand], (range, range.start));
        }
        match op {
            ast::UnaryOp::Not => {
                let bool = Ty::new(TyKind::Bool);
                let operand = self.coerce(operand, bool, Reason::Operator("!"));
                let expr = Expr::Unary {
                    op: UnaryOp::BoolNot,
                    operand,
                };
                self.push(expr, bool, range)
            }
            ast::UnaryOp::BitNot => {
                let int = Ty::new(TyKind::Int);
                let operand = self.coerce(operand, int, Reason::Operator("~"));
                let expr = Expr::Unary {
                    op: UnaryOp::IntNot,
                    operand,
                };
                self.push(expr, int, range)
            }
            ast::UnaryOp::Negate => self.negate(operand, range),
            ast::UnaryOp::Increment | ast::UnaryOp::Decrement | ast::UnaryOp::Spread => {
                self.error_expr(range)
            }
        }
    }

    fn negate(&mut self, operand: ExprId, range: TextRange) -> ExprId {
        let int = Ty::new(TyKind::Int);
        let operand = match self.abstract_of(self.ty(operand)) {
            Some(_) => self.as_number(operand, int, Reason::Operator("-")),
            None => operand,
        };
        let (op, ty) = match self.operand_kind(self.ty(operand)) {
            OperandKind::Error => return self.error_expr(range),
            OperandKind::Float => {
                if let Expr::Const(Const::Float(bits)) = self.body.exprs[operand] {
                    let negated = Const::float(-f64::from_bits(bits));
                    return self.push(Expr::Const(negated), Ty::new(TyKind::Float), range);
                }
                (UnaryOp::FloatNegate, Ty::new(TyKind::Float))
            }
            OperandKind::Int => (UnaryOp::IntNegate, int),
            OperandKind::Unknown => {
                let ty = self.ty(operand).without_null();
                assignable(&mut self.table, self.env, ty, int);
                (UnaryOp::IntNegate, int)
            }
            OperandKind::Dynamic => (UnaryOp::FloatNegate, Ty::new(TyKind::Float)),
            OperandKind::String | OperandKind::Other => {
                return self.mismatch(operand, int, Reason::Operator("-"));
            }
        };
        let operand = self.operand(operand, ty);
        self.push(Expr::Unary { op, operand }, ty, range)
    }
}

fn comparison(op: ast::BinaryOp) -> Option<Comparison> {
    if op == ast::BinaryOp::Less {
        Some(Comparison::Less)
    } else if op == ast::BinaryOp::LessEqual {
        Some(Comparison::LessOrEqual)
    } else if op == ast::BinaryOp::Greater {
        Some(Comparison::Greater)
    } else if op == ast::BinaryOp::GreaterEqual {
        Some(Comparison::GreaterOrEqual)
    } else {
        None
    }
}

fn dynamic_operation(op: ast::BinaryOp) -> Option<DynamicOp> {
    const TABLE: &[(ast::BinaryOp, DynamicOp)] = &[
        (ast::BinaryOp::Add, DynamicOp::Add),
        (ast::BinaryOp::Sub, DynamicOp::Subtract),
        (ast::BinaryOp::Mul, DynamicOp::Multiply),
        (ast::BinaryOp::Div, DynamicOp::Divide),
        (ast::BinaryOp::Mod, DynamicOp::Modulo),
    ];
    let found = TABLE.iter().find(|(from, _)| *from == op);
    found.map(|(_, to)| *to)
}

/// The operation of an operator on Ints that gives an Int.
pub(super) fn int_operation(op: ast::BinaryOp) -> Option<BinaryOp> {
    const TABLE: &[(ast::BinaryOp, BinaryOp)] = &[
        (ast::BinaryOp::Add, BinaryOp::IntAdd),
        (ast::BinaryOp::Sub, BinaryOp::IntSubtract),
        (ast::BinaryOp::Mul, BinaryOp::IntMultiply),
        (ast::BinaryOp::Mod, BinaryOp::IntModulo),
        (ast::BinaryOp::And, BinaryOp::IntAnd),
        (ast::BinaryOp::Or, BinaryOp::IntOr),
        (ast::BinaryOp::Xor, BinaryOp::IntXor),
        (ast::BinaryOp::Shl, BinaryOp::IntShiftLeft),
        (ast::BinaryOp::Shr, BinaryOp::IntShiftRight),
        (ast::BinaryOp::UShr, BinaryOp::IntShiftRightUnsigned),
    ];
    find(TABLE, op)
}

/// The operation of an operator on Floats that gives a Float.
pub(super) fn float_operation(op: ast::BinaryOp) -> Option<BinaryOp> {
    const TABLE: &[(ast::BinaryOp, BinaryOp)] = &[
        (ast::BinaryOp::Add, BinaryOp::FloatAdd),
        (ast::BinaryOp::Sub, BinaryOp::FloatSubtract),
        (ast::BinaryOp::Mul, BinaryOp::FloatMultiply),
        (ast::BinaryOp::Div, BinaryOp::FloatDivide),
        (ast::BinaryOp::Mod, BinaryOp::FloatModulo),
    ];
    find(TABLE, op)
}

fn find(table: &[(ast::BinaryOp, BinaryOp)], op: ast::BinaryOp) -> Option<BinaryOp> {
    table
        .iter()
        .find(|(operator, _)| *operator == op)
        .map(|(_, operation)| *operation)
}
