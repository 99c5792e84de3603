//! Types. A [`Ty`] is an interned id, so it is copied and compared like a number.
//!
//! Typedefs stay visible as [`TyKind::Alias`] (the emitter names structures by them, and recursive ones would not end
//! otherwise); whoever looks at a type's form expands first.

use hx2rs_base::{DefId, MemberId, Name, interned_id};

interned_id! {
    /// A type.
    pub struct Ty => TyKind
}

/// The form of a type. Every form of Haxe 4.3 fits: what a checker does not handle yet is a diagnostic there.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum TyKind {
    /// Something wrong was reported; agrees with everything, so that one mistake is reported once.
    Error,
    /// `Void`.
    Void,
    /// `Int`: 32 bits, wraps.
    Int,
    /// `Float`: 64 bits.
    Float,
    /// `Bool`.
    Bool,
    /// `Dynamic`, or `Dynamic<T>`.
    Dynamic(Option<Ty>),
    /// `Null<T>`. Never nested, and never around a type that is already nullable by form (Dynamic).
    Null(Ty),
    /// A class or an interface: also `String` (`String`) and `Array<T>` (`Array`).
    Class(DefId, Box<[Ty]>),
    /// An enum.
    Enum(DefId, Box<[Ty]>),
    /// An abstract that is none of the core ones above; enum abstracts too.
    Abstract(DefId, Box<[Ty]>),
    /// A typedef.
    Alias(DefId, Box<[Ty]>),
    /// A function.
    Function(FunctionTy),
    /// An anonymous structure; fields sorted by name.
    Structure(Box<[StructureField]>),
    /// A declared type parameter.
    Param(TypeParamId),
    /// A class, enum or abstract named as a value: `Class<T>`, `Enum<T>`.
    TypeOf(DefId),
    /// A monomorph of the inference in progress; never in a finished body.
    Infer(u32),
}

/// `(a:A, ?b:B, ...rest:C) -> R`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FunctionTy {
    /// In order.
    pub params: Box<[FunctionParam]>,
    /// What a call gives.
    pub result: Ty,
}

/// A parameter of a function type.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct FunctionParam {
    /// For messages and named function types; not part of equality of function types in unification.
    pub name: Option<Name>,
    /// May be left out; then it is null, or the default of the function behind it.
    pub optional: bool,
    /// Takes all further arguments; `ty` is then a `haxe.Rest`.
    pub rest: bool,
    /// Its type; `Null<T>` where it is optional without default.
    pub ty: Ty,
}

/// A field of an anonymous structure.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct StructureField {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Ty,
    /// May be absent: `?x`.
    pub optional: bool,
    /// How it may be used.
    pub access: FieldAccess,
}

/// How a field may be read and written from outside.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FieldAccess {
    /// `var x`.
    Variable,
    /// `final x`.
    Final,
    /// `function x`.
    Method,
    /// `var x(get, set)` and the like.
    Property(Accessor, Accessor),
}

/// One side of a property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Accessor {
    /// As a variable.
    Default,
    /// Only from inside the class: `null`.
    Null,
    /// Not at all: `never`.
    Never,
    /// Through `get_x` / `set_x`: `get`, `set`, and `dynamic`, where these can be replaced.
    Method,
}

interned_id! {
    /// A declared type parameter.
    pub struct TypeParamId => TypeParamKey
}

/// Who declares a type parameter, and which one it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct TypeParamKey {
    /// The type or function.
    pub owner: TypeParamOwner,
    /// Position in its list.
    pub index: u16,
    /// As written.
    pub name: Name,
}

/// Who declares a type parameter.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum TypeParamOwner {
    /// `class Box<T>`.
    Def(DefId),
    /// `function first<T>(…)`.
    Member(MemberId),
    /// A local function with type parameters, by its ordinal in the member's body.
    Local(MemberId, u32),
}

/// Where the classes of constants as type arguments are: no module has this name.
const CONSTANTS: &str = "@:const";

impl Ty {
    /// The type of this form.
    pub fn new(kind: TyKind) -> Self {
        Self::intern(kind)
    }

