//! The files of an emission as one file that is included: each `mod x;` becomes the module itself. Paths in them are
//! relative already ([`hx2rs_rustgen::Shape::Module`]), so that nothing has to be known about the crate.

use hx2rs_rustgen::File;

/// The root file of an emission.
const ROOT: &str = "src/main.rs";

/// `pub mod name { … }` with everything inside.
pub(crate) fn module(name: &str, files: &[File]) -> String {
    let mut text = String::from("// Compiled from Haxe by hx2rs. Do not edit.\n\n");
    text.push_str("#[allow(dead_code, reason = \"what is called of it is decided outside\")]\n");
    text.push_str("#[rustfmt::skip]\n");
    text.push_str(&format!("pub mod {name} {{\n"));
    inside(ROOT, "src", files, &mut text);
    text.push_str("}\n");
    text
}

/// The text of a file with the modules that it declares; `folder` is where these lie.
fn inside(path: &str, folder: &str, files: &[File], text: &mut String) {
    let Some(file) = files.iter().find(|file| file.path == path) else {
        return;
    };
    for line in file.text.lines() {
        match declared(line) {
            Some(name) => {
                let plain = name.strip_prefix("r#").unwrap_or(name);
                text.push_str(&format!("pub mod {name} {{\n"));
                let below = format!("{folder}/{plain}");
                inside(&format!("{below}.rs"), &below, files, text);
                text.push_str("}\n");
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
}

/// The name in `mod name;`. The printer puts declarations of modules at the start of a line, and nothing else looks so:
/// inside of strings of several lines there is no such line, for they are printed with escapes.
fn declared(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ").unwrap_or(line);
    rest.strip_prefix("mod ")?.strip_suffix(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_stand_inside_of_each_other() {
        let file = |path: &str, text: &str| File {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let files = [
            file("Cargo.toml", ""),
            file(
                "src/main.rs",
                "#![allow(clippy::eq_op)]\nmod a;\nfn f() {}\n",
            ),
            file("src/a.rs", "pub mod r#type;\n"),
            file("src/a/type.rs", "pub fn g() {}\n"),
        ];
        let text = module("haxe", &files);
        let (_, text) = text.split_once("pub mod haxe {\n").unwrap();
        assert_eq!(
            text,
            "#![allow(clippy::eq_op)]\npub mod a {\npub mod r#type {\npub fn g() {}\n}\n}\nfn f() {}\n}\n"
        );
    }
}
