package events;

private typedef Task = {
	due:Int,
	run:() -> Void,
	every:Null<Int>,
	isCancelled:Bool
}

private class Handle implements Subscription {
	final task:Task;

	public function new(task:Task)
		this.task = task;

	public function cancel()
		task.isCancelled = true;
}

/** Tasks by the time when they are due, in steps that somebody else takes. **/
class Schedule {
	public var now(default, null) = 0;
	public var waiting(get, never):Int;

	/** What tasks throw. **/
	public final failed = new Emitter<String>();

	var tasks:Array<Task> = [];

	public function new() {}

	function get_waiting():Int
		return Lambda.count(tasks, task -> !task.isCancelled);

	public function after(steps:Int, run:() -> Void):Subscription
		return add({due: now + steps, run: run, every: null, isCancelled: false});

	public function every(steps:Int, run:() -> Void):Subscription
		return add({due: now + steps, run: run, every: steps, isCancelled: false});

	function add(task:Task):Subscription {
		tasks.push(task);
		return new Handle(task);
	}

	/** Lets so many steps pass. **/
	public function run(steps:Int) {
		for (_ in 0...steps) {
			now++;
			var due = tasks.filter(task -> task.due <= now && !task.isCancelled);
			tasks = tasks.filter(task -> task.due > now);
			for (task in due)
				start(task);
		}
	}

	function start(task:Task) {
		if (task.isCancelled)
			return;
		try {
			task.run();
		} catch (problem:String) {
			failed.emit(problem);
		}
		if (task.every != null && !task.isCancelled) {
			task.due = now + task.every;
			tasks.push(task);
		}
	}
}
