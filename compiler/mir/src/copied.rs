//! Which enums are copied bit by bit: all that they hold is numbers and truth values, little of it, and nobody asks whether
//! two values are the very same one, which the copies of one value would not be.

use crate::reach::Reached;
use hx2rs_base::DefId;
use hx2rs_hir::{
    BinaryOp, Body, Callee, Const, Conversion, EnumDef, Equality, Expr, ExprId, Implementation,
    NativeId, Program, Ty, TyKind, TypeDef,
};
use indexmap::IndexSet;

/// Parameters of one constructor that are copied rather than shared.
const FEW: usize = 3;

/// The enums whose values are copied, those without any parameters among them.
pub fn copied(program: &Program, reached: &Reached) -> IndexSet<DefId> {
    let mut identity = Identity {
        program,
        seen: IndexSet::new(),
        of_parameters: false,
    };
    identity.seen.extend(reached.reflection.types.keys());
    for typed in reached.bodies.values() {
        let body = &typed.body;
        for (id, _) in body.exprs.iter() {
            identity.expr(body, id);
        }
    }
    let mut found = IndexSet::new();
    for (id, def) in &program.types {
        if let TypeDef::Enum(def) = def
            && (has_no_parameters(def)
                || (is_small(program, def)
                    && !identity.of_parameters
                    && !identity.seen.contains(id)))
        {
            found.insert(*id);
        }
    }
    found
}

fn has_no_parameters(def: &EnumDef) -> bool {
    def.constructors.iter().all(|it| it.params.is_empty())
}

fn is_small(program: &Program, def: &EnumDef) -> bool {
    def.header.type_params.is_empty()
        && def.constructors.iter().all(|constructor| {
            let params = &constructor.params;
            params.len() <= FEW && params.iter().all(|param| is_number(program, param.ty))
        })
}

/// Whether values of a type are numbers or truth values.
fn is_number(program: &Program, ty: Ty) -> bool {
    match program.expand(ty).kind() {
        TyKind::Int | TyKind::Float | TyKind::Bool => true,
        TyKind::Abstract(def, _) => match program.types.get(def) {
            Some(TypeDef::Abstract(def)) => def.underlying.is_some_and(|ty| is_number(program, ty)),
            Some(TypeDef::Class(_) | TypeDef::Enum(_) | TypeDef::Alias(_)) | None => false,
        },
        TyKind::Void
        | TyKind::Null(_)
        | TyKind::Enum(..)
        | TyKind::Error
        | TyKind::Dynamic(_)
        | TyKind::Class(..)
        | TyKind::Alias(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => false,
    }
}

/// The enums whose values are compared with each other, or get where that can happen.
struct Identity<'p> {
    program: &'p Program,
    seen: IndexSet<DefId>,
    /// Whether values of a type parameter are compared.
    of_parameters: bool,
}

impl Identity<'_> {
    fn expr(&mut self, body: &Body, expr: ExprId) {
        let found = &body.exprs[expr];
        if let Expr::Binary {
            op: BinaryOp::Equal(equality) | BinaryOp::NotEqual(equality),
            left,
            right,
        } = found
        {
            let may_be_enum = matches!(
                equality,
                Equality::Enum | Equality::Dynamic | Equality::Nullable
            );
            if may_be_enum && !is_constructor(body, *left) && !is_constructor(body, *right) {
                self.compared(body.ty(*left));
                self.compared(body.ty(*right));
            }
        } else if let Expr::Call { callee, arguments } = found {
            if let Callee::Method { method, .. } = callee
                && self.compares_elements(*method)
            {
                for argument in arguments {
                    self.compared(body.ty(*argument));
                }
            }
        } else if let Expr::BoundMethod { object, .. } = found {
            // A method of an array as a value may be one that looks for an element.
            self.compared(body.ty(*object));
        } else if let Expr::Convert { kind, operand } = found {
            let is_open = match kind {
                Conversion::ToDynamic
                | Conversion::FromDynamic
                | Conversion::UncheckedCast
                | Conversion::CheckedCast
                | Conversion::ToStructure
                | Conversion::FunctionAdapter
                | Conversion::Reinterpret => true,
                Conversion::IntToFloat
                | Conversion::ToNull
                | Conversion::FromNull
                | Conversion::NullIntToFloat
                | Conversion::Upcast => false,
            };
            if is_open {
                self.mentioned(body.ty(*operand));
                self.mentioned(body.ty(expr));
            }
        } else if let Expr::Throw(value) = found {
            self.mentioned(body.ty(*value));
        }
    }

    /// Whether a function of the prelude looks for a value in an array.
    fn compares_elements(&self, function: hx2rs_base::MemberId) -> bool {
        let found = self.program.functions.get(&function);
        found.is_some_and(|function| {
            matches!(
                function.implementation,
                Implementation::Native(
                    NativeId::ArrayContains
                        | NativeId::ArrayIndexOf
                        | NativeId::ArrayLastIndexOf
                        | NativeId::ArrayRemove
                ) | Implementation::BodyOrNative(
                    _,
                    NativeId::ArrayContains
                        | NativeId::ArrayIndexOf
                        | NativeId::ArrayLastIndexOf
                        | NativeId::ArrayRemove
                )
            )
        })
    }

    fn compared(&mut self, ty: Ty) {
        if matches!(ty.without_null().kind(), TyKind::Param(_)) {
            self.of_parameters = true;
        }
        self.mentioned(ty);
    }

    /// All enums in a type.
    fn mentioned(&mut self, ty: Ty) {
        let seen = &mut self.seen;
        self.program.expand(ty).map(&mut |part| {
            if let TyKind::Enum(def, _) = self.program.expand(part.without_null()).kind() {
                seen.insert(*def);
            }
            None
        });
    }
}

/// Whether an expression is a constructor without parameters, or null: those are equal by what they are.
fn is_constructor(body: &Body, expr: ExprId) -> bool {
    let found = &body.exprs[expr];
    if let Expr::Convert { operand, .. } = found {
        return is_constructor(body, *operand);
    }
    let is_constant = if let Expr::Call {
        callee: Callee::Constructor(_),
        arguments,
    } = found
    {
        arguments.is_empty()
    } else {
        false
    };
    is_constant || *found == Expr::Const(Const::Null)
}
