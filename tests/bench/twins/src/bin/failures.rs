//! Records that are parsed field by field, where one in five is wrong at some depth: results and question marks.

use std::collections::BTreeMap;
use twins::Random;

struct Mistake {
    field: &'static str,
    code: i32,
    /// What an exception says of itself; nobody asks here, either.
    _message: String,
}

impl Mistake {
    fn new(field: &'static str, code: i32) -> Self {
        let _message = format!("{field} is wrong");
        Self {
            field,
            code,
            _message,
        }
    }
}

struct Date {
    year: i32,
    month: i32,
    day: i32,
}

fn number(field: &'static str, text: &str, from: i32, to: i32) -> Result<i32, Mistake> {
    let mut value = 0_i32;
    for letter in text.chars() {
        let digit = letter.to_digit(10).ok_or_else(|| Mistake::new(field, 1))?;
        value = value.wrapping_mul(10).wrapping_add(digit as i32);
    }
    if (from..=to).contains(&value) {
        Ok(value)
    } else {
        Err(Mistake::new(field, 2))
    }
}

fn date(text: &str) -> Result<Date, Mistake> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return Err(Mistake::new("date", 3));
    };
    Ok(Date {
        year: number("year", year, 1900, 2100)?,
        month: number("month", month, 1, 12)?,
        day: number("day", day, 1, 31)?,
    })
}

/// Checks down a chain of calls; what goes wrong at the bottom passes through all of them.
fn deep(levels: i32, value: i32) -> Result<i32, String> {
    if levels == 0 {
        return match value % 7 {
            0 => Err("seven".to_owned()),
            _ => Ok(value),
        };
    }
    Ok(deep(levels - 1, value)?.wrapping_add(1))
}

fn main() {
    let mut random = Random::new(99);
    let (mut good, mut days, mut sevens, mut total) = (0, 0_i32, 0, 0_i32);
    let mut mistakes: BTreeMap<&str, i32> = BTreeMap::new();
    for round in 0..8000 * twins::scale() as i32 {
        let text = match random.next(9, 15) {
            0 => "1999-13-01".to_owned(),
            1 => "2020-0x-07".to_owned(),
            2 => "20-5".to_owned(),
            other => format!(
                "{}-{}-{}",
                1950 + random.next(9, 120),
                1 + random.next(9, 12),
                1 + other * 2
            ),
        };
        match date(&text) {
            Ok(parsed) => {
                good += 1;
                days += parsed.day + parsed.month * 30 + parsed.year;
                days &= 0xffffff;
            }
            Err(mistake) => *mistakes.entry(mistake.field).or_default() += mistake.code,
        }
        match deep(12, round) {
            Ok(value) => total = total.wrapping_add(value) & 0xffffff,
            Err(word) => sevens += word.len(),
        }
    }
    println!("{good} good, {days}, {sevens}, {total}");
    for (field, count) in &mistakes {
        println!("{field}: {count}");
    }
}
