//! `f.bind(a, _, b)`: a function with some of the arguments of another one given already. They are evaluated at once.
//! What is left out behind them stays a parameter, unless it is optional: then it is left out of the call, too.

use super::access::{Access, AccessKind, Instance};
use super::{Lowering, Reason};
use crate::definition::MemberForm;
use crate::{Callee, Const, Expr, ExprId, FunctionKind, FunctionTy, LocalId, Param, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Name, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// Where an argument of the bound function comes from.
enum Argument {
    Given(LocalId),
    /// A parameter of the new function.
    Open,
    Absent(Ty),
}

impl Lowering<'_> {
    /// `receiver.bind(args)`, if the receiver is a function; else what `receiver` names, to go on with.
    pub(super) fn bind_call(
        &mut self,
        receiver: ast::ExprId,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> Result<ExprId, Access> {
        let left = self.access(receiver);
        if matches!(
            left.kind,
            AccessKind::Type(_) | AccessKind::Path(_) | AccessKind::Super | AccessKind::Error
        ) {
            return Err(left);
        }
        let (place, point) = (left.range, left.point);
        let object = self.read(left);
        let wide = self.expanded(self.ty(object)).without_null();
        if let TyKind::Function(function) = self.expanded(wide).kind() {
            return Ok(self.bound(object, function, args, range));
        }
        Err(Access {
            kind: AccessKind::Value(object),
            range: place,
            point,
        })
    }

    fn bound(
        &mut self,
        object: ExprId,
        function: &FunctionTy,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> ExprId {
        if let Some(extra) = args.get(function.params.len()) {
            let (place, count) = (self.range(*extra), function.params.len());
            let taken = crate::annotation::count(count, "argument");
            let what = format!("too many arguments: the function takes {taken}");
            self.report_at(codes::ARGUMENT_COUNT, place, what);
            return self.error_expr(range);
        }
        let (keep, held) = self.hold(object);
        let mut steps = vec![keep];
        let (mut arguments, mut params) = (Vec::new(), Vec::new());
        for (at, param) in function.params.iter().enumerate() {
            let name = param.name.unwrap_or_else(|| Name::new(&format!("a{at}")));
            let is_hole = |arg: &ast::ExprId| matches!(self.ast.expr(*arg).kind, ExprKind::Ident(name) if name.as_str() == "_");
            match args.get(at) {
                Some(arg) if !is_hole(arg) => {
                    let value = self.value_as(*arg, param.ty, Reason::Argument(name, None));
                    let (keep, local) = self.hold(value);
                    steps.push(keep);
                    arguments.push(Argument::Given(local));
                }
                None if param.optional && !param.rest => arguments.push(Argument::Absent(param.ty)),
                Some(_) | None => {
                    arguments.push(Argument::Open);
                    params.push(Param {
                        name,
                        ty: param.ty,
                        optional: param.optional,
                        default: None,
                        rest: param.rest,
                    });
                }
            }
        }
        let instance = Instance {
            id: self.env.member,
            form: MemberForm::Function(FunctionKind::Static),
            params,
            result: function.result,
            own: Vec::new(),
            made: Vec::new(),
        };
        let value = self.wrapped(&instance, range, |lowering, open| {
            let mut open = open.into_iter();
            let callee = Callee::Value(lowering.local(held, range));
            let arguments = arguments.into_iter().map(|argument| match argument {
                Argument::Given(local) => lowering.local(local, range),
                Argument::Open => open.next().unwrap_or_else(|| lowering.error_expr(range)),
                Argument::Absent(ty) if lowering.takes_place(ty) => {
                    let place = lowering.place_of_call(Vec::new(), range);
                    lowering.coerce(place, ty, Reason::Plain)
                }
                Argument::Absent(ty) => {
                    lowering.push(Expr::Const(Const::Null), Ty::null(ty), range)
                }
            });
            let arguments: Vec<ExprId> = arguments.collect();
            Expr::Call {
                callee,
                arguments: arguments.into(),
            }
        });
        self.sequence(steps, value, range)
    }
}
