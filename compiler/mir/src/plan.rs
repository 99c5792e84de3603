//! The ownership plan: everything that the emitter must know about a program and cannot see from one expression.
//!
//! Today every class is [`ClassMode::Shared`]; the other rungs of the ladder are part of the type already, so that the
//! emitter matches on them. The dev engines never look at a plan.

use crate::array_changes::ArrayChanges;
use crate::constant::Constant;
use crate::effects::Effect;
use crate::family::Families;
use crate::nullability::Nulls;
use crate::reflection::Reflection;
use hx2rs_base::{DefId, IndexVec, MemberId};
use hx2rs_hir::{ClosureId, ExprId, LocalId, Ty};
use indexmap::{IndexMap, IndexSet};

/// What is decided about a program. Only what the program reaches has an entry.
#[derive(Clone, Debug, Default)]
pub struct OwnershipPlan {
    /// Classes and interfaces that are instantiated or named by a reached type.
    pub classes: IndexMap<DefId, ClassPlan>,
    /// Enums of which some constructor is built or matched.
    pub enums: IndexMap<DefId, EnumPlan>,
    /// Instance variables.
    pub fields: IndexMap<MemberId, FieldPlan>,
    /// Static variables that something touches or whose initialiser has an effect.
    pub statics: IndexMap<MemberId, StaticPlan>,
    /// The static variables whose initialisers run before `main`, in order.
    pub filled: Vec<MemberId>,
    /// What can be asked by name.
    pub reflection: Reflection,
    /// Functions that can run.
    pub functions: IndexMap<MemberId, FunctionPlan>,
    /// What is inside the bodies of these functions, and of the initialisers of fields.
    pub bodies: IndexMap<MemberId, BodyPlan>,
    /// Whether calling some function value can throw. One answer for the whole program for now; sites come later.
    pub function_values_throw: bool,
    /// Parameters of enum constructors that null gets into, of reference type.
    pub nullable_constructor_params: IndexSet<(MemberId, usize)>,
    /// What is seen as an anonymous structure of another form: the type it has, and the structure type.
    pub seen: IndexSet<(Ty, Ty)>,
    /// Which arrays functions may change.
    pub array_changes: ArrayChanges,
    /// The hierarchy that the answers were found on.
    pub families: Families,
    /// All places that null gets into: what [`Self::expr_is_nullable`] looks at.
    pub nulls: Nulls,
}

/// A class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClassPlan {
    /// Who owns instances.
    pub mode: ClassMode,
    /// Whether `new` of exactly this class runs.
    pub instantiated: bool,
    /// Whether a place of this class's type can hold an instance of another class: then it is a trait and a struct.
    /// Always so for an interface. A parent that no place is declared with stays a struct.
    pub polymorphic: bool,
    /// Whether an instance's identity is observed: `==`, `indexOf`, a map key.
    pub identity: bool,
    /// How its constructor builds it.
    pub construction: Construction,
}

/// Who owns the instances of a class. See docs: the ladder.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ClassMode {
    /// `#[derive(Clone, Copy)]`.
    Copy,
    /// A plain value of its one owner.
    Owned,
    /// `Rc`.
    Shared,
    /// `Arc`.
    Sync,
}

/// How `new` of a class runs in Rust.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Construction {
    /// The statements of the constructor's outer block before `this` is used for anything but `this.x = …` and the
    /// call of a base constructor that is itself [`Self::is_literal`]. They run before the struct exists.
    pub before: usize,
    /// Whether that is all of them: then the struct literal is the end.
    pub is_literal: bool,
    /// Fields of this very class that have a value when the struct is made: by an initialiser, or by a statement
    /// among the first ones. The others start as null, 0, 0.0 or false.
    pub set_before: IndexSet<MemberId>,
}

/// An enum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnumPlan {
    /// Whether it contains itself, directly or through other enums without a box in between.
    pub recursive: bool,
    /// Whether its values are copied bit by bit: `Copy`, without an `Rc`.
    pub copied: bool,
    /// The constructors that are built somewhere.
    pub built: IndexSet<MemberId>,
}

/// A variable of a class.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldPlan {
    /// How it is written.
    pub cell: FieldCell,
    /// Whether null can get into it. Only said of reference types; `Null<Int>` is nullable by its type.
    pub nullable: bool,
    /// Whether something reads it. If not, values stored to it are still computed.
    pub read: bool,
}

/// A static variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StaticPlan {
    /// How it gets its first value.
    pub start: StaticStart,
    /// Whether an initialiser that runs earlier may touch it: then it is null, or its type's default, for a while.
    pub early: bool,
    /// Whether something writes it after its initialiser.
    pub written: bool,
    /// Whether null can get into it. Only said of reference types.
    pub nullable: bool,
    /// Whether something reads it. If not, values stored to it are still computed.
    pub read: bool,
    /// Whether an exception can get out of its initialiser.
    pub throws: bool,
}

/// How a static variable gets its first value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StaticStart {
    /// It has no initialiser: null, or its type's default.
    Unset,
    /// Always this, and nothing writes it.
    Constant(Constant),
    /// A value that is made without effects and never seen missing: where it is declared.
    InPlace,
    /// Before `main`, in the official order.
    Filled,
}

/// How a field that others may hold at the same time is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FieldCell {
    /// Never after construction.
    Plain,
    /// Written, and of a `Copy` type: `Cell`.
    Cell,
    /// Written: `RefCell`.
    RefCell,
}

/// A function.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FunctionPlan {
    /// Whether an exception can get out: then it returns a `Result`. The same for all overrides of a method.
    pub throws: bool,
    /// Whether a fault of the runtime can get out: a null access, a failed cast.
    pub faults: bool,
    /// Whether null can get into each parameter, of reference type. The same for all overrides, unless the first of them
    /// declares it with a type parameter: then what is given for that decides.
    pub nullable_params: Vec<bool>,
    /// Whether it can return null, of reference type. The same for all overrides, as far as parameters are.
    pub nullable_result: bool,
    /// Whether `this` is used as a value, not only for its fields and methods: it needs its own counted pointer.
    /// Through calls of methods of `this` that need it as well. The same for all overrides.
    pub this_escapes: bool,
}

/// The variables and function expressions of a body.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BodyPlan {
    /// Whether null can get into a local of reference type.
    pub nullable_locals: IndexVec<LocalId, bool>,
    /// Locals that a closure and its surroundings both use while one of them writes: they live in a counted cell.
    pub shared_locals: IndexSet<LocalId>,
    /// Whether the body of a function expression can throw by itself; all of them return a `Result` if
    /// [`OwnershipPlan::function_values_throw`].
    pub closures: IndexVec<ClosureId, ClosurePlan>,
    /// Of each `try`, what can get out of its body, before its catches.
    pub tries: IndexMap<ExprId, Effect>,
    /// The expressions that an exception or a fault can get out of by themselves, not through their parts.
    pub leaves: IndexSet<ExprId>,
}

/// A function expression.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ClosurePlan {
    /// Whether an exception can get out.
    pub throws: bool,
    /// Whether a fault can get out.
    pub faults: bool,
}
