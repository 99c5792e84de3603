//! Classes and enums as values.

use std::fmt::{self, Write};

use super::Any;
use crate::fault::{failed_cast, fault};
use crate::{Array, Dynamic, Show, Str};

/// What emitted code says of a class or enum.
#[derive(Debug)]
pub struct TypeInfo {
    /// With its package.
    pub name: &'static str,
    /// Of an enum: the names of its constructors.
    pub constructors: Option<&'static [&'static str]>,
    /// The class that it extends.
    pub base: Option<&'static Self>,
    /// Variables and methods of its objects, the inherited ones included.
    pub instance_fields: &'static [&'static str],
    /// Static variables and functions.
    pub class_fields: &'static [&'static str],
}

impl TypeInfo {
    /// A class of the library.
    const fn of_library(name: &'static str) -> Self {
        Self {
            name,
            constructors: None,
            base: None,
            instance_fields: &[],
            class_fields: &[],
        }
    }
}

/// `String`.
pub static STRING: TypeInfo = TypeInfo::of_library("String");
/// `Array`.
pub static ARRAY: TypeInfo = TypeInfo::of_library("Array");

/// A class or enum as a value.
#[derive(Clone, Copy, Debug)]
pub struct Type(pub &'static TypeInfo);

/// By name: what is said of a type may be said in several places.
impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Show for Type {
    fn show(&self, out: &mut dyn Write) -> fmt::Result {
        let form = match self.0.constructors {
            Some(_) => "Enum",
            None => "Class",
        };
        write!(out, "{form}<{}>", self.0.name)
    }
}

/// The name of a class or enum as a value.
pub fn type_value(info: &'static TypeInfo) -> Option<Dynamic> {
    Some(Dynamic::Type(Type(info)))
}

fn info(value: &Any) -> &'static TypeInfo {
    match value {
        Some(Dynamic::Type(ty)) => ty.0,
        Some(value) => failed_cast(value.class(), "Class", ""),
        None => fault("Null access: the type is null", ""),
    }
}

fn texts(names: &'static [&'static str]) -> Array<Str> {
    names.iter().map(|name| Str::lit(name)).collect()
}

/// `Type.getClassName`, `Type.getEnumName`.
pub fn type_name(value: &Any) -> Option<Str> {
    value.as_ref()?;
    Some(Str::lit(info(value).name))
}

/// `Type.getSuperClass`.
pub fn super_class(value: &Any) -> Option<Dynamic> {
    value.as_ref()?;
    info(value).base.and_then(type_value)
}

/// `Type.getInstanceFields`.
pub fn instance_fields(value: &Any) -> Array<Str> {
    texts(info(value).instance_fields)
}

/// `Type.getClassFields`.
pub fn class_fields(value: &Any) -> Array<Str> {
    texts(info(value).class_fields)
}

/// `Type.getEnumConstructs`.
pub fn constructors(value: &Any) -> Array<Str> {
    texts(info(value).constructors.unwrap_or_default())
}

/// `Type.getClass`.
pub fn class_of(value: &Any) -> Option<Dynamic> {
    match value.as_ref()? {
        Dynamic::Int(_) | Dynamic::Float(_) | Dynamic::Bool(_) | Dynamic::Type(_) => None,
        Dynamic::String(_) => type_value(&STRING),
        Dynamic::Exception(value) => match value.is_value() {
            true => type_value(&VALUE_EXCEPTION),
            false => type_value(&EXCEPTION),
        },
        Dynamic::Object(object) => match object.class() {
            "structure" | "function" => None,
            "Array" => type_value(&ARRAY),
            "Map" => fault("the class of a map is not supported yet", ""),
            _ if object.constructor().is_some() => None,
            _ => object.type_info().and_then(type_value),
        },
    }
}

static EXCEPTION: TypeInfo = TypeInfo::of_library("haxe.Exception");
static VALUE_EXCEPTION: TypeInfo = TypeInfo {
    base: Some(&EXCEPTION),
    ..TypeInfo::of_library("haxe.ValueException")
};

/// `Type.getEnum`.
pub fn enum_of(value: &Any) -> Option<Dynamic> {
    match value.as_ref()? {
        Dynamic::Object(object) if object.constructor().is_some() => {
            object.type_info().and_then(type_value)
        }
        Dynamic::Int(_)
        | Dynamic::Float(_)
        | Dynamic::Bool(_)
        | Dynamic::Type(_)
        | Dynamic::String(_)
        | Dynamic::Exception(_)
        | Dynamic::Object(_) => None,
    }
}
