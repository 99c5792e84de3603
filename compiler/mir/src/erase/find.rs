//! Which type parameters Rust cannot express:
//!
//! - those of enum constructors that are not just names for what the enum is given;
//! - those of classes and enums that hold themselves with more in them (`Nested<Array<T>>` in `Nested<T>`), and of
//!   functions that call themselves so;
//! - those that a structure constrains which mentions type parameters, and those that another parameter constrains
//!   (`S:T`, `B:Array<T>`);
//! - those whose arguments differ between what a value is and what it is seen as: a `Box<Int>` as `Box<Dynamic>`;
//! - those of functions that values come out of Dynamic for, where structures are given for them ([`Taken`]);
//! - and what all of these are given for inside of other types: what is a `List<T>` for an erased `T` is a list of Dynamic.

use super::taken::Taken;
use crate::family::{Families, arguments_above, class_def};
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{
    Body, Callee, Conversion, EnumDef, Expr, Implementation, NativeId, Pattern, Program,
    StructureField, Ty, TyKind, TypeDef, TypeParam, TypeParamId, TypeParamOwner, known,
};
use indexmap::{IndexMap, IndexSet};

type Params = IndexSet<TypeParamId>;

/// The type parameters that are to be erased.
pub(super) fn find(program: &Program) -> Params {
    let mut search = Search {
        program,
        found: Params::new(),
        mentioned: Params::new(),
        looks: IndexSet::new(),
    };
    search.mentioned = search.mentioned_by_enums();
    search.of_constructors();
    search.growing();
    search.constrained();
    let families = Families::new(program);
    let reached = crate::reach::reach(program, &families);
    search.dispatched(&families);
    let mut taken = Taken::default();
    for (member, typed) in &reached.bodies {
        search.body(*member, &typed.body);
        taken.read(program, &typed.body, |declared, actual, visit| {
            search.bind(declared, actual, visit);
        });
    }
    for param in taken.found() {
        search.erase(param);
    }
    search.unknown();
    if search.found.is_empty() {
        return search.found;
    }
    loop {
        let before = search.found.len();
        search.spread();
        if search.found.len() == before {
            return search.found;
        }
    }
}

struct Search<'p> {
    program: &'p Program,
    found: Params,
    /// Type parameters of enums that their values mention.
    mentioned: Params,
    /// Classes whose objects are looked at as those of a class below: the one above, the one below.
    looks: IndexSet<(DefId, DefId)>,
}

