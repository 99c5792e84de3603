//! `var point:Point = {x: 1, y: 2}` where `Point` is a class with `@:structInit`: the literal makes an object. Its fields
//! are the arguments of the constructor by their names. Classes that have none of their own: `crate::struct_init`.

use super::{Lowering, Reason};
use crate::definition::definition;
use crate::lookup;
use crate::{Const, Expr, ExprId, LocalId, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, Name, TextRange};
use hx2rs_syntax::ast::{List, ObjectField};

impl Lowering<'_> {
    /// The class that a literal makes an object of, where one is asked for.
    pub(super) fn structure_class(&self, wide: Ty) -> Option<DefId> {
        let TyKind::Class(class, _) = wide.kind() else {
            return None;
        };
        let definition = definition(self.env.db, *class).as_ref()?;
        definition.has_metadata(":structInit").then_some(*class)
    }

    /// The literal as an object of `class`, which is `ty`.
    pub(super) fn struct_init(
        &mut self,
        class: DefId,
        ty: Ty,
        fields: List<ObjectField>,
        range: TextRange,
    ) -> ExprId {
        let resolved = self.table.resolve(ty);
        let Some(found) = lookup::lookup_constructor(self.env.db, resolved) else {
            self.report_at(
                codes::NOT_CONSTRUCTIBLE,
                range,
                format!("`{}` has no constructor", class.path()),
            );
            return self.error_expr(range);
        };
        let instance = self.instance(found.id, &found.map, range);
        let wanted = &instance.params;
        let mut steps = Vec::new();
        let mut given: Vec<(Name, LocalId)> = Vec::new();
        for ObjectField { name, value, .. } in self.ast.list(fields) {
            let field = wanted.iter().find(|field| field.name == name.name);
            let Some(field) = field else {
                self.value(*value, None);
                let diagnostic = self.unknown(
                    codes::UNKNOWN_FIELD,
                    name.range,
                    format!("`{}` has no field `{}`", self.show(ty), name.name),
                    name.name,
                    wanted.iter().map(|field| field.name),
                );
                self.report(diagnostic);
                continue;
            };
            let asked = if field.optional {
                Ty::null(field.ty)
            } else {
                field.ty
            };
            let value = self.value_as(*value, asked, Reason::Plain);
            let (keep, local) = self.hold(value);
            steps.push(keep);
            given.push((name.name, local));
        }
        let held = |name: Name| {
            let mut given = given.iter();
            given.find_map(|(known, local)| (*known == name).then_some(*local))
        };
        let missing = wanted
            .iter()
            .find(|field| !field.optional && held(field.name).is_none());
        if let Some(field) = missing {
            let what = format!("`{}` needs the field `{}`", self.show(ty), field.name);
            let diagnostic = Diagnostic::new(codes::MISSING_FIELD, self.span(range), what);
            self.report(diagnostic.label(format!("it has no `{}`", field.name)));
            return self.error_expr(range);
        }
        let mut arguments = Vec::new();
        for field in wanted {
            let default = field.default.as_ref().filter(|it| **it != Const::Null);
            let argument = match (held(field.name), default) {
                (Some(local), None) => self.local(local, range),
                (Some(local), Some(default)) => {
                    let left = self.local(local, range);
                    let right = self.constant_as(default.clone(), field.ty, range);
                    self.push(Expr::Coalesce { left, right }, field.ty, range)
                }
                (None, Some(default)) => self.constant_as(default.clone(), field.ty, range),
                (None, None) => {
                    let ty = Ty::null(field.ty);
                    self.push(Expr::Const(Const::Null), ty, range)
                }
            };
            arguments.push(argument);
        }
        let new = Expr::New {
            class,
            constructor: Some(instance.id),
            arguments: arguments.into(),
        };
        let object = self.push(new, ty, range);
        self.sequence(steps, object, range)
    }
}
