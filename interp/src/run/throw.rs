//! Exceptions: from where they are thrown to who catches them, and their stacks.

use super::call::Place;
use super::machine::Machine;
use crate::code::Instruction;
use crate::control::Control;
use crate::fault::Fault;
use hx2rs_compiler::STANDARD_ROOT;
use hx2rs_heap::{Form, Word};
use hx2rs_prelude::Str;

/// Frames that a stack remembers.
const DEEPEST: usize = 60;

impl Machine<'_> {
    /// Unwinds to who catches: the frames above `base` are this loop's. Gives where to go on, or the fault for whoever
    /// started the loop.
    ///
    /// # Safety
    /// `pc` stands behind the first word of an instruction of the running function, or at its second word; `fp` is the
    /// running function's.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn throw(
        &mut self,
        fault: Fault,
        pc: *const Instruction,
        fp: *mut Word,
        base: usize,
    ) -> Result<Place, Fault> {
        let (mut pc, mut fp) = (pc, fp);
        if !std::mem::take(&mut self.keeps_trace) {
            self.trace = self.frames_from(pc);
        }
        if self.heap.is_watched() {
            self.note_site(pc);
        }
        let thrown = match fault {
            Fault::Text(text) => Ok(self.heap.new_text(text)),
            Fault::Exception(message) => Ok(self.exception(message, fp)),
            Fault::Thrown(word) => Ok(word),
            Fault::Exit(code) => Err(code),
        };
        while let Some(frame) = self.frames.last().copied() {
            let function = self.image.functions.get(frame.function as usize);
            if let Some(function) = function {
                // SAFETY: `pc` is inside this function's code.
                let at = unsafe { pc.offset_from(function.code.as_ptr()) } as u32;
                let at = at.saturating_sub(1);
                let mut scope = function.scope_at(at);
                let handler = function
                    .handlers
                    .iter()
                    .find(|handler| (handler.start..handler.end).contains(&at));
                let handler = handler.filter(|_| thrown.is_ok());
                let stop = handler.map_or(0, |handler| handler.scope);
                while scope != stop && scope != 0 {
                    let Some((parent, register)) = function.scopes.get(scope as usize).copied()
                    else {
                        break;
                    };
                    // SAFETY: a register of this function.
                    self.heap.release(unsafe { *fp.add(usize::from(register)) });
                    scope = parent;
                }
                if let (Some(handler), Ok(word)) = (handler, &thrown) {
                    self.heap.settle();
                    // SAFETY: a register and an instruction of this function.
                    unsafe {
                        *fp.add(usize::from(handler.register)) = *word;
                        return Ok((function.code.as_ptr().add(handler.target as usize), fp));
                    }
                }
            }
            self.frames.pop();
            // The return address is behind the call; a second word of a call may lie between.
            pc = frame.pc;
            fp = frame.fp;
            if self.frames.len() < base {
                break;
            }
        }
        debug_assert!(self.frames.len() < base || self.frames.is_empty());
        self.keeps_trace = true;
        Err(match thrown {
            Ok(word) => Fault::Thrown(word),
            Err(code) => Fault::Exit(code),
        })
    }

    /// The program throws.
    #[cold]
    pub(super) fn raise(&mut self, word: Word) -> Result<(), Fault> {
        Err(Fault::Thrown(word))
    }

    /// Throws on, with the stack that there was.
    #[cold]
    pub(super) fn raise_again(&mut self, word: Word) -> Result<(), Fault> {
        self.keeps_trace = true;
        Err(Fault::Thrown(word))
    }

    /// The value in a `haxe.ValueException`, else the word itself; not counted anew.
    pub(super) fn unwrapped(&self, word: Word) -> Word {
        if let (Some((layout, slot)), Some(tag)) = (self.value_exception, self.heap.tag(word))
            && tag.form() == Form::Object
            && tag.number() == layout
        {
            return self
                .heap
                .slot(word, slot)
                .map_or(word, |(value, kind)| value.to_any(kind));
        }
        word
    }

    /// A `haxe.Exception` with a message; a String where the program has no exceptions.
    fn exception(&mut self, message: Str, fp: *mut Word) -> Word {
        let text = self.heap.new_text(message);
        let Some(layout) = self.exception else {
            return text;
        };
        let object = self.new_record(layout);
        let constructor = self.image.exception_constructor;
        let (Ok(object), Some(constructor)) = (object, constructor) else {
            return text;
        };
        match self.call(fp, constructor, &[object, text, Word::NULL, Word::NULL]) {
            Ok(nothing) => {
                self.heap.release(nothing);
                self.heap.release(text);
                object
            }
            Err(_) => {
                self.heap.release(object);
                text
            }
        }
    }

    /// A null access of the instruction before `pc`.
    #[cold]
    #[inline(never)]
    pub(super) fn null_field(&self, pc: *const Instruction) -> Result<(), Fault> {
        Err(Fault::null_access(self.accessed(pc)))
    }

    /// What the instruction before `pc` accesses.
    pub(super) fn accessed(&self, pc: *const Instruction) -> &'static str {
        let function = self
            .frames
            .last()
            .and_then(|frame| self.image.functions.get(frame.function as usize));
        let Some(function) = function else {
            return "value";
        };
        let at = instruction_number(function, pc);
        function.access_at(at.saturating_sub(1))
    }

    /// Tells a watched heap where the next objects are made: in the innermost function that is not the standard
    /// library's.
    #[cold]
    #[inline(never)]
    pub(super) fn note_site(&mut self, pc: *const Instruction) {
        let mut pc = pc;
        let mut first = 0;
        for frame in self.frames.iter().rev() {
            if let Some(function) = self.image.functions.get(frame.function as usize) {
                let at = instruction_number(function, pc).saturating_sub(1);
                let site = (u64::from(frame.function) + 1) << 32 | u64::from(at);
                if let Some((path, _)) = self.site_position(site) {
                    if !path.starts_with(STANDARD_ROOT) {
                        return self.heap.set_site(site);
                    }
                    if first == 0 {
                        first = site;
                    }
                }
            }
            pc = frame.pc;
        }
        self.heap.set_site(first);
    }

    /// Whether another thread asks for something.
    #[inline(always)]
    pub(super) fn is_asked(&self) -> bool {
        self.control.as_ref().is_some_and(Control::is_asked)
    }

    /// Answers the other thread.
    #[cold]
    #[inline(never)]
    pub(super) fn at_safe_point(&mut self, pc: *const Instruction) -> Result<(), Fault> {
        let stack = || self.stack_text(&self.frames_from(pc));
        let stop = self.control.as_ref().and_then(|it| it.answer(stack));
        stop.map_or(Ok(()), |code| Err(Fault::Exit(code)))
    }

    /// Path and line of what [`Self::note_site`] has noted.
    pub(crate) fn site_position(&self, site: u64) -> Option<(&str, u32)> {
        let number = (site >> 32).checked_sub(1)?;
        let function = self.image.functions.get(number as usize)?;
        let offset = function.position_at(site as u32)?;
        self.image.position(function.member?, offset)
    }

    /// Functions and instructions of all frames, the innermost first.
    fn frames_from(&self, pc: *const Instruction) -> Vec<(u32, u32)> {
        let mut trace = Vec::new();
        let mut pc = pc;
        for frame in self.frames.iter().rev().take(DEEPEST) {
            if let Some(function) = self.image.functions.get(frame.function as usize) {
                trace.push((
                    frame.function,
                    instruction_number(function, pc).saturating_sub(1),
                ));
            }
            pc = frame.pc;
        }
        trace
    }

    /// `path:line` of the instruction before `pc`.
    pub(super) fn place(&self, pc: *const Instruction) -> String {
        let function = self
            .frames
            .last()
            .and_then(|frame| self.image.functions.get(frame.function as usize));
        let place = function.and_then(|function| {
            let at = instruction_number(function, pc).saturating_sub(1);
            self.image
                .position(function.member?, function.position_at(at)?)
        });
        place.map_or_else(
            || String::from("?"),
            |(path, line)| format!("{path}:{line}"),
        )
    }

    /// Lines `Called from …` for the last exception.
    pub(crate) fn stack_of_exception(&self) -> String {
        self.stack_text(&self.trace)
    }

    /// The stack of this moment, without the functions of exceptions themselves.
    pub(super) fn call_stack(&self, pc: *const Instruction) -> String {
        let mut trace = self.frames_from(pc);
        let in_exception = |(function, _): &(u32, u32)| {
            let function = self.image.functions.get(*function as usize);
            let class = function
                .and_then(|function| function.member)
                .map(|member| member.owner());
            class.is_some_and(|class| self.exceptions.contains(&class))
        };
        let inside = trace.iter().take_while(|entry| in_exception(entry)).count();
        trace.drain(..inside);
        self.stack_text(&trace)
    }

    fn stack_text(&self, trace: &[(u32, u32)]) -> String {
        let mut lines = Vec::new();
        for (function, at) in trace {
            let Some(function) = self.image.functions.get(*function as usize) else {
                continue;
            };
            let place = function.member.and_then(|member| {
                let offset = function.position_at(*at).unwrap_or(0);
                self.image.position(member, offset)
            });
            lines.push(match place {
                Some((path, line)) => format!("Called from {} ({path}:{line})", function.name),
                None => format!("Called from {}", function.name),
            });
        }
        lines.join("\n")
    }
}

/// Where `pc` is in a function's code; 0 for what is elsewhere.
fn instruction_number(function: &crate::code::Function, pc: *const Instruction) -> u32 {
    let start = function.code.as_ptr() as usize;
    let at = (pc as usize).wrapping_sub(start) / size_of::<Instruction>();
    if at <= function.code.len() {
        at as u32
    } else {
        0
    }
}

impl Machine<'_> {
    /// The report of an exception that nothing caught: message and stack.
    pub(crate) fn report(&mut self, fault: Fault) -> String {
        let (message, word) = match fault {
            Fault::Text(text) | Fault::Exception(text) => (text, Word::NULL),
            Fault::Thrown(word) => {
                let stack = self.stack_of_exception();
                let text = self.text_at_bottom(word);
                self.heap.release(word);
                return format!("Uncaught exception: {text}\n{stack}\n");
            }
            Fault::Exit(code) => (Str::from(code.to_string()), Word::NULL),
        };
        self.heap.release(word);
        format!(
            "Uncaught exception: {message}\n{}\n",
            self.stack_of_exception()
        )
    }
}
