//! Typed expressions and statements. What is written here type-checks, ends, and throws nothing: loops are counted, lists
//! are asked for their length before they are read, divisions are by constants, and calls go to what was declared before.

use super::random::Random;
use std::rc::Rc;

/// A type that the code uses.
#[derive(Clone, PartialEq)]
pub(super) enum Kind {
    Int,
    Bool,
    Text,
    Ints,
    Texts,
    /// `Map<String, Int>`
    Table,
    /// `Int -> Int`
    Function,
    Object(Rc<Class>),
    Variant(Rc<Enum>),
}

impl Kind {
    pub(super) fn written(&self) -> String {
        match self {
            Self::Int => "Int".to_owned(),
            Self::Bool => "Bool".to_owned(),
            Self::Text => "String".to_owned(),
            Self::Ints => "Array<Int>".to_owned(),
            Self::Texts => "Array<String>".to_owned(),
            Self::Table => "Map<String, Int>".to_owned(),
            Self::Function => "Int->Int".to_owned(),
            Self::Object(class) => class.name.clone(),
            Self::Variant(of) => of.name.clone(),
        }
    }
}

/// A class that other modules may use. It is made with `new Name(number, text)`.
#[derive(Clone, PartialEq)]
pub(super) struct Class {
    pub(super) package: String,
    pub(super) name: String,
    pub(super) methods: Vec<Method>,
}

#[derive(Clone, PartialEq)]
pub(super) struct Method {
    pub(super) name: String,
    pub(super) params: Vec<Kind>,
    pub(super) result: Kind,
    /// About how many operations a call takes.
    pub(super) cost: usize,
}

/// An enum whose constructors take numbers and texts.
#[derive(Clone, PartialEq)]
pub(super) struct Enum {
    pub(super) package: String,
    pub(super) module: String,
    pub(super) name: String,
    pub(super) variants: Vec<(String, Vec<Kind>)>,
}

/// A method must not take longer than this.
const MOST_COST: usize = 3000;

#[derive(Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) writable: bool,
}

/// The code of one function.
pub(super) struct Code<'r> {
    pub(super) random: &'r mut Random,
    /// What is in scope.
    pub(super) variables: Vec<Variable>,
    /// Methods that may be called on `this`.
    pub(super) own: Vec<Method>,
    /// Names that are taken.
    pub(super) names: Vec<String>,
    pub(super) text: String,
    indent: usize,
    /// How often what is written now runs.
    times: usize,
    pub(super) cost: usize,
}

impl<'r> Code<'r> {
    pub(super) fn new(random: &'r mut Random, indent: usize) -> Self {
        Self {
            random,
            variables: Vec::new(),
            own: Vec::new(),
            names: Vec::new(),
            text: String::new(),
            indent,
            times: 1,
            cost: 1,
        }
    }

