//! What `mir` finds out about small programs: control flow, last uses, reachability, null, effects, construction.
//!
//! Each test is a program and the lines that the description of its facts must hold, or, with a `!`, must not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // A test may fail.

use hx2rs_compiler::hir::{BinaryOp, Body, Const, Expr, ExprId, Place, Program, UpdateOp};
use hx2rs_compiler::mir::graph::Graph;
use hx2rs_compiler::mir::liveness::liveness;
use hx2rs_compiler::mir::ranges::without_overflow;
use hx2rs_compiler::mir::verify::verify;
use hx2rs_compiler::mir::wanted::{Known, wanted};
use hx2rs_compiler::{Change, ClassPath, MemberId, Name, OwnershipPlan, Session};
use std::sync::Arc;

fn program(text: &str) -> Arc<Program> {
    let mut session = Session::new();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: "src".to_owned(),
        files: vec!["Main.hx".to_owned()],
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    for path in session.wanted() {
        session.apply(Change::Text(path, Some(text.into())));
    }
    assert_eq!(session.wanted(), Vec::<Arc<str>>::new());
    // Warnings of variables that nothing uses are none of its business.
    let mut found = session.check();
    found.retain(|found| found.code.id != "T2050");
    assert!(found.is_empty(), "{found:#?}");
    session.program().expect("no errors, so there is a program")
}

fn name(member: MemberId) -> String {
    format!("{}.{}", member.owner().name(), member.name())
}

/// Arithmetic on variables and constants, as it is written; `_` is all else.
#[allow(clippy::wildcard_enum_match_arm)] // All else.
fn shown(body: &Body, expr: ExprId) -> String {
    let sign = |op: &BinaryOp| match op {
        BinaryOp::IntAdd => Some("+"),
        BinaryOp::IntSubtract => Some("-"),
        BinaryOp::IntMultiply => Some("*"),
        _ => None,
    };
    match &body.exprs[expr] {
        Expr::Local(local) => body.locals[*local].name.to_string(),
        Expr::Const(Const::Int(value)) => value.to_string(),
        Expr::Unary { operand, .. } => format!("-{}", shown(body, *operand)),
        Expr::Binary { op, left, right } => match sign(op) {
            Some(sign) => format!("{} {sign} {}", shown(body, *left), shown(body, *right)),
            None => "_".to_owned(),
        },
        Expr::Update {
            place: Place::Local(local),
            op: UpdateOp::Binary(op),
            value,
            ..
        } => {
            let (name, sign) = (body.locals[*local].name, sign(op).unwrap_or("?"));
            format!("{name} {sign}= {}", shown(body, *value))
        }
        _ => "_".to_owned(),
    }
}

/// All facts, one a line.
fn facts(program: &Program) -> Vec<String> {
    let plan = OwnershipPlan::new(program);
    let mut lines = Vec::new();
    for (class, of) in &plan.classes {
        let class = class.name();
        if of.polymorphic {
            lines.push(format!("{class} polymorphic"));
        }
        if of.construction.is_literal {
            lines.push(format!("{class} literal"));
        }
        lines.push(format!("{class} before {}", of.construction.before));
    }
    let variables = plan.fields.iter();
    let variables =
        variables.map(|(field, of)| (field, format!("{:?}", of.cell), of.nullable, of.read));
    let statics = plan.statics.iter();
    let statics =
        statics.map(|(field, of)| (field, format!("{:?}", of.start), of.nullable, of.read));
    for (field, how, nullable, read) in variables.chain(statics) {
        let field = name(*field);
        lines.push(format!("{field} {how}"));
        if nullable {
            lines.push(format!("{field} nullable"));
        }
        if read {
            lines.push(format!("{field} read"));
        }
    }
    for (function, of) in &plan.functions {
        let function = name(*function);
        lines.push(format!("{function} reached"));
        if of.throws {
            lines.push(format!("{function} throws"));
        }
        if of.faults {
            lines.push(format!("{function} faults"));
        }
        if of.nullable_result {
            lines.push(format!("{function} gives null"));
        }
        if of.this_escapes {
            lines.push(format!("{function} lets this escape"));
        }
        for (at, nullable) in of.nullable_params.iter().enumerate() {
            if *nullable {
                lines.push(format!("{function} takes null {at}"));
            }
        }
    }
    for (member, of) in &plan.bodies {
        let Some(typed) = program.functions.get(member).and_then(|it| it.body()) else {
            continue;
        };
        let body = &typed.body;
        for (id, local) in body.locals.iter() {
            if of.nullable_locals[id] {
                lines.push(format!("{} local {} nullable", name(*member), local.name));
            }
            if of.shared_locals.contains(&id) {
                lines.push(format!("{} local {} shared", name(*member), local.name));
            }
        }
        for expr in without_overflow(program, body) {
            lines.push(format!("plain {}", shown(body, expr)));
        }
        for graph in Graph::all(body) {
            assert_eq!(
                verify(body, &graph),
                Vec::<String>::new(),
                "{}",
                graph.print(body)
            );
            for expr in liveness(body, &graph).last_uses {
                if let Expr::Local(local) = &body.exprs[expr] {
                    let at = typed.spans.exprs[expr].start;
                    let line = program.position(*member, program.functions[member].file, at);
                    let line = line.map_or(0, |(_, line)| line);
                    lines.push(format!("last {} {line}", body.locals[*local].name));
                }
            }
        }
    }
    lines
}

