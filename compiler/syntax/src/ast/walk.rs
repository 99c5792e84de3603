//! The children of a node, in source order: what passes over whole trees need, whatever the nodes mean.

use super::{
    Ast, Body, Declaration, DeclarationKind, ExprId, ExprKind, List, Member, MemberKind, Metadata,
    Parameter, Signature, StringPartKind, TypeArgument, TypeId, TypeKind, TypeParameter,
};

/// A direct child of a node.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Child {
    /// An expression.
    Expr(ExprId),
    /// A type.
    Type(TypeId),
}

struct Visitor<'a, F> {
    ast: &'a Ast,
    visit: F,
}

impl Ast {
    /// Calls `visit` for the direct children of an expression. Those of parameters, metadata, declarations in between
    /// count as direct.
    #[inline]
    pub fn children_of_expr(&self, kind: &ExprKind, visit: impl FnMut(Child)) {
        Visitor { ast: self, visit }.expr(kind);
    }

    /// Calls `visit` for the direct children of a type.
    #[inline]
    pub fn children_of_type(&self, kind: &TypeKind, visit: impl FnMut(Child)) {
        Visitor { ast: self, visit }.ty(kind);
    }
}

impl<F: FnMut(Child)> Visitor<'_, F> {
    #[inline]
    fn one(&mut self, id: ExprId) {
        (self.visit)(Child::Expr(id));
    }

    #[inline]
    fn one_type(&mut self, id: TypeId) {
        (self.visit)(Child::Type(id));
    }

    fn all(&mut self, list: List<ExprId>) {
        for id in self.ast.list(list) {
            self.one(*id);
        }
    }

    fn all_types(&mut self, list: List<TypeId>) {
        for id in self.ast.list(list) {
            self.one_type(*id);
        }
    }

    fn expr(&mut self, kind: &ExprKind) {
        match *kind {
            ExprKind::Missing
            | ExprKind::Ident(_)
            | ExprKind::This
            | ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Int { .. }
            | ExprKind::Float { .. }
            | ExprKind::String { .. }
            | ExprKind::Regex { .. }
            | ExprKind::Markup(_)
            | ExprKind::Break
            | ExprKind::Continue
            | ExprKind::Return(None) => {}
            ExprKind::Parenthesis(expr)
            | ExprKind::Return(Some(expr))
            | ExprKind::Throw(expr)
            | ExprKind::Cast(expr)
            | ExprKind::Untyped(expr)
            | ExprKind::Inline(expr)
            | ExprKind::Macro(expr)
            | ExprKind::Field { receiver: expr, .. }
            | ExprKind::Unary { operand: expr, .. }
            | ExprKind::Reification { expr, .. } => self.one(expr),
            ExprKind::Array(list) | ExprKind::Block(list) => self.all(list),
            ExprKind::CheckType { expr, ty }
            | ExprKind::SafeCast { expr, ty }
            | ExprKind::Is { expr, ty } => {
                self.one(expr);
                self.one_type(ty);
            }
            ExprKind::Index {
                receiver: first,
                index: second,
            }
            | ExprKind::Binary {
                left: first,
                right: second,
                ..
            }
            | ExprKind::Assign {
                target: first,
                value: second,
                ..
            }
            | ExprKind::While {
                condition: first,
                body: second,
            }
            | ExprKind::DoWhile {
                body: first,
                condition: second,
            }
            | ExprKind::ForHeader {
                header: first,
                body: second,
            } => {
                self.one(first);
                self.one(second);
            }
            ExprKind::Call { callee, args } => {
                self.one(callee);
                self.all(args);
            }
            ExprKind::New { ty, args } => {
                self.one_type(ty);
                self.all(args);
            }
            ExprKind::Ternary {
                condition,
                then,
                otherwise,
            } => {
                self.one(condition);
                self.one(then);
                self.one(otherwise);
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                self.one(condition);
                self.one(then);
                if let Some(otherwise) = otherwise {
                    self.one(otherwise);
                }
            }
            ExprKind::For {
                key,
                value,
                iterable,
                body,
            } => {
                if let Some(key) = key {
                    self.one(key);
                }
                self.one(value);
                self.one(iterable);
                self.one(body);
            }
            ExprKind::Interpolated(parts) => {
                for part in self.ast.list(parts) {
                    match part.kind {
                        StringPartKind::Text(_) => {}
                        StringPartKind::Expr(expr) => self.one(expr),
                    }
                }
            }
            ExprKind::Object(fields) => {
                for field in self.ast.list(fields) {
                    self.one(field.value);
                }
            }
            ExprKind::Try { body, catches } => {
                self.one(body);
                for catch in self.ast.list(catches) {
                    if let Some(ty) = catch.ty {
                        self.one_type(ty);
                    }
                    self.one(catch.body);
                }
            }
            ExprKind::Switch { subject, cases } => {
                self.one(subject);
                for case in self.ast.list(cases) {
                    self.all(case.patterns);
                    if let Some(guard) = case.guard {
                        self.one(guard);
                    }
                    self.one(case.body);
                }
            }
            ExprKind::Function(id) => {
                let function = *self.ast.function(id);
                self.type_params(function.type_params);
                self.params(function.params);
                if let Some(result) = function.result {
                    self.one_type(result);
                }
                self.one(function.body);
            }
            ExprKind::Var(variables) => {
                for variable in self.ast.list(variables) {
                    self.metadata(variable.metadata);
                    if let Some(ty) = variable.ty {
                        self.one_type(ty);
                    }
                    if let Some(init) = variable.init {
                        self.one(init);
                    }
                }
            }
            ExprKind::Meta { entry, expr } => {
                if let Some(entry) = self.ast.metadata(entry) {
                    self.all(entry.args);
                }
                self.one(expr);
            }
            ExprKind::MacroType(ty) => self.one_type(ty),
            ExprKind::MacroClass(id) => {
                if let Some(declaration) = self.ast.declaration(id) {
                    self.declaration(declaration);
                }
            }
        }
    }

    fn ty(&mut self, kind: &TypeKind) {
        match *kind {
            TypeKind::Missing => {}
            TypeKind::Path { args, .. } => {
                for arg in self.ast.list(args) {
                    match *arg {
                        TypeArgument::Type(ty) => self.one_type(ty),
                        TypeArgument::Expr(expr) => self.one(expr),
                    }
                }
            }
            TypeKind::Function { params, result } => {
                for param in self.ast.list(params) {
                    self.one_type(param.ty);
                }
                self.one_type(result);
            }
            TypeKind::Anonymous { extends, fields } => {
                self.all_types(extends);
                self.members(fields);
            }
            TypeKind::Parenthesis(ty) | TypeKind::Optional(ty) => self.one_type(ty),
            TypeKind::Intersection(list) => self.all_types(list),
        }
    }

    fn metadata(&mut self, list: List<Metadata>) {
        for entry in self.ast.list(list) {
            self.all(entry.args);
        }
    }

    fn params(&mut self, list: List<Parameter>) {
        for param in self.ast.list(list) {
            self.metadata(param.metadata);
            if let Some(ty) = param.ty {
                self.one_type(ty);
            }
            if let Some(default) = param.default {
                self.one(default);
            }
        }
    }

    fn type_params(&mut self, list: List<TypeParameter>) {
        for param in self.ast.list(list) {
            self.metadata(param.metadata);
            for ty in [param.constraint, param.default].into_iter().flatten() {
                self.one_type(ty);
            }
        }
    }

    fn signature(&mut self, signature: &Signature) {
        self.type_params(signature.type_params);
        self.params(signature.params);
        if let Some(result) = signature.result {
            self.one_type(result);
        }
    }

    fn body(&mut self, body: Option<Body>) {
        match body {
            Some(Body::Inline(expr)) => self.one(expr),
            Some(Body::Unit(_)) | None => {}
        }
    }

    fn members(&mut self, list: List<Member>) {
        for member in self.ast.list(list) {
            self.metadata(member.metadata);
            match &member.kind {
                MemberKind::Field { ty, init, .. } => {
                    if let Some(ty) = *ty {
                        self.one_type(ty);
                    }
                    self.body(*init);
                }
                MemberKind::Method {
                    signature, body, ..
                } => {
                    self.signature(signature);
                    self.body(*body);
                }
                MemberKind::Constructor { signature, .. } => self.signature(signature),
            }
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        self.metadata(declaration.metadata);
        self.type_params(declaration.type_params);
        match declaration.kind {
            DeclarationKind::Class {
                extends,
                implements,
                members,
                ..
            } => {
                self.all_types(extends);
                self.all_types(implements);
                self.members(members);
            }
            DeclarationKind::Enum { constructors } => self.members(constructors),
            DeclarationKind::Abstract {
                underlying,
                from,
                to,
                members,
                ..
            } => {
                if let Some(underlying) = underlying {
                    self.one_type(underlying);
                }
                self.all_types(from);
                self.all_types(to);
                self.members(members);
            }
            DeclarationKind::Typedef { ty } => self.one_type(ty),
            DeclarationKind::Field(members) => self.members(members),
        }
    }
}
