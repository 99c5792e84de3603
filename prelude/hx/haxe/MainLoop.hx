package haxe;

/** A function that the main loop calls, again and again, until it is stopped. **/
class MainEvent {
	/** Whether the program goes on as long as there is this one. **/
	public var isBlocking:Bool = true;

	/** When it is called next, as `Timer.stamp` counts; minus infinity: at once. **/
	public var nextRun(default, null):Float = Math.NEGATIVE_INFINITY;

	/** Of those that are due at once, the ones with more are called first. **/
	public var priority(default, null):Int;

	/** Whether it is still to be called. **/
	@:allow(haxe.MainLoop)
	var waits = true;

	final callback:() -> Void;

	@:allow(haxe.MainLoop)
	function new(callback:() -> Void, priority:Int) {
		this.callback = callback;
		this.priority = priority;
	}

	/** Calls it next in so many seconds, with null at once. **/
	public function delay(t:Null<Float>):Void {
		nextRun = t == null ? Math.NEGATIVE_INFINITY : Timer.stamp() + t;
	}

	/** Calls it so many seconds after it was to be called last. **/
	@:allow(haxe.Timer)
	function again(seconds:Float):Void {
		nextRun += seconds;
	}

	/** Calls it, unless it was stopped. **/
	public function call():Void {
		if (waits)
			callback();
	}

	/** It is not called any more. **/
	public function stop():Void {
		if (!waits)
			return;
		waits = false;
		nextRun = Math.NEGATIVE_INFINITY;
		MainLoop.drop(this);
	}
}

/** What is called once `main` is done: events, as long as there are some that the program waits for. **/
class MainLoop {
	/** How many threads there are beside this one. **/
	public static var threadCount(get, never):Int;

	static function get_threadCount():Int {
		return 0;
	}

	/** Whether there are events that the program waits for. **/
	public static function hasEvents():Bool {
		for (event in EntryPoint.events) {
			if (event.isBlocking)
				return true;
		}
		return false;
	}

	/** Calls a function once, as soon as `main` and what is called now is done. **/
	public static function runInMainThread(f:() -> Void):Void {
		EntryPoint.runInMainThread(f);
	}

	/** Calls a function again and again, until the event is stopped. **/
	public static function add(f:() -> Void, priority = 0):MainEvent {
		if (f == null)
			throw "Event function is null";
		var event = new MainEvent(f, priority);
		EntryPoint.events.push(event);
		return event;
	}

	@:allow(haxe.MainEvent)
	static function drop(event:MainEvent):Void {
		EntryPoint.events.remove(event);
	}

	/** Calls what is due, in order, and gives how many seconds there are until the next one is: 1e9 if there is none. **/
	@:allow(haxe.EntryPoint)
	static function tick():Float {
		var order = EntryPoint.events.copy();
		order.sort(compare);
		var wait = 1e9;
		for (event in order) {
			var left = event.nextRun - Timer.stamp();
			if (left <= 0) {
				wait = 0;
				event.call();
			} else if (event.waits && left < wait)
				wait = left;
		}
		return wait;
	}

	static function compare(a:MainEvent, b:MainEvent):Int {
		if (a.nextRun != b.nextRun)
			return a.nextRun < b.nextRun ? -1 : 1;
		return b.priority - a.priority;
	}
}
