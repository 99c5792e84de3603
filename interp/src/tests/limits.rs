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
        "Stack overflow [R4001]\ntrue\nStack overflow [R4001]\nStack overflow [R4001]",
    );
}

#[test]
fn texts_inside_texts_are_caught() {
    check_program(
        "class A { public function new() {} public function toString():String return [this].toString(); }
        class Main { static function main() { try Sys.println(new A().toString().length) catch (e:String) Sys.println(e); } }",
        "Stack overflow [R4001]",
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
    let full = "Out of memory: the heap limit is reached [R4002]";
    assert_eq!(ran.output, format!("{full}\ntrue\n{full}\n{full}\n1\n"));
    assert_eq!(ran.left, 0);
}

#[test]
fn deep_values_are_compared_without_a_deep_stack() {
    check_program(
        "enum Chain { End; Link(next:Chain, n:Int); }
        class Main {
            static function chain(last:Int):Chain { var c = Link(End, last); for (i in 0...300000) c = Link(c, i); return c; }
            static function main() {
                var map = [chain(1) => 'one', chain(2) => 'two'];
                Sys.println(map[chain(2)] + ' ' + map[chain(3)]);
            }
        }",
        "two null",
    );
}

#[test]
fn containers_that_double_are_caught() {
    let limits = Limits {
        heap: 1 << 19,
        ..Limits::default()
    };
    let ran = ran(
        "class Main {
            static function check(f:Void->Void) try f() catch (e:haxe.Exception) Sys.println(e.message);
            static function main() {
                check(() -> { var a = [1]; while (true) a = a.concat(a); });
                check(() -> { var a = ['x']; while (true) for (b in a.copy()) a.push(b); });
                check(() -> { var a = ['x']; while (true) a.insert(0, 'y'); });
                check(() -> { var a = ['x']; while (true) a.unshift('y'); });
                check(() -> { var a = []; a.resize(1000000000); });
                check(() -> { var m = [0 => 'x']; var n = 0; while (true) { m[n++] = 'y'; if (n & 1023 == 0) m = m.copy(); } });
                check(() -> { var all = []; var a = [for (i in 0...1000) i]; while (true) all.push(a.slice(1)); });
                check(() -> { var all = []; var a = [for (i in 0...1000) 'x']; while (true) all.push(a.copy().splice(0, 900)); });
                check(() -> { var b = new StringBuf(); while (true) b.add(b.toString() + 'xx'); });
                check(() -> { var s = 'x'; var parts = []; while (true) { s = [s, s].join(','); parts.push(s); } });
            }
        }",
        limits,
    );
    assert_eq!(ran.uncaught, None);
    let full = "Out of memory: the heap limit is reached [R4002]\n";
    assert_eq!(ran.output, full.repeat(10));
    assert_eq!(ran.left, 0);
}

#[test]
fn what_lives_shortly_takes_no_memory() {
    let limits = Limits {
        heap: 1 << 20,
        ..Limits::default()
    };
    let ran = ran(
        "class P { public var items:Array<Int>; public var next:P; public function new(n:Int) { items = [n, n + 1]; } }
        enum E { Pair(a:P, s:String); }
        class Main {
            static function use(s:String, p:P):Int { var local = [s]; local.push(p.items.join(s)); return local.length; }
            static function fails(p:P):Int { var s = 't' + p.items[0]; throw s; }
            static function main() {
                var n = 0;
                for (i in 0...100000) { var s = 'number ' + i; n += s.length; }
                for (i in 0...60000) { var p = new P(i); p.next = new P(n); n += p.next.items.length; }
                for (i in 0...20000) n += use('s' + i, new P(i));
                for (i in 0...20000) switch Pair(new P(i), 's' + i) { case Pair(p, s): n += s.length + p.items[1]; }
                for (i in 0...20000) { var f = () -> i + n; n = f() & 0xffff; var m = ['k' + i => [f]]; n += m.toString().length; }
                for (i in 0...20000) try fails(new P(i)) catch (s:String) n += s.length;
                Sys.println('done');
            }
        }",
        limits,
    );
    assert_eq!(ran.uncaught, None);
    assert_eq!((ran.output.as_str(), ran.left), ("done\n", 0));
}

#[test]
fn a_long_list_dies_without_a_deep_stack() {
    check_program(
        "class P { public var next:P; public function new(next:P) this.next = next; }
        class Main { static function main() {
            var list:P = null; for (i in 0...300000) list = new P(list); list = null;
            var nested:Array<Dynamic> = []; for (i in 0...300000) nested = [nested]; nested = null;
            var f = () -> 0; for (i in 0...300000) { var g = f; f = () -> g == null ? 1 : 2; } f = null;
            Sys.println('done');
        } }",
        "done",
    );
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

/// By the number of code points that are stepped over. Emitted Rust calls the same functions.
#[test]
#[cfg(debug_assertions)]
fn a_million_mixed_characters_are_read_in_linear_time() {
    let before = hx2rs_prelude::index_steps();
    check(
        "var b = new StringBuf(); for (i in 0...200000) b.add('aé漢😀 ');
        var s = b.toString(); var wide = 0; var same = 0;
        for (i in 0...s.length) if (s.charCodeAt(i) > 1000) wide++;
        for (i in 0...s.length) if (s.charCodeAt(i) == s.charCodeAt(s.length - 1 - i)) same++;
        Sys.println(s.length + ' ' + wide + ' ' + same);",
        "1000000 400000 200000",
    );
    let steps = hx2rs_prelude::index_steps() - before;
    assert!(steps < 8_000_000, "{steps} steps");
}
