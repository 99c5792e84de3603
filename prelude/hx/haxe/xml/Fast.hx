package haxe.xml;

/** The old name of `Access`. **/
@:deprecated("haxe.xml.Fast moved to haxe.xml.Access")
typedef Fast = Access;
