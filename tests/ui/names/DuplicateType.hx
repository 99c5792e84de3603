class Thing {}

class Thing {}

class DuplicateType {
	static function main() {}
}
