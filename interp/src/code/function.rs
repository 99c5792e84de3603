//! A lowered function: its code and the tables beside it.

use super::Instruction;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::Ty;
use hx2rs_heap::Kind;

/// A lowered function.
#[derive(Debug)]
pub(crate) struct Function {
    /// For dumps and stacks: `Main.main`, or `Main.main.f0` for a function expression.
    pub(crate) name: String,
    /// The member whose body it is; positions count from there.
    pub(crate) member: Option<MemberId>,
    /// Kinds of its parameters and result; `this` or the closure comes first.
    pub(crate) signature: Signature,
    pub(crate) code: Box<[Instruction]>,
    /// Where a caller enters that gives the counts of owned parameters over.
    pub(crate) owning_entry: u32,
    /// How many registers it uses.
    pub(crate) registers: u32,
    /// Innermost first.
    pub(crate) handlers: Vec<Handler>,
    /// Registers that hold counts, as a tree: parent and register. Node 0 is the empty root.
    pub(crate) scopes: Vec<(u32, u16)>,
    /// From which instruction on which scope holds, ascending.
    pub(crate) scope_marks: Vec<(u32, u32)>,
    /// From which instruction on which offset in the body, ascending.
    pub(crate) positions: Vec<(u32, u32)>,
    /// The names that null accesses of instructions tell, ascending.
    pub(crate) accesses: Vec<(u32, &'static str)>,
    /// Variables: where they are, and from and to which instruction ([`Self::live_at`]).
    pub(crate) slots: Vec<SlotRange>,
}

/// Where a variable lives.
#[derive(Debug)]
pub(crate) struct SlotRange {
    pub(crate) register: u16,
    pub(crate) name: &'static str,
    pub(crate) ty: Ty,
    /// How the register, or what is in its cell, is to be read.
    pub(crate) kind: Kind,
    /// The register holds the cell of a captured variable, whose value is in there.
    pub(crate) in_cell: bool,
    /// The register counts: the variable is only there while the scope says so, for its value moves at its last use.
    pub(crate) is_held: bool,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// What catches in a range of instructions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Handler {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) target: u32,
    /// Receives what was thrown, with its count.
    pub(crate) register: u16,
    /// What is still held there.
    pub(crate) scope: u32,
}

/// Kinds of parameters and result.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Signature {
    pub(crate) params: Box<[Kind]>,
    pub(crate) result: Kind,
}

impl Function {
    /// The last entry at or before an instruction.
    fn at<T: Copy>(table: &[(u32, T)], at: u32) -> Option<T> {
        let next = table.partition_point(|(start, _)| *start <= at);
        Some(table.get(next.checked_sub(1)?)?.1)
    }

    pub(crate) fn scope_at(&self, at: u32) -> u32 {
        Self::at(&self.scope_marks, at).unwrap_or(0)
    }

    /// The variables that can be looked at before an instruction, the outermost first: their registers are set and what
    /// these refer to is alive. Only among the releases of a way out some are gone already; nobody stops there.
    pub(crate) fn live_at(&self, at: u32) -> impl Iterator<Item = &SlotRange> {
        let in_range = move |slot: &&SlotRange| (slot.from..slot.to).contains(&at);
        let is_alive = move |slot: &&SlotRange| !slot.is_held || self.holds_at(at, slot.register);
        self.slots.iter().filter(in_range).filter(is_alive)
    }

    /// Whether a register holds a count before an instruction.
    fn holds_at(&self, at: u32, register: u16) -> bool {
        let mut scope = self.scope_at(at);
        while let Some((parent, held)) = self.scopes.get(scope as usize)
            && scope != 0
        {
            if *held == register {
                return true;
            }
            scope = *parent;
        }
        false
    }

    /// Offset in the body of the member.
    pub(crate) fn position_at(&self, at: u32) -> Option<u32> {
        Self::at(&self.positions, at)
    }

    /// What a null access of an instruction names.
    pub(crate) fn access_at(&self, at: u32) -> &'static str {
        let found = self.accesses.binary_search_by_key(&at, |(start, _)| *start);
        let entry = found.ok().and_then(|index| self.accesses.get(index));
        entry.map_or("value", |(_, name)| name)
    }
}
