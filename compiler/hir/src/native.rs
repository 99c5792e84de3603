//! What is known of a native function: the form of the rows in `natives_generated.rs`, and finding one by its name.
//!
//! The rows themselves follow from `prelude/hx` and `prelude/src`; nothing of them is written here.

use crate::NativeId;

/// A native function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Native {
    /// The class with its package: `haxe.Exception`.
    pub class: &'static str,
    /// The function; `new` for a constructor.
    pub member: &'static str,
    /// Who implements it.
    pub kind: NativeKind,
    /// The Rust function below the root of the prelude's crate: `math::abs`, `Str::length`.
    pub rust: &'static str,
    /// The same function for callbacks that give a `Result`, if there is one.
    pub fallible: Option<&'static str>,
    /// Of the Rust function; the receiver of a method comes first. Callbacks take their arguments as references.
    pub parameters: &'static [NativeParameter],
    /// Of the Rust function.
    pub result: NativeResult,
    /// Traits that the Rust function asks of its type parameters, or of those of its type: `("T", "Clone")`.
    pub bounds: &'static [(&'static str, &'static str)],
}

/// Who implements a native function.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NativeKind {
    /// The same Rust function for every engine.
    Leaf,
    /// The interpreter itself, by its id; in emitted code the Rust function.
    Intrinsic,
    /// A Haxe body in the dev engines; in emitted code the Rust function.
    Override,
}

/// A parameter of a Rust function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NativeParameter {
    /// What it is behind references and `Option`.
    pub ty: NativeType,
    /// `Option`.
    pub nullable: bool,
    /// How it is passed.
    pub passing: Passing,
}

/// The result of a Rust function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NativeResult {
    /// What it is behind references, `Option` and `Result`.
    pub ty: NativeType,
    /// `Option`.
    pub nullable: bool,
    /// A reference into its first argument.
    pub borrowed: bool,
    /// `Result<_, Exception>`.
    pub throws: bool,
}

/// The Rust types that engines share.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NativeType {
    /// `i32`
    Int,
    /// `i64`
    Int64,
    /// `f64`
    Float,
    /// `bool`
    Bool,
    /// `str`, always borrowed
    Text,
    /// `Str`
    String,
    /// `()`
    Void,
    /// `!`
    Never,
    /// A container, an object, a type parameter, a function.
    Other,
}

/// How an argument is passed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Passing {
    /// `T`
    Own,
    /// `&T`
    Borrow,
    /// `&mut T`
    BorrowMut,
    /// `impl Fn…`: called back, not kept.
    Call,
}

impl NativeId {
    /// Whether the Rust function returns a `Result`, whose error is thrown.
    pub fn throws(self) -> bool {
        self.native().result.throws
    }

    /// Whether it has to look into a value that may be null, or another one than it can look into: those of `Type` and
    /// `Reflect` that do not simply say no.
    pub fn faults(self) -> bool {
        matches!(
            self,
            Self::TypeClassOf
                | Self::TypeAllEnums
                | Self::TypeCreateEmptyInstance
                | Self::TypeCreateEnum
                | Self::TypeCreateEnumIndex
                | Self::TypeCreateInstance
                | Self::TypeEnumConstructor
                | Self::TypeEnumIndex
                | Self::TypeEnumParameters
                | Self::TypeGetClassFields
                | Self::TypeGetClassName
                | Self::TypeGetEnumConstructs
                | Self::TypeGetEnumName
                | Self::TypeGetInstanceFields
                | Self::TypeGetSuperClass
                | Self::ReflectCall
                | Self::ReflectCallMember
                | Self::ReflectCallMethod
                | Self::ReflectCopy
                | Self::ReflectField
                | Self::ReflectGetProperty
                | Self::ReflectHasField
                | Self::ReflectMember
                | Self::ReflectSetMember
                | Self::ReflectSetField
                | Self::ReflectSetProperty
        )
    }

    /// The native function of this name: `of("haxe.Exception", "toString")`. For resolving declarations; from then on
    /// the id is what counts.
    pub fn of(class: &str, member: &str) -> Option<Self> {
        let found = Self::ALL.binary_search_by(|id| {
            let native = id.native();
            (native.class, native.member).cmp(&(class, member))
        });
        Self::ALL.get(found.ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_native_is_found_by_its_name() {
        for id in NativeId::ALL {
            let native = id.native();
            assert_eq!(NativeId::of(native.class, native.member), Some(*id));
        }
        assert_eq!(NativeId::of("Math", "nothing"), None);
    }
}
