//! Limits are exceptions, and the program goes on after them.

use super::{check, check_program, ran};
use crate::Limits;

#[test]
fn endless_recursion_is_caught() {
    check_program(
        "class A { public var n = 0; public function new() {} public function toString():String return 'a' + this; }
        class Main {
            static var depth = 0;
            static function down(a:Array<Int>):Int { depth++; return down([1]) + 1; }
            static function main() {
                try down([]) catch (e:String) Sys.println(e);
                Sys.println(depth > 10000);
                try Sys.println('' + new A()) catch (e:String) Sys.println(e);
                try Sys.println([new A()].toString()) catch (e:String) Sys.println(e);
            }
        }",
        "Stack overflow\ntrue\nStack overflow\nStack overflow",
    );
}

#[test]
fn texts_inside_texts_are_caught() {
    check_program(
        "class A { public function new() {} public function toString():String return [this].toString(); }
        class Main { static function main() { try Sys.println(new A().toString().length) catch (e:String) Sys.println(e); } }",
        "17",
    );
}

#[test]
fn a_full_heap_is_caught() {
    let limits = Limits {
        heap: 8 << 20,
        ..Limits::default()
    };
    let ran = ran(
        "class Main { static function main() {
            var all = []; var n = 0;
            try while (true) { all.push([n]); n++; } catch (e:String) Sys.println(e);
            Sys.println(n > 10000); all = null;
            try { var a = [1]; a[2000000000] = 1; } catch (e:String) Sys.println(e);
            try { var s = 'x'; while (true) s += s; } catch (e:String) Sys.println(e);
            Sys.println([1].length);
        } }",
        limits,
    );
    assert_eq!(ran.uncaught, None);
    let full = "Out of memory: the heap limit is reached";
    assert_eq!(ran.output, format!("{full}\ntrue\n{full}\n{full}\n1\n"));
    assert_eq!(ran.left, 0);
}

#[test]
fn many_objects_in_bounded_memory() {
    let limits = Limits {
        heap: 64 << 20,
        ..Limits::default()
    };
    let ran = ran(
        "class P { public var items = [1, 2]; public var next:P; public function new() {} }
        class Main { static function main() {
            for (i in 0...100000) { var s = 'number ' + i; var p = new P(); p.next = new P(); p.items.push(s.length); }
            var list:P = null; for (i in 0...100000) { var p = new P(); p.next = list; list = p; }
            Sys.println('done');
        } }",
        limits,
    );
    assert_eq!((ran.output.as_str(), ran.left), ("done\n", 0));
}

#[test]
fn a_text_grows_in_linear_time() {
    check(
        "var s = ''; for (i in 0...200000) s += 'ab';
        var b = new StringBuf(); for (i in 0...200000) { b.add('x'); b.add(i); }
        Sys.println(s.length + ' ' + b.length);",
        "400000 1288890",
    );
}
