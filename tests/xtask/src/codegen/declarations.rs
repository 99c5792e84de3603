//! The functions that `prelude/hx` declares, and their bindings, read with the compiler's own parser.

use hx2rs_base::Defines;
use hx2rs_syntax::ast::{
    Ast, Declaration as TypeDeclaration, DeclarationKind, ExprKind, FileAst, List, Member,
    MemberKind, Metadata, ModifierKind, Signature, TypeArgument, TypeId, TypeKind,
};
use hx2rs_syntax::{ParsedText, parse_text};

use super::Source;

/// A type as far as leaf functions know it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HaxeType {
    Int,
    Float,
    Bool,
    String,
    /// What a `haxe.Int64` is at run time.
    Int64,
    Void,
    Other,
}

/// A function of a class.
pub(super) struct Declaration {
    /// `haxe.Exception`.
    pub class: String,
    /// `toString`; `new` for a constructor.
    pub member: String,
    /// `@:rust("…")`.
    pub rust: Option<String>,
    /// `@:intrinsic`.
    pub intrinsic: bool,
    /// `@:compiler`.
    pub compiler: bool,
    pub has_body: bool,
    /// What an instance method is called on.
    pub receiver: Option<HaxeType>,
    /// Types, and whether they can be null: `?x:T`, `Null<T>`.
    pub parameters: Vec<(HaxeType, bool)>,
    pub result: (HaxeType, bool),
}

/// All functions of all classes.
pub(super) fn read(sources: &[Source]) -> Result<Vec<Declaration>, String> {
    let mut all = Vec::new();
    for source in sources {
        let ParsedText {
            file, diagnostics, ..
        } = parse_text(&source.text, &Defines::default());
        if let Some(diagnostic) = diagnostics.first() {
            return Err(format!(
                "prelude/hx/{}: {}",
                source.path, diagnostic.message
            ));
        }
        let module = source.path.trim_end_matches(".hx").replace('/', ".");
        for declaration in &file.declarations {
            class(&module, &file, declaration, &mut all);
        }
    }
    Ok(all)
}

fn class(module: &str, file: &FileAst, declaration: &TypeDeclaration, all: &mut Vec<Declaration>) {
    // What an abstract declares without a binding is an operator of what it stands for.
    let (members, is_abstract) = match declaration.kind {
        DeclarationKind::Class { members, .. } => (members, false),
        DeclarationKind::Abstract { members, .. } => (members, true),
        DeclarationKind::Enum { .. }
        | DeclarationKind::Typedef { .. }
        | DeclarationKind::Field { .. } => return,
    };
    let name = declaration.name.name.as_str();
    let class = match module.rsplit_once('.') {
        Some((package, _)) => format!("{package}.{name}"),
        None => String::from(name),
    };
    for member in file.list(members) {
        if let MemberKind::Method {
            signature, body, ..
        } = member.kind
            && (!is_abstract || rust_path(file, member.metadata).is_some())
        {
            all.push(function(&class, file, member, signature, body.is_some()));
        }
    }
}

fn function(
    class: &str,
    ast: &Ast,
    member: &Member,
    signature: Signature,
    has_body: bool,
) -> Declaration {
    let name = member.name.name.as_str();
    let is_static = member.modifiers.contains(ModifierKind::Static) || name == "new";
    let receiver = match class {
        _ if is_static => None,
        "String" => Some(HaxeType::String),
        "haxe.Int64" => Some(HaxeType::Int64),
        _ => Some(HaxeType::Other),
    };
    let parameters = ast.list(signature.params).iter().map(|parameter| {
        let (ty, nullable) = parameter
            .ty
            .map_or((HaxeType::Other, false), |ty| haxe_type(ast, ty));
        (ty, nullable || parameter.optional)
    });
    Declaration {
        class: String::from(class),
        member: String::from(name),
        rust: rust_path(ast, member.metadata),
        intrinsic: has_metadata(ast, member.metadata, "intrinsic"),
        compiler: has_metadata(ast, member.metadata, "compiler"),
        has_body,
        receiver,
        parameters: parameters.collect(),
        result: match signature.result {
            Some(result) => haxe_type(ast, result),
            None => (HaxeType::Void, false),
        },
    }
}

fn has_metadata(ast: &Ast, metadata: List<Metadata>, name: &str) -> bool {
    let all = ast.list(metadata);
    all.iter()
        .any(|entry| entry.compiler && entry.name.name.as_str() == name)
}

/// The text of `@:rust("…")`.
fn rust_path(ast: &Ast, metadata: List<Metadata>) -> Option<String> {
    let all = ast.list(metadata);
    let entry = all
        .iter()
        .find(|entry| entry.compiler && entry.name.name.as_str() == "rust")?;
    let argument = ast.list(entry.args).first()?;
    let ExprKind::String { value, .. } = ast.expr(*argument).kind else {
        return None;
    };
    Some(String::from(value.as_str()))
}

fn haxe_type(ast: &Ast, ty: TypeId) -> (HaxeType, bool) {
    let TypeKind::Path { segments, args } = ast.ty(ty).kind else {
        return (HaxeType::Other, false);
    };
    let Some(name) = ast.list(segments).last() else {
        return (HaxeType::Other, false);
    };
    let ty = match name.name.as_str() {
        "Int" => HaxeType::Int,
        "Float" => HaxeType::Float,
        "Bool" => HaxeType::Bool,
        "String" => HaxeType::String,
        "Int64" => HaxeType::Int64,
        "Void" => HaxeType::Void,
        "Null" => {
            let inner = ast.list(args).first();
            return match inner {
                Some(TypeArgument::Type(inner)) => (haxe_type(ast, *inner).0, true),
                Some(TypeArgument::Expr(_)) | None => (HaxeType::Other, true),
            };
        }
        _ => HaxeType::Other,
    };
    (ty, false)
}
