//! What is worth knowing of a body that is no mistake in the types: variables that nobody reads, code that never runs, what is
//! deprecated; and what null safety says where a program asks for it with `@:nullSafety`. Only bodies without errors are looked
//! at, and none of the standard library.
//!
//! `@:suppressWarnings` on a member or its type hides the warnings.

mod deprecated;
mod null_safety;
mod unreachable;
mod unused;

use crate::definition::{Form, MemberItem, definition, member_item, module_file, shape};
use crate::{Body, BodySpans, ExprId, Metadata};
use hx2rs_base::{Db, DefId, Diagnostic, FileId, MemberId, Project, Span, TextRange};

/// Everything that is to be said of a member, apart from its errors.
pub(crate) fn findings(db: &dyn Db, member: MemberId) -> &[Diagnostic] {
    findings_query(db, db.project(), member)
}

#[salsa::tracked(returns(ref))]
fn findings_query(db: &dyn Db, _project: Project, member: MemberId) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some(item) = member_item(db, member) else {
        return found;
    };
    let Some(file) = module_file(db, member.owner().module()) else {
        return found;
    };
    if file.is_standard(db) || item.is_added() {
        return found;
    }
    let metadata = Around::new(db, member, item);
    let mode = null_safety::Mode::of(&metadata);
    null_safety::check_member(db, item, mode, &mut found);
    if crate::definition::body_tree(db, member).is_none() {
        return found;
    }
    let lowered = crate::lower::infer_body(db, member);
    let Some(typed) = &lowered.body else {
        return found;
    };
    if lowered.diagnostics.iter().any(Diagnostic::is_error) {
        return found;
    }
    let context = Context {
        db,
        member,
        file: file.id(db),
        body: &typed.body,
        spans: &typed.spans,
    };
    if !metadata.is_silent(None) {
        unused::check(&context, &mut found);
        unreachable::check(&context, &mut found);
    }
    if !metadata.is_silent(Some("WDeprecated")) && !metadata.has(":deprecated") {
        deprecated::check(&context, &mut found);
    }
    null_safety::check(&context, mode, &mut found);
    found
}

/// A body and where it stands.
struct Context<'a> {
    db: &'a dyn Db,
    member: MemberId,
    file: FileId,
    body: &'a Body,
    spans: &'a BodySpans,
}

impl Context<'_> {
    fn span(&self, range: TextRange) -> Span {
        Span::in_body(self.file, self.member, range)
    }

    fn expr_span(&self, expr: ExprId) -> Span {
        self.span(self.spans.exprs[expr])
    }

    /// Calls `visit` with every expression, those in function expressions too.
    fn for_each(&self, visit: &mut impl FnMut(ExprId)) {
        if let Some(root) = self.body.root {
            self.body.for_each_below(root, true, visit);
        }
    }
}

/// The metadata around a body, from the inside out.
struct Around<'a> {
    lists: Vec<&'a [Metadata]>,
}

impl<'a> Around<'a> {
    fn new(db: &'a dyn Db, member: MemberId, item: &'a MemberItem) -> Self {
        let owner = member.owner();
        let mut around = Self::of_type(db, owner);
        around.lists.insert(0, &item.metadata[..]);
        around
    }

    /// The metadata of a type.
    fn of_type(db: &'a dyn Db, owner: DefId) -> Self {
        let mut lists = Vec::new();
        let form = shape(db, owner).map(|shape| shape.form);
        if form != Some(Form::ModuleFields)
            && let Some(owner) = definition(db, owner).as_ref()
        {
            lists.push(&owner.metadata[..]);
        }
        Self { lists }
    }

    /// The innermost metadata of this name.
    fn get(&self, name: &str) -> Option<&'a Metadata> {
        let all = self.lists.iter().flat_map(|list| list.iter());
        let mut named = all.filter(|entry| entry.name.as_str() == name);
        named.next()
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether warnings are hidden: all of them, or those of a name that the official compiler knows.
    fn is_silent(&self, warning: Option<&str>) -> bool {
        if self.has(":suppressWarnings") {
            return true;
        }
        let Some(asked) = self.get(":haxe.warning") else {
            return false;
        };
        asked.arguments.iter().any(|argument| match argument {
            crate::Const::String(text) => text
                .strip_prefix('-')
                .is_some_and(|text| text == "WAll" || Some(text) == warning),
            crate::Const::Null
            | crate::Const::Bool(_)
            | crate::Const::Int(_)
            | crate::Const::Float(_) => false,
        })
    }
}
