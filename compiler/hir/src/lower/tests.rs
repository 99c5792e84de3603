//! Bodies from source text to HIR dumps and diagnostics.
