//! Classes: the struct, its own functions, and what stands beside it.

use super::function::{Head, function, signature};
use super::{arguments, doc, generics, statics, visibility};
use crate::code::ident;
use crate::emit::Receiver;
use crate::hierarchy::Placement;
use crate::marks::{self, code};
use crate::scope::Scope;
use hx2rs_compiler::hir::{AbstractDef, ClassDef, Function, Implementation, TyKind};
use hx2rs_compiler::mir::FieldCell;
use hx2rs_compiler::{DefId, MemberId, Name};
use proc_macro2::TokenStream;
use quote::quote;

/// A class or interface with everything that belongs to it.
pub(crate) fn class(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let id = class.header.id;
    let mark = scope
        .world
        .marks
        .borrow_mut()
        .mark(class.header.file, class.header.range);
    let before = marks::enter(mark);
    let mut out = TokenStream::new();
    out.extend(statics::variables(scope, &class.statics, class.header.file));
    if !scope.world.classes.is_type(id) {
        out.extend(free_functions(scope, &class.functions));
        out.extend(extensions(scope, class));
        marks::leave(before);
        return out;
    }
    if scope.world.classes.is_trait(id) {
        out.extend(super::traits::declaration(scope, class));
        out.extend(super::dispatch::dispatches(scope, class));
        out.extend(super::traits::conversion(scope, class));
    }
    if scope.world.classes.has_struct(id) {
        out.extend(structure(scope, class));
        out.extend(own_functions(scope, class));
        if scope.world.classes.is_instantiated(id)
            || scope.world.classes.is_only_named(id)
            || calls_base_of_trait(scope, class)
        {
            out.extend(super::traits::implementations(scope, class));
            out.extend(text(scope, class));
            out.extend(super::object::class(scope, class));
        }
    } else {
        out.extend(free_functions(scope, &class.functions));
    }
    out.extend(identity(scope, class));
    marks::leave(before);
    out
}

/// Whether a method calls one of a base class that is a trait, which takes objects of that trait only.
fn calls_base_of_trait(scope: &Scope<'_>, class: &ClassDef) -> bool {
    use hx2rs_compiler::hir::{Callee, Expr};
    let world = scope.world;
    let reached = class.methods.iter();
    let reached = reached.filter(|method| world.plan.functions.contains_key(*method));
    let mut bodies = reached.filter_map(|method| world.program.functions.get(method)?.body());
    bodies.any(|typed| {
        typed.body.exprs.iter().any(|(_, expr)| {
            if let Expr::Call { callee, .. } = expr
                && let Callee::Super(method) = callee
            {
                world.classes.is_trait(method.owner())
            } else {
                false
            }
        })
    })
}

