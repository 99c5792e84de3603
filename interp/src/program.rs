//! A lowered program: functions and the pools that their code refers to. Made by [`crate::lower`], never changed while
//! it runs.

use crate::code::{Function, Signature};
use crate::native::Leaf;
use crate::natives_generated::Intrinsic;
use hx2rs_compiler::hir::{SourceText, known};
use hx2rs_compiler::{DefId, FileId, MemberId, Name};
use hx2rs_heap::{Form, Kind};
use indexmap::{IndexMap, IndexSet};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A lowered program.
#[derive(Default)]
pub(crate) struct Image {
    pub(crate) functions: Vec<Function>,
    pub(crate) signatures: IndexSet<Signature>,
    pub(crate) function_types: IndexSet<FunctionType>,
    pub(crate) floats: IndexSet<u64>,
    pub(crate) shared: IndexSet<Shared>,
    pub(crate) types: IndexSet<RuntimeType>,
    pub(crate) layouts: Vec<LayoutRow>,
    pub(crate) names: IndexSet<Name>,
    pub(crate) statics: IndexMap<MemberId, Kind>,
    pub(crate) selectors: IndexSet<MemberId>,
    pub(crate) leaves: Vec<LeafRow>,
    pub(crate) intrinsics: Vec<IntrinsicRow>,
    /// What runs before `main`: the initialiser and the static that takes its value.
    pub(crate) initialisers: Vec<(u32, u32)>,
    /// Layouts of bound methods of arrays, maps and strings, by name, as far as some code asks for them.
    pub(crate) native_methods: HashMap<(Form, Name), u32>,
    /// The enums whose values are types.
    pub(crate) enums: HashSet<DefId>,
    /// What `Type` and `Reflect` know of types, where the program asks them.
    pub(crate) types_by_def: IndexMap<DefId, TypeRow>,
    /// Types that other modules cannot see: their names have that of their module.
    pub(crate) private: HashSet<DefId>,
    /// Whether objects give all their methods by name, not only those that some code names.
    pub(crate) binds_all: bool,
    /// For each layout of structures one of the same size whose fields are all in the extension.
    pub(crate) dissolved: HashMap<u32, u32>,
    /// The constructor of `haxe.Exception`, if the program has it.
    pub(crate) exception_constructor: Option<u32>,
    /// `main`.
    pub(crate) main: Option<u32>,
    /// What runs once `main` is done.
    pub(crate) after_main: Option<u32>,
    /// Files and starts of bodies, for positions.
    pub(crate) files: IndexMap<FileId, SourceText>,
    /// File and start of the body of each member.
    pub(crate) body_places: HashMap<MemberId, (FileId, u32)>,
}

/// Something that lives as long as the program.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Shared {
    /// A string constant.
    Text(Arc<str>),
    /// A type as a value.
    Type(u32),
    /// A constant of an enum.
    Constant(u32),
}

/// A layout and what its records are.
#[derive(Debug)]
pub(crate) struct LayoutRow {
    pub(crate) kinds: Box<[Kind]>,
    pub(crate) owner: Owner,
}

/// What the records of a layout are.
#[derive(Debug)]
pub(crate) enum Owner {
    Class(Box<ClassRow>),
    Closure(ClosureRow),
    Constructor(ConstructorRow),
    /// A structure with these fields, by numbers of names.
    Shape(Box<[u32]>),
    /// A captured variable.
    Variable,
    /// A type as a value.
    Type(DefId),
}

