//! Faults: what the runtime itself throws where nothing in the type says so, such as an access of null.
//!
//! A fault unwinds as a typed payload up to the next [`guard`], which makes an [`Exception`] of it; where there is no
//! guard it ends the program with Haxe's message at once. Exceptions that a program throws are values of `Result` and
//! never come here: see `exception.rs`.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use crate::program::uncaught;
use crate::{Exception, Str};

/// A fault of the runtime on its way to a [`guard`].
pub struct Fault {
    /// What Haxe calls its message.
    pub text: String,
    /// Where in the .hx source, empty if not known.
    pub position: &'static str,
}

impl From<Fault> for Exception {
    fn from(fault: Fault) -> Self {
        let exception = Self::value(Str::from(fault.text));
        match fault.position {
            "" => exception,
            position => exception.thrown_at(position),
        }
    }
}

thread_local! {
    static GUARDS: Cell<u32> = const { Cell::new(0) };
    static CARRIED: Cell<Option<Exception>> = const { Cell::new(None) };
}

/// A `try` body that can also fault: null access, failed cast. Makes exceptions of faults.
pub fn guard<T>(body: impl FnOnce() -> Result<T, Exception>) -> Result<T, Exception> {
    GUARDS.set(GUARDS.get() + 1);
    let outcome = panic::catch_unwind(AssertUnwindSafe(body));
    GUARDS.set(GUARDS.get() - 1);
    outcome.unwrap_or_else(|payload| match payload.downcast::<Fault>() {
        Ok(fault) => Err(Exception::from(*fault)),
        Err(payload) => match CARRIED.take() {
            Some(exception) if payload.is::<Carried>() => Err(exception),
            Some(_) | None => panic::resume_unwind(payload),
        },
    })
}

/// The payload that stands for the exception in [`CARRIED`].
struct Carried;

/// Throws an exception where no `Result` can carry it: out of a `toString` that makes a text.
#[cold]
pub fn throw(exception: Exception) -> ! {
    if GUARDS.get() == 0 {
        uncaught(&exception);
    }
    CARRIED.set(Some(exception));
    panic::resume_unwind(Box::new(Carried))
}

/// Throws a fault.
#[cold]
pub fn fault(text: &str, position: &'static str) -> ! {
    let fault = Fault {
        text: String::from(text),
        position,
    };
    if GUARDS.get() == 0 {
        uncaught(&Exception::from(fault));
    }
    // Without the panic hook: this is no panic to report, but a Haxe exception that will be caught.
    panic::resume_unwind(Box::new(fault))
}

/// A field or method of null was used, at a .hx position.
#[cold]
pub fn null_access(name: &str, position: &'static str) -> ! {
    fault(&format!("Null access .{name}"), position)
}

/// A value that has to be one is null, at a .hx position.
#[cold]
pub fn null_value(position: &'static str) -> ! {
    fault("Null access: a value is null", position)
}

/// A switch whose cases are all that there is to a type met null, which none of them takes, at a .hx position.
#[cold]
pub fn no_case(position: &'static str) -> ! {
    fault("Null access: no case of a switch takes null", position)
}

/// A switch over the names of an enum abstract met a value that has none, at a .hx position.
#[cold]
pub fn no_name(position: &'static str) -> ! {
    fault("no case of a switch takes the value", position)
}

/// `cast(value, Type)` of a value of another type, at a .hx position.
#[cold]
pub fn failed_cast(from: &str, to: &str, position: &'static str) -> ! {
    fault(&format!("Cannot cast {from} to {to}"), position)
}

/// A cast that cannot succeed, where a value of its type is asked for.
#[cold]
pub fn impossible_cast<T>(from: &str, to: &str, position: &'static str) -> T {
    failed_cast(from, to, position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_catches_a_fault() {
        let outcome: Result<(), Exception> = guard(|| null_access("name", "Main.hx:76"));
        let exception = outcome.err();
        let exception = exception.as_ref();
        assert_eq!(
            exception.map(|e| e.message().to_string()).as_deref(),
            Some("Null access .name")
        );
        assert_eq!(
            exception.map(|e| e.stack().to_string()).as_deref(),
            Some("Called from Main.hx:76")
        );
        let text = exception.and_then(Exception::downcast::<Str>);
        assert_eq!(text, Some(Str::lit("Null access .name")));
    }

    #[test]
    fn guards_nest() {
        let outer = guard(|| {
            let inner: Result<(), Exception> = guard(|| failed_cast("A", "B", ""));
            assert!(inner.is_err());
            null_access("x", "")
        });
        let outer: Result<(), Exception> = outer;
        assert_eq!(
            outer.map_err(|e| e.message().to_string()),
            Err("Null access .x".into())
        );
    }

    #[test]
    fn an_exception_passes_where_no_result_can() {
        let outcome: Result<(), Exception> = guard(|| throw(Exception::value(7)));
        assert_eq!(outcome.err().and_then(|e| e.downcast()), Some(7));
    }

    #[test]
    fn other_panics_pass() {
        let outcome = panic::catch_unwind(|| {
            guard(|| -> Result<(), Exception> { panic::resume_unwind(Box::new(5)) })
        });
        let payload = outcome
            .err()
            .and_then(|payload| payload.downcast::<i32>().ok());
        assert_eq!(payload, Some(Box::new(5)));
        assert_eq!(GUARDS.get(), 0);
    }
}
