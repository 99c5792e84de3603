package events;

/** What is called when something happens. **/
typedef Listener<T> = (event:T) -> Void;

/** Something that happens, and those who want to know. **/
class Emitter<T> {
	/** How often it has happened. **/
	public var count(default, null) = 0;

	final entries:Array<Entry<T>> = [];

	public function new() {}

	/** Calls `listener` each time. **/
	public function on(listener:Listener<T>):Subscription
		return add(listener, false);

	/** Calls `listener` the next time only. **/
	public function once(listener:Listener<T>):Subscription
		return add(listener, true);

	function add(listener:Listener<T>, isOnce:Bool):Subscription {
		var entry = new Entry(this, listener, isOnce);
		entries.push(entry);
		return entry;
	}

	/** Tells those who listen now; who begins meanwhile is told the next time. **/
	public function emit(event:T) {
		count++;
		for (entry in entries.copy())
			entry.tell(event);
	}

	@:allow(events.Entry)
	function forget(entry:Entry<T>)
		entries.remove(entry);
}

class Entry<T> implements Subscription {
	final emitter:Emitter<T>;
	final listener:Listener<T>;
	final isOnce:Bool;
	var isActive = true;

	public function new(emitter:Emitter<T>, listener:Listener<T>, isOnce:Bool) {
		this.emitter = emitter;
		this.listener = listener;
		this.isOnce = isOnce;
	}

	public function tell(event:T) {
		if (!isActive)
			return;
		if (isOnce)
			cancel();
		listener(event);
	}

	public function cancel() {
		if (isActive)
			emitter.forget(this);
		isActive = false;
	}
}
