//! `Dynamic`: a value of which only the program knows what it is, and what can be asked of it.
//!
//! Null is no `Dynamic`: emitted code holds an `Option<Dynamic>`. Basic values and strings are themselves, all else is
//! an [`Object`]: its own type plus the few questions that Haxe asks of any value. A class of the program implements
//! that only if its instances get here. The other way goes through [`View`]: an object offers itself under each type
//! that the program takes out of `Dynamic`, so a class is found as its bases and interfaces as well.
//!
//! Operators of such values stand in `dynamic/operators.rs`, how values of the prelude get in in `dynamic/objects.rs`.

mod function;
mod objects;
mod operators;

use std::any::Any;
use std::fmt::{self, Debug, Display, Write};
use std::rc::Rc;

pub(crate) use function::any_function;
pub use function::{Called, rest_function};
pub use objects::{AsDynamic, element, same_type};
pub use operators::{
    Number, Operator, add, arithmetic, divide, invalid_operation, modulo, multiply, order, subtract,
};

use crate::fault::failed_cast;
use crate::key::Keys;
use crate::reflect::{Type, TypeInfo};
use crate::{Exception, Key, KeyHash, Same, Show, Str};

/// A value of any type but null. Cloning gives the same value.
#[derive(Clone)]
pub enum Dynamic {
    /// An Int.
    Int(i32),
    /// A Float.
    Float(f64),
    /// A Bool.
    Bool(bool),
    /// A String.
    String(Str),
    /// A class or enum as a value.
    Type(Type),
    /// A `haxe.Exception` that is of no class of the program.
    Exception(Exception),
    /// All else.
    Object(Rc<dyn Object>),
}

/// What is not a basic value, as [`Dynamic`] sees it.
pub trait Object: Erase {
    /// The name of its class or enum.
    fn class(&self) -> &'static str;

    /// Offers itself as each type under which the program looks for it.
    fn view(self: Rc<Self>, view: &mut View);

    /// Of an enum value: position and name of its constructor. Said where the program asks.
    fn constructor(&self) -> Option<(i32, &'static str)> {
        None
    }

    /// Of an enum value: what its constructor was given. Said where the program asks.
    fn parameters(&self) -> Vec<Option<Dynamic>> {
        Vec::new()
    }

    /// Its class or enum as a value. Said where the program asks.
    fn type_info(&self) -> Option<&'static TypeInfo> {
        None
    }

    /// A field by name, if it has it. Said where the program asks, as the following ones.
    fn field(self: Rc<Self>, _name: &str) -> Option<Option<Dynamic>> {
        None
    }

    /// What a property's getter gives, if it has one of this name.
    fn property(self: Rc<Self>, _name: &str) -> Result<Option<Option<Dynamic>>, Exception> {
        Ok(None)
    }

    /// Gives a property its value by its setter; whether it has one of this name.
    fn set_property(
        self: Rc<Self>,
        _name: &str,
        _value: Option<Dynamic>,
    ) -> Result<bool, Exception> {
        Ok(false)
    }

    /// The names of its fields.
    fn field_names(&self) -> Vec<Str> {
        Vec::new()
    }

    /// Gives a field its value; whether it can have it.
    fn set_field(&self, _name: &str, _value: Option<Dynamic>) -> bool {
        false
    }

    /// Takes a field out; whether it was there.
    fn delete_field(&self, _name: &str) -> bool {
        false
    }

    /// Another object with the same fields, of the same class.
    fn copy(&self) -> Option<Dynamic> {
        None
    }

    /// Of a map: what its keys are.
    fn keys(&self) -> Option<Keys> {
        None
    }

    /// Calls it, if it is a function.
    fn call(&self, _arguments: &[Option<Dynamic>]) -> Option<Called> {
        None
    }

    /// `a == b`: by address, unless the type knows better, as enums do.
    fn identical(&self, other: &dyn Object) -> bool {
        self.address() == other.address()
    }

    /// What makes it the one that it is.
    fn address(&self) -> *const () {
        std::ptr::from_ref(self).cast()
    }
}

/// From a counted object of a known type to one of any type; every [`Object`] has it. The traits of a program stand below
/// this one and not below `Object`, whose methods have names that a program's own may have.
pub trait Erase: Any + Show {
    /// The same object.
    fn into_object(self: Rc<Self>) -> Rc<dyn Object>;
}

