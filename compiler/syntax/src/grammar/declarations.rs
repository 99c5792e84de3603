//! Actions for members, declarations and imports, and the rules on modifiers.

use super::Word;
use super::builder::Builder;
use crate::ast::*;
use crate::report::{here, report};
use hx2rs_base::catalogue::parser as codes;
use hx2rs_base::{Id, TextRange};

/// `extends T`, `implements T`, with its start.
#[derive(Clone, Copy)]
pub(crate) struct Heritage {
    implements: bool,
    ty: TypeId,
    start: u32,
}

/// `from T`, `to T`.
#[derive(Clone, Copy)]
pub(crate) struct Relation {
    to: bool,
    ty: TypeId,
}

impl Builder<'_> {
    // ----------------------------------------------------------------------------------------------------- modifiers

    pub(crate) fn modifier(&mut self, kind: ModifierKind, start: u32, end: u32) -> u32 {
        self.push(Modifier {
            kind,
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn modifiers(&mut self, count: u32) -> Modifiers {
        let list: List<Modifier> = self.take(count);
        let kinds = self.file.ast.list(list).iter();
        let set = kinds.fold(0, |set, modifier| set | modifier.kind.bit());
        Modifiers { set, list }
    }

    /// Reports modifiers that are there twice, or that contradict each other. Types may repeat theirs, but `abstract`.
    fn refuse_repeated(&mut self, modifiers: Modifiers, of_type: bool) {
        if modifiers.list.len() < 2 {
            return;
        }
        let all = self.file.ast.list(modifiers.list).to_vec();
        let all: Vec<_> = all
            .into_iter()
            .filter(|modifier| !of_type || modifier.kind == ModifierKind::Abstract)
            .collect();
        for (at, modifier) in all.iter().enumerate() {
            let earlier = all.iter().take(at).find(|earlier| {
                earlier.kind == modifier.kind
                    || matches!(
                        (earlier.kind, modifier.kind),
                        (ModifierKind::Public, ModifierKind::Private)
                            | (ModifierKind::Private, ModifierKind::Public)
                    )
            });
            if let Some(earlier) = earlier {
                let word = modifier.kind.keyword();
                let message = if earlier.kind == modifier.kind {
                    format!("`{word}` is there twice")
                } else {
                    format!("`{word}` contradicts `{}`", earlier.kind.keyword())
                };
                let found = report(codes::MODIFIER, modifier.range, message)
                    .secondary(here(earlier.range), "the first one is here")
                    .fix("remove it", vec![(here(modifier.range), String::new())]);
                self.reports.push(found);
            }
        }
    }

    /// `final var x`: of a field, `final` stands in place of `var`.
    fn refuse_final_field(&mut self, modifiers: Modifiers, kind: MemberKind) {
        let field = matches!(kind, MemberKind::Field { .. });
        if !field || modifiers.set & ModifierKind::Final.bit() == 0 {
            return;
        }
        let mut all = self.file.ast.list(modifiers.list).iter();
        let Some(range) = all
            .find(|modifier| modifier.kind == ModifierKind::Final)
            .map(|modifier| modifier.range)
        else {
            return;
        };
        let found = report(codes::MODIFIER, range, "`final` is no modifier of a field")
            .label("of a field, `final` stands in place of `var`")
            .help("write `final x = 1;`");
        self.reports.push(found);
    }

    pub(crate) fn drop_metadata(&mut self, count: u32) {
        for _ in 0..count {
            self.pop::<Metadata>();
        }
    }

    /// Reports the modifiers that are not in `allowed`.
    fn allow_modifiers(&mut self, modifiers: Modifiers, allowed: &[ModifierKind], what: &str) {
        let wrong: Vec<Modifier> = self
            .file
            .ast
            .list(modifiers.list)
            .iter()
            .filter(|modifier| !allowed.contains(&modifier.kind))
            .copied()
            .collect();
        for modifier in wrong {
            let word = modifier.kind.keyword();
            let allowed: Vec<String> = allowed
                .iter()
                .map(|kind| format!("`{}`", kind.keyword()))
                .collect();
            let found = report(
                codes::MODIFIER,
                modifier.range,
                format!("{what} cannot be `{word}`"),
            )
            .label(format!("only {} may stand here", allowed.join(", ")))
            .fix("remove it", vec![(here(modifier.range), String::new())]);
            self.reports.push(found);
        }
    }

    // ------------------------------------------------------------------------------------------------------- members

    pub(crate) fn member(
        &mut self,
        metadata: List<Metadata>,
        modifiers: Modifiers,
        start: u32,
        end: u32,
    ) -> u32 {
        let Some((name, kind)) = self.member.take() else {
            return 0;
        };
        self.refuse_repeated(modifiers, false);
        self.refuse_final_field(modifiers, kind);
        self.push(Member {
            name,
            doc: self.doc_before(start, name.range.start),
            metadata,
            modifiers,
            kind,
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn field_member(
        &mut self,
        is_final: bool,
        optional: bool,
        name: Ident,
        property: bool,
        ty: Option<TypeId>,
        init: Option<Body>,
    ) {
        let property = if property { self.property.take() } else { None };
        let kind = MemberKind::Field {
            is_final,
            optional,
            property,
            ty,
            init,
        };
        self.member = Some((name, kind));
    }

    /// A field without value ends with `;`, or with the brace of its type.
    pub(crate) fn field_without_semicolon(&mut self, end: u32) -> Option<Body> {
        let index = self.control.index.get() as usize;
        let last = index.checked_sub(1).and_then(|last| self.tokens.get(last));
        if !last.is_some_and(|last| last.kind == crate::lexer::TokenKind::RightBrace) {
            self.reports.push(super::message::missing_semicolon(end));
        }
        None
    }

    pub(crate) fn method(
        &mut self,
        optional: bool,
        name: Ident,
        type_params: List<TypeParameter>,
        params: u32,
        result: Option<TypeId>,
        body: Option<Body>,
    ) {
        let params = self.take(params);
        let kind = MemberKind::Method {
            signature: Signature {
                type_params,
                params,
                result,
            },
            body,
            optional,
        };
        self.member = Some((name, kind));
    }

    pub(crate) fn property(&mut self, get: Ident, set: Ident) {
        self.property = Some(Property {
            get: self.accessor(get, true),
            set: self.accessor(set, false),
        });
    }

    fn accessor(&self, word: Ident, read: bool) -> Accessor {
        let words = self.words;
        let access = match word.name {
            name if name == words.default => PropertyAccess::Default,
            name if name == words.null => PropertyAccess::Null,
            name if name == words.never => PropertyAccess::Never,
            name if name == words.dynamic => PropertyAccess::Dynamic,
            name if name == words.get && read => PropertyAccess::Get,
            name if name == words.set && !read => PropertyAccess::Set,
            other => PropertyAccess::Other(other),
        };
        Accessor {
            access,
            range: word.range,
        }
    }

    #[allow(clippy::too_many_arguments)] // One per symbol of the rule.
    pub(crate) fn constructor(
        &mut self,
        metadata: List<Metadata>,
        name: Ident,
        type_params: List<TypeParameter>,
        params: Option<u32>,
        result: Option<TypeId>,
        start: u32,
        end: u32,
    ) -> u32 {
        let list = self.take(params.unwrap_or(0));
        self.push(Member {
            name,
            doc: self.doc_before(start, name.range.start),
            metadata,
            modifiers: Modifiers::default(),
            kind: MemberKind::Constructor {
                signature: Signature {
                    type_params,
                    params: list,
                    result,
                },
                has_params: params.is_some(),
            },
            range: TextRange::new(start, end),
        })
    }

    // -------------------------------------------------------------------------------------------------- declarations

    fn declare(&mut self, name: Ident, type_params: List<TypeParameter>, kind: DeclarationKind) {
        self.check_type_name(name);
        self.declaration = Some(Declaration {
            name,
            doc: None,
            metadata: List::EMPTY,
            modifiers: Modifiers::default(),
            type_params,
            kind,
            range: name.range,
        });
    }

    fn check_type_name(&mut self, name: Ident) {
        let text = name.name.as_str();
        let first = text.trim_start_matches('_').chars().next();
        if first.is_some_and(|first| first.is_ascii_lowercase()) {
            let mut better = text.to_owned();
            if let Some(at) = text.find(|letter: char| letter != '_')
                && let Some(letter) = better.get_mut(at..=at)
            {
                letter.make_ascii_uppercase();
            }
            let found = report(
                codes::TYPE_NAME,
                name.range,
                format!("the type `{text}` begins with a small letter"),
            )
            .label("names of types begin with a capital letter")
            .help(format!("name it `{better}`"));
            self.reports.push(found);
        }
    }

    pub(crate) fn heritage(&mut self, implements: bool, ty: TypeId, start: u32) -> u32 {
        self.stacks.heritages.push(Heritage {
            implements,
            ty,
            start,
        });
        1
    }

    fn heritages(&mut self, count: u32) -> (List<TypeId>, List<TypeId>, Vec<Heritage>) {
        let from = self.stacks.heritages.len().saturating_sub(count as usize);
        let all = self.stacks.heritages.split_off(from);
        let of = |implements: bool| {
            all.iter()
                .filter(move |heritage| heritage.implements == implements)
                .map(|heritage| heritage.ty)
        };
        let extends = self.file.ast.push_list(of(false));
        let implements = self.file.ast.push_list(of(true));
        (extends, implements, all)
    }

    pub(crate) fn class(
        &mut self,
        form: ClassForm,
        name: Ident,
        type_params: List<TypeParameter>,
        heritages: u32,
        members: u32,
    ) {
        let members = self.take(members);
        let (extends, implements, all) = self.heritages(heritages);
        let wrong = match form {
            ClassForm::Class => all
                .iter()
                .filter(|h| !h.implements)
                .nth(1)
                .map(|second| (*second, "a class extends one class", "a second `extends`")),
            ClassForm::Interface => all.iter().find(|h| h.implements).map(|first| {
                let why = "an interface cannot implement: it extends other interfaces";
                (*first, "an interface implements nothing", why)
            }),
        };
        if let Some((heritage, message, label)) = wrong {
            let len = if heritage.implements { 10 } else { 7 };
            let place = TextRange::new(heritage.start, heritage.start + len);
            self.reports
                .push(report(codes::HERITAGE, place, message).label(label));
        }
        let kind = DeclarationKind::Class {
            form,
            extends,
            implements,
            members,
        };
        self.declare(name, type_params, kind);
    }

    #[allow(clippy::too_many_arguments)] // One per symbol of the rule.
    pub(crate) fn macro_class(
        &mut self,
        name: Option<Ident>,
        name_end: u32,
        type_params: List<TypeParameter>,
        heritages: u32,
        members: u32,
        start: u32,
        end: u32,
    ) -> DeclarationId {
        let members = self.take(members);
        let (extends, implements, _) = self.heritages(heritages);
        let name = name.unwrap_or(Ident {
            name: self.words.empty,
            range: TextRange::new(name_end, name_end),
        });
        let declaration = Declaration {
            name,
            doc: None,
            metadata: List::EMPTY,
            modifiers: Modifiers::default(),
            type_params,
            kind: DeclarationKind::Class {
                form: ClassForm::Class,
                extends,
                implements,
                members,
            },
            range: TextRange::new(start, end),
        };
        DeclarationId::from_index(self.file.ast.push_one(declaration))
    }

    pub(crate) fn enumeration(
        &mut self,
        name: Ident,
        type_params: List<TypeParameter>,
        constructors: u32,
    ) {
        let constructors = self.take(constructors);
        self.declare(name, type_params, DeclarationKind::Enum { constructors });
    }

    pub(crate) fn abstract_relation(
        &mut self,
        word: Word,
        ty: TypeId,
        start: u32,
        end: u32,
    ) -> u32 {
        let to = word.text == self.words.to;
        if !to && word.text != self.words.from {
            let found = report(
                codes::UNEXPECTED_TOKEN,
                TextRange::new(start, end),
                format!("unexpected `{}`", word.text),
            )
            .label("expected `from`, `to` or `{`");
            self.reports.push(found);
            return 0;
        }
        self.stacks.relations.push(Relation { to, ty });
        1
    }

    pub(crate) fn abstraction(
        &mut self,
        name: Ident,
        type_params: List<TypeParameter>,
        underlying: Option<TypeId>,
        relations: u32,
        members: u32,
    ) {
        let members = self.take(members);
        let at = self
            .stacks
            .relations
            .len()
            .saturating_sub(relations as usize);
        let all = self.stacks.relations.split_off(at);
        let of = |to: bool| all.iter().filter(move |r| r.to == to).map(|r| r.ty);
        let from = self.file.ast.push_list(of(false));
        let to = self.file.ast.push_list(of(true));
        let kind = DeclarationKind::Abstract {
            is_enum: false,
            underlying,
            from,
            to,
            members,
        };
        self.declare(name, type_params, kind);
    }

    pub(crate) fn enum_abstract(&mut self) {
        if let Some(declaration) = &mut self.declaration
            && let DeclarationKind::Abstract { is_enum, .. } = &mut declaration.kind
        {
            *is_enum = true;
        }
    }

    pub(crate) fn typedef(&mut self, name: Ident, type_params: List<TypeParameter>, ty: TypeId) {
        self.declare(name, type_params, DeclarationKind::Typedef { ty });
    }

    /// A `var`, `final` or `function` outside of all types.
    pub(crate) fn module_field(&mut self) {
        let Some((name, kind)) = self.member.take() else {
            return;
        };
        let member = self.file.ast.push_list([Member {
            name,
            doc: None,
            metadata: List::EMPTY,
            modifiers: Modifiers::default(),
            kind,
            range: name.range,
        }]);
        self.declaration = Some(Declaration {
            name,
            doc: None,
            metadata: List::EMPTY,
            modifiers: Modifiers::default(),
            type_params: List::EMPTY,
            kind: DeclarationKind::Field(member),
            range: name.range,
        });
    }

    pub(crate) fn declaration(
        &mut self,
        metadata: List<Metadata>,
        modifiers: Modifiers,
        start: u32,
        end: u32,
    ) {
        use ModifierKind::*;
        let Some(mut declaration) = self.declaration.take() else {
            return;
        };
        declaration.metadata = metadata;
        declaration.modifiers = modifiers;
        declaration.range = TextRange::new(start, end);
        declaration.doc = self.doc_before(start, declaration.name.range.start);
        let of_type = !matches!(declaration.kind, DeclarationKind::Field(_));
        self.refuse_repeated(modifiers, of_type);
        match &mut declaration.kind {
            DeclarationKind::Class { .. } => {
                self.allow_modifiers(modifiers, &[Private, Extern, Final, Abstract], "a class");
            }
            DeclarationKind::Enum { .. } => {
                self.allow_modifiers(modifiers, &[Private, Extern], "an enum");
            }
            DeclarationKind::Abstract { is_enum, .. } => {
                let words = self.words;
                *is_enum |= self
                    .file
                    .ast
                    .list(metadata)
                    .iter()
                    .any(|entry| entry.compiler && entry.name.name == words.enum_);
                self.allow_modifiers(modifiers, &[Private, Extern], "an abstract");
            }
            DeclarationKind::Typedef { .. } => {
                self.allow_modifiers(modifiers, &[Private, Extern], "a typedef");
            }
            DeclarationKind::Field(member) => {
                if let Some(member) = self.file.ast.list(*member).first().copied() {
                    self.refuse_final_field(modifiers, member.kind);
                }
                let (doc, range) = (declaration.doc, declaration.range);
                *member = self.file.ast.map_list(*member, |member| {
                    member.metadata = metadata;
                    member.modifiers = modifiers;
                    member.doc = doc;
                    member.range = range;
                });
                let allowed = [Private, Inline, Macro, Dynamic, Extern, Overload];
                self.allow_modifiers(modifiers, &allowed, "a field of a module");
            }
        }
        self.file.declarations.push(declaration);
    }

    // ------------------------------------------------------------------------------------------------------- imports

    pub(crate) fn package(&mut self, count: u32, start: u32, end: u32) {
        let path = self.take(count);
        self.file.package = Some(Package {
            path,
            range: TextRange::new(start, end),
        });
    }

    pub(crate) fn import(&mut self, count: u32, mode: ImportMode, start: u32, end: u32) {
        let path = self.take(count);
        let range = TextRange::new(start, end);
        if let Some(first) = self.file.declarations.first() {
            let word = match mode {
                ImportMode::Plain | ImportMode::All | ImportMode::Alias(_) => "import",
                ImportMode::Using => "using",
            };
            let found = report(
                codes::MISPLACED_IMPORT,
                range,
                format!("`{word}` behind a declaration"),
            )
            .label("must stand before all declarations")
            .secondary(here(first.name.range), "the first declaration");
            self.reports.push(found);
        }
        self.file.imports.push(Import { path, mode, range });
    }

    /// `import a.B as C;`
    pub(crate) fn import_as(&mut self, count: u32, word: Word, alias: Ident, start: u32, end: u32) {
        if word.text != self.words.as_ {
            let before = alias.range.start.saturating_sub(1);
            let place = TextRange::new(
                before.saturating_sub(word.text.as_str().len() as u32),
                before,
            );
            let found = report(
                codes::UNEXPECTED_TOKEN,
                place,
                format!("unexpected `{}`", word.text),
            )
            .label("expected `as`, `.` or `;`");
            self.reports.push(found);
        }
        self.import(count, ImportMode::Alias(alias), start, end);
    }
}
