class BranchMismatch {
	static function main() {
		var a = true ? 1 : "a";
		var b:Int = if (true) 1 else null;
		var c = [1, "a", true];
		var d:Int = switch (a) {
			case 1: "x";
			default: 2;
		}
	}
}
