//! What a native function is to the interpreter, and how the words of registers become Rust values and back.
//!
//! `natives_generated.rs` (written by `cargo xtask codegen` from the declarations of prelude/hx) holds two things:
//!
//! ```text
//! pub(crate) enum Intrinsic { ArrayGetLength, ArrayPush, … }        one per `@:intrinsic` declaration
//! pub(crate) fn implementation(id: NativeId) -> Implementation      one arm per declaration without a body:
//!     NativeId::MathPow => leaf!(hx2rs_prelude::math::pow, f64, f64),
//!     NativeId::StringSubstr => leaf!(hx2rs_prelude::Str::substr, &Str, i32, Option<i32>),
//!     NativeId::ArrayPush => Implementation::Intrinsic(Intrinsic::ArrayPush),
//! ```
//!
//! `leaf!` names the Rust function and the types of its arguments, the receiver first; the result's type follows by
//! itself. A declaration with a body and a Rust path has no row: the interpreter runs the body.
//! Intrinsics are in `intrinsic.rs`.

use crate::fault::Fault;
use hx2rs_heap::word::Any;
use hx2rs_heap::{Heap, Word};
use hx2rs_prelude::{Exception, Str};

/// How the interpreter carries out a native function.
#[derive(Clone, Copy)]
pub(crate) enum Implementation {
    /// By a function of the prelude that knows nothing of the heap.
    Leaf(Leaf),
    /// By the interpreter itself.
    Intrinsic(crate::natives_generated::Intrinsic),
}

/// A function of the prelude, behind conversions. The arguments are borrowed; the caller owns the count of the result.
pub(crate) type Leaf = fn(&mut Heap, &[Word]) -> Result<Word, Fault>;

/// The row of a function of the prelude.
macro_rules! leaf {
    ($function:path $(, $argument:ty)* $(,)?) => {
        $crate::native::Implementation::Leaf(|heap, words| {
            #[allow(unused_mut, unused_variables)] // A function without arguments takes no word.
            let answer = {
                let heap = &*heap;
                let mut words = words.iter().copied();
                $crate::native::Answer::answer($function($(
                    <$argument as $crate::native::Argument>::argument(
                        heap,
                        words.next().unwrap_or_default(),
                    )?
                ),*))
            };
            answer.into_word(heap)
        })
    };
}
pub(crate) use leaf;

/// A type that an argument of a leaf function can have.
pub(crate) trait Argument<'heap>: Sized {
    /// Reads a word of the kind that the Haxe type of the parameter has: `Null<Int>` is `any`, `Int` is raw.
    fn argument(heap: &'heap Heap, word: Word) -> Result<Self, Fault>;
}

impl Argument<'_> for i32 {
    fn argument(_: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(word.as_int())
    }
}

impl Argument<'_> for f64 {
    fn argument(_: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(word.as_float())
    }
}

impl Argument<'_> for bool {
    fn argument(_: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(word.as_bool())
    }
}

impl<'heap> Argument<'heap> for &'heap Str {
    fn argument(heap: &'heap Heap, word: Word) -> Result<Self, Fault> {
        heap.text(word).ok_or_else(Fault::null_text)
    }
}

impl<'heap> Argument<'heap> for &'heap str {
    fn argument(heap: &'heap Heap, word: Word) -> Result<Self, Fault> {
        heap.text(word)
            .map(|text| &**text)
            .ok_or_else(Fault::null_text)
    }
}

impl Argument<'_> for Str {
    fn argument(heap: &Heap, word: Word) -> Result<Self, Fault> {
        heap.text(word).cloned().ok_or_else(Fault::null_text)
    }
}

impl Argument<'_> for i64 {
    fn argument(heap: &Heap, word: Word) -> Result<Self, Fault> {
        heap.int64(word)
            .ok_or_else(|| Fault::text("Null access: the Int64 is null"))
    }
}

impl Argument<'_> for Option<i32> {
    fn argument(_: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(match word.any() {
            Any::Int(value) => Some(value),
            Any::Float(value) => Some(hx2rs_heap::word::truncate(value)),
            Any::Null | Any::Bool(_) | Any::Ref(_) => None,
        })
    }
}

