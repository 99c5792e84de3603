//! Functions as [`Dynamic`]: those of the program, which convert what they are given, and those of the prelude, which take
//! any arguments.

use std::fmt::{self, Write};
use std::rc::Rc;

use super::objects::element;
use super::{AsDynamic, Dynamic, Erase, Object, View};
use crate::fault::{fault, throw};
use crate::{Array, Exception, Show};

/// What a call through [`Dynamic`] gives.
pub type Called = Result<Option<Dynamic>, Exception>;

/// A function that can be called with any arguments.
trait Call {
    fn call(&self, arguments: &[Option<Dynamic>]) -> Called;
}

/// What functions of the program return.
trait Returned {
    fn returned(self) -> Called;

    fn of(called: Called) -> Self;
}

impl<T: AsDynamic> Returned for T {
    fn returned(self) -> Called {
        Ok(self.to_dynamic())
    }
    fn of(called: Called) -> Self {
        element(called.unwrap_or_else(|thrown| throw(thrown)))
    }
}

impl<T: AsDynamic> Returned for Result<T, Exception> {
    fn returned(self) -> Called {
        self.map(T::to_dynamic)
    }
    fn of(called: Called) -> Self {
        called.map(element)
    }
}

/// A function of the program as an object.
struct Function<F: ?Sized>(Rc<F>);

impl<F: ?Sized> Show for Function<F> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("<function>")
    }
}

impl<F: ?Sized + Call + 'static> Object for Function<F> {
    fn class(&self) -> &'static str {
        "function"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| Rc::clone(&self.0));
    }
    fn address(&self) -> *const () {
        Rc::as_ptr(&self.0).cast()
    }
    fn call(&self, arguments: &[Option<Dynamic>]) -> Option<Called> {
        Some(self.0.call(arguments))
    }
}

macro_rules! functions {
    ($($name:ident)*) => {
        impl<R, $($name),*> Show for dyn Fn($($name),*) -> R {
            fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
                out.write_str("<function>")
            }
        }

        impl<R: Returned, $($name: AsDynamic),*> Call for dyn Fn($($name),*) -> R {
            fn call(&self, arguments: &[Option<Dynamic>]) -> Called {
                let names: &[&str] = &[$(stringify!($name)),*];
                let (given, taken) = (arguments.len(), names.len());
                if given > taken {
                    fault(&format!("Too many arguments: {given} for {taken}"), "");
                }
                // In their order; those that are left out are null.
                let mut _given = arguments.iter().cloned();
                self($(element::<$name>(_given.next().flatten())),*).returned()
            }
        }

        impl<R: Returned + 'static, $($name: AsDynamic + 'static),*> AsDynamic for Rc<dyn Fn($($name),*) -> R> {
            fn to_dynamic(self) -> Option<Dynamic> {
                Some(Dynamic::Object(Rc::new(Function(self)).into_object()))
            }
            const NAME: &'static str = "function";
            fn from_dynamic(value: &Dynamic) -> Option<Self> {
                value.downcast().or_else(|| {
                    let object = match value {
                        Dynamic::Object(object) if object.class() == "function" => Rc::clone(object),
                        _ => return None,
                    };
                    #[allow(non_snake_case)] // The names of the types.
                    let function = move |$($name: $name),*| {
                        let arguments = [$($name.to_dynamic()),*];
                        R::of(object.call(&arguments).unwrap_or(Ok(None)))
                    };
                    Some(Rc::new(function) as Self)
                })
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

/// A function of the program whose last parameter is an array of all further arguments.
struct RestFunction {
    function: Rc<dyn Object>,
    /// How many parameters stand before that one.
    own: usize,
}

impl Show for RestFunction {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("<function>")
    }
}

impl Object for RestFunction {
    fn class(&self) -> &'static str {
        "function"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        Rc::clone(&self.function).view(view);
    }
    fn address(&self) -> *const () {
        self.function.address()
    }
    fn call(&self, arguments: &[Option<Dynamic>]) -> Option<Called> {
        let (own, rest) = arguments.split_at(self.own.min(arguments.len()));
        let mut all = own.to_vec();
        all.resize(self.own, None);
        all.push(Array::from(rest.to_vec()).to_dynamic());
        self.function.call(&all)
    }
}

/// A function whose last parameter takes all arguments from position `own` on.
pub fn rest_function(function: Option<Dynamic>, own: usize) -> Option<Dynamic> {
    match function? {
        Dynamic::Object(function) => Some(Dynamic::object(RestFunction { function, own })),
        other @ (Dynamic::Int(_)
        | Dynamic::Float(_)
        | Dynamic::Bool(_)
        | Dynamic::String(_)
        | Dynamic::Type(_)
        | Dynamic::Exception(_)) => Some(other),
    }
}

/// A function that takes whatever it is given: a method of the library, or one that `Reflect.makeVarArgs` made.
struct AnyFunction<F>(F);

impl<F> Show for AnyFunction<F> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("<function>")
    }
}

impl<F: Fn(&[Option<Dynamic>]) -> Called + 'static> Object for AnyFunction<F> {
    fn class(&self) -> &'static str {
        "function"
    }
    fn view(self: Rc<Self>, _: &mut View) {}
    fn call(&self, arguments: &[Option<Dynamic>]) -> Option<Called> {
        Some(self.0(arguments))
    }
}

/// A function of any arguments as a value.
pub(crate) fn any_function(
    function: impl Fn(&[Option<Dynamic>]) -> Called + 'static,
) -> Option<Dynamic> {
    Some(Dynamic::object(AnyFunction(function)))
}
