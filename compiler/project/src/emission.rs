//! A program as a Cargo project on disk: emitted, laid out by rustfmt where that is installed, and written with its source
//! map. Building it is another matter.

use crate::files::{self, Record};
use crate::fingerprint;
use hx2rs_compiler::hir::Program;
use hx2rs_compiler::{Diagnostic, OwnershipPlan};
use hx2rs_rustgen::{File, Options};
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Where the source map stands in the crate's folder.
pub const MAP: &str = "target/hx2rs/source.map";
/// Where files are laid out together.
const LAYOUT: &str = "target/hx2rs/layout";
/// More files than these are laid out by one process.
const MANY: usize = 3;

/// Writes the project into `folder`. Whether anything changed. `is_root` says that the folder is to be a workspace of its
/// own if it is inside of another one.
pub fn write(
    program: &Program,
    options: &Options,
    folder: &Path,
    is_root: bool,
) -> Result<bool, Vec<Diagnostic>> {
    let program = &*hx2rs_compiler::mir::forms::settle(program);
    let emitted = hx2rs_rustgen::emit(program, &OwnershipPlan::new(program), options);
    if !emitted.diagnostics.is_empty() {
        return Err(emitted.diagnostics);
    }
    let mut raw = emitted.files;
    // Alone below another Cargo.toml, the project would be taken for a part of that workspace.
    if is_root && is_inside_another(folder) {
        for file in raw.iter_mut().filter(|file| file.path == "Cargo.toml") {
            file.text.push_str("\n[workspace]\n");
        }
    }
    let mut files = laid_out(&raw, folder);
    let map = hx2rs_rustgen::follow(&emitted.map, &raw, &files);
    files.push(File {
        path: MAP.to_owned(),
        text: map.to_text(),
    });
    let written = files.iter().enumerate().map(|(at, file)| {
        let emitted = raw
            .get(at)
            .map_or(0, |raw| fingerprint::of(raw.text.as_bytes()));
        (file.path.as_str(), file.text.as_str(), emitted)
    });
    files::write(folder, written).map_err(|error| vec![*error])
}

/// Whether a folder above holds a Cargo.toml: Cargo would take the project for a part of that workspace.
fn is_inside_another(folder: &Path) -> bool {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    absolute
        .ancestors()
        .skip(1)
        .any(|above| above.join("Cargo.toml").is_file())
}

/// How often rustfmt runs: what it prints the first time it lays out in another way, sometimes.
const PASSES: usize = 2;

/// The files as rustfmt prints them; as they are where rustfmt is missing or refuses. What did not change since the last
/// time is as it was on disk.
fn laid_out(raw: &[File], folder: &Path) -> Vec<File> {
    let record = Record::read(folder);
    let mut files = raw.to_vec();
    let mut changed = Vec::new();
    for (at, file) in files.iter_mut().enumerate() {
        if !file.path.ends_with(".rs") {
            continue;
        }
        let known = record.get(&file.path);
        let known = known.filter(|known| known.emitted == fingerprint::of(file.text.as_bytes()));
        let text = known.and_then(|known| {
            let text = std::fs::read_to_string(folder.join(&file.path)).ok()?;
            (fingerprint::of(text.as_bytes()) == known.text).then_some(text)
        });
        match text {
            Some(text) => file.text = text,
            None => changed.push(at),
        }
    }
    if changed.len() > MANY && together(raw, &mut files, &changed, folder).is_some() {
        return files;
    }
    for _ in 0..PASSES {
        // They run side by side: each starts slower than it works.
        let running: Vec<(usize, Option<Child>)> = changed
            .iter()
            .filter_map(|at| Some((*at, Some(rustfmt(&files.get(*at)?.text, folder)?))))
            .collect();
        for (at, child) in running {
            match (files.get_mut(at), child.and_then(printed)) {
                (Some(file), Some(text)) => file.text = text,
                (_, _) => changed.retain(|changed| *changed != at),
            }
        }
    }
    files
}

