//! The leaf functions of Haxe's `Sys`, and reading stdin.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::{Exception, Show, Str, output, show};

pub mod environment;
pub mod processes;

thread_local! {
    static ARGUMENTS: RefCell<Option<Vec<Str>>> = const { RefCell::new(None) };
}

/// Sets what `Sys.args` gives on this thread, for a program that is not a process of its own.
pub fn set_arguments(arguments: Vec<Str>) {
    ARGUMENTS.set(Some(arguments));
}

fn with_arguments<R>(then: impl FnOnce(&[Str]) -> R) -> R {
    ARGUMENTS.with_borrow_mut(|arguments| {
        let arguments = arguments.get_or_insert_with(|| {
            let given = std::env::args_os().skip(1);
            given
                .map(|text| Str::from(text.to_string_lossy()))
                .collect()
        });
        then(arguments)
    })
}

/// The number of `Sys.args()`.
pub fn argument_count() -> i32 {
    with_arguments(|arguments| arguments.len() as i32)
}

/// One of `Sys.args()`; the empty string outside.
pub fn argument(index: i32) -> Str {
    with_arguments(|arguments| {
        let index = usize::try_from(index).ok();
        let argument = index.and_then(|index| arguments.get(index));
        argument.cloned().unwrap_or_default()
    })
}

/// `Sys.args`.
pub fn arguments() -> crate::Array<Str> {
    with_arguments(|arguments| arguments.iter().cloned().collect())
}

/// `Sys.print`.
pub fn print<T: Show + ?Sized>(value: &T) {
    output::part(format_args!("{}", show(value)));
}

/// `Sys.println`.
pub fn println<T: Show + ?Sized>(value: &T) {
    output::line(format_args!("{}", show(value)));
}

/// `Sys.exit`. It does not return; its type is still that of the Haxe function, so that what a program has behind a
/// call of it is no unreachable code to rustc.
pub fn exit(code: i32) {
    end(code);
}

/// Ends the program after all its output.
pub(crate) fn end(code: i32) -> ! {
    output::flush();
    std::process::exit(code)
}

/// `Sys.time`: seconds since 1970.
pub fn time() -> f64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.map_or(0.0, |since| since.as_secs_f64())
}

/// `haxe.Timer.stamp`: seconds since some moment, never going back.
pub fn stamp() -> f64 {
    thread_local! {
        static START: Instant = Instant::now();
    }
    START.with(|start| start.elapsed().as_secs_f64())
}

/// `Sys.sleep`.
pub fn sleep(seconds: f64) {
    output::flush();
    if let Ok(time) = std::time::Duration::try_from_secs_f64(seconds) {
        std::thread::sleep(time);
    }
}

/// `Sys.getCwd`: with a slash at the end.
pub fn get_cwd() -> Str {
    let folder = std::env::current_dir().unwrap_or_default();
    let mut text = folder.to_string_lossy().into_owned();
    if !text.ends_with('/') {
        text.push('/');
    }
    Str::from(text)
}

/// `Sys.setCwd`.
pub fn set_cwd(folder: &str) -> Result<(), Exception> {
    std::env::set_current_dir(folder)
        .map_err(|_| Exception::value(Str::from(format!("{folder}: No such file or directory"))))
}

/// `Sys.programPath`.
pub fn program_path() -> Str {
    let path = std::env::current_exe().unwrap_or_default();
    Str::from(path.to_string_lossy())
}

/// `Sys.cpuTime`: what the system counted for the process, or else the time since it asked first.
pub fn cpu_time() -> f64 {
    processor_ticks().map_or_else(stamp, |ticks| ticks as f64 / 100.0)
}

/// Hundredths of a second that the process has run, itself and for it: fields 14 and 15 of Linux's record. The name in
/// field 2 may hold spaces and brackets.
fn processor_ticks() -> Option<u64> {
    let record = std::fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = record.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

/// `Sys.systemName`.
pub fn system_name() -> Str {
    Str::lit(match std::env::consts::OS {
        "windows" => "Windows",
        "macos" => "Mac",
        "freebsd" | "openbsd" | "netbsd" => "BSD",
        _ => "Linux",
    })
}

/// A line of stdin without its end, null at the end of the input.
pub fn read_line() -> Option<Str> {
    output::flush();
    let mut line = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut line);
    if !read.is_ok_and(|bytes| bytes > 0) {
        return None;
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    }
    Some(Str::from(String::from_utf8_lossy(&line)))
}

/// The rest of stdin.
pub fn read_all() -> Str {
    output::flush();
    let mut text = Vec::new();
    // An input that breaks off has given what it could.
    io::stdin().lock().read_to_end(&mut text).ok();
    Str::from(String::from_utf8_lossy(&text))
}

/// A byte of stdin, -1 at the end of the input.
pub fn read_byte() -> i32 {
    output::flush();
    let mut byte = [0];
    let read = io::stdin().lock().read_exact(&mut byte);
    read.map_or(-1, |()| i32::from(byte[0]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_can_be_given() {
        set_arguments(vec![Str::lit("a"), Str::lit("b")]);
        assert_eq!(
            (argument_count(), argument(1), argument(2)),
            (2, Str::lit("b"), Str::lit(""))
        );
        assert_eq!(crate::text(&arguments()), "[a,b]");
    }

    #[test]
    fn time_passes() {
        assert!(time() > 1.6e9 && stamp() >= 0.0 && cpu_time() >= 0.0);
    }
}
