//! What patterns match: the whole match and its groups, beside what is no pattern.

use super::*;

/// The texts of all groups of the first match, `-` where one took no part.
fn groups(pattern: &str, options: &str, text: &str) -> String {
    let text = Str::from(text);
    let number = match compile(pattern, options) {
        Ok(number) => number,
        Err(problem) => return problem.message().to_string(),
    };
    let count = find(number, &text, 0, text.length()).unwrap_or(-1);
    let group = |group: i32| match position(2 * group) {
        -1 => String::from("-"),
        start => text
            .substring(start, Some(position(2 * group + 1)))
            .to_string(),
    };
    (0..count).map(group).collect::<Vec<_>>().join("|")
}

#[test]
fn patterns() {
    for (pattern, options, text, expected) in [
        ("a(b)?(c)", "", "xxacyy", "ac|-|c"),
        ("b", "", "éab", "b"),
        ("(a|ab)(c|bcd)(d*)", "", "abcd", "abcd|a|bcd|"),
        ("a+?b", "", "aaab", "aaab"),
        ("a{2,3}?", "", "aaa", "aa"),
        ("a{2}{2}", "", "aaaaa", "aaaa"),
        ("x{,2}", "", "x{,2}", "x{,2}"),
        ("(a*)*", "", "aab", "aa|"),
        ("(?:a|b)+$", "", "xabab\n", "abab"),
        ("a++a", "", "aaa", ""),
        ("(?>a+)b", "", "aab", "aab"),
        ("(?=ab)a(?!c)", "", "acab", "a"),
        ("(?<=a|é)b", "", "xbéb", "b"),
        ("(?<!a)b", "", "abcb", "b"),
        (r"(\w)\1", "", "hello", "ll|l"),
        (r"(?<y>\d{4})-\k<y>", "", "2020-2020", "2020-2020|2020"),
        ("(?i)AB(?-i)c", "", "aBC abc", "abc"),
        ("É[b-d]", "i", "éC", "éC"),
        ("^b$", "m", "a\nb\nc", "b"),
        ("a.c", "s", "a\nc", "a\nc"),
        ("a.c", "", "a\nc", ""),
        (r"[\]\-a]+", "", "x-]a", "-]a"),
        ("[]a]+", "", "x]a", "]a"),
        ("[[:alpha:]_]+", "", "1ab_2", "ab_"),
        (r"[^\d\s]+", "", "1 ab 2", "ab"),
        (r"\bfoo\b", "", "afoo foo", "foo"),
        (r"\x41\u0042\x{43}\103\t", "", "ABCC\t", "ABCC\t"),
        (r"\p{Lu}\P{L}", "u", "éÉ1", "É1"),
        (r"a\Kb", "", "ab", "b"),
        ("(a)?(?(1)b|c)", "", "c", "c|-"),
        ("( a ) (?#no)\\1", "", " a   a ", " a   a | a "),
    ] {
        assert_eq!(groups(pattern, options, text), expected, "{pattern}");
    }
}

#[test]
fn mistakes() {
    for pattern in [
        "(a", "a)", "*", "[a", "a\\", "(?<n", "\\2(a)", "(?<=a*)b", "[b-a]", "a{3,2}",
    ] {
        let message = groups(pattern, "", "");
        assert!(
            message.starts_with("Invalid regular expression"),
            "{pattern}"
        );
    }
    assert!(compile("a", "q").is_err());
    assert_eq!(compile("a", "g").ok(), compile("a", "g").ok());
}

#[test]
fn long_texts() {
    let text = "ab".repeat(100_000);
    assert_eq!(groups("(?:a|b)*", "", &text), text);
    let hopeless = "a".repeat(40);
    let number = compile("(a*)*(a*)*c", "").unwrap_or_default();
    assert!(find(number, &Str::from(hopeless), 0, 40).is_err());
}
