//! Modules of classes: entities, families of classes, registries.

use super::World;
use super::code::{Class, Code, Enum, Kind, Method, Variable};
use super::random::{Random, capital};
use std::rc::Rc;

/// A module in the making.
struct Module<'w> {
    package: &'w str,
    imports: Vec<String>,
    classes: Vec<Rc<Class>>,
    enums: Vec<Rc<Enum>>,
}

impl<'w> Module<'w> {
    /// Chooses what the module uses of the others: half of it from its own package, where there is something.
    fn new(random: &mut Random, world: &World, package: &'w str) -> Self {
        let mut module = Self {
            package,
            imports: Vec::new(),
            classes: Vec::new(),
            enums: Vec::new(),
        };
        for _ in 0..random.range(0, 3) {
            let near: Vec<&Class> = world
                .classes
                .iter()
                .filter(|class| class.package == package)
                .collect();
            let near = if random.percent(50) {
                random.pick(&near).copied()
            } else {
                None
            };
            let Some(class) = near.or_else(|| random.pick(&world.classes)) else {
                break;
            };
            if module.classes.iter().all(|known| known.name != class.name) {
                module.import(&class.package, &class.name);
                module.classes.push(Rc::new(class.clone()));
            }
        }
        if random.percent(45)
            && let Some(of) = random.pick(&world.enums)
        {
            // Of its own package too: the module has another name than the enum.
            module.imports.push(format!("{}.{}", of.package, of.module));
            module.enums.push(Rc::new(of.clone()));
        }
        module
    }

    fn import(&mut self, package: &str, name: &str) {
        if package != self.package {
            self.imports.push(format!("{package}.{name}"));
        }
    }

    fn head(&self, check: bool) -> String {
        let mut text = format!("package {};\n\n", self.package);
        let mut imports = self.imports.clone();
        if check {
            imports.push("tool.Check".to_owned());
        }
        imports.sort();
        for import in imports {
            text.push_str(&format!("import {import};\n"));
        }
        text.push('\n');
        text
    }

    /// A type for a field or parameter.
    fn kind(&self, random: &mut Random) -> Kind {
        match random.range(0, 11) {
            0..5 => Kind::Int,
            5 => Kind::Bool,
            6 | 7 => Kind::Text,
            8 => Kind::Ints,
            9 => match random.pick(&self.enums) {
                Some(of) => Kind::Variant(Rc::clone(of)),
                None => Kind::Table,
            },
            _ => match random.pick(&self.classes) {
                Some(class) => Kind::Object(Rc::clone(class)),
                None => Kind::Int,
            },
        }
    }
}

/// The methods of a class, and the fields that they may use.
struct Members {
    fields: Vec<Variable>,
    methods: Vec<Method>,
    names: Vec<String>,
    text: String,
}

impl Members {
    fn new() -> Self {
        let names = [
            "id", "name", "new", "check", "index", "item", "sum", "step", "subject",
        ];
        Self {
            fields: Vec::new(),
            methods: Vec::new(),
            names: names.map(str::to_owned).to_vec(),
            text: String::new(),
        }
    }

    fn field(&mut self, random: &mut Random, kind: Kind) {
        let name = random.variable(&mut self.names);
        let access = if random.percent(40) {
            "public var"
        } else {
            "var"
        };
        let mut code = Code::new(random, 0);
        let value = code.value(&kind, 0);
        if random.percent(35) {
            self.text.push_str(&random.doc("\t"));
        }
        self.text.push_str(&format!(
            "\t{access} {name}:{} = {value};\n",
            kind.written()
        ));
        self.fields.push(Variable {
            name,
            kind,
            writable: true,
        });
    }

