//! Places: `this`, fields, statics, elements; reading and writing them.

use super::{Context, Hold, Receiver, Value};
use crate::code::{Code, Level, ident};
use crate::items::StaticForm;
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::hir::{Expr, ExprId, Field, Ty, TyKind};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::{DefId, MemberId, Name};
use proc_macro2::TokenStream;

impl Context<'_> {
    /// `this` as a value.
    pub(crate) fn this_value(&mut self, expr: ExprId) -> Value {
        let repr = Repr {
            ty: self.world.bare(self.ty(expr)),
            null: false,
        };
        let this = Code::tight(code!(this));
        let own = Code::tight(code!(self));
        match self.receiver {
            Receiver::Counted => Value::held(own, repr, Hold::Reference),
            Receiver::Owned => Value::held(own, repr, Hold::Place),
            Receiver::CountedParameter => Value::held(this, repr, Hold::Reference),
            Receiver::Local | Receiver::LocalTrait | Receiver::Value => {
                Value::held(this, repr, Hold::Place)
            }
            Receiver::Reference
            | Receiver::Trait
            | Receiver::Parameter
            | Receiver::None
            | Receiver::Unborn => {
                let code = self.unsupported(
                    expr,
                    "`this` as a value is not known to escape here: that is",
                );
                Value::new(code, repr)
            }
        }
    }

    /// What `this.` is in front of a field or method.
    pub(crate) fn this_receiver(&self) -> Code {
        match self.receiver {
            Receiver::Reference
            | Receiver::Counted
            | Receiver::Owned
            | Receiver::Trait
            | Receiver::None => Code::tight(code!(self)),
            Receiver::Parameter
            | Receiver::CountedParameter
            | Receiver::Local
            | Receiver::LocalTrait
            | Receiver::Value
            | Receiver::Unborn => Code::tight(code!(this)),
        }
    }

    /// Whether `this` is seen through a trait here.
    pub(crate) fn this_is_trait(&self) -> bool {
        match self.receiver {
            Receiver::Trait
            | Receiver::Parameter
            | Receiver::CountedParameter
            | Receiver::LocalTrait => true,
            Receiver::Local
            | Receiver::Reference
            | Receiver::Counted
            | Receiver::Owned
            | Receiver::None
            | Receiver::Value
            | Receiver::Unborn => false,
        }
    }

    /// The code for looking into an object: borrowed as far as possible, never null.
    pub(crate) fn receiver_code(&mut self, object: ExprId, name: &str) -> Code {
        if matches!(self.body.exprs[object], Expr::This) {
            return self.this_receiver();
        }
        self.object(object, name).code
    }

    /// The path to the fields of `owner` in an object of the static class `class`.
    pub(crate) fn base_path(
        &mut self,
        object: Code,
        class: DefId,
        owner: DefId,
        through_trait: bool,
    ) -> Code {
        let classes = &self.world.classes;
        let mut object = object;
        let mut at = class;
        if through_trait && classes.is_trait(class) {
            // The trait nearest to the owner gives its struct; from there on fields lead further.
            let mut nearest = class;
            let mut next = Some(class);
            while let Some(def) = next {
                if classes.is_trait(def) {
                    nearest = def;
                }
                if def == owner {
                    break;
                }
                next = classes.parent(def);
            }
            self.world.needs.borrow_mut().accessors.insert(nearest);
            self.scope.mention(nearest);
            let accessor = self.world.accessor(nearest);
            object = object.method(&accessor, &[]);
            at = nearest;
        }
        let mut next = Some(at);
        for _ in 0..classes.depth(at, owner) {
            object = object.field(&ident("base"));
            if let Some(def) = next {
                self.world.needs.borrow_mut().opened_bases.insert(def);
                next = classes.parent(def);
            }
        }
        object
    }

    /// The declaration of a field.
    pub(crate) fn field_def(&self, field: MemberId) -> Option<&Field> {
        self.world.field(field)
    }

    pub(crate) fn field_plan(&self, field: MemberId) -> (FieldCell, bool) {
        match self.world.plan.fields.get(&field) {
            Some(plan) => (plan.cell, plan.nullable),
            None => (FieldCell::Plain, false),
        }
    }

    /// `object.field`, as the field itself (a cell where it is one); its form, and whether `Option` is there twice.
    pub(crate) fn field_code(
        &mut self,
        object: ExprId,
        field: MemberId,
        ty: Ty,
    ) -> (Code, FieldCell, Repr, bool) {
        let name = field.name();
        let through_trait = if matches!(self.body.exprs[object], Expr::This) {
            self.this_is_trait()
        } else {
            true
        };
        let class = self.class_of_expr(object).unwrap_or_else(|| field.owner());
        if self.is_parameter(self.ty(object)) {
            let leads = Bound::Leads(class);
            self.world.need(self.ty(object), leads);
        }
        let object = self.receiver_code(object, name.as_str());
        let path = self.base_path(object, class, field.owner(), through_trait);
        let (cell, flag) = self.field_plan(field);
        let declared = self.field_def(field).map_or(ty, |field| field.ty);
        let (repr, twice) = self.world.instance(declared, flag, ty);
        (
            path.field(&ident(&self.world.names.member(field))),
            cell,
            repr,
            twice,
        )
    }

    /// `object.field`.
    pub(crate) fn field(&mut self, expr: ExprId, object: ExprId, field: MemberId) -> Value {
        if self.receiver == Receiver::Unborn && matches!(self.body.exprs[object], Expr::This) {
            let code = self.unsupported(expr, "reading a field before the object exists is");
            return Value::new(code, self.natural(expr));
        }
        if let Some(value) = self.narrowed_field(expr) {
            return value;
        }
        if self.world.is_declared_by_interface(field) {
            let (owner, repr, twice) = self.declared_place(object, field, self.ty(expr));
            return self.read_declared(&owner, field, repr, twice);
        }
        let (code, cell, repr, twice) = self.field_code(object, field, self.ty(expr));
        let value = self.read_cell(code, cell, repr);
        self.flatten(value, twice)
    }

    pub(crate) fn read_cell(&mut self, code: Code, cell: FieldCell, repr: Repr) -> Value {
        match cell {
            FieldCell::Plain => Value::held(code, repr, Hold::Place),
            FieldCell::Cell => Value::new(code.method("get", &[]), repr),
            FieldCell::RefCell => self.cell_read(code, repr),
        }
    }

    /// One `Option` where generic code put a nullable argument into another.
    pub(crate) fn flatten(&mut self, value: Value, twice: bool) -> Value {
        if !twice {
            return value;
        }
        let repr = value.repr;
        let owned = self.own(&value);
        Value::new(owned.method("flatten", &[]), repr)
    }

    /// A static variable or constant.
    pub(crate) fn static_value(&mut self, expr: ExprId, field: MemberId) -> Value {
        let repr = self.world.static_repr(field);
        let path = Code::tight(self.scope.free(field));
        let clone = || Code::tight(code!(Clone::clone));
        match self.world.static_form(field) {
            Some(StaticForm::Constant) => Value::new(path, repr),
            Some(StaticForm::Cell) => Value::new(path.method("get", &[]), repr),
            Some(StaticForm::Plain) => Value::new(path.method("with", &[clone()]), repr),
            Some(StaticForm::RefCell) => Value::new(path.method("with_borrow", &[clone()]), repr),
            None => {
                let code = self.unsupported(expr, "this static is");
                Value::new(code, self.natural(expr))
            }
        }
    }

    /// `array[index]`.
    pub(crate) fn index(&mut self, expr: ExprId, array: ExprId, index: ExprId) -> Value {
        let Kind::Array(element) = self.world.kind(self.ty(array)) else {
            let code = self.unsupported(expr, "an index into this type is");
            return Value::new(code, self.natural(expr));
        };
        if let Some((lent, repr)) = self.lent_element(expr) {
            return Value::new(lent.method("cloned", &[]), repr);
        }
        let object = self.receiver_code(array, "[]");
        let index = self.plain(index);
        let repr = self.world.argument(element);
        self.world.need(element, Bound::Clone);
        if !repr.null && self.world.has_default(repr) && !self.world.says_null(self.ty(expr)) {
            return Value::new(object.method("at", &[index]), repr);
        }
        let read = object.method("get", &[index]);
        if repr.null {
            return Value::new(read.method("flatten", &[]), repr);
        }
        Value::new(read, Repr { null: true, ..repr })
    }

    /// A field of an anonymous structure.
    pub(crate) fn structure_field(&mut self, expr: ExprId, object: ExprId, field: Name) -> Value {
        let natural = self.natural(expr);
        let ty = self.ty(object);
        self.world.need_structure_field(ty, field);
        if self.world.is_viewed(ty)
            && let Some((_, repr)) = self.structure_form(object, field)
        {
            let owner = if self.takes_counted(repr) {
                let value = self.open_value(object);
                let value = self.some(object, value, field.as_str());
                self.own(&value)
            } else {
                self.receiver_code(object, field.as_str())
            };
            return self.read_viewed(owner, ty, field, repr);
        }
        let Some((code, cell, repr)) = self.structure_place(object, field) else {
            let code = self.unsupported(expr, "a field of this structure is");
            return Value::new(code, natural);
        };
        self.read_cell(code, cell, repr)
    }

    pub(crate) fn structure_place(
        &mut self,
        object: ExprId,
        field: Name,
    ) -> Option<(Code, FieldCell, Repr)> {
        let (cell, repr) = self.structure_form(object, field)?;
        let object = self.receiver_code(object, field.as_str());
        Some((
            object.field(&ident(&crate::names::snake(field.as_str()))),
            cell,
            repr,
        ))
    }

    /// How the field of a structure is written, and what it holds.
    pub(crate) fn structure_form(&self, object: ExprId, field: Name) -> Option<(FieldCell, Repr)> {
        let Kind::Structure(fields) = self.world.kind(self.ty(object)) else {
            return None;
        };
        let declared = fields.iter().find(|declared| declared.name == field)?;
        let repr = self.world.structure_field_repr(declared);
        Some((self.world.structure_cell(self.ty(object), declared), repr))
    }

    /// The new struct of a structure, as a value of its type.
    pub(crate) fn built_structure(&self, made: Code, ty: Ty) -> Code {
        let shape = self.world.shape(ty);
        self.world.needs.borrow_mut().built_shapes.insert(shape);
        if !self.world.is_viewed(ty) {
            return made;
        }
        let rust = self.scope.ty(Repr { ty, null: false });
        made.cast(rust)
    }

    /// Which fields a new structure has, where it has to know.
    pub(crate) fn presence(&self, ty: Ty, order: &[Name]) -> Option<TokenStream> {
        let field = ident(self.world.presence_field(ty)?);
        let names = order.iter().map(|name| name.as_str());
        Some(code!(#field: hx::Fields::new(&[#(#names),*])))
    }

    /// Null where nothing else tells Rust what it could be besides.
    fn typed_null(&self, repr: Repr) -> Code {
        let ty = self.scope.ty(Repr {
            null: false,
            ..repr
        });
        Code::tight(code!(None::<#ty>))
    }

    /// `{x: a}`.
    pub(crate) fn structure_literal(&mut self, expr: ExprId, list: &[(Name, ExprId)]) -> Value {
        let natural = Repr {
            null: false,
            ..self.natural(expr)
        };
        if matches!(self.world.kind(natural.ty), Kind::Dynamic) {
            // `{}`, which says nothing of itself.
            let repr = Repr {
                null: true,
                ..natural
            };
            return self.dynamic_structure(list, repr);
        }
        let Kind::Structure(fields) = self.world.kind(natural.ty) else {
            let code = self.unsupported(expr, "this structure is");
            return Value::new(code, natural);
        };
        let name = self.scope.structure_item(natural.ty);
        let order: Vec<Name> = list.iter().map(|(name, _)| *name).collect();
        let shape = self.world.shape(natural.ty);
        let mut needs = self.world.needs.borrow_mut();
        let orders = needs.orders.entry(shape).or_default();
        orders.insert(order.clone());
        let is_object = needs.dynamic_shapes.contains(&self.world.shape(natural.ty));
        drop(needs);
        if is_object && self.world.is_viewed(natural.ty) {
            // Behind the trait is an object of Dynamic, whatever its fields are of.
            for param in crate::views::parameters(&[natural.ty]) {
                let param = Ty::new(TyKind::Param(param));
                for bound in [Bound::Clone, Bound::Show, Bound::Dynamic] {
                    self.world.need(param, bound);
                }
            }
        }
        let mut wanted = Vec::new();
        let mut cells = Vec::new();
        for (field, value) in list {
            let Some(declared) = fields.iter().find(|declared| declared.name == *field) else {
                let code =
                    self.unsupported(*value, "a field that its structure type does not have is");
                return Value::new(code, natural);
            };
            let held = self.world.holds_structure_field(natural.ty, *field);
            wanted.push((
                *value,
                held.then(|| self.world.structure_field_repr(declared)),
            ));
            if held {
                let cell = self.world.structure_cell(natural.ty, declared);
                cells.push((
                    *field,
                    cell,
                    *value,
                    self.world.structure_field_repr(declared),
                ));
            }
        }
        let (before, codes) = self.held_parts(&wanted);
        let mut parts = Vec::new();
        let open = self.world.is_open_shape(natural.ty);
        let is_behind_trait = open && self.world.is_viewed(natural.ty);
        for ((field, cell, value, repr), code) in cells.into_iter().zip(codes) {
            let name = crate::names::snake(field.as_str());
            // Nothing else tells Rust what kind of number it is.
            let is_int = open && !repr.null && matches!(self.world.kind(repr.ty), Kind::Int);
            let code = match self.int_constant(value).filter(|_| is_int) {
                Some(number) => crate::code::typed_int(number),
                None if open
                    && matches!(
                        self.body.exprs[value],
                        Expr::Const(hx2rs_compiler::hir::Const::Null)
                    ) =>
                {
                    self.typed_null(repr)
                }
                None => code,
            };
            // Behind a trait object nothing tells Rust which function type it is.
            let is_function = matches!(self.world.kind(repr.ty), Kind::Function(_));
            let code = if is_function && !repr.null && code.level != Level::Cast && is_behind_trait
            {
                code.cast(self.scope.ty(repr))
            } else {
                code
            };
            parts.push(field_init(&name, in_cell(cell, code)));
        }
        for declared in fields {
            if !list.iter().any(|(field, _)| *field == declared.name)
                && self.world.holds_structure_field(natural.ty, declared.name)
            {
                let cell = self.world.structure_cell(natural.ty, declared);
                let null = if open {
                    self.typed_null(self.world.structure_field_repr(declared))
                } else {
                    Code::tight(code!(None))
                };
                parts.push(field_init(
                    &crate::names::snake(declared.name.as_str()),
                    in_cell(cell, null),
                ));
            }
        }
        parts.extend(self.presence(natural.ty, &order));
        // Behind a trait object nothing tells Rust which function type is inside of an `Option`, and in Dynamic nothing
        // tells it of any.
        let held = fields
            .iter()
            .filter(|field| self.world.holds_structure_field(natural.ty, field.name));
        let held: Vec<Repr> = held
            .map(|field| self.world.structure_field_repr(field))
            .collect();
        let hides = |repr: &Repr| {
            matches!(self.world.kind(repr.ty), Kind::Function(_))
                && (is_behind_trait && repr.null
                    || open && !is_behind_trait && self.world.asked.fields)
        };
        let given = held.iter().any(hides).then(|| {
            let types = self.world.structure_arguments(natural.ty, fields);
            let types = types.iter().map(|repr| self.scope.ty(*repr));
            code!(::<#(#types),*>)
        });
        let literal = Code::tight(code!(#name #given { #(#parts),* }));
        let made = Code::call(code!(Rc::new), &[literal]);
        let made = self.built_structure(super::call::after(before, made), natural.ty);
        Value::new(made, natural)
    }
}

/// `name: value`, or `name` where the value is the variable of that name.
pub(crate) fn field_init(name: &str, value: Code) -> TokenStream {
    let field = ident(name);
    if field == value.tokens.to_string().as_str() {
        code!(#field)
    } else {
        code!(#field: #value)
    }
}

/// A value as its cell.
pub(crate) fn in_cell(cell: FieldCell, value: Code) -> Code {
    match cell {
        FieldCell::Plain => value,
        FieldCell::Cell => Code::call(code!(Cell::new), &[value]),
        FieldCell::RefCell => Code::call(code!(RefCell::new), &[value]),
    }
}
