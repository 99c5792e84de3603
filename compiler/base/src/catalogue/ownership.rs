//! B: ownership contracts and borrows. Nothing is reported yet: the ownership checker fills this family.

family! {}
