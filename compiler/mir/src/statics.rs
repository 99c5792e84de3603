//! How static variables get their values in shipped Rust: which are constants, which can have their value in place, and
//! which have to be filled before `main` in the official order, that of [`Program::static_order`].
//!
//! A static may be touched before its turn comes, by an initialiser that runs earlier: then it reads null or its type's
//! default. [`early`] finds those by walking what each initialiser reaches, in order. All others are only seen with
//! their value, so that nobody can tell when a value without effects was made.

use crate::constant;
use crate::family::{Families, class_def};
use crate::plan::{Construction, StaticStart};
use crate::reach::{Reached, fields};
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{
    BinaryOp, Body, Callee, Conversion, Equality, Expr, ExprId, Field, Place, Program, Ty, TyKind,
};
use indexmap::{IndexMap, IndexSet};

/// What is known about the static variables that a program reaches.
#[derive(Clone, Debug, Default)]
pub struct Statics {
    /// Those that an initialiser may read or write before their own has run.
    pub early: IndexSet<MemberId>,
    /// Those that something writes after their initialiser.
    pub written: IndexSet<MemberId>,
    /// How each gets its first value.
    pub starts: IndexMap<MemberId, StaticStart>,
}

/// Looks at all static variables of a program.
pub fn statics(
    program: &Program,
    families: &Families,
    reached: &Reached,
    constructions: &IndexMap<DefId, Construction>,
) -> Statics {
    let mut found = Statics {
        early: crate::reach::early(program, families),
        written: written(reached),
        starts: IndexMap::new(),
    };
    let fields = fields(program);
    // In order, so that what an initialiser refers to has been decided. The others have no initialiser.
    let without = reached.statics.iter().copied();
    let ordered: IndexSet<MemberId> = program
        .static_order
        .iter()
        .copied()
        .filter(|member| reached.statics.contains(member))
        .chain(without)
        .collect();
    for member in ordered {
        if let Some(field) = fields.get(&member) {
            let start = start(program, constructions, &found, field);
            found.starts.insert(member, start);
        }
    }
    found
}

fn start(
    program: &Program,
    constructions: &IndexMap<DefId, Construction>,
    statics: &Statics,
    field: &Field,
) -> StaticStart {
    let initialiser = field.initialiser.as_ref();
    let Some((body, root)) = initialiser.and_then(|typed| Some((&typed.body, typed.body.root?)))
    else {
        return StaticStart::Unset;
    };
    if statics.early.contains(&field.id) {
        return StaticStart::Filled;
    }
    if !statics.written.contains(&field.id) {
        let constants = |member: MemberId| match statics.starts.get(&member) {
            Some(StaticStart::Constant(constant)) => Some(constant.clone()),
            Some(StaticStart::Unset | StaticStart::InPlace | StaticStart::Filled) | None => None,
        };
        if let Some(constant) = constant::evaluate(body, root, &constants) {
            return StaticStart::Constant(constant);
        }
    }
    let mut purity = Purity {
        program,
        constructions,
        statics,
        open: IndexSet::new(),
    };
    if purity.is_pure(body, root) {
        StaticStart::InPlace
    } else {
        StaticStart::Filled
    }
}

fn written(reached: &Reached) -> IndexSet<MemberId> {
    let mut written = IndexSet::new();
    for typed in reached.bodies.values() {
        let places = typed.body.exprs.iter();
        for (_, expr) in places {
            if let Some(Place::Static(field)) = expr.written_place() {
                written.insert(*field);
            }
        }
    }
    written
}

/// Finds expressions without effects whose value is the same whenever they are evaluated, and that cannot fault.
struct Purity<'p> {
    program: &'p Program,
    constructions: &'p IndexMap<DefId, Construction>,
    statics: &'p Statics,
    /// Classes whose construction is being looked at.
    open: IndexSet<DefId>,
}

