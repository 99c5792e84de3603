enum Item {
	Other(n:Int);
	None;
}

class CompareEnums {
	static function main() {
		var a = Other(1);
		Sys.println(a == Other(1));
		Sys.println(Other(1) == Other(1));
		Sys.println(a == None);
	}
}
