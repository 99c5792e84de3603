//! `new T()` in bodies: calls of the function that makes a `T` (see [`crate::maker`]), and that function where a class or
//! function that needs it is used: a function expression that makes an instance of the class which `T` is there, or what
//! the code around has for a type parameter of its own. A constructor keeps these functions before all else, and then gives
//! the variables of its class their values, whose code stands in it as if it were written there.

use super::access::Instance;
use super::{Later, Lowering, Reason};
use crate::definition::{MemberForm, body_tree, member_item, members};
use crate::maker::{made_by_class, made_by_function, variable};
use crate::{
    ClosureId, Const, Expr, ExprId, FunctionKind, FunctionTy, LocalId, Place, Ty, TyKind,
    TypeParamId,
};
use hx2rs_base::{Diagnostic, MemberId, Space, TextRange};
use std::iter::Peekable;
use std::str::Chars;

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
        let keeps = member_item(db, member).is_some_and(|item| match item.form {
            MemberForm::Function(kind) => kind == FunctionKind::Method,
            // What is written at a variable: its code runs in the constructor, here its types are found.
            MemberForm::Variable { .. } => member.space() == Space::Instance,
            MemberForm::EnumConstructor { .. } => false,
        });
        if keeps {
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
            let ty = crate::maker::variable_type(db, field).unwrap_or_else(|| self.ty(value));
            let value = self.coerce(value, ty, Reason::Plain);
            let write = Expr::Assign {
                place: Place::Field { object, field },
                value,
            };
            steps.push(self.push(write, ty, place));
        }
        steps.extend(self.moved_values(place));
        if steps.is_empty() {
            return root;
        }
        steps.extend(self.body.exprs[root].statements(root));
        let range = self.spans.exprs[root];
        self.push(Expr::Block(steps.into()), Ty::new(TyKind::Void), range)
    }

    /// The variables of the class that get their values here, the last one first, as all official targets do.
    fn moved_values(&mut self, place: TextRange) -> Vec<ExprId> {
        let (db, class) = (self.env.db, self.env.owner());
        // Other constructors do not depend on the members of their class.
        if made_by_class(db, class).is_empty() {
            return Vec::new();
        }
        let variables = members(db, class).list.iter().rev();
        let moved = variables.filter(|item| crate::maker::moves(db, item));
        let mut steps = Vec::new();
        for item in moved {
            let lowered = super::infer_body(db, item.id);
            let is_wrong = lowered.diagnostics.iter().any(Diagnostic::is_error);
            let Some(code) = body_tree(db, item.id).filter(|_| !is_wrong) else {
                continue;
            };
            let ty = crate::lookup::signature(db, item.id).result;
            // It sees nothing of the constructor. What is to be said of it is said at the variable, and its places, which
            // count from there, are no places in this body.
            let scopes = std::mem::replace(&mut self.scopes, vec![Vec::new()]);
            let ast = std::mem::replace(&mut self.ast, code);
            let said = self.diagnostics.len();
            let (exprs, locals) = (self.spans.exprs.len(), self.spans.locals.len());
            let patterns = self.spans.patterns.len();
            let value = self.value_as(code.root, ty, Reason::Plain);
            self.diagnostics.truncate(said);
            self.ast = ast;
            self.scopes = scopes;
            for expr in self.spans.exprs.ids().skip(exprs) {
                self.spans.exprs[expr] = place;
                self.spans.points[expr] = place.start;
            }
            for local in self.spans.locals.ids().skip(locals) {
                self.spans.locals[local] = place;
            }
            for pattern in self.spans.patterns.ids().skip(patterns) {
                self.spans.patterns[pattern] = place;
            }
            let object = self.this(place);
            let field = item.id;
            let write = Expr::Assign {
                place: Place::Field { object, field },
                value,
            };
            steps.push(self.push(write, ty, place));
        }
        steps
    }

    /// What makes instances of a type parameter here.
    pub(super) fn maker(&mut self, param: TypeParamId, range: TextRange) -> Option<ExprId> {
        let found = self.makers.iter().find(|(known, _)| *known == param);
        match found?.1 {
            Maker::Local(local) => Some(self.local(local, range)),
            Maker::Variable(field) => {
                let ty = crate::maker::variable_type(self.env.db, field)?;
                let this = crate::lookup::self_type(self.env.db, self.env.owner());
                self.note_this();
                let object = self.push(Expr::This, this, range);
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

    /// Whether a constant is given for a type parameter.
    pub(super) fn is_constant_param(&self, param: TypeParamId) -> bool {
        let mut own = made_by_class(self.env.db, self.env.owner()).into_iter();
        own.any(|made| made.param == param && made.is_constant)
    }

    /// The constant that is given for a type parameter, as a value of the type that the class takes it with.
    pub(super) fn constant_argument(&mut self, of: Ty, want: Ty, range: TextRange) -> ExprId {
        let of = self.expanded(of);
        let value = if let TyKind::Param(param) = of.kind() {
            self.maker(*param, range)
        } else {
            let text = of.constant_text();
            text.and_then(|text| self.constant_value_of(&mut text.chars().peekable(), range))
        };
        let Some(value) = value else {
            self.unsupported(range, "what is given for a constant type parameter here");
            return self.error_expr(range);
        };
        self.coerce(value, want, Reason::Plain)
    }

    /// A constant out of the text that names its type: see `crate::assemble::constant_text`. Structures have none.
    fn constant_value_of(
        &mut self,
        text: &mut Peekable<Chars<'_>>,
        range: TextRange,
    ) -> Option<ExprId> {
        let constant = match text.peek()? {
            '"' => {
                text.next();
                Const::String(unquoted(text)?.into())
            }
            '[' => {
                text.next();
                let mut items = Vec::new();
                while *text.peek()? != ']' {
                    items.push(self.constant_value_of(text, range)?);
                    if *text.peek()? == ',' {
                        text.next();
                    }
                }
                text.next();
                let types: Vec<Ty> = items.iter().map(|item| self.ty(*item)).collect();
                let one = types
                    .first()
                    .filter(|one| types.iter().all(|ty| ty == *one));
                let element = one.copied().unwrap_or(Ty::new(TyKind::Dynamic(None)));
                let items = items
                    .into_iter()
                    .map(|item| self.coerce(item, element, Reason::Plain));
                let items = items.collect();
                return Some(self.push(Expr::Array(items), Ty::array(element), range));
            }
            _ => {
                let mut word = String::new();
                while let Some(char) = text.next_if(|char| !matches!(char, ',' | ']')) {
                    word.push(char);
                }
                match word.as_str() {
                    "true" => Const::Bool(true),
                    "false" => Const::Bool(false),
                    number => match number.parse::<i32>() {
                        Ok(number) => Const::Int(number),
                        Err(_) => Const::float(number.parse().ok()?),
                    },
                }
            }
        };
        let ty = constant.ty()?;
        Some(self.push(Expr::Const(constant), ty, range))
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

/// The rest of a text in quotes.
fn unquoted(text: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut plain = String::new();
    loop {
        match text.next()? {
            '"' => return Some(plain),
            '\\' => plain.push(match text.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                char => char,
            }),
            char => plain.push(char),
        }
    }
}
