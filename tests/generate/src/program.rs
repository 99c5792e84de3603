//! Whole programs: declarations, then functions that use what stands before them, then `run`, which uses all of it.

use crate::world::{Choice, Class, Function, Type};
use crate::writer::Writer;

/// The module `Program` of the package `p<seed>`: what `run` prints is the same on every engine.
pub fn program(seed: u64) -> String {
    let mut writer = Writer::new(seed);
    writer.line(format!("package p{seed};"));
    writer.line("");
    if writer.is_wide {
        writer.line(format!("using p{seed}.Program.Tools;"));
        writer.line("");
    }
    writer.choices();
    writer.fixed();
    if writer.is_wide {
        writer.wide_declarations();
    }
    writer.classes();
    writer.open("class Program");
    writer.statics();
    for _ in 0..1 + writer.random.below(2) {
        writer.function();
    }
    writer.run();
    writer.close("");
    writer.lines.join("\n") + "\n"
}

/// The main class of several programs, which marks where each begins.
pub fn main_of(seeds: impl Iterator<Item = u64>) -> String {
    let mut text = "class Main {\n\tstatic function main() {\n".to_owned();
    for seed in seeds {
        text.push_str(&format!(
            "\t\tSys.println(\"{}{seed}\");\n\t\tp{seed}.Program.run();\n",
            crate::MARK
        ));
    }
    text + "\t}\n}\n"
}

impl Writer {
    fn choices(&mut self) {
        for at in 0..1 + self.random.below(2) {
            let mut choice = Choice {
                constructors: vec![Vec::new()],
            };
            for _ in 0..1 + self.random.below(3) {
                let params = (0..self.random.below(3)).map(|_| match self.random.below(6) {
                    0 | 1 => Type::Int,
                    2 => Type::Text,
                    3 => Type::Bool,
                    4 => Type::Float,
                    _ => Type::Choice(at),
                });
                let params = params.collect();
                choice.constructors.push(params);
            }
            self.open(format!("enum Choice{at}"));
            for (which, params) in choice.constructors.clone().iter().enumerate() {
                let params: Vec<String> = params
                    .iter()
                    .enumerate()
                    .map(|(at, ty)| format!("a{at}:{}", ty.text(&self.world)))
                    .collect();
                match params.is_empty() {
                    true => self.line(format!("Made{at}x{which};")),
                    false => self.line(format!("Made{at}x{which}({});", params.join(", "))),
                }
            }
            self.close("");
            self.line("");
            self.world.choices.push(choice);
        }
    }

    /// What every program has alike.
    fn fixed(&mut self) {
        let text = "interface Scored {
	function score(by:Int):Int;
}

class Fault extends haxe.Exception {
	public final code:Int;

	public function new(code:Int) {
		super('fault $code');
		this.code = code;
	}
}

typedef Pair = {count:Int, name:String}

class Cell<T> {
	var value:T;

	public function new(value:T)
		this.value = value;

	public function get():T
		return value;

