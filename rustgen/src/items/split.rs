//! Constructors that use `this` in a class that others extend: `start` makes the struct, `init` runs the rest on the
//! finished object.

use super::construct::{first_part, init_receiver, is_unit};
use super::function::{context, parameters};
use super::visibility;
use crate::code::ident;
use crate::emit::{Context, Receiver};
use crate::marks::code;
use crate::scope::Scope;
use hx2rs_compiler::hir::{ClassDef, Expr, Function};
use hx2rs_compiler::mir::Construction;
use proc_macro2::TokenStream;

/// `start` and `init`, for a class that others extend; and `new` where it is made itself.
pub(crate) fn split(
    scope: &Scope<'_>,
    class: &ClassDef,
    construction: &Construction,
    own: Option<&Function>,
    inherited: Option<&Function>,
) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let visibility = visibility(scope);
    let Some(function) = own else {
        world.unsupported(
            class.header.file,
            None,
            class.header.range,
            "a class in the middle of a hierarchy without a constructor of its own, over one that uses `this`, is",
        );
        let _ = inherited;
        return TokenStream::new();
    };
    let Some(typed) = function.body() else {
        return TokenStream::new();
    };
    let is_unit = is_unit(scope, class);
    let mut context_first = context(scope, function.id, typed, function.file, Receiver::Unborn);
    let (params, first) = parameters(&mut context_first, function);
    let mut base_init = Vec::new();
    let made = first_part(
        scope,
        class,
        construction,
        Some(&mut context_first),
        None,
        Some(&mut base_init),
    );
    let (statements, fields) = made.finish();
    let object = if is_unit {
        code!(Self)
    } else {
        code!(Self { #fields })
    };
    let calls_base = base_init.iter().any(|code| !code.is_empty());
    if calls_base || has_locals(&context_first, construction) {
        world.unsupported(
            class.header.file,
            None,
            class.header.range,
            "this chain of constructors that use `this` is",
        );
    }
    let start_params = unused_params(&params, &code!(#first #statements #object));
    let mut out =
        code!(#visibility fn start(#(#start_params),*) -> Self { #first #statements #object });
    let escapes = world
        .plan
        .functions
        .get(&function.id)
        .is_some_and(|plan| plan.this_escapes);
    let mut context_rest = context(
        scope,
        function.id,
        typed,
        function.file,
        Receiver::Parameter,
    );
    let (params, first) = parameters(&mut context_rest, function);
    let Some(root) = context_rest.body.root else {
        return out;
    };
    let list = context_rest.body.exprs[root].statements(root);
    let skip = construction.before + usize::from(!base_init.is_empty());
    context_rest.receiver = if escapes {
        Receiver::CountedParameter
    } else {
        Receiver::Parameter
    };
    let mut inside = context_rest.statements(list.get(skip..).unwrap_or_default());
    let throws = world.throws(function.id);
    if throws {
        inside.extend(code!(Ok(())));
    }
    let item = scope.item(id);
    let this = if escapes {
        code!(this: &Rc<dyn #item>)
    } else {
        code!(this: &(impl #item + ?Sized))
    };
    let result = throws.then(|| code!(-> Result<(), hx::Exception>));
    let init_params = unused_params(&params, &code!(#first #inside));
    out.extend(code!(#visibility fn init(#this, #(#init_params),*) #result { #first #inside }));
    if world.classes.is_instantiated(id) {
        let names: Vec<_> = function
            .params
            .iter()
            .map(|param| ident(&crate::names::snake(param.name.as_str())))
            .collect();
        let plain = super::function::abstract_parameters(scope, function);
        let this = init_receiver(scope, id, Some(function.id));
        let question = throws.then(|| code!(?));
        let (ty, end) = if throws {
            (code!(Result<Rc<Self>, hx::Exception>), code!(Ok(this)))
        } else {
            (code!(Rc<Self>), code!(this))
        };
        out.extend(code!(#visibility fn new(#(#plain),*) -> #ty {
            let this = Rc::new(Self::start(#(#names.clone()),*));
            Self::init(#this, #(#names),*) #question;
            #end
        }));
    }
    out
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
    for token in tokens.clone() {
        match token {
            proc_macro2::TokenTree::Group(group) => collect(&group.stream(), names),
            proc_macro2::TokenTree::Ident(name) => {
                names.insert(name.to_string());
            }
            proc_macro2::TokenTree::Literal(literal) => {
                // `{name}` in a format string.
                let text = literal.to_string();
                for part in text.split(['{', '}']) {
                    names.insert(part.to_owned());
                }
            }
            proc_macro2::TokenTree::Punct(_) => {}
        }
    }
}