fn check(text: &str, expected: &[&str]) {
    let found = facts(&program(text));
    for line in expected {
        match line.strip_prefix('!') {
            Some(line) => assert!(!found.iter().any(|it| it == line), "{line} in {found:#?}"),
            None => assert!(found.iter().any(|it| it == line), "no {line} in {found:#?}"),
        }
    }
}

#[test]
fn what_nobody_calls_is_not_reached() {
    check(
        "class A { public function new() {} public function f() {} public function g() {} }
class B extends A { override public function f() {} override public function g() {} }
class C extends A { override public function f() {} }
class Main { static function main() { var a:A = new B(); a.f(); } static function unused() {} }",
        &[
            "A.f reached",
            "B.f reached",
            "!C.f reached",
            "!B.g reached",
            "!Main.unused reached",
        ],
    );
}

#[test]
fn a_class_is_polymorphic_where_a_place_holds_another_class() {
    check(
        "class A { public var n = 1; public function new() {} }
class B extends A {}
class P { public function new() {} public function show() { trace(text()); } public function text() return 'p'; }
class Q extends P { override public function text() return 'q'; }
class X { public function new() {} }
class Y extends X {}
class Main { static function main() { var a:A = new B(); trace(a.n); new Q().show(); trace(new Y() != null); } }",
        &["A polymorphic", "!B polymorphic", "P polymorphic", "!Q polymorphic", "!X polymorphic"],
    );
}

#[test]
fn null_is_followed_from_where_it_is_written_to_where_it_is_read() {
    check(
        "class Node { public var next:Node; public var value:String; public function new(value:String) { this.value = value; } }
class Main {
	static function last(node:Node):Node { while (node.next != null) node = node.next; return node; }
	static function find(nodes:Array<Node>, value:String):Node { for (node in nodes) if (node.value == value) return node; return null; }
	static function same(node:Node):Node { return node; }
	static function main() {
		var a = new Node('a');
		var found = find([a], 'b');
		var other = same(a);
		trace(last(a).value, found == null, other.value);
	}
}",
        &[
            "Node.next nullable",
            "!Node.value nullable",
            "Main.find gives null",
            "Main.main local found nullable",
            "!Main.main local other nullable",
            "!Main.same takes null 0",
            "!Main.find local node nullable",
            "Main.last local node nullable",
            "Node.value Plain",
        ],
    );
}

