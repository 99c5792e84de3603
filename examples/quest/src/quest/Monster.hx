package quest;

import quest.Fighter.Target;

/** What lives in dungeons. **/
class Monster extends Fighter {
	/** What is learned from it. **/
	public final worth:Int;

	final damage:Int;

	public function new(name:String, strength:Int, damage:Int, dice:Dice) {
		super(name, strength, dice);
		this.damage = damage;
		worth = strength;
	}

	public function act(enemies:Array<Target>):String
		return strike(dice.pick(enemies), dice.roll(damage) + damage, "bites");
}

/** A monster that grows back. **/
class Troll extends Monster {
	public function new(dice:Dice)
		super("the troll", 34, 6, dice);

	override public function armor():Int
		return 1;

	override public function act(enemies:Array<Target>):String {
		if (health < strength >> 1 && dice.roll(3) == 1) {
			heal(8);
			return '$name grows back to $health';
		}
		return super.act(enemies);
	}
}
