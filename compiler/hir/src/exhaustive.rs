//! Which values the patterns of a switch leave uncovered, and which of its cases no value reaches: the usefulness
//! algorithm of Maranget over columns of patterns. It knows patterns and types, not where they stand.

use crate::definition::{Form, shape};
use crate::{Body, Const, Pattern, PatternId, Ty, TyKind, lookup};
use hx2rs_base::{Db, DefId, MemberId, Name};

/// What a pattern looks at first.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Head {
    Constructor(MemberId),
    Constant(Const),
    /// An array of that many elements.
    Array(usize),
    /// A structure; its fields are those that the column mentions.
    Record(Vec<Name>),
}

/// A pattern without names.
#[derive(Clone, Debug)]
enum Shape {
    Any,
    Head(Head, Vec<Shape>),
    Fields(Vec<(Name, Shape)>),
    Or(Vec<Shape>),
    /// Matches nothing for sure: an extractor whose result has to be something.
    Opaque,
}

/// Steps after which the question is given up as answered: patterns that need more are not written by people.
const LIMIT: u32 = 200_000;

/// How many of the values that are not covered are looked for.
const WITNESSES: usize = 12;

struct Question<'a> {
    db: &'a dyn Db,
    steps: u32,
    asked: Asked,
}

/// Of which values the question is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// All of a type, and of an enum abstract those that it names.
    Named,
    /// Those, but of types with endless values (numbers, strings, arrays) only what some arm looks at.
    Mentioned,
    /// All, and of an enum abstract also others than it names: conversions make them.
    Possible,
}

/// Patterns of the arms of a switch.
pub(crate) struct Arms<'a> {
    /// Each arm's pattern, and whether it always applies (it has no guard).
    pub(crate) patterns: &'a [(PatternId, bool)],
    /// The type that is switched over.
    pub(crate) ty: Ty,
}

/// Values that no arm takes, as patterns in text, at most [`WITNESSES`]. Empty: all are taken.
pub(crate) fn missing(db: &dyn Db, body: &Body, arms: &Arms<'_>, asked: Asked) -> Vec<String> {
    let mut question = Question {
        db,
        steps: 0,
        asked,
    };
    let rows = arms.patterns.iter().filter(|(_, sure)| *sure);
    let rows: Vec<Vec<Shape>> = rows
        .map(|(pattern, _)| vec![simplify(body, *pattern)])
        .collect();
    let witnesses = question.missing(rows, &[arms.ty]).into_iter();
    witnesses.filter_map(|row| row.into_iter().next()).collect()
}

/// Positions of arms that no value reaches, because those before them take everything that they would.
pub(crate) fn unreachable(db: &dyn Db, body: &Body, arms: &Arms<'_>) -> Vec<usize> {
    let mut rows: Vec<Vec<Shape>> = Vec::new();
    let mut found = Vec::new();
    for (at, (pattern, sure)) in arms.patterns.iter().enumerate() {
        let form = simplify(body, *pattern);
        let mut question = Question {
            db,
            steps: 0,
            asked: Asked::Possible,
        };
        if !question.useful(rows.clone(), vec![form.clone()], &[arms.ty]) {
            found.push(at);
        }
        if *sure {
            rows.push(vec![form]);
        }
    }
    found
}

fn simplify(body: &Body, pattern: PatternId) -> Shape {
    let list = |list: &[PatternId]| list.iter().map(|part| simplify(body, *part)).collect();
    match &body.patterns[pattern] {
        Pattern::Wildcard | Pattern::Bind { inner: None, .. } => Shape::Any,
        Pattern::Bind {
            inner: Some(inner), ..
        } => simplify(body, *inner),
        Pattern::Constant(constant) => Shape::Head(Head::Constant(constant.clone()), Vec::new()),
        Pattern::Constructor {
            constructor,
            arguments,
        } => Shape::Head(Head::Constructor(*constructor), list(arguments)),
        Pattern::Structure(fields) => {
            let fields = fields.iter();
            Shape::Fields(
                fields
                    .map(|(name, part)| (*name, simplify(body, *part)))
                    .collect(),
            )
        }
        Pattern::Array(parts) => Shape::Head(Head::Array(parts.len()), list(parts)),
        Pattern::Or(parts) => Shape::Or(list(parts)),
        Pattern::Extractor { inner, .. } => match simplify(body, *inner) {
            Shape::Any => Shape::Any,
            // All fields of a structure that is made on the spot are named.
            Shape::Fields(fields) if fields.iter().all(|(_, part)| matches!(part, Shape::Any)) => {
                Shape::Any
            }
            Shape::Head(..) | Shape::Fields(_) | Shape::Or(_) | Shape::Opaque => Shape::Opaque,
        },
    }
}

