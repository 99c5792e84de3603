//! From files to a checked program: enters the names of all files into a session, loads the texts that it asks for until
//! it asks for none, and returns it with what was found.

use crate::class_paths;
use crate::fingerprint;
use crate::input::Project;
use crate::resources;
use hx2rs_compiler::catalogue::modules::{FILE_TOO_LARGE, UNREADABLE_FILE};
use hx2rs_compiler::{Change, ClassPath, Defines, Diagnostic, Name, Session};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// A larger file is refused: its tree would take gigabytes.
const LARGEST: u64 = 32 << 20;

/// Is told of each file that is read: path and text.
pub type OnRead = fn(&Arc<str>, &Arc<str>);

/// A session with everything loaded that the main class reaches.
pub struct Loaded {
    /// The compiler with the program in it.
    pub session: Session,
    /// What is wrong with class paths and files themselves.
    unreadable: Vec<Diagnostic>,
    /// The files that were read here: those of the user, not the embedded ones.
    pub paths: BTreeSet<Arc<str>>,
    /// Fingerprints of their texts.
    pub fingerprints: BTreeMap<Arc<str>, u64>,
    resources: Arc<str>,
    on_read: OnRead,
}

impl Loaded {
    /// Lists the class paths and reads what the program needs.
    pub fn new(project: &Project, on_read: OnRead) -> Self {
        Self::listed(project, class_paths::list(project), on_read)
    }

    /// As [`Self::new`], of class paths that are listed already.
    pub fn listed(
        project: &Project,
        (mut class_paths, unreadable): (Vec<ClassPath>, Vec<Diagnostic>),
        on_read: OnRead,
    ) -> Self {
        let mut session = Session::new();
        let resources = resources::module(&project.resources);
        class_paths.insert(0, resources::class_path());
        session.apply(Change::ClassPaths(class_paths));
        let mut defines = Defines::default();
        for (name, value) in &project.defines {
            defines.set(name, value);
        }
        session.apply(Change::Defines(defines));
        session.apply(Change::Main(project.main.as_deref().map(Name::new)));
        let mut loaded = Self {
            session,
            unreadable,
            paths: BTreeSet::new(),
            fingerprints: BTreeMap::new(),
            resources: resources.into(),
            on_read,
        };
        loaded.read_wanted();
        loaded
    }

    /// Makes modules part of the program whoever mentions them, and reads what they need.
    pub fn set_roots(&mut self, roots: Vec<Name>) {
        self.session.apply(Change::Roots(roots));
        self.read_wanted();
    }

    /// Reads what the session asks for until it asks for nothing more.
    pub fn read_wanted(&mut self) {
        loop {
            let wanted = self.session.wanted();
            if wanted.is_empty() {
                break;
            }
            for path in wanted {
                let text = match resources::is_module(&path) {
                    true => Ok(Arc::clone(&self.resources)),
                    false => read(&path),
                };
                let text = match text {
                    Ok(text) => {
                        (self.on_read)(&path, &text);
                        if !resources::is_module(&path) {
                            let fingerprint = fingerprint::of(text.as_bytes());
                            self.fingerprints.insert(path.clone(), fingerprint);
                            self.paths.insert(path.clone());
                        }
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

    /// What is wrong with class paths and files themselves.
    pub fn unreadable(&self) -> &[Diagnostic] {
        &self.unreadable
    }

    /// Everything that is wrong. Where a file or a class path cannot be read, what follows from that is left out.
    pub fn check(&self) -> Vec<Diagnostic> {
        match self.unreadable.iter().any(Diagnostic::is_error) {
            false => {
                let mut found = self.unreadable.clone();
                found.extend(self.session.check());
                found
            }
            true => self.unreadable.clone(),
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
