//! Names of Rust for names of Haxe: one stable table, made before anything is emitted. `addTotal` becomes `add_total`,
//! keywords become raw, and what would clash gets a number, in the order of the source. Locals are named per body, see
//! [`LocalNames`].

use crate::reserved::{TAKEN_FUNCTIONS, TAKEN_METHODS, TAKEN_TYPES};
use hx2rs_compiler::hir::{Body, LocalId, Program, TypeDef};
use hx2rs_compiler::{DefId, MemberId, Name, Space};
use std::collections::{HashMap, HashSet};

/// The Rust names of types and members.
#[derive(Debug, Default)]
pub(crate) struct Names {
    types: HashMap<DefId, String>,
    members: HashMap<MemberId, String>,
    /// Every name of a type.
    all_types: HashSet<String>,
    /// Names of type parameters: inside of what declares them they hide items.
    type_parameters: HashSet<String>,
    /// The names of classes, interfaces and enums.
    item_types: HashSet<String>,
    /// What stands in each module: types, and functions and statics that have no type around them.
    items: HashMap<Name, HashSet<String>>,
}

/// The name of the struct of a class that is a trait.
pub(crate) fn base_name(name: &str) -> String {
    format!("{name}Base")
}

/// The name of the trait of what can be held as an object of a class.
pub(crate) fn conversion_name(name: &str) -> String {
    format!("Into{name}")
}

/// A type's name that is not one that emitted code needs; `kind` makes the difference.
pub(crate) fn not_taken(name: String, kind: &str) -> String {
    if TAKEN_TYPES.contains(&name.as_str()) {
        format!("{name}{kind}")
    } else {
        name
    }
}

/// The classes and interfaces that may become traits: they have something below them.
fn above(program: &Program) -> HashSet<DefId> {
    let mut found = HashSet::new();
    for def in program.types.values() {
        if let TypeDef::Class(class) = def {
            if class.is_interface {
                found.insert(class.header.id);
            }
            let above = class.extends.iter().chain(&class.implements);
            found.extend(above.filter_map(|ty| crate::represent::class_of(*ty)));
        }
    }
    found
}

/// Whether something in the program calls a static function.
fn is_called(program: &Program, function: MemberId) -> bool {
    use hx2rs_compiler::hir::{Callee, Expr};
    let fields = hx2rs_compiler::mir::reach::fields(program);
    let initialisers = fields.values().filter_map(|it| it.initialiser.as_ref());
    let bodies = program.functions.values().filter_map(|it| it.body());
    bodies.chain(initialisers).any(|typed| {
        typed.body.exprs.iter().any(|(_, expr)| {
            let callee = Callee::Static(function);
            let is_call = matches!(expr, Expr::Call { callee: called, .. } if *called == callee);
            is_call || *expr == Expr::FunctionValue(function)
        })
    })
}

impl Names {
    /// Names everything that `program` declares.
    pub(crate) fn new(program: &Program) -> Self {
        let mut names = Self::default();
        let above = above(program);
        let mut used: HashMap<Name, HashSet<String>> = HashMap::new();
        for (id, def) in &program.types {
            let used = used.entry(id.module()).or_default();
            let kind = match def {
                TypeDef::Class(_) => "Class",
                TypeDef::Enum(_) => "Enum",
                TypeDef::Alias(_) => "Type",
                TypeDef::Abstract(_) => "Abstract",
            };
            let wanted = not_taken(type_name(id.name().as_str()), kind);
            let all = |name: &str| {
                let mut all = vec![name.to_owned()];
                if above.contains(id) {
                    all.extend([base_name(name), conversion_name(name)]);
                }
                all
            };
            let name = unique_type(wanted, |name| {
                all(name).iter().any(|name| used.contains(name))
            });
            used.extend(all(&name));
            // Typedefs are no items of Rust.
            if !matches!(def, TypeDef::Alias(_)) {
                names
                    .items
                    .entry(id.module())
                    .or_default()
                    .extend(all(&name));
            }
            names.types.insert(*id, name);
        }
        names.all_types = names.types.values().cloned().collect();
        let of_types = program.types.values();
        let of_types = of_types.flat_map(|def| &def.header().type_params);
        let of_functions = program.functions.values();
        let of_functions = of_functions.flat_map(|function| &function.type_params);
        let params = of_types.chain(of_functions);
        let params = params.map(|param| names.type_parameter(param.id.data().name));
        names.type_parameters = params.collect();
        for (id, def) in &program.types {
            if let (TypeDef::Class(_) | TypeDef::Enum(_), Some(name)) = (def, names.types.get(id)) {
                names.item_types.insert(name.clone());
            }
        }
        let mut free: HashMap<Name, HashSet<String>> = HashMap::new();
        for def in program.types.values() {
            let module = def.header().id.module();
            names.name_members(program, def, free.entry(module).or_default());
        }
        for (module, names_of) in free {
            names.items.entry(module).or_default().extend(names_of);
        }
        names
    }

