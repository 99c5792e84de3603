//! B: ownership contracts and borrows.

family! {
    /// A field through which shared objects can hold each other alive for good.
    POSSIBLE_CYCLE = "B3010" warning "possible-cycle";
}
