//! A text is made, cut into words, and counted.

use std::collections::HashMap;

struct Random {
    seed: i32,
}

impl Random {
    fn next(&mut self, below: i32) -> i32 {
        self.seed = self.seed.wrapping_mul(1103515245).wrapping_add(12345) & 0x3fffffff;
        (self.seed >> 8) % below
    }
}

const SYLLABLES: [&str; 9] = ["ka", "to", "ri", "me", "su", "lo", "ne", "wa", "chi"];

fn word(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..1 + random.next(3) {
        text.push_str(SYLLABLES[random.next(SYLLABLES.len() as i32) as usize]);
    }
    text
}

fn main() {
    let mut random = Random { seed: 42 };
    let mut text = String::new();
    for at in 0..60000 * twins::scale() {
        if at > 0 {
            text.push_str(if at % 12 == 0 { ".\n" } else { " " });
        }
        text.push_str(&word(&mut random));
    }
    let mut counts: HashMap<&str, i32> = HashMap::new();
    let mut letters = 0;
    for line in text.split('\n') {
        for part in line.split(' ') {
            let key = part.strip_suffix('.').unwrap_or(part);
            letters += key.chars().count();
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut keys: Vec<&str> = counts.keys().copied().collect();
    keys.sort_by(|a, b| counts[b].cmp(&counts[a]).then_with(|| a.cmp(b)));
    for key in &keys[..10] {
        println!("{}: {}", key.to_uppercase(), counts[key]);
    }
    println!("{letters} letters in {} words", keys.len());
}
