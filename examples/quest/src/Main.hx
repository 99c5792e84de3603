/*
	A small role-playing simulation: a party goes through the rooms of a dungeon and fights what lives there, by dice that fall
	the same each time for the same seed.

	Run it in this folder:

		hx2rs run build.hxml -- 7 42

	The arguments are seeds of games.
*/
import quest.Dice;
import quest.Dungeon;
import quest.Fighter;
import quest.Hero;
import quest.Item;
import quest.Mage;
import quest.Party;
import quest.Warrior;

class Main {
	static function main() {
		var seeds = [for (arg in Sys.args()) Std.parseInt(arg) ?? 1];
		if (seeds.length == 0)
			seeds.push(7);
		var won = 0;
		for (seed in seeds)
			if (play(seed))
				won++;
		Sys.println('$won of ${seeds.length} games won');
	}

	static function play(seed:Int):Bool {
		Sys.println('== game $seed');
		var dice = new Dice(seed);
		var party = new Party([new Warrior("Brunhild", dice), new Mage("Orlan", dice), new Warrior("Tilo", dice)]);
		party.bag.add(Potion(12));
		var dungeon = new Dungeon(dice);
		try {
			dungeon.explore(party, line -> Sys.println("  " + line));
			Sys.println('the party leaves with ${party.bag.worth} gold: ${party.bag}');
			return true;
		} catch (defeat:Defeat) {
			Sys.println('lost in ${defeat.room}: ${defeat.message}');
			return false;
		}
	}
}
