class NoMain {
	static function start() {}
}
