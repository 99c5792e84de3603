//! Entering and leaving functions, and finding out which one is meant.

use super::execute::{execute, get};
use super::machine::{Conversion, Entry, Frame, LEAVE, Machine, REMEMBERED, Remembered};
use crate::code::Instruction;
use crate::fault::Fault;
use hx2rs_compiler::catalogue::runtime;
use hx2rs_heap::{Form, Kind, Word};

/// Where to go on.
pub(super) type Place = (*const Instruction, *mut Word);

impl Machine<'_> {
    /// Enters a function whose result shall come into register `a` of the caller.
    ///
    /// # Safety
    /// `pc` and `fp` are the caller's; the arguments are behind `a`.
    #[inline(always)]
    pub(super) unsafe fn enter(
        &mut self,
        function: u32,
        a: u16,
        pc: *const Instruction,
        fp: *mut Word,
    ) -> Result<Place, Fault> {
        // SAFETY: numbers of functions have been verified, or come from tables that the lowering filled.
        let entry = unsafe { *self.entries.get_unchecked(function as usize) };
        // SAFETY: the caller's.
        unsafe { self.enter_at(entry.code, entry, function, a, pc, fp) }
    }

    /// As [`Self::enter`]; the counts of the parameters that the function owns go over to it, whatever happens.
    ///
    /// # Safety
    /// As [`Self::enter`]; the caller owns these counts.
    #[inline(always)]
    pub(super) unsafe fn enter_owning(
        &mut self,
        function: u32,
        a: u16,
        pc: *const Instruction,
        fp: *mut Word,
    ) -> Result<Place, Fault> {
        // SAFETY: as in `enter`.
        let entry = unsafe { *self.entries.get_unchecked(function as usize) };
        // SAFETY: the caller's.
        let entered = unsafe { self.enter_at(entry.owning, entry, function, a, pc, fp) };
        if entered.is_err() {
            // SAFETY: the arguments are in the caller's registers.
            unsafe { self.release_given(function, fp.add(usize::from(a) + 1)) };
        }
        entered
    }

    /// Releases what a function would own at its start.
    ///
    /// # Safety
    /// The arguments are at `first`.
    #[cold]
    unsafe fn release_given(&mut self, function: u32, first: *mut Word) {
        let Some(function) = self.image.functions.get(function as usize) else {
            return;
        };
        let mut scope = function.scope_at(function.owning_entry);
        while let Some((parent, register)) = function.scopes.get(scope as usize)
            && scope != 0
        {
            // SAFETY: a parameter.
            self.heap
                .release(unsafe { *first.add(usize::from(*register)) });
            scope = *parent;
        }
    }

    /// Enters a function at one of its two starts.
    ///
    /// # Safety
    /// As [`Self::enter`]; `start` and `entry` are the function's.
    #[inline(always)]
    unsafe fn enter_at(
        &mut self,
        start: *const Instruction,
        entry: Entry,
        function: u32,
        a: u16,
        pc: *const Instruction,
        fp: *mut Word,
    ) -> Result<Place, Fault> {
        let wanted = usize::from(a) + 1 + entry.registers as usize;
        // SAFETY: both point into the stack, or to its end.
        let left = unsafe { self.stack_end.offset_from(fp) } as usize;
        if wanted > left || self.frames.len() >= self.limits.frames {
            return Err(stack_full());
        }
        self.frames.push(Frame {
            pc,
            fp,
            function,
            conversion: None,
        });
        // SAFETY: the comparison above leaves room for all registers.
        Ok((start, unsafe { fp.add(usize::from(a) + 1) }))
    }

    /// Leaves the running function; the result goes to the register before its own. If it is not what the caller wants,
    /// that fails in the caller: the function has released what it held.
    ///
    /// # Safety
    /// `fp` is the running function's.
    #[inline(always)]
    pub(super) unsafe fn leave(
        &mut self,
        word: Word,
        fp: *mut Word,
    ) -> Result<Place, (Fault, Place)> {
        let conversion = self.frames.last().and_then(|frame| frame.conversion);
        if let Some(conversion) = conversion {
            let place = self.frames.pop().map(|frame| (frame.pc, frame.fp));
            let place = place.unwrap_or((LEAVE.as_ptr(), fp));
            return match self.convert_result(word, conversion) {
                Ok(word) => {
                    // SAFETY: the caller's register, on the stack.
                    unsafe { *conversion.result = word };
                    Ok(place)
                }
                Err(fault) => Err((fault, place)),
            };
        }
        match self.frames.pop() {
            Some(frame) => {
                // SAFETY: a frame begins behind the register for its result.
                unsafe { *fp.sub(1) = word };
                Ok((frame.pc, frame.fp))
            }
            None => Ok((LEAVE.as_ptr(), fp)),
        }
    }

    #[cold]
    fn convert_result(&mut self, word: Word, conversion: Conversion) -> Result<Word, Fault> {
        let any = word.to_any(conversion.from);
        let converted = match any.any_to(conversion.to) {
            Some(word) => self.check(any, conversion.ty).map(|()| word),
            None => Err(self.failed_cast(any, kind_name(conversion.to))),
        };
        if converted.is_err() {
            self.heap.release(any);
        }
        converted
    }

    /// Calls a function from outside of the loop: of statics, `main`, and texts of objects.
    pub(super) fn call(
        &mut self,
        fp: *mut Word,
        function: u32,
        arguments: &[Word],
    ) -> Result<Word, Fault> {
        if self.nesting >= self.limits.nesting {
            return Err(stack_full());
        }
        let used = self
            .frames
            .last()
            .and_then(|frame| self.entries.get(frame.function as usize));
        let used = used.map_or(0, |entry| entry.registers as usize);
        // SAFETY: `fp` is the running function's, whose registers are on the stack; what is above them is free. Room for
        // the result and the arguments is checked before anything is written.
        unsafe {
            let left = self.stack_end.offset_from(fp) as usize;
            if left < used + arguments.len() + 2 {
                return Err(stack_full());
            }
            let result = fp.add(used);
            for (at, argument) in arguments.iter().enumerate() {
                *result.add(1 + at) = *argument;
            }
            let (pc, inner) = self.enter(function, 0, LEAVE.as_ptr(), result)?;
            self.nesting += 1;
            let site = self.heap.site();
            let outcome = execute(self, pc, inner);
            self.heap.set_site(site);
            self.nesting -= 1;
            outcome?;
            Ok(*result)
        }
    }

    /// The function of a virtual slot in the class of a receiver.
    #[inline(always)]
    pub(super) fn virtual_function(
        &mut self,
        receiver: Word,
        slot: u16,
        pc: *const Instruction,
    ) -> Result<u32, Fault> {
        let Some(tag) = self.heap.tag(receiver) else {
            self.null_field(pc)?;
            return Ok(0);
        };
        let table = self.tables.get(tag.number() as usize);
        match table.and_then(|table| table.get(usize::from(slot))) {
            Some(function) if *function != u32::MAX => Ok(*function),
            Some(_) | None => Err(self.no_method(receiver, pc)),
        }
    }

    #[cold]
    fn no_method(&self, receiver: Word, pc: *const Instruction) -> Fault {
        Fault::text(format!(
            "{} has no method {}",
            self.type_name(receiver),
            self.accessed(pc)
        ))
    }

    /// The function of an interface's method in the class of a receiver.
    #[inline]
    pub(super) fn interface_function(
        &mut self,
        receiver: Word,
        selector: u32,
        pc: *const Instruction,
    ) -> Result<u32, Fault> {
        let Some(tag) = self.heap.tag(receiver) else {
            self.null_field(pc)?;
            return Ok(0);
        };
        let number = tag.number();
        let place = (number.wrapping_mul(31) ^ selector) as usize % REMEMBERED;
        if let Some(known) = self.methods.get(place)
            && known.tag == number
            && known.name == selector
            && known.kind.is_some()
        {
            return Ok(known.found);
        }
        let class = self
            .image
            .class(number)
            .filter(|_| tag.form() == Form::Object);
        let found = class
            .and_then(|class| class.selectors.get(&selector))
            .copied();
        let Some(found) = found else {
            return Err(self.no_method(receiver, pc));
        };
        if let Some(known) = self.methods.get_mut(place) {
            *known = Remembered {
                tag: number,
                name: selector,
                found,
                kind: Some(Kind::Any),
            };
        }
        Ok(found)
    }

    /// A call of a function value: directly if the kinds are those of the function, else with conversions.
    ///
    /// # Safety
    /// As [`Self::enter`]; the closure is behind `a`, the arguments behind it.
    #[inline]
    pub(super) unsafe fn call_value(
        &mut self,
        instruction: Instruction,
        pc: *const Instruction,
        fp: *mut Word,
    ) -> Result<Place, Fault> {
        // SAFETY: verified registers.
        let closure = unsafe { get(fp, instruction.a + 1) };
        let Some(tag) = self.heap.tag(closure) else {
            self.null_field(pc)?;
            return Ok((pc, fp));
        };
        let row = self
            .image
            .closure(tag.number())
            .filter(|_| tag.form() == Form::Closure);
        let Some(row) = row else {
            return Err(self.failed_cast(closure, "function"));
        };
        if row.ty == u32::from(instruction.c) {
            // SAFETY: the kinds and types of the arguments are those of the parameters.
            return unsafe { self.enter(row.function, instruction.a, pc, fp) };
        }
        let types = &self.image.function_types;
        let (Some(own_type), Some(given_type)) = (
            types.get_index(row.ty as usize),
            types.get_index(usize::from(instruction.c)),
        ) else {
            return Err(self.failed_cast(closure, "function"));
        };
        let (own, given) = (&own_type.signature, &given_type.signature);
        if row.has_rest {
            // SAFETY: the arguments stand behind the result and the function, as the instruction's type says.
            let list: Vec<Word> = unsafe {
                let first = fp.add(usize::from(instruction.a) + 2);
                let kinds = given.params.iter().enumerate();
                kinds
                    .map(|(at, kind)| (*first.add(at)).to_any(*kind))
                    .collect()
            };
            let made = self.call_closure(closure, &list, fp)?;
            self.check(made, given_type.result)?;
            let Some(word) = made.any_to(given.result) else {
                return Err(self.failed_cast(made, kind_name(given.result)));
            };
            // SAFETY: a verified register.
            unsafe { *fp.add(usize::from(instruction.a)) = word };
            return Ok((pc, fp));
        }
        // The registers of the call stay as they are, for the caller releases them: the converted words come behind them.
        let second = usize::from(instruction.a) + 2 + given.params.len();
        // SAFETY: as in `enter`; registers behind the arguments are free, and inside the stack by this check.
        unsafe {
            if second + 2 + own.params.len() >= self.stack_end.offset_from(fp) as usize {
                return Err(stack_full());
            }
            let first = fp.add(usize::from(instruction.a) + 2);
            let copy = fp.add(second + 1);
            *copy = closure;
            for (at, wanted) in own.params.iter().enumerate() {
                let word = match given.params.get(at) {
                    Some(kind) => {
                        let any = (*first.add(at)).to_any(*kind);
                        // A function may be seen under another type than it has: Dynamic leads from any to any.
                        if let Some(ty) = own_type.params.get(at)
                            && Some(ty) != given_type.params.get(at)
                        {
                            self.check(any, *ty)?;
                        }
                        match any.any_to(*wanted) {
                            Some(word) => word,
                            None => return Err(self.failed_cast(any, kind_name(*wanted))),
                        }
                    }
                    None => Word::NULL,
                };
                *copy.add(1 + at) = word;
            }
            let a = u16::try_from(second).map_err(|_| stack_full())?;
            let place = self.enter(row.function, a, pc, fp)?;
            if let Some(frame) = self.frames.last_mut() {
                frame.conversion = Some(Conversion {
                    from: own.result,
                    to: given.result,
                    ty: given_type.result,
                    result: fp.add(usize::from(instruction.a)),
                });
            }
            Ok(place)
        }
    }

    /// A function of the prelude.
    ///
    /// # Safety
    /// The arguments are behind `a`.
    #[inline]
    pub(super) unsafe fn call_leaf(
        &mut self,
        number: u32,
        a: u16,
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let Some(row) = self.image.leaves.get(number as usize) else {
            return Err(Fault::text("internal: unknown native"));
        };
        // SAFETY: as many arguments as parameters follow the result.
        let arguments = unsafe {
            std::slice::from_raw_parts(fp.add(usize::from(a) + 1), row.signature.params.len())
        };
        (row.leaf)(&mut self.heap, arguments)
    }

    /// A native of the interpreter.
    ///
    /// # Safety
    /// The arguments are behind `a`.
    #[inline]
    pub(super) unsafe fn call_intrinsic(
        &mut self,
        number: u32,
        a: u16,
        fp: *mut Word,
    ) -> Result<Word, Fault> {
        let Some(row) = self.image.intrinsics.get(number as usize) else {
            return Err(Fault::text("internal: unknown native"));
        };
        // SAFETY: as many arguments as parameters follow the result.
        let arguments = unsafe {
            std::slice::from_raw_parts(fp.add(usize::from(a) + 1), row.signature.params.len())
        };
        self.intrinsic(row.intrinsic, arguments, row.signature.result, fp)
    }
}

pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Int => "Int",
        Kind::Float => "Float",
        Kind::Bool => "Bool",
        Kind::Ref => "object",
        Kind::Any => "Dynamic",
    }
}

#[cold]
pub(super) fn stack_full() -> Fault {
    Fault::text(format!("Stack overflow [{}]", runtime::STACK_OVERFLOW.id))
}
