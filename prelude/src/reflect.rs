//! Haxe's `Type` and `Reflect` over [`Dynamic`]: written once, against what [`Object`] says of values of the program.
//!
//! A class or enum as a value is a [`Type`]: a reference to what emitted code says of it, or of [`types::STRING`] and [`types::ARRAY`].
//! A structure that only Dynamic ever sees is an [`Anonymous`].

mod anonymous;
pub(crate) mod library;
pub mod types;

pub use anonymous::Anonymous;
pub use types::{Type, TypeInfo, name_types, type_value};

use crate::dynamic::any_function;
use crate::fault::{failed_cast, fault, null_access};
use crate::{Array, AsDynamic, Dynamic, Exception, Object, Show, Str};
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

/// `Reflect.hasField`. Members of the library are none.
pub fn has_field(value: &Any, name: &str) -> bool {
    match value {
        Some(Dynamic::Object(object)) if matches!(object.class(), "Array" | "Map") => false,
        Some(Dynamic::Object(object)) => Rc::clone(object).field(name).is_some(),
        Some(Dynamic::Type(ty)) => types::static_field(*ty, name).is_some(),
        Some(Dynamic::Exception(thrown)) => library::exception_member(thrown, name).is_some(),
        Some(_) | None => false,
    }
}

/// `Reflect.field`.
pub fn field(value: &Any, name: &str) -> Option<Dynamic> {
    match value {
        Some(Dynamic::Object(object)) => Rc::clone(object).field(name).flatten(),
        Some(Dynamic::String(text)) => library::string_member(text, name).flatten(),
        Some(Dynamic::Type(ty)) => types::static_field(*ty, name).flatten(),
        Some(Dynamic::Exception(thrown)) => library::exception_member(thrown, name).flatten(),
        Some(_) | None => None,
    }
}

/// `value.name` where `value` is Dynamic.
pub fn member(value: &Any, name: &str) -> Option<Dynamic> {
    if value.is_none() {
        null_access(name, "");
    }
    field(value, name)
}

/// `f(arguments)` where `f` is Dynamic.
pub fn call(
    function: &Any,
    arguments: &Array<Option<Dynamic>>,
) -> Result<Option<Dynamic>, Exception> {
    let arguments = arguments.to_vec();
    if let Some(Dynamic::Object(object)) = function
        && let Some(called) = object.call(&arguments)
    {
        return called;
    }
    fault(&format!("Cannot call {}", crate::text(function)), "")
}

/// `value.name(arguments)` where `value` is Dynamic.
pub fn call_member(
    value: &Any,
    name: &str,
    arguments: &Array<Option<Dynamic>>,
) -> Result<Option<Dynamic>, Exception> {
    call(&member(value, name), arguments)
}

/// `Reflect.callMethod`: functions know their objects by themselves.
pub fn call_method(
    _: &Any,
    function: &Any,
    arguments: &Array<Option<Dynamic>>,
) -> Result<Option<Dynamic>, Exception> {
    call(function, arguments)
}

/// `Reflect.makeVarArgs`.
pub fn var_args(function: &Any) -> Option<Dynamic> {
    let function = function.clone();
    any_function(move |arguments| {
        let list = Array::from(arguments.to_vec());
        call(&function, &Array::from([crate::dynamic(list)]))
    })
}

/// `Reflect.getProperty`.
pub fn get_property(value: &Any, name: &str) -> Result<Option<Dynamic>, Exception> {
    if let Some(Dynamic::Object(object)) = value
        && let Some(found) = Rc::clone(object).property(name)?
    {
        return Ok(found);
    }
    if let Some(Dynamic::Exception(thrown)) = value
        && let Some(found) = library::exception_property(thrown, name)
    {
        return Ok(found);
    }
    if let Some(Dynamic::Type(ty)) = value
        && let Some(getter) = types::static_field(*ty, &format!("get_{name}"))
    {
        return call(&getter, &Array::new());
    }
    Ok(field(value, name))
}

/// `Reflect.setField`.
pub fn set_field(value: &Any, name: &str, new: Option<Dynamic>) {
    match value {
        None => null_access(name, ""),
        Some(Dynamic::Object(object)) if object.set_field(name, new.clone()) => {}
        Some(Dynamic::Type(ty)) if types::set_static(*ty, name, new) => {}
        Some(value) => fault(&format!("{} has no field {name}", value.class()), ""),
    }
}

/// `Reflect.setProperty`.
pub fn set_property(value: &Any, name: &str, new: Option<Dynamic>) -> Result<(), Exception> {
    if let Some(Dynamic::Object(object)) = value
        && Rc::clone(object).set_property(name, new.clone())?
    {
        return Ok(());
    }
    if let Some(Dynamic::Type(ty)) = value
        && let Some(setter) = types::static_field(*ty, &format!("set_{name}"))
    {
        return call(&setter, &Array::from([new])).map(drop);
    }
    set_field(value, name, new);
    Ok(())
}

/// `value.name = new` where `value` is Dynamic.
pub fn set_member(value: &Any, name: &str, new: Option<Dynamic>) {
    set_field(value, name, new);
}

/// A value as a structure: the one that it is, or what `look` makes of it.
pub fn structure<T: ?Sized + 'static>(
    value: Any,
    look: impl FnOnce(Dynamic) -> Rc<T>,
) -> Option<Rc<T>> {
    let value = value?;
    Some(value.downcast().unwrap_or_else(|| look(value)))
}

/// A value as an array of structures: the array that it is where it holds these, else a new one of what `look` makes of each
/// element, as for what was read from JSON.
pub fn array<T: AsDynamic + Clone + Show + 'static>(
    value: Any,
    look: impl Fn(Any) -> T,
    position: &'static str,
) -> Option<Array<T>> {
    let value = value?;
    let Some(elements) = value.downcast::<Array<Any>>() else {
        failed_cast(value.class(), "Array", position);
    };
    let fits = |element: &Any| {
        let element = element.as_ref();
        // Of an array inside, nobody knows what its elements are.
        element.is_none_or(|it| it.class() != "Array" && T::from_dynamic(it).is_some())
    };
    if elements.iter().all(|element| fits(&element)) {
        return Array::from_dynamic(&value);
    }
    Some(elements.iter().map(look).collect())
}

/// `Reflect.fields`.
pub fn fields(value: &Any) -> Array<Str> {
    match value {
        Some(Dynamic::Object(object)) => object.field_names().into_iter().collect(),
        Some(Dynamic::Type(ty)) => types::static_fields(*ty),
        Some(_) | None => Array::new(),
    }
}

/// `Reflect.deleteField`.
pub fn delete_field(value: &Any, name: &str) -> bool {
    if let Some(Dynamic::Object(object)) = value {
        return object.delete_field(name);
    }
    false
}

/// `Reflect.copy`. A string is its own copy; the fields of a map are the same entries, so it is the map itself.
pub fn copy(value: &Any) -> Option<Dynamic> {
    let value = value.as_ref()?;
    let copied = match value {
        Dynamic::String(_) => Some(value.clone()),
        Dynamic::Exception(thrown) => Some(Dynamic::Exception(thrown.copy())),
        Dynamic::Object(object) if object.class() == "Map" => Some(value.clone()),
        Dynamic::Object(object) => object.copy(),
        Dynamic::Int(_) | Dynamic::Float(_) | Dynamic::Bool(_) | Dynamic::Type(_) => None,
    };
    copied.or_else(|| fault(&format!("{} cannot be copied", value.class()), ""))
}
