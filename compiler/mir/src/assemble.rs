//! Puts the answers of the analyses together as one plan, and answers questions about single expressions from it.

use crate::effects::{Effect, Effects};
use crate::family::{Families, class_def, classes};
use crate::nullability::{Nulls, Site, is_reference};
use crate::plan::{
    BodyPlan, ClassMode, ClassPlan, ClosurePlan, Construction, EnumPlan, FieldCell, FieldPlan,
    FunctionPlan, OwnershipPlan, StaticPlan, StaticStart,
};
use crate::reach::{Reached, fields};
use crate::sources::{argument, given_param, given_result, sources};
use hx2rs_base::{DefId, IndexVec, MemberId};
use hx2rs_hir::{
    Body, Callee, Expr, ExprId, Implementation, Place, Program, Ty, TyKind, TypeDef, known,
};
use indexmap::{IndexMap, IndexSet};

impl OwnershipPlan {
    /// The plan of a program. Deterministic: depends on the program only.
    pub fn new(program: &Program) -> Self {
        let families = Families::new(program);
        let reached = crate::reach::reach(program, &families);
        let construction = crate::construction::constructions(program, &reached);
        let statics = crate::statics::statics(program, &families, &reached, &construction);
        let sides = crate::views::sides(program, &families, &reached);
        let nulls = crate::nullability::nullability(
            program,
            &families,
            &reached,
            &construction,
            &statics,
            &sides,
        );
        let effects = crate::effects::effects(program, &families, &reached, &nulls);
        let mut written = written_after_construction(&reached, &construction);
        crate::views::add_written(&sides, &reached.written_names, &mut written);
        let escaping = escaping(&reached, &families);
        let copied = crate::copied::copied(program, &reached);

        let mut plan = Self {
            function_values_throw: effects.values.throws,
            ..Self::default()
        };
        for class in classes(program) {
            let id = class.header.id;
            let of_class = ClassPlan {
                mode: ClassMode::Shared,
                instantiated: reached.instantiated.contains(&id),
                polymorphic: reached.polymorphic.contains(&id),
                identity: reached.compared.contains(&id),
                construction: construction.get(&id).cloned().unwrap_or_default(),
            };
            plan.classes.insert(id, of_class);
        }
        for (id, def) in &program.types {
            if let TypeDef::Enum(def) = def {
                let built = def
                    .constructors
                    .iter()
                    .filter(|it| reached.built.contains(&it.id));
                let built: IndexSet<MemberId> = built.map(|it| it.id).collect();
                let of_enum = EnumPlan {
                    recursive: contains_itself(program, *id),
                    copied: copied.contains(id),
                    built,
                };
                plan.enums.insert(*id, of_enum);
            }
        }
        for (id, field) in fields(program) {
            let cell = match (written.contains(&id), is_copy(program, &copied, field.ty)) {
                (false, _) => FieldCell::Plain,
                (true, true) => FieldCell::Cell,
                (true, false) => FieldCell::RefCell,
            };
            let of_field = FieldPlan {
                cell,
                nullable: nulls.has(Site::Field(id)),
                read: reached.read.contains(&id),
            };
            match id.space() {
                hx2rs_base::Space::Instance => {
                    plan.fields.insert(id, of_field);
                }
                hx2rs_base::Space::Static => {}
            }
        }
        for (id, start) in statics.starts {
            let of_static = StaticPlan {
                start,
                early: statics.early.contains(&id),
                written: statics.written.contains(&id),
                nullable: nulls.has(Site::Field(id)),
                read: reached.read.contains(&id),
                throws: effects.members.get(&id).is_some_and(|found| found.throws),
            };
            plan.statics.insert(id, of_static);
        }
        let order = program.static_order.iter().copied();
        let filled = order.filter(|id| {
            let found = plan.statics.get(id);
            found.is_some_and(|found| found.start == StaticStart::Filled)
        });
        plan.filled = filled.collect();
        // What only declares a method that is reached shares its signature, also where nobody calls it by that name.
        let reached_roots = reached.functions.iter();
        let reached_roots: IndexSet<MemberId> =
            reached_roots.map(|member| families.root(*member)).collect();
        let declared = program.functions.values().filter(|function| {
            function.implementation == Implementation::Abstract
                && reached_roots.contains(&families.root(function.id))
        });
        let declared = declared.map(|function| function.id);
        let functions: IndexSet<MemberId> =
            reached.functions.iter().copied().chain(declared).collect();
        for function in functions {
            let of_function =
                function_plan(program, &families, &nulls, &effects, &escaping, function);
            plan.functions.insert(function, of_function);
        }
        for (member, typed) in &reached.bodies {
            plan.bodies
                .insert(*member, body_plan(*member, &typed.body, &nulls, &effects));
        }
        plan.nullable_constructor_params = nulls.constructor_params().collect();
        plan.array_changes = crate::array_changes::array_changes(program, &families, &reached);
        plan.reflection = reached.reflection;
        plan.seen = reached.seen;
        plan.families = families;
        plan.nulls = nulls;
        plan
    }

