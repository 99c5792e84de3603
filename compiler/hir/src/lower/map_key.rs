//! What can be the key of a map. A `Map` is made as one of the types that it stands for by what its keys are: strings,
//! whole numbers, enum values or objects; whatever else is no key. A map that is only named as a type is not looked at.

use super::Lowering;
use crate::definition::MemberForm;
use crate::infer::Facts;
use crate::{Expr, ExprId, Ty, TyKind, known};
use hx2rs_base::Diagnostic;
use hx2rs_base::catalogue::types as codes;

/// What a type is as a key.
enum Key {
    Possible,
    Impossible,
    /// Nothing says what it is.
    Unknown,
}

impl Lowering<'_> {
    /// Reports the maps that are made with keys of other types. Types have to be as closed as they get.
    pub(super) fn check_map_keys(&mut self) {
        let map = known::map();
        let makes_map = |expr: &Expr| {
            matches!(expr, Expr::Map(_)) || matches!(expr, Expr::New { class, .. } if *class == map)
        };
        let exprs = self.body.exprs.iter();
        let made: Vec<ExprId> = exprs
            .filter(|(_, expr)| makes_map(expr))
            .map(|(id, _)| id)
            .collect();
        for expr in made {
            let Some((key, _)) = self.map_entry(self.body.types[expr]) else {
                continue;
            };
            let message = match self.as_key(key) {
                Key::Possible => continue,
                Key::Impossible => {
                    let key = self.show(key);
                    format!("`{key}` cannot be the key of a map")
                }
                Key::Unknown if self.is_settled_elsewhere(key) => continue,
                Key::Unknown => String::from("nothing says what the keys of this map are"),
            };
            let span = self.span(self.spans.exprs[expr]);
            let diagnostic = Diagnostic::new(codes::CONSTRAINT, span, message)
                .label("this map is made here")
                .note("keys are strings, whole numbers, enum values or objects");
            self.report(diagnostic);
        }
    }

    fn as_key(&self, key: Ty) -> Key {
        let wide = self.expanded(key).without_null();
        match wide.kind() {
            TyKind::Int
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Structure(_)
            | TyKind::Dynamic(_)
            | TyKind::TypeOf(_)
            | TyKind::Error => Key::Possible,
            TyKind::Float | TyKind::Bool | TyKind::Void | TyKind::Function(_) => Key::Impossible,
            TyKind::Abstract(def, _) if *def == known::enum_value() => Key::Possible,
            TyKind::Abstract(..) => match self.underlying(wide) {
                Some(below) => self.as_key(below),
                None => Key::Impossible,
            },
            TyKind::Param(param) => match self.env.constraints(*param).first() {
                Some(constraint) => self.as_key(*constraint),
                None => Key::Impossible,
            },
            TyKind::Infer(_) => Key::Unknown,
            // Expanded.
            TyKind::Null(_) | TyKind::Alias(..) => Key::Possible,
        }
    }

    /// Whether the users of this member can say what an open type is: what it returns, or the value of a variable.
    fn is_settled_elsewhere(&self, open: Ty) -> bool {
        let open = self.table.follow(open).infer_number();
        let item = crate::definition::member_item(self.env.db, self.env.member);
        let is_variable = item.is_some_and(|item| matches!(item.form, MemberForm::Variable { .. }));
        let returns = |(_, expr): (ExprId, &Expr)| {
            let Expr::Return(Some(value)) = expr else {
                return false;
            };
            let mut found = false;
            self.table
                .resolve(self.body.types[*value])
                .map(&mut |part| {
                    found |= part.infer_number().is_some() && part.infer_number() == open;
                    None
                });
            found
        };
        is_variable || self.body.exprs.iter().any(returns)
    }
}