/// Null given where any type goes says nothing about other strings.
#[test]
fn null_goes_no_further_than_a_parameter_that_takes_anything() {
    let text = |body: &str| {
        format!(
            "class Main {{
	static function show<T>(x:T):String return '<' + x + '>';
	static function keep<T>(x:T, all:Array<T>) all.push(x);
	static function same<T>(x:T):T return x;
	static function pick(words:Array<String>, at:Int) return words[at];
	static function main() {{
		var words = 'a b'.split(' ');
		var counts = new Map<String, Int>();
		{body}
		for (word in words) trace(word.length);
	}}
}}"
        )
    };
    let plain = [
        "trace(show(words[7]));",
        "var b = new StringBuf(); b.add(words[7]); b.add(null); b.add(pick(words, 3)); trace(b.toString());",
        "trace(counts.get(words[7]), counts.exists(words[7]), counts.remove(words[7]));",
        "counts.set(words[7], 1); for (key in counts.keys()) words.push(key);",
        "var one = pick(words, 1); trace(one); if (one != null) trace(one.length);",
    ];
    for body in plain {
        check(&text(body), &["!Main.main local word nullable"]);
    }
    let nullable = [
        "words.push(words[7]);",
        "words.push(null);",
        "words[5] = 'x';",
        "words.resize(9);",
        "keep(words[7], words);",
        "words.push(same(words[7]));",
        "var more = new Map<Int, String>(); more[1] = words[7]; for (text in more) words.push(text);",
        "var give = (text:String) -> words.push(text); give(words[7]);",
        "words.push(words.pop());",
    ];
    for body in nullable {
        check(&text(body), &["Main.main local word nullable"]);
    }
}

/// A string that is null as the key of a map, or where the prelude needs a string, is a fault.
#[test]
fn strings_that_have_to_be_there_fault() {
    let text = |body: &str| {
        format!(
            "class Main {{
	static function f(s:String) {{ var m = new Map<String, Int>(); {body} }}
	static function main() {{ try f(Sys.args()[0]) catch (e:Dynamic) {{}} }}
}}"
        )
    };
    for body in [
        "m.set(s, 1);",
        "trace(m[s]);",
        "m.remove(s);",
        "trace('a,b'.split(s));",
    ] {
        check(&text(body), &["Main.f faults"]);
    }
    check(
        &text("if (m.exists('a')) trace('a,b'.split(','));"),
        &["!Main.f faults"],
    );
}

#[test]
fn throws_go_up_to_the_catch_that_takes_everything() {
    check(
        "class Main {
	static function deep() { throw 'x'; }
	static function middle() { deep(); }
	static function typed() { try middle() catch (e:Int) {} }
	static function all() { try middle() catch (e:Dynamic) {} }
	static function main() { all(); typed(); }
}",
        &[
            "Main.deep throws",
            "Main.middle throws",
            "Main.typed throws",
            "!Main.all throws",
            "Main.main throws",
        ],
    );
}

#[test]
fn overrides_share_their_effects() {
    check(
        "class A { public function new() {} public function f() {} }
class B extends A { override public function f() { throw 1; } }
class Main { static function call(a:A) { a.f(); } static function main() { call(new A()); call(new B()); } }",
        &["A.f throws", "B.f throws", "Main.call throws"],
    );
}

#[test]
fn a_constructor_that_only_sets_fields_is_a_literal() {
    check(
        "class A { var x:Int; var y:String; public function new(x:Int) { var half = x >> 1; this.x = half; y = 'y'; } public function sum() return x + y.length; }
class B { var list:Array<B>; var n = 2; public function new() { n = 3; register(this); list = []; } static function register(b:B) { b.n++; } public function size() return list.length + n; }
class Main { static function main() { trace(new A(3).sum(), new B().size()); } }",
        &["A literal", "A.x Plain", "!B literal", "B before 1", "B.list nullable", "B.list RefCell", "B.n Cell", "B.new lets this escape"],
    );
}

#[test]
fn a_variable_that_closures_write_is_shared() {
    check(
        "class Main { static function main() { var n = 0; var fixed = 1; var add = () -> { n += fixed; }; add(); trace(n); } }",
        &["Main.main local n shared", "!Main.main local fixed shared"],
    );
}

#[test]
fn last_uses_are_found_through_loops_and_catches() {
    check(
        "class Main {
	static function use(s:String) {}
	static function main() {
		var a = 'a';
		use(a);
		use(a);
		var b = 'b';
		for (i in 0...3)
			use(b);
		var c = 'c';
		try {
			use(c);
		} catch (e:Dynamic) {
			use(c);
		}
	}
}",
        &[
            "!last a 5",
            "last a 6",
            "!last b 9",
            "!last c 12",
            "last c 14",
        ],
    );
}

