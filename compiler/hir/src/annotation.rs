//! Types as written → [`Ty`]. Names are looked up in a [`Scope`]; what is wrong is reported and becomes
//! [`TyKind::Error`].

use crate::definition::shape;
use crate::lookup::{applied, expand};
use crate::scope::{Scope, join};
use crate::{
    Accessor, FieldAccess, FunctionParam, FunctionTy, StructureField, Ty, TyKind, TypeParamId,
    TypeParamOwner, known,
};
use hx2rs_base::catalogue::{modules, types};
use hx2rs_base::diagnostic::did_you_mean;
use hx2rs_base::{DefId, Diagnostic, FileId, MemberId, Name, Span, TextRange};
use hx2rs_syntax::ast::{
    self, Ast, FunctionTypeParameter, Ident, List, Member, MemberKind, ModifierKind, Parameter,
    PropertyAccess, TypeArgument, TypeId, TypeKind, TypeParameter,
};

/// What the ranges of a tree count from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Anchor {
    /// The file.
    pub file: FileId,
    /// The member whose body the tree is; `None`: the tree is the file's.
    pub member: Option<MemberId>,
}

impl Anchor {
    /// Of a file's own tree.
    pub fn file(file: FileId) -> Self {
        Self { file, member: None }
    }

    /// Of the tree of a member's body.
    pub fn body(file: FileId, member: MemberId) -> Self {
        Self {
            file,
            member: Some(member),
        }
    }

    /// A range of the tree as a place.
    pub fn span(self, range: TextRange) -> Span {
        Span {
            file: self.file,
            anchor: self.member,
            range,
        }
    }
}

/// The type that is written.
pub fn lower_type(
    scope: &Scope<'_>,
    tree: &Ast,
    ty: TypeId,
    anchor: Anchor,
    sink: &mut Vec<Diagnostic>,
) -> Ty {
    Annotation {
        scope,
        tree,
        anchor,
        sink,
    }
    .lower(ty)
}

/// The constraints of a type parameter: the parts of an intersection hold each for itself.
pub(crate) fn lower_constraints(
    scope: &Scope<'_>,
    tree: &Ast,
    ty: TypeId,
    anchor: Anchor,
    sink: &mut Vec<Diagnostic>,
) -> Vec<Ty> {
    if let TypeKind::Parenthesis(inner) = tree.ty(ty).kind {
        return lower_constraints(scope, tree, inner, anchor, sink);
    }
    if let TypeKind::Intersection(list) = tree.ty(ty).kind {
        let list = tree.list(list).iter();
        return list
            .map(|ty| lower_type(scope, tree, *ty, anchor, sink))
            .collect();
    }
    vec![lower_type(scope, tree, ty, anchor, sink)]
}

struct Annotation<'a, 'db> {
    scope: &'a Scope<'db>,
    tree: &'a Ast,
    anchor: Anchor,
    sink: &'a mut Vec<Diagnostic>,
}

