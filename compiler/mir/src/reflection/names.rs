//! Names that a program may ask for while it runs: these, or all. Who asks is in [`super::asked`].

use hx2rs_base::Name;
use indexmap::IndexSet;

/// Some names, or all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Names {
    /// These.
    Some(IndexSet<Name>),
    /// All.
    All,
}

impl Default for Names {
    fn default() -> Self {
        Self::Some(IndexSet::new())
    }
}

impl Names {
    /// Whether a name is one of them.
    pub fn has(&self, name: Name) -> bool {
        match self {
            Self::Some(names) => names.contains(&name),
            Self::All => true,
        }
    }

    /// Whether a name is one of those that are known.
    pub fn says(&self, name: Name) -> bool {
        match self {
            Self::Some(names) => names.contains(&name),
            Self::All => false,
        }
    }

    /// Whether there is none.
    pub fn is_none(&self) -> bool {
        match self {
            Self::Some(names) => names.is_empty(),
            Self::All => false,
        }
    }

    /// Adds a name, or all where it is not known.
    pub(crate) fn add(&mut self, name: Option<Name>) {
        match (self, name) {
            (Self::Some(names), Some(name)) => {
                names.insert(name);
            }
            (all, None) => *all = Self::All,
            (Self::All, Some(_)) => {}
        }
    }
}
