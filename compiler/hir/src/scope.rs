//! Names in scope: what a simple name or a dotted path means at a place of a file. A [`Scope`] is made for a member or
//! a declaration; local variables are looked up by whoever walks the body, before it asks here. What a file's imports
//! bring is [`crate::imports`]; here a body asks for one name of it at a time, so that it does not depend on the others.

use crate::definition::{
    Form, MemberForm, MemberItem, definition, member_item, members, module_file, module_items,
    shape,
};
use crate::imports::{FileScope, file_scope};
use crate::lookup::{Found, lookup_member, lookup_static, named_type, self_type};
use crate::{Ty, TyKind, TypeParamId, TypeParamKey, TypeParamOwner};
use hx2rs_base::{Db, DefId, MemberId, Name, SourceFile, Space};

/// Where a name stands.
#[derive(Clone)]
pub struct Scope<'db> {
    /// The database.
    pub db: &'db dyn Db,
    /// The file.
    pub file: SourceFile,
    /// The type around it.
    pub def: Option<DefId>,
    /// The member around it.
    pub member: Option<MemberId>,
    /// Type parameters by name, the innermost last.
    pub params: Vec<(Name, TypeParamId)>,
    /// Those of the local functions around the place in a body that is looked at now, the innermost last.
    pub(crate) local_params: std::cell::RefCell<Vec<(Name, TypeParamId)>>,
}

/// What an identifier means that is no local variable.
#[derive(Clone, Debug)]
pub enum Identifier<'db> {
    /// A member of `this`: `lookup_member` of the type of `this`, in the place that has one.
    Instance(Found<'db>),
    /// A static variable or function: of the own class, or imported.
    Static(MemberId),
    /// A constructor of an enum.
    EnumConstructor(MemberId),
    /// A type named as a value.
    Type(DefId),
    /// A type parameter named as a value.
    TypeParam(TypeParamId),
}

/// What a dotted path starts with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PathStart {
    /// The type that its first parts name.
    pub def: DefId,
    /// How many parts that took.
    pub parts: usize,
}

impl<'db> Scope<'db> {
    /// The scope at the top of a file.
    pub fn of_file(db: &'db dyn Db, file: SourceFile) -> Self {
        Self {
            db,
            file,
            def: None,
            member: None,
            params: Vec::new(),
            local_params: std::cell::RefCell::default(),
        }
    }

    /// The scope in a type's declaration.
    pub fn of_definition(db: &'db dyn Db, def: DefId) -> Option<Self> {
        let mut scope = Self::of_file(db, module_file(db, def.module())?);
        scope.def = Some(def);
        let names = shape(db, def).map_or(&[][..], |shape| &shape.params);
        scope.push_params(TypeParamOwner::Def(def), names.iter().copied());
        Some(scope)
    }

    /// The scope in a member: its type parameters are visible.
    pub fn of_member(db: &'db dyn Db, member: MemberId) -> Option<Self> {
        let mut scope = Self::of_definition(db, member.owner())?;
        scope.member = Some(member);
        // Type parameters of a class belong to its objects, so statics do not see them. Those of an enum are given anew
        // wherever one of its values stands.
        let owner = shape(db, member.owner()).map(|shape| shape.form);
        let item = member_item(db, member);
        let is_value = owner == Some(Form::Enum) || item.is_some_and(|item| item.is_value);
        if member.space() == Space::Static && !is_value {
            scope.params.clear();
        }
        let names = item.map_or(&[][..], |item| &item.type_params);
        scope.push_params(TypeParamOwner::Member(member), names.iter().copied());
        Some(scope)
    }

    /// Makes the type parameters of a local function visible.
    pub(crate) fn push_local_params(&self, owner: TypeParamOwner, names: &[Name]) {
        let mut params = self.local_params.borrow_mut();
        for (index, name) in names.iter().copied().enumerate() {
            let index = index as u16;
            let id = TypeParamId::intern(TypeParamKey { owner, index, name });
            params.push((name, id));
        }
    }

