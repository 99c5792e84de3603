package life;

/** Who lives next: a set of numbers of neighbours for birth and one for survival, each a bit of an Int. **/
abstract Rule(Int) {
	/** The rule of Conway's game. **/
	public static final CONWAY = Rule.of([3], [2, 3]);

	static inline var SHIFT = 9;

	inline function new(bits:Int)
		this = bits;

	public static function of(births:Array<Int>, survivals:Array<Int>):Rule {
		var bits = 0;
		for (count in births)
			bits |= 1 << count;
		for (count in survivals)
			bits |= 1 << (count + SHIFT);
		return new Rule(bits);
	}

	/** Reads `B3/S23`; null if the text is no rule. **/
	@:from
	public static function parse(text:String):Null<Rule> {
		var parts = text.toUpperCase().split("/");
		if (parts.length != 2 || parts[0].charAt(0) != "B" || parts[1].charAt(0) != "S")
			return null;
		var digits = (part:String) -> [for (at in 1...part.length) StringTools.fastCodeAt(part, at) - "0".code];
		var births = digits(parts[0]), survivals = digits(parts[1]);
		for (count in births.concat(survivals))
			if (count < 0 || count > 8)
				return null;
		return of(births, survivals);
	}

	/** Whether a cell lives next, of what it is and how many neighbours live. **/
	public inline function lives(isAlive:Bool, neighbours:Int):Bool
		return this & (1 << (isAlive ? neighbours + SHIFT : neighbours)) != 0;

	@:to
	public function toString():String {
		var digits = (shift:Int) -> [for (count in 0...9) if (this & (1 << (count + shift)) != 0) count].join("");
		return 'B${digits(0)}/S${digits(SHIFT)}';
	}
}
