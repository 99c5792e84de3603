class A {
	public function new() {}
}

class B {
	public function new() {}
}

class CompareUnrelated {
	static function main() {
		Sys.println(new A() == new B());
		Sys.println(1 == "1");
		Sys.println(true == 1);
	}
}
