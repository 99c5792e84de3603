//! Classes and enums as values.

use std::fmt::{self, Write};
use std::sync::OnceLock;

use super::Any;
use crate::dynamic::{Called, any_function};
use crate::fault::{failed_cast, fault};
use crate::key::Keys;
use crate::{Array, Dynamic, Exception, Show, Str};

/// What emitted code says of a class or enum.
#[derive(Debug)]
pub struct TypeInfo {
    /// With its package.
    pub name: &'static str,
    /// Of an enum: the names of its constructors.
    pub constructors: Option<&'static [&'static str]>,
    /// The class that it extends.
    pub base: Option<&'static Self>,
    /// The interfaces that it and its bases implement; itself, if it is one.
    pub interfaces: &'static [&'static str],
    /// Variables and methods of its objects, the inherited ones included.
    pub instance_fields: &'static [&'static str],
    /// Static variables and functions.
    pub class_fields: &'static [&'static str],
    /// A static variable or function by its name.
    pub field: fn(&str) -> Option<Option<Dynamic>>,
    /// Gives a static variable its value; whether there is one of this name.
    pub set_field: fn(&str, Option<Dynamic>) -> bool,
    /// Of a class: how many arguments `new` takes, and `new`.
    pub create: Option<(usize, Constructor)>,
    /// Of a class: an object whose constructor did not run.
    pub create_empty: Option<fn() -> Option<Dynamic>>,
    /// Of an enum: of each constructor how many parameters it needs and has, and the constructor.
    pub make: &'static [(usize, usize, Constructor)],
}

/// Makes a value from arguments.
pub type Constructor = fn(&Array<Option<Dynamic>>) -> Called;

impl TypeInfo {
    /// Of which no more than the name is asked.
    pub const fn of(name: &'static str) -> Self {
        Self {
            name,
            constructors: None,
            base: None,
            interfaces: &[],
            instance_fields: &[],
            class_fields: &[],
            field: |_| None,
            set_field: |_, _| false,
            create: None,
            create_empty: None,
            make: &[],
        }
    }
}

/// `String`.
pub static STRING: TypeInfo = TypeInfo::of("String");
/// `Array`.
pub static ARRAY: TypeInfo = TypeInfo::of("Array");

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
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
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

/// `Reflect.fields` of a class or enum.
pub(super) fn static_fields(ty: Type) -> Array<Str> {
    texts(ty.0.constructors.unwrap_or(ty.0.class_fields))
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
            "Map" => type_value(map_class(object.keys())),
            _ if object.constructor().is_some() => None,
            _ => object.type_info().and_then(type_value),
        },
    }
}

static EXCEPTION: TypeInfo = TypeInfo::of("haxe.Exception");
static VALUE_EXCEPTION: TypeInfo = TypeInfo {
    base: Some(&EXCEPTION),
    ..TypeInfo::of("haxe.ValueException")
};

/// `Std.isOfType(value, ty)` where only the running program knows the type.
pub fn is_of(value: &Any, ty: &Any) -> bool {
    let (Some(value), Some(Dynamic::Type(ty))) = (value, ty) else {
        return false;
    };
    match (value, ty.0.name) {
        (_, "Dynamic") => true,
        (Dynamic::Int(_), name) => matches!(name, "Int" | "Float"),
        (Dynamic::Float(number), "Int") => f64::from(crate::int(*number)) == *number,
        (Dynamic::Float(_), name) => name == "Float",
        (Dynamic::Bool(_), name) => name == "Bool",
        (Dynamic::Type(own), "Class") => own.0.constructors.is_none(),
        (Dynamic::Type(own), name) => name == "Enum" && own.0.constructors.is_some(),
        (Dynamic::Object(object), name) if object.constructor().is_some() => {
            object.type_info().is_some_and(|own| own.name == name)
        }
        (Dynamic::Object(object), "haxe.IMap") => object.class() == "Map",
        (Dynamic::String(_) | Dynamic::Exception(_) | Dynamic::Object(_), _) => {
            let mut own = match class_of(&Some(value.clone())) {
                Some(Dynamic::Type(own)) => Some(own.0),
                Some(_) | None => None,
            };
            while let Some(class) = own {
                if class.name == ty.0.name || class.interfaces.contains(&ty.0.name) {
                    return true;
                }
                own = class.base;
            }
            false
        }
    }
}

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

/// The classes that maps of these keys are officially of.
static STRING_MAP: TypeInfo = TypeInfo::of("haxe.ds.StringMap");
static INT_MAP: TypeInfo = TypeInfo::of("haxe.ds.IntMap");
static OBJECT_MAP: TypeInfo = TypeInfo::of("haxe.ds.ObjectMap");
static ENUM_VALUE_MAP: TypeInfo = TypeInfo::of("haxe.ds.EnumValueMap");

fn map_class(keys: Option<Keys>) -> &'static TypeInfo {
    match keys {
        Some(Keys::Ints) => &INT_MAP,
        Some(Keys::Strings) => &STRING_MAP,
        Some(Keys::EnumValues) => &ENUM_VALUE_MAP,
        Some(Keys::Objects) | None => &OBJECT_MAP,
    }
}

