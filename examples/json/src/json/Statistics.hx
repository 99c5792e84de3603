package json;

import json.Value;

/** Counts what a value is made of. **/
class Statistics {
	final counts:Map<String, Int> = [];
	var deepest = 0;
	var longest = "";

	public function new(value:Value) {
		visit(value, 1);
	}

	function count(kind:String) {
		var old = counts[kind];
		counts[kind] = old == null ? 1 : old + 1;
	}

	function visit(value:Value, depth:Int) {
		if (depth > deepest)
			deepest = depth;
		switch (value) {
			case Null:
				count("null");
			case Truth(_):
				count("truth");
			case Number(_):
				count("number");
			case Text(s):
				count("text");
				if (s.length > longest.length)
					longest = s;
			case List(items):
				count("list");
				for (item in items)
					visit(item, depth + 1);
			case Object(fields):
				count("object");
				for (field in fields)
					visit(field.value, depth + 1);
		}
	}

	public function toString():String {
		var kinds = [for (kind in counts.keys()) kind];
		kinds.sort((a, b) -> Reflect.compare(a, b));
		var parts = [for (kind in kinds) '$kind ${counts[kind]}'];
		return parts.join(", ") + ', depth $deepest, longest text "$longest"';
	}
}
