//! What is wrong with declarations: of modules ([`module`]), of classes and their super types ([`class`]), of members
//! ([`member`]). Bodies are checked by [`crate::lower`]; here all findings of a program come together.

mod class;
pub(crate) mod constraint;
mod definition;
mod member;
mod module;
mod overload;
mod redefinition;

use crate::definition::{Form, MemberForm, members, module_file, module_items};
use crate::reach::reached_modules;
use hx2rs_base::catalogue::modules;
use hx2rs_base::diagnostic::did_you_mean;
use hx2rs_base::{Db, DefId, Diagnostic, MemberId, Name, SourceFile, Space, Span, TextRange, Work};
use hx2rs_syntax::ast::{Ast, MemberKind, ModifierKind, Modifiers};
use hx2rs_syntax::syntax_diagnostics;
use std::sync::Arc;

/// Everything that is wrong with the modules that a program reaches, in load order.
pub fn program_diagnostics(db: &dyn Db) -> Vec<Diagnostic> {
    let mut found = main_diagnostics(db);
    for module in reached_modules(db) {
        let Some(file) = module_file(db, *module) else {
            continue;
        };
        found.extend(file_diagnostics(db, file));
    }
    // A body that mentions a wrong declaration may be lowered strangely, which is no news.
    let is_fault = |it: &Diagnostic| it.code == hx2rs_base::catalogue::internal::INVALID_HIR;
    if found.iter().any(|it| it.is_error() && !is_fault(it)) {
        found.retain(|it| !is_fault(it));
    }
    found
}

/// Everything that is wrong with a file: its syntax; if that is fine, its declarations and bodies.
pub fn file_diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    let syntax = syntax_diagnostics(db, file);
    // Wrong syntax leaves holes, and what is wrong with those is no news.
    if syntax.iter().any(Diagnostic::is_error) {
        return syntax.clone();
    }
    let mut found = syntax.clone();
    found.extend(declaration_diagnostics(db, file).iter().cloned());
    for member in file_members(db, file) {
        let is_left_out = crate::definition::member_item(db, member)
            .is_some_and(member::is_unsupported_part_of_abstract);
        if !is_left_out && crate::definition::body_tree(db, member).is_some() {
            let of_body = crate::lower::infer_body(db, member).diagnostics.iter();
            found.extend(of_body.map(|diagnostic| placed(db, diagnostic)));
        }
        found.extend(crate::lint::findings(db, member).iter().cloned());
    }
    found
}

/// A finding of a body with the places of the declarations that it mentions.
fn placed(db: &dyn Db, diagnostic: &Diagnostic) -> Diagnostic {
    let mut diagnostic = diagnostic.clone();
    for label in &mut diagnostic.labels {
        label.span = placed_span(db, label.span);
    }
    for (span, _) in diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits) {
        *span = placed_span(db, *span);
    }
    diagnostic
}

fn placed_span(db: &dyn Db, span: Span) -> Span {
    let Some(member) = span.declaration().or(span.declared_type()) else {
        return span;
    };
    let Some((file, tree, syntax)) = crate::definition::member_place(db, member) else {
        return span;
    };
    let ty = match syntax.kind {
        MemberKind::Field { ty, .. } => ty,
        MemberKind::Method { signature, .. } | MemberKind::Constructor { signature, .. } => {
            signature.result
        }
    };
    let ty = ty.filter(|_| span.declared_type().is_some());
    let range = ty.map_or(syntax.name.range, |ty| tree.ty(ty).range);
    Span::absolute(file.id(db), range)
}

/// All members that a file declares, in order.
pub(crate) fn file_members(db: &dyn Db, file: SourceFile) -> impl Iterator<Item = MemberId> {
    let types = module_items(db, file).types.values();
    types.flat_map(move |shape| members(db, shape.id).list.iter().map(|item| item.id))
}

#[salsa::tracked]
fn declaration_diagnostics(db: &dyn Db, file: SourceFile) -> Vec<Diagnostic> {
    db.tell(Work::Declarations(Arc::clone(file.path(db))));
    let mut found = Vec::new();
    module::check(db, file, &mut found);
    for shape in module_items(db, file).types.values() {
        definition::check(db, shape, &mut found);
        match shape.form {
            Form::Class | Form::Interface => class::check(db, shape.id, &mut found),
            Form::Enum | Form::Alias | Form::Abstract | Form::EnumAbstract | Form::ModuleFields => {
            }
        }
        member::check(db, shape, &mut found);
    }
    found
}

/// The main module, and `main` in it.
fn main_diagnostics(db: &dyn Db) -> Vec<Diagnostic> {
    let Some(main) = db.project().main(db) else {
        return Vec::new();
    };
    let Some(file) = module_file(db, main) else {
        let mut diagnostic = Diagnostic::without_place(
            modules::MISSING_MAIN,
            format!("the main module `{main}` is in no class path"),
        );
        let own = db.project().modules(db).iter();
        let own = own.filter(|(_, file)| !file.is_standard(db));
        let names = own.map(|(name, _)| name.as_str());
        if let Some(near) = did_you_mean(main.as_str(), names) {
            diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
        }
        return vec![diagnostic];
    };
    if file.text(db).is_none() {
        return Vec::new();
    }
    if let Some(function) = main_function(db) {
        let params = &crate::lookup::declared_signature(db, function).params;
        if params.is_empty() {
            return Vec::new();
        }
        let span = placed_span(db, Span::of_declaration(file.id(db), function));
        let what = "`main` takes no parameters: nobody calls it with values";
        let diagnostic = Diagnostic::new(modules::NO_MAIN_FUNCTION, span, what);
        return vec![diagnostic.help("arguments of the command line are in `Sys.args()`")];
    }
    let is_broken = syntax_diagnostics(db, file)
        .iter()
        .any(Diagnostic::is_error);
    if is_broken {
        return Vec::new();
    }
    let start = Span::absolute(file.id(db), TextRange::default());
    vec![
        Diagnostic::new(
            modules::NO_MAIN_FUNCTION,
            start,
            format!("the main module `{main}` has no `static function main()`"),
        )
        .help("the program starts there: add it to the class that the module is named after"),
    ]
}

/// Where the program starts: `main` of the main module's class, or of the module itself.
pub fn main_function(db: &dyn Db) -> Option<MemberId> {
    let module = db.project().main(db)?;
    let class = DefId::new(module, crate::scope::split(module).1);
    let owners = [class, DefId::new(module, "")];
    owners.into_iter().find_map(|owner| {
        let item = members(db, owner).get(Name::new("main"), Space::Static)?;
        matches!(item.form, MemberForm::Function(_)).then_some(item.id)
    })
}

/// Where a modifier stands.
fn modifier_range(tree: &Ast, modifiers: Modifiers, kind: ModifierKind) -> Option<TextRange> {
    let list = tree.list(modifiers.list).iter();
    let mut found = list.filter(|modifier| modifier.kind == kind);
    found.next().map(|modifier| modifier.range)
}
