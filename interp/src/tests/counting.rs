//! What a program made is gone when it ends, whichever way it took. Every test also asserts that.

use super::{check, check_program};

#[test]
fn values_on_all_ways() {
    check(
        "var a = [1, 2]; var b = ['x' => [a]]; var c = {f: b, g: a};
        for (i in 0...3) { var t = [i]; if (i == 1) continue; if (i == 2) break; c.g = t; }
        Sys.println(c); Sys.println(b['x']);",
        "{f: [x => [[1,2]]], g: [0]}\n[[1,2]]",
    );
}

#[test]
fn returns_out_of_blocks() {
    check_program(
        "class Main {
            static function pick(n:Int):Array<Int> {
                var all = [[1], [2], [3]];
                for (one in all) { var copy = one.copy(); if (one[0] == n) return copy; }
                return all[0];
            }
            static function same<T>(x:T):T return x;
            static function main() { Sys.println(pick(2)); Sys.println(pick(9)); Sys.println(same('a' + pick(3)[0])); }
        }",
        "[2]\n[1]\na3",
    );
}

#[test]
fn exceptions_release_what_they_pass() {
    check_program(
        "class Node { public var next:Node; public var items = [1]; public function new(next) this.next = next; }
        class Main {
            static function deep(n:Int, held:Array<Int>):Int {
                var own = [n]; var node = new Node(new Node(null)); var text = 'n' + n;
                if (n == 0) throw [text];
                return deep(n - 1, own.concat(held)) + node.items[0];
            }
            static function main() {
                for (i in 0...3) {
                    try { Sys.println(deep(5, [i])); } catch (e:String) Sys.println('no') catch (e:Array<Dynamic>) Sys.println(e);
                }
                try { try { deep(1, []); } catch (e:String) {} } catch (e:Dynamic) { Sys.println(e); }
                try { var n:Node = null; n.items.push(deep(0, [])); } catch (e:haxe.Exception) { Sys.println(e.message); }
                try { throw new haxe.Exception('plain'); } catch (e:haxe.Exception) { Sys.println(e.message); }
            }
        }",
        "[n0]\n[n0]\n[n0]\n[n0]\nNull access .items\nplain",
    );
}

#[test]
fn arguments_of_a_call_that_throws() {
    check_program(
        "class Main {
            static function fails():String throw 'x' + 1;
            static function take(a:Array<Int>, b:String, c:String):String return b + c;
            static function main() {
                try Sys.println(take([1], 'a' + 2, fails())) catch (e:String) Sys.println(e);
                try Sys.println([['y' + 1], [fails()]].length) catch (e:String) Sys.println(e);
                try Sys.println(['k' + 1 => fails()].toString()) catch (e:String) Sys.println(e);
                try Sys.println({a: 'z' + 1, b: fails()}.a) catch (e:String) Sys.println(e);
            }
        }",
        "x1\nx1\nx1\nx1",
    );
}

#[test]
fn closures_and_their_variables() {
    check(
        "var list = ['a' + 1]; var count = 0; var name = 'n' + 1;
        var add = function(s:String) { count++; list.push(s + name); return list; };
        add('b'); name = 'm' + 2; add('c');
        var makers = [for (i in 0...3) () -> i * count];
        Sys.println(list); Sys.println([for (m in makers) m()]);
        function fact(n:Int):Int return n < 2 ? 1 : n * fact(n - 1);
        Sys.println(fact(5));",
        "[a1,bn1,cm2]\n[0,2,4]\n120",
    );
}

