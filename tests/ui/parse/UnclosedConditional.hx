class UnclosedConditional {
	static function main() {
		#if debug
		Sys.println("debug");
	}
}