    fn method(&mut self, random: &mut Random, module: &Module<'_>) {
        let name = random.method(&mut self.names);
        let mut names = self.names.clone();
        let count = random.range(0, 3);
        let params: Vec<(String, Kind)> = (0..count)
            .map(|_| (random.variable(&mut names), module.kind(random)))
            .collect();
        let result = match random.range(0, 9) {
            0..6 => Kind::Int,
            6 => Kind::Bool,
            7 | 8 => Kind::Text,
            _ => Kind::Ints,
        };
        if random.percent(60) {
            self.text.push_str(&random.doc("\t"));
        }
        let written: Vec<String> = params
            .iter()
            .map(|(name, kind)| format!("{name}:{}", kind.written()))
            .collect();
        let written = written.join(", ");
        let result_type = if random.percent(10) {
            String::new()
        } else {
            format!(":{}", result.written())
        };
        let access = if random.percent(75) { "public " } else { "" };
        self.text.push_str(&format!(
            "\t{access}function {name}({written}){result_type} {{\n"
        ));
        let lines = match random.range(0, 9) {
            0..3 => random.range(1, 3),
            3..8 => random.range(4, 12),
            _ => random.range(13, 24),
        };
        let mut code = Code::new(random, 2);
        code.variables = self.fields.clone();
        code.variables
            .extend(params.iter().map(|(name, kind)| Variable {
                name: name.clone(),
                kind: kind.clone(),
                writable: *kind == Kind::Int,
            }));
        code.own = self.methods.clone();
        code.names = names;
        code.statements(lines - 1);
        let value = code.value(&result, 3);
        code.line(&format!("return {value};"));
        self.methods.push(Method {
            name,
            params: params.into_iter().map(|(_, kind)| kind).collect(),
            result,
            cost: code.cost,
        });
        self.text.push_str(&code.text);
        self.text.push_str("\t}\n\n");
    }

    /// `check`: calls every method of an object and sums up.
    fn check(&mut self, random: &mut Random, object: &str) {
        self.text.push_str("\t/** Calls everything and sums up what it gives. **/\n\tpublic static function check():Int {\n");
        let mut code = Code::new(random, 2);
        code.line(&format!("var subject = {object};"));
        code.line("var sum = 0;");
        for method in &self.methods {
            let arguments = code.arguments(&method.params, 1);
            let call = format!("subject.{}({arguments})", method.name);
            let number = match method.result {
                Kind::Text => format!("Check.text({call})"),
                Kind::Bool => format!("Check.flag({call})"),
                Kind::Ints => format!("Check.list({call})"),
                Kind::Int
                | Kind::Texts
                | Kind::Table
                | Kind::Function
                | Kind::Object(_)
                | Kind::Variant(_) => call,
            };
            code.line(&format!("sum = sum * 31 + {number};"));
        }
        code.line("return sum;");
        let text = code.text;
        self.text.push_str(&text);
        self.text.push_str("\t}\n}\n");
    }
}

fn publish(world: &mut World, package: &str, name: &str, members: &Members) {
    // Others may not know the classes and enums that this module knows.
    let plain = |kind: &Kind| !matches!(kind, Kind::Object(_) | Kind::Variant(_));
    let public = |method: &&Method| {
        let head = format!("public function {}(", method.name);
        members.text.contains(&head) && method.params.iter().all(plain)
    };
    world.classes.push(Class {
        package: package.to_owned(),
        name: name.to_owned(),
        methods: members.methods.iter().filter(public).cloned().collect(),
    });
}

/// A class with fields, a property and methods.
pub(super) fn entity(random: &mut Random, world: &mut World, package: &str) -> (String, String) {
    let module = Module::new(random, world, package);
    let name = random.type_name("");
    let mut members = Members::new();
    let mut text = module.head(true);
    text.push_str(&random.doc(""));
    text.push_str(&format!("class {name} {{\n"));
    let limit = random.range(5, 60);
    members.text.push_str(&format!("\tstatic inline final LIMIT = {limit};\n\n\tpublic final id:Int;\n\tpublic var name:String;\n"));
    for _ in 0..random.range(3, 8) {
        let kind = module.kind(random);
        members.field(random, kind);
    }
    let property = capital(&random.variable(&mut members.names));
    let property = format!("has{property}");
    members.text.push_str(&format!(
        "\n\t/** Whether there is more than the limit allows. **/\n\tpublic var {property}(get, never):Bool;\n\n\tpublic function new(id:Int, name:String) {{\n\t\tthis.id = id;\n\t\tthis.name = name;\n\t}}\n\n\tfunction get_{property}():Bool {{\n\t\treturn id > LIMIT;\n\t}}\n\n"
    ));
    for (name, kind) in [
        ("id", Kind::Int),
        ("LIMIT", Kind::Int),
        ("name", Kind::Text),
        (&property, Kind::Bool),
    ] {
        members.fields.push(Variable {
            name: name.to_owned(),
            kind,
            writable: false,
        });
    }
    for _ in 0..random.range(6, 16) {
        members.method(random, &module);
    }
    let object = format!("new {name}({}, \"{}\")", random.range(1, 99), random.text());
    members.check(random, &object);
    text.push_str(&members.text);
    publish(world, package, &name, &members);
    (name, text)
}

