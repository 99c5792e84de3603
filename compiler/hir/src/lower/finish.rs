//! The end of a body: types are closed, what depended on them is decided (which conversions, which equality), and
//! the expressions that remain are numbered anew, children before parents.

use super::{Later, Lowering, StaticLocal};
use crate::infer::{Step, assignable, same, steps};
use crate::{
    BinaryOp, Body, BodySpans, Const, Conversion, Equality, Expr, ExprId, Pattern, Ty, TyKind,
    UnaryOp,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, IndexVec, TextRange};

/// A body whose types are closed.
pub(super) struct Finished {
    pub(super) body: Body,
    pub(super) spans: BodySpans,
    pub(super) statics: Vec<StaticLocal>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Lowering<'_> {
    /// Closes the body. Nothing can be lowered after it.
    pub(super) fn finish(mut self) -> Finished {
        let (body, spans) = self.finish_body();
        let statics = self.finish_statics();
        Finished {
            body,
            spans,
            statics,
            diagnostics: self.diagnostics,
        }
    }

    pub(super) fn finish_body(&mut self) -> (Body, BodySpans) {
        self.resolve_open();
        let mut later = std::mem::take(&mut self.later);
        for obligation in &later {
            if let Later::Constraint {
                ty,
                constraint,
                range,
            } = obligation
            {
                self.check_constraint(*ty, *constraint, *range);
                self.note_structure(*ty, *constraint);
            }
        }
        self.check_map_keys();
        self.settle_casts();
        self.close_types();
        self.specialize(&mut later);
        let order = self.children_first();
        let old = std::mem::take(&mut self.body.exprs);
        let old_types = std::mem::take(&mut self.body.types);
        let old_spans = std::mem::take(&mut self.spans.exprs);
        let old_points = std::mem::take(&mut self.spans.points);
        let mut renamed: IndexVec<ExprId, Option<ExprId>> = IndexVec::filled(None, old.len());
        for id in order {
            let mut expr = old[id].clone();
            expr.rename(&mut |part| renamed[part].unwrap_or(part));
            let place = (old_spans[id], old_points[id]);
            let new = self.decide(expr, old_types[id], place);
            renamed[id] = Some(new);
        }
        let rename = |id: ExprId| renamed.entry(id).copied().flatten();
        self.body.root = self.body.root.and_then(rename);
        let here = std::mem::take(&mut self.body.here);
        let here = here.into_iter();
        self.body.here = here
            .filter_map(|(expr, what)| Some((rename(expr)?, what)))
            .collect();
        for (_, closure) in self.body.closures.iter_mut() {
            closure.body = rename(closure.body).unwrap_or(closure.body);
        }
        for (_, pattern) in self.body.patterns.iter_mut() {
            if let Pattern::Extractor { value, .. } = pattern {
                *value = rename(*value).unwrap_or(*value);
            }
        }
        self.drop_templates();
        for obligation in &later {
            if let Later::Exhaustive {
                switch,
                used,
                range,
            } = obligation
                && let Some(switch) = rename(*switch)
            {
                self.check_exhaustive(switch, *used, *range);
            }
        }
        (
            std::mem::take(&mut self.body),
            std::mem::take(&mut self.spans),
        )
    }

    fn note_structure(&mut self, ty: Ty, constraint: Ty) {
        let constraint = self.table.close(constraint);
        let Some(constraint) = crate::maker::without_constructor(self.env.db, constraint) else {
            return;
        };
        let pair = (self.table.close(ty), constraint);
        let is_structure = matches!(self.expanded(pair.1).kind(), TyKind::Structure(_));
        if is_structure && !self.body.given_for_structures.contains(&pair) {
            self.body.given_for_structures.push(pair);
        }
    }

    /// Whether a class without word of its type arguments, as a class value is of, satisfies a constraint with some.
    fn is_of_any(&mut self, own: Ty, constraint: Ty) -> bool {
        let TyKind::Class(def, arguments) = own.kind() else {
            return false;
        };
        let dynamic = Ty::new(TyKind::Dynamic(None));
        if arguments.is_empty() || arguments.iter().any(|argument| *argument != dynamic) {
            return false;
        }
        let fresh: Vec<Ty> = arguments.iter().map(|_| self.fresh()).collect();
        let any = Ty::new(TyKind::Class(*def, fresh.into_boxed_slice()));
        assignable(&mut self.table, self.env, any, constraint)
    }

