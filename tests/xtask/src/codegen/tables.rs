//! The tables of native functions: their ids for the compiler, and the calls of leaf functions for the interpreter.

use std::fmt::Write;

use super::rows::{Kind, Passing, Row, Shape};
use super::signatures::{Detail, Value};
use super::{Generated, HEADER, formatted};

/// `compiler/hir/src/natives_generated.rs`: `NativeId` and what is known of each.
pub(super) fn identities(rows: &[Row]) -> Result<Generated, String> {
    let mut variants = String::new();
    let mut all = String::new();
    let mut natives = String::new();
    for row in rows {
        let variant = row.variant();
        let _ = writeln!(variants, "/// `{}.{}`.\n{variant},", row.class, row.member);
        let _ = writeln!(all, "Self::{variant},");
        let _ = writeln!(natives, "Self::{variant} => &{},", native(row));
    }
    let text = format!(
        "//! Ids of the native functions of the prelude, and how each is bound.\n{HEADER}\
         use crate::native::{{Native, NativeKind, NativeParameter, NativeResult, NativeType, Passing}};\n\n\
         /// A function that is implemented in Rust: by the prelude, or by each engine as an intrinsic.\n\
         #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]\n\
         pub enum NativeId {{\n{variants}}}\n\n\
         impl NativeId {{\n\
         /// All of them, in order of class and member.\n\
         pub const ALL: &'static [Self] = &[\n{all}];\n\n\
         /// How it is bound.\n\
         pub fn native(self) -> &'static Native {{\nmatch self {{\n{natives}}}\n}}\n}}\n"
    );
    formatted("compiler/hir/src/natives_generated.rs", text)
}

fn native(row: &Row) -> String {
    let kind = match row.kind {
        Kind::Leaf => "Leaf",
        Kind::Intrinsic => "Intrinsic",
        Kind::Override => "Override",
    };
    let parameters: Vec<String> = row.signature.parameters.iter().map(parameter).collect();
    let bounds: Vec<String> = row
        .signature
        .bounds
        .iter()
        .map(|(parameter, bound)| format!("({parameter:?}, {bound:?})"))
        .collect();
    let result = &row.signature.result;
    format!(
        "Native {{ class: {:?}, member: {:?}, kind: NativeKind::{kind}, rust: {:?}, fallible: {:?}, \
         parameters: &[{}], result: NativeResult {{ ty: NativeType::{}, nullable: {}, borrowed: {}, throws: {} }}, \
         bounds: &[{}] }}",
        row.class,
        row.member,
        row.rust,
        row.fallible,
        parameters.join(", "),
        shape(result.shape),
        result.nullable,
        result.passing == Passing::Borrow,
        row.signature.throws,
        bounds.join(", "),
    )
}

fn parameter(value: &Value) -> String {
    let passing = match value.passing {
        Passing::Own => "Own",
        Passing::Borrow => "Borrow",
        Passing::BorrowMut => "BorrowMut",
        Passing::Call => "Call",
    };
    format!(
        "NativeParameter {{ ty: NativeType::{}, nullable: {}, passing: Passing::{passing} }}",
        shape(value.shape),
        value.nullable
    )
}

fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Int => "Int",
        Shape::Int64 => "Int64",
        Shape::Float => "Float",
        Shape::Bool => "Bool",
        Shape::Text => "Text",
        Shape::String => "String",
        Shape::Void => "Void",
        Shape::Never => "Never",
        Shape::Other => "Other",
    }
}

/// `interp/src/natives_generated.rs`: how the interpreter carries out each native, and a pin of the exact type of each
/// leaf function.
pub(super) fn implementations(rows: &[Row]) -> Result<Generated, String> {
    let mut intrinsics = String::new();
    let mut arms = String::new();
    let mut overrides: Vec<String> = Vec::new();
    let mut pins: Vec<String> = Vec::new();
    for row in rows {
        let variant = row.variant();
        match row.kind {
            Kind::Leaf => {
                pins.push(pin(row));
                let types = row.signature.parameters.iter().map(rust_type);
                let arguments: String = types.map(|ty| format!(", {ty}")).collect();
                let leaf = format!("leaf!(hx2rs_prelude::{}{arguments})", row.rust);
                let _ = writeln!(arms, "NativeId::{variant} => {leaf},");
            }
            Kind::Intrinsic => {
                let _ = writeln!(
                    intrinsics,
                    "/// `{}.{}`.\n{variant},",
                    row.class, row.member
                );
                let implementation = format!("Implementation::Intrinsic(Intrinsic::{variant})");
                let _ = writeln!(arms, "NativeId::{variant} => {implementation},");
            }
            Kind::Override => overrides.push(format!("NativeId::{variant}")),
        }
    }
    pins.sort();
    pins.dedup();
    let text = format!(
        "//! The native functions of the prelude as the interpreter carries them out.\n{HEADER}\
         use crate::native::{{Implementation, leaf}};\nuse hx2rs_compiler::hir::NativeId;\n\
         use hx2rs_prelude::{{self as hx, Exception, Str}};\n\n\
         /// The natives that the interpreter carries out itself.\n\
         #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]\n\
         pub(crate) enum Intrinsic {{\n{intrinsics}}}\n\n\
         /// How a native is carried out; none: by its Haxe body.\n\
         pub(crate) fn implementation(id: NativeId) -> Option<Implementation> {{\n\
         Some(match id {{\n{arms}\n{} => return None,\n}})\n}}\n\n\
         // Each function has exactly the type that its row relies on.\n{}\n",
        overrides.join(" | "),
        pins.join("\n")
    );
    formatted("interp/src/natives_generated.rs", text)
}

