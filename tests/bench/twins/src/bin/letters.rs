//! Text that is not ASCII: letters are counted, words mirrored and sought, palindromes found.

use std::collections::HashMap;
use twins::Random;

const ALPHABET: &str = "αβγδεζηθικλμνξοπρστυφχψω";
const OTHERS: [&str; 8] = [
    "größe",
    "naïve",
    "чай",
    "日本語",
    "🙂",
    "anna",
    "шалаш",
    "été",
];

fn word(random: &mut Random, alphabet: &[char]) -> String {
    if random.next(10, 5) == 0 {
        return random.pick(10, &OTHERS).to_owned();
    }
    (0..2 + random.next(10, 5))
        .map(|_| alphabet[random.next(10, alphabet.len() as i32) as usize])
        .collect()
}

fn mirrored(text: &str) -> String {
    text.chars().rev().collect()
}

fn is_palindrome(text: &str) -> bool {
    text.chars().eq(text.chars().rev())
}

fn main() {
    let mut random = Random::new(31);
    let alphabet: Vec<char> = ALPHABET.chars().collect();
    let mut text = String::new();
    for at in 0..12000 * twins::scale() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(&word(&mut random, &alphabet));
    }
    let length = text.chars().count();
    println!("{length} letters");

    let mut counts: HashMap<char, i32> = HashMap::new();
    for letter in text.chars() {
        *counts.entry(letter).or_default() += 1;
    }
    let mut letters: Vec<char> = counts.keys().copied().collect();
    letters.sort_by(|a, b| counts[b].cmp(&counts[a]).then_with(|| a.cmp(b)));
    let shown: Vec<String> = letters[..12]
        .iter()
        .map(|letter| format!("{letter}={}", counts[letter]))
        .collect();
    println!("{}", shown.join(" "));

    let (mut palindromes, mut check) = (0, 0);
    for word in text.split(' ') {
        if is_palindrome(word) {
            palindromes += 1;
        } else if mirrored(word).as_str() < word {
            check += 1;
        }
    }
    println!("{palindromes} palindromes, {check} greater than their mirrors");

    // Positions are counted in letters, so the letters before each find are counted on.
    let (mut found, mut position, mut last) = (0_usize, 0, 0);
    for (at, _) in text.match_indices("größe") {
        position += text[last..at].chars().count();
        last = at;
        found += position & 0xff;
    }
    let middle: String = text.chars().skip(100).take(12).collect();
    let end: String = text.chars().skip(length - 9).collect();
    let mirrored_length = mirrored(&text).chars().count();
    println!("{found}, {middle}, {end}, {mirrored_length}");
}
