//! `e.name`: members of objects, fields of structures, statics of types, dotted paths, `"x".code`, static extensions.

use super::access::{Access, AccessKind};
use super::{Later, Lowering};
use crate::definition::Form;
use crate::infer::{Facts, assignable};
use crate::lookup::{self, Found};
use crate::{
    Callee, Const, Conversion, Expr, ExprId, StructureField, Ty, TyKind, TypeParamId, known,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, MemberId, Name, TextRange};
use hx2rs_syntax::ast::{self, ExprKind};

impl Lowering<'_> {
    /// `receiver.name`.
    pub(super) fn field(
        &mut self,
        receiver: ast::ExprId,
        name: Name,
        safe: bool,
        range: TextRange,
    ) -> Access {
        if name.as_str() == "code"
            && let ExprKind::String { value, .. } = self.ast.expr(receiver).kind
        {
            return self.character_code(value, range);
        }
        let left = self.access(receiver);
        self.field_of(left, name, safe, range)
    }

    /// The field of what `left` names.
    pub(super) fn field_of(
        &mut self,
        left: Access,
        name: Name,
        safe: bool,
        range: TextRange,
    ) -> Access {
        let length = name.as_str().len() as u32;
        let name_range = TextRange::new(range.end.saturating_sub(length), range.end);
        let object = match left.kind {
            AccessKind::Error => return self.error_access(range),
            AccessKind::Path(mut names) => {
                names.push(name);
                return self.path(names, range, name_range);
            }
            AccessKind::Type(def) => return self.static_field(def, name, range, name_range),
            AccessKind::Super => return self.super_field(name, range, name_range),
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
            | AccessKind::Element { .. } => self.read_for(left, name),
        };
        let object = if safe { self.guard(object) } else { object };
        self.instance_field(object, name, range, name_range)
    }

    /// `"x".code`.
    fn character_code(&mut self, text: Name, range: TextRange) -> Access {
        let mut characters = text.as_str().chars();
        let value = match (characters.next(), characters.next()) {
            (Some(one), None) => {
                let constant = Expr::Const(Const::Int(one as i32));
                self.push(constant, Ty::new(TyKind::Int), range)
            }
            (None, _) | (Some(_), Some(_)) => {
                self.report_at(
                    codes::CHARACTER_CODE,
                    range,
                    "code is only known for a string of one character",
                );
                self.error_expr(range)
            }
        };
        Access {
            kind: AccessKind::Value(value),
            range,
            point: range.start,
        }
    }

    /// A dotted path that started with a package.
    fn path(&mut self, names: Vec<Name>, range: TextRange, name: TextRange) -> Access {
        if let Some(id) = self.env.scope.resolve_module_field(&names) {
            return self.static_access(id, range, name);
        }
        let kind = match self.env.scope.resolve_path(&names) {
            Some(start) if start.parts == names.len() => AccessKind::Type(start.def),
            Some(_) | None => AccessKind::Path(names),
        };
        Access {
            kind,
            range,
            point: name.start,
        }
    }

    /// `Type.name`.
    fn static_field(
        &mut self,
        def: DefId,
        name: Name,
        range: TextRange,
        name_range: TextRange,
    ) -> Access {
        if let Some(item) = lookup::lookup_static(self.env.db, def, name) {
            let id = item.id;
            return self.static_access(id, range, name_range);
        }
        // `Module.Type`: a type of the module that has this one's name.
        let module: Vec<Name> = def
            .module()
            .as_str()
            .split('.')
            .map(Name::new)
            .chain([name])
            .collect();
        // The module's own functions and variables go by the name of its main type, too.
        let is_main = module.iter().rev().nth(1) == Some(&def.name());
        if is_main && let Some(id) = self.env.scope.resolve_module_field(&module) {
            return self.static_access(id, range, name_range);
        }
        if let Some(start) = self.env.scope.resolve_path(&module)
            && start.parts == module.len()
        {
            return Access {
                kind: AccessKind::Type(start.def),
                range,
                point: name_range.start,
            };
        }
        if name.as_str() == "new" {
            return self.new_value(def, range, name_range);
        }
        let named = lookup::named_type(self.env.db, def);
        if matches!(
            self.env.form(named),
            Some(Form::Enum | Form::Class | Form::Interface | Form::Abstract)
        ) {
            let ty = Ty::new(TyKind::TypeOf(named));
            let object = self.push(Expr::TypeValue(named), ty, range);
            if let Some(access) = self.extension(object, name, range, name_range) {
                return access;
            }
        }
        let def = lookup::named_type(self.env.db, def);
        let members = crate::definition::members(self.env.db, def);
        let statics = members.list.iter().filter(|item| item.is_static());
        let names: Vec<Name> = statics.map(|item| item.id.name()).collect();
        let noun = self.env.form(def).map_or("type", |form| form.noun());
        let mut diagnostic = self.unknown(
            codes::UNKNOWN_FIELD,
            name_range,
            format!("{noun} `{}` has no static `{name}`", def.path()),
            name,
            names,
        );
        if members.get(name, hx2rs_base::Space::Instance).is_some() {
            diagnostic = diagnostic.note(format!(
                "{name} belongs to instances: it needs a value of type {} before the dot",
                def.path()
            ));
        }
        if diagnostic.fixes.is_empty() && crate::scope::is_standard(self.env.db, def) {
            diagnostic = diagnostic.note(crate::scope::NOT_ALL_STANDARD);
        }
        self.report(diagnostic);
        self.error_access(range)
    }

    /// `C.new` as a function value.
    fn new_value(&mut self, def: DefId, range: TextRange, name_range: TextRange) -> Access {
        let params = lookup::type_params(self.env.db, def).count();
        let arguments = (0..params).map(|_| self.fresh()).collect();
        let ty = self.expanded(lookup::applied(self.env.db, def, arguments));
        let found = lookup::lookup_constructor(self.env.db, ty);
        let is_abstract = self.abstract_of(ty).is_some();
        let class = ty
            .def()
            .filter(|_| is_abstract || matches!(ty.kind(), TyKind::Class(..)));
        let (Some(found), Some(class)) = (found, class) else {
            self.report_at(
                codes::NOT_CONSTRUCTIBLE,
                range,
                format!("`{}` has no constructor", def.path()),
            );
            return self.error_access(range);
        };
        if !self.may_call(found.id) {
            self.report_private(found.id, name_range);
        }
        let mut instance = self.instance(found.id, &found.map, range);
        instance.result = ty;
        // As a value it takes all that it takes.
        for param in instance.params.iter_mut().filter(|param| !param.rest) {
            param.optional = false;
            param.default = None;
        }
        let constructor = instance.id;
        let value = self.wrapped(&instance, range, |_, arguments| {
            let arguments = arguments.into();
            if is_abstract {
                let callee = Callee::Static(constructor);
                return Expr::Call { callee, arguments };
            }
            Expr::New {
                class,
                constructor: Some(constructor),
                arguments,
            }
        });
        Access {
            kind: AccessKind::Value(value),
            range,
            point: name_range.start,
        }
    }

    /// `super.name`.
    fn super_field(&mut self, name: Name, range: TextRange, name_range: TextRange) -> Access {
        let own = lookup::self_type(self.env.db, self.env.owner());
        let Some(above) = lookup::superclass(self.env.db, own).filter(|_| self.env.has_this) else {
            self.report_at(
                codes::NO_SUPER,
                range,
                format!("`{}` has no base class here", self.env.owner().path()),
            );
            return self.error_access(range);
        };
        if self.frames.len() > 1 {
            self.report_at(
                codes::NO_SUPER,
                range,
                "`super` is not to be used in a function expression",
            );
            return self.error_access(range);
        }
        let Some(Found::Member(found)) = self.env.field_of(above, name) else {
            self.unknown_member(above, name, name_range);
            return self.error_access(range);
        };
        let this = self.this(TextRange::new(range.start, range.start));
        self.super_objects.insert(this);
        let mut access = self.member_access(Some(this), found.id, &found.map, range, name_range);
        if let AccessKind::Function { is_super, .. } = &mut access.kind {
            *is_super = true;
        }
        access
    }

    /// `object.name`.
    pub(super) fn instance_field(
        &mut self,
        object: ExprId,
        name: Name,
        range: TextRange,
        name_range: TextRange,
    ) -> Access {
        let ty = self.table.resolve(self.ty(object));
        let wide = self.expanded(ty).without_null();
        if wide.is(&TyKind::Error) {
            return self.error_access(range);
        }
        if self.is_void(wide) {
            self.void_value(self.spans.exprs[object]);
            return self.error_access(range);
        }
        match self.env.field_of(wide, name) {
            Some(Found::Member(found)) => {
                // `K:String` is one to its functions, and so is `L:Array<Int>`.
                let is_open = matches!(wide.kind(), TyKind::Param(_));
                let owner = found.id.owner();
                let object = if is_open && owner == known::string() {
                    self.coerce(object, Ty::string(), super::Reason::Plain)
                } else if is_open && owner == known::array() {
                    self.as_constraint_with_elements(object)
                } else {
                    object
                };
                return self.member_access(Some(object), found.id, &found.map, range, name_range);
            }
            Some(Found::Structure(field)) => {
                let object = self.without_null(object);
                let object = self.as_constrained(object, name);
                return Access {
                    kind: AccessKind::StructureField { object, field },
                    range,
                    point: name_range.start,
                };
            }
            None => {}
        }
        if let Some(access) = self.static_of_value(object, name, range, name_range) {
            return access;
        }
        if let Some(object) = self.forwarded(object, name) {
            return self.instance_field(object, name, range, name_range);
        }
        if let Some(access) = self.extension(object, name, range, name_range) {
            return access;
        }
        if let Some(access) = self.resolved_field(object, name, range, name_range) {
            return access;
        }
        if self.untyped > 0 && wide.infer_number().is_none() {
            let ty = Ty::new(TyKind::Dynamic(None));
            let object = self.coerce(object, ty, super::Reason::Plain);
            return Access {
                kind: AccessKind::ByName { object, name, ty },
                range,
                point: name_range.start,
            };
        }
        match wide.kind() {
            TyKind::Infer(_) => {
                if self.bind_constrained(wide) {
                    return self.instance_field(object, name, range, name_range);
                }
                return self.open_field(object, name, range, name_range);
            }
            TyKind::Dynamic(inner) => {
                let ty = inner.unwrap_or(Ty::new(TyKind::Dynamic(None)));
                return Access {
                    kind: AccessKind::ByName { object, name, ty },
                    range,
                    point: name_range.start,
                };
            }
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Bool
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_) => self.unknown_member(ty, name, name_range),
        }
        self.error_access(range)
    }

    /// `type.name` where a variable holds the type: a static of it.
    fn static_of_value(
        &mut self,
        object: ExprId,
        name: Name,
        range: TextRange,
        name_range: TextRange,
    ) -> Option<Access> {
        let wide = self.expanded(self.ty(object)).without_null();
        let TyKind::TypeOf(def) = wide.kind() else {
            return None;
        };
        let is_read = matches!(
            self.body.exprs[object],
            Expr::Local(_) | Expr::Static(_) | Expr::TypeValue(_) | Expr::Field { .. }
        );
        let found = lookup::lookup_static(self.env.db, *def, name)?;
        // What else gives a type may do something.
        is_read.then(|| self.static_access(found.id, range, name_range))
    }

    /// Binds a monomorph that stands for a type parameter to what constrains that, which is all that is known of it.
    fn bind_constrained(&mut self, open: Ty) -> bool {
        let mut constraints: Vec<Ty> = Vec::new();
        for later in &self.later {
            if let Later::Constraint { ty, constraint, .. } = later
                && self.table.follow(*ty) == open
            {
                constraints.push(self.table.resolve(*constraint));
            }
        }
        let known = |ty: &Ty| self.expanded(*ty).infer_number().is_none();
        let all_known = !constraints.is_empty() && constraints.iter().all(known);
        let bound = match constraints[..] {
            [only] if all_known => only,
            [..] if all_known => {
                // `A & B`: a structure with the fields of both.
                let mut fields: Vec<StructureField> = Vec::new();
                for constraint in &constraints {
                    let wide = self.expanded(*constraint);
                    let TyKind::Structure(more) = wide.kind() else {
                        return false;
                    };
                    for field in more {
                        if fields.iter().all(|known| known.name != field.name) {
                            fields.push(field.clone());
                        }
                    }
                }
                fields.sort_by_key(|field| field.name);
                Ty::new(TyKind::Structure(fields.into()))
            }
            [..] => return false,
        };
        assignable(&mut self.table, self.env, bound, open)
    }

    /// A field of a value whose type only follows from later uses: what it is, is decided at the end of the body.
    fn open_field(
        &mut self,
        object: ExprId,
        name: Name,
        range: TextRange,
        name_range: TextRange,
    ) -> Access {
        let ty = self.fresh();
        let place = self.push_at(Expr::Error, ty, range, name_range.start);
        self.later.push(Later::Field {
            place,
            object,
            name,
            range,
            name_range,
        });
        Access {
            kind: AccessKind::Value(place),
            range,
            point: name_range.start,
        }
    }

    /// What is written cannot wait: the field of a value whose type is not known is one of Dynamic.
    pub(super) fn written_field(&mut self, access: Access) -> Access {
        let AccessKind::Value(written) = access.kind else {
            return access;
        };
        let at = self
            .later
            .iter()
            .position(|later| matches!(later, Later::Field { place, .. } if *place == written));
        let Some(Later::Field {
            place,
            object,
            name,
            range,
            name_range,
        }) = at.map(|at| self.later.remove(at))
        else {
            return access;
        };
        let dynamic = Ty::new(TyKind::Dynamic(None));
        for ty in [self.ty(object), self.body.types[place]] {
            if let Some(number) = self.expanded(ty).without_null().infer_number() {
                self.table.bind(number, dynamic);
            }
        }
        self.body.exprs[place] = Expr::Const(Const::Null);
        self.instance_field(object, name, range, name_range)
    }

    /// Decides the fields of values whose types have become known; reports those that have not.
    pub(super) fn resolve_open(&mut self) {
        let mut open: Vec<Later> = Vec::new();
        let mut rest = Vec::new();
        for later in std::mem::take(&mut self.later) {
            match later {
                Later::Field { .. } | Later::Made(_) => open.push(later),
                Later::Constraint { .. } | Later::Exhaustive { .. } => rest.push(later),
            }
        }
        // Each decision may make others possible, in any order.
        loop {
            let before = open.len();
            open.retain(|later| !self.resolve_field(later, false));
            if open.is_empty() || open.len() == before {
                break;
            }
        }
        for later in open {
            self.resolve_field(&later, true);
        }
        rest.append(&mut self.later);
        self.later = rest;
    }

    /// Whether it was decided. `last`: if it is still not known, that is a mistake.
    fn resolve_field(&mut self, later: &Later, last: bool) -> bool {
        if let Later::Made(unmade) = later {
            return self.resolve_made(unmade, last);
        }
        let Later::Field {
            place,
            object,
            name,
            range,
            name_range,
        } = *later
        else {
            return true;
        };
        let known = self.expanded(self.ty(object)).without_null();
        if let Some(number) = known.infer_number() {
            if !last {
                return false;
            }
            // Nothing says what it is: as officially, what has such a field will do.
            self.table.bind(number, Ty::new(TyKind::Dynamic(None)));
        }
        let access = self.instance_field(object, name, range, name_range);
        let value = self.read(access);
        let wanted = self.body.types[place];
        let value = self.coerce(value, wanted, super::Reason::Plain);
        self.body.exprs[place] = Expr::Convert {
            kind: Conversion::Reinterpret,
            operand: value,
        };
        true
    }

    /// Reports a member that a type does not have.
    pub(super) fn unknown_member(&mut self, ty: Ty, name: Name, range: TextRange) {
        let wide = self.expanded(ty).without_null();
        let is_function = matches!(wide.kind(), TyKind::Function(_));
        if is_function && name.as_str() == "bind" {
            self.unsupported(range, &format!("`{name}`"));
            return;
        }
        let names = lookup::member_names(self.env.db, ty);
        let shown = self.show(ty);
        let mut diagnostic: Diagnostic = self.unknown(
            codes::UNKNOWN_FIELD,
            range,
            format!("`{shown}` has no field `{name}`"),
            name,
            names,
        );
        let is_static = self
            .expanded(ty)
            .without_null()
            .def()
            .is_some_and(|def| lookup::lookup_static(self.env.db, def, name).is_some());
        if is_static {
            diagnostic = diagnostic.note(format!("`{name}` is static: write `{shown}.{name}`"));
        }
        let def = self.expanded(ty).without_null().def();
        let is_standard = def.is_some_and(|def| crate::scope::is_standard(self.env.db, def));
        if is_standard && diagnostic.fixes.is_empty() {
            diagnostic = diagnostic.note(crate::scope::NOT_ALL_STANDARD);
        }
        self.report(diagnostic);
    }

    /// The object of a structure access, without its `Null`.
    fn without_null(&mut self, object: ExprId) -> ExprId {
        let ty = self.expanded(self.ty(object));
        if !matches!(ty.kind(), TyKind::Null(_)) {
            return object;
        }
        self.push(
            Expr::Convert {
                kind: Conversion::FromNull,
                operand: object,
            },
            ty.without_null(),
            self.spans.exprs[object],
        )
    }

    /// The object of a structure access whose type is a type parameter, as the structure that constrains it.
    fn as_constrained(&mut self, object: ExprId, name: Name) -> ExprId {
        let ty = self.expanded(self.ty(object));
        let TyKind::Param(param) = ty.kind() else {
            return object;
        };
        let Some(constraint) = self.structure_with(*param, name) else {
            return object;
        };
        self.push(
            Expr::Convert {
                kind: Conversion::ToStructure,
                operand: object,
            },
            constraint,
            self.spans.exprs[object],
        )
    }

    /// The structure with this field among the constraints of a type parameter.
    fn structure_with(&mut self, param: TypeParamId, name: Name) -> Option<Ty> {
        for constraint in self.env.constraints(param) {
            let wide = self.expanded(constraint);
            if let TyKind::Structure(fields) = wide.kind()
                && fields.iter().any(|field| field.name == name)
            {
                return crate::maker::without_constructor(self.env.db, constraint);
            }
            if let TyKind::Param(other) = wide.kind()
                && *other != param
                && let Some(found) = self.structure_with(*other, name)
            {
                return Some(found);
            }
        }
        None
    }

    /// A static function of a `using` whose first parameter takes the object.
    fn extension(
        &mut self,
        object: ExprId,
        name: Name,
        range: TextRange,
        name_range: TextRange,
    ) -> Option<Access> {
        let ty = self.ty(object);
        let mut found = self.env.scope.extensions(name);
        found.extend(self.extensions_of_type(ty, name));
        found.extend(self.extension_of_enums(ty, name));
        let overloads = found.into_iter().flat_map(|id| {
            let own = lookup::own_overloads(self.env.db, id.owner(), name, id.space());
            if own.is_empty() {
                vec![id]
            } else {
                own.to_vec()
            }
        });
        // A dynamic value may have a field of this name, so only what asks for such a value comes before that.
        let is_dynamic = |ty: Ty| matches!(ty.kind(), TyKind::Dynamic(_));
        let dynamic = is_dynamic(self.expanded(ty).without_null());
        for id in overloads.collect::<Vec<_>>() {
            let mark = self.table.mark();
            let instance = self.instance(id, &[], range);
            let accepts = instance.params.first().is_some_and(|first| {
                (!dynamic || is_dynamic(self.expanded(first.ty).without_null()))
                    && assignable(&mut self.table, self.env, ty, first.ty)
            });
            if !accepts {
                self.table.undo(mark);
                continue;
            }
            return Some(Access {
                kind: AccessKind::Extension {
                    receiver: object,
                    instance,
                },
                range,
                point: name_range.start,
            });
        }
        None
    }

    /// What the declaration of a type, or of one above it, names by `@:using`.
    fn extensions_of_type(&self, ty: Ty, name: Name) -> Vec<MemberId> {
        let mut found = Vec::new();
        let mut seen: Vec<Ty> = Vec::new();
        let mut queue = vec![self.table.resolve(ty)];
        while let Some(ty) = queue.pop() {
            let ty = ty.without_null();
            if let TyKind::Param(param) = ty.kind() {
                queue.extend(lookup::constraints(self.env.db, *param));
            }
            let Some(def) = ty.def().filter(|_| !seen.contains(&ty)) else {
                continue;
            };
            seen.push(ty);
            found.extend(crate::scope::own_extensions(self.env.db, def, name));
            if let TyKind::Alias(def, arguments) = ty.kind() {
                queue.extend(Facts::alias(self.env, *def, arguments));
            }
            queue.extend(lookup::direct_supertypes(self.env.db, ty));
        }
        found
    }

    /// What every enum and every enum value has without a `using`.
    fn extension_of_enums(&self, ty: Ty, name: Name) -> Option<MemberId> {
        let wide = self.expanded(ty).without_null();
        if let TyKind::Param(param) = wide.kind() {
            let above = lookup::constraints(self.env.db, *param).iter();
            return above
                .filter(|above| **above != wide)
                .find_map(|above| self.extension_of_enums(*above, name));
        }
        let is = |def: DefId, known: DefId| def == known;
        #[allow(clippy::wildcard_enum_match_arm)] // All other types have none.
        let tools = match wide.kind() {
            TyKind::Enum(..) => "EnumValueTools",
            TyKind::Abstract(def, _) if is(*def, known::enum_value()) => "EnumValueTools",
            TyKind::Abstract(def, _) if is(*def, known::enum_()) => "EnumTools",
            TyKind::TypeOf(def) if self.env.form(*def) == Some(Form::Enum) => "EnumTools",
            _ => return None,
        };
        let tools = DefId::new("haxe.EnumTools", tools);
        Some(lookup::lookup_static(self.env.db, tools, name)?.id)
    }
}
