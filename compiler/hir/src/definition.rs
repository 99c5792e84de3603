//! What a module declares, step by step, so that cycles between declarations stay harmless: [`module_items`] (names and
//! forms), [`definition`] (type parameters, super types, what a typedef stands for), [`members`] (names, forms and
//! modifiers of members, no types yet). Types of members are [`signature`](crate::lookup::signature)s. Values here hold
//! no positions; [`place`] and [`member_place`] find the syntax again.
//!
//! Who needs one module, type or member asks for that one ([`module_file`], [`shape`], [`named_member`],
//! [`member_item`], [`body_tree`]): each is a query, so that nothing depends on what stands beside it.

use crate::role::Role;
use crate::{FieldAccess, FunctionKind, Metadata, Ty, TypeParam};
use hx2rs_base::{Db, DefId, MemberId, Name, Space};
use indexmap::IndexMap;
use std::collections::HashMap;

pub use crate::declaration::{
    body_tree, definition, member_body, member_index, member_item, member_place, members,
    module_file, module_items, named_member, place, shape,
};

/// The form of a declared type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Form {
    /// `class`.
    Class,
    /// `interface`.
    Interface,
    /// `enum`.
    Enum,
    /// `typedef`.
    Alias,
    /// `abstract`.
    Abstract,
    /// `enum abstract`.
    EnumAbstract,
    /// The module's own fields and functions: a [`DefId`] with an empty name.
    ModuleFields,
}

impl Form {
    /// As a message names it: `class`.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Interface => "interface",
            Self::Enum => "enum",
            Self::Alias => "typedef",
            Self::Abstract => "abstract",
            Self::EnumAbstract => "enum abstract",
            Self::ModuleFields => "module",
        }
    }
}

/// A declared type as its module lists it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shape {
    /// Which one it is.
    pub id: DefId,
    /// Class, enum…
    pub form: Form,
    /// Names of its type parameters.
    pub params: Vec<Name>,
    /// Not visible outside its module.
    pub is_private: bool,
    /// `extern`.
    pub is_extern: bool,
}

/// What a module declares.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ModuleItems {
    /// By name, in order of the source. The first of two with the same name.
    pub types: IndexMap<Name, Shape>,
}

/// A type's declaration, with the types in its head resolved. Without members.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Definition {
    /// Which one it is.
    pub id: DefId,
    /// Class, enum…
    pub form: Form,
    /// In order.
    pub type_params: Vec<TypeParam>,
    /// Not visible outside its module.
    pub is_private: bool,
    /// `extern`.
    pub is_extern: bool,
    /// `abstract class`.
    pub is_abstract: bool,
    /// `final class`, `@:final`.
    pub is_final: bool,
    /// The base class with its arguments.
    pub extends: Option<Ty>,
    /// Interfaces with their arguments; for an interface those that it extends.
    pub implements: Vec<Ty>,
    /// What a typedef stands for; what an abstract is at run time.
    pub underlying: Option<Ty>,
    /// `from` types of an abstract.
    pub from: Vec<Ty>,
    /// `to` types of an abstract.
    pub to: Vec<Ty>,
    /// Fields of what an abstract is at run time that it shows as its own: `@:forward`. None are all.
    pub forward: Option<Vec<Name>>,
    /// The same of statics: `@:forwardStatics`.
    pub forward_statics: Option<Vec<Name>>,
    /// Metadata whose arguments are constants.
    pub metadata: Vec<Metadata>,
}

impl Definition {
    /// Whether an abstract shows a field of what it is at run time as its own.
    pub fn forwards(&self, name: Name) -> bool {
        let names = self.forward.as_ref();
        names.is_some_and(|names| names.is_empty() || names.contains(&name))
    }

    /// Whether an abstract shows a static of what it is at run time as its own.
    pub fn forwards_static(&self, name: Name) -> bool {
        let names = self.forward_statics.as_ref();
        names.is_some_and(|names| names.is_empty() || names.contains(&name))
    }

    /// Whether it has this metadata, such as `:publicFields`.
    pub fn has_metadata(&self, name: &str) -> bool {
        self.metadata
            .iter()
            .any(|entry| entry.name.as_str() == name)
    }
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MemberForm {
    /// A variable or property.
    Variable {
        /// How it may be used.
        access: FieldAccess,
        /// False for a property that only calls its accessors.
        has_storage: bool,
    },
    /// A function.
    Function(FunctionKind),
    /// A constructor of an enum.
    EnumConstructor {
        /// Its position in the enum.
        index: u32,
        /// `Some(v)`, against `None`.
        has_params: bool,
    },
}

/// One side of a property.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Side {
    /// Reading.
    Get,
    /// Writing.
    Set,
}

