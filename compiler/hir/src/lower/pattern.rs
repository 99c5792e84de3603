//! Patterns: which of the expressions after `case` are values, constructors, and new variables.

use super::access::AccessKind;
use super::{Lowering, Want};
use crate::definition::MemberForm;
use crate::infer::assignable;
use crate::lookup::Found;
use crate::{
    Accessor, Const, FieldAccess, LocalId, LocalKind, Pattern, PatternId, StructureField, Ty,
    TyKind,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, Name, TextRange};
use hx2rs_syntax::ast::{self, ExprKind, List};

/// The variables of one `case`.
#[derive(Default)]
pub(super) struct Bound {
    /// By name; those of the alternatives of an or-pattern are the same.
    variables: Vec<(Name, LocalId)>,
    /// Those of the alternative that is being lowered.
    current: Vec<Name>,
}

impl Lowering<'_> {
    /// The patterns of one `case`, and their variables in scope.
    pub(super) fn case_pattern(
        &mut self,
        patterns: List<ast::ExprId>,
        ty: Ty,
        range: TextRange,
    ) -> PatternId {
        let patterns = self.ast.list(patterns);
        let mut bound = Bound::default();
        let pattern = if let [one] = patterns {
            self.pattern(*one, ty, &mut bound)
        } else {
            self.or_pattern(patterns, ty, range, &mut bound)
        };
        for (_, local) in bound.variables {
            self.bind(local);
        }
        pattern
    }

    /// One pattern and its variables in scope.
    pub(super) fn single_pattern(&mut self, pattern: ast::ExprId, ty: Ty) -> PatternId {
        let mut bound = Bound::default();
        let pattern = self.pattern(pattern, ty, &mut bound);
        for (_, local) in bound.variables {
            self.bind(local);
        }
        pattern
    }

    fn or_pattern(
        &mut self,
        alternatives: &[ast::ExprId],
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        let before = bound.current.clone();
        let mut all = Vec::new();
        let mut first: Option<Vec<Name>> = None;
        for alternative in alternatives {
            bound.current = before.clone();
            let pattern = self.pattern(*alternative, ty, bound);
            if let Pattern::Or(inner) = &self.body.patterns[pattern] {
                all.extend(inner.iter().copied());
            } else {
                all.push(pattern);
            }
            let mut names = bound.current.clone();
            names.sort();
            match &first {
                None => first = Some(names),
                Some(first) => {
                    let missing = first
                        .iter()
                        .find(|name| !names.contains(name))
                        .or_else(|| names.iter().find(|name| !first.contains(name)));
                    if let Some(missing) = missing {
                        let message = format!(
                            "`{missing}` is not bound by every alternative of this pattern"
                        );
                        let place = self.range(*alternative);
                        self.report_at(codes::PATTERN_VARIABLE, place, message);
                    }
                }
            }
        }
        self.push_pattern(Pattern::Or(all.into()), ty, range)
    }

    /// One pattern for values of type `ty`.
    fn pattern(&mut self, id: ast::ExprId, ty: Ty, bound: &mut Bound) -> PatternId {
        let ast::Expr { kind, range } = *self.ast.expr(id);
        #[allow(clippy::wildcard_enum_match_arm)] // All other forms of expressions are values.
        match kind {
            ExprKind::Ident(name) if name.as_str() == "_" => {
                self.push_pattern(Pattern::Wildcard, ty, range)
            }
            ExprKind::Ident(name) => self.name_pattern(id, name, ty, range, bound),
            ExprKind::Parenthesis(inner) | ExprKind::Meta { expr: inner, .. } => {
                self.pattern(inner, ty, bound)
            }
            ExprKind::Var(variables) => {
                let name = self.ast.list(variables).first().map(|it| it.name);
                match name {
                    Some(name) => self.bind_pattern(name.name, ty, name.range, None, bound),
                    None => self.push_pattern(Pattern::Wildcard, ty, range),
                }
            }
            ExprKind::Assign {
                op: None,
                target,
                value,
                ..
            } => {
                let place = self.range(target);
                let name = if let ExprKind::Ident(name) = self.ast.expr(target).kind {
                    name
                } else {
                    self.report_at(codes::PATTERN, place, "a variable is needed before =");
                    Self::unnamed()
                };
                let inner = self.pattern(value, ty, bound);
                self.bind_pattern(name, ty, place, Some(inner), bound)
            }
            ExprKind::Binary {
                op: ast::BinaryOp::Or,
                left,
                right,
                ..
            } => self.or_pattern(&[left, right], ty, range, bound),
            ExprKind::Binary {
                op: ast::BinaryOp::MapArrow,
                left,
                right,
                ..
            } => self.extractor(left, right, ty, range, bound),
            ExprKind::Call { callee, args } => {
                self.constructor_pattern(callee, args, ty, range, bound)
            }
            ExprKind::Array(items) => self.array_pattern(items, ty, range, bound),
            ExprKind::Object(fields) => self.structure_pattern(fields, ty, range, bound),
            // Officially a cast says nothing in a pattern: what is inside has to be of the type.
            ExprKind::Cast(inner) => self.value_pattern(inner, ty),
            _ => self.value_pattern(id, ty),
        }
    }

    /// A variable that a pattern binds.
    fn bind_pattern(
        &mut self,
        name: Name,
        ty: Ty,
        range: TextRange,
        inner: Option<PatternId>,
        bound: &mut Bound,
    ) -> PatternId {
        if bound.current.contains(&name) {
            self.report_at(
                codes::PATTERN_VARIABLE,
                range,
                format!("`{name}` is bound twice in one pattern"),
            );
        }
        bound.current.push(name);
        let known = bound.variables.iter().find(|(known, _)| *known == name);
        let local = match known {
            Some((_, local)) => {
                let local = *local;
                let other = self.body.locals[local].ty;
                let same = crate::infer::equal(&mut self.table, self.env, other, ty);
                // Of a type and the same with null, the variable has the one that holds both.
                if same && matches!(self.table.follow(ty).kind(), TyKind::Null(_)) {
                    self.body.locals[local].ty = ty;
                }
                if !same {
                    let (first, second) = (self.show(other), self.show(ty));
                    self.report_at(
                        codes::PATTERN_VARIABLE,
                        range,
                        format!(
                            "`{name}` is `{first}` in one alternative and `{second}` in another"
                        ),
                    );
                }
                local
            }
            None => {
                let local = self.declare(name, ty, LocalKind::Bound, range);
                bound.variables.push((name, local));
                local
            }
        };
        self.push_pattern(Pattern::Bind { local, inner }, ty, range)
    }

    /// A name: a constructor or constant if there is one, else a new variable.
    fn name_pattern(
        &mut self,
        id: ast::ExprId,
        name: Name,
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        if let Some(access) = self.constructor_of(ty, name, range) {
            return self.access_pattern(access, ty, range);
        }
        let is_local = self.find_local(name).is_some();
        if !is_local && let Some(access) = self.constant_ident(name, range) {
            return self.access_pattern(access, ty, range);
        }
        let capital = crate::scope::is_type_name(name);
        if !is_local
            && let Some(crate::scope::Identifier::Type(def)) =
                self.env.scope.resolve_identifier(name)
        {
            let own = Ty::new(TyKind::TypeOf(def));
            let value = self.push(crate::Expr::TypeValue(def), own, range);
            return self.compared(value, ty, range);
        }
        if capital && !is_local {
            let mut names = self.env.scope.value_names();
            names.extend(self.constructor_names(ty));
            let diagnostic = self
                .unknown(
                    codes::UNKNOWN_IDENTIFIER,
                    range,
                    format!("unknown identifier `{name}`"),
                    name,
                    names,
                )
                .note("a variable of a pattern starts with a small letter, or is written var x");
            self.report(diagnostic);
            return self.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range);
        }
        let place = self.range(id);
        self.bind_pattern(name, ty, place, None, bound)
    }

    /// A name in scope that can be compared with: enum constructors and constant statics.
    fn constant_ident(&mut self, name: Name, range: TextRange) -> Option<super::access::Access> {
        use crate::scope::Identifier;
        match self.env.scope.resolve_identifier(name)? {
            Identifier::EnumConstructor(id) => Some(self.static_access(id, range, range)),
            Identifier::Static(id) if self.constant(id).is_some() || self.is_never_written(id) => {
                Some(self.static_access(id, range, range))
            }
            Identifier::Static(_)
            | Identifier::Instance(_)
            | Identifier::Type(_)
            | Identifier::TypeParam(_) => None,
        }
    }

    fn constructor_names(&self, ty: Ty) -> Vec<Name> {
        let wide = self.expanded(ty).without_null();
        let Some(def) = wide.def() else {
            return Vec::new();
        };
        let constructors = crate::lookup::enum_constructors(self.env.db, def);
        constructors.map(|item| item.id.name()).collect()
    }

    /// The pattern for what a name or path means.
    fn access_pattern(
        &mut self,
        access: super::access::Access,
        ty: Ty,
        range: TextRange,
    ) -> PatternId {
        if let AccessKind::EnumConstructor {
            instance,
            has_params,
        } = access.kind
        {
            if !self.matches_type(instance.result, ty, range) {
                return self.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range);
            }
            if has_params {
                let name = instance.id.name();
                let count = instance.params.len();
                let holes = vec!["_"; count].join(", ");
                let diagnostic = Diagnostic::new(
                    codes::PATTERN_ARGUMENTS,
                    self.span(range),
                    format!("`{name}` has parameters, and the pattern has to say which"),
                )
                .help(format!("write `{name}({holes})`"));
                self.report(diagnostic);
                return self.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range);
            }
            let pattern = Pattern::Constructor {
                constructor: instance.id,
                arguments: Box::default(),
            };
            return self.push_pattern(pattern, ty, range);
        }
        let never_written = matches!(&access.kind,
            AccessKind::Variable { object: None, id, .. } if self.is_never_written(*id));
        let value = self.read(access);
        if never_written && super::finish::constant_of(&self.body, value).is_none() {
            return self.equal_pattern(value, ty, range);
        }
        self.compared(value, ty, range)
    }

    /// Whether a static variable keeps its first value.
    fn is_never_written(&self, id: MemberId) -> bool {
        let item = crate::definition::member_item(self.env.db, id);
        let form = item.map(|item| &item.form);
        matches!(
            form,
            Some(MemberForm::Variable {
                access: FieldAccess::Final | FieldAccess::Property(_, Accessor::Never),
                ..
            })
        )
    }

    fn matches_type(&mut self, pattern: Ty, ty: Ty, range: TextRange) -> bool {
        if assignable(&mut self.table, self.env, pattern, ty)
            || assignable(&mut self.table, self.env, ty, pattern)
        {
            return true;
        }
        if self.refines(pattern, ty) {
            return true;
        }
        let (found, wanted) = (self.show(pattern), self.show(ty));
        let diagnostic = Diagnostic::new(
            codes::TYPE_MISMATCH,
            self.span(range),
            format!("expected `{wanted}`, found `{found}`"),
        )
        .label(format!("this pattern is for `{found}`"))
        .note(format!("the switch is over a value of type `{wanted}`"));
        self.report(diagnostic);
        false
    }

    /// Any other expression: it has to be constant.
    fn value_pattern(&mut self, id: ast::ExprId, ty: Ty) -> PatternId {
        let range = self.range(id);
        if let ExprKind::Field { .. } = self.ast.expr(id).kind {
            let access = self.access(id);
            return self.access_pattern(access, ty, range);
        }
        let value = self.expr(id, Want::Value(Some(ty)));
        self.compared(value, ty, range)
    }

    /// A pattern for a lowered value.
    fn compared(&mut self, value: crate::ExprId, ty: Ty, range: TextRange) -> PatternId {
        let wild = |lowering: &mut Self| {
            lowering.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range)
        };
        if self.is_error(self.ty(value)) {
            return wild(self);
        }
        if matches!(self.body.exprs[value], crate::Expr::TypeValue(_)) {
            return self.equal_pattern(value, ty, range);
        }
        let constant = super::finish::constant_of(&self.body, value);
        let Some(constant) = constant else {
            self.report_at(
                codes::PATTERN,
                range,
                "a pattern has to be constant: a literal, a constructor or an inline constant",
            );
            return wild(self);
        };
        if constant == Const::Null {
            return self.push_pattern(Pattern::Constant(Const::Null), ty, range);
        }
        let own = self.ty(value);
        if !self.matches_type(own, ty, range) {
            return wild(self);
        }
        let wide = self.expanded(ty).without_null();
        let constant = match (&constant, wide.kind()) {
            (Const::Int(value), TyKind::Float) => Const::float(f64::from(*value)),
            (_, _) => constant,
        };
        self.push_pattern(Pattern::Constant(constant), ty, range)
    }

    /// A class or enum as a value, `case String:`, or a static variable that nothing writes: what `_ == String => true`
    /// is.
    fn equal_pattern(&mut self, value: crate::ExprId, ty: Ty, range: TextRange) -> PatternId {
        let own = self.ty(value);
        if !self.matches_type(own, ty, range) {
            return self.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range);
        }
        let input = self.extractor_variable(ty, range);
        let left = self.local(input, range);
        let place = (range, range.start);
        let value = self.equality(ast::BinaryOp::Equal, left, value, place);
        let is_equal = Pattern::Constant(Const::Bool(true));
        let inner = self.push_pattern(is_equal, Ty::new(TyKind::Bool), range);
        let pattern = Pattern::Extractor {
            input,
            value,
            inner,
        };
        self.push_pattern(pattern, ty, range)
    }

    /// `Some(p)`.
    fn constructor_pattern(
        &mut self,
        callee: ast::ExprId,
        args: List<ast::ExprId>,
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        let args = self.ast.list(args);
        let place = self.range(callee);
        let by_type = if let ExprKind::Ident(name) = self.ast.expr(callee).kind {
            self.constructor_of(ty, name, place)
        } else {
            None
        };
        let access = match by_type {
            Some(access) => access,
            None => self.access(callee),
        };
        let AccessKind::EnumConstructor { instance, .. } = access.kind else {
            match access.kind {
                AccessKind::Error => {}
                AccessKind::Path(names) => {
                    self.unknown_path(&names, place);
                }
                AccessKind::Value(_)
                | AccessKind::Local(_)
                | AccessKind::Variable { .. }
                | AccessKind::StructureField { .. }
                | AccessKind::Function { .. }
                | AccessKind::EnumConstructor { .. }
                | AccessKind::Extension { .. }
                | AccessKind::Index { .. }
                | AccessKind::Entry { .. }
                | AccessKind::ByName { .. }
                | AccessKind::Element { .. }
                | AccessKind::Type(_)
                | AccessKind::Super => {
                    self.report_at(
                        codes::PATTERN,
                        place,
                        "only constructors of enums can have arguments in a pattern",
                    );
                }
            }
            for arg in args {
                self.pattern(*arg, Ty::new(TyKind::Error), bound);
            }
            return self.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range);
        };
        self.matches_type(instance.result, ty, range);
        // Nobody knows more of what a constructor is for any type.
        for (param, open) in &instance.own {
            if self.table.follow(*open).infer_number().is_some() {
                let own = Ty::new(TyKind::Param(*param));
                assignable(&mut self.table, self.env, own, *open);
            }
        }
        let count = instance.params.len();
        // Optional parameters at the end may be left out, and `_` as the last one stands for all that are left.
        let missing = instance.params.get(args.len()..);
        let fills = args.last().is_some_and(|last| {
            matches!(self.ast.expr(*last).kind, ExprKind::Ident(name) if name.as_str() == "_")
        });
        let fits =
            missing.is_some_and(|missing| fills || missing.iter().all(|param| param.optional));
        if !fits {
            let name = instance.id.name();
            let mut diagnostic = Diagnostic::new(
                codes::PATTERN_ARGUMENTS,
                self.span(range),
                format!(
                    "`{name}` has {}, and the pattern has {}",
                    crate::annotation::count(count, "parameter"),
                    args.len()
                ),
            );
            if let Some(span) = self.declaration(instance.id) {
                diagnostic = diagnostic.secondary(span, "declared here");
            }
            self.report(diagnostic);
        }
        let mut arguments = Vec::new();
        for (arg, param) in args.iter().zip(&instance.params) {
            arguments.push(self.pattern(*arg, param.ty, bound));
        }
        for param in instance.params.iter().skip(arguments.len()) {
            arguments.push(self.push_pattern(Pattern::Wildcard, param.ty, range));
        }
        let pattern = Pattern::Constructor {
            constructor: instance.id,
            arguments: arguments.into(),
        };
        self.push_pattern(pattern, ty, range)
    }

    /// `[a, b]`; for a switch over several values at once, a pattern per value.
    fn array_pattern(
        &mut self,
        items: List<ast::ExprId>,
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        let items = self.ast.list(items);
        if let Some(fields) = self.tuple_fields(ty) {
            if fields.len() != items.len() {
                let message = format!(
                    "the switch is over {} values, and the pattern has {}",
                    fields.len(),
                    items.len()
                );
                self.report_at(codes::PATTERN_ARGUMENTS, range, message);
            }
            let parts = items.iter().zip(fields);
            let parts: Vec<(Name, PatternId)> = parts
                .map(|(item, (name, ty))| (name, self.pattern(*item, ty, bound)))
                .collect();
            return self.push_pattern(Pattern::Structure(parts.into()), ty, range);
        }
        let element = match self.array_element(ty) {
            Some(element) => element,
            None => {
                let element = self.fresh();
                if !self.matches_type(Ty::array(element), ty, range) {
                    return self.push_pattern(Pattern::Wildcard, Ty::new(TyKind::Error), range);
                }
                element
            }
        };
        let parts = items.iter();
        let parts: Vec<PatternId> = parts
            .map(|item| self.pattern(*item, element, bound))
            .collect();
        self.push_pattern(Pattern::Array(parts.into()), ty, range)
    }

    /// `{x: p}`.
    fn structure_pattern(
        &mut self,
        fields: List<ast::ObjectField>,
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        let wide = self.table.resolve(self.expanded(ty).without_null());
        let is_read = |found: &Found<'_>| match found {
            Found::Structure(_) => true,
            Found::Member(found) => is_plain(found.signature().access()),
        };
        let names = self.ast.list(fields).iter().map(|field| field.name.name);
        let mut found = names.filter_map(|name| self.env.field_of(wide, name));
        if !found.all(|found| is_read(&found)) {
            return self.computed_structure(fields, ty, range, bound);
        }
        let mut parts = Vec::new();
        for field in self.ast.list(fields) {
            let name = field.name.name;
            let found = self.env.field_of(wide, name);
            let field_ty = match found {
                Some(Found::Structure(found)) if found.optional => Ty::null(found.ty),
                Some(Found::Structure(found)) => found.ty,
                Some(Found::Member(found)) => found.result(),
                None => {
                    if !wide.is(&TyKind::Error) {
                        self.unknown_member(ty, name, field.name.range);
                    }
                    Ty::new(TyKind::Error)
                }
            };
            let part = self.pattern(field.value, field_ty, bound);
            parts.push((name, part));
        }
        self.push_pattern(Pattern::Structure(parts.into()), ty, range)
    }

    /// `{x: p}` where `x` is a property: what its getter gives, and the other fields, are put into a structure, which the
    /// pattern is about.
    fn computed_structure(
        &mut self,
        fields: List<ast::ObjectField>,
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        let input = self.extractor_variable(ty, range);
        let mut values = Vec::new();
        let mut own: Vec<StructureField> = Vec::new();
        for field in self.ast.list(fields) {
            let ast::Ident { name, range } = field.name;
            let object = self.local(input, range);
            let access = self.instance_field(object, name, range, range);
            let value = self.read(access);
            own.push(StructureField {
                name,
                ty: self.ty(value),
                optional: false,
                access: FieldAccess::Variable,
            });
            values.push((name, value));
        }
        let mut parts = Vec::new();
        for (field, (name, value)) in self.ast.list(fields).iter().zip(&values) {
            let part = self.pattern(field.value, self.ty(*value), bound);
            parts.push((*name, part));
        }
        own.sort_by_key(|field| field.name);
        let taken = Ty::new(TyKind::Structure(own.into()));
        let value = self.push(crate::Expr::Structure(values.into()), taken, range);
        let inner = self.push_pattern(Pattern::Structure(parts.into()), taken, range);
        let pattern = Pattern::Extractor {
            input,
            value,
            inner,
        };
        self.push_pattern(pattern, ty, range)
    }

    /// `e => p`, where `_` in `e` is the value.
    fn extractor(
        &mut self,
        value: ast::ExprId,
        inner: ast::ExprId,
        ty: Ty,
        range: TextRange,
        bound: &mut Bound,
    ) -> PatternId {
        let place = self.range(value);
        let input = self.extractor_variable(ty, place);
        let outer = self.extractor_input.replace(input);
        let value = self.value(value, None);
        self.extractor_input = outer;
        let result = self.ty(value);
        let inner = self.pattern(inner, result, bound);
        let pattern = Pattern::Extractor {
            input,
            value,
            inner,
        };
        self.push_pattern(pattern, ty, range)
    }

    /// What the value of an extractor is in its expression. One pattern can have several.
    fn extractor_variable(&mut self, ty: Ty, range: TextRange) -> LocalId {
        const NAME: &str = "`matched";
        let locals = self.body.locals.iter();
        let before = locals
            .filter(|(_, local)| local.name.as_str().starts_with(NAME))
            .count();
        let name = match before {
            0 => Name::new(NAME),
            _ => Name::new(&format!("{NAME}{before}")),
        };
        self.declare(name, ty, LocalKind::Bound, range)
    }

    /// The parts of the structure that stands for the values of `switch [a, b]`.
    pub(super) fn tuple_fields(&self, ty: Ty) -> Option<Vec<(Name, Ty)>> {
        if !self.tuples.contains(&ty) {
            return None;
        }
        let TyKind::Structure(fields) = ty.kind() else {
            return None;
        };
        let mut fields: Vec<(Name, Ty)> =
            fields.iter().map(|field| (field.name, field.ty)).collect();
        fields.sort_by_key(|(name, _)| (name.as_str().len(), *name));
        Some(fields)
    }
}

/// Whether reading a field calls nothing.
fn is_plain(access: FieldAccess) -> bool {
    matches!(
        access,
        FieldAccess::Variable | FieldAccess::Final | FieldAccess::Property(Accessor::Default, _)
    )
}
