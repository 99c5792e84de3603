//! Casts to trait objects stand at the value: behind a block they move to its end, and of two the outer one says it all.

use syn::{Block, Expr, ExprCast, Stmt, Type};

/// `({ …; x }) as T` → `{ …; x as T }`; `x as Rc<dyn A> as Rc<dyn B>` → `x as Rc<dyn B>`.
pub(super) fn at_value(expr: &mut Expr) {
    let Expr::Cast(cast) = expr else { return };
    if !is_object(&cast.ty) {
        return;
    }
    if let Expr::Cast(inner) = &mut *cast.expr
        && is_object(&inner.ty)
    {
        inner.ty = cast.ty.clone();
        *expr = (*cast.expr).clone();
        return;
    }
    let Some(tail) = tail_of(&mut cast.expr) else {
        return;
    };
    let value = ExprCast {
        attrs: Vec::new(),
        expr: Box::new(tail.clone()),
        as_token: cast.as_token,
        ty: cast.ty.clone(),
    };
    *tail = Expr::Cast(value);
    at_value(tail);
    *expr = bare(&cast.expr).clone();
}

/// `{ { … } }` → `{ … }`.
pub(super) fn only_block(block: &mut Block) {
    if let [Stmt::Expr(Expr::Block(inner), None)] = block.stmts.as_slice()
        && inner.label.is_none()
        && inner.attrs.is_empty()
    {
        *block = inner.block.clone();
    }
}

/// `Rc<dyn T>`.
fn is_object(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return false;
    };
    let inside = arguments.args.first();
    last.ident == "Rc"
        && matches!(
            inside,
            Some(syn::GenericArgument::Type(Type::TraitObject(_)))
        )
}

/// The value at the end of a block.
fn tail_of(expr: &mut Expr) -> Option<&mut Expr> {
    if let Expr::Paren(inside) = expr {
        return tail_of(&mut inside.expr);
    }
    let Expr::Block(found) = expr else {
        return None;
    };
    let Some(Stmt::Expr(tail, None)) = found.block.stmts.last_mut() else {
        return None;
    };
    (found.label.is_none() && needs_no_parentheses(tail)).then_some(tail)
}

/// Whether `expr as T` means the value of `expr`.
fn needs_no_parentheses(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Path(_)
            | Expr::Field(_)
            | Expr::Cast(_)
            | Expr::Paren(_)
    )
}

fn bare(expr: &Expr) -> &Expr {
    if let Expr::Paren(inside) = expr {
        bare(&inside.expr)
    } else {
        expr
    }
}
