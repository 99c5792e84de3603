package haxe.io;

/** How text is told in bytes. **/
enum Encoding {
	/** UTF-8. **/
	UTF8;

	/** As the platform holds its strings: UTF-8 here. **/
	RawNative;
}
