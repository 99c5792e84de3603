//! `==` and `!=`: of values by what they are, of objects by identity.

use super::{Context, Hold, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::hir::{Callee, Const, Equality, Expr, ExprId, Ty};
use proc_macro2::TokenStream;

impl Context<'_> {
    /// An operand as `&str`.
    pub(super) fn compared_operand(&mut self, expr: ExprId) -> Code {
        let operand = self.text_operand(expr);
        super::text::borrowed(&operand).unwrap_or_else(|| operand.dereference().reference())
    }

    /// `==` and `!=`.
    pub(super) fn equality(
        &mut self,
        expr: ExprId,
        equality: Equality,
        left: ExprId,
        right: ExprId,
        same: bool,
    ) -> Code {
        let operator = if same { code!(==) } else { code!(!=) };
        match equality {
            Equality::Int | Equality::Float => {
                let (left, right) = (self.plain(left), self.plain(right));
                Code::binary(Level::Compare, &left, operator, &right)
            }
            Equality::Bool => {
                if let Expr::Const(Const::Bool(value)) = self.body.exprs[right] {
                    return if value == same {
                        self.plain(left)
                    } else {
                        self.negated(left)
                    };
                }
                let (left, right) = (self.plain(left), self.plain(right));
                Code::binary(Level::Compare, &left, operator, &right)
            }
            Equality::Null => self.null_test(left, same),
            Equality::String => self.string_equality(left, right, operator),
            Equality::Nullable => {
                let (first, second) = (self.natural(left), self.natural(right));
                let want = Repr {
                    null: first.null || second.null,
                    ty: first.ty,
                };
                let left = self.owned(left, want);
                let right = self.owned(
                    right,
                    Repr {
                        ty: second.ty,
                        ..want
                    },
                );
                Code::binary(Level::Compare, &left, operator, &right)
            }
            Equality::Function => {
                self.world.needs.borrow_mut().compares_functions = true;
                self.identity(left, right, same)
            }
            Equality::Reference => self.identity(left, right, same),
            Equality::Enum => self.enum_equality(left, right, same),
            Equality::Dynamic => self.dynamic_equality(expr, left, right, same),
        }
    }

    /// `x == null`.
    pub(crate) fn null_test(&mut self, operand: ExprId, same: bool) -> Code {
        let value = self.value(operand);
        if self.world.may_hold_null(value.repr.ty) {
            self.world.need(value.repr.ty, Bound::Null);
            let test = Code::call(code!(hx::is_null), &[self.reference(&value)]);
            return if same { test } else { test.not() };
        }
        if !value.repr.null {
            // The plan knows that null never gets here; the operand's effects stay.
            let result = if same { code!(false) } else { code!(true) };
            // What lies somewhere is there without any call.
            let mut parts = value.code.tokens.clone().into_iter();
            let is_there = value.hold == Hold::Place
                && !parts.any(|part| matches!(part, proc_macro2::TokenTree::Group(_)));
            if !is_there && hx2rs_compiler::mir::reach::has_effect(self.body, operand) {
                let code = &value.code;
                return Code::block(match value.hold {
                    Hold::Owned => {
                        let effect = self.discard(value);
                        code!({ #effect #result })
                    }
                    Hold::Place | Hold::Reference | Hold::Guard => {
                        code!({ let _ = &#code; #result })
                    }
                });
            }
            return Code::tight(result);
        }
        value
            .code
            .method(if same { "is_none" } else { "is_some" }, &[])
    }

    fn string_equality(&mut self, left: ExprId, right: ExprId, operator: TokenStream) -> Code {
        // A literal stands on the right.
        let (left, right) = match self.compared_text(left) {
            Some(_) => (right, left),
            None => (left, right),
        };
        if let Some(text) = self.compared_text(right).map(str::to_owned) {
            let value = self.value(left);
            if value.repr.null {
                let literal = code::text(&text);
                let left = value.code.method("as_deref", &[]);
                let right = Code::call(code!(Some), &[literal]);
                return Code::binary(Level::Compare, &left, operator, &right);
            }
            let left = match value.hold {
                Hold::Owned | Hold::Place => value.code,
                Hold::Reference | Hold::Guard => value.code.dereference(),
            };
            let left = super::text::borrowed(&left).unwrap_or(left);
            if text.is_empty() {
                let empty = left.method("is_empty", &[]);
                return if operator.to_string() == "==" {
                    empty
                } else {
                    empty.not()
                };
            }
            return Code::binary(Level::Compare, &left, operator, &code::text(&text));
        }
        let first = self.value(left);
        let second = self.value(right);
        let side = |context: &Self, value: &Value, null: bool| {
            let place = match value.hold {
                Hold::Owned | Hold::Place => value.code.clone(),
                Hold::Reference | Hold::Guard => value.code.dereference(),
            };
            if null && !value.repr.null {
                Code::call(code!(Some), &[context.own(value)])
            } else {
                place
            }
        };
        let null = first.repr.null || second.repr.null;
        let (first, second) = (side(self, &first, null), side(self, &second, null));
        Code::binary(Level::Compare, &first, operator, &second)
    }

    /// The text of a literal, also where it is seen as one that may be null.
    fn compared_text(&self, expr: ExprId) -> Option<&str> {
        if let Expr::Convert {
            kind: hx2rs_compiler::hir::Conversion::ToNull,
            operand,
        } = self.body.exprs[expr]
        {
            return self.literal_text(operand);
        }
        self.literal_text(expr)
    }

    /// The same object.
    fn identity(&mut self, left: ExprId, right: ExprId, same: bool) -> Code {
        let first = self.value(left);
        let second = self.value(right);
        let (first, second) = (self.whole_function(first), self.whole_function(second));
        let negate = |code: Code| if same { code } else { code.not() };
        let counted = |context: &Self, value: &Value| {
            matches!(
                context.world.kind(value.repr.ty),
                Kind::Class(..) | Kind::Structure(_) | Kind::Function(_)
            )
        };
        let dynamic = |context: &Self, value: &Value| context.is_dyn(value.repr);
        if !first.repr.null && !second.repr.null {
            let (a, b) = (self.reference(&first), self.reference(&second));
            if counted(self, &first)
                && dynamic(self, &first) == dynamic(self, &second)
                && first.repr.ty == second.repr.ty
            {
                return negate(Code::call(code!(Rc::ptr_eq), &[a, b]));
            }
            if counted(self, &first) {
                let (a, b) = (
                    Code::call(code!(Rc::as_ptr), &[a]),
                    Code::call(code!(Rc::as_ptr), &[b]),
                );
                return negate(Code::call(code!(std::ptr::addr_eq), &[a, b]));
            }
            let receiver = first.code;
            return negate(receiver.method("same", &[b]));
        }
        self.world.need(first.repr.ty, Bound::Same);
        self.world.need(second.repr.ty, Bound::Same);
        let want = Repr {
            null: true,
            ..first.repr
        };
        let one = if first.repr.null {
            self.reference(&first)
        } else {
            self.fit(left, first, want).reference()
        };
        let want = Repr {
            null: true,
            ..second.repr
        };
        let other = if second.repr.null {
            self.reference(&second)
        } else {
            self.fit(right, second, want).reference()
        };
        negate(Code::call(code!(hx::same), &[one, other]))
    }

    /// A function value that is made here, as `Rc<dyn Fn…>`.
    fn whole_function(&self, value: Value) -> Value {
        if value.hold != Hold::Owned || value.repr.null {
            return value;
        }
        if !matches!(self.world.kind(value.repr.ty), Kind::Function(_)) {
            return value;
        }
        let known = value.code.tokens.clone().into_iter().take(2).count() == 1
            || value.code.tokens.to_string().starts_with("hx ::");
        if known {
            return value;
        }
        let ty = self.scope.ty(value.repr);
        Value::new(value.code.cast(ty), value.repr)
    }

    /// `x == End`: the only value of a constructor without parameters.
    fn is_constructor(&mut self, left: ExprId, right: ExprId, same: bool) -> Option<Code> {
        let constant = |expr: ExprId| {
            let mut expr = expr;
            if let Expr::Convert {
                kind: hx2rs_compiler::hir::Conversion::ToNull,
                operand,
            } = self.body.exprs[expr]
            {
                expr = operand;
            }
            if let Expr::Call { callee, arguments } = &self.body.exprs[expr]
                && let Callee::Constructor(constructor) = callee
            {
                arguments.is_empty().then_some(*constructor)
            } else {
                None
            }
        };
        let (constructor, other) = match (constant(left), constant(right)) {
            (None, Some(found)) => (found, left),
            (Some(found), None) => (found, right),
            (Some(_), Some(_)) | (None, None) => return None,
        };
        if self.world.is_plain_enum(constructor.owner())
            || !self.world.made_constructors.contains(&constructor)
        {
            return None;
        }
        let value = self.value(other);
        let (subject, matched) = self.subject(other, value, true);
        if !matched.looked_through {
            return None;
        }
        let enumeration = self.scope.item(constructor.owner());
        let variant = code::ident(&self.world.names.member(constructor));
        let pattern = self.some_pattern(&matched, code!(#enumeration::#variant));
        let test = Code::tight(code!(matches!(#subject, #pattern)));
        Some(if same { test } else { test.not() })
    }

    /// Enum values: plain ones by value; others are the same one, or constants of the same constructor.
    fn enum_equality(&mut self, left: ExprId, right: ExprId, same: bool) -> Code {
        if let Some(code) = self.is_constructor(left, right, same) {
            return code;
        }
        let first = self.value(left);
        let second = self.value(right);
        let Kind::Enum(def, _) = self.world.kind(first.repr.ty) else {
            return self.unsupported(left, "this comparison is");
        };
        self.world.needs.borrow_mut().compared_enums.insert(def);
        if self.world.is_plain_enum(def) {
            let null = first.repr.null || second.repr.null;
            let (a, b) = (first.repr, second.repr);
            let first = self.fit(left, first, Repr { null, ..a });
            let second = self.fit(right, second, Repr { null, ..b });
            let operator = if same { code!(==) } else { code!(!=) };
            return Code::binary(Level::Compare, &first, operator, &second);
        }
        let (a, b) = (self.reference(&first), self.reference(&second));
        let code = if first.repr.null || second.repr.null {
            let one = if first.repr.null {
                a
            } else {
                Code::call(code!(Some), &[self.own(&first)]).reference()
            };
            let other = if second.repr.null {
                b
            } else {
                Code::call(code!(Some), &[self.own(&second)]).reference()
            };
            Code::call(code!(hx::same), &[one, other])
        } else {
            Code::call(code!(hx::same), &[a, b])
        };
        if same { code } else { code.not() }
    }

    /// Anything, such as values of a type parameter.
    fn dynamic_equality(&mut self, expr: ExprId, left: ExprId, right: ExprId, same: bool) -> Code {
        let (first_ty, second_ty) = (self.ty(left), self.ty(right));
        let dynamic = |ty: Ty| matches!(self.world.kind(ty), Kind::Dynamic);
        if dynamic(first_ty) != dynamic(second_ty) {
            return self.unsupported(expr, "this comparison is");
        }
        self.world.need(first_ty, Bound::Same);
        self.world.need(second_ty, Bound::Same);
        let first = self.value(left);
        let second = self.value(right);
        let null = first.repr.null || second.repr.null;
        let one = if first.repr.null == null {
            self.reference(&first)
        } else {
            Code::call(code!(Some), &[self.own(&first)]).reference()
        };
        let other = if second.repr.null == null {
            self.reference(&second)
        } else {
            Code::call(code!(Some), &[self.own(&second)]).reference()
        };
        let code = Code::call(code!(hx::same), &[one, other]);
        if same { code } else { code.not() }
    }
}