    /// Whether null can be a type argument, element, or parameter or result of a function type, of this type.
    pub fn argument_is_nullable(&self, program: &Program, ty: Ty) -> bool {
        self.nulls.has(argument(program, ty))
    }

    /// Whether the value of an expression of reference type can be null.
    pub fn expr_is_nullable(
        &self,
        program: &Program,
        member: MemberId,
        body: &Body,
        expr: ExprId,
    ) -> bool {
        let mut found = Vec::new();
        sources(program, &self.families, member, body, expr, &mut found);
        found.iter().any(|site| self.nulls.has(*site))
    }
}

fn function_plan(
    program: &Program,
    families: &Families,
    nulls: &Nulls,
    effects: &Effects,
    escaping: &IndexSet<MemberId>,
    function: MemberId,
) -> FunctionPlan {
    let root = families.root(function);
    let effect = effects.members.get(&root).copied().unwrap_or_default();
    let params = program
        .functions
        .get(&function)
        .map_or(0, |function| function.params.len());
    let holds_null = |ty: Ty| nulls.has(argument(program, ty));
    FunctionPlan {
        throws: effect.throws,
        faults: effect.faults,
        nullable_params: (0..params)
            .map(|at| {
                let given = given_param(program, families, function, at);
                nulls.has(Site::Param(root, at)) || given.is_some_and(holds_null)
            })
            .collect(),
        nullable_result: nulls.has(Site::Result(root))
            || given_result(program, families, function).is_some_and(holds_null),
        this_escapes: escaping.contains(&root),
    }
}

fn body_plan(member: MemberId, body: &Body, nulls: &Nulls, effects: &Effects) -> BodyPlan {
    let shared = body
        .locals
        .iter()
        .filter(|(_, local)| local.captured && local.assigned);
    let none = IndexVec::new();
    let closures = effects.closures.get(&member).unwrap_or(&none);
    BodyPlan {
        nullable_locals: body
            .locals
            .iter()
            .map(|(id, _)| nulls.has(Site::Local(member, id)))
            .collect(),
        shared_locals: shared.map(|(id, _)| id).collect(),
        closures: closures
            .iter()
            .map(|(_, Effect { throws, faults })| ClosurePlan {
                throws: *throws,
                faults: *faults,
            })
            .collect(),
        tries: effects.tries.get(&member).cloned().unwrap_or_default(),
        leaves: effects.leaves.get(&member).cloned().unwrap_or_default(),
    }
}

