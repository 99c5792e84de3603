//! Declarations as the engines see them, from queries.

use crate::definition::{
    Definition, Form, MemberForm, MemberItem, definition, member_item, member_place, place,
};
use crate::lookup::{Signature, signature};
use crate::maps::erased;
use crate::{
    AbstractDef, AliasDef, ClassDef, Constructor, EnumDef, Field, Function, FunctionKind, Header,
    Implementation, NativeId, Param, SourceText, Ty, TyKind, TypeDef, TypeParam, TypedBody, known,
};
use hx2rs_base::{Db, DefId, MemberId, Name, SourceFile, TextRange};
use hx2rs_syntax::parse_file;
use std::sync::Arc;

/// A type with those of its members that are needed.
pub(super) fn type_def(db: &dyn Db, def: DefId, needed: &[MemberId]) -> Option<TypeDef> {
    let definition = definition(db, def).as_ref()?;
    let header = header(db, definition)?;
    let fields = |is_static: bool| -> Vec<Field> {
        let items = needed.iter().filter_map(|member| member_item(db, *member));
        let declared = items
            .filter(|item| item.is_static() == is_static)
            .filter_map(|item| field(db, item));
        let mut fields: Vec<Field> = Vec::new();
        if is_static {
            fields = super::statics::of_bodies(db, needed);
        }
        fields.extend(declared);
        if is_static {
            fields.extend(super::statics::initialisation(db, def));
        }
        fields
    };
    let functions = |kind: FunctionKind| -> Vec<MemberId> {
        let wanted = MemberForm::Function(kind);
        let items = needed.iter().copied();
        items
            .filter(|member| member_item(db, *member).is_some_and(|item| item.form == wanted))
            .collect()
    };
    Some(match definition.form {
        Form::Class | Form::Interface | Form::ModuleFields => TypeDef::Class(ClassDef {
            header,
            is_interface: definition.form == Form::Interface,
            is_extern: definition.is_extern && crate::scope::is_standard(db, def),
            is_abstract: definition.is_abstract,
            is_final: definition.is_final,
            extends: definition
                .extends
                .map(|ty| erased(crate::lookup::expand(db, ty))),
            implements: {
                let all = definition.implements.iter();
                all.map(|ty| crate::lookup::expand(db, *ty))
                    .filter(|ty| ty.def() != Some(known::any_map()))
                    .map(erased)
                    .collect()
            },
            fields: fields(false),
            statics: fields(true),
            methods: functions(FunctionKind::Method),
            functions: functions(FunctionKind::Static),
            constructor: functions(FunctionKind::Constructor).into_iter().next(),
        }),
        Form::Enum => TypeDef::Enum(EnumDef {
            header,
            constructors: {
                let items = needed.iter().filter_map(|member| member_item(db, *member));
                items.filter_map(|item| constructor(db, item)).collect()
            },
        }),
        Form::Alias => TypeDef::Alias(AliasDef {
            header,
            ty: erased(definition.underlying.unwrap_or(Ty::new(TyKind::Error))),
        }),
        Form::Abstract | Form::EnumAbstract => TypeDef::Abstract(AbstractDef {
            header,
            underlying: definition.underlying.map(erased),
            is_enum: definition.form == Form::EnumAbstract,
            from: definition.from.iter().copied().map(erased).collect(),
            to: definition.to.iter().copied().map(erased).collect(),
            functions: needed
                .iter()
                .copied()
                .filter(|member| {
                    member_item(db, *member)
                        .is_some_and(|item| matches!(item.form, MemberForm::Function(_)))
                })
                .collect(),
            statics: fields(true),
        }),
    })
}

/// Parameters with types as engines see them.
fn erased_types(mut params: Vec<Param>) -> Vec<Param> {
    for param in &mut params {
        param.ty = erased(param.ty);
    }
    params
}

/// Constructors that constraints ask for are none of the engines' business: functions make the instances.
fn erased_params(db: &dyn Db, mut params: Vec<TypeParam>) -> Vec<TypeParam> {
    for param in &mut params {
        let constraints = param.constraints.iter();
        let constraints = constraints
            .filter_map(|constraint| crate::maker::without_constructor(db, *constraint))
            .map(erased);
        param.constraints = constraints.collect();
    }
    params
}

fn header(db: &dyn Db, definition: &Definition) -> Option<Header> {
    let (file, index) = place(db, definition.id)?;
    let declaration = parse_file(db, file).declarations.get(index)?;
    Some(Header {
        id: definition.id,
        file: file.id(db),
        range: declaration.name.range,
        doc: doc(db, file, declaration.doc),
        type_params: erased_params(db, definition.type_params.clone()),
        is_private: definition.is_private,
        metadata: definition.metadata.clone(),
    })
}

fn field(db: &dyn Db, item: &MemberItem) -> Option<Field> {
    let MemberForm::Variable {
        access,
        has_storage: true,
    } = item.form
    else {
        return None;
    };
    let (file, _, syntax) = member_place(db, item.id)?;
    let signature = signature(db, item.id);
    Some(Field {
        id: item.id,
        ty: erased(signature.result),
        access,
        is_public: signature.is_public,
        is_inline: item.is_inline,
        replaces: crate::definition::replaced(item.id).filter(|_| item.replaces),
        initialiser: (!crate::maker::moves(db, item))
            .then(|| typed_body(db, item))
            .flatten(),
        range: syntax.name.range,
        doc: doc(db, file, syntax.doc),
        metadata: item.metadata.clone(),
    })
}

