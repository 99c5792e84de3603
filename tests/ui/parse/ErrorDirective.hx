class ErrorDirective {
	static function main() {
		#if hx2rs
		#error "not for this compiler"
		#end
	}
}
