//! The body of one access by name, in the making.

use hx2rs_base::{MemberId, Name, Space};
use hx2rs_hir::{
    Body, BodySpans, Const, Conversion, Expr, ExprId, Header, Local, LocalId, LocalKind, Param, Ty,
    TyKind, TypeParamId, TypedBody,
};
use indexmap::IndexMap;

/// A body in the making.
pub(super) struct Access<'h> {
    header: &'h Header,
    this: Ty,
    body: Body,
    spans: BodySpans,
}

impl<'h> Access<'h> {
    pub(super) fn new(header: &'h Header, this: Ty) -> Self {
        Self {
            header,
            this,
            body: Body::default(),
            spans: BodySpans::default(),
        }
    }

    pub(super) fn push(&mut self, expr: Expr, ty: Ty) -> ExprId {
        self.spans.exprs.push(self.header.range);
        self.spans.points.push(self.header.range.start);
        self.body.types.push(ty);
        self.body.exprs.push(expr)
    }

    pub(super) fn this(&mut self) -> ExprId {
        self.push(Expr::This, self.this)
    }

    /// `left ?? other`, both functions.
    pub(super) fn or(&mut self, left: ExprId, other: Expr) -> ExprId {
        let ty = self.body.ty(left).without_null();
        let right = self.push(other, ty);
        self.push(Expr::Coalesce { left, right }, ty)
    }

    /// The body's only parameter.
    pub(super) fn parameter(&mut self, name: &str, ty: Ty) -> ExprId {
        let local = match self.body.params.first() {
            Some(local) => *local,
            None => {
                let local: LocalId = self.body.locals.push(Local {
                    name: Name::new(name),
                    ty,
                    owner: None,
                    kind: LocalKind::Parameter,
                    assigned: false,
                    captured: false,
                });
                self.spans.locals.push(self.header.range);
                self.body.params.push(local);
                local
            }
        };
        self.push(Expr::Local(local), ty)
    }

    /// The value that is written.
    pub(super) fn value(&mut self, ty: Ty) -> ExprId {
        let value = self.parameter("value", Ty::new(TyKind::Dynamic(None)));
        self.out_of_dynamic(value, ty)
    }

    pub(super) fn out_of_dynamic(&mut self, operand: ExprId, ty: Ty) -> ExprId {
        let kind = if matches!(ty.kind(), TyKind::Dynamic(_)) {
            Conversion::Reinterpret
        } else {
            Conversion::FromDynamic
        };
        if self.body.ty(operand) == ty {
            return operand;
        }
        self.push(Expr::Convert { kind, operand }, ty)
    }

    /// What is given for parameters, out of an array.
    pub(super) fn arguments(&mut self, params: &[Param], map: &[(TypeParamId, Ty)]) -> Vec<ExprId> {
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let list = Ty::array(dynamic);
        let mut made = Vec::new();
        if params.is_empty() {
            self.parameter("arguments", list);
        }
        for (at, param) in params.iter().enumerate() {
            let array = self.parameter("arguments", list);
            let index = self.push(Expr::Const(Const::Int(at as i32)), Ty::new(TyKind::Int));
            let given = self.push(Expr::Index { array, index }, dynamic);
            let ty = param.ty.substitute(map);
            let default = param
                .default
                .clone()
                .filter(|default| *default != Const::Null);
            let Some(default) = default else {
                made.push(self.out_of_dynamic(given, ty));
                continue;
            };
            let left = self.out_of_dynamic(given, Ty::null(ty));
            let own = default.ty().unwrap_or(ty);
            let mut right = self.push(Expr::Const(default), own);
            if own != ty {
                let is_float = *ty.kind() == TyKind::Float && *own.kind() == TyKind::Int;
                let kind = match (is_float, matches!(ty.kind(), TyKind::Dynamic(_))) {
                    (true, _) => Conversion::IntToFloat,
                    (false, true) => Conversion::ToDynamic,
                    (false, false) => Conversion::Reinterpret,
                };
                let operand = right;
                right = self.push(Expr::Convert { kind, operand }, ty);
            }
            made.push(self.push(Expr::Coalesce { left, right }, ty));
        }
        made
    }

    /// The body whose value is this one as Dynamic.
    pub(super) fn gives(
        mut self,
        value: ExprId,
        name: Name,
        mark: &str,
        bodies: &mut IndexMap<MemberId, TypedBody>,
    ) -> MemberId {
        let dynamic = Ty::new(TyKind::Dynamic(None));
        let is_dynamic = matches!(self.body.ty(value).kind(), TyKind::Dynamic(_));
        let root = if is_dynamic {
            value
        } else {
            let kind = Conversion::ToDynamic;
            self.push(
                Expr::Convert {
                    kind,
                    operand: value,
                },
                dynamic,
            )
        };
        self.does(root, name, mark, bodies)
    }

    /// The body that does this.
    pub(super) fn does(
        mut self,
        root: ExprId,
        name: Name,
        mark: &str,
        bodies: &mut IndexMap<MemberId, TypedBody>,
    ) -> MemberId {
        self.body.root = Some(root);
        let space = if matches!(self.this.kind(), TyKind::Void) {
            Space::Static
        } else {
            Space::Instance
        };
        let member = MemberId::new(self.header.id, &*format!("`{name}{mark}"), space);
        bodies.insert(member, TypedBody::new(self.body, self.spans));
        member
    }
}
