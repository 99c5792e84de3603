//! Reaching a running program from another thread: to see where it is, and to end it. The program answers at its safe
//! points: at each start of a loop's body or of a function. Its code has these only if somebody may ask
//! ([`crate::Options::control`]).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A hold on a program that runs, to be shared between threads.
#[derive(Clone, Default, Debug)]
pub struct Control {
    shared: Arc<Shared>,
}

#[derive(Default, Debug)]
struct Shared {
    /// Whether there is a request: all that a safe point looks at.
    asked: AtomicBool,
    requests: Mutex<Requests>,
}

#[derive(Default, Debug)]
struct Requests {
    /// To end, with this exit code.
    stop: Option<i32>,
    /// To tell where it is.
    stacks: Vec<Sender<String>>,
    /// It has ended.
    ended: bool,
}

impl Control {
    /// A hold on no program yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the program as `Sys.exit` does, at its next safe point.
    pub fn stop(&self, exit_code: i32) {
        self.requests().stop = Some(exit_code);
        self.shared.asked.store(true, Ordering::Release);
    }

    /// Where the program is, as the lines of its stack: waits for its next safe point. `None` once it has ended.
    pub fn stack(&self) -> Option<String> {
        let (sender, receiver) = channel();
        let mut requests = self.requests();
        if requests.ended {
            return None;
        }
        requests.stacks.push(sender);
        drop(requests);
        self.shared.asked.store(true, Ordering::Release);
        receiver.recv().ok()
    }

    /// Whether the program should answer now.
    #[inline]
    pub(crate) fn is_asked(&self) -> bool {
        self.shared.asked.load(Ordering::Relaxed)
    }

    /// Answers everybody, with the stack that `stack` tells; what the program is to end with, if it is.
    #[cold]
    pub(crate) fn answer(&self, stack: impl FnOnce() -> String) -> Option<i32> {
        let mut requests = self.requests();
        self.shared.asked.store(false, Ordering::Relaxed);
        let waiting = std::mem::take(&mut requests.stacks);
        let stop = requests.stop;
        drop(requests);
        if !waiting.is_empty() {
            let stack = stack();
            for sender in waiting {
                // Who has gone away in the meantime needs no answer.
                let _ = sender.send(stack.clone());
            }
        }
        stop
    }

    /// Nobody will answer any more.
    pub(crate) fn end(&self) {
        let mut requests = self.requests();
        requests.ended = true;
        requests.stacks.clear();
    }

    fn requests(&self) -> MutexGuard<'_, Requests> {
        let requests = self.shared.requests.lock();
        requests.unwrap_or_else(PoisonError::into_inner)
    }
}
