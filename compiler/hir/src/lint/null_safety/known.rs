//! What is known of null at one point of a body: which variables and fields are not, and what a value and a condition say.

#![allow(clippy::wildcard_enum_match_arm)] // Few forms of expressions say something here.

use super::Mode;
use super::walk::Walk;
use crate::lower::ends;
use crate::{BinaryOp, Body, Const, Conversion, Expr, ExprId, LocalId, Place, Ty, TyKind, UnaryOp};
use hx2rs_base::{MemberId, Name};
use std::collections::BTreeSet;

/// What a test can show to be no null.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Path {
    This,
    Local(LocalId),
    Static(MemberId),
    Field(Box<Path>, MemberId),
    Structure(Box<Path>, Name),
}

impl Path {
    /// The variable that it starts at, if it is one.
    pub(super) fn local(&self) -> Option<LocalId> {
        match self {
            Self::Local(local) => Some(*local),
            Self::Field(inner, _) | Self::Structure(inner, _) => inner.local(),
            Self::This | Self::Static(_) => None,
        }
    }

    /// The variable that it is itself.
    fn variable(&self) -> Option<LocalId> {
        match self {
            Self::Local(local) => Some(*local),
            Self::This | Self::Static(_) | Self::Field(..) | Self::Structure(..) => None,
        }
    }

    pub(super) fn is_within(&self, outer: &Self) -> bool {
        self == outer
            || match self {
                Self::Field(inner, _) | Self::Structure(inner, _) => inner.is_within(outer),
                Self::This | Self::Local(_) | Self::Static(_) => false,
            }
    }
}

pub(super) type Safe = BTreeSet<Path>;

