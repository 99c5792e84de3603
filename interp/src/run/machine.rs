//! The state of a running program.

use crate::code::Instruction;
use crate::code::Op;
use crate::control::Control;
use crate::fault::Fault;
use crate::leaks::LeakReport;
use crate::lower::qualified;
use crate::program::{Image, Owner, Shared};
use hx2rs_compiler::catalogue::runtime;
use hx2rs_compiler::hir::known;
use hx2rs_compiler::{DefId, Name};
use hx2rs_heap::{Form, Heap, Kind, Layout, LayoutId, Word};
use hx2rs_prelude::Str;
use std::collections::HashSet;

/// How far a program may go before it gets an exception.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Calls inside each other.
    pub frames: usize,
    /// Registers of all of them.
    pub registers: usize,
    /// Bytes of objects.
    pub heap: usize,
    /// Calls from natives back into the program inside each other.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            frames: 250_000,
            registers: 8 << 20,
            heap: 4 << 30,
            nesting: 1_000,
        }
    }
}

impl Limits {
    /// So many calls inside each other, with the registers that they take.
    pub fn set_calls(&mut self, calls: usize) {
        self.frames = calls;
        self.registers = calls.saturating_mul(32).clamp(1 << 16, 1 << 28);
    }
}

/// What the executor needs to enter a function.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) code: *const Instruction,
    /// Where a caller enters that gives the counts of owned parameters over.
    pub(super) owning: *const Instruction,
    pub(super) registers: u32,
}

/// Where a call came from, and what runs.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    /// Where the caller goes on.
    pub(super) pc: *const Instruction,
    pub(super) fp: *mut Word,
    /// What runs in this frame.
    pub(super) function: u32,
    /// For calls of function values of other kinds than the caller's.
    pub(super) conversion: Option<Conversion>,
}

/// What the caller wants of a result: its kind, and where.
#[derive(Clone, Copy)]
pub(super) struct Conversion {
    pub(super) from: Kind,
    pub(super) to: Kind,
    /// The run-time type that a reference has to have.
    pub(super) ty: u32,
    pub(super) result: *mut Word,
}

/// A remembered look-up of a method or field.
#[derive(Clone, Copy, Default)]
pub(super) struct Remembered {
    pub(super) tag: u32,
    pub(super) name: u32,
    pub(super) found: u32,
    pub(super) kind: Option<Kind>,
}

pub(super) const REMEMBERED: usize = 1024;

/// A running program.
pub(crate) struct Machine<'i> {
    pub(crate) heap: Box<Heap>,
    pub(crate) image: &'i Image,
    pub(super) entries: Vec<Entry>,
    /// Kept for the registers; reached through frame pointers.
    stack: Vec<u64>,
    pub(super) stack_end: *mut Word,
    pub(super) frames: Vec<Frame>,
    statics: Vec<Word>,
    pub(super) shared: Vec<Word>,
    floats: Vec<f64>,
    /// By number of layout: virtual tables; `u32::MAX` where there is no function.
    pub(super) tables: Vec<Box<[u32]>>,
    /// By number of layout: the index of a constructor.
    indices: Vec<i32>,
    /// `haxe.Exception` and the classes below it: their functions do not show in stacks that they make.
    pub(super) exceptions: HashSet<DefId>,
    pub(super) methods: Box<[Remembered]>,
    pub(super) fields: Box<[Remembered]>,
    /// The stack of the last exception: function and instruction.
    pub(super) trace: Vec<(u32, u32)>,
    /// The exception on its way has its stack already.
    pub(super) keeps_trace: bool,
    /// Layout of `haxe.ValueException`, and the slot of its value.
    pub(super) value_exception: Option<(u32, usize)>,
    pub(super) exception: Option<u32>,
    pub(super) nesting: usize,
    /// Containers around the value whose text is being made.
    pub(super) level: usize,
    /// Maps around it.
    pub(super) open_maps: usize,
    pub(super) limits: Limits,
    pub(super) control: Option<Control>,
}

