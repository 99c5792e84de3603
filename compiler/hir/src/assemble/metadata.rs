//! What `haxe.rtti.Meta` tells: the metadata that programs can read, `@name(…)` without a colon, of all types and members.
//!
//! The standard library declares a function that gives it as JSON for the name of a type. Its body is written here, where
//! the whole program is known; a program that does not call it has none of this.

use crate::definition::{definition, members};
use crate::{
    BinaryOp, Body, BodySpans, Const, Equality, Expr, ExprId, Implementation, Local, LocalKind,
    Metadata, Program, Ty, TyKind, TypedBody, known,
};
use hx2rs_base::{Db, DefId, MemberId, Name, Space, TextRange};
use hx2rs_syntax::ast::{Ast, ExprKind, List};
use std::fmt::Write;
use std::sync::Arc;

/// Arguments as JSON; `null` if there are none, nothing if they are no constants.
pub(crate) fn arguments(
    tree: &Ast,
    arguments: List<hx2rs_syntax::ast::ExprId>,
) -> Option<Arc<str>> {
    let all = tree.list(arguments);
    if all.is_empty() {
        return Some(Arc::from("null"));
    }
    let mut text = String::new();
    list(tree, all, &mut text)?;
    Some(Arc::from(text))
}

fn list(tree: &Ast, all: &[hx2rs_syntax::ast::ExprId], out: &mut String) -> Option<()> {
    out.push('[');
    for (at, element) in all.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        value(tree, *element, out)?;
    }
    out.push(']');
    Some(())
}

/// A constant as JSON. `None`: it is none.
pub(crate) fn constant_text(tree: &Ast, expr: hx2rs_syntax::ast::ExprId) -> Option<String> {
    let mut text = String::new();
    value(tree, expr, &mut text)?;
    Some(text)
}

fn value(tree: &Ast, expr: hx2rs_syntax::ast::ExprId, out: &mut String) -> Option<()> {
    let kind = tree.expr(expr).kind;
    if let ExprKind::Array(elements) = kind {
        return list(tree, tree.list(elements), out);
    }
    if let ExprKind::Object(fields) = kind {
        out.push('{');
        for (at, field) in tree.list(fields).iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            quoted(field.name.name.as_str(), out);
            out.push(':');
            value(tree, field.value, out)?;
        }
        out.push('}');
        return Some(());
    }
    match crate::constant::constant(tree, expr)? {
        Const::Null => out.push_str("null"),
        Const::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        Const::Int(value) => write!(out, "{value}").ok()?,
        Const::Float(bits) => write!(out, "{:?}", f64::from_bits(bits)).ok()?,
        Const::String(text) => quoted(&text, out),
    }
    Some(())
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char => out.push(char),
        }
    }
    out.push('"');
}

/// `{"name":[…]}` of what programs can read; nothing if there is none.
fn entries(metadata: &[Metadata]) -> Option<String> {
    let mut text = String::new();
    for entry in metadata {
        let Some(given) = &entry.given else { continue };
        text.push(if text.is_empty() { '{' } else { ',' });
        quoted(entry.name.as_str(), &mut text);
        text.push(':');
        text.push_str(given);
    }
    (!text.is_empty()).then(|| text + "}")
}

/// All metadata of a type: its own under `obj`, that of its members under `fields` and `statics`.
fn of_type(db: &dyn Db, def: DefId) -> Option<String> {
    let own = definition(db, def)
        .as_ref()
        .and_then(|it| entries(&it.metadata));
    let (mut fields, mut statics) = (Vec::new(), Vec::new());
    for item in &members(db, def).list {
        let Some(found) = entries(&item.metadata) else {
            continue;
        };
        let mut text = String::new();
        // The constructor is known by this name.
        let name = match item.id.name().as_str() {
            "new" => "_",
            name => name,
        };
        quoted(name, &mut text);
        write!(text, ":{found}").ok()?;
        let is_constructor = matches!(
            item.form,
            crate::definition::MemberForm::EnumConstructor { .. }
        );
        match item.is_static() && !is_constructor {
            true => statics.push(text),
            false => fields.push(text),
        }
    }
    let group = |name: &str, all: Vec<String>| {
        (!all.is_empty()).then(|| format!("\"{name}\":{{{}}}", all.join(",")))
    };
    let parts = [
        own.map(|own| format!("\"obj\":{own}")),
        group("fields", fields),
        group("statics", statics),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{{{}}}", parts.join(",")))
}

/// Writes the body of the function that tells all of it, if the program calls that.
pub(super) fn tell(db: &dyn Db, program: &mut Program) {
    let teller = MemberId::new(known::meta(), "textOf", Space::Static);
    if !program.functions.contains_key(&teller) {
        return;
    }
    let told = program
        .types
        .keys()
        .filter_map(|def| Some((program.path(*def), of_type(db, *def)?)));
    let told = told.collect();
    write_teller(program, teller, told);
}

/// Gives a function of the standard library its body: it takes the name of a type, and tells a text.
pub(super) fn write_teller(program: &mut Program, teller: MemberId, told: Vec<(String, String)>) {
    let Some(function) = program.functions.get(&teller) else {
        return;
    };
    let body = body(told);
    let mut function = (**function).clone();
    function.implementation = Implementation::Body(body);
    program.functions.insert(teller, Arc::new(function));
}

/// `if (name == "A") return "…"; … return null;`
fn body(told: Vec<(String, String)>) -> TypedBody {
    let mut body = Body::default();
    let mut spans = BodySpans::default();
    let local = body.locals.push(Local {
        name: Name::new("name"),
        ty: Ty::string(),
        owner: None,
        kind: LocalKind::Parameter,
        assigned: false,
        captured: false,
    });
    spans.locals.push(TextRange::default());
    body.params.push(local);
    let mut push = |expr: Expr, ty: Ty| -> ExprId {
        spans.exprs.push(TextRange::default());
        spans.points.push(0);
        body.types.push(ty);
        body.exprs.push(expr)
    };
    let void = Ty::new(TyKind::Void);
    let mut statements = Vec::new();
    for (name, text) in told {
        let left = push(Expr::Local(local), Ty::string());
        let right = push(Expr::Const(Const::String(Arc::from(name))), Ty::string());
        let op = BinaryOp::Equal(Equality::String);
        let condition = push(Expr::Binary { op, left, right }, Ty::new(TyKind::Bool));
        let text = push(Expr::Const(Const::String(Arc::from(text))), Ty::string());
        let then = push(Expr::Return(Some(text)), void);
        let otherwise = None;
        statements.push(push(
            Expr::If {
                condition,
                then,
                otherwise,
            },
            void,
        ));
    }
    let null = push(Expr::Const(Const::Null), Ty::null(Ty::string()));
    statements.push(push(Expr::Return(Some(null)), void));
    let root = push(Expr::Block(statements.into()), void);
    body.root = Some(root);
    TypedBody::new(body, spans)
}
