//! Lines and columns of a text. A line ends at `\n`, `\r\n` or a lone `\r`, as officially; a column counts Unicode
//! code points. Only rendering, `trace` positions and source maps need them: everything else counts bytes.

use std::ops::Range;

/// Where the lines of one text start.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

/// A place as people count: both numbers start at 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

impl LineIndex {
    /// Finds all lines of `text`.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                starts.push(at as u32 + 1);
            }
        }
        Self {
            starts,
            len: bytes.len() as u32,
        }
    }

    /// Number of lines; an empty text has one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, that holds this byte.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The bytes of a line, from 0, with its line end. Empty past the last line.
    pub fn range(&self, line: usize) -> Range<usize> {
        let at = |line: usize| self.starts.get(line).copied().unwrap_or(self.len) as usize;
        at(line)..at(line + 1)
    }

    /// Line and column of a byte of `text`, which must be the text this index was made of.
    pub fn place(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.line_of(offset.min(self.len));
        let start = self.range(line).start;
        let before = text.as_bytes().get(start..offset.min(self.len) as usize);
        let column = before
            .unwrap_or_default()
            .iter()
            .filter(|byte| **byte & 0xC0 != 0x80)
            .count();
        LineColumn {
            line: line as u32 + 1,
            column: column as u32 + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\nb\r\nc\rd";
        let lines = LineIndex::new(text);
        assert_eq!(lines.count(), 4);
        let found: Vec<&str> = (0..4).map(|line| &text[lines.range(line)]).collect();
        assert_eq!(found, ["a\n", "b\r\n", "c\r", "d"]);
        assert_eq!(lines.range(4), 8..8);
    }

    #[test]
    fn columns_count_code_points() {
        let text = "x\nhéllo😀!";
        let lines = LineIndex::new(text);
        let at = |needle: &str| lines.place(text, text.find(needle).unwrap() as u32);
        assert_eq!((at("x").line, at("x").column), (1, 1));
        assert_eq!((at("l").line, at("l").column), (2, 3));
        assert_eq!((at("!").line, at("!").column), (2, 7));
        assert_eq!(lines.place(text, 9_999).column, 8);
    }
}
