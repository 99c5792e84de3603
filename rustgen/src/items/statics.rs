//! Static variables: constants, and variables of the thread. What cannot have its value in place gets it from `init`,
//! which runs before the program's `main`, in the official order. Which is which: [`StaticForm`] and
//! [`hx2rs_compiler::mir::statics`].

use super::function::context;
use super::{doc, visibility};
use crate::code::{Code, Level, ident};
use crate::emit::{Context, Exit, Receiver};
use crate::marks::{self, code};
use crate::represent::{Kind, Repr};
use crate::scope::Scope;
use crate::world::World;
use hx2rs_compiler::hir::{Const, Field, Ty, TyKind};
use hx2rs_compiler::mir::constant::Constant;
use hx2rs_compiler::mir::{StaticPlan, StaticStart};
use hx2rs_compiler::{FileId, MemberId};
use proc_macro2::TokenStream;
use quote::quote;

/// How a static variable is held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StaticForm {
    /// `const X: T`.
    Constant,
    /// `static X: Cell<T>` of the thread.
    Cell,
    /// `static X: RefCell<T>` of the thread.
    RefCell,
    /// `static X: T` of the thread.
    Plain,
}

/// What `init` does with a static variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Filling {
    /// Nothing.
    None,
    /// `X.set(value);`.
    Set,
    /// `X.with(|_| {});`: the value stands in place, and is made now.
    Touch,
    /// Nobody reads it: only its value is computed.
    Effect,
}

impl World<'_> {
    /// How the value of a static variable is represented.
    pub(crate) fn static_repr(&self, field: MemberId) -> Repr {
        let plan = self.plan.statics.get(&field);
        let flag = plan.is_some_and(|plan| plan.nullable);
        let ty = self
            .field(field)
            .map_or(Ty::new(TyKind::Void), |field| field.ty);
        self.repr(ty, flag)
    }

    /// How a static variable that the program reads is held.
    pub(crate) fn static_form(&self, field: MemberId) -> Option<StaticForm> {
        let plan = self.plan.statics.get(&field)?;
        let repr = self.static_repr(field);
        let is_constant = match &plan.start {
            StaticStart::Unset => !plan.written,
            StaticStart::Constant(constant) => self.is_rust_constant(constant, repr),
            StaticStart::InPlace | StaticStart::Filled => false,
        };
        Some(if is_constant {
            StaticForm::Constant
        } else if self.is_copy(repr) {
            StaticForm::Cell
        } else if plan.written || self.filling(field, plan) == Filling::Set {
            StaticForm::RefCell
        } else {
            StaticForm::Plain
        })
    }

    /// Whether something reads a static variable.
    pub(crate) fn is_static_read(&self, field: MemberId) -> bool {
        let read = self.plan.statics.get(&field).is_none_or(|plan| plan.read);
        read && !self.folded_away.contains(&field)
    }

    /// Constructors of enums that are counted, and Dynamic values, are made at run time.
    fn is_rust_constant(&self, constant: &Constant, repr: Repr) -> bool {
        match constant {
            Constant::Value(Const::Null) => true,
            Constant::Value(_) => !matches!(self.kind(repr.ty), Kind::Dynamic),
            Constant::Constructor(_) => self.is_copy(repr),
        }
    }

    fn filling(&self, field: MemberId, plan: &StaticPlan) -> Filling {
        match plan.start {
            StaticStart::Unset | StaticStart::Constant(_) | StaticStart::InPlace => Filling::None,
            StaticStart::Filled if !plan.read => Filling::Effect,
            StaticStart::Filled => {
                let repr = self.static_repr(field);
                let waits = self.has_default(repr) && (plan.early || plan.written);
                if waits || self.is_copy(repr) && self.has_default(repr) {
                    Filling::Set
                } else {
                    Filling::Touch
                }
            }
        }
    }

    /// Whether `init` lets an exception out.
    pub(crate) fn init_throws(&self) -> bool {
        self.plan.filled.iter().any(|member| {
            self.plan.statics.get(member).is_some_and(|plan| {
                plan.throws && matches!(self.filling(*member, plan), Filling::Set | Filling::Effect)
            })
        })
    }
}

