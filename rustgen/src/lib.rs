//! Rust for a typed program: [`Program`] and ownership plan in, the files of a Cargo project and their source map out.
//! Pure: the same input gives the same bytes.

pub mod native;
pub mod natives_generated;
