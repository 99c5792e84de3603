//! `cargo xtask sanitize [STEP]…`: the rooms for unsafe code under tools that watch memory. The heap's and the interpreter's
//! tests run under AddressSanitizer, with every cell in memory of its own and cycles looked for all the time; so does
//! `hx2rs run` over the sheets. Then come valgrind and Miri. A tool that is missing is named, and the chore fails at the end.
//!
//! `cargo xtask soak` is for time instead of tools: the heap's random tests for minutes, the memory tests in full size, and all
//! fixtures as optimised programs, and programs from more seeds than every run has.

use std::path::PathBuf;
use std::process::{Command, Stdio};

const TARGET: &str = "x86_64-unknown-linux-gnu";

/// What a step found: nothing wrong, a failure, or that its tool is not here.
enum Verdict {
    Clean,
    Wrong(String),
    Missing(String),
}

type Step = fn() -> Verdict;

const STEPS: &[(&str, Step)] = &[
    ("heap", heap),
    ("interp", interp),
    ("sheets", sheets),
    ("valgrind", valgrind),
    ("miri", miri),
];

/// Runs the chore.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let known = |name: &String| STEPS.iter().any(|(step, _)| step == name);
    if !arguments.iter().all(known) {
        let names: Vec<&str> = STEPS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "usage: cargo xtask sanitize [{}]…",
            names.join(" | ")
        ));
    }
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|it| it == name);
    let mut problems = Vec::new();
    for (name, step) in STEPS.iter().filter(|(name, _)| wanted(name)) {
        println!("sanitize: {name}");
        match step() {
            Verdict::Clean => {}
            Verdict::Wrong(what) => problems.push(format!("{name}: {what}")),
            Verdict::Missing(what) => problems.push(format!("{name} did not run: {what}")),
        }
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(format!("sanitize: {}", problems.join("\nsanitize: "))),
    }
}

/// Programs from seeds, besides those of every run.
const MORE_SEEDS: &str = "500..3000";

/// Runs the chore `soak`.
pub(crate) fn soak(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("usage: cargo xtask soak".to_owned());
    }
    let mut heap = cargo(&[
        "test",
        "--release",
        "-p",
        "hx2rs-heap",
        "--features",
        "soak",
    ]);
    let mut memory = cargo(&["test", "-p", "hx2rs-tests", "--test", "memory"]);
    memory.env("HX2RS_SOAK", "1");
    let mut release = cargo(&["test", "-p", "hx2rs-tests", "--test", "agreement"]);
    release.arg("shipped_rust").env("HX2RS_PROFILE", "release");
    let mut programs = cargo(&["test", "-p", "hx2rs-generate"]);
    programs.env("HX2RS_SEEDS", MORE_SEEDS);
    for command in [&mut heap, &mut memory, &mut release, &mut programs] {
        if let Verdict::Wrong(what) = finish(command) {
            return Err(format!("soak: {what}"));
        }
    }
    Ok(())
}

// ---- steps ---------------------------------------------------------------------------------------------------------------

const WATCHED: &str = "hx2rs-interp/isolated,hx2rs-interp/eager";

fn heap() -> Verdict {
    with_address_sanitizer(&["test", "-p", "hx2rs-heap", "--features", "isolated"])
}

fn interp() -> Verdict {
    with_address_sanitizer(&["test", "-p", "hx2rs-interp", "--features", "isolated,eager"])
}

fn sheets() -> Verdict {
    let built = with_address_sanitizer(&[
        "build",
        "-p",
        "hx2rs",
        "-p",
        "hx2rs-interp",
        "--features",
        WATCHED,
    ]);
    if !matches!(built, Verdict::Clean) {
        return built;
    }
    let binary = folder("asan").join(TARGET).join("debug/hx2rs");
    let mut tests = cargo(&["test", "-p", "hx2rs-tests", "--test", "agreement"]);
    let tests = tests.arg("the_interpreter_agrees");
    match finish(tests.env("HX2RS_BIN", binary)) {
        // Again, with an account of every object.
        Verdict::Clean => finish(tests.env_remove("HX2RS_BIN").env("HX2RS_LEAKS", "1")),
        wrong @ (Verdict::Wrong(_) | Verdict::Missing(_)) => wrong,
    }
}

