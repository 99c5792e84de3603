//! Bodies where type parameters are erased: the same code, with conversions where a value goes between a slot that is
//! Dynamic and an expression whose type says more.

use super::Erased;
use super::types::is_dynamic;
use hx2rs_base::{IndexVec, MemberId, Name, TextRange};
use hx2rs_hir::{
    BinaryOp, Body, BodySpans, Callee, Conversion, Equality, Expr, ExprId, FunctionParam,
    FunctionTy, Local, LocalId, LocalKind, Pattern, PatternId, Place, Ty, TyKind, TypeParam,
    TypedBody, UpdateOp, UpdateResult,
};
use indexmap::{IndexMap, IndexSet};

impl Erased<'_> {
    /// Whether an expression reaches a slot whose declaration names an erased parameter.
    pub(super) fn uses_slot(&self, expr: &Expr) -> bool {
        let function = |id: MemberId| {
            self.family(id).iter().any(|id| {
                self.program.functions.get(id).is_some_and(|function| {
                    let mut types = function.params.iter().map(|param| param.ty);
                    types.any(|ty| self.ty(ty) != ty) || self.ty(function.result) != function.result
                })
            })
        };
        let field = |id: MemberId| {
            let field = self.fields.get(&id);
            field.is_some_and(|field| self.ty(field.ty) != field.ty)
        };
        if let Expr::Call { callee, .. } = expr {
            return match callee {
                Callee::Static(id) | Callee::Method { method: id, .. } | Callee::Super(id) => {
                    function(*id)
                }
                Callee::SuperConstructor { constructor, .. } => constructor.is_some_and(function),
                Callee::Constructor(id) => self.erases_constructor(*id),
                Callee::Value(_) => false,
            };
        }
        if let Some(Place::Field { field: id, .. }) = expr.written_place() {
            return field(*id);
        }
        if let Expr::New { constructor, .. } = expr {
            return constructor.is_some_and(function);
        }
        if let Expr::Field { field: id, .. } = expr {
            return field(*id);
        }
        if let Expr::FunctionValue(id) | Expr::BoundMethod { method: id, .. } = expr {
            return function(*id);
        }
        if let Expr::EnumParameter { constructor, .. } = expr {
            return self.erases_constructor(*constructor);
        }
        matches!(expr, Expr::Switch { .. })
    }

    fn erases_constructor(&self, constructor: MemberId) -> bool {
        let Some(hx2rs_hir::TypeDef::Enum(def)) = self.program.types.get(&constructor.owner())
        else {
            return false;
        };
        let mut found = def.constructors.iter();
        let found = found.find(|found| found.id == constructor);
        found.is_some_and(|found| {
            let mut params = found.params.iter();
            params.any(|param| self.ty(param.ty) != param.ty)
        })
    }
}

/// One body on its way.
pub(super) struct Rewriting<'e, 'p> {
    erased: &'e Erased<'p>,
    old: &'e Body,
    old_spans: &'e BodySpans,
    /// What a `return` of the function itself gives.
    result: Option<Ty>,
    new: Body,
    spans: BodySpans,
    /// The new expression of each old one.
    now: IndexVec<ExprId, ExprId>,
    /// Variables whose slot is another type than theirs was.
    held: IndexMap<LocalId, Ty>,
    /// Patterns that look into a slot of another type than theirs, and that type.
    wrapped: IndexMap<PatternId, Ty>,
    /// Expressions whose value nobody takes.
    statements: IndexSet<ExprId>,
    /// Expressions of function expressions.
    inside: IndexSet<ExprId>,
    /// Where the expression at hand stands.
    range: TextRange,
    point: u32,
}

impl<'e, 'p> Rewriting<'e, 'p> {
    pub(super) fn new(
        erased: &'e Erased<'p>,
        old: &'e Body,
        old_spans: &'e BodySpans,
        result: Option<Ty>,
    ) -> Self {
        let new = Body {
            exprs: IndexVec::new(),
            types: IndexVec::new(),
            ..old.clone()
        };
        let spans = BodySpans {
            exprs: IndexVec::new(),
            points: IndexVec::new(),
            ..old_spans.clone()
        };
        Self {
            erased,
            old,
            old_spans,
            result,
            new,
            spans,
            now: IndexVec::new(),
            held: IndexMap::new(),
            wrapped: IndexMap::new(),
            statements: statements(old),
            inside: inside(old),
            range: TextRange::default(),
            point: 0,
        }
    }

