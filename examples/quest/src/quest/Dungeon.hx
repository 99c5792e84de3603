package quest;

import haxe.Exception;
import quest.Fighter.Target;
import quest.Monster.Troll;

/** The whole party is down. **/
class Defeat extends Exception {
	public final room:String;

	public function new(room:String, message:String) {
		super(message);
		this.room = room;
	}
}

typedef Room = {
	name:String,
	monsters:Array<Monster>,
	treasure:Array<Item>
}

/** Rooms, one behind the other. **/
class Dungeon {
	static final COLORS = ["red", "green", "blue"];

	final dice:Dice;
	final rooms:Array<Room>;

	public function new(dice:Dice) {
		this.dice = dice;
		rooms = [
			{name: "the gate", monsters: rats(2), treasure: [Gold(dice.roll(20))]},
			{name: "the cellar", monsters: rats(3), treasure: [Potion(8 + dice.roll(6)), Gold(dice.roll(30))]},
			{name: "the well", monsters: [], treasure: [Gem(dice.pick(COLORS), 25)]},
			{name: "the hall", monsters: rats(1).concat([new Troll(dice)]), treasure: [Gem(dice.pick(COLORS), 60), Gold(40)]}
		];
	}

	function rats(count:Int):Array<Monster>
		return [for (at in 1...count + 1) new Monster('rat $at', 5 + dice.roll(5), 3, dice)];

	/** Goes through all rooms, or throws a `Defeat`. **/
	public function explore(party:Party, tell:String->Void) {
		for (room in rooms) {
			tell('-- ${room.name}');
			if (room.monsters.length > 0)
				fight(room, party, tell);
			for (item in room.treasure)
				party.bag.add(item);
			tell('$party');
		}
	}

	function fight(room:Room, party:Party, tell:String->Void) {
		var round = 0;
		while (true) {
			round++;
			for (fighter in order(party, room)) {
				var enemies = enemiesOf(fighter, party, room);
				if (!fighter.isAlive || enemies.length == 0)
					continue;
				tell('$round: ${fighter.act(enemies)}');
			}
			if (party.alive.length == 0)
				throw new Defeat(room.name, 'nobody is left after $round rounds');
			if (!Lambda.exists(room.monsters, monster -> monster.isAlive))
				break;
			var drunk = party.drink();
			if (drunk != null)
				tell(drunk);
		}
		var worth = Lambda.fold(room.monsters, (monster, sum:Int) -> sum + monster.worth, 0);
		for (hero in party.alive)
			if (hero.learn(worth))
				tell('${hero.name} is of level ${hero.level} now');
	}

	/** Who is healthier acts first; of two alike, by the alphabet. **/
	function order(party:Party, room:Room):Array<Fighter> {
		var all:Array<Fighter> = [for (hero in party.heroes) hero];
		for (monster in room.monsters)
			all.push(monster);
		all.sort((a, b) -> a.health != b.health ? b.health - a.health : Reflect.compare(a.name, b.name));
		return all;
	}

	function enemiesOf(fighter:Fighter, party:Party, room:Room):Array<Target> {
		if (fighter is Monster)
			return [for (hero in party.alive) hero];
		return [for (monster in room.monsters) if (monster.isAlive) monster];
	}
}