    pub(super) fn check_constraint(&mut self, ty: Ty, constraint: Ty, range: TextRange) {
        let (own, wanted) = (self.table.resolve(ty), self.table.resolve(constraint));
        let accepts =
            |from: Ty, to: Ty| assignable(&mut crate::infer::Table::default(), self.env, from, to);
        if crate::maker::satisfies(self.env.db, own, wanted, accepts) == Some(true) {
            return;
        }
        if own.is_constant()
            || self.table.follow(ty).infer_number().is_some()
            || assignable(&mut self.table, self.env, ty, constraint)
            || self.is_of_any(own, constraint)
        {
            return;
        }
        let (ty, constraint) = (self.show(ty), self.show(constraint));
        let diagnostic = Diagnostic::new(
            codes::CONSTRAINT,
            self.span(range),
            format!("`{ty}` does not satisfy the constraint `{constraint}`"),
        )
        .label(format!("the type parameter is `{ty}` here"));
        self.report(diagnostic);
    }

    fn close_types(&mut self) {
        let close = |ty: &mut Ty| *ty = self.table.close(*ty);
        self.body.types.iter_mut().for_each(|(_, ty)| close(ty));
        self.body
            .pattern_types
            .iter_mut()
            .for_each(|(_, ty)| close(ty));
        for (_, local) in self.body.locals.iter_mut() {
            close(&mut local.ty);
        }
        for (_, closure) in self.body.closures.iter_mut() {
            close(&mut closure.result);
        }
        for (_, expr) in self.body.exprs.iter_mut() {
            if let Expr::TypeTest { ty, .. } = expr {
                close(ty);
            }
            if let Expr::Try { catches, .. } = expr {
                catches.iter_mut().for_each(|catch| close(&mut catch.ty));
            }
        }
    }

    /// The expressions that the root reaches, children before parents. Others were replaced on the way.
    fn children_first(&self) -> Vec<ExprId> {
        let mut order = Vec::new();
        if let Some(root) = self.body.root {
            self.body
                .for_each_below(root, true, &mut |id| order.push(id));
        }
        // Parents come before children there, and the last child first.
        order.reverse();
        order
    }

    fn emit(&mut self, expr: Expr, ty: Ty, (range, point): (TextRange, u32)) -> ExprId {
        self.push_at(expr, ty, range, point)
    }

    /// The final form of an expression whose parts are final.
    fn decide(&mut self, expr: Expr, ty: Ty, place: (TextRange, u32)) -> ExprId {
        #[allow(clippy::wildcard_enum_match_arm)] // Nothing else is left open by the lowering.
        match expr {
            Expr::Convert { kind, operand } => self.decide_conversion(kind, operand, ty, place),
            Expr::Binary {
                op: BinaryOp::Equal(_),
                left,
                right,
            } => self.decide_equality(left, right, BinaryOp::Equal, place),
            Expr::Binary {
                op: BinaryOp::NotEqual(_),
                left,
                right,
            } => self.decide_equality(left, right, BinaryOp::NotEqual, place),
            other => self.emit(other, ty, place),
        }
    }

    fn decide_conversion(
        &mut self,
        kind: Conversion,
        operand: ExprId,
        to: Ty,
        place: (TextRange, u32),
    ) -> ExprId {
        let from = self.body.types[operand];
        let cast = match kind {
            Conversion::UncheckedCast | Conversion::CheckedCast => true,
            Conversion::IntToFloat
            | Conversion::ToNull
            | Conversion::FromNull
            | Conversion::NullIntToFloat
            | Conversion::Upcast
            | Conversion::ToDynamic
            | Conversion::FromDynamic
            | Conversion::ToStructure
            | Conversion::FunctionAdapter
            | Conversion::Reinterpret => false,
        };
        if cast && !assignable(&mut self.table, self.env, from, to) {
            return self.emit_cast(kind, operand, from, to, place);
        }
        if kind == Conversion::CheckedCast
            && matches!(self.expanded(from).kind(), TyKind::Dynamic(_))
            && !matches!(self.expanded(to).kind(), TyKind::Dynamic(_))
        {
            return self.emit(Expr::Convert { kind, operand }, to, place);
        }
        match steps(self.env, from, to) {
            Some(path) => self.emit_steps(operand, path, place),
            None => self.no_conversion(from, to, place.0),
        }
    }

    /// A cast that is no conversion by itself.
    fn emit_cast(
        &mut self,
        kind: Conversion,
        operand: ExprId,
        from: Ty,
        to: Ty,
        place: (TextRange, u32),
    ) -> ExprId {
        let basic = |lowering: &Self, ty: Ty| {
            let wide = lowering.expanded(ty).without_null();
            let wide = lowering.expanded(wide);
            matches!(
                wide.kind(),
                TyKind::Int | TyKind::Float | TyKind::Bool | TyKind::Abstract(..)
            )
        };
        if kind == Conversion::UncheckedCast && (basic(self, from) || basic(self, to)) {
            // Through Dynamic, where the value says what it is.
            let dynamic = Ty::new(TyKind::Dynamic(None));
            let parts = (steps(self.env, from, dynamic), steps(self.env, dynamic, to));
            if let (Some(first), Some(second)) = parts {
                let value = self.emit_steps(operand, first, place);
                return self.emit_steps(value, second, place);
            }
        }
        self.emit(Expr::Convert { kind, operand }, to, place)
    }

