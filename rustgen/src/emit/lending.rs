//! Arrays whose elements a loop only looks at: they are borrowed once, `let lent_rows = self.rows.lend();`, and looked
//! into where they lie instead of being cloned one by one. Only where nothing in the loop, and nothing that it calls, can
//! change an array of such elements, so that no borrow is ever in the way of a write.

use super::field_narrowing::Path;
use super::{Binding, Context, Form, Hold, Value};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Callee, Expr, ExprId, LocalId, Place, Ty};
use hx2rs_compiler::mir::array_changes::elements;
use proc_macro2::TokenStream;
use std::collections::HashSet;

impl Context<'_> {
    /// A loop, behind what is borrowed for it.
    pub(super) fn with_lent(
        &mut self,
        expr: ExprId,
        emit: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let wanted = self.wanted(expr);
        if wanted.is_empty() {
            return emit(self);
        }
        let before = self.narrowed.clone();
        let mut first = TokenStream::new();
        for (array, path) in wanted {
            let value = self.at(array, |this| this.value(array));
            if value.repr.null || !matches!(value.hold, Hold::Place | Hold::Reference) {
                continue;
            }
            let last = path.fields.last().map(|field| {
                let field = field.name();
                crate::names::snake(field.as_str())
            });
            let last = match (last, path.base) {
                (Some(name), _) => name,
                (None, Some(local)) => self.name(local).to_string(),
                (None, None) => continue,
            };
            let name = self.fresh(&format!("lent_{last}").replace("r#", ""));
            let lent = value.code.method("lend", &[]);
            first.extend(code!(let #name = #lent;));
            self.narrowed.lend(path, name);
        }
        let code = emit(self);
        self.restore(before);
        if first.is_empty() {
            code
        } else {
            code!({ #first #code })
        }
    }

    /// The arrays that a loop looks into and does not change, each with one expression that names it.
    fn wanted(&self, region: ExprId) -> Vec<(ExprId, Path)> {
        let mut found: Vec<(ExprId, Path)> = Vec::new();
        for array in self.looked_into_arrays(region) {
            if let Some(path) = self.path(array)
                && self.narrowed.lent(&path).is_none()
                && found.iter().all(|(_, other)| *other != path)
                && !self.is_inside(region, &path)
            {
                found.push((array, path));
            }
        }
        if found.is_empty() {
            return found;
        }
        let inside = self.changed_arrays(region);
        found.retain(|(array, _)| {
            if let Kind::Array(element) = self.world.kind(self.ty(*array)) {
                !inside.may_be(&self.world.plan.families, self.elements(element))
            } else {
                false
            }
        });
        found
    }

    /// The arrays of elements that something looks into, in order.
    fn looked_into_arrays(&self, region: ExprId) -> Vec<ExprId> {
        let mut found = Vec::new();
        self.body.for_each_below(region, false, &mut |part| {
            let expr = &self.body.exprs[part];
            let object = if let Expr::Index { array, .. }
            | Expr::Assign {
                place: Place::Index { array, .. },
                ..
            }
            | Expr::Update {
                place: Place::Index { array, .. },
                ..
            } = expr
            {
                Some(*array)
            } else if let Expr::Let {
                local,
                value: Some(value),
            } = expr
            {
                self.is_only_looked_into(*local).then_some(*value)
            } else if let Expr::Call {
                callee: Callee::Value(function),
                ..
            } = expr
            {
                Some(*function)
            } else {
                expr.owner_part()
            };
            if let Some(object) = object
                && let Expr::Index { array, .. } = self.body.exprs[object]
                && self.is_lent_one_by_one(array)
            {
                found.push(array);
            }
        });
        found
    }

    /// Whether elements of an array are worth a borrow: they are cloned otherwise.
    fn is_lent_one_by_one(&self, array: ExprId) -> bool {
        if let Kind::Array(element) = self.world.kind(self.ty(array)) {
            let repr = self.world.argument(element);
            !self.world.is_copy(repr) && !self.world.may_hold_null(repr.ty)
        } else {
            false
        }
    }

    /// Whether the variable in which a way begins is declared in the region.
    fn is_inside(&self, region: ExprId, path: &Path) -> bool {
        let Some(base) = path.base else {
            return false;
        };
        let mut found = false;
        self.body.for_each_below(region, true, &mut |part| {
            let expr = &self.body.exprs[part];
            found |= if let Expr::Let { local, .. } | Expr::ForRange { local, .. } = expr {
                *local == base
            } else if let Expr::ForArray { index, local, .. } = expr {
                *local == base || *index == Some(base)
            } else if let Expr::ForMap { key, value, .. } = expr {
                *key == Some(base) || *value == Some(base)
            } else if let Expr::Switch { arms, .. } = expr {
                arms.iter()
                    .any(|arm| self.body.bound_by(arm.pattern).contains(&base))
            } else if let Expr::Try { catches, .. } = expr {
                catches.iter().any(|catch| catch.local == base)
            } else if let Expr::Closure(closure) = expr {
                self.body.closures[*closure].params.contains(&base)
            } else {
                false
            };
        });
        found
    }

    fn changed_arrays(&self, region: ExprId) -> hx2rs_compiler::mir::array_changes::Changes {
        let plan = self.world.plan;
        plan.array_changes
            .of(self.world.program, &plan.families, self.body, region)
    }

    fn elements(&self, element: Ty) -> hx2rs_compiler::mir::array_changes::Elements {
        elements(self.world.program, element)
    }

    /// Whether all that happens to a variable is that something looks into what it holds, or takes it as it is.
    fn is_only_looked_into(&self, local: LocalId) -> bool {
        let declared = self.declared(local);
        if declared.form != Form::Plain
            || self.is_written(local)
            || self.body.locals[local].captured
            || !self.is_read(local)
            || self.world.is_copy(declared.repr)
        {
            return false;
        }
        let is_use = |expr: &ExprId| self.body.exprs[*expr] == Expr::Local(local);
        let mut fine: HashSet<ExprId> = HashSet::new();
        for (_, expr) in self.body.exprs.iter() {
            fine.extend(expr.owner_part().filter(is_use));
            if let Expr::Index { array, .. }
            | Expr::Assign {
                place: Place::Index { array, .. },
                ..
            }
            | Expr::Update {
                place: Place::Index { array, .. },
                ..
            } = expr
            {
                fine.extend(Some(*array).filter(is_use));
            }
            if let Expr::Assign { value, .. } | Expr::Return(Some(value)) = expr {
                fine.extend(Some(*value).filter(is_use));
            }
            if let Expr::Call { callee, arguments } = expr {
                let is_own = match callee {
                    Callee::Static(function)
                    | Callee::Method {
                        method: function, ..
                    } => self.native_of(*function).is_none(),
                    Callee::Constructor(_) => true,
                    Callee::Super(_) | Callee::SuperConstructor { .. } | Callee::Value(_) => false,
                };
                if is_own {
                    fine.extend(arguments.iter().copied().filter(is_use));
                }
            }
        }
        let mut uses = self.body.exprs.iter().filter(|(id, _)| is_use(id));
        uses.all(|(id, _)| fine.contains(&id))
    }

    /// `array[index]` of an array whose elements are borrowed here: an `Option<&T>`.
    pub(super) fn lent_element(&mut self, expr: ExprId) -> Option<(Code, Repr)> {
        let Expr::Index { array, index } = self.body.exprs[expr] else {
            return None;
        };
        let Kind::Array(element) = self.world.kind(self.ty(array)) else {
            return None;
        };
        if !self.is_lent_one_by_one(array) {
            return None;
        }
        let name = Code::ident(self.narrowed.lent(&self.path(array)?)?);
        let repr = self.world.argument(element);
        self.world.need(element, crate::world::Bound::Clone);
        self.at(expr, |this| {
            let index = this.plain(index);
            let read = name.method("get", &[index]);
            let read = if repr.null {
                let inner = Code::new(Level::Postfix, code!(Option::as_ref));
                read.method("and_then", &[inner])
            } else {
                read
            };
            Some((read, Repr { null: true, ..repr }))
        })
    }

    /// An object that something looks into: borrowed as far as possible, never null.
    pub(super) fn object(&mut self, object: ExprId, name: &str) -> Value {
        match self.lent_object(object, name) {
            Some(value) => value,
            None => {
                let value = self.open_value(object);
                let value = self.some(object, value, name);
                if !self.world.leads_or_null(value.repr.ty) {
                    return value;
                }
                let position = crate::code::text(&self.position(object));
                let name = crate::code::text(name);
                let reference = self.reference(&value);
                let code = Code::call(code!(hx::leads), &[reference, name, position]);
                Value::held(code, value.repr, Hold::Reference)
            }
        }
    }

    /// An object that is a borrowed element, or a variable that holds one.
    pub(super) fn lent_object(&mut self, object: ExprId, name: &str) -> Option<Value> {
        let (code, repr) = if let Expr::Local(local) = self.body.exprs[object]
            && self.binding(local).form == Form::Lent
        {
            (Code::ident(&self.name(local)), self.binding(local).repr)
        } else {
            self.lent_element(object)?
        };
        let fault = self.fault(object, name);
        let code = code.method("unwrap_or_else", &[fault]);
        let repr = Repr {
            null: false,
            ..repr
        };
        Some(Value::held(code, repr, Hold::Reference))
    }

    /// How a variable that only looks at an element is held, and its value.
    pub(super) fn lent_declaration(
        &mut self,
        local: LocalId,
        value: ExprId,
    ) -> Option<(Code, Binding)> {
        if !self.is_only_looked_into(local) || !self.declared(local).repr.null {
            return None;
        }
        let (code, repr) = self.lent_element(value)?;
        let binding = Binding {
            repr,
            form: Form::Lent,
        };
        Some((code, binding))
    }

    /// `array.lend().iter()` for a loop whose body does not change the array, and how its variable is held.
    pub(super) fn lent_walk(
        &mut self,
        local: LocalId,
        array: ExprId,
        walked: &Value,
        body: ExprId,
    ) -> Option<(Code, Binding)> {
        let Kind::Array(element) = self.world.kind(self.ty(array)) else {
            return None;
        };
        let repr = self.world.argument(element);
        let declared = self.declared(local);
        if !self.is_lent_one_by_one(array)
            || declared.form != Form::Plain
            || (repr.null && !declared.repr.null)
            || self.is_written(local)
            || self.body.locals[local].captured
            || !self.is_read(local)
        {
            return None;
        }
        let path = self.path(array);
        let binding = Binding {
            repr,
            form: Form::Reference,
        };
        if let Some(name) = path.as_ref().and_then(|path| self.narrowed.lent(path)) {
            return Some((Code::ident(name).method("iter", &[]), binding));
        }
        let stays = path.is_some() || walked.hold == Hold::Owned;
        let changed = self
            .changed_arrays(body)
            .may_be(&self.world.plan.families, self.elements(element));
        if !stays || changed {
            return None;
        }
        let lent = walked.code.method("lend", &[]);
        Some((lent.method("iter", &[]), binding))
    }
}
