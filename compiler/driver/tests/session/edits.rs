//! What runs again after an edit: typing.md, rule 5.

use crate::{files, load};
use hx2rs_compiler::{Change, Session};
use std::sync::{Arc, Mutex};

const PROGRAM: &str = "
class Main {
	static function main() { Other.twice(1); }
	static function untouched() { return Other.twice(2); }
}
// file: Other.hx
class Other {
	public static function twice(x:Int) { return x * 2; }
	public static function beside(x:Int) { return x; }
}
";

/// Bodies that are inferred again after an edit of `Other.hx`.
fn inferred_again(from: &str, to: &str) -> Vec<String> {
    let log: Arc<Mutex<Vec<String>>> = Arc::default();
    let listener = Arc::clone(&log);
    let mut session = Session::listening(move |event| listener.lock().unwrap().push(event));
    let files = files(PROGRAM);
    load(&mut session, &files);
    assert_eq!(session.check(), []);
    let text = &files[1].1;
    assert!(text.contains(from));
    log.lock().unwrap().clear();
    let text = text.replace(from, to);
    session.apply(Change::Text(
        "src/Other.hx".into(),
        Some(text.as_str().into()),
    ));
    assert_eq!(session.check(), []);
    let log = log.lock().unwrap();
    log.iter()
        .filter(|event| event.contains("infer_body"))
        .cloned()
        .collect()
}

#[test]
fn an_edit_above_a_body_infers_nothing_again() {
    let again = inferred_again("class Other", "// a comment\n\nclass Other");
    assert_eq!(again, Vec::<String>::new());
}

#[test]
fn an_edit_in_a_body_infers_that_body_again() {
    let again = inferred_again("x * 2", "x * 3");
    assert_eq!(again.len(), 1, "{again:?}");
}

#[test]
fn an_edit_that_changes_the_inferred_type_infers_the_users_again() {
    let again = inferred_again("x * 2", "x * 2.5");
    assert_eq!(again.len(), 3, "{again:?}");
}
