//! What cycles held: for each kind of cell and each place where such cells were made, how many, and the shortest cycle
//! that held one of them, as the slots that it goes through.
//!
//! Only a watched heap ([`Heap::watched`]) keeps such account; what the tags and slots are called the interpreter knows.

use crate::cell::{Header, Tag};
use crate::{Heap, Word};
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

/// Where in a cell a reference stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Edge {
    /// In a slot of a record.
    Slot(u32),
    /// The map of a record's added fields.
    Extension,
    /// Among the elements of an array.
    Element,
    /// As a key of a map.
    Key,
    /// As a value of a map.
    Value,
}

/// A reference on the way from one cell to the next.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Step {
    /// What the cell is that refers.
    pub tag: Tag,
    /// Where in it.
    pub edge: Edge,
}

/// What held a cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Hold {
    /// A cycle that the cell is on, from the cell on; it goes `times` times through the steps.
    Cycle {
        /// The shortest part that repeats.
        steps: Box<[Step]>,
        /// How often.
        times: usize,
    },
    /// A cell on a cycle, to which the first step belongs.
    Path(Box<[Step]>),
}

/// Cells of one kind, made at one place, which were left in cycles or held by them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leak {
    /// What they are.
    pub tag: Tag,
    /// Where they were made, as [`Heap::set_site`] said.
    pub site: u64,
    /// How many there were.
    pub count: usize,
    /// What held one of them.
    pub hold: Hold,
}

/// What was found so far.
#[derive(Default)]
pub(crate) struct Leaks {
    rows: Vec<Leak>,
    by_origin: HashMap<(Tag, u64), usize>,
}

impl Heap {
    /// Where the cells are made that follow. Only a watched heap remembers it.
    pub fn set_site(&mut self, site: u64) {
        self.slab.site = site;
    }

    /// What [`Self::set_site`] said last.
    pub fn site(&self) -> u64 {
        self.slab.site
    }

    /// Whether this heap remembers sites and leaks.
    pub fn is_watched(&self) -> bool {
        self.leaks.is_some()
    }

    /// What all collections of a watched heap have found, in the order of finding.
    pub fn leaks(&self) -> &[Leak] {
        self.leaks.as_ref().map_or(&[], |leaks| &leaks.rows)
    }

    /// For each root, how many cells it reaches that those before it do not reach.
    pub fn reached(&self, roots: impl IntoIterator<Item = Word>) -> Vec<usize> {
        let mut seen = HashSet::new();
        let mut pending = Vec::new();
        let mut counts = Vec::new();
        for root in roots {
            let before = seen.len();
            if root.is_reference() {
                pending.push(crate::cell::header(root));
            }
            while let Some(cell) = pending.pop() {
                if seen.insert(cell) {
                    self.each_reference(cell, |_, target| pending.push(target));
                }
            }
            counts.push(seen.len() - before);
        }
        counts
    }
}

impl Leaks {
    /// Adds what a collection is about to free.
    pub(crate) fn add(&mut self, heap: &Heap, garbage: &[*mut Header]) {
        if garbage.is_empty() {
            return;
        }
        let graph = Graph::new(heap, garbage);
        let mut chosen: Vec<(Tag, u64, usize, u32)> = Vec::new();
        let mut groups: HashMap<(Tag, u64), usize> = HashMap::new();
        for (number, cell) in (0..).zip(&graph.cells) {
            match groups.entry((cell.tag, cell.site)) {
                Entry::Vacant(entry) => {
                    entry.insert(chosen.len());
                    chosen.push((cell.tag, cell.site, 1, number));
                }
                Entry::Occupied(entry) => {
                    if let Some((_, _, count, best)) = chosen.get_mut(*entry.get()) {
                        *count += 1;
                        if graph.depth(number) < graph.depth(*best) {
                            *best = number;
                        }
                    }
                }
            }
        }
        for (tag, site, count, cell) in chosen {
            let known = self.by_origin.get(&(tag, site)).copied();
            match known.and_then(|row| self.rows.get_mut(row)) {
                Some(row) => {
                    row.count += count;
                    if matches!(row.hold, Hold::Path(_)) && graph.depth(cell) == 0 {
                        row.hold = graph.hold(cell);
                    }
                }
                None => {
                    self.by_origin.insert((tag, site), self.rows.len());
                    self.rows.push(Leak {
                        tag,
                        site,
                        count,
                        hold: graph.hold(cell),
                    });
                }
            }
        }
    }
}

