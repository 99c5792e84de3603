//! Cycles: garbage goes, what is alive stays, and a watched heap tells what held it.

use super::{NODES, Random, heap, pair};
use crate::leaks::{Edge, Hold};
use crate::{Elements, Form, Heap, Kind, Layout, LayoutId, Word};
use hx2rs_prelude::Str;

fn node(heap: &mut Heap) -> LayoutId {
    heap.add_layout(Layout::new(Form::Object, [Kind::Ref, Kind::Ref]))
        .unwrap()
}

/// `from.slot = to`, counted.
fn link(heap: &mut Heap, from: Word, slot: usize, to: Word) {
    heap.retain(to);
    heap.set_slot(from, slot, to);
}

#[test]
fn a_ring_of_five_million_nodes_is_collected_without_a_deep_stack() {
    let mut heap = heap();
    let node = pair(&mut heap);
    let first = heap.new_record(node);
    let mut last = first;
    for _ in 1..NODES {
        let next = heap.new_record(node);
        heap.set_slot(last, 0, next);
        last = next;
    }
    heap.set_slot(last, 0, first);
    assert_eq!(heap.used(), NODES * 32);
    // Its one holder is the last node, which nobody holds from outside.
    assert_eq!(heap.collect(), NODES);
    assert_eq!(heap.used(), 0);
}

#[test]
fn what_is_held_from_outside_keeps_its_counts() {
    let mut heap = heap();
    let node = node(&mut heap);
    let (one, other) = (heap.new_record(node), heap.new_record(node));
    link(&mut heap, one, 0, other);
    link(&mut heap, other, 0, one);
    let text = heap.new_text(Str::from("kept"));
    link(&mut heap, other, 1, text);
    heap.release(other);
    assert_eq!(heap.collect(), 0);
    assert_eq!((heap.count(one), heap.count(other)), (2, 1));
    assert_eq!(heap.count(text), 2);
    heap.release(one);
    assert_eq!(heap.collect(), 2);
    // The cycle's count of the text is gone, its own is not.
    assert_eq!(heap.count(text), 1);
    assert_eq!(heap.text(text).unwrap(), "kept");
    heap.release(text);
    assert_eq!(heap.used(), 0);
}

#[test]
fn cycles_through_every_kind_of_cell() {
    let mut heap = heap();
    let object = node(&mut heap);
    let closure = Layout::new(Form::Closure, [Kind::Int, Kind::Any]);
    let closure = heap.add_layout(closure).unwrap();
    let variable = Layout::new(Form::Variable, [Kind::Ref]);
    let variable = heap.add_layout(variable).unwrap();
    let value = Layout::new(Form::Enum, [Kind::Float, Kind::Ref]);
    let value = heap.add_layout(value).unwrap();
    let shape = Layout::new(Form::Structure, [Kind::Any]);
    let shape = heap.add_layout(shape).unwrap();
    // object → array → map (as a value) → closure → variable → enum value → structure → map of added fields → object
    let object = heap.new_record(object);
    let map = heap.new_map();
    let array = heap.new_array(Elements::Ref(vec![Word::NULL, map, map]));
    heap.retain(map);
    heap.set_slot(object, 1, array);
    let closure = heap.new_record(closure);
    let (key, more) = (heap.new_text(Str::from("key")), heap.new_map());
    heap.map_set(map, key, closure).unwrap();
    let variable = heap.new_record(variable);
    heap.set_slot(closure, 1, variable);
    let value = heap.new_record(value);
    heap.set_slot(variable, 0, value);
    let shape = heap.new_record(shape);
    heap.set_slot(value, 1, shape);
    heap.set_extension(shape, more);
    heap.map_set(more, object, Word::any_float(1.5)).unwrap();
    heap.set_slot(shape, 0, Word::any_int(3));
    heap.retain(object);
    assert_eq!(heap.collect(), 0);
    assert_eq!((heap.count(object), heap.count(map)), (2, 2));
    heap.release(object);
    assert_eq!(heap.collect(), 9);
    assert_eq!(heap.used(), 0);
}