/// Lays out the whole tree with one process: modules are found from the root.
fn together(raw: &[File], files: &mut [File], changed: &[usize], folder: &Path) -> Option<()> {
    let layout = folder.join(LAYOUT);
    let _ = std::fs::remove_dir_all(&layout);
    for file in raw.iter().filter(|file| file.path.ends_with(".rs")) {
        let path = layout.join(&file.path);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(path, &file.text).ok()?;
    }
    let root = raw.iter().find(|file| {
        let path = file.path.as_str();
        matches!(path, "src/main.rs" | "src/lib.rs")
    })?;
    let pass = |_| {
        let started = Command::new("rustfmt")
            .args(["--edition", "2024", "--quiet"])
            .arg(layout.join(&root.path))
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        started.is_ok_and(|mut child| is_done_in_time(&mut child))
    };
    let done = (0..PASSES).all(pass);
    let texts: Option<Vec<String>> = done.then_some(()).and_then(|()| {
        let texts = changed.iter().map(|at| {
            let path = layout.join(&raw.get(*at)?.path);
            std::fs::read_to_string(path).ok()
        });
        texts.collect()
    });
    let _ = std::fs::remove_dir_all(&layout);
    for (at, text) in changed.iter().zip(texts?) {
        if let Some(file) = files.get_mut(*at) {
            file.text = text;
        }
    }
    Some(())
}

fn rustfmt(text: &str, folder: &Path) -> Option<Child> {
    let folder = folder.ancestors().find(|above| above.is_dir())?;
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    // It reads everything before it writes anything.
    let _ = stdin.write_all(text.as_bytes());
    Some(child)
}

fn printed(mut child: Child) -> Option<String> {
    let mut stdout = child.stdout.take()?;
    // A pipe holds less than a file has.
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        stdout.read_to_string(&mut text).ok().map(|_| text)
    });
    let done = is_done_in_time(&mut child);
    let text = reader.join().ok().flatten()?;
    (done && !text.is_empty()).then_some(text)
}

/// Waits for rustfmt, but not for long: what is nested deeply takes it minutes, and is Rust without it.
fn is_done_in_time(child: &mut Child) -> bool {
    const PATIENCE: Duration = Duration::from_secs(3);
    let start = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if start.elapsed() < PATIENCE => std::thread::sleep(pause),
            Ok(None) | Err(_) => {
                let _ = child.kill();
                let _ = child.wait();
                return false;
            }
        }
        pause = (pause * 2).min(Duration::from_millis(4));
    }
}

/// A package name: letters, digits and `_`, neither a keyword of Rust nor a name that Cargo keeps for itself.
pub fn package_name(wanted: &str) -> String {
    let mut name = String::new();
    for letter in wanted.chars() {
        let boundary =
            letter.is_ascii_uppercase() && name.ends_with(|c: char| c.is_ascii_lowercase());
        if boundary {
            name.push('_');
        }
        name.push(if letter.is_ascii_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '_'
        });
    }
    let reserved = [
        "",
        "test",
        "core",
        "std",
        "alloc",
        "proc_macro",
        "build",
        "deps",
        "examples",
        "incremental",
    ];
    let keyword = hx2rs_rustgen::is_keyword(&name);
    if keyword
        || reserved.contains(&name.as_str())
        || name.starts_with(|c: char| !c.is_ascii_lowercase())
    {
        name.insert_str(0, "hx_");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_cargo_takes() {
        for (wanted, name) in [
            ("Main", "main"),
            ("MyGame", "my_game"),
            ("a-b", "a_b"),
            ("3d", "hx_3d"),
            ("test", "hx_test"),
            ("é", "hx__"),
            ("match", "hx_match"),
        ] {
            assert_eq!(package_name(wanted), name);
        }
    }

    #[test]
    fn files_laid_out_together_or_alone_look_alike() {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let raw = [
            file("src/main.rs", "mod a; mod b; fn main(){a::f();b::f()}"),
            file("src/a.rs", "pub fn f( ){ }"),
            file("src/b.rs", "pub mod c; pub fn f( ){c::f( )}"),
            file("src/b/c.rs", "pub fn f( ){ let x=1 ;}"),
        ];
        let folder = tempfile::tempdir().unwrap();
        let many = laid_out(&raw, folder.path());
        let one: Vec<File> = raw
            .iter()
            .flat_map(|file| laid_out(std::slice::from_ref(file), folder.path()))
            .collect();
        assert_eq!(many, one);
        assert!(!folder.path().join(LAYOUT).exists());
    }
}
