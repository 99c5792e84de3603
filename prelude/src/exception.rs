//! `Exception`: what `throw` carries, and Haxe's `haxe.Exception` in emitted code.
//!
//! One pointer, whatever was thrown: `haxe.Exception` itself, an object of a class that extends it, or any other value,
//! which Haxe calls a `ValueException`. So the wrapping and unwrapping that the language prescribes costs nothing here:
//! `catch (e:haxe.Exception)` takes the carrier as it is, `catch (e:T)` is [`Exception::downcast_ref`], and `throw e` of a
//! caught one is `Err(e.clone())`. Faults of the runtime become exceptions in `fault.rs`.

use std::cell::RefCell;
use std::convert::Infallible;
use std::error::Error;
use std::fmt::{self, Debug, Display, Write};
use std::rc::Rc;

use crate::{AsDynamic, Dynamic, Same, Show, Str};

/// What is thrown. Cloning gives the same exception.
#[derive(Clone)]
pub struct Exception(Rc<Thrown>);

struct Thrown {
    content: Content,
    message: Str,
    previous: Option<Exception>,
    /// What the program says that the platform threw.
    native: Option<Dynamic>,
    overrides: Overrides,
    /// Positions in .hx, from where it was thrown outwards.
    /// An object of a class that extends `haxe.Exception` shares it with what it has of that class.
    stack: Rc<RefCell<Vec<Str>>>,
}

/// What the class of an object has in place of methods of `haxe.Exception`.
#[derive(Clone, Default)]
struct Overrides {
    details: Option<Override<Str>>,
    unwrap: Option<Override<Option<Dynamic>>>,
}

/// A method that knows its object.
type Override<T> = Rc<dyn Fn() -> Result<T, Exception>>;

/// What an exception carries.
enum Content {
    /// Nothing: a plain `haxe.Exception`.
    Nothing,
    /// A value of another kind; null can be thrown, too.
    Value(Option<Dynamic>),
    /// An object whose class extends `haxe.Exception`.
    Object(Dynamic),
    /// Such an object with a `toString` of its own.
    Shown(Dynamic),
}

impl Exception {
    /// `new haxe.Exception(message, previous)`.
    pub fn new(message: impl Into<Str>, previous: Option<Self>) -> Self {
        Self::made(Content::Nothing, message.into(), previous, None)
    }

    /// `new haxe.Exception(message, previous, native)`.
    pub fn with_native(
        message: impl Into<Str>,
        previous: Option<Self>,
        native: Option<Dynamic>,
    ) -> Self {
        Self::made(Content::Nothing, message.into(), previous, native)
    }

    /// `throw value`: an exception is thrown as it is, any other value is wrapped.
    pub fn value(value: impl AsDynamic) -> Self {
        let value = value.to_dynamic();
        if let Some(Dynamic::Exception(exception)) = value {
            return exception;
        }
        if let Some(Dynamic::Object(_)) = value
            && let Some(exception) = value.as_ref().and_then(Dynamic::downcast)
        {
            return exception;
        }
        Self::wrapped(value, None)
    }

    /// `new haxe.ValueException(value, previous)`: wrapped even if it is an exception.
    pub fn wrapped(value: impl AsDynamic, previous: Option<Self>) -> Self {
        Self::wrapped_with_native(value, previous, None)
    }

    /// `new haxe.ValueException(value, previous, native)`.
    pub fn wrapped_with_native(
        value: impl AsDynamic,
        previous: Option<Self>,
        native: Option<Dynamic>,
    ) -> Self {
        let value = value.to_dynamic();
        let message = crate::text(&value);
        Self::made(Content::Value(value), message, previous, native)
    }

    /// An object whose class extends `haxe.Exception`; `base` is what it has of that class. The same object given twice
    /// is one exception.
    pub fn object(object: impl AsDynamic, base: &Self) -> Self {
        let content = object
            .to_dynamic()
            .map_or(Content::Nothing, Content::Object);
        Self::carrier(content, base)
    }

    /// As [`Exception::object`], for a class that overrides `toString`: its [`Show`] is the text of the exception.
    pub fn shown_object(object: impl AsDynamic, base: &Self) -> Self {
        let content = object.to_dynamic().map_or(Content::Nothing, Content::Shown);
        Self::carrier(content, base)
    }

    /// The same with another message: that of a class that overrides `get_message`.
    #[must_use]
    pub fn saying(self, message: Str) -> Self {
        match Rc::try_unwrap(self.0) {
            Ok(thrown) => Self(Rc::new(Thrown { message, ..thrown })),
            Err(shared) => Self(shared),
        }
    }