fn typed_body(db: &dyn Db, item: &MemberItem) -> Option<TypedBody> {
    if !item.has_body {
        return None;
    }
    let body = crate::lower::infer_body(db, item.id).body.clone()?;
    placed(db, item.id, body)
}

/// A body as engines see it: `around` is the member in whose text it stands.
pub(super) fn placed(db: &dyn Db, around: MemberId, mut body: TypedBody) -> Option<TypedBody> {
    crate::maps::erase_body(&mut body);
    if body.body.here.is_empty() {
        return Some(body);
    }
    let (file, ..) = member_place(db, around)?;
    let text = file.text(db).clone().unwrap_or_else(|| "".into());
    let source = SourceText::new(Arc::clone(file.path(db)), file.module(db), text);
    let start = crate::declaration::body_start(db, around);
    Some(body.placed(&source.shown, start, |offset| source.line(offset)))
}

fn constructor(db: &dyn Db, item: &MemberItem) -> Option<Constructor> {
    let (file, _, syntax) = member_place(db, item.id)?;
    let Signature { params, result, .. } = signature(db, item.id);
    Some(Constructor {
        id: item.id,
        params: erased_types(params.clone()),
        result: erased(*result),
        range: syntax.name.range,
        doc: doc(db, file, syntax.doc),
    })
}

/// A function with its body or native.
pub(super) fn function(db: &dyn Db, member: MemberId) -> Option<Function> {
    let item = member_item(db, member)?;
    let MemberForm::Function(kind) = item.form else {
        return None;
    };
    let (file, _, syntax) = member_place(db, member)?;
    let signature = signature(db, member);
    let mut type_params = signature.type_params.clone();
    let mut params = signature.params.clone();
    let mut kind = kind;
    // A method of an abstract is a static function that takes the value first.
    let is_of_abstract = definition(db, member.owner())
        .as_ref()
        .filter(|it| matches!(it.form, Form::Abstract | Form::EnumAbstract));
    // Its constructor is one that gives the value.
    let is_instance = matches!(kind, FunctionKind::Method | FunctionKind::Constructor);
    if let Some(owner) = is_of_abstract.filter(|_| is_instance) {
        type_params.splice(0..0, owner.type_params.iter().cloned());
    }
    if let (Some(_), FunctionKind::Constructor) = (is_of_abstract, kind) {
        kind = FunctionKind::Static;
    }
    if let (Some(owner), FunctionKind::Method) = (is_of_abstract, kind) {
        kind = FunctionKind::Static;
        params.insert(
            0,
            Param {
                name: Name::new("this"),
                ty: erased(owner.underlying.unwrap_or(Ty::new(TyKind::Error))),
                optional: false,
                default: None,
                rest: false,
            },
        );
    }
    Some(Function {
        id: member,
        kind,
        type_params: erased_params(db, type_params),
        params: erased_types(params),
        result: erased(match is_of_abstract.and_then(|owner| owner.underlying) {
            Some(this) if crate::lower::changes_this(db, member) => {
                crate::lower::given(signature.result, this)
            }
            Some(_) | None => signature.result,
        }),
        is_public: signature.is_public,
        is_override: item.is_override,
        is_inline: item.is_inline,
        is_final: item.is_final,
        implementation: implementation(db, file, item),
        file: file.id(db),
        range: syntax.name.range,
        doc: doc(db, file, syntax.doc),
        metadata: item.metadata.clone(),
    })
}

fn implementation(db: &dyn Db, file: SourceFile, item: &MemberItem) -> Implementation {
    let body = typed_body(db, item);
    let native = if file.is_standard(db) {
        native(item.id)
    } else {
        None
    };
    match (body, native) {
        (Some(body), Some(native)) => Implementation::BodyOrNative(body, native),
        (Some(body), None) => Implementation::Body(body),
        (None, Some(native)) => Implementation::Native(native),
        (None, None) => Implementation::Abstract,
    }
}

/// The native function that implements a declaration of the standard library.
fn native(member: MemberId) -> Option<NativeId> {
    NativeId::of(&member.owner().path(), member.name().as_str())
}

/// A doc comment without its marks: the stars around it, and the margin of its lines.
pub(super) fn doc(db: &dyn Db, file: SourceFile, range: Option<TextRange>) -> Option<Arc<str>> {
    let range = range?;
    let text = file.text(db).as_ref()?;
    let comment = text.get(range.start as usize..range.end as usize)?;
    let inner = comment.trim_start_matches('/').trim_end_matches('/');
    let inner = inner.trim_start_matches('*').trim_end_matches('*');
    let lines = inner.lines().map(|line| {
        let line = line.trim();
        let line = line.strip_prefix('*').unwrap_or(line);
        line.strip_prefix(' ').unwrap_or(line)
    });
    let lines: Vec<&str> = lines.collect();
    Some(lines.join("\n").trim().into())
}
