//! Other programs, for `Sys.command`: they share input and output with this one, and it waits for them.

use std::cell::RefCell;
use std::process::Command;

use crate::output;

thread_local! {
    /// The program that gets its arguments one by one.
    static BEGUN: RefCell<Option<Command>> = const { RefCell::new(None) };
}

/// `Sys.command(line)`: as the shell of the system reads it.
pub fn run_shell(line: &str) -> i32 {
    let (shell, option) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("sh", "-c")
    };
    let mut command = Command::new(shell);
    command.arg(option).arg(line);
    run(command)
}

/// Names a program to run.
pub fn begin_command(name: &str) {
    BEGUN.set(Some(Command::new(name)));
}

/// Adds one argument for it.
pub fn add_argument(argument: &str) {
    BEGUN.with_borrow_mut(|begun| {
        if let Some(command) = begun {
            command.arg(argument);
        }
    });
}

/// Runs it.
pub fn run_command() -> i32 {
    BEGUN.take().map_or(-1, run)
}

/// The exit code, 127 where there is no such program, -1 where something else ended it.
fn run(mut command: Command) -> i32 {
    output::flush();
    super::environment::hand_on(&mut command);
    match command.status() {
        Ok(status) => status.code().unwrap_or(-1),
        Err(_) => 127,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn exit_codes() {
        assert_eq!(run_shell("exit 3"), 3);
        begin_command("test");
        add_argument("a b");
        add_argument("=");
        add_argument("a b");
        assert_eq!((run_command(), run_command()), (0, -1));
        begin_command("/no/such/program");
        assert_eq!(run_command(), 127);
    }
}
