//! Constructors that use `this` in a class that others extend: `new_base` makes the struct, `init` runs the rest on the
//! finished object.

use super::base::{BaseStart, constructor_of, inherited_start, init_escapes, init_receiver, kept};
use super::construct::{
    Literal, first_part, inherited_parameters, initialiser, is_unit, rest_of_fields,
};
use super::function::{context, parameters};
use super::visibility;
use crate::code::ident;
use crate::emit::{Context, Receiver};
use crate::hierarchy::class_def;
use crate::marks::code;
use crate::scope::Scope;
use hx2rs_compiler::DefId;
use hx2rs_compiler::hir::{ClassDef, Expr, Function};
use hx2rs_compiler::mir::Construction;
use proc_macro2::TokenStream;

/// `new_base` and `init`, for a class that others extend; and `new` where it is made itself.
pub(crate) fn split(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    own: Option<&Function>,
    inherited: Option<&Function>,
) -> TokenStream {
    let world = scope.world;
    let made = match own {
        Some(function) => own_halves(scope, class, construction, function),
        None => inherited_halves(scope, class, inherited),
    };
    let Some(mut out) = made else {
        return TokenStream::new();
    };
    let id = class.header.id;
    if world.classes.is_instantiated(id)
        && let Some(function) = constructor_of(scope, id)
    {
        out.extend(both_halves(scope, class, function));
    }
    out
}

/// `new`: one half after the other.
fn both_halves(scope: &Scope<'_>, class: &ClassDef, function: &Function) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let visibility = visibility(scope);
    let throws = world.throws(function.id);
    let names: Vec<_> = function
        .params
        .iter()
        .map(|param| ident(&crate::names::snake(param.name.as_str())))
        .collect();
    let params = inherited_parameters(scope, class, Some(function));
    let mut literal = Literal::default();
    let base = inherited_start(scope, class, id, names, &mut literal);
    let (statements, object) = literal.finish_base();
    let init = base.init(scope, init_receiver);
    let (ty, end) = if throws {
        (code!(Result<Rc<Self>, hx::Exception>), code!(Ok(this)))
    } else {
        (code!(Rc<Self>), code!(this))
    };
    code!(#visibility fn new(#(#params),*) -> #ty {
        #statements
        let this = Rc::new(#object);
        #init
        #end
    })
}

