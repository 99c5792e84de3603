package events;

/** Emitters made of emitters. **/
class EmitterTools {
	public static function mapped<A, B>(emitter:Emitter<A>, change:A -> B):Emitter<B> {
		var made = new Emitter<B>();
		emitter.on(event -> made.emit(change(event)));
		return made;
	}

	public static function filtered<T>(emitter:Emitter<T>, wants:T -> Bool):Emitter<T> {
		var made = new Emitter<T>();
		emitter.on(event -> if (wants(event)) made.emit(event));
		return made;
	}

	public static function folded<A, B>(emitter:Emitter<A>, start:B, join:(B, A) -> B):Emitter<B> {
		var made = new Emitter<B>();
		var state = start;
		emitter.on(event -> {
			state = join(state, event);
			made.emit(state);
		});
		return made;
	}
}
