//! `cargo run -p hx2rs-generate SEED`: prints the program of a seed, to be looked at and made smaller by hand.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Talks to a person.

fn main() {
    for seed in std::env::args()
        .skip(1)
        .filter_map(|text| text.parse().ok())
    {
        println!("{}", hx2rs_generate::program(seed));
    }
}