/// `new_base` and `init` of a class with a constructor of its own.
fn own_halves(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    function: &Function,
) -> Option<TokenStream> {
    let world = scope.world;
    let id = class.header.id;
    let visibility = visibility(scope);
    let typed = function.body()?;
    let is_unit = is_unit(scope, class);
    let mut context_first = context(scope, function.id, typed, function.file, Receiver::Unborn);
    let (params, first) = parameters(&mut context_first, function);
    let mut base = BaseStart::default();
    let made = first_part(
        scope,
        class,
        construction,
        Some(&mut context_first),
        None,
        Some(&mut base),
    );
    let (statements, fields) = made.finish();
    let object = if is_unit {
        code!(Self)
    } else {
        code!(Self { #fields })
    };
    let leaves = crate::normal::leaves(statements.clone());
    if leaves || has_locals(&context_first, construction) {
        world.unsupported(
            class.header.file,
            None,
            class.header.range,
            "this chain of constructors that use `this` is",
        );
    }
    let names = base.init.as_ref().map(|init| init.names.clone());
    let names = names.unwrap_or_default();
    let further = match &base.init {
        Some(init) => kept(scope, class, init.base),
        None => Vec::new(),
    };
    let types: Vec<_> = further.iter().map(|repr| scope.ty(*repr)).collect();
    let start_params = unused_params(&params, &code!(#first #statements #object));
    let (ty, end) = if names.is_empty() {
        (code!(Self), object)
    } else {
        (code!((Self, #(#types),*)), code!((#object, #(#names),*)))
    };
    let mut out =
        code!(#visibility fn new_base(#(#start_params),*) -> #ty { #first #statements #end });
    let mut context_rest = context(
        scope,
        function.id,
        typed,
        function.file,
        Receiver::Parameter,
    );
    for name in &names {
        let _ = context_rest.fresh(&name.to_string());
    }
    let (params, first) = parameters(&mut context_rest, function);
    let Some(root) = context_rest.body.root else {
        return Some(out);
    };
    let list = context_rest.body.exprs[root].statements(root);
    let skip = construction.before + usize::from(base.is_called);
    context_rest.receiver = if init_escapes(scope, id) {
        Receiver::CountedParameter
    } else {
        Receiver::Parameter
    };
    let mut inside = base.init(scope, handed_on);
    inside.extend(context_rest.statements(list.get(skip..).unwrap_or_default()));
    let throws = world.throws(function.id);
    if throws {
        inside.extend(code!(Ok(())));
    }
    let this = init_parameter(scope, class);
    let result = throws.then(|| code!(-> Result<(), hx::Exception>));
    let init_params = unused_params(&params, &code!(#first #inside));
    out.extend(code!(
        #visibility fn init(#this, #(#init_params,)* #(#names: #types),*) #result { #first #inside }
    ));
    Some(out)
}

/// `new_base` and `init` of a class without a constructor: its initialisers, and what its base does.
fn inherited_halves(
    scope: &Scope<'_>,
    class: &ClassDef,
    inherited: Option<&Function>,
) -> Option<TokenStream> {
    let world = scope.world;
    let visibility = visibility(scope);
    let parent = world.classes.parent(class.header.id)?;
    let params = inherited_parameters(scope, class, inherited);
    let names: Vec<_> = inherited.map_or_else(Vec::new, |function| {
        let params = function.params.iter();
        params
            .map(|param| ident(&crate::names::snake(param.name.as_str())))
            .collect()
    });
    let own = names.len();
    let mut made = Literal::default();
    for field in class.fields.iter().rev() {
        if let Some(typed) = &field.initialiser {
            initialiser(scope, class, field.id, typed, false, &mut made);
        }
    }
    let base = inherited_start(scope, class, parent, names, &mut made);
    rest_of_fields(scope, class, &mut made);
    let (statements, fields) = made.finish();
    if crate::normal::leaves(statements.clone()) {
        world.unsupported(
            class.header.file,
            None,
            class.header.range,
            "this chain of constructors that use `this` is",
        );
    }
    let all = base.init.as_ref().map(|init| init.names.clone());
    let further: Vec<_> = all.into_iter().flatten().skip(own).collect();
    let types: Vec<_> = kept(scope, class, parent)
        .into_iter()
        .skip(own)
        .map(|repr| scope.ty(repr))
        .collect();
    let (ty, end) = if further.is_empty() {
        (code!(Self), code!(Self { #fields }))
    } else {
        (
            code!((Self, #(#types),*)),
            code!((Self { #fields }, #(#further),*)),
        )
    };
    let throws = inherited.is_some_and(|function| world.throws(function.id));
    let (result, ok) = if throws {
        (code!(-> Result<(), hx::Exception>), code!(Ok(())))
    } else {
        (TokenStream::new(), TokenStream::new())
    };
    let this = init_parameter(scope, class);
    let init = base.init(scope, handed_on);
    Some(code!(
        #visibility fn new_base(#(#params),*) -> #ty { #statements #end }

        #visibility fn init(#this, #(#params,)* #(#further: #types),*) #result { #init #ok }
    ))
}

/// `this` as `init` takes it.
fn init_parameter(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let id = class.header.id;
    let item = scope.item(id);
    let params = scope.world.type_params(id);
    let list = super::arguments(scope, &params);
    if init_escapes(scope, id) {
        code!(this: &Rc<dyn #item #list>)
    } else {
        code!(this: &(impl #item #list + ?Sized))
    }
}

/// The object that one `init` hands on to that of its base.
fn handed_on(scope: &Scope<'_>, class: DefId, base: DefId) -> TokenStream {
    if init_escapes(scope, base) {
        scope.world.need_static(class);
        let class = class_def(scope.world.program, class);
        let given = class.and_then(|class| super::arguments_above(scope, class, base));
        let object = scope.class_ty(base, &given.unwrap_or_default());
        code!(&(this.clone() as Rc<#object>))
    } else if init_escapes(scope, class) {
        code!(&**this)
    } else {
        code!(this)
    }
}

/// Whether a variable of the first statements is used by the later ones.
fn has_locals(context: &Context<'_>, construction: &Construction) -> bool {
    let Some(root) = context.body.root else {
        return false;
    };
    let list = context.body.exprs[root].statements(root);
    let (first, rest) = list.split_at(construction.before.min(list.len()));
    first.iter().any(|statement| {
        if let Expr::Let { local, .. } = context.body.exprs[*statement] {
            rest.iter()
                .any(|later| context.uses(*later, local) || context.assigns(*later, local))
        } else {
            false
        }
    })
}

/// Parameters whose names the body does not mention get an underscore.
fn unused_params(params: &[TokenStream], body: &TokenStream) -> Vec<TokenStream> {
    let mut names = std::collections::HashSet::new();
    collect(body, &mut names);
    params
        .iter()
        .map(|param| {
            let mut tokens: Vec<_> = param.clone().into_iter().collect();
            if let Some(first) = tokens.first().cloned()
                && first.to_string() == "mut"
            {
                let used = tokens
                    .get(1)
                    .is_some_and(|name| names.contains(&name.to_string()));
                if !used {
                    tokens.remove(0);
                }
            }
            if let Some(first) = tokens.first_mut() {
                let name = first.to_string();
                if !names.contains(&name) && !name.starts_with('_') {
                    *first = ident(&format!("_{name}").replace("r#", "")).into();
                }
            }
            tokens.into_iter().collect()
        })
        .collect()
}

fn collect(tokens: &TokenStream, names: &mut std::collections::HashSet<String>) {
    use proc_macro2::{Spacing, TokenTree};
    let list: Vec<TokenTree> = tokens.clone().into_iter().collect();
    for (at, token) in list.iter().enumerate() {
        match token {
            TokenTree::Group(group) => collect(&group.stream(), names),
            TokenTree::Ident(name) => {
                // `name: value` names a field.
                let is_field = matches!(
                    list.get(at + 1),
                    Some(TokenTree::Punct(punct)) if punct.as_char() == ':' && punct.spacing() == Spacing::Alone
                );
                if !is_field {
                    names.insert(name.to_string());
                }
            }
            TokenTree::Literal(literal) => {
                // `{name}` in a format string.
                let text = literal.to_string();
                for part in text.split(['{', '}']) {
                    names.insert(part.to_owned());
                }
            }
            TokenTree::Punct(_) => {}
        }
    }
}
