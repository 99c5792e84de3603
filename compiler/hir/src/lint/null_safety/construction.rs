//! What a constructor does to an object that is not complete yet: variables of the class whose types have no null are null
//! until it sets them. Until the last of them is set, null safety lets nobody see `this` (as a value, in a function expression,
//! as the object of a method), and no variable is read before it is set itself.
//!
//! Only plain steps set a variable: assignments in a row, on both ways of an `if`, in a `do … while`. What stands in another loop,
//! in a `switch` or a `try` counts as a use. This is about order, not about values; those are `walk`'s.

#![allow(clippy::wildcard_enum_match_arm)] // Few forms of expressions are about `this`.

use super::{Mode, must_be_set};
use crate::definition::{MemberItem, body_tree, member_item, members};
use crate::lint::{Around, Context};
use crate::lower::infer_body;
use crate::{Body, BodySpans, Callee, Const, Conversion, Expr, ExprId, LocalId, LocalKind, Place};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Db, DefId, Diagnostic, MemberId, Name, Space};
use std::collections::BTreeSet;

/// The constructor that a class has, if it has one.
fn constructor(class: DefId) -> MemberId {
    MemberId::new(class, Name::new("new"), Space::Instance)
}

/// Whether the constructor of its class sets a variable for sure.
pub(super) fn sets(db: &dyn Db, field: &MemberItem) -> bool {
    let constructor = constructor(field.id.owner());
    if member_item(db, constructor).is_some_and(|item| item.of_literals) {
        return true;
    }
    if body_tree(db, constructor).is_none() {
        return false;
    }
    let lowered = infer_body(db, constructor);
    let Some(typed) = &lowered.body else {
        return false;
    };
    let missing = BTreeSet::from([field.id]);
    let way = Way::through(db, &typed.body, &typed.spans, missing);
    way.missing.is_empty()
}

/// Reports uses of an object that is not complete, if the body is a constructor.
pub(super) fn check(context: &Context<'_>, sink: &mut Vec<Diagnostic>) {
    let class = context.member.owner();
    if context.member != constructor(class) {
        return;
    }
    let fields = members(context.db, class).list.iter();
    let missing = fields
        .filter(|item| {
            let is_off = Mode::of(&Around::new(context.db, item.id, item)) == Mode::Off;
            item.id.space() == Space::Instance && !is_off && must_be_set(context.db, item)
        })
        .map(|item| item.id);
    let missing = missing.collect();
    let way = Way::through(context.db, context.body, context.spans, missing);
    for (id, used) in way.found {
        let (message, help) = match used {
            Used::Field(field) => (
                format!("`{}` is used before the constructor sets it", field.name()),
                "set it first, or give it a value where it is declared",
            ),
            Used::Method(method) => (
                format!(
                    "`{}` is used before the constructor sets all variables",
                    method.name()
                ),
                "set all variables first whose types have no null",
            ),
            Used::This => (
                "`this` is used before the constructor sets all variables".to_owned(),
                "set all variables first whose types have no null",
            ),
        };
        let span = context.expr_span(id);
        if sink.iter().any(|found| found.primary() == Some(span)) {
            continue;
        }
        sink.push(Diagnostic::new(codes::NULL_SAFETY, span, message).help(help));
    }
}

/// What is used too early.
enum Used {
    Field(MemberId),
    Method(MemberId),
    This,
}

/// The way through a constructor.
struct Way<'a> {
    db: &'a dyn Db,
    body: &'a Body,
    spans: &'a BodySpans,
    /// The variables that are not set yet.
    missing: BTreeSet<MemberId>,
    /// The variables of the body that hold `this`.
    copies: BTreeSet<LocalId>,
    found: Vec<(ExprId, Used)>,
}

impl<'a> Way<'a> {
    fn through(
        db: &'a dyn Db,
        body: &'a Body,
        spans: &'a BodySpans,
        missing: BTreeSet<MemberId>,
    ) -> Self {
        let mut way = Self {
            db,
            body,
            spans,
            missing,
            copies: BTreeSet::new(),
            found: Vec::new(),
        };
        if let Some(root) = body.root {
            way.step(root);
        }
        way
    }

