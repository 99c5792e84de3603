package quest;

import quest.Fighter.Target;

enum Spell {
	Bolt(power:Int);
	Storm(power:Int);
	Rest;
}

/** Hurts several at once, until the mana is used up. **/
class Mage extends Hero {
	static inline var MOST_MANA = 10;

	var mana = MOST_MANA;

	public function new(name:String, dice:Dice)
		super(name, 18, dice);

	public function act(enemies:Array<Target>):String {
		return switch spell(enemies.length) {
			case Bolt(power):
				mana -= 2;
				strike(dice.pick(enemies), dice.roll(power) + power, "burns");
			case Storm(power):
				mana -= 4;
				var hits = [for (enemy in enemies) '${enemy.name} for ${enemy.hurt(dice.roll(power))}'];
				'$name calls a storm: ${hits.join(", ")}';
			case Rest:
				mana = MOST_MANA;
				heal(2);
				'$name rests';
		}
	}

	function spell(enemies:Int):Spell {
		return switch [mana, enemies] {
			case [left, count] if (left >= 4 && count > 1): Storm(5 + level);
			case [left, _] if (left >= 2): Bolt(4 + level);
			case _: Rest;
		}
	}

	override public function toString():String
		return '${super.toString()}, mana $mana';
}
