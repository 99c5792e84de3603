//! What the runtime throws, and what an exception shows that nobody caught.

use super::{check, check_program, ran};
use crate::Limits;

#[test]
fn null_access_names_the_field() {
    check_program(
        "class A { public var x = 1; public var f:Int->Int; public function new() {} public function m() return 1; }
        interface I { function i():Int; }
        class Main { static function main() {
            var a:A = null; var i:I = null; var list:Array<Int> = null; var map:Map<String, Int> = null; var s:String = null; var g:Void->Int = null;
            for (f in [() -> a.x, () -> a.x = 2, () -> a.m(), () -> i.i(), () -> list.length, () -> list[0], () -> map['a'], () -> s.length, () -> g(), () -> new A().f(1)])
                try Sys.println(f()) catch (e:String) Sys.println(e);
        } }",
        "Null access .x\nNull access .x\nNull access .m\nNull access .i\nNull access .length\nNull access .[]\nNull access .get\nNull access .length\nNull access .g\nNull access .f",
    );
}

#[test]
fn casts_that_fail() {
    check_program(
        "class A { public function new() {} } class B extends A {}
        class Main { static function main() {
            var a = new A(); var d:Dynamic = 'text';
            try Sys.println(cast(a, B)) catch (e:Dynamic) Sys.println(e);
            try { var n:Int = d; Sys.println(n); } catch (e:haxe.Exception) Sys.println(e.message);
            try { var list:Array<Int> = d; Sys.println(list); } catch (e:haxe.Exception) Sys.println(e.message);
            d = 2.9; var n:Int = d; Sys.println(n); d = null; n = d; Sys.println(n);
        } }",
        "Cannot cast A to B\nCannot cast String to Int\nCannot cast String to Array\n2\n0",
    );
}

#[test]
fn an_uncaught_exception_shows_its_stack() {
    let ran = ran(
        "class Main {\n static function f(n:Int):Int {\n  if (n == 0)\n   throw 'lost';\n  return f(n - 1);\n }\n static function main() {\n  f(2);\n }\n}",
        Limits::default(),
    );
    assert_eq!(ran.exit_code, 1);
    assert_eq!(
        ran.uncaught.as_deref(),
        Some(
            "Uncaught exception: lost\nCalled from Main.f (src/Main.hx:4)\nCalled from Main.f (src/Main.hx:5)\n\
             Called from Main.f (src/Main.hx:5)\nCalled from Main.main (src/Main.hx:8)\n"
        )
    );
    assert_eq!(ran.left, 0);
}

#[test]
fn exit_ends_the_program_everywhere() {
    let ran = ran(
        "class A { public function new() {} public function toString():String { Sys.exit(7); return 'a'; } }
        class Main { static function main() { try Sys.println('' + [new A()]) catch (e:Dynamic) Sys.println('caught'); } }",
        Limits::default(),
    );
    assert_eq!((ran.exit_code, ran.output.as_str(), ran.left), (7, "", 0));
}

#[test]
fn exceptions_out_of_texts() {
    check_program(
        "class A { public function new() {} public function toString():String throw 'no text'; }
        class Main { static function main() {
            for (v in ([new A(), [new A()], ['k' => new A()], {f: new A()}] : Array<Dynamic>))
                try Sys.println('v' + v) catch (e:String) Sys.println(e);
        } }",
        "no text\nno text\nno text\nno text",
    );
}

#[test]
fn wrapped_and_unwrapped() {
    check(
        "try { try throw 'a' + 1 catch (e:haxe.Exception) throw e; } catch (s:String) Sys.println(s);
        try throw 5 catch (e:haxe.ValueException) Sys.println(e.value);
        try { try throw 5 catch (s:String) {} } catch (e) Sys.println(e.message);",
        "a1\n5\n5",
    );
}

