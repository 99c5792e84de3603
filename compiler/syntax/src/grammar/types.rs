//! Actions for types. `A -> B -> C` is one function type with two parameters, and `A & B & C` one intersection.

use super::builder::Builder;
use crate::ast::*;
use crate::report::{here, report};
use hx2rs_base::TextRange;
use hx2rs_base::catalogue::parser as codes;

/// A piece of a chain of types, before the last one.
#[derive(Clone, Copy)]
pub(crate) enum TypeLink {
    /// `A ->`
    Arrow(TypeId),
    /// `A &`
    And(TypeId),
    /// `(a:A, B) ->`, with its start.
    Params(List<FunctionTypeParameter>, u32),
}

/// What has been built from the right end of a chain.
enum Built {
    Type(TypeId),
    /// Parameters from last to first.
    Function(Vec<FunctionTypeParameter>, TypeId, u32),
    /// Types from last to first.
    Intersection(Vec<TypeId>, u32),
}

impl Builder<'_> {
    pub(crate) fn arrow_after(&mut self, ty: TypeId) -> u32 {
        self.stacks.type_links.push(TypeLink::Arrow(ty));
        1
    }

    pub(crate) fn and_after(&mut self, ty: TypeId) -> u32 {
        self.stacks.type_links.push(TypeLink::And(ty));
        1
    }

    pub(crate) fn arrow_after_params(&mut self, count: u32, start: u32, end: u32) -> u32 {
        let params: List<FunctionTypeParameter> = self.take(count);
        let link = match *self.file.ast.list(params) {
            // `(A) -> B` is the old form with a needless parenthesis.
            [
                FunctionTypeParameter {
                    name: None,
                    optional: false,
                    rest: false,
                    ty,
                    ..
                },
            ] => TypeLink::Arrow(self.ty(TypeKind::Parenthesis(ty), start, end)),
            _ => TypeLink::Params(params, start),
        };
        self.stacks.type_links.push(link);
        1
    }

    /// The tree of the last `count` links and the type behind them.
    pub(crate) fn fold_type(&mut self, count: u32, last: TypeId) -> TypeId {
        let end = self.file.ast.ty(last).range.end;
        let mut built = Built::Type(last);
        for _ in 0..count {
            let Some(link) = self.stacks.type_links.pop() else {
                break;
            };
            built = match link {
                TypeLink::Arrow(ty) => {
                    let param = self.unnamed(ty);
                    let start = param.range.start;
                    match built {
                        Built::Function(mut params, result, _) => {
                            params.push(param);
                            Built::Function(params, result, start)
                        }
                        Built::Type(_) | Built::Intersection(..) => {
                            let result = self.built(built, end);
                            Built::Function(vec![param], result, start)
                        }
                    }
                }
                TypeLink::And(ty) => {
                    let start = self.file.ast.ty(ty).range.start;
                    match built {
                        Built::Intersection(mut types, _) => {
                            types.push(ty);
                            Built::Intersection(types, start)
                        }
                        Built::Type(_) | Built::Function(..) => {
                            let right = self.built(built, end);
                            Built::Intersection(vec![right, ty], start)
                        }
                    }
                }
                TypeLink::Params(params, start) => {
                    let alone = matches!(built, Built::Type(_));
                    let result = self.built(built, end);
                    if !alone {
                        self.bare_result(result);
                    }
                    let params: Vec<_> = self.file.ast.list(params).iter().rev().copied().collect();
                    Built::Function(params, result, start)
                }
            };
        }
        self.built(built, end)
    }

    /// `(a:A) -> B -> C`: the official parser takes no arrow and no `&` in a result behind a list of parameters.
    #[cold]
    fn bare_result(&mut self, result: TypeId) {
        let range = self.file.ast.ty(result).range;
        let (start, end) = (range.start, range.end);
        let found = report(
            codes::UNEXPECTED_TOKEN,
            range,
            "the result of this function type needs parentheses",
        )
        .label("stands behind a list of parameters")
        .fix(
            "put it in parentheses",
            vec![
                (here(TextRange::new(start, start)), "(".to_owned()),
                (here(TextRange::new(end, end)), ")".to_owned()),
            ],
        );
        self.reports.push(found);
    }

    fn built(&mut self, built: Built, end: u32) -> TypeId {
        match built {
            Built::Type(ty) => ty,
            Built::Function(params, result, start) => {
                let params = self.file.ast.push_list(params.into_iter().rev());
                self.ty(TypeKind::Function { params, result }, start, end)
            }
            Built::Intersection(types, start) => {
                let types = self.file.ast.push_list(types.into_iter().rev());
                self.ty(TypeKind::Intersection(types), start, end)
            }
        }
    }

    /// A parameter without a name; `?T` makes it optional.
    fn unnamed(&mut self, ty: TypeId) -> FunctionTypeParameter {
        let node = *self.file.ast.ty(ty);
        let (ty, optional) = match node.kind {
            TypeKind::Optional(inner) => (inner, true),
            TypeKind::Missing
            | TypeKind::Path { .. }
            | TypeKind::Function { .. }
            | TypeKind::Anonymous { .. }
            | TypeKind::Parenthesis(_)
            | TypeKind::Intersection(_) => (ty, false),
        };
        FunctionTypeParameter {
            name: None,
            optional,
            rest: false,
            ty,
            range: node.range,
        }
    }

    pub(crate) fn function_type_param(
        &mut self,
        name: Option<Ident>,
        optional: bool,
        rest: bool,
        ty: TypeId,
        start: u32,
        end: u32,
    ) -> u32 {
        let mut param = FunctionTypeParameter {
            name,
            optional,
            rest,
            ty,
            range: TextRange::new(start, end),
        };
        if name.is_none() && !rest {
            param = self.unnamed(ty);
        }
        self.push(param)
    }

    pub(crate) fn path(&mut self, count: u32, args: u32, start: u32, end: u32) -> TypeId {
        let segments = self.take(count);
        let args = self.take(args);
        self.ty(TypeKind::Path { segments, args }, start, end)
    }

    pub(crate) fn anonymous(&mut self, extends: u32, fields: u32, start: u32, end: u32) -> TypeId {
        let fields = self.take(fields);
        let extends = self.take(extends);
        self.ty(TypeKind::Anonymous { extends, fields }, start, end)
    }

    /// `name:T` of an anonymous type.
    pub(crate) fn short_field(
        &mut self,
        metadata: List<Metadata>,
        optional: bool,
        name: Ident,
        ty: TypeId,
        start: u32,
        end: u32,
    ) -> u32 {
        self.push(Member {
            name,
            doc: self.doc_before(start, name.range.start),
            metadata,
            modifiers: Modifiers::default(),
            kind: MemberKind::Field {
                is_final: false,
                optional,
                property: None,
                ty: Some(ty),
                init: None,
            },
            range: TextRange::new(start, end),
        })
    }

    pub(crate) fn type_param(
        &mut self,
        metadata: List<Metadata>,
        name: Ident,
        constraint: Option<TypeId>,
        default: Option<TypeId>,
        start: u32,
        end: u32,
    ) -> u32 {
        self.push(TypeParameter {
            metadata,
            name,
            constraint,
            default,
            range: TextRange::new(start, end),
        })
    }
}
