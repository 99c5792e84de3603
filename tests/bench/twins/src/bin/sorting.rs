//! Sorting with a comparator, a heap of any type, and chains of filter and map.

struct Heap<T, F> {
    items: Vec<T>,
    before: F,
}

impl<T, F: Fn(&T, &T) -> bool> Heap<T, F> {
    fn new(before: F) -> Self {
        Self {
            items: Vec::new(),
            before,
        }
    }

    fn push(&mut self, item: T) {
        self.items.push(item);
        let mut at = self.items.len() - 1;
        while at > 0 {
            let parent = (at - 1) / 2;
            if !(self.before)(&self.items[at], &self.items[parent]) {
                break;
            }
            self.items.swap(at, parent);
            at = parent;
        }
    }

    fn pop(&mut self) -> Option<T> {
        if self.items.is_empty() {
            return None;
        }
        let top = self.items.swap_remove(0);
        let mut at = 0;
        loop {
            let mut child = at * 2 + 1;
            if child >= self.items.len() {
                break;
            }
            if child + 1 < self.items.len()
                && (self.before)(&self.items[child + 1], &self.items[child])
            {
                child += 1;
            }
            if !(self.before)(&self.items[child], &self.items[at]) {
                break;
            }
            self.items.swap(at, child);
            at = child;
        }
        Some(top)
    }
}

struct Entry {
    name: String,
    weight: i32,
}

struct Random {
    seed: i32,
}

impl Random {
    fn next(&mut self, below: i32) -> i32 {
        self.seed = self.seed.wrapping_mul(16807).wrapping_add(11) & 0xffffff;
        self.seed % below
    }
}

fn sort(random: &mut Random, is_shown: bool) {
    let entries: Vec<Entry> = (0..12000)
        .map(|at| Entry {
            name: format!("n{}", at % 97),
            weight: random.next(10000),
        })
        .collect();
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by(|a, b| a.weight.cmp(&b.weight).then_with(|| a.name.cmp(&b.name)));

    let mut heap = Heap::new(|a: &&Entry, b: &&Entry| a.weight < b.weight);
    for entry in &entries {
        heap.push(entry);
    }
    let mut check = 0_i32;
    while let Some(entry) = heap.pop() {
        check = check.wrapping_mul(33).wrapping_add(entry.weight) & 0xffffff;
    }

    let mut sum = 0;
    for round in 0..10 {
        let chosen: Vec<&Entry> = entries
            .iter()
            .filter(|entry| entry.weight % 10 == round)
            .collect();
        let doubled: Vec<i32> = chosen
            .iter()
            .map(|entry| entry.weight * 2 + round)
            .collect();
        sum += doubled.len();
    }

    if is_shown {
        let first: Vec<String> = sorted[..5]
            .iter()
            .map(|entry| format!("{}:{}", entry.name, entry.weight))
            .collect();
        println!("{}", first.join(" "));
        println!("{check}");
        println!("{sum}");
    }
}

fn main() {
    let mut random = Random { seed: 7 };
    for round in 0..twins::scale() {
        sort(&mut random, round == 0);
    }
}
