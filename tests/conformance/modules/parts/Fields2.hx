package modules.parts;

function sum()
	return "function";

class Fields2 {
	public static function inside()
		return sum();

	public static var value = 8;
}
