//! What an edit runs again, and what it does not: typing.md, rule 5. Each case names an edit of one program and all the
//! work that follows from it, so both directions fail: too much, and too little.

use crate::{files, load};
use hx2rs_compiler::{Change, ClassPath, Name, Session, Work};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const PROGRAM: &str = "
import shapes.Circle;
class Main {
	static function main() {
		trace(new Circle(2).area());
		trace(Other.twice(1));
		Store.list.push(3);
	}
	static function untouched() { return Other.beside(2); }
	static function scaled() { return Other.factor * 2; }
	static function shout() { return new Circle(1).name(); }
	static function added() { return Other.plus(1); }
	static function told() { return Other.show(1); }
}
// file: Other.hx
class Other {
	public static inline var factor = 10;
	public static function twice(x:Int) { return x * 2; }
	public static function beside(x:Int) { return x; }
	static function hidden() { return beside(1) + 1; }
	public static inline function plus(x:Int) { return x + 1; }
	overload public static extern inline function show(x:Int) { return 'number'; }
	overload public static extern inline function show(x:Bool) { return 'truth'; }
}
class Later {
	public static function after():Int { return 1; }
}
// file: Store.hx
class Store {
	public static var list = [];
	public static function count() { return list.length; }
}
// file: shapes/Shape.hx
package shapes;
class Shape {
	public function new() {}
	public function name() { return 'shape'; }
}
// file: shapes/Circle.hx
package shapes;
class Circle extends Shape {
	var radius:Float;
	public function new(radius:Float) { super(); this.radius = radius; }
	public function area() { return radius * radius * 3; }
}
";

/// A program that is complete, and what it is told to have done since.
struct Watched {
    session: Session,
    files: Vec<(String, String)>,
    log: Arc<Mutex<Vec<Work>>>,
}

impl Watched {
    fn new() -> Self {
        let log: Arc<Mutex<Vec<Work>>> = Arc::default();
        let listener = Arc::clone(&log);
        let mut session = Session::listening(move |work| listener.lock().unwrap().push(work));
        let files = files(PROGRAM);
        load(&mut session, &files);
        assert_eq!(session.check(), []);
        log.lock().unwrap().clear();
        Self {
            session,
            files,
            log,
        }
    }

    /// Replaces a piece of text, which stands there once.
    fn edit(&mut self, path: &str, from: &str, to: &str) {
        let file = self.files.iter_mut().find(|(name, _)| name == path);
        let (_, text) = file.expect("the program has the file");
        assert_eq!(text.matches(from).count(), 1, "{from}");
        *text = text.replace(from, to);
        let text: Arc<str> = text.as_str().into();
        self.session
            .apply(Change::Text(format!("src/{path}").into(), Some(text)));
    }

    /// Enters the names of all files again, and loads what is wanted.
    fn list(&mut self) {
        self.session.apply(Change::ClassPaths(vec![ClassPath {
            root: "src".to_owned(),
            files: self.files.iter().map(|(path, _)| path.clone()).collect(),
        }]));
        for path in self.session.wanted() {
            let mut files = self.files.iter();
            let text = files.find(|(name, _)| format!("src/{name}") == *path);
            let text = text.map(|(_, text)| Arc::from(text.as_str()));
            self.session.apply(Change::Text(path, text));
        }
    }

    /// The work that checking takes now, and the messages.
    fn checked(&self) -> (BTreeSet<String>, Vec<String>) {
        let found = self.session.check();
        let log = self.log.lock().unwrap();
        let work = log.iter().map(|work| match work {
            Work::File(path) => format!("file {path}"),
            Work::Declarations(path) => format!("declarations {path}"),
            Work::Signature(member) => format!("signature {member:?}"),
            Work::Close(member) => format!("close {member:?}"),
            Work::Body(member) => format!("body {member:?}"),
        });
        let messages = found.into_iter().map(|it| it.message);
        (work.collect(), messages.collect())
    }
}

/// The work that follows from a change is this, and nothing else.
fn check(change: impl FnOnce(&mut Watched), work: &[&str], messages: &[&str]) {
    let mut watched = Watched::new();
    change(&mut watched);
    let (found, said) = watched.checked();
    let expected: BTreeSet<String> = work.iter().map(|line| (*line).to_owned()).collect();
    assert_eq!(found, expected);
    assert_eq!(said, messages);
}

/// As [`check`], for an edit of one file after which nothing is wrong.
fn check_edit(path: &str, from: &str, to: &str, work: &[&str]) {
    check(|watched| watched.edit(path, from, to), work, &[]);
}

const OTHER: &[&str] = &["file src/Other.hx", "declarations src/Other.hx"];

fn and<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    first.iter().chain(more).copied().collect()
}

#[test]
fn nothing_follows_from_nothing() {
    check(|_| {}, &[], &[]);
}

/// An edit that moves nothing leaves even the declarations alone.
const TWICE: &[&str] = &[
    "file src/Other.hx",
    "signature Other.twice",
    "body Other.twice",
];

