//! Where things are. A position inside a member's body counts from the body's start, so an edit above it changes no
//! value; [`Span::anchor`] names the member, and only rendering and source maps turn it into a place in the file.

use crate::MemberId;
use std::fmt;

/// A file of the session. Numbers are given by the session and stay.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file{}", self.0)
    }
}

/// Half-open range of byte offsets, from the start of the file or of the enclosing body.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl TextRange {
    /// `start..end`; never reversed.
    pub fn new(start: u32, end: u32) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Number of bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range counted from `base` bytes earlier.
    pub fn shifted(self, base: u32) -> Self {
        Self {
            start: self.start + base,
            end: self.end + base,
        }
    }
}

impl fmt::Debug for TextRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A range in a file: absolute if `anchor` is `None`, else from the start of that member's body.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The member whose body the range counts from.
    pub anchor: Option<MemberId>,
    /// The bytes.
    pub range: TextRange,
}

impl Span {
    /// A range counted from the start of the file.
    pub fn absolute(file: FileId, range: TextRange) -> Self {
        Self {
            file,
            anchor: None,
            range,
        }
    }

    /// A range counted from the start of the body of `member`.
    pub fn in_body(file: FileId, member: MemberId, range: TextRange) -> Self {
        Self {
            file,
            anchor: Some(member),
            range,
        }
    }

    /// The name of a member where it is declared, without saying where that is: so that what mentions it does not
    /// change when the declaration moves. The checks put the place in before anybody renders it.
    pub fn of_declaration(file: FileId, member: MemberId) -> Self {
        Self::in_body(file, member, DECLARATION)
    }

    /// The type that a member's declaration gives it: a function's result. As [`Self::of_declaration`].
    pub fn of_declared_type(file: FileId, member: MemberId) -> Self {
        Self::in_body(file, member, DECLARED_TYPE)
    }

    /// The member whose declared name this is, if it was made by [`Self::of_declaration`].
    pub fn declaration(self) -> Option<MemberId> {
        self.anchor.filter(|_| self.range == DECLARATION)
    }

    /// The member whose declared type this is, if it was made by [`Self::of_declared_type`].
    pub fn declared_type(self) -> Option<MemberId> {
        self.anchor.filter(|_| self.range == DECLARED_TYPE)
    }
}

/// No text is that long.
const DECLARATION: TextRange = TextRange {
    start: u32::MAX,
    end: u32::MAX,
};
const DECLARED_TYPE: TextRange = TextRange {
    start: u32::MAX - 1,
    end: u32::MAX - 1,
};
