//! The door: the typed body of a member, as a query; and constant values of inline variables.

use super::access::Bypass;
use super::environment::Environment;
use super::open::Probe;
use super::{Frame, Lowering, Reason, StaticLocal, Want, finish, flow};
use crate::default_value::InCode;
use crate::definition::{Form, MemberForm, body_tree, member_item, module_file, shape};
use crate::infer::Table;
use crate::lookup::{DeclaredSignature, Signature, declared_signature, overridden};
use crate::scope::Scope;
use crate::{
    Body, BodySpans, Const, ExprId, FunctionKind, LocalId, LocalKind, Param, Ty, TyKind, TypedBody,
};
use hx2rs_base::catalogue::internal as codes;
use hx2rs_base::{Db, Diagnostic, MemberId, Name, Project, Space, TextRange, Work};
use hx2rs_syntax::ast;
use std::collections::HashSet;
use std::sync::Arc;

/// A body with what inference found about its member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoweredBody {
    /// The code; `None` if the member has none.
    pub body: Option<TypedBody>,
    /// Types of the parameters inside the function, in order.
    pub params: Vec<Ty>,
    /// The result of a function, or the type of an initialiser.
    pub result: Ty,
    /// Static variables that it declares.
    pub statics: Vec<StaticLocal>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The typed body of a member.
pub fn infer_body(db: &dyn Db, member: MemberId) -> &LoweredBody {
    infer_body_query(db, db.project(), member)
}

#[salsa::tracked(cycle_initial = infer_initial, cycle_fn = infer_again)]
fn infer_body_query(db: &dyn Db, _project: Project, member: MemberId) -> LoweredBody {
    let first = first_pass(db, member);
    if !is_open(first) {
        return first.clone();
    }
    db.tell(Work::Body(member));
    let closed = crate::lookup::signature(db, member);
    let closed = DeclaredSignature::from(closed);
    lower_member(db, member, &closed, None).unwrap_or_else(unknown)
}

/// The body of a member by itself: what its own declaration and code do not show of its types stays a monomorph.
pub(crate) fn first_pass(db: &dyn Db, member: MemberId) -> &LoweredBody {
    first_pass_query(db, db.project(), member)
}

#[salsa::tracked(cycle_initial = infer_initial, cycle_fn = infer_again)]
fn first_pass_query(db: &dyn Db, _project: Project, member: MemberId) -> LoweredBody {
    db.tell(Work::Body(member));
    if member_item(db, member).is_some_and(|item| item.of_literals) {
        return LoweredBody {
            body: Some(crate::struct_init::body(db, member)),
            result: Ty::new(TyKind::Void),
            ..unknown()
        };
    }
    lower_member(db, member, declared_signature(db, member), None).unwrap_or_else(unknown)
}

/// Whether the types of a member have monomorphs.
pub(crate) fn is_open(lowered: &LoweredBody) -> bool {
    let types = lowered.params.iter().chain([&lowered.result]);
    types.copied().any(super::open::has_monomorph)
}

fn unknown() -> LoweredBody {
    LoweredBody {
        body: None,
        params: Vec::new(),
        result: Ty::new(TyKind::Error),
        statics: Vec::new(),
        diagnostics: Vec::new(),
    }
}

/// In a cycle of members without types that need each other, what is unknown agrees with everything at first.
fn infer_initial(
    _db: &dyn Db,
    _id: salsa::Id,
    _project: Project,
    _member: MemberId,
) -> LoweredBody {
    unknown()
}

/// After a few turns around a cycle whose types still change there is no answer.
const TURNS: u32 = 8;

fn infer_again(
    _db: &dyn Db,
    cycle: &salsa::Cycle<'_>,
    _last: &LoweredBody,
    value: LoweredBody,
    _project: Project,
    _member: MemberId,
) -> LoweredBody {
    if cycle.iteration() > TURNS {
        return unknown();
    }
    value
}

/// The value of a variable whose initialiser is constant.
pub(crate) fn constant_value(db: &dyn Db, member: MemberId) -> Option<Const> {
    if body_tree(db, member).is_none() {
        return implied_value(db, member);
    }
    let lowered = infer_body(db, member);
    let body = &lowered.body.as_ref()?.body;
    finish::constant_of(body, body.root?)
}

