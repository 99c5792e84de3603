//! A pattern as text → a tree. What it means step by step is `code.rs`.

use std::collections::HashMap;

use super::set::{Kind, Member, Set};

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Empty,
    Char(char, bool),
    /// Any code point; with true a line end, too.
    Any(bool),
    Set(Set, bool),
    /// `^` at the start of the text; with true after line ends, too.
    Start(bool),
    /// `$` at the end of the text or before the line end there; with true before all line ends.
    End(bool),
    TextEnd,
    /// `\G`: where the search began.
    SearchStart,
    /// `\b`, or else `\B`.
    WordEdge(bool),
    /// `\K`
    Keep,
    Group(Box<Node>, usize),
    Back(usize, bool),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        body: Box<Node>,
        least: u32,
        most: Option<u32>,
        taste: Taste,
    },
    Look {
        body: Box<Node>,
        behind: bool,
        negative: bool,
    },
    Atomic(Box<Node>),
    /// `(?(1)yes|no)`
    Conditional(usize, Box<Node>, Box<Node>),
}

/// How many repetitions are tried first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Taste {
    Greedy,
    Lazy,
    /// As greedy, and then it stays at that.
    Possessive,
}

/// The letters behind a pattern, which `(?i)` changes inside.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Options {
    /// `i`
    pub folds: bool,
    /// `m`
    pub lines: bool,
    /// `s`
    pub dot_all: bool,
    /// `x`
    pub spaced: bool,
}

/// What was read.
pub(super) struct Pattern {
    pub node: Node,
    /// Groups, the whole match included.
    pub groups: usize,
}

/// Groups inside one another that are accepted.
const DEPTH: usize = 250;

/// Reads a pattern; else says what is wrong with it.
pub(super) fn parse(pattern: &str, options: Options) -> Result<Pattern, String> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut reader = Reader {
        chars: &chars,
        at: 0,
        options,
        groups: 1,
        depth: 0,
        names: HashMap::new(),
        wanted: Vec::new(),
    };
    let mut node = reader.choice()?;
    if reader.at < chars.len() {
        return Err(format!("unmatched ) at {}", reader.at));
    }
    let wanted = std::mem::take(&mut reader.wanted);
    let mut numbers = Vec::new();
    for name in wanted {
        match reader.names.get(&name) {
            Some(number) => numbers.push(*number),
            None => return Err(format!("there is no group {name}")),
        }
    }
    resolve(&mut node, &numbers, reader.groups)?;
    Ok(Pattern {
        node,
        groups: reader.groups,
    })
}

/// References by name stand above this until all names are known.
const BY_NAME: usize = 1 << 24;

fn resolve(node: &mut Node, numbers: &[usize], groups: usize) -> Result<(), String> {
    match node {
        Node::Back(group, _) => {
            if let Some(name) = group.checked_sub(BY_NAME) {
                *group = numbers.get(name).copied().unwrap_or_default();
            }
            if *group >= groups {
                return Err(format!("there is no group {group}"));
            }
        }
        Node::Sequence(all) | Node::Choice(all) => {
            for node in all {
                resolve(node, numbers, groups)?;
            }
        }
        Node::Group(body, _)
        | Node::Repeat { body, .. }
        | Node::Look { body, .. }
        | Node::Atomic(body) => resolve(body, numbers, groups)?,
        Node::Conditional(group, yes, no) => {
            if *group >= groups {
                return Err(format!("there is no group {group}"));
            }
            resolve(yes, numbers, groups)?;
            resolve(no, numbers, groups)?;
        }
        Node::Empty
        | Node::Char(..)
        | Node::Any(_)
        | Node::Set(..)
        | Node::Start(_)
        | Node::End(_)
        | Node::TextEnd
        | Node::SearchStart
        | Node::WordEdge(_)
        | Node::Keep => {}
    }
    Ok(())
}

struct Reader<'p> {
    chars: &'p [char],
    at: usize,
    options: Options,
    groups: usize,
    depth: usize,
    names: HashMap<String, usize>,
    /// Names in the order of the references to them.
    wanted: Vec<String>,
}

