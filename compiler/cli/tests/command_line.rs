//! What the command line says when something around a program is wrong: output folders, toolchains, libraries, files of
//! settings. Each case is a snapshot of stderr, with `T` for the folder of the test.

#![allow(clippy::disallowed_methods)] // Tests write files and start the binary.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // A test may fail.

mod workshop;

use workshop::{HELLO, Workshop};

#[test]
fn the_output_folder_cannot_be_written() {
    let shop = Workshop::new(&[("Main.hx", HELLO), ("file", "")]);
    let said = shop.fails(&["build", "Main.hx", "--emit-only", "--out", "file/out"], 1);
    insta::assert_snapshot!(said);
}

#[test]
#[cfg(unix)]
fn the_output_folder_is_full() {
    // No file may become longer than a block: as on a full disk, writing fails in the middle.
    let shop = Workshop::new(&[("Main.hx", HELLO)]);
    let line = format!(
        "trap '' XFSZ; ulimit -f 0; exec '{}' build Main.hx --emit-only --out out",
        env!("CARGO_BIN_EXE_hx2rs")
    );
    // The runtime crate is there already.
    shop.succeeds(&["build", "Main.hx", "--emit-only", "--out", "before"]);
    let (code, _, said) = shop.finish(shop.command("sh").args(["-c", &line]));
    assert_eq!(code, 1, "{said}");
    insta::assert_snapshot!(said);
    let left: Vec<_> = walk(&shop.path("out"));
    let whole = left
        .iter()
        .all(|path| std::fs::metadata(path).unwrap().len() == 0);
    assert!(whole, "nothing half-written is left: {left:?}");
    assert!(!shop.path("out/src/main.rs").exists());
    let built = shop.succeeds(&["build", "Main.hx", "--emit-only", "--out", "out"]);
    assert_eq!(built, "");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => walk(&path),
            path => vec![path],
        })
        .collect()
}

#[test]
#[cfg(unix)]
fn cargo_or_rustc_is_missing_or_too_old() {
    let said = |programs: &[(&str, &str)]| {
        let shop = Workshop::new(&[("Main.hx", HELLO)]);
        for (program, text) in programs {
            shop.program(program, text);
        }
        let bin = shop.path("bin");
        std::fs::create_dir_all(&bin).unwrap();
        let mut command = shop.hx2rs(&["build", "Main.hx", "--out", "out"]);
        command
            .env("PATH", &bin)
            .env("HX2RS_CACHE", shop.path("cache"))
            .env_remove("CARGO")
            .env_remove("RUSTC");
        let (code, stdout, said) = shop.finish(&mut command);
        assert_eq!((code, stdout.as_str()), (1, ""), "{said}");
        said
    };
    let old_cargo = ("cargo", "echo 'cargo 1.70.0 (ec8a8a0ca 2023-04-25)'");
    let cargo = ("cargo", "echo 'cargo 1.999.0 (0123456789 2030-01-01)'");
    let old_rustc = ("rustc", "echo 'rustc 1.84.1 (e71f9a9a9 2025-01-27)'");
    let broken = (
        "rustc",
        "echo 'error: no toolchain is installed' >&2; exit 1",
    );
    insta::assert_snapshot!("cargo_missing", said(&[]));
    insta::assert_snapshot!("cargo_too_old", said(&[old_cargo]));
    insta::assert_snapshot!("rustc_missing", said(&[cargo]));
    insta::assert_snapshot!("rustc_too_old", said(&[cargo, old_rustc]));
    insta::assert_snapshot!("rustc_without_a_toolchain", said(&[cargo, broken]));
}

#[test]
fn libraries_that_are_not_there() {
    let shop = Workshop::new(&[
        ("Main.hx", HELLO),
        (".haxelib/format/.current", "3.7.0"),
        (
            ".haxelib/format/3,7,0/haxelib.json",
            "{\"name\": \"format\", \"dependencies\": {\"zlib\": \"\"}}",
        ),
        (".haxelib/old/1,0,0/X.hx", ""),
        (".haxelib/broken/.current", "1.0.0"),
        (".haxelib/broken/1,0,0/haxelib.json", "{"),
        (
            "a.hxml",
            "-main Main\n-lib fromat\n-lib old\n-lib old:2.0.0\n-lib format\n-lib broken\n",
        ),
    ]);
    insta::assert_snapshot!(shop.fails(&["check", "a.hxml"], 2));
}

