package tally;

/** Variables, and the scope around them. **/
class Scope {
	final parent:Null<Scope>;
	final variables:Map<String, Value> = [];

	public function new(?parent:Scope) {
		this.parent = parent;
	}

	public function define(name:String, value:Value) {
		variables[name] = value;
	}

	/** The scope that has the variable, if any. **/
	function holder(name:String):Null<Scope> {
		var scope = this;
		while (scope != null && !scope.variables.exists(name))
			scope = scope.parent;
		return scope;
	}

	public function get(name:String):Null<Value> {
		var scope = holder(name);
		return scope == null ? null : scope.variables[name];
	}

	/** Whether there is such a variable. **/
	public function assign(name:String, value:Value):Bool {
		var scope = holder(name);
		if (scope == null)
			return false;
		scope.variables[name] = value;
		return true;
	}
}
