class InlineMarkup {
	static function main() {
		var x = <div class="a">text</div>;
		Sys.println(x);
	}
}