	public function replace(other:T):T {
		var before = value;
		value = other;
		return before;
	}
}
";
        for line in text.lines() {
            self.line(line);
        }
        self.line("");
    }

    fn classes(&mut self) {
        for at in 0..1 + self.random.below(3) {
            let parent = match at {
                0 => None,
                _ if self.random.one_in(4) => None,
                _ => Some(self.random.below(at)),
            };
            self.class(at, parent);
        }
    }

    fn class(&mut self, at: usize, parent: Option<usize>) {
        let mut fields = Vec::new();
        for _ in 0..1 + self.random.below(3) {
            let ty = match self.random.below(8) {
                0..=2 => Type::Int,
                3 | 4 => Type::Text,
                5 => Type::List(Box::new(Type::Int)),
                6 => Type::Counts,
                _ => Type::MaybeInt,
            };
            fields.push((self.fresh("field"), ty));
        }
        let inherited = parent.and_then(|parent| self.world.classes.get(parent));
        let inherited: Vec<Type> = inherited.map_or_else(Vec::new, |parent| parent.params.clone());
        let given: Vec<bool> = fields.iter().map(|_| self.random.one_in(2)).collect();
        let own = fields.iter().zip(&given).filter(|(_, given)| **given);
        let own: Vec<Type> = own.map(|((_, ty), _)| ty.clone()).collect();
        let params: Vec<Type> = inherited.iter().chain(&own).cloned().collect();
        let name = self.world.class_name(at);
        match parent {
            Some(parent) => {
                let parent = self.world.class_name(parent);
                self.open(format!("class {name} extends {parent}"));
            }
            None => self.open(format!("class {name} implements Scored")),
        }
        for ((name, ty), given) in fields.iter().zip(&given) {
            let start = match given {
                true => String::new(),
                false => format!(" = {}", self.start(ty)),
            };
            self.line(format!(
                "public var {name}:{}{start};",
                ty.text(&self.world)
            ));
        }
        self.line("");
        self.constructor(&params, inherited.len(), parent.is_some(), &fields, &given);
        self.world.classes.push(Class {
            parent,
            fields,
            params,
            methods: Vec::new(),
        });
        self.methods(at, parent);
        self.close("");
        self.line("");
    }

    /// A value that a field starts with.
    fn start(&mut self, ty: &Type) -> String {
        match ty {
            Type::Int => self.random.below(100).to_string(),
            Type::Text => "\"start\"".to_owned(),
            Type::List(_) => "[1, 2]".to_owned(),
            Type::Counts => "[\"a\" => 1]".to_owned(),
            _ => "null".to_owned(),
        }
    }

    fn constructor(
        &mut self,
        params: &[Type],
        inherited: usize,
        has_parent: bool,
        fields: &[(String, Type)],
        given: &[bool],
    ) {
        let names: Vec<String> = (0..params.len()).map(|at| format!("a{at}")).collect();
        let declared: Vec<String> = names
            .iter()
            .zip(params)
            .map(|(name, ty)| format!("{name}:{}", ty.text(&self.world)))
            .collect();
        self.open(format!("public function new({})", declared.join(", ")));
        if has_parent {
            let passed: Vec<&str> = names.iter().take(inherited).map(String::as_str).collect();
            self.line(format!("super({});", passed.join(", ")));
        }
        let set = fields.iter().zip(given).filter(|(_, given)| **given);
        for (((field, _), _), name) in set.zip(names.iter().skip(inherited)) {
            self.line(format!("{field} = {name};"));
        }
        self.close("");
        self.line("");
    }

    fn methods(&mut self, at: usize, parent: Option<usize>) {
        // Whatever `score` calls, every override may do as much.
        if parent.is_none() || self.random.one_in(2) {
            let word = if parent.is_some() { "override " } else { "" };
            let score = Function {
                name: "score".to_owned(),
                params: vec![Type::Int],
                result: Type::Int,
                cost: 40,
            };
            let calls_super = parent.is_some() && self.random.one_in(2);
            self.member(
                &format!("{word}public function"),
                &score,
                Some(at),
                calls_super,
            );
            if parent.is_none()
                && let Some(class) = self.world.classes.get_mut(at)
            {
                class.methods.push(score);
            }
        }
        for _ in 0..self.random.below(2) {
            let method = Function {
                name: self.fresh("method"),
                params: self.params(),
                result: self.result_type(),
                cost: 40,
            };
            self.member("public function", &method, Some(at), false);
            if let Some(class) = self.world.classes.get_mut(at) {
                class.methods.push(method);
            }
        }
        let fields = self.world.fields(at);
        let number = fields.iter().find(|(_, ty)| *ty == Type::Int);
        if let Some((name, _)) = number
            && self.random.one_in(2)
        {
            let property = self.fresh("property");
            for line in [
                format!("public var {property}(get, set):Int;"),
                String::new(),
                format!("function get_{property}():Int"),
                format!("\treturn {name} * 2;"),
                String::new(),
                format!("function set_{property}(value:Int):Int"),
                format!("\treturn {name} = value - 1;"),
                String::new(),
            ] {
                self.line(line);
            }
            if let Some(class) = self.world.classes.get_mut(at) {
                class.fields.push((property, Type::Int));
            }
        }
        if self.random.one_in(2) && parent.is_none() {
            let value = fields.iter().find(|(_, ty)| *ty == Type::Text);
            let shown = value.map_or("\"nothing\"".to_owned(), |(name, _)| name.clone());
            self.line("public function toString():String");
            self.line(format!("\treturn \"<\" + {shown} + \">\";"));
            self.line("");
        }
    }

    fn params(&mut self) -> Vec<Type> {
        let count = self.random.below(3);
        (0..count).map(|_| self.any_type()).collect()
    }

    fn result_type(&mut self) -> Type {
        match self.random.below(3) {
            0 => self.any_type(),
            1 => Type::Text,
            _ => Type::Int,
        }
    }

    fn statics(&mut self) {
        self.line("public static var total = 5;");
        self.line("static final NAMES = [\"one\", \"two\"];");
        self.line("");
        self.line("public static function first<T>(items:Array<T>, other:T):T");
        self.line("\treturn items.length > 1 ? items[0] : other;");
        self.line("");
        self.open("public static function fold<A, B>(items:Array<A>, start:B, join:(B, A) -> B):B");
        self.line("for (item in items)");
        self.line("\tstart = join(start, item);");
        self.line("return start;");
        self.close("");
        self.line("");
    }

    fn function(&mut self) {
        let function = Function {
            name: self.fresh("function"),
            params: self.params(),
            result: self.result_type(),
            cost: 0,
        };
        let cost = self.member("static public function", &function, None, false);
        self.world.functions.push(Function { cost, ..function });
    }

    /// Writes a function; the steps that it can take.
    fn member(
        &mut self,
        start: &str,
        function: &Function,
        this: Option<usize>,
        calls_super: bool,
    ) -> usize {
        let names: Vec<String> = function.params.iter().map(|_| self.fresh("a")).collect();
        let declared: Vec<String> = names
            .iter()
            .zip(&function.params)
            .map(|(name, ty)| format!("{name}:{}", ty.text(&self.world)))
            .collect();
        let result = function.result.text(&self.world);
        self.open(format!(
            "{start} {}({}):{result}",
            function.name,
            declared.join(", ")
        ));
        self.this = this;
        self.result = Some(function.result.clone());
        // A method has few steps of its own, since it may be called by any that comes later.
        self.steps = if this.is_some() { 360 } else { 0 };
        let taken = self.steps;
        self.scoped(|writer| {
            for (name, ty) in names.iter().zip(&function.params) {
                writer.declare(name, ty, true);
            }
            if calls_super {
                let name = writer.fresh("v");
                let passed = names.first().cloned().unwrap_or_default();
                writer.line(format!("var {name} = super.{}({passed});", function.name));
                writer.declare(&name, &Type::Int, true);
            }
            let count = 1 + writer.random.below(2);
            writer.statements(count, 1);
            let value = writer.expression(&function.result, 2);
            writer.line(format!("return {value};"));
        });
        let steps = self.steps - taken;
        self.this = None;
        self.result = None;
        self.close("");
        self.line("");
        steps + 1
    }

    fn run(&mut self) {
        self.open("public static function run():Void");
        for _ in 0..2 {
            self.steps = 0;
            self.open("try");
            self.scoped(|writer| {
                writer.statements(3, 2);
                writer.uses();
                let shown: Vec<String> = writer
                    .scope
                    .iter()
                    .filter(|variable| match variable.ty {
                        Type::Int | Type::Text | Type::Bool | Type::MaybeInt | Type::Choice(_) => {
                            true
                        }
                        Type::List(ref element) => **element == Type::Int,
                        _ => false,
                    })
                    .map(|variable| variable.name.clone())
                    .collect();
                for name in shown {
                    writer.line(format!("Sys.println('{name} = ${{{name}}}');"));
                }
            });
            self.close(" catch (fault:Fault) {");
            self.indent += 1;
            self.line("Sys.println(fault.message + \" \" + fault.code);");
            self.close(" catch (word:String) {");
            self.indent += 1;
            self.line("Sys.println(\"thrown \" + word);");
            self.close("");
        }
        self.line("Sys.println(\"total \" + total + \" \" + NAMES.join(\" \"));");
        self.close("");
    }

    /// Objects through their interface, generic functions, statics.
    fn uses(&mut self) {
        if self.affords(50) {
            let object = self.expression(&Type::Scored, 2);
            let by = self.expression(&Type::Int, 1);
            self.line(format!("final scored:Scored = {object};"));
            self.line(format!("total ^= scored.score({by}) & 0xff;"));
        }
        if self.random.one_in(2) {
            let list = self.expression(&Type::List(Box::new(Type::Text)), 2);
            let other = self.expression(&Type::Text, 1);
            self.line(format!("Sys.println(first({list}, {other}));"));
        } else {
            let list = self.expression(&Type::List(Box::new(Type::Int)), 2);
            self.line(format!(
                "Sys.println(fold({list}, \"\", (text, item) -> text + (item & 15)));"
            ));
        }
        let cell = self.expression(&Type::Cell(Box::new(Type::Int)), 1);
        let value = self.expression(&Type::Int, 1);
        let name = self.fresh("cell");
        self.line(format!("final {name} = {cell};"));
        self.line(format!("total += {name}.replace({value}) & 7;"));
    }
}
