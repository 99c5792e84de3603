//! Modules of enums, generic collections, scanners and definitions.

use super::World;
use super::code::{Code, Enum, Kind, Variable};
use super::random::{Random, capital};
use std::rc::Rc;

/// An enum, and functions that switch over it.
pub(super) fn variants(random: &mut Random, world: &mut World, package: &str) -> (String, String) {
    let name = random.type_name("");
    let tools = format!("{name}Tools");
    let mut taken = Vec::new();
    let mut list: Vec<(String, Vec<Kind>)> = Vec::new();
    for _ in 0..random.range(3, 7) {
        let variant = capital(&random.variable(&mut taken));
        let params = (0..random.range(0, 2)).map(|_| {
            if random.percent(70) {
                Kind::Int
            } else {
                Kind::Text
            }
        });
        list.push((variant, params.collect()));
    }
    let recursive = random.percent(50);
    let mut text = format!(
        "package {package};\n\nimport tool.Check;\n\n{}enum {name} {{\n",
        random.doc("")
    );
    for (variant, params) in &list {
        let written: Vec<String> = params
            .iter()
            .enumerate()
            .map(|(index, kind)| {
                format!(
                    "{}{index}:{}",
                    if *kind == Kind::Int {
                        "amount"
                    } else {
                        "label"
                    },
                    kind.written()
                )
            })
            .collect();
        match written.is_empty() {
            true => text.push_str(&format!("\t{variant};\n")),
            false => text.push_str(&format!("\t{variant}({});\n", written.join(", "))),
        }
    }
    if recursive {
        text.push_str(&format!(
            "\tBoth(left:{name}, right:{name});\n\tMany(list:Array<{name}>);\n"
        ));
    }
    text.push_str("}\n\n");
    text.push_str(&format!(
        "/** What can be asked of a {name}. **/\nclass {tools} {{\n"
    ));
    let of = Rc::new(Enum {
        package: package.to_owned(),
        module: tools.clone(),
        name: name.clone(),
        variants: list.clone(),
    });
    let mut methods = vec![
        "check".to_owned(),
        "show".to_owned(),
        "all".to_owned(),
        "value".to_owned(),
    ];
    let mut calls = String::new();
    for _ in 0..random.range(2, 5) {
        let method = random.method(&mut methods);
        text.push_str(&random.doc("\t"));
        text.push_str(&format!("\tpublic static function {method}(value:{name}, factor:Int):Int {{\n\t\treturn switch (value) {{\n"));
        for (variant, params) in &list {
            let mut code = Code::new(random, 4);
            code.variables.push(Variable {
                name: "factor".to_owned(),
                kind: Kind::Int,
                writable: false,
            });
            code.names.push("factor".to_owned());
            let mut names = Vec::new();
            for (index, kind) in params.iter().enumerate() {
                let name = format!(
                    "{}{index}",
                    if *kind == Kind::Int {
                        "amount"
                    } else {
                        "label"
                    }
                );
                code.variables.push(Variable {
                    name: name.clone(),
                    kind: kind.clone(),
                    writable: false,
                });
                names.push(name);
            }
            let pattern = if names.is_empty() {
                variant.clone()
            } else {
                format!("{variant}({})", names.join(", "))
            };
            let result = code.value(&Kind::Int, 2);
            if code.random.percent(25) && params.first() == Some(&Kind::Int) {
                let other = code.value(&Kind::Int, 1);
                text.push_str(&format!(
                    "\t\t\tcase {pattern} if (amount0 > factor): {other};\n"
                ));
            }
            text.push_str(&format!("\t\t\tcase {pattern}: {result};\n"));
        }
        if recursive {
            text.push_str(&format!(
                "\t\t\tcase Both(left, right): {method}(left, factor) - {method}(right, factor + 1);\n\t\t\tcase Many(list):\n\t\t\t\tvar sum = 0;\n\t\t\t\tfor (one in list) {{\n\t\t\t\t\tsum = sum * 3 + {method}(one, factor);\n\t\t\t\t}}\n\t\t\t\tsum;\n"
            ));
        }
        text.push_str("\t\t}\n\t}\n\n");
        calls.push_str(&format!(
            "\t\t\tsum = sum * 31 + {method}(value, {});\n",
            random.range(1, 9)
        ));
    }
    text.push_str(&format!(
        "\tpublic static function show(value:{name}):String {{\n\t\tswitch (value) {{\n"
    ));
    for (variant, params) in &list {
        let names = ["first", "second"];
        let names: Vec<&str> = names.into_iter().take(params.len()).collect();
        let shown: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
        let pattern = if names.is_empty() {
            variant.clone()
        } else {
            format!("{variant}({})", names.join(", "))
        };
        text.push_str(&format!(
            "\t\t\tcase {pattern}:\n\t\t\t\treturn '{} {}';\n",
            variant.to_lowercase(),
            shown.join(" and ")
        ));
    }
    if recursive {
        text.push_str("\t\t\tcase Both(left, right):\n\t\t\t\treturn '(' + show(left) + ', ' + show(right) + ')';\n\t\t\tcase Many(list):\n\t\t\t\treturn [for (one in list) show(one)].join('; ');\n");
    }
    text.push_str("\t\t}\n\t}\n\n");
    text.push_str(&format!("\t/** Goes through values of all kinds. **/\n\tpublic static function check():Int {{\n\t\tvar sum = 0;\n\t\tvar all:Array<{name}> = [\n"));
    let mut code = Code::new(random, 3);
    for _ in 0..4 {
        let value = code.value(&Kind::Variant(Rc::clone(&of)), 1);
        code.line(&format!("{value},"));
    }
    text.push_str(&code.text);
    if recursive {
        let first = code.value(&Kind::Variant(Rc::clone(&of)), 0);
        let second = code.value(&Kind::Variant(Rc::clone(&of)), 0);
        text.push_str(&format!(
            "\t\t\tBoth({first}, {second}),\n\t\t\tMany([{second}, {first}])\n"
        ));
    }
    text.push_str(&format!("\t\t];\n\t\tfor (value in all) {{\n{calls}\t\t\tsum += Check.text(show(value));\n\t\t}}\n\t\treturn sum;\n\t}}\n}}\n"));
    if !recursive {
        world.enums.push(Enum::clone(&of));
    }
    (tools, text)
}