impl<T: Object> Erase for T {
    fn into_object(self: Rc<Self>) -> Rc<dyn Object> {
        self
    }
}

/// A look at an object from outside: as one type, which is not known to the object.
pub struct View<'a>(&'a mut dyn Any);

impl View<'_> {
    /// What the object is as a `T`; not asked for where another type is looked for.
    pub fn offer<T: 'static>(&mut self, value: impl FnOnce() -> T) {
        if let Some(place) = self.0.downcast_mut::<Option<T>>() {
            *place = Some(value());
        }
    }
}

impl Dynamic {
    /// The value of a type of the program that is no counted object: an enum without parameters.
    pub fn object(value: impl Object) -> Self {
        Self::Object(Rc::new(value))
    }

    /// What is looked at as an object: itself, or the value that is none.
    pub fn seen(object: Rc<dyn Object>) -> Self {
        let inside: &dyn Any = &*object;
        if let Some(text) = inside.downcast_ref::<Str>() {
            return Self::String(text.clone());
        }
        match inside.downcast_ref::<Self>() {
            Some(value) => value.clone(),
            None => Self::Object(object),
        }
    }

    /// The value as a `T`, if it is one. An Int is a Float, too, and a Float without fraction an Int, if it fits.
    pub fn downcast<T: 'static>(&self) -> Option<T> {
        let mut found = None::<T>;
        let view = &mut View(&mut found);
        view.offer(|| Some(self.clone()));
        match self {
            Self::Int(value) => {
                view.offer(|| *value);
                view.offer(|| f64::from(*value));
            }
            Self::Float(value) => {
                view.offer(|| *value);
                let whole = crate::int(*value);
                if f64::from(whole) == *value {
                    view.offer(|| whole);
                }
            }
            Self::Bool(value) => view.offer(|| *value),
            Self::String(value) => view.offer(|| value.clone()),
            Self::Type(_) => {}
            Self::Exception(value) => view.offer(|| value.clone()),
            Self::Object(object) => Rc::clone(object).view(view),
        }
        found
    }

    /// `value.name`; null where there is none.
    pub fn member(&self, name: &str) -> Option<Self> {
        crate::reflect::field(&Some(self.clone()), name)
    }

    /// `value.name = new`.
    pub fn set_member(&self, name: &str, new: Option<Self>) {
        crate::reflect::set_field(&Some(self.clone()), name, new);
    }

    /// The name of its type.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Int(_) => "Int",
            Self::Float(_) => "Float",
            Self::Bool(_) => "Bool",
            Self::String(_) => "String",
            Self::Type(_) => "Class",
            Self::Exception(value) if value.is_value() => "haxe.ValueException",
            Self::Exception(_) => "haxe.Exception",
            Self::Object(object) => object.class(),
        }
    }
}

/// A value of a known type as `Dynamic`.
pub fn dynamic(value: impl AsDynamic) -> Option<Dynamic> {
    value.to_dynamic()
}

/// Whether a value is a `T`. Null is none.
pub fn is<T: 'static>(value: &Option<Dynamic>) -> bool {
    value
        .as_ref()
        .is_some_and(|value| value.downcast::<T>().is_some())
}

/// Whether a value is an instance of one of these classes or enums, of whatever type arguments.
pub fn is_class(value: &Option<Dynamic>, classes: &[&str]) -> bool {
    value
        .as_ref()
        .is_some_and(|value| classes.contains(&value.class()))
}

/// Whether a value is an array, of whatever elements.
pub fn is_array(value: &Option<Dynamic>) -> bool {
    value.as_ref().is_some_and(|value| value.class() == "Array")
}

/// Whether a value is a map, of keys like these.
pub fn is_map(value: &Option<Dynamic>, keys: Option<Keys>) -> bool {
    let Some(Dynamic::Object(object)) = value else {
        return false;
    };
    object.class() == "Map" && keys.is_none_or(|keys| object.keys() == Some(keys))
}

/// `cast(value, T)`: null stays null, and what is no `T` is a fault at a .hx position.
pub fn cast<T: AsDynamic + 'static>(
    value: Option<Dynamic>,
    name: &str,
    position: &'static str,
) -> Option<T> {
    let value = value?;
    if let Dynamic::Float(_) = value {
        let exactly = value.downcast();
        return exactly.or_else(|| failed_cast(value.class(), name, position));
    }
    take(Some(value), name, position)
}

