//! What can stop an instruction: an exception of the runtime or of the program, or the end of the program.

use hx2rs_heap::Word;
use hx2rs_prelude::Str;

/// Why an instruction did not do what it says.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The runtime throws this text, as a String.
    Text(Str),
    /// The runtime throws a `haxe.Exception` with this message.
    Exception(Str),
    /// The program throws this `any`, whose count goes with it.
    Thrown(Word),
    /// `Sys.exit`.
    Exit(i32),
}

impl Fault {
    /// A text as a fault.
    #[cold]
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(Str::from(text.into()))
    }

    /// A field or method of null was used.
    #[cold]
    pub(crate) fn null_access(name: &str) -> Self {
        Self::text(format!("Null access .{name}"))
    }

    /// A function that needs a string got null.
    #[cold]
    pub(crate) fn null_text() -> Self {
        Self::text("Null access: a value is null")
    }

    /// A cast that failed.
    #[cold]
    pub(crate) fn cast(from: &str, to: &str) -> Self {
        Self::text(format!("Cannot cast {from} to {to}"))
    }
}
