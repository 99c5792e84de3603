//! A tree as an s-expression, for tests. Names stand for themselves, lists are in brackets.

#![allow(clippy::unwrap_used)] // Of tests only; clippy knows test functions, not what they call.
#![allow(dead_code)] // Each test binary uses a part of this module.

use hx2rs_syntax::ast::*;

/// The expression with this id.
pub(crate) fn expr(ast: &Ast, id: ExprId) -> String {
    let one = |id: ExprId| expr(ast, id);
    let all = |list: List<ExprId>| joined(ast.list(list).iter().map(|id| expr(ast, *id)));
    match ast.expr(id).kind {
        ExprKind::Missing => "missing".to_owned(),
        ExprKind::Ident(name) => name.to_string(),
        ExprKind::This => "this".to_owned(),
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Int { digits, suffix } | ExprKind::Float { digits, suffix } => {
            let suffix = suffix.map_or(String::new(), |suffix| format!("_{suffix:?}"));
            format!("{digits}{suffix}")
        }
        ExprKind::String { value, .. } => format!("{:?}", value.as_str()),
        ExprKind::Interpolated(parts) => {
            let parts = ast.list(parts).iter().map(|part| match part.kind {
                StringPartKind::Text(text) => format!("{:?}", text.as_str()),
                StringPartKind::Expr(expr) => one(expr),
            });
            format!("(format {})", joined(parts))
        }
        ExprKind::Regex { pattern, flags } => format!("(regex {:?} {flags})", pattern.as_str()),
        ExprKind::Markup(text) => format!("(markup {text})"),
        ExprKind::Array(items) => format!("[{}]", all(items)),
        ExprKind::Object(fields) => {
            let fields = ast.list(fields).iter();
            let fields = fields.map(|field| format!("{}: {}", field.name.name, one(field.value)));
            format!("(object {})", joined(fields))
        }
        ExprKind::Block(statements) => {
            let statements: Vec<String> = ast.list(statements).iter().map(|id| one(*id)).collect();
            format!("{{{}}}", statements.join("; "))
        }
        ExprKind::Parenthesis(inner) => format!("(paren {})", one(inner)),
        ExprKind::CheckType { expr, ty } => format!("(check {} {})", one(expr), type_(ast, ty)),
        ExprKind::Field {
            receiver,
            name,
            safe,
        } => format!(
            "({} {} {name})",
            if safe { "?." } else { "." },
            one(receiver)
        ),
        ExprKind::Index { receiver, index } => format!("(index {} {})", one(receiver), one(index)),
        ExprKind::Call { callee, args } => format!("(call {} [{}])", one(callee), all(args)),
        ExprKind::New { ty, args } => format!("(new {} [{}])", type_(ast, ty), all(args)),
        ExprKind::Unary {
            op,
            postfix,
            operand,
        } => {
            let place = if postfix { "postfix " } else { "" };
            format!("({place}{} {})", op.symbol(), one(operand))
        }
        ExprKind::Binary {
            op, left, right, ..
        } => format!("({} {} {})", op.symbol(), one(left), one(right)),
        ExprKind::Assign {
            op, target, value, ..
        } => format!(
            "({}= {} {})",
            op.map_or("", BinaryOp::symbol),
            one(target),
            one(value)
        ),
        ExprKind::Ternary {
            condition,
            then,
            otherwise,
        } => format!("(? {} {} {})", one(condition), one(then), one(otherwise)),
        ExprKind::Is { expr, ty } => format!("(is {} {})", one(expr), type_(ast, ty)),
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => {
            let otherwise = otherwise.map_or(String::new(), |id| format!(" else {}", one(id)));
            format!("(if {} {}{otherwise})", one(condition), one(then))
        }
        ExprKind::While { condition, body } => format!("(while {} {})", one(condition), one(body)),
        ExprKind::DoWhile { body, condition } => format!("(do {} {})", one(body), one(condition)),
        ExprKind::For {
            key,
            value,
            iterable,
            body,
        } => {
            let key = key.map_or(String::new(), |key| format!("{} => ", one(key)));
            format!("(for {key}{} {} {})", one(value), one(iterable), one(body))
        }
        ExprKind::ForHeader { header, body } => format!("(for? {} {})", one(header), one(body)),
        ExprKind::Break => "break".to_owned(),
        ExprKind::Continue => "continue".to_owned(),
        ExprKind::Return(None) => "return".to_owned(),
        ExprKind::Return(Some(value)) => format!("(return {})", one(value)),
        ExprKind::Throw(value) => format!("(throw {})", one(value)),
        ExprKind::Try { body, catches } => {
            let catches = ast.list(catches).iter().map(|catch| {
                let ty = catch
                    .ty
                    .map_or(String::new(), |ty| format!(":{}", type_(ast, ty)));
                format!("(catch {}{ty} {})", catch.name.name, one(catch.body))
            });
            format!("(try {} {})", one(body), joined(catches))
        }
        ExprKind::Switch { subject, cases } => {
            let cases = ast.list(cases).iter().map(|case| {
                let head = if case.is_default {
                    "default".to_owned()
                } else {
                    format!("case {}", all(case.patterns))
                };
                let guard = case
                    .guard
                    .map_or(String::new(), |id| format!(" if {}", one(id)));
                format!("({head}{guard} {})", one(case.body))
            });
            format!("(switch {} {})", one(subject), joined(cases))
        }
        ExprKind::Function(id) => function(ast, ast.function(id)),
        ExprKind::Var(variables) => {
            let variables = ast.list(variables).iter().map(|variable| {
                let keyword = match (variable.is_static, variable.is_final) {
                    (false, false) => "",
                    (false, true) => "final ",
                    (true, false) => "static ",
                    (true, true) => "static final ",
                };
                let metas = metadata(ast, variable.metadata);
                let ty = variable
                    .ty
                    .map_or(String::new(), |ty| format!(":{}", type_(ast, ty)));
                let init = variable
                    .init
                    .map_or(String::new(), |id| format!(" = {}", one(id)));
                format!("{keyword}{metas}{}{ty}{init}", variable.name.name)
            });
            format!("(var {})", joined(variables))
        }
        ExprKind::Meta { entry, expr } => {
            let entry = meta(ast, ast.metadata(entry).unwrap());
            format!("({entry} {})", one(expr))
        }
        ExprKind::Cast(inner) => format!("(cast {})", one(inner)),
        ExprKind::SafeCast { expr, ty } => format!("(cast {} {})", one(expr), type_(ast, ty)),
        ExprKind::Untyped(inner) => format!("(untyped {})", one(inner)),
        ExprKind::Inline(inner) => format!("(inline {})", one(inner)),
        ExprKind::Macro(inner) => format!("(macro {})", one(inner)),
        ExprKind::MacroType(ty) => format!("(macro :{})", type_(ast, ty)),
        ExprKind::MacroClass(id) => {
            format!("(macro {})", declaration(ast, ast.declaration(id).unwrap()))
        }
        ExprKind::Reification { kind, expr } => format!("(${kind:?} {})", one(expr)),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" ")
}

