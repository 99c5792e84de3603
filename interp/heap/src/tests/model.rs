//! Random programs over all kinds of cells, beside a naive model that never frees anything: what the registers of both
//! reach has to be the same, counts included, and nothing else may be in the heap after a collection.
//!
//! A failure names seed and step. The feature `soak` runs for minutes.

use super::Random;
use crate::word::Any;
use crate::{Elements, Form, Heap, Kind, Layout, LayoutId, Word};
use hx2rs_prelude::Str;

const SEEDS: u64 = match (cfg!(miri), cfg!(feature = "soak")) {
    (true, _) => 2,
    (false, true) => 30_000,
    (false, false) => 40,
};
const STEPS: usize = if cfg!(feature = "soak") { 4_000 } else { 1_000 };
const REGISTERS: usize = 24;

/// A value of the model; a cell by its number.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Value {
    Null,
    Bool(bool),
    Int(i32),
    Float(f64),
    Cell(usize),
}

/// What a cell of the model holds.
#[derive(Clone, Debug)]
enum Content {
    Record {
        layout: usize,
        slots: Vec<Value>,
        extension: Option<usize>,
    },
    Text(String),
    Array(Kind, Vec<Value>),
    Map(Vec<(Value, Value)>),
}

struct Model {
    random: Random,
    heap: Box<Heap>,
    layouts: Vec<(LayoutId, Form, Vec<Kind>)>,
    /// All cells there ever were, with their addresses as long as they live.
    cells: Vec<(Content, Word)>,
    registers: Vec<Value>,
}

const KINDS: [Kind; 5] = [Kind::Int, Kind::Float, Kind::Bool, Kind::Ref, Kind::Any];

/// Under each of these is one that stands by itself, being large.
fn forms() -> Vec<(Form, Vec<Kind>)> {
    use Kind::*;
    vec![
        (Form::Object, vec![Ref, Any, Int]),
        (Form::Object, [Ref, Float, Any, Bool].repeat(12)),
        (Form::Closure, vec![Ref, Ref, Float]),
        (Form::Structure, vec![Any, Any]),
        (Form::Variable, vec![Any]),
        (Form::Variable, vec![Ref]),
        (Form::Enum, vec![]),
        (Form::Enum, vec![Any, Int]),
        (Form::Enum, vec![Ref, Any, Float]),
    ]
}

#[test]
fn all_cells_agree_with_a_naive_model() {
    for seed in 0..SEEDS {
        let mut model = Model::new(seed);
        for step in 0..STEPS {
            model.step();
            if step % 64 == 63 {
                model.check(step % 128 == 127, &format!("seed {seed}, step {step}"));
            }
        }
        for register in 0..REGISTERS {
            model.put(register, Value::Null);
        }
        model.heap.collect();
        assert_eq!(model.heap.used(), 0, "seed {seed}");
    }
}

impl Model {
    fn new(seed: u64) -> Self {
        let mut heap = match seed % 8 {
            // Some of them with every cell by itself.
            0 => Heap::watched(usize::MAX),
            _ => Heap::new(usize::MAX),
        };
        let layouts = forms().into_iter().map(|(form, kinds)| {
            let id = heap.add_layout(Layout::new(form, kinds.clone())).unwrap();
            (id, form, kinds)
        });
        let layouts = layouts.collect();
        Self {
            random: Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            heap,
            layouts,
            cells: Vec::new(),
            registers: vec![Value::Null; REGISTERS],
        }
    }

    // ---- registers: each holds a count ---------------------------------------------------------------------------

    fn word(&self, value: Value) -> Word {
        match value {
            Value::Null => Word::NULL,
            Value::Bool(value) => Word::any_bool(value),
            Value::Int(value) => Word::any_int(value),
            Value::Float(value) => Word::any_float(value),
            Value::Cell(cell) => self.cells[cell].1,
        }
    }

    /// A word with a count of its own, to be given away.
    fn counted(&self, value: Value) -> Word {
        let word = self.word(value);
        self.heap.retain(word);
        word
    }

    fn add(&mut self, content: Content, word: Word) -> Value {
        self.cells.push((content, word));
        Value::Cell(self.cells.len() - 1)
    }

