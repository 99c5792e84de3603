//! The heap against what it promises: nothing leaks, nothing dies early, containers behave as plain ones.

use crate::word::Any;
use crate::{Elements, Form, Heap, Kind, Layout, LayoutId, Word};
use hx2rs_prelude::Str;

fn heap() -> Box<Heap> {
    Heap::new(usize::MAX)
}

fn pair(heap: &mut Heap) -> LayoutId {
    heap.add_layout(Layout::new(Form::Object, [Kind::Ref, Kind::Int]))
        .unwrap()
}

/// Tools that watch every cell take their time.
const NODES: usize = if cfg!(miri) {
    1_000
} else if cfg!(feature = "isolated") {
    300_000
} else {
    5_000_000
};

#[test]
fn five_million_nodes_die_without_a_deep_stack() {
    let mut heap = heap();
    let node = pair(&mut heap);
    let mut list = Word::NULL;
    for number in 0..NODES as i32 {
        let next = heap.new_record(node);
        heap.set_slot(next, 0, list);
        heap.set_slot(next, 1, Word::int(number));
        list = next;
    }
    heap.release(list);
    assert_eq!(heap.used(), 0);
}

#[test]
#[cfg(not(feature = "isolated"))]
fn a_freed_cell_is_used_again() {
    let mut heap = heap();
    let node = pair(&mut heap);
    let first = heap.new_record(node);
    heap.set_slot(first, 1, Word::int(7));
    heap.release(first);
    let second = heap.new_record(node);
    assert_eq!(first, second);
    assert_eq!(heap.slot(second, 1), Some((Word::int(0), Kind::Int)));
}

#[test]
fn what_two_hold_lives_until_both_let_go() {
    let mut heap = heap();
    let text = heap.new_text(Str::from("shared text"));
    heap.retain(text);
    heap.release(text);
    assert_eq!(
        heap.text(text).map(Str::to_string).as_deref(),
        Some("shared text")
    );
    heap.release(text);
    assert_eq!(heap.cells(), 0);
}

#[test]
fn appending_to_an_unshared_string_keeps_its_cell() {
    let mut heap = heap();
    let text = heap.new_text(Str::from("ab"));
    let same = heap.append(text, "cd");
    assert_eq!(text, same);
    heap.retain(same);
    let other = heap.append(same, "e");
    assert_ne!(other, same);
    assert_eq!(heap.text(same).unwrap(), "abcd");
    assert_eq!(heap.text(other).unwrap(), "abcde");
}

#[test]
fn a_foreign_element_turns_the_storage() {
    let mut heap = heap();
    let array = heap.new_array(Elements::new(Kind::Int, 0));
    heap.array_push(array, Word::any_int(1)).unwrap();
    assert!(matches!(heap.array(array), Some(Elements::Int(_))));
    let text = heap.new_text(Str::from("text"));
    heap.array_push(array, text).unwrap();
    assert!(matches!(heap.array(array), Some(Elements::Any(_))));
    assert_eq!(heap.array(array).unwrap().any(0), Some(Word::any_int(1)));
    heap.array_set(array, 4, Word::any_bool(true)).unwrap();
    assert_eq!(heap.array(array).unwrap().any(3), Some(Word::NULL));
    heap.release(array);
    assert_eq!(heap.cells(), 0);
}

#[test]
fn enum_values_are_keys_by_structure() {
    let mut heap = heap();
    let some = heap
        .add_layout(Layout::new(Form::Enum, [Kind::Any]))
        .unwrap();
    let wrap = |heap: &mut Heap, inner: Word| {
        let value = heap.new_record(some);
        heap.set_slot(value, 0, inner);
        value
    };
    let map = heap.new_map();
    let inner = wrap(&mut heap, Word::any_int(1));
    let key = wrap(&mut heap, inner);
    heap.map_set(map, key, Word::any_int(5)).unwrap();
    let inner = wrap(&mut heap, Word::any_float(1.0));
    let probe = wrap(&mut heap, inner);
    assert_eq!(heap.map_get(map, probe), Some(Word::any_int(5)));
    let text = heap.new_text(Str::from("1"));
    let other = wrap(&mut heap, text);
    assert_eq!(heap.map_get(map, other), None);
    assert!(heap.map_remove(map, probe));
    heap.release(probe);
    heap.release(other);
    heap.release(map);
    assert_eq!(heap.cells(), 0);
}

/// A small generator of numbers: tests have to be the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % limit
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Value {
    Null,
    Bool(bool),
    Int(i32),
    Float(f64),
    Text(String),
}

impl Value {
    fn random(random: &mut Random) -> Self {
        match random.below(5) {
            0 => Self::Null,
            1 => Self::Bool(random.below(2) == 0),
            2 => Self::Int(random.below(7) as i32 - 3),
            3 => Self::Float(random.below(7) as f64 + 0.5),
            _ => Self::Text(format!("text {}", random.below(5))),
        }
    }

    fn word(&self, heap: &mut Heap) -> Word {
        match self {
            Self::Null => Word::NULL,
            Self::Bool(value) => Word::any_bool(*value),
            Self::Int(value) => Word::any_int(*value),
            Self::Float(value) => Word::any_float(*value),
            Self::Text(text) => heap.new_text(Str::from(text.as_str())),
        }
    }

