//! The types of members: as declared, and complete.

use crate::annotation::{Anchor, lower_type};
use crate::constant::constant;
use crate::declaration::lower_type_params;
use crate::definition::{
    Form, MemberForm, MemberItem, Side, body_tree, definition, member_item, member_place, replaced,
    shape,
};
use crate::lookup::{DeclaredParam, DeclaredSignature, Signature, overridden, self_type};
use crate::role::Role;
use crate::scope::{Identifier, Scope};
use crate::{Accessor, Const, FieldAccess, FunctionKind, Param, Ty, TyKind, TypeParamOwner};
use hx2rs_base::catalogue::types;
use hx2rs_base::{Db, Diagnostic, MemberId, Name, Project, Space, Span, Work};
use hx2rs_syntax::ast::{Ast, MemberKind, Parameter};

/// The type of a member as declared.
pub fn declared_signature(db: &dyn Db, member: MemberId) -> &DeclaredSignature {
    declared_signature_query(db, db.project(), member)
}

#[salsa::tracked]
fn declared_signature_query(db: &dyn Db, _project: Project, member: MemberId) -> DeclaredSignature {
    lower_signature(db, member, &mut Vec::new())
}

/// Resolves the types that a member's declaration gives, and says what is wrong with them.
pub(crate) fn lower_signature(
    db: &dyn Db,
    member: MemberId,
    sink: &mut Vec<Diagnostic>,
) -> DeclaredSignature {
    let mut declared = DeclaredSignature {
        type_params: Vec::new(),
        params: Vec::new(),
        result: None,
    };
    let (Some((file, tree, syntax)), Some(item), Some(scope)) = (
        member_place(db, member),
        member_item(db, member),
        Scope::of_member(db, member),
    ) else {
        declared.result = Some(Ty::new(TyKind::Error));
        return declared;
    };
    if item.of_literals {
        return crate::struct_init::signature(db, member);
    }
    if item.makes {
        declared.result = crate::maker::variable_type(db, member);
        return declared;
    }
    let anchor = Anchor::file(file.id(db));
    let (signature, mut result) = match syntax.kind {
        MemberKind::Field { ty, .. } => {
            declared.result = ty.map(|ty| lower_type(&scope, tree, ty, anchor, sink));
            if item.accessor == Some(Side::Set) {
                declared.params.push(DeclaredParam {
                    name: Name::new("value"),
                    ty: declared.result,
                    optional: false,
                    default: None,
                    rest: false,
                });
            }
            if item.accessor.is_some() {
                return declared;
            }
            if item.is_value && declared.result.is_none() {
                declared.result = Some(self_type(db, member.owner()));
            }
            return declared;
        }
        MemberKind::Method { signature, .. } => {
            let result = signature
                .result
                .map(|ty| lower_type(&scope, tree, ty, anchor, sink));
            (signature, result)
        }
        MemberKind::Constructor { signature, .. } => {
            let result = signature
                .result
                .map(|ty| lower_type(&scope, tree, ty, anchor, sink));
            (
                signature,
                Some(result.unwrap_or_else(|| self_type(db, member.owner()))),
            )
        }
    };
    let property = accessed_property(db, item);
    result = result.or(property);
    let is_constructor = item.form == MemberForm::Function(FunctionKind::Constructor);
    let is_of_abstract = shape(db, member.owner())
        .is_some_and(|shape| matches!(shape.form, Form::Abstract | Form::EnumAbstract));
    if is_constructor && is_of_abstract {
        result = Some(self_type(db, member.owner()));
    }
    // Without code there is nothing to infer from: officially `Void` for interfaces and externs, too.
    if (is_constructor && !is_of_abstract) || (result.is_none() && !item.has_body) {
        result = Some(Ty::new(TyKind::Void));
    }
    let owner = TypeParamOwner::Member(member);
    declared.type_params =
        lower_type_params(&scope, tree, signature.type_params, owner, anchor, sink);
    for param in tree.list(signature.params) {
        let mut param = lower_param(&scope, tree, param, item, anchor, sink);
        param.ty = param.ty.or(property);
        declared.params.push(param);
    }
    leave_out_of_constructor(db, item, &mut declared.params);
    let added = crate::maker::added_params(db, member, &declared.type_params);
    declared.params.extend(added);
    declared.result = result;
    declared
}

