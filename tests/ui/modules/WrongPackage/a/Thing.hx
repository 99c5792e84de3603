package b;

class Thing {
	public static var name = "thing";
}
