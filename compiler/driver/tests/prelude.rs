//! The Haxe files of the standard library: their bodies are checked like a user's, and nothing lacks an implementation.

#![allow(clippy::disallowed_methods)] // A test reads the declarations where they stand.

use hx2rs_compiler::hir::Implementation;
use hx2rs_compiler::render::text;
use hx2rs_compiler::{Change, ClassPath, Diagnostic, Name, Session};

#[test]
fn the_standard_library_checks() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../prelude/hx");
    let mut files = vec![(
        String::from("Main.hx"),
        String::from("class Main { static function main() {} }"),
    )];
    let mut folders = vec![std::path::PathBuf::from(root)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "hx") {
                let name = path
                    .strip_prefix(root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let mut session = Session::new();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: String::from("src"),
        files: files.iter().map(|file| file.0.clone()).collect(),
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    for (name, text) in files {
        session.apply(Change::Text(
            format!("src/{name}").into(),
            Some(text.into()),
        ));
    }
    let found = session.check();
    let unexpected = found.iter().filter(|found| !is_of_the_prelude(found));
    let told: Vec<String> = unexpected
        .map(|found| text::diagnostic(found, &session, false))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// What only the standard library may write: functions that Rust implements, extern classes and core types.
fn is_of_the_prelude(diagnostic: &Diagnostic) -> bool {
    let message = &diagnostic.message;
    match diagnostic.code.id {
        "T2113" => message.contains("has no code"),
        "T2900" => [
            "extern declaration",
            "use of an extern",
            "without underlying type",
        ]
        .iter()
        .any(|what| message.contains(what)),
        _ => false,
    }
}

/// Every function of the library is implemented: by a body, by Rust, or by the compiler.
#[test]
fn every_declaration_is_implemented() {
    let mut session = Session::new();
    session.apply(Change::ClassPaths(vec![ClassPath {
        root: String::from("src"),
        files: vec![String::from("Main.hx")],
    }]));
    session.apply(Change::Main(Some(Name::new("Main"))));
    let main = "import haxe.ds.Option;
        class Main {
            static function main() {
                var map = [\"a\" => 1.5, \"b\" => Math.PI];
                for (key => value in map) Sys.println(StringTools.lpad(key, \" \", 3) + Std.string(value));
                var names = [for (key in map.keys()) key];
                names.sort((a, b) -> Reflect.compare(a, b));
                var buffer = new StringBuf();
                buffer.add(names.map(name -> name.toUpperCase()).filter(name -> name.length > 0).join(\",\"));
                try {
                    Sys.print(sys.io.File.getContent(\"none\"));
                    Sys.println(Sys.stdin().readLine());
                } catch (e:haxe.Exception) {
                    Sys.stderr().writeString(e.details());
                }
                Sys.exit(Lambda.count(names));
            }
        }";
    session.apply(Change::Text("src/Main.hx".into(), Some(main.into())));
    let found = session.check();
    let told: Vec<String> = found
        .iter()
        .map(|found| text::diagnostic(found, &session, false))
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
    let program = session.program().unwrap();
    let compiler = ["Std.isOfType", "Std.downcast"];
    let missing = program.functions.iter().filter_map(|(member, function)| {
        let name = format!("{}.{}", member.owner().path(), member.name());
        let is_missing = function.implementation == Implementation::Abstract
            && !compiler.contains(&name.as_str());
        is_missing.then_some(name)
    });
    let missing: Vec<String> = missing.collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    let natives = program.functions.values().filter(|function| {
        matches!(
            function.implementation,
            Implementation::Native(_) | Implementation::BodyOrNative(..)
        )
    });
    let natives = natives.count();
    assert!(natives > 20, "{natives}");
}