impl Argument<'_> for Option<f64> {
    fn argument(_: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(match word.any() {
            Any::Int(value) => Some(f64::from(value)),
            Any::Float(value) => Some(value),
            Any::Null | Any::Bool(_) | Any::Ref(_) => None,
        })
    }
}

impl Argument<'_> for Option<bool> {
    fn argument(_: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(match word.any() {
            Any::Bool(value) => Some(value),
            Any::Null | Any::Int(_) | Any::Float(_) | Any::Ref(_) => None,
        })
    }
}

impl<'heap> Argument<'heap> for Option<&'heap Str> {
    fn argument(heap: &'heap Heap, word: Word) -> Result<Self, Fault> {
        Ok(heap.text(word))
    }
}

impl<'heap> Argument<'heap> for Option<&'heap str> {
    fn argument(heap: &'heap Heap, word: Word) -> Result<Self, Fault> {
        Ok(heap.text(word).map(|text| &**text))
    }
}

impl Argument<'_> for Option<Str> {
    fn argument(heap: &Heap, word: Word) -> Result<Self, Fault> {
        Ok(heap.text(word).cloned())
    }
}

/// What a leaf function gave, apart from the heap that its arguments were borrowed from.
pub(crate) enum Detached {
    /// A word without a reference.
    Word(Word),
    /// A string that has no cell yet.
    Text(Str),
    /// A number of 64 bits that has no cell yet.
    Int64(i64),
    /// It threw.
    Fault(Fault),
}

impl Detached {
    pub(crate) fn into_word(self, heap: &mut Heap) -> Result<Word, Fault> {
        match self {
            Self::Word(word) => Ok(word),
            Self::Text(text) => Ok(heap.new_text(text)),
            Self::Int64(value) => Ok(heap.new_int64(value)),
            Self::Fault(fault) => Err(fault),
        }
    }
}

/// A type that a leaf function can give.
pub(crate) trait Answer {
    /// As a word of the kind that the Haxe type of the result has.
    fn answer(self) -> Detached;
}

impl Answer for () {
    fn answer(self) -> Detached {
        Detached::Word(Word::NULL)
    }
}

impl Answer for i32 {
    fn answer(self) -> Detached {
        Detached::Word(Word::int(self))
    }
}

impl Answer for i64 {
    fn answer(self) -> Detached {
        Detached::Int64(self)
    }
}

impl Answer for f64 {
    fn answer(self) -> Detached {
        Detached::Word(Word::float(self))
    }
}

impl Answer for bool {
    fn answer(self) -> Detached {
        Detached::Word(Word::bool(self))
    }
}

impl Answer for Str {
    fn answer(self) -> Detached {
        Detached::Text(self)
    }
}

impl Answer for &Str {
    fn answer(self) -> Detached {
        Detached::Text(self.clone())
    }
}

impl Answer for &str {
    fn answer(self) -> Detached {
        Detached::Text(Str::from(self))
    }
}

impl Answer for String {
    fn answer(self) -> Detached {
        Detached::Text(Str::from(self))
    }
}

impl Answer for Option<i32> {
    fn answer(self) -> Detached {
        Detached::Word(self.map_or(Word::NULL, Word::any_int))
    }
}

impl Answer for Option<f64> {
    fn answer(self) -> Detached {
        Detached::Word(self.map_or(Word::NULL, Word::any_float))
    }
}

impl Answer for Option<bool> {
    fn answer(self) -> Detached {
        Detached::Word(self.map_or(Word::NULL, Word::any_bool))
    }
}

impl Answer for Option<Str> {
    fn answer(self) -> Detached {
        self.map_or(Detached::Word(Word::NULL), Detached::Text)
    }
}

impl Answer for Option<&str> {
    fn answer(self) -> Detached {
        self.map(Str::from).answer()
    }
}

impl<T: Answer> Answer for Result<T, Exception> {
    fn answer(self) -> Detached {
        match self {
            Ok(value) => value.answer(),
            Err(exception) => Detached::Fault(Fault::Exception(exception.message().clone())),
        }
    }
}
