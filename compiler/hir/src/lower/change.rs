//! Functions of an abstract that change `this`: officially they are `inline`, so the variable that they are called on
//! changes. Here they give what `this` has become, together with their value if they have one, and the caller writes it
//! where the object came from.
//!
//! Which functions these are ([`changes_this`]) is seen in their code without its types. What they give at run time is
//! [`given`]: engines know nothing of it.

use super::access::{Access, AccessKind, Instance};
use super::held::Held;
use super::{Lowering, Reason, Want};
use crate::definition::{Form, MemberForm, body_tree, member_item, members, shape};
use crate::role::Role;
use crate::{Callee, Expr, ExprId, FieldAccess, FunctionKind, LocalId, StructureField, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Db, DefId, Diagnostic, Id, MemberId, Name, Project, Space, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// The fields of what a function gives that changes `this` and has a value.
const VALUE: &str = "value";
const CHANGED: &str = "changed";

/// Whether the field of this name, or one of its accessors if it is a property, changes `this`.
pub(super) fn use_changes_this(db: &dyn Db, owner: DefId, name: Name) -> bool {
    let accessors = ["", "get_", "set_"];
    accessors.iter().any(|prefix| {
        let function = Name::new(&format!("{prefix}{name}"));
        changes_this(db, MemberId::new(owner, function, Space::Instance))
    })
}

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
    let is_abstract = |expr: ast::ExprId| {
        let abstract_ = Name::new("abstract");
        tree.expr(expr).kind == ExprKind::Ident(abstract_)
    };
    let calls = |name: Name| {
        let called = MemberId::new(member.owner(), name, Space::Instance);
        called != member && changes_this(db, called)
    };
    #[allow(clippy::wildcard_enum_match_arm)] // Few expressions name a field of `this`.
    let sets = |target: ast::ExprId| match tree.expr(target).kind {
        ExprKind::This => true,
        ExprKind::Ident(name) => calls(Name::new(&format!("set_{name}"))),
        ExprKind::Field { receiver, name, .. } if is_abstract(receiver) => {
            calls(Name::new(&format!("set_{name}")))
        }
        ExprKind::Index { receiver, .. } if is_abstract(receiver) => {
            let all = members(db, member.owner()).list.iter();
            all.filter(|item| item.roles.contains(&Role::Element))
                .any(|item| item.id != member && changes_this(db, item.id))
        }
        _ => false,
    };
    #[allow(clippy::wildcard_enum_match_arm)] // Few expressions change something.
    tree.exprs().any(|(_, expr)| match expr.kind {
        ExprKind::Assign { target, .. } => sets(target),
        ExprKind::Unary {
            op: ast::UnaryOp::Increment | ast::UnaryOp::Decrement,
            operand,
            ..
        } => sets(operand),
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

pub(super) enum Origin {
    /// Its parts are in temporaries, by these steps.
    Held { steps: Vec<ExprId>, held: Held },
    /// The object of a property: only if an accessor is called that changes it, its parts go into temporaries.
    Access(Access),
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
        self.origins
            .known
            .push((object, Origin::Held { steps, held }));
    }

    /// `object[index] op= value` changes a copy of the object, as officially.
    pub(super) fn forget_origin(&mut self, object: ExprId) {
        self.origins.known.retain(|(known, _)| *known != object);
    }

    /// The object as a value that is written back if the function `name` of its abstract changes it.
    pub(super) fn read_for(&mut self, left: Access, name: Name) -> ExprId {
        let db = self.env.db;
        let (range, point) = (left.range, left.point);
        let Some(ty) = self.changeable(&left) else {
            return self.read(left);
        };
        let owner = self.abstract_of(ty).map(|(owner, _)| owner);
        let is_method = |owner| changes_this(db, MemberId::new(owner, name, Space::Instance));
        if !owner.is_some_and(is_method) {
            let is_property = owner.is_some_and(|owner| use_changes_this(db, owner, name));
            if is_property || self.role_changes(ty, Role::Field) {
                return self.read_with_origin(left);
            }
            return self.read(left);
        }
        let (steps, held) = self.hold_access(left);
        let Some(held) = held else {
            return self.error_expr(range);
        };
        self.read_origin((&held, ty), steps, (range, point))
    }

    /// The object of `object[index]`.
    pub(super) fn read_for_element(&mut self, left: Access) -> ExprId {
        let ty = self.changeable(&left);
        if ty.is_some_and(|ty| self.role_changes(ty, Role::Element)) {
            return self.read_with_origin(left);
        }
        self.read(left)
    }

    fn role_changes(&self, ty: Ty, role: Role) -> bool {
        let functions = self.with_role(ty, role);
        functions.iter().any(|id| changes_this(self.env.db, *id))
    }

    fn read_with_origin(&mut self, left: Access) -> ExprId {
        let object = self.read(left.clone());
        self.origins.known.push((object, Origin::Access(left)));
        object
    }

    /// The type of a variable that functions of its abstract may change.
    fn changeable(&self, left: &Access) -> Option<Ty> {
        #[allow(clippy::wildcard_enum_match_arm)] // What is in no variable changes nothing.
        match &left.kind {
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
            _ => None,
        }
    }

    /// The object of a property that changes it as an access of its own, if it is known where it came from.
    pub(super) fn hold_origin(&mut self, object: ExprId) -> Option<(Vec<ExprId>, Held)> {
        let known = &mut self.origins.known;
        let at = known.iter().rposition(|(at, _)| *at == object)?;
        match known.remove(at).1 {
            Origin::Held { steps, held } => Some((steps, held)),
            Origin::Access(access) => {
                let (steps, held) = self.hold_access(access);
                Some((steps, held?))
            }
        }
    }

    /// The object of a function that changes it.
    pub(super) fn settle_origin(
        &mut self,
        object: ExprId,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let is_access =
            |known: &(ExprId, Origin)| known.0 == object && matches!(known.1, Origin::Access(_));
        if !self.origins.known.iter().any(is_access) {
            return object;
        }
        match self.hold_origin(object) {
            Some((steps, held)) => {
                let ty = self.ty(object);
                self.read_origin((&held, ty), steps, (range, point))
            }
            None => object,
        }
    }

    /// The object of a property, read from where it came from, which an accessor may change.
    pub(super) fn read_origin(
        &mut self,
        (origin, ty): (&Held, Ty),
        steps: Vec<ExprId>,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let again = self.again(origin, range, point);
        let object = self.read(again);
        // In the abstract itself the variable is `this`, which has the type below.
        let is_same = self.table.resolve(self.ty(object)) == self.table.resolve(ty);
        let object = if is_same {
            object
        } else {
            self.reinterpret(object, ty)
        };
        self.note_origin(object, steps, origin.clone());
        object
    }

    /// A call of an accessor that changes `this`.
    pub(super) fn call_changing_accessor(
        &mut self,
        object: ExprId,
        accessor: &Instance,
        mut arguments: Vec<ExprId>,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        // What the value's code changes, the accessor sees.
        let mut before = Vec::new();
        for argument in &mut arguments {
            if !matches!(self.body.exprs[*argument], Expr::Const(_) | Expr::Local(_)) {
                let (keep, local) = self.hold(*argument);
                before.push(keep);
                *argument = self.local(local, range);
            }
        }
        let object = self.settle_origin(object, (range, point));
        let (callee, arguments) = self.member_callee(Some(object), accessor.id, arguments);
        let place = (range, point);
        let value = self.write_back(callee, arguments, object, accessor.result, place);
        self.sequence(before, value, range)
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
        let Some((mut steps, held)) = self.hold_origin(object) else {
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