/// Random graphs: a collection leaves what a naive walk from the roots reaches, with the counts that it should have.
#[test]
fn collections_agree_with_a_naive_walk() {
    let mut random = Random(23);
    for _ in 0..50 {
        let mut heap = heap();
        let node = node(&mut heap);
        let mut objects: Vec<Word> = (0..80).map(|_| heap.new_record(node)).collect();
        let mut edges = vec![[None; 2]; objects.len()];
        let mut held = vec![true; objects.len()];
        for _ in 0..4 {
            for _ in 0..60 {
                let (from, to) = (random.below(80), random.below(80));
                // A program can only link what it still reaches.
                let alive = reached(&edges, &held);
                if alive[from] && alive[to] {
                    let slot = random.below(2);
                    link(&mut heap, objects[from], slot, objects[to]);
                    edges[from][slot] = Some(to);
                }
                let out = random.below(80);
                if held[out] && random.below(3) == 0 {
                    held[out] = false;
                    heap.release(objects[out]);
                }
            }
            heap.collect();
            let alive = reached(&edges, &held);
            assert_eq!(heap.cells(), alive.iter().filter(|alive| **alive).count());
            for (edges, alive) in edges.iter_mut().zip(&alive) {
                if !alive {
                    *edges = [None; 2];
                }
            }
            for at in (0..objects.len()).filter(|at| alive[*at]) {
                let holders = edges.iter().flatten();
                let holders = holders.filter(|edge| **edge == Some(at)).count();
                let expected = holders + usize::from(held[at]);
                assert_eq!(heap.count(objects[at]) as usize, expected);
            }
        }
        for (object, held) in objects.drain(..).zip(held) {
            if held {
                heap.release(object);
            }
        }
        heap.collect();
        assert_eq!(heap.used(), 0);
    }
}

fn reached(edges: &[[Option<usize>; 2]], held: &[bool]) -> Vec<bool> {
    let mut alive = held.to_vec();
    loop {
        let before = alive.clone();
        for (from, to) in edges.iter().enumerate() {
            for to in to.iter().flatten() {
                alive[*to] |= alive[from];
            }
        }
        if alive == before {
            return alive;
        }
    }
}

#[test]
fn room_is_made_when_the_heap_has_doubled() {
    let mut heap = heap();
    let node = node(&mut heap);
    let kept = heap.new_record(node);
    let mut most = 0;
    // Eighty bytes each.
    for _ in 0..NODES / 2 {
        if heap.is_crowded(0) {
            heap.make_room(0).unwrap();
        }
        let (one, other) = (heap.new_record(node), heap.new_record(node));
        link(&mut heap, one, 0, other);
        heap.set_slot(other, 0, one);
        heap.release(other);
        most = most.max(heap.used());
    }
    assert!(most <= 17 << 20, "{most} bytes");
    assert_eq!(heap.count(kept), 1);
}

#[test]
fn room_is_made_before_the_heap_is_full() {
    let mut heap = Heap::new(1 << 20);
    let node = node(&mut heap);
    for _ in 0..100_000 {
        if heap.is_crowded(0) {
            heap.make_room(0).unwrap();
        }
        let one = heap.new_record(node);
        link(&mut heap, one, 0, one);
        heap.release(one);
    }
    let array = heap.new_array(Elements::new(Kind::Int, 300_000));
    assert!(heap.is_crowded(0) && heap.make_room(0).is_err());
    heap.settle();
    assert!(heap.make_room(0).is_ok());
    heap.release(array);
    assert!(!heap.is_crowded(900 << 10));
}

#[test]
fn a_watched_heap_tells_what_held_it() {
    let mut heap = Heap::watched(usize::MAX);
    let node = node(&mut heap);
    let made = |heap: &mut Heap, site| {
        heap.set_site(site);
        heap.new_record(node)
    };
    // A ring of six, and two that hold each other, one of which holds an array with a string.
    let ring: Vec<Word> = (0..6).map(|_| made(&mut heap, 1)).collect();
    for (at, from) in ring.iter().enumerate() {
        heap.set_slot(*from, 0, ring[(at + 1) % 6]);
    }
    let (one, other) = (made(&mut heap, 2), made(&mut heap, 3));
    heap.set_slot(one, 0, other);
    heap.set_slot(other, 1, one);
    heap.set_site(4);
    let text = heap.new_text(Str::from("held"));
    let array = heap.new_array(Elements::Any(vec![text]));
    heap.set_slot(other, 0, array);
    let alive = made(&mut heap, 5);
    assert_eq!(heap.collect(), 10);
    assert_eq!(heap.cells(), 1);
    let edges = |hold: &Hold| match hold {
        Hold::Cycle { steps, times } => {
            let edges: Vec<Edge> = steps.iter().map(|step| step.edge).collect();
            (edges, *times)
        }
        Hold::Path(steps) => (steps.iter().map(|step| step.edge).collect(), 0),
    };
    let rows = heap.leaks().iter().map(|leak| {
        let (edges, times) = edges(&leak.hold);
        (leak.tag.form(), leak.site, leak.count, edges, times)
    });
    let rows: Vec<_> = rows.collect();
    let (first, second) = (Edge::Slot(0), Edge::Slot(1));
    assert_eq!(
        rows,
        [
            (Form::Object, 1, 6, vec![first], 6),
            (Form::Object, 2, 1, vec![first, second], 1),
            (Form::Object, 3, 1, vec![second, first], 1),
            (Form::Text, 4, 1, vec![first, Edge::Element], 0),
            (Form::Array, 4, 1, vec![first], 0),
        ]
    );
    assert_eq!(heap.reached([alive, alive]), [1, 0]);
}
