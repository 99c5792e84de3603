//! A stack machine whose instructions are an enum, running two small programs.

#[derive(Clone, Copy)]
enum Instruction {
    Push(i32),
    Load(usize),
    Store(usize),
    Add,
    #[allow(dead_code)] // The Haxe program has it, too.
    Subtract,
    Multiply,
    Remainder,
    Less,
    #[allow(dead_code)] // Likewise.
    Equal,
    Jump(usize),
    JumpIfNot(usize),
    Call(usize),
    Return,
    Print,
    Halt,
}

use Instruction::*;

struct Machine {
    code: Vec<Instruction>,
    stack: Vec<i32>,
    slots: Vec<i32>,
    returns: Vec<usize>,
    is_shown: bool,
    steps: i32,
}

impl Machine {
    fn new(code: Vec<Instruction>, is_shown: bool) -> Self {
        Self {
            code,
            stack: Vec::new(),
            slots: vec![0; 8],
            returns: Vec::new(),
            is_shown,
            steps: 0,
        }
    }

    fn pop(&mut self) -> i32 {
        self.stack.pop().expect("an operand")
    }

    fn operate(&mut self, operator: impl Fn(i32, i32) -> i32) {
        let right = self.pop();
        let left = self.pop();
        self.stack.push(operator(left, right));
    }

    fn run(&mut self) {
        let mut at = 0;
        loop {
            self.steps += 1;
            let instruction = self.code[at];
            at += 1;
            match instruction {
                Push(value) => self.stack.push(value),
                Load(slot) => self.stack.push(self.slots[slot]),
                Store(slot) => self.slots[slot] = self.pop(),
                Add => self.operate(i32::wrapping_add),
                Subtract => self.operate(i32::wrapping_sub),
                Multiply => self.operate(i32::wrapping_mul),
                Remainder => self.operate(|left, right| left % right),
                Less => self.operate(|left, right| i32::from(left < right)),
                Equal => self.operate(|left, right| i32::from(left == right)),
                Jump(target) => at = target,
                JumpIfNot(target) => {
                    if self.pop() == 0 {
                        at = target;
                    }
                }
                Call(target) => {
                    self.returns.push(at);
                    at = target;
                }
                Return => at = self.returns.pop().expect("a call"),
                Print => {
                    let value = self.pop();
                    if self.is_shown {
                        println!("{value}");
                    }
                }
                Halt => return,
            }
        }
    }
}

/// Sums the squares below a limit, modulo 1009, through a subroutine.
#[rustfmt::skip]
fn squares(limit: i32) -> Vec<Instruction> {
    vec![
        Push(0), Store(0), Push(0), Store(1), // sum, counter
        Load(1), Push(limit), Less, JumpIfNot(14), // while counter < limit
        Call(17), Load(1), Push(1), Add, Store(1), Jump(4),
        Load(0), Print, Halt,
        Load(1), Load(1), Multiply, Load(0), Add, Push(1009), Remainder, Store(0), Return,
    ]
}

/// Counts the primes below a limit by trial division.
#[rustfmt::skip]
fn primes(limit: i32) -> Vec<Instruction> {
    vec![
        Push(2), Store(0), // n
        Load(0), Push(limit), Less, JumpIfNot(34), // while n < limit
        Push(2), Store(1), // d
        Load(1), Load(1), Multiply, Load(0), Push(1), Add, Less, JumpIfNot(25), // while d * d < n + 1
        Load(0), Load(1), Remainder, JumpIfNot(29), // d divides n
        Load(1), Push(1), Add, Store(1), Jump(8),
        Load(2), Push(1), Add, Store(2), // one more
        Load(0), Push(1), Add, Store(0), Jump(2),
        Load(2), Print, Halt,
    ]
}

fn main() {
    let mut steps = 0;
    for round in 0..twins::scale() {
        for code in [squares(10000), primes(3000)] {
            let mut machine = Machine::new(code, round == 0);
            machine.run();
            steps = (steps + machine.steps) & 0xffffff;
        }
    }
    println!("{steps} steps");
}
