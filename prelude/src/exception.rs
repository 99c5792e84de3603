//! `Exception`: what `throw` carries, and Haxe's `haxe.Exception` in emitted code.
//!
//! One pointer, whatever was thrown: `haxe.Exception` itself, an object of a class that extends it, or any other value,
//! which Haxe calls a `ValueException`. So the wrapping and unwrapping that the language prescribes costs nothing here:
//! `catch (e:haxe.Exception)` takes the carrier as it is, `catch (e:T)` is [`Exception::downcast_ref`], and `throw e` of a
//! caught one is `Err(e.clone())`. Faults of the runtime become exceptions in `fault.rs`.

use std::any::Any;
use std::cell::RefCell;
use std::error::Error;
use std::fmt::{self, Debug, Display, Write};
use std::rc::Rc;

use crate::{Same, Show, Str};

/// Whether two values are one object.
type Comparison = fn(&dyn Any, &dyn Any) -> bool;

/// What is thrown. Cloning gives the same exception.
#[derive(Clone)]
pub struct Exception(Rc<Thrown>);

struct Thrown {
    /// Nothing for a plain `haxe.Exception`.
    value: Option<Box<dyn Any>>,
    /// Whether two values of the type of this one are one object.
    same: Option<Comparison>,
    /// The `toString` of an object whose class has its own.
    text: Option<fn(&dyn Any) -> Str>,
    message: Str,
    previous: Option<Exception>,
    /// Positions in .hx, from where it was thrown outwards.
    stack: RefCell<Vec<Str>>,
}

impl Exception {
    /// `new haxe.Exception(message, previous)`.
    pub fn new(message: impl Into<Str>, previous: Option<Self>) -> Self {
        Self(Rc::new(Thrown::new(None, message.into(), previous)))
    }

    /// `throw value` where the value is no exception class: a string, a number, an enum.
    pub fn value<T: Any + Display>(value: T) -> Self {
        let message = value.to_string().into();
        Self(Rc::new(Thrown::new(Some(Box::new(value)), message, None)))
    }

    /// As [`Exception::value`], for values whose text is [`Show`].
    pub fn shown<T: Any + Show>(value: T) -> Self {
        let message = crate::text(&value);
        Self(Rc::new(Thrown::new(Some(Box::new(value)), message, None)))
    }

    /// `throw object` where the class of `object` extends `haxe.Exception`, with the fields of that class. The same
    /// object given twice is one exception.
    pub fn object<T: ?Sized + 'static>(
        object: Rc<T>,
        message: impl Into<Str>,
        previous: Option<Self>,
    ) -> Self {
        let mut thrown = Thrown::new(Some(Box::new(object)), message.into(), previous);
        thrown.same = Some(same_object::<T>);
        Self(Rc::new(thrown))
    }

    /// As [`Exception::object`], for a class that overrides `toString`: its [`Show`] is the text of the exception.
    pub fn shown_object<T: Show + ?Sized + 'static>(
        object: Rc<T>,
        message: impl Into<Str>,
        previous: Option<Self>,
    ) -> Self {
        let mut thrown = Thrown::new(Some(Box::new(object)), message.into(), previous);
        thrown.same = Some(same_object::<T>);
        thrown.text = Some(|object| {
            let object = object.downcast_ref::<Rc<T>>();
            object
                .map(|object| crate::text(&**object))
                .unwrap_or_default()
        });
        Self(Rc::new(thrown))
    }

    /// `e.message`: for a value that is no exception class, its text.
    pub fn message(&self) -> &Str {
        &self.0.message
    }

    /// `e.toString()`: the message, or what the class of the object makes of it.
    pub fn to_text(&self) -> Str {
        match (&self.0.text, &self.0.value) {
            (Some(text), Some(object)) => text(&**object),
            (None, _) | (_, None) => self.0.message.clone(),
        }
    }

    /// `e.previous`.
    pub fn previous(&self) -> Option<Self> {
        self.0.previous.clone()
    }

    /// Adds the position it passes on its way out: `Main.hx:12`, or `Main.main (Main.hx:12)`.
    #[must_use]
    pub fn at(self, position: impl Into<Str>) -> Self {
        self.0.stack.borrow_mut().push(position.into());
        self
    }

    /// `e.stack` as text: a line `Called from …` for each position, without a line end.
    pub fn stack(&self) -> Str {
        let mut lines = String::new();
        for position in self.0.stack.borrow().iter() {
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str("Called from ");
            lines.push_str(position);
        }
        Str::from(lines)
    }

    /// `e.details()`: the message and stack of this one and all previous ones, the oldest first.
    pub fn details(&self) -> Str {
        let mut chain = vec![self.clone()];
        while let Some(previous) = chain.last().and_then(Self::previous) {
            chain.push(previous);
        }
        let mut text = String::new();
        for (at, exception) in chain.iter().rev().enumerate() {
            text.push_str(if at == 0 {
                "Exception: "
            } else {
                "\n\nNext Exception: "
            });
            text.push_str(exception.message());
            let stack = exception.stack();
            if !stack.is_empty() {
                text.push('\n');
                text.push_str(&stack);
            }
        }
        Str::from(text)
    }

    /// `catch (e:T)`: the value or object that was thrown, if it is a `T`.
    pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
        self.0.value.as_ref()?.downcast_ref()
    }

    /// `catch (e:T)` where the catch keeps it.
    pub fn downcast<T: Any + Clone>(&self) -> Option<T> {
        self.downcast_ref().cloned()
    }

    /// Whether a `T` was thrown.
    pub fn is<T: Any>(&self) -> bool {
        self.downcast_ref::<T>().is_some()
    }

    /// `a == b`: the same exception.
    pub fn same(&self, other: &Self) -> bool {
        if Rc::ptr_eq(&self.0, &other.0) {
            return true;
        }
        match (&self.0.same, &self.0.value, &other.0.value) {
            (Some(same), Some(a), Some(b)) => same(&**a, &**b),
            (..) => false,
        }
    }
}

