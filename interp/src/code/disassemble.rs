//! Register code as text, for `--dump=code` and tests.

use super::{Function, Instruction, Op, Role};
use crate::program::Image;
use std::fmt::Write;

/// The code of all functions.
pub(crate) fn image(image: &Image) -> String {
    let mut text = String::new();
    for (number, function) in image.functions.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = writeln!(text, "function {number} {}", function.name);
        text.push_str(&self::function(function));
        text.push('\n');
    }
    text
}

/// The code of one function.
pub(crate) fn function(function: &Function) -> String {
    let mut text = String::new();
    let params: Vec<String> = function
        .signature
        .params
        .iter()
        .map(|kind| format!("{kind:?}"))
        .collect();
    let _ = writeln!(
        text,
        "  ({}) -> {:?}, {} registers",
        params.join(", "),
        function.signature.result,
        function.registers
    );
    for slot in &function.slots {
        // What lives to the end has no end of its own.
        let to = slot.to.min(function.code.len() as u32);
        let place = if slot.in_cell { " in a cell" } else { "" };
        let _ = writeln!(
            text,
            "  r{} {}:{}{place} {}..{to}",
            slot.register, slot.name, slot.ty, slot.from
        );
    }
    for (at, instruction) in function.code.iter().enumerate() {
        if instruction.op != Op::Extra {
            let behind = function.code.get(at + 1).map_or(0, |extra| extra.wide());
            let _ = writeln!(
                text,
                "  {at:4} {}",
                self::instruction(*instruction, behind, at)
            );
        }
    }
    for handler in &function.handlers {
        let _ = writeln!(
            text,
            "  catch {}..{} -> {} in r{}",
            handler.start, handler.end, handler.target, handler.register
        );
    }
    text
}

fn instruction(instruction: Instruction, behind: u32, at: usize) -> String {
    let mut text = String::from(instruction.op.name());
    let operands = [instruction.a, instruction.b, instruction.c];
    for (role, operand) in instruction
        .op
        .roles()
        .into_iter()
        .zip(operands.into_iter().chain([0]))
    {
        let _ = match role {
            Role::Unused | Role::Continued | Role::CallText => Ok(()),
            Role::Out(_)
            | Role::OutNull
            | Role::OutLikeB
            | Role::OutCall(_)
            | Role::In(_)
            | Role::InSet
            | Role::InRaw
            | Role::InCounted
            | Role::InOutCounted
            | Role::InOutCountedC
            | Role::InResult
            | Role::FirstAny => write!(text, " r{operand}"),
            Role::Count => write!(text, " x{operand}"),
            Role::Slot | Role::VirtualSlot => write!(text, " .{operand}"),
            Role::Signature => write!(text, " s{operand}"),
            Role::FunctionType => write!(text, " t{operand}"),
            Role::Immediate => write!(text, " {}", operand as i16),
            Role::ShortFloat => write!(text, " FloatConstant {operand}"),
            Role::Immediate32 => write!(text, " {}", instruction.wide() as i32),
            Role::Jump32 => write!(
                text,
                " -> {}",
                at as i64 + 1 + i64::from(instruction.wide() as i32)
            ),
            Role::JumpBehind => write!(text, " -> {}", at as i64 + 2 + i64::from(behind as i32)),
            Role::WideIndex(pool) => write!(text, " {pool:?} {}", instruction.wide()),
            Role::Table(pool) => write!(text, " {pool:?} {behind}"),
        };
    }
    text
}