/// The value of an enum abstract that is written without one: its name, or the number after that of the one before.
fn implied_value(db: &dyn Db, member: MemberId) -> Option<Const> {
    let owner = member.owner();
    let definition = crate::definition::definition(db, owner).as_ref()?;
    if definition.form != Form::EnumAbstract {
        return None;
    }
    let below = crate::lookup::expand(db, definition.underlying?);
    if below == Ty::string() {
        return Some(Const::String(Arc::from(member.name().as_str())));
    }
    if *below.kind() != TyKind::Int {
        return None;
    }
    // From the last value that is written, or from -1, count up to this one.
    let mut value = -1;
    for item in &crate::definition::members(db, owner).list {
        if !item.is_value || !matches!(item.form, MemberForm::Variable { .. }) {
            continue;
        }
        value = match item.has_body {
            true => match constant_value(db, item.id)? {
                Const::Int(value) => value,
                Const::Null | Const::Bool(_) | Const::Float(_) | Const::String(_) => return None,
            },
            false => i32::wrapping_add(value, 1),
        };
        if item.id == member {
            return Some(Const::Int(value));
        }
    }
    None
}

/// Lowers a body whose member is declared like this. `probe`: another member, whose open types this body may bind.
pub(super) fn lower_member(
    db: &dyn Db,
    member: MemberId,
    declared: &DeclaredSignature,
    probe: Option<&mut Probe>,
) -> Option<LoweredBody> {
    // Functions without result types that call each other make a chain as long as the program likes.
    const LEAST: usize = 1 << 20;
    stacker::maybe_grow(LEAST, 8 * LEAST, || lower_here(db, member, declared, probe))
}

