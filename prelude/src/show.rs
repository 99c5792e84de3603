//! `Show`: the text that Haxe's `Std.string` gives, where Rust's `Display` differs or is missing.
//!
//! Emitted classes with a `toString` implement it next to `Display`. An array or a map takes out one element at a
//! time, so a `toString` may write the container that is being shown. Floats: `float.rs`.

use std::cell::{Cell, RefCell};
use std::fmt::{self, Display, Write};
use std::rc::Rc;

use crate::Str;
use crate::float::write_float;

/// `Std.string`.
pub trait Show {
    /// Writes the text of `self`.
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result;

    /// The text of `self` as a string: what is a string already is shared.
    fn show_as_text(&self) -> Str {
        let mut text = String::new();
        match anew(|| self.show_on(&mut text)) {
            Ok(()) | Err(fmt::Error) => Str::from(text),
        }
    }

    /// Appends the text of `self`. An object's `toString` may itself write the text that is appended to, so its own is made first.
    fn show_behind(&self, text: &RefCell<Str>) {
        let own = self.show_as_text();
        *text.borrow_mut() += &own;
    }

    /// As [`Show::show_on`], for an object whose `toString` hands the object itself on.
    fn show_shared(self: Rc<Self>, out: &mut dyn Write) -> fmt::Result {
        Self::show_on(&self, out)
    }
}

/// A value as Haxe prints it, for use in format arguments.
pub fn show<T: Show + ?Sized>(value: &T) -> impl Display {
    struct Shown<'a, T: ?Sized>(&'a T);
    impl<T: Show + ?Sized> Display for Shown<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            anew(|| self.0.show_on(f))
        }
    }
    Shown(value)
}

/// `Std.string(value)` as a string.
pub fn text<T: Show + ?Sized>(value: &T) -> Str {
    value.show_as_text()
}

/// `text += Std.string(value)`.
pub fn append<T: Show + ?Sized>(text: &RefCell<Str>, value: &T) {
    value.show_behind(text);
}

macro_rules! show_as_display {
    ($($type:ty)*) => {$(impl Show for $type {
        fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
            write!(out, "{self}")
        }

        fn show_behind(&self, text: &RefCell<Str>) {
            match self.show_on(&mut *text.borrow_mut()) {
                Ok(()) | Err(fmt::Error) => {}
            }
        }
    })*};
}
show_as_display!(i32 i64 u32 bool char);

macro_rules! show_text {
    ($($type:ty)*) => {$(impl Show for $type {
        fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
            out.write_str(self)
        }

        fn show_as_text(&self) -> Str {
            Str::from(self)
        }

        fn show_behind(&self, text: &RefCell<Str>) {
            *text.borrow_mut() += self;
        }
    })*};
}
show_text!(str String);

impl Show for Str {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self)
    }

    fn show_as_text(&self) -> Str {
        self.clone()
    }

    fn show_behind(&self, text: &RefCell<Str>) {
        *text.borrow_mut() += self;
    }
}

impl Show for f64 {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        write_float(*self, out)
    }
}

impl Show for () {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("null")
    }
}

impl<T: Show> Show for Option<T> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        match self {
            Some(value) => value.show_on(out),
            None => out.write_str("null"),
        }
    }

    fn show_as_text(&self) -> Str {
        match self {
            Some(value) => value.show_as_text(),
            None => Str::lit("null"),
        }
    }

    fn show_behind(&self, text: &RefCell<Str>) {
        match self {
            Some(value) => value.show_behind(text),
            None => "null".show_behind(text),
        }
    }
}

impl<T: Show + ?Sized> Show for &T {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        (**self).show_on(out)
    }

    fn show_as_text(&self) -> Str {
        (**self).show_as_text()
    }

    fn show_behind(&self, text: &RefCell<Str>) {
        (**self).show_behind(text);
    }
}

impl<T: Show + ?Sized> Show for Box<T> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        (**self).show_on(out)
    }

    fn show_as_text(&self) -> Str {
        (**self).show_as_text()
    }
}

impl<T: Show + ?Sized> Show for Rc<T> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        Self::clone(self).show_shared(out)
    }
}

