class UnknownType {
	static function main() {
		var s:Strin = "a";
		var t = new Missing();
	}
}
