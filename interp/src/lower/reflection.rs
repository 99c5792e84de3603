//! What `Type` and `Reflect` ask at run time: rows of all types, made only for programs that ask.

use super::{FunctionKey, Lowering};
use crate::program::{ConstructorValue, Owner, TypeRow, map_class};
use hx2rs_compiler::hir::{ClassDef, EnumDef, Field, TypeDef};
use hx2rs_compiler::{DefId, MemberId, Name};
use std::collections::HashMap;

impl Lowering<'_> {
    /// The rows of all types, if the program reaches a function that needs them.
    pub(super) fn add_type_rows(&mut self) {
        let reaches = |module: &str, except: &[&str]| {
            let module = Name::new(module);
            self.program.functions.keys().any(|member| {
                member.owner().module() == module && !except.contains(&member.name().as_str())
            })
        };
        let fields = reaches(
            "Reflect",
            &["compare", "isFunction", "isEnumValue", "isObject"],
        );
        if !fields && !reaches("Type", &["enumIndex", "enumConstructor", "enumParameters"]) {
            return;
        }
        self.image.binds_all = fields;
        let program = self.program;
        let makes = |name: &str| {
            let member = MemberId::new(
                DefId::new("Type", "Type"),
                name,
                hx2rs_compiler::Space::Static,
            );
            program.functions.contains_key(&member)
        };
        let makes = makes("createInstance") || makes("createEmptyInstance");
        let maps = ["IntMap", "StringMap", "EnumValueMap", "ObjectMap"].map(map_class);
        let others = ["Math", "Reflect", "Std", "Sys", "Type"].map(|name| DefId::new(name, name));
        for def in maps.into_iter().chain(others) {
            let row = self.library_type_row(def);
            self.image.types_by_def.insert(def, row);
        }
        for (def, ty) in &program.types {
            let row = match ty {
                TypeDef::Class(class) => self.class_type_row(*def, class, fields, makes),
                TypeDef::Enum(found) => self.enum_type_row(*def, found, fields),
                TypeDef::Alias(_) | TypeDef::Abstract(_) => continue,
            };
            self.image.types_by_def.insert(*def, row);
        }
    }

    fn class_type_row(
        &mut self,
        def: DefId,
        class: &ClassDef,
        fields: bool,
        makes: bool,
    ) -> TypeRow {
        let mut instance_fields: Vec<Name> = Vec::new();
        for above in self.lineage(def) {
            let Some(class) = self.class(above) else {
                continue;
            };
            let variables = class.fields.iter().map(Field::called);
            let methods = class.methods.iter().map(|method| method.name());
            for name in variables.chain(methods) {
                if !instance_fields.contains(&name) {
                    instance_fields.push(name);
                }
            }
        }
        let own_statics = class.statics.iter();
        let own_statics = own_statics.filter(|field| field.replaces.is_none());
        let named: Vec<MemberId> = self.program.named_functions(class).collect();
        let class_fields = own_statics.map(|field| &field.id).chain(&named);
        let class_fields = class_fields.map(|member| member.name()).collect();
        let mut variables = HashMap::new();
        let mut functions = HashMap::new();
        if fields {
            for field in class.statics.iter().filter(|_| !class.is_extern) {
                let kind = self.field_kind(field.id);
                variables.insert(field.called(), (self.static_number(field.id), kind));
            }
            for member in &named {
                let layout = self.function_value_layout(*member);
                functions.insert(member.name(), layout);
            }
        }
        let is_made = makes && !class.is_extern && !class.is_interface && !class.is_abstract;
        let make = is_made.then(|| {
            let layout = self.class_layout(def);
            (layout, self.function(FunctionKey::Make(def)))
        });
        TypeRow {
            shared: self.type_value(def),
            is_enum: false,
            base: self.base_of(class),
            instance_fields,
            class_fields,
            variables,
            functions,
            constructors: Vec::new(),
            make,
        }
    }

    /// A class of which no more than the name is asked.
    fn library_type_row(&mut self, def: DefId) -> TypeRow {
        TypeRow {
            shared: self.type_value(def),
            is_enum: false,
            base: None,
            instance_fields: Vec::new(),
            class_fields: Vec::new(),
            variables: HashMap::new(),
            functions: HashMap::new(),
            constructors: Vec::new(),
            make: None,
        }
    }

    fn enum_type_row(&mut self, def: DefId, found: &EnumDef, fields: bool) -> TypeRow {
        let mut constructors = Vec::new();
        let mut functions = HashMap::new();
        for constructor in &found.constructors {
            if fields && !constructor.params.is_empty() {
                let layout = self.function_value_layout(constructor.id);
                functions.insert(constructor.id.name(), layout);
            }
            let params = constructor.params.iter();
            let params: Vec<(u32, bool)> = params
                .map(|param| (self.runtime_type_number(param.ty), param.optional))
                .collect();
            let is_constant = params.is_empty();
            constructors.push(ConstructorValue {
                name: constructor.id.name(),
                layout: self.constructor_layout(constructor.id),
                constant: is_constant.then(|| self.constant_constructor(constructor.id)),
                params,
            });
        }
        TypeRow {
            shared: self.type_value(def),
            is_enum: true,
            base: None,
            instance_fields: Vec::new(),
            class_fields: constructors.iter().map(|it| it.name).collect(),
            variables: HashMap::new(),
            functions,
            constructors,
            make: None,
        }
    }

    /// The constructor that `new` of a class calls: its own, or the next one above.
    pub(super) fn constructor_of(&self, def: DefId) -> Option<MemberId> {
        let mut lineage = self.lineage(def).into_iter();
        lineage.find_map(|def| self.class(def)?.constructor)
    }

    /// Gives each layout of structures one of the same size that names no field, for structures which lose one.
    pub(super) fn dissolve_shapes(&mut self) {
        if !self.image.binds_all {
            return;
        }
        let layouts = self.image.layouts.iter().enumerate();
        let shapes = layouts.filter_map(|(number, row)| match &row.owner {
            Owner::Shape(_) => Some((number as u32, row.kinds.clone())),
            Owner::Class(_)
            | Owner::Closure(_)
            | Owner::Constructor(_)
            | Owner::Variable
            | Owner::Type(_) => None,
        });
        let shapes: Vec<_> = shapes.collect();
        for (number, kinds) in shapes {
            let dissolved = self.add_layout(kinds, Owner::Shape(Box::default()));
            self.image.dissolved.insert(number, dissolved);
        }
    }
}
