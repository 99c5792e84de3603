//! The parts of an expression, in evaluation order: what every analysis and engine walks by.

use crate::{Body, Callee, Expr, ExprId, LocalId, Pattern, PatternId, Place};

impl Expr {
    /// Calls `visit` with each direct part, in evaluation order. The body of a function expression is not a part:
    /// it does not run here. Guards and values of extractors are parts of the switch that holds them.
    pub fn for_each_part(&self, body: &Body, visit: &mut impl FnMut(ExprId)) {
        match self {
            Self::Error
            | Self::Const(_)
            | Self::Local(_)
            | Self::This
            | Self::TypeValue(_)
            | Self::Static(_)
            | Self::Closure(_)
            | Self::FunctionValue(_)
            | Self::Return(None)
            | Self::Break
            | Self::Continue
            | Self::Let { value: None, .. } => {}
            Self::Field { object: one, .. }
            | Self::StructureField { object: one, .. }
            | Self::EnumParameter { value: one, .. }
            | Self::BoundMethod { object: one, .. }
            | Self::Unary { operand: one, .. }
            | Self::Convert { operand: one, .. }
            | Self::TypeTest { operand: one, .. }
            | Self::Let {
                value: Some(one), ..
            }
            | Self::Return(Some(one))
            | Self::Throw(one) => visit(*one),
            Self::Index {
                array: first,
                index: second,
            }
            | Self::Binary {
                left: first,
                right: second,
                ..
            }
            | Self::And {
                left: first,
                right: second,
            }
            | Self::Or {
                left: first,
                right: second,
            }
            | Self::Coalesce {
                left: first,
                right: second,
            } => {
                visit(*first);
                visit(*second);
            }
            Self::Call { callee, arguments } => {
                callee.for_each_part(visit);
                arguments.iter().for_each(|argument| visit(*argument));
            }
            Self::New {
                arguments: list, ..
            }
            | Self::Array(list)
            | Self::Concat(list)
            | Self::Block(list)
            | Self::Trace(list) => list.iter().for_each(|part| visit(*part)),
            Self::Map(entries) => {
                for (key, value) in entries {
                    visit(*key);
                    visit(*value);
                }
            }
            Self::Structure(fields) => fields.iter().for_each(|(_, value)| visit(*value)),
            Self::Assign { place, value } | Self::Update { place, value, .. } => {
                place.for_each_part(visit);
                visit(*value);
            }
            Self::If {
                condition,
                then,
                otherwise,
            } => {
                visit(*condition);
                visit(*then);
                otherwise.iter().for_each(|part| visit(*part));
            }
            Self::Switch { value, arms, .. } => {
                visit(*value);
                for arm in arms {
                    body.for_each_extractor(arm.pattern, visit);
                    arm.guard.iter().for_each(|guard| visit(*guard));
                    visit(arm.body);
                }
            }
            Self::While {
                condition,
                body: turn,
                first_run: false,
            } => {
                visit(*condition);
                visit(*turn);
            }
            Self::While {
                condition,
                body: turn,
                first_run: true,
            } => {
                visit(*turn);
                visit(*condition);
            }
            Self::ForRange {
                from,
                to,
                body: turn,
                ..
            } => {
                visit(*from);
                visit(*to);
                visit(*turn);
            }
            Self::ForArray {
                array: walked,
                body: turn,
                ..
            }
            | Self::ForMap {
                map: walked,
                body: turn,
                ..
            } => {
                visit(*walked);
                visit(*turn);
            }
            Self::Try {
                body: tried,
                catches,
            } => {
                visit(*tried);
                catches.iter().for_each(|catch| visit(catch.body));
            }
        }
    }
}

impl Expr {
    /// The place that an assignment writes.
    pub fn written_place(&self) -> Option<&Place> {
        if let Self::Assign { place, .. } | Self::Update { place, .. } = self {
            return Some(place);
        }
        None
    }

    /// The part that is only looked into: the object of a field that is read or written, the receiver of a method.
    pub fn owner_part(&self) -> Option<ExprId> {
        if let Self::Field { object, .. }
        | Self::Call {
            callee: Callee::Method { object, .. },
            ..
        }
        | Self::Assign {
            place: Place::Field { object, .. },
            ..
        }
        | Self::Update {
            place: Place::Field { object, .. },
            ..
        } = self
        {
            return Some(*object);
        }
        None
    }

