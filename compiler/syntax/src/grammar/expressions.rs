//! Actions for operands, statements and functions. How operators bind is in `chain.rs`.

use super::Word;
use super::builder::Builder;
use super::chain::{Link, Operator, Prefix};
use crate::ast::*;
use crate::lexer::TokenKind;
use crate::report::{here, report};
use hx2rs_base::catalogue::parser as codes;
use hx2rs_base::{Id, TextRange};

impl Builder<'_> {
    // ---------------------------------------------------------------------------------------------------- operands

    pub(crate) fn number(&mut self, word: Word, float: bool, start: u32, end: u32) -> ExprId {
        let text = word.text.as_str();
        let (digits, suffix) = number_parts(text);
        let digits = match suffix {
            Some(_) => self.names.name(digits),
            None => word.text,
        };
        let kind = if float {
            ExprKind::Float { digits, suffix }
        } else {
            ExprKind::Int { digits, suffix }
        };
        self.leaf(kind, TextRange::new(start, end))
    }

    pub(crate) fn regex(&mut self, word: Word, start: u32, end: u32) -> ExprId {
        let text = word.text.as_str();
        let (pattern, flags) = text.rsplit_once('/').unwrap_or((text, ""));
        let kind = ExprKind::Regex {
            pattern: self.names.name(pattern),
            flags: self.names.name(flags),
        };
        self.leaf(kind, TextRange::new(start, end))
    }

    pub(crate) fn string_text(&mut self, word: Word, start: u32, end: u32) -> u32 {
        self.push(StringPart {
            kind: StringPartKind::Text(word.text),
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn string_name(&mut self, word: Word, start: u32, end: u32) -> u32 {
        // The `$` may be spelled as an escape.
        let len = word.text.as_str().len() as u32;
        let name = TextRange::new(end - len.min(end), end);
        let kind = match word.text.as_str() {
            "this" => ExprKind::This,
            "null" => ExprKind::Null,
            "true" => ExprKind::Bool(true),
            "false" => ExprKind::Bool(false),
            _ => ExprKind::Ident(word.text),
        };
        let expr = self.leaf(kind, name);
        self.string_expr(expr, start, end)
    }

    pub(crate) fn string_expr(&mut self, expr: ExprId, start: u32, end: u32) -> u32 {
        self.push(StringPart {
            kind: StringPartKind::Expr(expr),
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn interpolated(&mut self, count: u32, start: u32, end: u32) -> ExprId {
        let parts = self.take(count);
        self.expr(ExprKind::Interpolated(parts), start, end)
    }

    /// A quoted field name that looks interpolated is taken as it is written.
    pub(crate) fn interpolated_key(&mut self, count: u32, start: u32, end: u32) -> Ident {
        let parts: List<StringPart> = self.take(count);
        let mut text = String::new();
        let mut plain = true;
        for part in self.file.ast.list(parts) {
            match part.kind {
                StringPartKind::Text(name) => text.push_str(name.as_str()),
                StringPartKind::Expr(expr) => {
                    let braces = part.range.end != self.range_of(expr).end;
                    if let (ExprKind::Ident(name), false) = (self.kind_of(expr), braces) {
                        text.push('$');
                        text.push_str(name.as_str());
                    } else {
                        plain = false;
                    }
                }
            }
        }
        let range = TextRange::new(start, end);
        if !plain {
            let found = report(
                codes::UNEXPECTED_TOKEN,
                range,
                "a field name is no expression",
            )
            .label("`${…}` is not evaluated here");
            self.reports.push(found);
        }
        let name = self.names.name(&text);
        Ident { name, range }
    }

    pub(crate) fn array(&mut self, count: u32, start: u32, end: u32) -> ExprId {
        let items = self.take(count);
        self.expr(ExprKind::Array(items), start, end)
    }

    pub(crate) fn negative(&mut self, operand: ExprId, start: u32, end: u32) -> ExprId {
        let kind = ExprKind::Unary {
            op: UnaryOp::Negate,
            postfix: false,
            operand,
        };
        self.expr(kind, start, end)
    }

    pub(crate) fn reification(
        &mut self,
        word: Word,
        expr: ExprId,
        start: u32,
        opened: u32,
        end: u32,
    ) -> ExprId {
        let kind = match word.text.as_str() {
            "" | "e" => ReificationKind::Expr,
            "a" => ReificationKind::Array,
            "b" => ReificationKind::Block,
            "i" => ReificationKind::Ident,
            "p" => ReificationKind::Path,
            "v" => ReificationKind::Value,
            other => {
                let range = TextRange::new(start, opened);
                let found = report(
                    codes::UNKNOWN_REIFICATION,
                    range,
                    format!("`${other}{{…}}` has no meaning"),
                )
                .label("`$e{…}`, `$a{…}`, `$b{…}`, `$i{…}`, `$p{…}` and `$v{…}` have");
                self.reports.push(found);
                ReificationKind::Expr
            }
        };
        self.expr(ExprKind::Reification { kind, expr }, start, end)
    }

    pub(crate) fn new_object(&mut self, ty: TypeId, count: u32, start: u32, end: u32) -> ExprId {
        let args = self.take(count);
        self.expr(ExprKind::New { ty, args }, start, end)
    }

    #[inline]
    pub(crate) fn field(
        &mut self,
        receiver: ExprId,
        word: Word,
        safe: bool,
        dot_end: u32,
        name: u32,
        end: u32,
    ) -> ExprId {
        if name != dot_end && word.kind != TokenKind::DollarIdent {
            self.gap_behind_dot(word, TextRange::new(dot_end, name), end);
        }
        let start = self.range_of(receiver).start;
        let kind = ExprKind::Field {
            receiver,
            name: word.text,
            safe,
        };
        self.expr(kind, start, end)
    }

    /// The official parser takes a name only directly behind its dot; a line may break before the dot.
    #[cold]
    fn gap_behind_dot(&mut self, word: Word, gap: TextRange, end: u32) {
        let name = TextRange::new(gap.end, end);
        let found = report(
            codes::UNEXPECTED_TOKEN,
            name,
            format!("`{}` must follow its dot directly", word.text),
        )
        .label("nothing may stand between the dot and this name")
        .fix("close the gap", vec![(here(gap), String::new())]);
        self.reports.push(found);
    }

    pub(crate) fn index(&mut self, receiver: ExprId, index: ExprId, end: u32) -> ExprId {
        let start = self.range_of(receiver).start;
        self.expr(ExprKind::Index { receiver, index }, start, end)
    }

    #[inline]
    pub(crate) fn call(&mut self, callee: ExprId, count: u32, end: u32) -> ExprId {
        let args = self.take(count);
        let start = self.range_of(callee).start;
        self.expr(ExprKind::Call { callee, args }, start, end)
    }

    pub(crate) fn postfix(&mut self, op: UnaryOp, operand: ExprId, end: u32) -> ExprId {
        let start = self.range_of(operand).start;
        let kind = ExprKind::Unary {
            op,
            postfix: true,
            operand,
        };
        self.expr(kind, start, end)
    }

    pub(crate) fn block(&mut self, count: u32, start: u32, end: u32) -> ExprId {
        let statements = self.take(count);
        self.expr(ExprKind::Block(statements), start, end)
    }

    // ------------------------------------------------------------------------------------------- objects, switches

    pub(crate) fn object(&mut self, count: u32, start: u32, end: u32) -> ExprId {
        let fields = self.take(count);
        self.expr(ExprKind::Object(fields), start, end)
    }

    pub(crate) fn object_field(
        &mut self,
        name: Ident,
        quotes: Option<Quotes>,
        value: ExprId,
    ) -> u32 {
        self.push(ObjectField {
            name,
            quotes,
            value,
        })
    }

    pub(crate) fn quoted_field(
        &mut self,
        word: Word,
        quotes: Quotes,
        value: ExprId,
        start: u32,
        end: u32,
    ) -> u32 {
        let name = self.ident(word, start, end);
        self.object_field(name, Some(quotes), value)
    }

    pub(crate) fn switch(&mut self, subject: ExprId, count: u32, start: u32, end: u32) -> ExprId {
        let cases = self.take(count);
        self.expr(ExprKind::Switch { subject, cases }, start, end)
    }

    pub(crate) fn case(
        &mut self,
        patterns: u32,
        guard: Option<ExprId>,
        statements: u32,
        start: u32,
        colon: u32,
        end: u32,
    ) -> u32 {
        let body = self.block(statements, colon, end);
        let patterns = self.take(patterns);
        self.push(Case {
            patterns,
            guard,
            body,
            is_default: false,
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn default_case(
        &mut self,
        statements: u32,
        start: u32,
        colon: u32,
        end: u32,
    ) -> u32 {
        let body = self.block(statements, colon, end);
        self.push(Case {
            patterns: List::EMPTY,
            guard: None,
            body,
            is_default: true,
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn var_pattern(&mut self, name: Ident, start: u32, end: u32) -> ExprId {
        let variables = self.file.ast.push_list([VarDeclaration {
            metadata: List::EMPTY,
            name,
            ty: None,
            init: None,
            is_final: false,
            is_static: false,
            range: name.range,
        }]);
        self.expr(ExprKind::Var(variables), start, end)
    }

    // --------------------------------------------------------------------------------------------------- variables

    pub(crate) fn var_head(
        &mut self,
        metadata: List<Metadata>,
        name: Ident,
        ty: Option<TypeId>,
        start: u32,
        end: u32,
    ) {
        self.push(VarDeclaration {
            metadata,
            name,
            ty,
            init: None,
            is_final: false,
            is_static: false,
            range: TextRange::new(start, end),
        });
    }

    /// `var x =`: the value comes with the chain.
    pub(crate) fn var_prefix(&mut self, is_final: bool, start: u32) -> u32 {
        let Some(variable) = self.pop::<VarDeclaration>() else {
            return 0;
        };
        let variables = self.file.ast.push_list([VarDeclaration {
            is_final,
            ..variable
        }]);
        self.prefix(Prefix::Var(variables), start)
    }

    /// `var x`
    pub(crate) fn bare_var(&mut self, is_final: bool, start: u32, end: u32) -> u32 {
        let Some(variable) = self.pop::<VarDeclaration>() else {
            return 0;
        };
        let variables = self.file.ast.push_list([VarDeclaration {
            is_final,
            ..variable
        }]);
        let expr = self.expr(ExprKind::Var(variables), start, end);
        self.operand(expr)
    }

    /// `, x = value`: gives the variable that came last its value.
    pub(crate) fn init_var(&mut self, init: ExprId) -> u32 {
        let end = self.range_of(init).end;
        if let Some(mut variable) = self.pop::<VarDeclaration>() {
            variable.init = Some(init);
            variable.range.end = end;
            self.push(variable);
        }
        1
    }

    /// Before `,`: only a `var` can go on.
    pub(crate) fn var_start(&mut self, expr: ExprId, end: u32) -> ExprId {
        if self.innermost_var(expr).is_none() {
            let range = TextRange::new(end, end);
            let found = report(codes::UNEXPECTED_TOKEN, range, "unexpected `,`")
                .label("a statement ends with `;`")
                .secondary(here(self.range_of(expr)), "this is no `var`");
            self.reports.push(found);
        }
        expr
    }

    /// The `var` that a statement consists of, below metadata and so on.
    fn innermost_var(&self, mut expr: ExprId) -> Option<(ExprId, List<VarDeclaration>)> {
        loop {
            let kind = self.kind_of(expr);
            if let ExprKind::Var(variables) = kind {
                return Some((expr, variables));
            }
            expr = wrapped(kind)?;
        }
    }

    /// `static var x = 1`, as a statement.
    pub(crate) fn static_var(&mut self, expr: ExprId, start: u32) -> ExprId {
        let ExprKind::Var(variables) = self.kind_of(expr) else {
            let place = TextRange::new(start, start + 6);
            let found = report(codes::UNEXPECTED_TOKEN, place, "unexpected `static`")
                .label("only `var` and `final` can follow inside a function");
            self.reports.push(found);
            return expr;
        };
        let ast = &mut self.file.ast;
        let variables = ast.map_list(variables, |variable| variable.is_static = true);
        let node = ast.expr_mut(expr);
        node.kind = ExprKind::Var(variables);
        node.range.start = start;
        expr
    }

    /// `static var a, b;`
    pub(crate) fn static_vars(&mut self, expr: ExprId, count: u32, start: u32, end: u32) -> ExprId {
        let all = self.more_vars(expr, count, end);
        self.static_var(all, start)
    }

    /// The same as the last statement of a block, without its `;`.
    pub(crate) fn last_static(&mut self, expr: ExprId, start: u32) -> u32 {
        let expr = self.static_var(expr, start);
        self.last_statement(expr)
    }

    /// `var a, b, c;`: all of them are one statement.
    pub(crate) fn more_vars(&mut self, expr: ExprId, count: u32, end: u32) -> ExprId {
        let more: List<VarDeclaration> = self.take(count);
        let Some((var, first)) = self.innermost_var(expr) else {
            return expr;
        };
        let mut all: Vec<VarDeclaration> = self.file.ast.list(first).to_vec();
        let (is_final, is_static) = all
            .first()
            .map_or((false, false), |first| (first.is_final, first.is_static));
        let more = self
            .file
            .ast
            .list(more)
            .iter()
            .map(|variable| VarDeclaration {
                is_final,
                is_static,
                ..*variable
            });
        all.extend(more);
        let last = all.last().map_or(end, |last| last.range.end);
        let variables = self.file.ast.push_list(all);
        let start = self.range_of(var).start;
        let all = self.expr(ExprKind::Var(variables), start, last);
        if var == expr {
            return all;
        }
        // What stands around the `var` now stands around all of them.
        let node = *self.file.ast.expr(all);
        let inner = self.file.ast.expr_mut(var);
        *inner = node;
        let mut outer = expr;
        while outer != var {
            let node = self.file.ast.expr_mut(outer);
            node.range.end = last;
            let Some(inner) = wrapped(node.kind) else {
                break;
            };
            outer = inner;
        }
        expr
    }

    // --------------------------------------------------------------------------------------------------- functions

    #[allow(clippy::too_many_arguments)] // One per symbol of the rule.
    pub(crate) fn param(
        &mut self,
        metadata: List<Metadata>,
        optional: bool,
        name: Ident,
        ty: Option<TypeId>,
        default: Option<ExprId>,
        start: u32,
        end: u32,
    ) -> u32 {
        self.push(Parameter {
            metadata,
            name,
            optional,
            rest: false,
            ty,
            default,
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn rest_param(
        &mut self,
        metadata: List<Metadata>,
        name: Ident,
        ty: Option<TypeId>,
        start: u32,
        end: u32,
    ) -> u32 {
        self.push(Parameter {
            metadata,
            name,
            optional: false,
            rest: true,
            ty,
            default: None,
            range: TextRange::new(start, end),
        })
    }

    /// `x ->`
    pub(crate) fn arrow_of_one(&mut self, name: Ident, start: u32) -> u32 {
        self.push(Parameter {
            metadata: List::EMPTY,
            name,
            optional: false,
            rest: false,
            ty: None,
            default: None,
            range: name.range,
        });
        self.arrow_function(1, start)
    }

    pub(crate) fn arrow_function(&mut self, count: u32, start: u32) -> u32 {
        let params = self.take(count);
        self.function_prefix(
            Function {
                form: FunctionForm::Arrow,
                name: None,
                is_inline: false,
                type_params: List::EMPTY,
                params,
                result: None,
                body: ExprId::from_index(0),
            },
            start,
        )
    }

    pub(crate) fn function(
        &mut self,
        name: Option<Ident>,
        type_params: List<TypeParameter>,
        params: u32,
        result: Option<TypeId>,
        start: u32,
    ) -> u32 {
        let params = self.take(params);
        self.function_prefix(
            Function {
                form: FunctionForm::Function,
                name,
                is_inline: false,
                type_params,
                params,
                result,
                body: ExprId::from_index(0),
            },
            start,
        )
    }

    /// The body comes with the chain.
    fn function_prefix(&mut self, function: Function, start: u32) -> u32 {
        let id = self.file.ast.push_function(function);
        self.prefix(Prefix::Function(id), start)
    }

    pub(crate) fn meta_prefix(&mut self, start: u32) -> u32 {
        let Some(entry) = self.pop::<Metadata>() else {
            return 0;
        };
        let entry = MetadataId::from_index(self.file.ast.push_one(entry));
        self.prefix(Prefix::Meta(entry), start)
    }

    pub(crate) fn macro_type(&mut self, ty: TypeId, start: u32, end: u32) -> u32 {
        let expr = self.expr(ExprKind::MacroType(ty), start, end);
        self.operand(expr)
    }

    pub(crate) fn meta(
        &mut self,
        word: Word,
        start: u32,
        name_end: u32,
        args: Option<u32>,
        end: u32,
    ) -> u32 {
        let len = word.text.as_str().len() as u32;
        let name = Ident {
            name: word.text,
            range: TextRange::new(name_end - len.min(name_end), name_end),
        };
        let list = self.take(args.unwrap_or(0));
        self.push(Metadata {
            name,
            compiler: name.range.start >= start + 2,
            has_args: args.is_some(),
            args: list,
            range: TextRange::new(start, end),
        })
    }

    // -------------------------------------------------------------------------------------------------- statements

    /// The last statement of a block has no `;`. That is right only behind a brace.
    pub(crate) fn last_statement(&mut self, expr: ExprId) -> u32 {
        let index = self.control.index.get();
        let before = (index as usize).checked_sub(1);
        let last = before.and_then(|before| self.tokens.get(before));
        let braced = last.is_some_and(|last| last.kind == TokenKind::RightBrace);
        if !braced {
            let end = last.map_or(self.range_of(expr).end, |last| last.end);
            self.reports.push(super::message::missing_semicolon(end));
        }
        self.push(expr)
    }

    #[inline]
    pub(crate) fn operand(&mut self, expr: ExprId) -> u32 {
        self.link(Link::Operand(expr))
    }

    #[inline]
    pub(crate) fn link(&mut self, link: Link) -> u32 {
        self.stacks.links.push(link);
        1
    }

    #[inline]
    pub(crate) fn prefix(&mut self, prefix: Prefix, start: u32) -> u32 {
        self.link(Link::Prefix(prefix, start))
    }

    #[inline]
    pub(crate) fn operator(&mut self, operator: Operator, start: u32) -> u32 {
        self.link(match operator {
            Operator::Binary(op) => Link::Binary(op, start),
            Operator::Assign(op) => Link::Assign(op, start),
        })
    }

    #[inline]
    pub(crate) fn operand_operator(&mut self, expr: ExprId, operator: Operator, start: u32) -> u32 {
        self.operand(expr) + self.operator(operator, start)
    }

    pub(crate) fn operand_link(&mut self, expr: ExprId, link: Link) -> u32 {
        self.operand(expr) + self.link(link)
    }
}

/// What metadata, `macro` and so on stand before.
fn wrapped(kind: ExprKind) -> Option<ExprId> {
    if let ExprKind::Meta { expr: inner, .. }
    | ExprKind::Macro(inner)
    | ExprKind::Untyped(inner)
    | ExprKind::Inline(inner) = kind
    {
        return Some(inner);
    }
    None
}

/// Digits and suffix; the text has no `_`.
fn number_parts(text: &str) -> (&str, Option<NumberSuffix>) {
    let Some((digits, suffix)) = text
        .len()
        .checked_sub(3)
        .and_then(|at| text.split_at_checked(at))
    else {
        return (text, None);
    };
    let hex = digits.starts_with("0x") || digits.starts_with("0X");
    let suffix = match suffix {
        "i32" => NumberSuffix::I32,
        "i64" => NumberSuffix::I64,
        "u32" => NumberSuffix::U32,
        "f64" if !hex => NumberSuffix::F64,
        _ => return (text, None),
    };
    (digits, Some(suffix))
}
