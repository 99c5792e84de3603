//! `Str` against what the official targets answer.

use super::Str;

fn both(text: &'static str) -> [Str; 2] {
    [Str::lit(text), Str::from(String::from(text))]
}

#[test]
fn three_words() {
    assert_eq!([size_of::<Str>(), size_of::<Option<Str>>()], [24, 24]);
}

#[test]
fn code_points() {
    for s in both("héllo😀") {
        assert_eq!(s.length(), 6);
        for (index, char) in [
            (-3, ""),
            (-1, ""),
            (0, "h"),
            (1, "é"),
            (5, "😀"),
            (6, ""),
            (i32::MAX, ""),
        ] {
            assert_eq!(s.char_at(index), char, "charAt {index}");
        }
        assert_eq!(s.char_code_at(5), Some(128_512));
        assert_eq!(s.char_code_at(6), None);
        assert_eq!(s.char_code_at(-1), None);
        assert_eq!(s.fast_code_at(6), -1);
    }
}

#[test]
fn substr() {
    let rows: &[(i32, Option<i32>, &str)] = &[
        (-9, None, "héllo😀"),
        (-9, Some(1), "h"),
        (-2, None, "o😀"),
        (-2, Some(1), "o"),
        (-2, Some(-1), "o"),
        (-3, Some(-3), ""),
        (0, Some(-2), "héll"),
        (0, Some(-6), ""),
        (0, Some(-9), ""),
        (1, Some(-2), "éll"),
        (3, Some(-3), ""),
        (1, None, "éllo😀"),
        (1, Some(3), "éll"),
        (1, Some(99), "éllo😀"),
        (1, Some(i32::MAX), "éllo😀"),
        (5, Some(1), "😀"),
        (6, None, ""),
        (9, Some(3), ""),
        (i32::MIN, Some(2), "hé"),
    ];
    for s in both("héllo😀") {
        for (pos, len, expected) in rows {
            assert_eq!(s.substr(*pos, *len), *expected, "substr {pos} {len:?}");
        }
    }
}

#[test]
fn substring() {
    let rows: &[(i32, Option<i32>, &str)] = &[
        (-2, None, "héllo😀"),
        (-2, Some(1), "h"),
        (1, Some(-2), "h"),
        (1, Some(3), "él"),
        (5, Some(3), "lo"),
        (6, Some(1), "éllo😀"),
        (9, None, ""),
        (9, Some(99), ""),
    ];
    for s in both("héllo😀") {
        for (start, end, expected) in rows {
            assert_eq!(
                s.substring(*start, *end),
                *expected,
                "substring {start} {end:?}"
            );
        }
    }
}

#[test]
fn searching() {
    for t in both("abcabcé") {
        for (text, start, first, last) in [
            ("", None, 0, 7),
            ("", Some(-1), 0, 0),
            ("", Some(8), 7, 7),
            ("b", None, 1, 4),
            ("b", Some(-1), 1, -1),
            ("b", Some(0), 1, -1),
            ("b", Some(1), 1, 1),
            ("b", Some(2), 4, 1),
            ("b", Some(99), -1, 4),
            ("é", None, 6, 6),
            ("é", Some(6), 6, 6),
            ("é", Some(5), 6, -1),
            ("é", Some(7), -1, 6),
            ("abc", Some(1), 3, 0),
            ("abc", Some(3), 3, 3),
            ("abcabcé", None, 0, 0),
            ("abcabcéx", None, -1, -1),
            ("zz", None, -1, -1),
        ] {
            assert_eq!(t.index_of(text, start), first, "indexOf {text} {start:?}");
            assert_eq!(
                t.last_index_of(text, start),
                last,
                "lastIndexOf {text} {start:?}"
            );
        }
    }
    assert_eq!(Str::from("aéx").last_index_of("é", Some(0)), -1);
}

#[test]
fn splitting() {
    let split = |text: &str, by: &str| crate::text(&Str::from(text).split_by(by)).to_string();
    assert_eq!(split("héy", ""), "[h,é,y]");
    assert_eq!(split("", ""), "[]");
    assert_eq!(split("a,b,,c,", ","), "[a,b,,c,]");
    assert_eq!(Str::lit("").split_by(",").len(), 1);
    assert_eq!(split("xabyabab", "ab"), "[x,y,,]");
    assert_eq!(split("aaaa", "aa"), "[,,]");
}

#[test]
fn pieces_are_those_of_split() {
    for text in [
        "",
        ",",
        "a",
        "a,b,,c,",
        "héy",
        "xabyabab",
        "aaaa",
        "é::日::",
    ] {
        for by in ["", ",", "ab", "aa", "::", "日"] {
            for text in both(text) {
                let pieces: crate::Array<Str> = text.pieces(by).collect();
                assert_eq!(
                    crate::text(&pieces),
                    crate::text(&text.split_by(by)),
                    "{text} {by}"
                );
            }
        }
    }
}

