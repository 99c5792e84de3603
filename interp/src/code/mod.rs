//! Register code: instructions of eight bytes over registers of eight bytes. It is private to the interpreter; nothing
//! is stored in it for longer than a run.
//!
//! An instruction is an opcode and three operands of 16 bits; a 32-bit operand takes `b` and `c`. Comparisons that jump,
//! and operations with a table number besides three registers, take a second word. So nothing is ever cut off: a
//! function that needs more than 65,535 registers is refused by the lowering.
//!
//! Next: [`table`] for the operations, [`assembler`] for making code, [`verify`] for what holds of it.

pub(crate) mod assembler;
pub(crate) mod disassemble;
pub(crate) mod function;
mod table;
pub(crate) mod verify;

pub(crate) use function::{Function, Handler, Signature};
pub(crate) use table::operations;

use hx2rs_heap::Kind;

macro_rules! define_operations {
    ([$($names:ident),*] $($(#[$doc:meta])* $name:ident [$a:expr, $b:expr, $c:expr, $extra:expr] => $body:block)*) => {
        /// An operation.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[repr(u16)]
        pub(crate) enum Op {
            $($(#[$doc])* $name,)*
        }

        impl Op {
            /// The roles of `a`, `b`, `c`, and of the word behind.
            pub(crate) fn roles(self) -> [Role; 4] {
                use Pool::*;
                use Role::*;
                use hx2rs_heap::Kind::*;
                use roles::*;
                match self {
                    $(Self::$name => [$a, $b, $c, $extra],)*
                }
            }

            /// Its name in the disassembly.
            pub(crate) fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

operations!(define_operations, m, fp, pc, i, attempt);

impl Op {
    /// Whether it may add cells to the heap by itself; what it calls has operations of its own.
    pub(crate) fn makes_objects(self) -> bool {
        matches!(
            self,
            Self::NewRecord
                | Self::NewArray
                | Self::NewMap
                | Self::MapKeys
                | Self::NamedGet
                | Self::AddAny
                | Self::ToText
                | Self::Concat
                | Self::Append
                | Self::AppendField
                | Self::CallLeaf
                | Self::CallIntrinsic
        )
    }
}

/// The names of pools and kinds overlap, so the table's words for roles are functions of this module.
#[allow(non_snake_case)]
mod roles {
    use super::{Pool, Role};

    /// Number in a pool, in `b` and `c`.
    pub(super) fn Wide(pool: impl Into<Pool>) -> Role {
        Role::WideIndex(pool.into())
    }
}

/// What an operand is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Nothing; zero.
    Unused,
    /// The high half of the operand before.
    Continued,
    /// A register that is written.
    Out(Kind),
    /// A register that is written with null.
    OutNull,
    /// A register that is written with a word of the kind of `b`.
    OutLikeB,
    /// A register that receives a call's result; the arguments are behind it.
    OutCall(Kind),
    /// A register that is read.
    In(Kind),
    /// A register of any kind that is set.
    InSet,
    /// A register that is Int, Float or Bool.
    InRaw,
    /// A register that counts.
    InCounted,
    /// A counted register that is read and written.
    InOutCounted,
    /// A counted register in `c` that is read and written, with an `any` register behind it.
    InOutCountedC,
    /// The function's result.
    InResult,
    /// The first of a row of `any` registers, whose number is in the next operand.
    FirstAny,
    /// A number of registers.
    Count,
    /// The register behind `a` is `any`.
    CallText,
    /// A slot of a record.
    Slot,
    /// A place in the table of a class.
    VirtualSlot,
    /// A signature.
    Signature,
    /// The type of a function value.
    FunctionType,
    /// 16 bits, signed.
    Immediate,
    /// Number in the pool of Floats.
    ShortFloat,
    /// 32 bits, signed, in `b` and `c`.
    Immediate32,
    /// A distance from the next instruction, in `b` and `c`.
    Jump32,
    /// The word behind holds a distance from the instruction after it.
    JumpBehind,
    /// A number in a pool, in `b` and `c`.
    WideIndex(Pool),
    /// The word behind holds a number in a pool.
    Table(Pool),
}

/// What a number refers to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pool {
    /// Floats.
    FloatConstant,
    /// Things that live as long as the program.
    Shared,
    /// Run-time types.
    Type,
    /// Layouts of records.
    Layout,
    /// Field names.
    Name,
    /// Static variables.
    Static,
    /// Functions.
    Function,
    /// Methods of interfaces.
    Selector,
    /// Functions of the prelude.
    Leaf,
    /// Natives of the interpreter.
    Intrinsic,
}

impl From<Kind> for Pool {
    /// `Wide(Float)` in the table is the pool of Floats.
    fn from(_: Kind) -> Self {
        Self::FloatConstant
    }
}

/// Eight bytes of code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C, align(8))]
pub(crate) struct Instruction {
    pub(crate) op: Op,
    pub(crate) a: u16,
    pub(crate) b: u16,
    pub(crate) c: u16,
}

impl Instruction {
    pub(crate) const fn new(op: Op, a: u16, b: u16, c: u16) -> Self {
        Self { op, a, b, c }
    }

    /// With a 32-bit operand in `b` and `c`.
    pub(crate) const fn with_wide(op: Op, a: u16, wide: u32) -> Self {
        Self::new(op, a, wide as u16, (wide >> 16) as u16)
    }

    /// The 32-bit operand.
    #[inline(always)]
    pub(crate) const fn wide(self) -> u32 {
        self.b as u32 | (self.c as u32) << 16
    }
}

const _: () = assert!(size_of::<Instruction>() == 8);
