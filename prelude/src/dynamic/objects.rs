//! How values get into [`Dynamic`]: [`AsDynamic`] for all types of the prelude and for counted objects of the program.

use std::any::{Any, TypeId};
use std::rc::Rc;

use super::{Dynamic, Erase, Object, View};
use crate::fault::failed_cast;
use crate::key::Keys;
use crate::reflect::library;
use crate::{Array, Exception, Key, Map, Nullable, Show, Str, null};

/// A type whose values can be seen as [`Dynamic`], and found there again.
pub trait AsDynamic: Nullable {
    /// What the type is called where a value is none.
    const NAME: &'static str = "the type that is asked for";

    /// The same value.
    fn to_dynamic(self) -> Option<Dynamic>;

    /// The value, if it is of this type.
    fn from_dynamic(value: &Dynamic) -> Option<Self>;
}

macro_rules! basic {
    ($($type:ty: $name:ident)*) => {$(impl AsDynamic for $type {
        const NAME: &'static str = stringify!($name);
        fn to_dynamic(self) -> Option<Dynamic> {
            Some(Dynamic::$name(self))
        }
        fn from_dynamic(value: &Dynamic) -> Option<Self> {
            value.downcast()
        }
    })*};
}
basic!(f64: Float bool: Bool Str: String);

/// A Float is cut to an Int.
impl AsDynamic for i32 {
    const NAME: &'static str = "Int";
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::Int(self))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        if let Dynamic::Float(value) = value {
            return Some(crate::int(*value));
        }
        value.downcast()
    }
}

/// What a function without result gives: null.
impl AsDynamic for () {
    const NAME: &'static str = "Void";
    fn to_dynamic(self) -> Option<Dynamic> {
        None
    }
    fn from_dynamic(_: &Dynamic) -> Option<Self> {
        Some(())
    }
}

/// A literal.
impl AsDynamic for &'static str {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::String(Str::lit(self)))
    }
    fn from_dynamic(_: &Dynamic) -> Option<Self> {
        None
    }
}

impl AsDynamic for Dynamic {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(self)
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        Some(value.clone())
    }
}

impl<T: AsDynamic> AsDynamic for Option<T> {
    const NAME: &'static str = T::NAME;
    fn to_dynamic(self) -> Option<Dynamic> {
        self.and_then(T::to_dynamic)
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        T::from_dynamic(value).map(Some)
    }
}

/// One that carries an object of the program is that object.
impl AsDynamic for Exception {
    const NAME: &'static str = "haxe.Exception";
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(self.object_value().unwrap_or(Dynamic::Exception(self)))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast()
    }
}

impl<T: Erase + ?Sized> AsDynamic for Rc<T> {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::seen(self.into_object()))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast()
    }
}

/// A value as an element of a known type: what is none is a fault.
pub fn element<T: AsDynamic>(value: Option<Dynamic>) -> T {
    match value {
        None => null("element", ""),
        Some(value) => {
            T::from_dynamic(&value).unwrap_or_else(|| failed_cast(value.class(), T::NAME, ""))
        }
    }
}

/// The other object as a `T`, for [`Object::identical`].
pub fn same_type<T: 'static>(other: &dyn Object) -> Option<&T> {
    let other: &dyn Any = other;
    other.downcast_ref()
}

/// A String that is looked at as a structure.
impl Object for Str {
    fn class(&self) -> &'static str {
        Self::NAME
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| Self::clone(&self));
    }
    fn field(self: Rc<Self>, name: &str) -> Option<Option<Dynamic>> {
        Dynamic::String(Self::clone(&self)).member(name).map(Some)
    }
    fn identical(&self, other: &dyn Object) -> bool {
        same_type(other) == Some(self)
    }
}

/// Array as it is, or as a view of one of other elements.
impl<T: AsDynamic + Clone + Show + 'static> AsDynamic for Array<T> {
    const NAME: &'static str = "Array";
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::object(self))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast().or_else(|| {
            let elements: Array<Option<Dynamic>> = value.downcast()?;
            Some(elements.view(element, T::to_dynamic))
        })
    }
}

impl<T: AsDynamic + Clone + Show + 'static> Object for Array<T> {
    fn class(&self) -> &'static str {
        "Array"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer::<Array<Option<Dynamic>>>(|| Self::view(&self, T::to_dynamic, element));
        view.offer(|| Self::clone(&self));
    }
    fn address(&self) -> *const () {
        Self::address(self)
    }
    fn field(self: Rc<Self>, name: &str) -> Option<Option<Dynamic>> {
        library::array_member(&Self::view(&self, T::to_dynamic, element), name)
    }
    fn copy(&self) -> Option<Dynamic> {
        Some(Dynamic::object(Self::copy(self)))
    }
}

/// Map as it is, or as a view of one of other values.
impl<K, V> AsDynamic for Map<K, V>
where
    K: Key + AsDynamic + Clone + Show + 'static,
    V: AsDynamic + Clone + Show + 'static,
{
    const NAME: &'static str = "Map";
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::object(self))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast().or_else(|| {
            let values: Map<K, Option<Dynamic>> = value.downcast()?;
            Some(values.view(element, V::to_dynamic))
        })
    }
}

impl<K, V> Object for Map<K, V>
where
    K: Key + AsDynamic + Clone + Show + 'static,
    V: AsDynamic + Clone + Show + 'static,
{
    fn class(&self) -> &'static str {
        "Map"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer::<Map<K, Option<Dynamic>>>(|| Self::view(&self, V::to_dynamic, element));
        view.offer::<Map<Option<Dynamic>, Option<Dynamic>>>(|| self.as_dynamic());
        view.offer(|| Self::clone(&self));
    }
    fn address(&self) -> *const () {
        Self::address(self)
    }
    fn field(self: Rc<Self>, name: &str) -> Option<Option<Dynamic>> {
        library::map_member(&Self::view(&self, V::to_dynamic, element), name)
    }
    fn keys(&self) -> Option<Keys> {
        let (int, text) = (TypeId::of::<i32>(), TypeId::of::<Str>());
        let own = TypeId::of::<K>();
        Some(if own == int || own == TypeId::of::<Option<i32>>() {
            Keys::Ints
        } else if own == text || own == TypeId::of::<Option<Str>>() {
            Keys::Strings
        } else {
            // An empty map of enum values tells nobody, nor does an empty one that is seen with keys of any type.
            match Self::keys(self).next().and_then(K::to_dynamic) {
                Some(Dynamic::Int(_)) => Keys::Ints,
                Some(Dynamic::String(_)) => Keys::Strings,
                Some(Dynamic::Object(key)) if key.constructor().is_some() => Keys::EnumValues,
                Some(_) | None => Keys::Objects,
            }
        })
    }
}