/// A cell of the garbage.
struct Cell {
    tag: Tag,
    site: u64,
    /// Its first reference in [`Graph::edges`]; the next cell's ends them.
    first: usize,
    /// Which cells reach each other: the number of the strongly connected component.
    component: u32,
    /// How many references away from a cycle, and the cell and edge that lead here.
    depth: u32,
    from: Option<(u32, Edge)>,
}

/// The garbage and its references to itself, in the order in which the cells were made.
struct Graph {
    cells: Vec<Cell>,
    edges: Vec<(u32, Edge)>,
}

const NONE: u32 = u32::MAX;

impl Graph {
    fn new(heap: &Heap, garbage: &[*mut Header]) -> Self {
        let mut order: Vec<_> = garbage
            .iter()
            .map(|cell| (heap.slab.origin(*cell), *cell))
            .collect();
        order.sort_unstable_by_key(|((serial, _), _)| *serial);
        let numbers: HashMap<*mut Header, u32> = (0..)
            .zip(&order)
            .map(|(at, (_, cell))| (*cell, at))
            .collect();
        let mut graph = Self {
            cells: Vec::with_capacity(order.len()),
            edges: Vec::new(),
        };
        for ((_, site), cell) in order {
            graph.cells.push(Cell {
                // SAFETY: not freed yet.
                tag: unsafe { (*cell).tag },
                site,
                first: graph.edges.len(),
                component: NONE,
                depth: NONE,
                from: None,
            });
            heap.each_reference(cell, |edge, target| {
                if let Some(number) = numbers.get(&target) {
                    graph.edges.push((*number, edge));
                }
            });
        }
        graph.find_components();
        graph.find_depths();
        graph
    }

    fn edges(&self, cell: u32) -> &[(u32, Edge)] {
        let at = cell as usize;
        let first = self.cells.get(at).map_or(0, |cell| cell.first);
        let end = self.cells.get(at + 1).map(|cell| cell.first);
        let end = end.unwrap_or(self.edges.len());
        self.edges.get(first..end).unwrap_or_default()
    }

    fn component(&self, cell: u32) -> u32 {
        self.cells
            .get(cell as usize)
            .map_or(NONE, |cell| cell.component)
    }

    fn depth(&self, cell: u32) -> u32 {
        self.cells
            .get(cell as usize)
            .map_or(NONE, |cell| cell.depth)
    }

    fn step(&self, (cell, edge): (u32, Edge)) -> Option<Step> {
        let tag = self.cells.get(cell as usize)?.tag;
        Some(Step { tag, edge })
    }

    /// Tarjan's strongly connected components, with a stack of its own.
    fn find_components(&mut self) {
        let count = self.cells.len();
        let mut index = vec![NONE; count];
        let mut low = vec![NONE; count];
        let mut open = Vec::new();
        let (mut next, mut components) = (0, 0);
        for root in 0..count as u32 {
            if index.get(root as usize) != Some(&NONE) {
                continue;
            }
            let mut walk = vec![(root, 0)];
            while let Some((cell, at)) = walk.pop() {
                let here = cell as usize;
                if at == 0 {
                    put(&mut index, here, next);
                    put(&mut low, here, next);
                    next += 1;
                    open.push(cell);
                }
                if let Some((target, _)) = self.edges(cell).get(at).copied() {
                    walk.push((cell, at + 1));
                    if get(&index, target) == NONE {
                        walk.push((target, 0));
                    } else if self.component(target) == NONE {
                        let lower = get(&low, cell).min(get(&index, target));
                        put(&mut low, here, lower);
                    }
                    continue;
                }
                if get(&low, cell) == get(&index, cell) {
                    while let Some(member) = open.pop() {
                        if let Some(member) = self.cells.get_mut(member as usize) {
                            member.component = components;
                        }
                        if member == cell {
                            break;
                        }
                    }
                    components += 1;
                }
                if let Some((parent, _)) = walk.last().copied() {
                    let lower = get(&low, parent).min(get(&low, cell));
                    put(&mut low, parent as usize, lower);
                }
            }
        }
    }

