//! Shortest ways over a map with one-way streets: places in a vector that name each other by index.

use twins::Random;

const UNREACHED: i32 = 1 << 30;

struct Place {
    name: String,
    roads: Vec<Road>,
    distance: i32,
    previous: Option<usize>,
    is_settled: bool,
}

struct Road {
    to: usize,
    length: i32,
}

impl Place {
    fn new(name: String) -> Self {
        Self {
            name,
            roads: Vec::new(),
            distance: UNREACHED,
            previous: None,
            is_settled: false,
        }
    }

    fn connect(&mut self, to: usize, length: i32) {
        self.roads.push(Road { to, length });
    }

    fn reset(&mut self) {
        self.distance = UNREACHED;
        self.previous = None;
        self.is_settled = false;
    }
}

/// Places to visit, the nearest first; a place may wait more than once. Equal distances come in the order of the Haxe
/// program, so this is its heap and not that of the standard library.
#[derive(Default)]
struct Agenda {
    entries: Vec<(i32, usize)>,
}

impl Agenda {
    fn add(&mut self, place: usize, distance: i32) {
        self.entries.push((distance, place));
        let mut at = self.entries.len() - 1;
        while at > 0 {
            let parent = (at - 1) / 2;
            if self.entries[parent].0 <= self.entries[at].0 {
                break;
            }
            self.entries.swap(at, parent);
            at = parent;
        }
    }

    fn next(&mut self) -> Option<usize> {
        if self.entries.is_empty() {
            return None;
        }
        let (_, first) = self.entries.swap_remove(0);
        let mut at = 0;
        loop {
            let mut child = at * 2 + 1;
            if child >= self.entries.len() {
                break;
            }
            if child + 1 < self.entries.len() && self.entries[child + 1].0 < self.entries[child].0 {
                child += 1;
            }
            if self.entries[at].0 <= self.entries[child].0 {
                break;
            }
            self.entries.swap(at, child);
            at = child;
        }
        Some(first)
    }
}

fn world(size: usize, random: &mut Random) -> Vec<Place> {
    let mut places: Vec<Place> = (0..size).map(|at| Place::new(format!("p{at}"))).collect();
    for at in 0..size {
        places[at].connect((at + 1) % size, 40 + random.next(12, 20));
        for _ in 0..4 {
            let to = random.next(12, size as i32) as usize;
            places[at].connect(to, 10 + random.next(12, 300));
        }
    }
    places
}

fn walk(places: &mut [Place], start: usize) {
    for place in places.iter_mut() {
        place.reset();
    }
    places[start].distance = 0;
    let mut agenda = Agenda::default();
    agenda.add(start, 0);
    while let Some(place) = agenda.next() {
        if places[place].is_settled {
            continue;
        }
        places[place].is_settled = true;
        for at in 0..places[place].roads.len() {
            let Road { to, length } = places[place].roads[at];
            let distance = places[place].distance + length;
            if distance < places[to].distance {
                places[to].distance = distance;
                places[to].previous = Some(place);
                agenda.add(to, distance);
            }
        }
    }
}

fn way(places: &[Place], to: usize) -> String {
    let mut names: Vec<&str> = std::iter::successors(Some(to), |&at| places[at].previous)
        .map(|at| places[at].name.as_str())
        .collect();
    names.reverse();
    names.join(" ")
}

fn main() {
    let mut random = Random::new(12345);
    let mut places = world(4000, &mut random);
    for round in 0..2 * twins::scale() {
        let start = (round * 977) % places.len();
        walk(&mut places, start);
        let mut far = start;
        for (at, place) in places.iter().enumerate() {
            if place.distance > places[far].distance {
                far = at;
            }
        }
        if round < 2 {
            println!("{}: {}", places[far].distance, way(&places, far));
        }
    }
}