#[test]
fn containers_that_hold_themselves_have_a_text() {
    let ran = ran(
        "typedef Loop = {?self:Loop}
        class Main { static function main() {
            var a:Array<Dynamic> = []; a.push(a); Sys.println(a);
            var o:Loop = {}; o.self = o; Sys.println(o);
        } }",
        Limits::default(),
    );
    assert_eq!(ran.uncaught, None);
    assert!(
        ran.output.starts_with("[[[[[[<...>]]]]]]\n{self: {self: "),
        "{}",
        ran.output
    );
}

#[test]
fn results_that_are_not_what_the_caller_wants() {
    check_program(
        "class Main {
            static function call(f:Void->Int):Int { var own = ['c' + 1]; return f() + own.length; }
            static function main() {
                var kept = ['k' + 1];
                var functions:Array<Void->Dynamic> = [
                    () -> { var own = ['o' + 1]; var d:Dynamic = own; if (own.length > 0) return d; return 1; },
                    () -> { var own = ['o' + 1]; var more = [own]; return 'text' + more.length; },
                    () -> kept,
                    () -> { var own = [kept]; try { return own[0].concat(kept); } catch (e:String) { return own; } },
                    () -> { var own = [kept]; for (k in kept) { var x = [k]; while (x.length > 0) return x; } return own; },
                    () -> { var own = [2]; return own.length; },
                ];
                for (f in functions) { var d:Dynamic = f; try Sys.println(call(d)) catch (e:haxe.Exception) Sys.println(e.message); }
                Sys.println(kept);
            }
        }",
        "Cannot cast Array to Int\nCannot cast String to Int\nCannot cast Array to Int\nCannot cast Array to Int\nCannot cast Array to Int\n2\n[k1]",
    );
}

#[test]
fn functions_seen_under_another_type_stay_safe() {
    check_program(
        "class A { public var a = 1; public var b = 2; public var c = 'c' + 1; public function new() {} }
        class B { public function new() {} }
        class C extends A { public var d = 'd' + 1; }
        class Main {
            static function made(f:Void->A):String return f().c;
            static function used(f:A->String):String return f(new A());
            static function both(f:C->A):String return f(new C()).c;
            static function of(b:B):B return b;
            static function check(f:Void->String) try Sys.println(f()) catch (e:haxe.Exception) Sys.println(e.message);
            static function main() {
                var made1:Dynamic = () -> new B(); var made2:Dynamic = () -> new C(); var made3:Void->Dynamic = () -> [new B()]; var any:Dynamic = made3;
                check(() -> made(made1)); check(() -> made(made2)); check(() -> made(any)); check(() -> made(null));
                var used1:Dynamic = (b:B) -> 'b'; var used2:Dynamic = (c:C) -> c.d; var used3:Dynamic = (a:A) -> a.c; var used4:Dynamic = of;
                check(() -> used(used1)); check(() -> used(used2)); check(() -> used(used3)); check(() -> used(used4));
                var plain:A->C = a -> new C(); check(() -> both(plain));
                var list:Array<Void->A> = [() -> new C(), () -> new A()]; check(() -> [for (f in list) f().c].join(' '));
            }
        }",
        "Cannot cast B to A\nc1\nCannot cast Array to A\nNull access .f\nCannot cast A to B\nCannot cast A to C\nc1\nCannot cast A to B\nc1\nc1 c1",
    );
}

#[test]
fn an_array_seen_under_two_types_stays_safe() {
    check_program(
        "class A { public var a = 1; public function new() {} }
        class B extends A { public var b = 2; public var c = 'c' + 1; }
        class Main { static function main() {
            var bs = [new B()]; var seen:Array<A> = cast bs; seen.push(new A());
            Sys.println(bs[0].c);
            try Sys.println(bs[1].c) catch (e:String) Sys.println(e);
            try for (b in bs) Sys.println(b.b) catch (e:String) Sys.println(e);
        } }",
        "c1\nCannot cast A to B\n2\nCannot cast A to B",
    );
}
