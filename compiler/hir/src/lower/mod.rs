//! One body's syntax tree → typed [`Body`](crate::Body), positions and diagnostics.

use crate::{Ty, TypedBody};
use hx2rs_base::{Db, Diagnostic, MemberId, Project};

/// A body with what inference found about its member.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoweredBody {
    /// The code.
    pub body: Option<TypedBody>,
    /// Types of the parameters inside the function, in order.
    pub params: Vec<Ty>,
    /// The result of a function, or the type of an initialiser.
    pub result: Ty,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// The typed body of a member.
pub fn infer_body(db: &dyn Db, member: MemberId) -> &LoweredBody {
    infer_body_query(db, db.project(), member)
}

#[salsa::tracked]
fn infer_body_query(_db: &dyn Db, _project: Project, _member: MemberId) -> LoweredBody {
    LoweredBody {
        body: None,
        params: Vec::new(),
        result: Ty::new(crate::TyKind::Error),
        diagnostics: Vec::new(),
    }
}
