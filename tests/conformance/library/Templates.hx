package library;

import haxe.Template;

private class Person {
	public var name:String;
	public var mail(get, never):String;

	public function new(name:String) {
		this.name = name;
	}

	function get_mail() {
		return name.toLowerCase() + "@example.org";
	}
}

/** `haxe.Template`: texts with places that are filled in. **/
class Templates extends Check {
	static function main() {
		var test = new Templates();
		test.places();
		test.conditions();
		test.loops();
		test.calls();
		test.sums();
		test.wrong();
		test.done();
	}

	function filled(text:String, context:Dynamic, ?macros:Dynamic):String {
		return new Template(text).execute(context, macros);
	}

	function places() {
		eq(filled("a ::x:: b", {x: 1}), "a 1 b");
		eq(filled("a ::x.y:: b ::z::", {x: {y: "q"}}), "a q b null");
		eq(filled("::name:: <::mail::>", new Person("Ada")), "Ada <ada@example.org>");
		eq(filled("::p.name::", {p: new Person("Bob")}), "Bob");
		eq(filled("nothing", {}), "nothing");
		eq(filled("::a,b::", {a: 1}), "::a,b::");
		Template.globals.everywhere = "here";
		eq(filled("::everywhere::", {}), "here");
		var again = new Template("<::n::>");
		eq(again.execute({n: 1}) + again.execute({n: 2}), "<1><2>");
	}

	function conditions() {
		eq(filled("::if x::yes::else::no::end::", {x: true}), "yes");
		eq(filled("::if x::yes::else::no::end::", {x: null}), "no");
		eq(filled("::if !x::yes::else::no::end::", {x: false}), "yes");
		eq(filled("::if (x == 1)::one::elseif (x == 2)::two::else::many::end::", {x: 2}), "two");
		eq(filled("::if (x == 1)::one::elseif (x == 2)::two::else::many::end::", {x: 3}), "many");
		eq(filled("::if (a && b)::both::end::::if (a || b)::one::end::", {a: true, b: false}), "one");
		eq(filled("::if (n > 2)::big::else::small::end::", {n: 3}), "big");
		eq(filled("::if (n <= 2)::small::else::big::end::", {n: 3}), "big");
	}

	function loops() {
		eq(filled("::foreach l::<::name::>::end::", {l: [{name: "a"}, {name: "b"}]}), "<a><b>");
		eq(filled("::foreach l::<::__current__::|::y::>::end::", {l: ["a", "b"], y: 5}), "<a|5><b|5>");
		eq(filled("::foreach l::x::end::", {l: []}), "");
		var rows = {rows: [{cells: [{n: 1}, {n: 2}]}, {cells: [{n: 3}]}]};
		eq(filled("::foreach rows::::foreach cells::::n::::end::;::end::", rows), "12;3;");
		eq(filled("::foreach l::::if last::.::else::,::end::::end::", {l: [{last: false}, {last: true}]}), ",.");
	}

	function calls() {
		var macros = {
			join: function(resolve:String->Dynamic, a:Dynamic, b:Dynamic) return '[$a/$b]',
			get: function(resolve:String->Dynamic, name:String) return resolve(name),
			count: function(resolve:String->Dynamic, list:Array<Int>) return list.length
		};
		eq(filled("$$join(::x::, b c)-$$join(y,z)", {x: "p"}, macros), "[p/ b c]-[y/z]");
		eq(filled("$$get(q)", {q: "v"}, macros), "v");
		eq(filled("$$count(::l::)", {l: [1, 2, 3]}, macros), "3");
		eq(filled("$$join((a,b),::x::!)", {x: 1}, macros), "[(a,b)/1!]");
	}

	function sums() {
		eq(filled("::(a + b):: ::(a * b):: ::(a - b):: ::(a / b)::", {a: 3, b: 4}), "7 12 -1 0.75");
		eq(filled("::((a + b) * 2)::", {a: 3, b: 4}), "14");
		eq(filled('::("x" + a)::', {a: 3}), "x3");
		eq(filled("::(a != 3):: ::(a >= 3)::", {a: 3}), "false true");
	}

	function wrong() {
		exc(() -> filled("::if a::x", {a: 1}));
		exc(() -> filled("x::end::", {a: 1}));
		exc(() -> filled("::foreach q::x::end::", {q: 3}));
		exc(() -> filled("$$none(x)", {}, {}));
	}
}
