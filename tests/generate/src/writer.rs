//! The state of writing one program: draws, declarations, variables in scope, and what a call may cost.

use crate::random::Random;
use crate::world::{Type, World};

/// The most steps a function may take: calls and iterations, with everything that they call.
const MOST_STEPS: usize = 400;

/// A variable in scope.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) is_written: bool,
}

/// Writes the members of one program.
pub(crate) struct Writer {
    pub(crate) random: Random,
    pub(crate) world: World,
    pub(crate) scope: Vec<Variable>,
    pub(crate) lines: Vec<String>,
    pub(crate) indent: usize,
    /// How often what is written now can run for each call of its function.
    pub(crate) times: usize,
    /// Steps of the function so far.
    pub(crate) steps: usize,
    /// The class whose method is written.
    pub(crate) this: Option<usize>,
    /// What the function that is written returns.
    pub(crate) result: Option<Type>,
    /// Loops around what is written, which `break` and `continue` would mean.
    pub(crate) loops: usize,
    /// Whether the program may use the wide language.
    pub(crate) is_wide: bool,
    names: usize,
}

impl Writer {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            world: World::default(),
            scope: Vec::new(),
            lines: Vec::new(),
            indent: 0,
            times: 1,
            steps: 0,
            this: None,
            result: None,
            loops: 0,
            is_wide: seed >= crate::WIDE,
            names: 0,
        }
    }

    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref();
        let indent = if text.is_empty() { 0 } else { self.indent };
        self.lines.push(format!("{}{text}", "\t".repeat(indent)));
    }

    pub(crate) fn open(&mut self, text: impl AsRef<str>) {
        self.line(format!("{} {{", text.as_ref()));
        self.indent += 1;
    }

    pub(crate) fn close(&mut self, text: &str) {
        self.indent -= 1;
        self.line(format!("}}{text}"));
    }

    /// A name that nothing else has.
    pub(crate) fn fresh(&mut self, start: &str) -> String {
        self.names += 1;
        format!("{start}{}", self.names)
    }

    /// Writes something whose variables go out of scope behind it.
    pub(crate) fn scoped(&mut self, write: impl FnOnce(&mut Self)) {
        let before = self.scope.len();
        write(self);
        self.scope.truncate(before);
    }

    /// Writes the body of a loop that runs at most so often.
    pub(crate) fn repeated(&mut self, times: usize, write: impl FnOnce(&mut Self)) {
        let before = self.times;
        self.times *= times;
        self.steps += self.times;
        self.loops += 1;
        self.scoped(write);
        self.loops -= 1;
        self.times = before;
    }

    /// Whether there are steps left for a call that costs so much; then they are taken.
    pub(crate) fn affords(&mut self, cost: usize) -> bool {
        let steps = self.times * (cost + 1);
        let is_in = self.steps + steps <= MOST_STEPS;
        if is_in {
            self.steps += steps;
        }
        is_in
    }

    /// Whether a loop of so many rounds may begin here.
    pub(crate) fn may_loop(&self, times: usize) -> bool {
        self.times * times <= 40 && self.steps + self.times * times <= MOST_STEPS
    }

    pub(crate) fn declare(&mut self, name: &str, ty: &Type, is_written: bool) {
        self.scope.push(Variable {
            name: name.to_owned(),
            ty: ty.clone(),
            is_written,
        });
    }

    /// A variable of a type, if there is one.
    pub(crate) fn variable(&mut self, ty: &Type) -> Option<String> {
        let fitting: Vec<&Variable> = self.scope.iter().filter(|it| it.ty == *ty).collect();
        let found = self.random.pick(&fitting);
        found.map(|variable| variable.name.clone())
    }

    /// A variable of a type that may be written.
    pub(crate) fn target(&mut self, ty: &Type) -> Option<String> {
        let fits = |it: &&Variable| it.ty == *ty && it.is_written;
        let fitting: Vec<&Variable> = self.scope.iter().filter(fits).collect();
        let found = self.random.pick(&fitting);
        found.map(|variable| variable.name.clone())
    }
}
