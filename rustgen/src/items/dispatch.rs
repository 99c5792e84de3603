//! `impl dyn C { fn m<T>(this: &(impl C + ?Sized), …) { … } }`: which implementation a call of a method with type
//! parameters runs. The classes of the program are all known, so each one that has its own is asked for.

use super::class::reached;
use super::function::{Head, signature};
use super::traits::arguments_above;
use super::{arguments, generics, visibility};
use crate::code::ident;
use crate::emit::Receiver;
use crate::hierarchy::class_def;
use crate::marks::code;
use crate::scope::Scope;
use crate::world::Bound;
use hx2rs_compiler::hir::{ClassDef, Function, Ty, TyKind, TypeParamId};
use hx2rs_compiler::{DefId, MemberId};
use proc_macro2::{Ident, TokenStream};

/// The functions of a trait.
pub(crate) fn dispatches(scope: &Scope<'_>, class: &ClassDef) -> TokenStream {
    let world = scope.world;
    let id = class.header.id;
    let methods: Vec<MemberId> = world
        .needs
        .borrow()
        .dispatches
        .iter()
        .copied()
        .filter(|method| method.owner() == id)
        .collect();
    let functions: TokenStream = methods
        .into_iter()
        .filter_map(|method| dispatch(scope, class, method))
        .collect();
    if functions.is_empty() {
        return functions;
    }
    let params = world.type_params(id);
    for param in &params {
        world.need(Ty::new(TyKind::Param(*param)), Bound::Static);
    }
    let (bounded, list) = (generics(scope, &params, true), arguments(scope, &params));
    let item = scope.item(id);
    code!(impl #bounded dyn #item #list { #functions })
}

fn dispatch(scope: &Scope<'_>, class: &ClassDef, method: MemberId) -> Option<TokenStream> {
    let world = scope.world;
    let id = class.header.id;
    let found = world.program.functions.get(&method)?;
    let counted = escapes(scope, method);
    let names: Vec<Ident> = found
        .params
        .iter()
        .map(|param| ident(&crate::names::snake(param.name.as_str())))
        .collect();
    let name = ident(&world.names.member(method));
    let own = world.rust_type_params(found).into_iter();
    let own: Vec<Ident> = own
        .map(|param| ident(&world.names_of_param(param)))
        .collect();
    let given = world
        .is_called_with_types(found)
        .then(|| code!(::<#(#own),*>));
    let mut branches = TokenStream::new();
    let below: Vec<DefId> = world.plan.families.below(id).collect();
    for def in below {
        if !world.classes.is_instantiated(def) {
            continue;
        }
        let run = world.plan.families.method(def, method.name())?;
        reached(scope, run)?;
        world.same_parameters(method, run);
        let owner = run.owner();
        if world.classes.is_trait(owner) && world.plan.families.is_below(id, owner) {
            continue;
        }
        world
            .needs
            .borrow_mut()
            .exact_tests
            .insert((id, def, counted));
        let fixed = fixed_parameters(scope, def, id);
        let is_fixed = |ty: Ty| names_one_of(ty, &fixed);
        let renames = is_fixed(found.result) || found.params.iter().any(|it| is_fixed(it.ty));
        if renames {
            for param in &found.type_params {
                world.need(Ty::new(TyKind::Param(param.id)), Bound::Static);
            }
        }
        let rust = match &given {
            Some(_) => code!(#name #given),
            // Nothing else says what they are where the arguments are seen as others.
            None if renames && !own.is_empty() => code!(#name::<#(#own),*>),
            None => code!(#name),
        };
        // Where the class has made types of the parameters of the one above, values are of the same types all the same.
        let passed = names.iter().zip(&found.params).map(|(name, param)| {
            if is_fixed(param.ty) {
                code!(hx::seen(#name))
            } else {
                code!(#name)
            }
        });
        let passed: Vec<TokenStream> = passed.collect();
        let test = ident(&test_name(scope, def, counted));
        // A trait above may have the same question.
        let is_shared = world
            .needs
            .borrow()
            .exact_tests
            .iter()
            .any(|(other, of, by)| {
                (*of, *by) == (def, counted)
                    && *other != id
                    && world.plan.families.is_below(id, *other)
            });
        let asked = if is_shared {
            let item = scope.item(id);
            let this = match counted {
                true => code!(Rc::clone(this)),
                false => code!(this),
            };
            code!(#item::#test(#this))
        } else if counted {
            code!(Rc::clone(this).#test())
        } else {
            code!(this.#test())
        };
        let call = if world.classes.is_trait(owner) {
            let base = scope.struct_item(owner);
            let object = if counted {
                let item = scope.class_ty(owner, &[]);
                code!(&(object as Rc<#item>))
            } else {
                code!(object)
            };
            code!(#base::#rust(#object, #(#passed),*))
        } else {
            let mut path = code!(object);
            for _ in 0..world.classes.depth(def, owner) {
                path = code!(#path.base);
            }
            code!(#path.#rust(#(#passed),*))
        };
        let call = if is_fixed(found.result) {
            code!(hx::seen(#call))
        } else {
            call
        };
        branches.extend(code!(if let Some(object) = #asked { return #call; }));
    }
    let own = world.plan.families.method(id, method.name());
    let own = own.filter(|own| reached(scope, *own).is_some());
    let rest = match own {
        Some(own) if world.classes.is_trait(own.owner()) => {
            let base = scope.struct_item(own.owner());
            world.same_parameters(method, own);
            code!(#base::#name #given(this, #(#names),*))
        }
        Some(_) | None => code!(unreachable!("no class implements it")),
    };
    let list = arguments(scope, &world.type_params(id));
    let item = scope.item(id);
    let this = if counted {
        code!(this: &Rc<dyn #item #list>)
    } else {
        code!(this: &(impl #item #list + ?Sized))
    };
    let head = Head {
        name: &world.names.member(method),
        visibility: TokenStream::new(),
        receiver: Receiver::None,
        this: Some(this),
        outer: Vec::new(),
    };
    let signature = signature(scope, found, &head, &parameters(scope, found));
    let visibility = visibility(scope);
    Some(code!(#visibility #signature { #branches #rest }))
}

/// The type parameters of a class which a class below has made types of: a method's parameters there are other types.
fn fixed_parameters(scope: &Scope<'_>, below: DefId, base: DefId) -> Vec<TypeParamId> {
    let world = scope.world;
    let given = class_def(world.program, below)
        .and_then(|class| arguments_above(scope, class, base))
        .unwrap_or_default();
    let params = world.type_params(base).into_iter().zip(given);
    params
        .filter_map(|(param, given)| (!matches!(given.kind(), TyKind::Param(_))).then_some(param))
        .collect()
}

fn names_one_of(ty: Ty, params: &[TypeParamId]) -> bool {
    let mut names = false;
    ty.map(&mut |part| {
        names |= matches!(part.kind(), TyKind::Param(param) if params.contains(param));
        None
    });
    names
}

fn parameters(scope: &Scope<'_>, found: &Function) -> Vec<TokenStream> {
    super::function::abstract_parameters(scope, found)
}

fn escapes(scope: &Scope<'_>, method: MemberId) -> bool {
    let plan = scope.world.plan.functions.get(&method);
    plan.is_some_and(|plan| plan.this_escapes)
}

/// The method that tells whether an object is of exactly this class.
fn test_name(scope: &Scope<'_>, target: DefId, counted: bool) -> String {
    let name = crate::names::snake(&scope.world.names.ty(target));
    if counted {
        format!("as_{name}_itself")
    } else {
        format!("as_{name}_ref")
    }
}

fn tests(scope: &Scope<'_>, base: DefId) -> Vec<(DefId, bool)> {
    let needs = scope.world.needs.borrow();
    let tests = needs.exact_tests.iter();
    let tests = tests.filter(|(of, ..)| *of == base);
    tests
        .map(|(_, target, counted)| (*target, *counted))
        .collect()
}

/// The tests that a trait declares.
pub(crate) fn declared(scope: &Scope<'_>, base: DefId) -> TokenStream {
    let mut out = TokenStream::new();
    for (target, counted) in tests(scope, base) {
        let test = ident(&test_name(scope, target, counted));
        let item = scope.struct_item(target);
        let list = scope.class_arguments(target, &seen_arguments(scope, base, target));
        out.extend(if counted {
            code!(fn #test(self: Rc<Self>) -> Option<Rc<#item #list>> { None })
        } else {
            code!(fn #test(&self) -> Option<&#item #list> { None })
        });
    }
    out
}

/// The same in the implementation of the trait `base` for a class.
pub(crate) fn implemented(scope: &Scope<'_>, base: DefId, class: DefId) -> TokenStream {
    let mut out = TokenStream::new();
    for (target, counted) in tests(scope, base) {
        if target != class {
            continue;
        }
        let test = ident(&test_name(scope, target, counted));
        out.extend(if counted {
            code!(fn #test(self: Rc<Self>) -> Option<Rc<Self>> { Some(self) })
        } else {
            code!(fn #test(&self) -> Option<&Self> { Some(self) })
        });
    }
    out
}

/// What the type parameters of a class are where it is seen as the trait `base`.
fn seen_arguments(scope: &Scope<'_>, base: DefId, target: DefId) -> Vec<Ty> {
    let world = scope.world;
    let own = world.type_params(target);
    let given = class_def(world.program, target)
        .and_then(|class| arguments_above(scope, class, base))
        .unwrap_or_default();
    let of_base = world.type_params(base);
    let seen: Vec<Ty> = own
        .iter()
        .filter_map(|param| {
            let is_it = |given: &Ty| matches!(given.kind(), TyKind::Param(found) if found == param);
            let at = given.iter().position(is_it)?;
            of_base.get(at).map(|param| Ty::new(TyKind::Param(*param)))
        })
        .collect();
    if seen.len() != own.len()
        && let Some(class) = class_def(world.program, target)
    {
        world.unsupported(
            class.header.file,
            None,
            class.header.range,
            "a method with type parameters in this generic class is",
        );
    }
    seen
}
