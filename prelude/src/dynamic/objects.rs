//! How values get into [`Dynamic`]: [`ToDynamic`] for all types of the prelude and for counted objects of the program.

use std::any::Any;
use std::fmt::{self, Write};
use std::rc::Rc;

use super::{Dynamic, Erase, Object, View};
use crate::{Array, Exception, Key, KeyHash, Map, Show, Str};

/// A type whose values can be seen as [`Dynamic`].
pub trait ToDynamic {
    /// The same value.
    fn to_dynamic(self) -> Option<Dynamic>;
}

macro_rules! basic {
    ($($type:ty: $name:ident)*) => {$(impl ToDynamic for $type {
        fn to_dynamic(self) -> Option<Dynamic> {
            Some(Dynamic::$name(self))
        }
    })*};
}
basic!(i32: Int f64: Float bool: Bool Str: String);

impl ToDynamic for &'static str {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::String(Str::lit(self)))
    }
}

impl ToDynamic for Dynamic {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(self)
    }
}

impl<T: ToDynamic> ToDynamic for Option<T> {
    fn to_dynamic(self) -> Option<Dynamic> {
        self.and_then(T::to_dynamic)
    }
}

/// One that carries an object of the program is that object.
impl ToDynamic for Exception {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(self.object_value().unwrap_or(Dynamic::Exception(self)))
    }
}

impl<T: Object + ?Sized> ToDynamic for Rc<T> {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::Object(self.erase()))
    }
}

/// The other object as a `T`, for [`Object::identical`].
pub fn same_type<T: 'static>(other: &dyn Object) -> Option<&T> {
    let other: &dyn Any = other;
    other.downcast_ref()
}

impl<T: Clone + Show + 'static> ToDynamic for Array<T> {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::object(self))
    }
}

impl<T: Clone + Show + 'static> Object for Array<T> {
    fn class(&self) -> &'static str {
        "Array"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| Self::clone(&self));
    }
    fn identical(&self, other: &dyn Object) -> bool {
        same_type::<Self>(other).is_some_and(|other| self.same(other))
    }
    fn feed(&self, hash: &mut KeyHash) {
        Key::feed(self, hash);
    }
}

impl<K: Key + Clone + Show + 'static, V: Clone + Show + 'static> ToDynamic for Map<K, V> {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::object(self))
    }
}

impl<K: Key + Clone + Show + 'static, V: Clone + Show + 'static> Object for Map<K, V> {
    fn class(&self) -> &'static str {
        "Map"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| Self::clone(&self));
    }
    fn identical(&self, other: &dyn Object) -> bool {
        same_type::<Self>(other).is_some_and(|other| self.same(other))
    }
    fn feed(&self, hash: &mut KeyHash) {
        Key::feed(self, hash);
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
    fn identical(&self, other: &dyn Object) -> bool {
        same_type::<Self>(other).is_some_and(|other| Rc::ptr_eq(&self.0, &other.0))
    }
    fn feed(&self, hash: &mut KeyHash) {
        hash.address(Rc::as_ptr(&self.0));
    }
}

macro_rules! functions {
    ($($name:ident)*) => {
        impl<R: 'static, $($name: 'static),*> ToDynamic for Rc<dyn Fn($($name),*) -> R> {
            fn to_dynamic(self) -> Option<Dynamic> {
                Some(Dynamic::Object(Rc::new(Function(self)).erase()))
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
