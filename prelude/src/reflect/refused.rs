//! What shipped programs cannot do yet: the compiler refuses calls of these, so that nothing here ever runs.

use super::Any;
use crate::{Array, Dynamic, Exception, Str};

fn refused<T>(name: &str) -> Result<T, Exception> {
    let text = format!("{name} is not supported yet when shipping");
    Err(Exception::new(Str::from(text), None))
}

/// `Type.createInstance`.
pub fn create_instance(_: &Any, _: &Array<Option<Dynamic>>) -> Result<Option<Dynamic>, Exception> {
    refused("Type.createInstance")
}

/// `Type.createEmptyInstance`.
pub fn create_empty_instance(_: &Any) -> Result<Option<Dynamic>, Exception> {
    refused("Type.createEmptyInstance")
}

/// `Type.createEnumIndex`.
pub fn create_enum(
    _: &Any,
    _: i32,
    _: Option<&Array<Option<Dynamic>>>,
) -> Result<Option<Dynamic>, Exception> {
    refused("Type.createEnumIndex")
}

/// `Type.allEnums`.
pub fn all_enums(_: &Any) -> Result<Array<Option<Dynamic>>, Exception> {
    refused("Type.allEnums")
}

/// `Type.resolveClass`, `Type.resolveEnum`.
pub fn resolve(_: &Str) -> Result<Option<Dynamic>, Exception> {
    refused("Type.resolveClass")
}

/// `Reflect.callMethod`.
pub fn call_method(
    _: &Any,
    _: &Any,
    _: &Array<Option<Dynamic>>,
) -> Result<Option<Dynamic>, Exception> {
    refused("Reflect.callMethod")
}