#[test]
fn patterns_borrow_and_copy() {
    check_program(
        "enum Tree { Leaf; Node(left:Tree, value:String, right:Tree); }
        class Main {
            static function insert(tree:Tree, v:String):Tree return switch tree {
                case Leaf: Node(Leaf, v, Leaf);
                case Node(l, x, r) if (v < x): Node(insert(l, v), x, r);
                case Node(l, x, r): Node(l, x, insert(r, v));
            }
            static function walk(tree:Tree):String return switch tree {
                case Leaf: '';
                case Node(Leaf, v, Leaf): '(' + v + ')';
                case Node(l, v, r): walk(l) + v + walk(r);
            }
            static function main() {
                var tree = Leaf;
                for (v in ['m' + 1, 'c' + 1, 'x' + 1, 'd' + 1]) tree = insert(tree, v);
                Sys.println(walk(tree));
                switch tree { case Node(l, v, _): tree = Leaf; Sys.println(walk(l) + v); case _: }
                var any:{a:Array<String>, b:Int} = {a: ['p' + 1, 'q'], b: 2};
                Sys.println(switch any {
                    case {a: [x, y], b: 1 | 3}: x;
                    case {a: [x, y], b: n} if (n > 5): y;
                    case {a: [_, y], b: 2 | 4}: any.a = []; y;
                    case _: 'none';
                });
                Sys.println(switch ['u' + 1, 'v' + 1] { case [x, 'w'] | ['t', x] | [x, 'v1']: x; case _: 'none'; });
            }
        }",
        "c1(d1)m1(x1)\nc1(d1)m1\nq\nu1",
    );
}

#[test]
fn assignments_of_all_places() {
    check_program(
        "class Box { public var s = 'a' + 1; public var n:Null<Int>; public var next:Box; public function new() {}
            public function chain():Box { next = new Box(); return next; } }
        class Main {
            static var all:Array<Box> = []; static var text = 's' + 1;
            static function main() {
                var b = new Box(); b.chain().chain().s += 'x'; b.next.next.s += b.s;
                Sys.println(b.next.next.s);
                text += text; text += 1; Sys.println(text);
                all[2] = b; all[0] = all[2].next; Sys.println(all.length + ' ' + (all[1] == null));
                b.n ??= 4; b.n += 2; b.n ??= 9; Sys.println(b.n);
                var list = ['p']; list[0] += 'q' + list[0]; Sys.println(list);
                var last = b; while (last.next != null) last = last.next; Sys.println(last.s);
                var o:{k:String, ?fresh:Array<String>} = {k: 'v' + 1}; o.k = o.k + 'w'; Sys.println(o.fresh); o.fresh = [o.k]; o.fresh.push('z'); Sys.println(o);
                var s = 'c' + 1; var f = () -> s; s += f(); s += f(); Sys.println(s);
            }
        }",
        "a1xa1\ns1s11\n3 true\n6\n[pqp]\na1xa1\nnull\n{k: v1w, fresh: [v1w,z]}\nc1c1c1c1",
    );
}

#[test]
fn generic_code_over_basic_types() {
    check_program(
        "class Cell<T> { public var value:T; public function new(v:T) value = v; public function map<S>(f:T->S) return new Cell(f(value)); }
        interface Shape { function area():Float; }
        class Square implements Shape { var a:Float; public function new(a) this.a = a; public function area() return a * a; }
        abstract class Base<T> { public function new() {} abstract function make(n:Int):T; public function twice(n:Int):Array<T> return [make(n), make(n + 1)]; }
        class Ints extends Base<Int> { function make(n:Int):Int return n * 2; }
        class Texts extends Base<String> { function make(n:Int):String return 't' + n; }
        class Main { static function main() {
            Sys.println(new Cell(20).map(n -> n + 1).map(n -> n / 2).map(x -> 'is ' + x).value);
            var shapes:Array<Shape> = [new Square(2), new Square(3)];
            var total = 0.0; for (s in shapes) total += s.area(); Sys.println(total);
            Sys.println(new Ints().twice(4)); Sys.println(new Texts().twice(4));
            Sys.println([3, 1, 2].map(n -> n * 1.5).filter(x -> x > 2)); var a = [3, 1, 2]; a.sort((x, y) -> x - y); Sys.println(a);
            var f = (x:Int, ?y:Int) -> x + (y == null ? 100 : y); Sys.println(f(1)); Sys.println(f(1, 2));
        } }",
        "is 10.5\n13\n[8,10]\n[t4,t5]\n[4.5,3]\n[1,2,3]\n101\n3",
    );
}