    pub(super) fn line(&mut self, line: &str) {
        for _ in 0..self.indent {
            self.text.push('\t');
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn spend(&mut self, cost: usize) {
        self.cost += cost * self.times;
    }

    fn can_call(&self, method: &Method) -> bool {
        self.cost + method.cost * self.times < MOST_COST
    }

    fn of_kind(&mut self, kind: &Kind) -> Option<String> {
        let fitting: Vec<&Variable> = self
            .variables
            .iter()
            .filter(|variable| variable.kind == *kind)
            .collect();
        self.random
            .pick(&fitting)
            .map(|variable| variable.name.clone())
    }

    /// Arguments for parameters of these types.
    pub(super) fn arguments(&mut self, params: &[Kind], depth: usize) -> String {
        let list: Vec<String> = params.iter().map(|kind| self.value(kind, depth)).collect();
        list.join(", ")
    }

    /// A call of a method with this result, of `this` or of an object in scope.
    fn call(&mut self, result: &Kind, depth: usize) -> Option<String> {
        let mut callable: Vec<(Option<String>, Method)> = self
            .own
            .iter()
            .map(|method| (None, method.clone()))
            .collect();
        for variable in &self.variables {
            if let Kind::Object(class) = &variable.kind {
                let methods = class.methods.iter();
                callable
                    .extend(methods.map(|method| (Some(variable.name.clone()), method.clone())));
            }
        }
        callable.retain(|(_, method)| method.result == *result && self.can_call(method));
        let (object, method) = self.random.pick(&callable)?.clone();
        self.spend(method.cost);
        let arguments = self.arguments(&method.params, depth.saturating_sub(2));
        Some(match object {
            Some(object) => format!("{object}.{}({arguments})", method.name),
            None => format!("{}({arguments})", method.name),
        })
    }

    /// An expression of this type.
    pub(super) fn value(&mut self, kind: &Kind, depth: usize) -> String {
        self.spend(1);
        if depth > 1
            && self.random.percent(25)
            && let Some(call) = self.call(kind, depth)
        {
            return call;
        }
        match kind {
            Kind::Int => self.int(depth),
            Kind::Bool => self.bool(depth),
            Kind::Text => self.string(depth),
            Kind::Ints => self.ints(depth),
            Kind::Texts => self.texts(depth),
            Kind::Table => self.of_kind(kind).unwrap_or_else(|| {
                let (key, value) = (self.random.text(), self.random.range(1, 90));
                format!("[\"{key}\" => {value}]")
            }),
            Kind::Function => self.function(depth),
            Kind::Object(class) => self.of_kind(kind).unwrap_or_else(|| {
                let (number, text) = (self.random.range(1, 50), self.random.text());
                format!("new {}({number}, \"{text}\")", class.name)
            }),
            Kind::Variant(of) => self.variant(of, depth),
        }
    }

    /// A new value of an enum.
    fn variant(&mut self, of: &Rc<Enum>, depth: usize) -> String {
        if self.random.percent(40)
            && let Some(found) = self.of_kind(&Kind::Variant(Rc::clone(of)))
        {
            return found;
        }
        let Some((name, params)) = self.random.pick(&of.variants).cloned() else {
            return "null".to_owned();
        };
        let owner = &of.name;
        if params.is_empty() {
            return format!("{owner}.{name}");
        }
        let arguments = self.arguments(&params, depth.saturating_sub(1));
        format!("{owner}.{name}({arguments})")
    }

    fn int(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.percent(25) {
            let variable = self.of_kind(&Kind::Int).filter(|_| self.random.percent(70));
            return variable.unwrap_or_else(|| self.random.range(0, 99).to_string());
        }
        let next = depth - 1;
        match self.random.range(0, 12) {
            0 | 1 => format!("{} + {}", self.int(next), self.int(next)),
            2 => format!("{} - {}", self.int(next), self.random.range(1, 99)),
            3 => format!("{} * {}", self.int(0), self.random.range(2, 9)),
            4 => format!("({}) % {}", self.int(next), self.random.range(3, 97)),
            5 => format!("({} & {})", self.int(next), self.random.range(7, 255)),
            6 => format!("Std.int({} / {})", self.int(0), self.random.range(2, 12)),
            7 => format!(
                "({} ? {} : {})",
                self.bool(0),
                self.int(next),
                self.int(next)
            ),
            8 => match self.of_kind(&Kind::Ints) {
                Some(list) if self.random.percent(50) => format!("{list}.length"),
                Some(list) => {
                    let limit = self.int(0);
                    format!("{list}.filter(item -> item > {limit}).length")
                }
                None => self.int(next),
            },
            9 => match self.of_kind(&Kind::Text) {
                Some(text) => format!("{text}.length"),
                None => self.int(next),
            },
            10 => match self.of_kind(&Kind::Table) {
                Some(table) => {
                    let key = self.string(0);
                    format!("({table}.exists({key}) ? 1 : {})", self.int(0))
                }
                None => self.int(next),
            },
            11 => match self.of_kind(&Kind::Function) {
                Some(function) => format!("{function}({})", self.int(next)),
                None => self.int(next),
            },
            _ => format!("Std.int(Math.max({}, {}))", self.int(0), self.int(0)),
        }
    }

    fn bool(&mut self, depth: usize) -> String {
        if self.random.percent(20)
            && let Some(variable) = self.of_kind(&Kind::Bool)
        {
            return if self.random.percent(30) {
                format!("!{variable}")
            } else {
                variable
            };
        }
        // Nobody writes a condition that is always the same.
        let numbers = self.variables.iter();
        let numbers = numbers.filter(|number| number.kind == Kind::Int && number.name != "LIMIT");
        let numbers: Vec<String> = numbers.map(|number| number.name.clone()).collect();
        let Some(subject) = self.random.pick(&numbers).cloned() else {
            return self.random.percent(50).to_string();
        };
        let next = depth.saturating_sub(1);
        let compared = ["<", ">", "<=", ">=", "==", "!="];
        let operator = self.random.pick(&compared).copied().unwrap_or("<");
        let limit = self.random.range(1, 99);
        match self.random.range(0, 7) {
            0 if depth > 0 => format!("{} && {}", self.bool(next), self.bool(next)),
            1 if depth > 0 => format!("({} || {})", self.bool(next), self.bool(next)),
            2 => match self.of_kind(&Kind::Text) {
                Some(text) => format!("{text}.indexOf(\"{}\") >= 0", self.letter()),
                None => format!("{subject} > 10"),
            },
            3 | 4 => format!("{subject} {operator} {limit}"),
            5 => format!(
                "{subject} % {} {operator} {limit}",
                self.random.range(100, 999)
            ),
            _ => {
                let other = self.int(next);
                let other = if other == subject {
                    limit.to_string()
                } else {
                    other
                };
                format!("{subject} {operator} {other}")
            }
        }
    }

    fn letter(&mut self) -> char {
        let letter = self.random.range(0, 25) as u8;
        char::from(b'a' + letter)
    }

    fn string(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.percent(25) {
            let variable = self
                .of_kind(&Kind::Text)
                .filter(|_| self.random.percent(60));
            return variable.unwrap_or_else(|| format!("\"{}\"", self.random.text()));
        }
        let next = depth - 1;
        match self.random.range(0, 6) {
            0 | 1 => {
                let (first, second) = (self.random.text(), self.random.thing());
                let value = self.int(next.min(1));
                match self.of_kind(&Kind::Int) {
                    Some(plain) if !plain.contains('.') => {
                        format!("'{first} ${{{value}}} {second} ${plain}'")
                    }
                    _ => format!("'{first} {second}: ${{{value}}}'"),
                }
            }
            2 => format!("\"{} \" + {}", self.random.text(), self.int(0)),
            3 => match self.of_kind(&Kind::Text) {
                Some(text) => format!("{text}.substr(0, {})", self.random.range(1, 9)),
                None => format!("Std.string({})", self.int(next)),
            },
            4 => match self.of_kind(&Kind::Text) {
                Some(text) => format!("{text}.toUpperCase()"),
                None => format!("\"{}\"", self.random.text()),
            },
            5 => match self.of_kind(&Kind::Texts) {
                Some(list) => format!("{list}.join(\", \").substr(0, 40)"),
                None => format!("Std.string({})", self.int(next)),
            },
            _ => format!(
                "({} ? {} : {})",
                self.bool(0),
                self.string(0),
                self.string(next)
            ),
        }
    }

    fn ints(&mut self, depth: usize) -> String {
        let source = self.of_kind(&Kind::Ints);
        let next = depth.saturating_sub(1);
        match (source, self.random.range(0, 4)) {
            (Some(list), 0) => format!(
                "{list}.map(item -> item * {} + {})",
                self.random.range(2, 9),
                self.int(0)
            ),
            (Some(list), 1) => format!(
                "{list}.filter(item -> item % {} != 0)",
                self.random.range(2, 9)
            ),
            (Some(list), 2) => format!("{list}.slice(0, {})", self.random.range(1, 6)),
            (_, 3) => {
                let count = self.random.range(2, 6);
                let added = self.int(next.min(1));
                format!(
                    "[for (index in 0...{count}) index * {} + {added}]",
                    self.random.range(2, 9)
                )
            }
            (_, _) => format!(
                "[{}, {}, {}]",
                self.int(next),
                self.int(0),
                self.random.range(1, 99)
            ),
        }
    }

    fn texts(&mut self, depth: usize) -> String {
        match self.of_kind(&Kind::Ints) {
            Some(list) if self.random.percent(50) => {
                let word = self.random.text();
                format!("[for (item in {list}) '{word} $item']")
            }
            Some(_) | None => format!("[{}, {}]", self.string(depth.min(1)), self.string(0)),
        }
    }

    fn function(&mut self, depth: usize) -> String {
        if self.random.percent(50)
            && let Some(found) = self.of_kind(&Kind::Function)
        {
            return found;
        }
        let added = self.int(depth.min(1));
        match self.random.range(0, 1) {
            0 => format!("step -> step * {} + {added}", self.random.range(2, 9)),
            _ => format!("function(step:Int) return step + {added}"),
        }
    }

    fn declare(&mut self, kind: Kind, writable: bool) -> String {
        let name = self.random.variable(&mut self.names);
        self.variables.push(Variable {
            name: name.clone(),
            kind,
            writable,
        });
        name
    }

    fn any_kind(&mut self) -> Kind {
        match self.random.range(0, 9) {
            0..5 => Kind::Int,
            5 => Kind::Bool,
            6 | 7 => Kind::Text,
            8 => Kind::Ints,
            _ => Kind::Function,
        }
    }

    /// Writes statements of about this many lines.
    pub(super) fn statements(&mut self, lines: usize) {
        let end = self.text.len();
        let written = |code: &Self| {
            code.text
                .get(end..)
                .map_or(0, |text| text.matches('\n').count())
        };
        while written(self) < lines {
            let left = lines - written(self);
            self.statement(left);
        }
    }

    fn statement(&mut self, room: usize) {
        if self.random.percent(8) {
            let (thing, text) = (self.random.thing(), self.random.text());
            self.line(&format!("// The {thing} is {text} from here on."));
        }
        let small = room < 4 || self.indent > 5;
        match self.random.range(0, if small { 5 } else { 11 }) {
            0..3 => {
                let kind = self.any_kind();
                let value = self.value(&kind, 3);
                let ty = if kind == Kind::Function {
                    ":Int->Int"
                } else {
                    ""
                };
                let name = self.declare(kind, true);
                self.line(&format!("var {name}{ty} = {value};"));
            }
            3..6 => self.assignment(),
            6 | 7 => self.condition(room),
            8 => self.counted_loop(room),
            9 => self.list_loop(room),
            10 => self.number_switch(),
            _ => self.variant_switch(),
        }
    }

    fn assignment(&mut self) {
        // A function that is assigned to what it calls would never end.
        let writable: Vec<Variable> = self
            .variables
            .iter()
            .filter(|variable| {
                variable.writable && !matches!(variable.kind, Kind::Object(_) | Kind::Function)
            })
            .cloned()
            .collect();
        let Some(target) = self.random.pick(&writable).cloned() else {
            return self.line("// Nothing to do here.");
        };
        let name = target.name;
        let line = match &target.kind {
            Kind::Int => match self.random.range(0, 2) {
                0 => format!("{name} += {};", self.int(2)),
                1 => self.other_value(&name, &Kind::Int),
                _ => format!("{name}++;"),
            },
            Kind::Ints => format!("if ({name}.length < 12) {name}.push({});", self.int(2)),
            Kind::Texts => format!("if ({name}.length < 8) {name}.push({});", self.string(2)),
            Kind::Table => format!("{name}.set({}, {});", self.string(0), self.int(2)),
            kind @ (Kind::Bool
            | Kind::Text
            | Kind::Function
            | Kind::Object(_)
            | Kind::Variant(_)) => self.other_value(&name, kind),
        };
        self.line(&line);
    }

    /// An assignment of something else than what is assigned to, which Haxe does not take.
    fn other_value(&mut self, name: &str, kind: &Kind) -> String {
        loop {
            let value = self.value(kind, 2);
            if value != name {
                return format!("{name} = {value};");
            }
        }
    }

    fn block(&mut self, head: &str, lines: usize, times: usize) {
        self.line(&format!("{head} {{"));
        self.indent += 1;
        let before = (self.times, self.variables.len());
        self.times *= times;
        self.statements(lines);
        self.times = before.0;
        self.variables.truncate(before.1);
        self.indent -= 1;
    }

    fn condition(&mut self, room: usize) {
        let condition = self.bool(2);
        let lines = self.random.range(1, (room / 2).clamp(1, 5));
        self.block(&format!("if ({condition})"), lines, 1);
        if self.random.percent(35) {
            let lines = self.random.range(1, 3).min(lines);
            self.block("} else", lines, 1);
        }
        self.line("}");
    }

    fn counted_loop(&mut self, room: usize) {
        let count = self.random.range(2, 5);
        let lines = self.random.range(1, (room - 2).clamp(1, 5));
        let index = self.random.variable(&mut self.names);
        self.variables.push(Variable {
            name: index.clone(),
            kind: Kind::Int,
            writable: false,
        });
        if self.random.percent(70) {
            self.block(&format!("for ({index} in 0...{count})"), lines, count);
            self.line("}");
        } else {
            self.line(&format!("var {index} = 0;"));
            self.block(&format!("while ({index} < {count})"), lines, count);
            self.line(&format!("\t{index}++;"));
            self.line("}");
        }
        self.variables.retain(|variable| variable.name != index);
    }

    fn list_loop(&mut self, room: usize) {
        let list = match self.of_kind(&Kind::Ints) {
            Some(list) => format!("{list}.slice(0, 6)"),
            None => self.ints(1),
        };
        let lines = self.random.range(1, (room - 2).clamp(1, 4));
        let item = self.random.variable(&mut self.names);
        self.variables.push(Variable {
            name: item.clone(),
            kind: Kind::Int,
            writable: false,
        });
        self.block(&format!("for ({item} in {list})"), lines, 6);
        self.line("}");
        self.variables.retain(|variable| variable.name != item);
    }

    fn number_switch(&mut self) {
        let subject = self.int(1);
        let cases = self.random.range(2, 4);
        self.line(&format!("switch (({subject}) % {}) {{", cases + 1));
        self.indent += 1;
        for case in 0..cases {
            self.line(&format!("case {case}:"));
            self.indent += 1;
            self.assignment();
            self.indent -= 1;
        }
        self.line("default:");
        self.indent += 1;
        self.assignment();
        self.indent -= 2;
        self.line("}");
    }

    fn variant_switch(&mut self) {
        let mut variants: Vec<(String, Rc<Enum>)> = Vec::new();
        for variable in &self.variables {
            if let Kind::Variant(of) = &variable.kind {
                variants.push((variable.name.clone(), Rc::clone(of)));
            }
        }
        let Some((name, of)) = self.random.pick(&variants).cloned() else {
            return self.number_switch();
        };
        let declared = self.random.variable(&mut self.names);
        self.line(&format!("var {declared} = switch ({name}) {{"));
        self.indent += 1;
        for (variant, params) in &of.variants {
            let mut names = Vec::new();
            let before = self.variables.len();
            for param in params {
                let name = self.declare(param.clone(), false);
                names.push(name);
            }
            let pattern = if names.is_empty() {
                variant.clone()
            } else {
                format!("{variant}({})", names.join(", "))
            };
            let value = self.int(2);
            self.line(&format!("case {pattern}: {value};"));
            self.variables.truncate(before);
        }
        self.indent -= 1;
        self.line("}");
        self.variables.push(Variable {
            name: declared,
            kind: Kind::Int,
            writable: true,
        });
    }
}
