//! The tree of a pattern → steps of the machine.

use super::set::{Set, lower, upper};
use super::syntax::{Node, Options, Taste, parse};

/// A pattern, ready to run.
pub(super) struct Code {
    pub steps: Vec<Step>,
    /// Groups, the whole match included; a mark for each loop stands behind their places.
    pub groups: usize,
    pub slots: usize,
    /// What every match begins with.
    pub first: Option<char>,
    /// Matches begin nowhere but at the start of the text.
    pub anchored: bool,
}

/// What the machine does.
#[derive(Debug)]
pub(super) enum Step {
    Char(char),
    /// A letter, small or not; the one here is small.
    Letter(char),
    Any,
    AnyInLine,
    Set(Box<Set>, bool),
    Start,
    LineStart,
    End,
    LineEnd,
    TextEnd,
    SearchStart,
    WordEdge(bool),
    /// Remembers the place.
    Save(usize),
    /// Goes on at the first; if that fails, at the second.
    Split(usize, usize),
    Jump(usize),
    /// Leaves the loop, whose jump back is the next step, where nothing was taken since the place was remembered.
    Progress(usize),
    Back(usize, bool),
    /// Runs up to its `Done`, then goes on behind it.
    Look {
        negative: bool,
        end: usize,
    },
    /// As `Look`, but what it took is taken.
    Atomic {
        end: usize,
    },
    /// Goes that many code points back.
    Behind(usize),
    /// Goes on at the place if the group took no part.
    Unless(usize, usize),
    Done,
}

/// Steps that a pattern may have.
const MOST: usize = 200_000;

/// Makes a pattern ready; else says what is wrong with it.
pub(super) fn compile(pattern: &str, letters: &str) -> Result<Code, String> {
    let mut options = Options::default();
    for letter in letters.chars() {
        match letter {
            'i' => options.folds = true,
            'm' => options.lines = true,
            's' => options.dot_all = true,
            // What `g` says is for replace, split and map; text is Unicode in any case.
            'g' | 'u' => {}
            letter => return Err(format!("unsupported option {letter}")),
        }
    }
    let pattern = parse(pattern, options)?;
    let mut writer = Writer {
        steps: Vec::new(),
        slots: pattern.groups * 2,
    };
    writer.push(Step::Save(0))?;
    writer.node(&pattern.node)?;
    writer.push(Step::Save(1))?;
    writer.push(Step::Done)?;
    let (first, anchored) = match writer.steps.get(1) {
        Some(Step::Char(char)) => (Some(*char), false),
        Some(Step::Start) => (None, true),
        Some(_) | None => (None, false),
    };
    Ok(Code {
        steps: writer.steps,
        groups: pattern.groups,
        slots: writer.slots,
        first,
        anchored,
    })
}

struct Writer {
    steps: Vec<Step>,
    slots: usize,
}

