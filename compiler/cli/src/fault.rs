//! A panic of hx2rs itself: caught here, reported as I9000, and the input kept so that it can be reported. A stack that
//! runs over cannot be caught; the work runs on a large one instead.

use crate::arguments::Display;
use crate::terminal;
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::internal::COMPILER_PANIC;
use std::backtrace::Backtrace;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Reserved, not used: pages come when they are touched.
const STACK: usize = 1 << 30;
const SMALLER_STACK: usize = 1 << 26;
/// Exit code after a panic, as that of a Rust program.
const PANICKED: u8 = 101;

static SOURCES: Mutex<Vec<(Arc<str>, Arc<str>)>> = Mutex::new(Vec::new());
static PANIC: Mutex<Option<Panic>> = Mutex::new(None);

struct Panic {
    message: String,
    details: String,
}

/// Notes a source file, for the case that the compiler fails on it.
pub(crate) fn remember(path: &Arc<str>, text: &Arc<str>) {
    let mut sources = SOURCES.lock().unwrap_or_else(PoisonError::into_inner);
    sources.push((path.clone(), text.clone()));
}

/// Runs `work` on a large stack and turns a panic into a report and an exit code.
pub(crate) fn guarded(work: fn() -> u8) -> u8 {
    std::panic::set_hook(Box::new(|info| {
        let message = info.payload_as_str().unwrap_or("no message").to_owned();
        let place = info
            .location()
            .map(|place| place.to_string())
            .unwrap_or_default();
        let details = format!("{message}\nat {place}\n\n{}", Backtrace::force_capture());
        let mut panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        // A thread that panics takes the one that waits for it along: the first says why.
        panic.get_or_insert(Panic { message, details });
    }));
    let caught = move || std::panic::catch_unwind(AssertUnwindSafe(work)).ok();
    let spawn = |size| std::thread::Builder::new().stack_size(size).spawn(caught);
    let result = match spawn(STACK).or_else(|_| spawn(SMALLER_STACK)) {
        Ok(thread) => thread.join().ok().flatten(),
        Err(_) => caught(),
    };
    result.unwrap_or_else(report)
}

fn report() -> u8 {
    let panic = PANIC.lock().unwrap_or_else(PoisonError::into_inner).take();
    let panic = panic.unwrap_or(Panic {
        message: "no message".to_owned(),
        details: String::new(),
    });
    let diagnostic =
        Diagnostic::without_place(COMPILER_PANIC, format!("hx2rs failed: {}", panic.message));
    let diagnostic = match keep(&panic.details) {
        Ok(folder) => diagnostic
            .note(format!("the input is kept in {}", folder.display()))
            .help("this is a fault of hx2rs: please report it with that folder"),
        Err(error) => diagnostic
            .note(format!("the input could not be kept: {error}"))
            .note(panic.details)
            .help("this is a fault of hx2rs: please report it with your program"),
    };
    terminal::show_plain(vec![diagnostic], Display::default());
    PANICKED
}

/// Copies the command line, the panic and all sources read so far into a new folder.
fn keep(details: &str) -> std::io::Result<PathBuf> {
    let since = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .unwrap_or_default();
    let name = format!("hx2rs-panic-{}-{}", std::process::id(), since.as_millis());
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder)?;
    let arguments: Vec<String> = std::env::args().collect();
    std::fs::write(folder.join("command.txt"), arguments.join("\n") + "\n")?;
    std::fs::write(folder.join("panic.txt"), details)?;
    let sources = SOURCES.lock().unwrap_or_else(PoisonError::into_inner);
    for (path, text) in &*sources {
        let inside = Path::new(&**path)
            .components()
            .filter_map(|part| match part {
                std::path::Component::Normal(name) => Some(name),
                std::path::Component::ParentDir => Some("up".as_ref()),
                std::path::Component::Prefix(_)
                | std::path::Component::RootDir
                | std::path::Component::CurDir => None,
            });
        let path = folder.join("sources").join(inside.collect::<PathBuf>());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &**text)?;
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_input_is_kept_inside_one_folder() {
        remember(&"../up/src/Main.hx".into(), &"class Main {}".into());
        remember(&"/abs/B.hx".into(), &"class B {}".into());
        let folder = keep("what happened").unwrap();
        let text = |path: &str| std::fs::read_to_string(folder.join(path)).unwrap();
        assert_eq!(text("panic.txt"), "what happened");
        assert_eq!(text("sources/up/up/src/Main.hx"), "class Main {}");
        assert_eq!(text("sources/abs/B.hx"), "class B {}");
        assert!(text("command.txt").contains("hx2rs"));
        std::fs::remove_dir_all(folder).unwrap();
    }
}