#[test]
fn libraries_of_the_repository_that_a_variable_names() {
    let shop = Workshop::new(&[
        (
            "Main.hx",
            "class Main { static function main() { #if (tool >= \"1.2.0\") trace(tool.Tool.name); #end } }",
        ),
        ("repository/tool/.current", "1.2.0"),
        (
            "repository/tool/1,2,0/haxelib.json",
            "{\"name\": \"tool\", \"version\": \"1.2.0\", \"classPath\": \"src\"}",
        ),
        (
            "repository/tool/1,2,0/src/tool/Tool.hx",
            "package tool; class Tool { public static var name = 'tool'; }",
        ),
    ]);
    let mut command = shop.hx2rs(&["run", "-lib", "tool", "-main", "Main"]);
    command.env("HAXELIB_PATH", shop.path("repository"));
    let (code, out, said) = shop.finish(&mut command);
    assert_eq!(
        (code, out.as_str(), said.as_str()),
        (0, "Main.hx:1: tool\n", "")
    );
}

#[test]
fn files_of_settings_with_mistakes() {
    let shop = Workshop::new(&[
        ("Main.hx", HELLO),
        (
            "a.hxml",
            "-main Main\n-js out.js\n--macro include('x')\n-cpp\n-frobnicate\n-D\n",
        ),
        ("game/hx.toml", "name = \"a game\"\nmain = Main\n"),
        (
            "tool/hx.toml",
            "name = \"tool\"\nclasspaths = [\"src\"]\nversion = 1\n",
        ),
    ]);
    insta::assert_snapshot!("hxml", shop.fails(&["check", "a.hxml"], 2));
    insta::assert_snapshot!("no_toml", shop.fails(&["check", "game"], 2));
    insta::assert_snapshot!("toml", shop.fails(&["check", "tool"], 2));
    insta::assert_snapshot!(
        "folder",
        shop.fails(&["check", "-main", "Main", "--cwd", "no"], 2)
    );
}

#[test]
fn modules_that_are_one_file_where_case_does_not_count() {
    let shop = Workshop::new(&[
        (
            "src/Main.hx",
            "class Main { static function main() trace(Http.a + HTTP.b); }",
        ),
        ("src/Http.hx", "class Http { public static var a = 1; }"),
        ("src/HTTP.hx", "class HTTP { public static var b = 2; }"),
    ]);
    if std::fs::read_dir(shop.path("src")).unwrap().count() < 3 {
        return; // This disk is such a one.
    }
    let (code, _, said) = shop.finish(&mut shop.hx2rs(&["check", "src/Main.hx"]));
    assert_eq!(code, 0, "{said}");
    insta::assert_snapshot!(said);
    // What is emitted are two files all the same.
    shop.succeeds(&["build", "src/Main.hx", "--emit-only", "--out", "out"]);
    let mut names: Vec<String> = walk(&shop.path("out/src"))
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().to_lowercase())
        .collect();
    names.sort();
    assert_eq!(names, ["http.rs", "http_2.rs", "main.rs"]);
}

#[test]
fn resources_and_commands() {
    let main = "class Main { static function main() { trace(haxe.Resource.getString('greeting')); trace(haxe.Resource.listNames()); trace(haxe.Resource.getString('no')); } }";
    let shop = Workshop::new(&[
        ("Main.hx", main),
        ("text.txt", "one \"two\"\n\tthree ${x} é\u{1}\n"),
        (
            "a.hxml",
            "-main Main\n-resource text.txt@greeting\n--resource text.txt\n",
        ),
        ("b.hxml", "-main Main\n-resource txet.txt@greeting\n"),
    ]);
    let out = shop.succeeds(&["run", "a.hxml"]);
    assert_eq!(
        out,
        "Main.hx:1: one \"two\"\n\tthree ${x} é\u{1}\n\nMain.hx:1: [greeting,text.txt]\nMain.hx:1: null\n"
    );
    insta::assert_snapshot!(shop.fails(&["run", "b.hxml"], 2));
}

