package events;

/** A listener that can be taken away again. **/
interface Subscription {
	/** Does nothing when it is called again. **/
	function cancel():Void;
}
