//! The emitted Cargo.toml.

use crate::Options;

/// The manifest of a crate that uses the prelude or not.
pub(crate) fn manifest(options: &Options, uses_prelude: bool) -> String {
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2024\"\n\n[dependencies]\n",
        options.name, options.version
    );
    if uses_prelude {
        text.push_str(&format!(
            "hx2rs-prelude = {{ path = {:?} }}\n",
            options.prelude_path
        ));
    }
    text.push_str("\n[profile.release]\npanic = \"unwind\"\n");
    text
}
