//! The boundary types that the emitter, the loader and the interpreter share. It depends on nothing of the compiler.
//! Today it holds the format of source maps, see [`source_map`].

pub mod source_map;