/// Whether values of a type are copied bit by bit in Rust.
fn is_copy(program: &Program, copied: &IndexSet<DefId>, ty: Ty) -> bool {
    match program.expand(ty).kind() {
        TyKind::Void | TyKind::Int | TyKind::Float | TyKind::Bool => true,
        TyKind::Null(inner) => is_copy(program, copied, *inner),
        TyKind::Abstract(def, _) => match program.types.get(def) {
            Some(TypeDef::Abstract(def)) => {
                let underlying = def.underlying;
                underlying.is_some_and(|ty| is_copy(program, copied, ty))
            }
            Some(TypeDef::Class(_) | TypeDef::Enum(_) | TypeDef::Alias(_)) | None => false,
        },
        TyKind::Enum(def, _) => copied.contains(def),
        TyKind::Error
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

/// Variables that are written when others may hold the object: everywhere but in the first statements of their own
/// class's constructor.
fn written_after_construction(
    reached: &Reached,
    construction: &IndexMap<DefId, Construction>,
) -> IndexSet<MemberId> {
    let mut written = IndexSet::new();
    for (member, typed) in &reached.bodies {
        let body = &typed.body;
        let Some(root) = body.root else { continue };
        let mut first: IndexSet<ExprId> = IndexSet::new();
        if member.name().as_str() == "new"
            && let Some(plan) = construction.get(&member.owner())
        {
            // A constructor of one statement need not have braces.
            let statements = body.exprs[root].statements(root);
            first.extend(statements.into_iter().take(plan.before));
        }
        body.for_each_below(root, true, &mut |expr| {
            let place = body.exprs[expr]
                .written_place()
                .filter(|_| !first.contains(&expr));
            if let Some(Place::Field { field, .. } | Place::Static(field)) = place {
                written.insert(*field);
            }
        });
    }
    written
}

/// Methods, by the root of their family, that use `this` as a value.
fn escaping(reached: &Reached, families: &Families) -> IndexSet<MemberId> {
    let mut found: IndexSet<MemberId> = IndexSet::new();
    loop {
        let before = found.len();
        for (member, typed) in &reached.bodies {
            let body = &typed.body;
            let root = families.root(*member);
            let Some(start) = body.root else { continue };
            if found.contains(&root) {
                continue;
            }
            let closures = body
                .closures
                .iter()
                .any(|(_, closure)| closure.captures_this);
            let mut escapes = closures;
            body.for_each_below(start, true, &mut |expr| {
                escapes |= this_escapes_in(body, expr, families, &found);
            });
            if escapes {
                found.insert(root);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Whether `this` is a direct part of `expr` in any way but as the owner of a field or the receiver of a method that
/// does not let it escape.
fn this_escapes_in(
    body: &Body,
    expr: ExprId,
    families: &Families,
    found: &IndexSet<MemberId>,
) -> bool {
    let this = &body.exprs[expr];
    let lets_escape =
        |method| found.contains(&families.root(method)) || asks_whole_exception(method);
    if let Expr::Call {
        callee: Callee::Super(method),
        ..
    } = this
        && lets_escape(*method)
    {
        return true;
    }
    let mut owner = this.owner_part();
    if let Expr::Call {
        callee: Callee::Method { method, .. },
        ..
    } = this
        && lets_escape(*method)
    {
        owner = None;
    }
    parts(body, expr)
        .into_iter()
        .any(|part| body.exprs[part] == Expr::This && owner != Some(part))
}

/// Whether a method of `haxe.Exception` answers for the exception as a whole: it gives it, or asks methods that its class
/// may override.
pub fn asks_whole_exception(method: MemberId) -> bool {
    method.owner() == known::exception()
        && ["details", "unwrap", "get_native"].contains(&method.name().as_str())
}

fn parts(body: &Body, expr: ExprId) -> Vec<ExprId> {
    let mut parts = Vec::new();
    body.exprs[expr].for_each_part(body, &mut |part| parts.push(part));
    parts
}

/// Whether a value of an enum can hold a value of the same enum without an array, class or function in between.
fn contains_itself(program: &Program, start: DefId) -> bool {
    let mut seen = IndexSet::new();
    let mut open = vec![start];
    while let Some(def) = open.pop() {
        let Some(TypeDef::Enum(def)) = program.types.get(&def) else {
            continue;
        };
        for param in def.constructors.iter().flat_map(|it| &it.params) {
            if let TyKind::Enum(inner, _) = program.expand(param.ty.without_null()).kind() {
                if *inner == start {
                    return true;
                }
                if seen.insert(*inner) {
                    open.push(*inner);
                }
            }
        }
    }
    false
}

/// The class that declares a variable or method, if it is one.
pub fn owner_class(program: &Program, member: MemberId) -> Option<&hx2rs_hir::ClassDef> {
    class_def(program, member.owner())
}

/// Whether null can be in a place of this type at all, by its type or by the plan.
pub fn may_be_null(program: &Program, ty: Ty, nullable: bool) -> bool {
    if let TyKind::Null(inner) = ty.kind()
        && !is_reference(program, *inner)
    {
        return true;
    }
    nullable && is_reference(program, ty)
}
