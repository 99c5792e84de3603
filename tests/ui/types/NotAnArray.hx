class NotAnArray {
	static function main() {
		var i = 3;
		Sys.println(i[0]);
		var a = [1];
		Sys.println(a["x"]);
	}
}
