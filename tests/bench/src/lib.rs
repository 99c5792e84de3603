//! What the measurements measure with: the [`programs`] and their [`twins`], and the made-up [`project`]. The binaries are the
//! measurements: `main.rs` runs programs on all engines, `bin/parse.rs` the parser, `bin/project.rs` the front end,
//! `bin/builds.rs` builds.

#![allow(clippy::disallowed_methods)] // Measurements build and run what they measure.

pub mod programs;
pub mod project;
pub mod twins;
