//! Which fields an anonymous structure has, where its literals leave out optional ones or give them in another order and
//! the program can tell: by its text, or by `Reflect`. Structures whose literals all give the same have nothing of this.

use crate::Str;
use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::{self, Write};

/// The names of the fields that a structure has, in the order in which it got them.
#[derive(Clone, Debug)]
pub struct Fields(RefCell<Cow<'static, [&'static str]>>);

impl Fields {
    /// The fields of a literal.
    #[must_use]
    pub const fn new(names: &'static [&'static str]) -> Self {
        Self(RefCell::new(Cow::Borrowed(names)))
    }

    /// Whether it has the field.
    pub fn has(&self, name: &str) -> bool {
        self.0.borrow().contains(&name)
    }

    /// From now on it has the field.
    pub fn add(&self, name: &'static str) {
        if !self.has(name) {
            self.0.borrow_mut().to_mut().push(name);
        }
    }

    /// All names.
    pub fn names(&self) -> Vec<Str> {
        self.0.borrow().iter().map(|name| Str::lit(name)).collect()
    }

    /// Writes `{x: 1, y: 2}`; `value` writes what a field holds.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn show(
        &self,
        out: &mut dyn Write,
        value: impl Fn(&str, &mut dyn Write) -> fmt::Result,
    ) -> fmt::Result {
        // What writes a value may be a method of the program, which may add to this structure.
        let names = self.0.borrow().clone();
        out.write_char('{')?;
        for (at, name) in names.iter().enumerate() {
            let before = if at == 0 { "" } else { ", " };
            write!(out, "{before}{name}: ")?;
            value(name, out)?;
        }
        out.write_char('}')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_that_comes_later_is_the_last_one() {
        let fields = Fields::new(&["b"]);
        assert!(!fields.has("a"));
        fields.add("a");
        fields.add("b");
        assert_eq!(fields.names(), [Str::lit("b"), Str::lit("a")]);
        let mut text = String::new();
        let written = fields.show(&mut text, |name, out| write!(out, "<{name}>"));
        assert_eq!((written, text.as_str()), (Ok(()), "{b: <b>, a: <a>}"));
    }
}
