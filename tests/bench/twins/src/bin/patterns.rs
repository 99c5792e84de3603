//! Derivatives of expressions, simplified until nothing changes, and evaluated. Parts are shared by the results, so they are
//! counted references.

use std::rc::Rc;

enum Expression {
    Number(i32),
    Variable(&'static str),
    Sum(Rc<Expression>, Rc<Expression>),
    Product(Rc<Expression>, Rc<Expression>),
    Power(Rc<Expression>, i32),
}

use Expression::*;

fn number(value: i32) -> Rc<Expression> {
    Rc::new(Number(value))
}

fn sum(left: &Rc<Expression>, right: &Rc<Expression>) -> Rc<Expression> {
    Rc::new(Sum(Rc::clone(left), Rc::clone(right)))
}

fn product(left: &Rc<Expression>, right: &Rc<Expression>) -> Rc<Expression> {
    Rc::new(Product(Rc::clone(left), Rc::clone(right)))
}

fn derivative(of: &Expression, by: &str) -> Rc<Expression> {
    match of {
        Number(_) => number(0),
        Variable(name) => number(i32::from(*name == by)),
        Sum(left, right) => sum(&derivative(left, by), &derivative(right, by)),
        Product(left, right) => sum(
            &product(&derivative(left, by), right),
            &product(left, &derivative(right, by)),
        ),
        Power(base, exponent) => product(
            &product(
                &number(*exponent),
                &Rc::new(Power(Rc::clone(base), exponent - 1)),
            ),
            &derivative(base, by),
        ),
    }
}

fn simplified(expression: &Rc<Expression>) -> Rc<Expression> {
    match &**expression {
        Sum(left, right) => {
            let (left, right) = (simplified(left), simplified(right));
            match (&*left, &*right) {
                (Number(0), _) => right,
                (_, Number(0)) => left,
                (Number(a), Number(b)) => number(a.wrapping_add(*b)),
                (_, Number(_)) => sum(&right, &left),
                (Number(a), Sum(first, rest)) => match **first {
                    Number(b) => sum(&number(a.wrapping_add(b)), rest),
                    _ => sum(&left, &right),
                },
                _ => sum(&left, &right),
            }
        }
        Product(left, right) => {
            let (left, right) = (simplified(left), simplified(right));
            match (&*left, &*right) {
                (Number(0), _) | (_, Number(0)) => number(0),
                (Number(1), _) => right,
                (_, Number(1)) => left,
                (Number(a), Number(b)) => number(a.wrapping_mul(*b)),
                (_, Number(_)) => product(&right, &left),
                (Number(a), Product(first, rest)) => match **first {
                    Number(b) => product(&number(a.wrapping_mul(b)), rest),
                    _ => product(&left, &right),
                },
                _ => product(&left, &right),
            }
        }
        Power(_, 0) => number(1),
        Power(base, 1) => simplified(base),
        Power(base, exponent) => Rc::new(Power(simplified(base), *exponent)),
        Number(_) | Variable(_) => Rc::clone(expression),
    }
}

fn value(of: &Expression, x: i32, y: i32) -> i32 {
    match of {
        Number(value) => *value,
        Variable("x") => x,
        Variable(_) => y,
        Sum(left, right) => value(left, x, y).wrapping_add(value(right, x, y)),
        Product(left, right) => value(left, x, y).wrapping_mul(value(right, x, y)),
        Power(base, exponent) => {
            let factor = value(base, x, y);
            (0..*exponent).fold(1_i32, |result, _| result.wrapping_mul(factor))
        }
    }
}

fn size(of: &Expression) -> i32 {
    match of {
        Number(_) | Variable(_) => 1,
        Sum(left, right) | Product(left, right) => 1 + size(left) + size(right),
        Power(base, _) => 1 + size(base),
    }
}

fn text(of: &Expression) -> String {
    match of {
        Number(value) => value.to_string(),
        Variable(name) => (*name).to_owned(),
        Sum(left, right) => format!("({} + {})", text(left), text(right)),
        Product(left, right) => format!("{} * {}", text(left), text(right)),
        Power(base, exponent) => format!("{}^{exponent}", text(base)),
    }
}

fn polynomial(degree: i32) -> Rc<Expression> {
    let mut whole = number(degree);
    for exponent in 1..=degree {
        let first = Rc::new(Power(Rc::new(Variable("x")), exponent));
        let inner = sum(&Rc::new(Variable("y")), &number(exponent));
        let second = Rc::new(Power(inner, degree - exponent));
        let term = product(&number(exponent * 3), &product(&first, &second));
        whole = sum(&whole, &term);
    }
    whole
}

fn main() {
    println!("{}", text(&simplified(&derivative(&polynomial(3), "x"))));
    let mut check = 0_i32;
    for round in 0..120 * twins::scale() as i32 {
        let mut expression = polynomial(6 + round % 6);
        for step in 0..3 {
            expression = derivative(&expression, if step == 1 { "y" } else { "x" });
            let (mut before, mut now) = (-1, size(&expression));
            while now != before {
                before = now;
                expression = simplified(&expression);
                now = size(&expression);
            }
            let found = value(&expression, round % 7, 3);
            check = check.wrapping_mul(31).wrapping_add(found).wrapping_add(now);
        }
        if round == 11 {
            println!("{check}");
        }
    }
    println!("{}", if check == 0 { "lost" } else { "done" });
}
