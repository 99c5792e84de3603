//! Which places of reference type null can get into: a flow-insensitive walk over all assignments of the program.
//!
//! A place is a [`Site`]; an assignment is an edge from where the value comes from. What has no place of its own (an
//! element, a type argument, a parameter of a function type) is one site per type: null in one `Array<Node>` is null
//! in all. Basic types are not looked at: `Null<Int>` is nullable by its type.

use crate::exchange;
use crate::family::Families;
use crate::null_inside::parts;
use crate::plan::{Construction, StaticStart};
use crate::reach::{Reached, fields};
use crate::sources::{
    argument, given_param, given_result, is_parameter, is_text_key, parameter_site, sources,
    takes_anything,
};
use crate::statics::Statics;
use crate::views::Side;
use hx2rs_base::{DefId, MemberId};
use hx2rs_hir::{
    Body, Callee, ClosureId, Const, Conversion, Expr, ExprId, Implementation, LocalId, NativeId,
    Pattern, PatternId, Place, Program, StructureField, Ty, TyKind, TypeDef, UpdateOp, known,
};
use indexmap::{IndexMap, IndexSet};

/// A place that a value of reference type can be in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Site {
    /// A variable of the body of a member.
    Local(MemberId, LocalId),
    /// A variable of a class, instance or static.
    Field(MemberId),
    /// A parameter; of the root of the method's family.
    Param(MemberId, usize),
    /// A result; of the root of the method's family.
    Result(MemberId),
    /// A parameter of an enum constructor.
    Constructor(MemberId, usize),
    /// Whatever has this type without a place of its own.
    Argument(Ty),
    /// What generic code puts where this type parameter stands in a type: null among it has to fit whatever is given for it.
    Given(Ty),
    /// Null itself.
    Null,
}

/// The answer: all sites that null gets into.
#[derive(Clone, Debug, Default)]
pub struct Nulls {
    sites: IndexSet<Site>,
}

impl Nulls {
    /// Whether null gets into a site.
    pub(crate) fn has(&self, site: Site) -> bool {
        self.sites.contains(&site)
    }

    /// The parameters of enum constructors that null gets into.
    pub(crate) fn constructor_params(&self) -> impl Iterator<Item = (MemberId, usize)> {
        self.sites.iter().filter_map(|site| match site {
            Site::Constructor(constructor, at) => Some((*constructor, *at)),
            Site::Local(..)
            | Site::Field(_)
            | Site::Param(..)
            | Site::Result(_)
            | Site::Argument(_)
            | Site::Given(_)
            | Site::Null => None,
        })
    }
}

/// Whether a type is represented by a reference that could be null.
pub fn is_reference(program: &Program, ty: Ty) -> bool {
    match program.expand(ty).kind() {
        TyKind::Class(..)
        | TyKind::Enum(..)
        | TyKind::Function(_)
        | TyKind::Structure(_)
        | TyKind::TypeOf(_) => true,
        TyKind::Null(inner) => is_reference(program, *inner),
        TyKind::Abstract(def, _) => match program.types.get(def) {
            Some(TypeDef::Abstract(def)) => {
                def.underlying.is_some_and(|ty| is_reference(program, ty))
            }
            Some(TypeDef::Class(_) | TypeDef::Enum(_) | TypeDef::Alias(_)) | None => false,
        },
        TyKind::Error
        | TyKind::Void
        | TyKind::Int
        | TyKind::Float
        | TyKind::Bool
        | TyKind::Dynamic(_)
        | TyKind::Alias(..)
        | TyKind::Param(_)
        | TyKind::Infer(_) => false,
    }
}

