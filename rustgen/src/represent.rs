//! How values of Haxe types look in Rust: [`Repr`] is a type together with whether null is possible, and [`Kind`] the
//! form behind typedefs and transparent abstracts. Which places can hold null is the ownership plan's answer.

use crate::marks::code;
use crate::scope::Scope;
use crate::world::{Bound, World};
use hx2rs_compiler::hir::{
    FunctionTy, Program, StructureField, Ty, TyKind, TypeDef, TypeParamId, known,
};
use hx2rs_compiler::{DefId, Diagnostic, Name, catalogue};
use proc_macro2::TokenStream;

/// A type, and whether null is one of its values. `ty` has no `Null` at its top and its typedefs there are expanded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Repr {
    /// What it is.
    pub ty: Ty,
    /// `Option<…>` in Rust.
    pub null: bool,
}

/// The form of a type as Rust sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// `()`.
    Void,
    /// `i32`.
    Int,
    /// `f64`.
    Float,
    /// `bool`.
    Bool,
    /// `i64`: what a `haxe.Int64` is. It may be null.
    Int64,
    /// `Str`.
    String,
    /// `hx::Array<T>`.
    Array(Ty),
    /// `hx::Map<K, V>`.
    Map(Ty, Ty),
    /// `hx::Exception`.
    Exception,
    /// A class of the prelude, by its path.
    Native(&'static str),
    /// `Rc<C>` or `Rc<dyn C>`.
    Class(DefId, &'static [Ty]),
    /// `E` where it is plain, else `Rc<E>`.
    Enum(DefId, &'static [Ty]),
    /// `Rc<dyn Fn(…) -> …>`.
    Function(&'static FunctionTy),
    /// `Rc<S>`.
    Structure(&'static [StructureField]),
    /// A type parameter.
    Param(TypeParamId),
    /// `hx::Dynamic`.
    Dynamic,
    /// What has no form yet.
    Unsupported,
}

/// Types as values, and `EnumValue`: Dynamic, which says as little of them. Other types stay what they are.
pub(crate) fn as_value(ty: Ty) -> Ty {
    let is_value = if matches!(ty.kind(), TyKind::TypeOf(_)) {
        true
    } else if let TyKind::Abstract(def, _) = ty.kind() {
        [known::class(), known::enum_(), known::enum_value()].contains(def)
    } else {
        false
    };
    if is_value {
        Ty::new(TyKind::Dynamic(None))
    } else {
        ty
    }
}

/// Whether a bound is what a constraint of the program asks for.
fn is_constraint(bound: &Bound) -> bool {
    matches!(bound, Bound::Leads(_) | Bound::Becomes(_) | Bound::Seen(_))
}

/// The class that a type names directly.
pub(crate) fn class_of(ty: Ty) -> Option<DefId> {
    if let TyKind::Class(def, _) = ty.without_null().kind() {
        Some(*def)
    } else {
        None
    }
}

impl World<'_> {
    /// A type behind `Null`, typedefs and transparent abstracts.
    pub(crate) fn bare(&self, ty: Ty) -> Ty {
        let mut ty = ty;
        for _ in 0..100 {
            let next = match ty.kind() {
                TyKind::Null(inner) => *inner,
                TyKind::Alias(..) => self.program.expand(ty),
                TyKind::Abstract(def, arguments) => match self.program.types.get(def) {
                    Some(TypeDef::Abstract(found)) if *def != known::map() => {
                        match found.underlying {
                            Some(underlying) => {
                                let params = found.header.type_params.iter().map(|param| param.id);
                                let map: Vec<_> = params.zip(arguments.iter().copied()).collect();
                                underlying.substitute(&map)
                            }
                            None => return as_value(ty),
                        }
                    }
                    Some(_) | None => return as_value(ty),
                },
                TyKind::TypeOf(_) => return as_value(ty),
                // Whatever is one says nothing but that it is there.
                TyKind::Structure(fields) if fields.is_empty() => {
                    return Ty::new(TyKind::Dynamic(None));
                }
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Class(..)
                | TyKind::Enum(..)
                | TyKind::Function(_)
                | TyKind::Param(_)
                | TyKind::Infer(_) => return ty,
                TyKind::Structure(_) => return self.program.form(ty),
            };
            if next == ty {
                return ty;
            }
            ty = next;
        }
        ty
    }

    /// Whether a type says by itself that null is possible, looking through typedefs and abstracts.
    pub(crate) fn says_null(&self, ty: Ty) -> bool {
        let mut ty = ty;
        for _ in 0..100 {
            ty = if matches!(ty.kind(), TyKind::Null(_)) {
                return true;
            } else if matches!(ty.kind(), TyKind::Alias(..)) {
                let next = self.program.expand(ty);
                if next == ty {
                    return false;
                }
                next
            } else if let TyKind::Abstract(def, _) = ty.kind() {
                match self.program.types.get(def) {
                    Some(TypeDef::Abstract(found)) => match found.underlying {
                        Some(underlying) => underlying,
                        None => return false,
                    },
                    Some(_) | None => return false,
                }
            } else {
                return false;
            };
        }
        false
    }

    /// The form of a type.
    pub(crate) fn kind(&self, ty: Ty) -> Kind {
        match self.bare(ty).kind() {
            TyKind::Void => Kind::Void,
            TyKind::Int => Kind::Int,
            TyKind::Float => Kind::Float,
            TyKind::Bool => Kind::Bool,
            TyKind::Dynamic(_) => Kind::Dynamic,
            TyKind::Class(def, arguments) | TyKind::Abstract(def, arguments) => {
                if *def == known::string() {
                    Kind::String
                } else if *def == known::int64_value() {
                    Kind::Int64
                } else if *def == known::exception() || *def == known::value_exception() {
                    Kind::Exception
                } else if *def == known::array()
                    && let [element] = **arguments
                {
                    Kind::Array(element)
                } else if *def == known::map()
                    && let [key, value] = **arguments
                {
                    Kind::Map(key, value)
                } else if let Some(path) = self.native_type(*def) {
                    Kind::Native(path)
                } else if matches!(self.program.types.get(def), Some(TypeDef::Class(_))) {
                    Kind::Class(*def, arguments)
                } else {
                    Kind::Unsupported
                }
            }
            TyKind::Enum(def, arguments) => Kind::Enum(*def, arguments),
            TyKind::Function(function) => Kind::Function(function),
            TyKind::Structure(fields) => Kind::Structure(fields),
            TyKind::Param(param) => Kind::Param(*param),
            TyKind::Error
            | TyKind::Null(_)
            | TyKind::Alias(..)
            | TyKind::TypeOf(_)
            | TyKind::Infer(_) => Kind::Unsupported,
        }
    }

    /// The Rust path of a class of the prelude whose instances are Rust values: `@:rust("hx::StringBuf")`.
    pub(crate) fn native_type(&self, def: DefId) -> Option<&'static str> {
        let found = self.program.types.get(&def)?;
        let rust = Name::new(":rust");
        let metadata = found
            .header()
            .metadata
            .iter()
            .find(|entry| entry.name == rust)?;
        match metadata.arguments.first()? {
            hx2rs_compiler::hir::Const::String(path) => Some(Name::new(path).as_str()),
            hx2rs_compiler::hir::Const::Null
            | hx2rs_compiler::hir::Const::Bool(_)
            | hx2rs_compiler::hir::Const::Int(_)
            | hx2rs_compiler::hir::Const::Float(_) => None,
        }
    }

    /// A place of this type into which the plan lets null or not.
    pub(crate) fn repr(&self, ty: Ty, flag: bool) -> Repr {
        let bare = self.bare(ty);
        let by_plan = match self.kind(bare) {
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Dynamic
            | Kind::Unsupported => false,
            Kind::String
            | Kind::Int64
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Class(..)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_) => flag,
        };
        // Null is a value of Dynamic like any other.
        let null = self.says_null(ty) || by_plan || matches!(self.kind(bare), Kind::Dynamic);
        Repr { ty: bare, null }
    }

    /// A type argument, element, or parameter or result of a function type.
    pub(crate) fn argument(&self, ty: Ty) -> Repr {
        let flag = self.plan.argument_is_nullable(self.program, ty)
            || self.plan.argument_is_nullable(self.program, self.bare(ty));
        self.repr(ty, flag && !matches!(self.kind(ty), Kind::Param(_)))
    }

    /// A place declared as `declared` (with the plan's flag), seen where its type is `actual`. The second answer says
    /// whether Rust has two `Option`s there: one of the declaration, one of the type argument.
    pub(crate) fn instance(&self, declared: Ty, flag: bool, actual: Ty) -> (Repr, bool) {
        let declared_repr = self.repr(declared, flag);
        if !matches!(self.kind(declared), Kind::Param(_))
            || matches!(self.kind(actual), Kind::Param(_))
        {
            let null = declared_repr.null;
            return (
                Repr {
                    ty: self.bare(actual),
                    null,
                },
                false,
            );
        }
        let argument = if matches!(declared.kind(), TyKind::Null(_)) {
            self.argument(actual.without_null())
        } else if self.says_null(declared) {
            // The null belongs to an abstract or typedef around the parameter.
            self.argument(self.bare(actual))
        } else {
            self.argument(actual)
        };
        let argument = Repr {
            null: argument.null && !self.is_led(declared),
            ..argument
        };
        let twice = argument.null && declared_repr.null;
        (
            Repr {
                ty: argument.ty,
                null: argument.null || declared_repr.null,
            },
            twice,
        )
    }

    /// Whether a type is a parameter whose values are objects that something looks into: null is never given for it.
    pub(crate) fn is_led(&self, ty: Ty) -> bool {
        let Kind::Param(param) = self.kind(ty) else {
            return false;
        };
        self.bounds(param).iter().any(is_constraint) && !self.is_given_null(ty)
    }

    /// Whether a type is a parameter whose values are objects that something looks into, or null.
    pub(crate) fn leads_or_null(&self, ty: Ty) -> bool {
        let Kind::Param(param) = self.kind(ty) else {
            return false;
        };
        self.bounds(param).iter().any(is_constraint) && self.is_given_null(ty)
    }

    /// Whether Rust copies such values bit by bit.
    pub(crate) fn is_copy(&self, repr: Repr) -> bool {
        match self.kind(repr.ty) {
            Kind::Void | Kind::Int | Kind::Float | Kind::Bool | Kind::Int64 => true,
            Kind::Enum(def, _) => self.is_plain_enum(def),
            Kind::String
            | Kind::Array(_)
            | Kind::Map(..)
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Class(..)
            | Kind::Function(_)
            | Kind::Structure(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => false,
        }
    }

    /// An enum that is `Copy`: without parameters, or with a few numbers.
    pub(crate) fn is_plain_enum(&self, def: DefId) -> bool {
        let plan = self.plan.enums.get(&def);
        plan.is_some_and(|plan| plan.copied)
    }

    /// Whether Rust has a default for the type that is Haxe's as well.
    pub(crate) fn has_default(&self, repr: Repr) -> bool {
        repr.null || matches!(self.kind(repr.ty), Kind::Int | Kind::Float | Kind::Bool)
    }
}

impl Scope<'_> {
    /// The Rust type.
    pub(crate) fn ty(&self, repr: Repr) -> TokenStream {
        let bare = self.bare_ty(repr.ty);
        if repr.null {
            code!(Option<#bare>)
        } else {
            bare
        }
    }

    /// A type argument or element.
    pub(crate) fn argument_ty(&self, ty: Ty) -> TokenStream {
        self.ty(self.world.argument(ty))
    }

    fn bare_ty(&self, ty: Ty) -> TokenStream {
        match self.world.kind(ty) {
            Kind::Void => code!(()),
            Kind::Int => code!(i32),
            Kind::Float => code!(f64),
            Kind::Bool => code!(bool),
            Kind::Int64 => code!(i64),
            Kind::String => code!(Str),
            Kind::Array(element) => {
                let element = self.argument_ty(element);
                code!(hx::Array<#element>)
            }
            Kind::Map(key, value) => {
                let (key, value) = (self.argument_ty(key), self.argument_ty(value));
                code!(hx::Map<#key, #value>)
            }
            Kind::Exception => code!(hx::Exception),
            Kind::Native(path) => crate::code::path(path),
            Kind::Class(def, arguments) => {
                let object = self.class_ty(def, arguments);
                code!(Rc<#object>)
            }
            Kind::Enum(def, arguments) => {
                let name = self.item(def);
                let arguments = self.ty_arguments(&self.world.enum_arguments(def, arguments));
                if self.world.is_plain_enum(def) {
                    code!(#name #arguments)
                } else {
                    code!(Rc<#name #arguments>)
                }
            }
            Kind::Function(function) => {
                let object = self.function_ty(function);
                code!(Rc<#object>)
            }
            Kind::Structure(fields) => {
                let name = self.structure(fields, ty);
                code!(Rc<#name>)
            }
            Kind::Param(param) => {
                let inside = self.inside.borrow();
                let name = match inside.as_ref().map(|inside| inside.param(param)) {
                    Some(Some(name)) => name.clone(),
                    Some(None) => {
                        self.world.refuse("a structure with type parameters that holds itself beside one of them is");
                        return code!(());
                    }
                    None => crate::code::ident(&self.world.names_of_param(param)),
                };
                code!(#name)
            }
            Kind::Dynamic => code!(hx::Dynamic),
            Kind::Unsupported => code!(()),
        }
    }

    /// `C<T>` or `dyn C<T>`, without its `Rc`.
    pub(crate) fn class_ty(&self, def: DefId, arguments: &[Ty]) -> TokenStream {
        let name = self.item(def);
        let list = self.class_arguments(def, arguments);
        if self.world.classes.is_trait(def) {
            for (param, argument) in self.world.type_params(def).iter().zip(arguments) {
                self.world.bound_edge(*param, *argument);
                self.world.need(*argument, Bound::Static);
            }
            code!(dyn #name #list)
        } else {
            code!(#name #list)
        }
    }

    /// `<A, B>` of a class.
    pub(crate) fn class_arguments(&self, def: DefId, arguments: &[Ty]) -> TokenStream {
        if arguments.is_empty() {
            return TokenStream::new();
        }
        let params = self.world.type_params(def);
        let list = arguments.iter().enumerate().map(|(at, argument)| {
            let repr = self.world.argument(*argument);
            let param = params.get(at).map(|param| Ty::new(TyKind::Param(*param)));
            let led = param.is_some_and(|param| self.world.is_led(param));
            self.ty(Repr {
                null: repr.null && !led,
                ..repr
            })
        });
        code!(<#(#list),*>)
    }

    /// `<A, B>`, or nothing.
    pub(crate) fn ty_arguments(&self, arguments: &[Ty]) -> TokenStream {
        if arguments.is_empty() {
            return TokenStream::new();
        }
        let list = arguments.iter().map(|argument| self.argument_ty(*argument));
        code!(<#(#list),*>)
    }

    /// `dyn Fn(A) -> R`.
    pub(crate) fn function_ty(&self, function: &FunctionTy) -> TokenStream {
        let params = function
            .params
            .iter()
            .map(|param| self.argument_ty(param.ty));
        let result = self.function_result(function.result);
        match result {
            Some(result) => code!(dyn Fn(#(#params),*) -> #result),
            None => code!(dyn Fn(#(#params),*)),
        }
    }

    /// The result of a function type, with what exceptions add; `None` for `()`.
    pub(crate) fn function_result(&self, result: Ty) -> Option<TokenStream> {
        self.result_ty(
            self.world.argument(result),
            self.world.plan.function_values_throw,
        )
    }

    /// The result of a function; `None` for `()`.
    pub(crate) fn result_ty(&self, result: Repr, throws: bool) -> Option<TokenStream> {
        let ty = self.ty(result);
        if throws {
            Some(code!(Result<#ty, hx::Exception>))
        } else if matches!(self.world.kind(result.ty), Kind::Void) {
            None
        } else {
            Some(ty)
        }
    }
}

/// Abstracts over a type that holds the abstract itself, such as `abstract Tree(Array<Tree>)`: what Rust would have to
/// write for them does not end. What is wrong with each.
pub(crate) fn endless(program: &Program) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (def, own) in &program.types {
        let TypeDef::Abstract(own) = own else {
            continue;
        };
        let mut seen: Vec<DefId> = Vec::new();
        let mut open: Vec<Ty> = own.underlying.into_iter().collect();
        let mut is_endless = false;
        while let Some(ty) = open.pop() {
            // From the outside in; what a structure holds is behind a name.
            ty.map(&mut |part| {
                if let TyKind::Abstract(inner, _) = part.kind() {
                    is_endless |= inner == def;
                    if !seen.contains(inner) {
                        seen.push(*inner);
                        if let Some(TypeDef::Abstract(inner)) = program.types.get(inner) {
                            open.extend(inner.underlying);
                        }
                    }
                }
                matches!(part.kind(), TyKind::Structure(_)).then_some(part)
            });
        }
        if is_endless {
            let what = format!(
                "an abstract over a type that holds it, as `{}` does, is not supported yet when shipping",
                def.path()
            );
            let code = catalogue::types::NOT_SUPPORTED_YET;
            let diagnostic = Diagnostic::without_place(code, what);
            found.push(diagnostic.note("the interpreter runs it: `hx2rs run`"));
        }
    }
    found
}
