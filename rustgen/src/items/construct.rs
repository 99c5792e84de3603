//! Constructors. Where `this` is only filled, `new` ends with one struct literal; else the object is made with what is
//! known first, and the rest of the statements run on it.

use super::base::{BaseStart, base_start, inherited_start, init_receiver};
use super::class::reached;
use super::function::{context, parameters, result};
use super::{doc, visibility};
use crate::code::{Code, ident};
use crate::emit::{Context, Receiver, field_init, in_cell};
use crate::hierarchy::class_def;
use crate::marks::{self, code};
use crate::scope::Scope;
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{
    Body, Callee, ClassDef, Expr, ExprId, Function, LocalId, Place, TypedBody, known,
};
use hx2rs_compiler::mir::reach::has_effect;
use hx2rs_compiler::mir::{Construction, FieldCell};
use indexmap::IndexMap;
use proc_macro2::TokenStream;

/// What makes instances of a class.
pub(crate) fn constructors(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let Some(plan) = world.plan.classes.get(&id) else {
        return TokenStream::new();
    };
    let is_called = class.constructor.is_some() || world.constructed.contains(&id);
    if world.classes.is_only_named(id) || !is_called {
        return TokenStream::new();
    }
    let construction = &plan.construction;
    let own = class
        .constructor
        .and_then(|constructor| reached(scope, constructor));
    let inherited = match own {
        Some(_) => None,
        None => inherited_constructor(scope, class),
    };
    let before = own.map(|function| marks::enter(world.function_mark(function)));
    let tokens = if construction.is_literal {
        literal(scope, class, construction, own, inherited)
    } else if world.classes.has_heirs(id) {
        super::split::split(scope, class, construction, own, inherited)
    } else {
        whole(scope, class, construction, own, inherited)
    };
    if let Some(before) = before {
        marks::leave(before);
    }
    tokens
}

/// The constructor of a base class that serves a class without one.
pub(super) fn inherited_constructor<'a>(
    scope: &'a Scope<'_>,
    class: &ClassDef,
) -> Option<&'a Function> {
    let world = scope.world;
    let mut at = world.classes.parent(class.header.id);
    while let Some(def) = at {
        let found = class_def(world.program, def)?;
        if let Some(constructor) = found.constructor {
            return reached(scope, constructor);
        }
        at = world.classes.parent(def);
    }
    if world.is_exception(class.header.id) {
        let exception = class_def(world.program, known::exception())?;
        let constructor = world.program.functions.get(&exception.constructor?)?;
        return Some(constructor);
    }
    None
}

/// The parts of a struct literal, in the order of evaluation.
#[derive(Default)]
pub(crate) struct Literal {
    fields: IndexMap<String, TokenStream>,
    pub(super) statements: TokenStream,
    /// Fields that are called as a variable is that is used after them.
    hiding: Vec<String>,
    /// Fields that are given a variable that changes after them: their value is taken at once.
    early: Vec<String>,
}

