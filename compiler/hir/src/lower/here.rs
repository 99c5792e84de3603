//! The place of a call as a value: `haxe.PosInfos` for a parameter that is left out, and `trace`, which goes through
//! `haxe.Log.trace` where the program puts something else there.

use super::access::{Access, AccessKind};
use super::{Lowering, Reason};
use crate::{Callee, Const, Expr, ExprId, FieldAccess, Here, StructureField, Ty, TyKind, known};
use hx2rs_base::{DefId, MemberId, Name, Space, TextRange};

impl Lowering<'_> {
    /// Whether a parameter of this type gets the place of the call where it is left out.
    pub(super) fn takes_place(&self, ty: Ty) -> bool {
        let ty = self.table.follow(ty).without_null();
        matches!(ty.kind(), TyKind::Alias(def, _) if *def == known::pos_infos())
    }

    /// The place of a call as a `haxe.PosInfos`, and what else was given to `trace`.
    pub(super) fn place_of_call(&mut self, custom: Vec<ExprId>, range: TextRange) -> ExprId {
        let place = TextRange::new(range.start, range.start);
        let owner = self.env.owner();
        let shape = crate::definition::shape(self.env.db, owner);
        let class = match owner.path() {
            _ if shape.is_some_and(|shape| shape.is_private) => owner.private_path(),
            path if path.is_empty() => self.env.owner().module().to_string(),
            path => path,
        };
        let method = self.env.member.name().to_string();
        let file = self.push(Expr::Const(Const::String("".into())), Ty::string(), place);
        let line = self.push(Expr::Const(Const::Int(0)), Ty::new(TyKind::Int), place);
        self.body
            .here
            .extend([(file, Here::File), (line, Here::Line)]);
        let class = self.push(
            Expr::Const(Const::String(class.into())),
            Ty::string(),
            place,
        );
        let method = self.push(
            Expr::Const(Const::String(method.into())),
            Ty::string(),
            place,
        );
        let mut fields = vec![
            (Name::new("fileName"), file),
            (Name::new("lineNumber"), line),
            (Name::new("className"), class),
            (Name::new("methodName"), method),
        ];
        if !custom.is_empty() {
            let values = Ty::array(Ty::new(TyKind::Dynamic(None)));
            let custom = self.push(Expr::Array(custom.into()), values, place);
            fields.push((Name::new("customParams"), custom));
        }
        let mut own: Vec<StructureField> = Vec::new();
        for (name, value) in &fields {
            own.push(StructureField {
                name: *name,
                ty: self.ty(*value),
                optional: false,
                access: FieldAccess::Variable,
            });
        }
        own.sort_by_key(|field| field.name);
        let ty = crate::lookup::applied(self.env.db, known::pos_infos(), Box::default());
        let has_type = !matches!(self.expanded(ty).kind(), TyKind::Error);
        let ty = if has_type {
            ty
        } else {
            Ty::new(TyKind::Structure(own.into()))
        };
        self.push(Expr::Structure(fields.into()), ty, place)
    }

    /// `trace(value, more…)`, which prints by itself unless something in the program writes `haxe.Log.trace`.
    pub(super) fn trace(&mut self, values: Vec<ExprId>, range: TextRange) -> ExprId {
        let void = Ty::new(TyKind::Void);
        if !crate::reach::trace_is_replaced(self.env.db) {
            return self.push(Expr::Trace(values.into()), void, range);
        }
        let mut values = values.into_iter();
        let Some(value) = values.next() else {
            return self.error_expr(range);
        };
        let log = DefId::new("haxe.Log", "Log");
        let id = MemberId::new(log, "trace", Space::Static);
        let instance = self.instance(id, &[], range);
        let kind = AccessKind::Function {
            object: None,
            is_super: false,
            instance,
        };
        let point = range.start;
        let function = self.read(Access { kind, range, point });
        let any = Ty::new(TyKind::Dynamic(None));
        let dynamic = |this: &mut Self, value| this.coerce(value, any, Reason::Plain);
        let first = dynamic(self, value);
        let custom = values.map(|value| dynamic(self, value)).collect();
        let infos = self.place_of_call(custom, range);
        let infos = self.coerce(infos, Ty::null(self.ty(infos)), Reason::Plain);
        let call = Expr::Call {
            callee: Callee::Value(function),
            arguments: Box::new([first, infos]),
        };
        self.push(call, void, range)
    }
}
