//! Ids of what a program declares. They are structural: a module path and a name, interned. So they survive every
//! edit that keeps the name, need no database to be read, and mean the same in every engine.

use crate::Name;
use crate::interned_id;
use std::fmt;

interned_id! {
    /// A type declaration: class, interface, enum, abstract, typedef; or a module's own statics.
    pub struct DefId => DefKey
}

/// Where a type is declared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DefKey {
    /// Dotted path of the module: `haxe.ds.StringMap`; its last part is the file's name.
    pub module: Name,
    /// The type's name; equal to the module's last part for its main type. Empty for the module's own fields.
    pub name: Name,
}

impl DefId {
    /// The type `name` in the module with this dotted path.
    pub fn new(module: impl Into<Name>, name: impl Into<Name>) -> Self {
        Self::intern(DefKey {
            module: module.into(),
            name: name.into(),
        })
    }

    /// The dotted path of the module that declares it.
    pub fn module(self) -> Name {
        self.data().module
    }

    /// The type's own name.
    pub fn name(self) -> Name {
        self.data().name
    }

    /// The package: all but the last part of the module path.
    pub fn package(self) -> &'static str {
        let module = self.data().module.as_str();
        module.rsplit_once('.').map_or("", |(package, _)| package)
    }

    /// As Haxe prints it: `haxe.ds.StringMap`, `pack.Type` for a type of another module of `pack` (the module's
    /// name is not part of a type's path).
    pub fn path(self) -> String {
        match self.package() {
            "" => self.name().as_str().to_owned(),
            package => format!("{package}.{}", self.name()),
        }
    }

    /// As Haxe prints a private type: `pack._Module.Type`.
    pub fn private_path(self) -> String {
        let module = self.data().module.as_str();
        let (package, last) = module.rsplit_once('.').unwrap_or(("", module));
        let dot = if package.is_empty() { "" } else { "." };
        format!("{package}{dot}_{last}.{}", self.name())
    }
}

impl fmt::Debug for DefId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

/// By module path and name, so that sorted output is the same in every run.
impl Ord for DefId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.data().cmp(other.data())
    }
}

impl PartialOrd for DefId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

interned_id! {
    /// A member of a type: field, method, constructor, enum constructor.
    pub struct MemberId => MemberKey
}

/// Where a member is declared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberKey {
    /// The type that declares it.
    pub owner: DefId,
    /// Its name; `new` for a constructor.
    pub name: Name,
    /// Which name space of the owner.
    pub space: Space,
    /// 0, or the position among declarations of the same name and space (overloads, and errors).
    pub ordinal: u16,
}

/// The name spaces of a type's members. An enum's constructors are `Static`; `new` is `Instance`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Space {
    /// Of each instance.
    Instance,
    /// Of the type itself.
    Static,
}

impl MemberId {
    /// The first declaration of `name` in `owner`.
    pub fn new(owner: DefId, name: impl Into<Name>, space: Space) -> Self {
        Self::intern(MemberKey {
            owner,
            name: name.into(),
            space,
            ordinal: 0,
        })
    }

    /// The type that declares it.
    pub fn owner(self) -> DefId {
        self.data().owner
    }

    /// Its name.
    pub fn name(self) -> Name {
        self.data().name
    }

    /// What an access of null names: the member, or the property behind an accessor.
    pub fn accessed_name(self) -> &'static str {
        let name = self.source_name();
        name.strip_prefix("get_")
            .or_else(|| name.strip_prefix("set_"))
            .unwrap_or(name)
    }

    /// Its name as written: an `overload` function has a name of its own ([`MemberId::name`]) that starts with this.
    pub fn source_name(self) -> &'static str {
        let name = self.name().as_str();
        name.split_once('`').map_or(name, |(source, _)| source)
    }

    /// Which name space it is in.
    pub fn space(self) -> Space {
        self.data().space
    }
}

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}.{}", self.owner(), self.name())?;
        match self.data().ordinal {
            0 => Ok(()),
            more => write!(f, "#{more}"),
        }
    }
}

/// By owner and name, so that sorted output is the same in every run.
impl Ord for MemberId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.data().cmp(other.data())
    }
}

impl PartialOrd for MemberId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
