//! What a body needs: the members and types that it names.

use super::{Assembly, signature_types};
use crate::definition::member_item;
use crate::lookup::{Found, lookup_member};
use crate::{
    Body, Callee, Const, Conversion, Expr, ExprId, Pattern, Place, Ty, TyKind, TypedBody, known,
};
use hx2rs_base::{DefId, MemberId, Name};

/// Something that a body names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mention {
    /// The type of an expression, a variable, a test, a catch.
    Ty(Ty),
    /// A type as a value.
    Def(DefId),
    /// A function, method or constructor.
    Function(MemberId),
    /// A variable of a class.
    Variable(MemberId),
    /// A constructor of an enum.
    EnumConstructor(MemberId),
    /// `new`, `super(…)` of this class.
    Construction(DefId),
    /// An object of one type is seen as a structure.
    Structure {
        /// The object's type.
        object: Ty,
        /// The structure.
        seen_as: Ty,
    },
}

/// Everything that a body names.
pub(super) fn mentions(body: &Body) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    found.extend(body.types.as_slice().iter().copied().map(Mention::Ty));
    let locals = body.locals.as_slice().iter();
    found.extend(locals.map(|local| Mention::Ty(local.ty)));
    for pattern in body.patterns.as_slice() {
        if let Pattern::Constructor { constructor, .. } = pattern {
            found.push(Mention::EnumConstructor(*constructor));
        }
    }
    for (id, expr) in body.exprs.iter() {
        mentions_of(body, id, expr, &mut found);
    }
    found
}

fn mentions_of(body: &Body, id: ExprId, expr: &Expr, found: &mut Vec<Mention>) {
    match expr {
        Expr::TypeValue(def) => found.push(Mention::Def(*def)),
        Expr::Field { field: member, .. } | Expr::Static(member) => {
            found.push(Mention::Variable(*member));
        }
        Expr::FunctionValue(member) | Expr::BoundMethod { method: member, .. } => {
            found.push(Mention::Function(*member));
        }
        Expr::EnumParameter { constructor, .. } => {
            found.push(Mention::EnumConstructor(*constructor));
        }
        Expr::Call { callee, .. } => match callee {
            Callee::Static(member) | Callee::Method { method: member, .. } => {
                found.push(Mention::Function(*member));
            }
            Callee::Super(member) => found.push(Mention::Function(*member)),
            Callee::Constructor(member) => found.push(Mention::EnumConstructor(*member)),
            Callee::SuperConstructor { class, constructor } => {
                found.push(Mention::Construction(*class));
                found.extend(constructor.map(Mention::Function));
            }
            Callee::Value(_) => {}
        },
        Expr::New {
            class, constructor, ..
        } => {
            found.push(Mention::Construction(*class));
            found.extend(constructor.map(Mention::Function));
        }
        Expr::Convert {
            kind: Conversion::ToStructure,
            operand,
        } => found.push(Mention::Structure {
            object: body.ty(*operand),
            seen_as: body.ty(id),
        }),
        Expr::TypeTest { ty, .. } => found.push(Mention::Ty(*ty)),
        Expr::Assign { place, .. } | Expr::Update { place, .. } => match place {
            Place::Field { field: member, .. } | Place::Static(member) => {
                found.push(Mention::Variable(*member));
            }
            Place::Local(_) | Place::StructureField { .. } | Place::Index { .. } => {}
        },
        Expr::Try { catches, .. } => {
            found.extend(catches.iter().map(|catch| Mention::Ty(catch.ty)));
        }
        Expr::Map(_) => found.push(Mention::Def(known::map())),
        Expr::Convert { .. }
        | Expr::Error
        | Expr::Const(_)
        | Expr::Local(_)
        | Expr::This
        | Expr::StructureField { .. }
        | Expr::Index { .. }
        | Expr::Closure(_)
        | Expr::Array(_)
        | Expr::Structure(_)
        | Expr::Concat(_)
        | Expr::Unary { .. }
        | Expr::Binary { .. }
        | Expr::And { .. }
        | Expr::Or { .. }
        | Expr::Coalesce { .. }
        | Expr::Let { .. }
        | Expr::Block(_)
        | Expr::If { .. }
        | Expr::Switch { .. }
        | Expr::While { .. }
        | Expr::ForRange { .. }
        | Expr::ForArray { .. }
        | Expr::ForMap { .. }
        | Expr::Return(_)
        | Expr::Break
        | Expr::Continue
        | Expr::Throw(_)
        | Expr::Trace(_) => {}
    }
}

