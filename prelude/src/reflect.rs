//! Haxe's `Type` and `Reflect` over [`Dynamic`]: written once, against what [`Object`] says of values of the program.
//!
//! A class or enum as a value is a [`Type`]: a reference to what emitted code says of it, or of [`types::STRING`] and [`types::ARRAY`].
//! A structure that only Dynamic ever sees is an [`Anonymous`].

mod anonymous;
pub mod refused;
pub mod types;

pub use anonymous::Anonymous;
pub use types::{Type, TypeInfo, type_value};

use crate::fault::{failed_cast, fault};
use crate::{Array, Dynamic, Object, Str};
use std::rc::Rc;

/// A value of which nothing is known; null is one, too.
pub type Any = Option<Dynamic>;

/// What `Type.typeof` tells apart, as numbers.
pub fn kind(value: &Any) -> i32 {
    match value {
        None => 0,
        Some(Dynamic::Int(_)) => 1,
        Some(Dynamic::Float(_)) => 2,
        Some(Dynamic::Bool(_)) => 3,
        Some(Dynamic::Type(_)) => 4,
        Some(Dynamic::String(_) | Dynamic::Exception(_)) => 6,
        Some(Dynamic::Object(object)) => match object.class() {
            "structure" => 4,
            "function" => 5,
            _ if object.constructor().is_some() => 7,
            _ => 6,
        },
    }
}

/// `Reflect.isFunction`.
pub fn is_function(value: &Any) -> bool {
    kind(value) == 5
}

/// `Reflect.isEnumValue`.
pub fn is_enum_value(value: &Any) -> bool {
    kind(value) == 7
}

/// `Reflect.isObject`.
pub fn is_object(value: &Any) -> bool {
    matches!(kind(value), 4 | 6)
}

/// An enum value, and what it says of its constructor.
fn constructor(value: &Any) -> (&Rc<dyn Object>, i32, &'static str) {
    if let Some(Dynamic::Object(object)) = value
        && let Some((index, name)) = object.constructor()
    {
        return (object, index, name);
    }
    match value {
        None => fault("Null access: the enum value is null", ""),
        Some(value) => failed_cast(value.class(), "EnumValue", ""),
    }
}

/// `Type.enumIndex`.
pub fn enum_index(value: &Any) -> i32 {
    constructor(value).1
}

/// `Type.enumConstructor`.
pub fn enum_constructor(value: &Any) -> Str {
    Str::lit(constructor(value).2)
}

/// `Type.enumParameters`.
pub fn enum_parameters(value: &Any) -> Array<Option<Dynamic>> {
    Array::from(constructor(value).0.parameters())
}

/// `Reflect.hasField`.
pub fn has_field(value: &Any, name: &Str) -> bool {
    match value {
        Some(Dynamic::Object(object)) => Rc::clone(object).field(name).is_some(),
        Some(value) => static_field(value, name).is_some(),
        None => false,
    }
}

/// The message where a method of a class of the library is asked for by its name.
pub fn no_library_field(class: &str, name: &str) -> String {
    format!("the field {name} of {class} by its name is not supported yet")
}

/// `Reflect.field`.
pub fn field(value: &Any, name: &Str) -> Option<Dynamic> {
    match value {
        Some(Dynamic::Object(object)) => {
            let found = Rc::clone(object).field(name);
            if found.is_none() && matches!(object.class(), "Array" | "Map") {
                fault(&no_library_field(object.class(), name), "");
            }
            found.flatten()
        }
        Some(Dynamic::String(text)) if **name == *"length" => Some(Dynamic::Int(text.length())),
        Some(Dynamic::String(_)) => fault(&no_library_field("String", name), ""),
        Some(value) => static_field(value, name).flatten(),
        None => None,
    }
}

/// A static variable of a class has no name in a shipped program.
fn static_field(value: &Dynamic, name: &str) -> Option<Option<Dynamic>> {
    if let Dynamic::Type(_) = value {
        let text =
            format!("the static field {name} by its name is not supported yet when shipping");
        fault(&text, "");
    }
    None
}

/// `Reflect.getProperty`: structures have no properties.
pub fn get_property(value: &Any, name: &Str) -> Option<Dynamic> {
    field(value, name)
}

/// `Reflect.setField`.
pub fn set_field(value: &Any, name: &Str, new: Option<Dynamic>) {
    match value {
        None => fault(&format!("Null access .{name}"), ""),
        Some(Dynamic::Object(object)) if object.set_field(name, new) => {}
        Some(value) => fault(&format!("{} has no field {name}", value.class()), ""),
    }
}

/// `Reflect.setProperty`: structures have no properties.
pub fn set_property(value: &Any, name: &Str, new: Option<Dynamic>) {
    set_field(value, name, new);
}

/// `Reflect.fields`.
pub fn fields(value: &Any) -> Array<Str> {
    match value {
        Some(Dynamic::Object(object)) => object.field_names().into_iter().collect(),
        Some(Dynamic::Type(ty)) => types::class_fields(&Some(Dynamic::Type(*ty))),
        Some(_) | None => Array::new(),
    }
}

/// `Reflect.deleteField`.
pub fn delete_field(value: &Any, name: &Str) -> bool {
    if let Some(Dynamic::Object(object)) = value {
        return object.delete_field(name);
    }
    false
}

/// `Reflect.copy`.
pub fn copy(value: &Any) -> Option<Dynamic> {
    match value {
        None => None,
        Some(Dynamic::Object(object)) if object.class() == "structure" => {
            let copy = Anonymous::new();
            for name in object.field_names() {
                let value = Rc::clone(object).field(&name);
                copy.set(name, value.flatten());
            }
            Some(Dynamic::object(copy))
        }
        Some(value) => fault(&format!("{} cannot be copied", value.class()), ""),
    }
}
