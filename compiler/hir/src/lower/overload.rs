//! What abstracts define by functions: operators, conversions, elements. Each use becomes a call of the function, so
//! that engines know nothing of it.
//!
//! The rules are the official ones. The functions of the left operand's abstract come first, then those of the right
//! one's, each in order of the source; the operand whose abstract it is has exactly the type of its parameter, the
//! other one may be converted. A function without code stands for the operator of the underlying type.

use super::access::Instance;
use super::{Lowering, Reason, Want};
use crate::definition::{definition, member_item, members};
use crate::infer::{Facts, assignable, equal};
use crate::lookup;
use crate::role::Role;
use crate::{Callee, Expr, ExprId, Ty, TyKind, known};
use hx2rs_base::{DefId, MemberId, Space, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

/// A function of an abstract that fits a use, and its operands as parameters: the object first.
pub(super) struct Overload {
    pub(super) instance: Instance,
    pub(super) operands: Vec<Ty>,
    /// Whether it has code; else it stands for the operation of the underlying type.
    pub(super) has_body: bool,
}

impl<'a> Lowering<'a> {
    /// The abstract that a type is, with its arguments; also below a `Null`.
    pub(super) fn abstract_of(&self, ty: Ty) -> Option<(DefId, &'static [Ty])> {
        let wide = self.expanded(ty).without_null();
        if let TyKind::Abstract(def, arguments) = self.expanded(wide).kind() {
            Some((*def, arguments))
        } else {
            None
        }
    }

    /// The abstract's type at run time.
    pub(super) fn underlying(&self, ty: Ty) -> Option<Ty> {
        let (def, arguments) = self.abstract_of(ty)?;
        self.env.underlying(def, arguments)
    }

    pub(super) fn with_role(&self, ty: Ty, role: Role) -> Vec<MemberId> {
        let Some((def, _)) = self.abstract_of(ty) else {
            return Vec::new();
        };
        let all = members(self.env.db, def).list.iter();
        all.filter(|item| item.roles.contains(&role))
            .map(|item| item.id)
            .collect()
    }

    fn overload(&mut self, id: MemberId, own: Ty, range: TextRange) -> Option<Overload> {
        let (def, arguments) = self.abstract_of(own)?;
        let own = Ty::new(TyKind::Abstract(def, arguments.into()));
        let is_instance = id.space() == Space::Instance;
        let map = if is_instance {
            lookup::argument_map(self.env.db, def, arguments)
        } else {
            Vec::new()
        };
        let instance = self.instance(id, &map, range);
        // What may be left out is: `?pos:haxe.PosInfos`.
        let needed = instance.params.iter().filter(|param| !param.optional);
        let mut operands: Vec<Ty> = needed.map(|param| param.ty).collect();
        if is_instance {
            operands.insert(0, own);
        }
        let has_body = member_item(self.env.db, id).is_some_and(|item| item.is_implemented());
        Some(Overload {
            instance,
            operands,
            has_body,
        })
    }

    /// The first function of the abstract `own` with a role whose operands fit.
    fn find(
        &mut self,
        own: Ty,
        role: Role,
        range: TextRange,
        mut fits: impl FnMut(&mut Self, &Overload) -> bool,
    ) -> Option<Overload> {
        for id in self.with_role(own, role) {
            let (mark, later) = (self.table.mark(), self.later.len());
            if let Some(overload) = self.overload(id, own, range)
                && fits(self, &overload)
            {
                return Some(overload);
            }
            self.table.undo(mark);
            self.later.truncate(later);
        }
        None
    }

    fn same(&mut self, left: Ty, right: Ty) -> bool {
        let (left, right) = (left.without_null(), right.without_null());
        equal(&mut self.table, self.env, left, right)
    }

    /// Whether a value is accepted as a type, by itself or through a conversion function.
    pub(super) fn converts(&mut self, value: ExprId, to: Ty) -> bool {
        let from = self.ty(value);
        assignable(&mut self.table, self.env, from, to)
            || self.conversion(from, to, false).is_some()
    }

    /// `left op right`, or with [`Role::Assign`] `left op= right`, if an abstract says what that is.
    pub(super) fn overloaded(
        &mut self,
        role: Role,
        left: ExprId,
        right: ExprId,
        (range, point): (TextRange, u32),
    ) -> Option<ExprId> {
        let types = (self.ty(left), self.ty(right));
        for (own, is_left) in [(types.0, true), (types.1, false)] {
            let mut swapped = false;
            let found = self.find(own, role, range, |lowering, overload| {
                let [first, second] = overload.operands[..] else {
                    return false;
                };
                let mark = lowering.table.mark();
                let fits = if is_left {
                    lowering.same(types.0, first) && lowering.converts(right, second)
                } else {
                    lowering.same(types.1, second) && lowering.converts(left, first)
                };
                if fits {
                    return true;
                }
                lowering.table.undo(mark);
                let item = member_item(lowering.env.db, overload.instance.id);
                if !item.is_some_and(|item| item.has_metadata(":commutative")) {
                    return false;
                }
                swapped = lowering.same(types.1, first) && lowering.converts(left, second);
                swapped
            });
            let Some(overload) = found else {
                continue;
            };
            if !swapped {
                return Some(self.apply(&overload, role, vec![left, right], (range, point)));
            }
            // What stands on the left runs first.
            let (keep_left, held_left) = self.hold(left);
            let (keep_right, held_right) = self.hold(right);
            let left = self.local(held_left, range);
            let right = self.local(held_right, range);
            let value = self.apply(&overload, role, vec![right, left], (range, point));
            return Some(self.sequence(vec![keep_left, keep_right], value, range));
        }
        None
    }

    /// `op value` or `value op`, if an abstract says what that is.
    pub(super) fn overloaded_unary(
        &mut self,
        op: ast::UnaryOp,
        postfix: bool,
        value: ExprId,
    ) -> Option<Overload> {
        let own = self.ty(value);
        let range = self.spans.exprs[value];
        self.find(
            own,
            Role::Unary { op, postfix },
            range,
            |lowering, overload| {
                let [operand] = overload.operands[..] else {
                    return false;
                };
                lowering.same(own, operand)
            },
        )
    }

    /// Calls a function of an abstract with these operands. One without code is the operation on underlying values.
    pub(super) fn apply(
        &mut self,
        overload: &Overload,
        role: Role,
        mut values: Vec<ExprId>,
        place: (TextRange, u32),
    ) -> ExprId {
        if !overload.has_body {
            let values: Vec<ExprId> = values
                .into_iter()
                .zip(&overload.operands)
                .map(|(value, ty)| {
                    // What is of the underlying type is there already.
                    let below = self.underlying(*ty).map(|below| self.expanded(below));
                    let value = if below == Some(self.expanded(self.ty(value))) {
                        value
                    } else {
                        self.coerce(value, *ty, Reason::Plain)
                    };
                    match self.underlying(self.ty(value)) {
                        Some(below) => self.reinterpret(value, below),
                        None => value,
                    }
                })
                .collect();
            let made = match (role, &values[..]) {
                (
                    Role::Binary(op @ (ast::BinaryOp::Equal | ast::BinaryOp::NotEqual)),
                    [left, right],
                ) => self.equality(op, *left, *right, place),
                (Role::Binary(op) | Role::Assign(op), [left, right]) => {
                    self.operate(op, *left, *right, place)
                }
                (Role::Unary { op, .. }, [operand]) => self.operate_unary(op, *operand, place.0),
                (
                    Role::Binary(_)
                    | Role::Assign(_)
                    | Role::Unary { .. }
                    | Role::Element
                    | Role::From
                    | Role::To
                    | Role::Call
                    | Role::Field
                    | Role::Unsupported,
                    _,
                ) => self.error_expr(place.0),
            };
            return self.reinterpret(made, overload.instance.result);
        }
        let is_instance = overload.instance.id.space() == Space::Instance;
        let changes_this = is_instance && super::changes_this(self.env.db, overload.instance.id);
        if changes_this && let Some(object) = values.first_mut() {
            *object = self.settle_origin(*object, place);
        }
        let object = values.first().copied();
        let arguments = values.into_iter().zip(&overload.operands);
        let mut arguments: Vec<ExprId> = arguments
            .enumerate()
            .map(|(at, (value, ty))| {
                // A static conversion function takes what the abstract is at run time.
                let below = self.underlying(self.ty(value));
                let below = below.filter(|_| role == Role::To && !is_instance);
                let value = match below {
                    Some(below) if self.same(below, *ty) => self.reinterpret(value, below),
                    Some(_) | None => self.coerce(value, *ty, Reason::Plain),
                };
                match self.underlying(*ty) {
                    Some(below) if is_instance && at == 0 => self.reinterpret(value, below),
                    Some(_) | None => value,
                }
            })
            .collect();
        let given = arguments.len() - usize::from(is_instance);
        let rest = overload.instance.params.get(given..).unwrap_or_default();
        arguments.extend(self.left_out_of(&overload.instance, rest, place.0));
        if let Some(object) = object.filter(|_| changes_this) {
            let callee = Callee::Static(overload.instance.id);
            return self.write_back(callee, arguments, object, overload.instance.result, place);
        }
        let call = Expr::Call {
            callee: Callee::Static(overload.instance.id),
            arguments: arguments.into(),
        };
        self.push_at(call, overload.instance.result, place.0, place.1)
    }

    /// The function that turns `from` into `to`: a `@:to` of the one, or a `@:from` of the other. `exact`: into that
    /// very type, which comes before what is accepted without a function.
    fn conversion(&mut self, from: Ty, to: Ty, exact: bool) -> Option<Overload> {
        let (source, target) = (self.abstract_of(from), self.abstract_of(to));
        if source.is_none() && target.is_none() {
            return None;
        }
        if let (Some((source, _)), Some((target, _))) = (source, target)
            && source == target
        {
            return None;
        }
        let is_open = |ty: Ty| {
            let wide = self.expanded(ty).without_null();
            matches!(
                wide.kind(),
                TyKind::Infer(_) | TyKind::Dynamic(_) | TyKind::Error | TyKind::Void
            )
        };
        if is_open(from) || is_open(to) {
            return None;
        }
        let range = TextRange::default();
        let found = self.find(from, Role::To, range, |lowering, overload| {
            let result = overload.instance.result;
            overload.operands.len() == 1
                && if exact {
                    lowering.same(result, to)
                } else {
                    assignable(&mut lowering.table, lowering.env, result, to)
                }
        });
        if found.is_some() {
            return found;
        }
        self.find(to, Role::From, range, |lowering, overload| {
            let [operand] = overload.operands[..] else {
                return false;
            };
            let fits = if exact {
                lowering.same(from, operand)
            } else {
                assignable(&mut lowering.table, lowering.env, from, operand)
            };
            fits && assignable(
                &mut lowering.table,
                lowering.env,
                overload.instance.result,
                to,
            )
        })
    }

    /// The value turned into what it is converted to by a function, if there is one.
    pub(super) fn converted(&mut self, value: ExprId, to: Ty, exact: bool) -> Option<ExprId> {
        let from = self.ty(value);
        let overload = self.conversion(from, to, exact)?;
        // A conversion function that converts its own operand would call itself for ever.
        let place = (self.spans.exprs[value], self.spans.points[value]);
        Some(self.apply(&overload, Role::To, vec![value], place))
    }

    /// What a literal is asked for where an abstract is: the one type of that form that turns into the abstract.
    pub(super) fn want_below(&mut self, literal: ExprKind, want: Want) -> Want {
        let is_array = matches!(literal, ExprKind::Array(_));
        let is_object = matches!(literal, ExprKind::Object(_));
        let is_function = matches!(literal, ExprKind::Function(_));
        if !is_array && !is_object && !is_function {
            return want;
        }
        let Some(((def, arguments), asked)) = want
            .hint()
            .and_then(|hint| Some((self.abstract_of(hint)?, hint)))
        else {
            return want;
        };
        let map = lookup::argument_map(self.env.db, def, arguments);
        let mut by_function = Vec::new();
        for id in self.with_role(asked, Role::From) {
            // Type parameters of the function are open until the literal's parts are known.
            let signature = lookup::signature(self.env.db, id);
            let mut open: Vec<_> = Vec::new();
            for param in &signature.type_params {
                open.push((param.id, self.fresh()));
            }
            let param = signature.params.first();
            by_function.extend(param.map(|param| param.ty.substitute(&open)));
        }
        let froms = self.env.casts_from(def, arguments).into_iter();
        let mut fitting = froms.chain(by_function).filter(|ty| {
            let wide = self.expanded(*ty).without_null();
            let is_a = |class: DefId| wide.def() == Some(class);
            is_array && (is_a(known::array()) || is_a(known::map()))
                || is_object
                    && matches!(wide.kind(), TyKind::Structure(fields) if !fields.is_empty())
                || is_function && matches!(wide.kind(), TyKind::Function(_))
        });
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Want::Value(Some(only.substitute(&map))),
            (_, _) => want,
        }
    }

    /// The function behind `object[index]`, or behind `object[index] = value`.
    pub(super) fn element_function(
        &mut self,
        own: Ty,
        index: ExprId,
        writes: bool,
    ) -> Option<Overload> {
        let range = self.spans.exprs[index];
        let role = if self.field_names.contains(&index) {
            Role::Field
        } else {
            Role::Element
        };
        self.find(own, role, range, |lowering, overload| {
            let count = if writes { 3 } else { 2 };
            let (Some(first), Some(second)) = (overload.operands.first(), overload.operands.get(1))
            else {
                return false;
            };
            overload.operands.len() == count
                && lowering.same(own, *first)
                && lowering.converts(index, *second)
        })
    }

    /// The functions behind `object[index] = value`: how many there are, and the first that takes the value.
    pub(super) fn element_setter(
        &mut self,
        own: Ty,
        index: ExprId,
        value: Option<ExprId>,
    ) -> (usize, Option<Overload>) {
        let range = self.spans.exprs[index];
        let role = if self.field_names.contains(&index) {
            Role::Field
        } else {
            Role::Element
        };
        let mut count = 0;
        let found = self.find(own, role, range, |lowering, overload| {
            let [first, second, third] = overload.operands[..] else {
                return false;
            };
            let fits = lowering.same(own, first) && lowering.converts(index, second);
            count += usize::from(fits);
            fits && value.is_some_and(|value| lowering.converts(value, third))
        });
        (count, found)
    }

    /// `object.name` where functions of the object's abstract give the field.
    pub(super) fn resolved_field(
        &mut self,
        object: ExprId,
        name: hx2rs_base::Name,
        range: TextRange,
        name_range: TextRange,
    ) -> Option<super::access::Access> {
        if self.with_role(self.ty(object), Role::Field).is_empty() {
            return None;
        }
        let text = crate::Const::String(name.as_str().into());
        let index = self.push(Expr::Const(text), Ty::string(), name_range);
        self.field_names.insert(index);
        Some(super::access::Access {
            kind: super::access::AccessKind::Element { object, index },
            range,
            point: name_range.start,
        })
    }

    /// The functions that are meant where a value of this type is called.
    pub(super) fn call_functions(&self, ty: Ty) -> Vec<lookup::FoundMember<'a>> {
        let Some((def, arguments)) = self.abstract_of(ty) else {
            return Vec::new();
        };
        let db = self.env.db;
        let found = self.with_role(ty, Role::Call).into_iter();
        let found = found.map(|id| lookup::FoundMember {
            db,
            id,
            map: lookup::argument_map(db, def, arguments),
        });
        found.collect()
    }

    /// The object as what it is at run time, if its abstract shows this field as its own.
    pub(super) fn forwarded(&mut self, object: ExprId, name: hx2rs_base::Name) -> Option<ExprId> {
        let ty = self.ty(object);
        let (def, _) = self.abstract_of(ty)?;
        let definition = definition(self.env.db, def).as_ref()?;
        if !definition.forwards(name) {
            return None;
        }
        let below = self.underlying(ty)?;
        if !self.shows(below, name) {
            return None;
        }
        Some(self.reinterpret(object, below))
    }

    /// Whether values of a type have a field, or show that of what they are at run time.
    fn shows(&self, ty: Ty, name: hx2rs_base::Name) -> bool {
        let resolved = self.table.resolve(ty);
        if self.env.field_of(self.expanded(resolved), name).is_some() {
            return true;
        }
        let below = self.abstract_of(ty).and_then(|(def, _)| {
            let definition = definition(self.env.db, def).as_ref()?;
            definition.forwards(name).then(|| self.underlying(ty))?
        });
        below.is_some_and(|below| self.shows(below, name))
    }

    /// The text of an operand of `+` where the other one is a String: that of an abstract is its `toString`, or what it
    /// is converted to.
    pub(super) fn as_text(&mut self, value: ExprId) -> ExprId {
        if self.abstract_of(self.ty(value)).is_none() {
            return value;
        }
        if self.is_int64(self.ty(value)) {
            return value;
        }
        let text = self.own_text(value);
        text.or_else(|| self.converted(value, Ty::string(), true))
            .unwrap_or(value)
    }

    fn is_int64(&self, ty: Ty) -> bool {
        let found = self.abstract_of(ty);
        found.is_some_and(|(def, _)| def == known::int64())
    }

    /// What `toString` of an abstract gives, for which there is no other way to be asked at run time.
    pub(super) fn own_text(&mut self, value: ExprId) -> Option<ExprId> {
        let ty = self.ty(value);
        self.abstract_of(ty)?;
        if self.is_int64(ty) {
            // Every engine knows the text of such a number.
            return None;
        }
        let range = self.spans.exprs[value];
        let name = hx2rs_base::Name::new("toString");
        let resolved = self.table.resolve(ty);
        let found = self.env.field_of(self.expanded(resolved), name)?;
        let lookup::Found::Member(found) = found else {
            return None;
        };
        let instance = self.instance(found.id, &found.map, range);
        if instance.params.iter().any(|param| !param.optional) {
            return None;
        }
        let overload = Overload {
            operands: vec![ty.without_null()],
            has_body: true,
            instance,
        };
        Some(self.text_unless_null(value, |lowering, value| {
            let place = (range, range.start);
            lowering.apply(&overload, Role::To, vec![value], place)
        }))
    }

    /// `null`, or the text of a value that is not null.
    fn text_unless_null(
        &mut self,
        value: ExprId,
        text: impl FnOnce(&mut Self, ExprId) -> ExprId,
    ) -> ExprId {
        let ty = self.ty(value);
        let below = self.underlying(ty).map(|below| self.expanded(below));
        let is_basic = below.is_some_and(|below| {
            matches!(below.kind(), TyKind::Int | TyKind::Float | TyKind::Bool)
        });
        if is_basic && !matches!(self.expanded(ty).kind(), TyKind::Null(_)) {
            return text(self, value);
        }
        let range = self.spans.exprs[value];
        let (keep, held) = self.hold(value);
        let tested = self.local(held, range);
        let tested = self.coerce_to_null(tested);
        let null_ty = self.ty(tested);
        let null = self.push(Expr::Const(crate::Const::Null), null_ty, range);
        let test = Expr::Binary {
            op: crate::BinaryOp::Equal(crate::Equality::Null),
            left: tested,
            right: null,
        };
        let condition = self.push(test, Ty::new(TyKind::Bool), range);
        let null = Expr::Const(crate::Const::String("null".into()));
        let then = self.push(null, Ty::string(), range);
        let value = self.local(held, range);
        let otherwise = Some(text(self, value));
        let choice = Expr::If {
            condition,
            then,
            otherwise,
        };
        let choice = self.push(choice, Ty::string(), range);
        self.sequence(vec![keep], choice, range)
    }

    /// Whether this is the code of an abstract's constructor, outside of function expressions.
    pub(super) fn builds_this(&self) -> bool {
        let is_constructor = self.env.member.name().as_str() == "new";
        is_constructor && self.this_local.is_some() && self.frames.len() == 1
    }
}
