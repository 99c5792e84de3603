//! The text of values, as `Std.string` gives it, and what is made of texts.

use super::call::Place;
use super::execute::{get, set};
use super::machine::Machine;
use crate::code::Instruction;
use crate::fault::Fault;
use crate::program::{MapKeys, Owner};
use hx2rs_compiler::Name;
use hx2rs_heap::word::Any;
use hx2rs_heap::{Form, Word};
use hx2rs_prelude::{Str, float_text, output};
use std::fmt::Write;

/// Values inside of more containers than these are `<...>`, as officially and in emitted programs.
const DEPTH: usize = 5;

/// Maps inside each other that are still shown. What is in a map counts from the start, as officially.
const MAPS: usize = 6;

impl Machine<'_> {
    /// Makes the text of the word behind register `a`; an object with a `toString` is called like any method.
    ///
    /// # Safety
    /// The registers are the running function's.
    #[inline]
    pub(super) unsafe fn make_text(
        &mut self,
        a: u16,
        pc: *const Instruction,
        fp: *mut Word,
    ) -> Result<Place, Fault> {
        // SAFETY: verified registers.
        let word = unsafe { get(fp, a + 1) };
        if let Some(tag) = self.heap.tag(word) {
            if tag.form() == Form::Object
                && let Some(function) = self
                    .image
                    .class(tag.number())
                    .and_then(|class| class.to_string)
            {
                // SAFETY: the object is the only argument.
                return unsafe { self.enter(function, a, pc, fp) };
            }
            if tag.form() == Form::Text {
                self.heap.retain(word);
                // SAFETY: verified register.
                unsafe { set(fp, a, word) };
                return Ok((pc, fp));
            }
        }
        let text = self.text_of(word, fp)?;
        let text = self.heap.new_text(text);
        // SAFETY: verified register.
        unsafe { set(fp, a, text) };
        Ok((pc, fp))
    }

    /// The text of an `any`.
    pub(super) fn text_of(&mut self, word: Word, fp: *mut Word) -> Result<Str, Fault> {
        if let Some(text) = self.heap.text(word) {
            return Ok(text.clone());
        }
        let mut text = String::new();
        self.write_text(&mut text, word, fp)?;
        Ok(Str::from(text))
    }

    /// Appends the text of an `any`.
    pub(super) fn write_text(
        &mut self,
        out: &mut String,
        word: Word,
        fp: *mut Word,
    ) -> Result<(), Fault> {
        let reference = match word.any() {
            Any::Null => {
                out.push_str("null");
                return Ok(());
            }
            Any::Bool(value) => {
                out.push_str(if value { "true" } else { "false" });
                return Ok(());
            }
            Any::Int(value) => {
                // Writing to a string does not fail.
                let _ = write!(out, "{value}");
                return Ok(());
            }
            Any::Float(value) => {
                out.push_str(&float_text(value));
                return Ok(());
            }
            Any::Ref(reference) => reference,
        };
        match self.heap.form(reference) {
            Some(Form::Text) => {
                if let Some(text) = self.heap.text(reference) {
                    out.push_str(text);
                }
                Ok(())
            }
            Some(Form::Object) => self.write_object(out, reference, fp),
            Some(Form::Int64) => {
                let value = self.heap.int64(reference).unwrap_or_default();
                // Writing to a string does not fail.
                let _ = write!(out, "{value}");
                Ok(())
            }
            Some(Form::Closure) => {
                out.push_str("<function>");
                Ok(())
            }
            Some(Form::Type) => {
                let tag = self.heap.tag(reference);
                let row = tag.and_then(|tag| self.image.layout(tag.number()));
                if let Some(Owner::Type(def)) = row.map(|row| &row.owner) {
                    let is_enum = self.image.enums.contains(def);
                    out.push_str(if is_enum { "Enum<" } else { "Class<" });
                    out.push_str(&self.image.path(*def));
                    out.push('>');
                }
                Ok(())
            }
            Some(Form::Array) => self.write_array(out, reference, fp),
            Some(Form::Map) => self.write_map(out, reference, fp),
            Some(Form::Structure) => self.write_structure(out, reference, fp),
            Some(Form::Enum) => self.write_enum(out, reference, fp),
            Some(Form::Variable | Form::Free) | None => Ok(()),
        }
    }

    /// Appends the text of a value inside of a container, or `<...>` too deep inside.
    fn write_part(&mut self, out: &mut String, word: Word, fp: *mut Word) -> Result<(), Fault> {
        if self.level >= DEPTH {
            out.push_str("<...>");
            return Ok(());
        }
        self.level += 1;
        let outcome = self.write_text(out, word, fp);
        self.level -= 1;
        outcome
    }

    fn write_object(&mut self, out: &mut String, object: Word, fp: *mut Word) -> Result<(), Fault> {
        let class = self
            .heap
            .tag(object)
            .and_then(|tag| self.image.class(tag.number()));
        let Some(class) = class else { return Ok(()) };
        let Some(function) = class.to_string else {
            out.push_str(&class.name);
            return Ok(());
        };
        // The object lives on while its text is made, whatever the program does.
        self.heap.retain(object);
        let level = std::mem::take(&mut self.level);
        let text = self.call(fp, function, &[object]);
        self.level = level;
        self.heap.release(object);
        let text = text?;
        match self.heap.text(text) {
            Some(text) => out.push_str(text),
            None => out.push_str("null"),
        }
        self.heap.release(text);
        Ok(())
    }

    /// Element by element: a `toString` may write the array.
    fn write_array(&mut self, out: &mut String, array: Word, fp: *mut Word) -> Result<(), Fault> {
        out.push('[');
        let mut at = 0;
        while let Some(item) = self.heap.array(array).and_then(|elements| elements.any(at)) {
            if at > 0 {
                out.push(',');
            }
            self.heap.retain(item);
            let outcome = self.write_part(out, item, fp);
            self.heap.release(item);
            outcome?;
            at += 1;
        }
        out.push(']');
        Ok(())
    }

    fn write_map(&mut self, out: &mut String, map: Word, fp: *mut Word) -> Result<(), Fault> {
        if self.open_maps >= MAPS {
            out.push_str("<...>");
            return Ok(());
        }
        self.open_maps += 1;
        let level = std::mem::take(&mut self.level);
        let outcome = self.write_entries(out, map, fp);
        self.level = level;
        self.open_maps -= 1;
        outcome
    }

    fn write_entries(&mut self, out: &mut String, map: Word, fp: *mut Word) -> Result<(), Fault> {
        let entries: Vec<(Word, Word)> = match self.heap.map(map) {
            Some(table) => table
                .iter()
                .map(|(key, value)| (key.word(), *value))
                .collect(),
            None => Vec::new(),
        };
        for (key, value) in &entries {
            self.heap.retain(*key);
            self.heap.retain(*value);
        }
        let between = match self.keys_of_map(map) {
            MapKeys::EnumValues => ", ",
            MapKeys::Ints | MapKeys::Strings | MapKeys::Objects | MapKeys::Unknown => ",",
        };
        let mut outcome = Ok(());
        out.push('[');
        for (at, (key, value)) in entries.iter().enumerate() {
            if at > 0 {
                out.push_str(between);
            }
            outcome = self.write_text(out, *key, fp);
            if outcome.is_ok() {
                out.push_str(" => ");
                outcome = self.write_text(out, *value, fp);
            }
            if outcome.is_err() {
                break;
            }
        }
        out.push(']');
        for (key, value) in entries {
            self.heap.release(key);
            self.heap.release(value);
        }
        outcome
    }

    fn write_structure(
        &mut self,
        out: &mut String,
        structure: Word,
        fp: *mut Word,
    ) -> Result<(), Fault> {
        let tag = self.heap.tag(structure);
        let row = tag.and_then(|tag| self.image.layout(tag.number()));
        let Some(Owner::Shape(names)) = row.map(|row| &row.owner) else {
            return Ok(());
        };
        if let Some(own) = self.own_text(structure, names) {
            return self.write_own(out, own, structure, fp);
        }
        out.push('{');
        let mut first = true;
        for (slot, name) in names.iter().enumerate() {
            let Some((word, _)) = self.heap.slot(structure, slot) else {
                continue;
            };
            if !std::mem::take(&mut first) {
                out.push_str(", ");
            }
            out.push_str(self.name(*name).as_str());
            out.push_str(": ");
            self.heap.retain(word);
            let outcome = self.write_part(out, word, fp);
            self.heap.release(word);
            outcome?;
        }
        let added = self.heap.extension(structure);
        let entries: Vec<(Word, Word)> = match self.heap.map(added) {
            Some(table) => table
                .iter()
                .map(|(key, value)| (key.word(), *value))
                .collect(),
            None => Vec::new(),
        };
        for (key, value) in entries {
            if !std::mem::take(&mut first) {
                out.push_str(", ");
            }
            self.heap.retain(value);
            let outcome = self.write_text(out, key, fp).and_then(|()| {
                out.push_str(": ");
                self.write_part(out, value, fp)
            });
            self.heap.release(value);
            outcome?;
        }
        out.push('}');
        Ok(())
    }

    /// The function `toString` that a structure has among its fields.
    fn own_text(&self, structure: Word, names: &[u32]) -> Option<Word> {
        let name = Name::new("toString");
        let slot = names.iter().position(|number| self.name(*number) == name)?;
        let (word, _) = self.heap.slot(structure, slot)?;
        let tag = self.heap.tag(word)?;
        (tag.form() == Form::Closure).then_some(word)
    }

    /// Appends what a function `toString` of a structure makes of it.
    fn write_own(
        &mut self,
        out: &mut String,
        function: Word,
        structure: Word,
        fp: *mut Word,
    ) -> Result<(), Fault> {
        self.heap.retain(structure);
        let level = std::mem::take(&mut self.level);
        let text = self.call_closure(function, &[], fp);
        self.level = level;
        self.heap.release(structure);
        let text = text?;
        let outcome = self.write_text(out, text, fp);
        self.heap.release(text);
        outcome
    }

    fn write_enum(&mut self, out: &mut String, value: Word, fp: *mut Word) -> Result<(), Fault> {
        let constructor = self
            .heap
            .tag(value)
            .and_then(|tag| self.image.constructor(tag.number()));
        let Some(constructor) = constructor else {
            return Ok(());
        };
        out.push_str(constructor.name.as_str());
        let parameters: Vec<Word> = self
            .heap
            .slots(value)
            .map(|(word, kind)| word.to_any(kind))
            .collect();
        if parameters.is_empty() {
            return Ok(());
        }
        out.push('(');
        for (at, word) in parameters.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            self.write_part(out, *word, fp)?;
        }
        out.push(')');
        Ok(())
    }

    /// The texts of a row of registers, joined.
    ///
    /// # Safety
    /// The registers are the running function's.
    pub(super) unsafe fn concat(
        &mut self,
        fp: *mut Word,
        first: u16,
        count: u16,
    ) -> Result<Word, Fault> {
        // SAFETY: the caller's.
        let text = unsafe { self.joined(fp, first, count, "") }?;
        self.make_room(text.len())?;
        Ok(self.heap.new_text(Str::from(text)))
    }

    /// # Safety
    /// As [`Self::concat`].
    unsafe fn joined(
        &mut self,
        fp: *mut Word,
        first: u16,
        count: u16,
        between: &str,
    ) -> Result<String, Fault> {
        let mut text = String::new();
        for at in 0..count {
            if at > 0 {
                text.push_str(between);
            }
            // SAFETY: the caller's.
            let word = unsafe { get(fp, first + at) };
            self.write_text(&mut text, word, fp)?;
        }
        Ok(text)
    }

    /// `s += x`: gives the string that the register holds then.
    pub(super) fn append(&mut self, text: Word, part: Word, fp: *mut Word) -> Result<Word, Fault> {
        let part = self.text_of(part, fp)?;
        self.make_room(part.len())?;
        Ok(self.heap.append(text, &part))
    }

    /// `object.slot += x`: in place if the slot still has what it had before the text was made.
    ///
    /// # Safety
    /// The registers are the running function's.
    pub(super) unsafe fn append_field(
        &mut self,
        instruction: Instruction,
        pc: *const Instruction,
        fp: *mut Word,
    ) -> Result<(), Fault> {
        // SAFETY: verified registers.
        let (record, old, part) = unsafe {
            (
                get(fp, instruction.a),
                get(fp, instruction.c),
                get(fp, instruction.c + 1),
            )
        };
        let slot = usize::from(instruction.b);
        let part = self.text_of(part, fp)?;
        self.make_room(part.len())?;
        // A text may be made by the program, which may write the slot.
        let Some((current, _)) = self.heap.slot(record, slot) else {
            return self.null_field(pc);
        };
        if current == old {
            self.heap.release(old);
            // SAFETY: a verified register, and a slot that is there.
            unsafe {
                set(fp, instruction.c, Word::NULL);
                let grown = self.heap.append(old, &part);
                hx2rs_heap::record::put_slot(record, slot, grown);
            }
            return Ok(());
        }
        self.heap.retain(old);
        let grown = self.heap.append(old, &part);
        self.heap.set_slot(record, slot, grown);
        Ok(())
    }

    /// `trace`: position and texts, as a line.
    ///
    /// # Safety
    /// The registers are the running function's.
    pub(super) unsafe fn trace(
        &mut self,
        fp: *mut Word,
        first: u16,
        count: u16,
        pc: *const Instruction,
    ) -> Result<(), Fault> {
        // SAFETY: the caller's.
        let text = unsafe { self.joined(fp, first, count, ",") }?;
        let place = self.place(pc);
        output::println(&format!("{place}: {text}"));
        Ok(())
    }
}
