//! Declarations and signatures joined to one row per native function, and what can be wrong between them.

use std::collections::BTreeMap;

use super::declarations::{Declaration, HaxeType};
use super::signatures::{Signature, Value};

/// The types that engines share. `Other`: a container, an object, a type parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Int,
    Int64,
    Float,
    Bool,
    /// `str`.
    Text,
    /// `Str`.
    String,
    Void,
    Never,
    Other,
}

/// How an argument reaches a Rust function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Passing {
    Own,
    Borrow,
    BorrowMut,
    /// A function that is called back.
    Call,
}

/// Who implements a native function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// The same Rust function for every engine.
    Leaf,
    /// The interpreter itself; in emitted code the Rust function.
    Intrinsic,
    /// A Haxe body in the dev engines; in emitted code the Rust function.
    Override,
}

/// A native function.
pub(super) struct Row {
    /// `haxe.Exception`.
    pub class: String,
    /// `toString`.
    pub member: String,
    pub kind: Kind,
    /// `math::abs`, below the crate's root.
    pub rust: String,
    /// The same with callbacks that can throw, if there is one.
    pub fallible: Option<String>,
    pub signature: Signature,
}

impl Row {
    /// Its variant of `NativeId`: `MathAbs`.
    pub(super) fn variant(&self) -> String {
        let class = self.class.rsplit('.').next().unwrap_or_default();
        let words = self.member.split('_').flat_map(|word| {
            let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
            let shouted = word.len() > 1 && word.chars().all(|char| char.is_ascii_uppercase());
            let rest = if shouted {
                rest.to_lowercase()
            } else {
                String::from(rest)
            };
            [first.to_uppercase(), rest]
        });
        let member: String = words.collect();
        format!("{class}{member}")
    }
}

/// The rows in order of class and member; an error lists everything that does not fit.
pub(super) fn join(
    declarations: &[Declaration],
    signatures: &BTreeMap<String, Signature>,
) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut findings = Vec::new();
    for declaration in declarations {
        match row(declaration, signatures) {
            Ok(Some(row)) => rows.push(row),
            Ok(None) => {}
            Err(finding) => findings.push(format!(
                "{}.{}: {finding}",
                declaration.class, declaration.member
            )),
        }
    }
    rows.sort_by(|a, b| (&a.class, &a.member).cmp(&(&b.class, &b.member)));
    let mut variants: Vec<String> = rows.iter().map(Row::variant).collect();
    variants.sort();
    let twice = variants
        .windows(2)
        .filter(|pair| pair.first() == pair.last());
    findings.extend(twice.flat_map(|pair| {
        pair.first()
            .map(|name| format!("{name}: two rows of this name"))
    }));
    match findings.as_slice() {
        [] => Ok(rows),
        [..] => Err(findings.join("\n")),
    }
}

fn row(
    declaration: &Declaration,
    signatures: &BTreeMap<String, Signature>,
) -> Result<Option<Row>, String> {
    let kind = match (
        &declaration.rust,
        declaration.has_body,
        declaration.intrinsic,
    ) {
        _ if declaration.compiler => return Ok(None),
        (None, true, false) => return Ok(None),
        (None, ..) => return Err(String::from("has neither a body nor a `@:rust`")),
        (Some(_), true, false) => Kind::Override,
        (Some(_), true, true) => return Err(String::from("an intrinsic has no body")),
        (Some(_), false, true) => Kind::Intrinsic,
        (Some(_), false, false) => Kind::Leaf,
    };
    let path = declaration.rust.as_deref().unwrap_or_default();
    let rust = path
        .strip_prefix("hx2rs_prelude::")
        .ok_or_else(|| format!("`{path}` is no path of the prelude"))?;
    let signature = signatures
        .get(rust)
        .ok_or_else(|| format!("there is no public function `{path}`"))?;
    check(declaration, kind, signature)?;
    let fallible = match rust.rsplit_once("::") {
        Some((owner, name)) => format!("{owner}::try_{name}"),
        None => format!("try_{rust}"),
    };
    Ok(Some(Row {
        class: declaration.class.clone(),
        member: declaration.member.clone(),
        kind,
        rust: String::from(rust),
        fallible: signatures.contains_key(&fallible).then_some(fallible),
        signature: signature.clone(),
    }))
}

/// Whether the Rust function has the shape of its declaration.
fn check(declaration: &Declaration, kind: Kind, signature: &Signature) -> Result<(), String> {
    let declared: Vec<(HaxeType, bool)> = declaration
        .receiver
        .iter()
        .map(|receiver| (*receiver, false))
        .chain(declaration.parameters.iter().copied())
        .collect();
    if declared.len() != signature.parameters.len() {
        return Err(format!(
            "has {} parameters with its receiver, the Rust function {}",
            declared.len(),
            signature.parameters.len()
        ));
    }
    for (at, ((ty, nullable), value)) in declared.iter().zip(&signature.parameters).enumerate() {
        // Every String of Haxe may be null: Rust code that looks at that says so.
        let takes_null = *ty == HaxeType::String && value.nullable;
        if !agree(*ty, *nullable || takes_null, value) {
            return Err(format!(
                "parameter {at} is {ty:?}, in Rust {:?}",
                value.shape
            ));
        }
        if kind == Kind::Leaf && value.shape == Shape::Other {
            return Err(format!(
                "parameter {at} is of no type that a leaf function may take"
            ));
        }
    }
    let (ty, nullable) = declaration.result;
    if !agree(ty, nullable, &signature.result) {
        return Err(format!(
            "gives {ty:?}, in Rust {:?}",
            signature.result.shape
        ));
    }
    if kind == Kind::Leaf && signature.result.shape == Shape::Other {
        return Err(String::from("gives what no leaf function may give"));
    }
    Ok(())
}

/// Whether a Haxe type and a Rust type are one. A nullable result may be a plain one in Rust, not the other way round.
fn agree(ty: HaxeType, nullable: bool, value: &Value) -> bool {
    let shapes: &[Shape] = match ty {
        HaxeType::Int => &[Shape::Int],
        HaxeType::Float => &[Shape::Float],
        HaxeType::Bool => &[Shape::Bool],
        HaxeType::String => &[Shape::String, Shape::Text],
        HaxeType::Int64 => &[Shape::Int64],
        HaxeType::Void => &[Shape::Void, Shape::Never, Shape::Other],
        HaxeType::Other => &[Shape::Other],
    };
    let generic_result = value.shape == Shape::Other;
    shapes.contains(&value.shape)
        && (nullable == value.nullable || ty == HaxeType::Other || generic_result)
}
