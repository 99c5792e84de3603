//! Lines with `#`: `#if`, `#elseif`, `#else`, `#end`, `#error`, `#line`. A branch that does not exist is skipped as
//! tokens, so that a `#end` in a string or comment there does not count.

use super::condition::{Operator, Value, Version};
use super::{Lexer, text};
use crate::report::{here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::lexer as codes;

/// Parentheses and `!` of a condition nest no deeper.
const DEEPEST_CONDITION: u32 = 200;

/// An `#if` whose `#end` has not come yet.
pub(super) struct Conditional {
    /// Its place.
    place: TextRange,
    /// Whether one of its branches has been taken.
    taken: bool,
    /// The `#else`, once it has come.
    otherwise: Option<TextRange>,
}

/// Which directive a `#` word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Directive {
    If,
    ElseIf,
    Else,
    End,
    Error,
    Line,
}

fn directive(word: &str) -> Option<Directive> {
    Some(match word {
        "if" => Directive::If,
        "elseif" => Directive::ElseIf,
        "else" => Directive::Else,
        "end" => Directive::End,
        "error" => Directive::Error,
        "line" => Directive::Line,
        _ => return None,
    })
}

impl<'t> Lexer<'t> {
    /// At `#` in text that exists.
    pub(super) fn directive(&mut self) {
        let start = self.at;
        let (word, found) = self.directive_word();
        let place = self.range_from(start);
        match found {
            Some(Directive::If) => {
                let taken = self.condition(start);
                self.conditionals.push(Conditional {
                    place,
                    taken,
                    otherwise: None,
                });
                if !taken {
                    self.skip_branch();
                }
            }
            Some(branch @ (Directive::ElseIf | Directive::Else)) => {
                if self.conditionals.is_empty() {
                    self.stray_directive(place, word);
                    if branch == Directive::ElseIf {
                        self.condition(start);
                    }
                    return;
                }
                // We come from the branch that was taken, so all others are skipped.
                self.enter_branch(branch, place);
                if branch == Directive::ElseIf {
                    self.skip_condition();
                }
                self.skip_branch();
            }
            Some(Directive::End) => {
                if self.conditionals.pop().is_none() {
                    self.stray_directive(place, word);
                }
            }
            Some(Directive::Error) => self.error_directive(place),
            Some(Directive::Line) => self.skip_line(),
            None => {
                let mut found = report(
                    codes::UNKNOWN_DIRECTIVE,
                    place,
                    format!("`#{word}` is no directive"),
                )
                .label("`#if`, `#elseif`, `#else`, `#end`, `#error` and `#line` are");
                let known = ["if", "elseif", "else", "end", "error", "line"];
                let slips = [("elif", "elseif"), ("endif", "end"), ("elsif", "elseif")];
                let meant = slips
                    .into_iter()
                    .find(|(slip, _)| *slip == word)
                    .map(|(_, meant)| meant)
                    .or_else(|| hx2rs_base::diagnostic::did_you_mean(word, known));
                if let Some(meant) = meant {
                    found = found.fix(
                        format!("write `#{meant}`"),
                        vec![(here(place), format!("#{meant}"))],
                    );
                }
                self.report(found);
            }
        }
    }

    fn directive_word(&mut self) -> (&'t str, Option<Directive>) {
        let start = self.at + 1;
        self.at = start;
        self.skip_word();
        let word = self.slice(start, self.at);
        (word, directive(word))
    }

    fn stray_directive(&mut self, place: TextRange, word: &str) {
        let found = report(
            codes::STRAY_CONDITIONAL,
            place,
            format!("`#{word}` without `#if`"),
        )
        .label("no `#if` is open here");
        self.report(found);
    }

    /// `#elseif` and `#else` come before the one `#else`.
    fn enter_branch(&mut self, branch: Directive, place: TextRange) {
        let Some(conditional) = self.conditionals.last_mut() else {
            return;
        };
        let earlier = conditional.otherwise;
        if branch == Directive::Else && earlier.is_none() {
            conditional.otherwise = Some(place);
        }
        if let Some(earlier) = earlier {
            let found = report(codes::STRAY_CONDITIONAL, place, "a branch after `#else`")
                .label("`#else` is the last branch")
                .secondary(here(earlier), "the `#else` is here");
            self.report(found);
        }
    }

