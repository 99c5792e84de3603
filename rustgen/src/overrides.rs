//! Overrides whose types differ from those of the method that their trait declares: a result that is more special, a
//! parameter that is less. Such a method keeps its own signature; the trait's method calls it and converts.

use crate::hierarchy::classes;
use crate::represent::Kind;
use crate::world::World;
use hx2rs_compiler::hir::{Function, Ty, TyKind};
use hx2rs_compiler::mir::family::arguments_above;
use hx2rs_compiler::{DefId, MemberId};

/// Finds them.
pub(crate) fn find(world: &mut World<'_>) {
    let (mut narrowed, mut widened) = (Vec::new(), Vec::new());
    for class in classes(world.program) {
        for method in &class.methods {
            let Some(own) = world.program.functions.get(method) else {
                continue;
            };
            let homes = world.classes.homes(class.header.id, method.name());
            for home in homes {
                let Some(declared) = world.classes.declared(home, method.name()) else {
                    continue;
                };
                let Some(declared) = world.program.functions.get(&declared) else {
                    continue;
                };
                let map = given(world, class.header.id, home);
                let (result, params) = differ(world, own, declared, &map);
                if result {
                    narrowed.push(*method);
                }
                if params {
                    widened.push(*method);
                }
            }
        }
    }
    let others: Vec<MemberId> = narrowed.iter().chain(&widened).copied().collect();
    world.classes.declare_again(&others, world.plan);
    world.classes.narrowed.extend(narrowed);
    world.classes.widened.extend(widened);
}

/// Whether the results differ, and whether some parameters do.
fn differ(
    world: &World<'_>,
    own: &Function,
    declared: &Function,
    map: &[(hx2rs_compiler::hir::TypeParamId, Ty)],
) -> (bool, bool) {
    let mut map = map.to_vec();
    let params = declared.type_params.iter().zip(&own.type_params);
    map.extend(params.map(|(declared, own)| (declared.id, Ty::new(TyKind::Param(own.id)))));
    let same = |own_ty: Ty, own_null: bool, declared_ty: Ty, declared_null: bool| {
        let is_param = matches!(world.kind(declared_ty), Kind::Param(_));
        let given = declared_ty.substitute(&map);
        if matches!(world.kind(given), Kind::Void) {
            return true;
        }
        if world.bare(own_ty) != world.bare(given) {
            return false;
        }
        // Null that gets to where a type parameter is declared does not get to an Int that is given for it.
        let is_basic = matches!(world.kind(given), Kind::Int | Kind::Float | Kind::Bool);
        !is_param
            || !is_basic
            || world.repr(own_ty, own_null).null == world.repr(declared_ty, declared_null).null
    };
    let params = own.params.iter().zip(&declared.params).enumerate();
    let params = params.map(|(at, (own_param, declared_param))| {
        let own_null = world.param_flag(own.id, at);
        let declared_null = world.param_flag(declared.id, at);
        same(own_param.ty, own_null, declared_param.ty, declared_null)
    });
    let (own_null, declared_null) = (world.result_flag(own.id), world.result_flag(declared.id));
    (
        !same(own.result, own_null, declared.result, declared_null),
        !params.into_iter().all(|same| same),
    )
}

/// What a class gives for the type parameters of a class or interface above it.
fn given(
    world: &World<'_>,
    class: DefId,
    above: DefId,
) -> Vec<(hx2rs_compiler::hir::TypeParamId, Ty)> {
    let params = world.type_params(class).into_iter();
    let own: Vec<Ty> = params.map(|param| Ty::new(TyKind::Param(param))).collect();
    let found = arguments_above(world.program, class, &own, above).unwrap_or_default();
    world.type_params(above).into_iter().zip(found).collect()
}

impl World<'_> {
    /// The method whose signature a call of `method` on an instance of `class` has in Rust: that of the trait which
    /// declares it, or the implementation itself where the struct has it.
    pub(crate) fn signature_of(&self, class: DefId, method: MemberId, is_dyn: bool) -> MemberId {
        use crate::hierarchy::Placement;
        let name = method.name();
        let homes = self.classes.homes(class, name);
        let Some(home) = homes.first() else {
            return method;
        };
        let found = self.plan.families.method(class, name).unwrap_or(method);
        if !self.classes.narrowed.contains(&found) && !self.classes.widened.contains(&found) {
            return method;
        }
        let inherent = !is_dyn && self.classes.placement(self.plan, found) == Placement::Inherent;
        if inherent && self.classes.depth(class, found.owner()) == 0 {
            return found;
        }
        self.classes.declared(*home, name).unwrap_or(method)
    }
}
