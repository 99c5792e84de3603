//! `cargo xtask book`: the pages of the book that are written from data. Today that is docs/differences.md, from
//! tests/suite/declared-differences.toml. A test compares the committed page.

use crate::tidy::root;
use hx2rs_tests::declared::Declared;

const PAGE: &str = "docs/differences.md";

/// Runs the chore.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    if !arguments.is_empty() {
        return Err("usage: cargo xtask book".to_owned());
    }
    let path = root().join(PAGE);
    std::fs::write(&path, differences()?).map_err(|error| format!("{}: {error}", path.display()))
}

fn differences() -> Result<String, String> {
    let declared = Declared::load()?;
    let mut page = String::from(
        "<!-- Written by `cargo xtask book` from tests/suite/declared-differences.toml. -->\n\n\
         # Declared differences\n\n\
         Where the official targets of Haxe disagree, hx2rs has one answer, the same in the interpreter and in shipped programs, in debug\n\
         and in release. This page lists where that answer is not the one of the official interpreter (`haxe --interp`, 4.3.6). Every\n\
         other difference is a bug. The cases that show each one are in [tests/suite](../tests/suite/README.md): look for the name in brackets.\n",
    );
    for difference in &declared.differences {
        let javascript = match difference.javascript_agrees {
            true => " The official JavaScript target answers as hx2rs does.",
            false => "",
        };
        page.push_str(&format!(
            "\n## {} (`{}`)\n\n- hx2rs: {}\n- official interpreter: {}\n\nWhy: {}.{javascript}\n",
            difference.title,
            difference.id,
            difference.hx2rs,
            difference.official,
            difference.reason.trim_end_matches('.'),
        ));
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_differences_is_current() {
        let committed = std::fs::read_to_string(root().join(PAGE)).unwrap();
        assert!(
            committed == differences().unwrap(),
            "{PAGE}: run `cargo xtask book`"
        );
    }
}
