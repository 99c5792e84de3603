//! Haxe's `Array.sort`: a stable merge sort.
//!
//! Unlike `slice::sort_by` it never panics where the comparator is no total order, and the sequence of its comparisons
//! is fixed: runs of 1, 2, 4, … are merged from the left, and the left element goes first unless it is greater. The
//! Haxe body that the dev engines run (`prelude/hx/Array.hx`) does the same, so a comparator that prints shows no
//! difference. Elements are permuted only after the last comparison, so unwinding leaves them as they were.

use std::convert::Infallible;

/// `xs.sort(compare)`.
pub fn sort<T>(xs: &mut [T], mut compare: impl FnMut(&T, &T) -> i32) {
    let sorted: Result<(), Infallible> = try_sort(xs, |a, b| Ok(compare(a, b)));
    match sorted {
        Ok(()) => {}
    }
}

/// `xs.sort(compare)` with a comparator that can throw; then the order stays as it was.
pub fn try_sort<T, E>(
    xs: &mut [T],
    mut compare: impl FnMut(&T, &T) -> Result<i32, E>,
) -> Result<(), E> {
    let order = {
        let items: Vec<&T> = xs.iter().collect();
        let entries = items.into_iter().enumerate().collect();
        merged(entries, |(_, a), (_, b)| compare(a, b))?
            .into_iter()
            .map(|(at, _)| at)
            .collect::<Vec<usize>>()
    };
    permute(xs, order);
    Ok(())
}

/// The entries in the order of `compare`, merged bottom up.
fn merged<T: Copy, E>(
    mut entries: Vec<T>,
    mut compare: impl FnMut(&T, &T) -> Result<i32, E>,
) -> Result<Vec<T>, E> {
    let mut width = 1;
    while width < entries.len() {
        let mut next = Vec::with_capacity(entries.len());
        for run in entries.chunks(2 * width) {
            let (mut left, mut right) = run.split_at(width.min(run.len()));
            while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
                if compare(a, b)? <= 0 {
                    next.push(*a);
                    left = left_rest;
                } else {
                    next.push(*b);
                    right = right_rest;
                }
            }
            next.extend_from_slice(left);
            next.extend_from_slice(right);
        }
        entries = next;
        width *= 2;
    }
    Ok(entries)
}

/// Puts at each place the element that stood at `order` of it, cycle by cycle.
fn permute<T>(xs: &mut [T], mut order: Vec<usize>) {
    for start in 0..xs.len() {
        let mut at = start;
        while let Some(from) = order.get_mut(at) {
            let source = std::mem::replace(from, at);
            if source == start || source == at {
                break;
            }
            xs.swap(at, source);
            at = source;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stable() {
        let mut xs: Vec<(i32, i32)> = (0..1000).map(|i| ((i * 7919) % 13, i)).collect();
        let mut expected = xs.clone();
        expected.sort_by_key(|x| x.0);
        sort(&mut xs, |a, b| a.0.wrapping_sub(b.0));
        assert_eq!(xs, expected);
    }

    #[test]
    fn no_total_order() {
        let mut xs: Vec<i32> = (0..500).collect();
        let mut turn = 0_i32;
        sort(&mut xs, |_, _| {
            turn = turn.wrapping_mul(1_103_515_245).wrapping_add(12_345);
            turn
        });
        xs.sort_unstable();
        assert_eq!(xs, (0..500).collect::<Vec<i32>>());
    }

    #[test]
    fn fallible() {
        let mut xs = [3, 1, 2];
        let mut left = 1;
        let outcome = try_sort(&mut xs, |a, b| {
            left -= 1;
            if left < 0 { Err("stop") } else { Ok(a - b) }
        });
        assert_eq!((outcome, xs), (Err("stop"), [3, 1, 2]));
    }
}
