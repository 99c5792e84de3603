//! `Array` against what the official targets answer.

use super::*;

fn three() -> Array<i32> {
    Array::from([1, 2, 3])
}

#[track_caller]
fn check(shown: &impl Show, expected: &str) {
    assert_eq!(text(shown), expected);
}

#[test]
fn slices() {
    for (position, end, expected) in [
        (-2, None, "[2,3]"),
        (1, None, "[2,3]"),
        (0, Some(-1), "[1,2]"),
        (5, None, "[]"),
        (2, Some(1), "[]"),
        (-9, Some(2), "[1,2]"),
    ] {
        check(&three().slice(position, end), expected);
    }
}

#[test]
fn splices() {
    for (position, len, left, taken) in [
        (1, 1, "[1,3]", "[2]"),
        (-1, 1, "[1,2]", "[3]"),
        (0, 9, "[]", "[1,2,3]"),
        (5, 1, "[1,2,3]", "[]"),
        (1, -1, "[1,2,3]", "[]"),
        (-9, 2, "[3]", "[1,2]"),
        (1, 0, "[1,2,3]", "[]"),
    ] {
        let xs = three();
        check(&xs.splice(position, len), taken);
        check(&xs, left);
    }
}

#[test]
fn inserts() {
    for (position, expected) in [
        (0, "[9,1,2,3]"),
        (3, "[1,2,3,9]"),
        (9, "[1,2,3,9]"),
        (-1, "[1,2,9,3]"),
        (-3, "[9,1,2,3]"),
        (-9, "[9,1,2,3]"),
        (i32::MIN, "[9,1,2,3]"),
    ] {
        let xs = three();
        xs.insert(position, 9);
        check(&xs, expected);
    }
}

#[test]
fn swaps() {
    for (first, second, expected) in [
        (0, 2, "[3,2,1]"),
        (1, 1, "[1,2,3]"),
        (0, 4, "[0,2,3,0,1]"),
        (4, 0, "[0,2,3,0,1]"),
    ] {
        let xs = three();
        xs.swap(first, second);
        check(&xs, expected);
        let xs = Array::from(["1", "2", "3"]);
        xs.swap_sparse(first, second);
        check(&xs, &expected.replace('0', "null"));
    }
}

#[test]
fn lends() {
    let xs = three();
    let lent = xs.lend();
    assert_eq!(
        (lent.get(2), lent.get(3), lent.get(-1)),
        (Some(&3), None, None)
    );
    assert_eq!(lent.iter().sum::<i32>(), 6);
    drop(lent);
    let texts = xs.view(|it| text(&it), |it| it.parse().unwrap_or_default());
    assert_eq!(texts.lend().get(1), Some(&Str::lit("2")));
    let gaps = Array::new();
    gaps.set_sparse(1, "b");
    let lent = gaps.lend();
    assert_eq!((lent.get(0), lent.get(1)), (None, Some(&"b")));
    drop(lent);
    gaps.set_sparse(0, "a");
    let lent = gaps.lend();
    assert_eq!((gaps.to_vec(), lent.get(0)), (vec!["a", "b"], Some(&"a")));
}

#[test]
fn searches() {
    let xs = three();
    for (value, start, first, last) in [
        (2, None, 1, 1),
        (2, Some(2), -1, 1),
        (3, Some(-1), 2, 2),
        (1, Some(-9), 0, -1),
        (1, Some(-3), 0, 0),
        (3, Some(1), 2, -1),
        (3, Some(99), -1, 2),
    ] {
        assert_eq!(xs.index_of(&value, start), first, "{value} {start:?}");
        assert_eq!(xs.last_index_of(&value, start), last, "{value} {start:?}");
    }
    assert_eq!(Array::<i32>::new().last_index_of(&1, None), -1);
    assert!(xs.contains(&2) && !xs.contains(&9));
    assert!(xs.remove(&2) && !xs.remove(&2));
    check(&xs, "[1,3]");
}

#[test]
fn elements() {
    let xs = three();
    assert_eq!((xs.get(-1), xs.get(3), xs.at(3)), (None, None, 0));
    xs.set(5, 6);
    check(&xs, "[1,2,3,0,0,6]");
    xs.resize(2);
    check(&xs, "[1,2]");
    xs.resize(3);
    check(&xs, "[1,2,0]");
    xs.resize(-1);
    check(&xs, "[]");
    assert_eq!((xs.pop(), xs.shift(), xs.push(4)), (None, None, 1));
    xs.unshift(3);
    check(&xs, "[3,4]");
    assert_eq!(xs.shift(), Some(3));
    let nullable: Array<Option<i32>> = Array::new();
    nullable.set(1, Some(1));
    check(&nullable, "[null,1]");
}