    /// The same with a `details` of the class's own.
    #[must_use]
    pub fn detailed(self, details: impl Fn() -> Result<Str, Self> + 'static) -> Self {
        self.overriding(|own| own.details = Some(Rc::new(details)))
    }

    /// The same with an `unwrap` of the class's own.
    #[must_use]
    pub fn unwrapped(self, unwrap: impl Fn() -> Result<Option<Dynamic>, Self> + 'static) -> Self {
        self.overriding(|own| own.unwrap = Some(Rc::new(unwrap)))
    }

    fn overriding(self, add: impl FnOnce(&mut Overrides)) -> Self {
        match Rc::try_unwrap(self.0) {
            Ok(mut thrown) => {
                add(&mut thrown.overrides);
                Self(Rc::new(thrown))
            }
            Err(shared) => Self(shared),
        }
    }

    /// What carries an object.
    fn carrier(content: Content, base: &Self) -> Self {
        Self(Rc::new(Thrown {
            content,
            message: base.message().clone(),
            previous: base.previous(),
            native: base.0.native.clone(),
            overrides: Overrides::default(),
            stack: Rc::clone(&base.0.stack),
        }))
    }

    fn made(
        content: Content,
        message: Str,
        previous: Option<Self>,
        native: Option<Dynamic>,
    ) -> Self {
        Self(Rc::new(Thrown {
            content,
            message,
            previous,
            native,
            overrides: Overrides::default(),
            stack: Rc::default(),
        }))
    }

    /// Another exception that says the same.
    #[must_use]
    pub fn copy(&self) -> Self {
        let content = match &self.0.content {
            Content::Nothing => Content::Nothing,
            Content::Value(value) => Content::Value(value.clone()),
            Content::Object(object) => Content::Object(object.clone()),
            Content::Shown(object) => Content::Shown(object.clone()),
        };
        let copy = Self::made(
            content,
            self.message().clone(),
            self.previous(),
            self.0.native.clone(),
        )
        .overriding(|own| own.clone_from(&self.0.overrides));
        *copy.0.stack.borrow_mut() = self.0.stack.borrow().clone();
        copy
    }

    /// `e.message`: for a value that is no exception class, its text.
    pub fn message(&self) -> &Str {
        &self.0.message
    }

    /// `e.toString()`: the message, or what the class of the object makes of it.
    pub fn to_text(&self) -> Str {
        match &self.0.content {
            Content::Shown(object) => crate::text(object),
            Content::Nothing | Content::Value(_) | Content::Object(_) => self.0.message.clone(),
        }
    }

    /// `e.previous`.
    pub fn previous(&self) -> Option<Self> {
        self.0.previous.clone()
    }

    /// `e.native`: what the program says that it is, else itself.
    pub fn native(&self) -> Option<Dynamic> {
        let native = self.0.native.clone();
        native.or_else(|| match &self.0.content {
            Content::Object(object) | Content::Shown(object) => Some(object.clone()),
            Content::Nothing | Content::Value(_) => Some(Dynamic::Exception(self.clone())),
        })
    }

    /// Adds the position it passes on its way out: `Main.hx:12`, or `Main.main (Main.hx:12)`.
    #[must_use]
    pub fn at(self, position: impl Into<Str>) -> Self {
        self.0.stack.borrow_mut().push(position.into());
        self
    }

