package quest;

import quest.Fighter.Target;

/** Strikes hard, in good armor. **/
class Warrior extends Hero {
	public function new(name:String, dice:Dice)
		super(name, 30, dice);

	override public function armor():Int
		return 1 + level;

	public function act(enemies:Array<Target>):String {
		var weakest = enemies[0];
		var damage = dice.sum(2, 6) + level;
		return strike(weakest, damage, damage > 11 ? "smashes" : "hits");
	}
}
