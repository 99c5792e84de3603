//! The interpreter over programs.
