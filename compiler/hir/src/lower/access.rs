//! What a name, field access or index names, before it is known whether it is read, written or called; and reading.

use super::Lowering;
use crate::definition::replacement;
use crate::definition::{Form, MemberForm};
use crate::lookup::{self, Signature};
use crate::{
    Accessor, Callee, Expr, ExprId, FieldAccess, FunctionTy, LocalId, Param, StructureField, Ty,
    TyKind, TypeParamId,
};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{DefId, Diagnostic, MemberId, Name, Span, TextRange};

/// A member with its types as seen from one use: nothing is left to substitute.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    pub(super) id: MemberId,
    pub(super) form: MemberForm,
    pub(super) params: Vec<Param>,
    pub(super) result: Ty,
    /// What its own type parameters are here.
    pub(super) own: Vec<(TypeParamId, Ty)>,
    /// What its last parameters are told of: types to make instances of, and constants.
    pub(super) made: Vec<Ty>,
}

impl Instance {
    /// Its type as a function value.
    pub(super) fn function_ty(&self) -> FunctionTy {
        let signature = Signature {
            id: self.id,
            form: self.form,
            type_params: Vec::new(),
            params: self.params.clone(),
            result: self.result,
            is_public: true,
            is_inline: false,
        };
        signature.function_ty()
    }
}

/// Which accessors of a property are not called: `@:bypassAccessor` says so of the first variable inside it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum Bypass {
    /// Nothing.
    #[default]
    Nothing,
    /// It is read and written without its accessors.
    Both,
    /// It is read without its getter.
    Read,
    /// It is written without its setter: `x += 1` reads as ever.
    Write,
}

impl Bypass {
    fn applied(self, access: FieldAccess) -> FieldAccess {
        let FieldAccess::Property(read, write) = access else {
            return access;
        };
        // It is about functions: what may not be written at all stays so.
        let without = |side| match side {
            Accessor::Method => Accessor::Default,
            Accessor::Default | Accessor::Null | Accessor::Never => side,
        };
        match self {
            Self::Nothing => access,
            Self::Both => FieldAccess::Property(without(read), without(write)),
            Self::Read => FieldAccess::Property(without(read), write),
            Self::Write => FieldAccess::Property(read, without(write)),
        }
    }
}

/// What an expression names, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Access {
    pub(super) kind: AccessKind,
    pub(super) range: TextRange,
    /// What errors at run time point at: the name.
    pub(super) point: u32,
}

#[derive(Clone, Debug)]
pub(super) enum AccessKind {
    /// Something wrong was reported.
    Error,
    /// A value that cannot be written.
    Value(ExprId),
    Local(LocalId),
    /// A variable or property of an object, or static.
    Variable {
        object: Option<ExprId>,
        id: MemberId,
        ty: Ty,
        access: FieldAccess,
    },
    StructureField {
        object: ExprId,
        field: StructureField,
    },
    /// A method, or a static function.
    Function {
        object: Option<ExprId>,
        is_super: bool,
        instance: Instance,
    },
    EnumConstructor {
        instance: Instance,
        has_params: bool,
    },
    /// A static function called as if it were a method of its first argument.
    Extension {
        receiver: ExprId,
        instance: Instance,
    },
    Index {
        array: ExprId,
        index: ExprId,
        ty: Ty,
    },
    /// `map[key]`.
    Entry {
        map: ExprId,
        key: ExprId,
        value_ty: Ty,
    },
    /// `value.name` of a Dynamic value.
    ByName {
        object: ExprId,
        name: Name,
        ty: Ty,
    },
    /// `value[index]` of an abstract that says what that is.
    Element {
        object: ExprId,
        index: ExprId,
    },
    /// A type's name.
    Type(DefId),
    /// The start of a dotted path: a package or module.
    Path(Vec<Name>),
    /// `super`.
    Super,
}

impl<'a> Lowering<'a> {
    pub(super) fn error_access(&self, range: TextRange) -> Access {
        Access {
            kind: AccessKind::Error,
            range,
            point: range.start,
        }
    }