    fn name_members(&mut self, program: &Program, def: &TypeDef, free: &mut HashSet<String>) {
        match def {
            TypeDef::Class(class) => {
                let mut fields = HashSet::new();
                for field in &class.fields {
                    let name = unique(snake(field.id.name().as_str()), |name| {
                        fields.contains(name) || name == "base"
                    });
                    fields.insert(name.clone());
                    self.members.insert(field.id, name);
                }
                let mut methods: HashSet<String> = TAKEN_METHODS
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect();
                self.name_statics(&class.statics, free);
                for id in &class.methods {
                    self.name_method(program, *id, &mut methods);
                }
                methods.extend(TAKEN_FUNCTIONS.iter().map(|name| (*name).to_owned()));
                for id in &class.functions {
                    if program.main == Some(*id)
                        && program.after_main.is_none()
                        && !is_called(program, *id)
                    {
                        self.members.insert(*id, "main".to_owned());
                        continue;
                    }
                    self.name_function(*id, &mut methods, free);
                }
                if let Some(constructor) = class.constructor {
                    self.members.insert(constructor, "new".to_owned());
                }
            }
            TypeDef::Enum(def) => {
                let mut used = HashSet::from(["Self".to_owned()]);
                for constructor in &def.constructors {
                    let name = type_name(constructor.id.name().as_str());
                    let name = unique(name, |name| used.contains(name));
                    used.insert(name.clone());
                    self.members.insert(constructor.id, name);
                }
            }
            TypeDef::Abstract(def) => {
                let mut used: HashSet<String> = TAKEN_FUNCTIONS
                    .iter()
                    .map(|name| (*name).to_owned())
                    .collect();
                for id in &def.functions {
                    self.name_function(*id, &mut used, free);
                }
                self.name_statics(&def.statics, free);
            }
            TypeDef::Alias(_) => {}
        }
    }

    /// Static variables stand in their module, whatever class they belong to.
    fn name_statics(&mut self, statics: &[hx2rs_compiler::hir::Field], free: &mut HashSet<String>) {
        for field in statics {
            let plain = shout(field.id.name().as_str());
            let name = if free.contains(&plain) {
                format!("{}_{plain}", shout(field.id.owner().name().as_str()))
            } else {
                plain
            };
            let name = unique(name, |name| free.contains(name));
            free.insert(name.clone());
            self.members.insert(field.id, name);
        }
    }

    /// Static functions may stand in their module as well.
    fn name_function(
        &mut self,
        id: MemberId,
        used: &mut HashSet<String>,
        free: &mut HashSet<String>,
    ) {
        let plain = snake(id.name().as_str());
        let name = if free.contains(&plain) || used.contains(&plain) {
            format!(
                "{}_{plain}",
                snake(id.owner().name().as_str()).trim_end_matches('_')
            )
        } else {
            plain
        };
        let name = unique(name, |name| used.contains(name) || free.contains(name));
        used.insert(name.clone());
        free.insert(name.clone());
        self.members.insert(id, name);
    }

