//! `Type`: classes and enums as values.

use super::machine::Machine;
use super::reflect::basic_kind;
use crate::fault::Fault;
use crate::natives_generated::Intrinsic;
use crate::program::{
    ConstructorRow, ConstructorValue, MapKeys, Owner, RuntimeType, TypeRow, known_map, map_class,
};
use hx2rs_compiler::hir::known;
use hx2rs_compiler::{DefId, Name};
use hx2rs_heap::word::Any;
use hx2rs_heap::{Elements, Form, Kind, LayoutId, Word};
use hx2rs_prelude::Str;

impl Machine<'_> {
    /// One of `Type`'s natives.
    pub(super) fn type_intrinsic(
        &mut self,
        intrinsic: Intrinsic,
        arguments: &[Word],
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let argument = |at: usize| arguments.get(at).copied().unwrap_or_default();
        let value = argument(0);
        #[allow(clippy::wildcard_enum_match_arm)] // The caller picks those of `Type`.
        match intrinsic {
            Intrinsic::TypeClassOf => match self.class_def(value)? {
                Some(def) => Ok(self.type_word(def)),
                None => Ok(Word::NULL),
            },
            Intrinsic::TypeIsOf => {
                let found = self.type_def(argument(1));
                let is_of = found.is_some_and(|def| self.is_of_def(value, def));
                Ok(Word::bool(is_of))
            }
            Intrinsic::TypeGetEnum => match self.constructor_of(value) {
                Some(constructor) => Ok(self.type_word(constructor.enumeration)),
                None => Ok(Word::NULL),
            },
            Intrinsic::TypeGetSuperClass => {
                let base = self.type_row(value).and_then(|row| row.base);
                Ok(base.map_or(Word::NULL, |base| self.type_word(base)))
            }
            Intrinsic::TypeGetClassName | Intrinsic::TypeGetEnumName => {
                Ok(match self.type_def(value) {
                    Some(def) => self.heap.new_text(Str::from(self.image.path(def))),
                    None => Word::NULL,
                })
            }
            Intrinsic::TypeResolveClass => self.resolve(value, false),
            Intrinsic::TypeResolveEnum => self.resolve(value, true),
            Intrinsic::TypeGetInstanceFields => {
                let names = self.asked_row(value)?.instance_fields.clone();
                self.new_texts(names)
            }
            Intrinsic::TypeGetClassFields => {
                let names = self.asked_row(value)?.class_fields.clone();
                self.new_texts(names)
            }
            Intrinsic::TypeGetEnumConstructs => {
                let row = self.asked_row(value)?;
                let names = row.constructors.iter().map(|it| it.name).collect();
                self.new_texts(names)
            }
            Intrinsic::TypeAllEnums => {
                let row = self.asked_row(value)?;
                let constants = row.constructors.iter().filter_map(|it| it.constant);
                let words: Vec<Word> = constants.map(|number| self.shared(number)).collect();
                self.make_room(words.len().saturating_mul(size_of::<Word>()))?;
                words.iter().for_each(|word| self.heap.retain(*word));
                Ok(self.heap.new_array(Elements::Any(words)))
            }
            Intrinsic::TypeKindOf => self.kind_of(value).map(Word::int),
            Intrinsic::TypeEnumIndex => {
                let index = self.asked_constructor(value)?.index;
                Ok(Word::int(index as i32))
            }
            Intrinsic::TypeEnumConstructor => {
                let name = self.asked_constructor(value)?.name;
                Ok(self.heap.new_text(Str::from(name.as_str())))
            }
            Intrinsic::TypeEnumParameters => {
                self.asked_constructor(value)?;
                let slots = self.heap.slots(value);
                let words: Vec<Word> = slots.map(|(word, kind)| word.to_any(kind)).collect();
                self.make_room(words.len().saturating_mul(size_of::<Word>()))?;
                words.iter().for_each(|word| self.heap.retain(*word));
                Ok(self.heap.new_array(Elements::Any(words)))
            }
            Intrinsic::TypeCreateInstance => {
                let name = self.type_def(value).map_or_else(String::new, DefId::path);
                let Some((_, function)) = self.asked_row(value)?.make else {
                    return Err(Fault::text(format!("{name} cannot be instantiated")));
                };
                let list = self.elements_of(argument(1))?;
                self.call_with(function, Word::NULL, &[], &list, fp)
            }
            Intrinsic::TypeCreateEmptyInstance => {
                let name = self.type_def(value).map_or_else(String::new, DefId::path);
                let Some((layout, _)) = self.asked_row(value)?.make else {
                    return Err(Fault::text(format!("{name} cannot be instantiated")));
                };
                self.new_record(layout)
            }
            Intrinsic::TypeCreateEnum => {
                let name = self.name_of(argument(1))?;
                let constructors = &self.asked_row(value)?.constructors;
                let at = constructors.iter().position(|it| it.name == name);
                let Some(index) = at.and_then(|at| i32::try_from(at).ok()) else {
                    let text = format!("No such constructor {name}");
                    return Err(Fault::text(text));
                };
                let list = self.elements_of(argument(2))?;
                self.create_enum(value, index, &list)
            }
            Intrinsic::TypeCreateEnumIndex => {
                let list = self.elements_of(argument(2))?;
                self.create_enum(value, argument(1).as_int(), &list)
            }
            _ => Err(Fault::text("internal: no function of Type")),
        }
    }

    /// Whether a value is of a type that is a value.
    fn is_of_def(&self, value: Word, def: DefId) -> bool {
        if def == known::class() || def == known::enum_() {
            // What has no row is one of the basic types, which count as classes.
            let is_enum = self.type_row(value).map(|row| row.is_enum);
            let is_enum = is_enum.or_else(|| self.type_def(value).map(|_| false));
            return is_enum == Some(def == known::enum_());
        }
        let row = self.image.types_by_def.get(&def);
        let ty = match known_map(def) {
            Some(keys) => RuntimeType::Map(keys),
            None if def == known::int() => RuntimeType::Int,
            None if def == known::float() => RuntimeType::Float,
            None if def == known::bool() => RuntimeType::Bool,
            None if def == known::string() => RuntimeType::Text,
            None if def == known::int64_value() => RuntimeType::Int64,
            None if def == known::array() => RuntimeType::Array,
            None if def == known::dynamic() => RuntimeType::Anything,
            None if row.is_some_and(|row| row.is_enum) => RuntimeType::Enum(def),
            None => RuntimeType::Class(def),
        };
        self.is_of_type(value, &ty)
    }

    /// The value of a type, counted.
    fn type_word(&mut self, def: DefId) -> Word {
        let row = self.image.types_by_def.get(&def);
        let word = row.map_or(Word::NULL, |row| self.shared(row.shared));
        self.heap.retain(word);
        word
    }

    fn type_def(&self, value: Word) -> Option<DefId> {
        let tag = self.heap.tag(value)?;
        match &self.image.layout(tag.number())?.owner {
            Owner::Type(def) if tag.form() == Form::Type => Some(*def),
            Owner::Type(_)
            | Owner::Class(_)
            | Owner::Closure(_)
            | Owner::Constructor(_)
            | Owner::Shape(_)
            | Owner::Variable => None,
        }
    }

    fn asked_row(&self, value: Word) -> Result<&TypeRow, Fault> {
        match self.type_row(value) {
            Some(row) => Ok(row),
            None if value.is_null() => Err(Fault::text("Null access: the type is null")),
            None => Err(self.failed_cast(value, "Class")),
        }
    }

    fn constructor_of(&self, value: Word) -> Option<&ConstructorRow> {
        let tag = self.heap.tag(value)?;
        self.image
            .constructor(tag.number())
            .filter(|_| tag.form() == Form::Enum)
    }

    fn asked_constructor(&self, value: Word) -> Result<&ConstructorRow, Fault> {
        match self.constructor_of(value) {
            Some(constructor) => Ok(constructor),
            None if value.is_null() => Err(Fault::text("Null access: the enum value is null")),
            None => Err(self.failed_cast(value, "EnumValue")),
        }
    }

    /// The class of a value.
    fn class_def(&self, value: Word) -> Result<Option<DefId>, Fault> {
        let Some(tag) = self.heap.tag(value) else {
            return Ok(None);
        };
        Ok(match tag.form() {
            Form::Text => Some(known::string()),
            Form::Array => Some(known::array()),
            Form::Int64 => Some(known::int64_value()),
            Form::Object => self.image.class(tag.number()).map(|class| class.def),
            Form::Map => {
                let name = match self.keys_of_map(value) {
                    MapKeys::Ints => "IntMap",
                    MapKeys::Strings => "StringMap",
                    MapKeys::EnumValues => "EnumValueMap",
                    MapKeys::Objects | MapKeys::Unknown => "ObjectMap",
                };
                Some(map_class(name))
            }
            Form::Closure
            | Form::Enum
            | Form::Structure
            | Form::Type
            | Form::Variable
            | Form::Free => None,
        })
    }

    /// What the keys of a map are: as it was made for, or as the first one is.
    pub(super) fn keys_of_map(&self, map: Word) -> MapKeys {
        let number = self.heap.tag(map).map_or(0, |tag| tag.number());
        let known = MapKeys::from_number(number);
        if known != MapKeys::Unknown {
            return known;
        }
        let first = self.heap.map(map).and_then(|table| table.keys().next());
        let Some(first) = first else {
            return MapKeys::Unknown;
        };
        let key = first.word();
        match (key.any(), self.heap.form(key)) {
            (Any::Int(_), _) => MapKeys::Ints,
            (_, Some(Form::Text)) => MapKeys::Strings,
            (_, Some(Form::Enum)) => MapKeys::EnumValues,
            (_, _) => MapKeys::Objects,
        }
    }

    /// What `Type.typeof` tells apart, as numbers.
    fn kind_of(&self, value: Word) -> Result<i32, Fault> {
        if let Some(kind) = basic_kind(value) {
            return Ok(kind);
        }
        Ok(match self.heap.form(value) {
            Some(Form::Structure | Form::Type) => 4,
            Some(Form::Closure) => 5,
            Some(Form::Object | Form::Text | Form::Array | Form::Map | Form::Int64) => 6,
            Some(Form::Enum) => 7,
            Some(Form::Variable | Form::Free) | None => 8,
        })
    }

    fn resolve(&mut self, name: Word, wants_enum: bool) -> Result<Word, Fault> {
        let name = self.name_of(name)?;
        let rows = self.image.types_by_def.iter();
        // Maps are found as the classes that they are of.
        let mut rows = rows.filter(|(def, row)| row.is_enum == wants_enum && **def != known::map());
        let found = rows.find(|(def, _)| self.image.path(**def) == name.as_str());
        Ok(match found {
            Some((def, _)) => self.type_word(*def),
            None => Word::NULL,
        })
    }

    pub(super) fn create_enum(
        &mut self,
        value: Word,
        index: i32,
        list: &[Word],
    ) -> Result<Word, Fault> {
        let row = self.asked_row(value)?;
        let at = usize::try_from(index).ok();
        let Some(constructor) = at.and_then(|at| row.constructors.get(at)) else {
            return Err(Fault::text(format!(
                "{index} is not a valid enum constructor index"
            )));
        };
        let ConstructorValue {
            name,
            layout,
            constant,
            params,
        } = constructor;
        let (name, layout): (Name, u32) = (*name, *layout);
        if let Some(constant) = constant {
            if !list.is_empty() {
                return Err(Fault::text(format!(
                    "Constructor {name} does not need parameters"
                )));
            }
            let word = self.shared(*constant);
            self.heap.retain(word);
            return Ok(word);
        }
        let needed = params.iter().filter(|(_, optional)| !optional).count();
        if list.is_empty() && needed > 0 {
            return Err(Fault::text(format!("Constructor {name} need parameters")));
        }
        if list.len() < needed || list.len() > params.len() {
            return Err(Fault::text(format!(
                "Constructor {name} takes {} parameters, {} given",
                params.len(),
                list.len()
            )));
        }
        let types: Vec<u32> = params.iter().map(|(ty, _)| *ty).collect();
        let made = self.heap.layout(LayoutId::from_index(layout as usize));
        let kinds: Vec<Kind> = made.map_or_else(Vec::new, |layout| layout.kinds().to_vec());
        let mut words = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            let any = list.get(at).copied().unwrap_or_default();
            if let (Kind::Ref, Some(ty)) = (kind, types.get(at)) {
                self.check(any, *ty)?;
            }
            words.push((self.any_to(any, *kind)?, *kind));
        }
        let made = self.new_record(layout)?;
        for (slot, (word, kind)) in words.into_iter().enumerate() {
            if kind.counts() {
                self.heap.retain(word);
            }
            self.heap.set_slot(made, slot, word);
        }
        Ok(made)
    }
}