/// What nobody wants, as lines: `dead 4` for a write, `unset x` for a first value, `idle x` for a variable.
fn unwanted(text: &str) -> Vec<String> {
    let program = program(text);
    let plan = OwnershipPlan::new(&program);
    let mut lines = Vec::new();
    for (member, of) in &plan.bodies {
        let Some(typed) = program.functions.get(member).and_then(|it| it.body()) else {
            continue;
        };
        let known = Known {
            leaves: Some(&of.leaves),
            ..Known::default()
        };
        let found = wanted(&typed.body, &known);
        for expr in found.dead_writes {
            let at = typed.spans.exprs[expr].start;
            let line = program.position(*member, program.functions[member].file, at);
            lines.push(format!("dead {}", line.map_or(0, |(_, line)| line)));
        }
        for (id, local) in typed.body.locals.iter() {
            if found.unset.contains(&id) {
                lines.push(format!("unset {}", local.name));
            }
            if !found.read.contains(&id) {
                lines.push(format!("idle {}", local.name));
            }
        }
    }
    lines.sort();
    lines
}

#[test]
fn a_value_is_wanted_if_something_is_done_with_it() {
    let text = "class Main {
	static function f(n:Int):Int { if (n > 3) throw n; return n; }
	static function main() {
		var x = 1;
		var y = x + 1;
		y = y * 2;
		var z = 1;
		z = f(2);
		Sys.println(z);
		z = f(3);
		var caught = 1;
		try {
			var inside = 5;
			inside = 6;
			Sys.println(inside);
			caught = 2;
			f(4);
			caught = 3;
			caught = 4;
		} catch (e:Int) {
			Sys.println(caught);
		}
		Sys.println(caught);
	}
}";
    assert_eq!(
        unwanted(text),
        [
            "dead 10",
            "dead 11",
            "dead 13",
            "dead 18",
            "dead 4",
            "dead 5",
            "dead 6",
            "dead 7",
            "idle e",
            "idle x",
            "idle y",
            "unset caught",
            "unset inside",
            "unset x",
            "unset y",
            "unset z"
        ]
    );
}

#[test]
fn nothing_is_caught_where_nothing_is_thrown() {
    let text = "class Main {
	static function main() {
		var x = 1;
		try {
			x = 2;
		} catch (e:Int) {
			Sys.println(x);
		}
	}
}";
    assert_eq!(
        unwanted(text),
        ["dead 3", "dead 5", "idle e", "idle x", "unset x"]
    );
}

#[test]
fn what_never_overflows_is_plain() {
    check(
        "class Main {
	static function main() {
		var list = [3, 4];
		for (i in 0...list.length) {
			for (j in i + 1...list.length)
				trace(i * 2, j - i, -j);
			trace(i + 2);
		}
		var n = 0;
		while (n < list.length) {
			trace(list[n]);
			n++;
		}
		var down = list.length;
		while (down > 0)
			down--;
		trace(down - 1);
	}
}",
        &[
            "plain i + 1",
            "plain j - i",
            "plain -j",
            "plain n += 1",
            "plain down -= 1",
            "plain down - 1",
            "!plain i * 2",
            "!plain i + 2",
        ],
    );
}

#[test]
fn what_may_overflow_is_not_plain() {
    check(
        "class Main {
	static var limit = 10;
	static function grow(x:Int) {
		if (x < 100 && x > -100)
			return x * 1000;
		return x + 1;
	}
	static function skip(x:Int, y:Int) {
		if (x < 10 && (x = y) != 3)
			return x - 1;
		return -x;
	}
	static function main() {
		var sum = 0;
		for (i in 0...limit)
			sum += i;
		var up = 0;
		while (up != limit)
			up++;
		var shared = 0;
		var later = () -> { shared = limit; };
		later();
		if (shared < 5)
			trace(shared + 7, grow(3), skip(1, 2), sum, up);
		var small = limit % 10;
		trace(small * 1000000, (limit & 255) * 1000, (limit >>> 24) + sum);
		var caught = 1;
		try {
			caught = limit;
			grow(2);
		} catch (e:Dynamic) {
			trace(caught + 3);
		}
	}
}",
        &[
            "plain x * 1000",
            "!plain x + 1",
            "!plain x - 1",
            "!plain -x",
            "!plain sum += i",
            "!plain up += 1",
            "!plain shared + 7",
            "plain small * 1000000",
            "plain _ * 1000",
            "!plain _ + sum",
            "!plain caught + 3",
        ],
    );
}
