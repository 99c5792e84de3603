//! A value on its way: the code that makes it, its form, and how it is held, which decides whether it has to be cloned.
//! And the dispatch over expressions.

use super::{Context, Form};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Callee, Const, Expr, ExprId, LocalId, Ty};
use proc_macro2::TokenStream;

/// How code holds its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hold {
    /// It is a new value, or one that nobody else wants.
    Owned,
    /// It names a place of the value's type.
    Place,
    /// It is a `&T`.
    Reference,
    /// It is a `Ref<T>` of a cell, gone at the end of the statement.
    Guard,
}

/// A value and how it is held.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    /// What makes it.
    pub code: Code,
    /// Its form.
    pub repr: Repr,
    /// How it is held.
    pub hold: Hold,
}

impl Value {
    /// A new value.
    pub(crate) fn new(code: Code, repr: Repr) -> Self {
        Self {
            code,
            repr,
            hold: Hold::Owned,
        }
    }

    /// A value held as `hold`.
    pub(crate) fn held(code: Code, repr: Repr, hold: Hold) -> Self {
        Self { code, repr, hold }
    }
}

impl Context<'_> {
    /// The value as one of its own.
    pub(crate) fn own(&self, value: &Value) -> Code {
        let copy = self.world.is_copy(value.repr);
        match value.hold {
            Hold::Owned => value.code.clone(),
            Hold::Place if copy => value.code.clone(),
            Hold::Reference | Hold::Guard if copy => value.code.dereference(),
            Hold::Place | Hold::Reference => self.cloned(value),
            Hold::Guard => {
                self.need_clone(value.repr);
                value.code.method("clone", &[])
            }
        }
    }

    fn cloned(&self, value: &Value) -> Code {
        self.need_clone(value.repr);
        if value.repr.null || self.is_dyn(value.repr) {
            return value.code.method("clone", &[]);
        }
        match self.world.kind(value.repr.ty) {
            Kind::Class(..) | Kind::Enum(..) | Kind::Structure(_) | Kind::Function(_) => {
                let place = match value.hold {
                    Hold::Reference => value.code.clone(),
                    Hold::Owned | Hold::Place | Hold::Guard => value.code.reference(),
                };
                Code::call(code!(Rc::clone), &[place])
            }
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => value.code.method("clone", &[]),
        }
    }

    fn need_clone(&self, repr: Repr) {
        self.world.need(repr.ty, crate::world::Bound::Clone);
    }

    /// Whether the type is behind `Rc<dyn …>`.
    pub(crate) fn is_dyn(&self, repr: Repr) -> bool {
        let kind = self.world.kind(repr.ty);
        if let Kind::Class(def, _) = kind {
            self.world.classes.is_trait(def)
        } else if matches!(kind, Kind::Structure(_)) {
            self.world.is_viewed(repr.ty)
        } else {
            false
        }
    }

    /// A `&T` of the value.
    pub(crate) fn reference(&self, value: &Value) -> Code {
        match value.hold {
            Hold::Owned | Hold::Place => value.code.reference(),
            Hold::Reference => value.code.clone(),
            Hold::Guard => value.code.dereference().reference(),
        }
    }

    /// The value in the wanted form. Types are taken to agree, but for null.
    pub(crate) fn fit(&mut self, expr: ExprId, value: Value, want: Repr) -> Code {
        let owned = self.own(&value);
        self.fit_null(expr, owned, value.repr, want)
    }

    /// Adds or takes away the `Option` of an owned value.
    pub(crate) fn fit_null(&mut self, expr: ExprId, owned: Code, from: Repr, want: Repr) -> Code {
        match (from.null, want.null) {
            (true, true) | (false, false) => owned,
            (false, true) => Code::call(code!(Some), &[owned]),
            (true, false) if self.world.may_hold_null(want.ty) => {
                self.world.need(want.ty, crate::world::Bound::Null);
                let position = code::text(&self.position(expr));
                let text = owned.tokens.to_string();
                if text == "None" || text.starts_with("None :: <") && text.ends_with('>') {
                    let name = code::text("value");
                    return Code::call(code!(hx::null), &[name, position]);
                }
                let null = Code::new(Level::Jump, code!(|| hx::null("value", #position)));
                owned.method("unwrap_or_else", &[null])
            }
            (true, false) => match self.world.kind(want.ty) {
                Kind::Void | Kind::Int | Kind::Float | Kind::Bool => {
                    owned.method("unwrap_or_default", &[])
                }
                Kind::String
                | Kind::Int64
                | Kind::Array(_)
                | Kind::Map(..)
                | Kind::Exception
                | Kind::Native(_)
                | Kind::Class(..)
                | Kind::Enum(..)
                | Kind::Function(_)
                | Kind::Structure(_)
                | Kind::Param(_)
                | Kind::Dynamic
                | Kind::Unsupported => {
                    let fault = self.fault(expr, "");
                    owned.method("unwrap_or_else", &[fault])
                }
            },
        }
    }

    /// `|| hx::null_access("name", "Main.hx:76")`; without a name `|| hx::null_value("Main.hx:76")`.
    pub(crate) fn fault(&mut self, expr: ExprId, name: &str) -> Code {
        let position = code::text(&self.position(expr));
        if name.is_empty() {
            return Code::new(Level::Jump, code!(|| hx::null_value(#position)));
        }
        let name = code::text(name);
        Code::new(Level::Jump, code!(|| hx::null_access(#name, #position)))
    }

    /// A value to look into: no `Option` any more. Null is a fault that names what was looked for, if that has a name.
    pub(crate) fn some(&mut self, expr: ExprId, value: Value, name: &str) -> Value {
        if !value.repr.null {
            return value;
        }
        let fault = self.fault(expr, name);
        self.some_or(value, fault)
    }

    /// The value of a switch none of whose cases takes null.
    pub(crate) fn some_case(&mut self, expr: ExprId, value: Value) -> Value {
        if !value.repr.null {
            return value;
        }
        let fault = self.no_case(expr);
        let fault = Code::new(Level::Jump, code!(|| #fault));
        self.some_or(value, fault)
    }

    /// `hx::no_case("Main.hx:76")`: what a switch does with null where no case takes it.
    pub(crate) fn no_case(&mut self, expr: ExprId) -> TokenStream {
        let position = code::text(&self.position(expr));
        code!(hx::no_case(#position))
    }

    fn some_or(&mut self, value: Value, fault: Code) -> Value {
        let repr = Repr {
            null: false,
            ..value.repr
        };
        let copy = self.world.is_copy(value.repr);
        match value.hold {
            Hold::Owned => Value::new(value.code.method("unwrap_or_else", &[fault]), repr),
            Hold::Place | Hold::Reference if copy => {
                Value::new(value.code.method("unwrap_or_else", &[fault]), repr)
            }
            Hold::Place | Hold::Reference | Hold::Guard => {
                let inside = value.code.method("as_ref", &[]);
                Value::held(
                    inside.method("unwrap_or_else", &[fault]),
                    repr,
                    Hold::Reference,
                )
            }
        }
    }

    /// The value of an expression, with its place as the current mark.
    pub(crate) fn value(&mut self, expr: ExprId) -> Value {
        self.at(expr, |this| this.value_here(expr))
    }

    /// The value of an expression whose type nothing around it tells Rust.
    pub(crate) fn open_value(&mut self, expr: ExprId) -> Value {
        self.open = true;
        self.value(expr)
    }

    fn value_here(&mut self, expr: ExprId) -> Value {
        let open = std::mem::take(&mut self.open) || self.open_ends.contains(&expr);
        match &self.body.exprs[expr] {
            Expr::Error => {
                let code = self.unsupported(expr, "this is");
                Value::new(code, self.natural(expr))
            }
            Expr::TypeValue(def) => {
                let info = crate::items::reflection::type_info(self.world, *def);
                let info = Code::tight(info).reference();
                let repr = self.natural(expr);
                Value::new(Code::call(code!(hx::reflect::type_value), &[info]), repr)
            }
            Expr::Const(Const::Null) => {
                let repr = self.world.repr(self.ty(expr), true);
                if matches!(self.world.kind(repr.ty), Kind::Dynamic | Kind::Unsupported) {
                    let null = Repr { null: true, ..repr };
                    return Value::new(Code::tight(code!(None::<hx::Dynamic>)), null);
                }
                if !repr.null {
                    return self.constant(expr, &Const::Null);
                }
                let ty = self.scope.ty(Repr {
                    null: false,
                    ..repr
                });
                Value::new(Code::tight(code!(None::<#ty>)), repr)
            }
            Expr::Const(constant) => self.constant(expr, constant),
            Expr::Local(local) => self.local(expr, *local),
            Expr::This => self.this_value(expr),
            Expr::Field { object, field } => self.field(expr, *object, *field),
            Expr::StructureField { object, field } => self.structure_field(expr, *object, *field),
            Expr::Static(field) => self.static_value(expr, *field),
            Expr::Index { array, index } => self.index(expr, *array, *index),
            Expr::EnumParameter { .. } => {
                let code = self.unsupported(expr, "an enum parameter by index is");
                Value::new(code, self.natural(expr))
            }
            Expr::Call { callee, arguments } => {
                self.open = open && matches!(callee, Callee::Constructor(_));
                self.call(expr, callee, arguments)
            }
            Expr::New {
                class,
                constructor,
                arguments,
            } => {
                self.open = open;
                self.new_object(expr, *class, *constructor, arguments)
            }
            Expr::Closure(closure) => self.closure(expr, *closure),
            Expr::FunctionValue(function) => self.function_value(expr, *function),
            Expr::BoundMethod { object, method } => self.bound_method(expr, *object, *method),
            Expr::Array(list) => self.array_literal(expr, list, open),
            Expr::Map(entries) => self.map_literal(expr, entries, open),
            Expr::Structure(fields) => self.structure_literal(expr, fields),
            Expr::Concat(parts) => self.concat(expr, parts),
            Expr::Unary { op, operand } => self.unary(expr, *op, *operand),
            Expr::Binary { op, left, right } => self.binary(expr, *op, *left, *right),
            Expr::And { .. } | Expr::Or { .. } => {
                let code = self.condition_value(expr);
                Value::new(code, self.natural(expr))
            }
            Expr::Coalesce { left, right } => self.coalesce(expr, *left, *right),
            Expr::Convert { kind, operand } => {
                self.open = open && *kind == hx2rs_compiler::hir::Conversion::Reinterpret;
                self.convert(expr, *kind, *operand)
            }
            Expr::TypeTest { operand, ty } => self.type_test(expr, *operand, *ty),
            Expr::Assign { place, value } => self.assign_value(expr, place, *value),
            Expr::Update {
                place,
                op,
                value,
                result,
            } => self.update(expr, place, *op, *value, *result),
            Expr::If { .. } | Expr::Block(_) | Expr::Switch { .. } | Expr::Try { .. } => {
                let want = self.natural(expr);
                let end = if open { self.open_end(expr) } else { None };
                self.open_ends.extend(end);
                let code = self.branching(expr, want);
                Value::new(code, want)
            }
            Expr::Let { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Trace(_) => {
                let statement = self.statement(expr);
                Value::new(Code::block(code!({ #statement })), self.natural(expr))
            }
            Expr::Return(_) | Expr::Break | Expr::Continue | Expr::Throw(_) => {
                let code = self.jump(expr);
                Value::new(code, self.natural(expr))
            }
        }
    }

    /// The branch of a choice that has to tell Rust the type of all of them, if none does so by itself.
    fn open_end(&self, expr: ExprId) -> Option<ExprId> {
        let mut ends = Vec::new();
        self.collect_ends(expr, &mut ends);
        let is_literal = |end: &ExprId| {
            let found = &self.body.exprs[*end];
            matches!(
                found,
                Expr::Array(_) | Expr::Map(_) | Expr::New { .. } | Expr::Const(Const::Null)
            )
        };
        let is_open = ends.iter().all(is_literal);
        let is_null = |end: &ExprId| self.body.exprs[*end] == Expr::Const(Const::Null);
        let first = ends.iter().find(|end| !is_null(end)).or(ends.first());
        first.copied().filter(|_| is_open)
    }

    /// Where the value of branches comes from.
    fn collect_ends(&self, expr: ExprId, ends: &mut Vec<ExprId>) {
        if self.diverges(expr) {
            return;
        }
        if let Expr::Block(list) = &self.body.exprs[expr] {
            if let Some(last) = list.last() {
                self.collect_ends(*last, ends);
            }
        } else if let Expr::If {
            then, otherwise, ..
        } = &self.body.exprs[expr]
        {
            self.collect_ends(*then, ends);
            if let Some(otherwise) = otherwise {
                self.collect_ends(*otherwise, ends);
            }
        } else if let Expr::Switch { arms, .. } = &self.body.exprs[expr] {
            for arm in arms.iter().filter(|arm| !self.is_dead(arm.pattern)) {
                self.collect_ends(arm.body, ends);
            }
        } else if let Expr::Try { body, catches } = &self.body.exprs[expr] {
            self.collect_ends(*body, ends);
            for catch in catches {
                self.collect_ends(catch.body, ends);
            }
        } else {
            ends.push(expr);
        }
    }

    /// A variable.
    fn local(&mut self, expr: ExprId, local: LocalId) -> Value {
        let binding = self.binding(local);
        if let Some(cell) = self.recursive.get(&local).cloned() {
            let fault = self.fault(expr, "");
            let read = Code::ident(&cell)
                .method("get", &[])
                .method("unwrap_or_else", &[fault]);
            return Value::held(read, binding.repr, Hold::Reference);
        }
        let name = Code::ident(&self.name(local));
        match binding.form {
            Form::Plain
                if self.last_uses.contains(&expr)
                    && !self.narrowed.contains_key(&local)
                    && !self.pinned.contains(&local)
                    && !self.narrowed.looks_into(local)
                    && self.uses_here.get(&local).is_none_or(|uses| *uses <= 1) =>
            {
                Value::new(name, binding.repr)
            }
            Form::Plain => Value::held(name, binding.repr, Hold::Place),
            Form::Reference => Value::held(name, binding.repr, Hold::Reference),
            Form::Lent => Value::new(name.method("cloned", &[]), binding.repr),
            Form::Cell => Value::new(name.method("get", &[]), binding.repr),
            Form::RefCell => self.cell_read(name, binding.repr),
        }
    }

    /// What a `RefCell` holds.
    pub(crate) fn cell_read(&mut self, cell: Code, repr: Repr) -> Value {
        self.need_clone(repr);
        if self.calm {
            Value::held(cell.method("borrow", &[]), repr, Hold::Guard)
        } else {
            Value::new(Code::call(code!(hx::get), &[cell.reference()]), repr)
        }
    }

    /// The text of a string constant, if the expression is one.
    pub(crate) fn literal_text(&self, expr: ExprId) -> Option<&str> {
        if let Expr::Const(Const::String(text)) = &self.body.exprs[expr] {
            Some(text)
        } else {
            None
        }
    }

    /// `[a, b]`.
    fn array_literal(&mut self, expr: ExprId, list: &[ExprId], open: bool) -> Value {
        let repr = self.natural(expr);
        let Kind::Array(element) = self.world.kind(repr.ty) else {
            let code = self.unsupported(expr, "this array literal is");
            return Value::new(code, repr);
        };
        let want = self.world.argument(element);
        // Elements that nothing types are Dynamic, and Rust does not find that out.
        let says_nothing = list.is_empty() && self.is_dynamic(element);
        let ty = (open || says_nothing).then(|| self.scope.ty(want));
        if list.is_empty() {
            let ty = ty.map(|ty| code!(::<#ty>));
            return Value::new(Code::tight(code!(hx::Array #ty::new())), repr);
        }
        let is_nested = matches!(self.world.kind(want.ty), Kind::Array(_));
        if let Some(ty) = ty
            && (want.null
                || matches!(self.world.kind(want.ty), Kind::Int)
                || (is_nested && self.is_open_number(expr)))
        {
            let items = self.literal_items(list, want, false);
            return Value::new(
                Code::tight(code!(hx::Array::<#ty>::from([#(#items),*]))),
                repr,
            );
        }
        let items = self.literal_items(list, want, false);
        Value::new(Code::tight(code!(hx::Array::from([#(#items),*]))), repr)
    }

    /// Whether a type is Dynamic: also what nothing has bound.
    pub(super) fn is_dynamic(&self, ty: Ty) -> bool {
        matches!(self.world.kind(ty), Kind::Dynamic)
    }

    /// The elements of a literal that only a loop sees, as an array of Rust.
    pub(super) fn walked_literal(&mut self, array: ExprId) -> Option<(Code, Ty)> {
        let Expr::Array(list) = &self.body.exprs[array] else {
            return None;
        };
        let Kind::Array(element) = self.world.kind(self.ty(array)) else {
            return None;
        };
        let want = self.world.argument(element);
        let is_null = |item: &ExprId| self.body.exprs[*item] == Expr::Const(Const::Null);
        let is_float = matches!(self.world.kind(want.ty), Kind::Float);
        // Rust has to find out what is in it from the elements alone.
        if list.iter().all(is_null) || (is_float && !want.null) || self.is_dynamic(element) {
            return None;
        }
        // The first array among them says of which type the numbers in them are.
        let is_nested = matches!(self.world.kind(want.ty), Kind::Array(_));
        let types_items = is_nested && !want.null && self.is_open_number(array);
        let items = self.literal_items(list, want, types_items);
        Some((Code::tight(code!([#(#items),*])), element))
    }

    /// The elements of a literal; the first one fixes the type where that is a trait object, or open.
    fn literal_items(&mut self, list: &[ExprId], want: Repr, open: bool) -> Vec<Code> {
        let items = list.iter().enumerate();
        let items = items.map(|(at, item)| match at {
            0 => {
                self.open = open;
                self.first_item(*item, want)
            }
            _ => self.owned(*item, want),
        });
        items.collect()
    }

    fn first_item(&mut self, item: ExprId, want: Repr) -> Code {
        let function = matches!(self.world.kind(want.ty), Kind::Function(_));
        if !function && !self.is_dyn(want) {
            return self.owned(item, want);
        }
        let plain = Repr {
            null: false,
            ..want
        };
        let ty = self.scope.ty(plain);
        let inner = self.without_conversion_to_null(item);
        if want.null && self.body.exprs[inner] == Expr::Const(Const::Null) {
            return Code::tight(code!(None::<#ty>));
        }
        if want.null && self.value(inner).repr.null {
            return self.owned(item, want);
        }
        let first = self.owned(inner, plain);
        let first = if first.level == Level::Cast {
            first
        } else {
            first.cast(ty)
        };
        if want.null {
            Code::call(code!(Some), &[first])
        } else {
            first
        }
    }

    /// `[k => v]`.
    fn map_literal(&mut self, expr: ExprId, entries: &[(ExprId, ExprId)], open: bool) -> Value {
        let repr = self.natural(expr);
        let Kind::Map(key, value) = self.world.kind(repr.ty) else {
            let code = self.unsupported(expr, "this map literal is");
            return Value::new(code, repr);
        };
        self.world.need(key, crate::world::Bound::Key);
        let (key, value) = (self.world.argument(key), self.world.argument(value));
        let tys = open.then(|| (self.scope.ty(key), self.scope.ty(value)));
        let tys = tys.map(|(key, value)| code!(::<#key, #value>));
        if entries.is_empty() {
            return Value::new(Code::tight(code!(hx::Map #tys::new())), repr);
        }
        let mut pairs = Vec::new();
        for (first, second) in entries {
            let first = self.owned(*first, key);
            let second = if pairs.is_empty() {
                self.first_item(*second, value)
            } else {
                self.owned(*second, value)
            };
            pairs.push(code!((#first, #second)));
        }
        Value::new(Code::tight(code!(hx::Map #tys::from([#(#pairs),*]))), repr)
    }
}
