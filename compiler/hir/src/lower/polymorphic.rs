//! Local functions with type parameters. Rust has no closures with type parameters, and a function that is called with
//! an Int and a String has to be two functions to it; so each one becomes one function expression per list of type
//! arguments that it is used with, as if they had been written side by side. Engines know nothing of it.
//!
//! While the body is walked there is one function, the template, and each use of its variable notes the type arguments.
//! When all types are known, [`Lowering::specialize`] copies the template for each list that a use asks for, from the
//! outside in: what a copy uses itself is asked for with its own types.

use super::{Later, Lowering};
use crate::{
    Closure, ClosureId, Expr, ExprId, Local, LocalId, Pattern, PatternId, Place, Ty, TyKind,
    TypeParam, TypeParamId, TypeParamKey, TypeParamOwner,
};
use hx2rs_base::{Id, Name, TextRange};
use hx2rs_syntax::ast::{self, FunctionId};
use std::collections::{HashMap, HashSet};

/// More copies than this are those of a function that calls itself with larger and larger types.
const MOST_COPIES: usize = 500;

/// What is known of the local functions with type parameters of a body.
#[derive(Default)]
pub(super) struct Polymorphic {
    templates: HashMap<LocalId, Template>,
    /// Reads of their variables, with the type arguments.
    uses: HashMap<ExprId, Vec<Ty>>,
}

#[derive(Clone)]
struct Template {
    params: Vec<TypeParam>,
    closure: ClosureId,
}

/// One copy of a template.
struct Copy {
    template: LocalId,
    local: LocalId,
    closure: ClosureId,
}