    /// The member with its own type parameters as fresh monomorphs, and those of `map` replaced.
    pub(super) fn instantiate(
        &mut self,
        signature: &Signature,
        map: &[(TypeParamId, Ty)],
        range: TextRange,
    ) -> Instance {
        let mut map = map.to_vec();
        let outer = map.len();
        for param in &signature.type_params {
            let ty = self.fresh();
            map.push((param.id, ty));
        }
        for param in &signature.type_params {
            let Some((_, ty)) = map.iter().find(|(id, _)| *id == param.id).copied() else {
                continue;
            };
            for constraint in &param.constraints {
                let constraint = constraint.substitute(&map);
                self.later.push(super::Later::Constraint {
                    ty,
                    constraint,
                    range,
                });
            }
        }
        let params = signature.params.iter().map(|param| Param {
            ty: param.ty.substitute(&map),
            ..param.clone()
        });
        let made = crate::maker::made_by_function(self.env.db, signature.id);
        let made = made
            .iter()
            .map(|made| Ty::new(TyKind::Param(made.param)).substitute(&map));
        Instance {
            id: signature.id,
            form: signature.form,
            params: params.collect(),
            result: signature.result.substitute(&map),
            made: made.collect(),
            own: map.split_off(outer),
        }
    }

    /// The signature of a member; of the one whose body this is, with the monomorphs of what it leaves out.
    pub(super) fn signature_of(&self, id: MemberId) -> &'a Signature {
        lookup::signature(self.env.db, id)
    }

    /// As [`Self::instantiate`], by id: for members that are not seen through a generic type.
    pub(super) fn instance(
        &mut self,
        id: MemberId,
        map: &[(TypeParamId, Ty)],
        range: TextRange,
    ) -> Instance {
        if id == self.env.member
            && let Some(own) = self.own.clone()
        {
            return self.instantiate(&own, map, range);
        }
        if let Some(probed) = self.probed.clone().filter(|probed| probed.id == id) {
            return self.instantiate(&probed, map, range);
        }
        let signature = self.signature_of(id);
        self.instantiate(signature, map, range)
    }

    /// A declared member of `object`, or a static one.
    pub(super) fn member_access(
        &mut self,
        object: Option<ExprId>,
        id: MemberId,
        map: &[(TypeParamId, Ty)],
        range: TextRange,
        name: TextRange,
    ) -> Access {
        if !self.may_access(object, id) {
            self.report_private(id, name);
        }
        if crate::access::is_elsewhere(self.env.db, id) {
            self.unsupported(name, "a use of an extern member");
            return self.error_access(range);
        }
        let instance = self.instance(id, map, range);
        let kind = match instance.form {
            MemberForm::Variable { access, .. } => {
                let asked = std::mem::take(&mut self.bypass);
                let own = self.own_side(object, id);
                AccessKind::Variable {
                    object,
                    id,
                    ty: instance.result,
                    access: own.applied(asked.applied(access)),
                }
            }
            MemberForm::Function(_) => AccessKind::Function {
                object,
                is_super: false,
                instance,
            },
            MemberForm::EnumConstructor { has_params, .. } => AccessKind::EnumConstructor {
                instance,
                has_params,
            },
        };
        Access {
            kind,
            range,
            point: name.start,
        }
    }

    /// Whether this body may name a member of an object: also by what is granted of the class that the object is known as.
    fn may_access(&self, object: Option<ExprId>, id: MemberId) -> bool {
        let seen = object.and_then(|object| self.expanded(self.ty(object)).without_null().def());
        self.may_call(id)
            || seen.is_some_and(|seen| {
                let seen = MemberId::new(seen, id.name(), id.space());
                crate::access::is_granted(self.env.db, self.env.member, seen)
            })
    }

    /// Whether this body may name a member.
    pub(super) fn may_call(&self, id: MemberId) -> bool {
        self.private_access > 0 || lookup::is_accessible(self.env.db, self.env.member, id)
    }

    pub(super) fn report_private(&mut self, id: MemberId, name: TextRange) {
        let is_of_module = self.env.form(id.owner()) == Some(Form::ModuleFields);
        let owner = if is_of_module {
            id.owner().module().as_str().to_owned()
        } else {
            id.owner().path()
        };
        let mut diagnostic = Diagnostic::new(
            codes::PRIVATE_ACCESS,
            self.span(name),
            format!("`{}` is private in `{owner}`", id.name()),
        )
        .label("not visible from here")
        .help(format!("declare it public to use it outside of `{owner}`"));
        if let Some(span) = self.declaration(id) {
            diagnostic = diagnostic.secondary(span, "declared here");
        }
        self.report(diagnostic);
    }

    /// The name of a member where it is declared.
    pub(super) fn declaration(&self, id: MemberId) -> Option<Span> {
        let file = crate::definition::module_file(self.env.db, id.owner().module())?;
        Some(Span::of_declaration(file.id(self.env.db), id))
    }

    /// Whether a value is `this`, also that of an abstract.
    fn is_this(&self, value: ExprId) -> bool {
        let mut value = value;
        while let Expr::Convert { operand, .. } = self.body.exprs[value] {
            value = operand;
        }
        let value = &self.body.exprs[value];
        *value == Expr::This
            || matches!(value, Expr::Local(local) if self.this_local == Some(*local))
    }

    /// What is plain of a property in this body: reads in its getter and writes in its setter, of the object that they are
    /// called for.
    fn own_side(&self, object: Option<ExprId>, id: MemberId) -> Bypass {
        let own = self.env.member;
        if object.is_some_and(|object| self.super_objects.contains(&object)) {
            return Bypass::Nothing;
        }
        let is_own = object.is_none_or(|object| self.is_this(object))
            && lookup::is_subtype_of(self.env.db, own.owner(), id.owner());
        if !is_own {
            return Bypass::Nothing;
        }
        let name = own.name().as_str();
        if name.strip_prefix("get_") == Some(id.name().as_str()) {
            Bypass::Read
        } else if name.strip_prefix("set_") == Some(id.name().as_str()) {
            Bypass::Write
        } else {
            Bypass::Nothing
        }
    }

    /// The accessor function of a property.
    pub(super) fn accessor(
        &mut self,
        object: Option<ExprId>,
        id: MemberId,
        prefix: &str,
        range: TextRange,
    ) -> Option<Instance> {
        let name = Name::new(&format!("{prefix}_{}", id.name()));
        if let Some(object) = object {
            let mut ty = self.table.resolve(self.ty(object));
            if self.super_objects.contains(&object) {
                ty = lookup::superclass(self.env.db, ty)?;
            }
            let lookup::Found::Member(found) = self.env.field_of(ty, name)? else {
                return None;
            };
            return Some(self.instance(found.id, &found.map, range));
        }
        let item = lookup::lookup_static(self.env.db, id.owner(), name)?;
        Some(self.instance(item.id, &[], range))
    }

    /// A property that is used and lacks the function. But for one left open by `dynamic`, the declaration is wrong.
    pub(super) fn without_accessor(
        &mut self,
        id: MemberId,
        prefix: &str,
        range: TextRange,
    ) -> ExprId {
        let name = id.name();
        let message = format!("the property `{name}` has no function `{prefix}_{name}`");
        self.report_at(codes::MISSING_ACCESSOR, range, message);
        self.error_expr(range)
    }

    /// How a variable is read or written from this body: `Default` or `Method` are the good answers.
    pub(super) fn effective(&self, id: MemberId, side: Accessor) -> Accessor {
        let db = self.env.db;
        match side {
            Accessor::Null | Accessor::Never if self.untyped > 0 => Accessor::Default,
            // What is private to the class may be shared, as private members are.
            Accessor::Null
                if self.private_access > 0
                    || lookup::is_subtype_of(db, self.env.owner(), id.owner())
                    || crate::access::is_granted(db, self.env.member, id) =>
            {
                Accessor::Default
            }
            Accessor::Default | Accessor::Null | Accessor::Never | Accessor::Method => side,
        }
    }

    /// The value that is named.
    pub(super) fn read(&mut self, access: Access) -> ExprId {
        let Access { kind, range, point } = access;
        match kind {
            AccessKind::Error => self.error_expr(range),
            AccessKind::Value(value) => value,
            AccessKind::Local(local) => self.local(local, range),
            AccessKind::Variable {
                object,
                id,
                ty,
                access,
            } => self.read_variable(object, id, ty, access, (range, point)),
            AccessKind::StructureField { object, field } => {
                let ty = if field.optional {
                    Ty::null(field.ty)
                } else {
                    field.ty
                };
                let expr = Expr::StructureField {
                    object,
                    field: field.name,
                };
                self.push_at(expr, ty, range, point)
            }
            AccessKind::Function {
                object,
                is_super,
                instance,
            } => self.function_value(object, is_super, &instance, (range, point)),
            AccessKind::EnumConstructor {
                instance,
                has_params: false,
            } => {
                let callee = Callee::Constructor(instance.id);
                let call = Expr::Call {
                    callee,
                    arguments: Box::default(),
                };
                self.push_at(call, instance.result, range, point)
            }
            AccessKind::EnumConstructor {
                instance,
                has_params: true,
            } => self.constructor_value(&instance, range),
            AccessKind::Extension { receiver, instance } => {
                let Some((first, rest)) = instance.params.split_first() else {
                    return self.error_expr(range);
                };
                let reason = super::Reason::Argument(first.name, None);
                let receiver = self.coerce(receiver, first.ty, reason);
                self.bound_function(receiver, &instance, rest, (range, point))
            }
            AccessKind::Index { array, index, ty } => {
                self.push_at(Expr::Index { array, index }, ty, range, point)
            }
            AccessKind::Entry { map, key, value_ty } => {
                self.entry_get(map, key, value_ty, (range, point))
            }
            AccessKind::ByName { object, name, ty } => {
                self.read_by_name(object, name, ty, (range, point))
            }
            AccessKind::Element { object, index } => {
                self.element_get(object, index, (range, point))
            }
            AccessKind::Type(def) => {
                let ty = Ty::new(TyKind::TypeOf(def));
                self.push_at(Expr::TypeValue(def), ty, range, point)
            }
            AccessKind::Path(names) => self.unknown_path(&names, range),
            AccessKind::Super => {
                self.report_at(
                    codes::SUPER_VALUE,
                    range,
                    "super is no value: only super(…) and super.method(…) are possible",
                );
                self.error_expr(range)
            }
        }
    }

    fn read_variable(
        &mut self,
        object: Option<ExprId>,
        id: MemberId,
        ty: Ty,
        access: FieldAccess,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let side = match access {
            FieldAccess::Property(read, _) => self.effective(id, read),
            FieldAccess::Variable | FieldAccess::Final | FieldAccess::Method => Accessor::Default,
        };
        match side {
            Accessor::Default => {
                if !self.check_storage(id, TextRange::new(point, range.end)) {
                    return self.error_expr(range);
                }
            }
            Accessor::Method => {
                let Some(getter) = self.accessor(object, id, "get", range) else {
                    return self.without_accessor(id, "get", TextRange::new(point, range.end));
                };
                let given = self.call_accessor(object, &getter, Vec::new(), (range, point));
                return self.coerce(given, ty, super::Reason::Plain);
            }
            Accessor::Null | Accessor::Never => {
                let mut diagnostic = Diagnostic::new(
                    codes::PROPERTY_ACCESS,
                    self.span(TextRange::new(point, range.end)),
                    format!("`{}` cannot be read from here", id.name()),
                );
                if let Some(span) = self.declaration(id) {
                    diagnostic = diagnostic.secondary(span, "declared here");
                }
                self.report(diagnostic);
                return self.error_expr(range);
            }
        }
        if object.is_none()
            && let Some(constant) = self.constant(id)
        {
            return self.constant_of(constant, ty, range);
        }
        let expr = match object {
            Some(object) => Expr::Field { object, field: id },
            None => Expr::Static(id),
        };
        self.push_at(expr, ty, range, point)
    }

    /// Whether a variable has a value of its own, which a property with two accessors has only with `@:isVar`.
    pub(super) fn check_storage(&mut self, id: MemberId, range: TextRange) -> bool {
        let item = crate::definition::member_item(self.env.db, id);
        let form = item.map(|item| &item.form);
        let Some(MemberForm::Variable {
            has_storage: false, ..
        }) = form
        else {
            return true;
        };
        let mut diagnostic = Diagnostic::new(
            codes::NO_STORAGE,
            self.span(range),
            format!("`{}` has no value of its own", id.name()),
        )
        .label("its accessors are not called here")
        .help("write @:isVar before the property, and it has one");
        if let Some(span) = self.declaration(id) {
            diagnostic = diagnostic.secondary(span, "declared here");
        }
        self.report(diagnostic);
        false
    }

    /// Calls a getter or setter.
    pub(super) fn call_accessor(
        &mut self,
        object: Option<ExprId>,
        accessor: &Instance,
        arguments: Vec<ExprId>,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let is_super = object.is_some_and(|object| self.super_objects.contains(&object));
        if !is_super && replacement(self.env.db, accessor.id).is_some() {
            let function = self.function_value(object, false, accessor, (range, point));
            return self.value_call(function, arguments, accessor.result, range);
        }
        if let Some(object) = object
            && super::changes_this(self.env.db, accessor.id)
        {
            return self.call_changing_accessor(object, accessor, arguments, (range, point));
        }
        let (callee, arguments) = match object {
            Some(_) if is_super => (Callee::Super(accessor.id), arguments),
            _ => self.member_callee(object, accessor.id, arguments),
        };
        let call = Expr::Call {
            callee,
            arguments: arguments.into(),
        };
        self.push_at(call, accessor.result, range, point)
    }

    /// The callee for a member function; functions of abstracts take the object as their first argument.
    pub(super) fn member_callee(
        &mut self,
        object: Option<ExprId>,
        id: MemberId,
        mut arguments: Vec<ExprId>,
    ) -> (Callee, Vec<ExprId>) {
        match object {
            None => (Callee::Static(id), arguments),
            Some(object) => match self.env.form(id.owner()) {
                Some(Form::Abstract | Form::EnumAbstract) => {
                    let below = self.underlying(self.ty(object));
                    let object = below.map_or(object, |below| self.reinterpret(object, below));
                    arguments.insert(0, object);
                    (Callee::Static(id), arguments)
                }
                Some(
                    Form::Class | Form::Interface | Form::Enum | Form::Alias | Form::ModuleFields,
                )
                | None => {
                    let item = crate::definition::member_item(self.env.db, id);
                    let callee = Callee::Method {
                        object,
                        method: id,
                        // Which overload is meant, is decided here, and not by the class of the object.
                        virtual_call: item.is_none_or(|item| item.overload.is_none()),
                    };
                    (callee, arguments)
                }
            },
        }
    }

    fn function_value(
        &mut self,
        object: Option<ExprId>,
        is_super: bool,
        instance: &Instance,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        if is_super {
            self.report_at(
                codes::SUPER_VALUE,
                range,
                "a method of `super` can only be called: it is no value",
            );
            return self.error_expr(range);
        }
        if super::changes_this(self.env.db, instance.id) {
            let what = "a function of an abstract that changes `this`, as a value";
            return self.unsupported(range, what);
        }
        let item = crate::definition::member_item(self.env.db, instance.id);
        if item.is_some_and(|item| item.is_extern && item.is_inline) {
            let name = instance.id.source_name();
            let what = format!("`{name}` is extern inline: it can be called, and is no value");
            self.report_at(codes::INLINE_VALUE, range, what);
            return self.error_expr(range);
        }
        if let Some(variable) = replacement(self.env.db, instance.id) {
            return self.replaceable(object, instance, variable, (range, point));
        }
        self.declared_function(object, instance, (range, point))
    }

    /// A `dynamic function` as it is now: what it was replaced by, or itself.
    fn replaceable(
        &mut self,
        object: Option<ExprId>,
        instance: &Instance,
        variable: MemberId,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let ty = Ty::new(TyKind::Function(instance.function_ty()));
        let mut steps = Vec::new();
        let (first, second) = match object {
            None => (None, None),
            Some(object) if self.body.exprs[object] == Expr::This => {
                let again = self.push(Expr::This, self.ty(object), range);
                (Some(object), Some(again))
            }
            Some(object) => {
                let (keep, local) = self.hold(object);
                steps.push(keep);
                (
                    Some(self.local(local, range)),
                    Some(self.local(local, range)),
                )
            }
        };
        let read = match first {
            Some(object) => Expr::Field {
                object,
                field: variable,
            },
            None => Expr::Static(variable),
        };
        let left = self.push_at(read, Ty::null(ty), range, point);
        let right = self.declared_function(second, instance, (range, point));
        let value = self.push_at(Expr::Coalesce { left, right }, ty, range, point);
        self.sequence(steps, value, range)
    }

    /// A static function whose first argument is given already, as a value.
    fn bound_function(
        &mut self,
        first: ExprId,
        instance: &Instance,
        params: &[Param],
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let (keep, held) = self.hold(first);
        let rest = Instance {
            params: params.to_vec(),
            ..instance.clone()
        };
        let id = instance.id;
        let value = self.wrapped(&rest, range, |lowering, mut arguments| {
            let first = lowering.local(held, range);
            arguments.insert(0, first);
            Expr::Call {
                callee: Callee::Static(id),
                arguments: arguments.into(),
            }
        });
        self.spans.points[value] = point;
        self.sequence(vec![keep], value, range)
    }

    /// A function as it is declared, as a value.
    fn declared_function(
        &mut self,
        object: Option<ExprId>,
        instance: &Instance,
        (range, point): (TextRange, u32),
    ) -> ExprId {
        let ty = Ty::new(TyKind::Function(instance.function_ty()));
        if let Some(object) = object.filter(|_| {
            let form = self.env.form(instance.id.owner());
            matches!(form, Some(Form::Abstract | Form::EnumAbstract))
        }) {
            let below = self.underlying(self.ty(object));
            let object = below.map_or(object, |below| self.reinterpret(object, below));
            return self.bound_function(object, instance, &instance.params, (range, point));
        }
        let expr = match object {
            Some(object) => Expr::BoundMethod {
                object,
                method: instance.id,
            },
            None => Expr::FunctionValue(instance.id),
        };
        self.push_at(expr, ty, range, point)
    }
}
