//! `Reflect`: fields by names that only the program knows, and calls of functions with any arguments.

use super::call::{kind_name, stack_full};
use super::machine::{Machine, heap_full};
use crate::fault::Fault;
use crate::natives_generated::Intrinsic;
use crate::program::{ClassRow, Owner, TypeRow};
use hx2rs_compiler::Name;
use hx2rs_heap::word::Any;
use hx2rs_heap::{Elements, Form, Kind, LayoutId, Tag, Word};
use hx2rs_prelude::Str;

impl<'i> Machine<'i> {
    /// One of `Reflect`'s natives.
    pub(super) fn reflect_intrinsic(
        &mut self,
        intrinsic: Intrinsic,
        arguments: &[Word],
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let argument = |at: usize| arguments.get(at).copied().unwrap_or_default();
        let value = argument(0);
        #[allow(clippy::wildcard_enum_match_arm)] // The caller picks those of `Reflect`.
        match intrinsic {
            Intrinsic::ReflectHasField => {
                let name = self.name_of(argument(1))?;
                Ok(Word::bool(self.has_field(value, name)))
            }
            Intrinsic::ReflectField => {
                let name = self.name_of(argument(1))?;
                self.field_by_name(value, name)
            }
            Intrinsic::ReflectGetProperty => {
                let name = self.name_of(argument(1))?;
                let getter = Name::new(&format!("get_{name}"));
                match self
                    .class_of(value)
                    .and_then(|class| class.getters.get(&getter))
                {
                    Some((function, kind)) => {
                        let word = self.call(fp, *function, &[value])?;
                        Ok(word.to_any(*kind))
                    }
                    None if self.has_static(value, getter) => {
                        let function = self.static_by_name(value, getter)?;
                        let called = self.call_closure(function, &[], fp);
                        self.heap.release(function);
                        called
                    }
                    None => self.field_by_name(value, name),
                }
            }
            Intrinsic::ReflectSetField => {
                let name = self.name_of(argument(1))?;
                self.set_field_by_name(value, name, argument(2))?;
                Ok(Word::NULL)
            }
            Intrinsic::ReflectSetProperty => {
                let name = self.name_of(argument(1))?;
                let setter = Name::new(&format!("set_{name}"));
                match self
                    .class_of(value)
                    .and_then(|class| class.setters.get(&setter))
                {
                    Some((function, kind, result)) => {
                        let word = self.any_to(argument(2), *kind)?;
                        let given = self.call(fp, *function, &[value, word])?;
                        if result.counts() {
                            self.heap.release(given);
                        }
                    }
                    None if self.has_static(value, setter) => {
                        let function = self.static_by_name(value, setter)?;
                        let called = self.call_closure(function, &[argument(2)], fp);
                        self.heap.release(function);
                        self.heap.release(called?);
                    }
                    None => self.set_field_by_name(value, name, argument(2))?,
                }
                Ok(Word::NULL)
            }
            Intrinsic::ReflectMember => {
                let name = self.name_of(argument(1))?;
                if value.is_null() {
                    return Err(Fault::null_access(name.as_str()));
                }
                self.field_by_name(value, name)
            }
            Intrinsic::ReflectSetMember => {
                let name = self.name_of(argument(1))?;
                self.set_field_by_name(value, name, argument(2))?;
                Ok(Word::NULL)
            }
            Intrinsic::ReflectCallMember => {
                let name = self.name_of(argument(1))?;
                if value.is_null() {
                    return Err(Fault::null_access(name.as_str()));
                }
                let list = self.elements_of(argument(2))?;
                if let Some(index) = self.constructor_by_name(value, name) {
                    return self.create_enum(value, index, &list);
                }
                let function = self.field_by_name(value, name)?;
                let called = self.call_closure(function, &list, fp);
                self.heap.release(function);
                called
            }
            Intrinsic::ReflectCall => {
                let list = self.elements_of(argument(1))?;
                self.call_closure(value, &list, fp)
            }
            Intrinsic::ReflectCallMethod => {
                let list = self.elements_of(argument(2))?;
                self.call_closure(argument(1), &list, fp)
            }
            Intrinsic::ReflectFields => {
                let names = self.field_names(value);
                self.new_texts(names)
            }
            Intrinsic::ReflectIsFunction => {
                Ok(Word::bool(self.heap.form(value) == Some(Form::Closure)))
            }
            Intrinsic::ReflectIsEnumValue => {
                Ok(Word::bool(self.heap.form(value) == Some(Form::Enum)))
            }
            Intrinsic::ReflectIsObject => Ok(Word::bool(matches!(
                self.heap.form(value),
                Some(
                    Form::Object
                        | Form::Structure
                        | Form::Text
                        | Form::Array
                        | Form::Map
                        | Form::Int64
                        | Form::Type
                )
            ))),
            Intrinsic::ReflectDeleteField => {
                let name = self.name_of(argument(1))?;
                self.delete_field(value, name).map(Word::bool)
            }
            Intrinsic::ReflectCopy => self.copy(value),
            _ => Err(Fault::text("internal: no function of Reflect")),
        }
    }