impl Annotation<'_, '_> {
    fn lower(&mut self, id: TypeId) -> Ty {
        let ty = *self.tree.ty(id);
        match ty.kind {
            TypeKind::Missing => Ty::new(TyKind::Error),
            TypeKind::Path { segments, args } => self.path(segments, args, ty.range),
            TypeKind::Function { params, result } => self.function(params, result),
            TypeKind::Anonymous { extends, fields } => self.structure(extends, fields),
            TypeKind::Parenthesis(inner) => self.lower(inner),
            TypeKind::Optional(inner) => Ty::null(self.lower(inner)),
            TypeKind::Intersection(list) => self.intersection(list),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) -> Ty {
        self.sink.push(diagnostic);
        Ty::new(TyKind::Error)
    }

    fn path(&mut self, segments: List<Ident>, args: List<TypeArgument>, range: TextRange) -> Ty {
        let tree = self.tree;
        let segments = tree.list(segments);
        let path: Vec<Name> = segments.iter().map(|segment| segment.name).collect();
        if let [name] = path[..]
            && let Some(param) = self.scope.type_param(name)
        {
            if !args.is_empty() {
                self.unsupported(range, "a type parameter with type arguments");
            }
            return Ty::new(TyKind::Param(param));
        }
        match self.scope.resolve_path(&path) {
            Some(start) if start.parts == path.len() => self.apply(start.def, args, range),
            start => {
                let known = start.map_or(0, |start| start.parts);
                self.lower_arguments(args);
                self.unknown(segments, known)
            }
        }
    }

    fn unknown(&mut self, segments: &[Ident], known: usize) -> Ty {
        let path: Vec<&str> = segments.iter().map(|part| part.name.as_str()).collect();
        let full = path.join(".");
        let start = segments.get(known).or(segments.last());
        let start = start.map_or(TextRange::default(), |part| part.range);
        let range = segments
            .last()
            .map_or(start, |last| start.cover(last.range));
        let span = self.anchor.span(range);
        let mut diagnostic = Diagnostic::new(
            modules::UNKNOWN_TYPE,
            span,
            format!("no type `{full}` is known here"),
        )
        .label("not found");
        let names = self.scope.type_names();
        let parts: Vec<Name> = segments.iter().map(|part| part.name).collect();
        if let Some(note) = crate::scope::missing_standard(&parts) {
            return self.report(diagnostic.note(note));
        }
        if let [name] = path[..] {
            if let Some(near) = did_you_mean(name, names.iter().map(|name| name.as_str())) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?")).fix(
                    format!("change it to `{near}`"),
                    vec![(span, near.to_owned())],
                );
            } else if let Some(module) = module_called(self.scope, Name::new(name)) {
                diagnostic = diagnostic.help(format!(
                    "`{module}` exists: add `import {module};`, or write the whole path"
                ));
            }
        } else {
            let all = self.scope.db.project().modules(self.scope.db).keys();
            if let Some(near) = did_you_mean(&full, all.map(|name| name.as_str())) {
                diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            }
        }
        self.report(diagnostic)
    }

    fn lower_arguments(&mut self, args: List<TypeArgument>) -> Vec<Ty> {
        let tree = self.tree;
        let args = tree.list(args).iter();
        args.map(|argument| match argument {
            TypeArgument::Type(ty) => self.lower(*ty),
            TypeArgument::Expr(expr) => match crate::assemble::constant_text(tree, *expr) {
                Some(text) => Ty::constant(&text),
                None => {
                    let range = tree.expr(*expr).range;
                    self.unsupported(range, "an expression as a type argument")
                }
            },
        })
        .collect()
    }

    fn apply(&mut self, def: DefId, args: List<TypeArgument>, range: TextRange) -> Ty {
        let mut arguments = self.lower_arguments(args);
        let db = self.scope.db;
        let Some(shape) = shape(db, def) else {
            return Ty::new(TyKind::Error);
        };
        let wanted = shape.params.len();
        let is_dynamic = def == known::dynamic();
        if arguments.len() != wanted && !(is_dynamic && arguments.is_empty()) {
            // Type parameters with defaults may be left out.
            if arguments.len() < wanted
                && let Some(definition) = crate::definition::definition(db, def)
            {
                let rest = definition.type_params.iter().skip(arguments.len());
                let defaults: Option<Vec<Ty>> = rest.map(|param| param.default).collect();
                for default in defaults.into_iter().flatten() {
                    // It may be made of the parameters before it.
                    let ids = definition.type_params.iter().map(|param| param.id);
                    let map: Vec<_> = ids.zip(arguments.iter().copied()).collect();
                    arguments.push(default.substitute(&map));
                }
            }
            if arguments.len() != wanted {
                let diagnostic = Diagnostic::new(
                    types::TYPE_ARGUMENT_COUNT,
                    self.anchor.span(range),
                    format!(
                        "`{}` takes {}, not {}",
                        def.path(),
                        count(wanted, "type argument"),
                        arguments.len()
                    ),
                );
                return self.report(diagnostic);
            }
        }
        applied(db, def, arguments.into())
    }

    fn function(&mut self, params: List<FunctionTypeParameter>, result: TypeId) -> Ty {
        let tree = self.tree;
        let list = tree.list(params);
        let mut lowered: Vec<FunctionParam> = Vec::new();
        for param in list {
            let ty = self.lower(param.ty);
            let ty = if param.rest { Ty::rest(ty) } else { ty };
            lowered.push(FunctionParam {
                name: param.name.map(|name| name.name),
                optional: param.optional,
                rest: ty.is_rest(),
                ty: if param.optional { Ty::null(ty) } else { ty },
            });
        }
        // `Void -> R` is the old form of `() -> R`.
        if let [only] = &lowered[..]
            && only.name.is_none()
            && *only.ty.kind() == TyKind::Void
        {
            lowered.clear();
        }
        Ty::new(TyKind::Function(FunctionTy {
            params: lowered.into(),
            result: self.lower(result),
        }))
    }

    fn structure(&mut self, extends: List<TypeId>, fields: List<Member>) -> Ty {
        let tree = self.tree;
        let mut all: Vec<StructureField> = Vec::new();
        for base in tree.list(extends) {
            self.add_base(*base, &mut all);
        }
        for member in tree.list(fields) {
            let field = self.structure_field(member);
            match all.iter_mut().find(|known| known.name == field.name) {
                Some(known) => {
                    if tree
                        .list(fields)
                        .iter()
                        .filter(|it| it.name.name == field.name)
                        .count()
                        > 1
                    {
                        self.report(Diagnostic::new(
                            types::DUPLICATE_MEMBER,
                            self.anchor.span(member.name.range),
                            format!("the structure has two fields `{}`", field.name),
                        ));
                    }
                    *known = field;
                }
                None => all.push(field),
            }
        }
        all.sort_by_key(|field| field.name);
        Ty::new(TyKind::Structure(all.into()))
    }

    /// Adds the fields of a structure that is extended.
    fn add_base(&mut self, base: TypeId, all: &mut Vec<StructureField>) {
        let ty = self.lower(base);
        let range = self.tree.ty(base).range;
        if let TyKind::Structure(fields) = expand(self.scope.db, ty).kind() {
            for field in fields {
                if !all.iter().any(|known| known.name == field.name) {
                    all.push(field.clone());
                }
            }
        } else if *expand(self.scope.db, ty).kind() != TyKind::Error {
            self.report(
                Diagnostic::new(
                    types::NOT_A_STRUCTURE,
                    self.anchor.span(range),
                    format!("a structure can only extend structures, and `{ty}` is none"),
                )
                .label("not an anonymous structure"),
            );
        }
    }

    fn intersection(&mut self, list: List<TypeId>) -> Ty {
        let mut all = Vec::new();
        for part in self.tree.list(list) {
            self.add_base(*part, &mut all);
        }
        all.sort_by_key(|field| field.name);
        Ty::new(TyKind::Structure(all.into()))
    }

    fn structure_field(&mut self, member: &Member) -> StructureField {
        let tree = self.tree;
        let mut metadata = tree.list(member.metadata).iter();
        let marked = metadata.any(|it| it.compiler && it.name.name.as_str() == "optional");
        let (ty, optional, access) = match member.kind {
            MemberKind::Field {
                is_final,
                optional,
                property,
                ty,
                ..
            } => {
                let access = match property {
                    Some(property) => FieldAccess::Property(side(property.get), side(property.set)),
                    None if is_final || member.modifiers.contains(ModifierKind::Final) => {
                        FieldAccess::Final
                    }
                    None => FieldAccess::Variable,
                };
                let ty = match ty {
                    Some(ty) => self.lower(ty),
                    None => self.report(missing_type(self.anchor, member)),
                };
                (ty, optional, access)
            }
            MemberKind::Method {
                signature,
                optional,
                ..
            } => {
                let before = self.scope.local_params.borrow().len();
                let own = self.own_params(signature.type_params);
                let mut params = Vec::new();
                for param in tree.list(signature.params) {
                    params.push(self.parameter(param));
                }
                let result = match signature.result {
                    Some(result) => self.lower(result),
                    None => self.report(missing_type(self.anchor, member)),
                };
                self.scope.local_params.borrow_mut().truncate(before);
                let params = params.into();
                let ty = Ty::new(TyKind::Function(FunctionTy { params, result }));
                (ty.substitute(&own), optional, FieldAccess::Method)
            }
            MemberKind::Constructor { .. } => (Ty::new(TyKind::Error), false, FieldAccess::Method),
        };
        let optional = optional || marked;
        StructureField {
            name: member.name.name,
            ty: if optional { Ty::null(ty) } else { ty },
            optional,
            access,
        }
    }

    /// The type parameters of a function of a structure, made visible. Whoever calls it through the structure gives it
    /// anything, and knows nothing of what it gives: they are Dynamic.
    fn own_params(&mut self, list: List<TypeParameter>) -> Vec<(TypeParamId, Ty)> {
        let tree = self.tree;
        let names: Vec<Name> = tree
            .list(list)
            .iter()
            .map(|param| param.name.name)
            .collect();
        let owner = TypeParamOwner::Def(DefId::new("", "function"));
        self.scope.push_local_params(owner, &names);
        let ids = names.iter().filter_map(|name| self.scope.type_param(*name));
        ids.map(|id| (id, Ty::new(TyKind::Dynamic(None)))).collect()
    }

    fn parameter(&mut self, param: &Parameter) -> FunctionParam {
        let optional = param.optional || param.default.is_some();
        let ty = param.ty.map(|ty| self.lower(ty));
        let ty = ty.unwrap_or(Ty::new(TyKind::Error));
        let ty = if param.rest { Ty::rest(ty) } else { ty };
        FunctionParam {
            name: Some(param.name.name),
            optional,
            rest: ty.is_rest(),
            ty: if optional { Ty::null(ty) } else { ty },
        }
    }

    fn unsupported(&mut self, range: TextRange, what: &str) -> Ty {
        let span = self.anchor.span(range);
        self.report(unsupported(span, what))
    }
}