fn function(ast: &Ast, function: &Function) -> String {
    let form = match function.form {
        FunctionForm::Function => "function",
        FunctionForm::Arrow => "->",
    };
    let inline = if function.is_inline { "inline " } else { "" };
    let name = function
        .name
        .map_or(String::new(), |name| format!(" {}", name.name));
    let signature = Signature {
        type_params: function.type_params,
        params: function.params,
        result: function.result,
    };
    format!(
        "({inline}{form}{name} {} {})",
        self::signature(ast, &signature),
        expr(ast, function.body)
    )
}

fn signature(ast: &Ast, signature: &Signature) -> String {
    let types = type_params(ast, signature.type_params);
    let params = ast.list(signature.params).iter().map(|param| {
        let prefix = match (param.optional, param.rest) {
            (true, _) => "?",
            (_, true) => "...",
            _ => "",
        };
        let metas = metadata(ast, param.metadata);
        let ty = param
            .ty
            .map_or(String::new(), |ty| format!(":{}", type_(ast, ty)));
        let default = param
            .default
            .map_or(String::new(), |id| format!("={}", expr(ast, id)));
        format!("{metas}{prefix}{}{ty}{default}", param.name.name)
    });
    let result = signature
        .result
        .map_or(String::new(), |ty| format!(":{}", type_(ast, ty)));
    format!("{types}({}){result}", joined(params))
}

