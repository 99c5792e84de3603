//! How values get into [`Dynamic`]: [`AsDynamic`] for all types of the prelude and for counted objects of the program.

use std::any::Any;
use std::fmt::{self, Write};
use std::rc::Rc;

use super::{Dynamic, Erase, Object, View};
use crate::fault::failed_cast;
use crate::{Array, Exception, Key, Map, Nullable, Show, Str, null};

/// A type whose values can be seen as [`Dynamic`], and found there again.
pub trait AsDynamic: Nullable {
    /// The same value.
    fn to_dynamic(self) -> Option<Dynamic>;

    /// The value, if it is of this type.
    fn from_dynamic(value: &Dynamic) -> Option<Self>;
}

macro_rules! basic {
    ($($type:ty: $name:ident)*) => {$(impl AsDynamic for $type {
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
    fn to_dynamic(self) -> Option<Dynamic> {
        self.and_then(T::to_dynamic)
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        T::from_dynamic(value).map(Some)
    }
}

/// One that carries an object of the program is that object.
impl AsDynamic for Exception {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(self.object_value().unwrap_or(Dynamic::Exception(self)))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast()
    }
}

impl<T: Object + ?Sized> AsDynamic for Rc<T> {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::Object(self.erase()))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast()
    }
}

/// A value as an element of a known type: what is none is a fault.
fn element<T: AsDynamic>(value: Option<Dynamic>) -> T {
    match value {
        None => null("element", ""),
        Some(value) => T::from_dynamic(&value)
            .unwrap_or_else(|| failed_cast(value.class(), "the type of the elements", "")),
    }
}

/// The other object as a `T`, for [`Object::identical`].
pub fn same_type<T: 'static>(other: &dyn Object) -> Option<&T> {
    let other: &dyn Any = other;
    other.downcast_ref()
}

/// Array as it is, or as a view of one of other elements.
impl<T: AsDynamic + Clone + Show + 'static> AsDynamic for Array<T> {
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
        (name == "length").then(|| Some(Dynamic::Int(self.length())))
    }
}

/// Map as it is, or as a view of one of other values.
impl<K, V> AsDynamic for Map<K, V>
where
    K: Key + Clone + Show + 'static,
    V: AsDynamic + Clone + Show + 'static,
{
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
    K: Key + Clone + Show + 'static,
    V: AsDynamic + Clone + Show + 'static,
{
    fn class(&self) -> &'static str {
        "Map"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer::<Map<K, Option<Dynamic>>>(|| Self::view(&self, V::to_dynamic, element));
        view.offer(|| Self::clone(&self));
    }
    fn address(&self) -> *const () {
        Self::address(self)
    }
}

/// A function as an object.
struct Function<F: ?Sized>(Rc<F>);

impl<F: ?Sized> Show for Function<F> {
    fn show(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("<function>")
    }
}

impl<F: ?Sized + 'static> Object for Function<F> {
    fn class(&self) -> &'static str {
        "function"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| Rc::clone(&self.0));
    }
    fn address(&self) -> *const () {
        Rc::as_ptr(&self.0).cast()
    }
}

macro_rules! functions {
    ($($name:ident)*) => {
        impl<R, $($name),*> Show for dyn Fn($($name),*) -> R {
            fn show(&self, out: &mut dyn Write) -> fmt::Result {
                out.write_str("<function>")
            }
        }

        impl<R: 'static, $($name: 'static),*> AsDynamic for Rc<dyn Fn($($name),*) -> R> {
            fn to_dynamic(self) -> Option<Dynamic> {
                Some(Dynamic::Object(Rc::new(Function(self)).erase()))
            }
            fn from_dynamic(value: &Dynamic) -> Option<Self> {
                value.downcast()
            }
        }
    };
}
functions!();
functions!(A);
functions!(A B);
functions!(A B C);
functions!(A B C D);
functions!(A B C D E);
functions!(A B C D E F);
