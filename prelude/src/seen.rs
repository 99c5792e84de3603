//! One type that goes by two names: where a class is asked what it is, what its type parameters are follows, and Rust does
//! not know. Conversions of values are none of this.

use std::any::Any;

/// The value as one of a type that turns out to be its own.
///
/// # Panics
///
/// If the types differ, which emitted code has seen that they do not.
pub fn seen<A: 'static, B: 'static>(value: A) -> B {
    let mut value = Some(value);
    let place: &mut dyn Any = &mut value;
    match place.downcast_mut().and_then(Option::take) {
        Some(value) => value,
        None => unreachable!("a type parameter is what its class made of it"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_stays_what_it_is() {
        let number: i32 = seen::<i32, i32>(5);
        assert_eq!(number, 5);
    }
}
