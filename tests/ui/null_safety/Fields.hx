@:nullSafety
class Fields {
	var missing:String;
	var given = "a";
	var built:Array<Int>;
	var sometimes:String;
	var maybe:Null<String>;
	static var all:Array<Fields>;

	function new(n:Int) {
		built = [n];
		if (n > 1)
			sometimes = "b";
	}

	static function main() {
		var fields = new Fields(1);
		Sys.println(fields.missing + fields.given + fields.built + fields.sometimes + fields.maybe + all);
	}
}