#[test]
fn values_move_at_their_last_use() {
    check_program(
        "class Box { public var item:Array<String>; public var all:Array<Array<String>> = [];
            public function new(item:Array<String>) { this.item = item; }
            public function keep(a:Array<String>, b:Array<String>):Box { all.push(a); item = b; return this; } }
        class Wide extends Box { public var more:Array<String>; public function new(a:Array<String>, more:Array<String>) { super(a); this.more = more; } }
        enum Tree { Leaf(v:Array<String>); Pair(a:Tree, b:Tree); }
        class Main {
            static var held:Array<String>;
            static function list(s:String):Array<String> return [s + 1];
            static function wrap(a:Array<String>):Box { var b = new Box(a); return b; }
            static function both(a:Array<String>, b:Array<String>):Array<Array<String>> { var all = [a]; all.push(b); return all; }
            static function fails(a:Array<String>):Array<String> { held = a; throw 'no' + a; }
            static function late(a:Array<String>, b:Array<String>):Int { held = a; if (b.length > 9) throw 'x'; return fails(b).length; }
            static function deep(a:Array<String>):Int { var b = [a]; return deep(b[0]) + b.length; }
            static function main() {
                var a = list('a'); Sys.println(both(a, a));
                var b = list('b'); Sys.println([b, b].length + b[0]);
                var c = list('c'); var d = c; Sys.println(d);
                var e = list('e'); e[0] = e.join('+') + 2; Sys.println(wrap(e).item);
                var f = list('f'); var all = [f]; all[0] = all[0].concat(f); all[3] = f; Sys.println(all);
                var w = new Wide(list('w'), list('x')); var k = list('k'); Sys.println(w.keep(k, k).item + ' ' + w.more + w.all);
                var t = list('t'); var tree = Pair(Leaf(t), Leaf(list('u')));
                switch tree { case Pair(x, y): var z = x; tree = Pair(y, z); case Leaf(_): }
                Sys.println(tree);
                var s = list('s'); switch s { case v: var o = {v: v, s: s}; Sys.println(o); Sys.println(v); }
                var q = list('q'); switch q { case v if (both(v, q).length == 1): case [x] if (x == 'r'): case v: held = q; Sys.println(v); }
                for (i in 0...2) { var x = list('i' + i); if (i == 0) continue; held = x; }
                for (x in [list('m'), list('n')]) held = x;
                Sys.println(held);
                var g = list('g'); if (g.length > 5) { held = g; return; }
                held = g;
                for (i in 0...2) try Sys.println(late(list('p'), list('o' + i))) catch (x:String) Sys.println(x + held);
                var n:Box = null; var h = list('h'); try n.item = h catch (x:String) Sys.println(x);
                try { var h = list('h'); n.item = h; } catch (x:String) Sys.println(x);
                try { var h = list('h'); n.all.push(h); } catch (x:String) Sys.println(x);
                try { var h = list('h'); n.all[0] = h; } catch (x:String) Sys.println(x);
                var r:Null<Array<String>> = list('r'); var r2 = r ?? list('z'); Sys.println(r2);
                var y = list('y'); var got = y.length > 0 && both(y, y).length == 2 ? y : null; Sys.println(got);
                var dyn:Dynamic = list('dyn'); var back:Array<Dynamic> = [dyn, dyn]; Sys.println(back);
                try Sys.println(deep(list('d'))) catch (x:String) Sys.println(x);
                var u = list('v'); var i = 0; while (i++ < 2) { var x = u; held = x; } Sys.println(held);
            }
        }",
        "[[a1],[a1]]\n2b1\n[c1]\n[e12]\n[[f1,f1],null,null,[f1]]\n[k1] [x1][[k1]]\nPair(Leaf([u1]),Leaf([t1]))\n{v: [s1], s: [s1]}\n[s1]\n[q1]\n[n1]\n\
         no[o01][o01]\nno[o11][o11]\nNull access .item\nNull access .item\nNull access .all\nNull access .all\n[r1]\n[y1]\n[[dyn1],[dyn1]]\nStack overflow [R4001]\n[v1]",
    );
}

