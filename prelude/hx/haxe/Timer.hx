package haxe;

/** Time that passes, and functions that are called when so much of it has. **/
class Timer {
	var event:Null<MainLoop.MainEvent>;

	/** Calls `run` every `time_ms` milliseconds until it is stopped, once `main` is done. **/
	public function new(time_ms:Int) {
		var seconds = time_ms / 1000;
		var made = MainLoop.add(() -> {
			again(seconds);
			run();
		});
		made.delay(seconds);
		event = made;
	}

	function again(seconds:Float):Void {
		var waiting = event;
		if (waiting != null)
			waiting.again(seconds);
	}

	/** No more calls. **/
	public function stop():Void {
		var waiting = event;
		if (waiting != null) {
			waiting.stop();
			event = null;
		}
	}

	/** What is called. A program can put another function here. **/
	public dynamic function run():Void {}

	/** Calls `f` once, `time_ms` milliseconds from now. **/
	public static function delay(f:() -> Void, time_ms:Int):Timer {
		var timer = new Timer(time_ms);
		timer.run = () -> {
			timer.stop();
			f();
		};
		return timer;
	}

	/** Seconds since some moment; only differences mean something. **/
	@:rust("hx2rs_prelude::system::stamp")
	public static function stamp():Float;

	/** Calls a function, traces how long that took, and gives what it gave. **/
	public static function measure<T>(f:() -> T, ?pos:PosInfos):T {
		var start = stamp();
		var result = f();
		Log.trace((stamp() - start) + "s", pos);
		return result;
	}
}