impl Lowering<'_> {
    /// Makes the type parameters of a local function visible; says how many were before.
    pub(super) fn enter_type_params(&mut self, id: FunctionId) -> (usize, Vec<TypeParam>) {
        let before = self.env.scope.local_params.borrow().len();
        let list = self.ast.function(id).type_params;
        let owner = TypeParamOwner::Local(self.env.member, id.index() as u32);
        let names: Vec<Name> = self.ast.list(list).iter().map(|it| it.name.name).collect();
        self.env.scope.push_local_params(owner, &names);
        let params = names.iter().enumerate().map(|(index, name)| {
            let key = TypeParamKey {
                owner,
                index: index as u16,
                name: *name,
            };
            let id = TypeParamId::intern(key);
            TypeParam {
                id,
                constraints: crate::lookup::constraints(self.env.db, id).to_vec(),
                default: None,
                is_constant: false,
            }
        });
        (before, params.collect())
    }

    /// Ends what [`Self::enter_type_params`] began.
    pub(super) fn leave_type_params(&mut self, before: usize) {
        self.env.scope.local_params.borrow_mut().truncate(before);
    }

    /// Remembers that a variable holds a function with type parameters.
    pub(super) fn note_template(
        &mut self,
        local: LocalId,
        params: Vec<TypeParam>,
        closure: ClosureId,
    ) {
        let template = Template { params, closure };
        self.polymorphic.templates.insert(local, template);
    }

    /// A read of the variable of a function with type parameters: they are monomorphs there.
    pub(super) fn polymorphic_use(&mut self, local: LocalId, range: TextRange) -> Option<ExprId> {
        let template = self.polymorphic.templates.get(&local)?.clone();
        let map: Vec<(TypeParamId, Ty)> = template
            .params
            .iter()
            .map(|param| (param.id, self.table.fresh()))
            .collect();
        for (param, (_, ty)) in template.params.iter().zip(&map) {
            for constraint in &param.constraints {
                let constraint = constraint.substitute(&map);
                self.later.push(Later::Constraint {
                    ty: *ty,
                    constraint,
                    range,
                });
            }
        }
        let ty = self.table.resolve(self.body.locals[local].ty);
        let read = self.push(Expr::Local(local), ty.substitute(&map), range);
        let arguments = map.into_iter().map(|(_, ty)| ty).collect();
        self.polymorphic.uses.insert(read, arguments);
        Some(read)
    }

    /// Copies local functions with type parameters for the types that they are used with. All types are closed.
    pub(super) fn specialize(&mut self, later: &mut Vec<Later>) {
        if self.polymorphic.templates.is_empty() {
            return;
        }
        if self
            .diagnostics
            .iter()
            .any(hx2rs_base::Diagnostic::is_error)
        {
            // Types that do not satisfy a constraint would be mistakes once more in each copy.
            return;
        }
        for arguments in self.polymorphic.uses.values_mut() {
            for ty in arguments {
                *ty = self.table.close(*ty);
            }
        }
        let mut copies: Vec<Copy> = Vec::new();
        let mut known: HashMap<(LocalId, Vec<Ty>), LocalId> = HashMap::new();
        loop {
            let open = self.open_uses(&copies);
            if open.is_empty() {
                break;
            }
            for read in open {
                let (Expr::Local(local), Some(arguments)) =
                    (&self.body.exprs[read], self.polymorphic.uses.remove(&read))
                else {
                    continue;
                };
                let key = (*local, arguments);
                let copy = match known.get(&key) {
                    Some(copy) => *copy,
                    None if copies.len() >= MOST_COPIES => {
                        let range = self.spans.exprs[read];
                        self.unsupported(
                            range,
                            "a local function that needs itself with ever more types",
                        );
                        return;
                    }
                    None => {
                        let Some(copy) = self.copy_template(key.0, &key.1, later) else {
                            continue;
                        };
                        let local = copy.local;
                        copies.push(copy);
                        known.insert(key, local);
                        local
                    }
                };
                self.body.exprs[read] = Expr::Local(copy);
            }
        }
        self.declare_copies(&copies);
        self.capture_again();
    }

    /// Reads of variables of templates, in code that runs as it is: not in templates.
    fn open_uses(&self, copies: &[Copy]) -> Vec<ExprId> {
        let mut found = Vec::new();
        let roots = copies
            .iter()
            .map(|copy| self.body.closures[copy.closure].body);
        let mut open: Vec<ExprId> = self.body.root.into_iter().chain(roots).collect();
        while let Some(id) = open.pop() {
            let expr = &self.body.exprs[id];
            #[allow(clippy::wildcard_enum_match_arm)] // All else has nothing of its own to say.
            match expr {
                Expr::Let { local, .. } if self.polymorphic.templates.contains_key(local) => {
                    continue;
                }
                Expr::Closure(closure) => open.push(self.body.closures[*closure].body),
                Expr::Local(_) if self.polymorphic.uses.contains_key(&id) => found.push(id),
                _ => {}
            }
            expr.for_each_part(&self.body, &mut |part| open.push(part));
        }
        // In order of the source, so that names do not depend on the walk.
        found.sort_unstable_by_key(|id| (self.spans.exprs[*id].start, id.index()));
        found
    }

    fn copy_template(
        &mut self,
        template: LocalId,
        arguments: &[Ty],
        later: &mut Vec<Later>,
    ) -> Option<Copy> {
        let Template { params, closure } = self.polymorphic.templates.get(&template)?.clone();
        let map: Vec<(TypeParamId, Ty)> = params
            .iter()
            .map(|param| param.id)
            .zip(arguments.iter().copied())
            .collect();
        let own = self.body.locals[template].clone();
        let name = self.free_name(own.name);
        let ty = own.ty.substitute(&map);
        let local = self.body.locals.push(Local { name, ty, ..own });
        self.spans.locals.push(self.spans.locals[template]);
        let mut copier = Copier {
            lowering: self,
            map,
            locals: HashMap::new(),
            closures: HashMap::new(),
            exprs: HashMap::new(),
            later,
        };
        let closure = copier.closure(closure, Some(local));
        Some(Copy {
            template,
            local,
            closure,
        })
    }

    /// The name itself for the first copy, else with a number that no other variable has.
    fn free_name(&self, name: Name) -> Name {
        let is_taken = |candidate: Name| {
            let mut all = self.body.locals.iter();
            all.any(|(id, local)| {
                local.name == candidate && !self.polymorphic.templates.contains_key(&id)
            })
        };
        let mut candidate = name;
        let mut number = 1;
        while is_taken(candidate) {
            number += 1;
            candidate = Name::new(&format!("{name}{number}"));
        }
        candidate
    }

    /// Declares the copies where their templates were.
    fn declare_copies(&mut self, copies: &[Copy]) {
        let ids: Vec<ExprId> = self.body.exprs.ids().collect();
        let mut declared: HashMap<ExprId, Vec<ExprId>> = HashMap::new();
        for id in &ids {
            let Expr::Let { local, .. } = self.body.exprs[*id] else {
                continue;
            };
            if !self.polymorphic.templates.contains_key(&local) {
                continue;
            }
            let range = self.spans.exprs[*id];
            // What a copy asked for came after it, and has to be there before it.
            let own = copies.iter().rev().filter(|copy| copy.template == local);
            let own: Vec<(LocalId, ClosureId)> =
                own.map(|copy| (copy.local, copy.closure)).collect();
            let mut steps = Vec::new();
            for (local, closure) in own {
                let ty = self.body.locals[local].ty;
                let value = self.push(Expr::Closure(closure), ty, range);
                steps.push(self.let_expr(local, Some(value), range));
            }
            declared.insert(*id, steps);
        }
        for id in ids {
            let Expr::Block(items) = &self.body.exprs[id] else {
                continue;
            };
            if !items.iter().any(|item| declared.contains_key(item)) {
                continue;
            }
            let spliced = items.iter().flat_map(|item| match declared.get(item) {
                Some(steps) => steps.clone(),
                None => vec![*item],
            });
            self.body.exprs[id] = Expr::Block(spliced.collect());
        }
        // Outside of a block nobody can use them.
        for id in declared.into_keys() {
            self.body.exprs[id] = Expr::Block(Box::default());
            self.body.types[id] = Ty::new(TyKind::Void);
        }
    }

    /// Finds anew which variables function expressions capture.
    fn capture_again(&mut self) {
        let ids: Vec<ClosureId> = self.body.closures.ids().collect();
        for id in ids {
            let mut captures: Vec<LocalId> = Vec::new();
            let body = &self.body;
            body.for_each_below(body.closures[id].body, true, &mut |part| {
                let expr = &body.exprs[part];
                let written = match expr.written_place() {
                    Some(Place::Local(local)) => Some(*local),
                    Some(_) | None => None,
                };
                let read = if let Expr::Local(local) = expr {
                    Some(*local)
                } else {
                    None
                };
                for local in read.into_iter().chain(written) {
                    let is_own = is_within(body, body.locals[local].owner, id);
                    if !is_own && !captures.contains(&local) {
                        captures.push(local);
                    }
                }
            });
            for local in &captures {
                self.body.locals[*local].captured = true;
            }
            self.body.closures[id].captures = captures;
        }
    }

    /// Drops function expressions that nothing makes: templates, whose copies are used instead of them.
    pub(super) fn drop_templates(&mut self) {
        if self.polymorphic.templates.is_empty() {
            return;
        }
        let mut used: HashSet<ClosureId> = HashSet::new();
        for (_, expr) in self.body.exprs.iter() {
            if let Expr::Closure(closure) = expr {
                used.insert(*closure);
            }
        }
        let mut renamed: HashMap<ClosureId, ClosureId> = HashMap::new();
        let old = std::mem::take(&mut self.body.closures);
        for (id, closure) in old.iter() {
            if used.contains(&id) {
                renamed.insert(id, self.body.closures.push(closure.clone()));
            }
        }
        for (_, expr) in self.body.exprs.iter_mut() {
            if let Expr::Closure(closure) = expr
                && let Some(new) = renamed.get(closure)
            {
                *closure = *new;
            }
        }
        for (_, closure) in self.body.closures.iter_mut() {
            closure.parent = closure.parent.and_then(|id| renamed.get(&id).copied());
        }
        for (_, local) in self.body.locals.iter_mut() {
            local.owner = local.owner.and_then(|id| renamed.get(&id).copied());
        }
    }
}

