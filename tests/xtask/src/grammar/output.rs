//! Reading what LALRPOP writes: its tables and the functions of the grammar's actions, as data. It knows the output of one
//! version of LALRPOP, and says which part it did not find in another one. What becomes of the data is in `tables.rs`.

use std::collections::BTreeMap;

/// A parser as LALRPOP made it.
pub(super) struct Output {
    /// Which version made it, of which grammar.
    pub(super) header: Vec<String>,
    /// Names of the terminals, in the order of columns.
    pub(super) terminals: Vec<String>,
    /// The `TokenKind` of each terminal.
    pub(super) kinds: Vec<String>,
    /// What to do in each state for each terminal, and last for the end: above zero a state + 1 to go to, below zero
    /// minus a production - 1, zero an error.
    pub(super) actions: Vec<Vec<i16>>,
    /// Which state comes behind a nonterminal, by nonterminal.
    pub(super) gotos: BTreeMap<usize, Goto>,
    pub(super) productions: Vec<Production>,
    /// The types of the values that symbols have.
    pub(super) variants: Vec<String>,
    /// The source of each action.
    pub(super) functions: Vec<Vec<String>>,
}

/// The states behind one nonterminal.
#[derive(Clone, Default)]
pub(super) struct Goto {
    pub(super) default: u16,
    pub(super) exceptions: BTreeMap<u16, u16>,
}

/// One production.
pub(super) struct Production {
    /// As the grammar has it.
    pub(super) text: String,
    /// The variants of its symbols' values.
    pub(super) symbols: Vec<usize>,
    /// The function of its action.
    pub(super) action: usize,
    /// What it gives, and the variant of that value. The production that ends the parse gives none.
    pub(super) gives: Option<(usize, usize)>,
}

impl Output {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let lines: Vec<&str> = text.lines().collect();
        let mut actions = states(section(&lines, "    const __ACTION:", "    ];")?)?;
        let at_end = states(section(&lines, "    const __EOF_ACTION:", "    ];")?)?;
        for (row, end) in actions.iter_mut().zip(at_end) {
            row.extend(end);
        }
        Ok(Self {
            header: lines
                .iter()
                .take_while(|line| line.starts_with("//"))
                .map(|line| (*line).to_owned())
                .collect(),
            terminals: section(&lines, "    const __TERMINAL:", "    ];")?
                .iter()
                .filter_map(|line| Some(line.split_once("r###\"")?.1.split_once("\"###")?.0))
                .map(str::to_owned)
                .collect(),
            kinds: section(&lines, "    fn __token_to_integer<", "    }")?
                .iter()
                .filter_map(|line| Some(line.split_once("TokenKind::")?.1.split_once(',')?.0))
                .map(str::to_owned)
                .collect(),
            actions,
            gotos: gotos(section(&lines, "    fn __goto(", "    }")?)?,
            productions: productions(&lines)?,
            variants: section(&lines, "    pub(crate) enum __Symbol", "    }")?
                .iter()
                .filter_map(|line| line.trim().strip_prefix("Variant")?.split_once('('))
                .map(|(_, ty)| ty.trim_end_matches("),").to_owned())
                .collect(),
            functions: functions(&lines)?,
        })
    }
}

/// The lines behind the one that begins with `first`, up to the one that is `last`.
fn section<'l, 't>(lines: &'l [&'t str], first: &str, last: &str) -> Result<&'l [&'t str], String> {
    let missing = || format!("LALRPOP's output has no `{}`", first.trim());
    let start = lines
        .iter()
        .position(|line| line.starts_with(first))
        .ok_or_else(missing)?;
    let rest = lines.get(start + 1..).unwrap_or_default();
    let end = rest.iter().position(|line| *line == last);
    rest.get(..end.ok_or_else(missing)?).ok_or_else(missing)
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    let text = text.trim();
    text.parse()
        .map_err(|_| format!("LALRPOP's output: `{text}` should be a number"))
}

/// One list of numbers per state.
fn states(lines: &[&str]) -> Result<Vec<Vec<i16>>, String> {
    let rows = lines.iter().filter(|line| !line.trim().starts_with("//"));
    rows.map(|line| {
        let numbers = line.split(',').filter(|word| !word.trim().is_empty());
        numbers.map(number).collect()
    })
    .collect()
}

