//! The form of register code, and that the verifier refuses what is wrong.

use super::program;
use crate::code::{Instruction, Op};
use crate::{code, lower};

fn image(text: &str) -> crate::program::Image {
    lower::lower(&program(text), lower::Wishes::default()).unwrap()
}

fn dump(text: &str, function: &str) -> String {
    let image = image(text);
    let found = image
        .functions
        .iter()
        .find(|it| it.name == function)
        .unwrap();
    code::disassemble::function(found)
}

#[test]
fn a_counting_loop_is_two_instructions() {
    let text = "class Main { static function main() sum(3); static function sum(n:Int):Int { var t = 0; var i = 0; while (i < n) { t += i; i++; } return t; } }";
    insta::assert_snapshot!(dump(text, "Main.sum"), @r"
    (Int) -> Int, 4 registers
    r0 n:Int 0..10
    r1 t:Int 1..9
    r2 i:Int 2..9
       0 LoadInt r1 0
       1 LoadInt r2 0
       2 JumpLessOrEqualInt r0 r2 -> 8
       4 AddInt r1 r1 r2
       5 AddIntConstant r2 r2 1
       6 JumpLessInt r2 r0 -> 4
       8 Return r1
       9 ReturnNothing
    ");
}

#[test]
fn fields_in_a_row_are_borrowed() {
    let text = "class A { public var next:A; public var n = 0; public function new() {} } class Main { static function main() third(new A()); static function third(a:A):Int return a.next.next.n; }";
    insta::assert_snapshot!(dump(text, "Main.third"), @r"
    (Ref) -> Int, 5 registers
    r0 a:A 0..5
       0 BorrowRef r3 r0 .0
       1 BorrowRef r2 r3 .0
       2 FieldInt r1 r2 .1
       3 Return r1
       4 ReturnNothing
    ");
}

/// At each instruction: the variables that can be looked at there.
fn visible(text: &str, function: &str) -> String {
    let image = image(text);
    let functions = &mut image.functions.iter();
    let function = functions.find(|it| it.name == function).unwrap();
    let mut lines: Vec<String> = Vec::new();
    for (at, instruction) in function.code.iter().enumerate() {
        let names: Vec<&str> = function.live_at(at as u32).map(|slot| slot.name).collect();
        if instruction.op != Op::Extra {
            lines.push(format!(
                "{at:3} {} | {}",
                instruction.op.name(),
                names.join(" ")
            ));
        }
    }
    lines.join("\n")
}

#[test]
fn variables_are_visible_while_they_live() {
    let text = "class Main {
        static function f(a:Array<Int>, n:Int):Array<Int> {
            var own = [n]; var count = 0; var next = () -> count++;
            for (x in a) { var twice = x * 2; own.push(twice); }
            if (n > 0) { next(); return own; }
            var more = own; more.push(count);
            return [more.length];
        }
        static function main() Sys.println(f([1], 2));
    }";
    insta::assert_snapshot!(visible(text, "Main.f"), @r"
     0 NewArray | a n
     1 PushInt | a n
     2 NewRecord | a n own
     3 LoadInt | a n own count
     4 StoreRaw | a n own count
     5 NewRecord | a n own count
     6 StoreCopy | a n own count
     7 LoadInt | a n own count next
     8 Jump | a n own count next
     9 ElementInt | a n own count next
    10 LoadInt | a n own count next x
    11 MultiplyInt | a n own count next x
    12 PushInt | a n own count next x twice
    13 NextBelowLength | a n own count next
    15 JumpLessOrEqualIntConstant | a n own count next
    17 Move | a n own count next
    18 CallValue | a n own count next
    19 Release | a n own count next
    20 Release | a n own count next
    21 Return | a n own count next
    22 Move | a n own count next
    23 FieldInt | a n count next more
    24 PushInt | a n count next more
    25 NewArray | a n count next more
    26 ArrayLength | a n count next more
    27 PushInt | a n count next more
    28 Release | a n count next more
    29 Release | a n count next more
    30 Release | a n count next more
    31 Return | a n count next more
    32 Release | a n count next more
    33 Release | a n count next
    34 Release | a n count
    35 ReturnNothing | a n
    ");
}

/// Changes one instruction of a function that is right, and expects the verifier to say so.
#[track_caller]
fn refuses(change: impl Fn(&mut Instruction), wanted: Op, problem: &str) {
    let text = "class Main { static function main() f([1], 2); static function f(a:Array<Int>, n:Int):Int { var t = a[n]; while (t < n) t += a.length; return t; } }";
    let mut image = image(text);
    let at = image
        .functions
        .iter()
        .position(|it| it.name == "Main.f")
        .unwrap();
    let mut function = image.functions.remove(at);
    let instruction = function.code.iter_mut().find(|it| it.op == wanted).unwrap();
    change(instruction);
    let told = code::verify::verify(&image, &function).unwrap_err();
    assert!(told.contains(problem), "{told}");
}

#[test]
fn the_verifier_refuses() {
    refuses(|it| it.a = 900, Op::ElementInt, "wrong operand");
    refuses(|it| it.b = 1, Op::ElementInt, "wrong operand");
    refuses(|it| it.b = 7, Op::ArrayLength, "wrong operand");
    refuses(|it| it.a = 0, Op::Return, "wrong operand");
    refuses(
        |it| *it = Instruction::with_wide(Op::Jump, 0, 1_000),
        Op::Return,
        "runs over the end",
    );
    refuses(
        |it| *it = Instruction::with_wide(Op::Jump, 0, 1),
        Op::ElementInt,
        "jumps into",
    );
    refuses(|it| it.op = Op::AddInt, Op::Extra, "second word");
    refuses(
        |it| *it = Instruction::with_wide(Op::Call, 2, 999),
        Op::ArrayLength,
        "wrong operand",
    );
}