/// Whether a function expression is `outer` or inside it.
fn is_within(body: &crate::Body, inner: Option<ClosureId>, outer: ClosureId) -> bool {
    let mut at = inner;
    while let Some(id) = at {
        if id == outer {
            return true;
        }
        at = body.closures[id].parent;
    }
    false
}

/// Makes one copy of a template.
struct Copier<'c, 'l, 'a> {
    lowering: &'c mut Lowering<'a>,
    map: Vec<(TypeParamId, Ty)>,
    locals: HashMap<LocalId, LocalId>,
    closures: HashMap<ClosureId, ClosureId>,
    exprs: HashMap<ExprId, ExprId>,
    later: &'l mut Vec<Later>,
}

impl Copier<'_, '_, '_> {
    fn ty(&self, ty: Ty) -> Ty {
        ty.substitute(&self.map)
    }

    fn local(&self, local: LocalId) -> LocalId {
        self.locals.get(&local).copied().unwrap_or(local)
    }

    fn expr_id(&self, id: ExprId) -> ExprId {
        self.exprs.get(&id).copied().unwrap_or(id)
    }

    fn closure(&mut self, template: ClosureId, name: Option<LocalId>) -> ClosureId {
        let mut below = Vec::new();
        let body = &self.lowering.body;
        body.for_each_below(body.closures[template].body, true, &mut |id| below.push(id));
        below.reverse();
        self.reserve(template, &below);
        for id in &below {
            self.expr(*id);
        }
        let olds: Vec<ClosureId> = self.closures.keys().copied().collect();
        for old in olds {
            self.close(old);
        }
        self.obligations();
        let new = self.closures.get(&template).copied().unwrap_or(template);
        self.lowering.body.closures[new].name = name;
        new
    }

    /// New function expressions and variables for those of the template.
    fn reserve(&mut self, template: ClosureId, below: &[ExprId]) {
        let mut olds = vec![template];
        for id in below {
            if let Expr::Closure(closure) = self.lowering.body.exprs[*id] {
                olds.push(closure);
            }
        }
        for old in &olds {
            let closure = self.lowering.body.closures[*old].clone();
            let new = self.lowering.body.closures.push(closure);
            self.closures.insert(*old, new);
        }
        let own: Vec<(LocalId, Local)> = self
            .lowering
            .body
            .locals
            .iter()
            .filter(|(_, local)| {
                local
                    .owner
                    .is_some_and(|owner| self.closures.contains_key(&owner))
            })
            .map(|(id, local)| (id, local.clone()))
            .collect();
        for (old, local) in own {
            let owner = local
                .owner
                .and_then(|owner| self.closures.get(&owner).copied());
            let ty = self.ty(local.ty);
            let new = self.lowering.body.locals.push(Local { ty, owner, ..local });
            let place = self.lowering.spans.locals[old];
            self.lowering.spans.locals.push(place);
            self.locals.insert(old, new);
            if let Some(template) = self.lowering.polymorphic.templates.get(&old).cloned() {
                let closure = template.closure;
                let closure = self.closures.get(&closure).copied().unwrap_or(closure);
                let template = Template {
                    closure,
                    ..template
                };
                self.lowering.polymorphic.templates.insert(new, template);
            }
        }
    }

    fn expr(&mut self, id: ExprId) {
        let mut expr = self.lowering.body.exprs[id].clone();
        expr.rename(&mut |part| self.expr_id(part));
        #[allow(clippy::wildcard_enum_match_arm)] // All else names no variables and no types.
        match &mut expr {
            Expr::Local(local)
            | Expr::Let { local, .. }
            | Expr::ForRange { local, .. }
            | Expr::Assign {
                place: Place::Local(local),
                ..
            }
            | Expr::Update {
                place: Place::Local(local),
                ..
            } => *local = self.local(*local),
            Expr::ForArray { index, local, .. } => {
                *index = index.map(|index| self.local(index));
                *local = self.local(*local);
            }
            Expr::ForMap { key, value, .. } => {
                *key = key.map(|key| self.local(key));
                *value = value.map(|value| self.local(value));
            }
            Expr::Closure(closure) => {
                *closure = self.closures.get(closure).copied().unwrap_or(*closure);
            }
            Expr::TypeTest { ty, .. } => *ty = self.ty(*ty),
            Expr::Try { catches, .. } => {
                for catch in catches {
                    catch.local = self.local(catch.local);
                    catch.ty = self.ty(catch.ty);
                }
            }
            Expr::Switch { arms, .. } => {
                for arm in arms {
                    arm.pattern = self.pattern(arm.pattern);
                }
            }
            _ => {}
        }
        let ty = self.ty(self.lowering.body.types[id]);
        let (range, point) = (
            self.lowering.spans.exprs[id],
            self.lowering.spans.points[id],
        );
        let new = self.lowering.push_at(expr, ty, range, point);
        if let Some(arguments) = self.lowering.polymorphic.uses.get(&id) {
            let arguments = arguments.iter().map(|ty| self.ty(*ty)).collect();
            self.lowering.polymorphic.uses.insert(new, arguments);
        }
        self.exprs.insert(id, new);
    }

    fn pattern(&mut self, id: PatternId) -> PatternId {
        let mut pattern = self.lowering.body.patterns[id].clone();
        match &mut pattern {
            Pattern::Wildcard | Pattern::Constant(_) => {}
            Pattern::Bind { local, inner } => {
                *local = self.local(*local);
                *inner = inner.map(|inner| self.pattern(inner));
            }
            Pattern::Constructor {
                arguments: list, ..
            }
            | Pattern::Array(list)
            | Pattern::Or(list) => {
                for part in list {
                    *part = self.pattern(*part);
                }
            }
            Pattern::Structure(fields) => {
                for (_, part) in fields {
                    *part = self.pattern(*part);
                }
            }
            Pattern::Extractor {
                input,
                value,
                inner,
            } => {
                *input = self.local(*input);
                *value = self.expr_id(*value);
                *inner = self.pattern(*inner);
            }
        }
        let ty = self.ty(self.lowering.body.pattern_types[id]);
        let range = self.lowering.spans.patterns[id];
        self.lowering.push_pattern(pattern, ty, range)
    }

    /// What a reserved function expression is.
    fn close(&mut self, old: ClosureId) {
        let Some(new) = self.closures.get(&old).copied() else {
            return;
        };
        let template: Closure = self.lowering.body.closures[old].clone();
        let parent = template.parent;
        self.lowering.body.closures[new] = Closure {
            params: template
                .params
                .iter()
                .map(|local| self.local(*local))
                .collect(),
            defaults: template.defaults,
            result: self.ty(template.result),
            body: self.expr_id(template.body),
            captures: template
                .captures
                .iter()
                .map(|local| self.local(*local))
                .collect(),
            captures_this: template.captures_this,
            parent: parent.map(|id| self.closures.get(&id).copied().unwrap_or(id)),
            name: template.name.map(|local| self.local(local)),
            constructor: template.constructor,
        };
    }

    /// What was noted of the template's expressions holds for the copy's.
    fn obligations(&mut self) {
        let here: Vec<_> = self.lowering.body.here.clone();
        for (id, what) in here {
            if let Some(new) = self.exprs.get(&id) {
                self.lowering.body.here.push((*new, what));
            }
        }
        let given = self.lowering.body.given_for_structures.clone();
        for (ty, structure) in given {
            let pair = (self.ty(ty), self.ty(structure));
            if !self.lowering.body.given_for_structures.contains(&pair) {
                self.lowering.body.given_for_structures.push(pair);
            }
        }
        let mut more = Vec::new();
        for obligation in self.later.iter() {
            if let Later::Exhaustive {
                switch,
                used,
                range,
            } = obligation
                && let Some(new) = self.exprs.get(switch)
            {
                more.push(Later::Exhaustive {
                    switch: *new,
                    used: *used,
                    range: *range,
                });
            }
        }
        self.later.extend(more);
    }
}

/// The constraints of the type parameters of a local function.
#[salsa::tracked]
pub(crate) fn local_constraints(
    db: &dyn hx2rs_base::Db,
    _project: hx2rs_base::Project,
    param: TypeParamId,
) -> Vec<Ty> {
    let key = param.data();
    let TypeParamOwner::Local(member, ordinal) = key.owner else {
        return Vec::new();
    };
    let lower = || {
        let tree: &ast::BodyAst = crate::definition::body_tree(db, member)?;
        let function = tree.function(FunctionId::from_index(ordinal as usize));
        let scope = crate::scope::Scope::of_member(db, member)?;
        let list = tree.list(function.type_params);
        let names: Vec<Name> = list.iter().map(|param| param.name.name).collect();
        scope.push_local_params(key.owner, &names);
        let ty = list.get(usize::from(key.index))?.constraint?;
        let file = crate::definition::module_file(db, member.owner().module())?;
        let anchor = crate::annotation::Anchor::body(file.id(db), member);
        let constraints =
            crate::annotation::lower_constraints(&scope, tree, ty, anchor, &mut Vec::new());
        Some(constraints)
    };
    lower().unwrap_or_default()
}
