package tally;

enum Kind {
	Number(value:Float);
	Text(value:String);
	Name(name:String);
	Keyword(word:String);
	Symbol(symbol:String);
	End;
}

typedef Token = {
	kind:Kind,
	line:Int
}