fn type_params(ast: &Ast, list: List<TypeParameter>) -> String {
    if list.is_empty() {
        return String::new();
    }
    let params = ast.list(list).iter().map(|param| {
        let metas = metadata(ast, param.metadata);
        let constraint = param
            .constraint
            .map_or(String::new(), |ty| format!(":{}", type_(ast, ty)));
        let default = param
            .default
            .map_or(String::new(), |ty| format!("={}", type_(ast, ty)));
        format!("{metas}{}{constraint}{default}", param.name.name)
    });
    format!("<{}>", joined(params))
}

fn meta(ast: &Ast, entry: &Metadata) -> String {
    let colon = if entry.compiler { ":" } else { "" };
    let args = ast.list(entry.args).iter().map(|id| expr(ast, *id));
    let args = if entry.has_args {
        format!("({})", joined(args))
    } else {
        String::new()
    };
    format!("@{colon}{}{args}", entry.name.name)
}

fn metadata(ast: &Ast, list: List<Metadata>) -> String {
    ast.list(list)
        .iter()
        .map(|entry| meta(ast, entry) + " ")
        .collect()
}

/// The type with this id.
pub(crate) fn type_(ast: &Ast, id: TypeId) -> String {
    match ast.ty(id).kind {
        TypeKind::Missing => "missing".to_owned(),
        TypeKind::Path { segments, args } => {
            let path: Vec<String> = ast
                .list(segments)
                .iter()
                .map(|segment| segment.name.to_string())
                .collect();
            let path = path.join(".");
            if args.is_empty() {
                return path;
            }
            let args = ast.list(args).iter().map(|arg| match arg {
                TypeArgument::Type(ty) => type_(ast, *ty),
                TypeArgument::Expr(id) => format!("const {}", expr(ast, *id)),
            });
            format!("{path}<{}>", joined(args))
        }
        TypeKind::Function { params, result } => {
            let params = ast.list(params).iter().map(|param| {
                let prefix = match (param.optional, param.rest) {
                    (true, _) => "?",
                    (_, true) => "...",
                    _ => "",
                };
                let name = param
                    .name
                    .map_or(String::new(), |name| format!("{}:", name.name));
                format!("{prefix}{name}{}", type_(ast, param.ty))
            });
            format!("(({}) -> {})", joined(params), type_(ast, result))
        }
        TypeKind::Anonymous { extends, fields } => {
            let extends = ast
                .list(extends)
                .iter()
                .map(|ty| format!("> {}", type_(ast, *ty)));
            let fields = ast.list(fields).iter().map(|field| member(ast, field));
            format!("{{{}}}", joined(extends.chain(fields)))
        }
        TypeKind::Parenthesis(inner) => format!("(paren {})", type_(ast, inner)),
        TypeKind::Optional(inner) => format!("?{}", type_(ast, inner)),
        TypeKind::Intersection(types) => {
            let types = ast.list(types).iter().map(|ty| type_(ast, *ty));
            format!("(& {})", joined(types))
        }
    }
}

fn modifiers(ast: &Ast, modifiers: Modifiers) -> String {
    let list = ast.list(modifiers.list).iter();
    list.map(|modifier| format!("{} ", modifier.kind.keyword()))
        .collect()
}

fn body(ast: &Ast, found: Option<Body>) -> String {
    match found {
        None => String::new(),
        Some(Body::Unit(index)) => format!(" {index:?}"),
        Some(Body::Inline(id)) => format!(" {}", expr(ast, id)),
    }
}