impl Writer {
    fn push(&mut self, step: Step) -> Result<usize, String> {
        if self.steps.len() >= MOST {
            return Err(String::from("regular expression is too large"));
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn set(&mut self, at: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(at) {
            *place = step;
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), String> {
        match node {
            Node::Empty => return Ok(()),
            Node::Char(char, true) if is_letter(*char) => self.push(Step::Letter(lower(*char)))?,
            Node::Char(char, _) => self.push(Step::Char(*char))?,
            Node::Any(true) => self.push(Step::Any)?,
            Node::Any(false) => self.push(Step::AnyInLine)?,
            Node::Set(set, folds) => self.push(Step::Set(Box::new(set.clone()), *folds))?,
            Node::Start(false) => self.push(Step::Start)?,
            Node::Start(true) => self.push(Step::LineStart)?,
            Node::End(false) => self.push(Step::End)?,
            Node::End(true) => self.push(Step::LineEnd)?,
            Node::TextEnd => self.push(Step::TextEnd)?,
            Node::SearchStart => self.push(Step::SearchStart)?,
            Node::WordEdge(edge) => self.push(Step::WordEdge(*edge))?,
            Node::Keep => self.push(Step::Save(0))?,
            Node::Back(group, folds) => self.push(Step::Back(*group, *folds))?,
            Node::Group(body, number) => {
                self.push(Step::Save(number * 2))?;
                self.node(body)?;
                self.push(Step::Save(number * 2 + 1))?
            }
            Node::Sequence(parts) => {
                for part in parts {
                    self.node(part)?;
                }
                return Ok(());
            }
            Node::Choice(ways) => return self.choice(ways),
            Node::Repeat {
                body,
                least,
                most,
                taste,
            } => return self.repeat(body, *least, *most, *taste),
            Node::Look {
                body,
                behind,
                negative,
            } => {
                let look = self.push(Step::Done)?;
                match behind {
                    true => self.behind(body)?,
                    false => self.node(body)?,
                }
                self.push(Step::Done)?;
                let step = Step::Look {
                    negative: *negative,
                    end: self.steps.len(),
                };
                self.set(look, step);
                return Ok(());
            }
            Node::Atomic(body) => {
                let atomic = self.push(Step::Done)?;
                self.node(body)?;
                self.push(Step::Done)?;
                let end = self.steps.len();
                self.set(atomic, Step::Atomic { end });
                return Ok(());
            }
            Node::Conditional(group, yes, no) => {
                let question = self.push(Step::Done)?;
                self.node(yes)?;
                let jump = self.push(Step::Done)?;
                self.set(question, Step::Unless(*group, self.steps.len()));
                self.node(no)?;
                self.set(jump, Step::Jump(self.steps.len()));
                return Ok(());
            }
        };
        Ok(())
    }

    fn choice(&mut self, ways: &[Node]) -> Result<(), String> {
        let mut jumps = Vec::new();
        let Some((last, others)) = ways.split_last() else {
            return Ok(());
        };
        for way in others {
            let split = self.push(Step::Done)?;
            self.node(way)?;
            jumps.push(self.push(Step::Done)?);
            self.set(split, Step::Split(split + 1, self.steps.len()));
        }
        self.node(last)?;
        for jump in jumps {
            self.set(jump, Step::Jump(self.steps.len()));
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        body: &Node,
        least: u32,
        most: Option<u32>,
        taste: Taste,
    ) -> Result<(), String> {
        let atomic = match taste {
            Taste::Possessive => Some(self.push(Step::Done)?),
            Taste::Greedy | Taste::Lazy => None,
        };
        for _ in 0..least {
            self.node(body)?;
        }
        let order = |first, second| match taste {
            Taste::Lazy => Step::Split(second, first),
            Taste::Greedy | Taste::Possessive => Step::Split(first, second),
        };
        match most {
            None => {
                let split = self.push(Step::Done)?;
                let can_be_empty = width(body).is_none_or(|width| width == 0);
                let mark = self.slots;
                if can_be_empty {
                    self.slots += 1;
                    self.push(Step::Save(mark))?;
                }
                self.node(body)?;
                if can_be_empty {
                    self.push(Step::Progress(mark))?;
                }
                self.push(Step::Jump(split))?;
                let end = self.steps.len();
                self.set(split, order(split + 1, end));
            }
            Some(most) => {
                let mut splits = Vec::new();
                for _ in least..most {
                    splits.push(self.push(Step::Done)?);
                    self.node(body)?;
                }
                let end = self.steps.len();
                for split in splits {
                    self.set(split, order(split + 1, end));
                }
            }
        }
        if let Some(atomic) = atomic {
            self.push(Step::Done)?;
            let end = self.steps.len();
            self.set(atomic, Step::Atomic { end });
        }
        Ok(())
    }

    /// What stands behind a place: each way goes back as far as it is long.
    fn behind(&mut self, body: &Node) -> Result<(), String> {
        let Node::Choice(ways) = body else {
            return self.behind_way(body);
        };
        let mut jumps = Vec::new();
        let Some((last, others)) = ways.split_last() else {
            return Ok(());
        };
        for way in others {
            let split = self.push(Step::Done)?;
            self.behind_way(way)?;
            jumps.push(self.push(Step::Done)?);
            self.set(split, Step::Split(split + 1, self.steps.len()));
        }
        self.behind_way(last)?;
        for jump in jumps {
            self.set(jump, Step::Jump(self.steps.len()));
        }
        Ok(())
    }

    fn behind_way(&mut self, way: &Node) -> Result<(), String> {
        match width(way) {
            Some(width) => {
                self.push(Step::Behind(width))?;
                self.node(way)
            }
            None => Err(String::from("lookbehind assertion is not fixed length")),
        }
    }
}

fn is_letter(char: char) -> bool {
    lower(char) != char || upper(char) != char
}

/// How many code points a part takes, if that is always the same.
fn width(node: &Node) -> Option<usize> {
    match node {
        Node::Char(..) | Node::Any(_) | Node::Set(..) => Some(1),
        Node::Empty
        | Node::Start(_)
        | Node::End(_)
        | Node::TextEnd
        | Node::SearchStart
        | Node::WordEdge(_)
        | Node::Keep
        | Node::Look { .. } => Some(0),
        Node::Back(..) => None,
        Node::Group(body, _) | Node::Atomic(body) => width(body),
        Node::Sequence(parts) => {
            let mut total = 0;
            for part in parts {
                total += width(part)?;
            }
            Some(total)
        }
        Node::Choice(ways) => {
            let mut widths = ways.iter().map(width);
            let first = widths.next()??;
            widths.all(|width| width == Some(first)).then_some(first)
        }
        Node::Repeat {
            body, least, most, ..
        } => match most {
            Some(most) if most == least => Some(width(body)? * usize::try_from(*least).ok()?),
            Some(_) | None => None,
        },
        Node::Conditional(_, yes, no) => {
            let (yes, no) = (width(yes)?, width(no)?);
            (yes == no).then_some(yes)
        }
    }
}