    /// Its form.
    pub fn kind(self) -> &'static TyKind {
        self.data()
    }

    /// `String`.
    pub fn string() -> Self {
        Self::new(TyKind::Class(known::string(), Box::default()))
    }

    /// `Array<T>`.
    pub fn array(element: Self) -> Self {
        Self::new(TyKind::Class(known::array(), Box::new([element])))
    }

    /// A constant as a type argument, `Tag<"name">`: a class without a declaration, and so without values. `text` is the
    /// constant; equal ones are one type.
    pub(crate) fn constant(text: &str) -> Self {
        let def = DefId::new(CONSTANTS, text);
        Self::new(TyKind::Class(def, Box::default()))
    }

    /// Whether it is a constant as a type argument.
    pub(crate) fn is_constant(self) -> bool {
        self.def()
            .is_some_and(|def| def.module().as_str() == CONSTANTS)
    }

    /// The text that names a constant as a type argument.
    pub(crate) fn constant_text(self) -> Option<&'static str> {
        let def = self.def().filter(|_| self.is_constant())?;
        Some(def.name().as_str())
    }

    /// `haxe.Rest<T>`: what a parameter `...x:T` is inside its function.
    pub fn rest(element: Self) -> Self {
        Self::new(TyKind::Abstract(known::rest(), Box::new([element])))
    }

    /// Whether it is `haxe.Rest<T>`: as the type of the last parameter it takes all further arguments.
    pub fn is_rest(self) -> bool {
        matches!(self.kind(), TyKind::Abstract(def, _) if *def == known::rest())
    }

    /// `Null<T>`, which is `T` where `T` is already nullable by form.
    pub fn null(inner: Self) -> Self {
        match inner.kind() {
            TyKind::Null(_) | TyKind::Dynamic(_) | TyKind::Error => inner,
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => Self::new(TyKind::Null(inner)),
        }
    }

    /// Arguments of a generic class, enum, abstract or typedef; else none.
    pub fn arguments(self) -> &'static [Self] {
        if let TyKind::Class(_, list)
        | TyKind::Enum(_, list)
        | TyKind::Abstract(_, list)
        | TyKind::Alias(_, list) = self.kind()
        {
            list
        } else {
            &[]
        }
    }

    /// The declaration that a class, enum, abstract or typedef names.
    pub fn def(self) -> Option<DefId> {
        if let TyKind::Class(def, _)
        | TyKind::Enum(def, _)
        | TyKind::Abstract(def, _)
        | TyKind::Alias(def, _) = self.kind()
        {
            Some(*def)
        } else {
            None
        }
    }

    /// Whether it is the core type or form given: `ty.is(&TyKind::Void)`.
    pub fn is(self, kind: &TyKind) -> bool {
        self.kind() == kind
    }

    /// The number of a monomorph.
    pub(crate) fn infer_number(self) -> Option<u32> {
        if let TyKind::Infer(number) = self.kind() {
            Some(*number)
        } else {
            None
        }
    }

    /// `T` of `Null<T>`, else the type itself.
    pub fn without_null(self) -> Self {
        if let TyKind::Null(inner) = self.kind() {
            *inner
        } else {
            self
        }
    }
}

/// Types that the language itself refers to. Their declarations are in the prelude like all others.
pub mod known {
    use super::{Ty, TyKind};
    use hx2rs_base::DefId;
    use std::sync::LazyLock;