/// What a backslash begins.
enum Escape {
    Char(char),
    Kind(Kind, bool),
    Node(Node),
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += 1;
        Some(char)
    }

    fn eat(&mut self, text: &str) -> bool {
        let mut at = self.at;
        for char in text.chars() {
            if self.chars.get(at) != Some(&char) {
                return false;
            }
            at += 1;
        }
        self.at = at;
        true
    }

    /// The text up to a character, which is taken, too.
    fn until(&mut self, end: char) -> Result<String, String> {
        let mut text = String::new();
        loop {
            match self.next() {
                Some(char) if char == end => return Ok(text),
                Some(char) => text.push(char),
                None => return Err(format!("missing {end}")),
            }
        }
    }

    /// `a|b`, up to the end or the `)` around it.
    fn choice(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(String::from("too many groups inside one another"));
        }
        let mut ways = vec![self.sequence()?];
        while self.eat("|") {
            ways.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(match ways.len() {
            1 => ways.pop().unwrap_or(Node::Empty),
            _ => Node::Choice(ways),
        })
    }

    fn sequence(&mut self) -> Result<Node, String> {
        let mut parts = Vec::new();
        while let Some(char) = self.peek() {
            if char == '|' || char == ')' {
                break;
            }
            if self.options.spaced && self.skip_space() {
                continue;
            }
            if let Some(part) = self.part()? {
                parts.push(self.repeated(part)?);
            }
        }
        Ok(match parts.len() {
            0 => Node::Empty,
            1 => parts.pop().unwrap_or(Node::Empty),
            _ => Node::Sequence(parts),
        })
    }

    /// White space and comments of spaced patterns.
    fn skip_space(&mut self) -> bool {
        match self.peek() {
            Some('#') => {
                while self.next().is_some_and(|char| char != '\n') {}
                true
            }
            Some(char) if char.is_whitespace() => {
                self.at += 1;
                true
            }
            Some(_) | None => false,
        }
    }

    fn repeated(&mut self, mut part: Node) -> Result<Node, String> {
        loop {
            while self.options.spaced && self.skip_space() {}
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.bounds()? {
                    Some(bounds) => bounds,
                    None => return Ok(part),
                },
                Some(_) | None => return Ok(part),
            };
            self.at += 1;
            let taste = match self.peek() {
                Some('?') => Taste::Lazy,
                Some('+') => Taste::Possessive,
                Some(_) | None => Taste::Greedy,
            };
            if taste != Taste::Greedy {
                self.at += 1;
            }
            part = Node::Repeat {
                body: Box::new(part),
                least,
                most,
                taste,
            };
        }
    }

    /// `{2}`, `{2,}`, `{2,3}` up to the brace; none where the brace is only a character.
    fn bounds(&mut self) -> Result<Option<(u32, Option<u32>)>, String> {
        let mut at = self.at + 1;
        let mut number = || {
            let mut digits = String::new();
            while let Some(digit) = self.chars.get(at).filter(|char| char.is_ascii_digit()) {
                digits.push(*digit);
                at += 1;
            }
            let bound = self.chars.get(at).copied();
            if bound == Some(',') {
                at += 1;
            }
            (digits, bound, at)
        };
        let (first, bound, end) = number();
        let (first, second, end) = match bound {
            Some('}') if !first.is_empty() => (first.clone(), Some(first), end),
            Some(',') if !first.is_empty() => match number() {
                (second, Some('}'), end) => (first, Some(second).filter(|s| !s.is_empty()), end),
                (_, _, _) => return Ok(None),
            },
            Some(_) | None => return Ok(None),
        };
        let count = |digits: &str| match digits.parse::<u32>() {
            Ok(count) if count <= 65_535 => Ok(count),
            Ok(_) | Err(_) => Err(String::from("number too big in {}")),
        };
        let least = count(&first)?;
        let most = second.as_deref().map(count).transpose()?;
        if most.is_some_and(|most| most < least) {
            return Err(String::from("numbers out of order in {}"));
        }
        self.at = end;
        Ok(Some((least, most)))
    }

    /// One part without what repeats it; nothing for `(?i)` and comments.
    fn part(&mut self) -> Result<Option<Node>, String> {
        let folds = self.options.folds;
        let Some(char) = self.next() else {
            return Ok(None);
        };
        Ok(Some(match char {
            '.' => Node::Any(self.options.dot_all),
            '^' => Node::Start(self.options.lines),
            '$' => Node::End(self.options.lines),
            '[' => Node::Set(self.set()?, folds),
            '(' => return self.group(),
            '*' | '+' | '?' => return Err(format!("nothing to repeat at {}", self.at - 1)),
            '\\' => match self.escape(false)? {
                Escape::Char(char) => Node::Char(char, folds),
                Escape::Kind(kind, negated) => {
                    let members = vec![Member::Kind(kind, negated)];
                    let set = Set {
                        members,
                        is_negated: false,
                    };
                    Node::Set(set, false)
                }
                Escape::Node(node) => node,
            },
            char => Node::Char(char, folds),
        }))
    }

    fn group(&mut self) -> Result<Option<Node>, String> {
        let outside = self.options;
        if !self.eat("?") {
            let number = self.groups;
            self.groups += 1;
            let body = self.body(outside)?;
            return Ok(Some(Node::Group(Box::new(body), number)));
        }
        if self.eat("#") {
            self.until(')')?;
            return Ok(None);
        }
        for (mark, behind, negative) in [
            ("=", false, false),
            ("!", false, true),
            ("<=", true, false),
            ("<!", true, true),
        ] {
            if self.eat(mark) {
                let body = Box::new(self.body(outside)?);
                return Ok(Some(Node::Look {
                    body,
                    behind,
                    negative,
                }));
            }
        }
        if self.eat(">") {
            return Ok(Some(Node::Atomic(Box::new(self.body(outside)?))));
        }
        if self.eat(":") {
            return Ok(Some(self.body(outside)?));
        }
        if self.eat("P=") {
            let name = self.until(')')?;
            return Ok(Some(self.reference(name)));
        }
        if self.eat("P<") || self.eat("<") {
            let name = self.until('>')?;
            return self.named(name, outside);
        }
        if self.eat("'") {
            let name = self.until('\'')?;
            return self.named(name, outside);
        }
        if self.eat("(") {
            let number = self.until(')')?;
            let group = number
                .parse()
                .map_err(|_| format!("unknown condition {number}"))?;
            let body = self.body(outside)?;
            let (yes, no) = if let Node::Choice(mut ways) = body {
                if ways.len() > 2 {
                    return Err(String::from("a condition has two ways at most"));
                }
                let no = ways.pop().unwrap_or(Node::Empty);
                (ways.pop().unwrap_or(Node::Empty), no)
            } else {
                (body, Node::Empty)
            };
            return Ok(Some(Node::Conditional(group, Box::new(yes), Box::new(no))));
        }
        self.switches(outside)
    }

    /// `(?i-m)` for the rest of the group around it, `(?i:…)` for its own.
    fn switches(&mut self, outside: Options) -> Result<Option<Node>, String> {
        let mut options = self.options;
        let mut on = true;
        loop {
            match self.next() {
                Some('-') => on = false,
                Some('i') => options.folds = on,
                Some('m') => options.lines = on,
                Some('s') => options.dot_all = on,
                Some('x') => options.spaced = on,
                Some('u') => {}
                Some(')') => {
                    self.options = options;
                    return Ok(None);
                }
                Some(':') => {
                    self.options = options;
                    return Ok(Some(self.body(outside)?));
                }
                Some(_) | None => {
                    return Err(format!("unknown character after (? at {}", self.at));
                }
            }
        }
    }

    fn named(&mut self, name: String, outside: Options) -> Result<Option<Node>, String> {
        let number = self.groups;
        self.groups += 1;
        if self.names.insert(name.clone(), number).is_some() {
            return Err(format!("two groups are named {name}"));
        }
        let body = self.body(outside)?;
        Ok(Some(Node::Group(Box::new(body), number)))
    }

    /// The inside of a group and its end.
    fn body(&mut self, outside: Options) -> Result<Node, String> {
        let body = self.choice()?;
        self.options = outside;
        match self.eat(")") {
            true => Ok(body),
            false => Err(String::from("missing closing parenthesis")),
        }
    }

    fn reference(&mut self, name: String) -> Node {
        self.wanted.push(name);
        Node::Back(BY_NAME + self.wanted.len() - 1, self.options.folds)
    }

    /// What stands behind a backslash.
    fn escape(&mut self, in_set: bool) -> Result<Escape, String> {
        let Some(char) = self.next() else {
            return Err(String::from("\\ at the end"));
        };
        let node = |node| Ok(Escape::Node(node));
        match char {
            'd' | 'D' => Ok(Escape::Kind(Kind::Digit, char == 'D')),
            'w' | 'W' => Ok(Escape::Kind(Kind::Word, char == 'W')),
            's' | 'S' => Ok(Escape::Kind(Kind::Space, char == 'S')),
            'h' | 'H' => Ok(Escape::Kind(Kind::HorizontalSpace, char == 'H')),
            'v' | 'V' => Ok(Escape::Kind(Kind::VerticalSpace, char == 'V')),
            'p' | 'P' => {
                let name = match self.eat("{") {
                    true => self.until('}')?,
                    false => self.next().map(String::from).unwrap_or_default(),
                };
                let (name, turned) = match name.strip_prefix('^') {
                    Some(name) => (name.to_owned(), true),
                    None => (name, false),
                };
                match Kind::property(&name) {
                    Some(kind) => Ok(Escape::Kind(kind, (char == 'P') != turned)),
                    None => Err(format!("unknown property {name}")),
                }
            }
            'b' if in_set => Ok(Escape::Char('\u{8}')),
            'b' | 'B' if !in_set => node(Node::WordEdge(char == 'b')),
            'A' if !in_set => node(Node::Start(false)),
            'Z' if !in_set => node(Node::End(false)),
            'z' if !in_set => node(Node::TextEnd),
            'G' if !in_set => node(Node::SearchStart),
            'K' if !in_set => node(Node::Keep),
            'R' if !in_set => node(line_end()),
            'N' if !in_set => node(Node::Any(false)),
            'k' if !in_set => {
                let end = match self.next() {
                    Some('<') => '>',
                    Some('{') => '}',
                    Some('\'') => '\'',
                    Some(_) | None => return Err(String::from("\\k wants a name")),
                };
                let name = self.until(end)?;
                let reference = self.reference(name);
                node(reference)
            }
            'n' => Ok(Escape::Char('\n')),
            'r' => Ok(Escape::Char('\r')),
            't' => Ok(Escape::Char('\t')),
            'f' => Ok(Escape::Char('\u{c}')),
            'a' => Ok(Escape::Char('\u{7}')),
            'e' => Ok(Escape::Char('\u{1b}')),
            'c' => match self.next() {
                Some(letter) if letter.is_ascii() => {
                    let code = (letter.to_ascii_uppercase() as u32) ^ 64;
                    Ok(Escape::Char(char::from_u32(code).unwrap_or_default()))
                }
                Some(_) | None => Err(String::from("\\c wants a letter")),
            },
            'x' => self.code(2),
            'u' => self.code(4),
            '0' => Ok(Escape::Char(self.octal(0, 2))),
            '1'..='9' if !in_set => self.numbered(char),
            '1'..='7' => {
                let first = char.to_digit(8).unwrap_or_default();
                Ok(Escape::Char(self.octal(first, 2)))
            }
            char if char.is_ascii_alphanumeric() => Err(format!("unknown escape \\{char}")),
            char => Ok(Escape::Char(char)),
        }
    }

    /// `\1`: the group, or from `\10` on a code in octal if there are fewer groups so far.
    fn numbered(&mut self, first: char) -> Result<Escape, String> {
        let start = self.at;
        let mut number = first.to_digit(10).unwrap_or_default() as usize;
        while let Some(digit) = self.peek().and_then(|char| char.to_digit(10)) {
            if number > 1000 {
                break;
            }
            number = number * 10 + digit as usize;
            self.at += 1;
        }
        if number >= 10 && number >= self.groups && first < '8' {
            self.at = start;
            let first = first.to_digit(8).unwrap_or_default();
            return Ok(Escape::Char(self.octal(first, 2)));
        }
        Ok(Escape::Node(Node::Back(number, self.options.folds)))
    }

    fn octal(&mut self, mut code: u32, most: usize) -> char {
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|char| char.to_digit(8)) else {
                break;
            };
            code = code * 8 + digit;
            self.at += 1;
        }
        char::from_u32(code).unwrap_or_default()
    }

    /// Hexadecimal digits: some, or any number between braces.
    fn code(&mut self, most: usize) -> Result<Escape, String> {
        let mut digits = String::new();
        if self.eat("{") {
            digits = self.until('}')?;
        } else {
            while digits.len() < most
                && let Some(char) = self.peek().filter(char::is_ascii_hexdigit)
            {
                digits.push(char);
                self.at += 1;
            }
        }
        let code = match digits.is_empty() {
            true => Some(0),
            false => u32::from_str_radix(&digits, 16).ok(),
        };
        match code.and_then(char::from_u32) {
            Some(char) => Ok(Escape::Char(char)),
            None => Err(format!("no such character: {digits}")),
        }
    }

    /// The inside of `[…]`.
    fn set(&mut self) -> Result<Set, String> {
        let mut set = Set {
            members: Vec::new(),
            is_negated: self.eat("^"),
        };
        let mut is_first = true;
        loop {
            let Some(char) = self.next() else {
                return Err(String::from("missing terminating ] for character class"));
            };
            if char == ']' && !is_first {
                return Ok(set);
            }
            is_first = false;
            if char == '[' && self.eat(":") {
                let negated = self.eat("^");
                let name = self.until(':')?;
                match (Kind::posix(&name), self.eat("]")) {
                    (Some(kind), true) => set.members.push(Member::Kind(kind, negated)),
                    (_, _) => return Err(format!("unknown class [:{name}:]")),
                }
                continue;
            }
            let first = match char {
                '\\' => match self.escape(true)? {
                    Escape::Char(char) => char,
                    Escape::Kind(kind, negated) => {
                        set.members.push(Member::Kind(kind, negated));
                        continue;
                    }
                    Escape::Node(_) => continue,
                },
                char => char,
            };
            let last = self.range_end(first)?;
            set.members.push(Member::Range(first, last));
        }
    }

    /// The end of the range that a member of a set begins; itself where it begins none.
    fn range_end(&mut self, first: char) -> Result<char, String> {
        let start = self.at;
        if !self.eat("-") {
            return Ok(first);
        }
        let last = match self.peek() {
            None | Some(']') => None,
            Some('\\') => {
                self.at += 1;
                match self.escape(true)? {
                    Escape::Char(char) => Some(char),
                    Escape::Kind(..) | Escape::Node(_) => None,
                }
            }
            Some(char) => {
                self.at += 1;
                Some(char)
            }
        };
        match last {
            None => {
                self.at = start;
                Ok(first)
            }
            Some(last) if last < first => {
                Err(String::from("range out of order in character class"))
            }
            Some(last) => Ok(last),
        }
    }
}

/// `\R`
fn line_end() -> Node {
    let both = Node::Sequence(vec![Node::Char('\r', false), Node::Char('\n', false)]);
    let members = vec![Member::Kind(Kind::VerticalSpace, false)];
    let one = Node::Set(
        Set {
            members,
            is_negated: false,
        },
        false,
    );
    Node::Atomic(Box::new(Node::Choice(vec![both, one])))
}
