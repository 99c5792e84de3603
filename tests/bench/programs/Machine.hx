/** Pattern matching in a loop: a stack machine whose instructions are an enum, running two small programs. **/
enum Instruction {
	Push(value:Int);
	Load(slot:Int);
	Store(slot:Int);
	Add;
	Subtract;
	Multiply;
	Remainder;
	Less;
	Equal;
	Jump(target:Int);
	JumpIfNot(target:Int);
	Call(target:Int);
	Return;
	Print;
	Halt;
}

class Machine {
	final code:Array<Instruction>;
	final stack:Array<Int> = [];
	final slots:Array<Int> = [for (_ in 0...8) 0];
	final returns:Array<Int> = [];
	final isShown:Bool;

	public var steps(default, null) = 0;

	public function new(code:Array<Instruction>, isShown:Bool) {
		this.code = code;
		this.isShown = isShown;
	}

	public function run() {
		var at = 0;
		while (true) {
			steps++;
			switch (code[at++]) {
				case Push(value):
					stack.push(value);
				case Load(slot):
					stack.push(slots[slot]);
				case Store(slot):
					slots[slot] = stack.pop();
				case Add:
					var right = stack.pop();
					stack.push(stack.pop() + right);
				case Subtract:
					var right = stack.pop();
					stack.push(stack.pop() - right);
				case Multiply:
					var right = stack.pop();
					stack.push(stack.pop() * right);
				case Remainder:
					var right = stack.pop();
					stack.push(stack.pop() % right);
				case Less:
					var right = stack.pop();
					stack.push(stack.pop() < right ? 1 : 0);
				case Equal:
					var right = stack.pop();
					stack.push(stack.pop() == right ? 1 : 0);
				case Jump(target):
					at = target;
				case JumpIfNot(target):
					if (stack.pop() == 0)
						at = target;
				case Call(target):
					returns.push(at);
					at = target;
				case Return:
					at = returns.pop();
				case Print:
					var value = stack.pop();
					if (isShown)
						Sys.println(value);
				case Halt:
					return;
			}
		}
	}

	/** Sums the squares below a limit, modulo 1009, through a subroutine. **/
	static function squares(limit:Int):Array<Instruction> {
		return [
			Push(0), Store(0), Push(0), Store(1), // sum, counter
			Load(1), Push(limit), Less, JumpIfNot(14), // while counter < limit
			Call(17), Load(1), Push(1), Add, Store(1), Jump(4), //
			Load(0), Print, Halt, //
			Load(1), Load(1), Multiply, Load(0), Add, Push(1009), Remainder, Store(0), Return,
		];
	}

	/** Counts the primes below a limit by trial division. **/
	static function primes(limit:Int):Array<Instruction> {
		return [
			Push(2), Store(0), // n
			Load(0), Push(limit), Less, JumpIfNot(34), // while n < limit
			Push(2), Store(1), // d
			Load(1), Load(1), Multiply, Load(0), Push(1), Add, Less, JumpIfNot(25), // while d * d < n + 1
			Load(0), Load(1), Remainder, JumpIfNot(29), // d divides n
			Load(1), Push(1), Add, Store(1), Jump(8), //
			Load(2), Push(1), Add, Store(2), // one more
			Load(0), Push(1), Add, Store(0), Jump(2), //
			Load(2), Print, Halt,
		];
	}

	static function main() {
		var scale = Sys.args().length > 0 ? Std.parseInt(Sys.args()[0]) : 1;
		var steps = 0;
		for (round in 0...scale) {
			for (code in [squares(10000), primes(3000)]) {
				var machine = new Machine(code, round == 0);
				machine.run();
				steps = (steps + machine.steps) & 0xffffff;
			}
		}
		Sys.println('$steps steps');
	}
}