/// A static field by name, or a constructor of an enum.
pub(super) fn static_field(ty: Type, name: &str) -> Option<Option<Dynamic>> {
    let at = ty.0.constructors.unwrap_or_default();
    let Some(at) = at.iter().position(|other| *other == name) else {
        // That of the class itself, or of the nearest above it.
        let mut class = Some(ty.0);
        while let Some(info) = class {
            if let Some(found) = (info.field)(name) {
                return Some(found);
            }
            class = info.base;
        }
        return None;
    };
    let (_, most, make) = *ty.0.make.get(at)?;
    if most == 0 {
        return Some(make(&Array::new()).unwrap_or_default());
    }
    Some(any_function(move |arguments| {
        make(&Array::from(arguments.to_vec()))
    }))
}

/// Gives a static variable its value; whether there is one.
pub(super) fn set_static(ty: Type, name: &str, new: Option<Dynamic>) -> bool {
    let mut class = Some(ty.0);
    while let Some(info) = class {
        if (info.set_field)(name, new.clone()) {
            return true;
        }
        class = info.base;
    }
    false
}

/// `Type.createInstance`.
pub fn create_instance(
    class: &Any,
    arguments: &Array<Option<Dynamic>>,
) -> Result<Option<Dynamic>, Exception> {
    let info = info(class);
    let Some((most, create)) = info.create else {
        fault(&format!("{} cannot be instantiated", info.name), "");
    };
    let given = arguments.length();
    if usize::try_from(given).is_ok_and(|given| given > most) {
        fault(&format!("Too many arguments: {given} for {most}"), "");
    }
    create(arguments)
}

/// `Type.createEmptyInstance`.
pub fn create_empty_instance(class: &Any) -> Result<Option<Dynamic>, Exception> {
    let info = info(class);
    match info.create_empty {
        Some(create) => Ok(create()),
        None => fault(&format!("{} cannot be instantiated", info.name), ""),
    }
}

/// `Type.createEnumIndex`.
pub fn create_enum_index(
    value: &Any,
    index: i32,
    arguments: Option<&Array<Option<Dynamic>>>,
) -> Result<Option<Dynamic>, Exception> {
    let info = info(value);
    let at = usize::try_from(index).ok();
    let found = at.and_then(|at| Some((info.constructors?.get(at)?, info.make.get(at)?)));
    let Some((name, (least, most, make))) = found else {
        fault(
            &format!("{index} is not a valid enum constructor index"),
            "",
        );
    };
    let arguments = arguments.cloned().unwrap_or_default();
    let given = arguments.len();
    if *most == 0 && given > 0 {
        fault(&format!("Constructor {name} does not need parameters"), "");
    }
    if given == 0 && *least > 0 {
        fault(&format!("Constructor {name} need parameters"), "");
    }
    if given < *least || given > *most {
        fault(
            &format!("Constructor {name} takes {most} parameters, {given} given"),
            "",
        );
    }
    make(&arguments)
}

/// `Type.createEnum`.
pub fn create_enum(
    value: &Any,
    name: &str,
    arguments: Option<&Array<Option<Dynamic>>>,
) -> Result<Option<Dynamic>, Exception> {
    let constructors = info(value).constructors.unwrap_or_default();
    let at = constructors.iter().position(|other| *other == name);
    match at.and_then(|at| i32::try_from(at).ok()) {
        Some(at) => create_enum_index(value, at, arguments),
        None => Err(Exception::value(Str::from(format!(
            "No such constructor {name}"
        )))),
    }
}

/// `Type.allEnums`.
pub fn all_enums(value: &Any) -> Option<Dynamic> {
    let plain = info(value).make.iter().filter(|(_, most, _)| *most == 0);
    let made = plain.map(|(_, _, make)| make(&Array::new()).unwrap_or_default());
    crate::dynamic(made.collect::<Array<Option<Dynamic>>>())
}

/// The types that can be found by their names.
static NAMED: OnceLock<&'static [&'static TypeInfo]> = OnceLock::new();

/// Says which types can be found by their names. Programs that look for some begin with this.
pub fn name_types(types: &'static [&'static TypeInfo]) {
    NAMED.get_or_init(|| types);
}

/// The types of the library that are there in every program.
static LIBRARY: [&TypeInfo; 11] = [
    &STRING,
    &ARRAY,
    &STRING_MAP,
    &INT_MAP,
    &OBJECT_MAP,
    &ENUM_VALUE_MAP,
    &TypeInfo::of("Math"),
    &TypeInfo::of("Reflect"),
    &TypeInfo::of("Std"),
    &TypeInfo::of("Sys"),
    &TypeInfo::of("Type"),
];

fn resolve(name: &str, is_enum: bool) -> Option<Dynamic> {
    let all = NAMED.get().copied().unwrap_or_default();
    let mut all = all.iter().chain(&LIBRARY);
    let found = all.find(|info| info.name == name && info.constructors.is_some() == is_enum)?;
    type_value(found)
}

/// `Type.resolveClass`.
pub fn resolve_class(name: &str) -> Option<Dynamic> {
    resolve(name, false)
}

/// `Type.resolveEnum`.
pub fn resolve_enum(name: &str) -> Option<Dynamic> {
    resolve(name, true)
}