    fn error_directive(&mut self, place: TextRange) {
        while matches!(self.peek(0), b' ' | b'\t') {
            self.at += 1;
        }
        let start = self.at;
        let mut message = "`#error` was reached".to_owned();
        if matches!(self.peek(0), b'"' | b'\'') {
            self.skip_string();
            let quoted = self.slice(start, self.at);
            let inner = quoted.len().saturating_sub(1);
            message = quoted.get(1..inner).unwrap_or_default().to_owned();
        }
        let place = place.cover(self.range_from(start));
        self.report(
            report(codes::CONDITIONAL_ERROR, place, message).label("reported by this line"),
        );
    }

    /// Skips to the directive that ends a branch that does not exist.
    fn skip_branch(&mut self) {
        let mut depth = 0_u32;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' | b'\'' => self.skip_string(),
                b'/' if self.peek(1) == b'/' => self.skip_line(),
                b'/' if self.peek(1) == b'*' => {
                    self.skip_block_comment();
                }
                b'~' if self.peek(1) == b'/' => self.skip_regex(),
                b'#' => {
                    let start = self.at;
                    let (_, found) = self.directive_word();
                    let place = self.range_from(start);
                    match found {
                        Some(Directive::If) => {
                            depth += 1;
                            self.skip_condition();
                        }
                        Some(Directive::End) if depth > 0 => depth -= 1,
                        Some(Directive::End) => {
                            self.conditionals.pop();
                            return;
                        }
                        Some(Directive::Else) if depth == 0 => {
                            self.enter_branch(Directive::Else, place);
                            if self.take_branch(true) {
                                return;
                            }
                        }
                        Some(Directive::ElseIf) if depth == 0 => {
                            self.enter_branch(Directive::ElseIf, place);
                            let open = self.conditionals.last().is_some_and(|c| !c.taken);
                            if open {
                                let holds = self.condition(start);
                                if self.take_branch(holds) {
                                    return;
                                }
                            } else {
                                self.skip_condition();
                            }
                        }
                        Some(
                            Directive::Else
                            | Directive::ElseIf
                            | Directive::Error
                            | Directive::Line,
                        )
                        | None => {}
                    }
                }
                _ => self.at += 1,
            }
        }
    }

    /// Whether the branch that begins here exists.
    fn take_branch(&mut self, holds: bool) -> bool {
        match self.conditionals.last_mut() {
            Some(conditional) if !conditional.taken && holds => {
                conditional.taken = true;
                true
            }
            _ => false,
        }
    }

    /// Skips a string without looking into it, but for the strings inside `${…}`.
    fn skip_string(&mut self) {
        // Quotes that are open, and how many braces are open inside of each `${`.
        let mut open = vec![(self.peek(0), 0_u32)];
        self.at += 1;
        while let Some((quote, braces)) = open.last_mut() {
            let Some(&byte) = self.bytes.get(self.at) else {
                return;
            };
            let in_code = *braces > 0;
            match byte {
                b'\\' if !in_code => self.at = (self.at + 1).min(self.bytes.len()),
                b'$' if !in_code && *quote == b'\'' && self.peek(1) == b'{' => {
                    *braces = 1;
                    self.at += 1;
                }
                b'$' if !in_code && self.peek(1) == b'$' => self.at += 1,
                b'{' if in_code => *braces += 1,
                b'}' if in_code => *braces -= 1,
                b'"' | b'\'' if in_code => open.push((byte, 0)),
                found if !in_code && found == *quote => {
                    open.pop();
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    fn skip_regex(&mut self) {
        self.at += 2;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => return,
                b'/' => {
                    self.at += 1;
                    return;
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.bytes.len());
    }

    pub(super) fn finish_conditionals(&mut self) {
        for open in std::mem::take(&mut self.conditionals) {
            let found = report(
                codes::UNCLOSED_CONDITIONAL,
                open.place,
                "this `#if` has no `#end`",
            )
            .label("opened here");
            self.report(found);
        }
    }

    /// Reads a condition that does not matter.
    fn skip_condition(&mut self) {
        let reports = self.out.reports.len();
        self.condition(self.at);
        self.out.reports.truncate(reports);
    }

    /// Reads a condition and says whether it holds. Without parentheses it is one name or value.
    fn condition(&mut self, directive: usize) -> bool {
        let start = self.at;
        let value = self.operand(0);
        if value.is_none() && self.at == start {
            let range = TextRange::new(directive as u32, start as u32);
            let found = report(codes::INVALID_CONDITION, range, "a condition is missing")
                .label("must be followed by a name, or by a condition in parentheses");
            self.report(found);
        }
        value.is_some_and(|value| value.holds())
    }

    fn skip_blanks(&mut self) {
        loop {
            if text::is_space(self.peek(0)) {
                self.at += 1;
            } else if self.peek(0) == b'/' && self.peek(1) == b'*' {
                self.skip_block_comment();
            } else {
                return;
            }
        }
    }

    fn wrong_condition(&mut self, why: &str) {
        let start = self.at;
        self.at += self
            .text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let found = report(
            codes::INVALID_CONDITION,
            self.range_from(start),
            "this condition cannot be read",
        )
        .label(why)
        .note("a condition is made of names, numbers, strings, `version(\"…\")`, `!`, `&&`, `||`, comparisons and parentheses");
        self.report(found);
        self.at = start;
    }

    fn operand(&mut self, depth: u32) -> Option<Value> {
        let before = self.at;
        self.skip_blanks();
        if depth > DEEPEST_CONDITION {
            self.wrong_condition("nested too deeply");
            return None;
        }
        let start = self.at;
        match self.peek(0) {
            b'!' => {
                self.at += 1;
                let value = self.operand(depth + 1)?;
                Some(Value::Bool(!value.holds()))
            }
            b'(' => {
                self.at += 1;
                let value = self.operation(0, depth + 1)?;
                self.skip_blanks();
                if self.peek(0) != b')' {
                    self.wrong_condition("expected an operator or `)`");
                    return None;
                }
                self.at += 1;
                Some(value)
            }
            b'"' | b'\'' => {
                self.skip_string();
                let quoted = self.slice(start, self.at);
                let inner = quoted.len().saturating_sub(1);
                Some(Value::Text(
                    quoted.get(1..inner).unwrap_or_default().to_owned(),
                ))
            }
            b'0'..=b'9' => {
                while self.peek(0).is_ascii_digit()
                    || (self.peek(0) == b'.' && self.peek(1).is_ascii_digit())
                {
                    self.at += 1;
                }
                Some(Value::Number(
                    self.slice(start, self.at).parse().unwrap_or_default(),
                ))
            }
            byte if text::class(byte) == text::Class::Letter => self.define(start),
            _ => {
                self.at = before;
                if depth > 0 {
                    self.wrong_condition("expected a name or a value");
                }
                None
            }
        }
    }

    /// A name: its value, `version("…")`, or nothing known.
    fn define(&mut self, start: usize) -> Option<Value> {
        self.skip_word();
        while matches!(self.peek(0), b'.' | b'-') && text::is_word(self.peek(1)) {
            self.at += 1;
            self.skip_word();
        }
        let name = self.slice(start, self.at);
        if name == "version" {
            let end = self.at;
            self.skip_blanks();
            if self.peek(0) == b'(' {
                return self.version();
            }
            self.at = end;
        }
        Some(match self.defines.get(name) {
            Some(value) => Value::Text(value.to_owned()),
            None => Value::Undefined,
        })
    }

    /// At the parenthesis of `version("…")`.
    fn version(&mut self) -> Option<Value> {
        self.at += 1;
        self.skip_blanks();
        let start = self.at;
        if !matches!(self.peek(0), b'"' | b'\'') {
            self.wrong_condition("`version` takes a string");
            return None;
        }
        self.skip_string();
        let quoted = self.slice(start, self.at);
        let inner = quoted.len().saturating_sub(1);
        let parsed = Version::parse(quoted.get(1..inner).unwrap_or_default());
        let range = self.range_from(start);
        self.skip_blanks();
        if self.peek(0) == b')' {
            self.at += 1;
        } else {
            self.wrong_condition("expected `)`");
        }
        if parsed.is_none() {
            let found = report(codes::INVALID_CONDITION, range, "this is not a version")
                .label("a version looks like `4.3.0` or `4.3.0-rc.1`");
            self.report(found);
        }
        parsed.map(Value::Version)
    }

    fn operation(&mut self, weakest: u8, depth: u32) -> Option<Value> {
        let mut left = self.operand(depth)?;
        loop {
            self.skip_blanks();
            let (operator, len) = match (self.peek(0), self.peek(1)) {
                (b'|', b'|') => (Operator::Or, 2),
                (b'&', b'&') => (Operator::And, 2),
                (b'=', b'=') => (Operator::Equal, 2),
                (b'!', b'=') => (Operator::NotEqual, 2),
                (b'<', b'=') => (Operator::LessEqual, 2),
                (b'>', b'=') => (Operator::GreaterEqual, 2),
                (b'<', _) => (Operator::Less, 1),
                (b'>', _) => (Operator::Greater, 1),
                _ => return Some(left),
            };
            if operator.strength() <= weakest {
                return Some(left);
            }
            self.at += len;
            let right = self.operation(operator.strength(), depth)?;
            left = operator.apply(&left, &right);
        }
    }
}
