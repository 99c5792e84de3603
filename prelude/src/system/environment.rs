//! The environment: what the process was started with, and what `Sys.putEnv` says instead. That stays inside the program,
//! for itself and for those that it starts: to change the environment of a process is unsafe where it has threads.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::process::Command;

use crate::Str;

thread_local! {
    /// What was put: null takes a variable out.
    static PUT: RefCell<BTreeMap<String, Option<Str>>> = const { RefCell::new(BTreeMap::new()) };
    /// The names that `Sys.environment` is walking.
    static NAMES: RefCell<Vec<Str>> = const { RefCell::new(Vec::new()) };
}

/// `Sys.getEnv`.
pub fn get_env(name: &str) -> Option<Str> {
    if !is_name(name) {
        return None;
    }
    match PUT.with_borrow(|put| put.get(name).cloned()) {
        Some(value) => value,
        None => std::env::var_os(name).map(|value| Str::from(value.to_string_lossy())),
    }
}

/// `Sys.putEnv`.
pub fn put_env(name: &str, value: Option<&str>) {
    if is_name(name) {
        let value = value.map(Str::from);
        PUT.with_borrow_mut(|put| put.insert(String::from(name), value));
    }
}

/// The empty name, and one with `=` or NUL in it, make std panic or are never set.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0'])
}

/// How many variables `Sys.environment` has; notes their names.
pub fn count_variables() -> i32 {
    let started = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let mut names: Vec<String> = started.filter(|name| is_name(name)).collect();
    PUT.with_borrow(|put| {
        for (name, value) in put {
            names.retain(|other| other != name);
            if value.is_some() {
                names.push(name.clone());
            }
        }
    });
    let names: Vec<Str> = names.into_iter().map(Str::from).collect();
    let count = names.len() as i32;
    NAMES.set(names);
    count
}

/// One of the names that were noted; the empty string outside.
pub fn variable_name(index: i32) -> Str {
    NAMES.with_borrow(|names| {
        let index = usize::try_from(index).ok();
        let name = index.and_then(|index| names.get(index));
        name.cloned().unwrap_or_default()
    })
}

/// Gives a program that is about to start what was put here.
pub(super) fn hand_on(command: &mut Command) {
    PUT.with_borrow(|put| {
        for (name, value) in put {
            match value {
                Some(value) => command.env(name, &**value),
                None => command.env_remove(name),
            };
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables() {
        assert_eq!(
            [get_env(""), get_env("a=b"), get_env("no such variable")],
            [None, None, None]
        );
        let names = || {
            (0..count_variables())
                .map(variable_name)
                .collect::<Vec<_>>()
        };
        assert!(get_env("PATH").is_some() && names().contains(&Str::lit("PATH")));
        put_env("hx2rs_test", Some("v"));
        assert_eq!(get_env("hx2rs_test"), Some(Str::lit("v")));
        assert!(names().contains(&Str::lit("hx2rs_test")));
        put_env("hx2rs_test", None);
        put_env("a=b", Some("v"));
        assert_eq!((get_env("hx2rs_test"), get_env("a=b")), (None, None));
        assert!(!names().contains(&Str::lit("hx2rs_test")));
    }
}
