//! The whole typed program as one value: what the engines run and emit. It refers to no database.

use crate::{
    ClassDef, Function, FunctionParam, FunctionTy, Implementation, Ty, TyKind, TypeDef, TypedBody,
};
use hx2rs_base::{DefId, FileId, MemberId, Name, STANDARD_ROOT, TextRange};
use indexmap::IndexMap;
use std::path::Path;
use std::sync::Arc;

/// Everything that the main class reaches, without errors.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// `static function main`.
    pub main: Option<MemberId>,
    /// What runs once `main` is done, if the program has something for it to do: the loop of `haxe.EntryPoint`.
    pub after_main: Option<MemberId>,
    /// Functions that Rust code calls: what `@:expose` marks, a static function or all public ones of a type.
    pub exposed: Vec<MemberId>,
    /// Modules in load order; their types in order of the source.
    pub modules: IndexMap<Name, Module>,
    /// All reached types.
    pub types: IndexMap<DefId, TypeDef>,
    /// All functions of reached types: static, methods, constructors.
    pub functions: IndexMap<MemberId, Arc<Function>>,
    /// Static variables with initialisers, in the order in which they are initialised before `main`.
    pub static_order: Vec<MemberId>,
    /// The files, for positions.
    pub files: IndexMap<FileId, SourceText>,
    /// Where the body of each member starts in its file: what positions inside bodies count from.
    pub body_starts: IndexMap<MemberId, u32>,
    /// Structure types that are other ones when the program is shipped, and these.
    pub structure_forms: IndexMap<Ty, Ty>,
}

/// A module: one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Module {
    /// Dotted path.
    pub path: Name,
    /// Its file.
    pub file: FileId,
    /// Its types, in order of the source.
    pub types: Vec<DefId>,
}

/// A file as running programs name it: below an absolute class path without that, as officially.
fn shown_path(path: &str, module: Name) -> &str {
    let below = format!("{}.hx", module.as_str().replace('.', "/"));
    if Path::new(path).is_absolute() && path.ends_with(&format!("/{below}")) {
        &path[path.len() - below.len()..]
    } else {
        path
    }
}

/// A file's path, text and line starts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceText {
    /// Class path and file.
    pub path: Arc<str>,
    /// As `trace` shows it: see [`shown_path`].
    pub shown: Arc<str>,
    /// The text.
    pub text: Arc<str>,
    /// Byte offset of each line's first byte.
    pub line_starts: Arc<[u32]>,
}

impl SourceText {
    /// The text of a module's file with its lines found.
    pub fn new(path: Arc<str>, module: Name, text: Arc<str>) -> Self {
        let shown = shown_path(&path, module);
        let shown = if shown == &*path {
            Arc::clone(&path)
        } else {
            shown.into()
        };
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(breaks.map(|(at, _)| at as u32 + 1))
            .collect();
        Self {
            path,
            shown,
            text,
            line_starts,
        }
    }

    /// Whether it is one of the standard library's.
    pub fn is_standard(&self) -> bool {
        self.path.starts_with(STANDARD_ROOT)
    }

    /// Line (from 1) of a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    /// Line and column of a byte offset, both from 1; the column counts code points.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        let start = self
            .line_starts
            .get(line as usize - 1)
            .copied()
            .unwrap_or(0);
        let before = self
            .text
            .get(start as usize..offset as usize)
            .unwrap_or_default();
        (line, before.chars().count() as u32 + 1)
    }
}

impl Program {
    /// The name of a type as the running program tells it.
    pub fn path(&self, def: DefId) -> String {
        match self
            .types
            .get(&def)
            .is_some_and(|found| found.header().is_private)
        {
            true => def.private_path(),
            false => def.path(),
        }
    }

    /// Path and line of a position inside the body of `member`.
    pub fn position(&self, member: MemberId, file: FileId, offset: u32) -> Option<(&str, u32)> {
        let source = self.files.get(&file)?;
        let start = self.body_starts.get(&member).copied().unwrap_or(0);
        Some((&source.shown, source.line(start + offset)))
    }

    /// A range inside the body of `member`, from the start of its file.
    pub fn absolute(&self, member: MemberId, range: TextRange) -> TextRange {
        range.shifted(self.body_starts.get(&member).copied().unwrap_or(0))
    }

    /// All code of the program's own modules, the standard library left out: initialisers and functions of each type,
    /// in order of modules and types.
    pub fn own_bodies(&self) -> impl Iterator<Item = (MemberId, &TypedBody)> {
        let is_own = |module: &&Module| {
            let file = self.files.get(&module.file);
            file.is_some_and(|file| !file.is_standard())
        };
        let types = self.modules.values().filter(is_own);
        let types = types.flat_map(|module| &module.types);
        let types = types.filter_map(|def| self.types.get(def));
        types.flat_map(|def| {
            let fields = def.fields().into_iter();
            let values = fields.filter_map(|field| Some((field.id, field.initialiser.as_ref()?)));
            let functions = def.functions().into_iter();
            let code = functions.filter_map(|id| Some((id, self.functions.get(&id)?.body()?)));
            values.chain(code)
        })
    }

    /// The static functions of a class that are found by their names. Of those that are Rust in the prelude, what any program
    /// may call: the others are its own affair.
    pub fn named_functions<'p>(
        &'p self,
        class: &'p ClassDef,
    ) -> impl Iterator<Item = MemberId> + 'p {
        let functions = class.functions.iter().copied();
        functions.filter(|id| {
            let function = self.functions.get(id);
            function.is_some_and(|it| match it.implementation {
                Implementation::Native(_) => it.is_public && it.type_params.is_empty(),
                Implementation::Body(_)
                | Implementation::BodyOrNative(..)
                | Implementation::Abstract => true,
            })
        })
    }

    /// A type with the typedefs at its top expanded (not those inside).
    pub fn expand(&self, ty: Ty) -> Ty {
        let mut ty = ty;
        // A chain of typedefs is shorter than the number of types; the checker has rejected cycles.
        for _ in 0..=self.types.len() {
            let TyKind::Alias(def, arguments) = ty.kind() else {
                return self.form(ty);
            };
            let Some(TypeDef::Alias(alias)) = self.types.get(def) else {
                return ty;
            };
            let params = alias.header.type_params.iter().map(|param| param.id);
            let map: Vec<_> = params.zip(arguments.iter().copied()).collect();
            ty = alias.ty.substitute(&map);
        }
        ty
    }

    /// What a type is when the program is shipped: structure types may be other ones then.
    pub fn form(&self, ty: Ty) -> Ty {
        self.structure_forms.get(&ty).copied().unwrap_or(ty)
    }

    /// The one way of writing a type, for keys: typedefs expanded wherever they stand, but for those of the fields of a
    /// structure (which may lead back to it), and function types without the names of parameters.
    pub fn canonical(&self, ty: Ty) -> Ty {
        let ty = self.expand(ty);
        if let TyKind::Function(function) = ty.kind() {
            let params = function.params.iter().map(|param| FunctionParam {
                name: None,
                ty: self.canonical(param.ty),
                ..param.clone()
            });
            return Ty::new(TyKind::Function(FunctionTy {
                params: params.collect(),
                result: self.canonical(function.result),
            }));
        }
        if let TyKind::Structure(_) = ty.kind() {
            return ty;
        }
        ty.map(&mut |inner| (inner != ty).then(|| self.canonical(inner)))
    }
}
