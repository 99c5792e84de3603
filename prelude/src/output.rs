//! Standard output, buffered; and `trace`.
//!
//! What a program prints is collected and written in blocks, or line by line on a terminal. It is written out at the
//! end of the program, before anything goes to stderr, and before stdin is read. Formatting happens before the buffer
//! is touched, so a `toString` may print.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Haxe's `trace`: the position is a literal, the rest is `format!`. Becomes a call where the program replaces
/// `haxe.Log.trace`.
#[macro_export]
macro_rules! trace {
    ($at:literal, $($arg:tt)+) => {
        $crate::output::line(::core::format_args!("{}: {}", $at, ::core::format_args!($($arg)+)))
    };
}

/// Bytes that are collected before they are written.
const BLOCK: usize = 1 << 15;

struct Buffer {
    bytes: Vec<u8>,
    /// Written at each line end, for someone is watching.
    by_line: bool,
    /// Kept for [`capture`] and never written.
    captured: bool,
}

impl Buffer {
    fn push(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        if self.captured {
            return;
        }
        if self.bytes.len() >= BLOCK || (self.by_line && text.contains(&b'\n')) {
            self.write();
        }
    }

    fn write(&mut self) {
        if !self.captured && !self.bytes.is_empty() {
            write_stdout(&self.bytes);
            self.bytes.clear();
        }
    }
}

/// At the end of its thread.
impl Drop for Buffer {
    fn drop(&mut self) {
        self.write();
    }
}

/// A reader that has gone away ends the program quietly, as it does other tools; other errors have no one to tell.
fn write_stdout(bytes: &[u8]) {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(1),
        Err(_) => {}
    }
}

thread_local! {
    static STDOUT: RefCell<Buffer> = RefCell::new(Buffer {
        bytes: Vec::new(),
        by_line: io::stdout().is_terminal(),
        captured: false,
    });
    static LINE: Cell<String> = const { Cell::new(String::new()) };
}

/// `Sys.print`.
pub fn print(text: &str) {
    print_bytes(text.as_bytes());
}

fn print_bytes(bytes: &[u8]) {
    let pushed = STDOUT.try_with(|stdout| stdout.borrow_mut().push(bytes));
    if pushed.is_err() {
        // The thread is ending and its buffer is gone.
        write_stdout(bytes);
    }
}

/// One byte to the standard output.
pub fn print_byte(byte: i32) {
    print_bytes(&[byte as u8]);
}

/// `Sys.println`.
pub fn println(text: &str) {
    line(format_args!("{text}"));
}

/// A formatted text.
pub fn part(text: fmt::Arguments) {
    write(text, "");
}

/// A formatted text and a line end.
pub fn line(text: fmt::Arguments) {
    write(text, "\n");
}

fn write(text: fmt::Arguments, end: &str) {
    let mut line = LINE.take();
    line.clear();
    // A `Display` that fails has written what it could.
    match fmt::write(&mut line, text) {
        Ok(()) | Err(fmt::Error) => {}
    }
    line.push_str(end);
    print(&line);
    LINE.set(line);
}

/// Writes out what is collected.
pub fn flush() {
    // A buffer that is gone has been written.
    STDOUT.try_with(|stdout| stdout.borrow_mut().write()).ok();
}

/// Prints on stderr, after all that was printed before.
pub fn error_print(text: &str) {
    flush();
    // Nobody is left to tell that stderr is gone.
    io::stderr().write_all(text.as_bytes()).ok();
}

/// One byte to stderr, after all that was printed before.
pub fn error_print_byte(byte: i32) {
    flush();
    io::stderr().write_all(&[byte as u8]).ok();
}

/// Runs `body` and gives what it printed on this thread instead of writing it.
pub fn capture<T>(body: impl FnOnce() -> T) -> (T, String) {
    /// Gives the former buffer back, also when `body` unwinds.
    struct Former(Option<Buffer>);
    impl Drop for Former {
        fn drop(&mut self) {
            if let Some(former) = self.0.take() {
                STDOUT.replace(former);
            }
        }
    }
    let capturing = Buffer {
        bytes: Vec::new(),
        by_line: false,
        captured: true,
    };
    let mut former = Former(Some(STDOUT.replace(capturing)));
    let result = body();
    let printed = match former.0.take() {
        Some(buffer) => std::mem::take(&mut STDOUT.replace(buffer).bytes),
        None => Vec::new(),
    };
    (result, String::from_utf8_lossy(&printed).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Noisy;
    impl fmt::Display for Noisy {
        fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
            println("noise");
            write!(f, "n")
        }
    }

    #[test]
    fn captured() {
        let (value, printed) = capture(|| {
            print("a");
            println("b");
            trace!("Main.hx:3", "{} {}", 1, Noisy);
            let ((), inner) = capture(|| println("inner"));
            print(&inner);
            7
        });
        assert_eq!(
            (value, printed.as_str()),
            (7, "ab\nnoise\nMain.hx:3: 1 n\ninner\n")
        );
    }
}
