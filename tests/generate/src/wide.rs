//! The wide language: abstracts, static extensions, interfaces and classes with type parameters, closures that are kept,
//! structures with optional fields, maps with other keys, patterns in patterns, exceptions that go on, optional arguments, and
//! what texts and arrays can do. Programs of some seeds are written in it besides what `expression` and `statement` have.

use crate::world::Type;
use crate::writer::Writer;

/// What all of these programs declare.
const DECLARATIONS: &str = "enum abstract Level(Int) to Int {
	var Low = 1;
	var Mid = 5;
	var High = 9;

	public static function of(n:Int):Level
		return n % 3 == 0 ? Low : n % 3 == 1 ? Mid : High;
}

abstract Meters(Int) from Int to Int {
	public inline function new(value:Int)
		this = value;

	@:op(A + B) public function plus(other:Meters):Meters
		return new Meters(this + (other : Int));

	@:op(A * B) static function times(one:Meters, by:Int):Meters
		return new Meters((one : Int) * by);

	@:op(A < B) static function less(one:Meters, other:Meters):Bool
		return (one : Int) < (other : Int);

	public var raw(get, never):Int;

	function get_raw():Int
		return this;

	public function show():String
		return this + \"m\";
}

interface Source<T> {
	function more():Bool;
	function next():T;
}

class Numbers implements Source<Int> {
	var at = 0;
	final end:Int;

	public function new(end:Int)
		this.end = end;

	public function more():Bool
		return at < end;

	public function next():Int
		return at++;
}

class Letters implements Source<String> {
	final text:String;
	var at = 0;

	public function new(text:String)
		this.text = text;

	public function more():Bool
		return at < text.length;

	public function next():String
		return text.charAt(at++);
}

class Both<A, B> {
	public final left:A;
	public var right(default, null):B;

	public function new(left:A, right:B) {
		this.left = left;
		this.right = right;
	}

	public function swap():Both<B, A>
		return new Both(right, left);

	public function map<C>(change:A->C):Both<C, B>
		return new Both(change(left), right);

	public function replace(other:B):B {
		final before = right;
		right = other;
		return before;
	}
}

typedef Options = {name:String, ?depth:Int, ?inner:Pair}

class Signal {
	final handlers:Array<Int->Void> = [];

	public var fired(default, null) = 0;

	public function new() {}

	public function on(handler:Int->Void):Signal {
		handlers.push(handler);
		return this;
	}

	public function fire(value:Int):Void {
		fired++;
		for (handler in handlers)
			handler(value);
	}
}

class Node {
	public var value:Int;
	public var next:Null<Node>;

	public function new(value:Int, ?next:Node) {
		this.value = value;
		this.next = next;
	}

	public function sum():Int
		return value + (next == null ? 0 : next.sum());
}

class Tools {
	public static function most(value:Int, limit:Int):Int
		return value > limit ? limit : value;