    /// Makes type parameters visible.
    fn push_params(&mut self, owner: TypeParamOwner, names: impl Iterator<Item = Name>) {
        for (index, name) in names.enumerate() {
            let index = index as u16;
            let id = TypeParamId::intern(TypeParamKey { owner, index, name });
            self.params.push((name, id));
        }
    }

    /// Whether there is a `this`, and its type.
    pub fn this(&self) -> Option<Ty> {
        let member = self.member?;
        (member.space() == Space::Instance).then(|| self_type(self.db, member.owner()))
    }

    /// The type parameter with this name.
    pub fn type_param(&self, name: Name) -> Option<TypeParamId> {
        let local = self.local_params.borrow();
        let mut all = local.iter().rev().chain(self.params.iter().rev());
        let found = all.find(|(known, _)| *known == name);
        found.map(|(_, id)| *id)
    }

    /// The type that a simple name means: of the own module, imported, of a wildcard import, of the own package or one
    /// around it. Type parameters are [`Self::type_param`]'s.
    pub fn resolve_type_name(&self, name: Name) -> Option<DefId> {
        *type_named(self.db, self.file, name)
    }

    /// The type that the first parts of a dotted path name: `haxe.ds.List.x` has three, `Type.x` one; `Module.Type` is
    /// two. `None`: no prefix of it is a type.
    pub fn resolve_path(&self, path: &[Name]) -> Option<PathStart> {
        let (first, rest) = path.split_first()?;
        if let Some(def) = self.resolve_type_name(*first) {
            return Some(self.with_sub_type(def, 1, rest));
        }
        if let Some(second) = rest.first()
            && let Some(def) = *sub_type_named(self.db, self.file, *first, *second)
        {
            return Some(PathStart { def, parts: 2 });
        }
        self.resolve_absolute(path)
            .or_else(|| self.resolve_from_root(path))
    }

    /// `std.Math`: the root package, where a nearer `Math` hides it.
    fn resolve_from_root(&self, path: &[Name]) -> Option<PathStart> {
        let start = self.resolve_absolute(without_root(path)?)?;
        Some(PathStart {
            parts: start.parts + 1,
            ..start
        })
    }

    /// `package.Module.name`: a function or variable of a module that has no main type, or none with such a static.
    pub fn resolve_module_field(&self, path: &[Name]) -> Option<MemberId> {
        let (name, module) = path.split_last()?;
        let module = crate::imports::dotted(module);
        let of_main = main_type(self.db, module).and_then(|def| lookup_static(self.db, def, *name));
        if of_main.is_some() {
            return None;
        }
        let fields = shape(self.db, DefId::new(module, Name::new("")))?.id;
        let item = lookup_static(self.db, fields, *name)?;
        Some(item.id)
    }

    /// A type of a module that this file sees: private ones of its own module, too.
    fn type_seen(&self, module: Name, name: Name) -> Option<DefId> {
        let own = || {
            let is_own = self.names().module == module;
            shape(self.db, DefId::new(module, name)).filter(|_| is_own)
        };
        type_in(self.db, module, name).or_else(|| own().map(|shape| shape.id))
    }

    /// A path that starts with a package.
    fn resolve_absolute(&self, path: &[Name]) -> Option<PathStart> {
        let mut module = String::new();
        for (at, part) in path.iter().enumerate() {
            if at > 0 {
                module.push('.');
            }
            module.push_str(part.as_str());
            if !is_type_name(*part) {
                continue;
            }
            let name = Name::new(&module);
            let rest = path.get(at + 1..).unwrap_or_default();
            if let Some(def) = main_type(self.db, name) {
                return Some(self.with_sub_type(def, at + 1, rest));
            }
            let sub = rest.first()?;
            let def = self.type_seen(name, *sub)?;
            return Some(PathStart { def, parts: at + 2 });
        }
        None
    }

