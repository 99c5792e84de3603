//! The example crate that mixes Rust and Haxe, compiled as its build script would compile it, then built and run by Cargo.
//! `.ci/run` builds it with the build script itself.

#![allow(clippy::disallowed_methods)] // Tests write files and start Cargo.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test may fail.

use hx2rs_build::{Config, Error};
use std::path::{Path, PathBuf};
use std::process::Command;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/mixed")
}

#[test]
fn rust_calls_haxe() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mixed");
    std::fs::create_dir_all(out.join("src")).unwrap();
    let folder = example().join("hx");
    let compiled = Config::new(&folder).out_dir(&out).try_compile();
    let compiled = compiled.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(compiled.warnings, "");
    let inputs: Vec<String> = compiled
        .inputs
        .iter()
        .map(|path| path.strip_prefix(&folder).unwrap().display().to_string())
        .collect();
    assert_eq!(inputs, ["", "shop/Discount.hx", "shop/Prices.hx"]);

    let prelude = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../prelude");
    let manifest = format!(
        "[package]\nname = \"mixed\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\nhx2rs-prelude = {{ path = {prelude:?} }}\n\n[workspace]\n"
    );
    std::fs::write(out.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(example().join("src/main.rs"), out.join("src/main.rs")).unwrap();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet"])
        .current_dir(&out)
        .env("OUT_DIR", &out)
        .env("CARGO_TARGET_DIR", out.join("target"))
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(stderr, "", "rustc warns about nothing");
    let expected = std::fs::read_to_string(example().join("expected.txt")).unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

/// What is said about the modules in a folder, with `T` for the folder.
fn check(files: &[(&str, &str)]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let out = folder.path().join("out");
    let compiled = Config::new(folder.path()).out_dir(out).try_compile();
    let text = match compiled.map_err(|error: Error| error.to_string()) {
        Ok(compiled) => std::fs::read_to_string(compiled.file).unwrap(),
        Err(text) => text,
    };
    text.replace(&*folder.path().to_string_lossy(), "T")
}

#[test]
fn errors_stand_at_their_places() {
    insta::assert_snapshot!(check(&[(
        "a/B.hx",
        "package a;\nclass B {\n\t@:expose public static function f():Int\n\t\treturn \"one\";\n}\n"
    )]));
}

#[test]
fn what_nobody_can_call_is_said() {
    let text = "class B { public static function f():Int return 1; }";
    assert!(check(&[("B.hx", text)]).contains("nothing is marked with `@:expose`"));
}

#[test]
fn paths_do_not_depend_on_where_the_module_is() {
    let text = check(&[
        (
            "a/b/C.hx",
            "package a.b; import a.D; class C { @:expose public static function f():Int return D.g() + E.one; }\nclass E { public static var one = 1; }",
        ),
        (
            "a/D.hx",
            "package a; class D { public static function g():Int return 2; }",
        ),
    ]);
    assert!(
        text.contains("pub mod a {\npub mod b {\npub mod c {\n"),
        "{text}"
    );
    assert!(
        text.contains("super::super::super::a::d::D") || text.contains("super::super::super::a::d"),
        "{text}"
    );
    assert!(!text.contains("crate::"), "{text}");
}
