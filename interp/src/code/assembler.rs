//! Makes the code of one function: instructions, labels, and the tables beside them.

use super::function::{Handler, SlotRange};
use super::{Instruction, Op};

/// A place in the code that is known later.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Label(usize);

/// The code in the making.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    /// Whether [`Op::Site`] stands before what makes objects.
    tells_sites: bool,
    code: Vec<Instruction>,
    labels: Vec<Option<u32>>,
    /// Instructions that wait for labels.
    fixups: Vec<(usize, Label)>,
    positions: Vec<(u32, u32)>,
    accesses: Vec<(u32, &'static str)>,
    scopes: Vec<(u32, u16)>,
    scope_marks: Vec<(u32, u32)>,
    handlers: Vec<Handler>,
    slots: Vec<SlotRange>,
}

/// What the assembler made.
pub(crate) struct Assembled {
    pub(crate) code: Box<[Instruction]>,
    pub(crate) positions: Vec<(u32, u32)>,
    pub(crate) accesses: Vec<(u32, &'static str)>,
    pub(crate) scopes: Vec<(u32, u16)>,
    pub(crate) scope_marks: Vec<(u32, u32)>,
    pub(crate) handlers: Vec<Handler>,
    pub(crate) slots: Vec<SlotRange>,
}

impl Assembler {
    pub(crate) fn new(tells_sites: bool) -> Self {
        Self {
            tells_sites,
            scopes: vec![(0, 0)],
            ..Self::default()
        }
    }

    /// Where the next instruction will be.
    pub(crate) fn here(&self) -> u32 {
        self.code.len() as u32
    }

    pub(crate) fn emit(&mut self, op: Op, a: u16, b: u16, c: u16) {
        self.tell_site(op);
        self.code.push(Instruction::new(op, a, b, c));
    }

    pub(crate) fn emit_wide(&mut self, op: Op, a: u16, wide: u32) {
        self.tell_site(op);
        self.code.push(Instruction::with_wide(op, a, wide));
    }

    fn tell_site(&mut self, op: Op) {
        if self.tells_sites && op.makes_objects() {
            let here = self.here();
            self.code.push(Instruction::new(Op::Site, 0, 0, 0));
            // What has been said of the next instruction is meant for the one behind.
            if let Some((at, _)) = self.accesses.last_mut()
                && *at == here
            {
                *at += 1;
            }
        }
    }

    /// The second word of an instruction.
    pub(crate) fn extra(&mut self, wide: u32) {
        self.code.push(Instruction::with_wide(Op::Extra, 0, wide));
    }

    pub(crate) fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() - 1)
    }

    /// The label is here.
    pub(crate) fn bind(&mut self, label: Label) {
        let here = self.here();
        if let Some(place) = self.labels.get_mut(label.0) {
            *place = Some(here);
        }
    }

    /// A jump whose distance is in `b` and `c`.
    pub(crate) fn jump(&mut self, op: Op, a: u16, to: Label) {
        self.fixups.push((self.code.len(), to));
        self.emit_wide(op, a, 0);
    }

    /// A comparison that jumps: the distance is in the word behind.
    pub(crate) fn branch(&mut self, op: Op, a: u16, b: u16, to: Label) {
        self.emit(op, a, b, 0);
        self.fixups.push((self.code.len(), to));
        self.extra(0);
    }

    /// What follows stands at this offset of the body.
    pub(crate) fn position(&mut self, offset: u32) {
        let here = self.here();
        match self.positions.last_mut() {
            Some((_, last)) if *last == offset => {}
            Some((at, last)) if *at == here => *last = offset,
            Some(_) | None => self.positions.push((here, offset)),
        }
    }

    /// A null access of the next instruction names this.
    pub(crate) fn access(&mut self, name: &'static str) {
        self.accesses.push((self.here(), name));
    }

    /// The scope in which one more register holds a count.
    pub(crate) fn scope(&mut self, parent: u32, register: u16) -> u32 {
        self.scopes.push((parent, register));
        self.scopes.len() as u32 - 1
    }

    /// From the next instruction on this scope holds.
    pub(crate) fn mark_scope(&mut self, scope: u32) {
        let here = self.here();
        match self.scope_marks.last_mut() {
            Some((at, last)) if *at == here => *last = scope,
            Some((_, last)) if *last == scope => {}
            Some(_) | None => self.scope_marks.push((here, scope)),
        }
    }

    /// Handlers are added innermost first.
    pub(crate) fn handler(&mut self, handler: Handler) {
        if handler.start < handler.end {
            self.handlers.push(handler);
        }
    }

    pub(crate) fn slot(&mut self, slot: SlotRange) {
        self.slots.push(slot);
    }

    /// The registers from `first` on are free from here on: variables in them are no more.
    pub(crate) fn end_slots(&mut self, first: u32) {
        let here = self.here();
        let open = self.slots.iter_mut().filter(|slot| slot.to == u32::MAX);
        for slot in open.filter(|slot| u32::from(slot.register) >= first) {
            slot.to = here;
        }
    }

    /// Puts the distances in.
    pub(crate) fn finish(mut self) -> Assembled {
        for (at, label) in std::mem::take(&mut self.fixups) {
            let target = self.labels.get(label.0).copied().flatten();
            let distance = i64::from(target.unwrap_or_default()) - (at as i64 + 1);
            if let Some(instruction) = self.code.get_mut(at) {
                *instruction =
                    Instruction::with_wide(instruction.op, instruction.a, distance as i32 as u32);
            }
        }
        Assembled {
            code: self.code.into(),
            positions: self.positions,
            accesses: self.accesses,
            scopes: self.scopes,
            scope_marks: self.scope_marks,
            handlers: self.handlers,
            slots: self.slots,
        }
    }
}