impl Assembly<'_> {
    /// Looks at everything that a member mentions.
    pub(super) fn uses(&mut self, member: MemberId) {
        for ty in signature_types(self.db, member) {
            self.need_ty(ty);
        }
        if !member_item(self.db, member).is_some_and(|item| item.has_body) {
            return;
        }
        let lowered = crate::lower::infer_body(self.db, member);
        for variable in &lowered.statics {
            self.need_ty(variable.ty);
        }
        let initialisers = lowered.statics.iter();
        let initialisers = initialisers.filter_map(|variable| variable.initialiser.as_ref());
        for typed in lowered.body.iter().chain(initialisers) {
            self.uses_of_body(typed);
        }
    }

    fn uses_of_body(&mut self, typed: &TypedBody) {
        for (given, constraint) in &typed.body.given_for_structures {
            self.structure_members(*given, *constraint);
        }
        for (id, expr) in typed.body.exprs.iter() {
            if let Expr::New { .. } = expr {
                self.given_for_structures(typed.body.ty(id));
            }
        }
        for (id, expr) in typed.body.exprs.iter() {
            self.names_asked(&typed.body, expr);
            if let Expr::Convert { operand, .. } = expr
                && matches!(typed.body.ty(*operand).kind(), TyKind::Dynamic(_))
            {
                self.names_of_structure(typed.body.ty(id));
            }
        }
        for mention in mentions(&typed.body) {
            match mention {
                Mention::Ty(ty) => self.need_ty(ty),
                Mention::Def(def) => self.need_type(def),
                Mention::Function(member)
                | Mention::Variable(member)
                | Mention::EnumConstructor(member) => self.need_member(member),
                Mention::Construction(def) => self.need_constructor(def),
                Mention::Structure { object, seen_as } => self.structure_members(object, seen_as),
            }
        }
    }

    /// Names by which an expression asks for members of what it knows nothing of.
    fn names_asked(&mut self, body: &Body, expr: &Expr) {
        let asks = |member: MemberId| {
            let names = ["field", "getProperty", "member", "callMember"];
            member.owner() == known::reflect() && names.contains(&member.name().as_str())
        };
        if let Expr::Call {
            callee: Callee::Static(member),
            arguments,
        } = expr
            && asks(*member)
        {
            let name = arguments.get(1).map(|name| &body.exprs[*name]);
            if let Some(Expr::Const(Const::String(name))) = name {
                self.names.insert(Name::new(name));
            } else {
                self.all_names = true;
            }
        }
    }

    /// Names of the fields of a structure that something of type Dynamic is seen as.
    fn names_of_structure(&mut self, ty: Ty) {
        let mut open = vec![ty];
        let mut seen = Vec::new();
        while let Some(ty) = open.pop() {
            let ty = crate::lookup::expand(self.db, ty.without_null());
            if seen.contains(&ty) {
                continue;
            }
            seen.push(ty);
            if let TyKind::Structure(fields) = ty.kind() {
                for field in fields {
                    self.names.insert(field.name);
                    let form = crate::lookup::expand(self.db, field.ty.without_null());
                    if let TyKind::Function(function) = form.kind() {
                        open.push(function.result);
                    } else {
                        open.push(form);
                    }
                }
            }
        }
    }

    /// What a class type gives for parameters that structures constrain.
    pub(super) fn given_for_structures(&mut self, ty: Ty) {
        let TyKind::Class(def, arguments) = ty.kind() else {
            return;
        };
        let params = crate::lookup::type_params(self.db, *def);
        let given: Vec<_> = params.zip(arguments.iter().copied()).collect();
        for (param, argument) in &given {
            for constraint in crate::lookup::constraints(self.db, *param) {
                self.structure_members(*argument, constraint.substitute(&given));
            }
        }
    }

    /// The members by which an object is seen as a structure, and those by which what they give is seen as what the
    /// structure's fields give: an `Iterable` gives an `Iterator`.
    fn structure_members(&mut self, object: Ty, seen_as: Ty) {
        let target = crate::lookup::expand(self.db, seen_as.without_null());
        let TyKind::Structure(fields) = target.kind() else {
            return;
        };
        if !self.views.insert((object, seen_as)) {
            return;
        }
        for field in fields {
            if let Some(Found::Member(found)) = lookup_member(self.db, object, field.name) {
                self.need_member(found.id);
                // A property is read and written by methods.
                for accessor in ["get", "set"] {
                    let name = Name::new(&format!("{accessor}_{}", field.name));
                    if let Some(Found::Member(found)) = lookup_member(self.db, object, name) {
                        self.need_member(found.id);
                    }
                }
                let form = crate::lookup::expand(self.db, field.ty);
                let wanted = if let TyKind::Function(function) = form.kind() {
                    function.result
                } else {
                    field.ty
                };
                self.structure_members(found.result(), wanted);
            }
        }
    }
}
