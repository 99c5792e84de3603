//! What `haxe.rtti.Rtti` tells: the classes that `@:rtti` marks, and those that extend one, as the XML that
//! `haxe.rtti.XmlParser` reads: fields with their types, rights, metadata and documentation.
//!
//! As for [metadata](super::metadata), the standard library declares the function, and a program that does not call
//! it has none of this. Not here: the official XML of enums, typedefs and abstracts, which no program sees.

use crate::definition::{
    Definition, Form, MemberForm, MemberItem, body_tree, definition, member_place, members, place,
};
use crate::lookup::{Signature, signature};
use crate::{
    Accessor, Const, FieldAccess, FunctionKind, Program, Ty, TyKind, TypeParamOwner, known,
};
use hx2rs_base::{Db, DefId, MemberId, Space};
use hx2rs_syntax::ast::{self, Ast, ExprKind, List};
use hx2rs_syntax::parse_file;

/// Writes the body of the function that tells all of it, if the program calls that.
pub(super) fn tell(db: &dyn Db, program: &mut Program) {
    let teller = MemberId::new(known::rtti(), "textOf", Space::Static);
    if !program.functions.contains_key(&teller) {
        return;
    }
    let writer = Writer { db, program };
    let defs = program.types.keys();
    let told = defs.filter_map(|def| Some((program.path(*def), writer.class(*def)?)));
    let told = told.collect();
    super::metadata::write_teller(program, teller, told);
}

/// An element under construction.
struct Element {
    name: String,
    attributes: String,
    inside: String,
}

impl Element {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            attributes: String::new(),
            inside: String::new(),
        }
    }

    fn attribute(&mut self, name: &str, value: &str) {
        for part in [" ", name, "=\""] {
            self.attributes.push_str(part);
        }
        escape(value, &mut self.attributes);
        self.attributes.push('"');
    }

    fn attribute_if(&mut self, holds: bool, name: &str) {
        if holds {
            self.attribute(name, "1");
        }
    }

    fn text(mut self, text: &str) -> Self {
        escape(text, &mut self.inside);
        self
    }

    fn write(self, out: &mut String) {
        let Self {
            name,
            attributes,
            inside,
        } = self;
        let ending = match inside.is_empty() {
            true => "/>".to_owned(),
            false => format!(">{inside}</{name}>"),
        };
        out.extend(["<", &name, &attributes, &ending]);
    }
}

fn escape(text: &str, out: &mut String) {
    for char in text.chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            char => out.push(char),
        }
    }
}

struct Writer<'p> {
    db: &'p dyn Db,
    program: &'p Program,
}

