class NoOverload {
	overload static extern inline function show(x:Int):String
		return 'number $x';

	overload static extern inline function show(x:String, ?y:Int):String
		return 'text $x';

	static function main() {
		trace(show(true));
		trace(show(null));
		trace(show(unknown));
		var f = show;
	}
}
