//! The emitted Cargo.toml.

use crate::{Allocator, Options};

/// The manifest of a crate that uses the prelude or not.
pub(crate) fn manifest(options: &Options, uses_prelude: bool) -> String {
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"{}\"\nedition = \"2024\"\n",
        options.name, options.version
    );
    let has_mimalloc = uses_prelude && options.allocator == Allocator::Mimalloc;
    if has_mimalloc {
        text.push_str(
            "\n[features]\ndefault = [\"mimalloc\"]\nmimalloc = [\"hx2rs-prelude/mimalloc\"]\n",
        );
    }
    text.push_str("\n[dependencies]\n");
    if uses_prelude {
        text.push_str(&format!(
            "hx2rs-prelude = {{ path = {:?} }}\n",
            options.prelude_path
        ));
    }
    text.push_str(PROFILES);
    text
}

/// Panics unwind in each of them: a fault that a program may catch is one.
pub const PROFILES: &str = "
[profile.release]
panic = \"unwind\"
strip = true

[profile.aggressive]
inherits = \"release\"
lto = \"fat\"
codegen-units = 1
";
