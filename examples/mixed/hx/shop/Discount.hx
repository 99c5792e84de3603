package shop;

/** What is taken off a price. **/
enum Discount {
	None;
	Percent(part:Int);
	Less(cents:Int);
}

/** How discounts change prices. **/
class Discounts {
	/** The price that is left. **/
	public static function applied(discount:Discount, cents:Int):Int {
		return switch discount {
			case None: cents;
			case Percent(part): cents - Std.int(cents * part / 100);
			case Less(less): cents - less;
		}
	}
}