    pub(super) fn name_of(&self, text: Word) -> Result<Name, Fault> {
        let text = self.heap.text(text).ok_or_else(Fault::null_text)?;
        Ok(Name::new(text))
    }

    /// The class of an object.
    fn class_of(&self, value: Word) -> Option<&'i ClassRow> {
        let tag = self.heap.tag(value)?;
        self.image
            .class(tag.number())
            .filter(|_| tag.form() == Form::Object)
    }

    /// The row of a type that is a value.
    pub(super) fn type_row(&self, value: Word) -> Option<&'i TypeRow> {
        let tag = self.heap.tag(value)?;
        match &self.image.layout(tag.number())?.owner {
            Owner::Type(def) if tag.form() == Form::Type => self.image.types_by_def.get(def),
            Owner::Type(_)
            | Owner::Class(_)
            | Owner::Closure(_)
            | Owner::Constructor(_)
            | Owner::Shape(_)
            | Owner::Variable => None,
        }
    }

    /// The elements of an array, not counted anew; none of null.
    pub(super) fn elements_of(&self, array: Word) -> Result<Vec<Word>, Fault> {
        if array.is_null() {
            return Ok(Vec::new());
        }
        let elements = self.heap.array(array);
        let elements = elements.ok_or_else(|| self.failed_cast(array, "Array"))?;
        Ok((0..elements.len())
            .filter_map(|at| elements.any(at))
            .collect())
    }

    /// An array of strings.
    pub(super) fn new_texts(&mut self, names: Vec<Name>) -> Result<Word, Fault> {
        self.make_room(names.len().saturating_mul(64))?;
        let array = self.heap.new_array(Elements::new(Kind::Ref, names.len()));
        for name in names {
            let text = self.heap.new_text(Str::from(name.as_str()));
            self.heap.array_push(array, text);
        }
        Ok(array)
    }

    /// The slot of a field of an object or structure.
    fn slot_by_name(&self, tag: Tag, name: Name) -> Option<(usize, Kind)> {
        match &self.image.layout(tag.number())?.owner {
            Owner::Shape(names) if tag.form() == Form::Structure => {
                let slot = names.iter().position(|other| self.name(*other) == name)?;
                Some((slot, Kind::Any))
            }
            Owner::Class(class) if tag.form() == Form::Object => {
                let (slot, kind) = class.fields.get(&name)?;
                if class.hidden.contains(&name) {
                    return None;
                }
                Some((usize::from(*slot), *kind))
            }
            Owner::Shape(_)
            | Owner::Class(_)
            | Owner::Closure(_)
            | Owner::Constructor(_)
            | Owner::Variable
            | Owner::Type(_) => None,
        }
    }

    /// What a structure has besides its slots under a name; not counted anew.
    fn added(&mut self, value: Word, name: Name) -> Option<Word> {
        let added = self.heap.extension(value);
        if added.is_null() {
            return None;
        }
        let key = self.heap.new_text(Str::from(name.as_str()));
        let found = self.heap.map_get(added, key);
        self.heap.release(key);
        found
    }

    fn has_field(&mut self, value: Word, name: Name) -> bool {
        let Some(tag) = self.heap.tag(value) else {
            return false;
        };
        self.slot_by_name(tag, name).is_some()
            || (tag.form() == Form::Structure && self.added(value, name).is_some())
            || self
                .class_of(value)
                .is_some_and(|class| class.methods.contains_key(&name))
            || self.type_row(value).is_some_and(|row| {
                row.variables.contains_key(&name)
                    || row.functions.contains_key(&name)
                    || row.constructors.iter().any(|it| it.name == name)
            })
    }

    /// A field or method by name, counted; null where there is none.
    fn field_by_name(&mut self, value: Word, name: Name) -> Result<Word, Fault> {
        let Some(tag) = self.heap.tag(value) else {
            return Ok(Word::NULL);
        };
        if let Some((slot, kind)) = self.slot_by_name(tag, name) {
            let found = self.heap.slot(value, slot);
            let word = found.map_or(Word::NULL, |(word, _)| word.to_any(kind));
            self.heap.retain(word);
            return Ok(word);
        }
        if let Some(bound) = self.image.native_methods.get(&(tag.form(), name)) {
            return Ok(self.bound(*bound, value));
        }
        match tag.form() {
            Form::Structure => {
                let word = self.added(value, name).unwrap_or_default();
                self.heap.retain(word);
                Ok(word)
            }
            Form::Object => {
                let class = self.class_of(value);
                if let Some(replacement) = self.replacement(value, name) {
                    self.heap.retain(replacement);
                    return Ok(replacement);
                }
                let method = class.and_then(|class| class.methods.get(&name)).copied();
                match method {
                    Some(method) => Ok(self.bound(method.bound, value)),
                    None => Ok(Word::NULL),
                }
            }
            Form::Array if name.as_str() == "length" => self.array_length(value).map(Word::any_int),
            Form::Text if name.as_str() == "length" => {
                Ok(Word::any_int(self.heap.text(value).map_or(0, Str::length)))
            }
            Form::Type => self.static_by_name(value, name),
            Form::Int64 => Ok(self.half(value, name).unwrap_or_default()),
            Form::Array
            | Form::Text
            | Form::Map
            | Form::Closure
            | Form::Enum
            | Form::Variable
            | Form::Free => Ok(Word::NULL),
        }
    }

    /// What replaces a `dynamic function` of an object.
    fn replacement(&self, value: Word, name: Name) -> Option<Word> {
        let (slot, kind) = self.class_of(value)?.replacements.get(&name)?;
        let (word, _) = self.heap.slot(value, usize::from(*slot))?;
        Some(word.to_any(*kind)).filter(|word| !word.is_null())
    }

    /// The class that has a static member of this name: itself, or the nearest above it.
    fn row_of_static(&self, value: Word, name: Name) -> Option<&'i TypeRow> {
        let mut row = self.type_row(value)?;
        loop {
            if row.variables.contains_key(&name) || row.functions.contains_key(&name) {
                return Some(row);
            }
            row = self.image.types_by_def.get(&row.base?)?;
        }
    }

    /// Whether a class has a static function of this name.
    fn has_static(&self, value: Word, name: Name) -> bool {
        let row = self.row_of_static(value, name);
        row.is_some_and(|row| row.functions.contains_key(&name))
    }

    /// A static variable or function of a class, or a constructor of an enum.
    fn static_by_name(&mut self, value: Word, name: Name) -> Result<Word, Fault> {
        let above = self.row_of_static(value, name);
        let Some(row) = above.or_else(|| self.type_row(value)) else {
            return Ok(Word::NULL);
        };
        if let Some((number, kind)) = row.variables.get(&name) {
            let word = self.static_word(*number).to_any(*kind);
            // A `dynamic function` that nothing replaced is itself.
            if !word.is_null() || !row.functions.contains_key(&name) {
                self.heap.retain(word);
                return Ok(word);
            }
        }
        if let Some(layout) = row.functions.get(&name).copied() {
            self.make_room(0)?;
            let id = LayoutId::from_index(layout as usize);
            return Ok(self.heap.new_record(id));
        }
        let constructor = row.constructors.iter().find(|it| it.name == name);
        let constant = constructor.and_then(|constructor| constructor.constant);
        let word = constant.map_or(Word::NULL, |number| self.shared(number));
        self.heap.retain(word);
        Ok(word)
    }

    /// The position of the constructor with parameters that an enum has under a name.
    fn constructor_by_name(&self, value: Word, name: Name) -> Option<i32> {
        let constructors = &self.type_row(value)?.constructors;
        let at = constructors.iter().position(|it| it.name == name)?;
        let has_params = !constructors.get(at)?.params.is_empty();
        i32::try_from(at).ok().filter(|_| has_params)
    }

    /// Writes a field by name; the caller keeps its count.
    fn set_field_by_name(&mut self, value: Word, name: Name, new: Word) -> Result<(), Fault> {
        let Some(tag) = self.heap.tag(value) else {
            return Err(match value.is_null() {
                true => Fault::null_access(name.as_str()),
                false => Fault::text(format!("{} has no field {name}", self.type_name(value))),
            });
        };
        let class = self.class_of(value);
        let replaced = class.and_then(|class| class.replacements.get(&name));
        let replaced = replaced.map(|(slot, kind)| (usize::from(*slot), *kind));
        if let Some((slot, kind)) = replaced.or_else(|| self.slot_by_name(tag, name)) {
            let word = self.any_to(new, kind)?;
            if kind.counts() {
                self.heap.retain(word);
            }
            self.heap.set_slot(value, slot, word);
            return Ok(());
        }
        if tag.form() == Form::Structure {
            let mut added = self.heap.extension(value);
            if added.is_null() {
                added = self.new_map()?;
                self.heap.set_extension(value, added);
            }
            let key = self.heap.new_text(Str::from(name.as_str()));
            let outcome = self.map_set(added, key, new);
            self.heap.release(key);
            return outcome;
        }
        let variable = self.row_of_static(value, name);
        let variable = variable.and_then(|row| row.variables.get(&name)).copied();
        match variable {
            Some((number, kind)) => {
                let word = self.any_to(new, kind)?;
                let former = self.static_word(number);
                if kind.counts() {
                    self.heap.retain(word);
                }
                self.set_static(number, word);
                if kind.counts() {
                    self.heap.release(former);
                }
                Ok(())
            }
            None => Err(Fault::text(format!(
                "{} has no field {name}",
                self.type_name(value)
            ))),
        }
    }

    /// Takes a field out of a structure. One with a slot becomes a structure whose fields are all in the extension.
    fn delete_field(&mut self, value: Word, name: Name) -> Result<bool, Fault> {
        let Some(tag) = self
            .heap
            .tag(value)
            .filter(|tag| tag.form() == Form::Structure)
        else {
            return Ok(false);
        };
        if self.slot_by_name(tag, name).is_some() {
            self.dissolve(value, tag)?;
        }
        let added = self.heap.extension(value);
        if added.is_null() {
            return Ok(false);
        }
        let key = self.heap.new_text(Str::from(name.as_str()));
        let removed = self.heap.map_remove(added, key);
        self.heap.release(key);
        Ok(removed)
    }

    fn dissolve(&mut self, value: Word, tag: Tag) -> Result<(), Fault> {
        let Some(Owner::Shape(names)) = self.image.layout(tag.number()).map(|row| &row.owner)
        else {
            return Ok(());
        };
        let Some(dissolved) = self.image.dissolved.get(&tag.number()) else {
            return Ok(());
        };
        let names: Vec<Name> = names.iter().map(|name| self.name(*name)).collect();
        let all = self.new_map()?;
        for (slot, name) in names.iter().enumerate() {
            let word = self
                .heap
                .slot(value, slot)
                .map_or(Word::NULL, |(word, _)| word);
            let key = self.heap.new_text(Str::from(name.as_str()));
            // The map takes the slot's count over.
            self.heap.retain(word);
            self.heap.map_set(all, key, word);
            self.heap.set_slot(value, slot, Word::NULL);
        }
        let added = self.heap.extension(value);
        let entries: Vec<(Word, Word)> = match self.heap.map(added) {
            Some(table) => table
                .iter()
                .map(|(key, word)| (key.word(), *word))
                .collect(),
            None => Vec::new(),
        };
        for (key, word) in entries {
            self.heap.retain(key);
            self.heap.retain(word);
            self.heap.map_set(all, key, word);
        }
        self.heap.set_extension(value, all);
        let id = LayoutId::from_index(*dissolved as usize);
        self.heap.set_layout(value, id);
        Ok(())
    }

    /// `high` or `low` of a number of 64 bits, which officially is an object with these.
    pub(super) fn half(&self, value: Word, name: Name) -> Option<Word> {
        let number = self.heap.int64(value)?;
        if name == Name::new("high") {
            Some(Word::any_int(hx2rs_prelude::int64::high(number)))
        } else if name == Name::new("low") {
            Some(Word::any_int(hx2rs_prelude::int64::low(number)))
        } else {
            None
        }
    }

    /// The names of a structure's fields, of an object's variables, of a class's statics.
    fn field_names(&self, value: Word) -> Vec<Name> {
        let Some(tag) = self.heap.tag(value) else {
            return Vec::new();
        };
        let row = self.image.layout(tag.number()).map(|row| &row.owner);
        match (tag.form(), row) {
            (Form::Structure, Some(Owner::Shape(names))) => {
                let mut all: Vec<Name> = names.iter().map(|name| self.name(*name)).collect();
                let added = self.heap.extension(value);
                if let Some(table) = self.heap.map(added) {
                    let texts = table.keys().filter_map(|key| self.heap.text(key.word()));
                    all.extend(texts.map(|text| Name::new(text)));
                }
                all
            }
            (Form::Object, Some(Owner::Class(class))) => {
                let mut fields: Vec<(u16, Name)> = class
                    .fields
                    .iter()
                    .filter(|(name, _)| !class.hidden.contains(*name))
                    .chain(&class.replacements)
                    .map(|(name, (slot, _))| (*slot, *name))
                    .collect();
                fields.sort_by_key(|(slot, _)| *slot);
                fields.into_iter().map(|(_, name)| name).collect()
            }
            (Form::Int64, _) => ["high", "low"].map(Name::new).into(),
            (Form::Type, Some(Owner::Type(def))) => {
                let row = self.image.types_by_def.get(def);
                row.map_or_else(Vec::new, |row| row.class_fields.clone())
            }
            (
                Form::Structure
                | Form::Object
                | Form::Type
                | Form::Array
                | Form::Text
                | Form::Map
                | Form::Closure
                | Form::Enum
                | Form::Variable
                | Form::Free,
                _,
            ) => Vec::new(),
        }
    }

    /// `Reflect.copy`. A string is its own copy; the fields of a map are the same entries, so it is the map itself.
    fn copy(&mut self, value: Word) -> Result<Word, Fault> {
        let form = self.heap.form(value);
        if value.is_null() || matches!(form, Some(Form::Text | Form::Map | Form::Int64)) {
            self.heap.retain(value);
            return Ok(value);
        }
        if form == Some(Form::Array) {
            return self.array_copy(value);
        }
        let layout = self.heap.layout_of(value);
        let Some(layout) = layout.filter(|_| matches!(form, Some(Form::Structure | Form::Object)))
        else {
            return Err(Fault::text(format!(
                "{} cannot be copied",
                self.type_name(value)
            )));
        };
        self.make_room(0)?;
        let copy = self.heap.new_record(layout);
        let slots: Vec<(Word, Kind)> = self.heap.slots(value).collect();
        for (slot, (word, kind)) in slots.into_iter().enumerate() {
            if kind.counts() {
                self.heap.retain(word);
            }
            self.heap.set_slot(copy, slot, word);
        }
        let added = self.heap.extension(value);
        if !added.is_null() {
            let added = self.heap.map_copy(added).ok_or_else(heap_full)?;
            self.heap.set_extension(copy, added);
        }
        Ok(copy)
    }

    /// Calls a function value with any arguments; those that are left out are null. The result is an `any`.
    pub(super) fn call_closure(
        &mut self,
        closure: Word,
        arguments: &[Word],
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let tag = self.heap.tag(closure);
        let row = tag
            .filter(|tag| tag.form() == Form::Closure)
            .and_then(|tag| self.image.closure(tag.number()));
        let Some(row) = row else {
            let mut text = String::from("Cannot call ");
            self.write_text(&mut text, closure, fp)?;
            return Err(Fault::text(text));
        };
        let function = row.function;
        let ty = self.image.function_types.get_index(row.ty as usize);
        let types = ty.map_or(&[][..], |ty| &ty.params);
        if !row.has_rest {
            return self.call_with(function, closure, types, arguments, fp);
        }
        let count = types.len().saturating_sub(1);
        let (own, rest) = arguments.split_at(count.min(arguments.len()));
        self.make_room(rest.len().saturating_mul(size_of::<Word>()))?;
        rest.iter().for_each(|word| self.heap.retain(*word));
        let rest = self.heap.new_array(Elements::Any(rest.to_vec()));
        let mut all = own.to_vec();
        all.resize(count, Word::NULL);
        all.push(rest);
        let called = self.call_with(function, closure, types, &all, fp);
        self.heap.release(rest);
        called
    }

    /// Calls a function that takes `first` and then what these `any` become.
    pub(super) fn call_with(
        &mut self,
        function: u32,
        first: Word,
        types: &[u32],
        arguments: &[Word],
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let Some(signature) = self.image.signature_of(function) else {
            return Err(stack_full());
        };
        let params = signature.params.get(1..).unwrap_or_default();
        if arguments.len() > params.len() {
            return Err(Fault::text(format!(
                "Too many arguments: {} for {}",
                arguments.len(),
                params.len()
            )));
        }
        let mut words = vec![first];
        for (at, kind) in params.iter().enumerate() {
            let any = arguments.get(at).copied().unwrap_or_default();
            if let (Kind::Ref, Some(ty)) = (kind, types.get(at)) {
                self.check(any, *ty)?;
            }
            match any.any_to(*kind) {
                Some(word) => words.push(word),
                None => return Err(self.failed_cast(any, kind_name(*kind))),
            }
        }
        let result = signature.result;
        let word = self.call(fp, function, &words)?;
        Ok(word.to_any(result))
    }
}

/// An `any` that is no object.
pub(super) fn basic_kind(word: Word) -> Option<i32> {
    match word.any() {
        Any::Null => Some(0),
        Any::Int(_) => Some(1),
        Any::Float(_) => Some(2),
        Any::Bool(_) => Some(3),
        Any::Ref(_) => None,
    }
}
