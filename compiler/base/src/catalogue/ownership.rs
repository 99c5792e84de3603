//! B: ownership contracts and borrows. Filled by the ownership checker.

family! {}