#[test]
fn all_paths_count_from_the_folder_to_start_in() {
    let hello = "Main.hx:1: hello\n";
    let shop = Workshop::new(&[
        ("game/Main.hx", HELLO),
        ("game/a.hxml", "-main Main"),
        ("b.hxml", "-C game\n-main Main"),
    ]);
    assert_eq!(shop.succeeds(&["run", "-C", "game", "Main.hx"]), hello);
    assert_eq!(
        shop.succeeds(&["run", "--cwd", "game", "-main", "Main"]),
        hello
    );
    assert_eq!(shop.succeeds(&["run", "-C", "game", "a.hxml"]), hello);
    assert_eq!(shop.succeeds(&["run", "b.hxml"]), hello);
    shop.succeeds(&[
        "build",
        "-C",
        "game",
        "a.hxml",
        "--emit-only",
        "--out",
        "out",
    ]);
    assert!(shop.path("game/out/Cargo.toml").is_file());
}

/// A running program names its files from where an absolute class path starts; diagnostics name them whole.
#[test]
fn files_below_an_absolute_class_path() {
    let place =
        "class Place { public static function name(?pos:haxe.PosInfos) return pos.fileName; }";
    let main = "class Main { static function main() trace(sub.Place.name()); }";
    let shop = Workshop::new(&[
        ("src/Main.hx", main),
        ("src/sub/Place.hx", &format!("package sub;\n{place}")),
    ]);
    let folder = shop.path("src").to_string_lossy().into_owned();
    assert_eq!(
        shop.succeeds(&["run", "-cp", &folder, "-main", "Main"]),
        "Main.hx:1: Main.hx\n"
    );
    assert_eq!(
        shop.succeeds(&["run", "-cp", "src", "-main", "Main"]),
        "src/Main.hx:1: src/Main.hx\n"
    );
}

#[test]
fn several_programs_one_after_the_other() {
    let shop = Workshop::new(&[
        (
            "a/One.hx",
            "class One { static function main() trace('one', Sys.args()); }",
        ),
        (
            "b/Two.hx",
            "class Two { static function main() { #if both trace('two'); #end Sys.exit(3); } }",
        ),
        (
            "all.hxml",
            "-D both\n--each\n-cp a\n-main One\n--next\n-cp b\n--run Two\nx\n--next\n-main Three\n",
        ),
    ]);
    let (code, out, said) = shop.finish(&mut shop.hx2rs(&["run", "all.hxml", "--", "y"]));
    assert_eq!(said, "");
    assert_eq!(
        (code, out.as_str()),
        (3, "a/One.hx:1: one,[y]\nb/Two.hx:1: two\n")
    );
    let flags = [
        "run", "-cp", "a", "-main", "One", "--next", "-p", "b", "-m", "Two",
    ];
    let (code, out, _) = shop.finish(&mut shop.hx2rs(&flags));
    assert_eq!((code, out.as_str()), (3, "a/One.hx:1: one,[]\n"));
}

#[test]
fn an_existing_code_base_is_told_file_by_file() {
    let shop = Workshop::new(&[
        ("src/Main.hx", HELLO),
        (
            "src/a/Good.hx",
            "package a; class Good { public function new() {} }",
        ),
        (
            "src/a/Bad.hx",
            "package a; class Bad { function f():Int return 'a'; function g():Int return 'b'; }",
        ),
        (
            "src/a/Worse.hx",
            "package a; class Worse { function f():Int return new Nowhere().x; }",
        ),
        ("src/import.hx", "import a.Good;"),
        ("lib/Other.hx", "class Other { var x:Nothing; }"),
    ]);
    let (code, out, said) = shop.finish(&mut shop.hx2rs(&["check", "--all", "src"]));
    assert_eq!((code, said.as_str()), (1, ""));
    insta::assert_snapshot!(out);
    let (code, out, _) = shop.finish(&mut shop.hx2rs(&["check", "--all", "src/Main.hx"]));
    assert_eq!(code, 1);
    assert!(out.contains("2 of 4 files compile"), "{out}");
}
