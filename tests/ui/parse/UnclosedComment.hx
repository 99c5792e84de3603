class UnclosedComment {
	/* this comment goes on
	static function main() {}
}