    fn of(heap: &Heap, word: Word) -> Self {
        match word.any() {
            Any::Null => Self::Null,
            Any::Bool(value) => Self::Bool(value),
            Any::Int(value) => Self::Int(value),
            Any::Float(value) => Self::Float(value),
            Any::Ref(word) => Self::Text(heap.text(word).unwrap().to_string()),
        }
    }
}

/// Random changes of a few arrays, beside plain vectors.
#[test]
fn arrays_agree_with_a_naive_model() {
    let mut random = Random(11);
    for _ in 0..20 {
        let mut heap = heap();
        let arrays: Vec<Word> = (0..3)
            .map(|_| heap.new_array(Elements::new(Kind::Any, 0)))
            .collect();
        let mut models: Vec<Vec<Value>> = vec![Vec::new(); 3];
        for _ in 0..400 {
            let which = random.below(3);
            let (array, model) = (arrays[which], &mut models[which]);
            let value = Value::random(&mut random);
            let index = random.below(model.len() + 3);
            match random.below(8) {
                0 | 1 => {
                    let word = value.word(&mut heap);
                    heap.array_push(array, word).unwrap();
                    model.push(value);
                }
                2 => {
                    let word = value.word(&mut heap);
                    heap.array_set(array, index, word).unwrap();
                    if index >= model.len() {
                        model.resize(index + 1, Value::Null);
                    }
                    model[index] = value;
                }
                3 => {
                    let index = index.min(model.len());
                    let word = value.word(&mut heap);
                    heap.array_insert(array, index, word).unwrap();
                    model.insert(index, value);
                }
                4 => {
                    let removed = heap.array_remove(array, index);
                    let expected = (index < model.len()).then(|| model.remove(index));
                    assert_eq!(removed.map(|word| Value::of(&heap, word)), expected);
                    heap.release(removed.unwrap_or_default());
                }
                5 => {
                    let start = index.min(model.len());
                    let taken = heap.array_splice(array, start, model.len()).unwrap();
                    model.truncate(start);
                    heap.release(taken);
                }
                6 => {
                    heap.array_reverse(array).unwrap();
                    model.reverse();
                }
                _ => {
                    let length = random.below(12);
                    heap.array_resize(array, length).unwrap();
                    model.resize(length, Value::Null);
                }
            }
            let elements = heap.array(array).unwrap();
            let words = (0..elements.len()).filter_map(|at| elements.any(at));
            let found: Vec<Value> = words.map(|word| Value::of(&heap, word)).collect();
            assert_eq!(found, models[which]);
        }
        arrays.into_iter().for_each(|array| heap.release(array));
        assert_eq!(heap.cells(), 0);
        assert_eq!(heap.used(), 0);
    }
}

/// Random changes of a map, beside a vector of entries.
#[test]
fn maps_agree_with_a_naive_model() {
    let mut random = Random(5);
    for _ in 0..20 {
        let mut heap = heap();
        let map = heap.new_map();
        let mut model: Vec<(Value, Value)> = Vec::new();
        for _ in 0..600 {
            let key = match random.below(2) {
                0 => Value::Int(random.below(30) as i32),
                _ => Value::Text(format!("key {}", random.below(30))),
            };
            let value = Value::random(&mut random);
            let found = model.iter().position(|(other, _)| *other == key);
            let word = key.word(&mut heap);
            match random.below(5) {
                0 | 1 => {
                    let value_word = value.word(&mut heap);
                    heap.map_set(map, word, value_word).unwrap();
                    match found {
                        Some(at) => model[at].1 = value,
                        None => model.push((key, value)),
                    }
                }
                2 | 3 => {
                    assert_eq!(heap.map_remove(map, word), found.is_some());
                    heap.release(word);
                    if let Some(at) = found {
                        model.remove(at);
                    }
                }
                _ => {
                    let got = heap.map_get(map, word).map(|word| Value::of(&heap, word));
                    assert_eq!(got, found.map(|at| model[at].1.clone()));
                    heap.release(word);
                }
            }
            let table = heap.map(map).unwrap();
            let entries = table.iter().map(|(key, value)| (key.word(), *value));
            let entries: Vec<_> = entries
                .map(|(key, value)| (Value::of(&heap, key), Value::of(&heap, value)))
                .collect();
            assert_eq!(entries, model);
        }
        heap.release(map);
        assert_eq!(heap.cells(), 0);
        assert_eq!(heap.used(), 0);
    }
}

/// Random graphs without cycles: each object counts exactly its holders.
#[test]
fn counts_agree_with_a_naive_model() {
    let mut random = Random(3);
    for _ in 0..20 {
        let mut heap = heap();
        let layout = heap
            .add_layout(Layout::new(
                Form::Object,
                [Kind::Ref, Kind::Any, Kind::Float],
            ))
            .unwrap();
        let objects: Vec<Word> = (0..60).map(|_| heap.new_record(layout)).collect();
        let mut edges = vec![[None; 2]; 60];
        for _ in 0..600 {
            let from = random.below(59);
            let to = from + 1 + random.below(59 - from);
            let slot = random.below(2);
            heap.retain(objects[to]);
            heap.set_slot(objects[from], slot, objects[to]);
            edges[from][slot] = Some(to);
        }
        for (at, object) in objects.iter().enumerate() {
            let holders = edges.iter().flatten().filter(|edge| **edge == Some(at));
            assert_eq!(heap.count(*object), 1 + holders.count() as u32);
        }
        objects.iter().for_each(|object| heap.release(*object));
        assert_eq!(heap.cells(), 0);
    }
}

mod cycles;
mod model;
