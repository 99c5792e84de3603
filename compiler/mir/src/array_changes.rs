//! Which arrays code may change, by the type of their elements: what the emitter asks before it holds on to the elements of
//! one for as long as a loop runs. Bottom up over the call graph; whatever is not known to leave arrays alone changes all.

use crate::family::{Families, class_def};
use crate::reach::Reached;
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{
    BinaryOp, Body, Callee, Expr, ExprId, Implementation, NativeId, Place, Program, Ty, TyKind,
    TypeDef, UpdateOp, known,
};
use indexmap::{IndexMap, IndexSet};

/// What some code may change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Any array.
    pub all: bool,
    /// Arrays of these elements.
    pub elements: IndexSet<Elements>,
}

/// Kinds of elements. An array can be seen as one of another kind only if both are of one [`Elements`], or one is open.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Elements {
    /// Ints, Floats, Bools.
    Numbers,
    /// Texts.
    Strings,
    /// Arrays of whatever.
    Arrays,
    /// Maps of whatever.
    Maps,
    /// Functions.
    Functions,
    /// Values of an enum.
    Enum(DefId),
    /// Objects of a class, or below it.
    Class(DefId),
    /// Anything: type parameters, interfaces, structures, Dynamic.
    Open,
}

/// Who is called.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Called {
    /// A function, by the root of its family, or the initialiser of a field.
    Member(MemberId),
    /// Some function value.
    Value,
}

/// What functions may change.
#[derive(Clone, Debug, Default)]
pub struct ArrayChanges {
    /// Of functions, under the root of their family, and of initialisers.
    members: IndexMap<MemberId, Changes>,
    /// Of any function value.
    values: Changes,
    /// Whether fields of structures may be properties of objects.
    structures_are_views: bool,
}

impl Changes {
    /// Whether an array of such elements may be among them.
    pub fn may_be(&self, families: &Families, elements: Elements) -> bool {
        self.all
            || self
                .elements
                .iter()
                .any(|other| meet(families, *other, elements))
    }

    fn join(&mut self, other: &Self) {
        self.all |= other.all;
        self.elements.extend(other.elements.iter().copied());
    }
}

/// Whether one array can have elements of both kinds, as it is seen.
fn meet(families: &Families, one: Elements, other: Elements) -> bool {
    match (one, other) {
        (Elements::Open, _) | (_, Elements::Open) => true,
        (Elements::Class(a), Elements::Class(b)) => {
            let above: IndexSet<DefId> = families.above(a).collect();
            families.above(b).any(|def| above.contains(&def))
        }
        (a, b) => a == b,
    }
}

/// The kind of elements of a type.
pub fn elements(program: &Program, ty: Ty) -> Elements {
    match program.expand(ty.without_null()).kind() {
        TyKind::Int | TyKind::Float | TyKind::Bool => Elements::Numbers,
        TyKind::Enum(def, _) => Elements::Enum(*def),
        TyKind::Function(_) => Elements::Functions,
        TyKind::Class(def, _) if *def == known::string() => Elements::Strings,
        TyKind::Class(def, _) if *def == known::array() => Elements::Arrays,
        TyKind::Class(def, _) | TyKind::Abstract(def, _) if *def == known::map() => Elements::Maps,
        TyKind::Class(def, _) => match class_def(program, *def) {
            Some(class) if !class.is_interface => Elements::Class(*def),
            Some(_) | None => Elements::Open,
        },
        TyKind::Abstract(def, _) => match program.types.get(def) {
            Some(TypeDef::Abstract(def)) if def.header.type_params.is_empty() => {
                let underlying = def.underlying;
                underlying.map_or(Elements::Open, |ty| elements(program, ty))
            }
            Some(
                TypeDef::Abstract(_) | TypeDef::Class(_) | TypeDef::Enum(_) | TypeDef::Alias(_),
            )
            | None => Elements::Open,
        },
        TyKind::Void
        | TyKind::Null(_)
        | TyKind::Error
        | TyKind::Dynamic(_)
        | TyKind::Alias(..)
        | TyKind::Structure(_)
        | TyKind::Param(_)
        | TyKind::TypeOf(_)
        | TyKind::Infer(_) => Elements::Open,
    }
}

