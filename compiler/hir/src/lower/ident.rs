//! Names: variables, members of the class around, what is in scope of the module, the start of a dotted path.

use super::Lowering;
use super::access::{Access, AccessKind};
use super::static_local::Named;
use crate::lookup::{self, Found};
use crate::scope::Identifier;
use crate::{Const, ExprId, FieldAccess, Ty, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, MemberId, Name, TextRange};

impl Lowering<'_> {
    /// What a name means here. An unknown one may start a dotted path.
    pub(super) fn ident(&mut self, name: Name, range: TextRange) -> Access {
        self.known_ident(name, range).unwrap_or_else(|| Access {
            kind: AccessKind::Path(vec![name]),
            range,
            point: range.start,
        })
    }

    /// What a name means here, if it is known.
    pub(super) fn known_ident(&mut self, name: Name, range: TextRange) -> Option<Access> {
        let point = range.start;
        let plain = |kind| Some(Access { kind, range, point });
        if let Some(local) = self.find_local(name) {
            return plain(self.named(local));
        }
        if name.as_str() == "_"
            && let Some(local) = self.extractor_input
        {
            return plain(AccessKind::Local(local));
        }
        if name.as_str() == "super" {
            return plain(AccessKind::Super);
        }
        if name.as_str() == "abstract"
            && let Some(this) = self.this_as_abstract(range)
        {
            if let Some(local) = self.this_local {
                self.note_origin(this, Vec::new(), super::held::Held::Local(local));
            }
            return plain(AccessKind::Value(this));
        }
        match self.env.scope.resolve_identifier(name)? {
            Identifier::Instance(Found::Member(found)) => {
                let place = TextRange::new(range.start, range.start);
                let this = match self.this_as_abstract(place) {
                    Some(this) => {
                        if let Some(local) = self.this_local
                            && super::use_changes_this(
                                self.env.db,
                                found.id.owner(),
                                found.id.name(),
                            )
                        {
                            self.note_origin(this, Vec::new(), super::held::Held::Local(local));
                        }
                        this
                    }
                    None => self.this(place),
                };
                Some(self.member_access(Some(this), found.id, &found.map, range, range))
            }
            Identifier::Instance(Found::Structure(_)) => None,
            Identifier::Static(id) | Identifier::EnumConstructor(id) => {
                Some(self.static_access(id, range, range))
            }
            Identifier::Type(def) => plain(AccessKind::Type(def)),
            Identifier::TypeParam(param) => {
                if self.is_constant_param(param)
                    && let Some(value) = self.maker(param, range)
                {
                    return plain(AccessKind::Value(value));
                }
                self.unsupported(range, "a type parameter as a value");
                Some(self.error_access(range))
            }
        }
    }

    fn named(&self, named: Named) -> AccessKind {
        match named {
            Named::Local(local) => AccessKind::Local(local),
            Named::Static(position) => match self.statics.get(position) {
                Some(variable) => AccessKind::Variable {
                    object: None,
                    id: variable.id,
                    ty: variable.ty,
                    access: variable.access,
                },
                None => AccessKind::Error,
            },
        }
    }

    /// A static member or enum constructor; the parameters of a generic enum or enum abstract are monomorphs.
    pub(super) fn static_access(
        &mut self,
        id: MemberId,
        range: TextRange,
        name: TextRange,
    ) -> Access {
        let is_enum = self.env.form(id.owner()) == Some(crate::definition::Form::Enum);
        let map = if is_enum || self.is_enum_abstract_value(id) {
            let params: Vec<_> = lookup::type_params(self.env.db, id.owner()).collect();
            let fresh = params.into_iter().map(|param| (param, self.fresh()));
            fresh.collect()
        } else {
            Vec::new()
        };
        self.member_access(None, id, &map, range, name)
    }

    /// Reports a name or dotted path that nothing declares.
    pub(super) fn unknown_path(&mut self, names: &[Name], range: TextRange) -> ExprId {
        let Some((name, rest)) = names.split_first() else {
            return self.error_expr(range);
        };
        if !rest.is_empty() && !crate::scope::is_type_name(*name) && self.is_package(*name) {
            let path = crate::imports::dotted(names);
            let mut diagnostic = Diagnostic::new(
                codes::UNKNOWN_IDENTIFIER,
                self.span(range),
                format!("`{path}` names no type and no value"),
            );
            if let Some(note) = crate::scope::missing_standard(names) {
                diagnostic = diagnostic.note(note);
            }
            self.report(diagnostic);
            return self.error_expr(range);
        }
        let length = name.as_str().len() as u32;
        let range = TextRange::new(range.start, range.start + length);
        self.unknown_ident(*name, range);
        self.error_expr(range)
    }

    fn is_package(&self, name: Name) -> bool {
        let prefix = format!("{name}.");
        let modules = self.env.db.project().modules(self.env.db);
        modules
            .keys()
            .any(|module| module.as_str().starts_with(&prefix))
    }

    /// Reports a name that nothing declares.
    pub(super) fn unknown_ident(&mut self, name: Name, range: TextRange) {
        if name.as_str().starts_with('$') {
            self.unsupported(range, &format!("`{name}`"));
            return;
        }
        if self.untyped > 0 {
            self.unsupported(range, &format!("the name `{name}` in untyped code"));
            return;
        }
        let locals = self.scopes.iter().flatten().map(|(name, _)| *name);
        let mut names: Vec<Name> = locals.collect();
        names.extend(self.env.scope.value_names());
        names.extend(self.env.scope.type_names());
        let note = crate::scope::missing_standard(&[name]);
        if note.is_some() {
            // The right name, so no other one is better.
            names.clear();
        }
        let mut diagnostic = self.unknown(
            codes::UNKNOWN_IDENTIFIER,
            range,
            format!("unknown identifier `{name}`"),
            name,
            names,
        );
        if let Some(note) = note {
            diagnostic = diagnostic.note(note);
        }
        let owner = self.env.owner();
        let is_instance = crate::definition::members(self.env.db, owner)
            .get(name, hx2rs_base::Space::Instance)
            .is_some();
        if is_instance && !self.env.has_this {
            diagnostic = diagnostic.note(format!(
                "{name} belongs to instances of {}, and there is no this in a static function",
                owner.path()
            ));
        }
        self.report(diagnostic);
    }

    /// The type of `this`.
    pub(super) fn this_type(&self) -> Option<Ty> {
        let own = lookup::self_type(self.env.db, self.env.owner());
        if let TyKind::Abstract(def, arguments) = own.kind() {
            return crate::infer::Facts::underlying(self.env, *def, arguments);
        }
        self.env.has_this.then_some(own)
    }

    /// `this` of a function of an abstract as a value of that abstract.
    fn this_as_abstract(&mut self, range: TextRange) -> Option<ExprId> {
        let local = self.this_local?;
        let own = lookup::self_type(self.env.db, self.env.owner());
        let this = self.local(local, range);
        Some(self.reinterpret(this, own))
    }

    /// What an abstract, if it is the one whose member this is, is at run time.
    pub(super) fn this_type_of(&self, ty: Ty) -> Option<Ty> {
        let TyKind::Abstract(def, arguments) = ty.kind() else {
            return None;
        };
        if *def != self.env.owner() {
            return None;
        }
        crate::infer::Facts::underlying(self.env, *def, arguments)
    }

    /// A value of a type that is the same at run time.
    pub(super) fn reinterpret(&mut self, value: ExprId, ty: Ty) -> ExprId {
        if self.is_error(self.ty(value)) {
            return value;
        }
        let range = self.spans.exprs[value];
        let convert = crate::Expr::Convert {
            kind: crate::Conversion::Reinterpret,
            operand: value,
        };
        self.push(convert, ty, range)
    }

    /// `this`.
    pub(super) fn this(&mut self, range: TextRange) -> ExprId {
        let Some(ty) = self.this_type().filter(|_| self.env.has_this) else {
            self.report_at(
                codes::NO_THIS,
                range,
                "there is no this in a static function",
            );
            return self.error_expr(range);
        };
        if let Some(local) = self.this_local {
            return self.local(local, range);
        }
        self.note_this();
        self.push(crate::Expr::This, ty, range)
    }

    /// The value of an inline static variable whose initialiser is a constant.
    pub(super) fn constant(&self, id: MemberId) -> Option<Const> {
        let item = crate::definition::member_item(self.env.db, id)?;
        let is_constant = item.is_inline || self.is_enum_abstract_value(id);
        if !is_constant || id == self.env.member {
            return None;
        }
        super::constant_value(self.env.db, id)
    }

    /// Whether it is one of the values of an enum abstract.
    pub(super) fn is_enum_abstract_value(&self, id: MemberId) -> bool {
        let item = crate::definition::member_item(self.env.db, id);
        item.is_some_and(|item| {
            let is_variable = matches!(
                item.form,
                crate::definition::MemberForm::Variable {
                    access: FieldAccess::Variable | FieldAccess::Final,
                    ..
                }
            );
            is_variable && item.is_value
        })
    }

    /// A constant seen as `ty`.
    pub(super) fn constant_of(&mut self, constant: Const, ty: Ty, range: TextRange) -> ExprId {
        let own = constant.ty().unwrap_or(ty);
        let value = self.push(crate::Expr::Const(constant), own, range);
        if self.table.follow(own) == self.table.follow(ty) {
            return value;
        }
        let convert = crate::Expr::Convert {
            kind: crate::Conversion::Reinterpret,
            operand: value,
        };
        self.push(convert, ty, range)
    }
}
