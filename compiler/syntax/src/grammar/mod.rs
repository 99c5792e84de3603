//! Tokens → tree. `haxe.lalrpop` is the grammar, from which `generated.rs` is made; `drive.rs` walks its
//! tables, and the grammar's actions call the [`Builder`].
//! What does not fit the grammar is reported and taken out of the tokens, and the rest is parsed again: see `repair.rs`.

pub(crate) mod builder;
pub(crate) mod chain;
mod declarations;
mod drive;
mod expressions;
mod feed;
#[rustfmt::skip]
#[allow(clippy::all, clippy::restriction, clippy::pedantic, warnings)] // Generated.
mod generated;
mod message;
mod outline;
mod repair;
mod types;

pub(crate) use outline::begins_member;
pub(crate) use repair::{file, unit};

use crate::ast::BinaryOp;
use crate::lexer::TokenKind;
use hx2rs_base::Name;

/// A token without its place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) text: Name,
    pub(crate) kind: TokenKind,
    pub(crate) op: Option<BinaryOp>,
}
