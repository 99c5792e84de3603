//! Programs that make cyclic garbage run in bounded memory, and what they still reach stays as it is.

use super::ran;
use crate::Limits;

/// Runs a program in a heap of one MiB, which its garbage would fill many times.
#[track_caller]
fn check(text: &str, expected: &str) {
    let limits = Limits {
        heap: 1 << 20,
        ..Limits::default()
    };
    let ran = ran(text, limits);
    assert_eq!(ran.uncaught, None);
    assert_eq!(ran.output.trim_end(), expected);
    assert_eq!(ran.lost, 0, "cells are lost");
}

#[test]
fn doubly_linked_lists() {
    check(
        "class Node { public var next:Node; public var prev:Node; public var n:Int; public function new(n) this.n = n; }
        class Main {
            static function list(length:Int):Node {
                var first = new Node(0); var last = first;
                for (i in 1...length) { var node = new Node(i); last.next = node; node.prev = last; last = node; }
                last.next = first; first.prev = last; return first;
            }
            static var kept = list(100);
            static function sum(list:Node):Int {
                var total = list.n; var node = list.next;
                while (node != list) { if (node.prev.next != node) throw 'broken'; total += node.n; node = node.next; }
                return total;
            }
            static function main() {
                var local = list(50); var total = 0;
                for (i in 0...2000) total += sum(list(20));
                Sys.println(total + ' ' + sum(kept) + ' ' + sum(local));
            }
        }",
        "380000 4950 1225",
    );
}

#[test]
fn trees_whose_children_know_their_parent() {
    check(
        "class Tree { public var parent:Tree; public var children:Array<Tree> = []; public var name:String;
            public function new(parent:Tree, name:String) { this.parent = parent; this.name = name; if (parent != null) parent.children.push(this); }
            public function path():String return parent == null ? name : parent.path() + '/' + name;
            public function count():Int { var n = 1; for (child in children) n += child.count(); return n; } }
        class Main {
            static function make(depth:Int, parent:Tree):Tree {
                var tree = new Tree(parent, 'n' + depth);
                if (depth > 0) for (i in 0...3) make(depth - 1, tree);
                return tree;
            }
            static function main() {
                var kept = make(4, null); var leaf = kept;
                while (leaf.children.length > 0) leaf = leaf.children[1];
                var n = 0; for (i in 0...400) n += make(3, null).count();
                kept = null; for (i in 0...400) n += make(3, null).count();
                Sys.println(n + ' ' + leaf.path());
            }
        }",
        "32000 n4/n3/n2/n1/n0",
    );
}

#[test]
fn closures_that_capture_themselves() {
    check(
        "class Timer { public var tick:Void->Int; public var left = 3; public function new() { tick = () -> left-- > 0 ? tick() + 1 : 0; } public function run() return tick(); }
        class Main { static function main() {
            var n = 0; var keep:Int->Int = null; var seen = ['k' => 1];
            keep = x -> x < 1 ? seen['k'] : keep(x - 1) + 1;
            for (i in 0...10000) {
                var again:Int->Int = null; var data = ['d' + i];
                again = x -> x == 0 ? data.length : again(x - 1);
                n += again(3);
                n += new Timer().run();
                var t = new Timer(); var bound = t.run; t.tick = bound; n += 1;
            }
            Sys.println(n + ' ' + keep(5));
        } }",
        "50000 6",
    );
}

#[test]
fn objects_in_maps_in_objects() {
    check(
        "enum Link { None; To(r:Registry, ?more:Link); }
        class Registry { public var by:Map<String, Registry> = []; public var at:Map<Registry, Link> = []; public var other:{back:Registry, list:Array<Dynamic>}; public function new() {} }
        typedef Loose = {?self:Loose, items:Array<Dynamic>}
        class Main { static function main() {
            var n = 0; var kept = new Registry(); kept.by['self'] = kept; kept.at[kept] = To(kept, To(kept));
            for (i in 0...6000) {
                var r = new Registry(); r.by['r' + i] = r; r.at[r] = To(r, To(kept));
                r.other = {back: r, list: ([r, i, 'text'] : Array<Dynamic>)};
                var loose:Loose = {items: []}; loose.self = loose; loose.items.push(loose.items);
                n += r.other.list.length + loose.self.items.length;
            }
            switch kept.at[kept] { case To(r, To(s, None)) | To(r, To(s, null)): Sys.println(n + ' ' + (r == s) + ' ' + (r.by['self'] == kept)); case _: }
        } }",
        "24000 true true",
    );
}

#[test]
fn what_only_frames_hold_stays() {
    check(
        "class Ring { public var next:Ring; public var text:String; public function new(text) { this.text = text; next = this; } }
        class Main {
            static function burn():Int { var n = 0; for (i in 0...3000) { var r = new Ring('g' + i); n += r.next.text.length; } return n; }
            static function deep(n:Int, r:Ring):String { var own = new Ring('own' + n); burn(); return n == 0 ? r.next.text : deep(n - 1, own) + own.next.text + r.text; }
            static function order(items:Array<Ring>):String {
                items.sort((a, b) -> { burn(); return a.next.text < b.text ? -1 : 1; });
                return [for (r in items) r.next.text].join(' ');
            }
            static function main() {
                Sys.println(deep(5, new Ring('first')));
                Sys.println(order([new Ring('c'), new Ring('a'), new Ring('b')]));
                try { var held = new Ring('thrown'); burn(); throw held; } catch (r:Ring) { burn(); Sys.println(r.next.next.text); }
                Sys.println(new Ring('temporary').next.text + burn());
                for (r in [new Ring('x'), new Ring('y')].map(r -> { burn(); return r.next; })) Sys.println(r.text);
                var shown = {toString: () -> { burn(); return 'shown'; }, ring: new Ring('field')};
                Sys.println('${shown.toString()} ${shown.ring.next.text}');
            }
        }",
        "own1own1own2own2own3own3own4own4own5own5first\na b c\nthrown\ntemporary13890\nx\ny\nshown field",
    );
}

#[test]
fn a_heap_that_is_full_of_cycles_is_not_full() {
    let limits = Limits {
        heap: 4 << 20,
        ..Limits::default()
    };
    let ran = ran(
        "class Node { public var me:Node; public var items = [1, 2, 3]; public function new() me = this; }
        class Main { static function main() {
            var all = []; var n = 0;
            try while (true) { all.push(new Node()); n++; } catch (e:String) Sys.println(e);
            all = null;
            for (i in 0...n * 3) new Node();
            Sys.println(n > 10000);
        } }",
        limits,
    );
    assert_eq!(ran.uncaught, None);
    assert_eq!(
        ran.output,
        "Out of memory: the heap limit is reached [R4002]\ntrue\n"
    );
    assert_eq!(ran.lost, 0);
}
