//! From LALRPOP's tables to those of `compiler/syntax/src/grammar/drive.rs`, which are smaller and faster to walk:
//! equal rows are there once, gotos share one array, productions that nothing uses are gone. A state in which only one
//! production can be reduced is *eager*: the driver reduces without looking anything up; and where that would only
//! rename a value, gotos skip the state.

use super::output::{Goto, Output, Production};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

/// Nonterminals whose actions tell where the code of a member begins and ends. The repair of an error asks for that, so
/// they are only reduced when the next token fits.
const WATCHED: [&str; 4] = ["BodyStart", "InitStart", "UnitOfNR", "UnitOfB"];

/// What LALRPOP made, and what is computed from it.
pub(super) struct Tables {
    output: Output,
    /// Which productions are used, by new number.
    used: Vec<usize>,
    /// New numbers of productions.
    numbers: HashMap<usize, usize>,
    /// The production that an eager state reduces.
    eager: Vec<Option<usize>>,
    gotos: BTreeMap<usize, Goto>,
}

impl Tables {
    pub(super) fn new(output: Output) -> Self {
        let reduced: BTreeSet<usize> = output
            .actions
            .iter()
            .flatten()
            .filter_map(|action| reduced(*action))
            .collect();
        let used: Vec<usize> = reduced.into_iter().collect();
        let numbers = used.iter().enumerate();
        let numbers = numbers.map(|(new, old)| (*old, new)).collect();
        let eager: Vec<Option<usize>> = output
            .actions
            .iter()
            .map(|row| only_production(row).filter(|index| may_be_eager(&output, *index)))
            .collect();
        let gotos = skip_renaming(&output, &eager);
        Self {
            output,
            used,
            numbers,
            eager,
            gotos,
        }
    }

    fn productions(&self) -> impl Iterator<Item = &Production> {
        let all = &self.output.productions;
        self.used.iter().filter_map(move |index| all.get(*index))
    }

    /// The source file.
    pub(super) fn source(&self) -> String {
        let mut source = String::new();
        for line in &self.output.header {
            let _ = writeln!(source, "{line}");
        }
        source.push_str(
            "use crate::ast::*;\nuse crate::grammar::Word;\nuse crate::grammar::builder::Builder;\n\
             use crate::grammar::chain::{Link, Operator, Prefix};\nuse crate::grammar::drive::Entry;\nuse crate::lexer::TokenKind;\n\n",
        );
        self.write_terminals(&mut source);
        self.write_actions(&mut source);
        self.write_gotos(&mut source);
        self.write_symbols(&mut source);
        self.write_reduce(&mut source);
        self.write_functions(&mut source);
        source
    }

    fn write_terminals(&self, source: &mut String) {
        let terminals: Vec<String> = self
            .output
            .terminals
            .iter()
            .map(|name| format!("{:?}", name.trim_matches('"')))
            .collect();
        list(source, "TERMINALS", "&str", &terminals);
        source.push_str(
            "#[inline]\npub(super) fn column(kind: TokenKind) -> usize {\n    match kind {\n",
        );
        for (column, kind) in self.output.kinds.iter().enumerate() {
            let _ = writeln!(source, "        TokenKind::{kind} => {column},");
        }
        source.push_str("        _ => ACTIONS.len(),\n    }\n}\n\n");
        let end = self.output.terminals.len();
        let _ = writeln!(source, "pub(super) const COLUMN_OF_END: usize = {end};\n");
    }

    fn write_actions(&self, source: &mut String) {
        let mut rows: Vec<Vec<i16>> = Vec::new();
        let mut known: HashMap<Vec<i16>, usize> = HashMap::new();
        let mut starts = Vec::new();
        let width = self.output.terminals.len() + 1;
        for (row, eager) in self.output.actions.iter().zip(&self.eager) {
            if eager.is_some() {
                starts.push("0".to_owned());
                continue;
            }
            let renumbered: Vec<i16> = row.iter().map(|action| self.renumbered(*action)).collect();
            let index = *known.entry(renumbered.clone()).or_insert_with(|| {
                rows.push(renumbered);
                rows.len() - 1
            });
            starts.push((index * width).to_string());
        }
        source.push_str("/// Where the actions of each state begin.\n");
        list(source, "ROWS", "u32", &starts);
        source.push_str(
            "/// Above zero: a state + 1. Below zero: minus a production - 1. Zero: an error.\n",
        );
        let actions: Vec<String> = rows.iter().flatten().map(i16::to_string).collect();
        list(source, "ACTIONS", "i16", &actions);
        let eager: Vec<String> = self
            .eager
            .iter()
            .map(|production| production.map_or(0, |index| self.number(index) + 1))
            .map(|number| number.to_string())
            .collect();
        source.push_str(
            "/// A production + 1 that is reduced in this state whatever comes, or zero.\n",
        );
        list(source, "EAGER", "u16", &eager);
        let productions: Vec<String> = self
            .productions()
            .map(|production| {
                let nonterminal = production.gives.map_or(0, |(nonterminal, _)| nonterminal);
                format!("({}, {nonterminal})", production.symbols.len())
            })
            .collect();
        source.push_str(
            "/// How many symbols each production takes, and the nonterminal that it gives.\n",
        );
        list(source, "PRODUCTIONS", "(u8, u8)", &productions);
    }