/// The `@:to` functions of a `@:multiType` get what its constructor is given, and null for what that leaves out.
fn leave_out_of_constructor(db: &dyn Db, item: &MemberItem, params: &mut [DeclaredParam]) {
    let owner = item.id.owner();
    if !item.is_static() || !item.roles.contains(&Role::To) {
        return;
    }
    let is_chosen = definition(db, owner)
        .as_ref()
        .is_some_and(|definition| definition.has_metadata(":multiType"));
    if !is_chosen {
        return;
    }
    let constructor = MemberId::new(owner, "new", Space::Instance);
    let wanted = &declared_signature(db, constructor).params;
    for (param, wanted) in params.iter_mut().skip(1).zip(wanted) {
        if wanted.optional {
            param.ty = param.ty.map(Ty::null);
        }
    }
}

/// For an accessor the type of its property, which its own types are if it does not give them.
fn accessed_property(db: &dyn Db, accessor: &MemberItem) -> Option<Ty> {
    let MemberForm::Function(_) = accessor.form else {
        return None;
    };
    let text = accessor.id.name().as_str();
    let (name, reads) = match text.strip_prefix("get_") {
        Some(name) => (name, true),
        None => (text.strip_prefix("set_")?, false),
    };
    let property = MemberId::new(accessor.id.owner(), Name::new(name), accessor.id.space());
    let MemberForm::Variable {
        access: FieldAccess::Property(read, write),
        ..
    } = member_item(db, property)?.form
    else {
        return None;
    };
    let side = if reads { read } else { write };
    if side != Accessor::Method {
        return None;
    }
    declared_signature(db, property).result
}

fn lower_param(
    scope: &Scope<'_>,
    tree: &Ast,
    param: &Parameter,
    item: &MemberItem,
    anchor: Anchor,
    sink: &mut Vec<Diagnostic>,
) -> DeclaredParam {
    let mut ty = param.ty.map(|ty| lower_type(scope, tree, ty, anchor, sink));
    let mut default = None;
    if let Some(expr) = param.default {
        default = constant(tree, expr);
        if default.is_none()
            && let Some((value, own)) = inline_constant(scope, tree, expr, ty)
        {
            default = Some(value);
            ty = ty.or(own);
        }
        if default.is_none()
            && let Some(constructor) = constructor_default(scope, tree, expr, ty)
        {
            // The code of the function replaces null by it.
            default = Some(Const::Null);
            let own = self_type(scope.db, constructor.owner());
            ty = ty.or(Some(own).filter(|own| own.arguments().is_empty()));
        }
        if default.is_none() {
            sink.push(not_constant(anchor.span(tree.expr(expr).range)));
            ty = ty.map(Ty::null);
        }
        // A Float parameter may have an Int default.
        if let (Some(Const::Int(value)), Some(ty)) = (&default, ty)
            && *crate::lookup::expand(scope.db, ty.without_null()).kind() == TyKind::Float
        {
            default = Some(Const::float(f64::from(*value)));
        }
        if ty.is_none() {
            ty = default.as_ref().and_then(Const::ty);
        }
        let is_method = item.form == MemberForm::Function(FunctionKind::Method);
        if is_method && default.is_some() && crate::default_value::differ(scope.db, item.id) {
            default = Some(Const::Null);
        }
    }
    if param.rest {
        ty = ty.map(Ty::rest);
    }
    if ty.is_none() && (!item.has_body || matches!(item.form, MemberForm::EnumConstructor { .. })) {
        sink.push(
            Diagnostic::new(
                types::TYPE_NEEDED,
                anchor.span(param.name.range),
                format!(
                    "the parameter `{}` needs a type: there is no code to infer it from",
                    param.name.name
                ),
            )
            .label("no type"),
        );
        ty = Some(Ty::new(TyKind::Error));
    }
    let is_null_default = default == Some(Const::Null);
    if (param.optional && default.is_none()) || is_null_default {
        ty = ty.map(Ty::null);
    }
    DeclaredParam {
        name: param.name.name,
        ty,
        optional: param.optional || param.default.is_some(),
        default,
        rest: param.rest || ty.is_some_and(Ty::is_rest),
    }
}

