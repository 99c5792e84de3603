//! HIR: the one typed body IR. Structured, fully typed, all names resolved, all conversions explicit, all sugar gone
//! but for the loops and switches that the emitter wants to see as such.
//!
//! Evaluation order is strictly left to right in the order in which an expression's parts are declared here: receiver
//! before arguments, the parts of a place before the assigned value, operands before the operation.
//!
//! Invariants (the verifier's header repeats and checks them):
//! - the type table has one entry per expression, without monomorphs;
//! - operands have exactly the type that the operation names: what differs is wrapped in [`Expr::Convert`];
//! - a call has one argument per parameter of its callee: defaults are filled in, rest arguments are an array;
//! - every local is declared by exactly one of: a parameter, a `Let`, a loop, a catch, a pattern;
//! - each expression has one parent: the body is a tree.

use crate::{Arm, Const, Pattern, PatternId, Ty};
use hx2rs_base::{DefId, IndexVec, MemberId, Name, TextRange, typed_id};

typed_id! {
    /// An expression of a body.
    pub struct ExprId = "e"
}
typed_id! {
    /// A variable of a body.
    pub struct LocalId = "v"
}
typed_id! {
    /// A function expression of a body.
    pub struct ClosureId = "f"
}

/// The body of a function, or the initialiser of a field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Body {
    /// The function's parameters, in order. Empty for an initialiser.
    pub params: Vec<LocalId>,
    /// All variables, those of closures and patterns included.
    pub locals: IndexVec<LocalId, Local>,
    /// All expressions, children before parents.
    pub exprs: IndexVec<ExprId, Expr>,
    /// The type of each expression.
    pub types: IndexVec<ExprId, Ty>,
    /// All patterns.
    pub patterns: IndexVec<PatternId, Pattern>,
    /// The type of the value that each pattern is matched against.
    pub pattern_types: IndexVec<PatternId, Ty>,
    /// All function expressions.
    pub closures: IndexVec<ClosureId, Closure>,
    /// What to evaluate. A function's value comes from `Return`; an initialiser's from here.
    pub root: Option<ExprId>,
    /// Constants that stand for the place of their expression. They are empty as long as positions change no value, and
    /// get theirs where the whole program is put together.
    pub here: Vec<(ExprId, Here)>,
    /// What is given for type parameters of functions that an anonymous structure constrains, and that structure.
    pub given_for_structures: Vec<(Ty, Ty)>,
}

/// What a constant says of its place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Here {
    /// The file, as `trace` shows it.
    File,
    /// The line, from 1.
    Line,
}

/// Where the parts of a body are, from the body's start. Apart from the body, so that moving text changes no value.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BodySpans {
    /// Of each expression. For calls, field accesses and operators the whole expression.
    pub exprs: IndexVec<ExprId, TextRange>,
    /// Of each expression, the place that errors and stacks name: the field of an access, the operator, else its start.
    pub points: IndexVec<ExprId, u32>,
    /// The name in the declaration of each local.
    pub locals: IndexVec<LocalId, TextRange>,
    /// Of each pattern.
    pub patterns: IndexVec<PatternId, TextRange>,
    /// Where null safety is switched off: `@:nullSafety(Off) x`.
    pub null_unsafe: Vec<TextRange>,
}

/// A variable.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Local {
    /// As written; a temporary of the lowering has a name that starts with a backquote.
    pub name: Name,
    /// Its type.
    pub ty: Ty,
    /// The function expression that declares it; `None`: the body itself.
    pub owner: Option<ClosureId>,
    /// What declares it.
    pub kind: LocalKind,
    /// Whether something writes it after its declaration.
    pub assigned: bool,
    /// Whether a function expression other than its owner uses it. Capture is by variable: both sides see writes.
    pub captured: bool,
}

/// What declares a variable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum LocalKind {
    /// A parameter of the function or of a function expression.
    Parameter,
    /// `var x`.
    Variable,
    /// `final x`.
    Final,
    /// Of a loop, a catch, a pattern: fresh for each turn.
    Bound,
    /// Made by the lowering: written once.
    Temporary,
}