/// An interface, a base class, subclasses that override.
pub(super) fn family(random: &mut Random, world: &mut World, package: &str) -> (String, String) {
    let module = Module::new(random, world, package);
    let base = random.type_name("");
    let (score, describe) = {
        let mut taken = Vec::new();
        (random.method(&mut taken), random.method(&mut taken))
    };
    let mut text = module.head(true);
    text.push_str(&format!(
        "/** What a {} promises. **/\ninterface {base}Like {{\n\tfunction {score}(input:Int):Int;\n\tfunction {describe}():String;\n}}\n\n",
        random.thing()
    ));
    let mut subclasses = String::new();
    let mut names = Vec::new();
    for _ in 0..random.range(2, 4) {
        let ending = capital(random.thing());
        let name = random.type_name(&ending);
        let mut members = Members::new();
        members
            .names
            .extend([score.clone(), describe.clone(), "weight".to_owned()]);
        for _ in 0..random.range(0, 2) {
            let kind = module.kind(random);
            members.field(random, kind);
        }
        members.fields.push(Variable {
            name: "weight".to_owned(),
            kind: Kind::Int,
            writable: true,
        });
        members
            .text
            .push_str("\n\tpublic function new(weight:Int) {\n\t\tsuper(weight);\n\t}\n\n");
        let mut code = Code::new(random, 2);
        code.variables = members.fields.clone();
        code.variables.push(Variable {
            name: "input".to_owned(),
            kind: Kind::Int,
            writable: true,
        });
        code.names = members.names.clone();
        let lines = code.random.range(1, 7);
        code.statements(lines);
        let value = code.value(&Kind::Int, 2);
        code.line(&format!("return super.{score}(input) + {value};"));
        let body = code.text;
        members.text.push_str(&format!(
            "\toverride public function {score}(input:Int):Int {{\n{body}\t}}\n"
        ));
        if random.percent(60) {
            let word = random.text();
            members.text.push_str(&format!(
                "\n\toverride public function {describe}():String {{\n\t\treturn '{word} ' + super.{describe}();\n\t}}\n"
            ));
        }
        subclasses.push_str(&format!(
            "{}class {name} extends {base} {{\n{}}}\n\n",
            random.doc(""),
            members.text
        ));
        names.push(name);
    }
    let mut members = Members::new();
    members.names.extend([
        score.clone(),
        describe.clone(),
        "weight".to_owned(),
        "all".to_owned(),
    ]);
    members.text.push_str("\tvar weight:Int;\n\n\tpublic function new(weight:Int) {\n\t\tthis.weight = weight;\n\t}\n\n");
    members.fields.push(Variable {
        name: "weight".to_owned(),
        kind: Kind::Int,
        writable: true,
    });
    for _ in 0..random.range(1, 3) {
        members.method(random, &module);
    }
    let first = members.methods.last().cloned();
    let (factor, word) = (random.range(2, 9), random.text());
    members.text.push_str(&format!(
        "\tpublic function {score}(input:Int):Int {{\n\t\treturn input * {factor} + weight;\n\t}}\n\n\tpublic function {describe}():String {{\n\t\treturn '{word} $weight';\n\t}}\n\n"
    ));
    members.text.push_str(&format!(
        "\t/** Goes through one of each. **/\n\tpublic static function check():Int {{\n\t\tvar all:Array<{base}Like> = [new {base}(1)];\n"
    ));
    for (index, name) in names.iter().enumerate() {
        members
            .text
            .push_str(&format!("\t\tall.push(new {name}({}));\n", index + 2));
    }
    members.text.push_str(&format!(
        "\t\tvar sum = 0;\n\t\tfor (index in 0...all.length) {{\n\t\t\tsum = sum * 31 + all[index].{score}(index);\n\t\t\tsum += Check.text(all[index].{describe}());\n\t\t}}\n"
    ));
    if let Some(method) = first {
        let mut code = Code::new(random, 2);
        let arguments = code.arguments(&method.params, 1);
        let call = format!("new {base}(3).{}({arguments})", method.name);
        members
            .text
            .push_str(&format!("\t\tsum += Check.text(Std.string({call}));\n"));
    }
    members.text.push_str("\t\treturn sum;\n\t}\n}\n\n");
    text.push_str(&format!(
        "class {base} implements {base}Like {{\n{}",
        members.text
    ));
    text.push_str(subclasses.trim_end());
    text.push('\n');
    (base, text)
}

