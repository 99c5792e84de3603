package quest;

/** Something that can be hurt. **/
interface Target {
	var name(get, never):String;
	var isAlive(get, never):Bool;

	/** Takes damage, less what armor keeps off; what was taken. **/
	function hurt(damage:Int):Int;
}

/** Somebody who fights: heroes and monsters. **/
abstract class Fighter implements Target {
	public var name(get, never):String;
	public var isAlive(get, never):Bool;
	public var health(default, null):Int;

	/** What it can have at most. **/
	public final strength:Int;

	final ownName:String;
	final dice:Dice;

	function new(name:String, strength:Int, dice:Dice) {
		ownName = name;
		this.strength = strength;
		this.dice = dice;
		health = strength;
	}

	function get_name():String
		return ownName;

	function get_isAlive():Bool
		return health > 0;

	/** How much armor keeps off. **/
	public function armor():Int
		return 0;

	/** Does what it does in a turn; a sentence about it. **/
	public abstract function act(enemies:Array<Target>):String;

	public function hurt(damage:Int):Int {
		var taken = damage - armor();
		if (taken < 1)
			taken = 1;
		health -= taken;
		if (health < 0)
			health = 0;
		return taken;
	}

	public function heal(points:Int) {
		health += points;
		if (health > strength)
			health = strength;
	}

	/** Hits one target. **/
	function strike(target:Target, damage:Int, verb:String):String {
		var taken = target.hurt(damage);
		var end = target.isAlive ? "" : ', which kills ${target.name}';
		return '$name $verb ${target.name} for $taken$end';
	}

	public function toString():String
		return '$name $health/$strength';
}
