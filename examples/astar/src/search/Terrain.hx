package search;

enum Terrain {
	Wall;
	Open(kind:Kind);
	Portal(letter:String);
}

enum Kind {
	Road;
	Grass;
	Sand;
	Water;
}

class Terrains {
	/** The terrain that a character of a map stands for, null if it stands for none. **/
	public static function of(c:String):Null<Terrain> {
		return switch (c) {
			case "#": Wall;
			case "." | "S" | "G": Open(Road);
			case ",": Open(Grass);
			case ":": Open(Sand);
			case "~": Open(Water);
			case letter if (letter >= "a" && letter <= "z"): Portal(letter);
			case _: null;
		}
	}

	/** What a step onto the terrain costs; 0 means that it is impossible. **/
	public static function cost(terrain:Terrain):Int {
		return switch (terrain) {
			case Wall: 0;
			case Open(Road) | Portal(_): 1;
			case Open(Grass): 2;
			case Open(Sand): 4;
			case Open(Water): 9;
		}
	}

	public static function name(terrain:Terrain):String {
		return switch (terrain) {
			case Wall: "wall";
			case Portal(letter): 'portal $letter';
			case Open(kind): switch (kind) {
					case Road: "road";
					case Grass: "grass";
					case Sand: "sand";
					case Water: "water";
				}
		}
	}
}