/// Where null gets in `program`.
pub fn nullability(
    program: &Program,
    families: &Families,
    reached: &Reached,
    construction: &IndexMap<DefId, Construction>,
    statics: &Statics,
    sides: &[(MemberId, Side)],
) -> Nulls {
    let mut flow = Flow {
        program,
        families,
        calls_dynamic: calls_dynamic(program, reached),
        edges: IndexMap::new(),
    };
    let fields = fields(program);
    for class in &reached.instantiated {
        for def in families.above(*class) {
            let set = construction.get(&def).map(|plan| &plan.set_before);
            let Some(class) = crate::family::class_def(program, def) else {
                continue;
            };
            if class.is_interface {
                continue;
            }
            let is_empty = |def| {
                let members = reached.reflection.types.get(&def);
                members.is_some_and(|members| members.create_empty)
            };
            // Of an object whose constructor did not run, nothing is set.
            let set = set.filter(|_| !families.below(def).any(is_empty));
            for field in &class.fields {
                if !set.is_some_and(|set| set.contains(&field.id)) {
                    flow.edge(Site::Null, Site::Field(field.id));
                }
            }
        }
    }
    for (member, start) in &statics.starts {
        if *start == StaticStart::Unset || statics.early.contains(member) {
            flow.edge(Site::Null, Site::Field(*member));
        }
    }
    for (own, side) in sides {
        let other = match side {
            Side::Interface(declared) => {
                let ty = fields
                    .get(own)
                    .map_or(Ty::new(TyKind::Void), |field| field.ty);
                parameter_site(program, *declared, ty)
            }
            Side::Structure(_, ty) => argument(program, *ty),
        };
        flow.edge(Site::Field(*own), other);
        flow.edge(other, Site::Field(*own));
    }
    for member in &reached.values {
        flow.function_as_value(*member);
    }
    flow.taken_out(reached);
    flow.left_out(reached);
    for (member, typed) in &reached.bodies {
        flow.body(*member, &typed.body);
        if let (Some(root), true) = (typed.body.root, fields.contains_key(member)) {
            flow.value(*member, &typed.body, root, Site::Field(*member));
        }
    }
    flow.solve(reached)
}

/// Whether the program calls functions through Dynamic, with any arguments.
fn calls_dynamic(program: &Program, reached: &Reached) -> bool {
    reached.functions.iter().any(|function| {
        let found = program.functions.get(function);
        found.is_some_and(|function| {
            matches!(
                function.implementation,
                Implementation::Native(
                    NativeId::ReflectCall
                        | NativeId::ReflectCallMember
                        | NativeId::ReflectCallMethod
                )
            )
        })
    })
}

struct Flow<'p> {
    program: &'p Program,
    families: &'p Families,
    /// Whether functions are called through Dynamic.
    calls_dynamic: bool,
    /// From where a value comes to where it goes.
    edges: IndexMap<Site, IndexSet<Site>>,
}

