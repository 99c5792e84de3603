package markdown;

/** A part of a document. Text still has its marks. **/
enum Block {
	Heading(level:Int, text:String);
	Paragraph(text:String);
	Quote(inner:Array<Block>);
	List(isOrdered:Bool, items:Array<Array<Block>>);
	Code(language:Null<String>, lines:Array<String>);
	Rule;
}
