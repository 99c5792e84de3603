package library;

import haxe.CallStack;
import haxe.Exception;

private class Failure extends Exception {}

private class Named extends Failure {
	override function toString() {
		return "named " + message;
	}
}

/** Where exceptions were thrown. **/
class Stacks extends Check {
	static function main() {
		var test = new Stacks();
		test.ownClasses();
		test.values();
		test.last();
		test.told();
		test.done();
	}

	function fails() {
		throw new Failure("x");
	}

	function place(stack:CallStack):String {
		return switch (stack[0]) {
			case FilePos(Method(_, name), file, line): '$name ${haxe.io.Path.withoutDirectory(file)}:$line';
			default: "nowhere";
		}
	}

	function ownClasses() {
		try {
			fails();
		} catch (e:Failure) {
			t(e.stack.length > 0);
			eq(place(e.stack), "fails Stacks.hx:26");
		}
		try {
			throw new Named("y");
		} catch (e:Named) {
			eq(place(e.stack), "ownClasses Stacks.hx:44");
			eq('$e', "named y");
		}
	}

	function values() {
		try {
			throw "text";
		} catch (e:Exception) {
			t(e.stack.length > 0);
			eq(e.message, "text");
		}
		try {
			throw 5;
		} catch (e:Int) {
			t(CallStack.exceptionStack().length > 0);
		}
	}

	function last() {
		try {
			fails();
		} catch (e:Dynamic) {
			t(CallStack.exceptionStack().length > 0);
		}
		t(CallStack.toString(CallStack.exceptionStack()).indexOf("Stacks") >= 0);
	}

	function told() {
		try {
			throw new Exception("outer", new Exception("inner"));
		} catch (e) {
			t(e.details().indexOf("Stacks.hx") >= 0);
			t(e.details().indexOf("inner") < e.details().indexOf("outer"));
		}
	}
}
