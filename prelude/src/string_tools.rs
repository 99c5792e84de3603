//! The leaf functions of Haxe's `StringTools`; what is easier in Haxe stands in `prelude/hx/StringTools.hx`.

use std::fmt::{self, Write};

use crate::Str;

/// `StringTools.startsWith`.
pub fn starts_with(text: &str, start: &str) -> bool {
    text.starts_with(start)
}

/// `StringTools.endsWith`.
pub fn ends_with(text: &str, end: &str) -> bool {
    text.ends_with(end)
}

/// `StringTools.contains`.
pub fn contains(text: &str, part: &str) -> bool {
    text.contains(part)
}

/// The white space of `StringTools`: space and the five controls from tab on.
fn is_space_char(char: char) -> bool {
    crate::float::is_space(char)
}

/// `StringTools.isSpace`: false outside.
pub fn is_space(text: &Str, index: i32) -> bool {
    matches!(text.char_code_at(index), Some(32 | 9..=13))
}

/// `StringTools.ltrim`.
pub fn ltrim(text: &str) -> &str {
    text.trim_start_matches(is_space_char)
}

/// `StringTools.rtrim`.
pub fn rtrim(text: &str) -> &str {
    text.trim_end_matches(is_space_char)
}

/// `StringTools.trim`.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space_char)
}

/// What has to be added to `text` until it has `length` code points: `pad` once and again, the last one whole.
fn padding(text: &Str, pad: &Str, length: i32) -> String {
    let missing = length.saturating_sub(text.length());
    match pad.length() {
        width if width > 0 && missing > 0 => {
            let times = (missing - 1) / width + 1;
            pad.repeat(times as usize)
        }
        _ => String::new(),
    }
}

/// `StringTools.lpad`.
pub fn lpad(text: &Str, pad: &Str, length: i32) -> Str {
    let mut padded = padding(text, pad, length);
    padded.push_str(text);
    Str::from(padded)
}

/// `StringTools.rpad`.
pub fn rpad(text: &Str, pad: &Str, length: i32) -> Str {
    let mut padded = text.to_string();
    padded.push_str(&padding(text, pad, length));
    Str::from(padded)
}

/// `StringTools.replace`: an empty `sub` stands between all characters.
pub fn replace(text: &str, sub: &str, by: &str) -> Str {
    if !sub.is_empty() {
        return Str::from(text.replace(sub, by));
    }
    let mut replaced = String::new();
    for (at, char) in text.chars().enumerate() {
        if at > 0 {
            replaced.push_str(by);
        }
        replaced.push(char);
    }
    Str::from(replaced)
}

/// `StringTools.hex`: the 32 bits, in capitals, at least `digits` long.
pub fn hex(value: i32, digits: Option<i32>) -> Str {
    let width = usize::try_from(digits.unwrap_or(0)).unwrap_or(0);
    Str::from(format!("{value:0width$X}"))
}

/// `StringTools.htmlEscape`.
pub fn html_escape(text: &str, quotes: Option<bool>) -> Str {
    let quotes = quotes.unwrap_or(false);
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' if quotes => escaped.push_str("&quot;"),
            '\'' if quotes => escaped.push_str("&#039;"),
            _ => escaped.push(char),
        }
    }
    Str::from(escaped)
}

/// `StringTools.htmlUnescape`.
pub fn html_unescape(text: &str) -> Str {
    let text = text
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&quot;", "\"")
        .replace("&#039;", "'")
        .replace("&amp;", "&");
    Str::from(text)
}

/// `StringTools.urlEncode`: all but letters, digits and `-_.` as bytes of UTF-8.
pub fn url_encode(text: &str) -> Str {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            match write!(encoded, "%{byte:02X}") {
                Ok(()) | Err(fmt::Error) => {}
            }
        }
    }
    Str::from(encoded)
}

/// `StringTools.urlDecode`: also `+` as a space; a `%` that begins no escape is left out.
pub fn url_decode(text: &str) -> Str {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let escaped = match (byte, after) {
            (b'%', [high, low, ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                digit(*high).zip(digit(*low))
            }
            _ => None,
        };
        rest = match escaped {
            Some((high, low)) => {
                decoded.push((high * 16 + low) as u8);
                after.get(2..).unwrap_or_default()
            }
            None => {
                match byte {
                    b'%' => {}
                    b'+' => decoded.push(b' '),
                    _ => decoded.push(byte),
                }
                after
            }
        };
    }
    Str::from(String::from_utf8_lossy(&decoded))
}

/// `SysTools.quoteUnixArg`: single quotation marks around all but harmless characters; those inside become `'"'"'`.
pub fn quote_unix_arg(argument: &str) -> Str {
    let harmless = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if !argument.is_empty() && argument.chars().all(harmless) {
        return Str::from(argument);
    }
    Str::from(format!("'{}'", argument.replace('\'', "'\"'\"'")))
}