/// A generic collection with some of the usual functions.
pub(super) fn collection(random: &mut Random, package: &str) -> (String, String) {
    let ending = random
        .pick(&["Pool", "List", "Stack", "Ring"])
        .copied()
        .unwrap_or("Pool");
    let name = random.type_name(ending);
    let limit = random.range(4, 40);
    let mut text = format!(
        "package {package};\n\nimport tool.Check;\n\n{}class {name}<T> {{\n\tvar items:Array<T> = [];\n\tvar limit:Int;\n\n\tpublic var length(get, never):Int;\n\n\tpublic function new(limit:Int = {limit}) {{\n\t\tthis.limit = limit;\n\t}}\n\n\tfunction get_length():Int {{\n\t\treturn items.length;\n\t}}\n\n{}\tpublic function add(item:T):Bool {{\n\t\tif (items.length >= limit) {{\n\t\t\treturn false;\n\t\t}}\n\t\titems.push(item);\n\t\treturn true;\n\t}}\n\n",
        random.doc(""),
        random.doc("\t")
    );
    let mut calls = String::new();
    let all: &[(&str, &str)] = &[
        (
            "\tpublic function each(act:T->Void):Void {\n\t\tfor (item in items) {\n\t\t\tact(item);\n\t\t}\n\t}\n\n",
            "numbers.each(item -> sum += item);",
        ),
        (
            "\tpublic function convert<R>(change:T->R):Array<R> {\n\t\treturn [for (item in items) change(item)];\n\t}\n\n",
            "sum += Check.text(numbers.convert(item -> 'n$item').join(\"-\"));",
        ),
        (
            "\tpublic function fold<A>(change:(A, T)->A, first:A):A {\n\t\tvar result = first;\n\t\tfor (item in items) {\n\t\t\tresult = change(result, item);\n\t\t}\n\t\treturn result;\n\t}\n\n",
            "sum = sum * 31 + numbers.fold((all, item) -> all * 3 + item, 1);",
        ),
        (
            "\tpublic function find(test:T->Bool):Null<T> {\n\t\tfor (item in items) {\n\t\t\tif (test(item)) {\n\t\t\t\treturn item;\n\t\t\t}\n\t\t}\n\t\treturn null;\n\t}\n\n",
            "sum += numbers.find(item -> item > 5) == null ? 1 : 2;",
        ),
        (
            "\tpublic function count(test:T->Bool):Int {\n\t\tvar found = 0;\n\t\tfor (item in items) {\n\t\t\tif (test(item)) {\n\t\t\t\tfound++;\n\t\t\t}\n\t\t}\n\t\treturn found;\n\t}\n\n",
            "sum += words.count(word -> word.length > 4);",
        ),
        (
            "\tpublic function drain():Array<T> {\n\t\tvar old = items;\n\t\titems = [];\n\t\treturn old;\n\t}\n\n",
            "sum += Check.list(numbers.drain());",
        ),
        (
            "\tpublic function last():Null<T> {\n\t\treturn items.length == 0 ? null : items[items.length - 1];\n\t}\n\n",
            "sum += words.last() == null ? 3 : 4;",
        ),
        (
            "\tpublic function sorted(compare:(T, T)->Int):Array<T> {\n\t\tvar copy = items.copy();\n\t\tcopy.sort(compare);\n\t\treturn copy;\n\t}\n\n",
            "sum += Check.list(numbers.sorted((a, b) -> b - a));",
        ),
        (
            "\tpublic function iterator():Iterator<T> {\n\t\treturn items.iterator();\n\t}\n\n",
            "for (word in words) {\n\t\t\tsum += Check.text(word);\n\t\t}",
        ),
    ];
    for (method, call) in all {
        if random.percent(70) {
            if random.percent(70) {
                text.push_str(&random.doc("\t"));
            }
            text.push_str(method);
            calls.push_str(&format!("\t\t{call}\n"));
        }
    }
    text.push_str(&format!("\t/** Uses one of numbers and one of texts. **/\n\tpublic static function check():Int {{\n\t\tvar numbers = new {name}<Int>();\n\t\tvar words = new {name}<String>({});\n\t\tvar sum = 0;\n\t\tfor (number in 0...6) {{\n\t\t\tnumbers.add(number * {});\n\t\t\twords.add('{} $number');\n\t\t}}\n{calls}\t\treturn sum + numbers.length;\n\t}}\n}}\n", random.range(2, 9), random.range(2, 9), random.text()));
    (name, text)
}