/// `rustgen/src/natives_generated.rs`: how emitted code calls each native.
pub(super) fn calls(rows: &[Row]) -> Result<Generated, String> {
    let mut arms = String::new();
    for row in rows {
        let signature = &row.signature;
        let passed = signature
            .parameters
            .iter()
            .skip(usize::from(signature.is_method));
        let parameters: Vec<String> = passed
            .map(|value| format!("Passing::{}", passing(value)))
            .collect();
        let _ = writeln!(
            arms,
            "NativeId::{} => Native {{ path: \"hx::{}\", is_method: {}, parameters: &[{}], result: Returning::{} }},",
            row.variant(),
            row.rust,
            signature.is_method,
            parameters.join(", "),
            returning(row),
        );
    }
    let text = format!(
        "//! How emitted code calls the native functions of the prelude.\n{HEADER}\
         use crate::native::{{Native, Passing, Returning}};\nuse hx2rs_compiler::hir::NativeId;\n\n\
         /// The row of a native function.\n\
         pub fn native(id: NativeId) -> Native {{\nmatch id {{\n{arms}}}\n}}\n"
    );
    formatted("rustgen/src/natives_generated.rs", text)
}

fn passing(value: &Value) -> &'static str {
    match (value.passing, value.detail, value.nullable) {
        (_, Detail::IntoText, _) => "IntoText",
        (_, Detail::Shown, _) => "Shown",
        (Passing::Call, Detail::ByReference, _) => "CallbackByReference",
        (Passing::Call, ..) => "Callback",
        (Passing::Borrow | Passing::BorrowMut, _, true) => "OptionalReference",
        (Passing::Borrow, _, false) if value.shape == Shape::Text => "Text",
        (Passing::Borrow | Passing::BorrowMut, _, false) => "Reference",
        (Passing::Own, ..) => "Value",
    }
}

fn returning(row: &Row) -> &'static str {
    let value = &row.signature.result;
    match (value.shape, value.passing, value.nullable) {
        _ if row.signature.throws => "Fallible",
        _ if value.detail == Detail::Iterator => "Iterator",
        (Shape::Void, ..) => "Unit",
        (Shape::Never, ..) => "Never",
        (Shape::Text, Passing::Borrow, false) => "Text",
        (_, Passing::Borrow, true) => "OptionalReference",
        (_, Passing::Borrow, false) => "Reference",
        (..) => "Value",
    }
}

fn pin(row: &Row) -> String {
    let parameters: Vec<String> = row.signature.parameters.iter().map(rust_type).collect();
    let result = match row.signature.throws {
        true => format!("Result<{}, Exception>", rust_type(&row.signature.result)),
        false => rust_type(&row.signature.result),
    };
    let result = match result.as_str() {
        "()" => String::new(),
        _ => format!(" -> {result}"),
    };
    format!(
        "const _: fn({}){result} = hx::{};",
        parameters.join(", "),
        row.rust
    )
}

fn rust_type(value: &Value) -> String {
    let name = match value.shape {
        Shape::Int => "i32",
        Shape::Int64 => "i64",
        Shape::Float => "f64",
        Shape::Bool => "bool",
        Shape::Text => "str",
        Shape::String => "Str",
        Shape::Void => "()",
        Shape::Never => "!",
        Shape::Other => "_",
    };
    let name = match value.passing {
        Passing::Borrow => format!("&{name}"),
        Passing::BorrowMut => format!("&mut {name}"),
        Passing::Own | Passing::Call => String::from(name),
    };
    match value.nullable {
        true => format!("Option<{name}>"),
        false => name,
    }
}