/// What the outermost frame returns to.
pub(super) static LEAVE: [Instruction; 1] = [Instruction::new(Op::Leave, 0, 0, 0)];

impl<'i> Machine<'i> {
    /// A machine for a lowered program; whether its heap is watched, and by whom it is asked at its safe points.
    pub(crate) fn new(
        image: &'i Image,
        limits: Limits,
        is_watched: bool,
        control: Option<Control>,
    ) -> Self {
        let mut heap = match is_watched {
            true => Heap::watched(limits.heap),
            false => Heap::new(limits.heap),
        };
        for row in &image.layouts {
            let form = match &row.owner {
                Owner::Class(_) => Form::Object,
                Owner::Closure(_) => Form::Closure,
                Owner::Constructor(_) => Form::Enum,
                Owner::Shape(_) => Form::Structure,
                Owner::Variable => Form::Variable,
                Owner::Type(_) => Form::Type,
            };
            heap.add_layout(Layout::new(form, row.kinds.clone()));
        }
        let shared = image.shared.iter().map(|shared| match shared {
            Shared::Text(text) => heap.new_text(Str::from(&**text)),
            Shared::Type(layout) | Shared::Constant(layout) => {
                heap.new_record(LayoutId::from_index(*layout as usize))
            }
        });
        let shared = shared.collect();
        let mut tables = Vec::new();
        let mut indices = Vec::new();
        let mut value_exception = None;
        let mut exception = None;
        let mut exceptions = HashSet::new();
        for (number, row) in image.layouts.iter().enumerate() {
            let mut table = Vec::new();
            let mut index = -1;
            match &row.owner {
                Owner::Class(class) => {
                    table.extend(
                        class
                            .table
                            .iter()
                            .map(|function| function.unwrap_or(u32::MAX)),
                    );
                    if class.ancestors.contains(&known::exception()) {
                        exceptions.insert(class.def);
                    }
                    if class.def == known::value_exception() {
                        let field = class.fields.get(&Name::new("__thrown"));
                        value_exception =
                            field.map(|(slot, _)| (number as u32, usize::from(*slot)));
                    }
                    if class.def == known::exception() {
                        exception = Some(number as u32);
                    }
                }
                Owner::Constructor(constructor) => index = constructor.index as i32,
                Owner::Closure(_) | Owner::Shape(_) | Owner::Variable | Owner::Type(_) => {}
            }
            tables.push(table.into());
            indices.push(index);
        }
        let mut stack = vec![0_u64; limits.registers];
        let stack_end = stack.as_mut_ptr_range().end.cast::<Word>();
        Self {
            heap,
            image,
            entries: image
                .functions
                .iter()
                .map(|function| Entry {
                    code: function.code.as_ptr(),
                    owning: function
                        .code
                        .get(function.owning_entry as usize)
                        .map_or(function.code.as_ptr(), std::ptr::from_ref),
                    registers: function.registers,
                })
                .collect(),
            stack,
            stack_end,
            frames: Vec::with_capacity(256),
            statics: vec![Word::NULL; image.statics.len()],
            shared,
            floats: image
                .floats
                .iter()
                .map(|bits| f64::from_bits(*bits))
                .collect(),
            tables,
            indices,
            exceptions,
            methods: vec![Remembered::default(); REMEMBERED].into(),
            fields: vec![Remembered::default(); REMEMBERED].into(),
            trace: Vec::new(),
            keeps_trace: false,
            value_exception,
            exception,
            nesting: 0,
            level: 0,
            open_maps: 0,
            limits,
            control,
        }
    }

