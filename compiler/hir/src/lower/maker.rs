//! `new T()` in bodies: calls of the function that makes a `T` (see [`crate::maker`]), and that function where a class or
//! function that needs it is used: a function expression that makes an instance of the class which `T` is there, or what
//! the code around has for a type parameter of its own.

use super::access::Instance;
use super::{Later, Lowering, Reason};
use crate::definition::{MemberForm, member_item};
use crate::maker::{made_by_class, made_by_function, variable};
use crate::{
    ClosureId, Expr, ExprId, FunctionKind, FunctionTy, LocalId, Place, Ty, TyKind, TypeParamId,
};
use hx2rs_base::{MemberId, TextRange};

/// Where the code has a function that makes instances of a type parameter.
#[derive(Clone, Copy, Debug)]
pub(super) enum Maker {
    /// In a parameter.
    Local(LocalId),
    /// In a variable of `this`.
    Variable(MemberId),
}

/// A function that makes instances of a type which is not known yet.
pub(super) struct Unmade {
    place: ExprId,
    function: FunctionTy,
    range: TextRange,
    parent: Option<ClosureId>,
}

impl Lowering<'_> {
    /// What this body can make instances of.
    pub(super) fn find_makers(&mut self) {
        let (db, member) = (self.env.db, self.env.member);
        let own = made_by_function(db, member);
        let skipped = self.body.params.len() - own.len().min(self.body.params.len());
        let params = self.body.params.iter().skip(skipped);
        for (made, local) in own.iter().zip(params) {
            self.makers.push((made.param, Maker::Local(*local)));
        }
        let is_method = member_item(db, member)
            .is_some_and(|item| item.form == MemberForm::Function(FunctionKind::Method));
        if is_method {
            let class = member.owner();
            for made in made_by_class(db, class) {
                let kept = variable(class, made.param.data().name);
                self.makers.push((made.param, Maker::Variable(kept)));
            }
        }
    }

    /// The code of a constructor, which first keeps the functions that it was given.
    pub(super) fn keep_makers(&mut self, root: ExprId) -> ExprId {
        let (db, class) = (self.env.db, self.env.owner());
        let place = TextRange::new(self.spans.exprs[root].start, self.spans.exprs[root].start);
        let mut steps = Vec::new();
        for (param, maker) in self.makers.clone() {
            let Maker::Local(local) = maker else {
                continue;
            };
            let field = variable(class, param.data().name);
            if member_item(db, field).is_none() {
                continue;
            }
            let object = self.this(place);
            let value = self.local(local, place);
            let ty = self.ty(value);
            let write = Expr::Assign {
                place: Place::Field { object, field },
                value,
            };
            steps.push(self.push(write, ty, place));
        }
        if steps.is_empty() {
            return root;
        }
        steps.extend(self.body.exprs[root].statements(root));
        let range = self.spans.exprs[root];
        self.push(Expr::Block(steps.into()), Ty::new(TyKind::Void), range)
    }

    /// What makes instances of a type parameter here.
    pub(super) fn maker(&mut self, param: TypeParamId, range: TextRange) -> Option<ExprId> {
        let found = self.makers.iter().find(|(known, _)| *known == param);
        match found?.1 {
            Maker::Local(local) => Some(self.local(local, range)),
            Maker::Variable(field) => {
                let ty = crate::maker::variable_type(self.env.db, field)?;
                let object = self.this(range);
                Some(self.push(Expr::Field { object, field }, ty, range))
            }
        }
    }

    /// The function that makes instances, for a parameter of this type: `(arguments) -> T`.
    pub(super) fn made(&mut self, ty: Ty, range: TextRange) -> ExprId {
        let TyKind::Function(function) = self.expanded(ty).kind().clone() else {
            return self.error_expr(range);
        };
        let result = self.expanded(function.result);
        if result.infer_number().is_some() {
            // A type that the code after it tells.
            let place = self.error_expr(range);
            self.body.types[place] = ty;
            for (_, maker) in self.makers.clone() {
                match maker {
                    Maker::Local(local) => self.note_use(local),
                    Maker::Variable(_) => self.note_this(),
                }
            }
            let parent = self.frames.last().and_then(|frame| frame.closure);
            self.later.push(Later::Made(Unmade {
                place,
                function,
                range,
                parent,
            }));
            return place;
        }
        self.made_of(&function, result, range)
    }

    /// Decides what makes instances of a type that has become known. Whether it was.
    pub(super) fn resolve_made(&mut self, unmade: &Unmade, last: bool) -> bool {
        let result = self.expanded(unmade.function.result);
        if result.infer_number().is_some() && !last {
            return false;
        }
        let closures = self.body.closures.len();
        let value = self.made_of(&unmade.function, result, unmade.range);
        if let Some(own) = self.body.closures.ids().nth(closures) {
            self.body.closures[own].parent = unmade.parent;
        }
        let expr = self.body.exprs[value].clone();
        self.body.exprs[unmade.place] = expr;
        self.body.types[unmade.place] = self.body.types[value];
        true
    }

    fn made_of(&mut self, function: &FunctionTy, result: Ty, range: TextRange) -> ExprId {
        if let TyKind::Param(param) = result.kind()
            && let Some(maker) = self.maker(*param, range)
        {
            return maker;
        }
        let found = if let TyKind::Class(class, _) = result.kind() {
            let resolved = self.table.resolve(result);
            let found = crate::lookup::lookup_constructor(self.env.db, resolved);
            found.map(|found| (*class, found))
        } else {
            None
        };
        // What has no constructor does not satisfy the constraint, which is reported.
        let Some((class, found)) = found else {
            return self.error_expr(range);
        };
        let constructor = self.instance(found.id, &found.map, range);
        let params = function.params.iter().zip(&constructor.params);
        let params = params.map(|(given, taken)| crate::Param {
            name: taken.name,
            ty: given.ty,
            optional: given.optional,
            default: None,
            rest: given.rest,
        });
        let made = Instance {
            params: params.collect(),
            result,
            ..constructor.clone()
        };
        self.wrapped(&made, range, |lowering, values| {
            let count = values.len();
            let mut arguments = Vec::new();
            for (value, param) in values.into_iter().zip(&constructor.params) {
                arguments.push(lowering.coerce(value, param.ty, Reason::Plain));
            }
            let rest = constructor.params.get(count..).unwrap_or_default();
            arguments.extend(lowering.left_out_of(&constructor, rest, range));
            Expr::New {
                class,
                constructor: Some(constructor.id),
                arguments: arguments.into(),
            }
        })
    }
}
