//! HIR as stable text, for tests and `--dump=hir`: one expression per line, its parts below it.

use crate::{
    Body, Callee, ClosureId, Const, Cover, Expr, ExprId, LocalId, Pattern, PatternId, Place,
    Program,
};
use hx2rs_base::Id;
use std::fmt::Write;

/// All code of the program's own modules as text.
pub fn program(program: &Program) -> String {
    let mut text = String::new();
    for (member, typed) in program.own_bodies() {
        // Writing to a String does not fail.
        let _ = writeln!(text, "{member:?}\n{}", dump(&typed.body));
    }
    text
}

/// A body as text.
pub fn dump(body: &Body) -> String {
    let mut dump = Dump {
        body,
        text: String::new(),
        depth: 0,
    };
    let params: Vec<String> = body
        .params
        .iter()
        .map(|param| dump.declared(*param))
        .collect();
    dump.line(&format!("body({})", params.join(", ")));
    if let Some(root) = body.root {
        dump.below(|dump| dump.expr(root));
    }
    dump.text
}

struct Dump<'a> {
    body: &'a Body,
    text: String,
    depth: usize,
}

impl Dump<'_> {
    fn line(&mut self, text: &str) {
        // Writing to a String does not fail.
        let _ = writeln!(self.text, "{:width$}{text}", "", width = self.depth * 2);
    }

    fn below(&mut self, inside: impl FnOnce(&mut Self)) {
        self.depth += 1;
        inside(self);
        self.depth -= 1;
    }

    fn name(&self, local: LocalId) -> String {
        let name = self.body.locals[local].name;
        format!("{name}#{}", local.index())
    }

    fn declared(&self, local: LocalId) -> String {
        let found = &self.body.locals[local];
        let mut flags = String::new();
        if found.assigned {
            flags.push_str(" assigned");
        }
        if found.captured {
            flags.push_str(" captured");
        }
        format!("{}:{}{flags}", self.name(local), found.ty)
    }

    fn expr(&mut self, id: ExprId) {
        let head = self.head(id);
        let ty = self.body.types[id];
        self.line(&format!("{head} : {ty}"));
        let expr = &self.body.exprs[id];
        if let Expr::Switch { value, arms, .. } = expr {
            return self.below(|dump| {
                dump.expr(*value);
                for arm in arms {
                    let pattern = dump.pattern(arm.pattern);
                    dump.line(&format!("case {pattern}"));
                    if let Some(guard) = arm.guard {
                        dump.below(|dump| {
                            dump.line("if");
                            dump.below(|dump| dump.expr(guard));
                        });
                    }
                    dump.below(|dump| dump.expr(arm.body));
                }
            });
        }
        if let Expr::Try { body, catches } = expr {
            return self.below(|dump| {
                dump.expr(*body);
                for catch in catches {
                    let local = dump.declared(catch.local);
                    dump.line(&format!("catch {local}"));
                    dump.below(|dump| dump.expr(catch.body));
                }
            });
        }
        let mut parts = Vec::new();
        expr.for_each_part(self.body, &mut |part| parts.push(part));
        if let Expr::Closure(closure) = expr {
            parts.push(self.body.closures[*closure].body);
        }
        self.below(|dump| parts.into_iter().for_each(|part| dump.expr(part)));
    }

    fn head(&self, id: ExprId) -> String {
        match &self.body.exprs[id] {
            Expr::Error => "error".to_owned(),
            Expr::Const(constant) => constant_text(constant),
            Expr::Local(local) => self.name(*local),
            Expr::This => "this".to_owned(),
            Expr::TypeValue(def) => format!("type {def:?}"),
            Expr::Field { field, .. } => format!("field {field:?}"),
            Expr::StructureField { field, .. } => format!("field {field}"),
            Expr::Static(member) => format!("static {member:?}"),
            Expr::Index { .. } => "index".to_owned(),
            Expr::EnumParameter {
                constructor, index, ..
            } => format!("parameter {constructor:?} {index}"),
            Expr::Call { callee, .. } => format!("call {}", callee_text(callee)),
            Expr::New {
                class, constructor, ..
            } => match constructor {
                Some(constructor) => format!("new {class:?} by {constructor:?}"),
                None => format!("new {class:?}"),
            },
            Expr::Closure(closure) => self.closure(*closure),
            Expr::FunctionValue(member) => format!("function {member:?}"),
            Expr::BoundMethod { method, .. } => format!("bound {method:?}"),
            Expr::Array(_) => "array".to_owned(),
            Expr::Map(_) => "map".to_owned(),
            Expr::Structure(fields) => {
                let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
                format!("structure {{{}}}", names.join(", "))
            }
            Expr::Concat(_) => "concat".to_owned(),
            Expr::Unary { op, .. } => format!("{op:?}"),
            Expr::Binary { op, .. } => format!("{op:?}"),
            Expr::And { .. } => "and".to_owned(),
            Expr::Or { .. } => "or".to_owned(),
            Expr::Coalesce { .. } => "coalesce".to_owned(),
            Expr::Convert { kind, .. } => format!("{kind:?}"),
            Expr::TypeTest { ty, .. } => format!("is {ty}"),
            Expr::Assign { place, .. } => format!("assign {}", self.place(place)),
            Expr::Update {
                place, op, result, ..
            } => format!("update {} {op:?} {result:?}", self.place(place)),
            Expr::Let { local, .. } => format!("let {}", self.declared(*local)),
            Expr::Block(_) => "block".to_owned(),
            Expr::If { .. } => "if".to_owned(),
            Expr::Switch { cover, .. } => match cover {
                Cover::Part => "switch".to_owned(),
                Cover::Listed { .. } => "switch listed".to_owned(),
                Cover::Whole => "switch exhaustive".to_owned(),
            },
            Expr::While {
                first_run: false, ..
            } => "while".to_owned(),
            Expr::While {
                first_run: true, ..
            } => "do-while".to_owned(),
            Expr::ForRange { local, .. } => format!("for-range {}", self.declared(*local)),
            Expr::ForArray { index, local, .. } => match index {
                Some(index) => {
                    let index = self.declared(*index);
                    format!("for-array {index} => {}", self.declared(*local))
                }
                None => format!("for-array {}", self.declared(*local)),
            },
            Expr::ForMap { key, value, .. } => {
                let text = |local: &Option<LocalId>| {
                    local.map_or("_".to_owned(), |local| self.declared(local))
                };
                format!("for-map {} => {}", text(key), text(value))
            }
            Expr::Return(_) => "return".to_owned(),
            Expr::Break => "break".to_owned(),
            Expr::Continue => "continue".to_owned(),
            Expr::Throw(_) => "throw".to_owned(),
            Expr::Try { .. } => "try".to_owned(),
            Expr::Trace(_) => "trace".to_owned(),
        }
    }

    fn closure(&self, id: ClosureId) -> String {
        let closure = &self.body.closures[id];
        let params = closure.params.iter().zip(&closure.defaults);
        let params: Vec<String> = params
            .map(|(param, default)| match default {
                Some(default) => {
                    format!("{} = {}", self.declared(*param), constant_text(default))
                }
                None => self.declared(*param),
            })
            .collect();
        let mut captures: Vec<String> = closure
            .captures
            .iter()
            .map(|local| self.name(*local))
            .collect();
        if closure.captures_this {
            captures.push("this".to_owned());
        }
        let captures = if captures.is_empty() {
            String::new()
        } else {
            format!(" captures [{}]", captures.join(", "))
        };
        format!("closure({}){captures}", params.join(", "))
    }

    fn place(&self, place: &Place) -> String {
        match place {
            Place::Local(local) => self.name(*local),
            Place::Field { field, .. } => format!("field {field:?}"),
            Place::StructureField { field, .. } => format!("field {field}"),
            Place::Static(member) => format!("static {member:?}"),
            Place::Index { .. } => "index".to_owned(),
        }
    }

    fn pattern(&self, id: PatternId) -> String {
        let list = |parts: &[PatternId], separator: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.pattern(*part)).collect();
            parts.join(separator)
        };
        match &self.body.patterns[id] {
            Pattern::Wildcard => "_".to_owned(),
            Pattern::Bind { local, inner } => match inner {
                Some(inner) => format!("{} = {}", self.declared(*local), self.pattern(*inner)),
                None => self.declared(*local),
            },
            Pattern::Constant(constant) => constant_text(constant),
            Pattern::Constructor {
                constructor,
                arguments,
            } if arguments.is_empty() => format!("{constructor:?}"),
            Pattern::Constructor {
                constructor,
                arguments,
            } => format!("{constructor:?}({})", list(arguments, ", ")),
            Pattern::Structure(fields) => {
                let fields: Vec<String> = fields
                    .iter()
                    .map(|(name, part)| format!("{name}: {}", self.pattern(*part)))
                    .collect();
                format!("{{{}}}", fields.join(", "))
            }
            Pattern::Array(parts) => format!("[{}]", list(parts, ", ")),
            Pattern::Or(parts) => list(parts, " | "),
            Pattern::Extractor { inner, input, .. } => {
                format!(
                    "extract {} => {}",
                    self.declared(*input),
                    self.pattern(*inner)
                )
            }
        }
    }
}

fn callee_text(callee: &Callee) -> String {
    match callee {
        Callee::Static(member) => format!("static {member:?}"),
        Callee::Method {
            method,
            virtual_call,
            ..
        } => {
            let kind = if *virtual_call { "virtual" } else { "method" };
            format!("{kind} {method:?}")
        }
        Callee::Super(member) => format!("super {member:?}"),
        Callee::SuperConstructor { class, constructor } => match constructor {
            Some(constructor) => format!("super {class:?} by {constructor:?}"),
            None => format!("super {class:?}"),
        },
        Callee::Value(_) => "value".to_owned(),
        Callee::Constructor(member) => format!("constructor {member:?}"),
    }
}

fn constant_text(constant: &Const) -> String {
    match constant {
        Const::Null => "null".to_owned(),
        Const::Bool(value) => value.to_string(),
        Const::Int(value) => value.to_string(),
        Const::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Const::String(text) => format!("{text:?}"),
    }
}
