//! The lints that only the program decides: its names, its arity, what it compares. Each is allowed at the root of a
//! crate that needs it, and only there. The list is documented in `docs/emitted-rust.md`.

use super::recursion::{Always, Calls, count};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use std::collections::BTreeSet;
use syn::visit::{self, Visit};
use syn::{BinOp, Expr, File, Ident, Pat, Type};

/// Attributes for the root of a crate of these files.
pub(crate) fn needed<'f>(files: impl Iterator<Item = (&'f [String], &'f File)>) -> TokenStream {
    let mut found = Found::default();
    for (path, file) in files {
        if let [.., package, module] = path
            && package == module
        {
            found.lints.insert(Lint::ModuleInception);
        }
        found.visit_file(file);
    }
    let mut out = TokenStream::new();
    for lint in found.lints {
        let (name, reason) = lint.text();
        let path: TokenStream = name.parse().unwrap_or_default();
        out.extend(quote!(#![allow(#path, reason = #reason)]));
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Lint {
    AbsurdComparison,
    ApproximateConstant,
    DisallowedNames,
    EqOp,
    IfSameThenElse,
    IrrefutablePattern,
    ModuleInception,
    NeverLoop,
    OnlyInRecursion,
    RangeContains,
    ReversedEmptyRanges,
    SelfConvention,
    NullVariable,
    TooManyArguments,
    TypeComplexity,
    UnconditionalRecursion,
    UnusedTypeParameters,
    UpperCaseAcronyms,
    UselessComparison,
    VariantNames,
}

impl Lint {
    fn text(self) -> (&'static str, &'static str) {
        match self {
            Self::DisallowedNames => ("clippy::disallowed_names", "names of the program"),
            Self::ApproximateConstant => ("clippy::approx_constant", "numbers of the program"),
            Self::IfSameThenElse => (
                "clippy::if_same_then_else",
                "branches of the program do the same",
            ),
            Self::AbsurdComparison => (
                "clippy::absurd_extreme_comparisons",
                "the program compares with the last numbers of Int",
            ),
            Self::UselessComparison => (
                "unused_comparisons",
                "the program compares with the last numbers of Int",
            ),
            Self::NeverLoop => (
                "clippy::never_loop",
                "a loop of the program has one turn at most",
            ),
            Self::OnlyInRecursion => (
                "clippy::only_used_in_recursion",
                "functions of the program hand parameters on to themselves",
            ),
            Self::IrrefutablePattern => (
                "irrefutable_let_patterns",
                "a guard names a part of what it tests",
            ),
            Self::EqOp => ("clippy::eq_op", "the program compares a value with itself"),
            Self::ModuleInception => ("clippy::module_inception", "names of the program"),
            Self::RangeContains => (
                "clippy::manual_range_contains",
                "a range says something else of what is no number",
            ),
            Self::ReversedEmptyRanges => (
                "clippy::reversed_empty_ranges",
                "the program has a range of nothing",
            ),
            Self::SelfConvention => ("clippy::wrong_self_convention", "names of the program"),
            Self::NullVariable => (
                "clippy::unnecessary_literal_unwrap",
                "a variable of the program is always null",
            ),
            Self::TooManyArguments => (
                "clippy::too_many_arguments",
                "functions of the program have as many parameters",
            ),
            Self::TypeComplexity => ("clippy::type_complexity", "types of the program"),
            Self::UnconditionalRecursion => (
                "unconditional_recursion",
                "a function of the program always calls itself",
            ),
            Self::UnusedTypeParameters => (
                "clippy::extra_unused_type_parameters",
                "only some overrides of a method use its type parameters",
            ),
            Self::UpperCaseAcronyms => ("clippy::upper_case_acronyms", "names of the program"),
            Self::VariantNames => ("clippy::enum_variant_names", "names of the program"),
        }
    }
}

#[derive(Default)]
struct Found {
    lints: BTreeSet<Lint>,
    /// Variables that hold `None` and are not written.
    nulls: BTreeSet<String>,
    /// The type that is being implemented.
    this: Option<String>,
}

/// Parameters that are too many.
const PARAMETERS: usize = 8;
/// What a type may weigh.
const WEIGHT: u64 = 250;
/// Parameters that a fresh name is no good for.
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

impl Found {
    fn name(&mut self, name: &Ident) {
        let name = name.to_string();
        if name.len() > 2 && name.chars().all(|char| char.is_ascii_uppercase()) {
            self.lints.insert(Lint::UpperCaseAcronyms);
        }
    }

    fn signature(&mut self, signature: &syn::Signature) {
        if signature.inputs.len() >= PARAMETERS {
            self.lints.insert(Lint::TooManyArguments);
        }
        let name = signature.ident.to_string();
        let takes_self = matches!(signature.inputs.first(), Some(syn::FnArg::Receiver(_)));
        let starts = |start: &str| name.starts_with(start);
        let own = ["from_", "into_", "to_", "as_", "is_"];
        if takes_self && own.into_iter().any(starts) {
            self.receiver(&name, signature);
        }
    }

    /// `from_x` takes no `self`, `into_x` takes it whole, the others by reference.
    fn receiver(&mut self, name: &str, signature: &syn::Signature) {
        let Some(syn::FnArg::Receiver(receiver)) = signature.inputs.first() else {
            return;
        };
        let text = receiver.to_token_stream().to_string().replace(' ', "");
        let is_plain = text == "&self";
        let wrong = name.starts_with("from_") || name.starts_with("into_") || !is_plain;
        if wrong {
            self.lints.insert(Lint::SelfConvention);
        }
    }

    /// A loop that always ends in its first turn.
    fn turns(&mut self, body: &syn::Block) {
        let leaves = body.stmts.iter().any(|statement| {
            matches!(
                statement,
                syn::Stmt::Expr(Expr::Return(_) | Expr::Break(_), _)
            )
        });
        if leaves && !crate::unused::uses(body.to_token_stream(), "continue") {
            self.lints.insert(Lint::NeverLoop);
        }
    }

    /// A type parameter that another implementation of the method uses.
    fn type_parameters(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let uses = |tokens: TokenStream, name: &str| crate::unused::uses(tokens, name);
        for param in signature.generics.type_params() {
            let name = param.ident.to_string();
            let used = uses(signature.inputs.to_token_stream(), &name)
                || uses(signature.output.to_token_stream(), &name)
                || uses(body.to_token_stream(), &name);
            if !used {
                self.lints.insert(Lint::UnusedTypeParameters);
            }
        }
    }

    /// A parameter that is only there to be handed on to the function itself.
    fn recursion(&mut self, signature: &syn::Signature, body: &syn::Block) {
        let mut calls = Calls {
            function: signature.ident.to_string(),
            this: self.this.clone(),
            given: Vec::new(),
        };
        calls.visit_block(body);
        let mut always = Always {
            function: signature.ident.to_string(),
            found: false,
        };
        always.visit_block(body);
        if always.found {
            self.lints.insert(Lint::UnconditionalRecursion);
        }
        let uses = |name: &str| count(body.to_token_stream(), name);
        for (at, input) in signature.inputs.iter().enumerate() {
            let name = match input {
                syn::FnArg::Receiver(_) => "self".to_owned(),
                syn::FnArg::Typed(typed) => typed.pat.to_token_stream().to_string(),
            };
            let handed = calls
                .given
                .iter()
                .filter(|given| given.get(at).is_some_and(|given| *given == name));
            let handed = handed.count();
            if handed > 0 && handed == uses(&name) {
                self.lints.insert(Lint::OnlyInRecursion);
            }
        }
    }

    fn weigh(&mut self, ty: &Type) {
        let mut weight = Weight { score: 0, nest: 1 };
        weight.visit_type(ty);
        if weight.score > WEIGHT {
            self.lints.insert(Lint::TypeComplexity);
        }
    }
}

impl Visit<'_> for Found {
    fn visit_item_struct(&mut self, item: &syn::ItemStruct) {
        self.name(&item.ident);
        for field in &item.fields {
            self.weigh(&field.ty);
        }
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &syn::ItemEnum) {
        self.name(&item.ident);
        for variant in &item.variants {
            self.name(&variant.ident);
            for field in &variant.fields {
                self.weigh(&field.ty);
            }
        }
        if variants_repeat(item) {
            self.lints.insert(Lint::VariantNames);
        }
        visit::visit_item_enum(self, item);
    }

    fn visit_item_trait(&mut self, item: &syn::ItemTrait) {
        self.name(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_static(&mut self, item: &syn::ItemStatic) {
        self.weigh(&item.ty);
        visit::visit_item_static(self, item);
    }

    fn visit_item_const(&mut self, item: &syn::ItemConst) {
        self.weigh(&item.ty);
        visit::visit_item_const(self, item);
    }

    fn visit_item_fn(&mut self, function: &syn::ItemFn) {
        self.recursion(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &syn::ItemImpl) {
        let outer = self.this.take();
        if let Type::Path(path) = &*item.self_ty {
            let last = path.path.segments.last();
            self.this = last.map(|last| last.ident.to_string());
        }
        visit::visit_item_impl(self, item);
        self.this = outer;
    }

    fn visit_impl_item_fn(&mut self, function: &syn::ImplItemFn) {
        self.type_parameters(&function.sig, &function.block);
        self.recursion(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.recursion(&function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_closure(&mut self, closure: &syn::ExprClosure) {
        for input in &closure.inputs {
            if let Pat::Type(typed) = input {
                self.weigh(&typed.ty);
            }
        }
        if let syn::ReturnType::Type(_, result) = &closure.output {
            self.weigh(result);
        }
        visit::visit_expr_closure(self, closure);
    }

    fn visit_expr_if(&mut self, found: &syn::ExprIf) {
        if let Some((_, other)) = &found.else_branch {
            let is_same = if let Expr::If(next) = &**other {
                super::same(&next.then_branch, &found.then_branch)
            } else if let Expr::Block(block) = &**other {
                super::same(&block.block, &found.then_branch)
            } else {
                false
            };
            if is_same {
                self.lints.insert(Lint::IfSameThenElse);
            }
        }
        visit::visit_expr_if(self, found);
    }

    fn visit_expr_loop(&mut self, found: &syn::ExprLoop) {
        self.turns(&found.body);
        visit::visit_expr_loop(self, found);
    }

    fn visit_expr_while(&mut self, found: &syn::ExprWhile) {
        self.turns(&found.body);
        visit::visit_expr_while(self, found);
    }

    fn visit_expr_for_loop(&mut self, found: &syn::ExprForLoop) {
        self.turns(&found.body);
        visit::visit_expr_for_loop(self, found);
    }

    fn visit_expr_let(&mut self, found: &syn::ExprLet) {
        let is_name = matches!(&*found.pat, Pat::Ident(name) if name.ident != "None");
        let takes_all = is_name || matches!(&*found.pat, Pat::Wild(_));
        if takes_all {
            self.lints.insert(Lint::IrrefutablePattern);
        }
        visit::visit_expr_let(self, found);
    }

    fn visit_lit_float(&mut self, found: &syn::LitFloat) {
        if is_known_constant(found.base10_digits()) {
            self.lints.insert(Lint::ApproximateConstant);
        }
    }

    fn visit_signature(&mut self, signature: &syn::Signature) {
        self.signature(signature);
        for input in &signature.inputs {
            if let syn::FnArg::Typed(typed) = input {
                self.weigh(&typed.ty);
            }
        }
        if let syn::ReturnType::Type(_, ty) = &signature.output {
            self.weigh(ty);
        }
        visit::visit_signature(self, signature);
    }

    fn visit_local(&mut self, local: &syn::Local) {
        let mut pattern = &local.pat;
        if let Pat::Type(typed) = pattern {
            self.weigh(&typed.ty);
            pattern = &typed.pat;
        }
        if let Pat::Ident(name) = pattern
            && name.mutability.is_none()
            && let Some(init) = &local.init
            && let Expr::Path(value) = &*init.expr
            && value.path.segments.last().is_some_and(|last| {
                last.ident == "None" || self.nulls.contains(&last.ident.to_string())
            })
        {
            self.nulls.insert(name.ident.to_string());
        }
        visit::visit_local(self, local);
    }

    fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
        if PLACEHOLDERS.into_iter().any(|name| pattern.ident == name) {
            self.lints.insert(Lint::DisallowedNames);
        }
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_binary(&mut self, binary: &syn::ExprBinary) {
        let compares = matches!(
            binary.op,
            BinOp::Eq(_)
                | BinOp::Ne(_)
                | BinOp::Lt(_)
                | BinOp::Le(_)
                | BinOp::Gt(_)
                | BinOp::Ge(_)
                | BinOp::And(_)
                | BinOp::Or(_)
                | BinOp::Sub(_)
                | BinOp::Div(_)
                | BinOp::BitAnd(_)
                | BinOp::BitOr(_)
                | BinOp::BitXor(_)
        );
        if compares && super::same(&*binary.left, &*binary.right) {
            self.lints.insert(Lint::EqOp);
        }
        let orders = matches!(
            binary.op,
            BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        );
        if orders && (is_extreme(&binary.left) || is_extreme(&binary.right)) {
            self.lints.insert(Lint::AbsurdComparison);
            self.lints.insert(Lint::UselessComparison);
        }
        if excludes_float_range(binary) {
            self.lints.insert(Lint::RangeContains);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        if call.method.to_string().starts_with("unwrap_or")
            && let Expr::Path(path) = &*call.receiver
            && path
                .path
                .get_ident()
                .is_some_and(|name| self.nulls.contains(&name.to_string()))
        {
            self.lints.insert(Lint::NullVariable);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_range(&mut self, range: &syn::ExprRange) {
        let number = |end: &Option<Box<Expr>>| {
            let text = end.to_token_stream().to_string().replace([' ', '_'], "");
            text.trim_end_matches("i32").parse::<i64>().ok()
        };
        if let (Some(start), Some(end)) = (number(&range.start), number(&range.end))
            && start >= end
        {
            self.lints.insert(Lint::ReversedEmptyRanges);
        }
        visit::visit_expr_range(self, range);
    }

    fn visit_macro(&mut self, found: &syn::Macro) {
        // What is formatted is made of expressions.
        let parser = syn::punctuated::Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        if let Ok(list) = found.parse_body_with(parser) {
            for expr in &list {
                self.visit_expr(expr);
            }
        }
    }
}

/// The least or the greatest Int.
fn is_extreme(expr: &Expr) -> bool {
    let text = expr.to_token_stream().to_string();
    let text = text.trim_end_matches("_i32").replace(' ', "");
    text == i32::MAX.to_string() || text == i32::MIN.to_string()
}

/// `x < 0.0 || x >= 1.0`: true of what is no number only if it is written with `!`.
fn excludes_float_range(binary: &syn::ExprBinary) -> bool {
    let is_float = |expr: &Expr| {
        let text = expr.to_token_stream().to_string();
        text.contains('.') && text.chars().all(|char| !char.is_alphabetic())
    };
    let test = |expr: &Expr| {
        let Expr::Binary(test) = expr else {
            return None;
        };
        let op = test.op;
        if !matches!(
            op,
            BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
        ) {
            None
        } else if is_float(&test.right) {
            Some(test.left.to_token_stream().to_string())
        } else if is_float(&test.left) {
            Some(test.right.to_token_stream().to_string())
        } else {
            None
        }
    };
    let left = if let Expr::Binary(inner) = &*binary.left
        && matches!(inner.op, BinOp::Or(_))
    {
        &inner.right
    } else {
        &binary.left
    };
    matches!(binary.op, BinOp::Or(_))
        && test(left).is_some_and(|left| test(&binary.right) == Some(left))
}

/// Whether all variants of an enum begin or end with the same word, or one with the name of the enum.
fn variants_repeat(item: &syn::ItemEnum) -> bool {
    let names: Vec<Vec<String>> = item
        .variants
        .iter()
        .map(|variant| words(&variant.ident.to_string()))
        .collect();
    let own = words(&item.ident.to_string());
    let has_own = names
        .iter()
        .any(|name| name.len() > own.len() && (name.starts_with(&own) || name.ends_with(&own)));
    let shared = names.len() >= 3
        && names.first().is_some_and(|first| {
            let (start, end) = (first.first(), first.last());
            names.iter().all(|name| name.first() == start)
                || names.iter().all(|name| name.last() == end)
        });
    has_own || shared
}

/// The words of a name in capitals and small letters.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for char in name.chars() {
        match words.last_mut() {
            Some(last) if !char.is_uppercase() => last.push(char),
            Some(_) | None => words.push(char.to_string()),
        }
    }
    words
}

/// The weight of a type as Clippy weighs it.
struct Weight {
    score: u64,
    nest: u64,
}

impl Visit<'_> for Weight {
    fn visit_type(&mut self, ty: &Type) {
        let is_reference = matches!(ty, Type::Infer(_) | Type::Ptr(_) | Type::Reference(_));
        let is_named = matches!(
            ty,
            Type::Path(_) | Type::Slice(_) | Type::Tuple(_) | Type::Array(_)
        );
        let (add, deeper) = if is_reference {
            (self.nest, 0)
        } else if is_named {
            (10 * self.nest, 1)
        } else if matches!(ty, Type::FnPtr(_)) {
            (50 * self.nest, 1)
        } else if matches!(ty, Type::TraitObject(_)) {
            (20 * self.nest, 0)
        } else {
            (0, 0)
        };
        self.score += add;
        self.nest += deeper;
        visit::visit_type(self, ty);
        self.nest -= deeper;
    }

    /// The parameters of `dyn Fn(…)` are a tuple, and a missing result is `()`.
    fn visit_parenthesized_generic_arguments(
        &mut self,
        arguments: &syn::ParenthesizedGenericArguments,
    ) {
        self.score += 10 * self.nest;
        self.nest += 1;
        for input in &arguments.inputs {
            self.visit_type(&input.ty);
        }
        self.nest -= 1;
        match &arguments.output {
            syn::ReturnType::Default => self.score += 10 * self.nest,
            syn::ReturnType::Type(_, ty) => self.visit_type(ty),
        }
    }
}

/// Whether a number is a constant of mathematics, as far as it goes.
fn is_known_constant(text: &str) -> bool {
    use std::f64::consts;
    let known = [
        (consts::E, 4),
        (consts::FRAC_1_PI, 4),
        (consts::FRAC_1_SQRT_2, 5),
        (consts::FRAC_2_PI, 5),
        (consts::FRAC_2_SQRT_PI, 5),
        (consts::FRAC_PI_2, 5),
        (consts::FRAC_PI_3, 5),
        (consts::FRAC_PI_4, 5),
        (consts::FRAC_PI_6, 5),
        (consts::FRAC_PI_8, 5),
        (consts::LN_2, 5),
        (consts::LN_10, 5),
        (consts::LOG10_2, 5),
        (consts::LOG2_10, 5),
        (consts::LOG10_E, 5),
        (consts::LOG2_E, 5),
        (consts::PI, 3),
        (consts::SQRT_2, 5),
        (consts::TAU, 3),
        (1.618_033_988_749_895, 4),
    ];
    known.into_iter().any(|(constant, least)| {
        let digits = text.len();
        digits > least
            && (constant.to_string().starts_with(text)
                || format!("{constant:.*}", digits.saturating_sub(2)) == text)
    })
}