#[test]
fn a_body_whose_summary_stays() {
    check_edit("Other.hx", "x * 2", "x * 3", TWICE);
}

#[test]
fn a_comment_in_a_body() {
    check_edit(
        "Other.hx",
        "return x * 2",
        "/* why */ return x * 2",
        &and(OTHER, TWICE),
    );
}

#[test]
fn white_space_and_comments_above() {
    check_edit("Other.hx", "class Other", "// what\n\n\nclass Other", OTHER);
}

#[test]
fn a_body_whose_inferred_type_changes() {
    // `main` also says what `Store.list` holds, so that is asked again, with the same answer.
    let work = [
        "body Main.main",
        "signature Main.main",
        "close Store.list",
        "signature Store.list",
    ];
    check_edit(
        "Other.hx",
        "x * 2",
        "x * 2.5",
        &and(&and(OTHER, TWICE), &work),
    );
}

#[test]
fn a_body_that_says_what_an_open_member_holds() {
    let work = [
        "file src/Main.hx",
        "declarations src/Main.hx",
        "body Main.main",
        "signature Main.main",
        "close Store.list",
        "signature Store.list",
        "body Store.list",
        "body Store.count",
        "signature Store.count",
    ];
    let declarations = ["declarations src/Store.hx"];
    check_edit(
        "Main.hx",
        "push(3)",
        "push('three')",
        &and(&work, &declarations),
    );
}

#[test]
fn a_declared_type() {
    let work = [
        "signature Other.beside",
        "body Other.beside",
        "body Other.hidden",
        "signature Other.hidden",
        "body Main.untouched",
        "signature Main.untouched",
        "declarations src/Main.hx",
    ];
    check_edit(
        "Other.hx",
        "beside(x:Int)",
        "beside(x:Float)",
        &and(OTHER, &work),
    );
}

#[test]
fn an_inline_constant() {
    let work = [
        "file src/Other.hx",
        "signature Other.factor",
        "body Other.factor",
        "body Main.scaled",
        "signature Main.scaled",
    ];
    check_edit("Other.hx", "factor = 10", "factor = 12", &work);
}

/// Calls of inline functions are calls in HIR; only values of constants go into other bodies.
#[test]
fn an_inline_body() {
    let work = [
        "file src/Other.hx",
        "signature Other.plus",
        "body Other.plus",
    ];
    check_edit("Other.hx", "x + 1;", "x + 2;", &work);
}

#[test]
fn a_new_member_among_others() {
    let to = "static function news() { return 1; }\n\tstatic function hidden()";
    let work = ["signature Other.news", "body Other.news"];
    check_edit(
        "Other.hx",
        "static function hidden()",
        to,
        &and(OTHER, &work),
    );
}

/// Who calls the name asks anew which function is meant, and nobody else does.
#[test]
fn a_new_overload() {
    let from = "overload public static extern inline function show(x:Bool)";
    let to =
        "overload public static extern inline function show(x:Float) { return 'fraction'; }\n\t";
    let work = [
        "signature Other.show`Float",
        "body Other.show`Float",
        "body Main.told",
    ];
    check_edit("Other.hx", from, &format!("{to}{from}"), &and(OTHER, &work));
}

/// The same among other functions of its class.
#[test]
fn an_overload_that_is_taken_away() {
    let from = "overload public static extern inline function show(x:Bool) { return 'truth'; }";
    check_edit("Other.hx", from, "", &and(OTHER, &["body Main.told"]));
}

#[test]
fn a_new_type_above_others() {
    let to = "class Sooner { public static function before() { return 1; } }\nclass Other";
    let work = ["signature Sooner.before", "body Sooner.before"];
    check_edit("Other.hx", "class Other", to, &and(OTHER, &work));
}

#[test]
fn a_new_override() {
    let from = "public function area()";
    let to = "override public function name() { return 'circle'; }\n\tpublic function area()";
    let work = [
        "file src/shapes/Circle.hx",
        "declarations src/shapes/Circle.hx",
        "signature shapes.Circle.name",
        "body shapes.Circle.name",
        "body Main.shout",
        "signature Main.shout",
    ];
    check_edit("shapes/Circle.hx", from, to, &work);
}

#[test]
fn a_new_file_that_nothing_mentions() {
    check(
        |watched| {
            watched
                .files
                .push(("Fresh.hx".to_owned(), "class Fresh {}".to_owned()));
            watched.list();
        },
        &[],
        &[],
    );
}

#[test]
fn a_new_file_that_hides_another() {
    // `shapes.Other` is nearer to the classes of its package, and none of them mentions it.
    check(
        |watched| {
            let text = "package shapes; class Other {}";
            watched
                .files
                .push(("shapes/Other.hx".to_owned(), text.to_owned()));
            watched.list();
        },
        &[],
        &[],
    );
}

#[test]
fn a_deleted_file() {
    check(
        |watched| {
            watched.files.retain(|(path, _)| path != "Store.hx");
            watched.list();
        },
        &["body Main.main", "signature Main.main"],
        &["unknown identifier `Store`"],
    );
}

