//! The sheet of declared differences, `tests/suite/declared-differences.toml`: where hx2rs answers otherwise than the official
//! interpreter, and why. A case that relies on one cites it; a citation without an entry is an error, and so is a case with
//! an official output and no citation.

use serde::Deserialize;

use crate::fixture::{self, Fixture};
use crate::places;

/// The whole sheet.
#[derive(Clone, Debug, Deserialize)]
pub struct Declared {
    /// The entries, in the order in which the book presents them.
    #[serde(rename = "difference")]
    pub differences: Vec<Difference>,
}

/// One declared difference.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The identifier that cases cite.
    pub id: String,
    /// A title for the migration page.
    pub title: String,
    /// What hx2rs does.
    pub hx2rs: String,
    /// What the official interpreter (`haxe --interp`) does.
    pub official: String,
    /// Why it differs.
    pub reason: String,
    /// Whether the official JavaScript target answers as hx2rs does; then it records the expected output.
    #[serde(default)]
    pub javascript_agrees: bool,
}

impl Declared {
    /// Reads the sheet.
    pub fn load() -> Result<Declared, String> {
        let path = places::suite().join("declared-differences.toml");
        toml::from_str(&fixture::read(&path)?)
            .map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The entry with an identifier.
    pub fn get(&self, id: &str) -> Option<&Difference> {
        self.differences
            .iter()
            .find(|difference| difference.id == id)
    }

    /// Whether the official JavaScript target can record the expected output of a case that cites these entries.
    pub fn javascript_agrees(&self, ids: &[String]) -> bool {
        ids.iter().all(|id| {
            self.get(id)
                .is_some_and(|difference| difference.javascript_agrees)
        })
    }

    /// What is wrong with the citations of a fixture.
    pub fn check(&self, fixture: &Fixture) -> Vec<String> {
        let mut problems = Vec::new();
        for id in &fixture.differs {
            if self.get(id).is_none() {
                problems.push(format!(
                    "{}: there is no declared difference `{id}`",
                    fixture.origin
                ));
            }
        }
        if fixture.official_output.is_some() && fixture.differs.is_empty() {
            problems.push(format!(
                "{}: an official output needs a `differs:` line",
                fixture.origin
            ));
        }
        if fixture.official_output.is_some() && fixture.official_output == fixture.output {
            problems.push(format!(
                "{}: both outputs are the same, nothing differs",
                fixture.origin
            ));
        }
        problems
    }
}
