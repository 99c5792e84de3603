//! `hx2rs run --leaks`: the whole report, for programs with cycles of all kinds.

#![allow(clippy::disallowed_methods)] // Tests write files and start the binary.
#![allow(clippy::unwrap_used)] // A test may fail.

use std::process::Command;

/// Runs `src/Main.hx` with this text, and compares stdout and the report.
#[track_caller]
fn check(program: &str, stdout: &str, report: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("src")).unwrap();
    std::fs::write(folder.path().join("src/Main.hx"), program).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_hx2rs"))
        .args(["run", "--leaks", "src/Main.hx"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(text(&output.stderr), report);
    assert_eq!(text(&output.stdout), stdout);
}

#[test]
fn a_program_without_cycles() {
    check(
        "class Main {\n\tstatic function main() {\n\t\tvar list = [for (i in 0...9) 'n' + i];\n\t\tSys.println(list.length);\n\t}\n}\n",
        "9\n",
        "no leaks\n",
    );
}

#[test]
fn what_cycles_held_and_what_statics_hold() {
    let program = r#"class Child {
	final parent:Parent;
	final name:String;

	public function new(parent:Parent, name:String) {
		this.parent = parent;
		this.name = name + "!";
	}
}

class Parent {
	public final children:Array<Child> = [];
	public var by:Map<String, Parent> = [];

	public function new() {}

	public function add(name:String) {
		children.push(new Child(this, name));
	}
}

enum Link {
	End;
	To(target:Ring, ?more:Link);
}

class Ring {
	public var link:Link = End;
	public var next:Ring;

	public function new() {}
}

class Main {
	static var cache = [for (i in 0...2) new Ring()];
	static var name = "constant";

	static function parents() {
		for (i in 0...2) {
			var parent = new Parent();
			for (j in 0...2)
				parent.add("child" + j);
			parent.by["self"] = parent;
		}
	}

	static function rings() {
		var first = new Ring();
		var last = first;
		for (i in 0...4) {
			last.next = new Ring();
			last = last.next;
		}
		last.next = first;
		var alone = new Ring();
		alone.link = To(alone);
	}

	static function closures() {
		var again:Int->Int = null;
		var data = ["x" + 1];
		again = n -> n == 0 ? data.length : again(n - 1);
		return again(3);
	}

	static function main() {
		parents();
		rings();
		var structure:{?self:Dynamic, n:Int} = {self: null, n: 1};
		structure.self = structure;
		cache[0].next = cache[0];
		Sys.println(closures());
		throw "the end";
	}
}
"#;
    check(
        program,
        "1\n",
        "Uncaught exception: the end
Called from Main.main (src/Main.hx:73)
leaks: 20 objects in cycles, 6 more held by them
  4 × Child, made at src/Main.hx:18
    cycle: Child.parent → Parent.children → Array[]
  4 × Ring, made at src/Main.hx:51
    cycle: Ring.next, 5 times
  2 × Array, made at src/Main.hx:12
    cycle: Array[] → Child.parent → Parent.children
  2 × Map, made at src/Main.hx:13
    cycle: Map value → Parent.by
  2 × Parent, made at src/Main.hx:40
    cycle: Parent.by → Map value
  1 × Link.To, made at src/Main.hx:56
    cycle: Link.To.target → Ring.link
  1 × Ring, made at src/Main.hx:48
    cycle: Ring.next, 5 times
  1 × Ring, made at src/Main.hx:55
    cycle: Ring.link → Link.To.target
  1 × captured variable, made at src/Main.hx:60
    cycle: function Main.closures.function0 captures again
  1 × function Main.closures.function0, made at src/Main.hx:62
    cycle: function Main.closures.function0 captures again
  1 × {self, n}, made at src/Main.hx:69
    cycle: {self, n}.self
  4 × String, made at src/Main.hx:7
    held by: Child.name
  1 × Array, made at src/Main.hx:61
    held by: function Main.closures.function0 captures data
  1 × String, made at src/Main.hx:61
    held by: function Main.closures.function0 captures data → Array[]
static variables hold 3 objects, which is no leak
  3 × Main.cache
",
    );
}

/// The backup detection frees cycles while the program runs; the report has them all the same.
#[test]
fn what_was_freed_on_the_way_is_reported() {
    let program = r#"class Node {
	public var next:Node;
	public var prev:Node;
	public final data:Array<Int>;

	public function new() {
		data = [for (i in 0...1000) i];
	}
}

class Main {
	static function main() {
		for (i in 0...20000) {
			var a = new Node();
			a.next = new Node();
			a.next.prev = a;
		}
	}
}
"#;
    check(
        program,
        "",
        "leaks: 40000 objects in cycles, 40000 more held by them
  20000 × Node, made at src/Main.hx:14
    cycle: Node.next → Node.prev
  20000 × Node, made at src/Main.hx:15
    cycle: Node.prev → Node.next
  40000 × Array, made at src/Main.hx:7
    held by: Node.data
",
    );
}
