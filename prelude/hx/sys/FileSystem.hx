package sys;

/** Files and folders by their paths. **/
class FileSystem {
	/** Whether there is a file or folder. **/
	@:rust("hx2rs_prelude::file::exists")
	public static function exists(path:String):Bool;

	/** Whether it is a folder. **/
	@:rust("hx2rs_prelude::file::is_directory")
	public static function isDirectory(path:String):Bool;

	/** Removes a file. **/
	@:rust("hx2rs_prelude::file::delete_file")
	public static function deleteFile(path:String):Void;
}
