//! What the measurements measure with: the made-up [`project`]. The binaries are the measurements: `main.rs` runs programs
//! on all engines, `bin/parse.rs` the parser, `bin/project.rs` the front end.

pub mod project;
