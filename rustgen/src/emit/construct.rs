//! New objects and enum values.

use super::call::after;
use super::{Context, Value};
use crate::code::{Code, ident};
use crate::hierarchy::class_def;
use crate::marks::code;
use crate::represent::{Kind, Repr};
use hx2rs_compiler::hir::{ExprId, Ty, TyKind, TypeDef};
use hx2rs_compiler::{DefId, MemberId};
use proc_macro2::TokenStream;

impl<'a> Context<'a> {
    /// An enum value.
    pub(super) fn construct(
        &mut self,
        expr: ExprId,
        constructor: MemberId,
        arguments: &[ExprId],
    ) -> Value {
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        let open = std::mem::take(&mut self.open);
        let mut item = self.scope.item(constructor.owner());
        // What the arguments do not say, nobody says.
        if let Kind::Enum(def, types) = self.world.kind(repr.ty)
            && let types = self.world.enum_arguments(def, types)
            && (open || types.iter().any(|ty| self.is_dynamic(*ty)))
            && !self.says_all(constructor)
            && !types.is_empty()
        {
            let types = types.iter().map(|ty| self.scope.argument_ty(*ty));
            item = code!(#item::<#(#types),*>);
        }
        let variant = ident(&self.world.names.member(constructor));
        let plain = self.world.is_plain_enum(constructor.owner());
        if arguments.is_empty() {
            let value = Code::tight(code!(#item::#variant));
            let value = if plain {
                value
            } else {
                Code::call(code!(Rc::new), &[value])
            };
            return Value::new(value, repr);
        }
        let params = self.constructor_params(constructor, repr.ty);
        let mut parts = Vec::new();
        for (at, argument) in arguments.iter().enumerate() {
            let want = params.get(at).copied().unwrap_or(repr);
            let held = self.world.holds_parameter(constructor, at);
            parts.push((*argument, held.then_some(want)));
        }
        let (before, codes) = self.held_parts(&parts);
        let value = if codes.is_empty() {
            Code::tight(code!(#item::#variant))
        } else {
            Code::call(code!(#item::#variant), &codes)
        };
        let value = if plain {
            value
        } else {
            Code::call(code!(Rc::new), &[value])
        };
        Value::new(after(before, value), repr)
    }

    /// Whether the arguments of a constructor tell all type arguments of its enum.
    fn says_all(&self, constructor: MemberId) -> bool {
        let Some(TypeDef::Enum(found)) = self.world.program.types.get(&constructor.owner()) else {
            return true;
        };
        let declared = found.constructors.iter().find(|it| it.id == constructor);
        let mut said = Vec::new();
        for param in declared.map_or(&[][..], |declared| &declared.params) {
            param.ty.map(&mut |part| {
                if let TyKind::Param(param) = *part.kind() {
                    said.push(param);
                }
                None
            });
        }
        let params = self.world.type_params(constructor.owner());
        params.iter().all(|param| said.contains(param))
    }

    /// The parts of a new value in the forms wanted of them; of those that the value does not hold (`None`) only what
    /// computing them does. Statements that have to run first, and the held parts.
    pub(crate) fn held_parts(
        &mut self,
        parts: &[(ExprId, Option<Repr>)],
    ) -> (TokenStream, Vec<Code>) {
        let has_effect = |expr: ExprId| hx2rs_compiler::mir::reach::has_effect(self.body, expr);
        // Up to here, held parts are computed before something that has an effect.
        let last = parts
            .iter()
            .rposition(|(part, held)| held.is_none() && has_effect(*part));
        let mut before = TokenStream::new();
        let mut codes = Vec::new();
        for (at, (part, held)) in parts.iter().enumerate() {
            let Some(want) = held else {
                before.extend(self.statement(*part));
                continue;
            };
            let code = self.guarded(|this| this.owned(*part, *want));
            if last.is_some_and(|last| at < last) && !self.is_simple(*part) {
                let name = self.fresh("part");
                before.extend(code!(let #name = #code;));
                codes.push(Code::ident(&name));
            } else {
                codes.push(code);
            }
        }
        (before, codes)
    }

    /// `new C(…)`.
    pub(crate) fn new_object(
        &mut self,
        expr: ExprId,
        class: DefId,
        constructor: Option<MemberId>,
        arguments: &[ExprId],
    ) -> Value {
        let open = std::mem::take(&mut self.open);
        let repr = Repr {
            null: false,
            ty: self.world.bare(self.ty(expr)),
        };
        if let Some(native) = constructor.and_then(|constructor| self.native_of(constructor))
            && let Some(constructor) = constructor
            && constructor.owner() == class
        {
            let value = self.native_call(expr, constructor, native, None, arguments);
            if open && arguments.is_empty() {
                let ty = self.scope.ty(repr);
                return Value::new(Code::tight(code!(<#ty>::new())), repr);
            }
            return Value::new(value.code, repr);
        }
        if class_def(self.world.program, class).is_none() || !self.world.classes.has_struct(class) {
            let code = self.unsupported(expr, "making an object of this class is");
            return Value::new(code, repr);
        }
        let codes = match constructor {
            Some(constructor) => self.constructor_arguments(constructor, arguments),
            None => Vec::new(),
        };
        if let (Some(constructor), Kind::Class(_, types)) = (constructor, self.world.kind(repr.ty))
        {
            let _ = constructor;
            for (param, argument) in self.world.type_params(class).iter().zip(types) {
                self.world.bound_edge(*param, *argument);
            }
        }
        let item = self.scope.struct_item(class);
        let types: &[Ty] = if let Kind::Class(_, types) = self.world.kind(repr.ty)
            && open
        {
            types
        } else {
            &[]
        };
        let types = (!types.is_empty()).then(|| {
            let list = self.scope.class_arguments(class, types);
            code!(::#list)
        });
        let call = Code::call(code!(#item #types::new), &codes);
        let throws = constructor.is_some_and(|constructor| self.world.throws(constructor));
        let call = if throws { call.question() } else { call };
        let literal = self
            .world
            .plan
            .classes
            .get(&class)
            .is_none_or(|class| class.construction.is_literal);
        let code = if literal {
            Code::call(code!(Rc::new), &[call])
        } else {
            call
        };
        // The plain object of a class that is a trait becomes `Rc<dyn C>` where it is a value of that class.
        if self.world.classes.is_trait(class) {
            let rust = self.scope.ty(repr);
            return Value::new(code.cast(rust), repr);
        }
        Value::new(code, repr)
    }

    /// Arguments of a constructor, whose class is the owner's.
    pub(crate) fn constructor_arguments(
        &mut self,
        constructor: MemberId,
        arguments: &[ExprId],
    ) -> Vec<Code> {
        self.arguments(constructor, arguments)
    }
}
