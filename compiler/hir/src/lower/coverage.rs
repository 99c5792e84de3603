//! Whether the cases of a switch cover all values, and are all reached.

use super::{Lowering, ends};
use crate::exhaustive::{Arms, Asked, missing, unreachable};
use crate::{Cover, Expr, ExprId, Pattern, Place, TyKind};
use hx2rs_base::catalogue::types as codes;
use hx2rs_base::{Diagnostic, Span, TextRange};
use std::collections::BTreeSet;

impl Lowering<'_> {
    /// Checks a finished switch and notes in it whether it covers everything.
    pub(super) fn check_exhaustive(&mut self, switch: ExprId, used: bool, range: TextRange) {
        let Expr::Switch { value, arms, .. } = &self.body.exprs[switch] else {
            return;
        };
        let ty = self.body.types[*value];
        let wrong = arms.iter().any(|arm| self.is_wrong(arm.pattern));
        if wrong || self.is_error(ty) {
            return;
        }
        let patterns: Vec<_> = arms
            .iter()
            .map(|arm| (arm.pattern, arm.guard.is_none()))
            .collect();
        let bodies: Vec<ExprId> = arms.iter().map(|arm| arm.body).collect();
        let arms = Arms {
            patterns: &patterns,
            ty,
        };
        let open = missing(self.env.db, &self.body, &arms, Asked::Named);
        let asked = if used {
            open.clone()
        } else {
            missing(self.env.db, &self.body, &arms, Asked::Mentioned)
        };
        let spare = unreachable(self.env.db, &self.body, &arms);
        for at in spare {
            let Some((pattern, _)) = patterns.get(at) else {
                continue;
            };
            let place = self.spans.patterns[*pattern];
            let diagnostic = Diagnostic::new(
                codes::UNREACHABLE_CASE,
                self.span(place),
                "no value reaches this case",
            )
            .label("the cases before it take all that it would");
            self.report(diagnostic);
        }
        let cover = if !open.is_empty() {
            Cover::Part
        } else if missing(self.env.db, &self.body, &arms, Asked::Possible).is_empty() {
            Cover::Whole
        } else {
            Cover::Listed {
                passes: !used && self.may_be_passed(&bodies),
            }
        };
        if !asked.is_empty() {
            self.report(not_exhaustive(self.span(range), &asked));
        }
        if let Expr::Switch { cover: found, .. } = &mut self.body.exprs[switch] {
            *found = cover;
        }
    }

    /// Whether what follows a switch can do without its arms: one comes to its end, and none sets a variable that was
    /// declared without a value.
    fn may_be_passed(&self, arms: &[ExprId]) -> bool {
        let body = &self.body;
        let mut unset = BTreeSet::new();
        for (_, expr) in body.exprs.iter() {
            if let Expr::Let { local, value: None } = expr {
                unset.insert(*local);
            }
        }
        let mut sets = false;
        for arm in arms {
            body.for_each_below(*arm, true, &mut |part| {
                let written = body.exprs[part].written_place();
                sets |= matches!(written, Some(Place::Local(local)) if unset.contains(local));
            });
        }
        !sets && arms.iter().any(|arm| ends(body, *arm))
    }

    /// Whether something in a pattern was reported.
    fn is_wrong(&self, pattern: crate::PatternId) -> bool {
        let mut open = vec![pattern];
        while let Some(pattern) = open.pop() {
            if self.body.pattern_types[pattern].is(&TyKind::Error) {
                return true;
            }
            match &self.body.patterns[pattern] {
                Pattern::Wildcard | Pattern::Constant(_) | Pattern::Bind { inner: None, .. } => {}
                Pattern::Bind {
                    inner: Some(inner), ..
                }
                | Pattern::Extractor { inner, .. } => open.push(*inner),
                Pattern::Constructor {
                    arguments: list, ..
                }
                | Pattern::Array(list)
                | Pattern::Or(list) => open.extend(list.iter().copied()),
                Pattern::Structure(fields) => open.extend(fields.iter().map(|(_, part)| *part)),
            }
        }
        false
    }
}

/// The error that names what a switch leaves out.
fn not_exhaustive(span: Span, open: &[String]) -> Diagnostic {
    const SHOWN: usize = 4;
    let new = |message| Diagnostic::new(codes::NOT_EXHAUSTIVE, span, message);
    if open.iter().any(|value| value == "_") {
        return new("the switch does not cover all values".to_owned())
            .label("a value of another kind has no case")
            .help("add `case _:`");
    }
    let mut shown: Vec<String> = open
        .iter()
        .take(SHOWN)
        .map(|value| format!("`{value}`"))
        .collect();
    let help = if open.len() > SHOWN {
        shown.push("others".to_owned());
        "add `case _:`".to_owned()
    } else {
        format!("add `case {}:` or `case _:`", open.join(" | "))
    };
    let last = shown.pop().unwrap_or_default();
    let (list, verb) = if shown.is_empty() {
        (last, "is")
    } else {
        (format!("{} and {last}", shown.join(", ")), "are")
    };
    new(format!("the switch does not cover {list}"))
        .label(format!("{list} {verb} not covered"))
        .help(help)
}
