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
    r1 t:Int 1..10
    r2 i:Int 2..10
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