#[test]
fn a_write_before_the_start_is_a_fault() {
    let outcome = crate::guard(|| {
        three().set(-1, 5);
        Ok(())
    });
    let message = outcome.map_err(|e| e.message().to_string());
    assert_eq!(message, Err(String::from("Negative array index: -1")));
}

#[test]
fn elements_without_a_default() {
    let xs = Array::from([Rc::new(1)]);
    xs.set_sparse(0, Rc::new(2));
    xs.set_sparse(1, Rc::new(3));
    check(&xs, "[2,3]");
    xs.set_sparse(4, Rc::new(4));
    check(&xs, "[2,3,null,null,4]");
    assert_eq!((xs.length(), xs.get(2), xs.get(9)), (5, None, None));
    assert_eq!(
        (xs.pop(), xs.pop(), xs.length()),
        (Some(Rc::new(4)), None, 3)
    );
    let walk = crate::guard(|| {
        xs.iter().for_each(drop);
        Ok(())
    });
    assert!(walk.is_err());
    xs.set_sparse(2, Rc::new(5));
    check(&xs.map(|x| **x * 2), "[4,6,10]");
    xs.resize_sparse(4);
    check(&xs, "[2,3,5,null]");
    let outcome = crate::guard(|| {
        xs.set_sparse(-1, Rc::new(4));
        Ok(())
    });
    assert!(outcome.is_err());
}

#[test]
fn a_view_is_the_same_array() {
    let ints = three();
    let texts: Array<Str> = ints.view(
        |item| text(&item),
        |item| item.parse().unwrap_or_else(|_| fault("no number", "")),
    );
    check(&texts, "[1,2,3]");
    texts.push(Str::lit("4"));
    texts.set(0, Str::lit("9"));
    check(&ints, "[9,2,3,4]");
    texts.reverse();
    assert_eq!(
        (texts.shift(), texts.pop()),
        (Some(Str::lit("4")), Some(Str::lit("9")))
    );
    texts.sort(crate::compare);
    texts.set(3, Str::lit("7"));
    check(&ints, "[2,3,null,7]");
    assert_eq!((ints.at(2), texts.length()), (0, 4));
    texts.set(2, Str::lit("0"));
    assert_eq!(texts.index_of(&Str::lit("3"), None), 1);
    let again: Array<i32> = texts.view(|item| item.parse().unwrap_or(0), |item| text(&item));
    assert!(again.same(&ints));
    let wrong = crate::guard(|| {
        texts.push(Str::lit("x"));
        Ok(())
    });
    assert!(wrong.is_err());
    texts.clear();
    assert!(ints.is_empty());
}

#[test]
fn whole_arrays() {
    let xs = three();
    check(&xs.concat(&Array::from([4])), "[1,2,3,4]");
    xs.reverse();
    check(&xs, "[3,2,1]");
    let copy = xs.copy();
    assert!(!copy.same(&xs) && xs.same(&xs.clone()));
    check(&xs.map(|x| x * 10), "[30,20,10]");
    check(&xs.filter(|x| *x != 2), "[3,1]");
    assert_eq!(Array::from([Some(1.5), None]).join(";"), "1.5;null");
    assert_eq!(Array::<i32>::new().join(","), "");
    let thrown: Result<Array<i32>, &str> =
        xs.try_map(|x| if *x == 2 { Err("two") } else { Ok(*x) });
    assert_eq!(thrown.err(), Some("two"));
    check(
        &xs.pairs().map(|(at, x)| at * x).collect::<Array<i32>>(),
        "[0,2,2]",
    );
}

#[test]
fn a_loop_sees_what_its_body_does() {
    let xs = three();
    for x in xs.iter() {
        if xs.len() < 6 {
            xs.push(x * 10);
        }
    }
    check(&xs, "[1,2,3,10,20,30]");
    let xs = three();
    let mut seen = Vec::new();
    for x in xs.iter() {
        seen.push(x);
        if x == 1 {
            xs.remove(&1);
        }
    }
    assert_eq!(seen, [1, 3]);
}

#[test]
fn a_comparator_may_use_the_array() {
    let xs: Array<i32> = Array::from([4, 2, 7]);
    let other = xs.clone();
    xs.sort(|a, b| {
        if other.len() < 5 {
            other.push(0);
        }
        a.wrapping_sub(*b)
    });
    check(&xs, "[2,4,7,0,0]");
    xs.sort(|a, b| {
        other.clear();
        a.wrapping_sub(*b)
    });
    check(&xs, "[0,0,2,4,7]");
    let outcome: Result<(), &str> = xs.try_sort(|_, _| Err("stop"));
    assert_eq!(outcome, Err("stop"));
}