    /// Initialises the statics and runs `main`.
    pub(crate) fn run(&mut self) -> Result<(), Fault> {
        let bottom = self.stack.as_mut_ptr().cast::<Word>();
        for (function, number) in &self.image.initialisers {
            let word = self.call(bottom, *function, &[])?;
            self.set_static(*number, word);
        }
        for function in [self.image.main, self.image.after_main]
            .into_iter()
            .flatten()
        {
            let result = self.call(bottom, function, &[])?;
            self.heap.release(result);
        }
        Ok(())
    }

    /// The text of a value after the program has ended.
    pub(super) fn text_at_bottom(&mut self, word: Word) -> Str {
        let bottom = self.stack.as_mut_ptr().cast::<Word>();
        self.text_of(word, bottom)
            .unwrap_or_else(|_| Str::lit("an exception whose text throws"))
    }

    /// Finds what cycles held, now that the program has ended, and what else is still there.
    pub(crate) fn leaks(&mut self) -> LeakReport {
        self.heap.collect();
        let statics = self.image.statics.iter().zip(&self.statics);
        let statics = statics.filter(|((_, kind), _)| kind.counts());
        let (names, words): (Vec<_>, Vec<_>) = statics
            .map(|((member, _), word)| (qualified(*member), *word))
            .unzip();
        let known = self.shared.iter().copied().chain(words);
        let mut reached = self.heap.reached(known);
        let lost = self.heap.cells() - reached.iter().sum::<usize>();
        let of_statics = reached.split_off(self.shared.len());
        let statics = names.into_iter().zip(of_statics).collect();
        LeakReport::new(self, statics, lost)
    }

    #[cfg(test)]
    /// Lets go of everything that lives as long as the program. Gives how many cells are left then, and how many of these
    /// not even cycles hold.
    pub(crate) fn finish(&mut self) -> (usize, usize) {
        for word in std::mem::take(&mut self.statics)
            .into_iter()
            .zip(self.image.statics.values())
        {
            if word.1.counts() {
                self.heap.release(word.0);
            }
        }
        for word in std::mem::take(&mut self.shared) {
            self.heap.release(word);
        }
        let left = self.heap.cells();
        self.heap.collect();
        (left, self.heap.cells())
    }

    #[inline]
    pub(super) fn float(&self, number: u32) -> Word {
        Word::float(
            self.floats
                .get(number as usize)
                .copied()
                .unwrap_or_default(),
        )
    }

    #[inline]
    pub(super) fn shared(&self, number: u32) -> Word {
        self.shared
            .get(number as usize)
            .copied()
            .unwrap_or_default()
    }

    #[inline]
    pub(super) fn static_word(&self, number: u32) -> Word {
        self.statics
            .get(number as usize)
            .copied()
            .unwrap_or_default()
    }

    #[inline]
    pub(super) fn set_static(&mut self, number: u32, word: Word) {
        if let Some(place) = self.statics.get_mut(number as usize) {
            *place = word;
        }
    }

    /// The position of an enum value's constructor; -1 for null.
    #[inline]
    pub(super) fn enum_index(&self, word: Word) -> i32 {
        let tag = self.heap.tag(word);
        let index = tag.and_then(|tag| self.indices.get(tag.number() as usize));
        index.copied().unwrap_or(-1)
    }

    /// Makes sure that `more` bytes, and a cell, can be added. A safe point: cycles may be freed here.
    #[inline]
    pub(super) fn make_room(&mut self, more: usize) -> Result<(), Fault> {
        match self.heap.is_crowded(more) {
            true => self.heap.make_room(more).map_err(|_| heap_full()),
            false => Ok(()),
        }
    }

    #[inline]
    pub(super) fn new_record(&mut self, layout: u32) -> Result<Word, Fault> {
        self.make_room(0)?;
        Ok(self.heap.new_record(LayoutId::from_index(layout as usize)))
    }
}

/// The limit of the heap has been passed.
#[cold]
pub(super) fn heap_full() -> Fault {
    let code = runtime::HEAP_LIMIT.id;
    Fault::text(format!("Out of memory: the heap limit is reached [{code}]"))
}