#[test]
fn parameters_that_are_written() {
    check_program(
        "class Base { public function new() {} public function next(a:Array<Int>):Array<Int> { a = a.copy(); a.push(0); return a; } }
        class Sub extends Base { override public function next(a:Array<Int>) { var before = a; a = super.next(a); return before.concat(a); } }
        class Main {
            static function grow(s:String, n:Int):String { while (n-- > 0) s += 'x' + n; return s; }
            static function swap(a:Array<Int>, b:Array<Int>):String { var t = a; a = b; b = t; return a + '' + b; }
            static function pipe<T>(a:Array<T>, fs:Array<T->T>):Array<T> { for (f in fs) a = a.map(f); return a; }
            static function drop(a:Array<Int>):Int { a = null; return 1; }
            static function late(a:Array<Int>):Int { a = [1]; throw 'late' + a; }
            static function main() {
                Sys.println(grow('a' + 1, 2)); Sys.println(swap([1], [2])); Sys.println(pipe([1, 2], [x -> x + 1, x -> x * 10]));
                Sys.println(new Base().next([7])); Sys.println(new Sub().next([8])); Sys.println(drop([1, 2]));
                try late([3]) catch (s:String) Sys.println(s);
                var kept = [4]; var f = (a:Array<Int>) -> { a = a.concat(kept); kept = a; return a; }; Sys.println(f([5])); Sys.println(f(kept)); Sys.println(kept);
                var g = (?s:String) -> { s ??= 'none' + 1; s += '!'; return s; }; Sys.println(g() + g('b' + 2));
            }
        }",
        "a1x1x0\n[2][1]\n[20,30]\n[7,0]\n[8,8,0]\n1\nlate[1]\n[5,4]\n[5,4,5,4]\n[5,4,5,4]\nnone1!b2!",
    );
}

#[test]
fn final_fields_and_constants_are_borrowed() {
    check_program(
        "class Item { public final name:String; public final next:Null<Item>; public var n = 0;
            public function new(name:String, ?next:Item) { this.name = name + '!'; Sys.println(show('new')); this.next = next; }
            public function both(a:String, n:Int, b:String):String return a + n + b;
            public function show(by:String):String return by + ':' + name + (next == null ? '' : next.name); }
        class Owner { final items:Array<Item>; final by:Map<String, Item> = []; final make:String->Item; public var current:Null<Item>;
            public function new(items:Array<Item>) { this.items = items; make = s -> new Item(s, items[0]); }
            public function add(s:String):Owner { items.push(make(s)); by.set(s, items[items.length - 1]); current = items[0]; return this; }
            public function each(f:Item->Void):Int { for (item in items) { f(item); if (items.length > 5) break; } return items.length; }
            public function drop():Null<String> { var it = items.pop(); items.resize(0); by.clear(); current = null; return it.name; } }
        class Main {
            static function longest(o:Item, s:String):Int { var m = o.name.length; while (o != null) { if (o.name.length > m) m = o.name.length; o = o.next; } return m + s.length; }
            static function lose(o:Null<Item>):String { var name = o.name; switch o.next { case null: o = null; case n: o = n; name = o.name + n.name; } return name + (o == null); }
            static function main() {
                var o = new Owner([new Item('a' + 1)]).add('b' + 2).add('c' + 3);
                Sys.println(o.each(item -> if (item.n++ == 0) o.add(item.name)));
                Sys.println(longest(o.current, 'xy')); Sys.println(lose(o.current) + lose(new Item('d' + 4, o.current)));
                Sys.println(o.drop()); Sys.println(o.current == null ? 'none' : o.current.name);
                var t = new Item('t' + 1, new Item('u' + 2)); Sys.println(t.next.name.toUpperCase() + t.next.show(t.next.name) + (t = new Item('v')).name);
                Sys.println(new Item('x', new Item('y')).next.both(o.current == null ? 'k' : '', 3, t.name)); Sys.println(t.name.substr(0, t.name.length - 1)); var deep = new Item('p', t); Sys.println(deep.next.both(deep.next.name, 1, deep.next.name));
                try { var none:Item = null; Sys.println(none.next.name); } catch (e:String) Sys.println(e);
                try { Sys.println(new Item('w' + 1).next.show('k')); } catch (e:String) Sys.println(e);
            }
        }",
        "new:a1!\nnew:b2!\nnew:c3!\nnew:a1!!\nnew:b2!!\nnew:c3!!\n6\n5\nnew:d4!\na1!truea1!a1!false\nc3!!\nnone\nnew:u2!\nnew:t1!\nnew:v!\nU2!u2!:u2!v!\nnew:y!\nnew:x!\nk3v!\nv\nnew:p!\nv!1v!\nNull access .next\n\
         new:w1!\nNull access .show",
    );
}
