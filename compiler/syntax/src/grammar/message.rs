//! The words of parse errors: what was found, what could have come, and what was probably meant.

use crate::ast::BinaryOp;
use crate::lexer::{Token, TokenKind};
use crate::report::{Report, here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::parser as codes;

/// Names of terminals that could have come, without quotes.
pub(super) struct Expected(Vec<&'static str>);

impl Expected {
    pub(super) fn new(terminals: Vec<&'static str>) -> Self {
        Self(terminals)
    }

    pub(super) fn has(&self, terminal: &str) -> bool {
        self.0.contains(&terminal)
    }

    pub(super) fn expression(&self) -> bool {
        self.has("int")
    }

    /// Whether an operand is complete, so that an operator could come.
    fn operator(&self) -> bool {
        self.has("op")
    }

    /// `an expression`, "`;` or `,`".
    fn text(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.has("class") && self.has("typedef") {
            parts.push("a declaration".to_owned());
        } else if self.expression() {
            parts.push("an expression".to_owned());
        } else if self.has("function") && self.has("var") {
            parts.push("a field or method".to_owned());
        } else if self.has("name") && self.has("{") && self.has("?") {
            parts.push("a type".to_owned());
        } else if self.has("name") && !self.operator() {
            parts.push("a name".to_owned());
        }
        let symbols = [
            ";",
            ",",
            ")",
            "]",
            "}",
            ":",
            "=",
            "->",
            "case",
            "default",
            "while of do",
        ];
        let openers = ["(", "{", "<", "from"];
        let with_openers = !self.expression() && !self.operator() && parts.is_empty();
        let openers = openers.iter().filter(|_| with_openers);
        for symbol in symbols.iter().chain(openers) {
            let shown = match *symbol {
                "while of do" => "while",
                other => other,
            };
            if self.has(symbol) || (*symbol == "(" && self.has("(->")) {
                parts.push(format!("`{shown}`"));
            }
        }
        if self.has(">") && !self.operator() {
            parts.push("`>`".to_owned());
        }
        parts.truncate(6);
        match parts.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        }
    }
}

/// A token as a message names it.
pub(super) fn shown(token: &Token) -> String {
    use TokenKind::*;
    let text = token.text.as_str();
    #[allow(clippy::wildcard_enum_match_arm)] // All other tokens are always written alike.
    match token.kind {
        Ident | DollarIdent => format!("`{text}`"),
        StringIdent => format!("`${text}`"),
        DollarBrace => format!("`${text}{{`"),
        Int | Float => format!("the number `{text}`"),
        DoubleString | SingleString | StringOpen => "a string".to_owned(),
        StringText | StringClose => "the end of the expression".to_owned(),
        Regex => "a regular expression".to_owned(),
        Markup => "inline XML".to_owned(),
        Meta | MetaCall => format!("the metadata `{text}`"),
        Operator | OperatorAssign => {
            let symbol = token.op.map_or("", BinaryOp::symbol);
            let equals = if token.kind == Operator { "" } else { "=" };
            format!("`{symbol}{equals}`")
        }
        kind => format!("`{}`", spelling(kind)),
    }
}

/// How a token that is always the same is written.
pub(super) fn spelling(kind: TokenKind) -> &'static str {
    use TokenKind::*;
    // All others are keywords, or have no spelling of their own.
    #[allow(clippy::wildcard_enum_match_arm)]
    match kind {
        LeftParen | LeftParenArrow | LeftParenCast => "(",
        RightParen => ")",
        LeftBracket => "[",
        RightBracket => "]",
        LeftBrace => "{",
        RightBrace => "}",
        StringBrace | DollarBrace => "${",
        Semicolon => ";",
        Comma => ",",
        Dot => ".",
        QuestionDot => "?.",
        Question => "?",
        Colon => ":",
        Arrow => "->",
        Spread => "...",
        Assign => "=",
        Star => "*",
        Minus => "-",
        Ampersand => "&",
        Less => "<",
        Greater | GreaterGlued => ">",
        Not => "!",
        Tilde => "~",
        Increment => "++",
        Decrement => "--",
        CaseVar => "var",
        WhileOfDo => "while",
        StringOpen | StringClose => "'",
        other => crate::lexer::KEYWORDS
            .iter()
            .find(|(_, keyword)| *keyword == other)
            .map_or("", |(text, _)| text),
    }
}

/// A `;` that should stand at `end`.
pub(super) fn missing_semicolon(end: u32) -> Report {
    let place = TextRange::new(end, end);
    report(codes::MISSING_SEMICOLON, place, "a `;` is missing")
        .label("expected `;`")
        .fix("insert it", vec![(here(place), ";".to_owned())])
}

/// A closing bracket without its opening one.
pub(super) fn stray_bracket(token: &Token) -> Report {
    let bracket = spelling(token.kind);
    report(
        codes::STRAY_BRACKET,
        token.range(),
        format!("`{bracket}` closes nothing"),
    )
    .label("no bracket is open that it could close")
    .fix("remove it", vec![(here(token.range()), String::new())])
}