    fn emit_steps(&mut self, value: ExprId, path: Vec<Step>, place: (TextRange, u32)) -> ExprId {
        let mut value = value;
        for (kind, ty) in path {
            let folded = match (kind, &self.body.exprs[value]) {
                (Conversion::IntToFloat, Expr::Const(Const::Int(number))) => {
                    Some(Expr::Const(Const::float(f64::from(*number))))
                }
                (Conversion::ToNull, Expr::Const(Const::Null)) => Some(Expr::Const(Const::Null)),
                (_, _) => None,
            };
            let expr = folded.unwrap_or(Expr::Convert {
                kind,
                operand: value,
            });
            if let Expr::Const(_) = expr {
                // The constant itself is replaced, so that no orphan stays.
                self.body.exprs[value] = expr;
                self.body.types[value] = ty;
                continue;
            }
            value = self.emit(expr, ty, place);
        }
        value
    }

    fn no_conversion(&mut self, from: Ty, to: Ty, range: TextRange) -> ExprId {
        if from.is(&TyKind::Error) || to.is(&TyKind::Error) {
            return self.error_expr(range);
        }
        self.unsupported(range, &format!("a value of type `{from}` as `{to}`"))
    }

    /// Converts a final value, where the rules of equality ask for it.
    fn convert(&mut self, value: ExprId, to: Ty) -> ExprId {
        let from = self.body.types[value];
        let place = (self.spans.exprs[value], self.spans.points[value]);
        match steps(self.env, from, to) {
            Some(path) => self.emit_steps(value, path, place),
            None => self.no_conversion(from, to, place.0),
        }
    }

    /// `left == right`: what is compared follows from the types.
    fn decide_equality(
        &mut self,
        left: ExprId,
        right: ExprId,
        op: fn(Equality) -> BinaryOp,
        place: (TextRange, u32),
    ) -> ExprId {
        let bool = Ty::new(TyKind::Bool);
        let is_null =
            |lowering: &Self, value: ExprId| lowering.body.exprs[value] == Expr::Const(Const::Null);
        let (left, right) = if is_null(self, left) {
            (right, left)
        } else {
            (left, right)
        };
        let first = self.runtime_type(self.body.types[left]);
        let second = self.runtime_type(self.body.types[right]);
        if is_null(self, right) {
            self.body.types[right] = Ty::null(first);
            let expr = Expr::Binary {
                op: op(Equality::Null),
                left,
                right,
            };
            return self.emit(expr, bool, place);
        }
        if first.is(&TyKind::Error) || second.is(&TyKind::Error) {
            return self.error_expr(place.0);
        }
        let (equality, common) = self.equality_of(first, second);
        let left = self.convert(left, common.0);
        let right = self.convert(right, common.1);
        let expr = Expr::Binary {
            op: op(equality),
            left,
            right,
        };
        self.emit(expr, bool, place)
    }

    /// A type without typedefs at its top, and abstracts as what they are at run time.
    fn runtime_type(&self, ty: Ty) -> Ty {
        let mut ty = self.expanded(ty);
        for _ in 0..16 {
            let inner = self.expanded(ty.without_null());
            let nullable = matches!(ty.kind(), TyKind::Null(_));
            let TyKind::Abstract(def, arguments) = inner.kind() else {
                break;
            };
            let Some(below) = crate::infer::Facts::underlying(self.env, *def, arguments) else {
                break;
            };
            ty = self.expanded(if nullable { Ty::null(below) } else { below });
        }
        ty
    }