fn gotos(lines: &[&str]) -> Result<BTreeMap<usize, Goto>, String> {
    let mut all: BTreeMap<usize, Goto> = BTreeMap::new();
    let mut open: Option<usize> = None;
    for line in lines {
        let Some((left, right)) = line.split_once("=>") else {
            if line.trim() == "}," {
                open = None;
            }
            continue;
        };
        match open {
            None if right.trim() == "match state {" => open = Some(number(left)?),
            None if left.trim() == "_" => {}
            None => {
                let default = number(right.trim().trim_end_matches(','))?;
                all.entry(number(left)?).or_default().default = default;
            }
            Some(nonterminal) => {
                let target = number(right.trim().trim_end_matches(','))?;
                let goto = all.entry(nonterminal).or_default();
                if left.trim() == "_" {
                    goto.default = target;
                    continue;
                }
                for state in left.split('|') {
                    match state.trim().split_once("..=") {
                        None => drop(goto.exceptions.insert(number(state)?, target)),
                        Some((first, last)) => {
                            for state in number::<u16>(first)?..=number(last)? {
                                goto.exceptions.insert(state, target);
                            }
                        }
                    }
                }
            }
        }
    }
    Ok(all)
}

fn productions(lines: &[&str]) -> Result<Vec<Production>, String> {
    let mut all = Vec::new();
    let simulated = section(lines, "    fn __simulate_reduce<", "    }")?;
    let mut pops = Vec::new();
    for line in simulated {
        if let Some(count) = line.trim().strip_prefix("states_to_pop: ") {
            pops.push(number::<usize>(count.trim_end_matches(','))?);
        }
    }
    for (index, pops) in pops.into_iter().enumerate() {
        let body = section(lines, &format!("    fn __reduce{index}<"), "    }")?;
        let production = production(body)?;
        if production.symbols.len() != pops || production.gives.is_none() {
            return Err(format!("LALRPOP's output: production {index} is strange"));
        }
        all.push(production);
    }
    // The last one, which ends the parse, has no function of its own.
    let reduce = section(lines, "    fn __reduce<", "    }")?;
    let start = format!("            {} => {{", all.len());
    let last = section(reduce, &start, "            }")?;
    all.push(production(last)?);
    Ok(all)
}

fn production(body: &[&str]) -> Result<Production, String> {
    let find = |prefix: &str| {
        body.iter()
            .find_map(|line| line.trim().strip_prefix(prefix))
    };
    let what = find("// ").unwrap_or("a production");
    let strange = || format!("LALRPOP's output: `{what}` is strange");
    let text = what.split_once(" => ").map_or(what, |(text, _)| text);
    let call = find("let __nt = super::__action").ok_or_else(strange)?;
    let (action, arguments) = call.split_once("::<>(").ok_or_else(strange)?;
    let mut symbols: Vec<(usize, usize)> = Vec::new();
    for line in body {
        if let Some((symbol, variant)) = line
            .trim()
            .strip_prefix("let __sym")
            .and_then(|rest| rest.split_once(" = __pop_Variant"))
        {
            let variant = variant.split_once('(').ok_or_else(strange)?.0;
            symbols.push((number(symbol)?, number(variant)?));
        }
    }
    symbols.sort_unstable();
    let expected = match symbols.len() {
        0 => "cx, &__start, &__end);".to_owned(),
        count => {
            let names: Vec<String> = (0..count).map(|at| format!("__sym{at}")).collect();
            format!("cx, {});", names.join(", "))
        }
    };
    if arguments != expected {
        return Err(strange());
    }
    let gives = match find("__symbols.push((__start, __Symbol::Variant") {
        None => None,
        Some(rest) => {
            let variant = rest.split_once('(').ok_or_else(strange)?.0;
            let result = body.last().map_or("", |line| line.trim());
            let nonterminal = result.split_once(", ").ok_or_else(strange)?.1;
            Some((number(nonterminal.trim_end_matches(')'))?, number(variant)?))
        }
    };
    Ok(Production {
        text: text.to_owned(),
        symbols: symbols.into_iter().map(|(_, variant)| variant).collect(),
        action: number(action)?,
        gives,
    })
}

/// The functions of actions, without attributes.
fn functions(lines: &[&str]) -> Result<Vec<Vec<String>>, String> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut rest = lines;
    while let Some(start) = rest.iter().position(|line| line.starts_with("fn __action")) {
        let body = rest.get(start..).unwrap_or_default();
        let end = body
            .iter()
            .position(|line| *line == "}")
            .ok_or("LALRPOP's output: an action does not end")?;
        let name = format!("fn __action{}<", all.len());
        if !body.first().is_some_and(|line| line.starts_with(&name)) {
            return Err("LALRPOP's output: actions are not in order".to_owned());
        }
        let function = body.get(..=end).unwrap_or_default();
        all.push(function.iter().map(|line| (*line).to_owned()).collect());
        rest = body.get(end..).unwrap_or_default();
    }
    Ok(all)
}