    /// Puts a value into a register, which has its count already.
    fn take(&mut self, register: usize, value: Value) {
        let former = std::mem::replace(&mut self.registers[register], value);
        let word = self.word(former);
        self.heap.release(word);
    }

    fn put(&mut self, register: usize, value: Value) {
        self.counted(value);
        self.take(register, value);
    }

    fn register(&mut self) -> usize {
        self.random.below(REGISTERS)
    }

    /// A value: of a register, or a plain one.
    fn value(&mut self) -> Value {
        match self.random.below(8) {
            0 => Value::Null,
            1 => Value::Bool(self.random.below(2) == 0),
            2 => Value::Int(self.random.below(9) as i32 - 4),
            3 => Value::Float(self.random.below(12) as f64 / 2.0 - 2.0),
            _ => {
                let register = self.register();
                self.registers[register]
            }
        }
    }

    fn value_of(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Int => Value::Int(self.random.below(100) as i32 - 50),
            Kind::Float => Value::Float(self.random.below(100) as f64 / 4.0),
            Kind::Bool => Value::Bool(self.random.below(2) == 0),
            Kind::Any => self.value(),
            Kind::Ref => match self.value() {
                Value::Cell(cell) => Value::Cell(cell),
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) => Value::Null,
            },
        }
    }

    /// A random register that holds such a cell.
    fn find(&mut self, fits: impl Fn(&Content) -> bool) -> Option<(usize, usize)> {
        let start = self.register();
        (start..start + REGISTERS).find_map(|at| {
            let register = at % REGISTERS;
            let Value::Cell(cell) = self.registers[register] else {
                return None;
            };
            fits(&self.cells[cell].0).then_some((register, cell))
        })
    }

    // ---- steps ---------------------------------------------------------------------------------------------------

    fn step(&mut self) {
        match self.random.below(16) {
            0 | 1 => self.new_record(),
            2 => self.new_container(),
            3 => {
                let value = self.value();
                let register = self.register();
                self.put(register, value);
            }
            4 => {
                let register = self.register();
                self.put(register, Value::Null);
            }
            5..=7 => self.on_record(),
            8..=10 => self.on_array(),
            11..=13 => self.on_map(),
            14 => self.on_text(),
            _ => match self.random.below(20) {
                0 => {
                    self.heap.collect();
                }
                _ => self.new_text(),
            },
        }
    }

    fn new_record(&mut self) {
        let layout = self.random.below(self.layouts.len());
        let (id, form, kinds) = self.layouts[layout].clone();
        let word = self.heap.new_record(id);
        let mut slots = Vec::new();
        for (at, kind) in kinds.iter().enumerate() {
            // Values of enums get all their parameters at once; the others begin empty.
            let value = match form == Form::Enum {
                true => self.value_of(*kind),
                false => default(*kind),
            };
            slots.push(value);
            let given = self.raw(*kind, value);
            self.heap.set_slot(word, at, given);
        }
        let content = Content::Record {
            layout,
            slots,
            extension: None,
        };
        let value = self.add(content, word);
        let register = self.register();
        self.take(register, value);
    }

    /// A value as a slot of a kind has it, with its count.
    fn raw(&self, kind: Kind, value: Value) -> Word {
        self.counted(value).any_to(kind).unwrap()
    }

    fn new_text(&mut self) {
        let text = format!("text {} é", self.random.below(6));
        let word = self.heap.new_text(Str::from(text.as_str()));
        let value = self.add(Content::Text(text), word);
        let register = self.register();
        self.take(register, value);
    }

    fn new_container(&mut self) {
        let (content, word) = if self.random.below(3) == 0 {
            (Content::Map(Vec::new()), self.heap.new_map())
        } else {
            let kind = KINDS[self.random.below(KINDS.len())];
            let capacity = self.random.below(4);
            let word = self.heap.new_array(Elements::new(kind, capacity));
            (Content::Array(kind, Vec::new()), word)
        };
        let value = self.add(content, word);
        let register = self.register();
        self.take(register, value);
    }

    fn on_record(&mut self) {
        let found = self.find(|content| matches!(content, Content::Record { .. }));
        let Some((_, cell)) = found else { return };
        let Content::Record { layout, slots, .. } = &self.cells[cell].0 else {
            return;
        };
        let (_, form, kinds) = self.layouts[*layout].clone();
        if slots.is_empty() {
            return;
        }
        let at = self.random.below(kinds.len());
        let (read, extends) = (self.random.below(3) == 0, self.random.below(12) == 0);
        let word = self.cells[cell].1;
        if extends && matches!(form, Form::Object | Form::Structure) {
            let map = self.find(|content| matches!(content, Content::Map(_)));
            let map = map.map(|(_, map)| map);
            let given = self.counted(map.map_or(Value::Null, Value::Cell));
            self.heap.set_extension(word, given);
            if let Content::Record { extension, .. } = &mut self.cells[cell].0 {
                *extension = map;
            }
        } else if read {
            let (found, kind) = self.heap.slot(word, at).unwrap();
            self.heap.retain(found.to_any(kind));
            let Content::Record { slots, .. } = &self.cells[cell].0 else {
                return;
            };
            let value = slots[at];
            let register = self.register();
            self.take(register, value);
        } else if form != Form::Enum {
            let value = self.value_of(kinds[at]);
            let given = self.raw(kinds[at], value);
            assert!(self.heap.set_slot(word, at, given));
            if let Content::Record { slots, .. } = &mut self.cells[cell].0 {
                slots[at] = value;
            }
        }
    }

    fn on_array(&mut self) {
        let found = self.find(|content| matches!(content, Content::Array(..)));
        let Some((_, cell)) = found else { return };
        let word = self.cells[cell].1;
        let operation = self.random.below(11);
        let value = self.value();
        let (mut index, other) = (self.random.below(14), self.random.below(14));
        let target = self.register();
        let given = match operation {
            0..=4 => self.counted(value),
            _ => Word::NULL,
        };
        let (content, _) = &mut self.cells[cell];
        let Content::Array(kind, items) = content else {
            return;
        };
        match operation {
            0..=2 => {
                self.heap.array_push(word, given).unwrap();
                let value = stored(kind, value);
                items.push(value);
            }
            3 => {
                self.heap.array_set(word, index, given).unwrap();
                // The gap is filled as the storage is then.
                let value = stored(kind, value);
                if index >= items.len() {
                    items.resize(index + 1, default(*kind));
                }
                items[index] = value;
            }
            4 => {
                index = index.min(items.len());
                self.heap.array_insert(word, index, given).unwrap();
                let value = stored(kind, value);
                items.insert(index, value);
            }
            5 => {
                let removed = self.heap.array_remove(word, index);
                let expected = (index < items.len()).then(|| items.remove(index));
                assert_eq!(removed.is_some(), expected.is_some());
                self.take(target, expected.unwrap_or(Value::Null));
            }
            6 | 7 => {
                let length = items.len();
                let (start, end) = (index.min(length), other.min(length));
                let (start, end) = (start.min(end), start.max(end));
                let part = Content::Array(*kind, items[start..end].to_vec());
                let part_word = if operation == 6 {
                    self.heap.array_slice(word, start, end)
                } else {
                    items.drain(start..end);
                    self.heap.array_splice(word, start, end)
                };
                let part = self.add(part, part_word.unwrap());
                self.take(target, part);
            }
            8 => {
                self.heap.array_resize(word, other).unwrap();
                items.resize(other, default(*kind));
            }
            9 => {
                self.heap.array_reverse(word).unwrap();
                items.reverse();
            }
            _ => {
                let found = self.heap.array(word).unwrap().any(index);
                assert_eq!(found.is_some(), index < items.len());
                let value = items.get(index).copied().unwrap_or(Value::Null);
                self.put(target, value);
            }
        }
    }

    fn on_map(&mut self) {
        let found = self.find(|content| matches!(content, Content::Map(_)));
        let Some((_, cell)) = found else { return };
        let word = self.cells[cell].1;
        let key = match (self.value(), self.random.below(2)) {
            (value, 0) => value,
            _ => Value::Int(self.random.below(8) as i32),
        };
        // A Float that is an Int is that key.
        let key = match key {
            Value::Float(value) if f64::from(value as i32) == value => Value::Int(value as i32),
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Cell(_) => key,
        };
        let key_word = self.word(key);
        let target = self.register();
        let Content::Map(entries) = &self.cells[cell].0 else {
            return;
        };
        let found = entries.iter().position(|(other, _)| self.same(*other, key));
        let operation = self.random.below(12);
        match operation {
            0..=4 => {
                let value = self.value();
                let (given_key, given) = (self.counted(key), self.counted(value));
                self.heap.map_set(word, given_key, given).unwrap();
                let Content::Map(entries) = &mut self.cells[cell].0 else {
                    return;
                };
                match found {
                    Some(at) => entries[at].1 = value,
                    None => entries.push((key, value)),
                }
            }
            5 | 6 => {
                assert_eq!(self.heap.map_remove(word, key_word), found.is_some());
                let Content::Map(entries) = &mut self.cells[cell].0 else {
                    return;
                };
                if let Some(at) = found {
                    entries.remove(at);
                }
            }
            7 | 8 => {
                let value = found.map(|at| entries[at].1);
                let got = self.heap.map_get(word, key_word);
                assert_eq!(got, value.map(|value| self.word(value)));
                assert_eq!(self.heap.map_exists(word, key_word), found.is_some());
                self.put(target, value.unwrap_or(Value::Null));
            }
            9 => {
                let copy = Content::Map(entries.clone());
                let copy_word = self.heap.map_copy(word).unwrap();
                let copy = self.add(copy, copy_word);
                self.take(target, copy);
            }
            10 => {
                let (keys, values) = entries.iter().copied().unzip();
                let keys = Content::Array(Kind::Any, keys);
                let values = Content::Array(Kind::Any, values);
                let keys_word = self.heap.map_keys(word).unwrap();
                let values_word = self.heap.map_values(word).unwrap();
                let keys = self.add(keys, keys_word);
                let values = self.add(values, values_word);
                self.take(target, keys);
                let target = self.register();
                self.take(target, values);
            }
            _ => {
                if self.random.below(4) == 0 {
                    self.heap.map_clear(word).unwrap();
                    self.cells[cell].0 = Content::Map(Vec::new());
                }
            }
        }
    }

    fn on_text(&mut self) {
        let found = self.find(|content| matches!(content, Content::Text(_)));
        let Some((register, cell)) = found else {
            return;
        };
        let (Content::Text(text), word) = self.cells[cell].clone() else {
            return;
        };
        if self.random.below(2) == 0 {
            // The register's text, and more: in place only if nobody else sees it.
            let alone = self.heap.count(word) == 1;
            let more = if self.random.below(2) == 0 { "ä" } else { "b" };
            let grown = self.heap.append(word, more);
            assert_eq!(grown == word, alone);
            let longer = Content::Text(text + more);
            if alone {
                self.cells[cell].0 = longer;
            } else {
                self.registers[register] = self.add(longer, grown);
            }
        } else {
            let part = String::from(self.heap.text(word).unwrap().substr(2, Some(5)));
            let expected: String = text.chars().skip(2).take(5).collect();
            let part = self.heap.new_text(Str::from(part));
            let value = self.add(Content::Text(expected), part);
            let target = self.register();
            self.take(target, value);
        }
    }

    /// Whether two values are one key.
    fn same(&self, left: Value, right: Value) -> bool {
        match (left, right) {
            (Value::Int(int), Value::Float(float)) | (Value::Float(float), Value::Int(int)) => {
                f64::from(int) == float
            }
            (Value::Cell(left), Value::Cell(right)) if left != right => {
                match (&self.cells[left].0, &self.cells[right].0) {
                    (Content::Text(left), Content::Text(right)) => left == right,
                    (
                        Content::Record { layout, slots, .. },
                        Content::Record {
                            layout: other,
                            slots: others,
                            ..
                        },
                    ) => {
                        let is_enum = self.layouts[*layout].1 == Form::Enum;
                        let mut pairs = slots.iter().zip(others);
                        is_enum
                            && layout == other
                            && pairs.all(|(left, right)| self.same(*left, *right))
                    }
                    _ => false,
                }
            }
            _ => left == right,
        }
    }

    // ---- checks --------------------------------------------------------------------------------------------------

    fn held_by(&self, cell: usize) -> Vec<Value> {
        match &self.cells[cell].0 {
            Content::Record {
                slots, extension, ..
            } => {
                let extension = extension.iter().map(|map| Value::Cell(*map));
                slots.iter().copied().chain(extension).collect()
            }
            Content::Text(_) => Vec::new(),
            Content::Array(_, items) => items.clone(),
            Content::Map(entries) => entries.iter().flat_map(|(k, v)| [*k, *v]).collect(),
        }
    }

    fn check(&mut self, collects: bool, at: &str) {
        if collects {
            self.heap.collect();
        }
        // What the registers reach, and how often each cell is held from there.
        let mut counts = vec![0; self.cells.len()];
        let mut pending = self.registers.clone();
        while let Some(value) = pending.pop() {
            if let Value::Cell(cell) = value {
                counts[cell] += 1;
                if counts[cell] == 1 {
                    pending.extend(self.held_by(cell));
                }
            }
        }
        let alive = counts.iter().filter(|count| **count > 0).count();
        let there = self.heap.cells();
        assert!(there >= alive, "{at}: {there} cells, {alive} alive");
        assert!(
            !collects || there == alive,
            "{at}: {there} cells, {alive} alive"
        );
        for (cell, count) in counts.into_iter().enumerate() {
            if count > 0 {
                let found = self.heap.count(self.cells[cell].1);
                let right = if collects {
                    found == count
                } else {
                    found >= count
                };
                assert!(right, "{at}: {count} holders of {cell}, {found} counted");
                self.check_content(cell, at);
            }
        }
    }

    fn check_content(&self, cell: usize, at: &str) {
        let (content, word) = &self.cells[cell];
        let values = |words: Vec<Word>, expected: &[Value]| {
            assert_eq!(words.len(), expected.len(), "{at}: {content:?}");
            for (word, value) in words.into_iter().zip(expected) {
                let same = match (word.any(), *value) {
                    (Any::Null, Value::Null) => true,
                    (Any::Bool(found), Value::Bool(value)) => found == value,
                    (Any::Int(found), Value::Int(value)) => found == value,
                    (Any::Float(found), Value::Float(value)) => found == value,
                    (Any::Ref(found), Value::Cell(cell)) => found == self.cells[cell].1,
                    _ => false,
                };
                assert!(same, "{at}: {:?} in {content:?}", word.any());
            }
        };
        match content {
            Content::Record {
                layout,
                slots,
                extension,
            } => {
                assert_eq!(self.heap.layout_of(*word), Some(self.layouts[*layout].0));
                let found = self.heap.slots(*word);
                values(found.map(|(word, kind)| word.to_any(kind)).collect(), slots);
                let extension = extension.map_or(Value::Null, Value::Cell);
                values(vec![self.heap.extension(*word)], &[extension]);
            }
            Content::Text(text) => {
                let found = self.heap.text(*word).unwrap();
                assert_eq!(found, text.as_str(), "{at}");
                assert_eq!(found.length() as usize, text.chars().count(), "{at}");
            }
            Content::Array(kind, items) => {
                let found = self.heap.array(*word).unwrap();
                assert_eq!(found.kind(), *kind, "{at}");
                let words = (0..found.len()).filter_map(|index| found.any(index));
                values(words.collect(), items);
            }
            Content::Map(entries) => {
                let table = self.heap.map(*word).unwrap();
                let (keys, found): (Vec<Word>, Vec<Word>) = table
                    .iter()
                    .map(|(key, value)| (key.word(), *value))
                    .unzip();
                let (expected, of_values): (Vec<Value>, Vec<Value>) =
                    entries.iter().copied().unzip();
                values(keys, &expected);
                values(found, &of_values);
            }
        }
    }
}

fn default(kind: Kind) -> Value {
    match kind {
        Kind::Int => Value::Int(0),
        Kind::Float => Value::Float(0.0),
        Kind::Bool => Value::Bool(false),
        Kind::Ref | Kind::Any => Value::Null,
    }
}

/// What an array of a kind stores; one that does not take the value turns to `any`.
fn stored(kind: &mut Kind, value: Value) -> Value {
    match (*kind, value) {
        (Kind::Float, Value::Int(value)) => return Value::Float(f64::from(value)),
        (Kind::Int, Value::Int(_))
        | (Kind::Float, Value::Float(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Ref, Value::Cell(_) | Value::Null)
        | (Kind::Any, _) => {}
        _ => *kind = Kind::Any,
    }
    value
}
