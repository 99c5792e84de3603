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
            Kind::Array(_) | Kind::Map(..) | Kind::String | Kind::Dynamic => {
                cast(Code::call(code!(Rc::new), &[owned]))
            }
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Param(_)
            | Kind::Unsupported => None,
        }
    }

    /// A value out of Dynamic as a structure: the one that it is, or a look at whatever has such fields.
    pub(crate) fn structure_of_dynamic(
        &mut self,
        expr: ExprId,
        owned: Code,
        to: Ty,
    ) -> Option<Code> {
        let Kind::Structure(fields) = self.world.kind(to) else {
            return None;
        };
        let dynamic = Ty::new(TyKind::Dynamic(None));
        self.world.need(to, Bound::Dynamic);
        let object = self.fresh("object");
        if self.world.is_viewed(to) {
            let look = self.view(Code::ident(&object), dynamic, to)?;
            let look = Code::new(Level::Jump, code!(|#object| #look));
            return Some(Code::call(code!(hx::reflect::structure), &[owned, look]));
        }
        if self.looks.contains(&to) {
            // A structure with itself inside: what is further inside has to be one already.
            let name = self.scope.structure_item(to);
            let position = code::text(&self.position(expr));
            let take = Code::tight(code!(hx::take::<Rc<#name>>));
            let codes = [owned, code::text("structure"), position];
            return Some(Code::call(take.tokens, &codes));
        }
        let mut parts = Vec::new();
        for field in fields {
            if !self.world.holds_structure_field(to, field.name) {
                continue;
            }
            let name = code::text(field.name.as_str());
            let read = Code::ident(&object).method("member", &[name]);
            self.looks.push(to);
            let part = self.field_of_dynamic(expr, read, field);
            self.looks.pop();
            let part = part?;
            let cell = self.world.structure_cell(to, field);
            parts.push(super::place::field_init(
                &crate::names::snake(field.name.as_str()),
                super::place::in_cell(cell, part),
            ));
        }
        let name = self.scope.structure_item(to);
        let shape = self.world.shape(to);
        let order: Vec<Name> = fields.iter().map(|field| field.name).collect();
        parts.extend(self.presence(to, &order));
        self.world.needs.borrow_mut().built_shapes.insert(shape);
        let look = Code::new(Level::Jump, code!(|#object| Rc::new(#name { #(#parts),* })));
        Some(Code::call(code!(hx::reflect::structure), &[owned, look]))
    }

    /// Whether elements of a type are structures, or arrays of such.
    pub(crate) fn holds_structures(&self, element: Ty) -> bool {
        match self.world.kind(element) {
            Kind::Structure(_) => self.world.dynamic_views,
            Kind::Array(inside) => self.holds_structures(inside),
            Kind::Void
            | Kind::Int
            | Kind::Float
            | Kind::Bool
            | Kind::Int64
            | Kind::String
            | Kind::Exception
            | Kind::Native(_)
            | Kind::Map(..)
            | Kind::Class(..)
            | Kind::Enum(..)
            | Kind::Function(_)
            | Kind::Param(_)
            | Kind::Dynamic
            | Kind::Unsupported => false,
        }
    }

    /// A value out of Dynamic as an array of structures: the one that it is, or a new one of what its elements are as these.
    pub(crate) fn array_of_dynamic(
        &mut self,
        expr: ExprId,
        owned: Code,
        element: Ty,
    ) -> Option<Code> {
        self.world.need(Ty::array(element), Bound::Dynamic);
        let want = self.world.argument(element);
        let have = Repr {
            ty: Ty::new(TyKind::Dynamic(None)),
            null: true,
        };
        let item = self.fresh("item");
        let made = self.coerce(expr, Code::ident(&item), have, want)?;
        let look = Code::new(Level::Jump, code!(|#item| #made));
        let position = code::text(&self.position(expr));
        let codes = [owned, look, position];
        Some(Code::call(code!(hx::reflect::array), &codes))
    }

    /// What a field of a value out of Dynamic is as a field of a structure.
    pub(crate) fn field_of_dynamic(
        &mut self,
        expr: ExprId,
        read: Code,
        field: &StructureField,
    ) -> Option<Code> {
        let have = Repr {
            ty: Ty::new(TyKind::Dynamic(None)),
            null: true,
        };
        let want = self.world.structure_field_repr(field);
        if !matches!(self.world.kind(want.ty), Kind::Function(_)) {
            return self.coerce(expr, read, have, want);
        }
        // What a function takes and gives comes out of Dynamic on its way.
        let loose = want.ty.map(&mut |part| {
            let is_structure = matches!(self.world.kind(part), Kind::Structure(_));
            is_structure.then_some(have.ty)
        });
        let between = Repr { ty: loose, ..want };
        let function = self.coerce(expr, read, have, between)?;
        self.coerce(expr, function, between, want)
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
        let name = code::text(&self.world.program.path(target));
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
        self.world.need_structure_field(ty, field);
        let shape = self.world.shape(self.world.bare(ty));
        self.world
            .needs
            .borrow_mut()
            .read_views
            .insert((shape, field));
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
            let bound = self.bound_value(expr, expr, value, method, field.ty)?;
            return Some(super::conversion::some_if(want.null, bound));
        }
        let method = named(&getter)?;
        let read = self.call_method_with(expr, expr, value, method, Vec::new(), want.ty, false);
        Some(self.fit(expr, read, want))
    }
}