    macro_rules! known {
        ($($(#[$meta:meta])* $name:ident = $module:literal $type:literal;)*) => {$(
            $(#[$meta])*
            pub fn $name() -> DefId {
                static ID: LazyLock<DefId> = LazyLock::new(|| DefId::new($module, $type));
                *ID
            }
        )*};
    }

    known! {
        /// `String`.
        string = "String" "String";
        /// `Array<T>`.
        array = "Array" "Array";
        /// `Map<K, V>`.
        map = "Map" "Map";
        /// `haxe.Constraints.IMap<K, V>`, which every map is.
        any_map = "haxe.Constraints" "IMap";
        /// `haxe.iterators.ArrayIterator<T>`, which walks keys and values of the built-in maps.
        array_iterator = "haxe.iterators.ArrayIterator" "ArrayIterator";
        /// `haxe.iterators.MapEntries<K, V>`, which walks both.
        map_entries = "haxe.iterators.MapEntries" "MapEntries";
        /// `haxe.ds.StringMap<T>`.
        string_map = "haxe.ds.StringMap" "StringMap";
        /// `haxe.ds.IntMap<T>`.
        int_map = "haxe.ds.IntMap" "IntMap";
        /// `haxe.ds.ObjectMap<K, V>`.
        object_map = "haxe.ds.ObjectMap" "ObjectMap";
        /// `haxe.ds.EnumValueMap<K, V>`.
        enum_value_map = "haxe.ds.EnumValueMap" "EnumValueMap";
        /// `Class<T>`.
        class = "Class" "Class";
        /// `Enum<T>`.
        enum_ = "Enum" "Enum";
        /// `EnumValue`, which every enum is.
        enum_value = "EnumValue" "EnumValue";
        /// `haxe.Exception`.
        exception = "haxe.Exception" "Exception";
        /// `haxe.ValueException`.
        value_exception = "haxe.ValueException" "ValueException";
        /// `haxe.EntryPoint`, whose loop runs behind `main`.
        entry_point = "haxe.EntryPoint" "EntryPoint";
        /// `haxe.PosInfos`.
        pos_infos = "haxe.PosInfos" "PosInfos";
        /// `haxe.Rest<T>`.
        rest = "haxe.Rest" "Rest";
        /// `Reflect`, whose functions look into values of type Dynamic.
        reflect = "Reflect" "Reflect";
        /// `Type`, whose functions know what values are.
        type_ = "Type" "Type";
        /// `haxe.Constraints.Function`, which every function is.
        any_function = "haxe.Constraints" "Function";
        /// `haxe.Constraints.Constructible<T>`, the constraint of what instances are made of.
        constructible = "haxe.Constraints" "Constructible";
        /// `UInt`, the type of `5u32`.
        uint = "UInt" "UInt";
        /// `haxe.Int64`, the type of `5i64`.
        int64 = "haxe.Int64" "Int64";
        /// What a `haxe.Int64` is at run time: a number of 64 bits.
        int64_value = "haxe.Int64" "___Int64";
        /// `IntIterator`, the value of `a...b`.
        int_iterator = "IntIterator" "IntIterator";
        /// `EReg`, of which each `~/…/` is one.
        ereg = "EReg" "EReg";
        /// `haxe.rtti.Meta`, which tells metadata.
        meta = "haxe.rtti.Meta" "Meta";
        /// `haxe.rtti.Rtti`, which tells the fields of classes.
        rtti = "haxe.rtti.Rtti" "Rtti";
        /// `Any`.
        any = "Any" "Any";
        /// `Void`.
        void = "StdTypes" "Void";
        /// `Int`.
        int = "StdTypes" "Int";
        /// `Float`.
        float = "StdTypes" "Float";
        /// `Bool`.
        bool = "StdTypes" "Bool";
        /// `Dynamic`, `Dynamic<T>`.
        dynamic = "StdTypes" "Dynamic";
        /// `Null<T>`.
        null = "StdTypes" "Null";
        /// `Iterator<T>`.
        iterator = "StdTypes" "Iterator";
        /// `Iterable<T>`.
        iterable = "StdTypes" "Iterable";
    }

    /// The type that the language itself has for a declaration, with these arguments.
    pub fn core(def: DefId, arguments: &[Ty]) -> Option<Ty> {
        let first = arguments.first().copied();
        let kind = match def {
            _ if def == void() => TyKind::Void,
            _ if def == int() => TyKind::Int,
            _ if def == float() => TyKind::Float,
            _ if def == bool() => TyKind::Bool,
            _ if def == dynamic() => TyKind::Dynamic(first),
            _ if def == null() => return first.map(Ty::null),
            // `Class<Foo>` and `Enum<Foo>` of a declared type: what the name of that type is as a value.
            _ if def == class() || def == enum_() => match first?.kind() {
                TyKind::Class(of, given)
                | TyKind::Enum(of, given)
                | TyKind::Abstract(of, given)
                    if given
                        .iter()
                        .all(|ty| matches!(ty.kind(), TyKind::Dynamic(_))) =>
                {
                    TyKind::TypeOf(*of)
                }
                // With type arguments it says what its instances are.
                TyKind::Class(..) | TyKind::Enum(..) | TyKind::Abstract(..) => return None,
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Null(_)
                | TyKind::Alias(..)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_)
                | TyKind::TypeOf(_)
                | TyKind::Infer(_) => return None,
            },
            _ => return None,
        };
        Some(Ty::new(kind))
    }
}
