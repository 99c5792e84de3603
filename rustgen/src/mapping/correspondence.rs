//! Which token of Rust says the same as which token of Haxe: a name and its renamed form, a literal and the same value,
//! an operator and the operator, method or keyword that stands for it. It knows no places.

use super::haxe_tokens::Kind;

/// Keywords and functions of Rust, and what they stand for.
const WORDS: &[(&str, &str)] = &[
    ("let", "var"),
    ("let", "final"),
    ("const", "var"),
    ("const", "final"),
    ("fn", "function"),
    ("match", "switch"),
    ("matches", "switch"),
    ("Err", "throw"),
    ("loop", "do"),
    ("loop", "while"),
    ("self", "this"),
    ("None", "null"),
    ("trace", "trace"),
    ("len", "length"),
    ("trait", "interface"),
    ("trait", "class"),
    ("struct", "class"),
    ("attempt", "try"),
    ("guard", "try"),
    ("as", "cast"),
];

/// Methods and functions of Rust, and the operators that they stand for.
const METHODS: &[(&str, &str)] = &[
    ("wrapping_add", "+ ++ +="),
    ("wrapping_sub", "- -- -="),
    ("wrapping_mul", "* *="),
    ("wrapping_neg", "-"),
    ("wrapping_shl", "<< <<="),
    ("wrapping_shr", ">> >>= >>> >>>="),
    ("rem", "% %="),
    ("is_none", "=="),
    ("is_some", "!="),
    ("is_empty", "== !="),
    ("same", "== !="),
    ("ptr_eq", "== !="),
    ("addr_eq", "== !="),
    ("set", "= ++ -- += -= *= /= %= |= &= ^= <<= >>= >>>= ??="),
    ("unwrap_or", "??"),
    ("or_else", "??"),
    ("push_str", "+="),
    ("format", "+"),
    ("add", "+"),
    ("subtract", "-"),
    ("multiply", "*"),
    ("divide", "/"),
    ("modulo", "%"),
    ("if", "?"),
    ("else", ":"),
];

/// Operators of Rust, and those of Haxe that they stand for where these are others.
const OPERATORS: &[(&str, &str)] = &[
    ("..", "..."),
    (">>", ">>>"),
    ("+=", "++ +"),
    ("-=", "-- -"),
    ("+", "++ +="),
    ("-", "-- -="),
    ("*", "*="),
    ("/", "/="),
    ("%", "%="),
    ("&", "&="),
    ("|", "|="),
    ("^", "^="),
    ("<<", "<<="),
    (">>", ">>= >>>="),
    ("=>", ":"),
    ("!", "~ !="),
    ("==", "!="),
    ("!=", "=="),
];

/// The operators of Rust that have more than one character, longest first.
pub(crate) const RUST_OPERATORS: &[&str] = &[
    "<<=", ">>=", "..=", "=>", "==", "!=", "<=", ">=", "&&", "+=", "-=", "*=", "/=", "%=", "&=",
    "^=", "<<", ">>", "..",
];

/// Whether a token of Rust stands for a token of Haxe.
pub(crate) fn corresponds(rust: &str, haxe: &str, kind: Kind) -> bool {
    let listed = |list: &[(&str, &str)]| {
        let mut list = list.iter();
        list.any(|(word, all)| *word == rust && all.split(' ').any(|one| one == haxe))
    };
    match kind {
        Kind::Word => is_name(rust) && (folded(rust) == folded(haxe) || listed(WORDS)),
        Kind::Operator => rust == haxe || listed(OPERATORS) || listed(METHODS),
        Kind::Number => number(rust).is_some_and(|value| number(haxe) == Some(value)),
        Kind::Text => text(rust, haxe),
    }
}

/// Whether a token is a name or keyword.
pub(crate) fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c == '_' || c.is_alphabetic())
}

