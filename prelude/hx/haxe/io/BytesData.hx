package haxe.io;

/** What `Bytes` holds its bytes in. **/
typedef BytesData = Array<Int>;