impl Flow<'_> {
    fn edge(&mut self, from: Site, to: Site) {
        if from != to {
            self.edges.entry(from).or_default().insert(to);
        }
    }

    /// The value of `expr` goes to `to`.
    fn value(&mut self, member: MemberId, body: &Body, expr: ExprId, to: Site) {
        let mut found = Vec::new();
        sources(self.program, self.families, member, body, expr, &mut found);
        for from in found {
            self.edge(from, to);
        }
    }

    fn argument(&self, ty: Ty) -> Site {
        argument(self.program, ty)
    }

    /// The site that a value of this type gets to where it has no place of its own.
    fn put(&mut self, ty: Ty) -> Site {
        let argument = self.argument(ty);
        // `Null<T>` has a form of its own, whatever `T` is.
        let is_bare = matches!(ty.kind(), TyKind::Param(_));
        if let (Site::Argument(key), true) = (argument, is_bare) {
            self.edge(Site::Given(key), argument);
            return Site::Given(key);
        }
        argument
    }

    /// The same for a value. What may be null by its type, and is taken out of that, is not looked at: whoever wrote it has
    /// tested it.
    fn put_value(&mut self, body: &Body, value: ExprId) -> Site {
        let ty = body.ty(value);
        if let Expr::Convert {
            kind: Conversion::FromNull,
            operand,
        } = body.exprs[value]
            && body.exprs[operand] != Expr::Const(Const::Null)
        {
            return self.argument(ty);
        }
        self.put(ty)
    }

    fn solve(mut self, reached: &Reached) -> Nulls {
        // What a type that mentions type parameters says of null, each instance of it says.
        for (general, special) in crate::instances::pairs(self.program, reached) {
            if is_parameter(general) {
                let special = self.put(special);
                self.edge(Site::Given(general), special);
                continue;
            }
            let (general, special) = (Site::Argument(general), Site::Argument(special));
            self.edge(general, special);
            self.edge(special, general);
        }
        // Null that generic code is given says nothing of what it puts anywhere by itself.
        let is_read = |site: Site| matches!(site, Site::Argument(ty) if is_parameter(ty));
        let own = self.reach(|from, _| !is_read(from));
        let sites = self.reach(|_, to| !matches!(to, Site::Given(_)) || own.contains(&to));
        Nulls { sites }
    }

    /// The sites that null gets to along edges that may be taken.
    fn reach(&self, may_go: impl Fn(Site, Site) -> bool) -> IndexSet<Site> {
        let mut sites = IndexSet::from([Site::Null]);
        let mut next = 0;
        while let Some(site) = sites.get_index(next).copied() {
            next += 1;
            let targets = self.edges.get(&site).into_iter().flatten().copied();
            sites.extend(targets.filter(|to| may_go(site, *to)));
        }
        sites
    }

    /// A field that is taken out of a structure by its name is null from there on.
    fn taken_out(&mut self, reached: &Reached) {
        let deleted = &reached.reflection.deleted;
        if deleted.is_none() {
            return;
        }
        for ty in crate::reflection::structures(self.program, reached) {
            if let TyKind::Structure(fields) = ty.kind() {
                for field in fields.iter().filter(|field| deleted.has(field.name)) {
                    self.edge(Site::Null, self.argument(field.ty));
                }
            }
        }
    }

    /// What is seen as a structure without a check, literals and whatever comes out of Dynamic, may lack fields of it; these
    /// are null.
    fn left_out(&mut self, reached: &Reached) {
        for (from, to) in &reached.seen {
            let TyKind::Structure(fields) = to.kind() else {
                continue;
            };
            for field in fields {
                let is_there = if let TyKind::Structure(given) = from.kind() {
                    given.iter().any(|given| given.name == field.name)
                } else {
                    !matches!(from.kind(), TyKind::Dynamic(_))
                };
                if !is_there {
                    self.may_lack(field);
                }
            }
        }
    }

    /// A field of structures that may not be there.
    fn may_lack(&mut self, field: &StructureField) {
        if !field.optional && !matches!(field.ty.kind(), TyKind::Null(_)) {
            self.edge(Site::Null, self.argument(field.ty));
        }
    }

    /// A function used as a value: its parameters and result are those of its function type.
    fn function_as_value(&mut self, member: MemberId) {
        let Some(function) = self.program.functions.get(&member).cloned() else {
            return;
        };
        let root = self.families.root(member);
        for (at, param) in function.params.iter().enumerate() {
            // What a type parameter above it stands for has no place of its own.
            let given = given_param(self.program, self.families, member, at);
            let to = given.map_or(Site::Param(root, at), |given| self.argument(given));
            self.edge(self.argument(param.ty), to);
            if param.optional {
                self.edge(Site::Null, to);
            }
        }
        self.edge(Site::Result(root), self.argument(function.result));
    }

    fn body(&mut self, member: MemberId, body: &Body) {
        let root = self.families.root(member);
        for (at, local) in body.params.iter().enumerate() {
            self.edge(Site::Param(root, at), Site::Local(member, *local));
            let ty = body.locals[*local].ty;
            let given = given_param(self.program, self.families, member, at);
            if let Some(given) = given {
                self.edge(self.argument(given), Site::Local(member, *local));
            }
            if is_parameter(ty) {
                self.edge(self.argument(ty), Site::Local(member, *local));
            }
        }
        for (_, closure) in body.closures.iter() {
            for local in &closure.params {
                self.edge(
                    self.argument(body.locals[*local].ty),
                    Site::Local(member, *local),
                );
            }
        }
        if let Some(expr) = body.root {
            self.function(member, body, expr, None);
        }
        for (id, closure) in body.closures.iter() {
            self.function(member, body, closure.body, Some(id));
        }
    }

    /// The expressions of one function, without those inside it.
    fn function(
        &mut self,
        member: MemberId,
        body: &Body,
        root: ExprId,
        closure: Option<ClosureId>,
    ) {
        let mut all = Vec::new();
        body.for_each_below(root, false, &mut |expr| all.push(expr));
        // What changes places was there before.
        let mut exchanged = IndexSet::new();
        for expr in &all {
            if let Expr::Block(list) = &body.exprs[*expr] {
                for statements in list.windows(exchange::LENGTH) {
                    if exchange::exchange(body, statements).is_some() {
                        exchanged.extend(statements.iter().copied());
                    }
                }
            }
        }
        for expr in all {
            if !exchanged.contains(&expr) {
                self.expr(member, body, expr, closure);
            }
        }
    }

    fn expr(&mut self, member: MemberId, body: &Body, expr: ExprId, closure: Option<ClosureId>) {
        let ty = body.ty(expr);
        match &body.exprs[expr] {
            Expr::Let {
                local,
                value: Some(value),
            } => {
                self.value(member, body, *value, Site::Local(member, *local));
            }
            // A function that captures it may run before it is set.
            Expr::Let { local, value: None } if body.locals[*local].captured => {
                self.edge(Site::Null, Site::Local(member, *local));
            }
            Expr::Assign { place, value }
            | Expr::Update {
                place,
                op: UpdateOp::Coalesce,
                value,
                ..
            } => {
                self.assign(member, body, place, *value);
            }
            Expr::Convert {
                kind: Conversion::ToDynamic,
                operand,
            } if self.calls_dynamic => {
                // Whoever calls it there may leave arguments out.
                let operand = self.program.expand(body.ty(*operand).without_null());
                if let TyKind::Function(function) = operand.kind() {
                    // What stands for a type parameter there is Dynamic, and null one of its values.
                    let params = function.params.iter();
                    for param in params.filter(|param| !is_parameter(param.ty)) {
                        self.edge(Site::Null, self.argument(param.ty));
                    }
                }
            }
            Expr::Call { callee, arguments } => self.call(member, body, callee, arguments),
            Expr::New {
                constructor: Some(function),
                arguments,
                ..
            } => {
                self.pass(member, body, *function, arguments);
            }
            Expr::Array(list) => {
                for part in list {
                    let to = self.put_value(body, *part);
                    self.value(member, body, *part, to);
                }
            }
            Expr::Map(entries) => {
                for part in entries.iter().flat_map(|(key, value)| [*key, *value]) {
                    let to = self.put_value(body, part);
                    self.value(member, body, part, to);
                }
            }
            Expr::Structure(fields) => {
                for (_, part) in fields {
                    self.value(member, body, *part, self.argument(body.ty(*part)));
                }
            }
            Expr::Return(Some(value)) => {
                let to = match closure {
                    Some(closure) => self.argument(body.closures[closure].result),
                    None => match given_result(self.program, self.families, member) {
                        Some(given) => self.argument(given),
                        None => Site::Result(self.families.root(member)),
                    },
                };
                self.value(member, body, *value, to);
                if is_parameter(body.ty(*value)) {
                    self.value(member, body, *value, self.argument(body.ty(*value)));
                }
            }
            Expr::ForArray { local, array, .. } => {
                if let Some(element) = self.type_argument(body.ty(*array), known::array(), 0) {
                    self.edge(self.argument(element), Site::Local(member, *local));
                }
            }
            Expr::ForMap {
                key, value, map, ..
            } => {
                for (at, local) in [key, value].into_iter().enumerate() {
                    let ty = self.type_argument(body.ty(*map), known::map(), at);
                    if let (Some(ty), Some(local)) = (ty, local) {
                        self.edge(self.argument(ty), Site::Local(member, *local));
                    }
                }
            }
            Expr::Switch { value, arms, .. } => {
                let mut from = Vec::new();
                sources(self.program, self.families, member, body, *value, &mut from);
                for arm in arms {
                    self.pattern(member, body, arm.pattern, &from);
                }
            }
            Expr::Convert {
                kind: Conversion::FunctionAdapter | Conversion::Reinterpret,
                operand,
            } => {
                self.link(body.ty(*operand), ty);
            }
            Expr::Error
            | Expr::Const(_)
            | Expr::Local(_)
            | Expr::This
            | Expr::TypeValue(_)
            | Expr::Field { .. }
            | Expr::StructureField { .. }
            | Expr::Static(_)
            | Expr::Index { .. }
            | Expr::EnumParameter { .. }
            | Expr::New {
                constructor: None, ..
            }
            | Expr::Closure(_)
            | Expr::FunctionValue(_)
            | Expr::BoundMethod { .. }
            | Expr::Concat(_)
            | Expr::Unary { .. }
            | Expr::Binary { .. }
            | Expr::And { .. }
            | Expr::Or { .. }
            | Expr::Coalesce { .. }
            | Expr::Convert { .. }
            | Expr::TypeTest { .. }
            | Expr::Update { .. }
            | Expr::Let { value: None, .. }
            | Expr::Block(_)
            | Expr::If { .. }
            | Expr::While { .. }
            | Expr::ForRange { .. }
            | Expr::Return(None)
            | Expr::Break
            | Expr::Continue
            | Expr::Throw(_)
            | Expr::Try { .. }
            | Expr::Trace(_) => {}
        }
    }

    /// A store that can leave a gap in an array: elements of reference type are null there.
    fn gap(&mut self, array: Ty) {
        let array = self.program.expand(array.without_null());
        if let TyKind::Class(def, arguments) = array.kind()
            && *def == known::array()
            && let Some(element) = arguments.first()
            && is_reference(self.program, *element)
        {
            self.edge(Site::Null, self.argument(*element));
        }
    }

    fn assign(&mut self, member: MemberId, body: &Body, place: &Place, value: ExprId) {
        let ty = body.ty(value);
        let to = match place {
            Place::Local(local) => Site::Local(member, *local),
            Place::Field { field, .. } => {
                let parameter = parameter_site(self.program, *field, ty);
                self.value(member, body, value, parameter);
                Site::Field(*field)
            }
            Place::Static(field) => Site::Field(*field),
            Place::StructureField { .. } => self.argument(ty),
            Place::Index { array, .. } => {
                self.gap(body.ty(*array));
                self.put_value(body, value)
            }
        };
        self.value(member, body, value, to);
    }

    fn call(&mut self, member: MemberId, body: &Body, callee: &Callee, arguments: &[ExprId]) {
        if let Callee::Method { object, method, .. } = callee
            && let Some(function) = self.program.functions.get(method)
            && let Implementation::Native(NativeId::ArrayResize)
            | Implementation::BodyOrNative(_, NativeId::ArrayResize) = function.implementation
        {
            self.gap(body.ty(*object));
        }
        match callee {
            Callee::Static(function)
            | Callee::Super(function)
            | Callee::Method {
                method: function, ..
            }
            | Callee::SuperConstructor {
                constructor: Some(function),
                ..
            } => {
                self.pass(member, body, *function, arguments);
            }
            Callee::SuperConstructor {
                constructor: None, ..
            } => {}
            Callee::Value(_) => {
                for argument in arguments {
                    self.value(member, body, *argument, self.argument(body.ty(*argument)));
                }
            }
            Callee::Constructor(constructor) => {
                for (at, argument) in arguments.iter().enumerate() {
                    // Where a parameter's type is a type parameter, null is one of the values that are given for it.
                    let to = match self.constructor_param_is_generic(*constructor, at) {
                        true => self.argument(body.ty(*argument)),
                        false => Site::Constructor(*constructor, at),
                    };
                    self.value(member, body, *argument, to);
                }
            }
        }
    }

    fn constructor_param_is_generic(&self, constructor: MemberId, at: usize) -> bool {
        let Some(TypeDef::Enum(def)) = self.program.types.get(&constructor.owner()) else {
            return false;
        };
        let found = def
            .constructors
            .iter()
            .find(|declared| declared.id == constructor);
        found
            .and_then(|declared| declared.params.get(at))
            .is_some_and(|param| is_parameter(param.ty))
    }

    /// Arguments go to the parameters of a function, or, where a parameter's type is a type parameter, to whatever
    /// has the argument's type.
    fn pass(&mut self, member: MemberId, body: &Body, function: MemberId, arguments: &[ExprId]) {
        let root = self.families.root(function);
        let Some(declared) = self.program.functions.get(&function).cloned() else {
            return;
        };
        for (at, argument) in arguments.iter().enumerate() {
            if takes_anything(&declared, at)
                || is_text_key(self.program, &declared, at, body.ty(*argument))
            {
                continue;
            }
            let generic = declared
                .params
                .get(at)
                .is_some_and(|param| is_parameter(param.ty));
            let given = given_param(self.program, self.families, function, at);
            let to = if generic || given.is_some() {
                self.put_value(body, *argument)
            } else {
                Site::Param(root, at)
            };
            self.value(member, body, *argument, to);
        }
    }

    fn type_argument(&self, ty: Ty, def: DefId, at: usize) -> Option<Ty> {
        if let TyKind::Class(class, list) = self.program.expand(ty.without_null()).kind()
            && *class == def
        {
            list.get(at).copied()
        } else {
            None
        }
    }

    fn pattern(&mut self, member: MemberId, body: &Body, pattern: PatternId, from: &[Site]) {
        match &body.patterns[pattern] {
            Pattern::Wildcard | Pattern::Constant(_) => {}
            Pattern::Bind { local, inner } => {
                for site in from {
                    self.edge(*site, Site::Local(member, *local));
                }
                if let Some(inner) = inner {
                    self.pattern(member, body, *inner, from);
                }
            }
            Pattern::Constructor {
                constructor,
                arguments,
            } => {
                for (at, part) in arguments.iter().enumerate() {
                    let ty = body.pattern_types[*part];
                    let from = [Site::Constructor(*constructor, at), self.argument(ty)];
                    self.pattern(member, body, *part, &from);
                }
            }
            Pattern::Structure(fields) => {
                for (name, part) in fields {
                    let ty = body.pattern_types[*part];
                    let mut from = vec![self.argument(ty)];
                    if let Some(class) =
                        crate::family::class_of(self.program, body.pattern_types[pattern])
                    {
                        let above: Vec<_> = self.families.above(class).collect();
                        from.extend(above.into_iter().map(|def| {
                            Site::Field(MemberId::new(def, *name, hx2rs_base::Space::Instance))
                        }));
                    }
                    self.pattern(member, body, *part, &from);
                }
            }
            Pattern::Array(list) => {
                for part in list {
                    let ty = body.pattern_types[*part];
                    self.pattern(member, body, *part, &[self.argument(ty)]);
                }
            }
            Pattern::Or(list) => {
                list.iter()
                    .for_each(|part| self.pattern(member, body, *part, from));
            }
            Pattern::Extractor {
                input,
                value,
                inner,
            } => {
                for site in from {
                    self.edge(*site, Site::Local(member, *input));
                }
                let mut sites = Vec::new();
                sources(
                    self.program,
                    self.families,
                    member,
                    body,
                    *value,
                    &mut sites,
                );
                self.pattern(member, body, *inner, &sites);
            }
        }
    }

    /// Two types that are the same at run time: what is inside one is inside the other.
    fn link(&mut self, one: Ty, other: Ty) {
        let (one, other) = (
            self.program.expand(one.without_null()),
            self.program.expand(other.without_null()),
        );
        if matches!(one.kind(), TyKind::Structure(_)) {
            return;
        }
        for (a, b) in parts(one, other) {
            let (from, to) = (self.argument(a), self.argument(b));
            self.edge(from, to);
            self.edge(to, from);
            self.link(a, b);
        }
    }
}
