//! `new C(…)`: which constructor runs, with which type arguments. Calls in general are in [`super::call`].

use super::{Lowering, Want};
use crate::definition::{Form, definition};
use crate::infer::assignable;
use crate::lookup;
use crate::role::Role;
use crate::ty::known;
use crate::{Callee, Const, Expr, ExprId, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, MemberId, Name, Space, TextRange};
use hx2rs_syntax::ast::{self, List, TypeKind};

impl Lowering<'_> {
    /// `new T(args)`.
    pub(super) fn construct(
        &mut self,
        ty: ast::TypeId,
        args: List<ast::ExprId>,
        want: Want,
        range: TextRange,
    ) -> ExprId {
        let args = self.ast.list(args);
        let written = self.constructed_type(ty);
        let wide = self.expanded(written);
        if let Some(hint) = want.hint() {
            // `var x:Map<String, Int> = new Map()`.
            let hint = self.expanded(hint).without_null();
            if hint.def() == wide.def() {
                assignable(&mut self.table, self.env, wide, hint);
            }
        }
        let what = match wide.kind() {
            TyKind::Class(class, _) => return self.construct_class(*class, wide, args, range),
            TyKind::Error => None,
            TyKind::Abstract(def, _) => return self.construct_abstract(*def, wide, args, range),
            TyKind::Param(param) => {
                if let Some(maker) = self.maker(*param, range) {
                    return self.call_value(maker, args, range);
                }
                self.unsupported(range, "making an instance of a type parameter");
                None
            }
            TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Enum(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => Some(self.show(wide)),
        };
        for arg in args {
            self.expr(*arg, Want::Value(None));
        }
        if let Some(what) = what {
            self.report_at(
                codes::NOT_CONSTRUCTIBLE,
                self.ast.ty(ty).range,
                format!("`{what}` is no class: there is nothing to make an instance of"),
            );
        }
        self.error_expr(range)
    }

    /// The type after `new`: arguments that are left out are inferred.
    fn constructed_type(&mut self, ty: ast::TypeId) -> Ty {
        if let TypeKind::Path { segments, args } = self.ast.ty(ty).kind
            && args.is_empty()
        {
            let path: Vec<_> = self
                .ast
                .list(segments)
                .iter()
                .map(|part| part.name)
                .collect();
            let single = path.first().filter(|_| path.len() == 1).copied();
            let is_param = single.is_some_and(|name| self.env.scope.type_param(name).is_some());
            if !is_param
                && let Some(start) = self.env.scope.resolve_path(&path)
                && start.parts == path.len()
            {
                let params = lookup::type_params(self.env.db, start.def).count();
                let arguments = (0..params).map(|_| self.fresh()).collect();
                return lookup::applied(self.env.db, start.def, arguments);
            }
        }
        self.annotated(ty)
    }

    /// Type arguments have to be what the parameters of the type ask for; inferred ones too.
    fn constrain_arguments(&mut self, def: DefId, ty: Ty, range: TextRange) {
        let Some(definition) = definition(self.env.db, def).as_ref() else {
            return;
        };
        let map = lookup::argument_map(self.env.db, def, ty.arguments());
        for (param, ty) in definition.type_params.iter().zip(ty.arguments()) {
            for constraint in &param.constraints {
                let constraint = constraint.substitute(&map);
                self.later.push(super::Later::Constraint {
                    ty: *ty,
                    constraint,
                    range,
                });
            }
        }
    }

    /// `~/pattern/flags`: `new EReg("pattern", "flags")`.
    pub(super) fn regex(&mut self, pattern: Name, flags: Name, range: TextRange) -> ExprId {
        let class = known::ereg();
        let ty = Ty::new(TyKind::Class(class, Box::default()));
        let arguments = [pattern, flags].map(|part| {
            let constant = Const::String(part.as_str().into());
            self.push(Expr::Const(constant), Ty::string(), range)
        });
        let new = Expr::New {
            class,
            constructor: Some(MemberId::new(class, "new", Space::Instance)),
            arguments: arguments.into(),
        };
        self.push(new, ty, range)
    }

    /// `new A(…)` of an abstract: its constructor is a function that gives the value.
    fn construct_abstract(
        &mut self,
        def: DefId,
        ty: Ty,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> ExprId {
        if self.chooses_type(def) {
            return self.construct_chosen(def, ty, args, range);
        }
        let resolved = self.table.resolve(ty);
        let Some(found) = lookup::lookup_constructor(self.env.db, resolved) else {
            if let Some((class, below)) = self.forwarded_constructor(def, ty) {
                let made = self.construct_class(class, below, args, range);
                return self.reinterpret(made, ty);
            }
            for arg in args {
                self.expr(*arg, Want::Value(None));
            }
            self.report_at(
                codes::NOT_CONSTRUCTIBLE,
                range,
                format!("`{}` has no constructor", def.path()),
            );
            return self.error_expr(range);
        };
        let place = TextRange::new(range.start, range.start + 3);
        if !self.may_call(found.id) {
            self.report_private(found.id, place);
        }
        let instance = self.instance(found.id, &found.map, range);
        let arguments = self.arguments_of(&instance, &instance.params, args, range);
        self.constrain_arguments(def, ty, range);
        let call = Expr::Call {
            callee: Callee::Static(found.id),
            arguments: arguments.into(),
        };
        self.push(call, instance.result, range)
    }

    /// Whether the type arguments of an abstract choose what its values are: `@:multiType`.
    fn chooses_type(&self, def: DefId) -> bool {
        let definition = definition(self.env.db, def).as_ref();
        definition.is_some_and(|definition| definition.has_metadata(":multiType"))
    }

    /// Whether the constraints that were noted from `start` on hold of what is known of the type arguments.
    fn constraints_hold(&mut self, start: usize) -> bool {
        let noted = self.later.iter().skip(start);
        let noted: Vec<(Ty, Ty)> = noted
            .filter_map(|later| {
                if let super::Later::Constraint { ty, constraint, .. } = later {
                    Some((*ty, *constraint))
                } else {
                    None
                }
            })
            .collect();
        noted.into_iter().all(|(ty, constraint)| {
            let mark = self.table.mark();
            let holds = assignable(&mut self.table, self.env, ty, constraint);
            self.table.undo(mark);
            holds
        })
    }

    /// `new A<Int>(…)` of an abstract whose type arguments choose what is made: the first of its `@:to` functions that
    /// takes what the abstract stands for makes it, of null and what the constructor, which has no code, takes.
    fn construct_chosen(
        &mut self,
        def: DefId,
        ty: Ty,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> ExprId {
        let resolved = self.table.resolve(ty);
        let given = if let Some(found) = lookup::lookup_constructor(self.env.db, resolved) {
            let instance = self.instance(found.id, &found.map, range);
            self.arguments_of(&instance, &instance.params, args, range)
        } else {
            let given = args.iter();
            given
                .map(|arg| self.expr(*arg, Want::Value(None)))
                .collect()
        };
        let below = self.underlying(ty).unwrap_or(Ty::new(TyKind::Error));
        for id in self.with_role(ty, Role::To) {
            let (mark, later) = (self.table.mark(), self.later.len());
            let instance = self.instance(id, &[], range);
            let fitting = instance.params.split_first().filter(|(first, rest)| {
                rest.len() == given.len()
                    && assignable(&mut self.table, self.env, below, first.ty)
                    && self.constraints_hold(later)
            });
            let Some((first, rest)) = fitting else {
                self.table.undo(mark);
                self.later.truncate(later);
                continue;
            };
            let nothing = Expr::Const(Const::Null);
            let mut arguments = vec![self.push(nothing, first.ty, range)];
            for (value, param) in given.into_iter().zip(rest) {
                arguments.push(self.coerce(value, param.ty, super::Reason::Plain));
            }
            let call = Expr::Call {
                callee: Callee::Static(id),
                arguments: arguments.into(),
            };
            let made = self.push(call, instance.result, range);
            // The function's result is taken for what the abstract is, as officially.
            let made = if assignable(&mut self.table, self.env, instance.result, below) {
                self.coerce(made, below, super::Reason::Plain)
            } else {
                self.cast(made, below, crate::Conversion::UncheckedCast, range)
            };
            return self.reinterpret(made, ty);
        }
        let shown = self.show(ty);
        let what = format!("no function of `{}` makes a `{shown}`", def.path());
        self.report_at(codes::NOT_CONSTRUCTIBLE, range, what);
        self.error_expr(range)
    }

    /// The class whose constructor an abstract shows as its own: `@:forward.new`.
    fn forwarded_constructor(&self, def: DefId, ty: Ty) -> Option<(DefId, Ty)> {
        let definition = definition(self.env.db, def).as_ref()?;
        if !definition.has_metadata(":forward.new") {
            return None;
        }
        let below = self.expanded(self.underlying(ty)?);
        if let TyKind::Class(class, _) = below.kind() {
            Some((*class, below))
        } else {
            None
        }
    }

    fn construct_class(
        &mut self,
        class: DefId,
        ty: Ty,
        args: &[ast::ExprId],
        range: TextRange,
    ) -> ExprId {
        if class == known::string()
            && let [text] = args
        {
            // A string never changes: a new one is the same one.
            let value = self.expr(*text, Want::Value(Some(Ty::string())));
            return self.coerce(value, Ty::string(), super::Reason::Plain);
        }
        let definition = definition(self.env.db, class).as_ref();
        let is_interface = self.env.form(class) == Some(Form::Interface);
        if is_interface || definition.is_some_and(|definition| definition.is_abstract) {
            let noun = if is_interface {
                "an interface"
            } else {
                "an abstract class"
            };
            self.report_at(
                codes::NOT_CONSTRUCTIBLE,
                range,
                format!(
                    "{} is {noun}: only classes that derive from it have instances",
                    class.path()
                ),
            );
            for arg in args {
                self.expr(*arg, Want::Value(None));
            }
            return self.error_expr(range);
        }
        // Strings never change: a new one of the same text is the same.
        if class == known::string()
            && let [text] = args
        {
            return self.value_as(*text, ty, super::Reason::Plain);
        }
        let resolved = self.table.resolve(ty);
        let Some(found) = lookup::lookup_constructor(self.env.db, resolved) else {
            for arg in args {
                self.expr(*arg, Want::Value(None));
            }
            self.report_at(
                codes::NOT_CONSTRUCTIBLE,
                range,
                format!("`{}` has no constructor", class.path()),
            );
            return self.error_expr(range);
        };
        let place = TextRange::new(range.start, range.start + 3);
        if !self.may_call(found.id) {
            self.report_private(found.id, place);
        }
        let item = crate::definition::member_item(self.env.db, found.id);
        if item.is_some_and(|item| item.of_literals) {
            let diagnostic = Diagnostic::new(
                codes::NOT_CONSTRUCTIBLE,
                self.span(range),
                format!("`{}` has no constructor", class.path()),
            );
            self.report(diagnostic.help("a structure literal makes its objects: {field: value}"));
            return self.error_expr(range);
        }
        let instance = self.instance(found.id, &found.map, range);
        let arguments = self.arguments_of(&instance, &instance.params, args, range);
        self.constrain_arguments(class, ty, range);
        let new = Expr::New {
            class,
            constructor: Some(found.id),
            arguments: arguments.into(),
        };
        self.push(new, ty, range)
    }
}
