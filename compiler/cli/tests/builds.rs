//! Builds by Cargo: what is done twice and what is not, two builds at once, builds that are killed, a machine without
//! mimalloc.

#![allow(clippy::disallowed_methods)] // Tests write files and start the binary.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // A test may fail.

mod workshop;

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;
use workshop::{HELLO, Workshop};

/// A program of two modules that prints a number.
fn number(number: u32) -> [(&'static str, String); 2] {
    [
        (
            "Main.hx",
            "class Main { static function main() trace(a.Number.get()); }".to_owned(),
        ),
        (
            "a/Number.hx",
            format!(
                "package a; class Number {{ public static function get():Int return {number}; }}"
            ),
        ),
    ]
}

/// With the system's allocator nothing is downloaded.
const BUILD: &[&str] = &[
    "build",
    "Main.hx",
    "--out",
    "out",
    "--allocator",
    "system",
    "--run",
    "--times",
];

/// Whether a build has come to Cargo, and what its program printed.
fn build(shop: &Workshop, arguments: &[&str]) -> (bool, String) {
    let (code, stdout, stderr) = shop.finish(&mut shop.hx2rs(arguments));
    assert_eq!(code, 0, "{stderr}");
    (stderr.contains(" cargo\n"), stdout)
}

#[test]
fn a_build_of_nothing_new_starts_nothing() {
    let shop = Workshop::new(&[]);
    let write = |value: u32| {
        for (path, text) in number(value) {
            shop.write(path, &text);
        }
    };
    let printed = |value: u32| format!("Main.hx:1: {value}\n");
    write(1);
    assert_eq!(build(&shop, BUILD), (true, printed(1)));
    assert_eq!(build(&shop, BUILD), (false, printed(1)));
    write(1);
    assert_eq!(
        build(&shop, BUILD),
        (false, printed(1)),
        "only the text counts"
    );
    write(2);
    assert_eq!(build(&shop, BUILD), (true, printed(2)));
    let with_define = [BUILD, &["-D", "x"]].concat();
    assert!(build(&shop, &with_define).0, "another define");
    assert!(build(&shop, BUILD).0, "the define is gone");
    // A module that is nearer hides the one that was meant.
    let with_path = [BUILD, &["-cp", "near"]].concat();
    std::fs::create_dir(shop.path("near")).unwrap();
    assert!(build(&shop, &with_path).0);
    assert!(!build(&shop, &with_path).0);
    shop.write(
        "near/Main.hx",
        "class Main { static function main() trace('near'); }",
    );
    let (_, stdout) = build(
        &shop,
        &[
            "build",
            "-main",
            "Main",
            "--out",
            "out",
            "--run",
            "-cp",
            "near",
            "--allocator",
            "system",
        ],
    );
    assert_eq!(stdout, "near/Main.hx:1: near\n");
    assert_eq!(build(&shop, BUILD).1, printed(2));
    // What came out has to be there, as it was.
    for gone in ["out/target/debug/main", "out/src/main.rs", "out/Cargo.toml"] {
        std::fs::remove_file(shop.path(gone)).unwrap();
        assert_eq!(build(&shop, BUILD), (true, printed(2)), "{gone}");
    }
    shop.write("out/src/main.rs", "fn main() {}");
    assert_eq!(build(&shop, BUILD), (true, printed(2)));
}

#[test]
fn warnings_are_said_again() {
    let shop = Workshop::new(&[(
        "Main.hx",
        "class Main { static function main() { trace($type(3)); } }",
    )]);
    let (code, first, warned) = shop.finish(&mut shop.hx2rs(&BUILD[..7]));
    assert_eq!((code, first.as_str()), (0, "Main.hx:1: 3\n"), "{warned}");
    assert!(warned.contains("warning["), "{warned}");
    assert_eq!(
        shop.finish(&mut shop.hx2rs(&BUILD[..7])),
        (0, first, warned)
    );
    assert!(!build(&shop, BUILD).0);
    let json = [&BUILD[..7], &["--json"]].concat();
    let (_, stdout, _) = shop.finish(&mut shop.hx2rs(&json));
    assert!(stdout.starts_with("{"), "{stdout}");
}

#[test]
fn what_is_no_more_is_removed() {
    let shop = Workshop::new(&[]);
    for (path, text) in number(1) {
        shop.write(path, &text);
    }
    let emit = ["build", "Main.hx", "--out", "out", "--emit-only"];
    shop.succeeds(&emit);
    assert!(shop.path("out/src/a/number.rs").is_file());
    shop.write("Main.hx", HELLO);
    shop.succeeds(&emit);
    assert!(!shop.path("out/src/a").exists());
    assert!(!shop.path("out/src/a.rs").exists());
}

#[test]
fn the_second_build_waits_for_the_first() {
    let shop = Workshop::new(&[("Main.hx", HELLO)]);
    shop.succeeds(&BUILD[..6]);
    let lock = std::fs::File::options()
        .write(true)
        .open(shop.path("out/target/hx2rs/lock"))
        .unwrap();
    lock.lock().unwrap();
    let mut second = shop
        .hx2rs(&BUILD[..6])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = [0; 40];
    let mut stderr = second.stderr.take().unwrap();
    stderr.read_exact(&mut said[..26]).unwrap();
    assert_eq!(&said[..26], b"waiting for another build ");
    assert!(second.try_wait().unwrap().is_none());
    drop(lock);
    assert!(second.wait().unwrap().success());
}

#[test]
fn a_killed_build_leaves_nothing_that_breaks_the_next() {
    let shop = Workshop::new(&[]);
    for round in 0..12_u32 {
        for (path, text) in number(round) {
            shop.write(path, &text);
        }
        if round % 3 == 0 {
            // The module goes, its files have to be removed.
            shop.write("Main.hx", HELLO);
        }
        let mut child = shop
            .hx2rs(&BUILD[..6])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Some time in the course of a build: while it reads, emits, or waits for Cargo.
        std::thread::sleep(Duration::from_millis(u64::from(round * 83 % 500)));
        let _ = child.kill();
        child.wait().unwrap();
        if round % 4 == 3 {
            let expected = match round % 3 {
                0 => "Main.hx:1: hello\n".to_owned(),
                _ => format!("Main.hx:1: {round}\n"),
            };
            assert_eq!(build(&shop, BUILD).1, expected, "round {round}");
        }
    }
    let mut left = Vec::new();
    for folder in ["out", "out/src", "out/target/hx2rs"] {
        for entry in shop.path(folder).read_dir().unwrap() {
            left.push(entry.unwrap().file_name().to_string_lossy().into_owned());
        }
    }
    left.retain(|name| name.starts_with('.'));
    assert_eq!(left, [""; 0]);
}

#[test]
#[cfg(unix)]
fn without_mimalloc_the_system_allocates() {
    let shop = Workshop::new(&[("Main.hx", HELLO)]);
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    // As on a machine without a network.
    shop.program(
        "cargo",
        &format!(
            "for word in \"$@\"; do case \"$word\" in */Cargo.toml) grep -q '\"mimalloc\"' \"$word\" && {{ echo 'error: no matching package named `mimalloc` found' >&2; exit 101; }};; esac; done\nexec '{cargo}' \"$@\""
        ),
    );
    let arguments = ["build", "Main.hx", "--out", "out", "--run"];
    let finish = |arguments: &[&str]| {
        let mut command = shop.hx2rs(arguments);
        command.env("CARGO", shop.path("bin/cargo"));
        shop.finish(&mut command)
    };
    let (code, stdout, stderr) = finish(&arguments);
    assert_eq!(
        (code, stdout.as_str()),
        (0, "Main.hx:1: hello\n"),
        "{stderr}"
    );
    let of_others = |line: &&str| !line.starts_with("waiting for");
    let said: Vec<&str> = stderr.lines().filter(of_others).collect();
    insta::assert_snapshot!(said.join("\n"));
    let manifest = std::fs::read_to_string(shop.path("out/Cargo.toml")).unwrap();
    assert!(!manifest.contains("mimalloc"), "{manifest}");
    let (code, _, stderr) = finish(&[&arguments[..], &["--allocator", "system"]].concat());
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (code, _, stderr) = finish(&[&arguments[..], &["--allocator", "mimalloc"]].concat());
    assert!(code == 1 && stderr.contains("error[C6006]"), "{stderr}");
}

#[test]
fn a_project_says_how_it_is_built() {
    let shop = Workshop::new(&[
        (
            "game/hx.toml",
            "name = \"my-game\"\nversion = \"1.2.3\"\nmain = \"app.Start\"\nclass-paths = [\"src\"]\nallocator = \"system\"\n[defines]\nlevel = 3\n",
        ),
        (
            "game/src/app/Start.hx",
            "package app;\nclass Start { static function main() { #if (level == 3) trace('three', Sys.args()); #end } }",
        ),
    ]);
    let out = shop.succeeds(&["build", "game", "--run", "--", "a"]);
    assert_eq!(out, "src/app/Start.hx:2: three,[a]\n");
    let manifest = std::fs::read_to_string(shop.path("target/hx2rs/my_game/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("name = \"my_game\"\nversion = \"1.2.3\""),
        "{manifest}"
    );
    assert!(!manifest.contains("mimalloc"), "{manifest}");
    let said = shop.fails(&["build", "game", "--cmd", "exit 3"], 1);
    insta::assert_snapshot!(said);
    let out = shop.succeeds(&["build", "game", "--cmd", "echo $(basename $PWD) > done.txt"]);
    assert!(out.ends_with("target/debug/my_game\n"), "{out}");
    assert_eq!(
        std::fs::read_to_string(shop.path("game/done.txt")).unwrap(),
        "game\n"
    );
}
