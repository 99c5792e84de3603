package shop;

import shop.Discount;

/** What things cost. **/
@:expose
class Prices {
	static final table:Map<String, Int> = ["apple" => 25, "bread" => 240, "saffron" => 1299];
	static var questions = 0;

	/** The price of `count` pieces, in cents. **/
	public static function cents(name:String, count:Int):Int {
		questions++;
		final price = table[name];
		if (price == null)
			throw 'no $name';
		return Discounts.applied(discount(count), price * count);
	}

	/** `12.99`. **/
	public static function shown(cents:Int):String {
		final rest = cents % 100;
		return '${Std.int(cents / 100)}.${rest < 10 ? "0" : ""}$rest';
	}

	/** How often `cents` was called. **/
	public static function asked():Int
		return questions;

	static function discount(count:Int):Discount
		return if (count >= 8) Percent(20) else if (count >= 3) Less(10) else None;
}
