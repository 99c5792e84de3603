//! A [`Session`]: changes go in, diagnostics and program snapshots come out. It reads no file.

use crate::database::{Database, Listener};
use crate::defines::with_predefined;
use crate::prelude_generated::PRELUDE_HX;
use hx2rs_base::render::Sources;
use hx2rs_base::{
    Change, ClassPath, Db, Defines, Diagnostic, FileId, MemberId, Name, STANDARD_ROOT, SourceFile,
    Work,
};
use hx2rs_hir::Program;
use salsa::{Durability, Setter};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Fewer files than this are not worth a thread.
const FILES_PER_WORKER: usize = 8;

/// Reserved, not used: pages come when they are touched.
const WORKER_STACK: usize = 1 << 28;

/// The compiler with one project in it.
pub struct Session {
    db: Database,
    /// By path, those of old class paths too.
    files: HashMap<Arc<str>, SourceFile>,
    /// By number.
    numbers: Vec<SourceFile>,
    standard: BTreeMap<Name, SourceFile>,
    /// Files that could not be read: not to be wanted again.
    unreadable: HashSet<FileId>,
}

impl Default for Session {
    fn default() -> Self {
        Self::new()
    }
}

impl Session {
    /// An empty project with the standard library in it.
    pub fn new() -> Self {
        Self::with_listener(None)
    }

    /// As [`Self::new`], and all work is told: for tests of what an edit runs again.
    pub fn listening(listener: impl Fn(Work) + Send + Sync + 'static) -> Self {
        Self::with_listener(Some(Arc::new(listener)))
    }

    fn with_listener(listener: Option<Listener>) -> Self {
        let mut session = Self {
            db: Database::new(listener),
            files: HashMap::new(),
            numbers: Vec::new(),
            standard: BTreeMap::new(),
            unreadable: HashSet::new(),
        };
        for (path, text) in PRELUDE_HX {
            let module = module_name(path);
            let path: Arc<str> = format!("{STANDARD_ROOT}/{path}").into();
            let file = session.add_file(path, module);
            file.set_text(&mut session.db)
                .with_durability(Durability::HIGH)
                .to(Some(Arc::from(*text)));
            session.standard.insert(module, file);
        }
        let project = session.db.project();
        let names = session.standard.keys().copied().collect();
        project
            .set_standard(&mut session.db)
            .with_durability(Durability::HIGH)
            .to(Arc::new(names));
        session.apply(Change::Defines(Defines::default()));
        session.apply(Change::ClassPaths(Vec::new()));
        session
    }

    fn add_file(&mut self, path: Arc<str>, module: Name) -> SourceFile {
        if let Some(file) = self.files.get(&path) {
            return *file;
        }
        let id = FileId(self.numbers.len() as u32);
        let file = SourceFile::new(&self.db, id, Arc::clone(&path), module, None);
        self.files.insert(path, file);
        self.numbers.push(file);
        file
    }

    /// Takes in a change.
    pub fn apply(&mut self, change: Change) {
        let project = self.db.project();
        match change {
            Change::ClassPaths(paths) => {
                let modules = self.modules(&paths);
                project
                    .set_modules(&mut self.db)
                    .with_durability(Durability::MEDIUM)
                    .to(Arc::new(modules));
            }
            Change::Defines(defines) => {
                project
                    .set_defines(&mut self.db)
                    .with_durability(Durability::HIGH)
                    .to(Arc::new(with_predefined(&defines)));
            }
            Change::Main(main) => {
                project
                    .set_main(&mut self.db)
                    .with_durability(Durability::MEDIUM)
                    .to(main);
            }
            Change::Roots(roots) => {
                project
                    .set_roots(&mut self.db)
                    .with_durability(Durability::MEDIUM)
                    .to(Arc::new(roots));
            }
            Change::Text(path, text) => {
                let Some(file) = self.files.get(&path).copied() else {
                    return;
                };
                let id = file.id(&self.db);
                if text.is_none() {
                    self.unreadable.insert(id);
                } else {
                    self.unreadable.remove(&id);
                }
                if *file.text(&self.db) != text {
                    file.set_text(&mut self.db).to(text);
                }
            }
        }
    }

