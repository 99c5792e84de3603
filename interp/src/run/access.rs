//! Fields by name: of anonymous structures, and of whatever is seen as one.

use super::machine::{Machine, REMEMBERED, Remembered};
use crate::fault::Fault;
use crate::program::Owner;
use hx2rs_compiler::Name;
use hx2rs_heap::{Form, Kind, LayoutId, Tag, Word};
use hx2rs_prelude::Str;

impl Machine<'_> {
    /// A field by name, counted. An absent one is null.
    pub(super) fn named_get(
        &mut self,
        object: Word,
        name: u32,
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let Some(tag) = self.heap.tag(object) else {
            return Err(self.no_field(object, name));
        };
        if let Some((slot, kind)) = self.named_slot(tag, name) {
            let word = self
                .heap
                .slot(object, slot)
                .map_or(Word::NULL, |(word, _)| word.to_any(kind));
            self.heap.retain(word);
            return Ok(word);
        }
        let text = self.name(name);
        if let Some(bound) = self.image.native_methods.get(&(tag.form(), text)) {
            return Ok(self.bound(*bound, object));
        }
        match tag.form() {
            Form::Structure => {
                let added = self.heap.extension(object);
                let key = self.heap.new_text(Str::from(text.as_str()));
                let word = self.heap.map_get(added, key).unwrap_or_default();
                self.heap.release(key);
                self.heap.retain(word);
                Ok(word)
            }
            Form::Object => self.named_method(object, tag, text, fp),
            Form::Array if text.as_str() == "length" => {
                self.array_length(object).map(Word::any_int)
            }
            Form::Text if text.as_str() == "length" => {
                Ok(Word::any_int(self.heap.text(object).map_or(0, Str::length)))
            }
            Form::Int64 if let Some(half) = self.half(object, text) => Ok(half),
            Form::Array
            | Form::Text
            | Form::Map
            | Form::Int64
            | Form::Closure
            | Form::Enum
            | Form::Type
            | Form::Variable
            | Form::Free => Err(self.no_field(object, name)),
        }
    }

    /// Writes a field by name; the caller keeps its count.
    pub(super) fn named_set(
        &mut self,
        object: Word,
        name: u32,
        value: Word,
        fp: *mut Word,
    ) -> Result<(), Fault> {
        let Some(tag) = self.heap.tag(object) else {
            return Err(self.no_field(object, name));
        };
        if let Some((slot, kind)) = self.named_slot(tag, name) {
            let word = self.any_to(value, kind)?;
            if kind.counts() {
                self.heap.retain(word);
            }
            self.heap.set_slot(object, slot, word);
            return Ok(());
        }
        let text = self.name(name);
        match tag.form() {
            Form::Structure => {
                let mut added = self.heap.extension(object);
                if added.is_null() {
                    added = self.heap.new_map();
                    self.heap.set_extension(object, added);
                }
                let key = self.heap.new_text(Str::from(text.as_str()));
                self.heap.retain(value);
                self.heap.map_set(added, key, value);
                Ok(())
            }
            Form::Object => {
                let setter = Name::new(&format!("set_{text}"));
                let class = self.image.class(tag.number());
                match class.and_then(|class| class.setters.get(&setter)) {
                    Some((function, kind, result)) => {
                        let word = self.any_to(value, *kind)?;
                        let given = self.call(fp, *function, &[object, word])?;
                        if result.counts() {
                            self.heap.release(given);
                        }
                        Ok(())
                    }
                    None => Err(self.no_field(object, name)),
                }
            }
            Form::Array
            | Form::Text
            | Form::Map
            | Form::Int64
            | Form::Closure
            | Form::Enum
            | Form::Type
            | Form::Variable
            | Form::Free => Err(self.no_field(object, name)),
        }
    }

    pub(super) fn name(&self, number: u32) -> Name {
        let name = self.image.names.get_index(number as usize).copied();
        name.unwrap_or_else(|| Name::new("?"))
    }

    #[cold]
    fn no_field(&self, object: Word, name: u32) -> Fault {
        let name = self.name(name);
        if object.is_null() {
            return Fault::null_access(name.as_str());
        }
        Fault::text(format!("{} has no field {name}", self.type_name(object)))
    }

    /// The slot of a field that has one, remembered by layout and name.
    fn named_slot(&mut self, tag: Tag, name: u32) -> Option<(usize, Kind)> {
        let number = tag.number();
        let form = tag.form();
        if form != Form::Structure && form != Form::Object {
            return None;
        }
        let place = (number.wrapping_mul(31) ^ name) as usize % REMEMBERED;
        if let Some(known) = self.fields.get(place)
            && known.tag == number
            && known.name == name
            && let Some(kind) = known.kind
        {
            return Some((known.found as usize, kind));
        }
        let text = self.name(name);
        let found = match &self.image.layout(number)?.owner {
            Owner::Shape(names) => {
                let slot = names.iter().position(|other| *other == name)?;
                (slot as u32, Kind::Any)
            }
            Owner::Class(class) => {
                let (slot, kind) = *class.fields.get(&text)?;
                (u32::from(slot), kind)
            }
            Owner::Closure(_) | Owner::Constructor(_) | Owner::Variable | Owner::Type(_) => {
                return None;
            }
        };
        if let Some(known) = self.fields.get_mut(place) {
            *known = Remembered {
                tag: number,
                name,
                found: found.0,
                kind: Some(found.1),
            };
        }
        Some((found.0 as usize, found.1))
    }

    /// A closure that binds a method to an object.
    pub(super) fn bound(&mut self, layout: u32, object: Word) -> Word {
        let closure = self.heap.new_record(LayoutId::from_index(layout as usize));
        self.heap.retain(object);
        self.heap.set_slot(closure, 0, object);
        closure
    }

    /// A method of an object as a closure, or what the getter of a property gives.
    fn named_method(
        &mut self,
        object: Word,
        tag: Tag,
        name: Name,
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let class = self.image.class(tag.number());
        let Some(class) = class else {
            return Err(Fault::text(format!("no field {name}")));
        };
        if let Some(method) = class.methods.get(&name) {
            return Ok(self.bound(method.bound, object));
        }
        let getter = Name::new(&format!("get_{name}"));
        match class.getters.get(&getter) {
            Some((function, kind)) => {
                let word = self.call(fp, *function, &[object])?;
                Ok(word.to_any(*kind))
            }
            None => Err(Fault::text(format!("{} has no field {name}", class.name))),
        }
    }
}
