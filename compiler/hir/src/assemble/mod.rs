//! The whole program as one [`Program`]: all of the reached modules, and of the standard library what they use.
//!
//! Of a class of the standard library only those functions enter that something calls, that override or implement one
//! of those, or `toString`; of the program's own modules everything does. [`uses`] finds what a body needs,
//! [`items`] makes the declarations, [`crate::static_order`] the order of initialisation.

mod items;
mod metadata;
mod rtti;
mod statics;
mod uses;
mod verify;

pub(crate) use metadata::{arguments as told, constant_text};
pub use verify::verify_program;

use crate::definition::{Form, MemberForm, definition, member_item, members, module_file, shape};
use crate::lookup::{lookup_constructor, overridden, self_type, signature};
use crate::reach::reached_modules;
use crate::{FunctionKind, Module, Program, SourceText, Ty, TyKind, known};
use hx2rs_base::{Db, DefId, MemberId, Name, Space};
use indexmap::IndexSet;
use std::sync::Arc;

/// The program as a snapshot. To be asked only if nothing is wrong with it.
pub fn program(db: &dyn Db) -> Option<Arc<Program>> {
    let mut assembly = Assembly {
        db,
        types: IndexSet::new(),
        whole: IndexSet::new(),
        members: IndexSet::new(),
        views: IndexSet::new(),
        names: IndexSet::new(),
        all_names: false,
        queue: Vec::new(),
    };
    for module in reached_modules(db) {
        if let Some(file) = module_file(db, *module) {
            for shape in crate::definition::module_items(db, file).types.values() {
                assembly.need_whole(shape.id);
            }
        }
    }
    for def in [
        known::string(),
        known::array(),
        known::exception(),
        known::value_exception(),
    ] {
        assembly.need_known_class(def);
    }
    assembly.settle();
    let after_main = assembly.need_loop();
    let mut program = assembly.finish();
    metadata::tell(db, &mut program);
    rtti::tell(db, &mut program);
    program.main = crate::check::main_function(db);
    program.after_main = after_main;
    program.exposed = exposed(db);
    program.static_order = crate::static_order::static_order(&program);
    debug_assert_eq!(verify_program(&program), Vec::<String>::new());
    Some(Arc::new(program))
}

/// The static functions of the program's own modules that `@:expose` marks, alone or with their type.
fn exposed(db: &dyn Db) -> Vec<MemberId> {
    let files = reached_modules(db)
        .iter()
        .filter_map(|module| module_file(db, *module));
    let types = files.flat_map(|file| crate::definition::module_items(db, file).types.values());
    let members = types.flat_map(|shape| {
        let definition = definition(db, shape.id).as_ref();
        let whole = definition.is_some_and(|definition| definition.has_metadata(EXPOSE));
        let list = members(db, shape.id).list.iter();
        list.filter(move |item| {
            matches!(item.form, MemberForm::Function(FunctionKind::Static))
                && (item.has_metadata(EXPOSE) || whole && crate::signature::is_public(db, item.id))
        })
    });
    members.map(|item| item.id).collect()
}

/// The metadata of what Rust code calls.
const EXPOSE: &str = ":expose";

/// What has been found to be needed.
struct Assembly<'db> {
    db: &'db dyn Db,
    types: IndexSet<DefId>,
    /// Types of which all members are needed.
    whole: IndexSet<DefId>,
    members: IndexSet<MemberId>,
    /// Types of objects with the structures that they are seen as.
    views: IndexSet<(Ty, Ty)>,
    /// Names by which values of type Dynamic are asked for members.
    names: IndexSet<Name>,
    /// They are asked for names that only the running program knows.
    all_names: bool,
    /// Members whose needs have not been looked at.
    queue: Vec<MemberId>,
}