impl Writer<'_> {
    /// The whole of a class; nothing of what is not marked.
    fn class(&self, def: DefId) -> Option<String> {
        let definition = definition(self.db, def).as_ref()?;
        let is_interface = definition.form == Form::Interface;
        if !is_interface && definition.form != Form::Class || !self.is_marked(definition) {
            return None;
        }
        let path = self.program.path(def);
        let mut class = Element::new("class");
        class.attribute("path", &path);
        class.attribute(
            "params",
            &params(definition.type_params.iter().map(|it| it.id)),
        );
        class.attribute_if(definition.is_private, "private");
        if def.module().as_str() != path {
            class.attribute("module", def.module().as_str());
        }
        class.attribute_if(definition.is_extern, "extern");
        class.attribute_if(is_interface, "interface");
        class.attribute_if(definition.is_final, "final");
        class.attribute_if(definition.is_abstract, "abstract");
        if let Some(base) = definition.extends {
            self.applied("extends", base, &mut class.inside);
        }
        let role = if is_interface {
            "extends"
        } else {
            "implements"
        };
        for base in &definition.implements {
            self.applied(role, *base, &mut class.inside);
        }
        self.fields(def, &mut class.inside);
        let (file, index) = place(self.db, def)?;
        let tree = parse_file(self.db, file);
        let declaration = tree.declarations.get(index)?;
        let text = file.text(self.db).as_deref().unwrap_or_default();
        if let Some(doc) = super::items::doc(self.db, file, declaration.doc) {
            Element::new("haxe_doc").text(&doc).write(&mut class.inside);
        }
        metadata(None, tree, text, declaration.metadata, &mut class.inside);
        let mut out = String::new();
        class.write(&mut out);
        Some(out)
    }

    /// Whether the class or one that it extends is marked.
    fn is_marked(&self, definition: &Definition) -> bool {
        let mut definition = definition;
        // A chain that is longer is a cycle, which the checks report.
        for _ in 0..200 {
            if definition.has_metadata(":rtti") {
                return true;
            }
            let above = definition.extends.and_then(Ty::def);
            let above = above.and_then(|above| self::definition(self.db, above).as_ref());
            let Some(above) = above else { return false };
            definition = above;
        }
        false
    }

    /// Statics, then the members of objects, then the constructor.
    fn fields(&self, def: DefId, out: &mut String) {
        let all = members(self.db, def).list.iter();
        let mut all: Vec<_> = all.filter(|item| !item.is_added()).collect();
        all.sort_by_key(|item| match item.form {
            MemberForm::Function(FunctionKind::Constructor) => 2,
            MemberForm::Function(_)
            | MemberForm::Variable { .. }
            | MemberForm::EnumConstructor { .. } => u8::from(!item.is_static()),
        });
        for item in all {
            self.field(item, out);
        }
    }

    fn field(&self, item: &MemberItem, out: &mut String) -> Option<()> {
        let (file, tree, syntax) = member_place(self.db, item.id)?;
        let text = file.text(self.db).as_deref().unwrap_or_default();
        let signature = signature(self.db, item.id);
        let is_function = matches!(item.form, MemberForm::Function(_));
        let mut field = Element::new(item.id.name().as_str());
        if !signature.type_params.is_empty() {
            field.attribute(
                "params",
                &params(signature.type_params.iter().map(|it| it.id)),
            );
        }
        let is_final = match syntax.kind {
            ast::MemberKind::Field { is_final, .. } => is_final,
            ast::MemberKind::Method { .. } | ast::MemberKind::Constructor { .. } => item.is_final,
        };
        field.attribute_if(is_final, "final");
        field.attribute_if(item.is_abstract, "abstract");
        field.attribute_if(signature.is_public, "public");
        rights(item, signature, &mut field);
        let value = match is_function {
            true => None,
            false => self.initialiser(item.id, text),
        };
        if let Some(value) = &value {
            field.attribute("expr", value);
        }
        if item.has_body {
            let module = item.id.owner().module();
            let line =
                crate::SourceText::new("".into(), module, text.into()).line(syntax.range.start);
            field.attribute("line", &line.to_string());
        }
        field.attribute_if(item.is_static(), "static");
        field.attribute_if(item.is_override, "override");
        let mut defaults = Vec::new();
        if let ast::MemberKind::Method { signature, .. } = syntax.kind {
            for param in tree.list(signature.params) {
                defaults.push(param.default.map(|value| source(tree, text, value, 0)));
            }
        }
        match is_function {
            true => self.function(signature, &defaults, &mut field.inside),
            false => self.ty(signature.result, &mut field.inside),
        }
        let named = tree.list(match syntax.kind {
            ast::MemberKind::Method { signature, .. } => signature.params,
            ast::MemberKind::Field { .. } | ast::MemberKind::Constructor { .. } => List::default(),
        });
        let named = named.iter().zip(&defaults).rev();
        let named = named.filter_map(|(param, value)| {
            let value = value.as_ref().filter(|value| *value != "null")?;
            Some(format!("{} : {value}", param.name.name))
        });
        let named: Vec<String> = named.collect();
        let value = match named.is_empty() {
            true => value,
            false => Some(format!("{{ {} }}", named.join(", "))),
        };
        metadata(value, tree, text, syntax.metadata, &mut field.inside);
        if let Some(doc) = super::items::doc(self.db, file, syntax.doc) {
            Element::new("haxe_doc").text(&doc).write(&mut field.inside);
        }
        field.write(out);
        Some(())
    }

    /// The value of a variable as it is written.
    fn initialiser(&self, member: MemberId, text: &str) -> Option<String> {
        let body = body_tree(self.db, member)?;
        let start = crate::declaration::body_start(self.db, member);
        Some(source(body, text, body.root, start))
    }

    fn function(&self, signature: &Signature, defaults: &[Option<String>], out: &mut String) {
        let mut function = Element::new("f");
        let names = signature.params.iter().map(|param| {
            let mark = if param.optional { "?" } else { "" };
            format!("{mark}{}", param.name)
        });
        function.attribute("a", &names.collect::<Vec<_>>().join(":"));
        if defaults.iter().any(Option::is_some) {
            let values = defaults.iter().map(|it| it.as_deref().unwrap_or_default());
            function.attribute("v", &values.collect::<Vec<_>>().join(":"));
        }
        for param in &signature.params {
            let is_known = !matches!(param.default, None | Some(Const::Null));
            let ty = match param.optional && !is_known && !self.is_position(param.ty) {
                true => param.ty.without_null(),
                false => param.ty,
            };
            self.ty(ty, &mut function.inside);
        }
        self.ty(signature.result, &mut function.inside);
        function.write(out);
    }

    /// Whether an argument is the position of the call: its type keeps its `Null`.
    fn is_position(&self, ty: Ty) -> bool {
        ty.without_null().def() == Some(known::pos_infos())
    }

    /// An element with the path of a declared type, and its type arguments inside.
    fn applied(&self, element: &str, ty: Ty, out: &mut String) {
        let path = match ty.def() {
            Some(def) => self.program.path(def),
            None => String::new(),
        };
        self.named(element, &path, ty.arguments(), out);
    }

    fn named(&self, element: &str, path: &str, arguments: &[Ty], out: &mut String) {
        let mut element = Element::new(element);
        element.attribute("path", path);
        for argument in arguments {
            self.ty(*argument, &mut element.inside);
        }
        element.write(out);
    }

    fn ty(&self, ty: Ty, out: &mut String) {
        match ty.kind() {
            TyKind::Error | TyKind::Infer(_) => Element::new("unknown").write(out),
            TyKind::Void => self.named("x", "Void", &[], out),
            TyKind::Int => self.named("x", "Int", &[], out),
            TyKind::Float => self.named("x", "Float", &[], out),
            TyKind::Bool => self.named("x", "Bool", &[], out),
            TyKind::Null(inner) => self.named("x", "Null", &[*inner], out),
            TyKind::Dynamic(inner) => {
                let mut dynamic = Element::new("d");
                if let Some(inner) = inner {
                    self.ty(*inner, &mut dynamic.inside);
                }
                dynamic.write(out);
            }
            // What these are officially is not what they are here.
            TyKind::Class(def, _) if *def == known::map() => self.applied("t", ty, out),
            TyKind::Class(def, _) | TyKind::Enum(def, _)
                if [known::class(), known::enum_(), known::enum_value()].contains(def) =>
            {
                self.applied("x", ty, out);
            }
            TyKind::Class(..) => self.applied("c", ty, out),
            TyKind::Enum(..) => self.applied("e", ty, out),
            TyKind::Alias(..) => self.applied("t", ty, out),
            TyKind::Abstract(..) => self.applied("x", ty, out),
            TyKind::TypeOf(def) => {
                let mut class = Element::new("x");
                class.attribute("path", "Class");
                self.named("c", &self.program.path(*def), &[], &mut class.inside);
                class.write(out);
            }
            TyKind::Param(param) => {
                let key = param.data();
                let owner = match key.owner {
                    TypeParamOwner::Def(def) => self.program.path(def),
                    TypeParamOwner::Member(member) | TypeParamOwner::Local(member, _) => {
                        member.name().as_str().to_owned()
                    }
                };
                self.named("c", &format!("{owner}.{}", key.name), &[], out);
            }
            TyKind::Function(function) => {
                let mut element = Element::new("f");
                let names = function.params.iter().map(|param| {
                    let mark = if param.optional { "?" } else { "" };
                    let name = param.name.map_or("", |name| name.as_str());
                    format!("{mark}{name}")
                });
                element.attribute("a", &names.collect::<Vec<_>>().join(":"));
                for param in &function.params {
                    let ty = match param.optional {
                        true => param.ty.without_null(),
                        false => param.ty,
                    };
                    self.ty(ty, &mut element.inside);
                }
                self.ty(function.result, &mut element.inside);
                element.write(out);
            }
            TyKind::Structure(fields) => {
                let mut structure = Element::new("a");
                for field in fields {
                    let mut element = Element::new(field.name.as_str());
                    element.attribute_if(field.access == FieldAccess::Final, "final");
                    access(field.access, &mut element);
                    self.ty(field.ty, &mut element.inside);
                    if field.optional {
                        let mark = "<meta><m n=\":optional\"/></meta>";
                        element.inside.push_str(mark);
                    }
                    element.write(&mut structure.inside);
                }
                structure.write(out);
            }
        }
    }
}

