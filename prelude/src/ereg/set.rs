//! Sets of code points: what `[…]`, `\d` and their like match.

/// Code points by ranges and by what they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    pub members: Vec<Member>,
    pub is_negated: bool,
}

/// A part of a set.
#[derive(Clone, Copy, Debug)]
pub(super) enum Member {
    Range(char, char),
    Kind(Kind, bool),
}

/// What a code point can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Digit,
    Word,
    Space,
    HorizontalSpace,
    VerticalSpace,
    Letter,
    Upper,
    Lower,
    Number,
    Punctuation,
    Control,
    Graph,
    Print,
    Blank,
    HexDigit,
    Ascii,
}

impl Kind {
    /// Whether it is.
    pub(super) fn holds(self, char: char) -> bool {
        match self {
            Self::Digit => char.is_ascii_digit() || (!char.is_ascii() && char.is_numeric()),
            Self::Word => char.is_alphanumeric() || char == '_',
            Self::Space => char.is_whitespace(),
            Self::HorizontalSpace => {
                matches!(
                    char,
                    '\t' | ' ' | '\u{a0}' | '\u{1680}' | '\u{180e}' | '\u{2000}'
                        ..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
                )
            }
            Self::VerticalSpace => {
                matches!(
                    char,
                    '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
                )
            }
            Self::Letter => char.is_alphabetic(),
            Self::Upper => char.is_uppercase(),
            Self::Lower => char.is_lowercase(),
            Self::Number => char.is_numeric(),
            Self::Punctuation => {
                char.is_ascii_punctuation()
                    || (!char.is_ascii()
                        && !char.is_alphanumeric()
                        && !char.is_whitespace()
                        && !char.is_control())
            }
            Self::Control => char.is_control(),
            Self::Graph => !char.is_control() && !char.is_whitespace(),
            Self::Print => !char.is_control(),
            Self::Blank => matches!(char, ' ' | '\t'),
            Self::HexDigit => char.is_ascii_hexdigit(),
            Self::Ascii => char.is_ascii(),
        }
    }

    /// The kind of `[:name:]`.
    pub(super) fn posix(name: &str) -> Option<Self> {
        Some(match name {
            "alpha" => Self::Letter,
            "digit" => Self::Digit,
            "space" => Self::Space,
            "upper" => Self::Upper,
            "lower" => Self::Lower,
            "punct" => Self::Punctuation,
            "cntrl" => Self::Control,
            "graph" => Self::Graph,
            "print" => Self::Print,
            "blank" => Self::Blank,
            "xdigit" => Self::HexDigit,
            "ascii" => Self::Ascii,
            "word" => Self::Word,
            _ => return None,
        })
    }

    /// The kind of `\p{name}`.
    pub(super) fn property(name: &str) -> Option<Self> {
        Some(match name {
            "L" | "Letter" | "Alphabetic" => Self::Letter,
            "Lu" => Self::Upper,
            "Ll" => Self::Lower,
            "N" => Self::Number,
            "Nd" => Self::Digit,
            "P" => Self::Punctuation,
            "Z" | "Zs" | "Xsp" | "Xps" => Self::Space,
            "C" | "Cc" => Self::Control,
            "Xan" | "Xwd" => Self::Word,
            _ => return None,
        })
    }
}

impl Set {
    /// Whether a code point is in it.
    pub(super) fn holds(&self, char: char, folds: bool) -> bool {
        let is_in = self.has(char)
            || (folds && {
                let (lower, upper) = (lower(char), upper(char));
                (lower != char && self.has(lower)) || (upper != char && self.has(upper))
            });
        is_in != self.is_negated
    }

    fn has(&self, char: char) -> bool {
        self.members.iter().any(|member| match member {
            Member::Range(first, last) => *first <= char && char <= *last,
            Member::Kind(kind, negated) => kind.holds(char) != *negated,
        })
    }
}

/// A letter as a small one, if that is one code point.
pub(super) fn lower(char: char) -> char {
    let mut all = char.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        (_, _) => char,
    }
}

/// A letter as a capital, if that is one code point.
pub(super) fn upper(char: char) -> char {
    let mut all = char.to_uppercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        (_, _) => char,
    }
}