/// What the functions of a program may change.
pub fn array_changes(program: &Program, families: &Families, reached: &Reached) -> ArrayChanges {
    let mut found = ArrayChanges {
        structures_are_views: !reached.seen.is_empty(),
        ..ArrayChanges::default()
    };
    let mut calls: IndexMap<MemberId, IndexSet<Called>> = IndexMap::new();
    let mut by_values: IndexSet<Called> = IndexSet::new();
    for (member, typed) in &reached.bodies {
        let body = &typed.body;
        let root = families.root(*member);
        let mut own = Changes::default();
        let mut all = Vec::new();
        if let Some(start) = body.root {
            body.for_each_below(start, false, &mut |part| all.push(part));
        }
        let callees = calls.entry(root).or_default();
        for part in all.drain(..) {
            let direct = found.direct(program, families, body, part, &mut |callee| {
                callees.insert(callee);
            });
            own.join(&direct);
        }
        found.members.entry(root).or_default().join(&own);
        for (_, closure) in body.closures.iter() {
            body.for_each_below(closure.body, false, &mut |part| all.push(part));
        }
        let mut inside = Changes::default();
        for part in all {
            let direct = found.direct(program, families, body, part, &mut |callee| {
                by_values.insert(callee);
            });
            inside.join(&direct);
        }
        found.values.join(&inside);
        for (_, expr) in body.exprs.iter() {
            if let Expr::FunctionValue(function)
            | Expr::BoundMethod {
                method: function, ..
            } = expr
            {
                found.values.all |= native(program, *function).is_some();
                by_values.insert(Called::Member(families.root(*function)));
            }
        }
    }
    for function in &reached.values {
        found.values.all |= native(program, *function).is_some();
        by_values.insert(Called::Member(families.root(*function)));
    }
    loop {
        let mut is_stable = true;
        for (member, callees) in &calls {
            let mut all = found.members.get(member).cloned().unwrap_or_default();
            if found.join_called(&mut all, callees) {
                is_stable = false;
                found.members.insert(*member, all);
            }
        }
        let mut all = found.values.clone();
        if found.join_called(&mut all, &by_values) {
            is_stable = false;
            found.values = all;
        }
        if is_stable {
            return found;
        }
    }
}

impl ArrayChanges {
    /// What an expression may change while it is evaluated, what it calls included.
    pub fn of(&self, program: &Program, families: &Families, body: &Body, expr: ExprId) -> Changes {
        let mut changes = Changes::default();
        // A function expression in it may be called by what it is given to.
        body.for_each_below(expr, true, &mut |part| {
            let mut callees = IndexSet::new();
            let direct = self.direct(program, families, body, part, &mut |callee| {
                callees.insert(callee);
            });
            changes.join(&direct);
            self.join_called(&mut changes, &callees);
        });
        changes
    }

    /// Adds what functions may change; whether that was more.
    fn join_called(&self, changes: &mut Changes, called: &IndexSet<Called>) -> bool {
        let before = (changes.all, changes.elements.len());
        for callee in called {
            match callee {
                Called::Member(member) => {
                    if let Some(more) = self.members.get(member) {
                        changes.join(more);
                    }
                }
                Called::Value => changes.join(&self.values),
            }
        }
        before != (changes.all, changes.elements.len())
    }

    /// What an expression changes by itself, and whom it calls.
    fn direct(
        &self,
        program: &Program,
        families: &Families,
        body: &Body,
        expr: ExprId,
        called: &mut impl FnMut(Called),
    ) -> Changes {
        let found = &body.exprs[expr];
        let mut changes = Changes::default();
        // Making the text of an object, which these may do, may run its own code.
        if let Expr::Update {
            op: UpdateOp::Append,
            value,
            ..
        } = found
        {
            changes.all |= !is_text(program, body, *value);
        }
        if let Expr::Binary {
            op: BinaryOp::Dynamic(_) | BinaryOp::DynamicCompare(_),
            ..
        }
        | Expr::Update {
            op: UpdateOp::Binary(BinaryOp::Dynamic(_) | BinaryOp::DynamicCompare(_)),
            ..
        } = found
        {
            changes.all = true;
        }
        if let Some(place) = found.written_place() {
            match place {
                Place::Index { array, .. } => {
                    changes.elements.insert(of_array(program, body.ty(*array)));
                }
                Place::StructureField { .. } => changes.all |= self.structures_are_views,
                Place::Field { .. } | Place::Local(_) | Place::Static(_) => {}
            }
        } else if let Expr::StructureField { .. } = found {
            changes.all |= self.structures_are_views;
        } else if let Expr::Concat(parts) | Expr::Trace(parts) = found {
            // The text of an object may come from its own code.
            changes.all |= !parts.iter().all(|part| is_text(program, body, *part));
        } else if let Expr::New {
            class, constructor, ..
        } = found
        {
            initialisers(program, families, *class, called);
            if let Some(constructor) = constructor {
                called(Called::Member(families.root(*constructor)));
            }
        } else if let Expr::Call { callee, arguments } = found {
            match callee {
                Callee::Static(function) | Callee::Super(function) => {
                    if native(program, *function).is_some() {
                        changes.all |= !arguments.iter().all(|part| is_text(program, body, *part));
                    } else {
                        called(Called::Member(families.root(*function)));
                    }
                }
                Callee::Method { object, method, .. } => match native(program, *method) {
                    Some(id) => {
                        native_method(program, body, id, *object, arguments, called, &mut changes);
                    }
                    None => called(Called::Member(families.root(*method))),
                },
                Callee::SuperConstructor { class, constructor } => {
                    initialisers(program, families, *class, called);
                    if let Some(constructor) = constructor {
                        called(Called::Member(families.root(*constructor)));
                    }
                }
                Callee::Value(_) => called(Called::Value),
                Callee::Constructor(_) => {}
            }
        }
        changes
    }
}

