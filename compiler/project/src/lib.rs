//! Projects on disk: what a folder, a file or a list of flags means, where its sources lie, and how the files that come out
//! are written. The command line and the build script stand on it; neither arguments nor terminals are known here, and
//! nothing about the language is decided. Start at [`input`], then [`load`], then [`emission`].

#![allow(clippy::disallowed_methods)] // Files are this crate's business; the core has none.

pub mod class_paths;
pub mod emission;
pub mod files;
pub mod fingerprint;
pub mod haxelib;
mod hxml;
pub mod input;
pub mod load;
pub mod manifest;
pub mod official;
mod prelude_generated;
pub mod resources;
pub mod runtime;
pub mod settings;
pub mod texts;