fn lower_here(
    db: &dyn Db,
    member: MemberId,
    declared: &DeclaredSignature,
    probe: Option<&mut Probe>,
) -> Option<LoweredBody> {
    let item = member_item(db, member)?;
    let ast = body_tree(db, member)?;
    let file = module_file(db, member.owner().module())?;
    let is_function = matches!(item.form, MemberForm::Function(_));
    let is_instance = member.space() == Space::Instance;
    let form = shape(db, member.owner()).map(|shape| shape.form);
    let in_abstract = matches!(form, Some(Form::Abstract | Form::EnumAbstract));
    let env = Environment {
        db,
        member,
        file: file.id(db),
        has_this: is_function && is_instance,
        scope: Scope::of_member(db, member)?,
    };
    let mut lowering = Lowering {
        env: &env,
        ast,
        table: Table::default(),
        body: Body::default(),
        spans: BodySpans::default(),
        scopes: vec![Vec::new()],
        statics: Vec::new(),
        prologue: Vec::new(),
        frames: Vec::new(),
        diagnostics: Vec::new(),
        later: Vec::new(),
        extractor_input: None,
        guards: Vec::new(),
        private_access: 0,
        untyped: 0,
        bypass: Bypass::default(),
        own: None,
        probed: None,
        this_local: None,
        counters: HashSet::new(),
        loose_locals: HashSet::new(),
        loose_numbers: HashSet::new(),
        tuples: HashSet::new(),
        choice: super::choice::Choice::default(),
        field_names: HashSet::new(),
        super_objects: HashSet::new(),
        held_super: HashSet::new(),
        held_field_names: HashSet::new(),
        changing: in_abstract && super::changes_this(db, member),
        makers: Vec::new(),
        refinements: Vec::new(),
        polymorphic: super::polymorphic::Polymorphic::default(),
        origins: super::change::Origins::default(),
    };
    // Places of declarations are found when something is reported: bodies do not change when their file moves them.
    let is_constructor = item.form == MemberForm::Function(FunctionKind::Constructor);
    let result_reason = declared
        .result
        .filter(|_| !is_constructor)
        .map(|_| hx2rs_base::Span::of_declared_type(env.file, member));
    let name_span = hx2rs_base::Span::of_declaration(env.file, member);
    lowering.complete(declared, item.form, in_abstract && is_instance);
    lowering.find_makers();
    lowering.probed = probe.as_ref().map(|probe| probe.enter(&mut lowering.table));
    let result = lowering
        .own
        .as_ref()
        .map_or(Ty::new(TyKind::Error), |own| own.result);
    let reason = match (is_function, result_reason) {
        (true, Some(span)) => Reason::Result(span),
        (false, Some(_)) => Reason::Declared(member.name(), name_span),
        (_, None) => Reason::Plain,
    };
    lowering.frames.push(Frame {
        closure: None,
        result,
        result_reason: reason,
        returns_value: false,
        loops: 0,
        captures: Vec::new(),
        captures_this: false,
    });
    let root = if is_constructor && in_abstract {
        lowering.abstract_constructor(ast.root, result)
    } else if is_constructor {
        let root = lowering.expr(ast.root, Want::Unused);
        let root = lowering.after_bare_base(root);
        lowering.keep_makers(root)
    } else if is_function {
        lowering.expr(ast.root, Want::Unused)
    } else if item.is_value && lowering.this_type_of(result).is_some() {
        // A value of an enum abstract is written as what it is at run time.
        let below = lowering.this_type_of(result).unwrap_or(result);
        let value = lowering.value_as(ast.root, below, reason);
        lowering.reinterpret(value, result)
    } else {
        lowering.value_as(ast.root, result, reason)
    };
    let frame = lowering.frames.last();
    let returns = frame.is_some_and(|frame| frame.returns_value);
    let root = if lowering.changing && !returns {
        lowering.changed_at_end(root)
    } else {
        root
    };
    let prologue = std::mem::take(&mut lowering.prologue);
    let root = lowering.behind_prologue(prologue, root);
    lowering.body.root = Some(root);
    let is_open = is_function && declared.result.is_none() && !returns;
    if is_open && lowering.expanded(result).infer_number().is_some() {
        let void = Ty::new(TyKind::Void);
        crate::infer::assignable(&mut lowering.table, &env, void, result);
    }
    if let (Some(probe), Some(probed)) = (probe, &lowering.probed) {
        probe.leave(probed, &lowering.table);
        return None;
    }
    let result = lowering.table.open(result);
    let params = lowering.own.as_ref().map_or(&[][..], |own| &own.params);
    let params = params.iter().map(|param| lowering.table.open(param.ty));
    let params: Vec<Ty> = params.collect();
    let this = lowering.this_type();
    let changing = lowering.changing;
    let finish::Finished {
        body,
        spans,
        statics,
        mut diagnostics,
    } = lowering.finish();
    let run_time = match this.filter(|_| changing) {
        Some(this) => super::given(result, this),
        None => result,
    };
    if !diagnostics.iter().any(Diagnostic::is_error) {
        let end = ast.expr(ast.root).range.end;
        let end = TextRange::new(end.saturating_sub(1), end);
        let place = flow::Context {
            result: is_function.then_some(run_time),
            declared: result_reason,
            ..place_of_end(&env, &spans, end)
        };
        flow::check(&body, &place, &mut diagnostics);
        LoweredBody::check_statics(&statics, &env, &mut diagnostics);
    }
    if cfg!(debug_assertions) && !diagnostics.iter().any(Diagnostic::is_error) {
        let expected = is_function.then_some(run_time);
        let mut problems = crate::verify::verify(db, &env, &body, &spans, expected);
        for typed in statics.iter().filter_map(|it| it.initialiser.as_ref()) {
            problems.extend(crate::verify::verify(
                db,
                &env,
                &typed.body,
                &typed.spans,
                None,
            ));
        }
        for problem in problems {
            diagnostics.push(Diagnostic::new(
                codes::INVALID_HIR,
                name_span,
                format!("{member:?} was lowered wrongly: {problem}"),
            ));
        }
    }
    Some(LoweredBody {
        body: Some(TypedBody::new(body, spans)),
        params,
        result,
        statics,
        diagnostics,
    })
}

/// Where an initialiser ends, for the analysis of its ways.
pub(super) fn place_of_end<'a>(
    env: &'a Environment<'a>,
    spans: &'a BodySpans,
    end: TextRange,
) -> flow::Context<'a> {
    flow::Context {
        env,
        spans,
        end,
        result: None,
        declared: None,
    }
}

