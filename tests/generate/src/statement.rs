//! Statements. Loops count up to small constants, and functions call only what stands before them, so every program ends.

use crate::world::Type;
use crate::writer::Writer;

impl Writer {
    /// So many statements.
    pub(crate) fn statements(&mut self, count: usize, depth: usize) {
        for _ in 0..count {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        if self.is_wide && self.random.one_in(3) {
            return self.wide_statement(depth);
        }
        match self.random.below(if depth == 0 { 9 } else { 19 }) {
            0..=2 => self.variable_statement(),
            3 | 4 => self.assignment(),
            5 => self.print(),
            6 => self.change(),
            7 => self.field_assignment(),
            8 => self.escape(),
            9 | 10 => self.branch(depth - 1),
            11 | 12 => self.count_loop(depth - 1),
            13 => self.while_loop(depth - 1),
            14 => self.each_loop(depth - 1),
            15 => self.attempt(depth - 1),
            16 => self.value_switch(depth - 1),
            17 => self.counter_function(),
            _ => self.narrowing(depth - 1),
        }
    }

    pub(crate) fn any_type(&mut self) -> Type {
        if self.is_wide && self.random.one_in(4) {
            return self.wide_type();
        }
        match self.random.below(20) {
            0..=4 => Type::Int,
            5 => Type::Float,
            6 => Type::Bool,
            7..=9 => Type::Text,
            10 => Type::MaybeInt,
            11 => Type::List(Box::new(Type::Int)),
            12 => Type::List(Box::new(Type::Text)),
            13 => Type::Counts,
            14 => Type::Choice(self.random.below(self.world.choices.len())),
            15 => Type::Pair,
            16 => Type::Function,
            17 => Type::Cell(Box::new(match self.random.below(2) {
                0 => Type::Int,
                _ => Type::Text,
            })),
            18 if !self.world.classes.is_empty() => {
                let at = self.random.below(self.world.classes.len());
                match self.random.below(4) {
                    0 => Type::Scored,
                    1 => Type::MaybeObject(at),
                    2 => Type::List(Box::new(Type::Object(at))),
                    _ => Type::Object(at),
                }
            }
            _ if !self.world.classes.is_empty() => {
                Type::Object(self.random.below(self.world.classes.len()))
            }
            _ => Type::Int,
        }
    }

    fn variable_statement(&mut self) {
        let ty = self.any_type();
        let value = self.expression(&ty, 3);
        let name = self.fresh("v");
        let is_written = !self.random.one_in(3);
        let keyword = if is_written { "var" } else { "final" };
        let needs_type =
            !matches!(ty, Type::Int | Type::Text | Type::Bool) || self.random.one_in(3);
        let declared = match needs_type {
            true => format!(":{}", ty.text(&self.world)),
            false => String::new(),
        };
        self.line(format!("{keyword} {name}{declared} = {value};"));
        self.declare(&name, &ty, is_written);
    }

    fn assignment(&mut self) {
        let written: Vec<(String, Type)> = self
            .scope
            .iter()
            .filter(|variable| variable.is_written)
            .map(|variable| (variable.name.clone(), variable.ty.clone()))
            .collect();
        let Some((name, ty)) = self.random.pick(&written).cloned() else {
            return self.variable_statement();
        };
        self.assign(&name, &ty);
    }

    fn assign(&mut self, target: &str, ty: &Type) {
        match ty {
            Type::Int if self.random.one_in(4) => {
                let operator = self.random.word(&["++", "--"]);
                self.line(format!("{target}{operator};"));
            }
            Type::Int if self.random.one_in(2) => {
                let operator = self
                    .random
                    .word(&["+=", "-=", "*=", "^=", "|=", "&=", ">>="]);
                let value = match operator {
                    ">>=" => "1".to_owned(),
                    _ => self.expression(&Type::Int, 2),
                };
                self.line(format!("{target} {operator} {value};"));
            }
            Type::Text => {
                let value = self.expression(&Type::Text, 2);
                self.line(format!("{target} = ({value}).substr(0, 20);"));
            }
            // So that sums stay small enough to print alike everywhere.
            Type::Float => {
                let value = self.expression(&Type::Int, 1);
                self.line(format!("{target} = ({value} % 512) * 0.5;"));
            }
            Type::Function => {}
            _ => {
                let value = self.expression(ty, 2);
                // The official compiler refuses `x = x`.
                if value != target {
                    self.line(format!("{target} = {value};"));
                }
            }
        }
    }

    pub(crate) fn print(&mut self) {
        if !self.affords(1) {
            return;
        }
        let ty = self.printable();
        let value = self.expression(&ty, 2);
        let mark = self.fresh("o");
        self.line(format!("Sys.println(\"{mark} \" + ({value}));"));
    }

    /// Changes a list or a map.
    fn change(&mut self) {
        if self.random.one_in(3) {
            if let Some(map) = self.variable(&Type::Counts) {
                let (key, value) = (
                    self.expression(&Type::Text, 1),
                    self.expression(&Type::Int, 1),
                );
                match self.random.one_in(4) {
                    true => self.line(format!("{map}.remove({key});")),
                    false => self.line(format!("{map}[({key}).substr(0, 6)] = {value};")),
                }
            }
            return;
        }
        let element = match self.random.below(2) {
            0 => Type::Int,
            _ => Type::Text,
        };
        let Some(list) = self.variable(&Type::List(Box::new(element.clone()))) else {
            return;
        };
        let value = self.expression(&element, 1);
        let order = "(a, b) -> a < b ? -1 : a > b ? 1 : 0";
        match self.random.below(6) {
            0 | 1 => self.line(format!("if ({list}.length < 12) {list}.push({value});")),
            2 => {
                let at = self.random.below(7);
                self.line(format!("{list}[{at} % {list}.length] = {value};"));
            }
            3 => self.line(format!("if ({list}.length > 1) {list}.pop();")),
            4 => self.line(format!("{list}.reverse();")),
            _ => self.line(format!("{list}.sort({order});")),
        }
    }

    fn field_assignment(&mut self) {
        let objects = self.scope.iter().filter_map(|variable| match variable.ty {
            Type::Object(at) => Some((variable.name.clone(), at)),
            _ => None,
        });
        let mut objects: Vec<(String, usize)> = objects.collect();
        objects.extend(self.this.map(|at| ("this".to_owned(), at)));
        let Some((object, at)) = self.random.pick(&objects).cloned() else {
            return self.assignment();
        };
        let fields = self.world.fields(at);
        if let Some((name, ty)) = self.random.pick(&fields).cloned() {
            self.assign(&format!("{object}.{name}"), &ty);
        }
    }

    /// Leaves the function, the loop, or throws, on a condition.
    fn escape(&mut self) {
        let condition = self.expression(&Type::Bool, 2);
        match self.random.below(5) {
            0 if self.loops > 0 => {
                let word = self.random.word(&["break", "continue"]);
                self.line(format!("if ({condition}) {word};"));
            }
            1 | 2 => {
                if let Some(ty) = self.result.clone() {
                    let value = self.expression(&ty, 1);
                    self.line(format!("if ({condition}) return {value};"));
                }
            }
            3 => {
                let value = self.expression(&Type::Int, 1);
                self.line(format!("if ({condition}) throw new Fault({value});"));
            }
            _ => {
                let value = self.expression(&Type::Text, 1);
                self.line(format!("if ({condition}) throw ({value}).substr(0, 12);"));
            }
        }
    }

    fn branch(&mut self, depth: usize) {
        let condition = self.expression(&Type::Bool, 2);
        self.open(format!("if ({condition})"));
        self.scoped(|writer| writer.statements(2, depth));
        if self.random.one_in(2) {
            self.close(" else {");
            self.indent += 1;
            self.scoped(|writer| writer.statements(2, depth));
        }
        self.close("");
    }

    fn count_loop(&mut self, depth: usize) {
        let rounds = 1 + self.random.below(4);
        if !self.may_loop(rounds) {
            return self.assignment();
        }
        let name = self.fresh("i");
        self.open(format!("for ({name} in 0...{rounds})"));
        self.repeated(rounds, |writer| {
            writer.declare(&name, &Type::Int, false);
            writer.statements(2, depth);
        });
        self.close("");
    }

    fn while_loop(&mut self, depth: usize) {
        let rounds = 1 + self.random.below(4);
        if !self.may_loop(rounds) {
            return self.assignment();
        }
        let name = self.fresh("w");
        self.line(format!("var {name} = 0;"));
        let is_first = self.random.one_in(2);
        match is_first {
            true => self.open(format!("while ({name}++ < {rounds})")),
            false => self.open("do"),
        }
        self.repeated(rounds, |writer| {
            writer.declare(&name, &Type::Int, false);
            writer.statements(2, depth);
        });
        match is_first {
            true => self.close(""),
            false => self.close(&format!(" while (++{name} < {rounds});")),
        }
    }

    fn each_loop(&mut self, depth: usize) {
        if !self.may_loop(12) {
            return self.assignment();
        }
        let element = match self.random.below(2) {
            0 => Type::Int,
            _ => Type::Text,
        };
        let list = self.expression(&Type::List(Box::new(element.clone())), 1);
        let name = self.fresh("e");
        match self.random.one_in(3) {
            true => {
                let key = self.fresh("k");
                self.open(format!("for ({key} => {name} in ({list}).copy())"));
                self.declare(&key, &Type::Int, false);
            }
            false => self.open(format!("for ({name} in ({list}).copy())")),
        }
        self.repeated(12, |writer| {
            writer.declare(&name, &element, false);
            writer.statements(2, depth);
        });
        self.close("");
        self.scope
            .retain(|variable| !variable.name.starts_with('k'));
    }

    fn attempt(&mut self, depth: usize) {
        self.open("try");
        self.scoped(|writer| writer.statements(2, depth));
        self.close(" catch (fault:Fault) {");
        self.indent += 1;
        match self.target(&Type::Int) {
            Some(name) => self.line(format!("{name} += fault.code;")),
            None => self.line("Sys.println(\"caught \" + fault.code);"),
        }
        if self.random.one_in(2) {
            self.close(" catch (word:String) {");
            self.indent += 1;
            self.line("Sys.println(\"caught \" + word);");
        }
        self.close("");
    }

    fn value_switch(&mut self, depth: usize) {
        if self.random.one_in(2) {
            let subject = self.expression(&Type::Int, 2);
            self.open(format!("switch ({subject} & 7)"));
            for pattern in ["0 | 1", "2", "n if (n > 5)", "_"] {
                self.line(format!("case {pattern}:"));
                self.indent += 1;
                self.scoped(|writer| writer.statements(1, depth));
                self.indent -= 1;
            }
            return self.close("");
        }
        let subject = self.expression(&Type::Text, 2);
        self.open(format!("switch ({subject})"));
        for pattern in ["\"a\" | \"hello\"", "\"\"", "_"] {
            self.line(format!("case {pattern}:"));
            self.indent += 1;
            self.scoped(|writer| writer.statements(1, depth));
            self.indent -= 1;
        }
        self.close("");
    }

    /// A local function that changes a variable around it.
    fn counter_function(&mut self) {
        let Some(counter) = self.target(&Type::Int) else {
            return self.variable_statement();
        };
        if !self.affords(2) {
            return;
        }
        let name = self.fresh("f");
        let step = 1 + self.random.below(9);
        self.open(format!("function {name}(step:Int):Int"));
        self.line(format!("{counter} = ({counter} + step * {step}) & 0xffff;"));
        self.line(format!("return {counter} ^ step;"));
        self.close("");
        self.declare(&name, &Type::Function, false);
        let argument = self.expression(&Type::Int, 1);
        self.line(format!("{name}({argument});"));
    }

    /// What may be null is tested, and then used.
    fn narrowing(&mut self, depth: usize) {
        let objects: Vec<(String, usize)> = self
            .scope
            .iter()
            .filter_map(|variable| match variable.ty {
                Type::MaybeObject(at) => Some((variable.name.clone(), at)),
                _ => None,
            })
            .collect();
        if let Some((name, at)) = self.random.pick(&objects).cloned() {
            let own = self.fresh("m");
            self.open(format!("if ({name} != null)"));
            self.scoped(|writer| {
                writer.line(format!(
                    "final {own}:{} = {name};",
                    writer.world.class_name(at)
                ));
                writer.declare(&own, &Type::Object(at), false);
                writer.statements(2, depth);
            });
            return self.close("");
        }
        let value = self.expression(&Type::MaybeInt, 2);
        let (maybe, own) = (self.fresh("n"), self.fresh("m"));
        self.line(format!("final {maybe}:Null<Int> = {value};"));
        self.open(format!("if ({maybe} != null)"));
        self.scoped(|writer| {
            writer.line(format!("final {own} = {maybe} + 1;"));
            writer.declare(&own, &Type::Int, false);
            writer.statements(2, depth);
            writer.line(format!("Program.total ^= {own} & 15;"));
        });
        self.close("");
    }
}
