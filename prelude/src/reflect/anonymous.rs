//! `Anonymous`: a structure whose fields only the running program knows.

use std::cell::RefCell;
use std::fmt::{self, Write};
use std::rc::Rc;

use crate::fault::throw;
use crate::show::inside;
use crate::{Dynamic, Object, Show, Str, Table, View};

/// A structure with any fields, in the order in which they came.
#[derive(Default)]
pub struct Anonymous(RefCell<Table<Str, Option<Dynamic>>>);

impl Anonymous {
    /// `{}`.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives a field its value.
    pub fn set(&self, name: Str, value: Option<Dynamic>) {
        // What was there dies after the borrow has ended.
        let former = self.0.borrow_mut().insert(name, value);
        drop(former);
    }
}

impl<const N: usize> From<[(&'static str, Option<Dynamic>); N]> for Anonymous {
    fn from(fields: [(&'static str, Option<Dynamic>); N]) -> Self {
        let made = Self::new();
        for (name, value) in fields {
            made.set(Str::lit(name), value);
        }
        made
    }
}

impl Object for Anonymous {
    fn class(&self) -> &'static str {
        "structure"
    }
    fn view(self: Rc<Self>, _: &mut View) {}
    fn field(self: Rc<Self>, name: &str) -> Option<Option<Dynamic>> {
        self.0.borrow().get(name).cloned()
    }
    fn field_names(&self) -> Vec<Str> {
        self.0.borrow().keys().cloned().collect()
    }
    fn set_field(&self, name: &str, value: Option<Dynamic>) -> bool {
        self.set(Str::from(name), value);
        true
    }
    fn delete_field(&self, name: &str) -> bool {
        let removed = self.0.borrow_mut().remove(name);
        removed.is_some()
    }
    fn copy(&self) -> Option<Dynamic> {
        let fields = self.0.borrow().clone();
        Some(Dynamic::object(Self(RefCell::new(fields))))
    }
}

/// `{a: 1, b: x}`; a `toString` may write the structure that is being shown.
impl Show for Anonymous {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        let own = self.0.borrow().get("toString").cloned().flatten();
        if let Some(Dynamic::Object(function)) = own
            && let Some(called) = function.call(&[])
        {
            return called.unwrap_or_else(|error| throw(error)).show_on(out);
        }
        out.write_char('{')?;
        for (at, name) in self.field_names().iter().enumerate() {
            if at > 0 {
                out.write_str(", ")?;
            }
            write!(out, "{}: ", &**name)?;
            let value = self.0.borrow().get(name).cloned();
            inside(out, |out| value.flatten().show_on(out))?;
        }
        out.write_char('}')
    }
}