/// A scanner of some small language.
pub(super) fn scanner(random: &mut Random, package: &str) -> (String, String) {
    let name = random.type_name("Scanner");
    let mut taken = Vec::new();
    let word = random.method(&mut taken);
    let number = random.method(&mut taken);
    let all = random.method(&mut taken);
    let (mark, other) = (["#", "%", "&", "~"], ["+", "-", "*", "/"]);
    let mark = random.pick(&mark).copied().unwrap_or("#");
    let other = random.pick(&other).copied().unwrap_or("+");
    let text = format!(
        r#"package {package};

import tool.Check;

{doc}class {name} {{
	final text:String;
	var position = 0;
	var buffer = new StringBuf();

	public function new(text:String) {{
		this.text = text;
	}}

	inline function peek():Int {{
		var code = text.charCodeAt(position);
		return code == null ? -1 : code;
	}}

	static function isDigit(code:Int):Bool {{
		return code >= "0".code && code <= "9".code;
	}}

	static function isLetter(code:Int):Bool {{
		return (code >= "a".code && code <= "z".code) || (code >= "A".code && code <= "Z".code) || code == "_".code;
	}}

{doc1}	public function {number}():Int {{
		var value = 0;
		while (isDigit(peek())) {{
			value = value * 10 + (peek() - "0".code);
			position++;
		}}
		return value;
	}}

{doc2}	public function {word}():String {{
		var start = position;
		while (isLetter(peek()) || isDigit(peek())) {{
			position++;
		}}
		return text.substring(start, position);
	}}

	/** All tokens, one after the other. **/
	public function {all}():Array<String> {{
		var found = [];
		while (position < text.length) {{
			var code = peek();
			switch (code) {{
				case " ".code | "\t".code:
					position++;
				case "{mark}".code:
					position++;
					found.push("mark");
				case "{other}".code:
					position++;
					found.push("operator");
				default:
					if (isDigit(code)) {{
						found.push('number ${{{number}()}}');
					}} else if (isLetter(code)) {{
						found.push("word " + {word}());
					}} else {{
						buffer.addChar(code);
						position++;
					}}
			}}
		}}
		if (buffer.length > 0) {{
			found.push("rest " + buffer.toString());
		}}
		return found;
	}}

	/** Scans a line. **/
	public static function check():Int {{
		var subject = new {name}("{first} {mark} 12{other}x{value} ({second})");
		var tokens = subject.{all}();
		return Check.text(tokens.join("|"));
	}}
}}
"#,
        doc = random.doc(""),
        doc1 = random.doc("\t"),
        doc2 = random.doc("\t"),
        first = random.text(),
        second = random.text(),
        value = random.range(1, 999),
    );
    (name, text)
}

