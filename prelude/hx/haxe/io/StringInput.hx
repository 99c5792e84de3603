package haxe.io;

/** Reads the bytes of a text. **/
class StringInput extends BytesInput {
	/** The UTF-8 of a text. **/
	public function new(s:String) {
		super(Bytes.ofString(s));
	}
}
