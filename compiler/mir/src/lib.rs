//! What can be said about a typed program beyond its types: control flow, liveness, reachability, effects, null, and
//! the ownership plan that the emitter reads. It changes no HIR and emits nothing; facts stand in tables keyed by
//! HIR ids. Start at [`plan`] for the result, [`graph`] for the control-flow graph.

pub mod array_changes;
pub mod assemble;
mod before_super;
mod build;
pub mod constant;
pub mod construction;
pub mod copied;
pub mod dataflow;
pub mod dump;
pub mod effects;
mod erase;
pub mod exchange;
pub mod family;
pub mod forms;
pub mod graph;
mod instances;
pub mod liveness;
pub mod null_inside;
pub mod nullability;
pub mod plan;
pub mod ranges;
pub mod reach;
mod redefined;
pub mod reflection;
mod seen_inside;
pub mod sources;
pub mod statics;
pub mod verify;
pub mod views;
pub mod wanted;

pub use plan::*;