impl<T: Show> Show for [T] {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        show_list(self.iter(), out)
    }
}

impl<T: Show> Show for Vec<T> {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        show_list(self.iter(), out)
    }
}

impl<T: Show, const N: usize> Show for [T; N] {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        show_list(self.iter(), out)
    }
}

/// Values inside of more containers than these are `<...>`, as officially, so that a container which holds itself has a text.
const DEPTH: u32 = 5;

/// Maps inside each other that are still shown. What is in a map counts from the start, as officially.
const MAPS: u32 = 6;

thread_local! {
    static LEVEL: Cell<u32> = const { Cell::new(0) };
    static OPEN_MAPS: Cell<u32> = const { Cell::new(0) };
}

/// A count that goes back to what it was, also when a `toString` unwinds.
struct Restored(&'static std::thread::LocalKey<Cell<u32>>, u32);

impl Restored {
    fn set(cell: &'static std::thread::LocalKey<Cell<u32>>, value: u32) -> Self {
        Self(cell, cell.replace(value))
    }
}

impl Drop for Restored {
    fn drop(&mut self) {
        self.0.set(self.1);
    }
}

/// Writes by `body` as if nothing were around it: what a program asks for while a text is made.
fn anew<R>(body: impl FnOnce() -> R) -> R {
    let _level = Restored::set(&LEVEL, 0);
    body()
}

/// Writes what is inside of a container by `body`, or `<...>` too deep inside.
pub(crate) fn inside(
    out: &mut dyn Write,
    body: impl FnOnce(&mut dyn Write) -> fmt::Result,
) -> fmt::Result {
    let level = LEVEL.get() + 1;
    if level > DEPTH {
        return out.write_str("<...>");
    }
    let _level = Restored::set(&LEVEL, level);
    body(out)
}

/// Writes the entries of a map by `body`, or `<...>` too deep inside of others.
pub(crate) fn inside_map(
    out: &mut dyn Write,
    body: impl FnOnce(&mut dyn Write) -> fmt::Result,
) -> fmt::Result {
    let open = OPEN_MAPS.get() + 1;
    if open > MAPS {
        return out.write_str("<...>");
    }
    let _open = Restored::set(&OPEN_MAPS, open);
    anew(|| body(out))
}

/// A part of a structure or of an enum value, for use in format arguments.
pub fn part<T: Show + ?Sized>(value: &T) -> impl Display {
    struct Part<'a, T: ?Sized>(&'a T);
    impl<T: Show + ?Sized> Display for Part<'_, T> {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            inside(f, |out| self.0.show_on(out))
        }
    }
    Part(value)
}

/// `[a,b]`.
pub(crate) fn show_list<T: Show>(
    items: impl Iterator<Item = T>,
    out: &mut dyn Write,
) -> fmt::Result {
    out.write_char('[')?;
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.write_char(',')?;
        }
        inside(out, |out| item.show_on(out))?;
    }
    out.write_char(']')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Array;

    #[test]
    fn values() {
        assert_eq!(text(&vec![Some(1.5), None]), "[1.5,null]");
        assert_eq!(text(&[[1, 2], [3, 4]]), "[[1,2],[3,4]]");
        assert_eq!(text(&Some(Str::lit("a"))), "a");
        assert_eq!(format!("{} {}", show(&true), show("x")), "true x");
    }

    #[derive(Clone)]
    struct Own(Array<Own>);

    impl Show for Own {
        fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
            self.0.show_on(out)
        }
    }

    #[test]
    fn a_container_that_holds_itself_has_a_text() {
        let array = Array::new();
        array.push(Own(array.clone()));
        assert_eq!(text(&array), "[[[[[[<...>]]]]]]");
        array.clear();
        assert_eq!(text(&array), "[]");
    }

    struct Growing(Array<Rc<Growing>>);

    impl Show for Growing {
        fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
            self.0.pop();
            out.write_str("g")
        }
    }

    #[test]
    fn to_string_may_write_the_container() {
        let array = Array::new();
        for _ in 0..4 {
            array.push(Rc::new(Growing(array.clone())));
        }
        assert_eq!(text(&array), "[g,g]");
    }
}