fn side(accessor: ast::Accessor) -> Accessor {
    match accessor.access {
        PropertyAccess::Default => Accessor::Default,
        PropertyAccess::Null => Accessor::Null,
        PropertyAccess::Never => Accessor::Never,
        PropertyAccess::Get
        | PropertyAccess::Set
        | PropertyAccess::Dynamic
        | PropertyAccess::Other(_) => Accessor::Method,
    }
}

fn missing_type(anchor: Anchor, member: &Member) -> Diagnostic {
    Diagnostic::new(
        types::TYPE_NEEDED,
        anchor.span(member.name.range),
        format!(
            "the field `{}` of a structure needs a type",
            member.name.name
        ),
    )
}

/// A construct that is known and not compiled yet.
pub(crate) fn unsupported(span: Span, what: &str) -> Diagnostic {
    Diagnostic::new(
        types::NOT_SUPPORTED_YET,
        span,
        format!("{what} is not supported yet"),
    )
}

/// `1 type argument`, `2 type arguments`, `no type arguments`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        more => format!("{more} {noun}s"),
    }
}

/// A module of any package whose main type has this name.
fn module_called(scope: &Scope<'_>, name: Name) -> Option<Name> {
    let modules = scope.db.project().modules(scope.db);
    let mut found = modules.keys().filter(|module| {
        let (package, last) = crate::scope::split(**module);
        last == name.as_str() && join(Name::new(package), name) == **module
    });
    found.next().copied()
}