/// A class with instances.
#[derive(Debug)]
pub(crate) struct ClassRow {
    pub(crate) def: DefId,
    /// As `Std.string` shows it.
    pub(crate) name: String,
    /// Itself, its bases, all interfaces.
    pub(crate) ancestors: HashSet<DefId>,
    /// By name: slot and kind.
    pub(crate) fields: HashMap<Name, (u16, Kind)>,
    /// Of these, the ones that nobody else finds by name: those of the library's exceptions.
    pub(crate) hidden: HashSet<Name>,
    /// By the names of `dynamic function`s: the slots of what replaces them.
    pub(crate) replacements: HashMap<Name, (u16, Kind)>,
    /// By name: what makes a closure of a method (its layout), and the getters and setters of properties.
    pub(crate) methods: HashMap<Name, MethodRow>,
    /// `get_x` by that name, with the kind of its result.
    pub(crate) getters: HashMap<Name, (u32, Kind)>,
    /// `set_x` by that name, with the kinds of its parameter and result.
    pub(crate) setters: HashMap<Name, (u32, Kind, Kind)>,
    /// Functions by virtual slot; `None` for abstract ones.
    pub(crate) table: Vec<Option<u32>>,
    /// Functions by selector.
    pub(crate) selectors: HashMap<u32, u32>,
    /// `toString`, if it has one that takes nothing.
    pub(crate) to_string: Option<u32>,
}

/// A class or enum, as `Type` and `Reflect` see it.
#[derive(Debug)]
pub(crate) struct TypeRow {
    /// Its value in the pool of shared ones.
    pub(crate) shared: u32,
    pub(crate) is_enum: bool,
    pub(crate) base: Option<DefId>,
    pub(crate) instance_fields: Vec<Name>,
    pub(crate) class_fields: Vec<Name>,
    /// Static variables: number and kind.
    pub(crate) variables: HashMap<Name, (u32, Kind)>,
    /// Static functions: the layout of their closures.
    pub(crate) functions: HashMap<Name, u32>,
    /// Of an enum, in order.
    pub(crate) constructors: Vec<ConstructorValue>,
    /// The layout of its instances, and the function that makes one, behind a closure.
    pub(crate) make: Option<(u32, u32)>,
}

/// A constructor of an enum, for making values.
#[derive(Debug)]
pub(crate) struct ConstructorValue {
    pub(crate) name: Name,
    pub(crate) layout: u32,
    /// The value in the pool of shared ones, if it takes no parameters.
    pub(crate) constant: Option<u32>,
    /// Run-time types of the parameters, and whether each can be left out.
    pub(crate) params: Vec<(u32, bool)>,
}

/// A method, as structures see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MethodRow {
    /// The layout of its bound closures.
    pub(crate) bound: u32,
}

/// A function expression, or a function as a value.
#[derive(Debug)]
pub(crate) struct ClosureRow {
    pub(crate) function: u32,
    /// Without the closure itself.
    pub(crate) ty: u32,
    /// A method bound to an object: equal if the object is.
    pub(crate) is_bound: bool,
    /// The last parameter takes all further arguments.
    pub(crate) has_rest: bool,
    /// What the slots hold: names of variables, `this`.
    pub(crate) captures: Box<[Name]>,
}

/// What a function value takes and gives, or a place that calls one. Where both are the same nothing has to be converted
/// or checked.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct FunctionType {
    pub(crate) signature: Signature,
    /// Run-time types of the parameters; of those that are no references, anything.
    pub(crate) params: Box<[u32]>,
    /// The same of the result.
    pub(crate) result: u32,
}

/// A constructor of an enum.
#[derive(Debug)]
pub(crate) struct ConstructorRow {
    pub(crate) enumeration: DefId,
    pub(crate) name: Name,
    pub(crate) index: u32,
    /// Names of the parameters.
    pub(crate) params: Box<[Name]>,
}

/// What can be asked of a value at run time.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum RuntimeType {
    /// Every value.
    Anything,
    Int,
    Float,
    Bool,
    Text,
    Int64,
    Array,
    /// With such keys; of any keys, if that is not known.
    Map(MapKeys),
    Function,
    /// An anonymous structure: whatever has fields.
    Structure,
    /// A class or interface.
    Class(DefId),
    Enum(DefId),
    /// A class, enum or abstract as a value.
    TypeValue,
}

/// The class that a map is of officially; here all of them are `Map`.
pub(crate) fn map_class(name: &str) -> DefId {
    DefId::new(&*format!("haxe.ds.{name}"), name)
}