/// Splits or-patterns of the first column into rows of their own, and drops rows that match nothing for sure.
fn flatten(rows: Vec<Vec<Shape>>) -> Vec<Vec<Shape>> {
    let mut flat = Vec::new();
    let mut open: Vec<Vec<Shape>> = rows.into_iter().rev().collect();
    while let Some(mut row) = open.pop() {
        match row.first_mut() {
            Some(Shape::Or(parts)) => {
                let parts = std::mem::take(parts);
                for part in parts.into_iter().rev() {
                    let mut copy = row.clone();
                    if let Some(first) = copy.first_mut() {
                        *first = part;
                    }
                    open.push(copy);
                }
            }
            Some(Shape::Opaque) => {}
            Some(Shape::Any | Shape::Head(..) | Shape::Fields(_)) | None => flat.push(row),
        }
    }
    flat
}

/// The fields that the patterns of the first column mention, in order of names.
fn mentioned(rows: &[Vec<Shape>]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for row in rows {
        if let Some(Shape::Fields(fields)) = row.first() {
            names.extend(fields.iter().map(|(name, _)| *name));
        }
    }
    names.sort();
    names.dedup();
    names
}

impl Question<'_> {
    fn spent(&mut self) -> bool {
        self.steps += 1;
        self.steps > LIMIT
    }

    /// Values that no row takes, each as one text per column.
    fn missing(&mut self, rows: Vec<Vec<Shape>>, types: &[Ty]) -> Vec<Vec<String>> {
        if self.spent() {
            return Vec::new();
        }
        let Some((ty, rest)) = types.split_first() else {
            return if rows.is_empty() {
                vec![Vec::new()]
            } else {
                Vec::new()
            };
        };
        let rows = flatten(rows);
        let (heads, complete) = self.heads(&rows, *ty);
        let asked = match self.all_heads(*ty) {
            _ if complete || heads.is_empty() => heads,
            Some(all) => all,
            None if self.asked == Asked::Mentioned => heads,
            None => Vec::new(),
        };
        let mut found = Vec::new();
        for head in &asked {
            let columns = self.columns(head, *ty);
            let inner = specialise(&rows, head, columns.len());
            let types: Vec<Ty> = columns.iter().chain(rest).copied().collect();
            found.extend(self.missing(inner, &types).into_iter().map(|mut witness| {
                let after = witness.split_off(columns.len().min(witness.len()));
                let mut all = vec![self.text(head, *ty, &witness)];
                all.extend(after);
                all
            }));
            if found.len() >= WITNESSES {
                break;
            }
        }
        if asked.is_empty() {
            let after = self.missing(default_rows(&rows), rest).into_iter();
            found.extend(after.map(|mut witness| {
                witness.insert(0, "_".to_owned());
                witness
            }));
        }
        found.truncate(WITNESSES);
        found
    }

    /// Whether the row takes a value that no row before it takes.
    fn useful(&mut self, rows: Vec<Vec<Shape>>, row: Vec<Shape>, types: &[Ty]) -> bool {
        if self.spent() {
            return true;
        }
        let Some((ty, rest)) = types.split_first() else {
            return rows.is_empty();
        };
        let Some((first, tail)) = row.split_first() else {
            return true;
        };
        match first {
            Shape::Opaque => true,
            Shape::Or(parts) => {
                for part in parts {
                    let mut alternative = vec![part.clone()];
                    alternative.extend_from_slice(tail);
                    if self.useful(rows.clone(), alternative, types) {
                        return true;
                    }
                }
                false
            }
            Shape::Head(head, parts) => {
                let columns = self.columns(head, *ty);
                let rows = specialise(&flatten(rows), head, parts.len());
                let mut inner = parts.clone();
                inner.extend_from_slice(tail);
                let types: Vec<Ty> = columns.iter().chain(rest).copied().collect();
                self.useful(rows, inner, &types)
            }
            Shape::Fields(fields) => {
                let rows = flatten(rows);
                let mut names = mentioned(&rows);
                names.extend(fields.iter().map(|(name, _)| *name));
                names.sort();
                names.dedup();
                let head = Head::Record(names);
                let columns = self.columns(&head, *ty);
                let rows = specialise(&rows, &head, columns.len());
                let Some(mut inner) = parts_for(first, &head, columns.len()) else {
                    return true;
                };
                inner.extend_from_slice(tail);
                let types: Vec<Ty> = columns.iter().chain(rest).copied().collect();
                self.useful(rows, inner, &types)
            }
            Shape::Any => {
                let rows = flatten(rows);
                let (heads, complete) = self.heads(&rows, *ty);
                if !complete {
                    return self.useful(default_rows(&rows), tail.to_vec(), rest);
                }
                for head in heads {
                    let columns = self.columns(&head, *ty);
                    let inner = specialise(&rows, &head, columns.len());
                    let mut wide = vec![Shape::Any; columns.len()];
                    wide.extend_from_slice(tail);
                    let types: Vec<Ty> = columns.iter().chain(rest).copied().collect();
                    if self.useful(inner, wide, &types) {
                        return true;
                    }
                }
                false
            }
        }
    }

    /// The heads that the first column mentions, and whether they are all that the type has. A type that has only
    /// some gets all of them if each is mentioned. null is not asked for, as officially.
    fn heads(&self, rows: &[Vec<Shape>], ty: Ty) -> (Vec<Head>, bool) {
        let mut heads: Vec<Head> = Vec::new();
        let mut record = false;
        for row in rows {
            match row.first() {
                Some(Shape::Head(head, _)) if !heads.contains(head) => heads.push(head.clone()),
                Some(Shape::Fields(_)) => record = true,
                Some(Shape::Head(..) | Shape::Any | Shape::Or(_) | Shape::Opaque) | None => {}
            }
        }
        if record {
            return (vec![Head::Record(mentioned(rows))], true);
        }
        let Some(all) = self.all_heads(ty) else {
            return (heads, false);
        };
        let complete = !all.is_empty() && all.iter().all(|head| heads.contains(head));
        (if complete { all } else { heads }, complete)
    }

    /// All heads of a type that has finitely many.
    fn all_heads(&self, ty: Ty) -> Option<Vec<Head>> {
        let wide = lookup::expand(self.db, lookup::expand(self.db, ty).without_null());
        let def = match wide.kind() {
            TyKind::Bool => {
                let constants = [true, false].map(|value| Head::Constant(Const::Bool(value)));
                return Some(constants.into());
            }
            TyKind::Enum(def, _) | TyKind::Abstract(def, _) => *def,
            TyKind::Error
            | TyKind::Void
            | TyKind::Int
            | TyKind::Float
            | TyKind::Dynamic(_)
            | TyKind::Null(_)
            | TyKind::Class(..)
            | TyKind::Alias(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => return None,
        };
        if shape(self.db, def)?.form == Form::EnumAbstract {
            if self.asked == Asked::Possible {
                return None;
            }
            let values = self.abstract_values(def);
            return Some(
                values
                    .into_iter()
                    .map(|(_, value)| Head::Constant(value))
                    .collect(),
            );
        }
        let constructors = lookup::enum_constructors(self.db, def);
        // Constructors that give other type arguments make no values of this type.
        Some(
            constructors
                .filter(|item| may_be(self.db, lookup::signature(self.db, item.id).result, ty))
                .map(|item| Head::Constructor(item.id))
                .collect(),
        )
    }

    /// Names and values of an enum abstract.
    fn abstract_values(&self, def: DefId) -> Vec<(Name, Const)> {
        let members = crate::definition::members(self.db, def).list.iter();
        members
            .filter(|item| {
                item.is_value && matches!(item.form, crate::definition::MemberForm::Variable { .. })
            })
            .filter_map(|item| {
                let value = crate::lower::constant_value(self.db, item.id)?;
                Some((item.id.name(), value))
            })
            .collect()
    }

    /// Types of the parts below a head.
    fn columns(&self, head: &Head, ty: Ty) -> Vec<Ty> {
        let wide = lookup::expand(self.db, lookup::expand(self.db, ty).without_null());
        match head {
            Head::Constant(_) => Vec::new(),
            Head::Array(length) => {
                let element = wide.arguments().first().copied();
                vec![element.unwrap_or(Ty::new(TyKind::Error)); *length]
            }
            Head::Constructor(id) => {
                let signature = lookup::signature(self.db, *id);
                let map = lookup::argument_map(self.db, id.owner(), wide.arguments());
                let params = signature.params.iter();
                params.map(|param| param.ty.substitute(&map)).collect()
            }
            Head::Record(names) => {
                let fields = names.iter();
                fields
                    .map(|name| match lookup::lookup_member(self.db, wide, *name) {
                        Some(lookup::Found::Member(found)) => found.result(),
                        Some(lookup::Found::Structure(field)) => field.ty,
                        None => Ty::new(TyKind::Error),
                    })
                    .collect()
            }
        }
    }

    /// A value in text, with parts in text. A value of an enum abstract has a name.
    fn text(&self, head: &Head, ty: Ty, parts: &[String]) -> String {
        if let Head::Constant(constant) = head {
            let wide = lookup::expand(self.db, lookup::expand(self.db, ty).without_null());
            let named = |def: &DefId| {
                shape(self.db, *def).is_some_and(|shape| shape.form == Form::EnumAbstract)
            };
            let values = wide
                .def()
                .filter(named)
                .map(|def| self.abstract_values(def));
            let mut values = values.unwrap_or_default().into_iter();
            if let Some((name, _)) = values.find(|(_, value)| value == constant) {
                return name.as_str().to_owned();
            }
        }
        show(head, parts)
    }
}