    /// `Module.Type`, where `Module` has a main type: the sub type, unless the main type has a static of this name.
    fn with_sub_type(&self, def: DefId, parts: usize, rest: &[Name]) -> PathStart {
        let is_main = def
            .module()
            .as_str()
            .rsplit('.')
            .next()
            .is_some_and(|last| last == def.name().as_str());
        if is_main
            && let Some(sub) = rest.first()
            && is_type_name(*sub)
            && lookup_static(self.db, def, *sub).is_none()
            && let Some(def) = self.type_seen(def.module(), *sub)
        {
            return PathStart {
                def,
                parts: parts + 1,
            };
        }
        PathStart { def, parts }
    }

    /// What an identifier of a body means that is no local variable. Type names included.
    pub fn resolve_identifier(&self, name: Name) -> Option<Identifier<'db>> {
        if let Some(this) = self.this()
            && let Some(found) = lookup_member(self.db, this, name)
        {
            return Some(Identifier::Instance(found));
        }
        if let Some(found) = self.def.and_then(|def| self.static_of(def, name)) {
            return Some(found);
        }
        if let Some(member) = *static_named(self.db, self.file, name) {
            return self.static_of(member.owner(), member.name());
        }
        if let Some(param) = self.type_param(name) {
            return Some(Identifier::TypeParam(param));
        }
        self.resolve_type_name(name)
            .map(|def| Identifier::Type(named_type(self.db, def)))
    }

    fn static_of(&self, def: DefId, name: Name) -> Option<Identifier<'db>> {
        let item = lookup_static(self.db, def, name)?;
        Some(match item.form {
            MemberForm::EnumConstructor { .. } => Identifier::EnumConstructor(item.id),
            MemberForm::Variable { .. } | MemberForm::Function(_) => Identifier::Static(item.id),
        })
    }

    /// Static functions called `name` of the types in `using`, the last `using` first: candidates for `value.name(…)`.
    pub fn extensions(&self, name: Name) -> Vec<MemberId> {
        extensions_named(self.db, self.file, name).clone()
    }

    fn names(&self) -> &'db FileScope {
        file_scope(self.db, self.file)
    }

    /// Simple names of types that [`Self::resolve_type_name`] could find, for "did you mean".
    pub fn type_names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = self.params.iter().map(|(name, _)| *name).collect();
        names.extend(self.names().own.keys().chain(self.names().imports.keys()));
        let modules = self.db.project().modules(self.db);
        let packages: Vec<Name> = {
            let all = self.names().wildcards.iter().chain(&self.names().packages);
            all.copied().collect()
        };
        for module in modules.keys() {
            let (package, last) = split(*module);
            if packages.iter().any(|known| known.as_str() == package) {
                names.push(Name::new(last));
            }
        }
        if let Some(file) = module_file(self.db, Name::new("StdTypes")) {
            names.extend(module_items(self.db, file).types.keys());
        }
        names
    }

    /// Values that [`Self::resolve_identifier`] could find, types left out, for "did you mean".
    pub fn value_names(&self) -> Vec<Name> {
        let mut names = Vec::new();
        if let Some(this) = self.this() {
            names.extend(crate::lookup::member_names(self.db, this));
        }
        let module = DefId::new(self.names().module, "");
        let owners = self.def.into_iter().chain([module]);
        let owners = owners.chain(self.names().constructors.iter().copied());
        for owner in owners.chain(self.names().wildcard_owners.iter().copied()) {
            let items = members(self.db, owner).list.iter();
            names.extend(
                items
                    .filter(|item| item.is_static())
                    .map(|item| item.id.name()),
            );
        }
        names.extend(self.names().statics.iter().map(|(alias, ..)| *alias));
        names
    }
}

