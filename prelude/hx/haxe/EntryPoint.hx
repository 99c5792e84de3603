package haxe;

/** How a program goes on when `main` is done. **/
class EntryPoint {
	/** How many threads there are beside this one. **/
	public static var threadCount(default, null):Int = 0;

	static final pending:Array<() -> Void> = [];

	// Here and not in MainLoop: what mentions a member of this class is what makes the compiler call `run`.
	@:allow(haxe.MainLoop)
	static final events:Array<MainLoop.MainEvent> = [];

	/** Nothing waits that could be woken up. **/
	public static function wakeup():Void {}

	/** Calls a function once, as soon as `main` and what is called now is done. **/
	public static function runInMainThread(f:() -> Void):Void {
		pending.push(f);
	}

	/** Calls what is pending and what is due. Gives how many seconds to wait for the next event, -1 if there is none. **/
	static function processEvents():Float {
		var next = pending.shift();
		while (next != null) {
			next();
			next = pending.shift();
		}
		var wait = MainLoop.tick();
		return MainLoop.hasEvents() ? wait : -1;
	}

	/** The loop, until nothing is left to wait for. It is called behind `main` if the program adds events. **/
	public static function run():Void {
		var wait = processEvents();
		while (wait >= 0) {
			if (wait > 0)
				Sys.sleep(wait);
			wait = processEvents();
		}
	}
}