impl Walk<'_> {
    pub(super) fn body(&self) -> &Body {
        self.context.body
    }

    /// What an expression reads, if a test can say something of it.
    pub(super) fn path(&self, id: ExprId) -> Option<Path> {
        match &self.body().exprs[id] {
            Expr::This => Some(Path::This),
            Expr::Local(local) => Some(Path::Local(*local)),
            Expr::Static(member) => Some(Path::Static(*member)),
            Expr::Field { object, field } => {
                Some(Path::Field(Box::new(self.original(*object)?), *field))
            }
            Expr::StructureField { object, field } => {
                Some(Path::Structure(Box::new(self.original(*object)?), *field))
            }
            Expr::Convert {
                kind:
                    Conversion::ToNull
                    | Conversion::FromNull
                    | Conversion::Upcast
                    | Conversion::Reinterpret,
                operand,
            } => self.path(*operand),
            _ => None,
        }
    }

    /// The same, but for what a temporary of the lowering holds what that was read from: `o` in `o.x ??= y`, which is read once.
    fn original(&self, id: ExprId) -> Option<Path> {
        let path = self.path(id)?;
        let held = path.variable().and_then(|local| self.held.get(&local));
        Some(held.cloned().unwrap_or(path))
    }

    /// All that a test of an expression says something of.
    fn tested(&self, id: ExprId) -> impl Iterator<Item = Path> {
        [self.path(id), self.original(id)].into_iter().flatten()
    }

    pub(super) fn place(&self, place: &Place) -> Option<Path> {
        match place {
            Place::Local(local) => Some(Path::Local(*local)),
            Place::Static(member) => Some(Path::Static(*member)),
            Place::Field { object, field } => {
                Some(Path::Field(Box::new(self.original(*object)?), *field))
            }
            Place::StructureField { object, field } => {
                Some(Path::Structure(Box::new(self.original(*object)?), *field))
            }
            Place::Index { .. } => None,
        }
    }

    pub(super) fn learn(&mut self, path: Path) {
        let is_variable = matches!(path, Path::Local(_));
        if is_variable || self.mode < Mode::StrictThreaded {
            self.safe.insert(path);
        }
    }

    /// Something writes what is there.
    pub(super) fn forget(&mut self, path: &Path) {
        let stays = |known: &Path| {
            let is_same_field = match (known, path) {
                // Another object may be the same one.
                (Path::Field(_, one), Path::Field(_, other)) => one == other,
                _ => false,
            };
            !known.is_within(path) && !is_same_field
        };
        self.safe.retain(stays);
        self.held.retain(|_, original| stays(original));
    }

    /// Something is called that may write fields.
    pub(super) fn called(&mut self) {
        if self.mode >= Mode::Strict {
            self.safe.retain(|known| matches!(known, Path::Local(_)));
            self.held
                .retain(|_, original| matches!(original, Path::Local(_) | Path::This));
        }
    }

    /// Whether a value may be null.
    pub(super) fn may_be_null(&self, id: ExprId) -> bool {
        let body = self.body();
        let expr = &body.exprs[id];
        if let Expr::Const(constant) = expr {
            return *constant == Const::Null;
        }
        if let Expr::Convert { kind, operand } = expr {
            return match kind {
                Conversion::ToNull | Conversion::Upcast | Conversion::Reinterpret => {
                    self.may_be_null(*operand)
                }
                Conversion::NullIntToFloat => self.may_be_null(*operand),
                Conversion::IntToFloat
                | Conversion::FromNull
                | Conversion::UncheckedCast
                | Conversion::CheckedCast
                | Conversion::ToDynamic
                | Conversion::FromDynamic
                | Conversion::ToStructure
                | Conversion::FunctionAdapter => self.is_null_type(body.ty(id)),
            };
        }
        if let Expr::If {
            condition,
            then,
            otherwise: Some(otherwise),
        } = expr
        {
            let (yes, no) = self.shown(*condition);
            return self.with(yes).may_be_null(*then) || self.with(no).may_be_null(*otherwise);
        }
        if let Expr::Coalesce { right, .. } = expr {
            return self.may_be_null(*right);
        }
        if let Expr::Assign { value, .. } = expr {
            return self.may_be_null(*value);
        }
        if let Expr::Block(statements) = expr {
            return statements.last().is_some_and(|last| {
                self.is_null_type(body.ty(id)) && ends(body, *last) && self.may_be_null(*last)
            });
        }
        if let Expr::Switch { arms, .. } = expr {
            return arms
                .iter()
                .any(|arm| ends(body, arm.body) && self.may_be_null(arm.body));
        }
        let known = self.tested(id).any(|path| self.safe.contains(&path));
        self.is_null_type(body.ty(id)) && !known
    }

    pub(super) fn is_null_type(&self, ty: Ty) -> bool {
        matches!(
            crate::lookup::expand(self.context.db, ty).kind(),
            TyKind::Null(_)
        )
    }

    /// The same with more that is known, to look at something, not to report.
    pub(super) fn with(&self, more: Safe) -> Walk<'_> {
        let mut safe = self.safe.clone();
        safe.extend(more);
        Walk {
            context: self.context,
            mode: self.mode,
            safe,
            held: self.held.clone(),
            found: Vec::new(),
        }
    }

    /// What is no null where a condition is true, and where it is false.
    pub(super) fn shown(&self, id: ExprId) -> (Safe, Safe) {
        let body = self.body();
        let expr = &body.exprs[id];
        if let Expr::Unary {
            op: UnaryOp::BoolNot,
            operand,
        } = expr
        {
            let (yes, no) = self.shown(*operand);
            return (no, yes);
        }
        if let Expr::And { left, right } | Expr::Or { left, right } = expr {
            let (left, right) = (self.shown(*left), self.shown(*right));
            let (both, one) = (
                |a: &Safe, b: &Safe| a.union(b).cloned().collect(),
                |a: &Safe, b: &Safe| a.intersection(b).cloned().collect(),
            );
            return match expr {
                Expr::And { .. } => (both(&left.0, &right.0), one(&left.1, &right.1)),
                _ => (one(&left.0, &right.0), both(&left.1, &right.1)),
            };
        }
        let nothing = (Safe::new(), Safe::new());
        let Expr::Binary { op, left, right } = expr else {
            return nothing;
        };
        let is_null = |side: ExprId| {
            let mut side = side;
            while let Expr::Convert { operand, .. } = body.exprs[side] {
                side = operand;
            }
            body.exprs[side] == Expr::Const(Const::Null)
        };
        let other = match (is_null(*left), is_null(*right)) {
            (false, true) => *left,
            (true, false) => *right,
            // `x == "a"`: equal to what is no null.
            (false, false) => {
                let mut shown = Safe::new();
                for (side, other) in [(*left, *right), (*right, *left)] {
                    if !self.may_be_null(other) {
                        shown.extend(self.tested(side));
                    }
                }
                return match op {
                    BinaryOp::Equal(_) => (shown, Safe::new()),
                    BinaryOp::NotEqual(_) => (Safe::new(), shown),
                    _ => nothing,
                };
            }
            (true, true) => return nothing,
        };
        let shown = self.tested(other).collect();
        match op {
            BinaryOp::NotEqual(_) => (shown, Safe::new()),
            BinaryOp::Equal(_) => (Safe::new(), shown),
            _ => nothing,
        }
    }
}
