class lowercaseType {
	static function main() {}
}
