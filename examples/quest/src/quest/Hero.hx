package quest;

/** A fighter who learns. **/
abstract class Hero extends Fighter {
	public var level(default, null) = 1;

	var experience = 0;

	public function learn(points:Int):Bool {
		experience += points;
		if (experience < level * 20)
			return false;
		experience -= level * 20;
		level++;
		heal(strength);
		return true;
	}

	override public function toString():String
		return '${super.toString()} (level $level)';
}
