//! Writing: assignments, compound assignments, and their values.

use super::{Context, Form, Hold, Value};
use crate::code::{self, Code, ident};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{Expr, ExprId, LocalId, Place, Ty, UpdateOp};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::{MemberId, Name};
use proc_macro2::TokenStream;

/// A place, its parts evaluated, ready to be read and written.
pub(super) enum Target {
    Local(LocalId),
    /// Code of the field itself, as a cell.
    Field(Code, FieldCell, Repr, bool),
    Static(MemberId, Repr),
    Index(Code, Code, Repr),
    /// A variable that an interface declares, and its owner.
    Declared(Code, MemberId, Repr, bool),
    /// A field of a structure that is a trait, its owner and the type of that.
    Viewed(Code, Ty, Name, Repr),
    /// A field that writing may add to a structure, its owner, and how it is held.
    Added(Code, Name, FieldCell, Repr),
}

impl Context<'_> {
    /// The parts of a place that `value` is written to, evaluated in order. What is evaluated `twice`, or is a variable that
    /// the value changes, is bound to names in `before`.
    pub(super) fn target(
        &mut self,
        expr: ExprId,
        place: &Place,
        value: ExprId,
        twice: bool,
        before: &mut TokenStream,
    ) -> Option<Target> {
        let is_bound = |this: &Self, part: ExprId| {
            let late = this.natural(part).null && !this.is_calm(value);
            (twice && (late || !this.is_simple(part))) || this.changes(value, part)
        };
        match place {
            Place::Local(local) => Some(Target::Local(*local)),
            Place::Field { object, field } => {
                let ty = self.field_type_at(expr, *field);
                if self.world.is_declared_by_interface(*field) {
                    if is_bound(self, *object) {
                        let owner = self.bound_object(*object, field.name().as_str(), before);
                        let (repr, double) = self.declared_form(*field, ty);
                        return Some(Target::Declared(owner, *field, repr, double));
                    }
                    let (owner, repr, double) = self.declared_place(*object, *field, ty);
                    return Some(Target::Declared(owner, *field, repr, double));
                }
                if is_bound(self, *object) {
                    let name = self.bound_object(*object, field.name().as_str(), before);
                    let class = self.class_of_expr(*object).unwrap_or_else(|| field.owner());
                    let path = self.base_path(name, class, field.owner(), true);
                    let (cell, flag) = self.field_plan(*field);
                    let declared = self.field_def(*field).map_or(ty, |field| field.ty);
                    let (repr, double) = self.world.instance(declared, flag, ty);
                    let code = path.field(&ident(&self.world.names.member(*field)));
                    return Some(Target::Field(code, cell, repr, double));
                }
                let pinned = self.pin(*object);
                let (code, cell, repr, double) = self.field_code(*object, *field, ty);
                self.unpin(pinned);
                Some(Target::Field(code, cell, repr, double))
            }
            Place::StructureField { object, field } => {
                self.world.need_structure_field(self.ty(*object), *field);
                let (cell, repr) = self.structure_form(*object, *field)?;
                let owner = if is_bound(self, *object) {
                    self.bound_object(*object, field.as_str(), before)
                } else {
                    let pinned = self.pin(*object);
                    let code = self.receiver_code(*object, field.as_str());
                    self.unpin(pinned);
                    code
                };
                if self.world.is_viewed(self.ty(*object)) {
                    let ty = self.ty(*object);
                    return Some(Target::Viewed(owner, ty, *field, repr));
                }
                let ty = self.ty(*object);
                if self.world.presence_field(ty).is_some() && self.world.may_be_added(ty, *field) {
                    self.world.need_adding(ty, *field);
                    return Some(Target::Added(owner, *field, cell, repr));
                }
                let code = owner.field(&ident(&crate::names::snake(field.as_str())));
                Some(Target::Field(code, cell, repr, false))
            }
            Place::Static(field) => Some(Target::Static(*field, self.world.static_repr(*field))),
            Place::Index { array, index } => {
                let late = twice && self.natural(*array).null && !self.is_calm(*index);
                let Kind::Array(element) = self.world.kind(self.ty(*array)) else {
                    return None;
                };
                let repr = self.world.argument(element);
                self.world.need(element, crate::world::Bound::Clone);
                let object = if late || is_bound(self, *array) {
                    let value = self.value(*array);
                    let value = self.some(*array, value, "[]");
                    let owned = self.own(&value);
                    let name = self.fresh("array");
                    before.extend(code!(let #name = #owned;));
                    Code::ident(&name)
                } else {
                    self.receiver_code(*array, "[]")
                };
                let index_code = self.plain(*index);
                let index_code = if is_bound(self, *index) {
                    let name = self.fresh("index");
                    before.extend(code!(let #name = #index_code;));
                    Code::ident(&name)
                } else {
                    index_code
                };
                Some(Target::Index(object, index_code, repr))
            }
        }
    }

    /// Whether evaluating `value` writes a variable that `part` reads.
    fn changes(&self, value: ExprId, part: ExprId) -> bool {
        let mut found = false;
        self.body.for_each_below(part, false, &mut |part| {
            if let Expr::Local(local) = self.body.exprs[part] {
                found |= self.assigns(value, local);
            }
        });
        found
    }

    /// An object that is evaluated once, in `before`, and then looked into several times.
    fn bound_object(&mut self, object: ExprId, name: &str, before: &mut TokenStream) -> Code {
        let value = self.value(object);
        let value = self.some(object, value, name);
        let owned = self.own(&value);
        let name = self.fresh("object");
        before.extend(code!(let #name = #owned;));
        Code::ident(&name)
    }

    /// The method that writes an element: what fills a gap before it has to be known, else a gap is a fault.
    fn setter(&self, element: Repr) -> &'static str {
        if self.world.has_default(element) {
            "set"
        } else {
            "set_sparse"
        }
    }

    /// The type of a field as this assignment sees it.
    fn field_type_at(&self, expr: ExprId, field: MemberId) -> Ty {
        if let Expr::Assign { value, .. } = &self.body.exprs[expr] {
            self.ty(*value)
        } else if matches!(&self.body.exprs[expr], Expr::Update { .. })
            && !matches!(self.world.kind(self.ty(expr)), Kind::Void)
        {
            self.ty(expr)
        } else if let Expr::Update {
            value,
            op: UpdateOp::Binary(_),
            ..
        } = &self.body.exprs[expr]
        {
            self.ty(*value)
        } else {
            self.world
                .field(field)
                .map_or_else(|| self.ty(expr), |field| field.ty)
        }
    }

    /// Whether evaluating an expression twice is the same as once, and cheap.
    pub(crate) fn is_simple(&self, expr: ExprId) -> bool {
        if matches!(
            &self.body.exprs[expr],
            Expr::Local(_) | Expr::This | Expr::Const(_)
        ) {
            true
        } else if let Expr::Field { object, field } = &self.body.exprs[expr] {
            let (cell, _) = self.field_plan(*field);
            cell == FieldCell::Plain && self.is_simple(*object)
        } else {
            false
        }
    }

    /// `place = value` as a statement.
    pub(crate) fn assign(&mut self, expr: ExprId, place: &Place, value: ExprId) -> TokenStream {
        let mut before = TokenStream::new();
        let calm = self.is_calm(value) && self.place_is_calm(place);
        let outer = std::mem::replace(&mut self.calm, calm);
        let code = self.assign_inside(expr, place, value, &mut before);
        self.calm = outer;
        if before.is_empty() {
            code
        } else {
            code!({ #before #code })
        }
    }

    /// Whether borrows made by the parts of a place do no harm while it is written.
    fn place_is_calm(&self, place: &Place) -> bool {
        let mut calm = match place {
            Place::Local(local) => !self.is_shared(*local),
            Place::Field { field, .. } => self.field_plan(*field).0 == FieldCell::Cell,
            Place::StructureField { .. } => false,
            Place::Static(_) => true,
            Place::Index { .. } => true,
        };
        place.for_each_part(&mut |part| calm &= self.is_calm(part));
        calm
    }

    fn assign_inside(
        &mut self,
        expr: ExprId,
        place: &Place,
        value: ExprId,
        before: &mut TokenStream,
    ) -> TokenStream {
        if let Place::Local(local) = place {
            if self.dead_writes.contains(&expr) {
                return self.statement(value);
            }
            return self.assign_local(*local, value);
        }
        if self.is_write_only(place) {
            let mut parts = Vec::new();
            place.for_each_part(&mut |part| parts.push(part));
            parts.push(value);
            return parts.into_iter().map(|part| self.statement(part)).collect();
        }
        let Some(target) = self.target(expr, place, value, false, before) else {
            let code = self.unsupported(expr, "writing this place is");
            return code!(#code;);
        };
        // The place is held while the value is computed.
        let mut parts = Vec::new();
        place.for_each_part(&mut |part| parts.push(part));
        let held: Vec<_> = parts.into_iter().map(|part| self.pin(part)).collect();
        let code = self.assigned(expr, target, value);
        held.into_iter().rev().for_each(|held| self.unpin(held));
        code
    }

    /// Whether nothing reads what an assignment puts into a place: then nothing is put there.
    pub(crate) fn is_write_only(&self, place: &Place) -> bool {
        match place {
            Place::Field { field, .. } => !self.world.is_field_read(*field),
            Place::StructureField { object, field } => {
                !self.world.sees_structure_field(self.ty(*object), *field)
                    && !self.natural(*object).null
            }
            Place::Static(field) => !self.world.is_static_read(*field),
            Place::Local(_) | Place::Index { .. } => false,
        }
    }

    fn assigned(&mut self, expr: ExprId, target: Target, value: ExprId) -> TokenStream {
        match target {
            Target::Local(local) => self.assign_local(local, value),
            Target::Field(_, _, repr, true) | Target::Declared(_, _, repr, true) => {
                let value = self.owned(value, repr);
                let _ = value;
                let code = self.unsupported(expr, "writing null into a generic field is");
                code!(#code;)
            }
            Target::Field(code, cell, repr, false) => {
                let value = self.owned(value, repr);
                let stored = self.store(&code, cell, value);
                code!(#stored;)
            }
            Target::Static(field, repr) => {
                let value = self.owned(value, repr);
                let path = Code::tight(self.scope.free(field));
                let set = path.method("set", &[value]);
                code!(#set;)
            }
            Target::Index(array, index, repr) => {
                let value = self.owned(value, repr);
                let set = array.method(self.setter(repr), &[index, value]);
                code!(#set;)
            }
            Target::Viewed(owner, ty, field, repr) => {
                let value = self.owned(value, repr);
                let set = self.write_viewed(&owner, ty, field, value);
                code!(#set;)
            }
            Target::Added(owner, field, _, repr) => {
                let value = self.owned(value, repr);
                let set = self.write_added(&owner, field, value);
                code!(#set;)
            }
            Target::Declared(owner, field, repr, false) => {
                let value = self.owned(value, repr);
                let set = self.write_declared(&owner, field, value);
                code!(#set;)
            }
        }
    }

    fn assign_local(&mut self, local: LocalId, value: ExprId) -> TokenStream {
        let declared = self.declared(local);
        if !self.is_read(local) {
            return self.statement(value);
        }
        // What a loop calls the value of the variable is known up to here.
        let is_cursor = self.aliases.contains_key(&local);
        if !is_cursor {
            self.narrowed.shift_remove(&local);
        }
        let code = if is_cursor {
            // The variable is written while the statement lasts: nothing may still look into it.
            self.guarded(|this| this.owned(value, declared.repr))
        } else {
            self.owned(value, declared.repr)
        };
        if is_cursor {
            self.narrowed.shift_remove(&local);
            self.aliases.shift_remove(&local);
        }
        let name = Code::ident(&self.name(local));
        match declared.form {
            Form::Plain | Form::Reference | Form::Lent => code!(#name = #code;),
            Form::Cell => {
                let set = name.method("set", &[code]);
                code!(#set;)
            }
            Form::RefCell => {
                let set = name.method("replace", &[code]);
                code!(#set;)
            }
        }
    }

    /// Whether something reads a variable.
    pub(crate) fn is_read(&self, local: LocalId) -> bool {
        self.read.contains(&local) || self.is_shared(local)
    }

    fn store(&self, code: &Code, cell: FieldCell, value: Code) -> Code {
        match cell {
            FieldCell::Plain => {
                let code = code.clone();
                Code::new(code::Level::Assign, code!(#code = #value))
            }
            FieldCell::Cell => code.method("set", &[value]),
            FieldCell::RefCell => code.method("replace", &[value]),
        }
    }

    /// Writes a field that the structure may not have yet.
    fn write_added(&self, owner: &Code, field: Name, value: Code) -> Code {
        let (_, set) = self.world.field_accessors(field);
        owner.method(&set, &[value])
    }

    /// `place = value` where the value is wanted as well.
    pub(crate) fn assign_value(&mut self, expr: ExprId, place: &Place, value: ExprId) -> Value {
        if self.dead_writes.contains(&expr) {
            return self.value(value);
        }
        if self.is_write_only(place) {
            let mut first = TokenStream::new();
            place.for_each_part(&mut |part| first.extend(self.statement(part)));
            let kept = self.value(value);
            if first.is_empty() {
                return kept;
            }
            let repr = kept.repr;
            let owned = self.own(&kept);
            return Value::new(Code::block(code!({ #first #owned })), repr);
        }
        self.guarded(|this| {
            let repr = this.natural(value);
            let mut before = TokenStream::new();
            // What is written to comes before the value, unless nobody can tell.
            let twice = !this.is_simple(value);
            let Some(target) = this.target(expr, place, value, twice, &mut before) else {
                let code = this.unsupported(expr, "writing this place is");
                return Value::new(code, repr);
            };
            let name = this.fresh("value");
            let owned = this.owned(value, repr);
            let kept = Value::held(Code::ident(&name), repr, Hold::Place);
            let write = this.write(value, &target, kept.clone());
            let code = code!({ #before let #name = #owned; #write #name });
            Value::new(Code::block(code), repr)
        })
    }

    /// Writes a value into an evaluated place.
    pub(super) fn write(&mut self, expr: ExprId, target: &Target, value: Value) -> TokenStream {
        match target {
            Target::Local(local) => {
                let declared = self.declared(*local);
                self.narrowed.shift_remove(local);
                let value = self.fit(expr, value, declared.repr);
                let name = Code::ident(&self.name(*local));
                match declared.form {
                    Form::Plain | Form::Reference | Form::Lent => code!(#name = #value;),
                    Form::Cell => {
                        let set = name.method("set", &[value]);
                        code!(#set;)
                    }
                    Form::RefCell => {
                        let set = name.method("replace", &[value]);
                        code!(#set;)
                    }
                }
            }
            Target::Field(code, cell, repr, _) => {
                let value = self.fit(expr, value, *repr);
                let stored = self.store(code, *cell, value);
                code!(#stored;)
            }
            Target::Static(field, repr) => {
                let value = self.fit(expr, value, *repr);
                let path = Code::tight(self.scope.free(*field));
                let set = path.method("set", &[value]);
                code!(#set;)
            }
            Target::Index(array, index, repr) => {
                let value = self.fit(expr, value, *repr);
                let set = array.method(self.setter(*repr), &[index.clone(), value]);
                code!(#set;)
            }
            Target::Viewed(owner, ty, field, repr) => {
                let value = self.fit(expr, value, *repr);
                let set = self.write_viewed(owner, *ty, *field, value);
                code!(#set;)
            }
            Target::Added(owner, field, _, repr) => {
                let value = self.fit(expr, value, *repr);
                let set = self.write_added(owner, *field, value);
                code!(#set;)
            }
            Target::Declared(owner, field, repr, _) => {
                let value = self.fit(expr, value, *repr);
                let set = self.write_declared(owner, *field, value);
                code!(#set;)
            }
        }
    }

    /// Reads an evaluated place.
    pub(super) fn read(&mut self, target: &Target, want_default: bool) -> Value {
        match target {
            Target::Local(local) => {
                let binding = self.binding(*local);
                let name = Code::ident(&self.name(*local));
                match binding.form {
                    Form::Plain => Value::held(name, binding.repr, Hold::Place),
                    Form::Reference => Value::held(name, binding.repr, Hold::Reference),
                    Form::Lent => Value::new(name.method("cloned", &[]), binding.repr),
                    Form::Cell => Value::new(name.method("get", &[]), binding.repr),
                    Form::RefCell => self.cell_read(name, binding.repr),
                }
            }
            Target::Field(code, cell, repr, double) => {
                let value = self.read_cell(code.clone(), *cell, *repr);
                self.flatten(value, *double)
            }
            Target::Viewed(owner, ty, field, repr) => {
                let owner = if self.takes_counted(*repr) {
                    owner.method("clone", &[])
                } else {
                    owner.clone()
                };
                self.read_viewed(owner, *ty, *field, *repr)
            }
            Target::Added(owner, field, cell, repr) => {
                let place = owner.clone();
                let place = place.field(&ident(&crate::names::snake(field.as_str())));
                self.read_cell(place, *cell, *repr)
            }
            Target::Declared(owner, field, repr, double) => {
                self.read_declared(owner, *field, *repr, *double)
            }
            Target::Static(field, repr) => {
                let path = Code::tight(self.scope.free(*field));
                if self.world.is_copy(*repr) {
                    Value::new(path.method("get", &[]), *repr)
                } else {
                    let clone = Code::tight(code!(Clone::clone));
                    Value::new(path.method("with_borrow", &[clone]), *repr)
                }
            }
            Target::Index(array, index, repr) => {
                if !repr.null && self.world.has_default(*repr) && want_default {
                    return Value::new(array.method("at", std::slice::from_ref(index)), *repr);
                }
                let read = array.method("get", std::slice::from_ref(index));
                if repr.null {
                    return Value::new(read.method("flatten", &[]), *repr);
                }
                Value::new(
                    read,
                    Repr {
                        null: true,
                        ..*repr
                    },
                )
            }
        }
    }
}
