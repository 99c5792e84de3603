//! Accounts that are opened, booked on and closed: structs in a map.

use std::collections::HashMap;
use twins::Random;

struct Account {
    number: i32,
    balance: i32,
    bookings: i32,
}

impl Account {
    fn new(number: i32) -> Self {
        Self {
            number,
            balance: 0,
            bookings: 0,
        }
    }

    fn book(&mut self, amount: i32) {
        self.balance += amount;
        self.bookings += 1;
    }
}

#[derive(Default)]
struct Ledger {
    accounts: HashMap<i32, Account>,
    opened: i32,
    closed: i32,
}

impl Ledger {
    fn account(&mut self, number: i32) -> &mut Account {
        let opened = &mut self.opened;
        self.accounts.entry(number).or_insert_with(|| {
            *opened += 1;
            Account::new(number)
        })
    }

    fn transfer(&mut self, from: i32, to: i32, amount: i32) {
        self.account(from).book(-amount);
        self.account(to).book(amount);
    }

    fn close(&mut self, number: i32) -> bool {
        match self.accounts.get(&number) {
            Some(account) if account.balance <= 0 => {
                self.accounts.remove(&number);
                self.closed += 1;
                true
            }
            _ => false,
        }
    }

    fn richest(&self, count: usize) -> Vec<&Account> {
        let mut all: Vec<&Account> = self.accounts.values().collect();
        all.sort_by_key(|account| (-account.balance, account.number));
        all.truncate(count);
        all
    }
}

fn main() {
    let mut ledger = Ledger::default();
    let mut seed = Random::new(4711);
    let mut random = |below| seed.next(8, below);
    for _ in 0..50000 * twins::scale() {
        let (from, to) = (random(20000) * 7, random(20000) * 7);
        ledger.transfer(from, to, 1 + random(100));
        if random(10) == 0 {
            ledger.close(random(20000) * 7);
        }
    }
    println!("{} opened, {} closed", ledger.opened, ledger.closed);
    for account in ledger.richest(5) {
        println!(
            "{}: {} by {} bookings",
            account.number, account.balance, account.bookings
        );
    }
}
