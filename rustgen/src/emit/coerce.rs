//! Values whose Rust type changes although their Haxe type only gets another name: containers seen with other elements,
//! functions seen with other parameters, and what is inside both.

use super::closure::called_path;
use super::{Context, Hold, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{ExprId, Ty, TyKind};
use proc_macro2::TokenStream;

impl Context<'_> {
    /// Whether two types are one in Rust.
    pub(crate) fn same_rust(&self, one: Ty, other: Ty) -> bool {
        if one == other {
            return true;
        }
        let plain = |ty| Repr { ty, null: false };
        self.scope.ty(plain(one)).to_string() == self.scope.ty(plain(other)).to_string()
    }

    /// An owned value of the form `have` in the form `want`; `None` where there is no way yet.
    pub(crate) fn coerce(
        &mut self,
        expr: ExprId,
        owned: Code,
        have: Repr,
        want: Repr,
    ) -> Option<Code> {
        if self.same_rust(have.ty, want.ty) {
            return Some(self.fit_null(expr, owned, have, want));
        }
        match (self.world.kind(have.ty), self.world.kind(want.ty)) {
            (_, Kind::Dynamic) => {
                let value = Value::new(owned, have);
                return Some(self.seen_as_dynamic(expr, value, want).code);
            }
            (Kind::Dynamic, Kind::Structure(_)) if self.world.dynamic_views => {
                let code = self.structure_of_dynamic(expr, owned, want.ty)?;
                return Some(self.fit_null(expr, code, Repr { null: true, ..want }, want));
            }
            (Kind::Dynamic, Kind::Array(element)) if self.holds_structures(element) => {
                let code = self.array_of_dynamic(expr, owned, element)?;
                return Some(self.fit_null(expr, code, Repr { null: true, ..want }, want));
            }
            (Kind::Dynamic, _) => {
                if !self.scope.viewed(want.ty) {
                    return None;
                }
                let taken = self.taken(expr, owned, want.ty, code!(hx::take));
                return Some(self.fit_null(expr, taken, Repr { null: true, ..want }, want));
            }
            (_, _) => {}
        }
        let (have_some, want_some) = (plain(have), plain(want));
        if self.world.leads_or_null(have.ty) {
            // Null, if it is one of what is given, stays what it is.
            let present = code!(hx::present);
            let open = if have.null {
                owned.method("and_then", &[Code::tight(present)])
            } else {
                Code::call(present, &[owned])
            };
            if want.null {
                let item = self.fresh("item");
                let inside = self.coerce_some(expr, Code::ident(&item), have.ty, want.ty)?;
                return Some(open.method("map", &[closure(&item, &inside)]));
            }
            let some = open.method("unwrap_or_else", &[self.fault(expr, "")]);
            return self.coerce_some(expr, some, have.ty, want.ty);
        }
        match (have.null, want.null) {
            (false, false) => self.coerce_some(expr, owned, have.ty, want.ty),
            (false, true) => {
                let code = self.coerce_some(expr, owned, have.ty, want.ty)?;
                Some(Code::call(code!(Some), &[code]))
            }
            (true, true) => {
                let item = self.fresh("item");
                let inside = self.coerce_some(expr, Code::ident(&item), have.ty, want.ty)?;
                Some(owned.method("map", &[closure(&item, &inside)]))
            }
            (true, false) => {
                let basic = matches!(
                    self.world.kind(want.ty),
                    Kind::Void | Kind::Int | Kind::Float | Kind::Bool
                );
                if basic {
                    let code = self.coerce(expr, owned, have, Repr { null: true, ..want })?;
                    return Some(code.method("unwrap_or_default", &[]));
                }
                let some = self.fit_null(expr, owned, have, have_some);
                self.coerce(expr, some, have_some, want_some)
            }
        }
    }

    fn coerce_some(&mut self, expr: ExprId, owned: Code, from: Ty, to: Ty) -> Option<Code> {
        let want = Repr {
            ty: to,
            null: false,
        };
        match (self.world.kind(from), self.world.kind(to)) {
            (Kind::Array(one), Kind::Array(other)) => {
                let (up, down) = self.both_ways(expr, one, other)?;
                Some(owned.method("view", &[up, down]))
            }
            (Kind::Map(key, one), Kind::Map(other_key, other)) => {
                if !self.same_rust(self.world.bare(key), self.world.bare(other_key)) {
                    // Only the map itself knows how its keys are told from what is asked for.
                    let have = Repr {
                        ty: from,
                        null: false,
                    };
                    let dynamic = Repr {
                        ty: Ty::new(TyKind::Dynamic(None)),
                        null: true,
                    };
                    let value = self.seen_as_dynamic(expr, Value::new(owned, have), dynamic);
                    let value = self.own(&value);
                    return self.coerce(expr, value, dynamic, want);
                }
                let (up, down) = self.both_ways(expr, one, other)?;
                Some(owned.method("view", &[up, down]))
            }
            (Kind::Function(one), Kind::Function(other)) => {
                self.adapted_function(expr, owned, one, other)
            }
            (Kind::Param(_), Kind::Class(target, _)) => {
                self.world.need(from, crate::world::Bound::Becomes(target));
                if !self.world.classes.is_trait(target) {
                    return Some(owned.method("into", &[]));
                }
                let _ = self.scope.conversion_item(target);
                let name = self.world.conversion_name(target);
                Some(owned.method(&name, &[]))
            }
            (Kind::Int, Kind::Float) => Some(Code::call(code!(f64::from), &[owned])),
            (Kind::Class(base, _), Kind::Class(target, _)) => {
                if self.world.plan.families.is_below(base, target) && self.is_dyn(want) {
                    if !self.keeps_arguments(from, to) {
                        return None;
                    }
                    self.scope.mention(target);
                    self.world.need(from, crate::world::Bound::Static);
                    let rust = self.scope.ty(want);
                    return Some(owned.cast(rust));
                }
                if !self.world.plan.families.is_below(target, base) {
                    return None;
                }
                let test = self.type_test_method(base, target)?;
                let position = code::text(&self.position(expr));
                let (from, to) = {
                    let path = |def| code::text(&self.world.program.path(def));
                    (path(base), path(target))
                };
                let failed = Code::new(
                    Level::Jump,
                    code!(|| hx::failed_cast(#from, #to, #position)),
                );
                Some(owned.method(&test, &[]).method("unwrap_or_else", &[failed]))
            }
            (Kind::Structure(_), Kind::Class(..)) => self.behind_view(expr, owned, from, to),
            _ => self.coerce_structure(expr, owned, from, to),
        }
    }

    /// To an anonymous structure.
    fn coerce_structure(&mut self, expr: ExprId, owned: Code, from: Ty, to: Ty) -> Option<Code> {
        if !matches!(self.world.kind(to), Kind::Structure(_)) {
            return None;
        }
        let have = Repr {
            ty: from,
            null: false,
        };
        let value = Value::held(owned, have, Hold::Owned);
        self.structure_of(expr, expr, &value, to)
    }

    /// The functions that turn an element of one type into the other, and back.
    fn both_ways(&mut self, expr: ExprId, one: Ty, other: Ty) -> Option<(Code, Code)> {
        self.world.need(one, crate::world::Bound::Clone);
        self.world.need(one, crate::world::Bound::Static);
        self.world.need(other, crate::world::Bound::Static);
        let (one, other) = (self.world.argument(one), self.world.argument(other));
        let item = self.fresh("item");
        let up = self.coerce(expr, Code::ident(&item), one, other)?;
        let down = self.coerce(expr, Code::ident(&item), other, one)?;
        Some((closure(&item, &up), closure(&item, &down)))
    }
}

fn plain(repr: Repr) -> Repr {
    Repr {
        null: false,
        ..repr
    }
}

/// `|item| …`, or the function itself where that is all it does.
fn closure(item: &proc_macro2::Ident, inside: &Code) -> Code {
    let some: TokenStream = code!(Some(#item));
    if inside.tokens.to_string() == some.to_string() {
        return Code::tight(code!(Some));
    }
    if let Some(function) = called_path(&inside.tokens, &item.to_string()) {
        return Code::tight(function);
    }
    let inside = &inside.tokens;
    Code::new(Level::Jump, code!(|#item| #inside))
}
