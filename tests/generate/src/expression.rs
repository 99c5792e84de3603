//! Expressions of a wanted type. Depth bounds their size; what could fail (an index, a division) is written so that it cannot.

use crate::world::{Function, Type};
use crate::writer::Writer;

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "31",
    "100",
    "255",
    "1000",
    "65535",
    "0x7fffffff",
    "0x80000000",
    "123456789",
    "(-1)",
    "(-17)",
];
const TEXTS: &[&str] = &[
    "\"\"",
    "\"a\"",
    "\"hello\"",
    "\"Haxe\"",
    "\"two words\"",
    "\"schön\"",
    "\"日本\"",
    "\"🙂!\"",
    "\"x,y,z\"",
    "('$' + \"1\")",
];

impl Writer {
    /// An expression of a type.
    pub(crate) fn expression(&mut self, ty: &Type, depth: usize) -> String {
        if (depth == 0 || self.random.one_in(3))
            && let Some(name) = self.variable(ty)
        {
            return name;
        }
        if depth > 0
            && self.random.one_in(4)
            && let Some(call) = self.call(ty, depth - 1)
        {
            return call;
        }
        if depth > 0 && self.random.one_in(9) && !matches!(ty, Type::Cell(_)) {
            let condition = self.expression(&Type::Bool, depth - 1);
            // Null in both branches is not worth a word.
            let ty = match ty {
                Type::MaybeInt => &Type::Int,
                _ => ty,
            };
            let (yes, no) = (
                self.expression(ty, depth - 1),
                self.expression(ty, depth - 1),
            );
            return format!("({condition} ? {yes} : {no})");
        }
        if depth > 0
            && self.is_wide
            && self.random.one_in(4)
            && let Some(text) = self.wide_expression(ty, depth)
        {
            return text;
        }
        match ty {
            Type::Int => self.int(depth),
            Type::Float => self.float(depth),
            Type::Bool => self.truth(depth),
            Type::Text => self.text(depth),
            Type::MaybeInt => match self.random.below(3) {
                0 => "null".to_owned(),
                1 if depth > 0 => {
                    let (map, key) = self.map_and_key(depth - 1);
                    format!("{map}[{key}]")
                }
                _ => self.expression(&Type::Int, depth.saturating_sub(1)),
            },
            Type::MaybeObject(at) => match self.random.below(3) {
                0 => "null".to_owned(),
                _ => self.expression(&Type::Object(*at), depth.saturating_sub(1)),
            },
            Type::List(element) => self.list(element, depth),
            Type::Counts => {
                let value = self.expression(&Type::Int, 0);
                match self.random.below(2) {
                    1 => format!("[\"a\" => {value}, \"hello\" => 2]"),
                    _ => format!("[\"schön\" => {value}]"),
                }
            }
            Type::Object(at) => self.object(*at, depth),
            Type::Scored => {
                let at = self.random.below(self.world.classes.len());
                self.expression(&Type::Object(at), depth.saturating_sub(1))
            }
            Type::Choice(at) => self.choice(*at, depth),
            Type::Pair => {
                let count = self.expression(&Type::Int, depth.saturating_sub(1));
                let name = self.expression(&Type::Text, depth.saturating_sub(1));
                format!("{{count: {count}, name: {name}}}")
            }
            Type::Function => self.closure(depth),
            Type::Cell(inner) => {
                let value = self.expression(inner, depth.saturating_sub(1));
                format!("new Cell<{}>({value})", inner.text(&self.world))
            }
            Type::Meters
            | Type::Level
            | Type::Source
            | Type::Both
            | Type::Options
            | Type::Signal
            | Type::Node
            | Type::Names => self.wide_value(ty, depth),
        }
    }

