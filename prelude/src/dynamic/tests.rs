//! What goes in comes out: as its own type, as its bases, and as nothing else.

use super::*;
use crate::{Array, Map, guard};

trait Shape: Object {
    fn area(&self) -> f64;
}

struct Square(f64);

impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
}

impl Show for Square {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("Square")
    }
}

impl Object for Square {
    fn class(&self) -> &'static str {
        "Square"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer::<Rc<dyn Shape>>(|| self.clone());
        view.offer(|| self);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Color {
    Red,
    Blue,
}

impl Show for Color {
    fn show_on(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str("color")
    }
}

impl crate::Nullable for Color {}

impl AsDynamic for Color {
    fn to_dynamic(self) -> Option<Dynamic> {
        Some(Dynamic::object(self))
    }
    fn from_dynamic(value: &Dynamic) -> Option<Self> {
        value.downcast()
    }
}

impl Object for Color {
    fn class(&self) -> &'static str {
        "Color"
    }
    fn view(self: Rc<Self>, view: &mut View) {
        view.offer(|| *self);
    }
    fn identical(&self, other: &dyn Object) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

#[test]
fn objects() {
    let square = Rc::new(Square(2.0));
    let seen = dynamic(Rc::clone(&square));
    assert!(is::<Rc<Square>>(&seen) && is::<Rc<dyn Shape>>(&seen) && !is::<Str>(&seen));
    let shape: Option<Rc<dyn Shape>> = cast(seen.clone(), "Shape", "");
    assert_eq!(shape.as_ref().map(|shape| shape.area()), Some(4.0));
    let again = shape.and_then(dynamic);
    assert!(again.same(&seen) && again.same(&dynamic(square)));
    assert!(!seen.same(&dynamic(Rc::new(Square(2.0)))));
    assert_eq!(crate::text(&seen), "Square");
}

#[test]
fn values() {
    assert!(is::<f64>(&dynamic(1)) && is::<i32>(&dynamic(1.0)) && !is::<i32>(&dynamic(1.5)));
    assert!(!is::<i32>(&dynamic(4e9)) && !is::<i32>(&dynamic(f64::NAN)));
    assert_eq!(take(dynamic(3.7), "Int", ""), Some(3));
    assert_eq!(take::<i32>(None, "Int", ""), None);
    assert_eq!(take(dynamic("x"), "String", ""), Some(Str::lit("x")));
    assert!(dynamic(1).same(&dynamic(1.0)) && !dynamic(1).same(&dynamic("1")));
    let wrong = guard(|| Ok(cast::<i32>(dynamic("x"), "Int", "Main.hx:1")));
    assert_eq!(
        wrong.err().map(|fault| fault.message().to_string()),
        Some(String::from("Cannot cast String to Int"))
    );
    let color = dynamic(Color::Red);
    assert!(color.same(&dynamic(Color::Red)) && !color.same(&dynamic(Color::Blue)));
    assert!(take(color, "Color", "") == Some(Color::Red));
}

#[test]
fn containers_and_functions() {
    let array = Array::from([1, 2]);
    let seen = dynamic(array.clone());
    assert!(is_class(&seen, &["A", "Array"]) && !is_class(&None, &["A"]));
    assert!(is_array(&seen) && seen.same(&dynamic(array.clone())));
    let back: Option<Array<i32>> = take(seen.clone(), "Array", "");
    back.into_iter().for_each(|back| _ = back.push(3));
    assert_eq!(array.length(), 3);
    // As arrays of other elements it is the same array.
    let values: Option<Array<Option<Dynamic>>> = take(seen.clone(), "Array", "");
    let floats: Option<Array<f64>> = take(dynamic(values), "Array", "");
    assert!(dynamic(floats.clone()).same(&seen));
    floats.into_iter().for_each(|floats| _ = floats.push(4.0));
    assert_eq!(crate::text(&array), "[1,2,3,4]");
    assert!(is::<Map<i32, bool>>(&dynamic(Map::<i32, bool>::new())));
    let twice: Rc<dyn Fn(i32) -> i32> = Rc::new(|x| x * 2);
    let seen = dynamic(Rc::clone(&twice));
    assert!(seen.same(&dynamic(twice)));
    let back: Option<Rc<dyn Fn(i32) -> i32>> = take(seen, "function", "");
    assert_eq!(back.map(|twice| twice(4)), Some(8));
}

#[test]
fn operators() {
    for (a, b, sum) in [
        (dynamic(1), dynamic(2), "3"),
        (dynamic(i32::MAX), dynamic(1), "-2147483648"),
        (dynamic(1), dynamic(0.5), "1.5"),
        (dynamic("a"), None, "anull"),
        (dynamic(true), dynamic("b"), "trueb"),
    ] {
        assert_eq!(crate::text(&add(a, b, "")), sum);
    }
    assert_eq!(crate::text(&subtract(dynamic(5), None, "")), "5");
    assert_eq!(crate::text(&divide(dynamic(7), dynamic(2), "")), "3.5");
    assert_eq!(crate::text(&modulo(dynamic(7), dynamic(0), "")), "0");
    assert!(guard(|| Ok(multiply(dynamic(1), dynamic(true), ""))).is_err());
    let less = |a, b| order(&a, &b).is_some_and(std::cmp::Ordering::is_lt);
    assert!(less(dynamic(1), dynamic(1.5)) && less(dynamic("a"), dynamic("b")));
    assert!(!less(dynamic(1), dynamic("2")) && !less(None, dynamic(1)));
}
