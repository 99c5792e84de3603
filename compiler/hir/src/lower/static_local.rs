//! Static variables of functions: `static var count = 0;` in a body. Each is a static variable of the class around,
//! which nothing but the rest of its block sees by name: its initialiser runs with those of the class.
//!
//! The initialiser is lowered where it stands, with the types of the body around it, so that uses of the variable may
//! say what it is; its code becomes a body of its own, since nothing of the function runs it. What declarations of a
//! class are does not depend on bodies, so these variables are no members there: the program gets them from
//! [`LoweredBody::statics`](super::LoweredBody), where it is put together.

use super::{Frame, Later, LoweredBody, Lowering, Reason, entry};
use crate::definition::named_member;
use crate::{Body, BodySpans, Expr, ExprId, FieldAccess, LocalId, Ty, TyKind, TypedBody};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, Name, Space, TextRange};
use hx2rs_syntax::ast::{self, VarDeclaration};
use std::collections::HashSet;

/// What a name of the body means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Named {
    /// A variable of the call.
    Local(LocalId),
    /// A static variable of the body, by its position among them.
    Static(usize),
}

/// A static variable of a body while that is lowered.
pub(super) struct Pending {
    pub(super) id: MemberId,
    pub(super) ty: Ty,
    pub(super) access: FieldAccess,
    range: TextRange,
    /// The code of the initialiser, and what is checked of it when all types are known.
    code: Option<Code>,
}

/// A body that is lowered inside of another one.
#[derive(Default)]
struct Code {
    body: Body,
    spans: BodySpans,
    later: Vec<Later>,
}

/// A static variable of a body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaticLocal {
    /// It as a static variable of the class around.
    pub id: MemberId,
    /// Its type.
    pub ty: Ty,
    /// `var` or `final`.
    pub access: FieldAccess,
    /// Its name in the body.
    pub range: TextRange,
    /// What it starts with. Places count from the start of the body around.
    pub initialiser: Option<TypedBody>,
}

impl Lowering<'_> {
    /// `static var x = value;`.
    pub(super) fn static_variable(&mut self, variable: &VarDeclaration) -> ExprId {
        let VarDeclaration { name, range, .. } = *variable;
        let declared = variable.ty.map(|ty| self.annotated(ty));
        let mut ty = declared;
        let code = variable.init.map(|init| {
            let (value, code) = self.apart(init, declared, name);
            ty = ty.or(Some(value));
            code
        });
        let ty = ty.unwrap_or_else(|| self.fresh());
        let access = if variable.is_final {
            FieldAccess::Final
        } else {
            FieldAccess::Variable
        };
        let position = self.statics.len();
        let id = self.static_id(name);
        self.statics.push(Pending {
            id,
            ty,
            access,
            range: name.range,
            code,
        });
        self.bind_as(name.name, Named::Static(position));
        self.push(Expr::Block(Box::default()), Ty::new(TyKind::Void), range)
    }

    /// The static variable of the class: named after the function, as officially, which no other static may be.
    fn static_id(&mut self, name: ast::Ident) -> MemberId {
        let owner = self.env.owner();
        let base = format!("{}_{}", self.env.member.source_name(), name.name);
        let mut number = 1;
        loop {
            let whole = match number {
                1 => Name::new(&base),
                more => Name::new(&format!("{base}_{more}")),
            };
            let id = MemberId::new(owner, whole, Space::Static);
            let declared = named_member(self.env.db, owner, whole, Space::Static);
            let twin = self.statics.iter().find(|other| other.id == id);
            if declared.is_none() && twin.is_none() {
                return id;
            }
            let first = match twin {
                Some(twin) => Some(self.span(twin.range)),
                None => declared.and_then(|item| self.declaration(item.id)),
            };
            let what = format!("as a static of the class, `{}` is `{whole}`", name.name);
            let mut diagnostic =
                Diagnostic::new(codes::DUPLICATE_MEMBER, self.span(name.range), what)
                    .label("there is another static of this name")
                    .help("call one of them something else");
            if let Some(first) = first {
                diagnostic = diagnostic.secondary(first, "the other one");
            }
            self.report(diagnostic);
            number += 1;
        }
    }

    /// Lowers an initialiser into a body of its own. Variables of the function are not there when it runs.
    fn apart(&mut self, init: ast::ExprId, declared: Option<Ty>, name: ast::Ident) -> (Ty, Code) {
        let range = self.range(init);
        let mut code = Code::default();
        self.exchange(&mut code);
        let scopes = std::mem::replace(&mut self.scopes, vec![Vec::new()]);
        let frames = std::mem::take(&mut self.frames);
        self.frames.push(Frame {
            closure: None,
            result: Ty::new(TyKind::Error),
            result_reason: Reason::Plain,
            returns_value: false,
            loops: 0,
            captures: Vec::new(),
            captures_this: false,
        });
        let guards = std::mem::take(&mut self.guards);
        let input = self.extractor_input.take();
        let sets = (
            std::mem::take(&mut self.counters),
            std::mem::take(&mut self.loose_locals),
            std::mem::take(&mut self.loose_numbers),
            std::mem::take(&mut self.field_names),
            std::mem::take(&mut self.held_field_names),
        );
        let value = match declared {
            Some(ty) => {
                let reason = Reason::Declared(name.name, self.span(name.range));
                self.value_as(init, ty, reason)
            }
            None => self.value(init, None),
        };
        let ty = self.ty(value);
        self.body.root = Some(value);
        let uses_this = self.body.exprs.iter().any(|(_, expr)| *expr == Expr::This);
        (
            self.counters,
            self.loose_locals,
            self.loose_numbers,
            self.field_names,
            self.held_field_names,
        ) = sets;
        self.extractor_input = input;
        self.guards = guards;
        self.frames = frames;
        self.scopes = scopes;
        self.exchange(&mut code);
        if uses_this {
            let what = "there is no this where a static variable gets its value";
            self.report_at(codes::NO_THIS, range, what);
        }
        (ty, code)
    }

    fn exchange(&mut self, code: &mut Code) {
        std::mem::swap(&mut self.body, &mut code.body);
        std::mem::swap(&mut self.spans, &mut code.spans);
        std::mem::swap(&mut self.later, &mut code.later);
    }

    /// Closes the initialisers of the static variables, when the types of the body are known.
    pub(super) fn finish_statics(&mut self) -> Vec<StaticLocal> {
        let pending = std::mem::take(&mut self.statics);
        self.loose_numbers = HashSet::new();
        let finished = pending.into_iter().map(|pending| {
            let initialiser = pending.code.map(|mut code| {
                self.exchange(&mut code);
                let (body, spans) = self.finish_body();
                self.exchange(&mut code);
                TypedBody::new(body, spans)
            });
            StaticLocal {
                id: pending.id,
                ty: self.table.close(pending.ty),
                access: pending.access,
                range: pending.range,
                initialiser,
            }
        });
        finished.collect()
    }
}

impl LoweredBody {
    /// What the analyses of bodies say of the initialisers of static variables.
    pub(super) fn check_statics(
        statics: &[StaticLocal],
        env: &super::environment::Environment<'_>,
        found: &mut Vec<Diagnostic>,
    ) {
        for (variable, typed) in statics
            .iter()
            .filter_map(|it| Some((it, it.initialiser.as_ref()?)))
        {
            let place = entry::place_of_end(env, &typed.spans, variable.range);
            super::flow::check(&typed.body, &place, found);
        }
    }
}
