//! Values seen as structures that are traits: the way there, the way back, and the fields.

use super::{Context, Value};
use crate::code::{self, Code, Level};
use crate::marks::code;
use crate::represent::{Kind, Repr};
use crate::world::Bound;
use hx2rs_compiler::Name;
use hx2rs_compiler::hir::{ExprId, StructureField, Ty, TyKind};

impl Context<'_> {
    /// An owned value, never null, as a structure that is a trait; `None` where it cannot be one.
    pub(crate) fn view(&mut self, owned: Code, from: Ty, to: Ty) -> Option<Code> {
        if let Kind::Param(_) = self.world.kind(from) {
            if !crate::views::parameters(&[to]).is_empty() {
                return None;
            }
            let at = self.world.needs.borrow_mut().constraints.insert_full(to).0;
            self.world.need(from, Bound::Seen(at));
            return Some(owned.method(&self.world.structure_conversion_name(to), &[]));
        }
        let target = self.scope.structure(&[], to);
        let cast = |code: Code| Some(code.cast(code!(Rc<#target>)));
        self.world.needs.borrow_mut().views.insert((from, to));
        match self.world.kind(from) {
            Kind::Class(def, _) if self.world.classes.is_trait(def) => {
                self.scope.mention(def);
                let name = self.world.view_name(to);
                let shape = self.world.shape(to);
                // Where a trait above it has the same method, the trait is named.
                let traits = self.world.classes.traits(def);
                let again = self.world.needs.borrow().views.iter().any(|(other, seen)| {
                    let Kind::Class(other, _) = self.world.kind(*other) else {
                        return false;
                    };
                    other != def && traits.contains(&other) && self.world.shape(*seen) == shape
                });
                if again {
                    let (item, name) = (self.scope.item(def), code::ident(&name));
                    return Some(Code::call(code!(#item::#name), &[owned]));
                }
                Some(owned.method(&name, &[]))
            }
            Kind::Structure(_) if self.world.is_viewed(from) => {
                let _ = self.scope.structure_trait(from);
                Some(owned.method(&self.world.view_name(to), &[]))
            }
            Kind::Class(..) | Kind::Structure(_) => cast(owned),
            Kind::Array(_) | Kind::Map(..) | Kind::String => {
                cast(Code::call(code!(Rc::new), &[owned]))
            }
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => None,
        }
    }

    /// A structure that is a trait as the object that it has to be.
    pub(crate) fn behind_view(
        &mut self,
        expr: ExprId,
        owned: Code,
        from: Ty,
        to: Ty,
    ) -> Option<Code> {
        let Kind::Class(target, _) = self.world.kind(to) else {
            return None;
        };
        if !self.world.is_viewed(from) {
            return None;
        }
        let shape = self.world.shape(from);
        self.world
            .needs
            .borrow_mut()
            .structure_tests
            .insert((shape, target));
        let _ = self.scope.structure_trait(from);
        let test = self.world.type_test_name(target, target);
        let position = code::text(&self.position(expr));
        let name = code::text(&target.path());
        let failed = Code::new(
            Level::Jump,
            code!(|| hx::failed_cast("structure", #name, #position)),
        );
        Some(owned.method(&test, &[]).method("unwrap_or_else", &[failed]))
    }

    /// Whether a field of a structure that is a trait needs the counted object: a function may hold it.
    pub(crate) fn takes_counted(&self, repr: Repr) -> bool {
        matches!(self.world.kind(repr.ty), Kind::Function(_))
    }

    /// Reads a field of a structure that is a trait.
    pub(crate) fn read_viewed(&mut self, owner: Code, ty: Ty, field: Name, repr: Repr) -> Value {
        self.world
            .needs
            .borrow_mut()
            .read_structure_fields
            .insert(field);
        let shape = self.world.shape(self.world.bare(ty));
        self.world
            .needs
            .borrow_mut()
            .read_views
            .insert((shape, field));
        let _ = self.scope.structure_trait(ty);
        let (get, _) = self.world.field_accessors(field);
        Value::new(owner.method(&get, &[]), repr)
    }

    /// Writes a field of a structure that is a trait.
    pub(crate) fn write_viewed(&mut self, owner: &Code, ty: Ty, field: Name, value: Code) -> Code {
        let shape = self.world.shape(self.world.bare(ty));
        self.world
            .needs
            .borrow_mut()
            .written_views
            .insert((shape, field));
        let _ = self.scope.structure_trait(ty);
        let (_, set) = self.world.field_accessors(field);
        owner.method(&set, &[value])
    }
}

impl Context<'_> {
    /// What an array, a map or a string has under the name of a structure's field.
    pub(crate) fn value_field(
        &mut self,
        expr: ExprId,
        value: Value,
        field: &StructureField,
    ) -> Option<Code> {
        let owner = if let TyKind::Class(def, _) | TyKind::Abstract(def, _) =
            self.world.bare(value.repr.ty).kind()
        {
            *def
        } else {
            return None;
        };
        let class = crate::hierarchy::class_def(self.world.program, owner)?;
        let want = self.world.structure_field_repr(field);
        let getter = format!("get_{}", field.name);
        let named = |name: &str| {
            let mut methods = class.methods.iter();
            methods
                .find(|method| method.name().as_str() == name)
                .copied()
        };
        if let Some(method) = named(field.name.as_str()) {
            return self.bound_value(expr, expr, value, method, field.ty);
        }
        let method = named(&getter)?;
        let read = self.call_method_with(expr, expr, value, method, Vec::new(), want.ty, false);
        Some(self.fit(expr, read, want))
    }
}
