import haxe.PosInfos;

/**
	What a conformance program extends. Its `main` calls its tests and then `done`, which prints how many checks there were;
	a check that fails prints its place and what it found.
**/
class Check {
	var checks = 0;
	var failures = 0;

	public function new() {}

	/** `found` equals `expected`. **/
	function eq<T>(found:T, expected:T, ?pos:PosInfos) {
		checks++;
		if (found != expected)
			fail('$found instead of $expected', pos);
	}

	/** `found` is `expected` but for the last digits. **/
	function feq(found:Float, expected:Float, ?pos:PosInfos) {
		checks++;
		var same = Math.isNaN(expected) ? Math.isNaN(found) : found == expected || Math.abs(found - expected) < 1e-9;
		if (!same)
			fail('$found instead of $expected', pos);
	}

	/** Both arrays have equal elements in the same order. **/
	function aeq<T>(found:Array<T>, expected:Array<T>, ?pos:PosInfos) {
		checks++;
		if (found.length != expected.length)
			return fail('$found instead of $expected', pos);
		for (i in 0...expected.length)
			if (found[i] != expected[i])
				return fail('$found instead of $expected', pos);
	}

	/** `found` is true. **/
	function t(found:Bool, ?pos:PosInfos) {
		eq(found, true, pos);
	}

	/** `found` is false. **/
	function f(found:Bool, ?pos:PosInfos) {
		eq(found, false, pos);
	}

	/** `action` throws. **/
	function exc(action:() -> Void, ?pos:PosInfos) {
		checks++;
		var thrown = false;
		try {
			action();
		} catch (e:Dynamic) {
			thrown = true;
		}
		if (!thrown)
			fail("nothing was thrown", pos);
	}

	/** The text of `found` is `expected`. **/
	function shows(found:Dynamic, expected:String, ?pos:PosInfos) {
		eq(Std.string(found), expected, pos);
	}

	/** Prints how many checks there were. **/
	function done() {
		Sys.println('$checks checks, $failures failed');
	}

	function fail(text:String, pos:PosInfos) {
		failures++;
		Sys.println('${pos.fileName}:${pos.lineNumber}: $text');
	}
}
