//! Source maps of emitted crates: `(rust file, line, column) → (hx file, line, column)`.
//!
//! One map per crate, written beside it as JSON. It names each Rust file with a hash of its text, so that a map that no
//! longer fits is refused ([`SourceMap::file_for`]) rather than believed. It knows nothing of how it was made (the
//! emitter) or of debug information (the loader).

use serde::{Deserialize, Serialize};

/// Raised when the meaning of a map changes; a reader refuses all others.
pub const VERSION: u32 = 2;

/// The token says what the token at its source position says: a name and its Haxe name, a literal, an operator. Without
/// it, the position is where the expression begins that the token is part of.
pub const EXACT: u32 = 1;

/// The token is the first one of a statement of the source: what a debugger stops at.
pub const STATEMENT: u32 = 2;

/// The positions of an emitted crate.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SourceMap {
    /// [`VERSION`] of the writer.
    pub version: u32,
    /// Paths of the .hx files, as `trace` shows them.
    pub sources: Vec<String>,
    /// The emitted files.
    pub files: Vec<MappedFile>,
}

/// The positions of one emitted file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct MappedFile {
    /// From the crate's folder: `src/main.rs`.
    pub path: String,
    /// [`content_hash`] of its text.
    pub hash: String,
    /// Sorted by Rust position.
    pub positions: Vec<Position>,
    /// Names that were changed, of all tokens that are exact: Rust name, Haxe name. Sorted, each once.
    pub names: Vec<(String, String)>,
}

/// A token of an emitted file and where it comes from. Lines and columns count from 1, columns in code points.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(from = "[u32; 6]", into = "[u32; 6]")]
pub struct Position {
    /// Line of the token.
    pub line: u32,
    /// Column of its first character.
    pub column: u32,
    /// Index in [`SourceMap::sources`].
    pub source: u32,
    /// Line in that source.
    pub source_line: u32,
    /// Column in that source.
    pub source_column: u32,
    /// [`EXACT`] and [`STATEMENT`].
    pub flags: u32,
}

impl From<[u32; 6]> for Position {
    fn from([line, column, source, source_line, source_column, flags]: [u32; 6]) -> Self {
        Self {
            line,
            column,
            source,
            source_line,
            source_column,
            flags,
        }
    }
}

impl From<Position> for [u32; 6] {
    fn from(position: Position) -> Self {
        [
            position.line,
            position.column,
            position.source,
            position.source_line,
            position.source_column,
            position.flags,
        ]
    }
}

/// Why a map is not used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is not a source map, or was written by another version: the text says which.
    Unreadable(String),
    /// The file is not part of the crate.
    UnknownFile,
    /// The file's text has changed since the map was written.
    Stale,
}

impl SourceMap {
    /// The map as text, the same for equal maps.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Self::to_text`] wrote.
    ///
    /// # Errors
    /// [`Refusal::Unreadable`] for anything else, or for another version.
    pub fn from_text(text: &str) -> Result<Self, Refusal> {
        let map: Self =
            serde_json::from_str(text).map_err(|error| Refusal::Unreadable(error.to_string()))?;
        if map.version != VERSION {
            let text = format!("version {} where {VERSION} is needed", map.version);
            return Err(Refusal::Unreadable(text));
        }
        Ok(map)
    }

    /// The positions of the file at `path`, if `text` is what the map was made for.
    ///
    /// # Errors
    /// [`Refusal::UnknownFile`] and [`Refusal::Stale`].
    pub fn file_for(&self, path: &str, text: &str) -> Result<&MappedFile, Refusal> {
        let file = self.files.iter().find(|file| file.path == path);
        let file = file.ok_or(Refusal::UnknownFile)?;
        if file.hash == content_hash(text) {
            Ok(file)
        } else {
            Err(Refusal::Stale)
        }
    }
}

impl MappedFile {
    /// The position of the last mapped token at or before a place on the same line, else the first one of the line.
    pub fn look_up(&self, line: u32, column: u32) -> Option<&Position> {
        let on_line = self
            .positions
            .iter()
            .filter(|position| position.line == line);
        let mut found = None;
        for position in on_line {
            if found.is_none() || position.column <= column {
                found = Some(position);
            }
        }
        found
    }
}

/// 64 bits of FNV-1a over the text, as 16 hex digits.
pub fn content_hash(text: &str) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map() -> SourceMap {
        let position = |line, column, source_line| Position {
            line,
            column,
            source: 0,
            source_line,
            source_column: 3,
            flags: EXACT,
        };
        SourceMap {
            version: VERSION,
            sources: vec!["src/Main.hx".into()],
            files: vec![MappedFile {
                path: "src/main.rs".into(),
                hash: content_hash("fn main() {}"),
                positions: vec![position(1, 1, 2), position(1, 12, 3), position(2, 5, 4)],
                names: vec![("add_total".into(), "addTotal".into())],
            }],
        }
    }

    #[test]
    fn a_map_reads_back_and_another_version_is_refused() {
        let mut map = map();
        assert_eq!(SourceMap::from_text(&map.to_text()), Ok(map.clone()));
        map.version += 1;
        assert!(matches!(
            SourceMap::from_text(&map.to_text()),
            Err(Refusal::Unreadable(_))
        ));
    }

    #[test]
    fn a_stale_map_is_refused() {
        let map = map();
        assert!(map.file_for("src/main.rs", "fn main() {}").is_ok());
        assert_eq!(
            map.file_for("src/main.rs", "fn main() { }"),
            Err(Refusal::Stale)
        );
        assert_eq!(map.file_for("src/a.rs", ""), Err(Refusal::UnknownFile));
    }

    #[test]
    fn the_token_before_a_place_answers() {
        let map = map();
        let line = |line, column| {
            let found = map.files[0].look_up(line, column);
            found.map(|position| position.source_line)
        };
        assert_eq!(line(1, 11), Some(2));
        assert_eq!(line(1, 12), Some(3));
        assert_eq!(line(2, 1), Some(4));
        assert_eq!(line(9, 1), None);
    }
}
