class DuplicateField {
	var a:Int;
	var a:String;

	function run() {}

	function run() {}

	static function main() {}
}
