//! Runs a program to its end or to a time limit, with its standard streams captured.
//!
//! Knows nothing of engines; a program that hangs or floods must not take the test run with it.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Output kept per stream; what comes after is read and dropped.
const KEPT_BYTES: usize = 16 << 20;

/// How a program ended and what it wrote.
#[derive(Clone, Debug, Default)]
pub struct Finished {
    /// Standard output, bytes that are no UTF-8 replaced.
    pub stdout: String,
    /// Standard error, likewise.
    pub stderr: String,
    /// The exit code; `None` when a signal or the time limit ended the program.
    pub code: Option<i32>,
    /// Whether the time limit ended it.
    pub timed_out: bool,
    /// How long it ran.
    pub duration: Duration,
    /// The most memory it had at once, in kibibytes, as last seen while it ran; only where the system tells.
    pub peak: Option<u64>,
}

/// Starts `command`, feeds it `input` and waits for at most `limit`. An error means that it did not start.
pub fn run(mut command: Command, input: &str, limit: Duration) -> Result<Finished, String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let started = Instant::now();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{name} did not start: {error}"))?;
    let stdin = child.stdin.take();
    let input = input.as_bytes().to_vec();
    // The writer is detached: a program that never reads must not hold the run; its pipe breaks when it ends.
    thread::spawn(move || {
        if let Some(mut stdin) = stdin {
            let _ = stdin.write_all(&input);
        }
    });
    let stdout = collect(child.stdout.take());
    let stderr = collect(child.stderr.take());
    let mut peak = None;
    let (code, timed_out) = wait(&mut child, started, limit, &mut peak)?;
    Ok(Finished {
        stdout: joined(stdout),
        stderr: joined(stderr),
        code,
        timed_out,
        duration: started.elapsed(),
        peak,
    })
}

fn wait(
    child: &mut Child,
    started: Instant,
    limit: Duration,
    peak: &mut Option<u64>,
) -> Result<(Option<i32>, bool), String> {
    let mut pause = Duration::from_millis(1);
    loop {
        *peak = peak_of(child.id()).or(*peak);
        match child.try_wait() {
            Ok(Some(status)) => return Ok((status.code(), false)),
            Ok(None) if started.elapsed() >= limit => {
                // Ending a program that has just ended by itself is no error.
                let _ = child.kill();
                let _ = child.wait();
                return Ok((None, true));
            }
            Ok(None) => thread::sleep(pause),
            Err(error) => return Err(format!("waiting failed: {error}")),
        }
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// What Linux says of a process that runs.
fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

fn collect<R: Read + Send + 'static>(stream: Option<R>) -> thread::JoinHandle<String> {
    thread::spawn(move || {
        let mut kept = Vec::new();
        if let Some(mut stream) = stream {
            let _ = stream
                .by_ref()
                .take(KEPT_BYTES as u64)
                .read_to_end(&mut kept);
            let _ = std::io::copy(&mut stream, &mut std::io::sink());
        }
        String::from_utf8_lossy(&kept).into_owned()
    })
}

fn joined(stream: thread::JoinHandle<String>) -> String {
    stream.join().unwrap_or_default()
}
