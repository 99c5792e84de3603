//! Local inference: monomorphs that the first use binds, and the rules by which one type is accepted where another is
//! asked for. It knows neither syntax nor bodies; what it asks about declarations is the trait [`Facts`]. Next:
//! [`table`] for monomorphs, [`unify`] for the rules, `lower` for who calls them.

mod conversion;
mod identity;
mod join;
mod table;
mod unify;

pub(crate) use conversion::{Step, same, steps};
pub(crate) use identity::identical;
pub(crate) use join::join;
pub(crate) use table::{Mark, Table};
pub(crate) use unify::{assignable, equal, supertype};

use crate::{StructureField, Ty, TypeParamId};
use hx2rs_base::{DefId, Name};

/// What the rules ask about declarations. Answers are in terms of the arguments given.
pub(crate) trait Facts {
    /// A declared type as it is named without arguments, which are `Dynamic`.
    fn named(&self, def: DefId) -> Ty;
    /// What a typedef stands for.
    fn alias(&self, def: DefId, arguments: &[Ty]) -> Option<Ty>;
    /// Base class and interfaces, directly above.
    fn supertypes(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty>;
    /// What a type parameter has to be.
    fn constraints(&self, param: TypeParamId) -> Vec<Ty>;
    /// A public instance member of a class as a structure would show it.
    fn member(&self, def: DefId, arguments: &[Ty], name: Name) -> Option<StructureField>;
    /// Types that an abstract turns into by itself.
    fn casts_to(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty>;
    /// Types that turn into an abstract by themselves.
    fn casts_from(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty>;
    /// What an abstract is at run time.
    fn underlying(&self, def: DefId, arguments: &[Ty]) -> Option<Ty>;
}
