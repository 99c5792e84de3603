typedef A = B;
typedef B = A;
typedef List = Array<List>;
typedef Node = {next:Node, value:Int};

class RecursiveTypedef {
	static function main() {
		var _a:A = null;
		var n:Node = {next: null, value: 1};
		Sys.println(n.next == null);
	}
}