/// Names of type parameters.
fn params(all: impl Iterator<Item = crate::TypeParamId>) -> String {
    let names: Vec<&str> = all.map(|id| id.data().name.as_str()).collect();
    names.join(":")
}

/// How a member may be read and written.
fn rights(item: &MemberItem, signature: &Signature, out: &mut Element) {
    if item.is_inline {
        out.attribute("get", "inline");
        out.attribute("set", "null");
    } else if item.is_dynamic {
        out.attribute("set", "dynamic");
    } else if signature.access() == FieldAccess::Final && !item.is_static() {
        // Officially nothing, though nobody can write it.
    } else {
        access(signature.access(), out);
    }
}

fn access(access: FieldAccess, out: &mut Element) {
    let sides = match access {
        FieldAccess::Variable => [None, None],
        FieldAccess::Final => [None, Some("null")],
        FieldAccess::Method => [None, Some("method")],
        FieldAccess::Property(get, set) => [side(get), side(set)],
    };
    for (name, side) in ["get", "set"].into_iter().zip(sides) {
        if let Some(side) = side {
            out.attribute(name, side);
        }
    }
}

fn side(accessor: Accessor) -> Option<&'static str> {
    match accessor {
        Accessor::Default => None,
        Accessor::Null | Accessor::Never => Some("null"),
        Accessor::Method => Some("accessor"),
    }
}

