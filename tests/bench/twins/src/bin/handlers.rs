//! Handlers of signals, functions made of functions, counters that remember: boxed closures.

use std::cell::Cell;

struct Signal<'a, T> {
    handlers: Vec<Box<dyn Fn(T) + 'a>>,
}

impl<'a, T: Copy> Signal<'a, T> {
    fn new() -> Self {
        Self {
            handlers: Vec::new(),
        }
    }

    fn connect(&mut self, handler: impl Fn(T) + 'a) {
        self.handlers.push(Box::new(handler));
    }

    fn emit(&self, value: T) {
        for handler in &self.handlers {
            handler(value);
        }
    }
}

fn compose(steps: Vec<Box<dyn Fn(i32) -> i32>>) -> Box<dyn Fn(i32) -> i32> {
    let mut whole: Box<dyn Fn(i32) -> i32> = Box::new(|x| x);
    for step in steps {
        let before = whole;
        whole = Box::new(move |x| step(before(x)));
    }
    whole
}

fn counter(step: i32) -> Box<dyn FnMut() -> i32> {
    let mut count = 0_i32;
    Box::new(move || {
        count = count.wrapping_add(step);
        count
    })
}

fn fold<A, B>(items: &[A], start: B, join: impl Fn(B, &A) -> B) -> B {
    let mut result = start;
    for item in items {
        result = join(result, item);
    }
    result
}

fn main() {
    let scale = twins::scale() as i32;
    let (sum, evens, longest) = (Cell::new(0_i32), Cell::new(0), Cell::new(0));
    let mut signal = Signal::new();
    signal.connect(|value: i32| sum.set(sum.get().wrapping_add(value) & 0xffffff));
    signal.connect(|value| {
        if value % 2 == 0 {
            evens.set(evens.get() + 1);
        }
    });
    signal.connect(|value| longest.set(longest.get().max(value)));
    let sum_seen = &sum;
    for offset in 0..3 {
        signal.connect(move |value| sum_seen.set(sum_seen.get() ^ (value << offset)));
    }
    for round in 0..30000 * scale {
        signal.emit(round.wrapping_mul(7919) & 0xffff);
    }
    println!("{} {} {}", sum.get(), evens.get(), longest.get());

    let steps = (1..11).map(|factor| -> Box<dyn Fn(i32) -> i32> {
        Box::new(move |x: i32| x.wrapping_mul(factor).wrapping_add(3) & 0xfffff)
    });
    let chain = compose(steps.collect());
    let mut check = 0_i32;
    for round in 0..12000 * scale {
        check = check.wrapping_add(chain(round)) & 0xffffff;
    }
    println!("{check}");

    let mut counters: Vec<_> = (1..9).map(counter).collect();
    for round in 0..30000 * scale as usize {
        let at = round % counters.len();
        check ^= counters[at]();
    }
    println!("{check}");

    let items: Vec<i32> = (0..1000).collect();
    for round in 0..60 * scale {
        check = fold(&items, check, |total, item| {
            total.wrapping_mul(31).wrapping_add(item ^ round) & 0xffffff
        });
    }
    println!("{check}");
}
