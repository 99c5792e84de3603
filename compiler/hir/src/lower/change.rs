//! Functions of an abstract that change `this`: officially they are `inline`, so the variable that they are called on
//! changes. Here they give what `this` has become, together with their value if they have one, and the caller writes it
//! where the object came from.
//!
//! Which functions these are ([`changes_this`]) is seen in their code without its types. What they give at run time is
//! [`given`]: engines know nothing of it.

use super::assign::Held;
use super::{Lowering, Reason, Want};
use crate::definition::{Form, MemberForm, body_tree, member_item, shape};
use crate::{Callee, Expr, ExprId, FieldAccess, FunctionKind, LocalId, StructureField, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Db, Diagnostic, Id, MemberId, Name, Project, Space, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// The fields of what a function gives that changes `this` and has a value.
const VALUE: &str = "value";
const CHANGED: &str = "changed";

/// Whether a function of an abstract changes `this`.
pub(crate) fn changes_this(db: &dyn Db, member: MemberId) -> bool {
    let of_abstract = shape(db, member.owner())
        .is_some_and(|shape| matches!(shape.form, Form::Abstract | Form::EnumAbstract));
    of_abstract && *changes_this_query(db, db.project(), member)
}

#[salsa::tracked(cycle_result = changes_this_cycle)]
fn changes_this_query(db: &dyn Db, _project: Project, member: MemberId) -> bool {
    let is_method = member_item(db, member)
        .is_some_and(|item| item.form == MemberForm::Function(FunctionKind::Method));
    let Some(tree) = body_tree(db, member).filter(|_| is_method) else {
        return false;
    };
    let is_this = |expr: ast::ExprId| matches!(tree.expr(expr).kind, ExprKind::This);
    let is_abstract = |expr: ast::ExprId| {
        let abstract_ = Name::new("abstract");
        tree.expr(expr).kind == ExprKind::Ident(abstract_)
    };
    let calls = |name: Name| {
        let called = MemberId::new(member.owner(), name, Space::Instance);
        called != member && changes_this(db, called)
    };
    #[allow(clippy::wildcard_enum_match_arm)] // Few expressions change something.
    tree.exprs().any(|(_, expr)| match expr.kind {
        ExprKind::Assign { target, .. } => is_this(target),
        ExprKind::Unary {
            op: ast::UnaryOp::Increment | ast::UnaryOp::Decrement,
            operand,
            ..
        } => is_this(operand),
        ExprKind::Call { callee, .. } => match tree.expr(callee).kind {
            ExprKind::Ident(name) => calls(name),
            ExprKind::Field { receiver, name, .. } if is_abstract(receiver) => calls(name),
            _ => false,
        },
        _ => false,
    })
}

/// Functions that only call each other change nothing.
fn changes_this_cycle(_db: &dyn Db, _id: salsa::Id, _project: Project, _member: MemberId) -> bool {
    false
}

/// What a function that changes `this` gives at run time: what the abstract is there, or that beside its own result.
pub(crate) fn given(result: Ty, this: Ty) -> Ty {
    if result.is(&TyKind::Void) {
        return this;
    }
    let field = |name: &str, ty: Ty| StructureField {
        name: Name::new(name),
        ty,
        optional: false,
        access: FieldAccess::Variable,
    };
    let fields = [field(CHANGED, this), field(VALUE, result)];
    Ty::new(TyKind::Structure(fields.into()))
}

/// Where objects came from on which functions are about to be called.
#[derive(Default)]
pub(super) struct Origins {
    known: Vec<(ExprId, Origin)>,
}

impl Origins {
    /// Takes back what was noted of expressions from this number on.
    pub(super) fn forget(&mut self, exprs: usize) {
        self.known.retain(|(object, _)| object.index() < exprs);
    }
}

pub(super) struct Origin {
    steps: Vec<ExprId>,
    held: Held,
}

impl Lowering<'_> {
    /// Whether this is the code of a function that changes `this`, outside of function expressions.
    pub(super) fn in_change(&self) -> bool {
        self.changing && self.frames.len() == 1
    }

    /// The function's end: what `this` is now, and its value.
    pub(super) fn return_change(&mut self, value: Option<ExprId>, range: TextRange) -> ExprId {
        let Some(this) = self.this_local else {
            return self.error_expr(range);
        };
        let own = self.body.locals[this].ty;
        let given = match value {
            None => self.local(this, range),
            Some(value) => {
                let ty = given(self.ty(value), own);
                let now = self.local(this, range);
                let fields = vec![(Name::new(VALUE), value), (Name::new(CHANGED), now)];
                self.push(Expr::Structure(fields.into()), ty, range)
            }
        };
        self.diverging(Expr::Return(Some(given)), range)
    }

    /// The code of a function that changes `this` without a value: at its end it gives what `this` is.
    pub(super) fn changed_at_end(&mut self, root: ExprId) -> ExprId {
        let end = self.spans.exprs[root].end;
        let end = self.return_change(None, TextRange::new(end, end));
        let mut steps = self.body.exprs[root].statements(root);
        steps.push(end);
        let range = self.spans.exprs[root];
        self.push(Expr::Block(steps.into()), Ty::new(TyKind::Void), range)
    }

    /// Remembers where the object of a call comes from.
    pub(super) fn note_origin(&mut self, object: ExprId, steps: Vec<ExprId>, held: Held) {
        self.origins.known.push((object, Origin { steps, held }));
    }

    /// The object as a value that is written back if the function `name` of its abstract changes it.
    pub(super) fn read_for(&mut self, left: super::access::Access, name: Name) -> ExprId {
        use super::access::AccessKind;
        let (range, point) = (left.range, left.point);
        #[allow(clippy::wildcard_enum_match_arm)] // What is in no variable changes nothing.
        let can_change = match &left.kind {
            AccessKind::Local(local) => Some(self.body.locals[*local].ty),
            AccessKind::Variable { id, ty, access, .. } => match access {
                FieldAccess::Property(_, set) => {
                    let set = self.effective(*id, *set);
                    Some(*ty).filter(|_| set == crate::Accessor::Default)
                }
                FieldAccess::Variable | FieldAccess::Final | FieldAccess::Method => Some(*ty),
            },
            AccessKind::StructureField { field, .. } => Some(field.ty),
            AccessKind::Index { ty, .. } => Some(*ty),
            AccessKind::Entry { value_ty, .. } => Some(*value_ty),
            _ => None,
        };
        let changed = can_change.and_then(|ty| {
            let (owner, _) = self.abstract_of(ty)?;
            let function = MemberId::new(owner, name, Space::Instance);
            changes_this(self.env.db, function).then_some(())
        });
        if changed.is_none() {
            return self.read(left);
        }
        let (steps, held) = self.hold_access(left);
        let Some(held) = held else {
            return self.error_expr(range);
        };
        let again = self.again(&held, range, point);
        let object = self.read(again);
        self.note_origin(object, steps, held);
        object
    }

    /// A call of a function that changes `this`, whose object is `object`: what is changed is written, and the value is
    /// that of the function.
    pub(super) fn write_back(
        &mut self,
        callee: Callee,
        arguments: Vec<ExprId>,
        object: ExprId,
        result: Ty,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let known = &mut self.origins.known;
        let origin = known.iter().rposition(|(at, _)| *at == object);
        let origin = origin.map(|at| known.remove(at).1);
        let Some(Origin { mut steps, held }) = origin else {
            let what = "this value cannot be changed: it is in no variable";
            let diagnostic = Diagnostic::new(codes::NOT_ASSIGNABLE, self.span(range), what)
                .help("put it into a variable first");
            self.report(diagnostic);
            return self.error_expr(range);
        };
        let own = self.ty(object);
        let this = self.underlying(own).unwrap_or(own);
        let call = Expr::Call {
            callee,
            arguments: arguments.into(),
        };
        let is_void = self.is_void(result);
        let given = given(
            if is_void {
                Ty::new(TyKind::Void)
            } else {
                result
            },
            this,
        );
        let call = self.push_at(call, given, range, point);
        let (keep, made) = self.hold(call);
        steps.push(keep);
        let mut now = self.local(made, range);
        if !is_void {
            let field = Name::new(CHANGED);
            now = self.push(Expr::StructureField { object: now, field }, this, range);
        }
        let target = self.again(&held, range, point);
        let wanted = self.written_type(&target).map_or(own, |(ty, _)| ty);
        // In the abstract itself `this` is what it is at run time already.
        let is_below = self.table.resolve(wanted) == self.table.resolve(this);
        if !is_below {
            now = self.reinterpret(now, own.without_null());
        }
        let now = self.coerce(now, wanted, Reason::Plain);
        let written = self.write(target, now, Want::Unused, (range, point));
        steps.push(written);
        if is_void {
            return self.push(Expr::Block(steps.into()), Ty::new(TyKind::Void), range);
        }
        let object = self.local(made, range);
        let field = Name::new(VALUE);
        let value = self.push(Expr::StructureField { object, field }, result, range);
        self.sequence(steps, value, range)
    }

    /// Whether a local variable is the `this` of a function that may change it.
    pub(super) fn may_change_this(&mut self, local: LocalId, range: TextRange) -> bool {
        if self.this_local != Some(local) || self.builds_this() {
            return true;
        }
        let item = member_item(self.env.db, self.env.member);
        if item.is_some_and(|item| item.form == MemberForm::Function(FunctionKind::Constructor)) {
            return true;
        }
        if self.frames.len() > 1 {
            self.unsupported(
                range,
                "a function expression that changes the `this` of an abstract",
            );
            return false;
        }
        if item.is_some_and(|item| item.is_inline) {
            return true;
        }
        let what = "only an inline function can change the `this` of an abstract";
        let diagnostic = Diagnostic::new(codes::NOT_ASSIGNABLE, self.span(range), what)
            .help("write `inline function`");
        self.report(diagnostic);
        false
    }
}
