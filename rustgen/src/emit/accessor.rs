//! Variables that are reached through a trait: those that an interface declares. The trait has a method that reads and
//! one that writes, each where something uses it.

use super::{Context, Hold, Value};
use crate::code::Code;
use crate::represent::Repr;
use crate::world::{Bound, World};
use hx2rs_compiler::MemberId;
use hx2rs_compiler::hir::{ExprId, Ty};

impl World<'_> {
    /// The names of the methods that read and write a variable called `name` in Rust; none that the program has itself.
    pub(crate) fn accessor_names(&self, name: &str) -> (String, String) {
        let name = name.trim_start_matches("r#");
        let candidates = [
            (name.to_owned(), format!("set_{name}")),
            (format!("get_{name}"), format!("put_{name}")),
        ];
        let free = candidates.into_iter().find(|(get, set)| {
            !self.method_names.contains(get) && !self.method_names.contains(set)
        });
        free.unwrap_or_else(|| (format!("{name}_field"), format!("set_{name}_field")))
    }

    /// Whether a variable is one that an interface declares.
    pub(crate) fn is_declared_by_interface(&self, field: MemberId) -> bool {
        self.classes.is_interface(field.owner())
    }
}

impl Context<'_> {
    /// What leads to a variable that an interface declares: its owner, and the form of the value.
    pub(crate) fn declared_place(
        &mut self,
        object: ExprId,
        field: MemberId,
        ty: Ty,
    ) -> (Code, Repr, bool) {
        let owner = self.receiver_code(object, field.name().as_str());
        if self.is_parameter(self.ty(object)) {
            self.world
                .need(self.ty(object), Bound::Leads(field.owner()));
        }
        let (repr, twice) = self.declared_form(field, ty);
        (owner, repr, twice)
    }

    /// The form of a variable that an interface declares, seen as `ty`.
    pub(crate) fn declared_form(&mut self, field: MemberId, ty: Ty) -> (Repr, bool) {
        self.scope.mention(field.owner());
        let (_, flag) = self.field_plan(field);
        let declared = self.field_def(field).map_or(ty, |field| field.ty);
        self.world.instance(declared, flag, ty)
    }

    /// Reads a variable that an interface declares.
    pub(crate) fn read_declared(
        &mut self,
        owner: &Code,
        field: MemberId,
        repr: Repr,
        twice: bool,
    ) -> Value {
        self.world.needs.borrow_mut().read_declared.insert(field);
        let (get, _) = self.world.accessor_names(&self.world.names.member(field));
        let value = Value::held(owner.method(&get, &[]), repr, Hold::Owned);
        self.flatten(value, twice)
    }

    /// Writes a variable that an interface declares.
    pub(crate) fn write_declared(&mut self, owner: &Code, field: MemberId, value: Code) -> Code {
        self.world.needs.borrow_mut().written_declared.insert(field);
        let (_, set) = self.world.accessor_names(&self.world.names.member(field));
        owner.method(&set, &[value])
    }
}