impl Lowering<'_> {
    /// A parameter whose default value the code puts in place of null: the variable that the code sees.
    fn default_in_code(&mut self, param: LocalId, default: InCode) {
        let range = TextRange::default();
        let (name, ty) = (self.body.locals[param].name, self.body.locals[param].ty);
        let ty = ty.without_null();
        let left = self.local(param, range);
        let right = match default {
            InCode::Constructor(constructor) => {
                let access = self.static_access(constructor, range, range);
                let value = self.read(access);
                self.coerce(value, ty, Reason::Plain)
            }
            InCode::Constant(constant) => self.constant_as(constant, ty, range),
        };
        let value = self.push(crate::Expr::Coalesce { left, right }, ty, range);
        let local = self.declare(name, ty, LocalKind::Variable, range);
        self.bind(local);
        let declaration = self.let_expr(local, Some(value), range);
        self.prologue.push(declaration);
    }

    /// The code of a function behind what its parameters need first.
    pub(super) fn behind_prologue(&mut self, prologue: Vec<ExprId>, root: ExprId) -> ExprId {
        if prologue.is_empty() {
            return root;
        }
        let (ty, range) = (self.ty(root), self.spans.exprs[root]);
        let mut steps = prologue;
        steps.push(root);
        self.push(crate::Expr::Block(steps.into()), ty, range)
    }

    /// The constructor of an abstract: a function with a variable `this`, which it gives at the end.
    fn abstract_constructor(&mut self, root: ast::ExprId, result: Ty) -> ExprId {
        let end = self.ast.expr(root).range.end;
        let range = TextRange::new(end, end);
        let ty = self.this_type().unwrap_or(Ty::new(TyKind::Error));
        let this = self.declare(Name::new("this"), ty, LocalKind::Variable, range);
        self.this_local = Some(this);
        let declaration = self.let_expr(this, None, TextRange::default());
        let code = self.expr(root, Want::Unused);
        let value = self.local(this, range);
        let value = self.reinterpret(value, result);
        let end = self.diverging(crate::Expr::Return(Some(value)), range);
        let mut steps = vec![declaration];
        steps.extend(self.body.exprs[code].statements(code));
        steps.push(end);
        let void = Ty::new(TyKind::Void);
        self.push(crate::Expr::Block(steps.into()), void, self.range(root))
    }

    /// The member's own signature with monomorphs for what it leaves out, and its parameters as variables.
    fn complete(&mut self, declared: &DeclaredSignature, form: MemberForm, this_first: bool) {
        let is_function = matches!(form, MemberForm::Function(_));
        // An override takes what it leaves out from what it overrides, as officially.
        let incomplete =
            declared.result.is_none() || declared.params.iter().any(|param| param.ty.is_none());
        let mut above = if is_function && incomplete {
            overridden(self.env.db, self.env.member).into_iter().next()
        } else {
            None
        };
        if let Some(above) = &mut above {
            // In its own words: the type parameters of both functions go by their places.
            let theirs = above.signature().type_params.iter();
            let pairs = theirs.zip(&declared.type_params);
            above
                .map
                .extend(pairs.map(|(theirs, ours)| (theirs.id, Ty::new(TyKind::Param(ours.id)))));
        }
        if this_first && form == MemberForm::Function(FunctionKind::Method) {
            let ty = self.this_type().unwrap_or(Ty::new(TyKind::Error));
            let local = self.declare(
                Name::new("this"),
                ty,
                LocalKind::Parameter,
                TextRange::default(),
            );
            self.body.params.push(local);
            self.this_local = Some(local);
        }
        let mut params = Vec::new();
        let is_null = |param: &crate::lookup::DeclaredParam| param.default == Some(Const::Null);
        let in_code = if declared.params.iter().any(is_null) {
            crate::default_value::in_code(self.env.db, self.env.member)
        } else {
            &[]
        };
        for (at, param) in declared.params.iter().enumerate() {
            let inherited = above.as_ref().and_then(|above| {
                let param = above.signature().params.get(at)?;
                Some(param.ty.substitute(&above.map))
            });
            let ty = param.ty.or(inherited).unwrap_or_else(|| {
                let open = self.fresh();
                let nullable = param.optional && param.default.is_none();
                if param.rest {
                    return Ty::rest(open);
                }
                if nullable { Ty::null(open) } else { open }
            });
            let local = self.declare(param.name, ty, LocalKind::Parameter, TextRange::default());
            self.bind(local);
            self.body.params.push(local);
            if let Some(default) = in_code.get(at).cloned().flatten() {
                self.default_in_code(local, default);
            }
            params.push(Param {
                name: param.name,
                ty,
                optional: param.optional,
                default: param.default.clone(),
                rest: param.rest,
            });
        }
        let inherited = above.map(|above| above.result());
        let result = declared
            .result
            .or(inherited)
            .unwrap_or_else(|| self.fresh());
        let (type_params, result) = (declared.type_params.clone(), result);
        self.own = Some(Signature {
            id: self.env.member,
            form,
            type_params,
            params,
            result,
            is_public: true,
            is_inline: false,
        });
    }
}