impl Assembly<'_> {
    /// A type with all its members.
    fn need_whole(&mut self, def: DefId) {
        if !self.whole.insert(def) {
            return;
        }
        self.need_type(def);
        for item in &members(self.db, def).list {
            if !crate::access::is_elsewhere(self.db, item.id) {
                self.need_member(item.id);
            }
        }
    }

    /// A class that the engines make instances of by themselves: those with Haxe fields need the functions that the
    /// engines know, not those that are only Haxe.
    fn need_known_class(&mut self, def: DefId) {
        self.need_type(def);
        if shape(self.db, def).is_some_and(|shape| !shape.is_extern) {
            for item in &members(self.db, def).list {
                if item.has_metadata(":rust") {
                    self.need_member(item.id);
                }
            }
        }
    }

    /// A type without those of its members that nobody uses.
    fn need_type(&mut self, def: DefId) {
        let db = self.db;
        if shape(db, def).is_none() || !self.types.insert(def) {
            return;
        }
        let Some(definition) = definition(db, def).as_ref() else {
            return;
        };
        let heads = definition.extends.iter().chain(&definition.implements);
        let heads = heads.chain(&definition.underlying);
        for ty in heads {
            self.need_ty(*ty);
            self.given_for_structures(*ty);
        }
        for param in &definition.type_params {
            for constraint in &param.constraints {
                self.need_ty(*constraint);
            }
        }
        for item in &members(db, def).list {
            let is_part = match item.form {
                MemberForm::Variable { has_storage, .. } => has_storage && !item.is_static(),
                MemberForm::EnumConstructor { .. } => true,
                MemberForm::Function(FunctionKind::Method) => item.id.name().as_str() == "toString",
                MemberForm::Function(FunctionKind::Static | FunctionKind::Constructor) => false,
            };
            if is_part && !crate::access::is_elsewhere(db, item.id) {
                self.need_member(item.id);
            }
        }
    }

    /// The loop behind `main`, if something gives it work: whatever does refers to a member of the class that has it.
    fn need_loop(&mut self) -> Option<MemberId> {
        let class = known::entry_point();
        if !self.members.iter().any(|member| member.owner() == class) {
            return None;
        }
        let loop_function = MemberId::new(class, "run", Space::Static);
        self.need_member(loop_function);
        self.settle();
        Some(loop_function)
    }

    /// The declarations in a type.
    fn need_ty(&mut self, ty: Ty) {
        crate::maps::erased(ty).map(&mut |part| {
            match part.kind() {
                TyKind::Class(def, _)
                | TyKind::Enum(def, _)
                | TyKind::Abstract(def, _)
                | TyKind::Alias(def, _)
                | TyKind::TypeOf(def) => self.need_type(*def),
                TyKind::Error
                | TyKind::Void
                | TyKind::Int
                | TyKind::Float
                | TyKind::Bool
                | TyKind::Dynamic(_)
                | TyKind::Null(_)
                | TyKind::Function(_)
                | TyKind::Structure(_)
                | TyKind::Param(_)
                | TyKind::Infer(_) => {}
            }
            None
        });
    }

    fn need_member(&mut self, member: MemberId) {
        if member_item(self.db, member).is_none() {
            // A static variable of a function, which comes with that.
            return;
        }
        let member = crate::maps::erased_member(member);
        if self.members.insert(member) {
            self.queue.push(member);
            if reads_by_name(member) {
                // Whatever a value is: also the members of these can be asked for.
                for def in [known::string(), known::array(), known::map()] {
                    self.need_whole(def);
                }
            }
        }
    }

    /// Follows all needs until there are no new ones.
    fn settle(&mut self) {
        loop {
            while let Some(member) = self.queue.pop() {
                self.need_type(member.owner());
                self.uses(member);
            }
            self.virtual_members();
            if self.queue.is_empty() {
                return;
            }
        }
    }

    /// Methods through which a call of a needed method may go.
    fn virtual_members(&mut self) {
        let db = self.db;
        let mut more = Vec::new();
        for def in &self.types {
            if self.whole.contains(def)
                || shape(db, *def)
                    .is_none_or(|shape| !matches!(shape.form, Form::Class | Form::Interface))
            {
                continue;
            }
            for item in &members(db, *def).list {
                let is_method = item.form == MemberForm::Function(FunctionKind::Method);
                if is_method && !self.members.contains(&item.id) {
                    let above = overridden(db, item.id);
                    let by_name = self.all_names || self.names.contains(&item.id.name());
                    if by_name || above.iter().any(|above| self.members.contains(&above.id)) {
                        more.push(item.id);
                    }
                }
            }
        }
        // A class of the program may inherit the implementation of its interface.
        for def in &self.types {
            let Some(definition) = definition(db, *def).as_ref() else {
                continue;
            };
            if definition.form != Form::Class {
                continue;
            }
            let this = self_type(db, *def);
            for above in crate::lookup::direct_supertypes(db, this) {
                let TyKind::Class(interface, _) = above.kind() else {
                    continue;
                };
                for wanted in &members(db, *interface).list {
                    if self.members.contains(&wanted.id)
                        && wanted.id.space() == Space::Instance
                        && let Some(crate::lookup::Found::Member(found)) =
                            crate::lookup::lookup_member(db, this, wanted.id.name())
                        && !self.members.contains(&found.id)
                    {
                        more.push(found.id);
                    }
                }
            }
        }
        for member in more {
            self.need_member(member);
        }
    }

    /// The constructor of a class, or of what it inherits it from.
    fn need_constructor(&mut self, def: DefId) {
        let def = crate::maps::erased_class(def);
        self.need_type(def);
        if let Some(found) = lookup_constructor(self.db, self_type(self.db, def)) {
            self.need_member(found.id);
        }
    }

    fn finish(self) -> Program {
        let db = self.db;
        let mut program = Program::default();
        let mut modules: IndexSet<Name> = reached_modules(db).iter().copied().collect();
        modules.extend(self.types.iter().map(|def| def.module()));
        for module in modules {
            let Some(file) = module_file(db, module) else {
                continue;
            };
            let items = crate::definition::module_items(db, file).types.values();
            let types: Vec<DefId> = items
                .map(|shape| shape.id)
                .filter(|def| self.types.contains(def))
                .collect();
            let text = file.text(db).clone().unwrap_or_else(|| "".into());
            let source = SourceText::new(Arc::clone(file.path(db)), module, text);
            program.files.insert(file.id(db), source);
            for def in &types {
                self.add_type(&mut program, *def);
            }
            let path = module;
            let file = file.id(db);
            program.modules.insert(module, Module { path, file, types });
        }
        program
    }

    fn add_type(&self, program: &mut Program, def: DefId) {
        let db = self.db;
        let all = members(db, def).list.iter();
        let needed: Vec<MemberId> = all
            .map(|item| item.id)
            .filter(|member| self.members.contains(member) && !stands_for_underlying(db, *member))
            .collect();
        for member in &needed {
            if crate::definition::member_body(db, *member).is_some() {
                let start = crate::declaration::body_start(db, *member);
                program.body_starts.insert(*member, start);
                for variable in &crate::lower::infer_body(db, *member).statics {
                    program.body_starts.insert(variable.id, start);
                }
            }
            if member_item(db, *member).is_some_and(|item| item.of_literals) {
                program.body_starts.insert(*member, 0);
            }
            if statics::is_initialisation(db, *member) {
                let id = statics::initialisation_id(def);
                program.body_starts.insert(id, 0);
            }
            let is_function = member_item(db, *member)
                .is_some_and(|item| matches!(item.form, MemberForm::Function(_)));
            if is_function && let Some(function) = items::function(db, *member) {
                program.functions.insert(*member, Arc::new(function));
            }
        }
        if let Some(made) = items::type_def(db, def, &needed) {
            program.types.insert(def, made);
        }
    }
}

/// Whether it is an operator of an abstract without code, which nothing calls: it is that of the underlying type.
fn stands_for_underlying(db: &dyn Db, member: MemberId) -> bool {
    let item = member_item(db, member);
    item.is_some_and(|item| !item.is_implemented() && !item.roles.is_empty())
}

/// Whether it gives members of values by their names.
fn reads_by_name(member: MemberId) -> bool {
    member.owner() == known::reflect()
        && ["field", "getProperty", "member", "callMember"].contains(&member.name().as_str())
}

/// What a member's signature mentions.
fn signature_types(db: &dyn Db, member: MemberId) -> Vec<Ty> {
    let signature = signature(db, member);
    let mut all: Vec<Ty> = signature.params.iter().map(|param| param.ty).collect();
    all.push(signature.result);
    for param in &signature.type_params {
        all.extend(&param.constraints);
    }
    all
}
