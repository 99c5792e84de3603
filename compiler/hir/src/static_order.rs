//! The order in which static variables get their values, as measured from the official compiler: modules by package
//! and name; a type comes after its super types and after all types that its static initialisers reach by naming them,
//! by static calls, and by the bodies of constructors (not by methods of objects, nor by initialisers of objects'
//! fields); inside a type in order of the source.

use crate::{Body, Callee, ClosureId, Expr, ExprId, Program, Ty, TyKind, TypeDef};
use hx2rs_base::{DefId, Id, MemberId, Name};
use std::collections::HashSet;

/// The static variables of a program that have initialisers, in the order in which they run. Inline ones, which are
/// constants, come first of all.
pub(crate) fn static_order(program: &Program) -> Vec<MemberId> {
    let mut walk = Walk {
        program,
        seen: HashSet::new(),
        walked: HashSet::new(),
        order: Vec::new(),
    };
    let mut modules: Vec<Name> = program.modules.keys().copied().collect();
    modules.sort_by_cached_key(|module| {
        let (package, name) = crate::scope::split(*module);
        let package: Vec<String> = package.split('.').map(str::to_owned).collect();
        (package, name)
    });
    for module in modules {
        let types = program.modules.get(&module).map(|module| &module.types);
        for def in types.into_iter().flatten() {
            walk.ty(*def);
        }
    }
    let mut constants = Vec::new();
    let mut others = Vec::new();
    for def in &walk.order {
        let fields = program.types.get(def).into_iter().flat_map(statics);
        for field in fields.filter(|field| field.initialiser.is_some()) {
            if field.is_inline {
                constants.push(field.id);
            } else {
                others.push(field.id);
            }
        }
    }
    constants.extend(others);
    constants
}

fn statics(def: &TypeDef) -> &[crate::Field] {
    match def {
        TypeDef::Class(class) => &class.statics,
        TypeDef::Abstract(made) => &made.statics,
        TypeDef::Enum(_) | TypeDef::Alias(_) => &[],
    }
}

struct Walk<'a> {
    program: &'a Program,
    seen: HashSet<DefId>,
    /// Functions whose bodies have been followed.
    walked: HashSet<MemberId>,
    /// Types, each after what it depends on.
    order: Vec<DefId>,
}

impl Walk<'_> {
    fn ty(&mut self, def: DefId) {
        if !self.seen.insert(def) {
            return;
        }
        let program = self.program;
        let Some(declared) = program.types.get(&def) else {
            return;
        };
        if let TypeDef::Class(class) = declared {
            for above in class.extends.iter().chain(&class.implements) {
                self.class_of(*above);
            }
        }
        let mut by_name: Vec<&crate::Field> = statics(declared).iter().collect();
        by_name.sort_by_key(|field| field.id.name());
        for field in by_name {
            if let Some(initialiser) = &field.initialiser {
                self.body(&initialiser.body);
            }
        }
        self.order.push(def);
    }

    fn class_of(&mut self, ty: Ty) {
        if let TyKind::Class(def, _) = ty.kind() {
            self.ty(*def);
        }
    }

    fn body(&mut self, body: &Body) {
        if let Some(root) = body.root {
            self.expr(body, root);
        }
    }

    fn function(&mut self, member: MemberId) {
        if !self.walked.insert(member) {
            return;
        }
        let program = self.program;
        if let Some(typed) = program.functions.get(&member).and_then(|it| it.body()) {
            self.body(&typed.body);
        }
    }

    fn parts(&mut self, body: &Body, expr: &Expr) {
        let mut parts = Vec::new();
        expr.for_each_part(body, &mut |part| parts.push(part));
        for part in parts {
            self.expr(body, part);
        }
    }

    fn expr(&mut self, body: &Body, id: ExprId) {
        let Some(expr) = body.exprs.entry(id) else {
            return;
        };
        #[allow(clippy::wildcard_enum_match_arm)] // What names no class is walked alike.
        match expr {
            Expr::Static(member) | Expr::FunctionValue(member) => self.ty(member.owner()),
            Expr::TypeValue(def) => self.ty(*def),
            Expr::Call {
                callee: Callee::Static(member),
                ..
            } => {
                self.ty(member.owner());
                self.parts(body, expr);
                self.function(*member);
            }
            Expr::Assign {
                place: crate::Place::Static(member),
                ..
            }
            | Expr::Update {
                place: crate::Place::Static(member),
                ..
            } => {
                self.ty(member.owner());
                self.parts(body, expr);
            }
            Expr::New { class, .. } => {
                self.parts(body, expr);
                self.ty(*class);
                self.constructors(*class);
            }
            Expr::Closure(closure) => self.closure(body, *closure),
            _ => self.parts(body, expr),
        }
    }

    fn closure(&mut self, body: &Body, closure: ClosureId) {
        if let Some(closure) = body.closures.as_slice().get(closure.index()) {
            self.expr(body, closure.body);
        }
    }

    /// The constructor of a class and of all its base classes.
    fn constructors(&mut self, class: DefId) {
        let program = self.program;
        let mut next = Some(class);
        // Longer chains than there are types are cycles, which the checks have rejected.
        for _ in 0..=program.types.len() {
            let Some(TypeDef::Class(class)) = next.and_then(|def| program.types.get(&def)) else {
                return;
            };
            if let Some(constructor) = class.constructor {
                self.function(constructor);
            }
            next = None;
            if let Some(TyKind::Class(above, _)) = class.extends.map(Ty::kind) {
                next = Some(*above);
            }
        }
    }
}