    fn name_method(&mut self, program: &Program, id: MemberId, used: &mut HashSet<String>) {
        let inherited = overridden(program, id).and_then(|base| self.members.get(&base).cloned());
        let name = inherited
            .unwrap_or_else(|| unique(snake(id.name().as_str()), |name| used.contains(name)));
        used.insert(name.clone());
        self.members.insert(id, name);
    }

    /// `FooBar`.
    pub(crate) fn ty(&self, def: DefId) -> String {
        match self.types.get(&def) {
            Some(name) => name.clone(),
            None => type_name(def.name().as_str()),
        }
    }

    /// Whether a class, interface or enum is called so.
    pub(crate) fn is_item(&self, name: &str) -> bool {
        self.item_types.contains(name)
    }

    /// How a type parameter is called, wherever it is declared: its name hides no type that is needed beside it.
    pub(crate) fn type_parameter(&self, name: Name) -> String {
        let wanted = not_taken(type_name(name.as_str()), "Param");
        if self.all_types.contains(&wanted) {
            format!("{wanted}Param")
        } else {
            wanted
        }
    }

    /// Whether something has a type parameter of this name.
    pub(crate) fn is_type_parameter(&self, name: &str) -> bool {
        self.type_parameters.contains(name)
    }

    /// The names that items of a Haxe module have in Rust.
    pub(crate) fn items_of(&self, module: Name) -> impl Iterator<Item = &String> {
        self.items.get(&module).into_iter().flatten()
    }

    /// Name of a field, method, function, static or enum constructor.
    pub(crate) fn member(&self, member: MemberId) -> String {
        match self.members.get(&member) {
            Some(name) => name.clone(),
            None => snake(member.name().as_str()),
        }
    }
}

/// The method of a base class that `method` overrides, directly or further up: the first one with its name.
fn overridden(program: &Program, method: MemberId) -> Option<MemberId> {
    if method.space() != Space::Instance {
        return None;
    }
    let mut owner = method.owner();
    for _ in 0..program.types.len() {
        let Some(TypeDef::Class(class)) = program.types.get(&owner) else {
            return None;
        };
        let parent = class.extends.and_then(crate::represent::class_of)?;
        let Some(TypeDef::Class(class)) = program.types.get(&parent) else {
            return None;
        };
        let found = class.methods.iter().find(|id| id.name() == method.name());
        if let Some(found) = found {
            return Some(*found);
        }
        owner = parent;
    }
    None
}

/// The names of a body's variables.
#[derive(Debug, Default)]
pub(crate) struct LocalNames {
    names: Vec<String>,
}

impl LocalNames {
    /// Names all variables of `body`. Equal names of Haxe stay equal, since both languages shadow alike; `taken` are
    /// names that the body uses for something else.
    pub(crate) fn new(body: &Body, taken: &HashSet<String>) -> Self {
        let mut of_source: HashMap<&str, String> = HashMap::new();
        let mut used = taken.clone();
        used.insert("this".to_owned());
        let mut names = Vec::new();
        for (_, local) in body.locals.iter() {
            let source = local.name.as_str();
            let temporary = source.starts_with('`');
            if !temporary && let Some(name) = of_source.get(source) {
                names.push(name.clone());
                continue;
            }
            let wanted = if temporary {
                let bare = snake(
                    source
                        .trim_start_matches('`')
                        .trim_end_matches(|c: char| c.is_ascii_digit()),
                );
                if bare.is_empty() || bare == "_" {
                    "value".to_owned()
                } else {
                    bare
                }
            } else {
                snake(source)
            };
            let name = unique(wanted, |name| used.contains(name));
            used.insert(name.clone());
            of_source.insert(source, name.clone());
            names.push(name);
        }
        Self { names }
    }

