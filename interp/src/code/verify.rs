//! Checks register code before it runs, in debug builds and tests. The executor's unsafe code relies on what is checked
//! here:
//!
//! - every register operand is below the function's number of registers, arguments of calls included;
//! - jumps end at the first word of an instruction, and no path runs over the end of the code;
//! - numbers of pools are below the pool's size;
//! - on every path a register that is read has been set, with the kind that the operation expects; a reference may be
//!   read as `any`, not the other way round;
//! - arguments of calls have the kinds of the function's parameters, and results of returns the function's;
//! - registers that a scope names are counted ones, and set;
//! - registers of variables that can be looked at are set, with words of the variable's kind.

use super::{Function, Instruction, Op, Pool, Role};
use crate::program::Image;
use hx2rs_heap::Kind;

/// What is known of a register.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Content {
    Unset,
    Is(Kind),
    /// Null: a reference as well as `any`.
    Null,
}

struct Checker<'a> {
    image: &'a Image,
    function: &'a Function,
    /// What is known before each instruction that has been reached.
    states: Vec<Option<Vec<Content>>>,
    pending: Vec<usize>,
}

/// What is wrong with a function, if anything.
pub(crate) fn verify(image: &Image, function: &Function) -> Result<(), String> {
    let mut entry = vec![Content::Unset; function.registers as usize];
    for (register, kind) in function.signature.params.iter().enumerate() {
        match entry.get_mut(register) {
            Some(content) => *content = Content::Is(*kind),
            None => {
                return Err(format!(
                    "{}: fewer registers than parameters",
                    function.name
                ));
            }
        }
    }
    let mut checker = Checker {
        image,
        function,
        states: vec![None; function.code.len()],
        pending: Vec::new(),
    };
    let checked = checker.flow(0, &entry).and_then(|()| checker.run());
    checked.map_err(|(at, problem)| {
        format!(
            "{} at {at}: {problem}\n{}",
            function.name,
            super::disassemble::function(function)
        )
    })
}

type Checked<T = ()> = Result<T, (usize, String)>;

