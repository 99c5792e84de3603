/** Setters that come back to the object that is being written, from fields, callbacks and compound assignments. **/
class Setters {
	static function main() {
		var count = Std.parseInt(Sys.args()[0]);
		var one = new Observed();
		var other = new Observed();
		one.changed = value -> {
			other.text = value.text;
			if (value.text.length < 4)
				value.text += "!";
		};
		var seen = 0;
		other.changed = value -> {
			seen++;
			if (value.text.length == 3)
				other.changed = null;
			value.log = [value.text];
		};
		for (i in 0...count) {
			one.text = "a" + (i % 10);
			one.text += one.log.length;
			if (other.changed == null) {
				other.changed = value -> value.log = [value.text, "again"];
				other.text = one.text + other.text;
			}
		}
		Sys.println(one.log.length <= 5 && other.log.length <= 5 && seen > 0);
	}
}

class Observed {
	public var text(default, set) = "";
	public var log:Array<String> = [];
	public var changed:Null<Observed->Void>;

	public function new() {}

	function set_text(value:String):String {
		text = value;
		log.push(value);
		if (log.length > 5)
			log = log.slice(3);
		if (changed != null)
			changed(this);
		return text;
	}
}