impl Purity<'_> {
    fn is_pure(&mut self, body: &Body, expr: ExprId) -> bool {
        let mut all = Vec::new();
        body.for_each_below(expr, false, &mut |part| all.push(part));
        all.into_iter().all(|part| self.own(body, part))
    }

    /// Whether the expression adds nothing impure to its parts.
    fn own(&mut self, body: &Body, expr: ExprId) -> bool {
        match &body.exprs[expr] {
            Expr::Const(_)
            | Expr::Local(_)
            | Expr::TypeValue(_)
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Unary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::Let { .. }
            | Expr::Block(_)
            | Expr::If { .. }
            | Expr::Call {
                callee: Callee::Constructor(_),
                ..
            } => true,
            // What comes earlier in the order has its value by the time this one is first touched.
            Expr::Static(field) => {
                !self.statics.written.contains(field) && !self.statics.early.contains(field)
            }
            Expr::Binary { op, .. } => !matches!(
                op,
                BinaryOp::Equal(Equality::Dynamic | Equality::Function)
                    | BinaryOp::NotEqual(Equality::Dynamic | Equality::Function)
            ),
            Expr::Concat(parts) => parts.iter().all(|part| self.has_plain_text(body.ty(*part))),
            Expr::Convert { kind, .. } => match kind {
                Conversion::IntToFloat
                | Conversion::ToNull
                | Conversion::FromNull
                | Conversion::NullIntToFloat
                | Conversion::Upcast
                | Conversion::ToDynamic
                | Conversion::ToStructure
                | Conversion::FunctionAdapter
                | Conversion::Reinterpret => true,
                Conversion::UncheckedCast | Conversion::CheckedCast | Conversion::FromDynamic => {
                    false
                }
            },
            Expr::New {
                class, constructor, ..
            } => self.builds_purely(*class, *constructor),
            Expr::Error
            | Expr::This
            | Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::Call { .. }
            | Expr::BoundMethod { .. }
            | Expr::TypeTest { .. }
            | Expr::Assign { .. }
            | Expr::Update { .. }
            | Expr::Switch { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Try { .. }
            | Expr::Trace(_) => false,
        }
    }

    /// Whether the text of a value runs no code of the program.
    fn has_plain_text(&self, ty: Ty) -> bool {
        match self.program.expand(ty.without_null()).kind() {
            TyKind::Int | TyKind::Float | TyKind::Bool => true,
            TyKind::Class(def, _) => *def == hx2rs_hir::known::string(),
            TyKind::Error
            | TyKind::Void
            | TyKind::Dynamic(_)
            | TyKind::Enum(..)
            | TyKind::Abstract(..)
            | TyKind::Function(_)
            | TyKind::Structure(_)
            | TyKind::Null(_)
            | TyKind::Alias(..)
            | TyKind::Param(_)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => false,
        }
    }

    /// Whether making an object only sets its fields.
    fn builds_purely(&mut self, class: DefId, constructor: Option<MemberId>) -> bool {
        if class == hx2rs_hir::known::array() || class == hx2rs_hir::known::map() {
            return true;
        }
        let Some(def) = class_def(self.program, class) else {
            return false;
        };
        let base = def.extends.map(|ty| self.program.expand(ty).kind());
        let base = match base {
            None => None,
            Some(TyKind::Class(base, _)) => Some(*base),
            Some(_) => return false,
        };
        if !self.open.insert(class) {
            return false;
        }
        let own = constructor.filter(|constructor| constructor.owner() == class);
        let initialisers = def
            .fields
            .iter()
            .filter_map(|field| field.initialiser.as_ref());
        let mut pure = true;
        for typed in initialisers {
            pure &= typed
                .body
                .root
                .is_some_and(|root| self.is_pure(&typed.body, root));
        }
        pure &= match (own, constructor, base) {
            (Some(own), _, _) => self.constructor_is_pure(class, own),
            (None, inherited, Some(base)) => self.builds_purely(base, inherited),
            // Of the prelude, or none at all.
            (None, Some(_), None) => false,
            (None, None, None) => true,
        };
        self.open.shift_remove(&class);
        pure
    }

    fn constructor_is_pure(&mut self, class: DefId, constructor: MemberId) -> bool {
        let is_literal = self
            .constructions
            .get(&class)
            .is_some_and(|plan| plan.is_literal);
        let function = self.program.functions.get(&constructor);
        let Some(typed) = function.and_then(|function| function.body()) else {
            return false;
        };
        let Some(root) = typed.body.root.filter(|_| is_literal) else {
            return false;
        };
        let body = &typed.body;
        let mut statements = body.exprs[root].statements(root).into_iter();
        statements.all(|statement| self.constructor_statement_is_pure(body, statement))
    }

    fn constructor_statement_is_pure(&mut self, body: &Body, statement: ExprId) -> bool {
        if let Expr::Assign {
            place: Place::Field { object, .. },
            value,
        } = &body.exprs[statement]
        {
            return body.exprs[*object] == Expr::This && self.is_pure(body, *value);
        }
        if let Expr::Call {
            callee: Callee::SuperConstructor { class, constructor },
            arguments,
        } = &body.exprs[statement]
        {
            let mut arguments = arguments.iter();
            return arguments.all(|argument| self.is_pure(body, *argument))
                && self.builds_purely(*class, *constructor);
        }
        self.is_pure(body, statement)
    }
}
