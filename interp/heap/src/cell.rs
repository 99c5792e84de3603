//! What every cell of the heap starts with.

use crate::Word;

/// What a cell is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(u8)]
pub enum Form {
    /// Not in use.
    Free = 0,
    /// An instance of a class: header and slots.
    Object = 1,
    /// A function value: header, then captures. Its layout stands for its function.
    Closure = 2,
    /// A value of an enum: header, then parameters. Its layout stands for its constructor.
    Enum = 3,
    /// An anonymous structure: header, then fields. Its layout stands for its shape.
    Structure = 4,
    /// A captured variable that is written: header and one slot.
    Variable = 5,
    /// A class, enum or abstract as a value. Its layout stands for the type.
    Type = 6,
    /// A string.
    Text = 7,
    /// An array.
    Array = 8,
    /// A map.
    Map = 9,
    /// A number of 64 bits: a header, in whose extension it is.
    Int64 = 10,
}

/// Form and number in one word: the form in the high byte, below it the number of the layout.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Tag(u32);

impl Tag {
    pub(crate) const FREE: Self = Self(0);
    /// Numbers reach up to here.
    pub const LIMIT: u32 = 1 << 24;

    /// `number` has to be below [`Self::LIMIT`].
    pub const fn new(form: Form, number: u32) -> Self {
        Self((form as u32) << 24 | (number & (Self::LIMIT - 1)))
    }

    /// What the cell is.
    #[inline]
    pub const fn form(self) -> Form {
        match self.0 >> 24 {
            1 => Form::Object,
            2 => Form::Closure,
            3 => Form::Enum,
            4 => Form::Structure,
            5 => Form::Variable,
            6 => Form::Type,
            7 => Form::Text,
            8 => Form::Array,
            9 => Form::Map,
            10 => Form::Int64,
            _ => Form::Free,
        }
    }

    /// The number of its layout; 0 for forms without one.
    #[inline]
    pub const fn number(self) -> u32 {
        self.0 & (Self::LIMIT - 1)
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}#{}", self.form(), self.number())
    }
}

/// The first 16 bytes of every cell.
#[repr(C)]
pub(crate) struct Header {
    /// How many words refer to it.
    pub(crate) count: u32,
    pub(crate) tag: Tag,
    /// In a free cell the next free one, else room for what a reload adds to an object.
    pub(crate) extension: u64,
}

pub(crate) const HEADER: usize = size_of::<Header>();

/// The header behind a reference.
#[inline]
pub(crate) fn header(word: Word) -> *mut Header {
    word.bits() as *mut Header
}
