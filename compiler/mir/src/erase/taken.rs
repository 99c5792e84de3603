//! Type parameters of functions whose values come out of Dynamic (`function load<T>(s:String):T return
//! Json.parse(s)`), and that a structure is given for: only who calls knows what the structure is made of.

use super::find::params_in;
use hx2rs_base::MemberId;
use hx2rs_hir::{Body, Callee, Conversion, Expr, Program, Ty, TyKind, TypeParamId, TypeParamOwner};
use indexmap::IndexSet;

/// What bodies say of the type parameters of functions.
#[derive(Default)]
pub(super) struct Taken {
    /// Those whose values come out of Dynamic.
    taken: IndexSet<TypeParamId>,
    /// Those that structures are given for.
    structures: IndexSet<TypeParamId>,
    /// What stands for a type parameter of a function that is called mentions one of the caller's.
    handed: IndexSet<(TypeParamId, TypeParamId)>,
}

impl Taken {
    /// Reads a body; `bind` says what the type parameters of a declared type are in an actual one.
    pub(super) fn read(
        &mut self,
        program: &Program,
        body: &Body,
        bind: impl Fn(Ty, Ty, &mut dyn FnMut(TypeParamId, Ty)),
    ) {
        for (id, expr) in body.exprs.iter() {
            let ty = body.types[id];
            if let Expr::Convert { kind, operand } = expr {
                let is_cast = matches!(
                    kind,
                    Conversion::FromDynamic | Conversion::CheckedCast | Conversion::UncheckedCast
                );
                let from = program.expand(body.types[*operand].without_null());
                if is_cast && matches!(from.kind(), TyKind::Dynamic(_)) {
                    self.taken.extend(params_in(ty));
                }
            }
            let Some((function, arguments)) = called(expr) else {
                continue;
            };
            let Some(function) = program.functions.get(&function) else {
                continue;
            };
            if function.type_params.is_empty() {
                continue;
            }
            let mut note = |param: TypeParamId, given: Ty| self.note(program, param, given);
            bind(function.result, ty, &mut note);
            for (param, argument) in function.params.iter().zip(arguments) {
                bind(param.ty, body.types[*argument], &mut note);
            }
        }
    }

    fn note(&mut self, program: &Program, param: TypeParamId, given: Ty) {
        if holds_structure(program, given) {
            self.structures.insert(param);
        }
        let handed = params_in(given).into_iter();
        self.handed.extend(handed.map(|inner| (param, inner)));
    }

    /// Those that are both.
    pub(super) fn found(mut self) -> Vec<TypeParamId> {
        loop {
            let before = self.taken.len() + self.structures.len();
            for (param, inner) in &self.handed {
                // What the function takes out is converted where it is called.
                if self.taken.contains(param) {
                    self.taken.insert(*inner);
                }
                if self.structures.contains(inner) {
                    self.structures.insert(*param);
                }
            }
            if self.taken.len() + self.structures.len() == before {
                break;
            }
        }
        let of_function =
            |param: &TypeParamId| matches!(param.data().owner, TypeParamOwner::Member(_));
        let both = self.taken.intersection(&self.structures).copied();
        both.filter(of_function).collect()
    }
}

fn called(expr: &Expr) -> Option<(MemberId, &[hx2rs_hir::ExprId])> {
    if let Expr::Call { callee, arguments } = expr
        && let Callee::Static(function)
        | Callee::Method {
            method: function, ..
        } = callee
    {
        return Some((*function, arguments));
    }
    None
}

/// Whether values of a type are structures, or lists and the like of some.
fn holds_structure(program: &Program, ty: Ty) -> bool {
    let mut found = false;
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        program.expand(ty.without_null()).map(&mut |part| {
            found |= matches!(part.kind(), TyKind::Structure(_));
            if let TyKind::Alias(..) = part.kind() {
                open.push(part);
                return Some(part);
            }
            None
        });
        if found {
            return true;
        }
    }
    found
}