/// The type that a simple name means in a file.
#[salsa::tracked]
fn type_named(db: &dyn Db, file: SourceFile, name: Name) -> Option<DefId> {
    let names = file_scope(db, file);
    if let Some(def) = names.own.get(&name).or_else(|| names.imports.get(&name)) {
        return Some(*def);
    }
    if let Some(def) = standard_type(db, name) {
        return Some(def);
    }
    let mut packages = names.wildcards.iter().chain(&names.packages);
    packages.find_map(|package| main_type(db, join(*package, name)))
}

/// The type that `Module.Type` means in a file, of a module without a type of its own name.
#[salsa::tracked]
fn sub_type_named(db: &dyn Db, file: SourceFile, module: Name, name: Name) -> Option<DefId> {
    let names = file_scope(db, file);
    let mut packages = names.wildcards.iter().chain(&names.packages);
    packages.find_map(|package| type_in(db, join(*package, module), name))
}

/// The static or enum constructor that a simple name means in a file: of the module itself, imported, of an enum in
/// scope.
#[salsa::tracked]
fn static_named(db: &dyn Db, file: SourceFile, name: Name) -> Option<MemberId> {
    let names = file_scope(db, file);
    let module = (DefId::new(names.module, ""), name);
    let imported = names.statics.iter().filter(|(alias, ..)| *alias == name);
    let imported = imported.map(|(_, owner, original)| (*owner, *original));
    let enums = names.constructors.iter().chain(&names.wildcard_owners);
    let enums = enums.map(|owner| (*owner, name));
    let mut places = [module].into_iter().chain(imported).chain(enums);
    places.find_map(|(owner, name)| declared_static(db, owner, name).map(|item| item.id))
}

/// The types whose static functions are extensions of a type's values wherever these go: `@:using(Tools)`.
#[salsa::tracked]
fn own_usings_query(db: &dyn Db, _project: hx2rs_base::Project, def: DefId) -> Vec<DefId> {
    let named = || {
        let (file, index) = crate::definition::place(db, def)?;
        let tree = hx2rs_syntax::parse_file(db, file);
        let declaration = tree.declarations.get(index)?;
        let scope = Scope::of_definition(db, def)?;
        let entries = tree.list(declaration.metadata).iter();
        let entries = entries.filter(|it| it.compiler && it.name.name.as_str() == "using");
        let paths = entries.flat_map(|entry| tree.list(entry.args).iter());
        let found = paths.filter_map(|path| {
            let path = dotted_path(tree, *path)?;
            let start = scope.resolve_path(&path)?;
            (start.parts == path.len()).then_some(start.def)
        });
        Some(found.collect())
    };
    named().unwrap_or_default()
}

/// The names in `a.b.C`.
fn dotted_path(
    tree: &hx2rs_syntax::ast::Ast,
    path: hx2rs_syntax::ast::ExprId,
) -> Option<Vec<Name>> {
    use hx2rs_syntax::ast::ExprKind;
    #[allow(clippy::wildcard_enum_match_arm)] // Nothing else is a path.
    match tree.expr(path).kind {
        ExprKind::Ident(name) => Some(vec![name]),
        ExprKind::Field { receiver, name, .. } => {
            let mut path = dotted_path(tree, receiver)?;
            path.push(name);
            Some(path)
        }
        _ => None,
    }
}

/// Static functions called `name` of the types that a type's `@:using` names.
pub(crate) fn own_extensions(db: &dyn Db, def: DefId, name: Name) -> Vec<MemberId> {
    let owners = own_usings_query(db, db.project(), def).iter();
    let found = owners.filter_map(|owner| declared_static(db, *owner, name));
    found
        .filter(|item| matches!(item.form, MemberForm::Function(_)))
        .map(|item| item.id)
        .collect()
}

/// As [`lookup_static`], for queries whose own answer stays when other members of the type change: without an answer kept
/// for each type in scope that does not have the name.
fn declared_static(db: &dyn Db, owner: DefId, name: Name) -> Option<&MemberItem> {
    members(db, named_type(db, owner)).get(name, Space::Static)
}