    /// As [`Exception::at`], where it is thrown: the next [`last_stack`] is this one's.
    #[must_use]
    pub fn thrown_at(self, position: impl Into<Str>) -> Self {
        let thrown = self.at(position);
        LAST.set(Some(thrown.stack()));
        thrown
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

    /// `e.details()` where classes of the program override it.
    pub fn own_details(&self) -> Str {
        self.try_own_details()
            .unwrap_or_else(|error| crate::throw(error))
    }

    /// As [`Exception::own_details`], where an override throws.
    pub fn try_own_details(&self) -> Result<Str, Self> {
        match &self.0.overrides.details {
            Some(details) => details(),
            None => Ok(self.details()),
        }
    }

    /// `e.unwrap()` where classes of the program override it.
    pub fn own_unwrap(&self) -> Option<Dynamic> {
        self.try_own_unwrap()
            .unwrap_or_else(|error| crate::throw(error))
    }

    /// As [`Exception::own_unwrap`], where an override throws.
    pub fn try_own_unwrap(&self) -> Result<Option<Dynamic>, Self> {
        match &self.0.overrides.unwrap {
            Some(unwrap) => unwrap(),
            None => Ok(self.caught()),
        }
    }

    /// `e.details()`: text and stack of this one and all previous ones, the oldest first.
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
            text.push_str(&exception.to_text());
            let stack = exception.stack();
            if !stack.is_empty() {
                text.push('\n');
                text.push_str(&stack);
            }
        }
        Str::from(text)
    }

    /// `catch (e:Dynamic)`: what was thrown.
    pub fn caught(&self) -> Option<Dynamic> {
        match &self.0.content {
            Content::Nothing => Some(Dynamic::Exception(self.clone())),
            Content::Value(value) => value.clone(),
            Content::Object(object) | Content::Shown(object) => Some(object.clone()),
        }
    }

    /// The object of the program that it is.
    pub(crate) fn object_value(&self) -> Option<Dynamic> {
        match &self.0.content {
            Content::Object(object) | Content::Shown(object) => Some(object.clone()),
            Content::Nothing | Content::Value(_) => None,
        }
    }

    /// `e is haxe.ValueException`: a value was thrown that is no exception.
    pub fn is_value(&self) -> bool {
        matches!(self.0.content, Content::Value(_))
    }

    /// `catch (e:T)`, and `cast(e, T)`: the value or object that was thrown, if it is a `T`.
    pub fn downcast<T: 'static>(&self) -> Option<T> {
        match &self.0.content {
            Content::Nothing => None,
            Content::Value(value) => value.as_ref()?.downcast(),
            Content::Object(object) | Content::Shown(object) => object.downcast(),
        }
    }

    /// Whether a `T` was thrown.
    pub fn is<T: 'static>(&self) -> bool {
        self.downcast::<T>().is_some()
    }

    /// `a == b`: the same exception.
    pub fn same(&self, other: &Self) -> bool {
        if Rc::ptr_eq(&self.0, &other.0) {
            return true;
        }
        match (self.object_value(), other.object_value()) {
            (Some(a), Some(b)) => a.same(&b),
            (None, _) | (_, None) => false,
        }
    }
}

/// An error of Rust, and what `?` makes of it.
impl<E: Error + 'static> From<E> for Exception {
    fn from(error: E) -> Self {
        Self::new(error.to_string(), None)
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
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
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

thread_local! {
    /// What [`last_stack`] gives.
    static LAST: RefCell<Option<Str>> = const { RefCell::new(None) };
}

/// The stack of the exception that was thrown last, as text.
pub fn last_stack() -> Str {
    LAST.with_borrow(Clone::clone).unwrap_or_default()
}

/// How a `try` body is left by several kinds of jumps, as the `Break` of its `ControlFlow`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Jump<T = Infallible> {
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
            (thrown.message().as_ref(), thrown.downcast()),
            ("5", Some(5))
        );
        assert!(thrown.is::<f64>() && !thrown.is::<Str>() && thrown.is_value());
        assert_eq!(Exception::value(1e21).message(), &"1e+21");
        assert_eq!(Exception::value(None::<i32>).message(), &"null");
        assert!(thrown.same(&thrown.clone()));
        assert!(Exception::value(thrown.caught()).is::<i32>());
        assert_eq!(size_of::<Option<Exception>>(), 8);
    }

    /// A class of the program.
    struct ParseError {
        base: Exception,
        at: i32,
    }

    impl ParseError {
        fn new(at: i32) -> Rc<Self> {
            let base = Exception::new("no digit", None);
            Rc::new(Self { base, at })
        }
        fn into_exception(self: Rc<Self>) -> Exception {
            Exception::shown_object(Rc::clone(&self), &self.base)
        }
    }

    impl Show for ParseError {
        fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
            write!(out, "no digit at {}", self.at)
        }
    }

    impl crate::Object for ParseError {
        fn class(&self) -> &'static str {
            "ParseError"
        }
        fn view(self: Rc<Self>, view: &mut crate::View) {
            view.offer(|| Rc::clone(&self));
            view.offer(|| self.into_exception());
        }
    }

    #[test]
    fn exception_classes() {
        let object = ParseError::new(3);
        let outcome =
            attempt(|| -> Result<(), Exception> { Err(Rc::clone(&object).into_exception()) });
        let thrown = outcome.err();
        let Some(thrown) = thrown else { return };
        let caught: Option<Rc<ParseError>> = thrown.downcast();
        assert!(caught.is_some_and(|caught| Rc::ptr_eq(&caught, &object)));
        assert_eq!(
            (thrown.message().as_ref(), thrown.to_string().as_str()),
            ("no digit", "no digit at 3")
        );
        assert_eq!(crate::text(&thrown), "no digit at 3");
        assert!(thrown.previous().is_none() && !thrown.is_value());
        assert!(thrown.same(&object.into_exception()));
        assert!(!thrown.same(&ParseError::new(3).into_exception()));
        // Through Dynamic it is the same exception.
        let again = Exception::value(thrown.caught());
        assert!(again.same(&thrown) && !again.is_value());
        assert!(Exception::wrapped(thrown.caught(), None).is_value());
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
