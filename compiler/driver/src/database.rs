//! The salsa database of a session.

use hx2rs_base::{Db, Defines, Project, Work};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The one database: all queries of all rooms run in it.
#[salsa::db]
#[derive(Clone)]
pub(crate) struct Database {
    storage: salsa::Storage<Self>,
    project: Option<Project>,
    listener: Option<Listener>,
}

/// Who is told what queries do.
pub(crate) type Listener = Arc<dyn Fn(Work) + Send + Sync>;

impl Database {
    /// An empty project.
    pub(crate) fn new(listener: Option<Listener>) -> Self {
        let mut database = Self {
            storage: salsa::Storage::default(),
            project: None,
            listener,
        };
        let project = Project::new(
            &database,
            Arc::new(Defines::default()),
            None,
            Arc::new(Vec::new()),
            Arc::new(BTreeMap::new()),
            Arc::new(BTreeSet::new()),
        );
        database.project = Some(project);
        database
    }
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {
    fn project(&self) -> Project {
        match self.project {
            Some(project) => project,
            None => unreachable!("the constructor sets it"),
        }
    }

    fn tell(&self, work: Work) {
        if let Some(listener) = &self.listener {
            listener(work);
        }
    }
}
