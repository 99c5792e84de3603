//! `super(…)`, and what runs of a base class where nobody writes it. Calls of methods of `super` are as other calls
//! ([`super::call`]).

use super::Lowering;
use crate::{Callee, Expr, ExprId, Ty, TyKind, lookup};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::types as codes;
use hx2rs_syntax::ast;

impl Lowering<'_> {
    /// `super(…)`.
    pub(super) fn super_call(&mut self, args: &[ast::ExprId], range: TextRange) -> ExprId {
        let own = lookup::self_type(self.env.db, self.env.owner());
        let in_constructor = self.env.member.name().as_str() == "new" && self.env.has_this;
        let Some(above) = lookup::superclass(self.env.db, own).filter(|_| in_constructor) else {
            self.look_at(args);
            let why = if in_constructor {
                format!("`{}` has no base class", self.env.owner().path())
            } else {
                "super(…) is only possible in a constructor".to_owned()
            };
            self.report_at(codes::NO_SUPER, range, why);
            return self.error_expr(range);
        };
        let Some(class) = above.def() else {
            return self.error_expr(range);
        };
        self.note_this();
        let constructor = lookup::lookup_constructor(self.env.db, above);
        let (constructor, arguments) = match constructor {
            Some(found) => {
                let instance = self.instance(found.id, &found.map, range);
                let arguments = self.arguments_of(&instance, &instance.params, args, range);
                (Some(found.id), arguments)
            }
            None => (None, self.arguments(&[], args, "super", None, range)),
        };
        let call = Expr::Call {
            callee: Callee::SuperConstructor { class, constructor },
            arguments: arguments.into(),
        };
        self.push(call, Ty::new(TyKind::Void), range)
    }

    /// The body of a constructor. A base class without a constructor is not called in the source; the initialisers of
    /// its variables run first all the same.
    pub(super) fn after_bare_base(&mut self, root: ExprId) -> ExprId {
        let own = lookup::self_type(self.env.db, self.env.owner());
        let above = lookup::superclass(self.env.db, own).filter(|_| self.env.has_this);
        let Some((above, class)) = above.and_then(|above| Some((above, above.def()?))) else {
            return root;
        };
        let mut called = lookup::lookup_constructor(self.env.db, above).is_some();
        self.body.for_each_below(root, true, &mut |part| {
            called |= matches!(
                self.body.exprs[part],
                Expr::Call {
                    callee: Callee::SuperConstructor { .. },
                    ..
                }
            );
        });
        if called {
            return root;
        }
        self.note_this();
        let range = TextRange::new(self.spans.exprs[root].start, self.spans.exprs[root].start);
        let call = Expr::Call {
            callee: Callee::SuperConstructor {
                class,
                constructor: None,
            },
            arguments: Box::default(),
        };
        let void = Ty::new(TyKind::Void);
        let call = self.push(call, void, range);
        let mut list = vec![call];
        list.extend(self.body.exprs[root].statements(root));
        let range = self.spans.exprs[root];
        self.push(Expr::Block(list.into()), void, range)
    }
}
