//! What a program asks by name: which calls there are, and of which names.

use super::Names;
use crate::reach::Reached;
use hx2rs_base::Name;
use hx2rs_hir::{Body, Callee, Const, Expr, ExprId, Implementation, NativeId, Program, Ty, TyKind};
use indexmap::IndexSet;

/// What a program asks by name.
#[derive(Default)]
pub(super) struct Asked {
    pub read: Names,
    pub written: Names,
    pub got: Names,
    pub set: Names,
    pub creates: bool,
    pub creates_empty: bool,
    pub makes: bool,
    pub resolves: Names,
    pub lists: bool,
    pub deleted: Names,
    pub copies: bool,
}

impl Asked {
    /// A copy of a structure that is seen through its fields is seen through them, too.
    fn copied(&mut self, program: &Program, ty: Ty, written: &IndexSet<Name>) {
        let ty = program.expand(ty.without_null());
        if let TyKind::Structure(fields) = ty.kind() {
            for field in fields {
                self.read.add(Some(field.name));
                if written.contains(&field.name) {
                    self.written.add(Some(field.name));
                }
            }
        }
    }

    fn by(&mut self, native: NativeId, name: Option<Name>) {
        use NativeId as Id;
        #[allow(clippy::wildcard_enum_match_arm)] // Most natives ask nothing.
        match native {
            Id::ReflectMember | Id::ReflectCallMember | Id::ReflectField | Id::ReflectHasField => {
                self.read.add(name);
            }
            Id::ReflectSetMember | Id::ReflectSetField => self.written.add(name),
            Id::ReflectGetProperty => {
                self.read.add(name);
                self.got.add(name);
            }
            Id::ReflectSetProperty => {
                self.written.add(name);
                self.set.add(name);
            }
            Id::ReflectFields => self.lists = true,
            Id::ReflectDeleteField => self.deleted.add(name),
            Id::ReflectCopy => self.copies = true,
            Id::TypeCreateInstance => self.creates = true,
            Id::TypeCreateEmptyInstance => self.creates_empty = true,
            Id::TypeCreateEnum | Id::TypeCreateEnumIndex | Id::TypeAllEnums => self.makes = true,
            _ => {}
        }
    }
}

pub(super) fn asked(program: &Program, reached: &Reached) -> Asked {
    let mut asked = Asked::default();
    for typed in reached.bodies.values() {
        let body = &*typed.body;
        for (_, expr) in body.exprs.iter() {
            let Expr::Call {
                callee: Callee::Static(function),
                arguments,
            } = expr
            else {
                continue;
            };
            let Some(function) = program.functions.get(function) else {
                continue;
            };
            let (Implementation::Native(native) | Implementation::BodyOrNative(_, native)) =
                &function.implementation
            else {
                continue;
            };
            let name = |at: usize| {
                let name = arguments.get(at);
                name.and_then(|name| constant_text(body, *name))
            };
            asked.by(*native, name(1));
            if let NativeId::TypeResolveClass | NativeId::TypeResolveEnum = native {
                asked.resolves.add(name(0));
            }
            if let Some(copied) = copied(program, expr) {
                asked.copied(program, body.ty(copied), &reached.written_names);
            }
        }
    }
    for (from, to) in &reached.seen {
        if let (TyKind::Dynamic(_), TyKind::Structure(fields)) = (from.kind(), to.kind()) {
            for field in fields {
                asked.read.add(Some(field.name));
                if reached.written_names.contains(&field.name) {
                    asked.written.add(Some(field.name));
                }
            }
        }
    }
    asked
}

fn constant_text(body: &Body, expr: ExprId) -> Option<Name> {
    if let Expr::Const(Const::String(text)) = &body.exprs[expr] {
        Some(Name::new(text))
    } else if let Expr::Convert { operand, .. } = &body.exprs[expr] {
        constant_text(body, *operand)
    } else {
        None
    }
}

/// What an expression copies by `Reflect.copy`.
pub(super) fn copied(program: &Program, expr: &Expr) -> Option<ExprId> {
    let Expr::Call {
        callee: Callee::Static(function),
        arguments,
    } = expr
    else {
        return None;
    };
    let function = program.functions.get(function)?;
    match function.implementation {
        Implementation::Native(NativeId::ReflectCopy) => arguments.first().copied(),
        Implementation::Native(_)
        | Implementation::BodyOrNative(..)
        | Implementation::Body(_)
        | Implementation::Abstract => None,
    }
}
