interface Face {}

enum E {
	A;
}

class Base {}

class One extends Face {}

class Two implements Base {}

class Three extends E {}

final class Sealed {}

class Four extends Sealed {}

class ExtendsWrongKind {
	static function main() {}
}