/// Objects are the same by address.
fn identity(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    if !world.needs.borrow().identity_classes.contains(&id) || !world.classes.is_type(id) {
        return TokenStream::new();
    }
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    if world.classes.is_trait(id) {
        let name = scope.item(id);
        return code!(impl #bounded hx::Identity for dyn #name #list {});
    }
    let name = scope.struct_item(id);
    code!(impl #bounded hx::Identity for #name #list {})
}

/// An abstract: its functions stand in its module.
pub(crate) fn abstraction(scope: &Scope<'_>, def: &AbstractDef) -> TokenStream {
    let mut out = TokenStream::new();
    out.extend(statics::variables(scope, &def.statics, def.header.file));
    for id in &def.functions {
        if let Some(found) = reached(scope, *id) {
            out.extend(function(
                scope,
                found,
                &Head {
                    name: &scope.world.names.member(*id),
                    visibility: visibility(scope),
                    receiver: Receiver::Value,
                    this: None,
                    // Functions that take or make the value have them as their own.
                    outer: Vec::new(),
                },
            ));
        }
    }
    out
}

/// A function that the program reaches and that has a body to emit.
pub(crate) fn reached<'a>(scope: &'a Scope<'_>, id: MemberId) -> Option<&'a Function> {
    if !scope.world.plan.functions.contains_key(&id) {
        return None;
    }
    let found = scope.world.program.functions.get(&id)?;
    match &found.implementation {
        Implementation::Body(_) => Some(found),
        Implementation::Native(_) | Implementation::BodyOrNative(..) | Implementation::Abstract => {
            None
        }
    }
}

/// A static function.
pub(crate) fn plain_function(scope: &Scope<'_>, found: &Function) -> TokenStream {
    let head = Head {
        name: &scope.world.names.member(found.id),
        visibility: visibility(scope),
        receiver: Receiver::None,
        this: None,
        outer: Vec::new(),
    };
    function(scope, found, &head)
}

fn free_functions(scope: &Scope<'_>, ids: &[MemberId]) -> TokenStream {
    let mut out = TokenStream::new();
    for id in ids {
        let Some(found) = reached(scope, *id) else {
            continue;
        };
        let is_main = scope.world.program.main == Some(*id);
        if is_main {
            out.extend(crate::crate_root::main_function(scope, found));
            if crate::crate_root::is_whole(scope, *id) {
                continue;
            }
        }
        out.extend(plain_function(scope, found));
    }
    out
}

/// Methods with Haxe bodies of a class of the prelude: functions whose first parameter is the object.
fn extensions(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    use hx2rs_compiler::hir::Ty;
    let world = scope.world;
    let mut out = TokenStream::new();
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    for id in &class.methods {
        let Some(found) = reached(scope, *id) else {
            continue;
        };
        let list = params
            .iter()
            .map(|param| Ty::new(TyKind::Param(*param)))
            .collect();
        let this = world.repr(Ty::new(TyKind::Class(class.header.id, list)), false);
        let this = scope.ty(this);
        out.extend(function(
            scope,
            found,
            &Head {
                name: &world.names.member(*id),
                visibility: visibility(scope),
                receiver: Receiver::Value,
                this: Some(code!(this: #this)),
                outer: params.clone(),
            },
        ));
    }
    out
}

/// `struct C { … }`.
fn structure(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let name = ident(&scope.struct_name(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let generics = struct_generics(scope, &params);
    let visibility = visibility(scope);
    let mut fields = Vec::new();
    if let Some(base) = base_ty(scope, class) {
        fields.push(code!(#visibility base: #base));
    }
    for field in &class.fields {
        if !world.is_field_read(field.id) {
            continue;
        }
        let plan = world.plan.fields.get(&field.id);
        let (cell, flag) =
            plan.map_or((FieldCell::Plain, false), |plan| (plan.cell, plan.nullable));
        let ty = scope.ty(world.repr(field.ty, flag));
        let ty = match cell {
            FieldCell::Plain => ty,
            FieldCell::Cell => code!(Cell<#ty>),
            FieldCell::RefCell => code!(RefCell<#ty>),
        };
        let before = marks::enter(
            world
                .marks
                .borrow_mut()
                .mark(class.header.file, field.range),
        );
        let name = ident(&world.names.member(field.id));
        let doc = doc(field.doc.as_deref());
        fields.push(code!(#doc #visibility #name: #ty));
        marks::leave(before);
    }
    let doc = if world.classes.is_trait(id) {
        let text = format!(" The fields of every [`{}`].", world.names.ty(id));
        quote!(#[doc = #text])
    } else {
        doc(class.header.doc.as_deref())
    };
    let copied = world.needs.borrow().copied_classes.contains(&id);
    let copied = copied.then(|| quote!(#[derive(Clone)]));
    if fields.is_empty() && params.is_empty() {
        return code!(#doc #copied #visibility struct #name;);
    }
    let unnamed = unnamed_params(scope, class);
    if !unnamed.is_empty() {
        let list = unnamed
            .iter()
            .map(|param| ident(&world.names_of_param(*param)));
        fields.push(code!(marker: std::marker::PhantomData<(#(#list),*,)>));
    }
    code!(#doc #copied #visibility struct #name #generics { #(#fields),* })
}

/// The type parameters that no field of the struct names, which Rust wants all the same.
pub(super) fn unnamed_params(
    scope: &Scope<'_>,
    class: &ClassDef,
) -> Vec<hx2rs_compiler::hir::TypeParamId> {
    let world = scope.world;
    let held = class
        .fields
        .iter()
        .filter(|field| world.is_field_read(field.id));
    let mut types: Vec<TokenStream> = held
        .map(|field| scope.ty(world.repr(field.ty, false)))
        .collect();
    types.extend(base_ty(scope, class));
    let params = class.header.type_params.iter().map(|param| param.id);
    let is_named = |name: String| {
        types
            .iter()
            .any(|ty| crate::unused::uses(ty.clone(), &name))
    };
    params
        .filter(|param| !is_named(world.names_of_param(*param)))
        .collect()
}

/// Type parameters of a struct: those that no field names would be an error in Rust.
fn struct_generics(scope: &Scope<'_>, params: &[hx2rs_compiler::hir::TypeParamId]) -> TokenStream {
    arguments(scope, params)
}

/// The type of the embedded base: the struct of the base class, or `hx::Exception`.
pub(crate) fn base_ty(scope: &Scope<'_>, class: &ClassDef) -> Option<TokenStream> {
    let world = scope.world;
    let extends = class.extends?;
    if let Some(parent) = world.classes.parent(class.header.id) {
        let item = scope.struct_item(parent);
        let list: &[hx2rs_compiler::hir::Ty] =
            if let TyKind::Class(_, list) = world.bare(extends).kind() {
                list
            } else {
                &[]
            };
        for (param, argument) in world.type_params(parent).iter().zip(list) {
            world.bound_edge(*param, *argument);
        }
        let list = scope.class_arguments(parent, list);
        return Some(code!(#item #list));
    }
    world
        .is_exception(class.header.id)
        .then(|| code!(hx::Exception))
}

/// `impl C { … }`: construction, methods of its own, static functions.
fn own_functions(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let name = ident(&scope.struct_name(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let mut inside = super::construct::constructors(scope, class);
    for method in &class.methods {
        let Some(found) = reached(scope, *method) else {
            continue;
        };
        match world.classes.placement(world.plan, *method) {
            Placement::Inherent => inside.extend(inherent(scope, found)),
            Placement::BaseFunction => inside.extend(base_function(scope, found)),
            Placement::TraitImpl(_) | Placement::TraitDefault => {}
        }
    }
    let mut others = TokenStream::new();
    for function_id in &class.functions {
        let Some(found) = reached(scope, *function_id) else {
            continue;
        };
        if world.program.main == Some(*function_id) {
            others.extend(crate::crate_root::main_function(scope, found));
            if crate::crate_root::is_whole(scope, *function_id) {
                continue;
            }
        }
        if params.is_empty() {
            inside.extend(plain_function(scope, found));
        } else {
            others.extend(plain_function(scope, found));
        }
    }
    if inside.is_empty() {
        return others;
    }
    code!(impl #bounded #name #list { #inside } #others)
}

/// A method in `impl C`.
fn inherent(scope: &Scope<'_>, found: &Function) -> TokenStream {
    let escapes = scope
        .world
        .plan
        .functions
        .get(&found.id)
        .is_some_and(|plan| plan.this_escapes);
    let (receiver, this) = if escapes {
        (Receiver::Counted, code!(self: &Rc<Self>))
    } else {
        (Receiver::Reference, code!(&self))
    };
    function(
        scope,
        found,
        &Head {
            name: &scope.world.names.member(found.id),
            visibility: visibility(scope),
            receiver,
            this: Some(this),
            outer: Vec::new(),
        },
    )
}

/// A method as `CBase::m(this, …)`.
fn base_function(scope: &Scope<'_>, found: &Function) -> TokenStream {
    let world = scope.world;
    let owner = found.id.owner();
    let escapes = world
        .plan
        .functions
        .get(&found.id)
        .is_some_and(|plan| plan.this_escapes);
    let item = scope.item(owner);
    let params = world.type_params(owner);
    let list = arguments(scope, &params);
    let (receiver, this) = if escapes {
        (
            Receiver::CountedParameter,
            code!(this: &Rc<dyn #item #list>),
        )
    } else {
        (
            Receiver::Parameter,
            code!(this: &(impl #item #list + ?Sized)),
        )
    };
    function(
        scope,
        found,
        &Head {
            name: &world.names.member(found.id),
            visibility: visibility(scope),
            receiver,
            this: Some(this),
            outer: Vec::new(),
        },
    )
}

/// The text of an instance: `toString`, or the name of its class.
fn text(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let wanted = world
        .needs
        .borrow()
        .shown_classes
        .iter()
        .any(|shown| world.plan.families.is_below(id, *shown));
    if !wanted {
        return TokenStream::new();
    }
    let name = ident(&scope.struct_name(id));
    let params: Vec<_> = class
        .header
        .type_params
        .iter()
        .map(|param| param.id)
        .collect();
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let body = text_body(scope, id);
    let method = world.plan.families.method(id, Name::new("toString"));
    let escapes = method
        .and_then(|method| world.plan.functions.get(&method))
        .is_some_and(|plan| plan.this_escapes);
    if escapes {
        // All that has a text is behind an `Rc`, so nothing comes the other way.
        return code!(
            impl #bounded hx::Show for #name #list {
                fn show_on(&self, _out: &mut dyn fmt::Write) -> fmt::Result {
                    unreachable!()
                }

                fn show_shared(self: Rc<Self>, out: &mut dyn fmt::Write) -> fmt::Result {
                    #body
                }
            }
        );
    }
    code!(
        impl #bounded hx::Show for #name #list {
            fn show_on(&self, out: &mut dyn fmt::Write) -> fmt::Result {
                #body
            }
        }
    )
}

fn text_body(scope: &Scope<'_>, id: DefId) -> TokenStream {
    let world = scope.world;
    let is_exception = world.is_exception(id);
    let text = text_call(scope, id, "toString", &code!(self));
    let text =
        text.or_else(|| is_exception.then(|| text_call(scope, id, "get_message", &code!(self)))?);
    if let Some((call, nullable, throws)) = text {
        let write = |text: TokenStream| {
            if nullable {
                code!(hx::Show::show_on(&#text, out))
            } else {
                code!(out.write_str(&#text))
            }
        };
        if throws {
            let write = write(code!(text));
            return code!(match #call {
                Ok(text) => #write,
                Err(error) => hx::throw(error),
            });
        }
        return write(call);
    }
    if is_exception {
        let top = world.exception_top(id);
        let mut object = code!(self);
        for _ in 0..world.classes.depth(id, top) {
            object = code!(#object.base);
        }
        return code!(out.write_str(#object.base.message()));
    }
    let path = world.program.path(id);
    code!(out.write_str(#path))
}

/// A call of a method of the program without parameters; whether its result may be null, and whether it throws.
fn text_call(
    scope: &Scope<'_>,
    id: DefId,
    name: &str,
    object: &TokenStream,
) -> Option<(TokenStream, bool, bool)> {
    let world = scope.world;
    let name = Name::new(name);
    let method = world.plan.families.method(id, name)?;
    reached(scope, method)?;
    let found = world.program.functions.get(&method)?;
    if !found.params.is_empty() {
        return None;
    }
    let plan = world.plan.functions.get(&method);
    let throws = plan.is_some_and(|plan| plan.throws);
    let rust = ident(&world.names.member(method));
    let homes = world.classes.homes(id, name);
    let call = if homes.is_empty() {
        let mut object = object.clone();
        for _ in 0..world.classes.depth(id, method.owner()) {
            object = code!(#object.base);
        }
        code!(#object.#rust())
    } else {
        for home in &homes {
            scope.bring(*home);
        }
        code!(#object.#rust())
    };
    Some((call, world.result_flag(method), throws))
}

/// What a class has in place of methods of the exception that it extends, for the carrier of its objects.
pub(super) fn own_in_exception(scope: &Scope<'_>, id: DefId) -> TokenStream {
    let mut own = TokenStream::new();
    if let Some((call, nullable, throws)) = text_call(scope, id, "get_message", &code!(self)) {
        let text = if throws {
            code!(match #call {
                Ok(text) => text,
                Err(error) => hx::throw(error),
            })
        } else {
            call
        };
        let text = if nullable {
            code!(hx::text(&#text))
        } else {
            text
        };
        own.extend(code!(.saying(#text)));
    }
    let families = &scope.world.plan.families;
    for (name, add) in [("details", "detailed"), ("unwrap", "unwrapped")] {
        let escapes = families
            .method(id, Name::new(name))
            .is_some_and(|own| scope.world.this_escapes(own));
        let this = if escapes {
            code!(Rc::clone(&this))
        } else {
            code!(this)
        };
        let Some((call, nullable, throws)) = text_call(scope, id, name, &this) else {
            continue;
        };
        let is_text = nullable && name == "details";
        let result = match (throws, is_text) {
            (true, true) => code!(Ok(hx::text(&#call?))),
            (true, false) => call,
            (false, true) => code!(Ok(hx::text(&#call))),
            (false, false) => code!(Ok(#call)),
        };
        let add = ident(add);
        own.extend(code!(.#add({
            let this = Rc::clone(&self);
            move || #result
        })));
    }
    own
}

/// A signature without a body: of a trait.
pub(crate) fn required(scope: &Scope<'_>, found: &Function, this: TokenStream) -> TokenStream {
    let params = super::function::abstract_parameters(scope, found);
    let head = Head {
        name: &scope.world.names.member(found.id),
        visibility: TokenStream::new(),
        receiver: Receiver::None,
        this: Some(this),
        outer: Vec::new(),
    };
    let doc = doc(found.doc.as_deref());
    let signature = signature(scope, found, &head, &params);
    code!(#doc #signature;)
}