impl Literal {
    /// Lets what was computed so far run before a statement.
    pub(super) fn settle(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        for (name, value) in fields {
            let rust = ident(&name);
            let text = value.to_string();
            let simple = text
                .chars()
                .all(|char| char.is_alphanumeric() || char == '_' || char == '.' || char == '"');
            let taken = simple || rust == text.as_str();
            if taken && !self.early.contains(&name) {
                self.fields.insert(name, value);
                continue;
            }
            let rust = if self.hiding.contains(&name) {
                ident(&format!("initial_{name}"))
            } else {
                rust
            };
            self.statements.extend(code!(let #rust = #value;));
            self.early.retain(|early| *early != name);
            self.fields.insert(name, code!(#rust));
        }
    }

    pub(super) fn set(&mut self, name: &str, value: TokenStream) {
        self.fields.insert(name.to_owned(), value);
    }

    /// What comes first, and the object that is called the base.
    pub(crate) fn finish_base(mut self) -> (TokenStream, TokenStream) {
        let base = self.fields.shift_remove("base").unwrap_or_default();
        (self.statements, base)
    }

    pub(crate) fn finish(self) -> (TokenStream, TokenStream) {
        let fields = self
            .fields
            .into_iter()
            .map(|(name, value)| field_init(&name, Code::tight(value)));
        let fields = code!(#(#fields),*);
        (self.statements, fields)
    }
}

/// Everything up to the struct literal: initialisers, then the first statements of the constructor.
pub(crate) fn first_part(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    context: Option<&mut Context<'_>>,
    inherited: Option<&Function>,
    base_first: Option<&mut BaseStart>,
) -> Literal {
    let world = scope.world;
    let mut literal = Literal::default();
    let first: Vec<ExprId> = context.as_ref().map_or_else(Vec::new, |context| {
        let list = context
            .body
            .root
            .map(|root| context.body.exprs[root].statements(root));
        let list = list.into_iter().flatten();
        list.take(construction.before).collect()
    });
    let sets = |context: &Context<'_>, from: usize, field: MemberId| {
        let mut rest = first.iter().skip(from);
        rest.any(|statement| set_field(context.body, *statement) == Some(field))
    };
    // The official compiler puts each initialiser before those that it found earlier.
    for field in class.fields.iter().rev() {
        let Some(typed) = &field.initialiser else {
            continue;
        };
        let lost = context
            .as_ref()
            .is_some_and(|context| sets(context, 0, field.id));
        initialiser(scope, class, field.id, typed, lost, &mut literal);
        let name = world.names.member(field.id);
        let hides = context.as_ref().is_some_and(|context| {
            let mut params = context.body.params.iter();
            params
                .any(|param| crate::names::snake(context.body.locals[*param].name.as_str()) == name)
        });
        if hides {
            literal.hiding.push(name);
        }
    }
    if let Some(context) = context
        && let Some(root) = context.body.root
    {
        let list = context.body.exprs[root].statements(root);
        for (at, statement) in first.iter().enumerate() {
            let field = set_field(context.body, *statement);
            let lost = field.is_some_and(|field| sets(context, at + 1, field));
            if let Some(field) = field {
                let name = world.names.member(field);
                let later = list.get(at + 1..).unwrap_or_default();
                if changes(context.body, later, given_local(context.body, *statement)) {
                    literal.early.push(name.clone());
                }
                if mentions_local(context.body, later, &name) {
                    literal.hiding.push(name);
                }
            }
            constructor_statement(scope, class, context, *statement, lost, &mut literal);
        }
        let next = list.get(construction.before).copied();
        if let (Some(base_first), Some(next)) = (base_first, next) {
            base_start(scope, class, context, next, &mut literal, base_first);
        }
    } else if let Some(function) = inherited {
        let names: Vec<_> = function
            .params
            .iter()
            .take(world.parameter_count(function))
            .map(|param| ident(&crate::names::snake(param.name.as_str())))
            .collect();
        if let Some(parent) = world.classes.parent(class.header.id) {
            let item = scope.struct_item(parent);
            let question = world.throws(function.id).then(|| code!(?));
            literal.set("base", code!(#item::new(#(#names),*) #question));
        } else if world.is_exception(class.header.id) {
            let given = names.iter().enumerate().map(|(at, name)| {
                // A message is never null.
                let nullable = at == 0 && world.param_flag(function.id, at);
                let checked =
                    nullable.then(|| code!(.unwrap_or_else(|| hx::null_access("message", ""))));
                code!(#name #checked)
            });
            let make = match world.gives_native {
                true => code!(hx::Exception::with_native),
                false => code!(hx::Exception::new),
            };
            literal.set("base", code!(#make(#(#given),*)));
        }
    } else if let Some(parent) = world.classes.parent(class.header.id) {
        let item = scope.struct_item(parent);
        literal.set("base", code!(#item::new()));
    }
    rest_of_fields(scope, class, &mut literal);
    literal
}

/// The variable whose value a statement `this.field = value` gives a field.
fn given_local(body: &Body, statement: ExprId) -> Option<LocalId> {
    let Expr::Assign { value, .. } = &body.exprs[statement] else {
        return None;
    };
    if let Expr::Local(local) = &body.exprs[*value] {
        return Some(*local);
    }
    None
}

/// Whether statements write a variable.
fn changes(body: &Body, statements: &[ExprId], local: Option<LocalId>) -> bool {
    let Some(local) = local else {
        return false;
    };
    let mut found = false;
    for statement in statements {
        body.for_each_below(*statement, true, &mut |expr| {
            let written = body.exprs[expr].written_place();
            found |= matches!(written, Some(Place::Local(written)) if *written == local);
        });
    }
    found
}

/// Whether statements use a variable that is called `name` in Rust.
fn mentions_local(body: &Body, statements: &[ExprId], name: &str) -> bool {
    let mut found = false;
    for statement in statements {
        body.for_each_below(*statement, true, &mut |expr| {
            if let Expr::Local(local) = &body.exprs[expr] {
                found |= crate::names::snake(body.locals[*local].name.as_str()) == name;
            }
        });
    }
    found
}

/// The field that a statement `this.field = value` sets.
fn set_field(body: &Body, statement: ExprId) -> Option<MemberId> {
    if let Expr::Assign {
        place: Place::Field { object, field },
        ..
    } = &body.exprs[statement]
        && body.exprs[*object] == Expr::This
    {
        return Some(*field);
    }
    None
}

/// An object of a class whose constructor does not run.
pub(crate) fn empty(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let mut literal = Literal::default();
    let parent = world.classes.parent(id);
    let parent = parent.and_then(|parent| class_def(world.program, parent));
    if let Some(parent) = parent {
        literal.set("base", empty(scope, parent));
    } else if world.is_exception(id) {
        literal.set("base", code!(hx::Exception::new("", None)));
    }
    rest_of_fields(scope, class, &mut literal);
    let item = scope.struct_item(id);
    let (_, fields) = literal.finish();
    code!(#item { #fields })
}

/// Fields that nothing has set yet.
pub(crate) fn rest_of_fields(scope: &Scope<'_>, class: &ClassDef, literal: &mut Literal) {
    let world = scope.world;
    if super::class::base_ty(scope, class).is_some() && !literal.fields.contains_key("base") {
        world.unsupported(
            class.header.file,
            None,
            class.header.range,
            "using `this` in front of `super(…)` is",
        );
    }
    for field in &class.fields {
        if !world.is_field_read(field.id) {
            continue;
        }
        let name = world.names.member(field.id);
        if literal.fields.contains_key(&name) {
            continue;
        }
        let plan = world.plan.fields.get(&field.id);
        let (cell, flag) =
            plan.map_or((FieldCell::Plain, false), |plan| (plan.cell, plan.nullable));
        let repr = world.repr(field.ty, flag);
        let default = if repr.null {
            Code::tight(code!(None))
        } else {
            let kind = world.kind(repr.ty);
            if let crate::represent::Kind::Int = kind {
                crate::code::int(0)
            } else if let crate::represent::Kind::Float = kind {
                crate::code::float(0.0)
            } else if let crate::represent::Kind::Bool = kind {
                Code::tight(code!(false))
            } else {
                world.unsupported(
                    class.header.file,
                    None,
                    field.range,
                    "a field of this type that the constructor does not set at once is",
                );
                Code::tight(code!(Default::default()))
            }
        };
        let value = in_cell(cell, default);
        literal.set(&name, code!(#value));
    }
    if !super::class::unnamed_params(scope, class).is_empty() {
        literal.set("marker", code!(std::marker::PhantomData));
    }
}

/// `var x = value;` of a class. `lost`: the constructor writes it before anything can read it.
pub(crate) fn initialiser(
    scope: &Scope<'_>,
    class: &ClassDef,
    field: MemberId,
    typed: &TypedBody,
    lost: bool,
    literal: &mut Literal,
) {
    let world = scope.world;
    let mut context = context(scope, field, typed, class.header.file, Receiver::Unborn);
    let Some(root) = typed.body.root else { return };
    if lost || !world.is_field_read(field) {
        if has_effect(&typed.body, root) {
            literal.settle();
            literal.statements.extend(context.statement(root));
        }
        return;
    }
    let value = field_value(scope, &mut context, field, root);
    literal.set(&world.names.member(field), value);
}

/// The value of a field as its cell.
fn field_value(
    scope: &Scope<'_>,
    context: &mut Context<'_>,
    field: MemberId,
    value: ExprId,
) -> TokenStream {
    let world = scope.world;
    let plan = world.plan.fields.get(&field);
    let (cell, flag) = plan.map_or((FieldCell::Plain, false), |plan| (plan.cell, plan.nullable));
    let ty = world
        .field(field)
        .map_or(context.ty(value), |field| field.ty);
    let repr = world.repr(ty, flag);
    let code = context.owned(value, repr);
    let cell = in_cell(cell, code);
    code!(#cell)
}

/// One of the statements before the struct exists. `lost`: another one sets the same field again.
fn constructor_statement(
    scope: &Scope<'_>,
    class: &ClassDef,
    context: &mut Context<'_>,
    statement: ExprId,
    lost: bool,
    literal: &mut Literal,
) {
    let world = scope.world;
    let body = context.body;
    if let Expr::Assign {
        place: Place::Field { object, field },
        value,
    } = &body.exprs[statement]
        && body.exprs[*object] == Expr::This
        && field.owner() == class.header.id
    {
        let (field, value) = (*field, *value);
        if lost || !world.is_field_read(field) {
            if has_effect(body, value) {
                literal.settle();
                literal.statements.extend(context.statement(value));
            }
            return;
        }
        let value = context.at(statement, |context| {
            field_value(scope, context, field, value)
        });
        literal.set(&world.names.member(field), value);
        return;
    }
    if let Expr::Call {
        callee:
            Callee::SuperConstructor {
                class: base,
                constructor,
            },
        arguments,
    } = &body.exprs[statement]
    {
        let value = context.at(statement, |context| {
            base_value(scope, context, *base, *constructor, arguments)
        });
        literal.set("base", value);
        return;
    }
    literal.settle();
    literal.statements.extend(context.statement(statement));
}

/// `super(…)` of a base class that is made at once.
fn base_value(
    scope: &Scope<'_>,
    context: &mut Context<'_>,
    base: hx2rs_compiler::DefId,
    constructor: Option<MemberId>,
    arguments: &[ExprId],
) -> TokenStream {
    let world = scope.world;
    if scope.world.classes.parent(context.member.owner()).is_none() {
        // `haxe.Exception` itself.
        if let Some(constructor) = constructor
            && let Some(native) = context.native_of(constructor)
        {
            let Some(root) = context.body.root else {
                return TokenStream::new();
            };
            let value = context.native_call(root, constructor, native, None, arguments);
            let code = value.code;
            return code!(#code);
        }
    }
    let codes = match constructor {
        Some(constructor) => context.constructor_arguments(constructor, arguments),
        None => Vec::new(),
    };
    let item = scope.struct_item(base);
    let question = constructor
        .is_some_and(|constructor| world.throws(constructor))
        .then(|| code!(?));
    code!(#item::new(#(#codes),*) #question)
}

/// `new` with one struct literal at its end.
fn literal(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    own: Option<&Function>,
    inherited: Option<&Function>,
) -> TokenStream {
    let is_unit = is_unit(scope, class);
    let make = |literal: Literal| {
        let (statements, fields) = literal.finish();
        if is_unit {
            code!(#statements Self)
        } else {
            code!(#statements Self { #fields })
        }
    };
    let visibility = visibility(scope);
    match own {
        Some(function) => {
            let Some(typed) = function.body() else {
                return TokenStream::new();
            };
            let mut context = context(scope, function.id, typed, function.file, Receiver::Unborn);
            let (params, first) = parameters(&mut context, function);
            let made = make(first_part(
                scope,
                class,
                construction,
                Some(&mut context),
                None,
                None,
            ));
            let throws = result(scope, function).is_some();
            let doc = doc(function.doc.as_deref());
            let own = own_generics(scope, function);
            if throws {
                let (start, end) = split_last(made);
                return code!(#doc #visibility fn new #own(#(#params),*) -> Result<Self, hx::Exception> { #first #start Ok(#end) });
            }
            code!(#doc #visibility fn new #own(#(#params),*) -> Self { #first #made })
        }
        None => {
            let params = inherited_parameters(scope, class, inherited);
            let made = make(first_part(
                scope,
                class,
                construction,
                None,
                inherited,
                None,
            ));
            let throws = inherited.is_some_and(|function| scope.world.throws(function.id));
            if throws {
                let (start, end) = split_last(made);
                return code!(#visibility fn new(#(#params),*) -> Result<Self, hx::Exception> { #start Ok(#end) });
            }
            code!(#visibility fn new(#(#params),*) -> Self { #made })
        }
    }
}

/// `stmts; Self { … }` apart.
fn split_last(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let list: Vec<_> = tokens.into_iter().collect();
    let at = list
        .iter()
        .rposition(|token| token.to_string() == "Self")
        .unwrap_or(0);
    let (first, last) = list.split_at(at);
    (
        first.iter().cloned().collect(),
        last.iter().cloned().collect(),
    )
}

pub(crate) fn is_unit(scope: &Scope<'_>, class: &ClassDef) -> bool {
    let world = scope.world;
    super::class::base_ty(scope, class).is_none()
        && class.header.type_params.is_empty()
        && !class
            .fields
            .iter()
            .any(|field| world.is_field_read(field.id))
}

/// `new` that makes the object first and runs the rest of its statements on it.
fn whole(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    own: Option<&Function>,
    inherited: Option<&Function>,
) -> TokenStream {
    let world = scope.world;
    let visibility = visibility(scope);
    let is_unit = is_unit(scope, class);
    let Some(function) = own else {
        return inherited_whole(scope, class, construction, inherited);
    };
    let Some(typed) = function.body() else {
        return TokenStream::new();
    };
    let mut context = context(scope, function.id, typed, function.file, Receiver::Unborn);
    let (params, first) = parameters(&mut context, function);
    let mut base_init = BaseStart::default();
    let made = first_part(
        scope,
        class,
        construction,
        Some(&mut context),
        None,
        Some(&mut base_init),
    );
    let (statements, fields) = made.finish();
    let object = if is_unit {
        code!(Self)
    } else {
        code!(Self { #fields })
    };
    let rest = rest(scope, class, construction, &mut context, &base_init);
    let throws = world.throws(function.id);
    let doc = doc(function.doc.as_deref());
    let (ty, end) = if throws {
        (code!(Result<Rc<Self>, hx::Exception>), code!(Ok(this)))
    } else {
        (code!(Rc<Self>), code!(this))
    };
    let own = own_generics(scope, function);
    code!(#doc #visibility fn new #own(#(#params),*) -> #ty {
        #first #statements
        let this = Rc::new(#object);
        #rest
        #end
    })
}

/// The statements that run on the finished struct.
fn rest(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    context: &mut Context<'_>,
    base_init: &BaseStart,
) -> TokenStream {
    let mut out = TokenStream::new();
    let Some(root) = context.body.root else {
        return out;
    };
    let list = context.body.exprs[root].statements(root);
    context.receiver = Receiver::Local;
    let mut remaining = list.get(construction.before..).unwrap_or_default();
    if base_init.is_called {
        out.extend(base_init.init(scope, init_receiver));
        remaining = remaining.get(1..).unwrap_or_default();
    }
    let _ = class;
    if remaining
        .iter()
        .any(|statement| context.returns(*statement))
    {
        context.frame.exit = crate::emit::Exit::Done;
        let inside = context.statements(remaining);
        out.extend(code!('done: { #inside }));
        return out;
    }
    out.extend(context.statements(remaining));
    out
}

fn inherited_whole(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    inherited: Option<&Function>,
) -> TokenStream {
    let world = scope.world;
    let visibility = visibility(scope);
    let Some(parent) = world.classes.parent(class.header.id) else {
        return literal(scope, class, construction, None, inherited);
    };
    let mut made = Literal::default();
    for field in &class.fields {
        if let Some(typed) = &field.initialiser {
            initialiser(scope, class, field.id, typed, false, &mut made);
        }
    }
    let params = inherited_parameters(scope, class, inherited);
    let names: Vec<_> = inherited.map_or_else(Vec::new, |function| {
        function
            .params
            .iter()
            .map(|param| ident(&crate::names::snake(param.name.as_str())))
            .collect()
    });
    let base = inherited_start(scope, class, parent, names, &mut made);
    rest_of_fields(scope, class, &mut made);
    let (statements, fields) = made.finish();
    let throws = inherited.is_some_and(|function| world.throws(function.id));
    let init = base.init(scope, init_receiver);
    let (ty, end) = if throws {
        (code!(Result<Rc<Self>, hx::Exception>), code!(Ok(this)))
    } else {
        (code!(Rc<Self>), code!(this))
    };
    code!(#visibility fn new(#(#params),*) -> #ty {
        #statements
        let this = Rc::new(Self { #fields });
        #init
        #end
    })
}

/// The parameters of an inherited constructor, with what the class gives for the base's type parameters.
pub(crate) fn inherited_parameters(
    scope: &Scope<'_>,
    class: &ClassDef,
    inherited: Option<&Function>,
) -> Vec<TokenStream> {
    let Some(function) = inherited else {
        return Vec::new();
    };
    let world = scope.world;
    let owner = function.id.owner();
    let given = super::traits::arguments_above(scope, class, owner).unwrap_or_default();
    let map: Vec<_> = world.type_params(owner).into_iter().zip(given).collect();
    let params = function.params.iter().enumerate();
    params
        .take(world.parameter_count(function))
        .map(|(at, param)| {
            let name = ident(&crate::names::snake(param.name.as_str()));
            let flag = world.param_flag(function.id, at);
            let (repr, _) = world.instance(param.ty, flag, param.ty.substitute(&map));
            let ty = scope.ty(repr);
            code!(#name: #ty)
        })
        .collect()
}

/// The type parameters of a constructor itself.
fn own_generics(scope: &Scope<'_>, function: &Function) -> TokenStream {
    super::generics(scope, &scope.world.rust_type_params(function), true)
}