/// A class with maps, that is asked and sorted.
pub(super) fn registry(random: &mut Random, world: &mut World, package: &str) -> (String, String) {
    let mut module = Module::new(random, world, package);
    let entry = module.classes.first().cloned();
    let name = random.type_name("Registry");
    let mut members = Members::new();
    let kind = match entry {
        Some(class) => class.name.clone(),
        None => {
            module.classes.clear();
            "String".to_owned()
        }
    };
    let make = |number: usize, word: &str| match kind.as_str() {
        "String" => format!("\"{word}{number}\""),
        class => format!("new {class}({number}, \"{word}\")"),
    };
    let mut taken = members.names.clone();
    let [add, find, names, order, group] = [(); 5].map(|()| random.method(&mut taken));
    members.names = taken;
    members
        .names
        .extend(["entries", "ranks", "key", "keys"].map(str::to_owned));
    let mut text = module.head(true);
    text.push_str(&random.doc(""));
    text.push_str(&format!("class {name} {{\n"));
    members.text.push_str(&format!(
        "\tvar entries:Map<String, {kind}> = new Map();\n\tvar ranks:Map<String, Int> = [];\n\n\tpublic function new() {{}}\n\n"
    ));
    let factor = random.range(2, 30);
    members.text.push_str(&format!(
        "{}\tpublic function {add}(key:String, value:{kind}, rank:Int = 1):Int {{\n\t\tentries.set(key, value);\n\t\tif (ranks.exists(key)) {{\n\t\t\trank += {factor};\n\t\t}}\n\t\tranks[key] = rank;\n\t\treturn rank;\n\t}}\n\n",
        random.doc("\t")
    ));
    members.text.push_str(&format!(
        "{}\tpublic function {find}(key:String):Null<{kind}> {{\n\t\treturn entries.get(key);\n\t}}\n\n",
        random.doc("\t")
    ));
    members.text.push_str(&format!(
        "{}\tpublic function {names}():Array<String> {{\n\t\tvar keys = [for (key in ranks.keys()) key];\n\t\tkeys.sort((a, b) -> a < b ? -1 : (a > b ? 1 : 0));\n\t\treturn keys;\n\t}}\n\n",
        random.doc("\t")
    ));
    members.text.push_str(&format!(
        "\tpublic function {order}(least:Int):String {{\n\t\tvar parts = [];\n\t\tfor (key in {names}()) {{\n\t\t\tvar rank = ranks[key];\n\t\t\tif (rank == null || rank < least) {{\n\t\t\t\tcontinue;\n\t\t\t}}\n\t\t\tparts.push('$key=$rank');\n\t\t}}\n\t\treturn parts.join(\", \");\n\t}}\n\n"
    ));
    members.text.push_str(&format!(
        "{}\tpublic function {group}(size:Int):Map<Int, Array<String>> {{\n\t\tvar groups = new Map<Int, Array<String>>();\n\t\tfor (key in {names}()) {{\n\t\t\tvar number = key.length % size;\n\t\t\tvar group = groups.get(number);\n\t\t\tif (group == null) {{\n\t\t\t\tgroup = [];\n\t\t\t\tgroups.set(number, group);\n\t\t\t}}\n\t\t\tgroup.push(key);\n\t\t}}\n\t\treturn groups;\n\t}}\n\n",
        random.doc("\t")
    ));
    members.fields.push(Variable {
        name: "ranks".to_owned(),
        kind: Kind::Table,
        writable: true,
    });
    for _ in 0..random.range(2, 6) {
        members.method(random, &module);
    }
    members.text.push_str(&format!(
        "\t/** Fills one and asks it. **/\n\tpublic static function check():Int {{\n\t\tvar subject = new {name}();\n\t\tvar sum = 0;\n"
    ));
    for number in 0..random.range(2, 5) {
        let word = random.text();
        members.text.push_str(&format!(
            "\t\tsum += subject.{add}(\"{word}\", {});\n",
            make(number, word)
        ));
    }
    members.text.push_str(&format!(
        "\t\tif (subject.{find}(\"north\") != null) {{\n\t\t\tsum++;\n\t\t}}\n\t\tsum = sum * 31 + Check.text(subject.{order}(1));\n\t\tvar groups = subject.{group}(3);\n\t\tfor (number in 0...3) {{\n\t\t\tvar found = groups[number];\n\t\t\tsum = sum * 31 + (found == null ? 0 : Check.text(found.join(\" \")));\n\t\t}}\n"
    ));
    let mut code = Code::new(random, 2);
    for method in &members.methods {
        let arguments = code.arguments(&method.params, 1);
        code.line(&format!(
            "sum += Check.text(Std.string(subject.{}({arguments})));",
            method.name
        ));
    }
    members.text.push_str(&code.text);
    members.text.push_str("\t\treturn sum;\n\t}\n}\n");
    text.push_str(&members.text);
    (name, text)
}
