//! The prelude inside of the binary: its Haxe files for the compiler, and its Rust crate for the front doors, which
//! unpack it for Cargo.

use std::fmt::Write;

use super::{Generated, HEADER, Source, formatted};

/// `compiler/driver/src/prelude_generated.rs`: the files of `prelude/hx`.
pub(super) fn haxe(sources: &[Source]) -> Generated {
    let mut files = String::new();
    for source in sources {
        let _ = writeln!(
            files,
            "    (\n        {:?},\n        include_str!(\"../../../prelude/hx/{}\"),\n    ),",
            source.path, source.path
        );
    }
    let text = format!(
        "//! The Haxe files of the standard library, embedded.\n{HEADER}\
         /// Paths below the class path of the standard library, and texts.\n\
         pub(crate) const PRELUDE_HX: &[(&str, &str)] = &[\n{files}];\n"
    );
    let path = "compiler/driver/src/prelude_generated.rs";
    match formatted(path, text.clone()) {
        Ok(generated) => generated,
        Err(_) => Generated { path, text },
    }
}

/// `compiler/project/src/prelude_generated.rs`: the crate of `prelude/src` with a manifest that needs no workspace.
pub(super) fn rust(sources: &[Source], workspace: &str) -> Result<Generated, String> {
    let mut files = String::new();
    let kept = sources
        .iter()
        .filter(|source| !source.path.ends_with("tests.rs"));
    for source in kept {
        let _ = writeln!(
            files,
            "(\"src/{}\", include_str!(\"../../../prelude/src/{}\")),",
            source.path, source.path
        );
    }
    let text = format!(
        "//! The crate that emitted programs depend on, embedded: it is unpacked where Cargo finds it by path.\n{HEADER}\
         /// Paths in the crate's folder, and texts.\n\
         pub(crate) const PRELUDE_CRATE: &[(&str, &str)] = &[\n(\"Cargo.toml\", {:?}),\n{files}];\n",
        manifest(workspace)?
    );
    formatted("compiler/project/src/prelude_generated.rs", text)
}

/// The crate's manifest with everything that it takes from the workspace written out.
fn manifest(workspace: &str) -> Result<String, String> {
    let workspace: toml::Table = workspace
        .parse()
        .map_err(|error| format!("Cargo.toml: {error}"))?;
    let at = |path: &[&str]| -> Result<String, String> {
        let mut value = workspace.get("workspace");
        for name in path {
            value = value.and_then(|value| value.get(name));
        }
        match value {
            Some(toml::Value::String(text)) => Ok(text.clone()),
            Some(_) | None => Err(format!(
                "Cargo.toml: workspace.{} is no string",
                path.join(".")
            )),
        }
    };
    Ok(format!(
        "[package]\n\
         name = \"hx2rs-prelude\"\n\
         version = \"{}\"\n\
         edition = \"{}\"\n\
         license = \"{}\"\n\
         \n\
         [features]\n\
         mimalloc = [\"dep:mimalloc\"]\n\
         \n\
         [dependencies]\n\
         mimalloc = {{ version = \"{}\", default-features = false, optional = true }}\n\
         \n\
         [workspace]\n",
        at(&["package", "version"])?,
        at(&["package", "edition"])?,
        at(&["package", "license"])?,
        at(&["dependencies", "mimalloc", "version"])?,
    ))
}
