enum Item {
	One(i:Int);
	Two(a:Int, b:String);
}

class UnboundInOr {
	static function main() {
		switch (One(1)) {
			case One(x) | Two(_, _):
				Sys.println(x);
		}
	}
}
