package quest;

import quest.Item.Bag;

/** Heroes who go together. **/
class Party {
	public final heroes:Array<Hero>;
	public final bag = new Bag();

	public var alive(get, never):Array<Hero>;

	public function new(heroes:Array<Hero>)
		this.heroes = heroes;

	function get_alive():Array<Hero>
		return heroes.filter(hero -> hero.isAlive);

	/** Gives a potion to whom it helps most; what happened, if anything. **/
	public function drink():Null<String> {
		var weakest:Null<Hero> = null;
		for (hero in alive)
			if (hero.health * 2 < hero.strength && (weakest == null || hero.health < weakest.health))
				weakest = hero;
		if (weakest == null)
			return null;
		var points = bag.takePotion();
		if (points == null)
			return null;
		weakest.heal(points);
		return '${weakest.name} drinks a potion: ${weakest.health}';
	}

	public function toString():String
		return heroes.map(hero -> hero.toString()).join("; ");
}