    /// A variable whose slot is `slot`.
    pub(super) fn hold(&mut self, local: LocalId, slot: Ty) {
        if slot != self.erased.ty(self.old.locals[local].ty) {
            self.held.insert(local, slot);
        }
    }

    pub(super) fn run(mut self) -> TypedBody {
        for (_, expr) in self.old.exprs.iter() {
            if let Expr::Switch { arms, .. } = expr {
                for arm in arms {
                    let slot = self.erased.ty(self.old.pattern_types[arm.pattern]);
                    self.pattern(arm.pattern, slot);
                }
            }
        }
        for (id, ty) in self.old.pattern_types.iter() {
            let ty = self.erased.ty(*ty);
            if let Some(entry) = self.new.pattern_types.entry_mut(id) {
                *entry = ty;
            }
        }
        for (id, local) in self.old.locals.iter() {
            let ty = self.erased.ty(local.ty);
            let ty = self.held.get(&id).copied().unwrap_or(ty);
            if let Some(entry) = self.new.locals.entry_mut(id) {
                entry.ty = ty;
            }
        }
        for (id, expr) in self.old.exprs.iter() {
            self.range = self.old_spans.exprs.entry(id).copied().unwrap_or_default();
            self.point = self.old_spans.points.entry(id).copied().unwrap_or_default();
            let made = self.expr(id, expr);
            self.now.push(made);
        }
        for (id, pattern) in self.old.patterns.iter() {
            if let (
                Pattern::Extractor {
                    input,
                    value,
                    inner,
                },
                Some(entry),
            ) = (pattern, self.new.patterns.entry_mut(id))
            {
                *entry = Pattern::Extractor {
                    input: *input,
                    value: self.now[*value],
                    inner: *inner,
                };
            }
        }
        for (id, closure) in self.old.closures.iter() {
            let (result, body) = (self.erased.ty(closure.result), self.now[closure.body]);
            if let Some(entry) = self.new.closures.entry_mut(id) {
                entry.result = result;
                entry.body = body;
            }
        }
        self.new.root = self.old.root.map(|root| self.now[root]);
        let mut given = std::mem::take(&mut self.new.given_for_structures);
        if !self.asks_for_structures() {
            given.clear();
        }
        for given in &mut given {
            *given = (self.erased.ty(given.0), self.erased.ty(given.1));
        }
        self.new.given_for_structures = given;
        TypedBody::new(self.new, self.spans)
    }

    /// Whether something is called with a type parameter that a structure constrains, and that is left.
    fn asks_for_structures(&self) -> bool {
        let program = self.erased.program;
        let is_one = |param: &TypeParam| {
            let mut constraints = param.constraints.iter();
            let is_structure = |ty: &Ty| matches!(program.expand(*ty).kind(), TyKind::Structure(_));
            !self.erased.params.contains(&param.id) && constraints.any(is_structure)
        };
        self.old.exprs.iter().any(|(_, expr)| {
            let called = if let Expr::Call { callee, .. } = expr {
                match callee {
                    Callee::Static(id) | Callee::Method { method: id, .. } | Callee::Super(id) => {
                        Some(*id)
                    }
                    Callee::SuperConstructor { constructor, .. } => *constructor,
                    Callee::Constructor(_) | Callee::Value(_) => None,
                }
            } else if let Expr::New { constructor, .. } = expr {
                *constructor
            } else if let Expr::FunctionValue(id) | Expr::BoundMethod { method: id, .. } = expr {
                Some(*id)
            } else {
                None
            };
            let Some(called) = called else {
                return false;
            };
            let of_function = program.functions.get(&called);
            let of_function = of_function.into_iter().flat_map(|it| &it.type_params);
            let of_type = program.types.get(&called.owner());
            let of_type = of_type.into_iter().flat_map(|it| &it.header().type_params);
            of_function.chain(of_type).any(is_one)
        })
    }

    fn push(&mut self, expr: Expr, ty: Ty) -> ExprId {
        self.spans.exprs.push(self.range);
        self.spans.points.push(self.point);
        self.new.types.push(ty);
        self.new.exprs.push(expr)
    }

    /// A variable of its own.
    fn local(&mut self, ty: Ty, like: Option<LocalId>) -> LocalId {
        self.spans.locals.push(self.range);
        let owner = like.and_then(|like| self.old.locals[like].owner);
        self.new.locals.push(Local {
            name: Name::new("`value"),
            ty,
            owner,
            kind: LocalKind::Temporary,
            assigned: false,
            captured: false,
        })
    }

