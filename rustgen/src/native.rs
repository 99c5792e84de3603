//! The shape of a call of the prelude from emitted code: which path, and how each value is passed. The rows are read off
//! the signatures of the Rust functions and stand in [`crate::natives_generated`]; what is done with them in
//! `emit/native.rs`.

/// A function of the prelude.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Native {
    /// As emitted code writes it, the crate being `hx`: `hx::Array::push`, `hx::math::sin`.
    pub path: &'static str,
    /// Whether it is called as a method: its first parameter is `self` in any form. Else the receiver of a Haxe method
    /// is the first argument.
    pub is_method: bool,
    /// All parameters, `self` left out where it is a method.
    pub parameters: &'static [Passing],
    /// What comes back.
    pub result: Returning,
}

/// How an argument is passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passing {
    /// `T`: owned or copied; `Option<T>` where Haxe has `Null<T>`.
    Value,
    /// `&T`.
    Reference,
    /// `&str`.
    Text,
    /// `Option<&str>`, `Option<&T>`.
    OptionalReference,
    /// `impl Into<Str>`.
    IntoText,
    /// `&(impl Show + ?Sized)`: any value whose text is wanted.
    Shown,
    /// `impl Fn…(&A, &B) -> R`: a function whose parameters are references.
    CallbackByReference,
    /// `impl Fn…(A, B) -> R`.
    Callback,
}

/// What comes back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Returning {
    /// Nothing.
    Unit,
    /// An owned value of the declared type.
    Value,
    /// `&str`, where a `Str` is declared.
    Text,
    /// `&T`.
    Reference,
    /// `Option<&T>`.
    OptionalReference,
    /// `Result<T, Exception>`: `T` as the declared type.
    Fallible,
    /// `Result<T, hx::Str>` or another error that becomes an exception by `hx::Exception::new`.
    FallibleText,
    /// `impl Iterator<Item = T>`.
    Iterator,
    /// `!`.
    Never,
}