impl Search<'_> {
    fn enums(&self) -> Vec<&EnumDef> {
        let types = self.program.types.values();
        types
            .filter_map(|def| match def {
                TypeDef::Enum(def) => Some(def),
                TypeDef::Class(_) | TypeDef::Abstract(_) | TypeDef::Alias(_) => None,
            })
            .collect()
    }

    fn params(&self, def: DefId) -> Vec<TypeParamId> {
        let found = self.program.types.get(&def);
        let params = found.map_or(&[][..], |found| &found.header().type_params);
        params.iter().map(|param| param.id).collect()
    }

    /// Whether the type parameters of a type can be erased: no Rust of the runtime crate knows them.
    fn is_erasable(&self, def: DefId) -> bool {
        let native = |id: &MemberId| {
            let function = self.program.functions.get(id);
            function.is_some_and(|function| match function.implementation {
                Implementation::Native(_) | Implementation::BodyOrNative(..) => true,
                Implementation::Body(_) | Implementation::Abstract => false,
            })
        };
        match self.program.types.get(&def) {
            Some(TypeDef::Class(class)) => {
                let own = class.constructor.iter().chain(&class.methods);
                def != known::any_map()
                    && !class.is_extern
                    && !class
                        .header
                        .metadata
                        .iter()
                        .any(|entry| entry.name.as_str() == ":rust")
                    && !own.chain(&class.functions).any(native)
            }
            Some(TypeDef::Enum(_)) => true,
            Some(TypeDef::Abstract(_) | TypeDef::Alias(_)) | None => false,
        }
    }

    fn erase(&mut self, param: TypeParamId) {
        let can_be = match param.data().owner {
            TypeParamOwner::Def(def) => self.is_erasable(def),
            TypeParamOwner::Member(member) => {
                let function = self.program.functions.get(&member);
                function.is_none_or(|function| match function.implementation {
                    Implementation::Body(_) | Implementation::Abstract => true,
                    Implementation::Native(_) | Implementation::BodyOrNative(..) => false,
                })
            }
            TypeParamOwner::Local(..) => false,
        };
        if can_be {
            self.found.insert(param);
        }
    }

    /// The parts of a type that have arguments for a parameter, typedefs expanded: the parameter and the argument.
    fn given(&self, ty: Ty, visit: &mut impl FnMut(TypeParamId, Ty)) {
        // A typedef may lead back to itself through the fields of a structure.
        let mut seen = IndexSet::new();
        let mut open = vec![ty];
        while let Some(ty) = open.pop() {
            ty.map(&mut |part| {
                if let TyKind::Alias(..) = part.kind() {
                    let wide = self.program.expand(part);
                    if wide != part && seen.insert(part) {
                        open.push(wide);
                    }
                    return Some(part);
                }
                if let TyKind::Class(def, arguments) | TyKind::Enum(def, arguments) = part.kind() {
                    for (param, argument) in self.params(*def).into_iter().zip(arguments) {
                        visit(param, *argument);
                    }
                }
                None
            });
        }
    }

    fn mentioned_by_enums(&self) -> Params {
        let mut found = Params::new();
        loop {
            let before = found.len();
            for def in self.enums() {
                for param in def.constructors.iter().flat_map(|made| &made.params) {
                    self.mentions(param.ty, &mut found);
                }
            }
            if found.len() == before {
                return found;
            }
        }
    }

    /// The type parameters in a type, those left out that only stand where an enum does not mention its own.
    fn mentions(&self, ty: Ty, found: &mut Params) {
        self.program.expand(ty).map(&mut |part| {
            if let TyKind::Param(param) = part.kind() {
                found.insert(*param);
            }
            if let TyKind::Enum(def, arguments) = part.kind() {
                for (param, argument) in self.params(*def).into_iter().zip(arguments) {
                    if found.contains(&param) {
                        self.mentions(*argument, found);
                    }
                }
                return Some(part);
            }
            None
        });
    }

    /// Parameters of enum constructors, but for those that are only names for what the enum is given: they are nothing to Rust
    /// where no value mentions them.
    fn of_constructors(&mut self) {
        let mut hidden = Params::new();
        for made in self.enums().into_iter().flat_map(|def| &def.constructors) {
            for param in &made.params {
                let own = params_in(param.ty).into_iter();
                hidden.extend(own.filter(|id| {
                    let is_own = id.data().owner == TypeParamOwner::Member(made.id);
                    let is_named = made
                        .result
                        .arguments()
                        .contains(&Ty::new(TyKind::Param(*id)));
                    is_own && (!is_named || self.mentioned.contains(id))
                }));
            }
        }
        for param in hidden {
            self.erase(param);
        }
    }

    /// Types that hold themselves with more in them: a step that grows, on a way that leads back.
    fn growing(&mut self) {
        let mut steps: IndexMap<TypeParamId, IndexSet<(TypeParamId, bool)>> = IndexMap::new();
        for def in self.program.types.values() {
            let held: Vec<Ty> = match def {
                TypeDef::Class(class) => class.fields.iter().map(|field| field.ty).collect(),
                TypeDef::Enum(found) => {
                    let params = found.constructors.iter().flat_map(|it| &it.params);
                    params.map(|param| param.ty).collect()
                }
                TypeDef::Alias(_) | TypeDef::Abstract(_) => Vec::new(),
            };
            for ty in held {
                self.given(ty, &mut |to, argument| {
                    let is_same = matches!(argument.without_null().kind(), TyKind::Param(_));
                    for from in params_in(argument) {
                        steps.entry(from).or_default().insert((to, !is_same));
                    }
                });
            }
        }
        let leads = |from: TypeParamId, to: TypeParamId| {
            let mut seen = IndexSet::from([from]);
            let mut next = 0;
            while let Some(at) = seen.get_index(next).copied() {
                next += 1;
                if at == to {
                    return true;
                }
                seen.extend(steps.get(&at).into_iter().flatten().map(|step| step.0));
            }
            false
        };
        let mut growing = Vec::new();
        for (from, to) in &steps {
            let grows = to.iter().filter(|step| step.1 && leads(step.0, *from));
            growing.extend(grows.map(|step| step.0));
        }
        for param in growing {
            self.erase(param);
        }
    }

    /// Parameters whose constraints mention others.
    fn constrained(&mut self) {
        let of_types = self
            .program
            .types
            .values()
            .flat_map(|def| &def.header().type_params);
        let of_functions = self
            .program
            .functions
            .values()
            .flat_map(|it| &it.type_params);
        let all: Vec<&TypeParam> = of_types.chain(of_functions).collect();
        let mut open = Params::new();
        for param in all {
            let is_open = param.constraints.iter().any(|ty| {
                let ty = self.program.expand(*ty);
                match ty.kind() {
                    TyKind::Param(_) => true,
                    TyKind::Structure(_) => !params_in(ty).is_empty(),
                    TyKind::Class(def, _) => *def == known::array() && !params_in(ty).is_empty(),
                    TyKind::Error
                    | TyKind::Void
                    | TyKind::Int
                    | TyKind::Float
                    | TyKind::Bool
                    | TyKind::Dynamic(_)
                    | TyKind::Null(_)
                    | TyKind::Enum(..)
                    | TyKind::Abstract(..)
                    | TyKind::Alias(..)
                    | TyKind::Function(_)
                    | TyKind::TypeOf(_)
                    | TyKind::Infer(_) => false,
                }
            });
            if is_open {
                open.insert(param.id);
                // A value of it is one of these as well.
                open.extend(param.constraints.iter().flat_map(|ty| params_in(*ty)));
            }
        }
        for param in open {
            self.erase(param);
        }
    }

    /// Methods with type parameters that a class overrides which has type parameters that nobody above it knows: which method
    /// runs is told by the class, and from above nobody can name it.
    fn dispatched(&mut self, families: &Families) {
        let mut open = Vec::new();
        for (id, function) in &self.program.functions {
            let root = families.root(*id);
            if function.type_params.is_empty() || root == *id {
                continue;
            }
            let owner = id.owner();
            let own = self.params(owner);
            let given: Vec<Ty> = own.iter().map(|it| Ty::new(TyKind::Param(*it))).collect();
            let above = arguments_above(self.program, owner, &given, root.owner());
            let above = above.unwrap_or_default();
            if given.iter().all(|param| above.contains(param)) {
                continue;
            }
            for member in families.members(*id) {
                if let Some(function) = self.program.functions.get(&member) {
                    open.extend(function.type_params.iter().map(|param| param.id));
                }
            }
        }
        for param in open {
            self.erase(param);
        }
    }

    /// What a body sees as another type, and calls of the function itself with more.
    fn body(&mut self, member: MemberId, body: &Body) {
        for (id, pattern) in body.patterns.iter() {
            let ty = body.pattern_types[id];
            if let Pattern::Constructor { constructor, .. } = pattern
                && matches!(ty.kind(), TyKind::Param(_) | TyKind::Dynamic(_))
            {
                for param in self.params(constructor.owner()) {
                    if self.mentioned.contains(&param) {
                        self.erase(param);
                    }
                }
            }
        }
        for (id, expr) in body.exprs.iter() {
            if let Expr::Convert { kind, operand } = expr {
                let (from, to) = (body.types[*operand], body.types[id]);
                match kind {
                    Conversion::FromDynamic
                    | Conversion::CheckedCast
                    | Conversion::UncheckedCast => {
                        self.out_of_dynamic(to);
                        self.looked_for(from, to);
                    }
                    Conversion::IntToFloat
                    | Conversion::ToNull
                    | Conversion::FromNull
                    | Conversion::NullIntToFloat
                    | Conversion::Upcast
                    | Conversion::ToDynamic
                    | Conversion::ToStructure
                    | Conversion::FunctionAdapter
                    | Conversion::Reinterpret => {}
                }
                self.seen(from, to);
            }
            if let Expr::TypeTest { operand, ty } = expr {
                self.looked_for(body.types[*operand], *ty);
            }
            if let Expr::Try { catches, .. } = expr {
                for caught in catches {
                    self.out_of_dynamic(caught.ty);
                }
            }
            if let Expr::Call {
                callee: Callee::Static(function),
                ..
            } = expr
                && self.makes_from_class(*function)
            {
                self.made_from_class(body.types[id]);
            }
            if let Expr::Call { callee, arguments } = expr
                && let Callee::Static(function)
                | Callee::Method {
                    method: function, ..
                } = callee
                && *function == member
                && let Some(function) = self.program.functions.get(function)
                && !function.type_params.is_empty()
            {
                let own: Params = function.type_params.iter().map(|it| it.id).collect();
                let mut grown = Params::new();
                for (param, argument) in function.params.iter().zip(arguments) {
                    let actual = body.types[*argument];
                    self.bind(param.ty, actual, &mut |param, given| {
                        let is_same = matches!(given.without_null().kind(), TyKind::Param(_));
                        let more = params_in(given).iter().any(|inner| own.contains(inner));
                        if !is_same && more && own.contains(&param) {
                            grown.insert(param);
                        }
                    });
                }
                for param in grown {
                    self.erase(param);
                }
            }
        }
    }

    /// Whether a function makes objects of the class that a value is.
    fn makes_from_class(&self, function: MemberId) -> bool {
        let found = self.program.functions.get(&function);
        found.is_some_and(|found| {
            matches!(
                found.implementation,
                Implementation::Native(
                    NativeId::TypeCreateInstance | NativeId::TypeCreateEmptyInstance
                )
            )
        })
    }

    /// A class value does not say its type arguments, so what is made from it has Dynamic for them.
    fn made_from_class(&mut self, ty: Ty) {
        let wide = self.program.expand(ty.without_null());
        if let TyKind::Class(def, arguments) = wide.kind() {
            let open = Ty::new(TyKind::Dynamic(None));
            self.differing(*def, &vec![open; arguments.len()], arguments);
        }
    }

    /// What comes out of Dynamic with Dynamic as an argument may have been made with another one.
    fn out_of_dynamic(&mut self, ty: Ty) {
        let mut loose = Vec::new();
        self.given(ty, &mut |param, argument| {
            if matches!(argument.kind(), TyKind::Dynamic(_)) {
                loose.push(param);
            }
        });
        for param in loose {
            if class_def_or_enum(self.program, param, &self.mentioned) {
                self.erase(param);
            }
        }
    }

    /// An object of one class that is looked at as one of a class below it: what that has for type parameters which the class
    /// above does not have, nobody knows.
    fn looked_for(&mut self, from: Ty, to: Ty) {
        let plain = |ty: Ty| self.program.expand(ty.without_null());
        let (TyKind::Class(above, _), TyKind::Class(below, _)) =
            (plain(from).kind(), plain(to).kind())
        else {
            return;
        };
        self.looks.insert((*above, *below));
    }

    /// What nobody knows of the classes that are looked for.
    fn unknown(&mut self) {
        for (above, below) in self.looks.clone() {
            let own = self.params(below);
            let given: Vec<Ty> = own.iter().map(|it| Ty::new(TyKind::Param(*it))).collect();
            let Some(seen) = arguments_above(self.program, below, &given, above) else {
                continue;
            };
            let known = self.params(above).into_iter().zip(seen);
            let known = known.filter(|(param, _)| !self.found.contains(param));
            let known: Vec<Ty> = known.map(|it| it.1).collect();
            for (param, ty) in own.into_iter().zip(given) {
                if !known.contains(&ty) {
                    self.erase(param);
                }
            }
        }
    }

    /// What the parameters of `declared` are in `actual`.
    fn bind(&self, declared: Ty, actual: Ty, visit: &mut dyn FnMut(TypeParamId, Ty)) {
        let program = self.program;
        let (declared, actual) = (declared.without_null(), actual.without_null());
        if let TyKind::Param(param) = declared.kind() {
            visit(*param, actual);
            return;
        }
        let (declared, actual) = (program.expand(declared), program.expand(actual));
        if let (TyKind::Function(one), TyKind::Function(other)) = (declared.kind(), actual.kind()) {
            for (one, other) in one.params.iter().zip(&other.params) {
                self.bind(one.ty, other.ty, visit);
            }
            self.bind(one.result, other.result, visit);
        }
        if declared.def() == actual.def() {
            let both = declared.arguments().iter().zip(actual.arguments());
            for (one, other) in both {
                self.bind(*one, *other, visit);
            }
        }
    }

    /// A value of one type seen as another one: the classes and enums in both have to have the same arguments.
    fn seen(&mut self, from: Ty, to: Ty) {
        let program = self.program;
        let (from, to) = (
            program.expand(from.without_null()),
            program.expand(to.without_null()),
        );
        if from == to {
            return;
        }
        if let (TyKind::Function(one), TyKind::Function(other)) = (from.kind(), to.kind()) {
            for (one, other) in one.params.iter().zip(&other.params) {
                self.seen(one.ty, other.ty);
            }
            self.seen(one.result, other.result);
            return;
        }
        if let (TyKind::Enum(one, first), TyKind::Enum(other, second)) = (from.kind(), to.kind())
            && one == other
        {
            self.differing(*one, first, second);
            return;
        }
        if let (TyKind::Class(one, first), TyKind::Structure(fields)) = (from.kind(), to.kind()) {
            for field in fields {
                self.seen_field(*one, first, field);
            }
            return;
        }
        let (TyKind::Class(one, first), TyKind::Class(other, second)) = (from.kind(), to.kind())
        else {
            return;
        };
        match arguments_above(program, *one, first, *other) {
            Some(given) => self.differing(*other, &given, second),
            None => {
                if let Some(given) = arguments_above(program, *other, second, *one) {
                    self.differing(*one, first, &given);
                }
            }
        }
    }

    /// A field of an object seen as one of a structure: all objects of a class are seen alike, so what the class says has to
    /// be what the structure says.
    fn seen_field(&mut self, class: DefId, given: &[Ty], field: &StructureField) {
        let Some(def) = class_def(self.program, class) else {
            return;
        };
        let own: Vec<_> = def.header.type_params.iter().map(|it| it.id).collect();
        let map: Vec<_> = own.iter().copied().zip(given.iter().copied()).collect();
        let method = def.methods.iter().find(|id| id.name() == field.name);
        let method = method.and_then(|id| self.program.functions.get(id));
        let variable = def
            .fields
            .iter()
            .find(|found| found.id.name() == field.name);
        let wanted = self.program.expand(field.ty.without_null());
        let mut pairs = Vec::new();
        if let (Some(method), TyKind::Function(wanted)) = (method, wanted.kind()) {
            pairs.push((method.result, wanted.result));
            let params = method.params.iter().zip(&wanted.params);
            pairs.extend(params.map(|(one, other)| (one.ty, other.ty)));
        } else if let Some(variable) = variable {
            pairs.push((variable.ty, field.ty));
        }
        let plain = |ty: Ty| self.program.canonical(ty.without_null());
        let mut open = Params::new();
        for (declared, wanted) in pairs {
            if plain(declared.substitute(&map)) != plain(wanted) {
                open.extend(params_in(declared));
            }
        }
        for param in open.into_iter().filter(|param| own.contains(param)) {
            self.erase(param);
        }
    }

    fn differing(&mut self, def: DefId, first: &[Ty], second: &[Ty]) {
        let erasable = self.is_erasable(def);
        for ((param, one), other) in self.params(def).into_iter().zip(first).zip(second) {
            let is_enum = matches!(self.program.types.get(&def), Some(TypeDef::Enum(_)));
            if erasable
                && self.program.canonical(*one) != self.program.canonical(*other)
                && (!is_enum || self.mentioned.contains(&param))
            {
                self.erase(param);
            } else {
                self.seen(*one, *other);
            }
        }
    }

    /// What erased parameters are given for, in declarations.
    fn spread(&mut self) {
        let mut types: Vec<Ty> = Vec::new();
        for def in self.program.types.values() {
            match def {
                TypeDef::Class(class) => {
                    types.extend(class.fields.iter().map(|field| field.ty));
                }
                TypeDef::Enum(found) => {
                    let params = found.constructors.iter().flat_map(|it| &it.params);
                    types.extend(params.map(|param| param.ty));
                }
                TypeDef::Alias(_) | TypeDef::Abstract(_) => {}
            }
        }
        for function in self.program.functions.values() {
            types.extend(function.params.iter().map(|param| param.ty));
            types.push(function.result);
        }
        let mut more = Params::new();
        for ty in types {
            self.given(ty, &mut |param, argument| {
                if params_in(argument).iter().any(|it| self.found.contains(it)) {
                    more.insert(param);
                }
            });
        }
        for param in more {
            let of_enum = match param.data().owner {
                TypeParamOwner::Def(def) => {
                    matches!(self.program.types.get(&def), Some(TypeDef::Enum(_)))
                }
                TypeParamOwner::Member(_) | TypeParamOwner::Local(..) => false,
            };
            if !of_enum || self.mentioned.contains(&param) {
                self.erase(param);
            }
        }
        self.unknown();
        self.unmentioned();
    }

    /// Parameters of functions that nothing of their signatures would mention any more.
    fn unmentioned(&mut self) {
        let mut idle = Vec::new();
        for function in self.program.functions.values() {
            let types = function.params.iter().map(|param| param.ty);
            let types: Vec<Ty> = types.chain([function.result]).collect();
            for param in &function.type_params {
                let mut before = false;
                let mut after = false;
                for ty in &types {
                    before |= params_in(*ty).contains(&param.id);
                    after |= self.left_in(*ty).contains(&param.id);
                }
                if before && !after {
                    idle.push(param.id);
                }
            }
        }
        for param in idle {
            self.erase(param);
        }
    }

    /// The type parameters in a type that do not stand for erased ones.
    fn left_in(&self, ty: Ty) -> Params {
        let mut left = Params::new();
        ty.map(&mut |part| {
            if let TyKind::Param(param) = part.kind() {
                left.insert(*param);
            }
            if let TyKind::Class(def, arguments) | TyKind::Enum(def, arguments) = part.kind() {
                for (param, argument) in self.params(*def).iter().zip(arguments) {
                    if !self.found.contains(param) {
                        left.extend(self.left_in(*argument));
                    }
                }
                if !self.params(*def).is_empty() {
                    return Some(part);
                }
            }
            None
        });
        left
    }
}

/// The type parameters in a type, typedefs as they are.
pub(super) fn params_in(ty: Ty) -> Params {
    let mut found = Params::new();
    ty.map(&mut |part| {
        if let TyKind::Param(param) = part.kind() {
            found.insert(*param);
        }
        None
    });
    found
}

/// Whether a type parameter is one of a class, or of an enum whose values mention it.
fn class_def_or_enum(program: &Program, param: TypeParamId, mentioned: &Params) -> bool {
    let TypeParamOwner::Def(def) = param.data().owner else {
        return false;
    };
    class_def(program, def).is_some() || mentioned.contains(&param)
}
