//! Methods that stand in for others whose types differ: an override that returns more, an implementation that takes more.
//! Whoever calls the method above gets a function between that converts arguments and result. No body shows these
//! conversions, so they are listed here for the walks that have to know of every conversion ([`crate::reach`]). What is
//! converted how is the engines' affair.

use crate::family::{Families, arguments_above, class_def, classes};
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{Program, Ty, TyKind, TypeParamId};
use indexmap::IndexMap;

/// Of each method that stands in for one of other types: what is turned into what.
pub(crate) fn conversions(
    program: &Program,
    families: &Families,
) -> IndexMap<MemberId, Vec<(Ty, Ty)>> {
    let mut found: IndexMap<MemberId, Vec<(Ty, Ty)>> = IndexMap::new();
    for class in classes(program).filter(|class| !class.is_interface) {
        let id = class.header.id;
        for above in families.above(id).filter_map(|def| class_def(program, def)) {
            for declared in &above.methods {
                let Some(own) = families.method(id, declared.name()) else {
                    continue;
                };
                if own == *declared {
                    continue;
                }
                for pair in between(program, id, own, *declared) {
                    let list = found.entry(own).or_default();
                    if !list.contains(&pair) {
                        list.push(pair);
                    }
                }
            }
        }
    }
    found
}

/// What is turned into what where `own` runs for `declared` on instances of `class`.
fn between(program: &Program, class: DefId, own: MemberId, declared: MemberId) -> Vec<(Ty, Ty)> {
    let (Some(ours), Some(theirs)) = (
        program.functions.get(&own),
        program.functions.get(&declared),
    ) else {
        return Vec::new();
    };
    let map_ours = given(program, class, own.owner());
    let mut map_theirs = given(program, class, declared.owner());
    let params = theirs.type_params.iter().zip(&ours.type_params);
    map_theirs.extend(params.map(|(theirs, ours)| (theirs.id, Ty::new(TyKind::Param(ours.id)))));
    let params = ours.params.iter().zip(&theirs.params);
    let mut pairs: Vec<(Ty, Ty)> = params
        .map(|(ours, theirs)| {
            (
                theirs.ty.substitute(&map_theirs),
                ours.ty.substitute(&map_ours),
            )
        })
        .collect();
    pairs.push((
        ours.result.substitute(&map_ours),
        theirs.result.substitute(&map_theirs),
    ));
    pairs.retain(|(from, to)| program.canonical(*from) != program.canonical(*to));
    pairs
}

/// What a class gives for the type parameters of a class or interface above it.
fn given(program: &Program, class: DefId, above: DefId) -> Vec<(TypeParamId, Ty)> {
    let params = |def: DefId| {
        let def = class_def(program, def);
        let params = def.into_iter().flat_map(|def| &def.header.type_params);
        params.map(|param| param.id)
    };
    let own: Vec<Ty> = params(class)
        .map(|param| Ty::new(TyKind::Param(param)))
        .collect();
    let found = arguments_above(program, class, &own, above).unwrap_or_default();
    params(above).zip(found).collect()
}
