//! Classes of bytes.

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Space,
    Letter,
    Digit,
    Other,
}

const fn classify(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | b'\n' | b'\r' => Class::Space,
        b'_' | b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        _ => Class::Other,
    }
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::indexing_slicing)] // Constant evaluation has no `get_mut`.
        {
            table[byte] = classify(byte as u8);
        }
        byte += 1;
    }
    table
};

#[inline(always)]
pub(super) fn class(byte: u8) -> Class {
    CLASSES
        .get(usize::from(byte))
        .copied()
        .unwrap_or(Class::Other)
}

#[inline(always)]
pub(super) fn is_space(byte: u8) -> bool {
    class(byte) == Class::Space
}

#[inline(always)]
pub(super) fn is_word(byte: u8) -> bool {
    matches!(class(byte), Class::Letter | Class::Digit)
}

/// Length of the word that ends at `end`.
pub(super) fn word_len_before(bytes: &[u8], end: usize) -> usize {
    let before = bytes.get(..end).unwrap_or_default();
    before
        .iter()
        .rev()
        .take_while(|byte| is_word(**byte))
        .count()
}