/// The heap's tests, and those of the interpreter whose programs are small: valgrind is slow.
fn valgrind() -> Verdict {
    if !answers(Command::new("valgrind").arg("--version")) {
        return Verdict::Missing("valgrind is not installed (apt-get install valgrind)".to_owned());
    }
    let runner = "valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
                  --show-leak-kinds=definite --main-stacksize=67108864 --max-stackframe=8388608";
    let tests: [&[&str]; 2] = [
        &["-p", "hx2rs-heap", "--features", "isolated"],
        &[
            "-p",
            "hx2rs-interp",
            "--features",
            "isolated",
            "--",
            "counting",
        ],
    ];
    for test in tests {
        let mut command = cargo(&["test", "--lib", "--target", TARGET]);
        command.args(test);
        command.env("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER", runner);
        command.env("CARGO_TARGET_DIR", folder("valgrind"));
        if let Verdict::Wrong(what) = finish(&mut command) {
            return Verdict::Wrong(what);
        }
    }
    Verdict::Clean
}

fn miri() -> Verdict {
    if !answers(Command::new("cargo").args(["+nightly", "miri", "--version"])) {
        return Verdict::Missing(
            "Miri is not installed (rustup toolchain install nightly --component miri)".to_owned(),
        );
    }
    let mut command = Command::new("cargo");
    command.args(["+nightly", "miri", "test", "-p", "hx2rs-heap"]);
    command.args(["--features", "isolated"]);
    // Words hold addresses.
    command.env("MIRIFLAGS", "-Zmiri-permissive-provenance");
    command.env("CARGO_TARGET_DIR", folder("miri"));
    finish(&mut command)
}

// ---- commands ------------------------------------------------------------------------------------------------------------

/// A Cargo command under AddressSanitizer: of the nightly toolchain, else of this one with unstable flags allowed.
fn with_address_sanitizer(arguments: &[&str]) -> Verdict {
    let is_nightly = answers(Command::new("cargo").args(["+nightly", "--version"]));
    let toolchain: &[&str] = if is_nightly { &["+nightly"] } else { &[] };
    if !has_runtime(toolchain) {
        return Verdict::Missing(
            "this toolchain has no AddressSanitizer (rustup toolchain install nightly)".to_owned(),
        );
    }
    let mut command = match is_nightly {
        true => Command::new("cargo"),
        false => cargo(&[]),
    };
    command.args(toolchain).args(arguments);
    command.args(["--target", TARGET]);
    command.env("RUSTFLAGS", "-Zsanitizer=address");
    command.env("CARGO_TARGET_DIR", folder("asan"));
    if !is_nightly {
        command.env("RUSTC_BOOTSTRAP", "1");
    }
    finish(&mut command)
}

/// Whether a toolchain has the library that AddressSanitizer needs.
fn has_runtime(toolchain: &[&str]) -> bool {
    let mut rustc = Command::new("rustc");
    let output = rustc.args(toolchain).args(["--print", "sysroot"]).output();
    let Ok(output) = output else { return false };
    let root = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let library = root.join("lib/rustlib").join(TARGET).join("lib");
    let files = std::fs::read_dir(library).into_iter().flatten().flatten();
    let mut names = files.map(|file| file.file_name().to_string_lossy().into_owned());
    names.any(|name| name.contains("_rt.asan"))
}

/// The Cargo that runs this chore.
fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments);
    command
}

/// A target folder of its own, beside the others.
fn folder(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    target.unwrap_or_else(|| PathBuf::from("target")).join(name)
}

fn answers(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

fn finish(command: &mut Command) -> Verdict {
    match command.status() {
        Ok(status) if status.success() => Verdict::Clean,
        Ok(status) => Verdict::Wrong(format!("{command:?} ended with {status}")),
        Err(error) => Verdict::Wrong(format!("{command:?} does not start: {error}")),
    }
}
