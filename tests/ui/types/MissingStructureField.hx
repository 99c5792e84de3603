typedef Point = {x:Int, y:Int};

class MissingStructureField {
	static function take(p:Point) {}

	static function main() {
		take({x: 1});
		take({x: 1, y: "a"});
		take({x: 1, y: 2, z: 3});
		var p:Point = {x: 1, y: 2};
		p.z = 3;
	}
}