/// A member without its types.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MemberItem {
    /// Which one it is.
    pub id: MemberId,
    /// What it is.
    pub form: MemberForm,
    /// Whether it has code: of a function, or the initialiser of a variable.
    pub has_body: bool,
    /// Names of its own type parameters.
    pub type_params: Vec<Name>,
    /// Whether it is one of the values of an enum abstract.
    pub is_value: bool,
    /// `public` or `private`, where it says so.
    pub visibility: Option<bool>,
    /// `inline`.
    pub is_inline: bool,
    /// `final` (of a function), `final x` (of a variable).
    pub is_final: bool,
    /// `override`.
    pub is_override: bool,
    /// `abstract`.
    pub is_abstract: bool,
    /// `dynamic function`.
    pub is_dynamic: bool,
    /// `macro function`.
    pub is_macro: bool,
    /// `extern`.
    pub is_extern: bool,
    /// `overload`: the name as written, which others have, too. The one in its id tells what it takes.
    pub overload: Option<Name>,
    /// For `get_x` and `set_x` that the property `x` of an interface asks for without anybody writing them.
    pub accessor: Option<Side>,
    /// For the variable that holds what a `dynamic function` is replaced by.
    pub replaces: bool,
    /// For the constructor of a class with `@:structInit` that nobody wrote: it takes the variables of the class.
    pub of_literals: bool,
    /// For the variable that holds what makes instances of a type parameter.
    pub makes: bool,
    /// What a function of an abstract stands for: operators, conversions.
    pub roles: Vec<Role>,
    /// Metadata whose arguments are constants.
    pub metadata: Vec<Metadata>,
}

impl MemberItem {
    /// Whether it is reached through the type itself: static, or a constructor of an enum.
    pub fn is_static(&self) -> bool {
        self.id.space() == Space::Static
    }

    /// Whether nobody wrote it: another member asks for it.
    pub fn is_added(&self) -> bool {
        self.accessor.is_some() || self.replaces || self.of_literals || self.makes
    }

    /// Whether it is more than a declaration: what has no code and is implemented in Rust counts.
    pub fn is_implemented(&self) -> bool {
        self.has_body || self.has_metadata(":rust")
    }

    /// Whether it has this metadata, such as `:native`.
    pub fn has_metadata(&self, name: &str) -> bool {
        self.metadata
            .iter()
            .any(|entry| entry.name.as_str() == name)
    }
}

/// The variable that holds what a `dynamic function` is replaced by; that of the function which it overrides, if it does.
pub fn replacement(db: &dyn Db, function: MemberId) -> Option<MemberId> {
    let mut owner = function.owner();
    // A chain of base classes that is longer is a cycle, which the checks report.
    for _ in 0..200 {
        let key = MemberId::new(owner, function.name(), function.space());
        let item = member_item(db, key);
        if let Some(item) = item {
            let is_function = matches!(item.form, MemberForm::Function(_));
            if !is_function {
                return None;
            }
            if !item.is_override {
                return item.is_dynamic.then(|| replacement_id(key));
            }
        }
        let extends = definition(db, owner).as_ref()?.extends?;
        let crate::TyKind::Class(above, _) = extends.kind() else {
            return None;
        };
        owner = *above;
    }
    None
}

const REPLACEMENT: &str = "Replacement";

/// The variable of a `dynamic function` in its own class.
pub(crate) fn replacement_id(function: MemberId) -> MemberId {
    let name = format!("{}{REPLACEMENT}", function.name());
    MemberId::new(function.owner(), name.as_str(), function.space())
}

/// The function whose replacement a variable holds.
pub(crate) fn replaced(variable: MemberId) -> Option<MemberId> {
    let name = variable.name().as_str().strip_suffix(REPLACEMENT)?;
    Some(MemberId::new(variable.owner(), name, variable.space()))
}

/// The members of one declaration.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Members {
    /// All, in order of the source, those declared twice included.
    pub list: Vec<MemberItem>,
    pub(crate) by_name: HashMap<(Name, Space), usize>,
}

impl Members {
    /// The first member with this name.
    pub fn get(&self, name: Name, space: Space) -> Option<&MemberItem> {
        self.list.get(*self.by_name.get(&(name, space))?)
    }
}
