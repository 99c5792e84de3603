//! Questions of type at run time: casts, tests, equality.

use super::call::kind_name;
use super::machine::Machine;
use crate::fault::Fault;
use crate::program::{MapKeys, Owner, RuntimeType};
use hx2rs_heap::word::Any;
use hx2rs_heap::{Form, Kind, Word};

impl Machine<'_> {
    /// An `any` as a word of a basic kind.
    #[inline]
    pub(super) fn any_to(&mut self, word: Word, kind: Kind) -> Result<Word, Fault> {
        match word.any_to(kind) {
            Some(word) => Ok(word),
            None => Err(self.failed_cast(word, kind_name(kind))),
        }
    }

    #[cold]
    pub(super) fn failed_cast(&self, word: Word, to: &str) -> Fault {
        Fault::cast(&self.type_name(word), to)
    }

    /// Fails if a word is neither null nor of a type.
    #[inline]
    pub(super) fn check(&mut self, word: Word, ty: u32) -> Result<(), Fault> {
        if word.is_null() || self.is_of(word, ty) {
            return Ok(());
        }
        let ty = self.image.types.get_index(ty as usize);
        Err(self.failed_cast(word, &ty.map_or_else(String::new, ToString::to_string)))
    }

    /// Whether an `any` is of a type; null is of none.
    pub(super) fn is_of(&self, word: Word, ty: u32) -> bool {
        let ty = self.image.types.get_index(ty as usize);
        ty.is_some_and(|ty| self.is_of_type(word, ty))
    }

    /// The same of a type that is in no table.
    pub(super) fn is_of_type(&self, word: Word, ty: &RuntimeType) -> bool {
        if word.is_null() {
            return false;
        }
        let form = self.heap.form(word);
        match ty {
            RuntimeType::Anything => true,
            RuntimeType::Int => match word.any() {
                Any::Int(_) => true,
                Any::Float(value) => value == f64::from(hx2rs_prelude::int(value)),
                Any::Null | Any::Bool(_) | Any::Ref(_) => false,
            },
            RuntimeType::Float => matches!(word.any(), Any::Int(_) | Any::Float(_)),
            RuntimeType::Bool => matches!(word.any(), Any::Bool(_)),
            RuntimeType::Text => form == Some(Form::Text),
            RuntimeType::Int64 => form == Some(Form::Int64),
            RuntimeType::Array => form == Some(Form::Array),
            RuntimeType::Map(keys) => {
                let own = self.keys_of_map(word);
                let known = *keys != MapKeys::Unknown && own != MapKeys::Unknown;
                form == Some(Form::Map) && (!known || own == *keys)
            }
            RuntimeType::Function => form == Some(Form::Closure),
            RuntimeType::Structure => matches!(
                form,
                Some(
                    Form::Structure
                        | Form::Object
                        | Form::Text
                        | Form::Array
                        | Form::Map
                        | Form::Type
                )
            ),
            RuntimeType::TypeValue => form == Some(Form::Type),
            RuntimeType::Class(def) => {
                let Some(tag) = self.heap.tag(word) else {
                    return false;
                };
                let class = self
                    .image
                    .class(tag.number())
                    .filter(|_| tag.form() == Form::Object);
                class.is_some_and(|class| class.def == *def || class.ancestors.contains(def))
            }
            RuntimeType::Enum(def) => {
                let Some(tag) = self.heap.tag(word) else {
                    return false;
                };
                let constructor = self
                    .image
                    .constructor(tag.number())
                    .filter(|_| tag.form() == Form::Enum);
                constructor.is_some_and(|constructor| constructor.enumeration == *def)
            }
        }
    }

    /// The name of a value's type, for messages.
    pub(super) fn type_name(&self, word: Word) -> String {
        let reference = match word.any() {
            Any::Null => return String::from("null"),
            Any::Bool(_) => return String::from("Bool"),
            Any::Int(_) => return String::from("Int"),
            Any::Float(_) => return String::from("Float"),
            Any::Ref(reference) => reference,
        };
        let Some(tag) = self.heap.tag(reference) else {
            return String::from("null");
        };
        let name = match tag.form() {
            Form::Text => "String",
            Form::Int64 => "haxe.Int64",
            Form::Array => "Array",
            Form::Map => "Map",
            Form::Closure => "function",
            Form::Structure => "structure",
            Form::Variable | Form::Free => "variable",
            Form::Type => "Class",
            Form::Object | Form::Enum => {
                match self.image.layout(tag.number()).map(|row| &row.owner) {
                    Some(Owner::Class(class)) => return class.name.clone(),
                    Some(Owner::Constructor(constructor)) => {
                        return self.image.path(constructor.enumeration);
                    }
                    Some(
                        Owner::Closure(_) | Owner::Shape(_) | Owner::Variable | Owner::Type(_),
                    )
                    | None => "object",
                }
            }
        };
        String::from(name)
    }

    /// `==` of two `any`: numbers and strings by value, functions by function and object, everything else by identity.
    #[inline]
    pub(super) fn equal(&self, left: Word, right: Word) -> bool {
        match (left.any(), right.any()) {
            (Any::Float(left), Any::Float(right)) => left == right,
            (Any::Int(left), Any::Float(right)) => f64::from(left) == right,
            (Any::Float(left), Any::Int(right)) => left == f64::from(right),
            (Any::Ref(left), Any::Ref(right)) => left == right || self.equal_objects(left, right),
            (Any::Null | Any::Bool(_) | Any::Int(_) | Any::Float(_) | Any::Ref(_), _) => {
                left == right
            }
        }
    }

    fn equal_objects(&self, left: Word, right: Word) -> bool {
        let (Some(tag), Some(other)) = (self.heap.tag(left), self.heap.tag(right)) else {
            return false;
        };
        match tag.form() {
            Form::Text => self.heap.same_text(left, right),
            Form::Int64 => self.heap.int64(left) == self.heap.int64(right),
            Form::Closure if tag == other => {
                let bound = self
                    .image
                    .closure(tag.number())
                    .is_some_and(|closure| closure.is_bound);
                bound && self.heap.slot(left, 0) == self.heap.slot(right, 0)
            }
            Form::Closure
            | Form::Free
            | Form::Object
            | Form::Enum
            | Form::Structure
            | Form::Variable
            | Form::Type
            | Form::Array
            | Form::Map => false,
        }
    }

    /// The order of two strings, by code points.
    pub(super) fn compare_texts(&self, left: Word, right: Word) -> Result<i32, Fault> {
        match (self.heap.text(left), self.heap.text(right)) {
            (Some(left), Some(right)) => Ok(left.cmp(right) as i32),
            (None, _) | (_, None) => Err(Fault::null_text()),
        }
    }
}