#[test]
fn a_mistake_and_its_repair() {
    let mut watched = Watched::new();
    watched.edit("Other.hx", "x * 2", "x * oops");
    assert_eq!(watched.checked().1, ["unknown identifier `oops`"]);
    watched.log.lock().unwrap().clear();
    watched.edit("Other.hx", "x * oops", "x * 2");
    let (work, messages) = watched.checked();
    assert_eq!(messages, Vec::<String>::new());
    assert!(work.contains("body Other.twice"), "{work:?}");
    assert!(!work.contains("body Other.beside"), "{work:?}");
}

/// Files are checked by several threads. Whichever comes first to functions that need each other's types, all find the
/// same.
#[test]
fn threads_change_nothing() {
    const FILES: usize = 24;
    let mut files = Vec::new();
    let mut main = String::from("class Main { static function main() {");
    for at in 0..FILES {
        let next = (at + 1) % FILES;
        main.push_str(&format!(" M{at}.start();"));
        let text = format!(
            "class M{at} {{
    public static function start() {{ return down(3) + 'x'; }}
    public static function down(n:Int) {{ return n == 0 ? {at} : M{next}.up(n - 1); }}
    public static function up(n:Int) {{ return n == 0 ? 2.5 : M{next}.down(n - 1) * 2; }}
    static function wrong():Int {{ return start(); }}
}}"
        );
        files.push((format!("M{at}.hx"), text));
    }
    main.push_str(" } }");
    files.insert(0, ("Main.hx".to_owned(), main));
    let found = || {
        let mut session = Session::new();
        load(&mut session, &files);
        let found = session.check().into_iter();
        found
            .map(|it| (it.code.id, it.message, it.labels))
            .collect::<Vec<_>>()
    };
    let first = found();
    assert!(first.len() >= FILES, "{first:?}");
    for _ in 0..3 {
        assert_eq!(found(), first);
    }
}

/// All orders of these.
fn orders(names: &[&'static str]) -> Vec<Vec<&'static str>> {
    if names.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (at, first) in names.iter().enumerate() {
        let mut rest = names.to_vec();
        rest.remove(at);
        all.extend(orders(&rest).into_iter().map(|mut order| {
            order.insert(0, first);
            order
        }));
    }
    all
}

/// Whichever module is asked first, the same is found. `A`, `B` and `C` are the modules besides `Main`.
fn check_in_all_orders(program: &str, messages: &[&str]) {
    let files = files(program);
    for order in orders(&["Main", "A", "B", "C"]) {
        let mut session = Session::new();
        load(&mut session, &files);
        for module in &order {
            session.check_module(Name::new(module));
        }
        let found = session.check().into_iter();
        let found: Vec<String> = found.map(|it| it.message).collect();
        assert_eq!(found, messages, "{order:?}");
    }
}

#[test]
fn recursive_functions_without_types_are_the_same_in_all_orders() {
    check_in_all_orders(
        "
class Main {
	static function main() { trace(A.down(3), B.down(3), C.down(3)); }
	static function alone(n:Int) { return n <= 1 ? 1 : n * alone(n - 1); }
	static function seen():Bool { return alone(1); }
}
// file: A.hx
class A {
	public static function down(n:Int) { return n == 0 ? 1 : B.down(n - 1); }
	static function seen():Bool { return down(1); }
}
// file: B.hx
class B {
	public static function down(n:Int) { return n == 0 ? 2 : C.down(n - 1); }
	static function seen():Bool { return down(1); }
}
// file: C.hx
class C {
	public static function down(n:Int) { return n == 0 ? 3 : A.down(n - 1); }
	static function seen():Bool { return down(1); }
}
",
        &["expected `Bool`, found `Int`"; 4],
    );
}

#[test]
fn mutually_recursive_functions_of_several_types_are_the_same_in_all_orders() {
    check_in_all_orders(
        "
class Main {
	static function main() { trace(A.even(3), B.text(3), C.last(3)); }
	static function seen():Bool { return A.even(1); }
}
// file: A.hx
class A {
	public static function even(n:Int) { if (n == 0) return true; return B.odd(n - 1); }
	public static function list(n:Int) { var all = n == 0 ? [] : B.list(n - 1); all.push(n); return all; }
	static function seen():Int { return B.odd(1); }
}
// file: B.hx
class B {
	public static function odd(n:Int) { if (n == 0) return false; return A.even(n - 1); }
	public static function list(n:Int) { return n == 0 ? [] : A.list(n - 1); }
	public static function text(n:Int) { return n == 0 ? 'end' : 'n' + C.last(n - 1); }
	static function seen():Int { return list(1); }
}
// file: C.hx
class C {
	public static function last(n:Int) { return n == 0 ? 'last' : B.text(n - 1); }
	public static var shared = B.text(2);
	static function seen():Int { return shared; }
}
",
        &["expected `Int`, found `Bool`","expected `Int`, found `Array<Int>`","expected `Int`, found `String`"],
    );
}
