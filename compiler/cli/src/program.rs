//! From files to a checked program: enters the names of all files into a session, loads the texts that it asks for until
//! it asks for none, and returns it with what was found.

use crate::class_paths;
use crate::fault;
use crate::input::Project;
use hx2rs_base::catalogue::modules::{FILE_TOO_LARGE, UNREADABLE_FILE};
use hx2rs_base::{Change, Defines, Diagnostic, Name};
use hx2rs_compiler::Session;
use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A larger file is refused: its tree would take gigabytes.
const LARGEST: u64 = 32 << 20;

/// A session with everything loaded that the main class reaches.
pub(crate) struct Loaded {
    pub(crate) session: Session,
    /// What is wrong with class paths and files themselves.
    unreadable: Vec<Diagnostic>,
    /// The files that were read here: those of the user, not the embedded ones.
    pub(crate) paths: BTreeSet<Arc<str>>,
}

impl Loaded {
    /// Lists the class paths and reads what the program needs.
    pub(crate) fn new(project: &Project) -> Self {
        let mut session = Session::new();
        let (class_paths, unreadable) = class_paths::list(project);
        session.apply(Change::ClassPaths(class_paths));
        let mut defines = Defines::default();
        for (name, value) in &project.defines {
            defines.set(name, value);
        }
        session.apply(Change::Defines(defines));
        session.apply(Change::Main(Some(Name::new(&project.main))));
        let mut loaded = Self {
            session,
            unreadable,
            paths: BTreeSet::new(),
        };
        loaded.read_wanted();
        loaded
    }

    /// Reads what the session asks for until it asks for nothing more.
    pub(crate) fn read_wanted(&mut self) {
        loop {
            let wanted = self.session.wanted();
            if wanted.is_empty() {
                break;
            }
            for path in wanted {
                let text = match read(&path) {
                    Ok(text) => {
                        fault::remember(&path, &text);
                        self.paths.insert(path.clone());
                        Some(text)
                    }
                    Err(diagnostic) => {
                        self.unreadable.push(*diagnostic);
                        None
                    }
                };
                self.session.apply(Change::Text(path, text));
            }
        }
    }

    /// Everything that is wrong. Where a file or a class path cannot be read, what follows from that is left out.
    pub(crate) fn check(&self) -> Vec<Diagnostic> {
        match self.unreadable.is_empty() {
            true => self.session.check(),
            false => self.unreadable.clone(),
        }
    }
}

fn read(path: &Arc<str>) -> Result<Arc<str>, Box<Diagnostic>> {
    let unreadable = |reason: String| {
        let message = format!("`{path}` cannot be read: {reason}");
        Box::new(Diagnostic::without_place(UNREADABLE_FILE, message))
    };
    let file =
        std::fs::File::open(Path::new(&**path)).map_err(|error| unreadable(error.to_string()))?;
    let mut bytes = Vec::new();
    // The limit also holds for what has no size beforehand, such as a device.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("`{path}` has more than {} MiB", LARGEST >> 20);
        return Err(Box::new(Diagnostic::without_place(FILE_TOO_LARGE, message)));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        unreadable(format!("it is not UTF-8 from byte {at} on"))
    })?;
    Ok(text.into())
}
