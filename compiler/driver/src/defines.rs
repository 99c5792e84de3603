//! The conditional-compilation values that hx2rs sets by itself. A user's own define of the same name wins.

use hx2rs_base::Defines;

const PREDEFINED: &[(&str, &str)] = &[
    ("target.name", "rust"),
    ("target.static", "1"),
    ("target.sys", "1"),
    ("target.unicode", "1"),
    ("haxe_ver", "4.306"),
    ("haxe", "4.3.6"),
    ("haxe3", "1"),
    ("haxe4", "1"),
    ("sys", "1"),
    ("hx2rs", "1"),
];

/// The predefined values and those of the user.
pub(crate) fn with_predefined(user: &Defines) -> Defines {
    let mut all = Defines::default();
    for (name, value) in PREDEFINED {
        all.set(name, value);
    }
    for (name, value) in user.iter() {
        all.set(name, value);
    }
    all
}