    /// A step that may set variables.
    fn step(&mut self, id: ExprId) {
        let body = self.body;
        if self.missing.is_empty() {
            return;
        }
        if self.is_within_off(id) {
            return self.uses(id, false);
        }
        match &body.exprs[id] {
            Expr::Block(steps) => steps.iter().for_each(|step| self.step(*step)),
            Expr::Convert { operand, .. } => self.step(*operand),
            Expr::Assign {
                place: Place::Field { object, field },
                value,
            } if self.is_this(*object) => {
                self.missing.remove(field);
                self.step(*value);
            }
            Expr::If {
                condition: _,
                then,
                otherwise: Some(otherwise),
            } => {
                let start = self.missing.clone();
                self.step(*then);
                let first = std::mem::replace(&mut self.missing, start);
                self.step(*otherwise);
                self.missing.extend(first);
            }
            Expr::While {
                condition,
                body: turn,
                first_run: true,
            } => {
                self.uses(*condition, false);
                self.step(*turn);
            }
            // A loop whose turns are known is a row of steps.
            Expr::ForRange {
                from,
                to,
                body: turn,
                ..
            } => match (&body.exprs[*from], &body.exprs[*to]) {
                (Expr::Const(Const::Int(from)), Expr::Const(Const::Int(to))) if from < to => {
                    self.step(*turn);
                }
                _ => self.uses(id, false),
            },
            _ => self.uses(id, false),
        }
    }

    /// Something that sets nothing. In a function expression nothing of `this` is to be seen, whenever it runs.
    fn uses(&mut self, id: ExprId, is_later: bool) {
        let body = self.body;
        let expr = &body.exprs[id];
        if self.missing.is_empty() {
            return;
        }
        match expr {
            Expr::This => return self.report(id, Used::This),
            Expr::Local(local) if self.copies.contains(local) => {
                return self.report(id, Used::This);
            }
            Expr::Let {
                local,
                value: Some(value),
            } if self.is_this(*value) => {
                self.copies.insert(*local);
                return;
            }
            Expr::Closure(closure) => return self.uses(body.closures[*closure].body, true),
            _ => {}
        }
        if is_later {
            return expr.for_each_part(body, &mut |part| self.uses(part, true));
        }
        match expr {
            Expr::Field { object, field } if self.is_this(*object) => self.reads(id, *field),
            Expr::BoundMethod { object, method } if self.is_this(*object) => {
                self.report(id, Used::Method(*method));
            }
            Expr::Call { callee, arguments } => {
                match callee {
                    Callee::Method { object, method, .. } if self.is_this(*object) => {
                        // What is inlined is no call: its code stands here.
                        let item = member_item(self.db, *method);
                        if !item.is_some_and(|item| item.is_inline) {
                            self.report(id, Used::Method(*method));
                        }
                    }
                    Callee::Value(function) => match &body.exprs[*function] {
                        Expr::Field { object, field } if self.is_this(*object) => {
                            self.report(id, Used::Method(*field));
                        }
                        _ => self.uses(*function, false),
                    },
                    callee => callee.for_each_part(&mut |part| self.uses(part, false)),
                }
                for argument in arguments {
                    self.uses(*argument, false);
                }
            }
            Expr::Assign {
                place: Place::Field { object, field },
                value,
            }
            | Expr::Update {
                place: Place::Field { object, field },
                value,
                ..
            } if self.is_this(*object) => {
                self.reads(id, *field);
                self.uses(*value, false);
            }
            expr => expr.for_each_part(body, &mut |part| self.uses(part, false)),
        }
    }

    fn reads(&mut self, id: ExprId, field: MemberId) {
        if self.missing.contains(&field) {
            self.report(id, Used::Field(field));
        }
    }

    /// `@:nullSafety(Off)` hides what it stands before, and `this` in all of it; not what else happens within.
    fn report(&mut self, id: ExprId, used: Used) {
        let range = self.spans.exprs[id];
        let is_off = match &used {
            Used::Field(_) => false,
            Used::Method(_) => self.spans.null_unsafe.contains(&range),
            Used::This => self.is_within_off(id),
        };
        if !is_off {
            self.found.push((id, used));
        }
    }

    fn is_within_off(&self, id: ExprId) -> bool {
        let range = self.spans.exprs[id];
        let mut off = self.spans.null_unsafe.iter();
        off.any(|off| off.start <= range.start && range.end <= off.end)
    }

    fn is_this(&self, id: ExprId) -> bool {
        match &self.body.exprs[id] {
            Expr::This => true,
            // A temporary of the lowering: `this.x ??= y` reads `this` once.
            Expr::Local(local) => {
                self.copies.contains(local) && self.body.locals[*local].kind == LocalKind::Temporary
            }
            Expr::Convert {
                kind: Conversion::Upcast | Conversion::Reinterpret | Conversion::ToDynamic,
                operand,
            } => self.is_this(*operand),
            _ => false,
        }
    }
}