/// `SysTools.quoteWinArg`: what `CommandLineToArgvW` reads as one argument, and with `shell` what `cmd.exe` hands on.
pub fn quote_win_arg(argument: &str, shell: bool) -> Str {
    let inner = argument.strip_prefix('/').unwrap_or(argument);
    let special = |c: char| matches!(c, ' ' | '\t' | '/' | '\\' | '"');
    let quoted = if inner.is_empty() || inner.contains(special) {
        quote_win_word(argument)
    } else {
        String::from(argument)
    };
    if !shell {
        return Str::from(quoted);
    }
    let mut escaped = String::with_capacity(quoted.len());
    for c in quoted.chars() {
        if " ()%!^\"<>&|\n\r,;".contains(c) {
            escaped.push('^');
        }
        escaped.push(c);
    }
    Str::from(escaped)
}

/// Backslashes are doubled in front of a quotation mark, also of the one at the end.
fn quote_win_word(argument: &str) -> String {
    let slash = argument.char_indices().skip(1).any(|(_, c)| c == '/');
    let marks = argument.is_empty() || argument.contains([' ', '\t']) || slash;
    let mut word = String::from(if marks { "\"" } else { "" });
    let mut backslashes = 0;
    for c in argument.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                word.push_str(&"\\".repeat(backslashes));
                word.push('\\');
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        word.push(c);
    }
    if marks {
        word.push_str(&"\\".repeat(backslashes));
        word.push('"');
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming() {
        assert_eq!(trim("  a b \n"), "a b");
        assert_eq!(ltrim(" \t\u{a0}a"), "\u{a0}a");
        assert_eq!(rtrim("a \r\n"), "a");
        assert!(is_space(&Str::lit("a b"), 1) && !is_space(&Str::lit("a b"), 9));
    }

    #[test]
    fn padding() {
        let pad = |pad: &'static str, length| {
            let pad = Str::lit(pad);
            (
                lpad(&Str::lit("a"), &pad, length),
                rpad(&Str::lit("a"), &pad, length),
            )
        };
        assert_eq!(pad("xy", 4), (Str::lit("xyxya"), Str::lit("axyxy")));
        assert_eq!(pad("xy", 1), (Str::lit("a"), Str::lit("a")));
        assert_eq!(pad("", 4), (Str::lit("a"), Str::lit("a")));
    }

    #[test]
    fn replacing() {
        assert_eq!(replace("aXbXc", "X", "--"), "a--b--c");
        assert_eq!(replace("abc", "", "-"), "a-b-c");
        assert_eq!(
            html_escape("<a href=\"x\">'&", None),
            "&lt;a href=\"x\"&gt;'&amp;"
        );
        assert_eq!(html_escape("\"'", Some(true)), "&quot;&#039;");
        assert_eq!(html_unescape("&lt;&gt;&amp;&quot;&#039;"), "<>&\"'");
        assert_eq!(url_encode("a b&é~/"), "a%20b%26%C3%A9%7E%2F");
        assert_eq!(url_decode("a%20b+%C3%A9%zz%"), "a b ézz");
        assert_eq!(url_decode("%4 %%41%"), "4 A");
    }

    #[test]
    fn hexadecimal() {
        for (value, digits, expected) in [
            (255, None, "FF"),
            (255, Some(4), "00FF"),
            (-1, None, "FFFFFFFF"),
            (0, None, "0"),
            (0, Some(3), "000"),
            (0, Some(-3), "0"),
        ] {
            assert_eq!(hex(value, digits), expected);
        }
    }

    #[test]
    fn quoting() {
        for (argument, unix, windows, shell) in [
            ("", "''", "\"\"", "^\"^\""),
            ("a-b/c.d", "a-b/c.d", "\"a-b/c.d\"", "^\"a-b/c.d^\""),
            ("a b", "'a b'", "\"a b\"", "^\"a^ b^\""),
            ("it's", "'it'\"'\"'s'", "it's", "it's"),
            (r"a\", r"'a\'", r"a\", r"a\"),
            (r"a b\", r"'a b\'", r#""a b\\""#, r#"^"a^ b\\^""#),
            (r#"a\"b"#, r#"'a\"b'"#, r#"a\\\"b"#, r#"a\\\^"b"#),
            ("/x", "/x", "/x", "/x"),
        ] {
            assert_eq!(quote_unix_arg(argument), unix);
            assert_eq!(quote_win_arg(argument, false), windows);
            assert_eq!(quote_win_arg(argument, true), shell);
        }
    }
}
