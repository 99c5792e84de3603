//! What `Type` and `Reflect` ask: classes and enums as values, in a module of their own, and which of these questions
//! the program asks at all.

use crate::code::ident;
use crate::marks::code;
use crate::scope::Scope;
use crate::world::World;
use hx2rs_compiler::hir::{ClassDef, Field, NativeId, Program, TyKind, TypeDef, known};
use hx2rs_compiler::{DefId, Name};
use proc_macro2::TokenStream;
use quote::quote;

/// The questions that a program asks of values whose type it does not know.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Asked {
    /// Which constructor an enum value is of, and whether it is one.
    pub constructors: bool,
    /// Which class or enum a value is of.
    pub types: bool,
    /// Whether a value is of a class that is a value as well.
    pub tests: bool,
    /// Fields by their names.
    pub fields: bool,
}

impl Asked {
    /// What the functions that a program reaches ask.
    pub(crate) fn by(program: &Program) -> Self {
        use NativeId as Id;
        let mut asked = Self::default();
        let functions = program.functions.values();
        let natives = functions.filter_map(|function| match &function.implementation {
            hx2rs_compiler::hir::Implementation::Native(id) => Some(*id),
            hx2rs_compiler::hir::Implementation::Body(_)
            | hx2rs_compiler::hir::Implementation::BodyOrNative(..)
            | hx2rs_compiler::hir::Implementation::Abstract => None,
        });
        for native in natives {
            #[allow(clippy::wildcard_enum_match_arm)] // Most natives ask nothing.
            match native {
                Id::TypeEnumIndex
                | Id::TypeEnumConstructor
                | Id::TypeEnumParameters
                | Id::ReflectIsEnumValue
                | Id::ReflectIsFunction
                | Id::ReflectIsObject => asked.constructors = true,
                Id::TypeClassOf | Id::TypeGetEnum | Id::TypeKindOf | Id::TypeIsOf => {
                    asked.constructors = true;
                    asked.types = true;
                    asked.tests |= native == Id::TypeIsOf;
                }
                Id::ReflectHasField
                | Id::ReflectField
                | Id::ReflectMember
                | Id::ReflectCallMember
                | Id::ReflectGetProperty
                | Id::ReflectFields
                | Id::ReflectSetField
                | Id::ReflectSetProperty
                | Id::ReflectSetMember
                | Id::ReflectDeleteField => asked.fields = true,
                _ => {}
            }
        }
        asked
    }
}

