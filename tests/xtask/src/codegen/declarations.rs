//! The functions that `prelude/hx` declares, and their bindings.
//!
//! Reads the form that these files are written in, line by line: metadata on a line of its own, then the function.

use super::Source;

/// A type as far as leaf functions know it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HaxeType {
    Int,
    Float,
    Bool,
    String,
    Void,
    Other,
}

/// A function of a class.
pub(super) struct Declaration {
    /// `haxe.Exception`.
    pub class: String,
    /// `toString`; `new` for a constructor.
    pub member: String,
    /// `@:rust("…")`.
    pub rust: Option<String>,
    /// `@:intrinsic`.
    pub intrinsic: bool,
    /// `@:compiler`.
    pub compiler: bool,
    pub has_body: bool,
    /// What an instance method is called on.
    pub receiver: Option<HaxeType>,
    /// Types, and whether they can be null: `?x:T`, `Null<T>`.
    pub parameters: Vec<(HaxeType, bool)>,
    pub result: (HaxeType, bool),
}

/// All functions of all classes.
pub(super) fn read(sources: &[Source]) -> Result<Vec<Declaration>, String> {
    let mut all = Vec::new();
    for source in sources {
        let class = source.path.trim_end_matches(".hx").replace('/', ".");
        let mut metadata = String::new();
        for line in source.text.lines() {
            let line = line.trim();
            if line.starts_with("@:") {
                metadata = String::from(line);
            } else if let Some((head, signature)) = line.split_once("function ") {
                if !head.contains("//") && !source.path.contains("StdTypes") {
                    all.push(function(&class, &metadata, head, signature)?);
                }
                metadata.clear();
            } else if line.contains("class ") {
                metadata.clear();
            }
        }
    }
    Ok(all)
}

fn function(class: &str, metadata: &str, head: &str, text: &str) -> Result<Declaration, String> {
    let bad = || format!("{class}: {text}");
    let open = text.find('(').ok_or_else(bad)?;
    let close = text
        .rfind("):")
        .or_else(|| text.rfind(") {"))
        .ok_or_else(bad)?;
    let name = text.get(..open).ok_or_else(bad)?;
    let member = name.split('<').next().unwrap_or(name);
    let inside = text.get(open + 1..close).ok_or_else(bad)?;
    let mut parameters = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, char) in inside.char_indices().chain([(inside.len(), ',')]) {
        match char {
            '(' | '<' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            '>' if !inside[..at].ends_with('-') => depth -= 1,
            ',' if depth == 0 && at > start => {
                let parameter = inside[start..at].trim();
                let (name, ty) = parameter.split_once(':').ok_or_else(bad)?;
                let (ty, nullable) = haxe_type(ty);
                parameters.push((ty, nullable || name.starts_with('?')));
                start = at + 1;
            }
            _ => {}
        }
    }
    let rest = &text[close + 1..];
    let result = rest
        .trim_start_matches(':')
        .trim_end_matches(['{', ';', '}', ' ']);
    let result = if result.is_empty() {
        (HaxeType::Void, false)
    } else {
        haxe_type(result)
    };
    let is_static = head.contains("static");
    let receiver = match class {
        _ if is_static || member == "new" => None,
        "String" => Some(HaxeType::String),
        _ => Some(HaxeType::Other),
    };
    Ok(Declaration {
        class: String::from(class),
        member: String::from(member),
        rust: metadata
            .split("@:rust(\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .map(String::from),
        intrinsic: metadata.contains("@:intrinsic"),
        compiler: metadata.contains("@:compiler"),
        has_body: !text.ends_with(';'),
        receiver,
        parameters,
        result,
    })
}

fn haxe_type(text: &str) -> (HaxeType, bool) {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix("Null<") {
        return (haxe_type(inner.trim_end_matches('>')).0, true);
    }
    let ty = match text {
        "Int" => HaxeType::Int,
        "Float" => HaxeType::Float,
        "Bool" => HaxeType::Bool,
        "String" => HaxeType::String,
        "Void" => HaxeType::Void,
        _ => HaxeType::Other,
    };
    (ty, false)
}