/// All entries, those for the compiler too. `value` is what a variable or its parameters begin with.
fn metadata(
    value: Option<String>,
    tree: &Ast,
    text: &str,
    all: List<ast::Metadata>,
    out: &mut String,
) {
    let mut element = Element::new("meta");
    let mut add = |name: &str, arguments: &[String]| {
        let mut entry = Element::new("m");
        entry.attribute("n", name);
        for argument in arguments {
            Element::new("e").text(argument).write(&mut entry.inside);
        }
        entry.write(&mut element.inside);
    };
    if let Some(value) = value {
        add(":value", &[value]);
    }
    for entry in tree.list(all) {
        let mark = if entry.compiler { ":" } else { "" };
        let arguments = tree.list(entry.args).iter();
        let arguments: Vec<String> = arguments.map(|it| source(tree, text, *it, 0)).collect();
        add(&format!("{mark}{}", entry.name.name), &arguments);
    }
    if !element.inside.is_empty() {
        element.write(out);
    }
}

/// An expression as the official compiler prints it. `start` is where the tree's ranges count from.
fn source(tree: &Ast, text: &str, expr: ast::ExprId, start: u32) -> String {
    let list = |all: &[ast::ExprId]| {
        let all = all.iter().map(|it| source(tree, text, *it, start));
        all.collect::<Vec<_>>().join(", ")
    };
    let syntax = tree.expr(expr);
    if let ExprKind::Array(elements) = syntax.kind {
        return format!("[{}]", list(tree.list(elements)));
    }
    if let ExprKind::Object(fields) = syntax.kind {
        let fields = tree.list(fields).iter().map(|field| {
            let value = source(tree, text, field.value, start);
            format!("{} : {value}", field.name.name)
        });
        return format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "));
    }
    if let ExprKind::String { value, .. } = syntax.kind {
        return format!("{:?}", value.as_str());
    }
    let (from, to) = (start + syntax.range.start, start + syntax.range.end);
    let written = text.get(from as usize..to as usize);
    written.unwrap_or_default().to_owned()
}