/// The static that says what a class or enum is, from inside the crate.
pub(crate) fn type_info(world: &World<'_>, def: DefId) -> TokenStream {
    if def == known::string() {
        return code!(hx::reflect::types::STRING);
    }
    if def == known::array() {
        return code!(hx::reflect::types::ARRAY);
    }
    let name = ident(&static_name(world, def));
    code!(crate::reflection::#name)
}

fn static_name(world: &World<'_>, def: DefId) -> String {
    let mut needs = world.needs.borrow_mut();
    let (at, _) = needs.type_values.insert_full(def);
    let name = |def: DefId| {
        let name = crate::names::shout(&def.path().replace('.', "_"));
        // A class in capitals, such as `A`, has the name already.
        match name == world.names.ty(def) {
            true => format!("{name}_TYPE"),
            false => name,
        }
    };
    let own = name(def);
    let before = needs.type_values.iter().take(at);
    let twins = before.filter(|other| name(**other) == own).count();
    if twins == 0 {
        return own;
    }
    format!("{own}_{}", twins + 1)
}

/// The statics of all types that are values.
pub(crate) fn types(scope: &Scope<'_>) -> TokenStream {
    let world = scope.world;
    let mut out = TokenStream::new();
    let resolves = &world.plan.reflection.resolves;
    if !resolves.is_none() {
        let all = world.program.types.iter().filter(|(_, found)| match found {
            TypeDef::Class(_) | TypeDef::Enum(_) => true,
            TypeDef::Alias(_) | TypeDef::Abstract(_) => false,
        });
        // Maps are found as the classes that they are of.
        let all = all.filter(|(def, _)| {
            resolves.has(Name::new(&world.program.path(**def))) && **def != known::map()
        });
        let all: Vec<TokenStream> = all.map(|(def, _)| type_info(world, *def)).collect();
        let doc = quote!(#[doc = " The types that can be found by their names."]);
        out.extend(code!(#doc pub static TYPES: &[&hx::reflect::TypeInfo] = &[#(&#all),*];));
    }
    let mut done = 0;
    loop {
        let next = world.needs.borrow().type_values.get_index(done).copied();
        let Some(def) = next else { return out };
        done += 1;
        let name = ident(&static_name(world, def));
        let info = info(scope, def);
        out.extend(code!(pub static #name: hx::reflect::TypeInfo = #info;));
    }
}

fn info(scope: &Scope<'_>, def: DefId) -> TokenStream {
    let world = scope.world;
    let found = world.program.types.get(&def);
    let members = found.map(|found| super::by_name::of_type(scope, found));
    let members = members.filter(|members| !members.is_empty());
    let path = world.program.path(def);
    let others = match members {
        Some(members) => code!(#members ..hx::reflect::TypeInfo::of(#path)),
        None => code!(..hx::reflect::TypeInfo::of(#path)),
    };
    let mut constructors = quote!(None);
    let mut base = quote!(None);
    let mut instance_fields: Vec<&str> = Vec::new();
    let mut class_fields: Vec<&str> = Vec::new();
    let mut interfaces = TokenStream::new();
    match world.program.types.get(&def) {
        Some(TypeDef::Class(class)) => {
            if let Some(above) = base_of(class) {
                let above = type_info(world, above);
                base = code!(Some(&#above));
            }
            if world.asked.tests {
                let above = world.plan.families.above(def);
                let is_interface = |def: &DefId| {
                    let found = world.program.types.get(def);
                    matches!(found, Some(TypeDef::Class(class)) if class.is_interface)
                };
                let names: Vec<String> = above
                    .filter(is_interface)
                    .map(|def| world.program.path(def))
                    .collect();
                if !names.is_empty() {
                    interfaces = code!(interfaces: &[#(#names),*],);
                }
            }
            let mut next = Some(class);
            while let Some(class) = next {
                let variables = class.fields.iter().map(Field::called);
                let methods = class.methods.iter().map(|method| method.name());
                for name in variables.chain(methods) {
                    if !instance_fields.contains(&name.as_str()) {
                        instance_fields.push(name.as_str());
                    }
                }
                next = base_of(class).and_then(|above| match world.program.types.get(&above) {
                    Some(TypeDef::Class(class)) => Some(class),
                    Some(TypeDef::Enum(_) | TypeDef::Alias(_) | TypeDef::Abstract(_)) | None => {
                        None
                    }
                });
            }
            let variables = class
                .statics
                .iter()
                .filter(|field| field.replaces.is_none());
            let variables = variables.map(|field| field.id.name());
            let functions = world.program.named_functions(class);
            let functions = functions.map(|function| function.name());
            class_fields.extend(variables.chain(functions).map(Name::as_str));
        }
        Some(TypeDef::Enum(found)) => {
            let names = found.constructors.iter().map(|it| it.id.name().as_str());
            constructors = quote!(Some(&[#(#names),*]));
        }
        Some(TypeDef::Alias(_) | TypeDef::Abstract(_)) | None => {}
    }
    code!(hx::reflect::TypeInfo {
        name: #path,
        constructors: #constructors,
        base: #base,
        #interfaces
        instance_fields: &[#(#instance_fields),*],
        class_fields: &[#(#class_fields),*],
        #others
    })
}

fn base_of(class: &ClassDef) -> Option<DefId> {
    if let TyKind::Class(def, _) = class.extends?.kind() {
        Some(*def)
    } else {
        None
    }
}

/// `type_info` of an object, where the program asks for it.
pub(crate) fn type_info_method(scope: &Scope<'_>, def: DefId) -> TokenStream {
    if !scope.world.asked.types {
        return TokenStream::new();
    }
    let info = type_info(scope.world, def);
    code!(
        fn type_info(&self) -> Option<&'static hx::reflect::TypeInfo> {
            Some(&#info)
        }
    )
}
