//! Making a failing program small: parts are taken away as long as it fails. The parts are those that the generator writes: a
//! line with all that is indented below it, braces included, and then what stands in parentheses. What is no program any more
//! does not fail in the same way, so nothing has to be known of the language here.

/// The smallest program that still `fails`, of those that are found by taking away one part after the other.
pub fn shrink(text: &str, mut fails: impl FnMut(&str) -> bool) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    loop {
        let before = lines.clone();
        lines = without_parts(lines, &mut fails);
        lines = with_simple_values(lines, &mut fails);
        if lines == before {
            return joined(&lines);
        }
    }
}

fn joined(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches('\t').len()
}

/// How many lines the part has that begins here.
fn part(lines: &[String]) -> usize {
    let Some((first, rest)) = lines.split_first() else {
        return 0;
    };
    let own = indent(first);
    let inside = rest.iter().take_while(|line| {
        let closes = indent(line) == own && line.trim_start().starts_with('}');
        line.is_empty() || indent(line) > own || closes
    });
    1 + inside.count()
}

/// Takes away whole parts, then only what is around their inside.
fn without_parts(mut lines: Vec<String>, fails: &mut impl FnMut(&str) -> bool) -> Vec<String> {
    let mut depth = 0;
    let deepest = lines.iter().map(|line| indent(line)).max().unwrap_or(0);
    while depth <= deepest {
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            if line.is_empty() || indent(line) != depth || line.trim_start().starts_with('}') {
                at += 1;
                continue;
            }
            let count = part(lines.get(at..).unwrap_or_default());
            let end = at + count;
            let mut fewer = lines.clone();
            fewer.drain(at..end);
            if fails(&joined(&fewer)) {
                lines = fewer;
                continue;
            }
            // Only the head and its braces.
            let outer = |line: &String| !line.is_empty() && indent(line) == depth;
            let mut inside = lines.clone();
            let inner = inside.drain(at..end).filter(|line| !outer(line));
            let inner = inner.map(|line| line.strip_prefix('\t').unwrap_or(&line).to_owned());
            let inner: Vec<String> = inner.collect();
            if count > 1 && !inner.is_empty() {
                inside.splice(at..at, inner);
                if fails(&joined(&inside)) {
                    lines = inside;
                    continue;
                }
            }
            at += 1;
        }
        depth += 1;
    }
    lines
}

/// Puts something plain in place of what stands in parentheses.
fn with_simple_values(mut lines: Vec<String>, fails: &mut impl FnMut(&str) -> bool) -> Vec<String> {
    for at in 0..lines.len() {
        let mut from = 0;
        while let Some(line) = lines.get(at).cloned() {
            let Some((start, end)) = parentheses(&line, from) else {
                break;
            };
            from = start + 1;
            let (before, rest) = line.split_at(start);
            let (_, after) = rest.split_at(end - start);
            let is_call = before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let simple: &[&str] = match is_call {
                true => &["()"],
                false => &["0", "true", "\"\"", "[0]"],
            };
            for value in simple {
                let mut plainer = lines.clone();
                if let Some(line) = plainer.get_mut(at) {
                    *line = format!("{before}{value}{after}");
                }
                if end - start > value.len() && fails(&joined(&plainer)) {
                    lines = plainer;
                    break;
                }
            }
        }
    }
    lines
}

/// The next group in parentheses.
fn parentheses(line: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + line.get(from..)?.find('(')?;
    let mut depth = 0;
    for (at, char) in line.get(start..)?.char_indices() {
        match char {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((start, start + at + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_needed_goes() {
        let text = "class A {\n\tvar x = 1;\n}\n\nclass B {\n\tfunction f() {\n\t\tif ((1 < 2)) {\n\t\t\ta((3 + 4));\n\t\t\tfault();\n\t\t} else {\n\t\t\tb();\n\t\t}\n\t\treturn 1;\n\t}\n}\n";
        let fails = |text: &str| text.contains("class B") && text.contains("fault()");
        assert_eq!(shrink(text, fails), "class B {\n\tfault();\n}\n");
    }

    #[test]
    fn values_become_plain() {
        let text = "var x = f((a * (b + c)), 1);\n";
        let fails = |text: &str| text.contains("f(") && text.contains(", 1)");
        assert_eq!(shrink(text, fails), "var x = f(0, 1);\n");
    }
}
