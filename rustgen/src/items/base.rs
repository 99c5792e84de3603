//! The base of an object under construction, where its constructor works on the whole object: `new_base` makes the base's
//! struct before there is an object, `init` runs on it later, and takes what `new_base` has computed.

use super::class::reached;
use super::construct::{Literal, inherited_constructor};
use super::traits::arguments_above;
use crate::code::ident;
use crate::emit::Context;
use crate::hierarchy::class_def;
use crate::marks::code;
use crate::represent::Repr;
use crate::scope::Scope;
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{Callee, ClassDef, Expr, ExprId, Function};
use proc_macro2::{Ident, TokenStream};

/// The call of a base constructor that works on the finished object: its first part now, its second one later.
pub(super) fn base_start(
    scope: &Scope<'_>,
    class: &ClassDef,
    context: &mut Context<'_>,
    statement: ExprId,
    literal: &mut Literal,
    later: &mut BaseStart,
) {
    let world = scope.world;
    let body = context.body;
    let Expr::Call {
        callee:
            Callee::SuperConstructor {
                class: base,
                constructor,
            },
        arguments,
    } = &body.exprs[statement]
    else {
        return;
    };
    let base_literal = world
        .plan
        .classes
        .get(base)
        .is_none_or(|base| base.construction.is_literal);
    let item = scope.struct_item(*base);
    later.is_called = true;
    let codes = match constructor {
        Some(constructor) => context.constructor_arguments(*constructor, arguments),
        None => Vec::new(),
    };
    if base_literal {
        literal.settle();
        let question = constructor
            .is_some_and(|constructor| world.throws(constructor))
            .then(|| code!(?));
        literal.set("base", code!(#item::new(#(#codes),*) #question));
        return;
    }
    literal.settle();
    let kept = kept(scope, class, *base);
    let mut names = Vec::new();
    for (at, code) in codes.into_iter().enumerate() {
        let name = context.fresh(&format!("a{at}"));
        literal.statements.extend(code!(let #name = #code;));
        names.push(name);
    }
    let given = given(scope, &names, &kept);
    for at in names.len()..kept.len() {
        names.push(context.fresh(&format!("a{at}")));
    }
    let further = names.get(given.len()..).unwrap_or_default();
    if further.is_empty() {
        literal.set("base", code!(#item::new_base(#(#given),*)));
    } else {
        literal
            .statements
            .extend(code!(let (base, #(#further),*) = #item::new_base(#(#given),*);));
        literal.set("base", code!(base));
    }
    later.init = Some(BaseInit {
        class: class.header.id,
        base: *base,
        names,
    });
}

/// What a class hands to `new_base` of its base, copied where `init` wants it again.
fn given(scope: &Scope<'_>, names: &[Ident], kept: &[Repr]) -> Vec<TokenStream> {
    let pairs = names.iter().zip(kept);
    pairs
        .map(|(name, repr)| {
            if scope.world.is_copy(*repr) {
                code!(#name)
            } else {
                code!(#name.clone())
            }
        })
        .collect()
}

/// How a constructor begins the construction of its base.
#[derive(Default)]
pub(crate) struct BaseStart {
    /// Whether the call of the base constructor stands behind the first statements.
    pub is_called: bool,
    /// What is left of it for the finished object.
    pub init: Option<BaseInit>,
}

/// `Base::init(this, a0, a1)`.
pub(crate) struct BaseInit {
    /// The class that calls it.
    class: DefId,
    /// The class that is called.
    pub base: DefId,
    /// What is handed over.
    pub names: Vec<Ident>,
}

impl BaseStart {
    /// The call; `receiver` says how the object is handed over.
    pub(crate) fn init(
        &self,
        scope: &Scope<'_>,
        receiver: impl Fn(&Scope<'_>, DefId, DefId) -> TokenStream,
    ) -> TokenStream {
        let Some(found) = &self.init else {
            return TokenStream::new();
        };
        let item = scope.struct_item(found.base);
        let this = receiver(scope, found.class, found.base);
        let function = constructor_of(scope, found.base);
        let throws = function.is_some_and(|function| scope.world.throws(function.id));
        let question = throws.then(|| code!(?));
        let names = &found.names;
        code!(#item::init(#this, #(#names),*) #question;)
    }
}

/// The constructor that makes objects of a class: its own, or the nearest above.
pub(crate) fn constructor_of<'a>(scope: &'a Scope<'_>, class: DefId) -> Option<&'a Function> {
    let def = class_def(scope.world.program, class)?;
    let own = def.constructor.and_then(|found| reached(scope, found));
    own.or_else(|| inherited_constructor(scope, def))
}

/// What `init` of `base` takes besides the object, as `class` sees it: the parameters of its constructor, and what
/// that hands on to `init` of the class above.
pub(crate) fn kept(scope: &Scope<'_>, class: &ClassDef, base: DefId) -> Vec<Repr> {
    let world = scope.world;
    let mut found = Vec::new();
    let mut at = Some(base);
    while let Some(def) = at {
        let is_literal = world
            .plan
            .classes
            .get(&def)
            .is_none_or(|plan| plan.construction.is_literal);
        let Some(declared) = class_def(world.program, def).filter(|_| !is_literal) else {
            break;
        };
        let own = declared.constructor.is_some();
        if (own || def == base)
            && let Some(function) = constructor_of(scope, def)
        {
            let owner = function.id.owner();
            let given = arguments_above(scope, class, owner).unwrap_or_default();
            let map: Vec<_> = world.type_params(owner).into_iter().zip(given).collect();
            for (at, param) in function.params.iter().enumerate() {
                let flag = world.param_flag(function.id, at);
                found.push(world.instance(param.ty, flag, param.ty.substitute(&map)).0);
            }
            if owner != def {
                at = world.classes.parent(owner);
                continue;
            }
        }
        at = world.classes.parent(def);
    }
    found
}

/// A new object as `init` of a base class takes it.
pub(crate) fn init_receiver(scope: &Scope<'_>, class: DefId, base: DefId) -> TokenStream {
    if init_escapes(scope, base) {
        scope.world.need_static(class);
        let class = class_def(scope.world.program, class);
        let given = class.and_then(|class| arguments_above(scope, class, base));
        let object = scope.class_ty(base, &given.unwrap_or_default());
        code!(&(this.clone() as Rc<#object>))
    } else {
        code!(&*this)
    }
}

/// Whether `init` of a class takes the counted object: it keeps it, or that of a class above does.
pub(crate) fn init_escapes(scope: &Scope<'_>, class: DefId) -> bool {
    let world = scope.world;
    let function = constructor_of(scope, class);
    let keeps = function
        .and_then(|function| world.plan.functions.get(&function.id))
        .is_some_and(|plan| plan.this_escapes);
    let above = world.classes.parent(class).filter(|above| {
        let plan = world.plan.classes.get(above);
        plan.is_some_and(|plan| !plan.construction.is_literal)
    });
    keeps || above.is_some_and(|above| init_escapes(scope, above))
}

/// `new_base` of the base of a class without a constructor, which takes what that one takes.
pub(crate) fn inherited_start(
    scope: &Scope<'_>,
    class: &ClassDef,
    parent: DefId,
    mut names: Vec<Ident>,
    made: &mut Literal,
) -> BaseStart {
    let item = scope.struct_item(parent);
    let kept = kept(scope, class, parent);
    let given = given(scope, &names, &kept);
    for at in names.len()..kept.len() {
        names.push(ident(&format!("a{at}")));
    }
    let further = names.get(given.len()..).unwrap_or_default();
    if further.is_empty() {
        made.set("base", code!(#item::new_base(#(#given),*)));
    } else {
        made.settle();
        made.statements
            .extend(code!(let (base, #(#further),*) = #item::new_base(#(#given),*);));
        made.set("base", code!(base));
    }
    BaseStart {
        is_called: true,
        init: Some(BaseInit {
            class: class.header.id,
            base: parent,
            names,
        }),
    }
}