    /// What two values of these types are compared by, and as what.
    fn equality_of(&self, left: Ty, right: Ty) -> (Equality, (Ty, Ty)) {
        let (first, second) = (left.without_null(), right.without_null());
        let nullable = first != left || second != right;
        let basic = |ty: Ty| matches!(ty.kind(), TyKind::Int | TyKind::Float | TyKind::Bool);
        if basic(first) && basic(second) {
            let common = if first == second {
                first
            } else {
                Ty::new(TyKind::Float)
            };
            if nullable {
                let ty = Ty::null(common);
                return (Equality::Nullable, (ty, ty));
            }
            let equality = if common.is(&TyKind::Int) {
                Equality::Int
            } else if common.is(&TyKind::Bool) {
                Equality::Bool
            } else {
                Equality::Float
            };
            return (equality, (common, common));
        }
        let dynamic = Ty::new(TyKind::Dynamic(None));
        // Types as values, and `EnumValue`, are abstracts that nothing lies below: Dynamic with a name.
        if matches!(first.kind(), TyKind::TypeOf(_) | TyKind::Abstract(..)) {
            return (Equality::Dynamic, (dynamic, dynamic));
        }
        let open = |ty: Ty| matches!(ty.kind(), TyKind::Dynamic(_) | TyKind::Param(_));
        if open(first) || open(second) {
            if first == second {
                // The same type parameter, or Dynamic, on both sides.
                let ty = if nullable { Ty::null(first) } else { first };
                return (Equality::Dynamic, (ty, ty));
            }
            return (Equality::Dynamic, (dynamic, dynamic));
        }
        let string = Ty::string();
        let both = |ty: Ty| if nullable { Ty::null(ty) } else { ty };
        if first == string && second == string {
            return (Equality::String, (both(string), both(string)));
        }
        let equality = match first.kind() {
            TyKind::Enum(..) => Equality::Enum,
            TyKind::Function(_) => Equality::Function,
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => Equality::Reference,
        };
        if same(self.env, first, second) {
            return (equality, (both(first), both(first)));
        }
        // Objects of related classes: the more general type on both sides.
        let mut table = crate::infer::Table::default();
        let common = if assignable(&mut table, self.env, second, first) {
            first
        } else {
            second
        };
        (equality, (both(common), both(common)))
    }
}

/// The value of an expression of constants only.
pub(crate) fn constant_of(body: &Body, expr: ExprId) -> Option<Const> {
    #[allow(clippy::wildcard_enum_match_arm)] // All other forms of expressions are no constants.
    match body.exprs.entry(expr)? {
        Expr::Const(constant) => Some(constant.clone()),
        Expr::Convert { operand, .. } => {
            let constant = constant_of(body, *operand)?;
            let target = body.types.entry(expr)?;
            Some(match (constant, target.kind()) {
                (Const::Int(value), TyKind::Float) => Const::float(f64::from(value)),
                (constant, _) => constant,
            })
        }
        Expr::Unary { op, operand } => match (op, constant_of(body, *operand)?) {
            (UnaryOp::IntNegate, Const::Int(value)) => Some(Const::Int(value.wrapping_neg())),
            (UnaryOp::IntNot, Const::Int(value)) => Some(Const::Int(!value)),
            (UnaryOp::FloatNegate, Const::Float(bits)) => Some(Const::float(-f64::from_bits(bits))),
            (UnaryOp::BoolNot, Const::Bool(value)) => Some(Const::Bool(!value)),
            (_, _) => None,
        },
        Expr::Binary { op, left, right } => {
            let operands = (constant_of(body, *left)?, constant_of(body, *right)?);
            match operands {
                (Const::Int(left), Const::Int(right)) => fold_ints(*op, left, right),
                (Const::Float(left), Const::Float(right)) => {
                    let (left, right) = (f64::from_bits(left), f64::from_bits(right));
                    fold_floats(*op, left, right).map(Const::float)
                }
                (_, _) => None,
            }
        }
        Expr::Concat(parts) => {
            let mut text = String::new();
            for part in parts {
                match constant_of(body, *part)? {
                    Const::String(part) => text.push_str(&part),
                    Const::Int(value) => text.push_str(&value.to_string()),
                    Const::Bool(value) => text.push_str(&value.to_string()),
                    Const::Null | Const::Float(_) => return None,
                }
            }
            Some(Const::String(text.into()))
        }
        _ => None,
    }
}

#[allow(clippy::wildcard_enum_match_arm)] // Only what gives an Int is folded.
fn fold_ints(op: BinaryOp, left: i32, right: i32) -> Option<Const> {
    Some(Const::Int(match op {
        BinaryOp::IntAdd => left.wrapping_add(right),
        BinaryOp::IntSubtract => left.wrapping_sub(right),
        BinaryOp::IntMultiply => left.wrapping_mul(right),
        BinaryOp::IntAnd => left & right,
        BinaryOp::IntOr => left | right,
        BinaryOp::IntXor => left ^ right,
        BinaryOp::IntShiftLeft => left.wrapping_shl(right as u32),
        BinaryOp::IntShiftRight => left.wrapping_shr(right as u32),
        BinaryOp::IntShiftRightUnsigned => (left as u32).wrapping_shr(right as u32) as i32,
        _ => return None,
    }))
}

#[allow(clippy::wildcard_enum_match_arm)] // Only what gives a Float is folded.
fn fold_floats(op: BinaryOp, left: f64, right: f64) -> Option<f64> {
    Some(match op {
        BinaryOp::FloatAdd => left + right,
        BinaryOp::FloatSubtract => left - right,
        BinaryOp::FloatMultiply => left * right,
        BinaryOp::FloatDivide => left / right,
        _ => return None,
    })
}
