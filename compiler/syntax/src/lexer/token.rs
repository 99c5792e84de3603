//! Tokens. Words that the grammar treats alike share a kind; [`Token::op`] tells operators apart.

use crate::ast::BinaryOp;
use hx2rs_base::{Name, TextRange};

/// A token: 20 bytes, no reference to the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// The word of an identifier or keyword, the value of a string, the digits of a number…; else empty.
    pub(crate) text: Name,
    /// What it is for the grammar.
    pub(crate) kind: TokenKind,
    /// Which operator, for `Operator` and `OperatorAssign`.
    pub(crate) op: Option<BinaryOp>,
    /// Whether a line ends between the token before and this one.
    pub(crate) on_new_line: bool,
}

impl Token {
    pub(crate) fn range(self) -> TextRange {
        TextRange::new(self.start, self.end)
    }

    /// All of it in one number: equal tokens have equal bits, and others have others.
    pub(crate) fn bits(self) -> u128 {
        let op = self.op.map_or(0, |op| op as u32 + 1);
        let rest = self.kind as u32 | op << 8 | u32::from(self.on_new_line) << 16;
        let words = [self.start, self.end, self.text.number(), rest];
        words
            .into_iter()
            .fold(0, |bits, word| bits << 32 | u128::from(word))
    }
}

/// Kinds of tokens, as the grammar sees them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(crate) enum TokenKind {
    /// `x`
    Ident,
    /// `$x`
    DollarIdent,
    /// `$x{`, `${`: the text has the letter.
    DollarBrace,
    Int,
    Float,
    /// `"…"`; the text is the value.
    DoubleString,
    /// `'…'` without interpolation; the text is the value.
    SingleString,
    /// `'` that opens a string with interpolation.
    StringOpen,
    /// Text inside it.
    StringText,
    /// `$x` inside it; the text is `x`.
    StringIdent,
    /// `${` inside it; a `RightBrace` closes it.
    StringBrace,
    /// `'` that closes it.
    StringClose,
    /// The text is `pattern/flags`.
    Regex,
    /// Inline XML, whole.
    Markup,
    /// `@name`, `@:name`, no parenthesis directly behind.
    Meta,
    /// The same with a parenthesis directly behind.
    MetaCall,
    LeftParen,
    /// `(` whose match is followed by `->`.
    LeftParenArrow,
    /// `(` directly behind `cast`.
    LeftParenCast,
    RightParen,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
    Semicolon,
    Comma,
    Dot,
    QuestionDot,
    Question,
    Colon,
    Arrow,
    Spread,
    Assign,
    /// `+=` and so on, but for those that begin with `>`.
    OperatorAssign,
    /// Operators with two operands and no other use.
    Operator,
    Star,
    Minus,
    Ampersand,
    Less,
    /// `>` not directly before `>` or `=`.
    Greater,
    /// `>` directly before `>` or `=`.
    GreaterGlued,
    /// `!`
    Not,
    /// `~`
    Tilde,
    Increment,
    Decrement,

    Abstract,
    Break,
    Case,
    /// `var` or `final` directly after `case`: declares in a pattern.
    CaseVar,
    Cast,
    Catch,
    Class,
    Continue,
    Default,
    Do,
    Dynamic,
    Else,
    Enum,
    Extends,
    Extern,
    False,
    Final,
    For,
    Function,
    If,
    Implements,
    Import,
    In,
    Inline,
    Interface,
    Is,
    Macro,
    New,
    Null,
    /// `operator`, which is reserved and has no use.
    ReservedOperator,
    Overload,
    Override,
    Package,
    Private,
    Public,
    Return,
    Static,
    Switch,
    This,
    Throw,
    True,
    Try,
    Typedef,
    Untyped,
    Using,
    Var,
    While,
    /// The `while` that ends a `do`.
    WhileOfDo,

    /// Pseudo tokens: which part of the grammar to start with.
    StartFile,
    StartUnit,
    /// What the parser sees in place of a body's tokens.
    LazyBody,
    /// What the parser sees in place of tokens that it could not parse: an expression.
    Error,
    /// Not a token: closes nothing.
    End,
}

/// The reserved words, and `is`, which is one only between an expression and a type.
pub(crate) const KEYWORDS: &[(&str, TokenKind)] = &[
    ("abstract", TokenKind::Abstract),
    ("break", TokenKind::Break),
    ("case", TokenKind::Case),
    ("cast", TokenKind::Cast),
    ("catch", TokenKind::Catch),
    ("class", TokenKind::Class),
    ("continue", TokenKind::Continue),
    ("default", TokenKind::Default),
    ("do", TokenKind::Do),
    ("dynamic", TokenKind::Dynamic),
    ("else", TokenKind::Else),
    ("enum", TokenKind::Enum),
    ("extends", TokenKind::Extends),
    ("extern", TokenKind::Extern),
    ("false", TokenKind::False),
    ("final", TokenKind::Final),
    ("for", TokenKind::For),
    ("function", TokenKind::Function),
    ("if", TokenKind::If),
    ("implements", TokenKind::Implements),
    ("import", TokenKind::Import),
    ("in", TokenKind::In),
    ("inline", TokenKind::Inline),
    ("interface", TokenKind::Interface),
    ("is", TokenKind::Is),
    ("macro", TokenKind::Macro),
    ("new", TokenKind::New),
    ("null", TokenKind::Null),
    ("operator", TokenKind::ReservedOperator),
    ("overload", TokenKind::Overload),
    ("override", TokenKind::Override),
    ("package", TokenKind::Package),
    ("private", TokenKind::Private),
    ("public", TokenKind::Public),
    ("return", TokenKind::Return),
    ("static", TokenKind::Static),
    ("switch", TokenKind::Switch),
    ("this", TokenKind::This),
    ("throw", TokenKind::Throw),
    ("true", TokenKind::True),
    ("try", TokenKind::Try),
    ("typedef", TokenKind::Typedef),
    ("untyped", TokenKind::Untyped),
    ("using", TokenKind::Using),
    ("var", TokenKind::Var),
    ("while", TokenKind::While),
];

impl TokenKind {
    /// Whether an expression may end with this token: then `<` compares, `while` may end a `do`, and so on.
    pub(crate) fn ends_operand(self) -> bool {
        use TokenKind::*;
        matches!(
            self,
            Ident
                | DollarIdent
                | Int
                | Float
                | DoubleString
                | SingleString
                | StringClose
                | Regex
                | Markup
                | RightParen
                | RightBracket
                | RightBrace
                | Increment
                | Decrement
                | True
                | False
                | Null
                | This
                | Break
                | Continue
                | New
                | Is
                | Abstract
                | Greater
                | GreaterGlued
                | Function
                | Class
                | Error
                | LazyBody
        )
    }

    /// Whether it is a reserved word.
    pub(crate) fn is_keyword(self) -> bool {
        use TokenKind::*;
        !matches!(self, Is) && KEYWORDS.iter().any(|(_, kind)| *kind == self)
            || matches!(self, CaseVar | WhileOfDo)
    }
}