    fn renumbered(&self, action: i16) -> i16 {
        match reduced(action) {
            Some(index) => -1 - self.number(index) as i16,
            None => action,
        }
    }

    fn number(&self, production: usize) -> usize {
        self.numbers.get(&production).copied().unwrap_or(0)
    }

    /// Gotos that are not the usual one of their nonterminal stand in one array: that of a state behind a nonterminal at
    /// the nonterminal's offset + the state. Offsets are chosen so that no two want the same place.
    fn write_gotos(&self, source: &mut String) {
        let count = self.gotos.keys().last().map_or(0, |last| last + 1);
        let mut offsets = vec![(0_usize, 0_u16); count];
        let mut places: Vec<Option<(usize, u16)>> = Vec::new();
        let mut order: Vec<(&usize, &Goto)> = self.gotos.iter().collect();
        order.sort_by_key(|(_, goto)| std::cmp::Reverse(goto.exceptions.len()));
        for (nonterminal, goto) in order {
            let free = |offset: usize| {
                goto.exceptions.keys().all(|state| {
                    let place = places.get(offset + usize::from(*state));
                    place.is_none_or(Option::is_none)
                })
            };
            let offset = (0..).find(|offset| free(*offset)).unwrap_or(0);
            for (state, target) in &goto.exceptions {
                let place = offset + usize::from(*state);
                if places.len() <= place {
                    places.resize(place + 1, None);
                }
                if let Some(place) = places.get_mut(place) {
                    *place = Some((*nonterminal, *target));
                }
            }
            if let Some(entry) = offsets.get_mut(*nonterminal) {
                *entry = (offset, goto.default);
            }
        }
        source.push_str("/// For each nonterminal its offset in `GOTOS`, and its usual state.\n");
        let offsets: Vec<String> = offsets.iter().map(|entry| format!("{entry:?}")).collect();
        list(source, "NONTERMINALS", "(u32, u16)", &offsets);
        let places: Vec<String> = places
            .iter()
            .map(|place| format!("{:?}", place.unwrap_or((255, 0))))
            .collect();
        source.push_str("/// A nonterminal, and the state behind it.\n");
        list(source, "GOTOS", "(u8, u16)", &places);
    }

    fn write_symbols(&self, source: &mut String) {
        let variants: BTreeSet<usize> = self
            .productions()
            .flat_map(|production| {
                let given = production.gives.map(|(_, variant)| variant);
                production.symbols.iter().copied().chain(given)
            })
            .collect();
        source.push_str(
            "/// The value of a symbol.\n#[derive(Clone, Copy)]\npub(super) enum Symbol {\n",
        );
        for variant in variants {
            let ty = self
                .output
                .variants
                .get(variant)
                .map_or("()", String::as_str);
            let _ = writeln!(source, "    V{variant}({ty}),");
        }
        let word = self.output.variants.iter().position(|ty| ty == "Word");
        let _ = writeln!(
            source,
            "}}\n\n#[inline]\npub(super) fn shifted(word: Word) -> Symbol {{\n    Symbol::V{}(word)\n}}\n",
            word.unwrap_or(0)
        );
    }

    fn write_reduce(&self, source: &mut String) {
        source.push_str(
            "/// Where the symbol that a production gives begins, its value, and where it ends. `here`: where the next token begins.\n\
             #[inline(always)]\n\
             pub(super) fn reduce(cx: &mut Builder<'_>, production: usize, stack: &[Entry], here: u32) -> Option<(u32, Symbol, u32)> {\n    \
             Some(match production {\n",
        );
        let mut end = String::new();
        for (number, production) in self.productions().enumerate() {
            let mut patterns = String::new();
            let mut arguments = String::new();
            for (at, variant) in production.symbols.iter().enumerate() {
                let _ = write!(
                    patterns,
                    ", Entry {{ symbol: Symbol::V{variant}(v{at}), start: l{at}, end: r{at}, .. }}"
                );
                let _ = write!(arguments, ", (l{at}, v{at}, r{at})");
            }
            let text = &production.text;
            let action = production.action;
            let bind = match production.symbols.len() {
                0 => String::new(),
                _ => format!("let [..{patterns}] = *stack else {{ return None }}; "),
            };
            let Some((_, variant)) = production.gives else {
                let _ = write!(
                    end,
                    "/// The production that ends the parse.\npub(super) const END: usize = {number};\n\n\
                     pub(super) fn result(cx: &mut Builder<'_>, stack: &[Entry]) -> Option<ExprId> {{\n    {bind}__action{action}(cx{arguments})\n}}\n\n"
                );
                continue;
            };
            let (call, start, stop) = match production.symbols.len() {
                0 => (
                    ", &here, &here".to_owned(),
                    "here".to_owned(),
                    "here".to_owned(),
                ),
                count => (arguments, "l0".to_owned(), format!("r{}", count - 1)),
            };
            let _ = writeln!(
                source,
                "        // {text}\n        {number} => {{ {bind}({start}, Symbol::V{variant}(__action{action}(cx{call})), {stop}) }}"
            );
        }
        source.push_str("        _ => return None,\n    })\n}\n\n");
        source.push_str(&end);
    }

