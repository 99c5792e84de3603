//! What an edit parses again, by the database's own log of what it runs.

#![allow(clippy::unwrap_used)] // Of tests only; clippy knows test functions, not what they call.

use hx2rs_base::{Db, Defines, FileId, Name, Project, SourceFile};
use hx2rs_syntax::ast::BodyIndex;
use hx2rs_syntax::{parse_body, parse_file};
use salsa::Setter;
use std::sync::{Arc, Mutex};

#[salsa::db]
#[derive(Clone)]
struct Database {
    storage: salsa::Storage<Self>,
    project: Option<Project>,
}

#[salsa::db]
impl salsa::Database for Database {}

#[salsa::db]
impl Db for Database {
    fn project(&self) -> Project {
        self.project.unwrap()
    }
}

/// Which queries a step ran.
fn ran(log: &Mutex<Vec<String>>, query: &str) -> usize {
    let mut log = log.lock().unwrap();
    let count = log.iter().filter(|event| event.contains(query)).count();
    log.clear();
    count
}

#[test]
fn an_edit_parses_only_the_bodies_that_it_changes() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let events = log.clone();
    let mut db = Database {
        storage: salsa::Storage::new(Some(Box::new(move |event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind {
                events.lock().unwrap().push(format!("{database_key:?}"));
            }
        }))),
        project: None,
    };
    let project = Project::new(
        &db,
        Arc::new(Defines::default()),
        None,
        Arc::new(Vec::new()),
        Arc::default(),
        Arc::default(),
    );
    db.project = Some(project);
    let text = "class A {\n\tfunction f() { return 1; }\n\tfunction g() { return 2; }\n}";
    let file = SourceFile::new(
        &db,
        FileId(0),
        Arc::from("A.hx"),
        Name::new("A"),
        Some(Arc::from(text)),
    );
    let parse_all = |db: &Database| {
        let indexes: Vec<BodyIndex> = parse_file(db, file).bodies.ids().collect();
        for index in indexes {
            let _ = parse_body(db, file, index);
        }
    };
    parse_all(&db);
    assert_eq!(ran(&log, "parsed_body"), 2);

    let above = format!("// a comment\n{text}");
    file.set_text(&mut db).to(Some(Arc::from(above.as_str())));
    parse_all(&db);
    assert_eq!(ran(&log, "parsed_body"), 0, "an edit above the bodies");

    let inside = above.replace("return 1", "return 1 + 1");
    file.set_text(&mut db).to(Some(Arc::from(inside.as_str())));
    parse_all(&db);
    assert_eq!(ran(&log, "parsed_body"), 1, "an edit in one body");
}
