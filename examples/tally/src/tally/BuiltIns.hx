package tally;

import tally.Value;

/** The functions that every program has. A wrong argument is thrown as a String; the caller knows the line. **/
class BuiltIns {
	public static function all():Array<Callable> {
		return [
			new BuiltIn("length", 1, a -> switch (a[0]) {
				case Arr(items): Num(items.length);
				case Str(s): Num(s.length);
				case other: throw wrong("length", other);
			}),
			new BuiltIn("push", 2, a -> switch (a[0]) {
				case Arr(items):
					items.push(a[1]);
					a[0];
				case other: throw wrong("push", other);
			}),
			new BuiltIn("floor", 1, a -> switch (a[0]) {
				case Num(f): Num(Math.floor(f));
				case other: throw wrong("floor", other);
			}),
			new BuiltIn("text", 1, a -> Str(Values.show(a[0]))),
			new BuiltIn("number", 1, a -> switch (a[0]) {
				case Str(s):
					var f = Std.parseFloat(s);
					Math.isNaN(f) ? Nil : Num(f);
				case other: other;
			}),
			new BuiltIn("max", -1, function(a) {
				var best = Nil;
				for (value in a) {
					switch [best, value] {
						case [Nil, Num(_)]:
							best = value;
						case [Num(x), Num(y)]:
							if (y > x)
								best = value;
						case _:
							throw wrong("max", value);
					}
				}
				return best;
			})
		];
	}

	static function wrong(name:String, value:Value):String {
		return '$name cannot take ${Values.show(value)}';
	}
}