impl Checker<'_> {
    fn run(&mut self) -> Checked {
        self.follow()?;
        for (at, state) in self.states.iter().enumerate() {
            let Some(state) = state else { continue };
            for slot in self.function.live_at(at as u32) {
                let kind = if slot.in_cell { Kind::Ref } else { slot.kind };
                if !fits(content(state, slot.register), kind) {
                    return Err((at, format!("variable {} is not in its register", slot.name)));
                }
            }
        }
        Ok(())
    }

    fn follow(&mut self) -> Checked {
        while let Some(at) = self.pending.pop() {
            let Some(Some(state)) = self.states.get(at).cloned() else {
                continue;
            };
            let Some(instruction) = self.function.code.get(at).copied() else {
                continue;
            };
            let handlers = self.function.handlers.iter();
            for handler in handlers.filter(|h| (h.start..h.end).contains(&(at as u32))) {
                let mut caught = state.clone();
                if let Some(register) = caught.get_mut(handler.register as usize) {
                    *register = Content::Is(Kind::Any);
                }
                self.flow(handler.target as usize, &caught)?;
            }
            self.step(at, instruction, state)?;
        }
        Ok(())
    }

    /// Notes that `state` holds before `at`.
    fn flow(&mut self, at: usize, state: &[Content]) -> Checked {
        let function = self.function;
        match function.code.get(at) {
            None => return Err((at, String::from("runs over the end"))),
            Some(instruction) if instruction.op == Op::Extra => {
                return Err((at, String::from("jumps into an instruction")));
            }
            Some(_) => {}
        }
        let Some(known) = self.states.get_mut(at) else {
            return Ok(());
        };
        match known {
            None => {
                *known = Some(state.to_vec());
                self.pending.push(at);
            }
            Some(known) => {
                let mut changed = false;
                for (known, new) in known.iter_mut().zip(state) {
                    let merged = merge(*known, *new);
                    changed |= merged != *known;
                    *known = merged;
                }
                if changed {
                    self.pending.push(at);
                }
            }
        }
        Ok(())
    }

    fn step(&mut self, at: usize, instruction: Instruction, mut state: Vec<Content>) -> Checked {
        let fail = |problem: String| Err((at, problem));
        let roles = instruction.op.roles();
        let behind = self.function.code.get(at + 1).copied();
        let has_extra = matches!(roles[3], Role::JumpBehind | Role::Table(_));
        if has_extra && behind.is_none_or(|word| word.op != Op::Extra) {
            return fail(String::from("lacks its second word"));
        }
        let extra = behind.map_or(0, Instruction::wide);
        let operands = [instruction.a, instruction.b, instruction.c];
        // What is read, before what is written.
        for (role, operand) in roles.into_iter().zip(operands.into_iter().chain([0])) {
            let read = || content(&state, operand);
            let good = match role {
                Role::In(kind) => fits(read(), kind),
                Role::InSet => read() != Content::Unset,
                Role::InRaw => matches!(read(), Content::Is(kind) if !kind.counts()),
                Role::InCounted | Role::InOutCounted => counted(read()),
                Role::InOutCountedC => {
                    let behind = operand.checked_add(1);
                    counted(read())
                        && behind.is_some_and(|register| fits(content(&state, register), Kind::Any))
                }
                Role::InResult => fits(read(), self.function.signature.result),
                Role::FirstAny => {
                    let count = if roles[1] == Role::Count {
                        instruction.b
                    } else {
                        instruction.c
                    };
                    (0..count).all(|more| {
                        operand
                            .checked_add(more)
                            .is_some_and(|register| fits(content(&state, register), Kind::Any))
                    })
                }
                Role::CallText => {
                    let register = instruction.a.checked_add(1);
                    register.is_some_and(|register| fits(content(&state, register), Kind::Any))
                }
                Role::WideIndex(pool) => self.in_pool(pool, instruction.wide()),
                Role::Table(pool) => self.in_pool(pool, extra),
                Role::ShortFloat => self.in_pool(Pool::FloatConstant, u32::from(operand)),
                Role::Signature => usize::from(operand) < self.image.signatures.len(),
                Role::FunctionType => usize::from(operand) < self.image.function_types.len(),
                Role::Out(_) | Role::OutNull | Role::OutLikeB | Role::OutCall(_) => {
                    u32::from(operand) < self.function.registers
                }
                Role::Unused
                | Role::Continued
                | Role::Count
                | Role::Slot
                | Role::VirtualSlot
                | Role::Immediate
                | Role::Immediate32
                | Role::Jump32
                | Role::JumpBehind => true,
            };
            if !good {
                return fail(format!(
                    "{} has a wrong operand: {role:?} is {operand}",
                    instruction.op.name()
                ));
            }
        }
        for register in self.held(at as u32) {
            if !counted(content(&state, register)) {
                return fail(format!("holds r{register}, which has no count"));
            }
        }
        let result = self
            .call(instruction, &state)
            .map_err(|problem| (at, problem))?;
        let like_b = content(&state, instruction.b);
        let mut write = |register: u16, value: Content| {
            if let Some(content) = state.get_mut(usize::from(register)) {
                *content = value;
            }
        };
        match roles[0] {
            Role::Out(kind) => write(instruction.a, Content::Is(kind)),
            Role::OutNull => write(instruction.a, Content::Null),
            Role::OutLikeB => write(instruction.a, like_b),
            Role::OutCall(kind) => write(instruction.a, Content::Is(result.unwrap_or(kind))),
            Role::InOutCounted if instruction.op == Op::Replace => write(instruction.a, like_b),
            Role::InOutCounted
            | Role::Unused
            | Role::Continued
            | Role::In(_)
            | Role::InSet
            | Role::InRaw
            | Role::InCounted
            | Role::InOutCountedC
            | Role::InResult
            | Role::FirstAny
            | Role::Count
            | Role::CallText
            | Role::Slot
            | Role::VirtualSlot
            | Role::Signature
            | Role::FunctionType
            | Role::Immediate
            | Role::ShortFloat
            | Role::Immediate32
            | Role::Jump32
            | Role::JumpBehind
            | Role::WideIndex(_)
            | Role::Table(_) => {}
        }
        self.successors(at, instruction, extra, &state)
    }

    fn successors(
        &mut self,
        at: usize,
        instruction: Instruction,
        extra: u32,
        state: &[Content],
    ) -> Checked {
        let target = |base: usize, distance: u32| {
            usize::try_from(base as i64 + i64::from(distance as i32)).unwrap_or(usize::MAX)
        };
        let roles = instruction.op.roles();
        if roles[1] == Role::Jump32 {
            self.flow(target(at + 1, instruction.wide()), state)?;
        }
        if roles[3] == Role::JumpBehind {
            self.flow(target(at + 2, extra), state)?;
        }
        let ends = matches!(
            instruction.op,
            Op::Jump
                | Op::Return
                | Op::ReturnNothing
                | Op::Leave
                | Op::Throw
                | Op::Rethrow
                | Op::Unmatched
                | Op::Extra
        );
        if ends {
            return Ok(());
        }
        let words = if matches!(roles[3], Role::JumpBehind | Role::Table(_)) {
            2
        } else {
            1
        };
        self.flow(at + words, state)
    }

    /// Checks the arguments of a call and gives the kind of its result.
    fn call(&self, instruction: Instruction, state: &[Content]) -> Result<Option<Kind>, String> {
        if !matches!(instruction.op.roles()[0], Role::OutCall(_)) {
            return Ok(None);
        }
        let number = instruction.wide() as usize;
        let signature = if instruction.op == Op::ToText {
            return Ok(Some(Kind::Ref));
        } else if instruction.op == Op::Call || instruction.op == Op::CallOwning {
            self.image.signature_of(instruction.wide())
        } else if instruction.op == Op::CallLeaf {
            self.image.leaves.get(number).map(|row| &row.signature)
        } else if instruction.op == Op::CallIntrinsic {
            self.image.intrinsics.get(number).map(|row| &row.signature)
        } else if instruction.op == Op::CallValue {
            let ty = self.image.function_types.get_index(instruction.c.into());
            ty.map(|ty| &ty.signature)
        } else {
            self.image.signatures.get_index(usize::from(instruction.c))
        };
        let signature = signature.ok_or_else(|| String::from("calls something unknown"))?;
        // Behind the result; a function value is in front of its own arguments, which its signature does not show.
        let first = match instruction.op == Op::CallValue {
            true => usize::from(instruction.a) + 2,
            false => usize::from(instruction.a) + 1,
        };
        for (at, kind) in signature.params.iter().enumerate() {
            let register =
                u16::try_from(first + at).map_err(|_| String::from("too many registers"))?;
            if !fits(content(state, register), *kind) {
                return Err(format!(
                    "argument {at} in r{register} is {:?}, not {kind:?}",
                    content(state, register)
                ));
            }
        }
        Ok(Some(signature.result))
    }

    fn in_pool(&self, pool: Pool, number: u32) -> bool {
        let size = match pool {
            Pool::FloatConstant => self.image.floats.len(),
            Pool::Shared => self.image.shared.len(),
            Pool::Type => self.image.types.len(),
            Pool::Layout => self.image.layouts.len(),
            Pool::Name => self.image.names.len(),
            Pool::Static => self.image.statics.len(),
            Pool::Function => self.image.functions.len(),
            Pool::Selector => self.image.selectors.len(),
            Pool::Leaf => self.image.leaves.len(),
            Pool::Intrinsic => self.image.intrinsics.len(),
        };
        (number as usize) < size
    }

    /// The registers that are released if the instruction throws.
    fn held(&self, at: u32) -> Vec<u16> {
        let mut held = Vec::new();
        let mut scope = self.function.scope_at(at);
        while scope != 0 {
            let Some((parent, register)) = self.function.scopes.get(scope as usize) else {
                break;
            };
            held.push(*register);
            scope = *parent;
        }
        held
    }
}

fn content(state: &[Content], register: u16) -> Content {
    state
        .get(usize::from(register))
        .copied()
        .unwrap_or(Content::Unset)
}

fn fits(content: Content, kind: Kind) -> bool {
    match content {
        Content::Unset => false,
        Content::Null => kind.counts(),
        Content::Is(found) => found == kind || (found == Kind::Ref && kind == Kind::Any),
    }
}

fn counted(content: Content) -> bool {
    match content {
        Content::Unset => false,
        Content::Null => true,
        Content::Is(kind) => kind.counts(),
    }
}

fn merge(left: Content, right: Content) -> Content {
    match (left, right) {
        _ if left == right => left,
        (Content::Null, Content::Is(kind)) | (Content::Is(kind), Content::Null)
            if kind.counts() =>
        {
            Content::Is(kind)
        }
        (Content::Is(left), Content::Is(right)) if left.counts() && right.counts() => {
            Content::Is(Kind::Any)
        }
        (Content::Unset | Content::Null | Content::Is(_), _) => Content::Unset,
    }
}
