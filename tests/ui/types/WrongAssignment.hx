class WrongAssignment {
	static function main() {
		var i:Int = "text";
		var s:String = 5;
		var b:Bool = 1;
		i = 2.5;
		var a:Array<Int> = ["x"];
	}
}
