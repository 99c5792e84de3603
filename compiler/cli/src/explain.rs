//! `hx2rs explain CODE`: the page of a diagnostic code, as it stands under docs/diagnostics.

use crate::arguments::Display;
use crate::terminal;
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::{self, project::WRONG_ARGUMENT};
use hx2rs_base::diagnostic::did_you_mean;

/// Prints the page; the exit code.
pub(crate) fn run(code: &str) -> u8 {
    let page = catalogue::find(code).and_then(catalogue::page);
    if let Some(page) = page {
        terminal::out(page);
        return 0;
    }
    let wrong = Diagnostic::without_place(WRONG_ARGUMENT, format!("there is no code `{code}`"));
    let near = did_you_mean(code, catalogue::all().map(|code| code.id));
    let wrong = match near {
        Some(near) => wrong.help(format!("did you mean `{near}`?")),
        None => wrong.help("a code is a letter and four digits, as in `error[T2000]`"),
    };
    terminal::show_plain(vec![wrong], Display::default());
    2
}