#[test]
fn characters_are_shared() {
    for text in ["é", "日", "🙂", "ש", "\u{e9}\u{301}"] {
        let [one, other] = [Str::from(text), Str::from(text)];
        assert_eq!((&*one, one.length()), (text, text.chars().count() as i32));
        let same = std::ptr::eq(one.as_ptr(), other.as_ptr());
        assert_eq!(same, text.chars().count() == 1, "{text}");
    }
}

#[test]
fn letter_case() {
    assert_eq!(Str::lit("héllo ß😀").to_upper_case(), "HÉLLO ß😀");
    assert_eq!(Str::lit("HÉLLO ΑΣ").to_lower_case(), "héllo ασ");
    assert_eq!(Str::from_char_code(128_512), "😀");
    assert_eq!(Str::from_char_code(0xD800), "\u{FFFD}");
    assert_eq!(Str::from_char_code(-1).length(), 1);
    assert_eq!(Str::from_char_code(0), "\0");
}

#[test]
fn every_ascii_character_is_a_literal() {
    for code in 0..128_u8 {
        let text = char::from(code).to_string();
        assert_eq!(Str::from(text.as_str()), text.as_str());
        assert!(matches!(Str::from(text).0, super::Form::Literal(_)));
    }
}

#[test]
fn appending_is_in_place_while_unshared() {
    let mut s = Str::from("né");
    s += "x";
    let mut moves = 0;
    for _ in 0..10_000 {
        let before = s.as_ptr();
        s += "é";
        moves += i32::from(before != s.as_ptr());
    }
    assert!(moves < 20, "{moves}");
    assert_eq!(s.length(), 10_003);
    assert_eq!(s.char_at(10_002), "é");
    let other = s.clone();
    s += "!";
    assert_eq!(other.length(), 10_003);
    assert_eq!(s.length(), 10_004);
    let mut t = Str::lit("a");
    t += &Str::lit("b");
    t += "";
    assert_eq!(t, "ab");
}

#[test]
fn indexes_stay_right_while_text_grows_and_jumps() {
    let mut s = Str::from("é");
    for i in 0..1000 {
        s += if i % 3 == 0 { "😀" } else { "x" };
        let wanted: Vec<char> = s.chars().collect();
        for index in [0, i / 2, i, i + 1, i / 7 * 5] {
            let expected = wanted.get(index).map(|c| *c as i32);
            assert_eq!(s.char_code_at(index as i32), expected, "{i} {index}");
        }
    }
}

/// Two scans in turns over a mixed text: linear, so a hundred thousand characters take no time.
#[test]
fn scans_are_linear() {
    let text: String = (0..100_000)
        .map(|i| if i % 10 == 0 { 'é' } else { 'a' })
        .collect();
    let leaked: &'static str = Box::leak(text.clone().into_boxed_str());
    for s in [Str::from(text), Str::lit(leaked)] {
        let last = s.length() - 1;
        let mut same = 0;
        for i in 0..=last {
            same += i32::from(s.char_code_at(i) == s.char_code_at(last - i));
        }
        assert_eq!(same, 80_000);
        let mut seen = 0;
        for i in 0..s.length() {
            seen += i32::from(s.char_code_at((i * 7919) % s.length()).is_some());
        }
        assert_eq!(seen, 100_000);
    }
}

/// A million mixed characters, by the number of code points that are stepped over: at most two for each access of a scan,
/// less than the stride of the table for a jump.
#[test]
#[cfg(debug_assertions)]
fn each_access_takes_few_steps() {
    const LENGTH: i32 = 1_000_000;
    let letters = ['a', 'é', '漢', '😀', ' '];
    let text = |length: i32| -> String {
        let letters = letters.iter().cycle();
        letters.take(length as usize).collect()
    };
    let leaked: &'static str = Box::leak(text(LENGTH).into_boxed_str());
    for s in [Str::from(text(LENGTH)), Str::lit(leaked)] {
        let count = |most: u64, index: &dyn Fn(i32) -> i32| {
            let before = crate::index_steps();
            for at in 0..LENGTH {
                let index = index(at);
                let expected = letters.get(index as usize % letters.len());
                assert_eq!(s.char_code_at(index), expected.map(|c| *c as i32));
            }
            let steps = crate::index_steps() - before;
            assert!(steps <= most * LENGTH as u64, "{steps} steps, {most}");
        };
        count(3, &|at| at);
        count(2, &|at| LENGTH - 1 - at);
        count(3, &|at| {
            if at % 2 == 0 {
                at / 2
            } else {
                LENGTH - 1 - at / 2
            }
        });
        count(64, &|at| (i64::from(at) * 7_919 % i64::from(LENGTH)) as i32);
    }
}