/// A member.
pub(crate) fn member(ast: &Ast, member: &Member) -> String {
    let head = format!(
        "{}{}",
        metadata(ast, member.metadata),
        modifiers(ast, member.modifiers)
    );
    let name = member.name.name;
    match &member.kind {
        MemberKind::Field {
            is_final,
            optional,
            property,
            ty,
            init,
        } => {
            let keyword = if *is_final { "final" } else { "var" };
            let optional = if *optional { "?" } else { "" };
            let property = property.map_or(String::new(), |property| {
                format!("({:?} {:?})", property.get.access, property.set.access)
            });
            let ty = ty.map_or(String::new(), |ty| format!(":{}", type_(ast, ty)));
            format!(
                "({head}{keyword} {optional}{name}{property}{ty}{})",
                body(ast, *init)
            )
        }
        MemberKind::Method {
            signature,
            body: code,
            optional,
        } => {
            let optional = if *optional { "?" } else { "" };
            let signature = self::signature(ast, signature);
            format!(
                "({head}function {optional}{name}{signature}{})",
                body(ast, *code)
            )
        }
        MemberKind::Constructor {
            signature,
            has_params,
        } => {
            let signature = self::signature(ast, signature);
            let signature = if *has_params || signature != "()" {
                signature
            } else {
                String::new()
            };
            format!("({head}{name}{signature})")
        }
    }
}

/// A declaration.
pub(crate) fn declaration(ast: &Ast, found: &Declaration) -> String {
    let members =
        |list: List<Member>| joined(ast.list(list).iter().map(|found| member(ast, found)));
    let types = |word: &str, list: List<TypeId>| -> String {
        let list = ast.list(list).iter();
        list.map(|ty| format!(" {word} {}", type_(ast, *ty)))
            .collect()
    };
    let name = format!("{}{}", found.name.name, type_params(ast, found.type_params));
    let rest = match found.kind {
        DeclarationKind::Class {
            form,
            extends,
            implements,
            members: list,
        } => {
            let keyword = match form {
                ClassForm::Class => "class",
                ClassForm::Interface => "interface",
            };
            let extends = types("extends", extends);
            let implements = types("implements", implements);
            format!("{keyword} {name}{extends}{implements} [{}]", members(list))
        }
        DeclarationKind::Enum { constructors } => {
            format!("enum {name} [{}]", members(constructors))
        }
        DeclarationKind::Abstract {
            is_enum,
            underlying,
            from,
            to,
            members: list,
        } => {
            let keyword = if is_enum { "enum abstract" } else { "abstract" };
            let underlying =
                underlying.map_or(String::new(), |ty| format!(" ({})", type_(ast, ty)));
            let from = types("from", from);
            let to = types("to", to);
            format!("{keyword} {name}{underlying}{from}{to} [{}]", members(list))
        }
        DeclarationKind::Typedef { ty } => format!("typedef {name} {}", type_(ast, ty)),
        DeclarationKind::Field(list) => return members(list),
    };
    let head = format!(
        "{}{}",
        metadata(ast, found.metadata),
        modifiers(ast, found.modifiers)
    );
    format!("({head}{rest})")
}

/// A whole file; bodies stand behind the declarations.
pub(crate) fn file(parsed: &hx2rs_syntax::ParsedText) -> String {
    let file = &parsed.file;
    let path = |list: List<Ident>| {
        let names: Vec<String> = file
            .list(list)
            .iter()
            .map(|part| part.name.to_string())
            .collect();
        names.join(".")
    };
    let mut lines = Vec::new();
    if let Some(package) = file.package {
        lines.push(format!("package {}", path(package.path)));
    }
    for import in &file.imports {
        lines.push(match import.mode {
            ImportMode::Plain => format!("import {}", path(import.path)),
            ImportMode::All => format!("import {}.*", path(import.path)),
            ImportMode::Alias(alias) => format!("import {} as {}", path(import.path), alias.name),
            ImportMode::Using => format!("using {}", path(import.path)),
        });
    }
    lines.extend(
        file.declarations
            .iter()
            .map(|found| declaration(file, found)),
    );
    for (index, body) in parsed.bodies.iter() {
        lines.push(format!("{index:?} {}", expr(body, body.root)));
    }
    lines.join("\n")
}