    /// The name of a variable.
    pub(crate) fn name(&self, local: LocalId) -> &str {
        use hx2rs_compiler::Id;
        self.names
            .get(local.index())
            .map_or("value", String::as_str)
    }

    /// A name that no variable has and none of `others`. It may be given again: what it names is gone before anything else
    /// is emitted that could see it.
    pub(crate) fn short_lived(&self, wanted: &str, others: &HashSet<String>) -> String {
        unique(wanted.to_owned(), |name| {
            others.contains(name) || self.names.iter().any(|used| used == name)
        })
    }

    /// A name that no variable has.
    pub(crate) fn fresh(&mut self, wanted: &str) -> String {
        let name = unique(wanted.to_owned(), |name| {
            self.names.iter().any(|used| used == name)
        });
        self.names.push(name.clone());
        name
    }
}

fn unique(wanted: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&wanted) {
        return wanted;
    }
    (2..)
        .map(|number| format!("{wanted}_{number}"))
        .find(|name| !taken(name))
        .unwrap_or(wanted)
}

/// Types are numbered without an underscore, which Rust's style has no room for.
pub(crate) fn unique_type(wanted: String, taken: impl Fn(&str) -> bool) -> String {
    if !taken(&wanted) {
        return wanted;
    }
    (2..)
        .map(|number| format!("{wanted}{number}"))
        .find(|name| !taken(name))
        .unwrap_or(wanted)
}

/// `addTotal` → `add_total`, `HTTPServer` → `http_server`, `_x` → `x`, `MAX_SIZE` → `max_size`.
pub(crate) fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (at, char) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        if char.is_uppercase() {
            let starts =
                before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
            let ends_run = before.is_some_and(|before| before.is_uppercase())
                && after.is_some_and(|after| after.is_lowercase());
            if (starts || ends_run) && !out.ends_with('_') {
                out.push('_');
            }
            out.extend(char.to_lowercase());
        } else if !char.is_alphanumeric() {
            // "show`Int": one of several functions called show. Fields of structures may be any text.
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
        } else {
            out.push(*char);
        }
    }
    let out = out.trim_end_matches('_').to_owned();
    match out.chars().next() {
        None => "underscore".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("n{out}"),
        // These cannot be raw.
        Some(_) if matches!(out.as_str(), "self" | "super" | "crate") => format!("{out}_"),
        Some(_) => out,
    }
}

/// `maxSize` → `MAX_SIZE`.
pub(crate) fn shout(name: &str) -> String {
    snake(name).to_uppercase()
}

/// `fooBar` → `FooBar`, `FOO_BAR` → `FooBar`, `_` → `Underscore`.
pub(crate) fn type_name(name: &str) -> String {
    let all_upper =
        name.len() > 1 && name.chars().all(|char| !char.is_lowercase()) && name.contains('_');
    let mut out = String::new();
    let mut start = true;
    for char in name.chars() {
        if !char.is_alphanumeric() {
            start = true;
        } else if start {
            out.extend(char.to_uppercase());
            start = false;
        } else if all_upper {
            out.extend(char.to_lowercase());
        } else {
            out.push(char);
        }
    }
    match out.chars().next() {
        None => "Underscore".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("N{out}"),
        Some(_) => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case() {
        for (haxe, rust) in [
            ("addTotal", "add_total"),
            ("HTTPServer", "http_server"),
            ("parseURL2", "parse_url2"),
            ("MAX_SIZE", "max_size"),
            ("_private", "private"),
            ("x1", "x1"),
            ("__", "underscore"),
        ] {
            assert_eq!(snake(haxe), rust);
        }
        assert_eq!(shout("maxSize"), "MAX_SIZE");
        assert_eq!(type_name("FOO_BAR"), "FooBar");
        assert_eq!(type_name("json_Value"), "JsonValue");
        assert_eq!(type_name("URL"), "URL");
    }
}