    /// The actions that productions call, and those that these call.
    fn write_functions(&self, source: &mut String) {
        let mut wanted: Vec<usize> = self
            .productions()
            .map(|production| production.action)
            .collect();
        let mut found = BTreeSet::new();
        while let Some(index) = wanted.pop() {
            if found.insert(index) {
                let lines = self
                    .output
                    .functions
                    .get(index)
                    .into_iter()
                    .flatten()
                    .skip(1);
                for line in lines {
                    if let Some((_, rest)) = line.split_once("__action") {
                        let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next();
                        wanted.extend(digits.and_then(|digits| digits.parse::<usize>().ok()));
                    }
                }
            }
        }
        for index in found {
            let lines = self.output.functions.get(index).into_iter().flatten();
            let words: Vec<&str> = lines.map(|line| line.trim()).collect();
            let _ = writeln!(source, "#[inline]\n{}", words.join(" "));
        }
    }
}

/// The production that an action reduces.
fn reduced(action: i16) -> Option<usize> {
    (action < 0).then(|| (-1 - action) as usize)
}

/// The production of a row that has no other action.
fn only_production(row: &[i16]) -> Option<usize> {
    let mut actions = row.iter().filter(|action| **action != 0);
    let first = *actions.next()?;
    if actions.any(|action| *action != first) {
        return None;
    }
    reduced(first)
}

fn may_be_eager(output: &Output, index: usize) -> bool {
    let Some(production) = output.productions.get(index) else {
        return false;
    };
    let name = production.text.split(' ').next().unwrap_or_default();
    production.gives.is_some() && !production.symbols.is_empty() && !WATCHED.contains(&name)
}

/// Whether a production only gives its one symbol another name.
fn renames(output: &Output, production: &Production) -> bool {
    let body: String = output
        .functions
        .get(production.action)
        .into_iter()
        .flatten()
        .map(|line| line.trim())
        .collect();
    production.symbols.len() == 1 && body.contains("(_, __0, _): ") && body.ends_with("{__0}")
}

/// The gotos, without those to states that would only rename a symbol: they go where the new name goes.
fn skip_renaming(output: &Output, eager: &[Option<usize>]) -> BTreeMap<usize, Goto> {
    let given = |state: u16| {
        let production = output.productions.get((*eager.get(usize::from(state))?)?)?;
        let (nonterminal, _) = production.gives?;
        renames(output, production).then_some(nonterminal)
    };
    let direct = |nonterminal: usize, state: u16| {
        output.gotos.get(&nonterminal).map_or(0, |goto| {
            let exception = goto.exceptions.get(&state);
            exception.copied().unwrap_or(goto.default)
        })
    };
    let mut all = BTreeMap::new();
    for nonterminal in output.gotos.keys() {
        let mut targets = BTreeMap::new();
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        for state in 0..output.actions.len() as u16 {
            let mut target = direct(*nonterminal, state);
            while let Some(renamed) = given(target) {
                target = direct(renamed, state);
            }
            targets.insert(state, target);
            *counts.entry(target).or_default() += 1;
        }
        let usual = counts.iter().max_by_key(|(_, count)| **count);
        let default = usual.map_or(0, |(target, _)| *target);
        targets.retain(|_, target| *target != default);
        all.insert(
            *nonterminal,
            Goto {
                default,
                exceptions: targets,
            },
        );
    }
    all
}

fn list(source: &mut String, name: &str, ty: &str, items: &[String]) {
    let _ = writeln!(
        source,
        "pub(super) static {name}: [{ty}; {}] = [",
        items.len()
    );
    for line in items.chunks(40) {
        let _ = writeln!(source, "    {},", line.join(", "));
    }
    source.push_str("];\n\n");
}