/// Whether values of one type may be of the other one, which differs in its type arguments.
fn may_be(db: &dyn Db, own: Ty, ty: Ty) -> bool {
    let wide = |ty: Ty| lookup::expand(db, lookup::expand(db, ty).without_null());
    let (own, ty) = (wide(own), wide(ty));
    let is_open = |ty: Ty| {
        matches!(
            ty.kind(),
            TyKind::Param(_) | TyKind::Dynamic(_) | TyKind::Infer(_) | TyKind::Error
        )
    };
    if own == ty || is_open(own) || is_open(ty) {
        return true;
    }
    let is_final = |ty: Ty| {
        ty == Ty::string() || matches!(ty.kind(), TyKind::Int | TyKind::Float | TyKind::Bool)
    };
    if is_final(own) || is_final(ty) {
        return false;
    }
    let mut arguments = own.arguments().iter().zip(ty.arguments());
    own.def() != ty.def() || arguments.all(|(own, ty)| may_be(db, *own, *ty))
}

/// The rows that may match the head, with its parts as columns.
fn specialise(rows: &[Vec<Shape>], head: &Head, count: usize) -> Vec<Vec<Shape>> {
    let rows = rows.iter().filter_map(|row| {
        let (first, rest) = row.split_first()?;
        let mut parts = parts_for(first, head, count)?;
        parts.extend_from_slice(rest);
        Some(parts)
    });
    rows.collect()
}