/// A value where a `T` is asked for: as [`cast()`], but that a Float is cut to an Int.
pub fn take<T: AsDynamic>(value: Option<Dynamic>, name: &str, position: &'static str) -> Option<T> {
    let value = value?;
    match T::from_dynamic(&value) {
        Some(value) => Some(value),
        None => failed_cast(value.class(), name, position),
    }
}

/// A value that is looked at as a structure: it is what it was.
impl Object for Dynamic {
    fn class(&self) -> &'static str {
        Self::class(self)
    }
    fn view(self: Rc<Self>, view: &mut View) {
        if let Self::Object(object) = &*self {
            Rc::clone(object).view(view);
        }
    }
    fn field(self: Rc<Self>, name: &str) -> Option<Option<Dynamic>> {
        match &*self {
            Self::Object(object) => Rc::clone(object).field(name),
            Self::Int(_)
            | Self::Float(_)
            | Self::Bool(_)
            | Self::String(_)
            | Self::Type(_)
            | Self::Exception(_) => self.member(name).map(Some),
        }
    }
    fn field_names(&self) -> Vec<Str> {
        match self {
            Self::Object(object) => object.field_names(),
            Self::Int(_)
            | Self::Float(_)
            | Self::Bool(_)
            | Self::String(_)
            | Self::Type(_)
            | Self::Exception(_) => Vec::new(),
        }
    }
    fn set_field(&self, name: &str, value: Option<Dynamic>) -> bool {
        if let Self::Object(object) = self {
            return object.set_field(name, value);
        }
        false
    }
    fn delete_field(&self, name: &str) -> bool {
        if let Self::Object(object) = self {
            return object.delete_field(name);
        }
        false
    }
    fn copy(&self) -> Option<Dynamic> {
        crate::reflect::copy(&Some(self.clone()))
    }
    fn call(&self, arguments: &[Option<Dynamic>]) -> Option<Called> {
        if let Self::Object(object) = self {
            return object.call(arguments);
        }
        None
    }
    fn address(&self) -> *const () {
        match self {
            Self::Object(object) => object.address(),
            Self::Int(_)
            | Self::Float(_)
            | Self::Bool(_)
            | Self::String(_)
            | Self::Type(_)
            | Self::Exception(_) => std::ptr::from_ref(self).cast(),
        }
    }
}

impl Show for Dynamic {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        match self {
            Self::Int(value) => value.show_on(out),
            Self::Float(value) => value.show_on(out),
            Self::Bool(value) => value.show_on(out),
            Self::String(value) => value.show_on(out),
            Self::Type(value) => value.show_on(out),
            Self::Exception(value) => value.show_on(out),
            Self::Object(object) => Rc::clone(object).show_shared(out),
        }
    }
}

impl Display for Dynamic {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.show_on(f)
    }
}

impl Debug for Dynamic {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.show_on(f)
    }
}

/// Numbers by value, whatever their types; strings by text, all else as [`Object::identical`] says.
impl Same for Dynamic {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Int(a), Self::Float(b)) | (Self::Float(b), Self::Int(a)) => f64::from(*a) == *b,
            (Self::Float(a), Self::Float(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Type(a), Self::Type(b)) => a == b,
            (Self::Exception(a), Self::Exception(b)) => a.same(b),
            (Self::Object(a), Self::Object(b)) => a.identical(&**b),
            (
                Self::Int(_)
                | Self::Float(_)
                | Self::Bool(_)
                | Self::String(_)
                | Self::Type(_)
                | Self::Exception(_)
                | Self::Object(_),
                _,
            ) => false,
        }
    }
}

impl Key for Dynamic {
    fn feed(&self, hash: &mut KeyHash) {
        match self {
            Self::Int(value) => f64::from(*value).feed(hash),
            Self::Float(value) => value.feed(hash),
            Self::Bool(value) => value.feed(hash),
            Self::String(value) => value.feed(hash),
            Self::Type(value) => value.0.name.feed(hash),
            Self::Exception(_) => {}
            Self::Object(object) => hash.address(object.address()),
        }
    }
    fn same_key(&self, other: &Self) -> bool {
        self.same(other)
    }
    fn is_enum_value(&self) -> bool {
        matches!(self, Self::Object(value) if value.constructor().is_some())
    }
}

#[cfg(test)]
mod tests;