/// Static functions with this name of the types in `using`, the last `using` first.
#[salsa::tracked]
fn extensions_named(db: &dyn Db, file: SourceFile, name: Name) -> Vec<MemberId> {
    let owners = file_scope(db, file).usings.iter();
    let found = owners.filter_map(|owner| declared_static(db, *owner, name));
    found
        .filter(|item| matches!(item.form, MemberForm::Function(_)))
        .map(|item| item.id)
        .collect()
}

/// A path from the root package on, where it starts with that package's name, `std`.
pub(crate) fn without_root(path: &[Name]) -> Option<&[Name]> {
    let (first, rest) = path.split_first()?;
    (first.as_str() == "std" && !rest.is_empty()).then_some(rest)
}

/// Whether a name is written like a type's: its first letter, after underscores, is a capital.
pub fn is_type_name(name: Name) -> bool {
    let text = name.as_str().trim_start_matches('_');
    text.starts_with(|first: char| first.is_ascii_uppercase())
}

/// `package.name`, or the name alone in the root package.
pub fn join(package: Name, name: Name) -> Name {
    if package.as_str().is_empty() {
        return name;
    }
    Name::new(&format!("{package}.{name}"))
}

/// Package and last part of a dotted path.
pub fn split(path: Name) -> (&'static str, &'static str) {
    path.as_str()
        .rsplit_once('.')
        .unwrap_or(("", path.as_str()))
}

/// The type that a module is named after, unless it is private.
pub fn main_type(db: &dyn Db, module: Name) -> Option<DefId> {
    type_in(db, module, Name::new(split(module).1))
}

/// A type of a module that others see.
pub fn type_in(db: &dyn Db, module: Name, name: Name) -> Option<DefId> {
    let shape = shape(db, DefId::new(module, name))?;
    (!shape.is_private && shape.form != Form::ModuleFields).then_some(shape.id)
}

/// A type of `StdTypes`, which every file sees.
fn standard_type(db: &dyn Db, name: Name) -> Option<DefId> {
    type_in(db, Name::new("StdTypes"), name)
}

/// Whether a type is an enum, or an enum abstract: its constructors are in scope where it is imported.
pub(crate) fn has_constructors(form: Form) -> bool {
    matches!(form, Form::Enum | Form::EnumAbstract)
}

/// What `this` is inside an abstract: its underlying type.
pub fn underlying(db: &dyn Db, ty: Ty) -> Option<Ty> {
    let TyKind::Abstract(def, arguments) = ty.kind() else {
        return None;
    };
    let below = definition(db, *def).as_ref()?.underlying?;
    Some(below.substitute(&crate::lookup::argument_map(db, *def, arguments)))
}

/// What to say where something of the standard library is missing.
pub(crate) const NOT_ALL_STANDARD: &str = "hx2rs has not all of the official standard library yet";

/// Whether a type belongs to the standard library.
pub(crate) fn is_standard(db: &dyn Db, def: DefId) -> bool {
    module_file(db, def.module()).is_some_and(|file| file.is_standard(db))
}

/// What to say about a path that is not known here, and that the official standard library has.
pub(crate) fn missing_standard(path: &[Name]) -> Option<String> {
    const PACKAGES: &[&str] = &[
        "cpp", "cs", "eval", "flash", "haxe", "hl", "java", "js", "jvm", "lua", "neko", "php",
        "python", "sys",
    ];
    const TYPES: &[&str] = &[
        "Date",
        "DateTools",
        "EReg",
        "List",
        "Type",
        "UnicodeString",
        "Xml",
    ];
    let (first, rest) = path.split_first()?;
    let known = if rest.is_empty() { TYPES } else { PACKAGES };
    known
        .contains(&first.as_str())
        .then(|| NOT_ALL_STANDARD.to_owned())
}
