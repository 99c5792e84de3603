package sys.io;

/** Files as a whole. What goes wrong is thrown. **/
class File {
	/** The text of a file. **/
	@:rust("hx2rs_prelude::file::get_content")
	public static function getContent(path:String):String;

	/** Writes a file that has this text only. **/
	@:rust("hx2rs_prelude::file::save_content")
	public static function saveContent(path:String, content:String):Void;
}
