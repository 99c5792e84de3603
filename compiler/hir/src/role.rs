//! What the functions of an abstract stand for, as their metadata says: operators, conversions, elements.
//!
//! Which of them a use picks depends on types, and is decided in `crate::lower::overload`.

use hx2rs_base::Name;
use hx2rs_syntax::ast::{self, Ast, BinaryOp, ExprKind, List, UnaryOp};

/// What a function of an abstract stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// `@:op(A + B)`.
    Binary(BinaryOp),
    /// `@:op(A += B)`.
    Assign(BinaryOp),
    /// `@:op(-A)`; `@:op(A++)` is postfix.
    Unary {
        /// The operator.
        op: UnaryOp,
        /// Whether it stands behind its operand.
        postfix: bool,
    },
    /// `@:arrayAccess`: `a[i]`, and with a parameter more `a[i] = v`.
    Element,
    /// `@:from`: a value of the parameter's type is turned into the abstract.
    From,
    /// `@:to`: the abstract is turned into a value of the result's type.
    To,
    /// `@:op(a())`: the abstract is called.
    Call,
    /// `@:op(a.b)`, `@:resolve`: `a.name` of a name that the abstract does not have, and with a parameter more
    /// `a.name = v`.
    Field,
    /// A pattern of an operator that there is not.
    Unsupported,
}

/// The roles that metadata gives a member.
pub(crate) fn roles(tree: &Ast, metadata: List<ast::Metadata>) -> Vec<Role> {
    let entries = tree.list(metadata).iter().filter(|entry| entry.compiler);
    entries
        .filter_map(|entry| match entry.name.name.as_str() {
            "arrayAccess" => Some(Role::Element),
            "from" => Some(Role::From),
            "to" => Some(Role::To),
            "op" => Some(operator(tree, *tree.list(entry.args).first()?)),
            "resolve" => Some(Role::Field),
            _other => None,
        })
        .collect()
}

fn operator(tree: &Ast, pattern: ast::ExprId) -> Role {
    #[allow(clippy::wildcard_enum_match_arm)] // Few forms of expressions are patterns of operators.
    match tree.expr(pattern).kind {
        ExprKind::Binary { op, .. } => Role::Binary(op),
        ExprKind::Assign { op: Some(op), .. } => Role::Assign(op),
        ExprKind::Unary { op, postfix, .. } => Role::Unary { op, postfix },
        ExprKind::Array(items) if items.is_empty() => Role::Element,
        ExprKind::Call { .. } => Role::Call,
        ExprKind::Field { .. } => Role::Field,
        _ => Role::Unsupported,
    }
}

/// The fields that `@:forward` (or `@:forwardStatics`) names: none are all. `None`: there is no such metadata.
pub(crate) fn forwarded(tree: &Ast, metadata: List<ast::Metadata>, by: &str) -> Option<Vec<Name>> {
    let mut entries = tree.list(metadata).iter().filter(|entry| entry.compiler);
    let entry = entries.find(|entry| entry.name.name.as_str() == by)?;
    let names = tree.list(entry.args).iter();
    let names = names.filter_map(|name| {
        let ExprKind::Ident(name) = tree.expr(*name).kind else {
            return None;
        };
        Some(name)
    });
    Some(names.collect())
}
