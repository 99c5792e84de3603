//! Expressions. Patterns of `switch` are expressions, too, as in the official tree. Nothing here depends on types.

use super::arena::{Ast, ExprId, FunctionId, List, TypeId, node_id};
use super::item::DeclarationId;
use super::{Ident, Metadata, Parameter, TypeParameter};
use hx2rs_base::{Name, TextRange};

/// An expression: what it is and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it, parentheses and prefixes included; a `;` after it is not part of it.
    pub range: TextRange,
}

node_id! {
    /// A metadata entry on an expression.
    pub struct MetadataId = "m"
}

impl Ast {
    /// The metadata entry with this id.
    pub fn metadata(&self, id: MetadataId) -> Option<&Metadata> {
        self.one(id)
    }
}

/// All forms of expressions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExprKind {
    /// Nothing could be parsed here; an error says so.
    Missing,
    /// `x`, `_`, `super`, `$x`; `abstract` of abstracts, too.
    Ident(Name),
    /// `this`.
    This,
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// `12`, `0xFF`, `1_000`, `7i64`.
    Int {
        /// As written, without `_` and suffix: decimal digits, or `0x` and hexadecimal ones.
        digits: Name,
        /// `i32`, `i64`, `u32`.
        suffix: Option<NumberSuffix>,
    },
    /// `1.5`, `.5`, `1.`, `1e9`, `2f64`.
    Float {
        /// As written, without `_` and suffix.
        digits: Name,
        /// `f64`.
        suffix: Option<NumberSuffix>,
    },
    /// A string without interpolation.
    String {
        /// The text it stands for: escapes are resolved.
        value: Name,
        /// Which quotes.
        quotes: Quotes,
    },
    /// `'a $b ${c}'`: text and expressions in turn.
    Interpolated(List<StringPart>),
    /// `~/pattern/flags`.
    Regex {
        /// Between the slashes, escapes kept but `\/`, which becomes `/`.
        pattern: Name,
        /// The letters after it.
        flags: Name,
    },
    /// Inline XML: `<a>…</a>`, as written.
    Markup(Name),
    /// `[a, b]`. A comprehension is the one item `for` or `while`; a map literal has items `a => b`
    /// ([`BinaryOp::MapArrow`]).
    Array(List<ExprId>),
    /// `{ a: 1, "b": 2 }`, `{}` where an expression is asked for stays a [`ExprKind::Block`] without statements.
    Object(List<ObjectField>),
    /// `{ a; b; }`; `{}`.
    Block(List<ExprId>),
    /// `(e)`.
    Parenthesis(ExprId),
    /// `(e : T)`.
    CheckType {
        /// The expression.
        expr: ExprId,
        /// The type.
        ty: TypeId,
    },
    /// `e.name`, `e?.name`. The name ends where the expression ends.
    Field {
        /// Left of the dot.
        receiver: ExprId,
        /// Right of it; `new` for `C.new`, and `$x` in macros.
        name: Name,
        /// `?.`
        safe: bool,
    },
    /// `e[index]`.
    Index {
        /// The array, map…
        receiver: ExprId,
        /// Between the brackets.
        index: ExprId,
    },
    /// `callee(args)`.
    Call {
        /// What is called.
        callee: ExprId,
        /// Its arguments; `...e` is [`UnaryOp::Spread`].
        args: List<ExprId>,
    },
    /// `new T(args)`.
    New {
        /// A [`TypeKind::Path`](super::TypeKind::Path).
        ty: TypeId,
        /// The arguments.
        args: List<ExprId>,
    },
    /// `-e`, `!e`, `~e`, `++e`, `--e`, `...e`, `e++`, `e--`, and `e!` (macros only).
    Unary {
        /// The operator.
        op: UnaryOp,
        /// Whether it stands behind.
        postfix: bool,
        /// The operand.
        operand: ExprId,
    },
    /// `a + b`, `a...b`, `a ?? b`, `a => b`, `a in b`.
    Binary {
        /// The operator.
        op: BinaryOp,
        /// First byte of the operator.
        op_start: u32,
        /// Left operand.
        left: ExprId,
        /// Right operand.
        right: ExprId,
    },
    /// `a = b`, `a += b`.
    Assign {
        /// The operator before `=`.
        op: Option<BinaryOp>,
        /// First byte of the operator.
        op_start: u32,
        /// The left side.
        target: ExprId,
        /// The right side.
        value: ExprId,
    },
    /// `condition ? then : otherwise`.
    Ternary {
        /// Before `?`.
        condition: ExprId,
        /// Before `:`.
        then: ExprId,
        /// After `:`.
        otherwise: ExprId,
    },
    /// `e is T`.
    Is {
        /// The expression.
        expr: ExprId,
        /// The type.
        ty: TypeId,
    },
    /// `if (condition) then else otherwise`.
    If {
        /// In parentheses.
        condition: ExprId,
        /// The first branch.
        then: ExprId,
        /// The second one.
        otherwise: Option<ExprId>,
    },
    /// `while (condition) body`.
    While {
        /// In parentheses.
        condition: ExprId,
        /// The body.
        body: ExprId,
    },
    /// `do body while (condition)`.
    DoWhile {
        /// The body.
        body: ExprId,
        /// In parentheses.
        condition: ExprId,
    },
    /// `for (value in iterable) body`, `for (key => value in iterable) body`.
    For {
        /// An [`ExprKind::Ident`].
        key: Option<ExprId>,
        /// An [`ExprKind::Ident`]; other expressions only inside `macro`.
        value: ExprId,
        /// After `in`.
        iterable: ExprId,
        /// The body.
        body: ExprId,
    },
    /// `for ($header) body`: a loop whose parentheses hold no `in`. Without an error only inside `macro`.
    ForHeader {
        /// In parentheses.
        header: ExprId,
        /// The body.
        body: ExprId,
    },
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return`, `return e`.
    Return(Option<ExprId>),
    /// `throw e`.
    Throw(ExprId),
    /// `try body catch (…) …`.
    Try {
        /// What may throw.
        body: ExprId,
        /// At least one, or an error has been reported.
        catches: List<Catch>,
    },
    /// `switch subject { cases }`.
    Switch {
        /// What is looked at. Parentheses around it are a [`ExprKind::Parenthesis`].
        subject: ExprId,
        /// `case` and `default`, in order.
        cases: List<Case>,
    },
    /// `function …`, `inline function …`, `x -> …`, `(a, b) -> …`.
    Function(FunctionId),
    /// `var a = 1, b:T`, `final a = 1`, `static var a = 1`; in patterns `var x`.
    Var(List<VarDeclaration>),
    /// `@:meta e`.
    Meta {
        /// The entry; see [`Ast::metadata`].
        entry: MetadataId,
        /// What it is put on.
        expr: ExprId,
    },
    /// `cast e`.
    Cast(ExprId),
    /// `cast(e, T)`.
    SafeCast {
        /// The expression.
        expr: ExprId,
        /// The type.
        ty: TypeId,
    },
    /// `untyped e`.
    Untyped(ExprId),
    /// `inline f(x)`, `inline new C()`.
    Inline(ExprId),
    /// `macro e`.
    Macro(ExprId),
    /// `macro : T`.
    MacroType(TypeId),
    /// `macro class …`; see [`Ast::declaration`].
    MacroClass(DeclarationId),
    /// `$e{…}`, `${…}`, `$a{…}`, `$b{…}`, `$i{…}`, `$p{…}`, `$v{…}`.
    Reification {
        /// Which letter.
        kind: ReificationKind,
        /// Between the braces.
        expr: ExprId,
    },
}

/// Quotes of a string.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Quotes {
    /// `"…"`
    Double,
    /// `'…'`
    Single,
}

/// The type that a number's suffix asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum NumberSuffix {
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `f64`
    F64,
}

/// A piece of an interpolated string.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct StringPart {
    /// Text or expression.
    pub kind: StringPartKind,
    /// With `$` and braces.
    pub range: TextRange,
}

/// Text or expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum StringPartKind {
    /// Text, escapes resolved.
    Text(Name),
    /// `$x` or `${e}`.
    Expr(ExprId),
}

/// `name: value` of an object literal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ObjectField {
    /// The name; for a quoted one the range has the quotes.
    pub name: Ident,
    /// `"name"`, `'name'`.
    pub quotes: Option<Quotes>,
    /// The value.
    pub value: ExprId,
}

/// One `case` or `default`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Case {
    /// What stands between commas; `a | b` is a [`BinaryOp::Or`]. Empty for `default`.
    pub patterns: List<ExprId>,
    /// `if (…)`.
    pub guard: Option<ExprId>,
    /// A [`ExprKind::Block`] of the statements after the colon, maybe empty.
    pub body: ExprId,
    /// `default:`.
    pub is_default: bool,
    /// From `case` or `default` to the end of the body.
    pub range: TextRange,
}

/// One `catch (name:T) body`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Catch {
    /// The variable.
    pub name: Ident,
    /// Its type; none catches all.
    pub ty: Option<TypeId>,
    /// The body.
    pub body: ExprId,
    /// From `catch` to the end of the body.
    pub range: TextRange,
}

/// One variable of a [`ExprKind::Var`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct VarDeclaration {
    /// Metadata between `var` and the name.
    pub metadata: List<Metadata>,
    /// The name.
    pub name: Ident,
    /// `: T`.
    pub ty: Option<TypeId>,
    /// `= e`.
    pub init: Option<ExprId>,
    /// `final`.
    pub is_final: bool,
    /// `static var`: keeps its value between calls.
    pub is_static: bool,
    /// From the name (or metadata) to the end of the initialiser.
    pub range: TextRange,
}

/// A function expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Function {
    /// Which syntax.
    pub form: FunctionForm,
    /// `function name(…)`.
    pub name: Option<Ident>,
    /// `inline function`.
    pub is_inline: bool,
    /// `<T>`.
    pub type_params: List<TypeParameter>,
    /// `(…)`.
    pub params: List<Parameter>,
    /// `: T`.
    pub result: Option<TypeId>,
    /// The body: for an arrow function its value.
    pub body: ExprId,
}

/// Syntax of a function expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FunctionForm {
    /// `function (…) …`
    Function,
    /// `(…) -> …`, `x -> …`
    Arrow,
}

/// Operators with one operand.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnaryOp {
    /// `-`
    Negate,
    /// `!`
    Not,
    /// `~`
    BitNot,
    /// `++`
    Increment,
    /// `--`
    Decrement,
    /// `...`
    Spread,
}

impl UnaryOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Negate => "-",
            Self::Not => "!",
            Self::BitNot => "~",
            Self::Increment => "++",
            Self::Decrement => "--",
            Self::Spread => "...",
        }
    }
}

/// Operators with two operands, but for assignments.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOp {
    /// `%`
    Mod,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `>>>`
    UShr,
    /// `|`
    Or,
    /// `&`
    And,
    /// `^`
    Xor,
    /// `??`
    NullCoalesce,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterEqual,
    /// `<=`
    LessEqual,
    /// `...`
    Interval,
    /// `&&`
    BoolAnd,
    /// `||`
    BoolOr,
    /// `=>`
    MapArrow,
    /// `in`
    In,
}

impl BinaryOp {
    /// As written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Mod => "%",
            Self::Mul => "*",
            Self::Div => "/",
            Self::Add => "+",
            Self::Sub => "-",
            Self::Shl => "<<",
            Self::Shr => ">>",
            Self::UShr => ">>>",
            Self::Or => "|",
            Self::And => "&",
            Self::Xor => "^",
            Self::NullCoalesce => "??",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Greater => ">",
            Self::Less => "<",
            Self::GreaterEqual => ">=",
            Self::LessEqual => "<=",
            Self::Interval => "...",
            Self::BoolAnd => "&&",
            Self::BoolOr => "||",
            Self::MapArrow => "=>",
            Self::In => "in",
        }
    }
}

/// What a reification puts into the tree that `macro` builds.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ReificationKind {
    /// `${e}`, `$e{e}`: an expression.
    Expr,
    /// `$a{e}`: a list of expressions, as array elements or arguments.
    Array,
    /// `$b{e}`: a list of expressions, as a block.
    Block,
    /// `$i{e}`: an identifier.
    Ident,
    /// `$p{e}`: a field path.
    Path,
    /// `$v{e}`: a constant.
    Value,
}
