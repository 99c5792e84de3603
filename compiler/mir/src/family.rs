//! The class hierarchy as a table: who is below whom, which method runs for which class, and which methods share one
//! signature because they override each other or meet in an interface.

use hx2rs_base::{DefId, MemberId, Name};
use hx2rs_hir::{ClassDef, Program, Ty, TyKind, TypeDef};
use indexmap::{IndexMap, IndexSet};

/// The hierarchy of a program.
#[derive(Clone, Debug, Default)]
pub struct Families {
    /// Of each class and interface, everything above it, itself first, nearest first.
    above: IndexMap<DefId, IndexSet<DefId>>,
    /// Of each class and interface, everything below it, itself first.
    below: IndexMap<DefId, IndexSet<DefId>>,
    /// Of each class, the method that a call by name runs.
    methods: IndexMap<(DefId, Name), MemberId>,
    /// Of each method, the one that stands for all that share its signature.
    roots: IndexMap<MemberId, MemberId>,
}

/// The class or interface that a type names.
pub fn class_of(program: &Program, ty: Ty) -> Option<DefId> {
    if let TyKind::Class(def, _) = program.expand(ty.without_null()).kind() {
        Some(*def)
    } else {
        None
    }
}

/// The declaration of a class or interface.
pub fn class_def(program: &Program, def: DefId) -> Option<&ClassDef> {
    match program.types.get(&def)? {
        TypeDef::Class(class) => Some(class),
        TypeDef::Enum(_) | TypeDef::Alias(_) | TypeDef::Abstract(_) => None,
    }
}

/// All classes and interfaces.
pub fn classes(program: &Program) -> impl Iterator<Item = &ClassDef> {
    program
        .types
        .keys()
        .filter_map(|def| class_def(program, *def))
}

/// What the class or interface `def`, applied to `own`, gives for the type parameters of `above`; `None` where `above` is not
/// above it.
pub fn arguments_above(program: &Program, def: DefId, own: &[Ty], above: DefId) -> Option<Vec<Ty>> {
    // Declarations may go round in a circle; the check has said so.
    fn walk(program: &Program, at: DefId, own: &[Ty], of: DefId, left: u8) -> Option<Vec<Ty>> {
        if at == of {
            return Some(own.to_vec());
        }
        let left = left.checked_sub(1)?;
        let class = class_def(program, at)?;
        let params = class.header.type_params.iter().map(|param| param.id);
        let map: Vec<_> = params.zip(own.iter().copied()).collect();
        let mut supers = class.extends.iter().chain(&class.implements);
        supers.find_map(|ty| {
            let ty = program.expand(ty.substitute(&map).without_null());
            let TyKind::Class(def, list) = ty.kind() else {
                return None;
            };
            walk(program, *def, list, of, left)
        })
    }
    walk(program, def, own, above, u8::MAX)
}

impl Families {
    /// The hierarchy of `program`.
    pub fn new(program: &Program) -> Self {
        let mut families = Self::default();
        for class in classes(program) {
            let mut above = IndexSet::new();
            collect_above(program, class.header.id, &mut above);
            for def in &above {
                families
                    .below
                    .entry(*def)
                    .or_default()
                    .insert(class.header.id);
            }
            families.above.insert(class.header.id, above);
        }
        for class in classes(program) {
            families.find_methods(program, class);
        }
        families
    }

    fn find_methods(&mut self, program: &Program, class: &ClassDef) {
        let id = class.header.id;
        let above: Vec<DefId> = self.above(id).collect();
        let mut found: IndexMap<Name, MemberId> = IndexMap::new();
        // Classes come before interfaces, so that an implementation stands for what it implements.
        for interfaces in [false, true] {
            for def in &above {
                let Some(declared) = class_def(program, *def) else {
                    continue;
                };
                if declared.is_interface != interfaces {
                    continue;
                }
                for method in &declared.methods {
                    match found.get(&method.name()) {
                        Some(nearer) => self.unite(*nearer, *method),
                        None => {
                            found.insert(method.name(), *method);
                            self.roots.entry(*method).or_insert(*method);
                        }
                    }
                }
            }
        }
        for (name, method) in found {
            self.methods.insert((id, name), method);
        }
    }

    fn unite(&mut self, one: MemberId, other: MemberId) {
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            let (first, second) = if one < other {
                (one, other)
            } else {
                (other, one)
            };
            self.roots.insert(second, first);
            self.roots.entry(first).or_insert(first);
        }
    }

    /// The method that stands for all that share the signature of `method`; itself for any other function.
    pub fn root(&self, method: MemberId) -> MemberId {
        let mut root = method;
        while let Some(next) = self.roots.get(&root) {
            if *next == root {
                break;
            }
            root = *next;
        }
        root
    }

    /// All methods of the same family, in order of declaration.
    pub fn members(&self, method: MemberId) -> Vec<MemberId> {
        let root = self.root(method);
        let mut members: Vec<_> = self
            .roots
            .keys()
            .copied()
            .filter(|member| self.root(*member) == root)
            .collect();
        if members.is_empty() {
            members.push(method);
        }
        members
    }

    /// Everything above a class, itself first.
    pub fn above(&self, def: DefId) -> impl Iterator<Item = DefId> + use<'_> {
        self.above.get(&def).into_iter().flatten().copied()
    }

    /// Everything below a class, itself first.
    pub fn below(&self, def: DefId) -> impl Iterator<Item = DefId> + use<'_> {
        self.below.get(&def).into_iter().flatten().copied()
    }

    /// Whether `def` is `ancestor` or below it.
    pub fn is_below(&self, def: DefId, ancestor: DefId) -> bool {
        self.above
            .get(&def)
            .is_some_and(|above| above.contains(&ancestor))
    }

    /// The method that a call of `name` on an instance of exactly `class` runs.
    pub fn method(&self, class: DefId, name: Name) -> Option<MemberId> {
        self.methods.get(&(class, name)).copied()
    }
}

fn collect_above(program: &Program, def: DefId, above: &mut IndexSet<DefId>) {
    if !above.insert(def) {
        return;
    }
    let Some(class) = class_def(program, def) else {
        return;
    };
    for ty in class.extends.iter().chain(&class.implements) {
        if let Some(def) = class_of(program, *ty) {
            collect_above(program, def, above);
        }
    }
}