/// A bracket that should have been closed before `found`, or before the end.
pub(super) fn unclosed(open: &Token, closer: TokenKind, found: Option<&Token>, end: u32) -> Report {
    let bracket = if open.kind == TokenKind::DollarBrace {
        format!("${}{{", open.text)
    } else {
        spelling(open.kind).to_owned()
    };
    let closer = spelling(closer);
    let mut message = report(
        codes::UNCLOSED_BRACKET,
        open.range(),
        format!("`{bracket}` is never closed"),
    )
    .label("opened here");
    if let Some(found) = found {
        let place = TextRange::new(end, end);
        message = message
            .secondary(
                here(found.range()),
                format!("expected `{closer}` before {}", shown(found)),
            )
            .fix(
                format!("insert `{closer}`"),
                vec![(here(place), closer.to_owned())],
            );
    } else {
        let place = TextRange::new(end, end);
        message = message.secondary(
            here(place),
            format!("expected `{closer}` at the latest here"),
        );
    }
    message
}

/// What the error is about: tokens around it.
pub(super) struct Place<'t> {
    pub(super) before: Option<&'t Token>,
    pub(super) found: Option<&'t Token>,
    /// The innermost open bracket and what stands before it.
    pub(super) open: Option<(&'t Token, Option<&'t Token>)>,
    /// Where the text ends.
    pub(super) end: u32,
}

/// A token that cannot stand where it stands.
pub(super) fn unexpected(place: &Place<'_>, expected: &Expected) -> Report {
    let wanted = expected.text();
    let Some(found) = place.found else {
        let range = TextRange::new(place.end, place.end);
        let message = match wanted.as_str() {
            "" => "the code ends too early".to_owned(),
            _ => format!("expected {wanted}"),
        };
        let code = if expected.expression() {
            codes::MISSING_EXPRESSION
        } else {
            codes::UNEXPECTED_TOKEN
        };
        return report(code, range, message).label("the code ends here");
    };
    let what = shown(found);
    let before = place.before.map(|before| before.kind);
    if found.kind.is_keyword() && expected.has("name") && !expected.expression() {
        let mut message = report(
            codes::RESERVED_WORD,
            found.range(),
            format!("{what} is a reserved word"),
        )
        .label(match wanted.as_str() {
            "" | "a name" => "cannot be used as a name".to_owned(),
            _ => format!("expected {wanted}"),
        });
        if before == Some(TokenKind::Dot) {
            message = message.help("a reserved word is a name only directly behind its dot");
        }
        return message;
    }
    if expected.expression() {
        let mut message = report(
            codes::MISSING_EXPRESSION,
            found.range(),
            format!("expected {wanted}, found {what}"),
        );
        message = match place.before {
            Some(before) if !matches!(before.kind, TokenKind::StartUnit) => {
                message.label(format!("a value must come behind {}", shown(before)))
            }
            _ => message.label("a value must stand here"),
        };
        if found.kind == TokenKind::Semicolon && before == Some(TokenKind::RightParen) {
            message = message.help("write `{}` for a body that does nothing");
        }
        return message;
    }
    let mut message = report(
        codes::UNEXPECTED_TOKEN,
        found.range(),
        match wanted.as_str() {
            "" => format!("unexpected {what}"),
            _ => format!("expected {wanted}, found {what}"),
        },
    )
    .label(match before {
        Some(_) => format!(
            "cannot follow {}",
            place.before.map_or_else(String::new, shown)
        ),
        None => "cannot stand here".to_owned(),
    });
    if let Some((open, _)) = place.open {
        message = message.secondary(here(open.range()), "inside of this");
    }
    advice(message, place, found, expected)
}

/// What was probably meant.
fn advice(message: Report, place: &Place<'_>, found: &Token, expected: &Expected) -> Report {
    use TokenKind::*;
    let before = place.before.map(|before| before.kind);
    let opener = place.open.and_then(|(_, before)| before.map(|b| b.kind));
    if found.op == Some(BinaryOp::Equal) && expected.has("=") {
        return message.fix("write `=`", vec![(here(found.range()), "=".to_owned())]);
    }
    if opener == Some(For) {
        return message.help("a `for` goes through values: `for (i in 0...10)`");
    }
    if matches!(opener, Some(Catch | Ident)) && before == Some(Ident) && found.kind == Ident {
        return message.help(format!(
            "a type stands behind its name: `{}:{}`",
            found.text,
            place.before.map_or("", |before| before.text.as_str())
        ));
    }
    if found.kind == Ident && expected.has("function") && expected.has("var") {
        return message.help("a field begins with `var` or `final`, a method with `function`");
    }
    if expected.has("(") && matches!(before, Some(If | While | For | Catch)) {
        return message.help("the condition stands in parentheses");
    }
    if found.kind == Else && before == Some(RightBrace) {
        return message.help("no `if` is open here");
    }
    message
}
