//! Statements, blocks, and the ends of functions, where `return` is left out.

use super::{Binding, Context, Form, Value};
use crate::code::{Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{
    BinaryOp, Callee, Const, Equality, Expr, ExprId, LocalId, Ty, TyKind, TypeDef,
};
use hx2rs_compiler::mir::exchange::{self, LENGTH};
use hx2rs_compiler::mir::reach::has_effect;
use proc_macro2::TokenStream;

impl Context<'_> {
    /// One statement, with its place as the current mark.
    pub(crate) fn statement(&mut self, expr: ExprId) -> TokenStream {
        self.at(expr, |this| {
            this.calmly(expr, |this| this.statement_here(expr))
        })
    }

    fn statement_here(&mut self, expr: ExprId) -> TokenStream {
        match &self.body.exprs[expr] {
            Expr::Let { local, value } => self.declare(*local, *value),
            Expr::Block(_) | Expr::If { .. } | Expr::Switch { .. } if self.is_idle(expr) => {
                TokenStream::new()
            }
            Expr::Block(list) => {
                let inside = self.statements(list);
                if inside.is_empty() {
                    inside
                } else {
                    code!({ #inside })
                }
            }
            Expr::If {
                condition,
                then,
                otherwise,
            } => self.if_statement(*condition, *then, *otherwise),
            Expr::Switch { value, arms, cover } => {
                self.switch_statement(expr, *value, arms, *cover)
            }
            Expr::While {
                condition,
                body,
                first_run,
            } => self.with_lent(expr, |this| this.while_loop(*condition, *body, *first_run)),
            Expr::ForRange {
                local,
                from,
                to,
                body,
            } => self.with_lent(expr, |this| this.for_range(*local, *from, *to, *body)),
            Expr::ForArray {
                index,
                local,
                array,
                body,
            } => self.with_lent(expr, |this| {
                this.for_array(expr, *index, *local, *array, *body)
            }),
            Expr::ForMap {
                key,
                value,
                map,
                body,
            } => self.with_lent(expr, |this| this.for_map(expr, *key, *value, *map, *body)),
            Expr::Try { .. } => self.try_statement(expr),
            Expr::Trace(parts) => self.trace(expr, parts),
            Expr::Return(_) | Expr::Break | Expr::Continue | Expr::Throw(_) => {
                let jump = self.jump(expr);
                code!(#jump;)
            }
            Expr::Assign { place, value } => self.assign(expr, place, *value),
            Expr::Update {
                place, op, value, ..
            } => self.update_statement(expr, place, *op, *value),
            Expr::Convert { operand, .. }
                if !has_effect(self.body, expr) || !self.can_fail(expr) =>
            {
                self.statement(*operand)
            }
            _ if !has_effect(self.body, expr) => TokenStream::new(),
            Expr::Structure(fields) => fields
                .iter()
                .map(|(_, part)| self.statement(*part))
                .collect(),
            // Of a list or a map that nobody reads, Rust would not know the type.
            Expr::New { arguments, .. }
                if matches!(
                    self.world.kind(self.ty(expr)),
                    Kind::Array(_) | Kind::Map(..)
                ) =>
            {
                arguments.iter().map(|part| self.statement(*part)).collect()
            }
            Expr::Call {
                callee: Callee::Constructor(_),
                arguments,
            } => arguments.iter().map(|part| self.statement(*part)).collect(),
            Expr::Field { object: part, .. } | Expr::StructureField { object: part, .. } => {
                let nullable = self.natural(*part).null;
                if nullable {
                    let value = self.value(expr);
                    let code = value.code;
                    return code!(let _ = #code;);
                }
                self.statement(*part)
            }
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Static(_)
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::Call { .. }
            | Expr::New { .. }
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::BoundMethod { .. }
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::Convert { .. }
            | Expr::TypeTest { .. } => {
                // Nothing else tells Rust the type arguments of an object that nobody looks at.
                let is_new = matches!(self.body.exprs[expr], Expr::New { .. });
                let value = if is_new || self.is_empty_container(expr) {
                    self.open_value(expr)
                } else {
                    self.value(expr)
                };
                let pure = !matches!(
                    self.body.exprs[expr],
                    Expr::Call { .. } | Expr::Update { .. } | Expr::Assign { .. }
                );
                if pure && value.code.level != Level::Block {
                    let code = value.code;
                    return code!(let _ = #code;);
                }
                self.discard(value)
            }
        }
    }

    /// Whether an expression does nothing but make a value.
    fn is_idle(&self, expr: ExprId) -> bool {
        let Some(plan) = self.plan else {
            return false;
        };
        let mut leaves = false;
        self.body.for_each_below(expr, false, &mut |part| {
            leaves |= plan.leaves.contains(&part);
        });
        !leaves && !has_effect(self.body, expr)
    }

    /// Whether a conversion does something when its value is not wanted.
    fn can_fail(&self, expr: ExprId) -> bool {
        use hx2rs_compiler::hir::Conversion;
        matches!(
            self.body.exprs[expr],
            Expr::Convert {
                kind: Conversion::UncheckedCast | Conversion::CheckedCast | Conversion::FromDynamic,
                ..
            }
        )
    }

    /// A value that nobody wants.
    pub(super) fn discard(&self, value: Value) -> TokenStream {
        let code = value.code;
        // `Str::from` says that its result is wanted.
        let is_made_text = matches!(self.world.kind(value.repr.ty), Kind::String)
            && code.tokens.to_string().starts_with("Str :: from");
        if code.level < Level::Block
            || is_made_text
            || (value.repr.null && code.tokens.to_string().contains("unwrap_or"))
        {
            return code!(let _ = #code;);
        }
        if code.level == Level::Block {
            // As a statement, a block has to give nothing.
            if matches!(self.world.kind(value.repr.ty), Kind::Void) {
                code!(#code)
            } else {
                code!(let _ = #code;)
            }
        } else {
            code!(#code;)
        }
    }

    /// Statements in a row. What follows a jump is left out, and a test for null that leaves narrows what follows.
    pub(crate) fn statements(&mut self, list: &[ExprId]) -> TokenStream {
        let before = self.narrowed.clone();
        let mut out = TokenStream::new();
        let mut done = 0;
        for (at, statement) in list.iter().enumerate() {
            if at < done {
                continue;
            }
            if let Some(exchange) = self.exchange(list.get(at..).unwrap_or_default()) {
                out.extend(exchange);
                done = at + LENGTH;
                continue;
            }
            if self.narrowed_first(list, at, &mut out) {
                continue;
            }
            out.extend(self.statement(*statement));
            if self.diverges(*statement) {
                break;
            }
        }
        self.restore(before);
        out
    }

    /// `xs.swap(a, b);` for the three statements that say it in Haxe.
    pub(super) fn exchange(&mut self, list: &[ExprId]) -> Option<TokenStream> {
        let found = exchange::exchange(self.body, list)?;
        let Kind::Array(element) = self.world.kind(self.ty(found.array)) else {
            return None;
        };
        self.world.need(element, crate::world::Bound::Clone);
        let name = if self.world.has_default(self.world.argument(element)) {
            "swap"
        } else {
            "swap_sparse"
        };
        let first = list.first().copied()?;
        Some(self.at(first, |this| {
            this.calmly(first, |this| {
                let array = this.receiver_code(found.array, "[]");
                let places = [this.plain(found.first), this.plain(found.second)];
                let code = array.method(name, &places);
                code!(#code;)
            })
        }))
    }

    /// Ends the narrowing that a region began; what was assigned meanwhile is wide again.
    pub(crate) fn restore(&mut self, before: super::Narrowed) {
        self.narrowed = before;
    }

    /// `if (x == null) return;` as `let Some(x) = x else { return };`.
    pub(crate) fn leaving_test(
        &mut self,
        statement: ExprId,
        rest: &[ExprId],
    ) -> Option<TokenStream> {
        let Expr::If {
            condition,
            then,
            otherwise: None,
        } = &self.body.exprs[statement]
        else {
            return None;
        };
        if let Some(test) = self.null_tested_field(*condition, true) {
            if !self.diverges(*then) || !rest.iter().any(|expr| self.uses_field(*expr, &test)) {
                return None;
            }
            let inside = self.statement_block(*then);
            return self.at(statement, |this| {
                let (pattern, subject) = this.narrow_field(&test)?;
                Some(code!(let Some(#pattern) = #subject else { #inside };))
            });
        }
        let local = self.null_tested(*condition, true)?;
        if !self.diverges(*then)
            || rest.is_empty()
            || rest.iter().any(|expr| self.assigns(*expr, local))
        {
            return None;
        }
        if !rest.iter().any(|expr| self.uses(*expr, local)) {
            return None;
        }
        let narrowing = self.at(statement, |this| this.narrowing(local));
        let (pattern, subject, binding) = narrowing?;
        let inside = self.statement_block(*then);
        let code = self.at(
            statement,
            |_| code!(let Some(#pattern) = #subject else { #inside };),
        );
        self.narrowed.insert(local, binding);
        Some(code)
    }

    /// The variable of `x == null` (or of `x != null`).
    pub(crate) fn null_tested(&self, condition: ExprId, equal: bool) -> Option<LocalId> {
        let (operator, left) = if let Expr::Binary {
            op: BinaryOp::Equal(Equality::Null),
            left,
            ..
        } = &self.body.exprs[condition]
        {
            (true, *left)
        } else if let Expr::Binary {
            op: BinaryOp::NotEqual(Equality::Null),
            left,
            ..
        } = &self.body.exprs[condition]
        {
            (false, *left)
        } else if let Expr::Unary {
            op: hx2rs_compiler::hir::UnaryOp::BoolNot,
            operand,
        } = &self.body.exprs[condition]
        {
            return self.null_tested(*operand, !equal);
        } else {
            return None;
        };
        let Expr::Local(local) = self.body.exprs[left] else {
            return None;
        };
        let binding = self.binding(local);
        let narrowable = binding.repr.null
            && matches!(binding.form, Form::Plain | Form::Reference)
            && !self.keeps_null(binding.repr.ty);
        (operator == equal && narrowable).then_some(local)
    }

    /// Whether a test for null does not change the form of what was tested: null is a value of Dynamic like any other, and may be one
    /// of what a type parameter stands for.
    pub(super) fn keeps_null(&self, ty: Ty) -> bool {
        self.world.may_hold_null(ty) || matches!(self.world.kind(ty), Kind::Dynamic)
    }

    /// The pattern's name, what is matched, and the binding that results.
    pub(crate) fn narrowing(&mut self, local: LocalId) -> Option<(TokenStream, Code, Binding)> {
        let binding = self.binding(local);
        let name = self.name(local);
        let repr = Repr {
            null: false,
            ..binding.repr
        };
        let code = Code::ident(&name);
        let copy = self.world.is_copy(repr);
        Some(match binding.form {
            Form::Plain if copy => (
                code!(#name),
                code,
                Binding {
                    repr,
                    form: Form::Plain,
                },
            ),
            Form::Reference if copy => (
                code!(#name),
                code.dereference(),
                Binding {
                    repr,
                    form: Form::Plain,
                },
            ),
            Form::Plain => (
                code!(#name),
                code.reference(),
                Binding {
                    repr,
                    form: Form::Reference,
                },
            ),
            Form::Reference => (
                code!(#name),
                code,
                Binding {
                    repr,
                    form: Form::Reference,
                },
            ),
            // Nothing is cloned by looking at it.
            Form::Lent => (
                code!(#name),
                code,
                Binding {
                    repr,
                    form: Form::Reference,
                },
            ),
            Form::Cell | Form::RefCell => return None,
        })
    }

    /// Whether a variable is written below an expression.
    pub(crate) fn assigns(&self, expr: ExprId, local: LocalId) -> bool {
        let mut found = false;
        self.body.for_each_below(expr, true, &mut |part| {
            let written = self.body.exprs[part].written_place();
            found |= matches!(written, Some(hx2rs_compiler::hir::Place::Local(written)) if *written == local);
        });
        found
    }

    /// Whether a variable is used below an expression.
    pub(crate) fn uses(&self, expr: ExprId, local: LocalId) -> bool {
        let mut found = false;
        self.body.for_each_below(expr, true, &mut |part| {
            found |= self.body.exprs[part] == Expr::Local(local);
        });
        found
    }

    /// The statements of `expr`, to stand between braces.
    pub(crate) fn statement_block(&mut self, expr: ExprId) -> TokenStream {
        if let Expr::Block(list) = &self.body.exprs[expr] {
            self.statements(list)
        } else {
            self.statements(&[expr])
        }
    }

    /// `var x = value;`
    fn declare(&mut self, local: LocalId, value: Option<ExprId>) -> TokenStream {
        let declared = self.declared(local);
        if !self.is_read(local) {
            return match value {
                Some(value) => self.statement(value),
                None => TokenStream::new(),
            };
        }
        if let Some(value) = value
            && let Expr::Closure(closure) = self.body.exprs[value]
            && self.body.closures[closure].name == Some(local)
            && self.body.closures[closure].captures.contains(&local)
        {
            return self.recursive_closure(value, closure, local);
        }
        let name = self.name(local);
        let writes = self.writes.get(&local).copied().unwrap_or(0);
        let Some(value) = value else {
            return self.declare_unset(local);
        };
        if let Some((code, binding)) = self.lent_declaration(local, value) {
            self.narrowed.insert(local, binding);
            return code!(let #name = #code;);
        }
        if self.is_set_later(local) {
            let effect = self.statement(value);
            let declaration = self.declare_unset(local);
            return code!(#effect #declaration);
        }
        let (declared, value) = self.without_null(local, declared, value, writes);
        let int = matches!(self.world.kind(declared.repr.ty), Kind::Int);
        let received = int && self.received.contains(&local);
        let constant = if let Expr::Const(Const::Int(constant)) = self.body.exprs[value]
            && received
            && !declared.repr.null
        {
            Some(constant)
        } else {
            None
        };
        let annotated = self.wants_annotation(value, declared.repr)
            || (received
                && (self.is_branching(value) || matches!(self.body.exprs[value], Expr::Local(_))))
            || (received && declared.repr.null);
        let code = match constant {
            Some(constant) => crate::code::typed_int(constant),
            None => self.owned(value, declared.repr),
        };
        let ty = annotated.then(|| {
            let ty = self.scope.ty(declared.repr);
            code!(: #ty)
        });
        match declared.form {
            Form::Plain | Form::Reference | Form::Lent => {
                let mutable = (writes > 0).then(|| code!(mut));
                code!(let #mutable #name #ty = #code;)
            }
            Form::Cell => {
                let ty = annotated.then(|| {
                    let ty = self.scope.ty(declared.repr);
                    code!(: Rc<Cell<#ty>>)
                });
                code!(let #name #ty = Rc::new(Cell::new(#code));)
            }
            Form::RefCell => {
                let ty = annotated.then(|| {
                    let ty = self.scope.ty(declared.repr);
                    code!(: Rc<RefCell<#ty>>)
                });
                code!(let #name #ty = Rc::new(RefCell::new(#code));)
            }
        }
    }

    /// `var x:Null<Float> = 1.5`: where nothing else is ever written, null never comes.
    fn without_null(
        &mut self,
        local: LocalId,
        declared: Binding,
        value: ExprId,
        writes: usize,
    ) -> (Binding, ExprId) {
        let Expr::Convert {
            kind: hx2rs_compiler::hir::Conversion::ToNull,
            operand,
        } = self.body.exprs[value]
        else {
            return (declared, value);
        };
        if writes > 0 || declared.form != Form::Plain || self.may_hold_null(operand) {
            return (declared, value);
        }
        self.never_null.insert(local);
        (self.declared(local), operand)
    }

    /// Whether everything that is written into a variable is not null.
    fn only_gets_values(&self, local: LocalId) -> bool {
        let mut writes = self.body.exprs.iter().filter(|(id, expr)| {
            matches!(expr.written_place(), Some(hx2rs_compiler::hir::Place::Local(written)) if *written == local)
                && !self.dead_writes.contains(id)
        });
        writes.all(|(_, expr)| {
            let Expr::Assign { value, .. } = expr else {
                return false;
            };
            let value = self.without_conversion_to_null(*value);
            !self.may_hold_null(value)
        })
    }

    /// Whether null can come out of an expression, also where its type has none: a field of a generic class can hold null
    /// although the type argument is Int.
    fn may_hold_null(&self, expr: ExprId) -> bool {
        let is_stored = matches!(
            self.body.exprs[expr],
            Expr::Field { .. } | Expr::Call { .. } | Expr::EnumParameter { .. }
        );
        let stored = || {
            let plan = &self.world.plan;
            plan.expr_is_nullable(self.world.program, self.member, self.body, expr)
        };
        self.natural(expr).null || (is_stored && stored())
    }

    pub(super) fn without_conversion_to_null(&self, value: ExprId) -> ExprId {
        if let Expr::Convert {
            kind: hx2rs_compiler::hir::Conversion::ToNull,
            operand,
        } = self.body.exprs[value]
        {
            operand
        } else {
            value
        }
    }

    /// Whether each read of a variable comes after a write behind its declaration, as Rust sees it, too.
    pub(crate) fn is_set_later(&self, local: LocalId) -> bool {
        self.unset.contains_key(&local)
            && self.is_written(local)
            && !self.tried.contains(&local)
            && !self.body.locals[local].captured
            && self.declared(local).form == Form::Plain
    }

    /// `var x;`
    pub(crate) fn declare_unset(&mut self, local: LocalId) -> TokenStream {
        if self.is_set_later(local) && self.only_gets_values(local) {
            self.never_null.insert(local);
        }
        let declared = self.declared(local);
        let name = self.name(local);
        let ty = self.scope.ty(declared.repr);
        let deferred = !self.tried.contains(&local) && !self.body.locals[local].captured;
        if self.is_set_later(local) {
            let again = self.unset.get(&local).copied().unwrap_or(false);
            let mutable = again.then(|| code!(mut));
            return code!(let #mutable #name: #ty;);
        }
        if !self.world.has_default(declared.repr) && declared.form == Form::Plain && deferred {
            return code!(let #name: #ty;);
        }
        match declared.form {
            Form::Plain | Form::Reference | Form::Lent => {
                if declared.repr.null {
                    return code!(let mut #name: #ty = None;);
                }
                code!(let mut #name: #ty = Default::default();)
            }
            Form::Cell => code!(let #name: Rc<Cell<#ty>> = Rc::default();),
            Form::RefCell if self.world.has_default(declared.repr) => {
                code!(let #name: Rc<RefCell<#ty>> = Rc::default();)
            }
            Form::RefCell => {
                self.world.unsupported(
                    self.file,
                    Some(self.member),
                    self.spans.locals.entry(local).copied().unwrap_or_default(),
                    "a captured variable of this type without a first value is",
                );
                TokenStream::new()
            }
        }
    }

    fn is_branching(&self, expr: ExprId) -> bool {
        matches!(
            self.body.exprs[expr],
            Expr::If { .. } | Expr::Switch { .. } | Expr::Block(_) | Expr::Try { .. }
        )
    }

    /// Whether Rust would not find the type of a variable by its first value.
    fn wants_annotation(&self, value: ExprId, repr: Repr) -> bool {
        let found = &self.body.exprs[value];
        let unclear = if matches!(found, Expr::New { .. }) {
            !matches!(self.world.kind(repr.ty), Kind::Class(_, []))
        } else if let Expr::Convert { operand, .. } = found {
            self.wants_annotation(*operand, repr)
        } else if let Expr::Call {
            callee: Callee::Constructor(constructor),
            arguments,
        } = found
        {
            self.leaves_open(*constructor)
                || arguments.iter().any(|argument| {
                    let ty = self.world.argument(self.ty(*argument));
                    matches!(self.world.kind(ty.ty), Kind::Enum(..))
                        && self.wants_annotation(*argument, ty)
                })
        } else if let Expr::Call {
            callee:
                Callee::Static(function)
                | Callee::Method {
                    method: function, ..
                },
            arguments,
        } = found
        {
            self.is_dyn(repr)
                || self.result_stays_open(*function, arguments)
                || (self.is_open_number(value) && !holds_function(repr.ty))
        } else {
            self.is_dyn(repr)
                || matches!(
                    found,
                    Expr::Const(Const::Null)
                        | Expr::Array(_)
                        | Expr::Map(_)
                        | Expr::Closure(_)
                        | Expr::FunctionValue(_)
                        | Expr::BoundMethod { .. }
                )
        };
        // Each closure has a type of its own in Rust.
        let is_choice_of_closures =
            self.is_branching(value) && matches!(self.world.kind(repr.ty), Kind::Function(_));
        unclear
            || is_choice_of_closures
            || (repr.null
                && matches!(
                    self.body.exprs[value],
                    Expr::If { .. } | Expr::Switch { .. }
                ))
    }

    /// Whether what is given to a constructor does not say all type arguments of its enum.
    fn leaves_open(&self, constructor: MemberId) -> bool {
        let Some(TypeDef::Enum(def)) = self.world.program.types.get(&constructor.owner()) else {
            return false;
        };
        let found = def.constructors.iter().find(|it| it.id == constructor);
        let params = found.map_or(&[][..], |found| &found.params);
        let mut own = def.header.type_params.iter();
        !own.all(|own| {
            let mut found = false;
            for param in params {
                param.ty.map(&mut |part| {
                    found |= *part.kind() == TyKind::Param(own.id);
                    None
                });
            }
            found
        })
    }

    // ------------------------------------------------------------------------------------------ values of blocks

    /// `if`, a block, `switch` or `try` as a value.
    pub(crate) fn branching(&mut self, expr: ExprId, want: Repr) -> Code {
        if let Expr::Block(list) = &self.body.exprs[expr] {
            if let Some(code) = self.comprehension(list, want) {
                return code;
            }
            let inside = self.block_value(list, want);
            Code::block(code!({ #inside }))
        } else if let Expr::If {
            condition,
            then,
            otherwise,
        } = &self.body.exprs[expr]
        {
            self.if_value(*condition, *then, *otherwise, want)
        } else if let Expr::Switch { value, arms, cover } = &self.body.exprs[expr] {
            self.switch_value(expr, *value, arms, *cover, want)
        } else if matches!(&self.body.exprs[expr], Expr::Try { .. }) {
            self.try_value(expr, want)
        } else {
            self.owned(expr, want)
        }
    }

    /// Statements, and the last one's value.
    pub(crate) fn block_value(&mut self, list: &[ExprId], want: Repr) -> TokenStream {
        let Some((last, rest)) = list.split_last() else {
            return TokenStream::new();
        };
        let before = self.narrowed.clone();
        let mut out = TokenStream::new();
        let mut done = 0;
        for (at, statement) in rest.iter().enumerate() {
            if at < done {
                continue;
            }
            if let Some(exchange) = self.exchange(rest.get(at..).unwrap_or_default()) {
                out.extend(exchange);
                done = at + LENGTH;
                continue;
            }
            if self.narrowed_first(list, at, &mut out) {
                continue;
            }
            out.extend(self.statement(*statement));
            if self.diverges(*statement) {
                self.restore(before);
                return out;
            }
        }
        self.narrowed_first(list, rest.len(), &mut out);
        out.extend(self.value_inside(*last, want));
        self.restore(before);
        out
    }

    /// The value of `expr`, to stand last between braces.
    pub(crate) fn value_inside(&mut self, expr: ExprId, want: Repr) -> TokenStream {
        if matches!(self.world.kind(want.ty), Kind::Void) && !want.null {
            return self.statement_block(expr);
        }
        if let Expr::Block(list) = &self.body.exprs[expr] {
            return self.block_value(list, want);
        }
        if self.diverges(expr) {
            return self.statement(expr);
        }
        let code = self.at(expr, |this| {
            this.calmly(expr, |this| this.owned(expr, want))
        });
        code!(#code)
    }
}

/// Whether values of a type have functions in them, whose Rust types nobody can write.
fn holds_function(ty: Ty) -> bool {
    let mut found = false;
    ty.map(&mut |part| {
        found |= matches!(part.kind(), TyKind::Function(_));
        None
    });
    found
}
