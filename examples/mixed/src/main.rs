//! A till: Rust reads the receipt, Haxe knows the prices.

use hx2rs_prelude::Str;

include!(concat!(env!("OUT_DIR"), "/haxe.rs"));

use haxe::shop::prices;

const RECEIPT: &str = "apple 3\nbread 1\nsaffron 2\napple 9\nunicorn 1\n";

fn main() {
    haxe::init();
    let mut total = 0;
    for line in RECEIPT.lines() {
        let Some((name, count)) = line.split_once(' ') else {
            continue;
        };
        let count = count.parse().unwrap_or(0);
        match prices::cents(Str::from(name), count) {
            Ok(cents) => {
                total += cents;
                println!("{:<10}{:>10}", line, prices::shown(cents));
            }
            Err(exception) => println!("{line:<10}{exception:>10}"),
        }
    }
    println!("{:<10}{:>10}", "together", prices::shown(total));
    println!("{} prices asked for", prices::asked());
}