/// Constants, structures and small inline functions.
pub(super) fn definitions(random: &mut Random, package: &str) -> (String, String) {
    let name = random.type_name("Tools");
    let (mode, point) = (random.type_name("Mode"), random.type_name("Data"));
    let mut text = format!(
        "package {package};\n\nimport tool.Check;\n\n{}enum abstract {mode}(Int) to Int {{\n",
        random.doc("")
    );
    let mut taken = Vec::new();
    let values: Vec<String> = (0..random.range(3, 8))
        .map(|_| capital(&random.variable(&mut taken)))
        .collect();
    for (index, value) in values.iter().enumerate() {
        text.push_str(&format!("\tvar {value} = {};\n", index * 3 + 1));
    }
    let label = random.text();
    text.push_str(&format!("}}\n\n{}typedef {point} = {{\n\tx:Int,\n\ty:Int,\n\t?label:String\n}}\n\nclass {name} {{\n", random.doc("")));
    text.push_str(&format!("\tpublic static inline function clamp(value:Int, low:Int, high:Int):Int {{\n\t\treturn value < low ? low : (value > high ? high : value);\n\t}}\n\n{}\tpublic static function moved(point:{point}, by:Int):{point} {{\n\t\treturn {{x: point.x + by, y: point.y - by, label: \"{label}\"}};\n\t}}\n\n", random.doc("\t")));
    text.push_str(&format!(
        "\tpublic static function title(mode:{mode}):String {{\n\t\treturn switch (mode) {{\n"
    ));
    for value in &values {
        text.push_str(&format!(
            "\t\t\tcase {value}: \"{} {}\";\n",
            value.to_lowercase(),
            random.text()
        ));
    }
    text.push_str("\t\t}\n\t}\n\n");
    let mut methods = vec![
        "clamp".to_owned(),
        "moved".to_owned(),
        "title".to_owned(),
        "check".to_owned(),
        "value".to_owned(),
    ];
    let mut calls = String::new();
    for _ in 0..random.range(3, 8) {
        let method = random.method(&mut methods);
        let mut code = Code::new(random, 2);
        code.names = vec!["value".to_owned(), "index".to_owned(), "item".to_owned()];
        code.variables.push(Variable {
            name: "value".to_owned(),
            kind: Kind::Int,
            writable: true,
        });
        let lines = code.random.range(1, 8);
        code.statements(lines);
        let result = code.value(&Kind::Int, 2);
        code.line(&format!("return clamp({result}, 0, {});", 100 + lines));
        let body = code.text;
        text.push_str(&format!(
            "{}\tpublic static function {method}(value:Int):Int {{\n{body}\t}}\n\n",
            random.doc("\t")
        ));
        calls.push_str(&format!("\t\tsum = sum * 31 + {method}(sum % 50);\n"));
    }
    let first = values.first().cloned().unwrap_or_default();
    text.push_str(&format!("\t/** Uses all of it. **/\n\tpublic static function check():Int {{\n\t\tvar place = moved({{x: 3, y: {}}}, 2);\n\t\tvar sum = place.x * 7 + place.y;\n\t\tsum += Check.text(title({first}));\n{calls}\t\treturn sum;\n\t}}\n}}\n", random.range(1, 50)));
    (name, text)
}