    fn int(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.random.word(NUMBERS).to_owned();
        }
        let depth = depth - 1;
        match self.random.below(18) {
            0..=4 => {
                let operator = self.random.word(&["+", "-", "*", "&", "|", "^"]);
                let (left, right) = (
                    self.expression(&Type::Int, depth),
                    self.expression(&Type::Int, depth),
                );
                format!("({left} {operator} {right})")
            }
            5 => {
                let operator = self.random.word(&["<<", ">>", ">>>"]);
                let left = self.expression(&Type::Int, depth);
                let count = self.random.below(32);
                format!("({left} {operator} {count})")
            }
            6 => {
                let left = self.expression(&Type::Int, depth);
                let right = 1 + self.random.below(50);
                format!("({left} % {right})")
            }
            7 => {
                let left = self.expression(&Type::Int, depth);
                let right = 1 + self.random.below(20);
                format!("Std.int({left} / {right})")
            }
            8 => format!("{}.length", self.expression(&Type::Text, depth)),
            9 => {
                let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
                let list = self.named(list);
                let index = self.expression(&Type::Int, depth);
                match self.is_name(&list) {
                    true => format!("{list}[({index} & 0xffff) % {list}.length]"),
                    false => format!("{list}.length"),
                }
            }
            10 => {
                let sign = self.random.word(&["-", "~"]);
                format!("({sign}{})", self.expression(&Type::Int, 0))
            }
            11 => {
                let maybe = self.expression(&Type::MaybeInt, depth);
                let other = self.expression(&Type::Int, depth);
                format!("(({maybe} : Null<Int>) ?? {other})")
            }
            12 => {
                let (map, key) = self.map_and_key(depth);
                format!("({map}.exists({key}) ? 1 : 0)")
            }
            13 => format!("{}.count", self.parenthesised(&Type::Pair, depth)),
            14 => {
                let at = self.random.below(self.world.choices.len());
                self.choice_switch(at, &Type::Int, depth)
            }
            15 => {
                let function = self.expression(&Type::Function, depth);
                let argument = self.expression(&Type::Int, depth);
                // The official compiler puts a closure that is called where it stands in place of the call, and gets the
                // order of its writes wrong: `(x -> { a++; return x; })(a)`.
                match self.is_name(&function) && self.affords(4) {
                    true => format!("{function}({argument})"),
                    false => argument,
                }
            }
            16 => format!(
                "{}.get()",
                self.expression(&Type::Cell(Box::new(Type::Int)), depth)
            ),
            _ => self.field(&Type::Int, depth),
        }
    }

    fn float(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self
                .random
                .word(&["0.5", "1.25", "-2.0", "0.0", "10.75"])
                .to_owned();
        }
        let depth = depth - 1;
        match self.random.below(4) {
            0 => {
                let value = self.expression(&Type::Int, depth);
                format!("({value} % 1000) * 0.25")
            }
            1 => format!("(-{})", self.parenthesised(&Type::Float, depth)),
            _ => {
                let operator = self.random.word(&["+", "-"]);
                let (left, right) = (
                    self.expression(&Type::Float, depth),
                    self.parenthesised(&Type::Float, depth),
                );
                format!("({left} {operator} {right})")
            }
        }
    }

    fn truth(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.random.word(&["true", "false"]).to_owned();
        }
        let depth = depth - 1;
        match self.random.below(10) {
            0..=3 => {
                let operator = self.random.word(&["<", "<=", ">", ">=", "==", "!="]);
                let (left, right) = (
                    self.expression(&Type::Int, depth),
                    self.expression(&Type::Int, depth),
                );
                format!("({left} {operator} {right})")
            }
            4 => {
                let operator = self.random.word(&["<", "==", "!=", ">="]);
                let (left, right) = (
                    self.expression(&Type::Text, depth),
                    self.expression(&Type::Text, depth),
                );
                format!("({left} {operator} {right})")
            }
            5 => format!("(!{})", self.expression(&Type::Bool, depth)),
            6 => {
                let operator = self.random.word(&["&&", "||"]);
                let (left, right) = (
                    self.expression(&Type::Bool, depth),
                    self.expression(&Type::Bool, depth),
                );
                format!("({left} {operator} {right})")
            }
            7 => {
                // A static target refuses to compare an Int with null.
                let maybe = self.expression(&Type::MaybeInt, depth);
                format!("(({maybe} : Null<Int>) == null)")
            }
            8 => {
                let class = self.random.below(self.world.classes.len());
                let wanted = self.world.class_name(class);
                let root = self.world.line(class).last().copied().unwrap_or(class);
                let object = self.expression(&Type::Object(root), depth);
                format!("({object} is {wanted})")
            }
            _ => {
                let (left, right) = (
                    self.expression(&Type::Float, depth),
                    self.parenthesised(&Type::Float, depth),
                );
                format!("({left} < {right})")
            }
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.random.word(TEXTS).to_owned();
        }
        let depth = depth - 1;
        match self.random.below(12) {
            0 => {
                let (left, right) = (
                    self.expression(&Type::Text, depth),
                    self.expression(&Type::Text, depth),
                );
                format!("({left} + {right})")
            }
            1 => {
                let (value, text) = (
                    self.expression(&Type::Int, depth),
                    self.expression(&Type::Text, 0),
                );
                format!("('<${{{value}}}' + {text} + \">\")")
            }
            2 => {
                let text = self.expression(&Type::Text, depth);
                let (from, length) = (self.random.below(4), self.random.below(5));
                format!("({text}).substr({from}, {length})")
            }
            3 => {
                let text = self.expression(&Type::Text, depth);
                let at = self.random.below(6);
                format!("({text}).charAt({at})")
            }
            4 => {
                let method = self.random.word(&["toUpperCase", "toLowerCase"]);
                format!("({}).{method}()", self.expression(&Type::Text, depth))
            }
            5 => {
                let ty = self.printable();
                format!("Std.string({})", self.expression(&ty, depth))
            }
            6 => {
                let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
                format!("({list}).join(\"-\")")
            }
            7 => format!("{}.name", self.parenthesised(&Type::Pair, depth)),
            8 => {
                let at = self.random.below(self.world.choices.len());
                self.choice_switch(at, &Type::Text, depth)
            }
            9 => {
                let text = self.expression(&Type::Text, depth);
                format!("({text}).split(\",\").join(\";\")")
            }
            10 => {
                let inner = Type::Cell(Box::new(Type::Text));
                format!("{}.get()", self.expression(&inner, depth))
            }
            _ => self.field(&Type::Text, depth),
        }
    }

    fn list(&mut self, element: &Type, depth: usize) -> String {
        let whole = Type::List(Box::new(element.clone()));
        if depth > 0 && self.random.one_in(2) {
            let depth = depth - 1;
            let list = self.expression(&whole, depth);
            if *element == Type::Int {
                let name = self.fresh("e");
                return match self.random.below(4) {
                    0 if self.affords(6) => {
                        let body = self.with(&name, &Type::Int, |writer| writer.int(depth.min(1)));
                        format!("({list}).map({name} -> {name} ^ {body})")
                    }
                    1 if self.affords(6) => {
                        let body =
                            self.with(&name, &Type::Int, |writer| writer.truth(depth.min(1)));
                        format!("[0].concat(({list}).filter({name} -> {body}))")
                    }
                    2 if self.may_loop(5) => {
                        let count = 1 + self.random.below(4);
                        let before = self.times;
                        self.times *= count;
                        self.steps += self.times;
                        let body = self.with(&name, &Type::Int, |writer| {
                            writer.expression(&Type::Int, depth.min(1))
                        });
                        self.times = before;
                        format!("[for ({name} in 0...{count}) {body}]")
                    }
                    _ => format!("({list}).copy()"),
                };
            }
            return format!("({list}).copy()");
        }
        let count = 1 + self.random.below(3);
        let depth = depth.saturating_sub(1);
        let items: Vec<String> = (0..count)
            .map(|_| self.expression(element, depth))
            .collect();
        let items = items.join(", ");
        match element {
            // A literal of objects takes the type of its first one.
            Type::Object(_) | Type::Scored => format!("([{items}] : {})", whole.text(&self.world)),
            _ => format!("[{items}]"),
        }
    }

    fn object(&mut self, at: usize, depth: usize) -> String {
        let made = self.world.below(at);
        let made = self.random.pick(&made).copied().unwrap_or(at);
        let params = self
            .world
            .classes
            .get(made)
            .map(|class| class.params.clone());
        let params = params.unwrap_or_default();
        let arguments = self.arguments(&params, depth);
        let name = self.world.class_name(made);
        match made == at {
            true => format!("new {name}({arguments})"),
            false => format!("(new {name}({arguments}) : {})", self.world.class_name(at)),
        }
    }

    fn choice(&mut self, at: usize, depth: usize) -> String {
        let constructors = self.world.choices.get(at).map(|it| it.constructors.clone());
        let constructors = constructors.unwrap_or_default();
        // The first one has no parameters, so that values end.
        let which = match depth {
            0 => 0,
            _ => self.random.below(constructors.len()),
        };
        let params = constructors.get(which).cloned().unwrap_or_default();
        match params.is_empty() {
            true => format!("Made{at}x{which}"),
            false => {
                let arguments = self.arguments(&params, depth);
                format!("Made{at}x{which}({arguments})")
            }
        }
    }

    /// A `switch` over an enum value, with a value for each case.
    fn choice_switch(&mut self, at: usize, ty: &Type, depth: usize) -> String {
        let subject = self.expression(&Type::Choice(at), depth);
        let constructors = self.world.choices.get(at).map(|it| it.constructors.clone());
        let mut cases = Vec::new();
        let constructors = constructors.unwrap_or_default();
        let may_skip = self.random.one_in(3);
        let mut is_partial = false;
        for (which, params) in constructors.iter().enumerate() {
            if may_skip && which > 0 && self.random.one_in(2) {
                is_partial = true;
                continue;
            }
            let before = self.scope.len();
            let parts: Vec<String> = params.iter().map(|param| self.part(param)).collect();
            let pattern = match parts.is_empty() {
                true => format!("Made{at}x{which}"),
                false => format!("Made{at}x{which}({})", parts.join(", ")),
            };
            if self.random.one_in(5) {
                let guard = self.expression(&Type::Bool, 1);
                let value = self.expression(ty, 0);
                cases.push(format!("case {pattern} if ({guard}): {value};"));
            }
            let value = self.expression(ty, depth.min(1));
            self.scope.truncate(before);
            cases.push(format!("case {pattern}: {value};"));
        }
        if is_partial {
            let value = self.expression(ty, 0);
            cases.push(format!("case _: {value};"));
        }
        format!("(switch ({subject}) {{ {} }})", cases.join(" "))
    }

    /// A pattern for a part: a name, which is in scope from here on, or nothing.
    fn part(&mut self, ty: &Type) -> String {
        if self.random.one_in(3) {
            return "_".to_owned();
        }
        let name = self.fresh("p");
        self.declare(&name, ty, false);
        name
    }

    fn closure(&mut self, depth: usize) -> String {
        let name = self.fresh("x");
        // A closure is called who knows how often: nothing in it calls anything.
        let (times, this) = (self.times, self.this);
        self.times = usize::MAX / 1024;
        let loops = std::mem::take(&mut self.loops);
        let body = self.with(&name, &Type::Int, |writer| {
            writer.expression(&Type::Int, depth.min(2))
        });
        self.loops = loops;
        self.times = times;
        self.this = this;
        match self.target(&Type::Int) {
            Some(counter) if self.random.one_in(2) => {
                format!("({name}:Int) -> {{ {counter} += {name} & 3; return {body}; }}")
            }
            _ => format!("({name}:Int) -> {body}"),
        }
    }

    /// A call of a function or method that gives the type.
    fn call(&mut self, ty: &Type, depth: usize) -> Option<String> {
        let functions: Vec<Function> = self.world.functions.clone();
        let fitting: Vec<Function> = functions
            .into_iter()
            .filter(|it| it.result == *ty)
            .collect();
        if let Some(function) = self.random.pick(&fitting).cloned()
            && self.affords(function.cost)
        {
            let arguments = self.arguments(&function.params, depth);
            return Some(format!("Program.{}({arguments})", function.name));
        }
        let object = self
            .scope
            .iter()
            .rev()
            .find_map(|variable| match variable.ty {
                Type::Object(at) => Some((variable.name.clone(), at)),
                _ => None,
            })?;
        let methods = self.world.methods(object.1);
        let fitting: Vec<Function> = methods.into_iter().filter(|it| it.result == *ty).collect();
        let method = self.random.pick(&fitting).cloned()?;
        if !self.affords(method.cost) {
            return None;
        }
        let arguments = self.arguments(&method.params, depth);
        Some(format!("{}.{}({arguments})", object.0, method.name))
    }

    /// A variable of an object, else a plain value.
    fn field(&mut self, ty: &Type, depth: usize) -> String {
        let objects = self.scope.iter().filter_map(|variable| match variable.ty {
            Type::Object(at) => Some((variable.name.clone(), at)),
            _ => None,
        });
        let mut objects: Vec<(String, usize)> = objects.collect();
        objects.extend(self.this.map(|at| ("this".to_owned(), at)));
        if let Some((object, at)) = self.random.pick(&objects).cloned() {
            let fields = self.world.fields(at);
            let fitting: Vec<String> = fields
                .into_iter()
                .filter(|(_, found)| found == ty)
                .map(|(name, _)| name)
                .collect();
            if let Some(name) = self.random.pick(&fitting) {
                return format!("{object}.{name}");
            }
        }
        self.expression(ty, depth.saturating_sub(1))
    }

    pub(crate) fn arguments(&mut self, params: &[Type], depth: usize) -> String {
        let depth = depth.saturating_sub(1);
        let arguments: Vec<String> = params.iter().map(|ty| self.expression(ty, depth)).collect();
        arguments.join(", ")
    }

    fn map_and_key(&mut self, depth: usize) -> (String, String) {
        let map = self.expression(&Type::Counts, depth);
        let map = match self.is_name(&map) {
            true => map,
            false => format!("({map} : Map<String, Int>)"),
        };
        (map, self.expression(&Type::Text, depth.min(1)))
    }

    fn parenthesised(&mut self, ty: &Type, depth: usize) -> String {
        let text = self.expression(ty, depth);
        match (self.is_name(&text), ty) {
            (true, _) => text,
            (false, Type::Pair) => format!("({text} : Pair)"),
            (false, _) => format!("({text})"),
        }
    }

    fn named(&mut self, list: String) -> String {
        match self.is_name(&list) {
            true => list,
            false => format!("({list})"),
        }
    }

    fn is_name(&self, text: &str) -> bool {
        text.chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '_')
    }

    /// Writes something with one more variable in scope.
    fn with(&mut self, name: &str, ty: &Type, write: impl FnOnce(&mut Self) -> String) -> String {
        let before = self.scope.len();
        self.declare(name, ty, false);
        let text = write(self);
        self.scope.truncate(before);
        text
    }

    /// A type whose values print the same everywhere.
    pub(crate) fn printable(&mut self) -> Type {
        match self.random.below(9) {
            0..=2 => Type::Int,
            3 => Type::Float,
            4 => Type::Bool,
            5 => Type::Text,
            6 => Type::MaybeInt,
            7 => Type::List(Box::new(Type::Int)),
            _ => Type::Choice(self.random.below(self.world.choices.len())),
        }
    }
}
