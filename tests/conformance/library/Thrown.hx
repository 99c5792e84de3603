package library;

import haxe.PosInfos; import haxe.CallStack; import haxe.Exception; import haxe.ValueException;

private class MyE extends Exception { public var extra = 5; override function toString() return "MyE!" + message; }
private class Sub extends MyE {}
private class NoE { public var v = 3; public function new() {} public function toString() return "NoE"; }
private enum En { X1; X2(i:Int); }

/** What is thrown and caught, wrapped and unwrapped. **/
class Thrown extends Check {
	static function main() {
		var it = new Thrown();
		it.run();
		it.done();
	}

static function thrower(n:Int):Int { switch n { case 0: throw "str"; case 1: throw 12; case 2: throw new MyE("my"); case 3: throw new Exception("ex"); case 4: throw X2(4); case 5: throw {a: 1}; case 6: throw new NoE(); case 7: throw new Sub("sub"); case 8: throw 1.5; case 9: throw true; case 10: throw [1,2]; case 11: var d:Dynamic = null; return d.foo; case 12: throw null; case 13: return cast(("a":Dynamic), Int); case _: return n; } }
static function kind(n:Int):String { try { thrower(n); return "none"; } catch (e:String) return "String " + e catch (e:Int) return "Int " + e catch (e:Sub) return "Sub " + e catch (e:MyE) return "MyE " + e.extra catch (e:En) return "En " + e catch (e:NoE) return "NoE " + e.v catch (e:Float) return "Float " + e catch (e:Bool) return "Bool " + e catch (e:Array<Dynamic>) return "Array " + e catch (e:Exception) return "Exception " + Type.getClassName(Type.getClass(e)) catch (e:Dynamic) return "Dynamic " + e; }

	function run() {
		var found = [];
		found = [];
		for (i in 0...11) found.push(Std.string(kind(i)));
		shows(found.join("|"), "String str|Int 12|MyE 5|Exception haxe.Exception|En X2(4)|Exception haxe.ValueException|NoE 3|Sub MyE!sub|Float 1.5|Bool true|Array [1,2]");
		shows(kind(12), "Exception haxe.ValueException");
		shows(kind(20), "none");
		found = [];
		for (i in 0...11) try thrower(i) catch (e:Dynamic) found.push(Std.string(Std.isOfType(e, Exception) + " " + Std.string(e)));
		shows(found.join("|"), "false str|false 12|true MyE!my|true ex|false X2(4)|false {a: 1}|false NoE|true MyE!sub|false 1.5|false true|false [1,2]");
		found = [];
		for (i in 0...11) try thrower(i) catch (e:Exception) found.push(Std.string(e.message + "|" + Std.string(e) + "|" + Std.isOfType(e, ValueException) + "|" + (Std.isOfType(e, ValueException) ? Std.string((cast e:ValueException).value) : "-") + "|" + Std.string(@:privateAccess e.unwrap())));
		shows(found.join("|"), "str|str|true|str|str|12|12|true|12|12|my|MyE!my|false|-|MyE!my|ex|ex|false|-|ex|X2(4)|X2(4)|true|X2(4)|X2(4)|{a: 1}|{a: 1}|true|{a: 1}|{a: 1}|NoE|NoE|true|NoE|NoE|sub|MyE!sub|false|-|MyE!sub|1.5|1.5|true|1.5|1.5|true|true|true|true|true|[1,2]|[1,2]|true|[1,2]|[1,2]");
		found = [];
		for (i in 0...4) try thrower(i) catch (e) found.push(Std.string(Type.getClassName(Type.getClass(e)) + e.message));
		shows(found.join("|"), "haxe.ValueExceptionstr|haxe.ValueException12|library._Thrown.MyEmy|haxe.Exceptionex");
		try { try thrower(0) catch (e:Exception) throw e; } catch (e:String) shows("re " + e, "re str");
		try { try thrower(1) catch (e:Exception) throw new Exception("outer", e); } catch (e:Exception) { shows(e.message, "outer"); shows(e.previous.message, "12"); shows(Std.isOfType(e.previous, ValueException), "true"); }
		try { try thrower(2) catch (e:Int) this.t(false); } catch (e:MyE) shows(e.extra, "5");
		var v = new ValueException("q");
		shows(v.value, "q");
		shows(v.message, "q");
		try throw v catch (e:String) shows("unwrapped " + e, "unwrapped q");
		var n = try thrower(0) catch (e:String) 7;
		shows(n, "7");
		var t:Dynamic = try thrower(3) catch (e) e.message;
		shows(t, "ex");
		shows(new Exception("m").toString(), "m");
		shows(new MyE("m").toString(), "MyE!m");
		shows(Std.string(new MyE("m")), "MyE!m");
		shows(new Exception("a", new Exception("b")).previous.message, "b");
		shows(new Exception("a").previous, "null");
		shows(new Exception("a").native != null, "true");
		function f() { try { return thrower(0); } catch (e:String) { return 5; } }
		shows(f(), "5");
		try { throw new Exception("x"); } catch (e:String) this.t(false) catch (e:Exception) shows(e.stack.length >= 0, "true");
		@:privateAccess { shows(Exception.thrown("x") != null, "true"); shows((Exception.caught("x"):Exception).message, "x");}
		shows(new Exception("d").details().indexOf("d") > 0, "true");
		shows(new MyE("d").details().split("\n")[0], "Exception: MyE!d");
		try throw new haxe.exceptions.NotImplementedException() catch (e:Exception) shows(e.message, "Not implemented");
		try throw new haxe.exceptions.ArgumentException("arg") catch (e:haxe.exceptions.PosException) shows(e.message, "Invalid argument \"arg\"");
		try throw new haxe.exceptions.PosException("px") catch (e:haxe.exceptions.PosException) { shows(e.message, "px"); shows(e.posInfos.methodName, "run"); }
		shows(CallStack.toString([Method("a.B", "c"), LocalFunction(1), FilePos(null, "f.hx", 3), FilePos(Method("A","b"), "g.hx", 4, 5), CFunction, Module("m")]), "\nCalled from a.B.c\nCalled from local function #1\nCalled from f.hx line 3\nCalled from A.b (g.hx line 4 column 5)\nCalled from a C function\nCalled from module m");
		shows(CallStack.callStack().length >= 0, "true");
		shows(CallStack.exceptionStack().length >= 0, "true");
		shows(CallStack.toString(new Exception("s").stack).length >= 0, "true");
		var order = [];
		try { order.push(1); try { order.push(2); throw "a"; } catch (e:Int) { order.push(3); } } catch (e:String) { order.push(4); }
		shows(order, "[1,2,4]");
		try { try throw "in" catch (e:String) throw e + "!"; } catch (e:Dynamic) shows(e, "in!");
		var e:Exception = null;
		try e.message catch (x:Dynamic) shows("npe", "npe");
		try thrower(13) catch (e:Exception) shows("cast", "cast");
		try thrower(12) catch (e:Exception) shows(e.message, "null");
		for (i in 0...3) { try { if (i == 1) continue; if (i == 2) break; throw i; } catch (e:Int) shows("i" + e, "i0"); }
		shows(try throw X1 catch (e:En) switch e { case X1: "x1"; case X2(i): "x2"; }, "x1");
		try throw (null:String) catch (e:Dynamic) shows(e, "null");
		var vd:Dynamic = new ValueException(3);
		shows(vd.message, "null");
		var st:Dynamic = new MyE("dyn");
		shows(st.extra, "5");
		shows(st.message, "null");
	}
}
