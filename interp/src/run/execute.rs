//! The loop over instructions. Its arms are in the table of operations.

use super::machine::Machine;
use crate::code::{Instruction, Op, operations};
use crate::fault::Fault;
use hx2rs_heap::record::{put_slot, slot_of};
use hx2rs_heap::word::Any;
use hx2rs_heap::{Kind, Word};
use hx2rs_prelude::Operator;
use std::cmp::Ordering;

/// # Safety
/// All of these: the register is one of the running function's.
#[inline(always)]
pub(super) unsafe fn get(fp: *mut Word, register: u16) -> Word {
    // SAFETY: the caller's.
    unsafe { *fp.add(register as usize) }
}

#[inline(always)]
pub(super) unsafe fn set(fp: *mut Word, register: u16, word: Word) {
    // SAFETY: the caller's.
    unsafe { *fp.add(register as usize) = word }
}

#[inline(always)]
unsafe fn int(fp: *mut Word, register: u16) -> i32 {
    // SAFETY: the caller's.
    unsafe { get(fp, register).as_int() }
}

#[inline(always)]
unsafe fn set_int(fp: *mut Word, register: u16, value: i32) {
    // SAFETY: the caller's.
    unsafe { set(fp, register, Word::int(value)) }
}

#[inline(always)]
unsafe fn float(fp: *mut Word, register: u16) -> f64 {
    // SAFETY: the caller's.
    unsafe { get(fp, register).as_float() }
}

#[inline(always)]
unsafe fn set_float(fp: *mut Word, register: u16, value: f64) {
    // SAFETY: the caller's.
    unsafe { set(fp, register, Word::float(value)) }
}

#[inline(always)]
unsafe fn bool(fp: *mut Word, register: u16) -> bool {
    // SAFETY: the caller's.
    unsafe { get(fp, register).as_bool() }
}

#[inline(always)]
unsafe fn set_bool(fp: *mut Word, register: u16, value: bool) {
    // SAFETY: the caller's.
    unsafe { set(fp, register, Word::bool(value)) }
}

/// # Safety
/// `pc` stands behind an instruction whose distance leads to another one of the same function.
#[inline(always)]
unsafe fn jump(pc: &mut *const Instruction, distance: u32) {
    // SAFETY: the caller's.
    *pc = unsafe { pc.offset(distance as i32 as isize) };
}

/// # Safety
/// `pc` stands at the second word of a comparison.
#[inline(always)]
unsafe fn branch(pc: &mut *const Instruction, taken: bool) {
    // SAFETY: the caller's.
    unsafe {
        let distance = if taken {
            (**pc).wide() as i32 as isize
        } else {
            0
        };
        *pc = pc.offset(1 + distance);
    }
}

/// The second word's number.
///
/// # Safety
/// `pc` stands at the second word of an instruction.
#[inline(always)]
unsafe fn extra(pc: *const Instruction) -> u32 {
    // SAFETY: the caller's.
    unsafe { (*pc).wide() }
}

fn below(left: f64, right: f64) -> bool {
    left < right
}

fn at_most(left: f64, right: f64) -> bool {
    left <= right
}

fn any_int_to_float(word: Word) -> Word {
    match word.any() {
        Any::Int(value) => Word::any_float(f64::from(value)),
        Any::Null | Any::Bool(_) | Any::Float(_) | Any::Ref(_) => word,
    }
}

fn any_float_to_int(word: Word) -> Word {
    match word.any() {
        Any::Float(value) => Word::any_int(hx2rs_prelude::int(value)),
        Any::Null | Any::Bool(_) | Any::Int(_) | Any::Ref(_) => word,
    }
}

macro_rules! define_execute {
    (
        [$machine:ident, $fp:ident, $pc:ident, $i:ident, $attempt:ident]
        $($(#[$doc:meta])* $name:ident [$a:expr, $b:expr, $c:expr, $extra:expr] => $body:block)*
    ) => {
        /// Runs from `pc` until the frame that was the last one at the start returns.
        ///
        /// # Safety
        /// `pc` is the first instruction of the function of the last frame, whose code holds what the verifier checks;
        /// `fp` points to its registers, on the machine's stack; its parameters are set.
        pub(super) unsafe fn execute(
            $machine: &mut Machine<'_>,
            mut $pc: *const Instruction,
            mut $fp: *mut Word,
        ) -> Result<(), Fault> {
            let base = $machine.frames.len();
            macro_rules! $attempt {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(fault) => {
                            ($pc, $fp) = $machine.throw(fault, $pc, $fp, base)?;
                            continue;
                        }
                    }
                };
            }
            #[cfg(feature = "pairs")]
            let mut before = Op::Leave;
            loop {
                // SAFETY: verified code: `pc` never leaves the function, registers are inside the frame, and words have
                // the kinds that the arms read them as.
                unsafe {
                    let $i = *$pc;
                    #[cfg(feature = "pairs")]
                    {
                        super::pairs::count(before, $i.op);
                        before = $i.op;
                    }
                    $pc = $pc.add(1);
                    match $i.op {
                        $(Op::$name => $body)*
                    }
                }
            }
        }
    };
}

operations!(define_execute, machine, fp, pc, i, attempt);