/// A function expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Closure {
    /// Its parameters. Optional ones without default have a `Null` type; with a default, see `defaults`.
    pub params: Vec<LocalId>,
    /// For each parameter the constant that replaces a missing or null argument. The function's type then shows the
    /// parameter as optional with type `Null<T>`, while the local has type `T`.
    pub defaults: Vec<Option<Const>>,
    /// What it returns.
    pub result: Ty,
    /// Its value comes from `Return` only.
    pub body: ExprId,
    /// Variables of enclosing functions that it uses, in order of first use; those of closures inside it included.
    pub captures: Vec<LocalId>,
    /// Whether it uses `this`, directly or inside.
    pub captures_this: bool,
    /// The function expression around it.
    pub parent: Option<ClosureId>,
    /// The local that a named local function is bound to; it may call itself through it.
    pub name: Option<LocalId>,
    /// The enum constructor that it makes values with, if it stands for that: such are equal wherever they stand.
    pub constructor: Option<MemberId>,
}

/// An expression.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)] // Each variant's text describes its fields.
pub enum Expr {
    /// Something wrong was reported here. Only in programs with errors, which no engine sees.
    Error,
    /// A constant. Null has a nullable type.
    Const(Const),
    /// A variable.
    Local(LocalId),
    /// `this`.
    This,
    /// A class, enum or abstract named as a value.
    TypeValue(DefId),

    /// An instance variable. A null object throws a null access that names the field.
    Field { object: ExprId, field: MemberId },
    /// A field of an anonymous structure; an optional field that is absent reads null.
    StructureField { object: ExprId, field: Name },
    /// A static variable.
    Static(MemberId),
    /// `array[index]`. Outside: null if this expression's type is nullable or a reference, else the type's default.
    Index { array: ExprId, index: ExprId },
    /// A parameter of an enum value whose constructor is known; made by the lowering of patterns only.
    EnumParameter {
        value: ExprId,
        constructor: MemberId,
        index: u32,
    },

    /// `f(…)`; see [`Callee`].
    Call {
        callee: Callee,
        arguments: Box<[ExprId]>,
    },
    /// `new C(…)`: allocates, runs the initialisers of `class` and of the classes up to the owner of `constructor`
    /// (excluded), then the constructor. `None`: no constructor anywhere, only initialisers. For natives of the
    /// prelude (`Array`, `Map`, `StringBuf`), `constructor` has a native body.
    New {
        class: DefId,
        constructor: Option<MemberId>,
        arguments: Box<[ExprId]>,
    },
    /// A function expression.
    Closure(ClosureId),
    /// A static function as a value.
    FunctionValue(MemberId),
    /// A method of an object as a value: the receiver is evaluated now. Equal if object and method are.
    BoundMethod { object: ExprId, method: MemberId },

    /// `[a, b]`.
    Array(Box<[ExprId]>),
    /// `[k => v]`, a `Map`.
    Map(Box<[(ExprId, ExprId)]>),
    /// `{x: a}`; evaluated and printed in this order.
    Structure(Box<[(Name, ExprId)]>),
    /// `a + b` with a string, and interpolation, flattened: the texts (as `Std.string`) of all parts, joined.
    Concat(Box<[ExprId]>),

    /// A unary operation.
    Unary { op: UnaryOp, operand: ExprId },
    /// A binary operation without side effect of its own.
    Binary {
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
    },
    /// `&&`: Bool.
    And { left: ExprId, right: ExprId },
    /// `||`: Bool.
    Or { left: ExprId, right: ExprId },
    /// `left ?? right`. `left` has a nullable type.
    Coalesce { left: ExprId, right: ExprId },
    /// A change of type, as [`Conversion`] says.
    Convert { kind: Conversion, operand: ExprId },
    /// `Std.isOfType(v, T)`, `v is T`. Null is of no type.
    TypeTest { operand: ExprId, ty: Ty },

    /// `place = value`; its value is the assigned value.
    Assign { place: Place, value: ExprId },
    /// `place op= value`, `place++`: the place is evaluated and read once, before `value`. The operation takes the
    /// place's type on its left and gives it back, or converts in between as `convert` says.
    Update {
        /// What is read and written.
        place: Place,
        /// The operation; operands have the types that it names.
        op: UpdateOp,
        /// Its right side.
        value: ExprId,
        /// Whether the value of the expression is the old one (`x++`) or the new one.
        result: UpdateResult,
    },