/// A default value that is no constant.
pub(crate) fn not_constant(span: Span) -> Diagnostic {
    Diagnostic::new(
        types::DEFAULT_NOT_CONSTANT,
        span,
        "a default value has to be known before the program runs",
    )
    .label("not a constant")
    .help("declare the parameter as optional, and let the function compute the value: `x ?? …`")
}

/// The static member that a default value names: `X` of the type that the parameter has, of the own class or imported,
/// or `Type.X`.
pub(crate) fn named_static<'db>(
    scope: &Scope<'db>,
    tree: &Ast,
    expr: hx2rs_syntax::ast::ExprId,
    wanted: Option<Ty>,
) -> Option<&'db MemberItem> {
    let db = scope.db;
    let path = crate::access::expr_path(tree, expr)?;
    let (name, owner) = path.split_last()?;
    if owner.is_empty() {
        let wide = wanted.map(|ty| crate::lookup::expand(db, ty.without_null()));
        let of_type = wide.and_then(|wide| wide.def());
        let of_type =
            of_type.and_then(|def| member_item(db, MemberId::new(def, *name, Space::Static)));
        let is_value = |item: &&MemberItem| {
            item.is_value || matches!(item.form, MemberForm::EnumConstructor { .. })
        };
        return of_type.filter(is_value).or_else(|| {
            let id = match scope.resolve_identifier(*name)? {
                Identifier::Static(id) | Identifier::EnumConstructor(id) => id,
                Identifier::Instance(_) | Identifier::Type(_) | Identifier::TypeParam(_) => {
                    return None;
                }
            };
            member_item(db, id)
        });
    }
    let start = scope.resolve_path(owner)?;
    let def = crate::lookup::named_type(db, start.def);
    let id = MemberId::new(def, *name, Space::Static);
    member_item(db, id).filter(|_| start.parts == owner.len())
}

/// The constructor without parameters of an enum that a default value names.
pub(crate) fn constructor_default(
    scope: &Scope<'_>,
    tree: &Ast,
    expr: hx2rs_syntax::ast::ExprId,
    wanted: Option<Ty>,
) -> Option<MemberId> {
    let item = named_static(scope, tree, expr, wanted)?;
    let is_constant = matches!(
        item.form,
        MemberForm::EnumConstructor {
            has_params: false,
            ..
        }
    );
    is_constant.then_some(item.id)
}

/// The value of `X` or `Type.X`, where that is an inline variable with a constant; and its type, where that is an enum
/// abstract.
pub(crate) fn inline_constant(
    scope: &Scope<'_>,
    tree: &Ast,
    expr: hx2rs_syntax::ast::ExprId,
    wanted: Option<Ty>,
) -> Option<(Const, Option<Ty>)> {
    let db = scope.db;
    let item = named_static(scope, tree, expr, wanted)?;
    let is_constant = item.is_inline || item.is_value;
    if !is_constant || !matches!(item.form, MemberForm::Variable { .. }) {
        return None;
    }
    let literal = body_tree(db, item.id).and_then(|body| constant(body, body.root));
    let value = literal.or_else(|| crate::lower::constant_value(db, item.id))?;
    let own = item.is_value.then(|| self_type(db, item.id.owner()));
    Some((value, own))
}

/// The complete type of a member: what its declaration leaves out is inferred from its code.
pub fn signature(db: &dyn Db, member: MemberId) -> &Signature {
    signature_query(db, db.project(), member)
}