    /// All modules: the standard library's, then those of the class paths, each of which hides what is before it.
    fn modules(&mut self, paths: &[ClassPath]) -> BTreeMap<Name, SourceFile> {
        let mut modules = self.standard.clone();
        for class_path in paths {
            for relative in &class_path.files {
                let path: Arc<str> = if class_path.root.is_empty() {
                    relative.as_str().into()
                } else {
                    format!("{}/{relative}", class_path.root.trim_end_matches('/')).into()
                };
                let module = module_name(relative);
                modules.insert(module, self.add_file(path, module));
            }
        }
        modules
    }

    /// Paths of the files that have to be loaded next; empty when the program is complete.
    pub fn wanted(&self) -> Vec<Arc<str>> {
        let reached = hx2rs_hir::reach::reached_modules(&self.db).iter();
        let files =
            reached.filter_map(|module| hx2rs_hir::definition::module_file(&self.db, *module));
        files
            .filter(|file| {
                file.text(&self.db).is_none() && !self.unreadable.contains(&file.id(&self.db))
            })
            .map(|file| Arc::clone(file.path(&self.db)))
            .collect()
    }

    /// Everything that is wrong with the modules of the program, in load order.
    pub fn check(&self) -> Vec<Diagnostic> {
        self.check_files();
        hx2rs_hir::check::program_diagnostics(&self.db)
    }

    /// Checks the files of the program side by side. What that finds is kept by the database, and gathered in order
    /// afterwards, so that the number of threads changes nothing but the time.
    fn check_files(&self) {
        let modules = hx2rs_hir::reach::reached_modules(&self.db);
        let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
        let workers = workers.min(modules.len() / FILES_PER_WORKER);
        if workers < 2 {
            return;
        }
        let next = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..workers {
                let db = self.db.clone();
                let next = &next;
                let work = move || {
                    while let Some(module) = modules.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if let Some(file) = hx2rs_hir::definition::module_file(&db, *module) {
                            hx2rs_hir::check::file_diagnostics(&db, file);
                        }
                    }
                };
                // Where no thread can be had, the files are checked when their findings are gathered.
                let _ = std::thread::Builder::new()
                    .stack_size(WORKER_STACK)
                    .spawn_scoped(scope, work);
            }
        });
    }

    /// Everything that is wrong with one module, also with one of the standard library.
    pub fn check_module(&self, module: Name) -> Vec<Diagnostic> {
        let file = hx2rs_hir::definition::module_file(&self.db, module);
        file.map_or(Vec::new(), |file| {
            hx2rs_hir::check::file_diagnostics(&self.db, file)
        })
    }

    /// Names of the modules that the standard library brings.
    pub fn standard_modules(&self) -> impl Iterator<Item = Name> {
        self.standard.keys().copied()
    }

    /// The program, if nothing is wrong with it.
    pub fn program(&self) -> Option<Arc<Program>> {
        if self.check().iter().any(Diagnostic::is_error) {
            return None;
        }
        hx2rs_hir::assemble::program(&self.db)
    }
}

impl Sources for Session {
    fn path(&self, file: FileId) -> Arc<str> {
        let file = self.numbers.get(file.0 as usize);
        file.map_or("".into(), |file| Arc::clone(file.path(&self.db)))
    }

    fn text(&self, file: FileId) -> Arc<str> {
        let file = self.numbers.get(file.0 as usize);
        let text = file.and_then(|file| file.text(&self.db).as_ref());
        text.map_or("".into(), Arc::clone)
    }

    fn body_start(&self, member: MemberId) -> u32 {
        hx2rs_hir::declaration::body_start(&self.db, member)
    }
}

/// `a/B.hx` → `a.B`.
fn module_name(relative: &str) -> Name {
    let stem = relative.strip_suffix(".hx").unwrap_or(relative);
    Name::new(&stem.replace('/', "."))
}