    /// `var x = value;`. Without a value the variable is unset, and the lowering has shown that nothing reads it, or
    /// it has its type's default.
    Let {
        local: LocalId,
        value: Option<ExprId>,
    },
    /// `{ … }`: value of the last one, if the block's type is not Void.
    Block(Box<[ExprId]>),
    /// `if`, `? :`.
    If {
        condition: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
    },
    /// `switch`. Arms are tried in order. With [`Cover::Part`] the type is Void.
    Switch {
        value: ExprId,
        arms: Box<[Arm]>,
        cover: Cover,
    },
    /// `while`, or `do … while` if `first_run`.
    While {
        condition: ExprId,
        body: ExprId,
        first_run: bool,
    },
    /// `for (i in from...to)`: both ends are evaluated once.
    ForRange {
        local: LocalId,
        from: ExprId,
        to: ExprId,
        body: ExprId,
    },
    /// `for (x in array)`: the array is evaluated once, its length is looked at anew before each turn.
    ForArray {
        index: Option<LocalId>,
        local: LocalId,
        array: ExprId,
        body: ExprId,
    },
    /// `for (k => v in map)`, `for (v in map)`, `for (k in map.keys())`. Walks the keys (values, where only values are
    /// bound) that were there at the start, in order; with `k => v` the value is read when its turn comes, null or the
    /// type's default if the key was removed.
    ForMap {
        key: Option<LocalId>,
        value: Option<LocalId>,
        map: ExprId,
        body: ExprId,
    },
    /// `return`.
    Return(Option<ExprId>),
    /// `break` of the innermost loop.
    Break,
    /// `continue` of the innermost loop.
    Continue,
    /// `throw`: any value; an instance of `haxe.Exception` is thrown as it is, all else is wrapped.
    Throw(ExprId),
    /// `try`. Catches are tried in order; what none takes goes on.
    Try { body: ExprId, catches: Box<[Catch]> },
    /// `trace(value, more…)`: the position is that of this expression. `haxe.Log.trace` as a variable comes later.
    Trace(Box<[ExprId]>),
}

/// Who is called.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)] // Each variant's text describes its fields.
pub enum Callee {
    /// A static function, or a function of a module. Its `Function` may have a native body.
    Static(MemberId),
    /// A method; `virtual_call`: the receiver's class decides. A null receiver throws a null access that names it.
    Method {
        object: ExprId,
        method: MemberId,
        virtual_call: bool,
    },
    /// `super.method(…)`: this very implementation, on `this`.
    Super(MemberId),
    /// `super(…)` in a constructor. `class` is the base class: its initialisers run first, then, if there is one, the
    /// constructor (which may belong to a class further up; initialisers in between run from the top of the call).
    SuperConstructor {
        class: DefId,
        constructor: Option<MemberId>,
    },
    /// A function value. Null throws a null access.
    Value(ExprId),
    /// A field of an anonymous structure that holds a function is `Value(StructureField)`.
    /// An enum constructor with parameters, or without.
    Constructor(MemberId),
}

/// `catch (local:ty)`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Catch {
    /// Receives the value as `ty`.
    pub local: LocalId,
    /// What is caught: `Dynamic` takes everything as the thrown value; `haxe.Exception` takes everything, wrapped
    /// where it was no exception; a subclass, a String or any other type takes what is of that type.
    pub ty: Ty,
    /// Its value is the value of the `try`.
    pub body: ExprId,
}

/// What can be written. Its parts are evaluated in order, before the value.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)] // Each variant's text describes its fields.
pub enum Place {
    /// A variable.
    Local(LocalId),
    /// An instance variable.
    Field { object: ExprId, field: MemberId },
    /// A field of an anonymous structure.
    StructureField { object: ExprId, field: Name },
    /// A static variable.
    Static(MemberId),
    /// An array element; grows the array.
    Index { array: ExprId, index: ExprId },
}

/// Which value a compound assignment has.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UpdateResult {
    /// The value before.
    Old,
    /// The value after.
    New,
    /// Nobody uses it: the type is Void.
    Unused,
}

/// The operation of a compound assignment.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UpdateOp {
    /// The place has the operation's type.
    Binary(BinaryOp),
    /// `s += x`: the place is a String; `x` as `Std.string`.
    Append,
    /// `x ??= y`: `value` is evaluated, and the place written, only if it is null.
    Coalesce,
}

/// Unary operations; the operand has the type in the name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnaryOp {
    /// `-x`, wraps.
    IntNegate,
    /// `-x`.
    FloatNegate,
    /// `~x`.
    IntNot,
    /// `!x`.
    BoolNot,
}