	public static function twice(text:String, between:String = \"-\"):String
		return text + between + text;

	public static function pick<T>(items:Array<T>, at:Int, other:T):T
		return at >= 0 && at < items.length ? items[at] : other;

	public static function drain<T>(source:Source<T>, limit:Int):Array<T> {
		final out = [];
		while (source.more() && out.length < limit)
			out.push(source.next());
		return out;
	}

	public static function adder(by:Int):Int->Int {
		var calls = 0;
		return value -> {
			calls++;
			return value + by * calls;
		};
	}

	public static function optional(first:Int, ?second:Int, third:String = \"three\"):String
		return first + \":\" + second + \":\" + third;

	public static function risky(value:Int):Int {
		if (value % 3 == 0)
			throw new Fault(value & 255);
		if (value % 5 == 0)
			throw \"five\";
		return value % 1000;
	}

	public static function safe(value:Int):Int {
		return try risky(value) catch (fault:Fault) {
			if (fault.code > 100)
				throw new Fault(fault.code - 100);
			-fault.code;
		} catch (word:String) word.length;
	}
}

class Registry {
	public static final names:Map<Int, String> = [1 => \"one\", 2 => \"two\", 5 => \"five\"];
	public static var used = [for (key in names.keys()) key].length + base;
	public static inline var base = 3;

	public static function name(at:Int):String {
		used++;
		return names.exists(at) ? names[at] : names.get(2) + at;
	}
}
";

impl Writer {
    /// The declarations of the wide language.
    pub(crate) fn wide_declarations(&mut self) {
        for line in DECLARATIONS.lines() {
            self.line(line);
        }
        self.line("");
    }

    /// A type that only the wide language has.
    pub(crate) fn wide_type(&mut self) -> Type {
        match self.random.below(10) {
            0 => Type::Meters,
            1 => Type::Level,
            2 => Type::Source,
            3 | 4 => Type::Both,
            5 => Type::Options,
            6 => Type::Signal,
            7 => Type::Node,
            8 => Type::Names,
            _ => Type::List(Box::new(Type::List(Box::new(Type::Int)))),
        }
    }

    /// A value of such a type.
    pub(crate) fn wide_value(&mut self, ty: &Type, depth: usize) -> String {
        let depth = depth.saturating_sub(1);
        match ty {
            Type::Meters => {
                let value = self.expression(&Type::Int, depth);
                match self.random.below(4) {
                    0 if depth > 0 => {
                        let other = self.expression(&Type::Meters, depth);
                        format!("(new Meters({value}) + {other})")
                    }
                    1 if depth > 0 => {
                        let one = self.expression(&Type::Meters, depth);
                        format!("({one} * ({value}))")
                    }
                    _ => format!("new Meters({value})"),
                }
            }
            Type::Level => match self.random.below(4) {
                0 => format!("Level.of({})", self.expression(&Type::Int, depth)),
                _ => self
                    .random
                    .word(&["Level.Low", "Level.Mid", "Level.High"])
                    .to_owned(),
            },
            Type::Source => {
                let end = self.random.below(5);
                format!("new Numbers({end})")
            }
            Type::Both => {
                let left = self.expression(&Type::Int, depth);
                let right = self.expression(&Type::Text, depth);
                match self.random.below(3) {
                    0 => format!("new Both({right}, {left}).swap()"),
                    1 => format!("new Both({left}, {right}).map(n -> n ^ 5)"),
                    _ => format!("new Both({left}, {right})"),
                }
            }
            Type::Options => {
                let name = self.expression(&Type::Text, depth);
                let number = self.expression(&Type::Int, depth);
                match self.random.below(3) {
                    0 => format!("({{name: {name}}} : Options)"),
                    1 => format!("({{name: {name}, depth: {number}}} : Options)"),
                    _ => format!(
                        "({{name: {name}, inner: {{count: {number}, name: \"in\"}}}} : Options)"
                    ),
                }
            }
            Type::Signal => "new Signal()".to_owned(),
            Type::Node => {
                let value = self.expression(&Type::Int, depth);
                match self.random.below(3) {
                    0 if depth > 0 => {
                        let next = self.expression(&Type::Node, depth);
                        format!("new Node({value}, {next})")
                    }
                    _ => format!("new Node({value})"),
                }
            }
            _ => {
                let key = self.random.below(9);
                let text = self.expression(&Type::Text, depth);
                format!("[{key} => {text}, 9 => \"nine\"]")
            }
        }
    }

    /// A value of an old type by the means of the wide language.
    pub(crate) fn wide_expression(&mut self, ty: &Type, depth: usize) -> Option<String> {
        let depth = depth.saturating_sub(1);
        match ty {
            Type::Int => Some(self.wide_int(depth)),
            Type::Text => Some(self.wide_text(depth)),
            Type::Bool => Some(self.wide_truth(depth)),
            Type::MaybeInt => Some(match self.random.below(4) {
                0 => {
                    let text = self.expression(&Type::Text, depth);
                    let at = self.random.below(5);
                    format!("({text}).charCodeAt({at})")
                }
                1 => {
                    let digits = self.random.word(&["\"12\"", "\"x\"", "\" 7 \"", "\"-3a\""]);
                    format!("Std.parseInt({digits})")
                }
                2 => {
                    let options = self.expression(&Type::Options, depth);
                    format!("{options}.depth")
                }
                _ => {
                    let options = self.expression(&Type::Options, depth);
                    format!("{options}.inner?.count")
                }
            }),
            Type::List(element) if **element == Type::Int => Some(self.wide_list(depth)),
            Type::List(element) if **element == Type::Text && self.affords(8) => {
                let text = self.expression(&Type::Text, depth);
                Some(match self.random.below(2) {
                    0 => format!("new Letters({text}).drain(4)"),
                    _ => format!("({text}).split(\" \")"),
                })
            }
            Type::Function if self.random.one_in(2) => {
                let by = self.expression(&Type::Int, depth);
                Some(format!("Tools.adder({by})"))
            }
            _ => None,
        }
    }

    fn wide_int(&mut self, depth: usize) -> String {
        match self.random.below(18) {
            0 => format!("({} : Int)", self.expression(&Type::Level, depth)),
            1 => {
                let meters = self.expression(&Type::Meters, depth);
                format!("({meters}).raw")
            }
            2 => format!("{}.left", self.expression(&Type::Both, depth)),
            3 => {
                let value = self.expression(&Type::Int, depth);
                format!("({value}).most(77)")
            }
            4 if self.affords(3) => {
                let value = self.expression(&Type::Int, depth);
                format!("Tools.safe({value})")
            }
            5 if self.affords(3) => {
                let value = self.expression(&Type::Int, depth);
                let other = self.expression(&Type::Int, 0);
                format!("(try Tools.risky({value}) catch (_:haxe.Exception) {other})")
            }
            6 if self.affords(5) => format!("{}.sum()", self.expression(&Type::Node, depth)),
            7 => format!("{}.fired", self.expression(&Type::Signal, 0)),
            8 => {
                let (text, part) = (
                    self.expression(&Type::Text, depth),
                    self.expression(&Type::Text, 0),
                );
                let method = self.random.word(&["indexOf", "lastIndexOf"]);
                format!("({text}).{method}({part})")
            }
            9 => {
                let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
                let value = self.expression(&Type::Int, 0);
                format!("({list}).indexOf({value})")
            }
            10 => {
                let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
                let (at, other) = (self.random.below(4), self.expression(&Type::Int, 0));
                format!("({list}).pick({at}, {other})")
            }
            11 => {
                let lists = Type::List(Box::new(Type::List(Box::new(Type::Int))));
                let lists = self.expression(&lists, depth);
                format!("({lists}).length")
            }
            12 => "Registry.used".to_owned(),
            13 if self.affords(4) => {
                let source = self.expression(&Type::Source, depth);
                format!("(({source} : Source<Int>).more() ? 1 : 2)")
            }
            14 => {
                let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
                let (one, two) = (self.fresh("q"), self.fresh("q"));
                format!(
                    "(switch (({list}).copy()) {{ case []: 0; case [{one}]: {one}; case [3, {two}] | [{two}, 3]: {two} + 1; case [{one}, {two}]: {one} ^ {two}; case _: -1; }})"
                )
            }
            15 => {
                let (left, right) = (
                    self.expression(&Type::Int, depth),
                    self.expression(&Type::Bool, depth),
                );
                let name = self.fresh("q");
                format!(
                    "(switch [{left} & 3, {right}] {{ case [0, true]: 10; case [{name}, false] if ({name} > 1): {name}; case [_, true]: 11; case [{name}, _]: {name} + 20; }})"
                )
            }
            16 => {
                let maybe = self.expression(&Type::MaybeInt, depth);
                let name = self.fresh("q");
                format!(
                    "(switch (({maybe} : Null<Int>)) {{ case null: -1; case 1 | 2: 12; case {name}: {name} & 63; }})"
                )
            }
            _ => {
                let level = self.expression(&Type::Level, depth);
                format!(
                    "(switch ({level}) {{ case Low: 1; case Mid: 2; case High: 3; case _: 4; }})"
                )
            }
        }
    }

    fn wide_text(&mut self, depth: usize) -> String {
        match self.random.below(14) {
            0 => {
                let text = self.expression(&Type::Text, depth);
                match self.random.one_in(2) {
                    true => format!("({text}).substr(0, 6).twice()"),
                    false => format!("({text}).substr(0, 6).twice(\"+\")"),
                }
            }
            1 => {
                let value = self.expression(&Type::Int, depth);
                match self.random.below(4) {
                    0 => format!("Tools.optional({value})"),
                    1 => format!("Tools.optional({value}, 4)"),
                    2 => format!("Tools.optional({value}, null, \"t\")"),
                    _ => format!("Tools.optional({value}, \"skip\")"),
                }
            }
            2 => format!("{}.right", self.expression(&Type::Both, depth)),
            3 => format!("{}.name", self.expression(&Type::Options, depth)),
            4 => format!("({}).show()", self.expression(&Type::Meters, depth)),
            5 if self.affords(3) => {
                let at = self.expression(&Type::Int, depth);
                format!("Registry.name({at} & 7)")
            }
            6 => {
                let text = self.expression(&Type::Text, depth);
                let (from, to) = (self.random.below(3), self.random.below(6));
                format!("({text}).substring({from}, {to})")
            }
            7 => {
                let text = self.expression(&Type::Text, depth);
                format!("StringTools.replace({text}, \"a\", \"<A>\")")
            }
            8 => {
                let text = self.expression(&Type::Text, depth);
                format!("StringTools.lpad(({text}).substr(0, 3), \"*\", 5)")
            }
            9 => {
                let text = self.expression(&Type::Text, depth);
                format!("StringTools.trim(\"  \" + {text} + \" \")")
            }
            10 => {
                let value = self.expression(&Type::Int, depth);
                format!("StringTools.hex({value}, 4)")
            }
            11 => {
                let pair = self.expression(&Type::Pair, depth);
                let (one, two) = (self.fresh("q"), self.fresh("q"));
                format!(
                    "(switch (({pair} : Pair)) {{ case {{count: 0}}: \"zero\"; case {{count: {one}, name: \"a\"}}: \"a\" + {one}; case {{name: {two}}}: {two}; }})"
                )
            }
            12 => {
                let names = self.expression(&Type::Names, depth);
                let key = self.random.below(9);
                format!("(({names} : Map<Int, String>)[{key}] ?? \"none\")")
            }
            _ => {
                let values = self.expression(&Type::List(Box::new(Type::Int)), depth);
                format!("'${{{values}}}!'")
            }
        }
    }

    fn wide_truth(&mut self, depth: usize) -> String {
        match self.random.below(5) {
            0 => {
                let (one, two) = (
                    self.expression(&Type::Meters, depth),
                    self.expression(&Type::Meters, depth),
                );
                format!("({one} < {two})")
            }
            1 => {
                let (text, part) = (
                    self.expression(&Type::Text, depth),
                    self.expression(&Type::Text, 0),
                );
                let method = self.random.word(&["startsWith", "endsWith", "contains"]);
                format!("StringTools.{method}({text}, {part})")
            }
            2 => {
                let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
                let value = self.expression(&Type::Int, 0);
                format!("({list}).contains({value})")
            }
            3 => {
                let level = self.expression(&Type::Level, depth);
                format!("({level} == Level.Mid)")
            }
            _ => {
                let node = self.expression(&Type::Node, depth);
                format!("({node}.next == null)")
            }
        }
    }

    fn wide_list(&mut self, depth: usize) -> String {
        let list = self.expression(&Type::List(Box::new(Type::Int)), depth);
        match self.random.below(5) {
            0 => {
                let (from, to) = (self.random.below(3), self.random.below(4));
                format!("[7].concat(({list}).slice({from}, {to}))")
            }
            1 => {
                let source = self.expression(&Type::Source, depth);
                match self.affords(8) {
                    true => format!("[5].concat(Tools.drain({source}, 3))"),
                    false => format!("({list}).copy()"),
                }
            }
            2 => {
                let both = self.expression(&Type::Both, depth);
                format!("[{both}.left, {both2}.left]", both2 = both)
            }
            3 => {
                let name = self.fresh("e");
                format!("[for ({name} in ({list}).copy()) if ({name} > 2) {name} else -{name}]")
            }
            _ => format!("({list}).copy()"),
        }
    }

    /// A statement of the wide language.
    pub(crate) fn wide_statement(&mut self, depth: usize) {
        match self.random.below(12) {
            0 => {
                let ty = self.wide_type();
                let value = self.expression(&ty, 2);
                let name = self.fresh("v");
                self.line(format!("var {name}:{} = {value};", ty.text(&self.world)));
                self.declare(&name, &ty, true);
            }
            1 => self.signal(),
            2 => self.kept_closures(),
            3 if depth > 0 => self.map_loop(depth - 1),
            4 => self.nullable_update(),
            5 => self.list_change(),
            6 => self.going_on(),
            7 => self.recursion(),
            8 => self.node_walk(),
            9 => self.object_change(),
            10 => {
                let name = self.fresh("b");
                self.line(format!("final {name} = new StringBuf();"));
                for _ in 0..2 {
                    let ty = self.printable();
                    let value = self.expression(&ty, 1);
                    self.line(format!("{name}.add({value});"));
                }
                self.line(format!("Sys.println({name}.toString());"));
            }
            _ => {
                let ty = self.wide_type();
                if let Some(name) = self.target(&ty) {
                    let value = self.expression(&ty, 2);
                    if value != name {
                        self.line(format!("{name} = {value};"));
                    }
                }
            }
        }
    }

    fn signal(&mut self) {
        if !self.affords(12) {
            return;
        }
        let name = self.fresh("g");
        let value = self.expression(&Type::Int, 1);
        self.line(format!("final {name} = new Signal();"));
        match self.target(&Type::Int) {
            Some(counter) => self.line(format!(
                "{name}.on(n -> {counter} += n & 15).on(n -> {counter} ^= {name}.fired);"
            )),
            None => self.line(format!("{name}.on(n -> Program.total += n & 15);")),
        }
        self.line(format!("{name}.fire({value});"));
        self.declare(&name, &Type::Signal, false);
    }

    fn kept_closures(&mut self) {
        if !self.affords(12) {
            return;
        }
        let (list, at, each) = (self.fresh("c"), self.fresh("i"), self.fresh("h"));
        let value = self.expression(&Type::Int, 1);
        self.line(format!(
            "final {list} = [for ({at} in 0...3) (n:Int) -> n * {at} + ({value} & 3)];"
        ));
        let argument = self.expression(&Type::Int, 1);
        self.line(format!("for ({each} in {list})"));
        self.line(format!("\tProgram.total ^= {each}({argument}) & 31;"));
    }

    fn map_loop(&mut self, depth: usize) {
        if !self.may_loop(3) {
            return;
        }
        let map = self.expression(&Type::Names, 1);
        let (own, key, value) = (self.fresh("t"), self.fresh("j"), self.fresh("u"));
        self.line(format!("final {own}:Map<Int, String> = {map};"));
        // Maps have no order.
        let sorted = self.fresh("l");
        self.line(format!(
            "final {sorted} = [for ({key} in {own}.keys()) {key}];"
        ));
        self.line(format!("{sorted}.sort((a, b) -> a - b);"));
        self.open(format!("for ({key} in {sorted})"));
        self.repeated(3, |writer| {
            writer.line(format!("final {value} = {own}[{key}] ?? \"\";"));
            writer.declare(&key, &Type::Int, false);
            writer.declare(&value, &Type::Text, false);
            writer.statements(1, depth);
        });
        self.close("");
        self.line(format!("{own}.remove(9);"));
        self.line(format!("Sys.println({own}.exists(9));"));
    }

    fn nullable_update(&mut self) {
        let name = match self.target(&Type::MaybeInt) {
            Some(name) => name,
            None => {
                let name = self.fresh("n");
                let value = self.expression(&Type::MaybeInt, 1);
                self.line(format!("var {name}:Null<Int> = {value};"));
                self.declare(&name, &Type::MaybeInt, true);
                name
            }
        };
        let value = self.expression(&Type::Int, 1);
        self.line(format!("{name} ??= {value};"));
        self.line(format!("Sys.println({name});"));
    }

    fn list_change(&mut self) {
        let Some(list) = self.variable(&Type::List(Box::new(Type::Int))) else {
            return;
        };
        let value = self.expression(&Type::Int, 1);
        match self.random.below(6) {
            0 => self.line(format!("if ({list}.length < 12) {list}.unshift({value});")),
            1 => self.line(format!("if ({list}.length > 1) {list}.shift();")),
            2 => self.line(format!(
                "if ({list}.length < 12) {list}.insert(1, {value});"
            )),
            3 => self.line(format!(
                "if ({list}.length > 3) Sys.println({list}.splice(1, 2).join(\" \"));"
            )),
            4 => self.line(format!("if ({list}.length > 1) {list}.remove({value});")),
            _ => self.line(format!("{list}[0] += {value};")),
        }
    }

    /// Exceptions that are caught and go on as others.
    fn going_on(&mut self) {
        if !self.affords(6) {
            return;
        }
        let value = self.expression(&Type::Int, 1);
        let name = self.fresh("r");
        self.line(format!("var {name} = 0;"));
        self.open("try");
        self.open("try");
        self.line(format!("{name} = Tools.risky({value});"));
        self.line(format!("{name}++;"));
        self.close(" catch (fault:Fault) {");
        self.indent += 1;
        self.line(format!("{name} -= 2;"));
        self.line("throw new Fault(fault.code ^ 1);");
        self.close("");
        self.close(" catch (fault:Fault) {");
        self.indent += 1;
        self.line(format!("{name} += fault.code;"));
        self.close(" catch (other:haxe.Exception) {");
        self.indent += 1;
        self.line("Sys.println(other.message);");
        self.close("");
        self.line(format!("Sys.println({name});"));
        self.declare(&name, &Type::Int, true);
    }

    fn recursion(&mut self) {
        if !self.affords(10) {
            return;
        }
        let name = self.fresh("s");
        let step = self.expression(&Type::Int, 0);
        self.line(format!(
            "function {name}(n:Int):Int return n <= 0 ? {step} : {name}(n - 1) + n;"
        ));
        let value = self.expression(&Type::Int, 1);
        self.line(format!("Program.total ^= {name}({value} & 7) & 63;"));
    }

    fn node_walk(&mut self) {
        if !self.may_loop(4) {
            return;
        }
        let node = self.expression(&Type::Node, 2);
        let (name, rounds) = (self.fresh("z"), self.fresh("w"));
        self.line(format!("var {name}:Null<Node> = {node};"));
        self.line(format!("var {rounds} = 0;"));
        self.open(format!("while ({name} != null && {rounds}++ < 4)"));
        self.line(format!("Program.total += {name}.value & 7;"));
        self.line(format!("{name}.value >>= 1;"));
        self.line(format!("{name} = {name}.next;"));
        self.close("");
    }

    /// Writes into an object or a structure.
    fn object_change(&mut self) {
        let (number, text) = (
            self.expression(&Type::Int, 1),
            self.expression(&Type::Text, 1),
        );
        if let Some(both) = self.variable(&Type::Both) {
            return self.line(format!("Sys.println({both}.replace({text}));"));
        }
        if let Some(options) = self.variable(&Type::Options) {
            return match self.random.below(3) {
                0 => self.line(format!("{options}.depth = {number};")),
                1 => self.line(format!("{options}.name = {text};")),
                _ => self.line(format!(
                    "{options}.depth = ({options}.depth ?? 1) + {options}.name.length;"
                )),
            };
        }
        if let Some(node) = self.variable(&Type::Node) {
            return match self.random.below(2) {
                0 => self.line(format!("{node}.value += {number};")),
                _ => self.line(format!("{node} = new Node({number}, {node});")),
            };
        }
        if let Some(pair) = self.variable(&Type::Pair) {
            self.line(format!("{pair}.count += {number};"));
        }
    }
}
