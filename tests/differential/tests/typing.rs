//! The typing sheets: what is accepted has the types that they say, what is rejected has their codes, and the official
//! compiler decides the same where it is unpacked.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests read fixtures and report to a person.

use hx2rs_tests::comparison::{failures, report};
use hx2rs_tests::{oracle, typing};

#[test]
fn types_and_codes_are_the_expected_ones() {
    let programs = typing::programs().expect("readable sheets");
    let failed = failures(&programs, typing::check);
    report("typing", programs.len(), &failed).unwrap_or_else(|text| panic!("{text}"));
}

#[test]
fn the_official_compiler_decides_the_same() {
    let Some(haxe) = oracle::find() else {
        println!("skipped: the official compiler is not unpacked here");
        return;
    };
    let programs = typing::programs().expect("readable sheets");
    let failed = failures(&programs, |program| {
        typing::check_officially(&haxe, program)
    });
    report("official typing", programs.len(), &failed).unwrap_or_else(|text| panic!("{text}"));
}
