package abstracts;

private enum abstract Flag(Int) from Int to Int {
	var A = 1 << 0;
	var B = 1 << 1;
	var Both = 3;

	public static var count = 3;

	@:op(A | B) static function or(a:Flag, b:Flag):Flag;

	public inline function has(flag:Flag):Bool
		return this & flag != 0;

	public static function all():Array<Flag>
		return [A, B, Both];

	@:from static function ofText(s:String):Flag
		return switch s {
			case "a": A;
			case _: B;
		}

	public function name():String
		return switch (abstract) {
			case A: "A";
			case B: "B";
			case _: "Both";
		}
}

private abstract NonNull(String) to String {
	public function new(s:String)
		this = s;

	@:from static function of(s:String):NonNull
		return new NonNull(s == null ? "" : s);

	@:to function toInt():Int
		return this.length;

	@:to function toParts():Array<String>
		return this.split("");

	@:to function toBool():Bool
		return this != "";
}

private abstract Wrapped<T>(T) from T to T {
	public var raw(get, never):T;

	function get_raw():T
		return this;

	public function map<S>(f:T->S):Wrapped<S>
		return f(this);

	public static function pure<T>(t:T):Wrapped<T>
		return t;
}

private abstract Cells(Array<Dynamic>) {
	public function new()
		this = [];

	@:arrayAccess function getAt(i:Int):Dynamic
		return this[i];

	@:arrayAccess function getLength(s:String):Int
		return s.length;

	@:arrayAccess function setText(i:Int, v:String):String {
		this[i] = v;
		return v;
	}

	@:arrayAccess function setNumber(i:Int, v:Int):Int {
		this[i] = v * 2;
		return v;
	}
}

private abstract Seconds(Float) from Float {
	@:to public inline function toMillis():Millis
		return this * 1000;

	public inline function value()
		return this;
}

private abstract Millis(Float) from Float {
	@:to public inline function toSeconds():Seconds
		return this / 1000;
}

private abstract Lazy<T>(() -> T) from () -> T {
	@:from static function ofValue<T>(v:T):Lazy<T>
		return () -> v;

	public function get():T
		return this();
}

private abstract Path(Array<String>) {
	public function new(parts:Array<String>)
		this = parts;

	@:op(A / B) public function sub(s:String):Path
		return new Path(this.concat([s]));

	@:op(A > B) static function longer(a:Path, b:Path):Bool
		return a.length() > b.length();

	function length()
		return this.length;

	public function toString()
		return this.join("/");

	@:from static function ofText(s:String):Path
		return new Path(s.split("/"));

	@:to function toText():String
		return toString();
}

@:forward
private abstract Items<T>(Array<T>) from Array<T> to Array<T> {
	public inline function first()
		return this[0];
}

private abstract Any2({}) from {} {
	@:arrayAccess public inline function get(name:String):Dynamic
		return Reflect.field(this, name);
}

/** Implicit conversions of abstracts in all places. **/
class Conversions extends Check {
	static function main() {
		var it = new Conversions();
		it.testFlags();
		it.testTo();
		it.testGeneric();
		it.testElements();
		it.testArguments();
		it.testPlaces();
		it.done();
	}

	function testFlags() {
		t(Flag.Both.has(Flag.A));
		eq(Flag.all().length, 3);
		var flag:Flag = "a";
		eq(flag.name(), "A");
		eq((A | B).name(), "Both");
		eq(Flag.count, 3);
		var two:Flag = cast 2;
		eq(two.name(), "B");
	}

	function testTo() {
		var text:NonNull = null;
		eq((text : String), null);
		text = new NonNull("abc");
		eq((text : Int), 3);
		eq((text : Array<String>).length, 3);
		t(text);
		var seconds:Seconds = (1500.0 : Millis);
		feq(seconds.value(), 1.5);
	}

	function testGeneric() {
		var wrapped:Wrapped<Int> = 4;
		eq(wrapped.map(x -> "s" + x).raw, "s4");
		eq(Wrapped.pure("p").raw, "p");
		eq(wrapped + 1, 5);
		var plain:Int = wrapped;
		eq(plain, 4);
		function forced(lazy:Lazy<Int>)
			return lazy.get();
		eq(forced(3), 3);
		eq(forced(() -> 4), 4);
	}

	function testElements() {
		var cells = new Cells();
		cells[0] = "s";
		cells[1] = 4;
		eq(cells[0], "s");
		eq(cells[1], 8);
		eq(cells["four"], 4);
		var items:Items<Int> = [5, 6];
		eq(items.first(), 5);
		eq(items[1], 6);
		items[1] = 9;
		eq(items[1], 9);
		eq(items.map(x -> x + 1).length, 2);
		var any:Any2 = {foo: "f", bar: 1};
		eq(any["foo"], "f");
		eq(any["bar"], 1);
	}

	function shown(path:Path)
		return path.toString();

	function joined(...parts:NonNull)
		return [for (part in parts) (part : String)].join("|");

	function optional(?flag:Flag)
		return flag == null ? "none" : flag.name();

	function testArguments() {
		eq(shown("x/y"), "x/y");
		var path:Path = "a/b";
		eq((path / "c" / "d").toString(), "a/b/c/d");
		t(path / "z" > path);
		path /= "q";
		eq("" + path, "a/b/q");
		eq(joined("a", "b"), "a|b");
		eq(optional(), "none");
		eq(optional("a"), "A");
	}

	function testPlaces() {
		var list:Array<Flag> = [A, "a", 2];
		eq(list.map(flag -> flag.name()).join(""), "AAB");
		var held:{flag:Flag, ?text:NonNull} = {flag: "a", text: "x"};
		eq(held.flag.name(), "A");
		eq((held.text : String), "x");
		var byFlag:Map<Flag, NonNull> = [A => "x"];
		eq((byFlag[A] : String), "x");
		var name:Flag->NonNull = flag -> flag.name();
		eq((name(B) : String), "B");
		var chosen:NonNull = list.length == 3 ? "three" : "other";
		eq((chosen : String), "three");
		var switched:NonNull = switch list[0] {
			case A: "sa";
			case _: "so";
		}
		eq((switched : String), "sa");
		var missing:Null<String> = list.length > 5 ? "five" : null;
		var instead:NonNull = missing ?? "instead";
		eq((instead : String), "instead");
		var block:NonNull = {
			var n = 1;
			"block" + n;
		}
		eq((block : String), "block1");
		var tried:NonNull = try "tried" catch (e) "caught";
		eq((tried : String), "tried");
	}
}