    /// A value in the form of a place.
    fn fitting(&mut self, value: ExprId, to: Ty) -> ExprId {
        let from = self.new.types[value];
        if from == to || is_void(to) || is_void(from) {
            return value;
        }
        let kind = conversion(from, to);
        self.push(
            Expr::Convert {
                kind,
                operand: value,
            },
            to,
        )
    }

    fn arguments(&mut self, expr: &mut Expr, slot: impl Fn(usize, Ty) -> Ty, old: &[ExprId]) {
        let (Expr::Call { arguments, .. } | Expr::New { arguments, .. }) = expr else {
            return;
        };
        for (at, argument) in arguments.iter_mut().enumerate() {
            if let Some(before) = old.get(at) {
                *argument = self.fitting(*argument, slot(at, self.old.types[*before]));
            }
        }
    }

    /// An expression whose value is of type `slot` where it was of type `ty`.
    fn read(&mut self, id: ExprId, expr: Expr, slot: Ty, ty: Ty) -> ExprId {
        let made = self.push(expr, slot);
        match self.statements.contains(&id) {
            true => made,
            false => self.fitting(made, ty),
        }
    }

    fn expr(&mut self, id: ExprId, old: &Expr) -> ExprId {
        let erased = self.erased;
        let actual = self.old.types[id];
        let ty = erased.ty(actual);
        let mut expr = old.clone();
        let now = &self.now;
        expr.rename(&mut |part| now[part]);
        match old {
            Expr::Local(local) => {
                let slot = self.held.get(local).copied().unwrap_or(ty);
                self.read(id, expr, slot, ty)
            }
            Expr::Field { field, .. } => {
                let slot = erased.field_slot(*field, actual);
                self.read(id, expr, slot, ty)
            }
            Expr::EnumParameter {
                constructor, index, ..
            } => {
                let slot = erased.constructor_slot(*constructor, *index as usize, actual);
                self.read(id, expr, slot, ty)
            }
            Expr::Call { callee, arguments } => match callee {
                Callee::Static(function)
                | Callee::Method {
                    method: function, ..
                }
                | Callee::Super(function) => {
                    let function = *function;
                    let slot = |at, ty| erased.param_slot(function, at, ty);
                    self.arguments(&mut expr, slot, arguments);
                    let result = erased.result_slot(function, actual);
                    self.read(id, expr, result, ty)
                }
                Callee::SuperConstructor { constructor, .. } => {
                    if let Some(constructor) = *constructor {
                        let slot = |at, ty| erased.param_slot(constructor, at, ty);
                        self.arguments(&mut expr, slot, arguments);
                    }
                    self.push(expr, ty)
                }
                Callee::Constructor(constructor) => {
                    let constructor = *constructor;
                    let slot = |at, ty| erased.constructor_slot(constructor, at, ty);
                    self.arguments(&mut expr, slot, arguments);
                    self.push(expr, ty)
                }
                Callee::Value(_) => self.push(expr, ty),
            },
            Expr::New {
                constructor,
                arguments,
                ..
            } => {
                if let Some(constructor) = *constructor {
                    let slot = |at, ty| erased.param_slot(constructor, at, ty);
                    self.arguments(&mut expr, slot, arguments);
                }
                self.push(expr, ty)
            }
            Expr::FunctionValue(function)
            | Expr::BoundMethod {
                method: function, ..
            } => {
                let slot = self.function_slot(*function, actual);
                self.read(id, expr, slot, ty)
            }
            Expr::Assign { place, value } => {
                let slot = self.place_slot(place, self.old.types[*value]);
                if let Expr::Assign { value, .. } = &mut expr {
                    *value = self.fitting(*value, slot);
                }
                match is_void(ty) {
                    true => self.push(expr, ty),
                    false => self.read(id, expr, slot, ty),
                }
            }
            Expr::Update { place, .. } => {
                let held = self.place_ty(place);
                let slot = self.place_slot(place, held);
                match slot == erased.ty(held) {
                    true => self.push(expr, ty),
                    false => self.update(expr, slot, erased.ty(held), ty),
                }
            }
            Expr::Return(Some(_)) if !self.inside.contains(&id) => {
                if let (Expr::Return(Some(value)), Some(result)) = (&mut expr, self.result) {
                    *value = self.fitting(*value, result);
                }
                self.push(expr, ty)
            }
            Expr::Convert { operand, .. } => {
                let before = self.old.types[*operand];
                self.converted(expr, before, actual)
            }
            Expr::Binary { .. } => {
                self.compared(&mut expr);
                self.push(expr, ty)
            }
            Expr::TypeTest { ty: tested, .. } => {
                if let Expr::TypeTest { ty, .. } = &mut expr {
                    *ty = erased.ty(*tested);
                }
                self.push(expr, ty)
            }
            Expr::Try { .. } => {
                if let Expr::Try { catches, .. } = &mut expr {
                    for catch in catches {
                        catch.ty = erased.ty(catch.ty);
                    }
                }
                self.push(expr, ty)
            }
            Expr::Switch { arms, .. } => {
                for arm in arms {
                    self.wrap(arm.pattern);
                }
                self.push(expr, ty)
            }
            Expr::Error
            | Expr::Const(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::StructureField { .. }
            | Expr::Static(_)
            | Expr::Index { .. }
            | Expr::Closure(_)
            | Expr::Array(_)
            | Expr::Map(_)
            | Expr::Structure(_)
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::Let { .. }
            | Expr::Block(_)
            | Expr::If { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::ForArray { .. }
            | Expr::ForMap { .. }
            | Expr::Return(_)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Trace(_) => self.push(expr, ty),
        }
    }

    /// A conversion whose sides may be Dynamic now, or the same.
    fn converted(&mut self, mut expr: Expr, before: Ty, after: Ty) -> ExprId {
        let to = self.erased.ty(after);
        let Expr::Convert { kind, operand } = &mut expr else {
            return self.push(expr, to);
        };
        let from = self.new.types[*operand];
        if from == to {
            return *operand;
        }
        if is_dynamic(from) && !is_dynamic(before) {
            *kind = Conversion::FromDynamic;
        } else if is_dynamic(to) && !is_dynamic(after) {
            *kind = Conversion::ToDynamic;
        }
        self.push(expr, to)
    }

    /// Values that are Dynamic now are compared as such.
    fn compared(&self, expr: &mut Expr) {
        let Expr::Binary {
            op: BinaryOp::Equal(how) | BinaryOp::NotEqual(how),
            left,
            right,
        } = expr
        else {
            return;
        };
        let mut sides = [*left, *right].into_iter();
        if *how != Equality::Null && sides.any(|side| is_dynamic(self.new.types[side])) {
            *how = Equality::Dynamic;
        }
    }

    /// What a function is as a value, where the type of the value is `actual`.
    fn function_slot(&self, function: MemberId, actual: Ty) -> Ty {
        let erased = self.erased;
        let wide = erased.program.expand(actual);
        let TyKind::Function(ty) = wide.kind() else {
            return erased.ty(actual);
        };
        let params = ty.params.iter().enumerate();
        let params = params.map(|(at, param)| FunctionParam {
            ty: erased.param_slot(function, at, param.ty),
            ..param.clone()
        });
        let slot = Ty::new(TyKind::Function(FunctionTy {
            params: params.collect(),
            result: erased.result_slot(function, ty.result),
        }));
        match slot == erased.ty(wide) {
            true => erased.ty(actual),
            false => slot,
        }
    }

    /// What a place is where its type is `actual`.
    fn place_slot(&self, place: &Place, actual: Ty) -> Ty {
        match place {
            Place::Local(local) => match self.held.get(local) {
                Some(slot) => *slot,
                None => self.erased.ty(actual),
            },
            Place::Field { field, .. } => self.erased.field_slot(*field, actual),
            Place::StructureField { .. } | Place::Static(_) | Place::Index { .. } => {
                self.erased.ty(actual)
            }
        }
    }

    /// The type that a place had.
    fn place_ty(&self, place: &Place) -> Ty {
        let program = self.erased.program;
        match place {
            Place::Local(local) => self.old.locals[*local].ty,
            Place::Field { object, field } => {
                let Some(found) = self.erased.fields.get(field) else {
                    return Ty::new(TyKind::Error);
                };
                let object = program.expand(self.old.types[*object].without_null());
                let owner = field.owner();
                let TyKind::Class(def, arguments) = object.kind() else {
                    return found.ty;
                };
                let given = crate::family::arguments_above(program, *def, arguments, owner);
                let declared = program.types.get(&owner);
                let params = declared.map_or(&[][..], |it| &it.header().type_params);
                let params = params.iter().map(|param| param.id);
                let map: Vec<_> = params.zip(given.unwrap_or_default()).collect();
                found.ty.substitute(&map)
            }
            // Neither has a slot of its own.
            Place::StructureField { .. } | Place::Static(_) | Place::Index { .. } => {
                Ty::new(TyKind::Void)
            }
        }
    }

    /// `object.x += value` where `x` is Dynamic: read, taken as what it is, computed and written.
    fn update(&mut self, expr: Expr, slot: Ty, held: Ty, ty: Ty) -> ExprId {
        let Expr::Update {
            place,
            op,
            value,
            result,
        } = expr
        else {
            return self.push(expr, ty);
        };
        let mut list = Vec::new();
        let (read, place) = match place {
            Place::Field { object, field } => {
                let of = self.new.types[object];
                let local = self.local(of, None);
                list.push(self.push(
                    Expr::Let {
                        local,
                        value: Some(object),
                    },
                    Ty::new(TyKind::Void),
                ));
                let object = self.push(Expr::Local(local), of);
                let read = self.push(Expr::Field { object, field }, slot);
                let object = self.push(Expr::Local(local), of);
                (read, Place::Field { object, field })
            }
            Place::Local(local) => (self.push(Expr::Local(local), slot), Place::Local(local)),
            Place::StructureField { .. } | Place::Static(_) | Place::Index { .. } => {
                let expr = Expr::Update {
                    place,
                    op,
                    value,
                    result,
                };
                return self.push(expr, ty);
            }
        };
        let before = self.fitting(read, held);
        let old = self.local(held, None);
        list.push(self.push(
            Expr::Let {
                local: old,
                value: Some(before),
            },
            Ty::new(TyKind::Void),
        ));
        let left = self.push(Expr::Local(old), held);
        let after = match op {
            UpdateOp::Binary(op) => self.push(
                Expr::Binary {
                    op,
                    left,
                    right: value,
                },
                held,
            ),
            UpdateOp::Append => self.push(Expr::Concat(Box::new([left, value])), held),
            UpdateOp::Coalesce => self.push(Expr::Coalesce { left, right: value }, held),
        };
        let kept = self.fitting(after, slot);
        let written = self.push(Expr::Assign { place, value: kept }, slot);
        match result {
            UpdateResult::Unused => list.push(written),
            UpdateResult::New => list.push(self.fitting(written, ty)),
            UpdateResult::Old => {
                list.push(written);
                list.push(self.push(Expr::Local(old), held));
            }
        }
        self.push(Expr::Block(list.into()), ty)
    }

    /// The type that a pattern is about: that of its constructor where only this says it.
    fn pattern_ty(&self, id: PatternId) -> Ty {
        let ty = self.erased.ty(self.old.pattern_types[id]);
        let Pattern::Constructor { constructor, .. } = &self.old.patterns[id] else {
            return ty;
        };
        let owner = constructor.owner();
        match (is_dynamic(ty), self.erased.program.types.get(&owner)) {
            (true, Some(def)) => {
                let params = def.header().type_params.iter();
                let arguments = params.map(|_| super::types::dynamic()).collect();
                self.erased.ty(Ty::new(TyKind::Enum(owner, arguments)))
            }
            (_, _) => ty,
        }
    }

    /// Notes what a pattern, and those inside it, look into.
    fn pattern(&mut self, id: PatternId, slot: Ty) {
        let ty = self.pattern_ty(id);
        match &self.old.patterns[id] {
            Pattern::Wildcard => {}
            Pattern::Bind { local, inner } => {
                if slot != ty {
                    self.held.insert(*local, slot);
                }
                if let Some(inner) = inner {
                    self.pattern(*inner, slot);
                }
            }
            Pattern::Or(list) => list.iter().for_each(|inner| self.pattern(*inner, slot)),
            Pattern::Extractor { input, inner, .. } => {
                if slot != ty {
                    self.held.insert(*input, slot);
                }
                let inside = self.erased.ty(self.old.pattern_types[*inner]);
                self.pattern(*inner, inside);
            }
            Pattern::Constant(_) => self.look(id, slot, ty),
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                self.look(id, slot, ty);
                for (at, inner) in arguments.iter().enumerate() {
                    let actual = self.old.pattern_types[*inner];
                    let slot = self.erased.constructor_slot(*constructor, at, actual);
                    self.pattern(*inner, slot);
                }
            }
            Pattern::Structure(fields) => {
                self.look(id, slot, ty);
                for (_, inner) in fields {
                    let inside = self.erased.ty(self.old.pattern_types[*inner]);
                    self.pattern(*inner, inside);
                }
            }
            Pattern::Array(list) => {
                self.look(id, slot, ty);
                for inner in list {
                    let inside = self.erased.ty(self.old.pattern_types[*inner]);
                    self.pattern(*inner, inside);
                }
            }
        }
    }

    fn look(&mut self, id: PatternId, slot: Ty, ty: Ty) {
        if slot != ty {
            self.wrapped.insert(id, slot);
        }
    }

    /// Puts patterns of what is Dynamic now behind a conversion: `(x : T) => pattern`.
    fn wrap(&mut self, id: PatternId) {
        let mut inner = Vec::new();
        match &self.old.patterns[id] {
            Pattern::Wildcard | Pattern::Constant(_) => {}
            Pattern::Bind { inner: found, .. } => inner.extend(*found),
            Pattern::Extractor { inner: found, .. } => inner.push(*found),
            Pattern::Or(list) | Pattern::Array(list) => inner.extend(list.iter().copied()),
            Pattern::Constructor { arguments, .. } => inner.extend(arguments.iter().copied()),
            Pattern::Structure(fields) => inner.extend(fields.iter().map(|it| it.1)),
        }
        for inner in inner {
            self.wrap(inner);
        }
        let Some(slot) = self.wrapped.get(&id).copied() else {
            return;
        };
        let ty = self.pattern_ty(id);
        let input = self.local(slot, None);
        if let Some(local) = self.new.locals.entry_mut(input) {
            local.kind = LocalKind::Bound;
        }
        let taken = self.push(Expr::Local(input), slot);
        let value = self.fitting(taken, ty);
        let copy = self.new.patterns.push(self.old.patterns[id].clone());
        self.new.pattern_types.push(ty);
        self.spans.patterns.push(self.range);
        if let Some(entry) = self.new.patterns.entry_mut(id) {
            *entry = Pattern::Extractor {
                input,
                value,
                inner: copy,
            };
        }
        if let Some(entry) = self.new.pattern_types.entry_mut(id) {
            *entry = slot;
        }
    }
}

fn is_void(ty: Ty) -> bool {
    matches!(ty.kind(), TyKind::Void)
}

/// How a value of one type becomes one of the other.
fn conversion(from: Ty, to: Ty) -> Conversion {
    if is_dynamic(to) {
        return Conversion::ToDynamic;
    }
    if is_dynamic(from) {
        return Conversion::FromDynamic;
    }
    let is_function = |ty: Ty| matches!(ty.without_null().kind(), TyKind::Function(_));
    match is_function(from) && is_function(to) {
        true => Conversion::FunctionAdapter,
        false => Conversion::Reinterpret,
    }
}

/// Expressions whose value nobody takes.
fn statements(body: &Body) -> IndexSet<ExprId> {
    let mut found = IndexSet::new();
    // Parents come after their parts, so what a block is stands before what is in it.
    for (id, expr) in body.exprs.iter().rev() {
        let is_idle = is_void(body.types[id]) || found.contains(&id);
        if let Expr::Block(list) = expr {
            let last = list.last().copied().filter(|_| !is_idle);
            found.extend(list.iter().copied().filter(|part| Some(*part) != last));
        } else if let Expr::While { body, .. }
        | Expr::ForRange { body, .. }
        | Expr::ForArray { body, .. }
        | Expr::ForMap { body, .. } = expr
        {
            found.insert(*body);
        }
        if !is_idle {
            continue;
        }
        if let Expr::If {
            then, otherwise, ..
        } = expr
        {
            found.insert(*then);
            found.extend(*otherwise);
        } else if let Expr::Switch { arms, .. } = expr {
            found.extend(arms.iter().map(|arm| arm.body));
        } else if let Expr::Try { body, catches } = expr {
            found.insert(*body);
            found.extend(catches.iter().map(|catch| catch.body));
        }
    }
    found
}

/// Expressions of function expressions.
fn inside(body: &Body) -> IndexSet<ExprId> {
    let mut found = IndexSet::new();
    for (_, closure) in body.closures.iter() {
        body.for_each_below(closure.body, false, &mut |expr| {
            found.insert(expr);
        });
    }
    found
}
