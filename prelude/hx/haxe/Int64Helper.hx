package haxe;

/** Numbers from texts and from `Float`s. **/
class Int64Helper {
	/** As `Int64.parseString`. **/
	public static function parseString(text:String):Int64 {
		var trimmed = StringTools.trim(text);
		var negative = trimmed.charAt(0) == "-";
		var digits = negative ? trimmed.substr(1) : trimmed;
		var value = Int64.ofInt(0);
		for (at in 0...digits.length) {
			var digit = digits.charCodeAt(at) - "0".code;
			if (digit < 0 || digit > 9)
				throw "NumberFormatError";
			// Below 0, where there is one number more.
			var next = value * 10 - digit;
			if (next > 0 || next / 10 != value)
				throw negative ? "NumberFormatError: Underflow" : "NumberFormatError: Overflow";
			value = next;
		}
		if (negative)
			return value;
		if (value.high == -2147483648 && value.low == 0)
			throw "NumberFormatError: Overflow";
		return -value;
	}

	/** As `Int64.fromFloat`. **/
	public static function fromFloat(value:Float):Int64 {
		if (Math.isNaN(value) || !Math.isFinite(value))
			throw "Number is NaN or Infinite";
		var whole = value - value % 1;
		if (whole > 9007199254740991.0)
			throw "Conversion overflow";
		if (whole < -9007199254740991.0)
			throw "Conversion underflow";
		var positive = whole < 0 ? -whole : whole;
		var high = Math.ffloor(positive / 4294967296.0);
		var low = positive - high * 4294967296.0;
		var result = Int64.make(Std.int(high), Std.int(low >= 2147483648.0 ? low - 4294967296.0 : low));
		return whole < 0 ? -result : result;
	}
}