/// The static variables of a type that the program reads: constants, then what belongs to the thread.
pub(crate) fn variables(scope: &Scope<'_>, fields: &[Field], file: FileId) -> TokenStream {
    let world = scope.world;
    let mut constants = TokenStream::new();
    let mut others = TokenStream::new();
    for field in fields {
        if !world.plan.statics.contains_key(&field.id) || !world.is_static_read(field.id) {
            continue;
        }
        let before = marks::enter(world.marks.borrow_mut().mark(file, field.range));
        match world.static_form(field.id) {
            Some(StaticForm::Constant) => constants.extend(constant(scope, field, file)),
            Some(form) => others.extend(variable(scope, field, form, file)),
            None => {}
        }
        marks::leave(before);
    }
    if !others.is_empty() {
        let block = ident(crate::print::THREAD_LOCAL);
        others = quote!(mod #block { #others });
    }
    quote!(#constants #others)
}

fn constant(scope: &Scope<'_>, field: &Field, file: FileId) -> TokenStream {
    let world = scope.world;
    let repr = world.static_repr(field.id);
    let value = match world.plan.statics.get(&field.id).map(|plan| &plan.start) {
        Some(StaticStart::Constant(Constant::Value(constant))) => {
            let float = matches!(world.kind(repr.ty), Kind::Float);
            let value = crate::emit::constant_code(constant, float);
            if repr.null && *constant != Const::Null {
                code!(Some(#value))
            } else {
                code!(#value)
            }
        }
        Some(StaticStart::Constant(Constant::Constructor(_))) => {
            let Some(value) = initial(scope, field, repr, file) else {
                return TokenStream::new();
            };
            code!(#value)
        }
        Some(StaticStart::Unset | StaticStart::InPlace | StaticStart::Filled) | None => {
            let value = default(world, repr);
            code!(#value)
        }
    };
    let name = ident(&world.names.member(field.id));
    let visibility = visibility(scope);
    let doc = doc(field.doc.as_deref());
    let ty = scope.ty(repr);
    code!(#doc #visibility const #name: #ty = #value;)
}

/// `static X: Cell<T> = Cell::new(value);`, inside of `thread_local!`.
fn variable(scope: &Scope<'_>, field: &Field, form: StaticForm, file: FileId) -> TokenStream {
    let world = scope.world;
    let repr = world.static_repr(field.id);
    let Some(plan) = world.plan.statics.get(&field.id) else {
        return TokenStream::new();
    };
    let waits = plan.start == StaticStart::Unset || world.filling(field.id, plan) == Filling::Set;
    let value = if waits {
        if !world.has_default(repr) {
            world.unsupported(
                file,
                None,
                field.range,
                "a static variable of this type without a first value is",
            );
            return TokenStream::new();
        }
        default(world, repr)
    } else {
        match initial(scope, field, repr, file) {
            Some(value) => value,
            None => return TokenStream::new(),
        }
    };
    let is_constant = waits
        || crate::emit::is_int64_literal(&value)
        || match &plan.start {
            StaticStart::InPlace => initial_constant(field)
                .is_some_and(|constant| world.is_rust_constant(&constant, repr)),
            StaticStart::Constant(_) | StaticStart::Unset | StaticStart::Filled => false,
        };
    let ty = scope.ty(repr);
    let (ty, value) = match form {
        StaticForm::Cell => (code!(Cell<#ty>), Code::call(code!(Cell::new), &[value])),
        StaticForm::RefCell => (
            code!(RefCell<#ty>),
            Code::call(code!(RefCell::new), &[value]),
        ),
        StaticForm::Plain | StaticForm::Constant => (ty, value),
    };
    let value = if is_constant {
        code!(const { #value })
    } else {
        code!(#value)
    };
    let name = ident(&world.names.member(field.id));
    let visibility = visibility(scope);
    let doc = doc(field.doc.as_deref());
    code!(#doc #visibility static #name: #ty = #value;)
}

/// Null, 0, 0.0, false.
fn default(world: &World<'_>, repr: Repr) -> Code {
    if repr.null {
        return Code::tight(code!(None));
    }
    let constant = if matches!(world.kind(repr.ty), Kind::Float) {
        Const::Float(0)
    } else if matches!(world.kind(repr.ty), Kind::Bool) {
        Const::Bool(false)
    } else {
        Const::Int(0)
    };
    crate::emit::constant_code(&constant, false)
}

/// The constant that a variable begins with.
fn initial_constant(field: &Field) -> Option<Constant> {
    let body = &field.initialiser.as_ref()?.body;
    hx2rs_compiler::mir::constant::evaluate(body, body.root?, &|_| None)
}

/// The initialiser as a value in place.
fn initial(scope: &Scope<'_>, field: &Field, repr: Repr, file: FileId) -> Option<Code> {
    let (mut context, root) = initialiser(scope, field, file)?;
    let value = context.owned(root, repr);
    if !scope.world.throws(field.id) {
        return Some(value);
    }
    let end = Code::new(Level::Jump, code!(|error| hx::uncaught(&error)));
    let is_result = ends_with_question(&value);
    let result = context.ok_or_same(value);
    let result = if is_result {
        Code::tight(result)
    } else {
        Code::tight(code!(hx::attempt(|| #result)))
    };
    Some(result.method("unwrap_or_else", &[end]))
}

/// `f()?`
fn ends_with_question(code: &Code) -> bool {
    let last = code.tokens.clone().into_iter().last();
    code.level == Level::Postfix && last.is_some_and(|last| last.to_string() == "?")
}

fn initialiser<'a>(
    scope: &'a Scope<'a>,
    field: &'a Field,
    file: FileId,
) -> Option<(Context<'a>, hx2rs_compiler::hir::ExprId)> {
    let typed = field.initialiser.as_ref()?;
    let root = typed.body.root?;
    let mut context = context(scope, field.id, typed, file, Receiver::None);
    context.frame.exit = Exit::Function;
    Some((context, root))
}

/// The statements of `init`.
pub(crate) fn filled(scope: &Scope<'_>) -> TokenStream {
    let world = scope.world;
    let mut out = TokenStream::new();
    for member in &world.plan.filled {
        let (Some(plan), Some(field)) = (world.plan.statics.get(member), world.field(*member))
        else {
            continue;
        };
        let Some(file) = world
            .program
            .types
            .get(&member.owner())
            .map(|def| def.header().file)
        else {
            continue;
        };
        let before = marks::enter(world.marks.borrow_mut().mark(file, field.range));
        out.extend(fill(scope, field, plan, file));
        marks::leave(before);
    }
    out
}

fn fill(scope: &Scope<'_>, field: &Field, plan: &StaticPlan, file: FileId) -> TokenStream {
    let world = scope.world;
    let path = Code::tight(scope.free(field.id));
    match world.filling(field.id, plan) {
        Filling::None => TokenStream::new(),
        Filling::Touch => code!(#path.with(|_| {});),
        Filling::Set => {
            let Some((mut context, root)) = initialiser(scope, field, file) else {
                return TokenStream::new();
            };
            let value = context.owned(root, world.static_repr(field.id));
            let set = path.method("set", &[value]);
            code!(#set;)
        }
        Filling::Effect => match initialiser(scope, field, file) {
            Some((mut context, root)) => context.statement(root),
            None => TokenStream::new(),
        },
    }
}