/// A name without what renaming changes: case, underscores, numbers behind it, the mark of raw names.
fn folded(name: &str) -> String {
    let name = name.trim_start_matches("r#");
    let without = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
    let name = if without.is_empty() { name } else { without };
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// The value of a number of either language.
fn number(token: &str) -> Option<f64> {
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let token = token.replace('_', "");
    if let Some(digits) = token
        .strip_prefix("0x")
        .or_else(|| token.strip_prefix("0X"))
    {
        let digits = digits.trim_end_matches("i32");
        return u32::from_str_radix(digits, 16).ok().map(f64::from);
    }
    let token = token.trim_end_matches("i32").trim_end_matches("f64");
    token.trim_end_matches('.').parse().ok()
}

/// Whether a literal of Rust is a text of Haxe, or a format string that holds it.
fn text(rust: &str, haxe: &str) -> bool {
    let Ok(rust) = syn::parse_str::<syn::LitStr>(rust) else {
        return false;
    };
    let rust = rust.value();
    let value = decoded(haxe);
    rust == value
        || (!value.is_empty()
            && rust.contains('{')
            && rust.contains(&value.replace('{', "{{").replace('}', "}}")))
}

/// The value of a text of Haxe, or of the part of one, without its quotes.
fn decoded(token: &str) -> String {
    let quoted = token
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let token = quoted.unwrap_or_else(|| {
        let token = token.strip_prefix(['\'', '}']).unwrap_or(token);
        token.strip_suffix('\'').unwrap_or(token)
    });
    let mut out = String::new();
    let mut letters = token.chars();
    while let Some(letter) = letters.next() {
        if letter == '$' && letters.as_str().starts_with('$') {
            letters.next();
        }
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        let rest = letters.as_str();
        let coded = |from: usize, to: Option<usize>| {
            let digits = rest.get(from..to?)?;
            let radix = if digits.len() == 3 && from == 0 {
                8
            } else {
                16
            };
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)
        };
        let (found, length) = match letters.next() {
            Some('n') => (Some('\n'), 0),
            Some('t') => (Some('\t'), 0),
            Some('r') => (Some('\r'), 0),
            Some('x') => (coded(1, Some(3)), 2),
            Some('u') if rest.starts_with("u{") => {
                let end = rest.find('}');
                (coded(2, end), end.unwrap_or(1))
            }
            Some('u') => (coded(1, Some(5)), 4),
            Some('0'..='3') => (coded(0, Some(3)), 2),
            other => (other, 0),
        };
        out.extend(found);
        letters = letters.as_str().get(length..).unwrap_or_default().chars();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_the_same() {
        for (rust, haxe, kind) in [
            ("add_total", "addTotal", Kind::Word),
            ("r#type", "type", Kind::Word),
            ("value2", "value", Kind::Word),
            ("_unused", "unused", Kind::Word),
            ("FooBar", "FooBar", Kind::Word),
            ("match", "switch", Kind::Word),
            ("wrapping_add", "+=", Kind::Operator),
            ("..", "...", Kind::Operator),
            ("31_i32", "0x1F", Kind::Number),
            ("2.0", "2", Kind::Number),
            ("\"a\\n\"", "'a\\n'", Kind::Text),
            ("\"n is {n}: {{}}\"", "'n is ", Kind::Text),
            ("\"{} é{{\"", "} \\u00e9{'", Kind::Text),
            ("\"A!\"", "\"\\x41\\041\"", Kind::Text),
        ] {
            assert!(corresponds(rust, haxe, kind), "{rust} {haxe}");
        }
        for (rust, haxe, kind) in [
            ("add", "addTotal", Kind::Word),
            ("wrapping_add", "-", Kind::Operator),
            ("1", "2", Kind::Number),
            ("\"a\"", "\"b\"", Kind::Text),
            ("\"\"", "'x", Kind::Text),
        ] {
            assert!(!corresponds(rust, haxe, kind), "{rust} {haxe}");
        }
    }
}
