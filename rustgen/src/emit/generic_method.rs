//! Calls of methods with type parameters in a hierarchy. A trait that is used as `dyn` cannot declare them: a function
//! asks the object which of the program's classes it is, and calls that class's method.

use super::{Context, Hold, Receiver, Value};
use crate::code::{Code, ident};
use crate::marks::code;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{ExprId, Ty, TyKind};
use proc_macro2::TokenStream;

/// What is called and on what.
pub(crate) struct GenericCall {
    /// The object; `None` for `this`.
    pub receiver: Option<Value>,
    /// The method that the call names.
    pub method: MemberId,
    /// The method that the static class runs.
    pub found: MemberId,
    /// Whether the receiver is known as a trait only.
    pub is_dyn: bool,
    /// What has to be said of its type parameters.
    pub given: Option<TokenStream>,
    /// The arguments, in the forms of the parameters.
    pub codes: Vec<Code>,
}

impl Context<'_> {
    /// Calls a method with type parameters whose class, or a class above, is a trait.
    pub(crate) fn generic_method(&mut self, expr: ExprId, call: GenericCall, ty: Ty) -> Value {
        let target = if call.is_dyn { call.method } else { call.found };
        let owner = target.owner();
        let escapes = self
            .world
            .plan
            .functions
            .get(&call.method)
            .is_some_and(|plan| plan.this_escapes);
        self.world.same_parameters(call.method, target);
        let item = if call.is_dyn && self.world.differs_below(target) {
            self.world.needs.borrow_mut().dispatches.insert(target);
            let item = self.scope.item(owner);
            let open = self.world.type_params(owner).len();
            let list = (open > 0).then(|| {
                let open = (0..open).map(|_| code!(_));
                code!(<#(#open),*>)
            });
            code!(<dyn #item #list>)
        } else {
            self.scope.struct_item(owner)
        };
        let this = if escapes {
            let counted = match &call.receiver {
                Some(value) => self.own(value),
                None => {
                    let this = self.this_value(expr);
                    this.code.method("clone", &[])
                }
            };
            let seen = call.receiver.as_ref().map(|value| value.repr);
            let is_seen = seen.is_some_and(|repr| {
                let class = self.world.bare(repr.ty).def();
                !repr.null && self.is_dyn(repr) && class == Some(owner)
            });
            if is_seen || !self.world.classes.is_trait(owner) {
                counted.reference()
            } else {
                let item = self.scope.item(owner);
                let open = self.world.type_params(owner).len();
                let list = (open > 0).then(|| {
                    let open = (0..open).map(|_| code!(_));
                    code!(<#(#open),*>)
                });
                counted.cast(code!(Rc<dyn #item #list>)).reference()
            }
        } else {
            self.plain_this(call.receiver.as_ref())
        };
        let rust = ident(&self.world.names.member(target));
        let mut all = vec![this];
        all.extend(call.codes);
        let given = call.given;
        let code = Code::call(code!(#item::#rust #given), &all);
        self.result_as(expr, call.method, code, ty)
    }

    /// A receiver as a plain reference to its object.
    fn plain_this(&self, receiver: Option<&Value>) -> Code {
        match receiver {
            Some(value) => match value.hold {
                Hold::Owned | Hold::Place => value.code.dereference().reference(),
                Hold::Reference | Hold::Guard => value.code.dereference().dereference().reference(),
            },
            None => match self.receiver {
                Receiver::Owned | Receiver::Local | Receiver::LocalTrait | Receiver::Value => {
                    self.this_receiver().dereference().reference()
                }
                Receiver::Counted | Receiver::CountedParameter => {
                    self.this_receiver().dereference().dereference().reference()
                }
                Receiver::Reference
                | Receiver::Trait
                | Receiver::Parameter
                | Receiver::None
                | Receiver::Unborn => self.this_receiver(),
            },
        }
    }
}

impl crate::world::World<'_> {
    /// Whether some instantiated class runs another method than this one.
    pub(crate) fn differs_below(&self, method: MemberId) -> bool {
        let owner = method.owner();
        self.classes.is_interface(owner)
            || self.plan.families.below(owner).any(|def| {
                self.classes.is_instantiated(def)
                    && self.plan.families.method(def, method.name()) != Some(method)
            })
    }

    /// What the one method's type parameters have to be able to do, those of the other have to be as well.
    pub(crate) fn same_parameters(&self, one: MemberId, other: MemberId) {
        let params = |method: MemberId| {
            let found = self.program.functions.get(&method);
            let params = found.map(|found| found.type_params.iter().map(|param| param.id));
            params.map_or_else(Vec::new, Iterator::collect)
        };
        let pairs: Vec<_> = params(one).into_iter().zip(params(other)).collect();
        for (one, other) in pairs {
            if one != other {
                self.bound_edge(one, Ty::new(TyKind::Param(other)));
                self.bound_edge(other, Ty::new(TyKind::Param(one)));
            }
        }
    }
}
