//! Modules, packages, imports.

use crate::{check, files, load, messages};
use hx2rs_compiler::Session;

#[test]
fn an_empty_main_is_fine() {
    check("class Main { static function main() {} }");
}

#[test]
fn main_of_the_module_itself_is_fine() {
    check("function main() {}");
}

#[test]
fn a_missing_main_is_reported_without_a_place() {
    let mut session = Session::new();
    load(
        &mut session,
        &files("// file: Mian.hx\nclass Mian { static function main() {} }"),
    );
    let found = session.check();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code.id, "M1003");
    assert!(found[0].helps[0].contains("`Mian`"), "{found:?}");
}

#[test]
fn a_main_module_without_main() {
    check("class Main { //~ M1004\n}");
}

#[test]
fn only_reached_files_are_loaded() {
    let program = "
import a.Used;
class Main { static function main() { var x:a.Full = null; Same.f(); } }
// file: a/Used.hx
package a;
class Used { var n:Neighbour; }
// file: a/Neighbour.hx
package a;
class Neighbour {}
// file: a/Full.hx
package a;
class Full {}
// file: a/Unused.hx
package a;
class Unused {}
// file: Same.hx
class Same { public static function f() {} }
// file: Lost.hx
class Lost {}
";
    let mut session = Session::new();
    let mut loaded = load(&mut session, &files(program));
    loaded.sort();
    let expected = [
        "src/Main.hx",
        "src/Same.hx",
        "src/a/Full.hx",
        "src/a/Neighbour.hx",
        "src/a/Used.hx",
    ];
    assert_eq!(loaded, expected);
}

#[test]
fn forms_of_imports() {
    check(
        "
import a.Thing;
import a.Thing as Other;
import a.Thing in Third;
import a.Thing.Sub;
import a.b.*;
import a.Statics.twice;
import a.Statics.twice as double;
import a.Statics.*;
using a.Statics;
class Main {
	static var a:Thing; static var b:Other; static var c:Third; static var d:Sub; static var e:InB;
	static function main() {}
}
// file: a/Thing.hx
package a;
class Thing {}
class Sub {}
// file: a/b/InB.hx
package a.b;
class InB {}
// file: a/Statics.hx
package a;
class Statics { public static function twice(x:Int):Int { return x * 2; } }
",
    );
}

#[test]
fn the_files_named_import_count_for_their_folders() {
    check(
        "
import a.User;
class Main { static function main() {} }
// file: a/import.hx
import deep.Tool;
// file: a/User.hx
package a;
class User { var tool:Tool; }
// file: deep/Tool.hx
package deep;
class Tool {}
",
    );
}

#[test]
fn import_cycles_are_fine() {
    check(
        "
import a.A;
class Main { static function main() {} }
// file: a/A.hx
package a;
import a.B;
import Main;
class A { var b:B; }
// file: a/B.hx
package a;
import a.A;
class B { var a:A; var main:Main; }
",
    );
}

#[test]
fn wrong_imports() {
    check(
        "
import a.Missing; //~ M1501
import nowhere.*; //~ M1501
import a.Thing.nothing; //~ M1502
import a.Thing.Nothing; //~ M1502
class Main { static function main() {} }
// file: a/Thing.hx
package a;
class Thing {}
",
    );
}

#[test]
fn a_slip_in_an_import_finds_its_module() {
    let found = messages("import haxe.Excpetion;\nclass Main { static function main() {} }");
    assert_eq!(found, ["no class path has a module `haxe.Excpetion`"]);
}

#[test]
fn the_package_line_names_the_folder() {
    check(
        "
import a.Wrong;
import a.None;
import a.Right;
class Main { static function main() {} }
// file: a/Wrong.hx
package b; //~ M1503
class Wrong {}
// file: a/None.hx
class None {} //~ M1503
// file: a/Right.hx
package a;
class Right {}
",
    );
}

#[test]
fn types_declared_twice() {
    check(
        "
class Main { static function main() {} }
class Twice {}
enum Twice { A; } //~ M1504
",
    );
}

#[test]
fn a_later_class_path_hides_an_earlier_one() {
    use hx2rs_compiler::{Change, ClassPath, Name};
    let mut session = Session::new();
    let path = |root: &str| ClassPath {
        root: root.to_owned(),
        files: vec!["Main.hx".to_owned()],
    };
    session.apply(Change::ClassPaths(vec![path("one"), path("two")]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    assert_eq!(session.wanted(), ["two/Main.hx".into()]);
}

#[test]
fn an_unreadable_file_is_not_wanted_again() {
    use hx2rs_compiler::Change;
    let mut session = Session::new();
    load(&mut session, &files("class Main {}"));
    session.apply(Change::Text("src/Main.hx".into(), None));
    assert!(session.wanted().is_empty());
}

#[test]
fn private_types_stay_in_their_module() {
    check(
        "
import a.Thing;
class Main { static var x:Hidden; static function main() {} } //~ M1500
// file: a/Thing.hx
package a;
class Thing { var h:Hidden; }
private class Hidden {}
",
    );
}

#[test]
fn modules_without_a_type_of_their_name() {
    check(
        "
import Shapes;
class Main { static var a:Circle; static var b:Shapes.Square; static function main() {} }
// file: Shapes.hx
class Circle {}
class Square {}
",
    );
}
