//! Classes with `@:structInit`: a structure literal makes an object of them. Those that have no constructor of their own
//! get one that takes what that of the base class takes, and their variables; what has a value already, and what is
//! `@:optional`, may be left out. How a literal calls a constructor: `crate::lower::struct_init`.

use crate::definition::{MemberForm, members};
use crate::lookup::{self, DeclaredParam, DeclaredSignature, FoundMember};
use crate::{
    Accessor, BinaryOp, Body, BodySpans, Callee, Const, Conversion, Equality, Expr, ExprId,
    FieldAccess, Local, LocalId, LocalKind, Place, Ty, TyKind, TypedBody,
};
use hx2rs_base::{Db, MemberId, TextRange};

/// A variable that the constructor sets.
struct Variable {
    id: MemberId,
    ty: Ty,
    /// Null leaves it as it is.
    optional: bool,
}

/// What the constructor takes.
pub(crate) fn signature(db: &dyn Db, constructor: MemberId) -> DeclaredSignature {
    let mut params: Vec<DeclaredParam> = Vec::new();
    if let Some((above, _)) = base_constructor(db, constructor) {
        for param in &above.signature().params {
            params.push(DeclaredParam {
                name: param.name,
                ty: Some(param.ty.substitute(&above.map)),
                optional: param.optional,
                default: param.default.clone(),
                rest: param.rest,
            });
        }
    }
    for variable in variables(db, constructor) {
        params.push(DeclaredParam {
            name: variable.id.name(),
            ty: Some(parameter(&variable)),
            optional: variable.optional,
            default: None,
            rest: false,
        });
    }
    DeclaredSignature {
        type_params: Vec::new(),
        params,
        result: Some(Ty::new(TyKind::Void)),
    }
}

fn parameter(variable: &Variable) -> Ty {
    if variable.optional {
        Ty::null(variable.ty)
    } else {
        variable.ty
    }
}

/// The constructor of the base class, and that class.
fn base_constructor(db: &dyn Db, constructor: MemberId) -> Option<(FoundMember<'_>, Ty)> {
    let own = lookup::self_type(db, constructor.owner());
    let base = lookup::superclass(db, own)?;
    Some((lookup::lookup_constructor(db, base)?, base))
}

fn variables(db: &dyn Db, constructor: MemberId) -> Vec<Variable> {
    let list = members(db, constructor.owner()).list.iter();
    let own = list.filter(|item| !item.is_static() && !item.is_added());
    let variables = own.filter(|item| match item.form {
        MemberForm::Variable {
            access,
            has_storage,
        } => has_storage && !matches!(access, FieldAccess::Property(_, Accessor::Never)),
        MemberForm::Function(_) | MemberForm::EnumConstructor { .. } => false,
    });
    let variables = variables.map(|item| Variable {
        id: item.id,
        ty: lookup::signature(db, item.id).result,
        optional: item.has_body || item.has_metadata(":optional"),
    });
    variables.collect()
}

/// A body that grows.
#[derive(Default)]
struct Code {
    body: Body,
    spans: BodySpans,
}

impl Code {
    fn push(&mut self, expr: Expr, ty: Ty) -> ExprId {
        self.spans.exprs.push(TextRange::default());
        self.spans.points.push(0);
        self.body.types.push(ty);
        self.body.exprs.push(expr)
    }

    fn param(&mut self, param: &DeclaredParam) -> LocalId {
        let local = self.body.locals.push(Local {
            name: param.name,
            ty: param.ty.unwrap_or(Ty::new(TyKind::Error)),
            owner: None,
            kind: LocalKind::Parameter,
            assigned: false,
            captured: false,
        });
        self.spans.locals.push(TextRange::default());
        self.body.params.push(local);
        local
    }

    fn read(&mut self, local: LocalId) -> ExprId {
        let ty = self.body.locals[local].ty;
        self.push(Expr::Local(local), ty)
    }
}

/// The code of the constructor.
pub(crate) fn body(db: &dyn Db, constructor: MemberId) -> TypedBody {
    let void = Ty::new(TyKind::Void);
    let mut code = Code::default();
    let params = signature(db, constructor).params;
    let locals: Vec<LocalId> = params.iter().map(|param| code.param(param)).collect();
    let mut steps = Vec::new();
    let variables = variables(db, constructor);
    let (above, own) = locals.split_at(locals.len().saturating_sub(variables.len()));
    if let Some((found, base)) = base_constructor(db, constructor)
        && let Some(class) = base.def()
    {
        let arguments: Vec<ExprId> = above.iter().map(|local| code.read(*local)).collect();
        let callee = Callee::SuperConstructor {
            class,
            constructor: Some(found.id),
        };
        let call = Expr::Call {
            callee,
            arguments: arguments.into(),
        };
        steps.push(code.push(call, void));
    }
    for (variable, local) in variables.iter().zip(own) {
        steps.push(set(&mut code, constructor, db, variable, *local));
    }
    let root = code.push(Expr::Block(steps.into()), void);
    code.body.root = Some(root);
    TypedBody::new(code.body, code.spans)
}

/// `this.x = x;`, where `x` may be left out only if it is not null.
fn set(
    code: &mut Code,
    constructor: MemberId,
    db: &dyn Db,
    variable: &Variable,
    local: LocalId,
) -> ExprId {
    let void = Ty::new(TyKind::Void);
    let this = lookup::self_type(db, constructor.owner());
    let object = code.push(Expr::This, this);
    let mut value = code.read(local);
    let taken = code.body.types[value];
    if taken != variable.ty {
        let narrowed = Expr::Convert {
            kind: Conversion::FromNull,
            operand: value,
        };
        value = code.push(narrowed, variable.ty);
    }
    let place = Place::Field {
        object,
        field: variable.id,
    };
    let assign = code.push(Expr::Assign { place, value }, variable.ty);
    if !variable.optional {
        return assign;
    }
    let left = code.read(local);
    let right = code.push(Expr::Const(Const::Null), taken);
    let condition = Expr::Binary {
        op: BinaryOp::NotEqual(Equality::Null),
        left,
        right,
    };
    let condition = code.push(condition, Ty::new(TyKind::Bool));
    let then = code.push(Expr::Block(Box::new([assign])), void);
    let choice = Expr::If {
        condition,
        then,
        otherwise: None,
    };
    code.push(choice, void)
}
