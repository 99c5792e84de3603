//! A program that never ends by itself tells where it is, and ends when it is asked to.

use super::program;
use crate::code::Op;
use crate::lower::{Wishes, lower};
use crate::{Control, Options, run_with};
use hx2rs_prelude::output;

/// Runs a program that does not end, looks where it is, and ends it; the functions that its stack named.
fn looked_at(text: &str) -> String {
    let program = program(text);
    let control = Control::new();
    let options = Options {
        control: Some(control.clone()),
        ..Options::default()
    };
    std::thread::scope(|scope| {
        let running = scope.spawn(|| output::capture(|| run_with(&program, &[], options)).0);
        let mut stack = String::new();
        // Before the loop there are the starts of functions.
        for _ in 0..20 {
            stack = control.stack().unwrap();
        }
        control.stop(7);
        let outcome = running.join().unwrap().unwrap();
        assert_eq!(outcome.exit_code, 7);
        assert_eq!(control.stack(), None);
        stack
    })
}

#[test]
fn loops_of_all_kinds_are_reached() {
    let loops = [
        "while (true) {}",
        "do {} while (n == 0);",
        "while (true) { n++; if (n > 2) continue; }",
        "while (true) for (i in 0...1000) n += i;",
        "var a = [1, 2, 3]; while (a.length > 0) for (x in a) n += x;",
        "var m = ['a' => 1]; while (m != null) for (k => v in m) n += v;",
        "while (true) try { if (n++ > 5) throw 'x'; } catch (e:Dynamic) n = 0;",
    ];
    for text in loops {
        let stack = looked_at(&format!(
            "class Main {{\n static function spin(n:Int) {{\n {text}\n }}\n static function main() spin(0);\n}}"
        ));
        let wanted = "Called from Main.spin (src/Main.hx:3)\nCalled from Main.main (src/Main.hx:5)";
        assert_eq!(stack, wanted, "{text}");
    }
}

#[test]
fn recursion_without_loops_is_reached() {
    let stack = looked_at(
        "class Main { static function spin(n:Int):Int return n < 2 ? n : spin(n - 1) + spin(n - 2); static function main() Sys.println(spin(60)); }",
    );
    assert!(stack.contains("Main.spin"), "{stack}");
    let stack = looked_at(
        "class Main { static function main() { var spin = null; spin = (n:Int) -> n < 2 ? n : spin(n - 1) + spin(n - 2); Sys.println(spin(60)); } }",
    );
    assert!(stack.contains("function0"), "{stack}");
}

/// What is held when the program is ended goes as with every exception, and nothing catches the end.
#[test]
fn the_end_is_not_caught() {
    looked_at(
        "class Main {
            static function spin(a:Array<String>) { var own = ['own' + a.length]; while (own.length > 0) try { own.push('x'); own.pop(); } catch (e:Dynamic) {} }
            static function main() while (true) try spin(['a' + 1]) catch (e:haxe.Exception) Sys.println(e);
        }",
    );
}

#[test]
fn code_has_safe_points_only_if_somebody_may_ask() {
    let program = program(
        "class Main { static function main() { for (i in 0...3) Sys.println(i); while (true) {} } }",
    );
    let count = |wishes: Wishes| {
        let image = lower(&program, wishes).unwrap();
        let main = image.functions.iter().find(|it| it.name == "Main.main");
        let code = main.unwrap().code.iter();
        code.filter(|it| it.op == Op::SafePoint).count()
    };
    assert_eq!(count(Wishes::default()), 0);
    let asked = Wishes {
        safe_points: true,
        ..Wishes::default()
    };
    assert_eq!(count(asked), 3);
}
