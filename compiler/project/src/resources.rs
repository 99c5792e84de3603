//! Embedded files (`--resource`): they become a Haxe module, `haxe.Resource`, so that no engine has to know of them. It has
//! its own class path, before all others, and is read only by a program that mentions it.

use crate::settings::{Resource, joined};
use crate::texts::at;
use hx2rs_compiler::catalogue::project::UNREADABLE_RESOURCE;
use hx2rs_compiler::{ClassPath, Diagnostic};
use std::fmt::Write;

const ROOT: &str = "<resources>";
const FILE: &str = "haxe/Resource.hx";

/// The class path of the module.
pub(crate) fn class_path() -> ClassPath {
    ClassPath {
        root: ROOT.to_owned(),
        files: vec![FILE.to_owned()],
    }
}

/// Whether a path is that of the module.
pub(crate) fn is_module(path: &str) -> bool {
    path.strip_prefix(ROOT)
        .and_then(|rest| rest.strip_prefix('/'))
        == Some(FILE)
}

/// The text of a file to embed.
///
/// # Errors
/// It cannot be read, or is no text.
pub(crate) fn text(resource: &Resource, folder: &str) -> Result<String, Box<Diagnostic>> {
    let unreadable = |reason: String| {
        let message = format!("the resource `{}` cannot be read: {reason}", resource.path);
        Box::new(at(UNREADABLE_RESOURCE, resource.place, message))
    };
    let path = joined(folder, &resource.path);
    let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        unreadable(format!("it is not UTF-8 from byte {at} on"))
    })
}

/// The text of the module. Of two resources with the same name the later one counts; one that cannot be read, which
/// [`crate::input`] has refused before, is left out.
pub fn module(resources: &[Resource]) -> String {
    let mut texts: Vec<(&str, String)> = Vec::new();
    for resource in resources {
        if let Ok(text) = text(resource, "") {
            texts.retain(|(name, _)| *name != resource.name);
            texts.push((&resource.name, text));
        }
    }
    let names: Vec<String> = texts.iter().map(|(name, _)| literal(name)).collect();
    let mut cases = String::new();
    for (name, text) in &texts {
        let _ = writeln!(cases, "\t\t\tcase {}: {};", literal(name), literal(text));
    }
    let body = match texts.is_empty() {
        true => "null".to_owned(),
        false => format!("switch (name) {{\n{cases}\t\t\tdefault: null;\n\t\t}}"),
    };
    format!(
        "package haxe;\n\n\
         /** Files that were embedded with `--resource`. **/\n\
         class Resource {{\n\
         \t/** The names of all embedded files. **/\n\
         \tpublic static function listNames():Array<String>\n\t\treturn [{}];\n\n\
         \t/** The text of an embedded file, or `null` if there is none of this name. **/\n\
         \tpublic static function getString(name:String):Null<String>\n\t\treturn {body};\n\n\
         \t/** Its bytes, or `null` if there is none of this name. **/\n\
         \tpublic static function getBytes(name:String):Null<haxe.io.Bytes> {{\n\
         \t\tvar text = getString(name);\n\
         \t\treturn text == null ? null : haxe.io.Bytes.ofString(text);\n\t}}\n}}\n",
        names.join(", ")
    )
}

/// A text as Haxe writes it.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            letter if (letter as u32) < 0x20 || letter as u32 == 0x7f => {
                let _ = write!(out, "\\x{:02X}", letter as u32);
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}
