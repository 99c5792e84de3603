package tally;

/** An expression together with its line. **/
typedef Expression = {
	form:Form,
	line:Int
}

enum Form {
	Constant(value:Value);
	Variable(name:String);
	Assign(name:String, value:Expression);
	SetElement(list:Expression, index:Expression, value:Expression);
	Unary(sign:String, operand:Expression);
	Binary(sign:String, left:Expression, right:Expression);
	Logic(isAnd:Bool, left:Expression, right:Expression);
	Call(callee:Expression, arguments:Array<Expression>);
	Element(list:Expression, index:Expression);
	Items(items:Array<Expression>);
	Function(definition:Definition);
}

enum Statement {
	Let(name:String, value:Expression);
	Do(expression:Expression);
	Print(values:Array<Expression>);
	If(condition:Expression, yes:Statement, no:Null<Statement>);
	While(condition:Expression, body:Statement);
	For(name:String, items:Expression, body:Statement);
	Block(statements:Array<Statement>);
	Return(value:Null<Expression>);
}

/** A function as it is written. **/
class Definition {
	public final name:String;
	public final parameters:Array<String>;
	public final body:Statement;

	public function new(name:String, parameters:Array<String>, body:Statement) {
		this.name = name;
		this.parameters = parameters;
		this.body = body;
	}
}
