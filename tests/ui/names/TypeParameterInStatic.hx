class Box<T> {
	static var shared:T;

	public function new() {}
}

class TypeParameterInStatic {
	static function main() {}
}
