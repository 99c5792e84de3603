//! The leak report as a person reads it: what [`hx2rs_heap::leaks`] has found, with the names that the program gives to
//! classes and fields, and the places in its sources.

use crate::program::{Image, Owner};
use crate::run::Machine;
use hx2rs_heap::leaks::{Edge, Hold, Step};
use hx2rs_heap::{Form, Tag};
use std::fmt;

/// What a program left in cycles, and what its static variables still hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeakReport {
    /// In the order of the report.
    leaks: Vec<Row>,
    /// Names of static variables with how many objects each of them reaches that those before it do not.
    statics: Vec<(String, usize)>,
    /// Objects that nothing holds: a mistake of the interpreter.
    lost: usize,
}

/// Objects of one kind that were made in one place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
struct Row {
    /// Those on a cycle come before those that are only held by one.
    is_outside: bool,
    kind: String,
    place: String,
    hold: String,
    count: usize,
}

/// So many static variables are named.
const MOST_STATICS: usize = 10;
/// So many fields of a long cycle are named.
const MOST_STEPS: usize = 8;

impl LeakReport {
    pub(crate) fn new(machine: &Machine<'_>, statics: Vec<(String, usize)>, lost: usize) -> Self {
        let image = machine.image;
        let mut leaks: Vec<Row> = Vec::new();
        for leak in machine.heap.leaks() {
            let place = machine.site_position(leak.site);
            let row = Row {
                is_outside: matches!(leak.hold, Hold::Path(_)),
                kind: kind(image, leak.tag),
                place: place.map_or_else(String::new, |(path, line)| format!("{path}:{line}")),
                hold: hold(image, &leak.hold),
                count: leak.count,
            };
            // Two places in one line are one.
            let same = |known: &&mut Row| {
                (&known.kind, &known.place, known.is_outside)
                    == (&row.kind, &row.place, row.is_outside)
            };
            match leaks.iter_mut().find(same) {
                Some(known) => known.count += row.count,
                None => leaks.push(row),
            }
        }
        leaks.sort_by(|left, right| {
            let by_count = right.count.cmp(&left.count);
            let by_hold = left.is_outside.cmp(&right.is_outside);
            by_hold.then(by_count).then_with(|| left.cmp(right))
        });
        let mut statics: Vec<_> = statics
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .collect();
        statics.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        Self {
            leaks,
            statics,
            lost,
        }
    }

    /// Whether cycles held something.
    pub fn has_leaks(&self) -> bool {
        !self.leaks.is_empty()
    }
}

/// What a cell is, as the program calls it.
fn kind(image: &Image, tag: Tag) -> String {
    let form = match tag.form() {
        Form::Text => "String",
        Form::Array => "Array",
        Form::Map => "Map",
        Form::Int64 => "haxe.Int64",
        Form::Free
        | Form::Object
        | Form::Closure
        | Form::Enum
        | Form::Structure
        | Form::Variable
        | Form::Type => "",
    };
    let Some(row) = image.layout(tag.number()).filter(|_| form.is_empty()) else {
        return String::from(form);
    };
    match &row.owner {
        Owner::Class(class) => class.name.clone(),
        Owner::Closure(closure) => {
            let function = image.functions.get(closure.function as usize);
            function.map_or_else(String::new, |function| {
                format!("function {}", function.name)
            })
        }
        Owner::Constructor(row) => format!("{}.{}", row.enumeration.path(), row.name),
        Owner::Shape(names) => {
            let names = names
                .iter()
                .filter_map(|name| image.names.get_index(*name as usize));
            let names: Vec<&str> = names.map(|name| name.as_str()).collect();
            format!("{{{}}}", names.join(", "))
        }
        Owner::Variable => String::from("captured variable"),
        Owner::Type(def) => def.path(),
    }
}

/// What a reference is called; nothing for the cell of a captured variable, which has its name in the function.
fn step(image: &Image, step: Step) -> Option<String> {
    let kind = kind(image, step.tag);
    let slot = match step.edge {
        Edge::Slot(slot) => slot as usize,
        Edge::Extension => return Some(format!("{kind} (added fields)")),
        Edge::Element => return Some(format!("{kind}[]")),
        Edge::Key => return Some(format!("{kind} key")),
        Edge::Value => return Some(format!("{kind} value")),
    };
    match &image.layout(step.tag.number())?.owner {
        Owner::Class(class) => {
            let field = class
                .fields
                .iter()
                .find(|(_, (at, _))| usize::from(*at) == slot)?;
            Some(format!("{kind}.{}", field.0))
        }
        Owner::Closure(closure) => Some(format!("{kind} captures {}", closure.captures.get(slot)?)),
        Owner::Constructor(row) => Some(format!("{kind}.{}", row.params.get(slot)?)),
        Owner::Shape(names) => {
            let name = image.names.get_index(*names.get(slot)? as usize)?;
            Some(format!("{kind}.{name}"))
        }
        Owner::Variable | Owner::Type(_) => None,
    }
}

fn hold(image: &Image, hold: &Hold) -> String {
    let joined = |steps: &[Step]| {
        let mut names: Vec<String> = steps.iter().filter_map(|it| step(image, *it)).collect();
        if names.len() > MOST_STEPS {
            let more = names.len() - MOST_STEPS + 1;
            let last = names.pop().unwrap_or_default();
            names.truncate(MOST_STEPS - 1);
            names.push(format!("… ({more} more)"));
            names.push(last);
        }
        names.join(" → ")
    };
    match hold {
        Hold::Cycle { steps, times: 1 } => format!("cycle: {}", joined(steps)),
        Hold::Cycle { steps, times } => format!("cycle: {}, {times} times", joined(steps)),
        Hold::Path(steps) => format!("held by: {}", joined(steps)),
    }
}

fn objects(count: usize) -> String {
    match count {
        1 => String::from("1 object"),
        _other => format!("{count} objects"),
    }
}

/// Lines of text, the last one ended.
impl fmt::Display for LeakReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = |is_outside: bool| {
            let rows = self.leaks.iter().filter(|row| row.is_outside == is_outside);
            rows.map(|row| row.count).sum::<usize>()
        };
        match (total(false), total(true)) {
            (0, 0) => f.write_str("no leaks\n")?,
            (inside, 0) => writeln!(f, "leaks: {} in cycles", objects(inside))?,
            (inside, outside) => writeln!(
                f,
                "leaks: {} in cycles, {outside} more held by them",
                objects(inside)
            )?,
        }
        for row in &self.leaks {
            write!(f, "  {} × {}", row.count, row.kind)?;
            if !row.place.is_empty() {
                write!(f, ", made at {}", row.place)?;
            }
            writeln!(f, "\n    {}", row.hold)?;
        }
        if !self.statics.is_empty() {
            let count = self.statics.iter().map(|(_, count)| count).sum();
            writeln!(
                f,
                "static variables hold {}, which is no leak",
                objects(count)
            )?;
        }
        for (name, count) in self.statics.iter().take(MOST_STATICS) {
            writeln!(f, "  {count} × {name}")?;
        }
        if self.statics.len() > MOST_STATICS {
            writeln!(f, "  and {} more", self.statics.len() - MOST_STATICS)?;
        }
        if self.lost > 0 {
            let lost = objects(self.lost);
            writeln!(
                f,
                "a fault of hx2rs: nothing holds {lost} that were not freed"
            )?;
        }
        Ok(())
    }
}