    /// The cells on cycles have depth 0; the others are reached from them.
    fn find_depths(&mut self) {
        let mut pending = VecDeque::new();
        for cell in 0..self.cells.len() as u32 {
            let own = self.component(cell);
            let mut edges = self.edges(cell).iter();
            // A component with one cell is a cycle only if that refers to itself; in a larger one every cell has a
            // reference into it.
            if edges.any(|(target, _)| self.component(*target) == own) {
                if let Some(cell) = self.cells.get_mut(cell as usize) {
                    cell.depth = 0;
                }
                pending.push_back(cell);
            }
        }
        while let Some(cell) = pending.pop_front() {
            let depth = self.depth(cell) + 1;
            for (target, edge) in self.edges(cell).to_vec() {
                if let Some(target_cell) = self.cells.get_mut(target as usize)
                    && target_cell.depth == NONE
                {
                    target_cell.depth = depth;
                    target_cell.from = Some((cell, edge));
                    pending.push_back(target);
                }
            }
        }
    }

    fn hold(&self, cell: u32) -> Hold {
        match self.depth(cell) {
            0 => self.cycle(cell),
            _other => Hold::Path(self.path(cell, |cell| self.cells.get(cell as usize)?.from)),
        }
    }

    /// The steps that lead to a cell, first to last.
    fn path(&self, to: u32, from: impl Fn(u32) -> Option<(u32, Edge)>) -> Box<[Step]> {
        let mut steps = Vec::new();
        let mut cell = to;
        while let Some(before) = from(cell) {
            steps.extend(self.step(before));
            cell = before.0;
        }
        steps.reverse();
        steps.into()
    }

    /// The shortest cycle through a cell that is on one.
    fn cycle(&self, start: u32) -> Hold {
        let component = self.component(start);
        let mut from: HashMap<u32, (u32, Edge)> = HashMap::new();
        let mut pending = VecDeque::from([start]);
        while let Some(cell) = pending.pop_front() {
            for (target, edge) in self.edges(cell) {
                if *target == start {
                    let mut steps = self.path(cell, |cell| from.get(&cell).copied()).into_vec();
                    steps.extend(self.step((cell, *edge)));
                    return repeated(steps);
                }
                if self.component(*target) == component
                    && let Entry::Vacant(entry) = from.entry(*target)
                {
                    entry.insert((cell, *edge));
                    pending.push_back(*target);
                }
            }
        }
        repeated(Vec::new())
    }
}

/// Longer parts are not looked for.
const LONGEST_PART: usize = 16;

/// A cycle as its shortest part that repeats.
fn repeated(mut steps: Vec<Step>) -> Hold {
    let length = steps.len();
    let parts = (1..=LONGEST_PART.min(length)).filter(|part| length.is_multiple_of(*part));
    for part in parts {
        let shifted = steps.iter().skip(part);
        if steps.iter().zip(shifted).all(|(left, right)| left == right) {
            steps.truncate(part);
            return Hold::Cycle {
                steps: steps.into(),
                times: length / part,
            };
        }
    }
    Hold::Cycle {
        steps: steps.into(),
        times: 1,
    }
}

fn get(numbers: &[u32], at: u32) -> u32 {
    numbers.get(at as usize).copied().unwrap_or(NONE)
}

fn put(numbers: &mut [u32], at: usize, value: u32) {
    if let Some(number) = numbers.get_mut(at) {
        *number = value;
    }
}