    /// The parts that are values when the expression itself runs: those of operators, calls and literals; not those of
    /// control flow, which decide what runs.
    pub fn for_each_operand(&self, visit: &mut impl FnMut(ExprId)) {
        match self {
            Self::EnumParameter { value: one, .. }
            | Self::BoundMethod { object: one, .. }
            | Self::Unary { operand: one, .. }
            | Self::Convert { operand: one, .. }
            | Self::TypeTest { operand: one, .. } => visit(*one),
            Self::Binary { left, right, .. } => {
                visit(*left);
                visit(*right);
            }
            Self::Call { callee, arguments } => {
                callee.for_each_part(visit);
                arguments.iter().for_each(|argument| visit(*argument));
            }
            Self::New {
                arguments: list, ..
            }
            | Self::Array(list)
            | Self::Concat(list)
            | Self::Trace(list) => list.iter().for_each(|part| visit(*part)),
            Self::Map(entries) => {
                for (key, value) in entries {
                    visit(*key);
                    visit(*value);
                }
            }
            Self::Structure(fields) => fields.iter().for_each(|(_, value)| visit(*value)),
            Self::Error
            | Self::Const(_)
            | Self::Local(_)
            | Self::This
            | Self::TypeValue(_)
            | Self::Field { .. }
            | Self::StructureField { .. }
            | Self::Static(_)
            | Self::Index { .. }
            | Self::Closure(_)
            | Self::FunctionValue(_)
            | Self::And { .. }
            | Self::Or { .. }
            | Self::Coalesce { .. }
            | Self::Assign { .. }
            | Self::Update { .. }
            | Self::Let { .. }
            | Self::Block(_)
            | Self::If { .. }
            | Self::Switch { .. }
            | Self::While { .. }
            | Self::ForRange { .. }
            | Self::ForArray { .. }
            | Self::ForMap { .. }
            | Self::Return(_)
            | Self::Break
            | Self::Continue
            | Self::Throw(_)
            | Self::Try { .. } => {}
        }
    }

    /// The statements of a block; any other expression is its own only statement.
    pub fn statements(&self, own: ExprId) -> Vec<ExprId> {
        if let Self::Block(list) = self {
            list.to_vec()
        } else {
            vec![own]
        }
    }
}

impl Callee {
    /// Calls `visit` with each expression that is evaluated to know who is called.
    pub fn for_each_part(&self, visit: &mut impl FnMut(ExprId)) {
        match self {
            Self::Method { object, .. } => visit(*object),
            Self::Value(function) => visit(*function),
            Self::Static(_)
            | Self::Super(_)
            | Self::SuperConstructor { .. }
            | Self::Constructor(_) => {}
        }
    }
}

impl Place {
    /// Calls `visit` with each expression that is evaluated to know what is written.
    pub fn for_each_part(&self, visit: &mut impl FnMut(ExprId)) {
        match self {
            Self::Local(_) | Self::Static(_) => {}
            Self::Field { object, .. } | Self::StructureField { object, .. } => visit(*object),
            Self::Index { array, index } => {
                visit(*array);
                visit(*index);
            }
        }
    }
}

impl Body {
    /// Calls `visit` with the value of each extractor in a pattern.
    pub fn for_each_extractor(&self, pattern: PatternId, visit: &mut impl FnMut(ExprId)) {
        self.for_each_pattern(pattern, &mut |pattern| {
            if let Pattern::Extractor { value, .. } = pattern {
                visit(*value);
            }
        });
    }

    /// Calls `visit` with a pattern and all patterns inside it, from the outside in.
    pub fn for_each_pattern(&self, pattern: PatternId, visit: &mut impl FnMut(&Pattern)) {
        let pattern = &self.patterns[pattern];
        visit(pattern);
        match pattern {
            Pattern::Wildcard | Pattern::Constant(_) | Pattern::Bind { inner: None, .. } => {}
            Pattern::Bind {
                inner: Some(inner), ..
            }
            | Pattern::Extractor { inner, .. } => {
                self.for_each_pattern(*inner, visit);
            }
            Pattern::Constructor {
                arguments: list, ..
            }
            | Pattern::Array(list)
            | Pattern::Or(list) => {
                list.iter()
                    .for_each(|part| self.for_each_pattern(*part, visit));
            }
            Pattern::Structure(fields) => {
                fields
                    .iter()
                    .for_each(|(_, part)| self.for_each_pattern(*part, visit));
            }
        }
    }

    /// The variables that a pattern binds, each once.
    pub fn bound_by(&self, pattern: PatternId) -> Vec<LocalId> {
        let mut bound = Vec::new();
        self.for_each_pattern(pattern, &mut |pattern| match pattern {
            Pattern::Bind { local, .. } | Pattern::Extractor { input: local, .. } => {
                if !bound.contains(local) {
                    bound.push(*local);
                }
            }
            Pattern::Wildcard
            | Pattern::Constant(_)
            | Pattern::Constructor { .. }
            | Pattern::Structure(_)
            | Pattern::Array(_)
            | Pattern::Or(_) => {}
        });
        bound
    }

    /// What a call of a function value names where that is null: the variable or field that holds it.
    pub fn called_name(&self, function: ExprId) -> &'static str {
        let function = &self.exprs[function];
        if let Expr::Local(local) = function {
            self.locals[*local].name.as_str()
        } else if let Expr::Field { field: member, .. } | Expr::Static(member) = function {
            member.name().as_str()
        } else if let Expr::StructureField { field, .. } = function {
            field.as_str()
        } else {
            "call"
        }
    }

    /// Calls `visit` with `expr` and everything below it, parents first. With `closures`, also with what is inside
    /// function expressions.
    pub fn for_each_below(&self, expr: ExprId, closures: bool, visit: &mut impl FnMut(ExprId)) {
        let mut open = vec![expr];
        let mut parts = Vec::new();
        while let Some(expr) = open.pop() {
            visit(expr);
            self.exprs[expr].for_each_part(self, &mut |part| parts.push(part));
            if let (true, Expr::Closure(closure)) = (closures, &self.exprs[expr]) {
                parts.push(self.closures[*closure].body);
            }
            open.extend(parts.drain(..).rev());
        }
    }
}
