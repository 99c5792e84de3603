//! Every program of `tests/ui` against the diagnostics expected of it. `HX2RS_BLESS=1` writes the expected files.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Tests read fixtures and report to a person.

use hx2rs_tests::diagnostics;

#[test]
fn diagnostics_are_the_expected_ones() {
    let programs = diagnostics::programs().expect("readable programs");
    let mut failed = Vec::new();
    for program in &programs {
        let compared = diagnostics::check(program)
            .and_then(|finished| diagnostics::compare(program, &finished));
        if let Err(text) = compared {
            failed.push(format!("{}\n{text}", program.name));
        }
    }
    assert!(
        failed.is_empty(),
        "{} of {} programs disagree\n\n{}",
        failed.len(),
        programs.len(),
        failed.join("\n")
    );
}
