package structures;

private typedef Person = {name:String, mail:String, ?age:Int}
private typedef Place = {street:String, tags:Array<String>, owner:Person}
private typedef Nested = {inner:{value:Int}}

private typedef Called = {call:Int->String, name:String}

private class Caller {
	public var name = "caller";

	public function new() {}

	public function call(x:Int)
		return name + x;
}

private enum Reading {
	Sure(value:Int);
	Perhaps(value:Null<Int>);
	Broken;
}

/** Fields that are not there, structures that are null, and what patterns and casts make of both. **/
class Absent extends Check {
	static function main() {
		var it = new Absent();
		it.testCastLiterals();
		it.testFromDynamic();
		it.testFromJson();
		it.testNestedNull();
		it.testAlternatives();
		it.testSeenInDynamic();
		it.done();
	}

	function testCastLiterals() {
		var person:Person = cast {name: "Ada"};
		eq(person.name, "Ada");
		eq(person.mail, null);
		eq(person.age, null);
		var position:haxe.PosInfos = cast {fileName: "a.hx"};
		eq(position.fileName, "a.hx");
		eq(position.className, null);
		eq(position.customParams, null);
	}

	static function any():Dynamic
		return {street: "High Street"};

	function testFromDynamic() {
		var place:Place = any();
		eq(place.street, "High Street");
		eq(place.tags, null);
		eq(place.owner, null);
		place.street = "Low Street";
		eq(place.street, "Low Street");
	}

	function testFromJson() {
		var places:Array<Place> = haxe.Json.parse('[{"street": null, "tags": ["x"]}, {"owner": {"name": "Bo"}}]');
		eq(places[0].street, null);
		eq(places[0].tags[0], "x");
		eq(places[1].tags, null);
		eq(places[1].owner.name, "Bo");
		eq(places[1].owner.mail, null);
	}

	function testNestedNull() {
		function look(nested:Nested)
			switch nested {
				case {inner: {value: 1}}:
					eq(nested.inner.value, 1);
				case {inner: {value: other}}:
					eq(other, 2);
			}
		function value(nested:Nested):Int
			return switch nested {
				case {inner: {value: 1}}: 10;
				case {inner: {value: other}}: other;
			}
		look({inner: {value: 1}});
		look({inner: {value: 2}});
		exc(() -> look({inner: null}));
		exc(() -> look(null));
		eq(value({inner: {value: 3}}), 3);
		exc(() -> value({inner: null}));
	}

	function testAlternatives() {
		function text(reading:Reading)
			return switch reading {
				case Sure(value) | Perhaps(value): "" + value;
				case Broken: "broken";
			}
		function swapped(reading:Reading)
			return switch reading {
				case Perhaps(value) | Sure(value): value == null ? "none" : "some " + value;
				case Broken: "broken";
			}
		eq(text(Sure(3)), "3");
		eq(text(Perhaps(4)), "4");
		eq(text(Perhaps(null)), "null");
		eq(swapped(Perhaps(null)), "none");
		eq(swapped(Sure(5)), "some 5");
		eq(text(Broken), swapped(Broken));
	}

	static function same(value:Dynamic):Dynamic
		return value;

	static function nameLength(named:{name:String})
		return named.name == null ? -1 : named.name.length;

	function testSeenInDynamic() {
		var literal:Called = same({call: (x:Int) -> "f" + x});
		eq(literal.call(1), "f1");
		eq(literal.name, null);
		var object:Called = same(new Caller());
		eq(object.call(2), "caller2");
		var empty:Called = same({});
		t(empty.call == null);
		exc(() -> empty.call(1));
		aeq([nameLength(same({name: "abc"})), nameLength(same({})), nameLength(same(new Caller())), nameLength({name: "x"})], [3, -1, 6, 1]);
		var list:Array<{name:String, inner:Array<{s:String}>}> = same([{name: "q", inner: [{s: "s"}]}, {name: null, inner: null}]);
		eq(list[0].inner[0].s, "s");
		eq(list[1].inner, null);
		var deep:{a:{b:{c:String}}} = same({a: {b: {}}});
		eq(deep.a.b.c, null);
		deep.a.b.c = "set";
		eq(deep.a.b.c, "set");
	}
}
