//! Which fields an anonymous structure has, where its literals leave out optional ones or give them in another order, or
//! where fields come and go by their names, and the program can tell: by its text, or by `Reflect`. Structures whose
//! literals all give the same and keep it have nothing of this.

use crate::show::inside;
use crate::{Dynamic, Show, Str, Table};
use std::cell::RefCell;
use std::fmt::{self, Debug, Write};

/// The names of the fields that a structure has, in the order in which it got them, and the values of those that its type
/// does not name.
#[derive(Clone)]
pub struct Fields(RefCell<Present>);

#[derive(Clone)]
struct Present {
    /// The fields of the literal.
    first: &'static [&'static str],
    /// All fields, once some came or went.
    now: Option<Vec<Str>>,
    /// The values of those that the type does not name.
    more: Option<Box<Table<Str, Option<Dynamic>>>>,
}

impl Present {
    fn has(&self, name: &str) -> bool {
        match &self.now {
            Some(names) => names.iter().any(|other| **other == *name),
            None => self.first.contains(&name),
        }
    }

    fn changed(&mut self) -> &mut Vec<Str> {
        let first = self.first;
        self.now
            .get_or_insert_with(|| first.iter().map(|name| Str::lit(name)).collect())
    }
}

impl Fields {
    /// The fields of a literal.
    #[must_use]
    pub const fn new(names: &'static [&'static str]) -> Self {
        Self(RefCell::new(Present {
            first: names,
            now: None,
            more: None,
        }))
    }

    /// Whether it has the field.
    pub fn has(&self, name: &str) -> bool {
        self.0.borrow().has(name)
    }

    /// From now on it has the field.
    pub fn add(&self, name: &str) {
        let mut present = self.0.borrow_mut();
        if !present.has(name) {
            present.changed().push(Str::from(name));
        }
    }

    /// From now on it does not have the field; whether it had it.
    pub fn remove(&self, name: &str) -> bool {
        let mut present = self.0.borrow_mut();
        if !present.has(name) {
            return false;
        }
        present.changed().retain(|other| **other != *name);
        let more = present.more.as_mut();
        let former = more.and_then(|more| more.remove(name));
        // What was there dies after the borrow has ended.
        drop(present);
        drop(former);
        true
    }

    /// All names.
    pub fn names(&self) -> Vec<Str> {
        let present = self.0.borrow();
        let first = || present.first.iter().map(|name| Str::lit(name)).collect();
        present.now.clone().unwrap_or_else(first)
    }

    /// The value of a field that the type does not name.
    pub fn get(&self, name: &str) -> Option<Option<Dynamic>> {
        self.0.borrow().more.as_ref()?.get(name).cloned()
    }

    /// Gives a field that the type does not name its value.
    pub fn set(&self, name: &str, value: Option<Dynamic>) {
        self.add(name);
        let mut present = self.0.borrow_mut();
        let more = present.more.get_or_insert_default();
        let former = more.insert(Str::from(name), value);
        drop(present);
        drop(former);
    }

    /// Writes `{x: 1, y: 2}`; `value` writes what a field that the type names holds.
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
        let names = self.names();
        out.write_char('{')?;
        for (at, name) in names.iter().enumerate() {
            let before = if at == 0 { "" } else { ", " };
            write!(out, "{before}{}: ", &**name)?;
            inside(out, |out| match self.get(name) {
                Some(more) => more.show_on(out),
                None => value(name, out),
            })?;
        }
        out.write_char('}')
    }
}

impl Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fields: &Fields) -> String {
        let mut text = String::new();
        let written = fields.show(&mut text, |name, out| write!(out, "<{name}>"));
        assert_eq!(written, Ok(()));
        text
    }

    #[test]
    fn a_field_that_comes_later_is_the_last_one() {
        let fields = Fields::new(&["b"]);
        assert!(!fields.has("a"));
        fields.add("a");
        fields.add("b");
        assert_eq!(fields.names(), [Str::lit("b"), Str::lit("a")]);
        assert_eq!(text(&fields), "{b: <b>, a: <a>}");
    }

    #[test]
    fn a_field_that_goes_comes_back_as_the_last_one() {
        let fields = Fields::new(&["a", "b"]);
        assert!(fields.remove("a"));
        assert!(!fields.remove("a"));
        assert_eq!(text(&fields), "{b: <b>}");
        fields.add("a");
        assert_eq!(text(&fields), "{b: <b>, a: <a>}");
    }

    #[test]
    fn fields_that_the_type_does_not_name_have_their_values_here() {
        let fields = Fields::new(&["a"]);
        assert!(fields.get("c").is_none());
        fields.set("c", Some(Dynamic::Int(3)));
        fields.set("d", None);
        assert_eq!(text(&fields), "{a: <a>, c: 3, d: null}");
        let copy = fields.clone();
        assert!(fields.remove("c"));
        assert!(fields.get("c").is_none());
        assert_eq!(text(&fields), "{a: <a>, d: null}");
        assert_eq!(text(&copy), "{a: <a>, c: 3, d: null}");
    }
}