/// Which keys the maps have that a type names by them.
pub(crate) fn known_map(def: DefId) -> Option<MapKeys> {
    [
        (known::any_map(), MapKeys::Unknown),
        (known::int_map(), MapKeys::Ints),
        (known::string_map(), MapKeys::Strings),
        (known::enum_value_map(), MapKeys::EnumValues),
        (known::object_map(), MapKeys::Objects),
    ]
    .into_iter()
    .find_map(|(map, keys)| (map == def).then_some(keys))
}

/// What the keys of a map are: its class, officially.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum MapKeys {
    /// Nobody knows: the map was made where they have a type parameter.
    Unknown,
    Ints,
    Strings,
    EnumValues,
    Objects,
}

impl MapKeys {
    /// From the number in the tag of a map.
    pub(crate) fn from_number(number: u32) -> Self {
        [Self::Ints, Self::Strings, Self::EnumValues, Self::Objects]
            .into_iter()
            .find(|keys| *keys as u32 == number)
            .unwrap_or(Self::Unknown)
    }
}

/// A function of the prelude.
pub(crate) struct LeafRow {
    pub(crate) leaf: Leaf,
    pub(crate) signature: Signature,
}

/// A native of the interpreter.
pub(crate) struct IntrinsicRow {
    pub(crate) intrinsic: Intrinsic,
    pub(crate) signature: Signature,
}

impl Image {
    /// The name of a type as the program tells it.
    pub(crate) fn path(&self, def: DefId) -> String {
        match self.private.contains(&def) {
            true => def.private_path(),
            false => def.path(),
        }
    }

    pub(crate) fn signature_of(&self, function: u32) -> Option<&Signature> {
        self.functions
            .get(function as usize)
            .map(|function| &function.signature)
    }

    pub(crate) fn layout(&self, number: u32) -> Option<&LayoutRow> {
        self.layouts.get(number as usize)
    }

    /// The class of a layout.
    pub(crate) fn class(&self, number: u32) -> Option<&ClassRow> {
        match &self.layout(number)?.owner {
            Owner::Class(class) => Some(class),
            Owner::Closure(_)
            | Owner::Constructor(_)
            | Owner::Shape(_)
            | Owner::Variable
            | Owner::Type(_) => None,
        }
    }

    /// The closure of a layout.
    pub(crate) fn closure(&self, number: u32) -> Option<&ClosureRow> {
        match &self.layout(number)?.owner {
            Owner::Closure(closure) => Some(closure),
            Owner::Class(_)
            | Owner::Constructor(_)
            | Owner::Shape(_)
            | Owner::Variable
            | Owner::Type(_) => None,
        }
    }

    /// The constructor of a layout.
    pub(crate) fn constructor(&self, number: u32) -> Option<&ConstructorRow> {
        match &self.layout(number)?.owner {
            Owner::Constructor(constructor) => Some(constructor),
            Owner::Class(_)
            | Owner::Closure(_)
            | Owner::Shape(_)
            | Owner::Variable
            | Owner::Type(_) => None,
        }
    }

    /// Path and line of an offset in the body of a member.
    pub(crate) fn position(&self, member: MemberId, offset: u32) -> Option<(&str, u32)> {
        let (file, start) = self.body_places.get(&member)?;
        let source = self.files.get(file)?;
        Some((&source.shown, source.line(start + offset)))
    }
}

/// As [`Image::types`] wants it, for messages.
impl std::fmt::Display for RuntimeType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Anything => f.write_str("Dynamic"),
            Self::Int => f.write_str("Int"),
            Self::Float => f.write_str("Float"),
            Self::Bool => f.write_str("Bool"),
            Self::Text => f.write_str("String"),
            Self::Int64 => f.write_str("haxe.Int64"),
            Self::Array => f.write_str("Array"),
            Self::Map(_) => f.write_str("Map"),
            Self::Function => f.write_str("function"),
            Self::Structure => f.write_str("structure"),
            Self::Class(def) | Self::Enum(def) => f.write_str(&def.path()),
            Self::TypeValue => f.write_str("Class"),
        }
    }
}
