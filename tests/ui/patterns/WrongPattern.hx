enum Item {
	One(i:Int);
	Two(a:Int, b:String);
}

class WrongPattern {
	static function main() {
		var item = One(1);
		switch (item) {
			case One("a"):
			case Two(x):
			case One(i, j):
			case _:
		}
		switch (5) {
			case "text":
			case _:
		}
	}
}
