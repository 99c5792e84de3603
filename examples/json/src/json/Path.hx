package json;

import json.Value;

/** What a search leads to. **/
enum Answer {
	Found(value:Value);
	Missing(step:String);
}

/** Finds values by paths such as `items[2].name`. **/
class Path {
	/** The value of a field, `Null` if there is none. **/
	public static function field(value:Value, name:String):Value {
		switch (value) {
			case Object(fields):
				for (field in fields)
					if (field.name == name)
						return field.value;
			case List(items) if (name == "length"):
				return Number(items.length);
			case _:
		}
		return Null;
	}

	/** Follows the steps of a path. **/
	public static function find(value:Value, path:String):Answer {
		var current = value;
		for (step in steps(path)) {
			var next = switch [current, Std.parseInt(step)] {
				case [List(items), index] if (index != null): index < items.length ? items[index] : Null;
				case _: field(current, step);
			}
			if (next == Null)
				return Missing(step);
			current = next;
		}
		return Found(current);
	}

	/** `a[1].b` has the steps `a`, `1` and `b`. **/
	static function steps(path:String):Array<String> {
		var all = [];
		for (part in path.split(".")) {
			for (piece in part.split("[")) {
				var end = piece.indexOf("]");
				all.push(end < 0 ? piece : piece.substr(0, end));
			}
		}
		return all.filter(s -> s != "");
	}
}
