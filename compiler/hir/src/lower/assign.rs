//! Assignments: plain, compound, `++` and `--`, `??=`, to variables, fields, properties, array elements, map entries.

use super::access::{Access, AccessKind};
use super::operator::{OperandKind, float_operation, int_operation};
use super::{Lowering, Reason, Want};
use crate::definition::replacement;
use crate::role::Role;
use crate::{
    Accessor, BinaryOp, Const, Equality, Expr, ExprId, FieldAccess, LocalId, LocalKind, Place, Ty,
    TyKind, UpdateOp, UpdateResult,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, TextRange};
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// `target = value`, `target op= value`.
    pub(super) fn assign(
        &mut self,
        op: Option<ast::BinaryOp>,
        target: ast::ExprId,
        value: ast::ExprId,
        want: Want,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        if let ast::ExprKind::Field { safe: true, .. } = self.ast.expr(target).kind {
            self.access(target);
            self.value(value, None);
            let what = "what is behind `?.` cannot be written: there may be nothing to write to";
            self.report_at(codes::NOT_ASSIGNABLE, self.range(target), what);
            return self.error_expr(range);
        }
        let access = self.access(target);
        let access = self.written_field(access);
        let Some(op) = op else {
            if let AccessKind::Element { object, index } = access.kind {
                let own = self.ty(object);
                let mark = self.table.mark();
                let (count, _) = self.element_setter(own, index, None);
                self.table.undo(mark);
                if count > 1 {
                    // The value decides which function it is.
                    let value = self.value(value, None);
                    return self.write(access, value, want, (range, point));
                }
            }
            let Some((ty, reason)) = self.written_type(&access) else {
                self.value(value, None);
                return self.not_writable(access);
            };
            // In parentheses it is meant.
            let is_plain = !matches!(self.ast.expr(value).kind, ast::ExprKind::Parenthesis(_));
            let value = self.value_as(value, ty, reason);
            if is_plain && self.is_same(&access, value) {
                let what = "this gives a variable the value that it has".to_owned();
                self.report_at(codes::SELF_ASSIGNMENT, range, what);
                return self.error_expr(range);
            }
            return self.write(access, value, want, (range, point));
        };
        if let AccessKind::Error = access.kind {
            self.value(value, None);
            return self.error_expr(range);
        }
        let Some((ty, _)) = self.written_type(&access) else {
            self.value(value, None);
            return self.not_writable(access);
        };
        if op == ast::BinaryOp::NullCoalesce {
            return self.assign_if_null(access, ty, value, want, (range, point));
        }
        if matches!(op, ast::BinaryOp::BoolAnd | ast::BinaryOp::BoolOr) {
            self.value(value, None);
            let symbol = op.symbol();
            let diagnostic = Diagnostic::new(
                codes::OPERATOR,
                self.span(range),
                format!("there is no operator `{symbol}=`"),
            )
            .help(format!("write `a = a {symbol} b`"));
            self.report(diagnostic);
            return self.error_expr(range);
        }
        if self.is_direct(&access) {
            let value = self.value(value, None);
            return self.update_direct(op, access, ty, value, want, (range, point));
        }
        if let AccessKind::Element { object, .. } = access.kind {
            self.forget_origin(object);
        }
        let (mut steps, held) = self.hold_access(access);
        let Some(held) = held else {
            return self.error_expr(range);
        };
        // The old value is read before the right side runs.
        let old = self.again(&held, range, point);
        let old = self.read(old);
        let (keep, old) = self.hold(old);
        steps.push(keep);
        let value = self.value(value, None);
        let old = self.local(old, range);
        let place = (range, point);
        self.note_origin(old, Vec::new(), held.clone());
        let new = match self.overloaded(Role::Assign(op), old, value, place) {
            // The function changes the object itself.
            Some(made) if self.is_called(made) => return self.sequence(steps, made, range),
            Some(made) => made,
            None => self.operate(op, old, value, place),
        };
        let new = self.coerce(new, ty, Reason::Operator(op.symbol()));
        let target = self.again(&held, range, point);
        let written = self.write(target, new, want, (range, point));
        self.sequence(steps, written, range)
    }

    /// Whether an operator of an abstract is a function with code.
    fn is_called(&self, made: ExprId) -> bool {
        matches!(self.body.exprs[made], Expr::Call { .. } | Expr::Block(_))
    }

    /// A block of steps and a value.
    pub(super) fn sequence(
        &mut self,
        mut steps: Vec<ExprId>,
        value: ExprId,
        range: TextRange,
    ) -> ExprId {
        if steps.is_empty() {
            return value;
        }
        let ty = self.ty(value);
        steps.push(value);
        self.push(Expr::Block(steps.into()), ty, range)
    }

    /// The type that can be written, and why it is that one; `None` for what names no variable.
    pub(super) fn written_type(&mut self, access: &Access) -> Option<(Ty, Reason)> {
        match &access.kind {
            AccessKind::Error => Some((Ty::new(TyKind::Error), Reason::Plain)),
            AccessKind::Local(local) => {
                let name = self.body.locals[*local].name;
                let span = self.span(self.spans.locals[*local]);
                Some((self.body.locals[*local].ty, Reason::Declared(name, span)))
            }
            AccessKind::Variable { id, ty, .. } => {
                let declared = self.declaration(*id);
                let reason =
                    declared.map_or(Reason::Plain, |span| Reason::Declared(id.name(), span));
                Some((*ty, reason))
            }
            AccessKind::StructureField { field, .. } => {
                let ty = if field.optional {
                    Ty::null(field.ty)
                } else {
                    field.ty
                };
                Some((ty, Reason::Plain))
            }
            AccessKind::Index { ty, .. } => Some((*ty, Reason::Plain)),
            AccessKind::Entry { value_ty, .. } => Some((*value_ty, Reason::Plain)),
            AccessKind::ByName { ty, .. } => Some((*ty, Reason::Plain)),
            AccessKind::Element { object, index } => {
                let ty = self.element_value_type(*object, *index)?;
                Some((ty, Reason::Plain))
            }
            AccessKind::Function {
                instance,
                is_super: false,
                ..
            } if replacement(self.env.db, instance.id).is_some() => {
                let ty = Ty::new(TyKind::Function(instance.function_ty()));
                Some((ty, Reason::Plain))
            }
            AccessKind::Value(_)
            | AccessKind::Function { .. }
            | AccessKind::EnumConstructor { .. }
            | AccessKind::Extension { .. }
            | AccessKind::Type(_)
            | AccessKind::Path(_)
            | AccessKind::Super => None,
        }
    }

    pub(super) fn not_writable(&mut self, access: Access) -> ExprId {
        if let AccessKind::Path(names) = &access.kind {
            return self.unknown_path(names, access.range);
        }
        let what = match &access.kind {
            AccessKind::Function { instance, .. } => {
                format!("`{}` is a function", instance.id.name())
            }
            AccessKind::EnumConstructor { instance, .. } => {
                format!("`{}` is a constructor of an enum", instance.id.name())
            }
            AccessKind::Type(def) => format!("`{}` is a type", def.path()),
            AccessKind::Error
            | AccessKind::Value(_)
            | AccessKind::Local(_)
            | AccessKind::Variable { .. }
            | AccessKind::StructureField { .. }
            | AccessKind::Extension { .. }
            | AccessKind::Index { .. }
            | AccessKind::Entry { .. }
            | AccessKind::ByName { .. }
            | AccessKind::Element { .. }
            | AccessKind::Path(_)
            | AccessKind::Super => "this is a value".to_owned(),
        };
        let diagnostic = Diagnostic::new(
            codes::NOT_ASSIGNABLE,
            self.span(access.range),
            "only variables, fields and elements can be written",
        )
        .label(what);
        self.report(diagnostic);
        self.error_expr(access.range)
    }

    /// Whether an update can read and write it in place.
    pub(super) fn is_direct(&self, access: &Access) -> bool {
        let ty = match &access.kind {
            AccessKind::Local(local) => self.body.locals[*local].ty,
            AccessKind::Variable { id, ty, access, .. } => {
                if let FieldAccess::Property(read, write) = access {
                    let plain = self.effective(*id, *read) == Accessor::Default
                        && self.effective(*id, *write) == Accessor::Default;
                    if !plain {
                        return false;
                    }
                }
                *ty
            }
            AccessKind::StructureField { field, .. } if !field.optional => field.ty,
            AccessKind::Index { ty, .. } => *ty,
            AccessKind::Error
            | AccessKind::Value(_)
            | AccessKind::StructureField { .. }
            | AccessKind::Function { .. }
            | AccessKind::EnumConstructor { .. }
            | AccessKind::Extension { .. }
            | AccessKind::Entry { .. }
            | AccessKind::ByName { .. }
            | AccessKind::Element { .. }
            | AccessKind::Type(_)
            | AccessKind::Path(_)
            | AccessKind::Super => return false,
        };
        let wide = self.expanded(ty);
        let wide = if wide.infer_number().is_some() {
            Ty::new(TyKind::Int)
        } else {
            wide
        };
        wide.is(&TyKind::Int) || wide.is(&TyKind::Float) || wide == Ty::string()
    }

    fn update_direct(
        &mut self,
        op: ast::BinaryOp,
        access: Access,
        ty: Ty,
        value: ExprId,
        want: Want,
        place: (TextRange, u32),
    ) -> ExprId {
        let result = match want {
            Want::Unused => UpdateResult::Unused,
            Want::Value(_) => UpdateResult::New,
        };
        let value = if self.abstract_of(self.ty(value)).is_none() {
            value
        } else if self.expanded(ty) == Ty::string() {
            self.as_text(value)
        } else {
            self.coerce(value, ty, Reason::Operator(op.symbol()))
        };
        self.update(op, access, ty, value, result, place)
    }

    /// `place op= value` on a place of type Int, Float or String.
    pub(super) fn update(
        &mut self,
        op: ast::BinaryOp,
        access: Access,
        ty: Ty,
        value: ExprId,
        result: UpdateResult,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let mut kind = self.operand_kind(ty);
        let right = self.operand_kind(self.ty(value));
        if right == OperandKind::Error || kind == OperandKind::Error {
            return self.error_expr(range);
        }
        if kind == OperandKind::Unknown {
            let wanted = match right {
                OperandKind::Float => Ty::new(TyKind::Float),
                OperandKind::String => Ty::string(),
                OperandKind::Int
                | OperandKind::Dynamic
                | OperandKind::Unknown
                | OperandKind::Error
                | OperandKind::Other => Ty::new(TyKind::Int),
            };
            crate::infer::assignable(&mut self.table, self.env, ty, wanted);
            kind = self.operand_kind(ty);
        }
        let symbol = Reason::Operator(op.symbol());
        let int = Ty::new(TyKind::Int);
        let float = Ty::new(TyKind::Float);
        let (operation, value) = match kind {
            OperandKind::String if op == ast::BinaryOp::Add => (UpdateOp::Append, value),
            OperandKind::Int if op != ast::BinaryOp::Div => {
                if right == OperandKind::String && op == ast::BinaryOp::Add {
                    return self.mismatch(value, int, symbol);
                }
                let Some(operation) = int_operation(op) else {
                    return self.error_expr(range);
                };
                (UpdateOp::Binary(operation), self.coerce(value, int, symbol))
            }
            OperandKind::Float if float_operation(op).is_some() => {
                let Some(operation) = float_operation(op) else {
                    return self.error_expr(range);
                };
                (
                    UpdateOp::Binary(operation),
                    self.coerce(value, float, symbol),
                )
            }
            OperandKind::Int => {
                let quotient = self.push(Expr::Error, float, range);
                return self.mismatch(quotient, int, symbol);
            }
            OperandKind::Float
            | OperandKind::String
            | OperandKind::Dynamic
            | OperandKind::Unknown
            | OperandKind::Error
            | OperandKind::Other => {
                let (left, right) = (self.show(ty), self.show(self.ty(value)));
                self.report_at(
                    codes::OPERATOR,
                    range,
                    format!("no operator `{}=` for `{left}` and `{right}`", op.symbol()),
                );
                return self.error_expr(range);
            }
        };
        let Some(target) = self.place(access) else {
            return self.error_expr(range);
        };
        let ty = if result == UpdateResult::Unused {
            Ty::new(TyKind::Void)
        } else {
            ty
        };
        let update = Expr::Update {
            place: target,
            op: operation,
            value,
            result,
        };
        self.push_at(update, ty, range, point)
    }

    /// `target ??= value`.
    fn assign_if_null(
        &mut self,
        access: Access,
        ty: Ty,
        value: ast::ExprId,
        want: Want,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let (mut steps, held) = self.hold_access(access);
        let Some(held) = held else {
            return self.error_expr(range);
        };
        let old = self.again(&held, range, point);
        let old = self.read(old);
        let (keep, old) = self.hold(old);
        steps.push(keep);
        let tested = self.local(old, range);
        let tested = self.coerce_to_null(tested);
        let null = self.push(Expr::Const(Const::Null), self.ty(tested), range);
        let test = Expr::Binary {
            op: BinaryOp::Equal(Equality::Null),
            left: tested,
            right: null,
        };
        let condition = self.push(test, Ty::new(TyKind::Bool), range);
        let value = self.value_as(value, ty, Reason::Operator("??="));
        let target = self.again(&held, range, point);
        let then = self.write(target, value, want, (range, point));
        let (otherwise, ty) = match want {
            Want::Unused => (None, Ty::new(TyKind::Void)),
            Want::Value(_) => {
                let old = self.local(old, range);
                (Some(self.coerce(old, ty, Reason::Plain)), ty)
            }
        };
        let choice = Expr::If {
            condition,
            then,
            otherwise,
        };
        let choice = self.push_at(choice, ty, range, point);
        self.sequence(steps, choice, range)
    }

    /// The place that an access names, checked to be writable. Properties and map entries are none.
    fn place(&mut self, access: Access) -> Option<Place> {
        match access.kind {
            AccessKind::Local(local) => {
                self.note_use(local);
                if !self.check_local_write(local, access.range) {
                    return None;
                }
                self.body.locals[local].assigned = true;
                Some(Place::Local(local))
            }
            AccessKind::Variable {
                object,
                id,
                access: declared,
                ..
            } => {
                let range = TextRange::new(access.point, access.range.end);
                if !self.check_member_write(id, declared, range) {
                    return None;
                }
                Some(match object {
                    Some(object) => Place::Field { object, field: id },
                    None => Place::Static(id),
                })
            }
            AccessKind::StructureField { object, field } => {
                if matches!(field.access, FieldAccess::Final | FieldAccess::Method)
                    || matches!(
                        field.access,
                        FieldAccess::Property(_, Accessor::Null | Accessor::Never)
                    )
                {
                    let range = TextRange::new(access.point, access.range.end);
                    self.report_at(
                        codes::FINAL_WRITE,
                        range,
                        format!("the field `{}` cannot be written", field.name),
                    );
                    return None;
                }
                Some(Place::StructureField {
                    object,
                    field: field.name,
                })
            }
            AccessKind::Index { array, index, .. } => Some(Place::Index { array, index }),
            AccessKind::Error
            | AccessKind::Value(_)
            | AccessKind::Function { .. }
            | AccessKind::EnumConstructor { .. }
            | AccessKind::Extension { .. }
            | AccessKind::Entry { .. }
            | AccessKind::ByName { .. }
            | AccessKind::Element { .. }
            | AccessKind::Type(_)
            | AccessKind::Path(_)
            | AccessKind::Super => None,
        }
    }

    /// Whether a value is that of the very variable that it goes to: a local one, or one of `this`.
    fn is_same(&self, access: &Access, value: ExprId) -> bool {
        let is_this = |object| self.body.exprs[object] == Expr::This;
        match (&access.kind, &self.body.exprs[value]) {
            (AccessKind::Local(target), Expr::Local(source)) => target == source,
            (
                AccessKind::Variable {
                    object: Some(target),
                    id,
                    ..
                },
                Expr::Field { object, field },
            ) => id == field && is_this(*target) && is_this(*object),
            _ => false,
        }
    }

    fn check_local_write(&mut self, local: LocalId, range: TextRange) -> bool {
        if !self.may_change_this(local, range) {
            return false;
        }
        let declared = &self.body.locals[local];
        let name = declared.name;
        let is_final = declared.kind == LocalKind::Final;
        if !is_final && !self.counters.contains(&local) {
            return true;
        }
        let what = if is_final {
            format!("`{name}` is final")
        } else {
            format!("`{name}` counts the turns of a loop over numbers")
        };
        let diagnostic = Diagnostic::new(codes::FINAL_WRITE, self.span(range), what)
            .label("cannot be written")
            .secondary(self.span(self.spans.locals[local]), "declared here");
        self.report(diagnostic);
        false
    }

    /// Whether a variable of a class may be written from here.
    fn check_member_write(&mut self, id: MemberId, access: FieldAccess, range: TextRange) -> bool {
        let constructor = self.env.member.name().as_str() == "new"
            && self.env.owner() == id.owner()
            && self.frames.len() == 1;
        let problem = match access {
            FieldAccess::Variable => None,
            FieldAccess::Final if constructor => None,
            FieldAccess::Final => Some(format!("`{}` is final", id.name())),
            FieldAccess::Method => Some(format!("`{}` is a method", id.name())),
            FieldAccess::Property(_, write) => match self.effective(id, write) {
                Accessor::Default | Accessor::Method => None,
                Accessor::Null | Accessor::Never => {
                    Some(format!("`{}` cannot be written from here", id.name()))
                }
            },
        };
        let is_direct = match access {
            FieldAccess::Variable | FieldAccess::Final | FieldAccess::Method => true,
            FieldAccess::Property(_, write) => self.effective(id, write) == Accessor::Default,
        };
        if is_direct && !self.check_storage(id, range) {
            return false;
        }
        let Some(problem) = problem else {
            return true;
        };
        let mut diagnostic = Diagnostic::new(codes::FINAL_WRITE, self.span(range), problem);
        if let Some(span) = self.declaration(id) {
            diagnostic = diagnostic.secondary(span, "declared here");
        }
        self.report(diagnostic);
        false
    }

    /// Writes `value`, which has the type of the access.
    pub(super) fn write(
        &mut self,
        access: Access,
        value: ExprId,
        want: Want,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        if let AccessKind::Function {
            object,
            is_super: false,
            instance,
        } = &access.kind
            && let Some(id) = replacement(self.env.db, instance.id)
        {
            let ty = Ty::null(Ty::new(TyKind::Function(instance.function_ty())));
            let value = self.coerce(value, ty, Reason::Plain);
            let place = match object {
                Some(object) => Place::Field {
                    object: *object,
                    field: id,
                },
                None => Place::Static(id),
            };
            return self.push_at(Expr::Assign { place, value }, ty, range, point);
        }
        if let AccessKind::Entry { map, key, .. } = access.kind {
            return self.entry_set(map, key, value, want, (range, point));
        }
        if let AccessKind::ByName { object, name, .. } = access.kind {
            return self.write_by_name(object, name, value, want, (range, point));
        }
        if let AccessKind::Element { object, index } = access.kind {
            return self.element_set(object, index, value, want, (range, point));
        }
        if let AccessKind::Variable {
            object,
            id,
            ty,
            access: FieldAccess::Property(_, side),
        } = access.kind
            && self.effective(id, side) == Accessor::Method
        {
            let Some(setter) = self.accessor(object, id, "set", range) else {
                return self.without_accessor(id, "set", range);
            };
            let value = match setter.params.first() {
                Some(param) => self.coerce(value, param.ty, Reason::Plain),
                None => value,
            };
            let given = self.call_accessor(object, &setter, vec![value], (range, point));
            if self.is_void(setter.result) {
                return given;
            }
            return self.coerce(given, ty, Reason::Plain);
        }
        if let AccessKind::Error = access.kind {
            return self.error_expr(range);
        }
        let ty = self.ty(value);
        match self.place(access) {
            Some(place) => self.push_at(Expr::Assign { place, value }, ty, range, point),
            None => self.error_expr(range),
        }
    }
}