/// Binary operations; both operands have the type in the name, unless it says otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOp {
    /// Wraps.
    IntAdd,
    /// Wraps.
    IntSubtract,
    /// Wraps.
    IntMultiply,
    /// By 0 gives 0; the sign is that of the left side.
    IntModulo,
    /// Bit and.
    IntAnd,
    /// Bit or.
    IntOr,
    /// Bit exclusive or.
    IntXor,
    /// The count is masked to 0..31, as for the other shifts.
    IntShiftLeft,
    /// Keeps the sign.
    IntShiftRight,
    /// Fills with zeros.
    IntShiftRightUnsigned,
    /// `+`.
    FloatAdd,
    /// `-`.
    FloatSubtract,
    /// `*`.
    FloatMultiply,
    /// `/`, also of Ints, which are converted.
    FloatDivide,
    /// `%`: NaN by 0.
    FloatModulo,
    /// Order of Ints.
    IntCompare(Comparison),
    /// Order of Floats; false with NaN.
    FloatCompare(Comparison),
    /// Order of Strings, by code point.
    StringCompare(Comparison),
    /// An operation on values of any type, done by what they are; null counts as 0. What has no meaning throws.
    Dynamic(DynamicOp),
    /// Order of values of any type: numbers, strings, Bools; false where there is none.
    DynamicCompare(Comparison),
    /// `==` and `!=`, as [`Equality`] says.
    Equal(Equality),
    /// The negation of `Equal`.
    NotEqual(Equality),
}

/// Operations on values of type Dynamic, which give such a value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DynamicOp {
    /// `+`: of two numbers, or with a string.
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

/// Order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// What the arms of a switch take.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Cover {
    /// Not all values: another does nothing.
    Part,
    /// All that an enum abstract names. Another value, which a conversion made, does nothing if it `passes`, else it is
    /// a fault: a value is wanted, or the arms set variables that have none yet, or all of them leave.
    Listed {
        /// Whether another value does nothing.
        passes: bool,
    },
    /// All values, but for null: that is a fault.
    Whole,
}

impl Cover {
    /// Whether a value that matches nothing does nothing.
    pub fn passes(self) -> bool {
        match self {
            Self::Part => true,
            Self::Listed { passes } => passes,
            Self::Whole => false,
        }
    }
}

/// What `==` compares.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Equality {
    /// Ints.
    Int,
    /// Floats: NaN is unequal.
    Float,
    /// Bools.
    Bool,
    /// Strings by text; either may be null.
    String,
    /// Objects, arrays, maps, structures: the same one; either may be null.
    Reference,
    /// Function values: the same one, or the same method of the same object.
    Function,
    /// Enum values: the same one; constructors without parameters by constructor.
    Enum,
    /// `Null<T>` of a basic type on both sides: both null, or both equal values.
    Nullable,
    /// Anything: Dynamic, type parameters. Decided at run time by the rules above.
    Dynamic,
    /// The right side is the constant null.
    Null,
}

/// An explicit change of type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Conversion {
    /// Int to Float.
    IntToFloat,
    /// `T` to `Null<T>`.
    ToNull,
    /// `Null<T>` to `T`: null gives the default of a basic type; a reference stays null.
    FromNull,
    /// `Null<Int>` to `Null<Float>`.
    NullIntToFloat,
    /// Class to a base class or interface; always succeeds.
    Upcast,
    /// `cast e` to a class: unchecked where official Haxe leaves it so, but a wrong class is still a catchable error.
    UncheckedCast,
    /// `cast(e, T)`: throws if it is not a `T`; null passes.
    CheckedCast,
    /// To `Dynamic` (or an unbound type parameter).
    ToDynamic,
    /// From `Dynamic`: basic types convert, all else is checked; null gives the default of a basic type.
    FromDynamic,
    /// A structure, class instance, array or string seen as an anonymous structure type.
    ToStructure,
    /// A function value seen as another function type: fewer parameters, other kinds, a result that is ignored.
    FunctionAdapter,
    /// A type that is the same at run time: typedefs, abstracts over their underlying type, variance of containers.
    Reinterpret,
}

impl Body {
    /// The type of an expression.
    pub fn ty(&self, expr: ExprId) -> Ty {
        self.types[expr]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project has millions of these.
    #[test]
    fn nodes_are_small() {
        assert!(size_of::<Expr>() <= 40);
        assert!(size_of::<Pattern>() <= 32);
        assert!(size_of::<Local>() <= 20);
    }
}