/// The parts of a pattern below the head; `None` if it does not match it.
fn parts_for(form: &Shape, head: &Head, count: usize) -> Option<Vec<Shape>> {
    match form {
        Shape::Any => Some(vec![Shape::Any; count]),
        Shape::Head(own, parts) => (own == head).then(|| parts.clone()),
        Shape::Fields(fields) => {
            let Head::Record(names) = head else {
                return None;
            };
            let parts = names.iter().map(|name| {
                let found = fields.iter().find(|(field, _)| field == name);
                found.map_or(Shape::Any, |(_, form)| form.clone())
            });
            Some(parts.collect())
        }
        Shape::Or(_) | Shape::Opaque => None,
    }
}

/// The rows that match whatever the first column is, without it.
fn default_rows(rows: &[Vec<Shape>]) -> Vec<Vec<Shape>> {
    let rows = rows.iter().filter_map(|row| {
        let (first, rest) = row.split_first()?;
        matches!(first, Shape::Any).then(|| rest.to_vec())
    });
    rows.collect()
}

/// A value as a pattern in text.
fn show(head: &Head, parts: &[String]) -> String {
    match head {
        Head::Constructor(id) if parts.is_empty() => id.name().as_str().to_owned(),
        Head::Constructor(id) => format!("{}({})", id.name(), parts.join(", ")),
        Head::Constant(constant) => match constant {
            Const::Null => "null".to_owned(),
            Const::Bool(value) => value.to_string(),
            Const::Int(value) => value.to_string(),
            Const::Float(bits) => f64::from_bits(*bits).to_string(),
            Const::String(text) => format!("\"{text}\""),
        },
        Head::Array(_) => format!("[{}]", parts.join(", ")),
        Head::Record(names) => {
            let is_tuple = names.iter().all(|name| name.as_str().starts_with('_'));
            if is_tuple {
                return format!("[{}]", parts.join(", "));
            }
            let fields: Vec<String> = names
                .iter()
                .zip(parts)
                .map(|(name, part)| format!("{name}: {part}"))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}
