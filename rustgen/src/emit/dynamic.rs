//! Casts and type tests, and the way into Dynamic and out of it.

use super::{Context, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::hir::{Const, Expr, ExprId, Ty, TyKind, known};
use hx2rs_compiler::{DefId, Name};
use proc_macro2::TokenStream;

impl Context<'_> {
    /// To Dynamic.
    pub(crate) fn as_dynamic(&mut self, expr: ExprId, operand: ExprId) -> Value {
        let repr = self.natural(expr);
        self.as_dynamic_of(expr, operand, repr)
    }

    fn as_dynamic_of(&mut self, expr: ExprId, operand: ExprId, repr: Repr) -> Value {
        if let Some(text) = self.literal_text(operand) {
            let text = code::text(text);
            return Value::new(Code::call(code!(hx::dynamic), &[text]), repr);
        }
        if let Expr::Array(list) = &self.body.exprs[operand] {
            let list = list.clone();
            return self.dynamic_array(&list, repr);
        }
        if let Expr::Map(entries) = &self.body.exprs[operand] {
            let entries = entries.clone();
            return self.dynamic_map(operand, &entries, repr);
        }
        if let Expr::Structure(fields) = &self.body.exprs[operand]
            && self.world.asked.fields
        {
            let fields = fields.clone();
            return self.dynamic_structure(&fields, repr);
        }
        let value = self.open_value(operand);
        self.seen_as_dynamic(expr, value, repr)
    }

    /// An array literal that only Dynamic ever sees takes any elements.
    fn dynamic_array(&mut self, list: &[ExprId], repr: Repr) -> Value {
        self.world.need(Ty::array(repr.ty), Bound::Dynamic);
        let items: Vec<Code> = list.iter().map(|item| self.part(*item, repr)).collect();
        let array = if items.is_empty() {
            code!(hx::Array::<Option<hx::Dynamic>>::new())
        } else if items.iter().all(|it| it.tokens.to_string() == "None") {
            code!(hx::Array::<Option<hx::Dynamic>>::from([#(#items),*]))
        } else {
            code!(hx::Array::from([#(#items),*]))
        };
        Value::new(Code::call(code!(hx::dynamic), &[Code::tight(array)]), repr)
    }

    /// A map literal that only Dynamic ever sees takes any values.
    fn dynamic_map(&mut self, map: ExprId, entries: &[(ExprId, ExprId)], repr: Repr) -> Value {
        let Kind::Map(key, _) = self.world.kind(self.ty(map)) else {
            let code = self.unsupported(map, "this map literal is");
            return Value::new(code, repr);
        };
        let ty = TyKind::Abstract(known::map(), Box::new([key, repr.ty]));
        self.world.need(Ty::new(ty), Bound::Dynamic);
        let key = self.world.argument(key);
        let mut pairs = Vec::new();
        for (first, second) in entries {
            let first = self.owned(*first, key);
            let second = self.part(*second, repr);
            pairs.push(code!((#first, #second)));
        }
        let map = if pairs.is_empty() {
            let key = self.scope.ty(key);
            code!(hx::Map::<#key, Option<hx::Dynamic>>::new())
        } else {
            code!(hx::Map::from([#(#pairs),*]))
        };
        Value::new(Code::call(code!(hx::dynamic), &[Code::tight(map)]), repr)
    }

    /// A structure literal that only Dynamic ever sees, where the program asks for fields by their names: it can get new
    /// ones.
    pub(super) fn dynamic_structure(&mut self, fields: &[(Name, ExprId)], repr: Repr) -> Value {
        let mut pairs = Vec::new();
        for (name, value) in fields {
            let name = code::text(name.as_str());
            let value = self.part(*value, repr);
            pairs.push(code!((#name, #value)));
        }
        let made = if pairs.is_empty() {
            code!(hx::reflect::Anonymous::new())
        } else {
            code!(hx::reflect::Anonymous::from([#(#pairs),*]))
        };
        let object = Code::call(code!(hx::Dynamic::object), &[Code::tight(made)]);
        Value::new(Code::call(code!(Some), &[object]), repr)
    }

    /// Something inside a literal as Dynamic.
    fn part(&mut self, expr: ExprId, repr: Repr) -> Code {
        if matches!(self.world.kind(self.ty(expr)), Kind::Dynamic) {
            return self.owned(expr, repr);
        }
        let value = self.at(expr, |this| this.as_dynamic_of(expr, expr, repr));
        self.own(&value)
    }

    /// A value as Dynamic.
    pub(crate) fn seen_as_dynamic(&mut self, expr: ExprId, value: Value, repr: Repr) -> Value {
        match self.world.kind(value.repr.ty) {
            // As null or not as it was.
            Kind::Dynamic => Value {
                repr: Repr {
                    ty: repr.ty,
                    ..value.repr
                },
                ..value
            },
            Kind::Void | Kind::Native(_) | Kind::Unsupported => {
                let code = self.unsupported(expr, "a value of this type as Dynamic is");
                Value::new(code, repr)
            }
            Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Class(..)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_) => {
                self.world.need(value.repr.ty, Bound::Dynamic);
                let owned = self.own(&value);
                let owned = self.as_declared(owned, &value);
                let made = Code::call(code!(hx::dynamic), &[owned]);
                if let Kind::Function(function) = self.world.kind(value.repr.ty)
                    && let Some((rest, own)) = function.params.split_last()
                    && rest.rest
                {
                    let own = proc_macro2::Literal::usize_unsuffixed(own.len());
                    let made =
                        Code::call(code!(hx::rest_function), &[made, Code::tight(code!(#own))]);
                    return Value::new(made, repr);
                }
                Value::new(made, repr)
            }
        }
    }

    /// A value of type Dynamic as an `Option`, also where it is known not to be null.
    pub(crate) fn any_value(&mut self, expr: ExprId) -> Value {
        let value = self.value(expr);
        if value.repr.null {
            return value;
        }
        let some = Code::call(code!(Some), &[self.own(&value)]);
        Value::new(
            some,
            Repr {
                null: true,
                ..value.repr
            },
        )
    }

    /// A closure is a type of its own in Rust until it is said to be `Rc<dyn Fn…>`, and a container without elements has to
    /// say what they would be.
    pub(crate) fn as_declared(&self, owned: Code, value: &Value) -> Code {
        let empty = owned.tokens.to_string();
        if empty == "hx :: Map :: new ()"
            && let Kind::Map(key, item) = self.world.kind(value.repr.ty)
        {
            let (key, item) = (self.scope.argument_ty(key), self.scope.argument_ty(item));
            return Code::call(code!(hx::Map::<#key, #item>::new), &[]);
        }
        if empty == "hx :: Array :: new ()"
            && let Kind::Array(item) = self.world.kind(value.repr.ty)
        {
            let item = self.scope.argument_ty(item);
            return Code::call(code!(hx::Array::<#item>::new), &[]);
        }
        let function = matches!(self.world.kind(value.repr.ty), Kind::Function(_));
        if !function || value.hold != super::Hold::Owned || value.repr.null {
            return owned;
        }
        let ty = self.scope.ty(value.repr);
        owned.cast(ty)
    }

    /// Out of Dynamic, by `hx::take` or `hx::cast`.
    pub(crate) fn out_of_dynamic(
        &mut self,
        expr: ExprId,
        operand: ExprId,
        ty: Ty,
        by: TokenStream,
    ) -> Value {
        let to = Repr {
            ty: self.world.bare(ty),
            null: true,
        };
        let value = self.any_value(operand);
        if matches!(self.world.kind(to.ty), Kind::Dynamic) {
            return Value { repr: to, ..value };
        }
        let owned = self.own(&value);
        if self.world.dynamic_views && matches!(self.world.kind(to.ty), Kind::Structure(_)) {
            let made = self.structure_of_dynamic(expr, owned, to.ty);
            let made = made.unwrap_or_else(|| {
                self.unsupported(expr, "a value of this type taken out of Dynamic is")
            });
            return Value::new(made, to);
        }
        if let Kind::Array(element) = self.world.kind(to.ty)
            && self.holds_structures(element)
        {
            let made = self.array_of_dynamic(expr, owned, element);
            let made = made.unwrap_or_else(|| {
                self.unsupported(expr, "a value of this type taken out of Dynamic is")
            });
            return Value::new(made, to);
        }
        if !self.scope.viewed(to.ty) {
            let code = self.unsupported(expr, "a value of this type taken out of Dynamic is");
            return Value::new(code, to);
        }
        let taken = self.taken(expr, owned, to.ty, by);
        let basic = matches!(self.world.kind(to.ty), Kind::Int | Kind::Float | Kind::Bool);
        if basic && !matches!(ty.kind(), TyKind::Null(_)) {
            // Null is no number.
            return Value::new(
                taken.method("unwrap_or_default", &[]),
                Repr { null: false, ..to },
            );
        }
        Value::new(taken, to)
    }

    /// `hx::take::<T>(value, "T", "Main.hx:3")`, an `Option`.
    pub(crate) fn taken(&mut self, expr: ExprId, value: Code, to: Ty, by: TokenStream) -> Code {
        self.world.need(to, Bound::Dynamic);
        if matches!(self.world.kind(to), Kind::Param(_)) {
            self.world.need(to, Bound::Static);
        }
        let rust = self.scope.ty(Repr {
            ty: to,
            null: false,
        });
        let name = code::text(&self.world.type_name(to));
        let position = code::text(&self.position(expr));
        Code::call(code!(#by::<#rust>), &[value, name, position])
    }

    /// `cast(e, T)`, and `cast e` to a class.
    pub(crate) fn cast(&mut self, expr: ExprId, operand: ExprId, ty: Ty) -> Value {
        let from = self.world.bare(self.ty(operand));
        let to = self.world.bare(ty);
        if self.same_rust(from, to) {
            let value = self.value(operand);
            return self.reinterpret(expr, value, ty);
        }
        match (self.world.kind(from), self.world.kind(to)) {
            (Kind::Array(_), Kind::Array(_))
            | (Kind::Map(..), Kind::Map(..))
            | (Kind::Function(_), Kind::Function(_)) => {
                let value = self.value(operand);
                match self.reinterpreted(expr, &value, ty) {
                    Some(seen) => seen,
                    None => self.cast_by_way_of_dynamic(expr, &value, to),
                }
            }
            (Kind::Dynamic, _) => self.out_of_dynamic(expr, operand, ty, code!(hx::cast)),
            (Kind::Class(base, _), Kind::Class(target, _)) => {
                if self.world.plan.families.is_below(base, target) {
                    return self.upcast(expr, operand);
                }
                if self.world.static_type_test(from, to) == Some(false) {
                    return self.impossible_cast(expr, operand, to);
                }
                let Some(test) = self.type_test_method(base, target) else {
                    let value = self.value(operand);
                    return self.cast_by_way_of_dynamic(expr, &value, to);
                };
                let value = self.value(operand);
                let failed = self.failed_cast(expr, from, to);
                self.downcast(value, to, &failed, |object| object.method(&test, &[]))
            }
            (Kind::Class(def, _), Kind::Exception) if self.world.is_exception(def) => {
                self.upcast(expr, operand)
            }
            (Kind::Exception, Kind::Class(..)) if self.scope.viewed(to) => {
                let value = self.value(operand);
                let failed = self.failed_cast(expr, from, to);
                let rust = self.scope.ty(Repr {
                    ty: to,
                    null: false,
                });
                self.downcast(value, to, &failed, |object| {
                    let object = object.at(Level::Postfix);
                    Code::tight(code!(#object.downcast::<#rust>()))
                })
            }
            // What is given for the parameter decides.
            (Kind::Param(_), _) | (_, Kind::Param(_)) => {
                let value = self.value(operand);
                let dynamic = Repr {
                    ty: Ty::new(TyKind::Dynamic(None)),
                    null: true,
                };
                let value = self.seen_as_dynamic(expr, value, dynamic);
                let want = Repr { ty: to, null: true };
                if !self.scope.viewed(to) {
                    return self.unsupported_cast(expr);
                }
                let code = self.taken(expr, value.code, to, code!(hx::cast));
                Value::new(code, want)
            }
            (from_kind, to_kind) => {
                let basic =
                    |kind| matches!(kind, Kind::Int | Kind::Float | Kind::Bool | Kind::String);
                if basic(from_kind)
                    && !matches!(to_kind, Kind::Dynamic | Kind::Param(_) | Kind::Structure(_))
                    && self.world.static_type_test(from, to) == Some(false)
                {
                    return self.impossible_cast(expr, operand, to);
                }
                let value = self.value(operand);
                self.cast_by_way_of_dynamic(expr, &value, to)
            }
        }
    }

    /// A cast between types that have nothing to do with each other: what the value is decides.
    fn cast_by_way_of_dynamic(&mut self, expr: ExprId, value: &Value, to: Ty) -> Value {
        let dynamic = Repr {
            ty: Ty::new(TyKind::Dynamic(None)),
            null: true,
        };
        let value = self.seen_as_dynamic(expr, value.clone(), dynamic);
        let want = Repr { ty: to, null: true };
        if self.world.dynamic_views && matches!(self.world.kind(to), Kind::Structure(_)) {
            let owned = self.own(&value);
            return match self.structure_of_dynamic(expr, owned, to) {
                Some(code) => Value::new(code, want),
                None => self.unsupported_cast(expr),
            };
        }
        if matches!(
            self.world.kind(to),
            Kind::Structure(_) | Kind::Unsupported | Kind::Void
        ) || !self.scope.viewed(to)
        {
            return self.unsupported_cast(expr);
        }
        let code = self.taken(expr, value.code, to, code!(hx::cast));
        Value::new(code, want)
    }

    fn unsupported_cast(&mut self, expr: ExprId) -> Value {
        let code = self.unsupported(expr, "this cast is");
        Value::new(code, self.natural(expr))
    }

    /// `|| hx::failed_cast("A", "B", "Main.hx:3")`.
    fn failed_cast(&mut self, expr: ExprId, from: Ty, to: Ty) -> TokenStream {
        let position = code::text(&self.position(expr));
        let from = code::text(&self.world.type_name(from));
        let to = code::text(&self.world.type_name(to));
        code!(|| hx::failed_cast(#from, #to, #position))
    }

    /// A cast of an object by a look at it; null stays null.
    fn downcast(
        &mut self,
        value: Value,
        to: Ty,
        failed: &TokenStream,
        look: impl FnOnce(Code) -> Code,
    ) -> Value {
        let null = value.repr.null;
        let owned = self.own(&value);
        let repr = Repr { ty: to, null };
        if null {
            let look = look(Code::tight(code!(object)));
            let code = code!(#owned.map(|object| #look.unwrap_or_else(#failed)));
            return Value::new(Code::tight(code), repr);
        }
        let failed = Code::new(Level::Jump, failed.clone());
        Value::new(look(owned).method("unwrap_or_else", &[failed]), repr)
    }

    /// A cast to what no value of the operand's type is: only null passes.
    fn impossible_cast(&mut self, expr: ExprId, operand: ExprId, to: Ty) -> Value {
        let from = self.world.bare(self.ty(operand));
        let value = self.value(operand);
        let null = value.repr.null;
        let repr = Repr { ty: to, null };
        let rust = self.scope.ty(Repr {
            ty: to,
            null: false,
        });
        let owned = self.own(&value);
        let position = code::text(&self.position(expr));
        let from = code::text(&self.world.type_name(from));
        let to = code::text(&self.world.type_name(to));
        // As a value of its type: the code behind it is emitted as well.
        let failed = code!(hx::impossible_cast::<#rust>(#from, #to, #position));
        if null {
            let code = code!(#owned.map(|_| #failed));
            return Value::new(Code::tight(code), repr);
        }
        let keep = hx2rs_compiler::mir::reach::has_effect(self.body, operand)
            .then(|| code!(let _ = #owned;));
        match keep {
            Some(keep) => Value::new(Code::block(code!({ #keep #failed })), repr),
            None => Value::new(Code::tight(failed), repr),
        }
    }

    /// `Std.isOfType(v, T)`.
    pub(crate) fn type_test(&mut self, expr: ExprId, operand: ExprId, ty: Ty) -> Value {
        let repr = self.natural(expr);
        let operand = self.peeled_dynamic(operand);
        if self.body.exprs[operand] == Expr::Const(Const::Null) {
            return Value::new(Code::tight(code!(false)), repr);
        }
        let from = self.world.bare(self.ty(operand));
        let to = self.world.bare(ty);
        if let TyKind::Class(def, _) = to.kind()
            && let Some(keys) = map_keys(*def)
        {
            let dynamic = Repr {
                ty: Ty::new(TyKind::Dynamic(None)),
                null: true,
            };
            let value = if matches!(self.world.kind(from), Kind::Dynamic) {
                self.any_value(operand)
            } else {
                let value = self.value(operand);
                self.seen_as_dynamic(expr, value, dynamic)
            };
            let reference = self.borrowed(&value);
            let keys = Code::tight(match keys {
                "" => code!(None),
                keys => {
                    let keys = code::ident(keys);
                    code!(Some(hx::Keys::#keys))
                }
            });
            let test = Code::call(code!(hx::is_map), &[reference, keys]);
            return Value::new(test, repr);
        }
        let code = self.type_test_code(expr, operand, (from, to), ty);
        Value::new(code, repr)
    }

    fn type_test_code(
        &mut self,
        expr: ExprId,
        operand: ExprId,
        (from, to): (Ty, Ty),
        ty: Ty,
    ) -> Code {
        let wrapped = is_value_exception(to);
        if matches!(self.world.kind(from), Kind::Dynamic) {
            let value = self.any_value(operand);
            return self.dynamic_test(expr, value, to, wrapped);
        }
        let value = self.value(operand);
        match (self.world.kind(from), self.world.kind(to)) {
            (Kind::Exception, Kind::Exception) if wrapped => {
                if is_value_exception(from) {
                    return self.null_answer(&value);
                }
                self.look(&value, |object| object.method("is_value", &[]))
            }
            (Kind::Exception, Kind::Class(..)) if self.scope.viewed(to) => {
                let rust = self.scope.ty(Repr {
                    ty: to,
                    null: false,
                });
                self.look(&value, |object| {
                    let object = object.at(Level::Postfix);
                    Code::tight(code!(#object.is::<#rust>()))
                })
            }
            (Kind::Param(_), _) | (Kind::Float, Kind::Int) => {
                let dynamic = Repr {
                    ty: Ty::new(TyKind::Dynamic(None)),
                    null: true,
                };
                let value = self.seen_as_dynamic(expr, value, dynamic);
                self.dynamic_test(expr, value, to, wrapped)
            }
            (_, Kind::Dynamic) => self.null_answer(&value),
            (from_kind, to_kind) => {
                let _ = ty;
                match self.world.static_type_test(from, to) {
                    Some(true) => return self.null_answer(&value),
                    Some(false) => {
                        if hx2rs_compiler::mir::reach::has_effect(self.body, operand) {
                            let code = &value.code;
                            return Code::block(code!({ let _ = #code; false }));
                        }
                        return Code::tight(code!(false));
                    }
                    None => {}
                }
                let test =
                    if let (Kind::Class(base, _), Kind::Class(target, _)) = (from_kind, to_kind) {
                        self.type_test_method(base, target)
                    } else {
                        None
                    };
                let Some(test) = test else {
                    let dynamic = Repr {
                        ty: Ty::new(TyKind::Dynamic(None)),
                        null: true,
                    };
                    let value = self.seen_as_dynamic(expr, value, dynamic);
                    return self.dynamic_test(expr, value, to, wrapped);
                };
                let null = value.repr.null;
                let owned = self.own(&value);
                if null {
                    let test = code::ident(&test);
                    return Code::tight(
                        code!(#owned.is_some_and(|object| object.#test().is_some())),
                    );
                }
                owned.method(&test, &[]).method("is_some", &[])
            }
        }
    }

    /// True but for null.
    fn null_answer(&self, value: &Value) -> Code {
        if value.repr.null {
            value.code.method("is_some", &[])
        } else {
            Code::tight(code!(true))
        }
    }

    /// A question to an object that is false for null.
    fn look(&mut self, value: &Value, question: impl FnOnce(Code) -> Code) -> Code {
        if !value.repr.null {
            return question(value.code.clone());
        }
        let question = question(Code::tight(code!(object)));
        let question = Code::new(Level::Jump, code!(|object| #question));
        value
            .code
            .method("as_ref", &[])
            .method("is_some_and", &[question])
    }

    /// A reference for a function that takes `&Option<Dynamic>`: Rust looks through a guard by itself.
    pub(crate) fn borrowed(&self, value: &Value) -> Code {
        if value.hold == super::Hold::Guard {
            value.code.reference()
        } else {
            self.reference(value)
        }
    }

    /// Whether something in Dynamic is of a type.
    fn dynamic_test(&mut self, expr: ExprId, value: Value, to: Ty, wrapped: bool) -> Code {
        let reference = self.borrowed(&value);
        if self.scope.is_never(to) {
            return Code::tight(code!(false));
        }
        let kind = self.world.kind(to);
        if matches!(kind, Kind::Array(_)) {
            Code::call(code!(hx::is_array), &[reference])
        } else if let Kind::Map(key, _) = kind {
            let keys = self.world.map_keys(key).map(code::ident);
            let keys = match keys {
                Some(keys) => code!(Some(hx::Keys::#keys)),
                None => code!(None),
            };
            Code::call(code!(hx::is_map), &[reference, Code::tight(keys)])
        } else if matches!(kind, Kind::Dynamic) {
            self.null_answer(&value)
        } else if let Kind::Class(def, _) | Kind::Enum(def, _) = kind
            && !self.is_closed(to)
        {
            let names = self.world.class_names(def);
            let names = names.iter().map(|name| code::text(name));
            let names = Code::tight(code!(&[#(#names),*]));
            Code::call(code!(hx::is_class), &[reference, names])
        } else if matches!(
            kind,
            Kind::Int
                | Kind::Float
                | Kind::Bool
                | Kind::Int64
                | Kind::String
                | Kind::Exception
                | Kind::Class(..)
                | Kind::Enum(..)
        ) && !wrapped
            && self.scope.viewed(to)
        {
            let rust = self.scope.ty(Repr {
                ty: to,
                null: false,
            });
            Code::call(code!(hx::is::<#rust>), &[reference])
        } else {
            self.unsupported(expr, "this type test is")
        }
    }

    /// Whether a type has no type arguments.
    fn is_closed(&self, ty: Ty) -> bool {
        if let Kind::Class(_, arguments) | Kind::Enum(_, arguments) = self.world.kind(ty) {
            arguments.is_empty()
        } else {
            true
        }
    }
}

/// What `hx::Keys` calls the keys of the maps that a type names by them; nothing for `IMap`.
fn map_keys(def: DefId) -> Option<&'static str> {
    [
        (known::any_map(), ""),
        (known::int_map(), "Ints"),
        (known::string_map(), "Strings"),
        (known::enum_value_map(), "EnumValues"),
        (known::object_map(), "Objects"),
    ]
    .into_iter()
    .find_map(|(map, keys)| (map == def).then_some(keys))
}

/// `haxe.ValueException`.
fn is_value_exception(ty: Ty) -> bool {
    matches!(ty.kind(), TyKind::Class(def, _) if *def == known::value_exception())
}
