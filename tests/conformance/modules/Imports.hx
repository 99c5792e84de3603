package modules;

import haxe.ds.Option;
import modules.parts.Fields;
import modules.parts.Fields.add as increase;
import modules.parts.Fields2;
import modules.parts.Sees;
import modules.parts.Tools.Answer;
import modules.parts.Tools.Named as WithName;
import modules.parts.Tools.count;
import modules.parts.deep.*;

using modules.parts.Tools;

#if (haxe_ver >= 4.0 && !(js || php))
private typedef Chosen = Int;
#else
private typedef Chosen = String;
#end

private class Shadow {
	public static function total()
		return "shadow";
}

/** What names mean: imports, aliases, functions of modules, `using`, conditions. **/
class Imports extends Check {
	static function main() {
		var it = new Imports();
		it.testFunctions();
		it.testTypes();
		it.testUsing();
		it.testNearest();
		it.testConditions();
		it.done();
	}

	function testFunctions() {
		eq(total, 5);
		eq(increase(2), 7);
		eq(add(1), 8);
		total = 1;
		eq(modules.parts.Fields.total, 1);
		eq(fixed, "fixed");
		eq(SIZE, 7);
		eq(same("x"), "x");
		eq(throughOwn(2), 6);
		eq(changeable(3), 3);
		modules.parts.Fields.changeable = n -> n * 100;
		eq(changeable(3), 300);
		eq(property, 10);
		property = 4;
		eq(property, 40);
		eq(kept(), 3);
		eq(Fields2.inside(), "function");
		eq(Fields2.value, 8);
		eq(count(2), 2);
		eq(modules.parts.Tools.counter, 2);
		var function_ = increase;
		eq(function_(1), 2);
	}

	function testTypes() {
		var answer:Answer = No("because");
		eq(switch answer {
			case Yes: "yes";
			case No(why): why;
		}, "because");
		answer = Yes;
		t(answer == Answer.Yes);
		var named:WithName = {name: "n"};
		eq(named.name, "n");
		var thing = new Thing(4);
		eq(thing.n, 4);
		eq(Thing.of(5).n, 5);
		eq(Thing.made, 2);
		var wrapped:modules.parts.deep.Thing.Wrapped = 3;
		eq(wrapped.plus(1), 4);
		var option = Some(3);
		t(option.match(Some(3)));
		var qualified = new modules.parts.deep.Thing(1);
		eq(qualified.n, 1);
		eq(Type.getClassName(Thing), "modules.parts.deep.Thing");
		eq(Sees.padded("ab"), "000ab2");
		eq(Sees.near(), 11);
	}

	function testUsing() {
		eq("abc".shout(), "ABC!");
		eq(4.shout(), "4!");
		eq(3.twice().twice(), 12);
		eq([1, 2, 3].generic(), 3);
		eq(2.count(), 4);
		var twice = 5.twice;
		eq(twice(), 10);
	}

	static function fixedName()
		return fixed;

	var SIZE_ = SIZE;

	function testNearest() {
		eq(Shadow.total(), "shadow");
		var total = "local";
		eq(total, "local");
		{
			var total = 2.5;
			feq(total, 2.5);
		}
		function add(n:Int)
			return n;
		eq(add(3), 3);
		eq(fixedName(), "fixed");
		eq(SIZE_, 7);
		var Thing = 3;
		eq(Thing + 1, 4);
	}

	function testConditions() {
		var chosen:Chosen = 3;
		eq(chosen, 3);
		#if (sys && !(js || php))
		eq(1, 1);
		#else
		eq(1, 2);
		#end
		#if no_such_flag
		eq(1, 2);
		#elseif (haxe4 || no_such_flag)
		eq(2, 2);
		#else
		eq(1, 2);
		#end
		#if haxe3
		#if !no_such_flag
		eq(3, 3);
		#end
		#end
		var value = #if no_such_flag 1 #else 2 #end;
		eq(value, 2);
		eq([1, #if no_such_flag 2, #end 3].length, 2);
		eq(#if (haxe >= "4.2.0") 1 #else 2 #end, 1);
		eq(#if (no_such_flag == "1") 1 #else 2 #end, 2);
	}
}