/// A method of a class of the prelude.
fn native_method(
    program: &Program,
    body: &Body,
    id: NativeId,
    object: ExprId,
    arguments: &[ExprId],
    called: &mut impl FnMut(Called),
    changes: &mut Changes,
) {
    match elements(program, body.ty(object)) {
        Elements::Arrays => {
            let element = of_array(program, body.ty(object));
            if matches!(
                id,
                NativeId::ArrayPush
                    | NativeId::ArrayPop
                    | NativeId::ArrayShift
                    | NativeId::ArrayUnshift
                    | NativeId::ArrayInsert
                    | NativeId::ArrayRemove
                    | NativeId::ArrayReverse
                    | NativeId::ArrayResize
                    | NativeId::ArraySplice
            ) {
                changes.elements.insert(element);
            } else if id == NativeId::ArraySort {
                changes.elements.insert(element);
                called(Called::Value);
            } else if matches!(id, NativeId::ArrayMap | NativeId::ArrayFilter) {
                called(Called::Value);
            } else {
                changes.all |= !matches!(
                    id,
                    NativeId::ArrayGetLength
                        | NativeId::ArrayConcat
                        | NativeId::ArrayContains
                        | NativeId::ArrayCopy
                        | NativeId::ArrayIndexOf
                        | NativeId::ArrayLastIndexOf
                        | NativeId::ArraySlice
                );
            }
        }
        // Keys are compared without running code of the program.
        Elements::Maps => {
            changes.all |= !matches!(
                id,
                NativeId::MapClear
                    | NativeId::MapCopy
                    | NativeId::MapExists
                    | NativeId::MapGet
                    | NativeId::MapKeyArray
                    | NativeId::MapRemove
                    | NativeId::MapSet
                    | NativeId::MapValueArray
            );
        }
        Elements::Numbers | Elements::Strings => {
            changes.all |= !arguments.iter().all(|part| is_text(program, body, *part));
        }
        Elements::Functions | Elements::Enum(_) | Elements::Class(_) | Elements::Open => {
            changes.all = true;
        }
    }
}

/// Whether a value is a number or a text, whose text comes from no code of the program.
fn is_text(program: &Program, body: &Body, expr: ExprId) -> bool {
    matches!(
        elements(program, body.ty(expr)),
        Elements::Numbers | Elements::Strings
    )
}

/// The kind of elements of an array type.
fn of_array(program: &Program, ty: Ty) -> Elements {
    if let TyKind::Class(def, arguments) = program.expand(ty.without_null()).kind()
        && *def == known::array()
        && let Some(element) = arguments.first()
    {
        elements(program, *element)
    } else {
        Elements::Open
    }
}

/// The initialisers of the fields of a class and of those above it.
fn initialisers(
    program: &Program,
    families: &Families,
    class: DefId,
    called: &mut impl FnMut(Called),
) {
    for def in families.above(class) {
        for field in class_def(program, def)
            .iter()
            .flat_map(|class| &class.fields)
        {
            called(Called::Member(families.root(field.id)));
        }
    }
}

fn native(program: &Program, function: MemberId) -> Option<NativeId> {
    match &program.functions.get(&function)?.implementation {
        Implementation::Native(id) | Implementation::BodyOrNative(_, id) => Some(*id),
        Implementation::Body(_) | Implementation::Abstract => None,
    }
}
