//! `cargo xtask oracle record|check [TEXT]`: the expected outputs of sheets and examples, taken from the official compiler.
//!
//! `record` rewrites the blocks in place, `check` compares; TEXT keeps the fixtures whose name contains it. A case that cites
//! `javascript` lists where the official JavaScript target prints something else. A case that cites
//! declared differences has its official output recorded from the interpreter, and its expected output from the JavaScript
//! target if all cited entries say that this target agrees; else the expected output is left to its author. The test
//! `recorded_outputs_are_the_official_ones` does the same as `check`.

use std::path::Path;

use hx2rs_tests::comparison;
use hx2rs_tests::declared::Declared;
use hx2rs_tests::fixture::{self, Fixture};
use hx2rs_tests::oracle;
use hx2rs_tests::places;
use hx2rs_tests::sheet::Recording;

/// Runs the chore.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let usage = "usage: cargo xtask oracle record|check|javascript [TEXT]";
    let (mode, only) = match arguments {
        [mode] => (mode.as_str(), ""),
        [mode, only] => (mode.as_str(), only.as_str()),
        _ => return Err(usage.to_owned()),
    };
    let haxe = oracle::find().ok_or(
        "the official compiler is not unpacked here (HX2RS_ORACLE, .oracle/haxe, /opt/oracle/haxe)",
    )?;
    match mode {
        "record" => record(&haxe, only),
        "check" => {
            let mut fixtures = fixture::all()?;
            fixtures.retain(|fixture| fixture.name.contains(only));
            let failures =
                comparison::failures(&fixtures, |fixture| oracle::recheck(&haxe, fixture));
            comparison::report("official compiler", fixtures.len(), &failures)?;
            println!("{} recorded outputs are the official ones", fixtures.len());
            Ok(())
        }
        "javascript" => second_opinion(&haxe, only),
        _ => Err(usage.to_owned()),
    }
}

/// Lists where the official JavaScript target prints something else than what is expected. Such a case is not wrong, but worth a
/// look: one of the two official answers is a peculiarity of its target.
fn second_opinion(haxe: &Path, only: &str) -> Result<(), String> {
    let mut fixtures = fixture::all()?;
    fixtures.retain(|fixture| fixture.name.contains(only));
    let failures = comparison::failures(&fixtures, |fixture| {
        let folder = fixture.prepare(&places::scratch("oracle"))?;
        let finished = oracle::javascript(haxe, fixture, &folder)?;
        comparison::disagreement(fixture, &finished).map_or(Ok(()), Err)
    });
    comparison::report("JavaScript target", fixtures.len(), &failures)
}

fn record(haxe: &Path, only: &str) -> Result<(), String> {
    let declared = Declared::load()?;
    let mut problems = Vec::new();
    let mut count = 0;
    for (path, sheet) in fixture::sheets()? {
        let mut recordings = Vec::new();
        for (index, case) in sheet.cases.iter().enumerate() {
            let fixture = fixture::from_case(&path, &sheet.name, case);
            if !fixture.name.contains(only) {
                continue;
            }
            match recording(haxe, &declared, &fixture) {
                Ok(recording) => recordings.push((index, recording)),
                Err(problem) => {
                    problems.push(format!("{} ({})\n{problem}", fixture.name, fixture.origin))
                }
            }
        }
        count += recordings.len();
        if !recordings.is_empty() {
            fixture::write(&path, &sheet.rewritten(&recordings))?;
        }
    }
    for fixture in fixture::programs()?
        .iter()
        .filter(|fixture| fixture.name.contains(only))
    {
        match (oracle::official(haxe, fixture), &fixture.recorded) {
            (Ok(output), Some(recorded)) => fixture::write(recorded, &output)?,
            (Ok(_), None) => {}
            (Err(problem), _) => problems.push(format!("{}\n{problem}", fixture.name)),
        }
        count += 1;
    }
    println!("recorded {count} outputs");
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

fn recording(haxe: &Path, declared: &Declared, fixture: &Fixture) -> Result<Recording, String> {
    let official = oracle::official(haxe, fixture)?;
    if fixture.differs.is_empty() {
        return Ok(Recording {
            output: Some(official),
            official_output: None,
        });
    }
    let output = if declared.javascript_agrees(&fixture.differs) {
        let folder = fixture.prepare(&places::scratch("oracle"))?;
        Some(oracle::javascript(haxe, fixture, &folder)?.stdout)
    } else {
        None
    };
    Ok(Recording {
        output,
        official_output: Some(official),
    })
}