#[salsa::tracked(cycle_initial = signature_initial, cycle_fn = signature_again)]
fn signature_query(db: &dyn Db, _project: Project, member: MemberId) -> Signature {
    db.tell(Work::Signature(member));
    let added = member_item(db, member).filter(|item| item.replaces);
    if let Some(item) = added
        && let Some(function) = replaced(member)
    {
        let function = signature(db, function);
        return Signature {
            id: member,
            form: item.form,
            type_params: Vec::new(),
            params: Vec::new(),
            result: Ty::null(Ty::new(TyKind::Function(function.function_ty()))),
            is_public: function.is_public,
            is_inline: false,
        };
    }
    let declared = declared_signature(db, member);
    let is_complete =
        declared.result.is_some() && declared.params.iter().all(|param| param.ty.is_some());
    if is_complete {
        return complete(db, member, None);
    }
    let item = member_item(db, member);
    if item.is_some_and(|item| !item.has_body) {
        // A variable needs a type or a value, as officially.
        return complete(db, member, None);
    }
    let first = crate::lower::first_pass(db, member);
    let inferred = complete(db, member, Some((&first.params, first.result)));
    if crate::lower::is_open(first) {
        return crate::lower::close(db, inferred);
    }
    inferred
}

/// Declared and inferred types together. What stays unknown is an error type, which the checks report.
fn complete(db: &dyn Db, member: MemberId, inferred: Option<(&[Ty], Ty)>) -> Signature {
    let declared = declared_signature(db, member);
    let unknown = Ty::new(TyKind::Error);
    let params = declared.params.iter().enumerate();
    let params = params.map(|(index, param)| Param {
        name: param.name,
        ty: param
            .ty
            .or_else(|| inferred?.0.get(index).copied())
            .unwrap_or(unknown),
        optional: param.optional,
        default: param.default.clone(),
        rest: param.rest,
    });
    let params = params.collect();
    let result = declared.result.or(inferred.map(|(_, result)| result));
    let item = member_item(db, member);
    Signature {
        id: member,
        form: item.map_or(MemberForm::Function(FunctionKind::Static), |item| item.form),
        type_params: declared.type_params.clone(),
        params,
        result: result.unwrap_or(unknown),
        is_public: is_public(db, member),
        is_inline: item.is_some_and(|item| item.is_inline),
    }
}

/// Whether a member is visible everywhere. What overrides, or is the code of an abstract method, is as visible as that.
pub fn is_public(db: &dyn Db, member: MemberId) -> bool {
    member_item(db, member).is_some_and(|item| is_public_item(db, item))
}

fn is_public_item(db: &dyn Db, item: &MemberItem) -> bool {
    if let Some(visibility) = item.visibility {
        return visibility;
    }
    let owner = item.id.owner();
    let Some(shape) = shape(db, owner) else {
        return true;
    };
    let by_default = match shape.form {
        Form::Interface | Form::Enum | Form::Alias | Form::ModuleFields => true,
        Form::EnumAbstract => matches!(item.form, MemberForm::Variable { .. }) && item.is_static(),
        Form::Class | Form::Abstract => shape.is_extern,
    };
    by_default
        || crate::access::has_public_fields(db, owner)
        || overridden(db, item.id).first().is_some_and(|above| {
            let is_code_of = member_item(db, above.id).is_some_and(|above| above.is_abstract);
            (item.is_override || is_code_of) && is_public(db, above.id)
        })
}

/// In a cycle of functions that call each other, what is unknown agrees with everything at first.
fn signature_initial(
    db: &dyn Db,
    _id: salsa::Id,
    _project: Project,
    member: MemberId,
) -> Signature {
    complete(db, member, None)
}

/// After a few turns around a cycle whose types still change there is no answer.
const TURNS: u32 = 8;

fn signature_again(
    db: &dyn Db,
    cycle: &salsa::Cycle<'_>,
    _last: &Signature,
    value: Signature,
    _project: Project,
    member: MemberId,
) -> Signature {
    if cycle.iteration() > TURNS {
        return complete(db, member, None);
    }
    value
}

impl From<&Signature> for DeclaredSignature {
    /// As if everything had been written.
    fn from(signature: &Signature) -> Self {
        let params = signature.params.iter().map(|param| DeclaredParam {
            name: param.name,
            ty: Some(param.ty),
            optional: param.optional,
            default: param.default.clone(),
            rest: param.rest,
        });
        Self {
            type_params: signature.type_params.clone(),
            params: params.collect(),
            result: Some(signature.result),
        }
    }
}