/// Whether two values are the same `T`.
fn same_object<T: ?Sized + 'static>(a: &dyn Any, b: &dyn Any) -> bool {
    match (a.downcast_ref::<Rc<T>>(), b.downcast_ref::<Rc<T>>()) {
        (Some(a), Some(b)) => std::ptr::addr_eq(Rc::as_ptr(a), Rc::as_ptr(b)),
        (None, _) | (_, None) => false,
    }
}

impl Thrown {
    fn new(value: Option<Box<dyn Any>>, message: Str, previous: Option<Exception>) -> Self {
        Self {
            value,
            same: None,
            text: None,
            message,
            previous,
            stack: RefCell::default(),
        }
    }
}

/// `throw e` where the class of `e` extends `haxe.Exception`; also what `?` uses.
impl<E: Error + 'static> From<E> for Exception {
    fn from(error: E) -> Self {
        Self::value(error)
    }
}

/// What a `main` that returns it prints.
impl Debug for Exception {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Uncaught exception: {}", self.to_text())?;
        let stack = self.stack();
        if stack.is_empty() {
            return Ok(());
        }
        write!(f, "\n{stack}")
    }
}

impl Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        Display::fmt(&self.to_text(), f)
    }
}

impl Show for Exception {
    fn show(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(&self.to_text())
    }
}

impl Same for Exception {
    fn same(&self, other: &Self) -> bool {
        Self::same(self, other)
    }
}

/// The stack of the moment as text. Emitted code keeps none: its exceptions collect positions on their way out, see
/// [`Exception::at`].
pub fn call_stack() -> Str {
    Str::lit("")
}

/// A value of which only the program knows what it is. For now that is what `catch (e:Dynamic)` gives: what was thrown.
pub type Dynamic = Exception;

/// How a `try` body is left by several kinds of jumps, as the `Break` of its `ControlFlow`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jump<T> {
    /// `return` of the function around it.
    Return(T),
    /// `break` of the loop around it.
    Break,
    /// `continue` of the loop around it.
    Continue,
}

/// A `try` body that can throw and holds no fault of the runtime.
pub fn attempt<T>(body: impl FnOnce() -> Result<T, Exception>) -> Result<T, Exception> {
    body()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        let thrown = Exception::value(5);
        assert_eq!(
            (thrown.message().as_ref(), thrown.downcast_ref()),
            ("5", Some(&5))
        );
        assert!(!thrown.is::<Str>());
        assert_eq!(Exception::shown(1e21).message(), &"1e+21");
        assert!(thrown.same(&thrown.clone()));
        assert_eq!(size_of::<Option<Exception>>(), 8);
    }

    #[derive(Debug)]
    struct ParseError {
        at: i32,
    }
    impl Display for ParseError {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            write!(f, "no digit")
        }
    }
    impl Error for ParseError {}

    #[test]
    fn exception_classes() {
        let outcome = attempt(|| -> Result<(), Exception> { Err(ParseError { at: 3 }.into()) });
        let thrown = outcome.err();
        let thrown = thrown.as_ref();
        assert_eq!(
            thrown
                .and_then(|e| e.downcast_ref::<ParseError>())
                .map(|e| e.at),
            Some(3)
        );
        assert_eq!(thrown.map(Exception::message), Some(&Str::lit("no digit")));

        let object = Rc::new(ParseError { at: 4 });
        let thrown = Exception::object(Rc::clone(&object), "lost", None);
        let caught: Option<Rc<ParseError>> = thrown.downcast();
        assert!(caught.is_some_and(|caught| Rc::ptr_eq(&caught, &object)));
        assert_eq!(
            (thrown.to_text(), thrown.previous().is_none()),
            (Str::lit("lost"), true)
        );
        assert!(thrown.same(&Exception::object(object, "lost", None)));
        assert!(!thrown.same(&Exception::object(
            Rc::new(ParseError { at: 4 }),
            "lost",
            None
        )));
    }

    struct Coded(i32);
    impl Show for Coded {
        fn show(&self, out: &mut dyn Write) -> fmt::Result {
            write!(out, "code {}", self.0)
        }
    }

    #[test]
    fn a_class_can_have_its_own_text() {
        let thrown = Exception::shown_object(Rc::new(Coded(7)), "code", None);
        assert_eq!(
            (thrown.message().as_ref(), thrown.to_string().as_str()),
            ("code", "code 7")
        );
        assert_eq!(crate::text(&thrown), "code 7");
    }

    #[test]
    fn chains() {
        let inner = Exception::new("inner", None)
            .at("Main.hx:1")
            .at("Main.hx:9");
        let outer = Exception::new("outer", Some(inner)).at("Main.hx:2");
        assert_eq!(
            outer.details(),
            "Exception: inner\nCalled from Main.hx:1\nCalled from Main.hx:9\n\n\
             Next Exception: outer\nCalled from Main.hx:2"
        );
        assert_eq!(
            format!("{outer:?}"),
            "Uncaught exception: outer\nCalled from Main.hx:2"
        );
        assert_eq!(
            outer.previous().map(|e| e.to_string()),
            Some(String::from("inner"))
        );
    }
}
