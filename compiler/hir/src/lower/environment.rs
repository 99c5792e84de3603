//! What the lowering of a body asks about the world outside it: an adapter from [`crate::lookup`] and its neighbours
//! to the questions of inference, with this body's member as the one who asks. What declarations answer by themselves is
//! [`Declarations`].

use crate::definition::{Form, definition, shape};
use crate::infer::Facts;
use crate::lookup::{self, Found};
use crate::scope::Scope;
use crate::{StructureField, Ty, TyKind, TypeParamId};
use hx2rs_base::{Db, DefId, FileId, MemberId, Name, Span, TextRange};

/// One member's view of the program.
pub(super) struct Environment<'a> {
    pub(super) db: &'a dyn Db,
    /// Whose body it is.
    pub(super) member: MemberId,
    pub(super) file: FileId,
    /// Names around the body.
    pub(super) scope: Scope<'a>,
    /// Whether `this` is there.
    pub(super) has_this: bool,
}

impl<'a> Environment<'a> {
    /// A place in the body.
    pub(super) fn span(&self, range: TextRange) -> Span {
        Span::in_body(self.file, self.member, range)
    }

    /// The class, enum or abstract whose member it is.
    pub(super) fn owner(&self) -> DefId {
        self.member.owner()
    }

    /// The form of a declared type.
    pub(super) fn form(&self, def: DefId) -> Option<Form> {
        shape(self.db, def).map(|shape| shape.form)
    }

    /// An instance member or field of a structure, seen from a value of this type.
    pub(super) fn field_of(&self, ty: Ty, name: Name) -> Option<Found<'a>> {
        lookup::lookup_member(self.db, ty, name)
    }
}

impl Environment<'_> {
    fn declarations(&self) -> Declarations<'_> {
        Declarations { db: self.db }
    }
}

impl Facts for Environment<'_> {
    fn named(&self, def: DefId) -> Ty {
        self.declarations().named(def)
    }

    fn alias(&self, def: DefId, arguments: &[Ty]) -> Option<Ty> {
        self.declarations().alias(def, arguments)
    }

    fn supertypes(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        self.declarations().supertypes(def, arguments)
    }

    fn constraints(&self, param: TypeParamId) -> Vec<Ty> {
        self.declarations().constraints(param)
    }

    fn member(&self, def: DefId, arguments: &[Ty], name: Name) -> Option<StructureField> {
        self.declarations().member(def, arguments, name)
    }

    fn casts_to(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        self.declarations().casts_to(def, arguments)
    }

    fn casts_from(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        self.declarations().casts_from(def, arguments)
    }

    fn underlying(&self, def: DefId, arguments: &[Ty]) -> Option<Ty> {
        self.declarations().underlying(def, arguments)
    }
}

/// What declarations answer, whoever asks.
pub(crate) struct Declarations<'a> {
    pub(crate) db: &'a dyn Db,
}

impl Facts for Declarations<'_> {
    fn named(&self, def: DefId) -> Ty {
        let params = lookup::type_params(self.db, def).count();
        let arguments = vec![Ty::new(TyKind::Dynamic(None)); params];
        lookup::applied(self.db, def, arguments.into())
    }

    fn alias(&self, def: DefId, arguments: &[Ty]) -> Option<Ty> {
        let underlying = definition(self.db, def).as_ref()?.underlying?;
        Some(underlying.substitute(&lookup::argument_map(self.db, def, arguments)))
    }

    fn supertypes(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        lookup::direct_supertypes(self.db, Ty::new(TyKind::Class(def, arguments.into())))
    }

    fn constraints(&self, param: TypeParamId) -> Vec<Ty> {
        lookup::constraints(self.db, param).to_vec()
    }

    fn member(&self, def: DefId, arguments: &[Ty], name: Name) -> Option<StructureField> {
        let class = Ty::new(TyKind::Class(def, arguments.into()));
        match lookup::lookup_member(self.db, class, name)? {
            Found::Member(found) => lookup::is_public(self.db, found.id).then(|| StructureField {
                name,
                ty: found.signature().ty().substitute(&found.map),
                optional: false,
                access: found.signature().access(),
            }),
            Found::Structure(field) => Some(field),
        }
    }

    fn casts_to(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        self.casts(def, arguments, |definition| &definition.to)
    }

    fn casts_from(&self, def: DefId, arguments: &[Ty]) -> Vec<Ty> {
        self.casts(def, arguments, |definition| &definition.from)
    }

    fn underlying(&self, def: DefId, arguments: &[Ty]) -> Option<Ty> {
        self.alias(def, arguments)
    }
}

impl Declarations<'_> {
    fn casts(
        &self,
        def: DefId,
        arguments: &[Ty],
        list: impl Fn(&crate::definition::Definition) -> &Vec<Ty>,
    ) -> Vec<Ty> {
        let Some(definition) = definition(self.db, def).as_ref() else {
            return Vec::new();
        };
        let map = lookup::argument_map(self.db, def, arguments);
        let types = list(definition).iter();
        types.map(|ty| ty.substitute(&map)).collect()
    }
}
