//! `cargo run --release -p hx2rs-bench --bin parse [PATH]…`: how fast text becomes trees, on one thread, with the code of all
//! members. Without paths it measures
//!
//! - *dense code*: a quarter of a megabyte made up here, without comments, blank lines or long names: 3 bytes per token;
//! - *the official std without comments*, where it is unpacked: real code, 4.4 bytes per token;
//! - *the official std* as it is: 9.4 bytes per token, two thirds of them comments.
//!
//! A parser works by token, so its speed in bytes is nearly proportional to the bytes per token. Code that people write is
//! between the second and the third; the floor that the parser promises, 50 MB/s, is for the first.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Not part of the core: it reads files and prints.

use hx2rs_base::Defines;
use hx2rs_base::catalogue::lexer::CONDITIONAL_ERROR;
use hx2rs_syntax::{count_tokens, parse_text};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    for path in &paths {
        measure(&path.display().to_string(), &files(path));
    }
    if !paths.is_empty() {
        return;
    }
    measure("dense code", &[dense()]);
    let Some(std) = official_std() else {
        println!("the official std is not unpacked: HX2RS_ORACLE, .oracle or /opt/oracle");
        return;
    };
    let texts = files(&std);
    let bare: Vec<String> = texts.iter().map(|text| without_comments(text)).collect();
    measure("official std without comments", &bare);
    measure("official std", &texts);
}

/// Where the official distribution is unpacked.
fn official_std() -> Option<PathBuf> {
    let roots = [
        std::env::var_os("HX2RS_ORACLE").map(PathBuf::from),
        Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.oracle")),
        Some(PathBuf::from("/opt/oracle")),
    ];
    let mut roots = roots.into_iter().flatten();
    roots.find_map(|root| Some(root.join("root/usr/share/haxe/std")).filter(|std| std.is_dir()))
}

fn files(path: &Path) -> Vec<String> {
    if path.is_file() {
        return std::fs::read_to_string(path).into_iter().collect();
    }
    let mut paths: Vec<PathBuf> = std::fs::read_dir(path)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "hx"))
        .flat_map(|path| files(path))
        .collect()
}

/// Without a target, some files of the std have no complete statement; these are the ones of `haxe --interp`.
fn defines() -> Defines {
    let mut defines = Defines::default();
    for (name, value) in [
        ("haxe", "4.3.6"),
        ("haxe_ver", "4.306"),
        ("haxe4", "1"),
        ("eval", "1"),
        ("sys", "1"),
    ] {
        defines.set(name, value);
    }
    defines
}

fn measure(what: &str, texts: &[String]) {
    let defines = defines();
    let bytes: usize = texts.iter().map(String::len).sum();
    let tokens: usize = texts.iter().map(|text| count_tokens(text, &defines)).sum();
    // About as much work per round whatever the size.
    let rounds = (40_000_000 / bytes.max(1)).clamp(7, 200);
    let all = |run: &dyn Fn(&str) -> usize| texts.iter().map(|text| run(text)).sum();
    let lexing = best_of(rounds, || all(&|text| count_tokens(text, &defines)));
    let parsing = best_of(rounds, || {
        all(&|text| parse_text(text, &defines).bodies.len())
    });
    let errors = texts
        .iter()
        .flat_map(|text| parse_text(text, &defines).diagnostics)
        // `#error`: some files say that they are not for this target.
        .filter(|found| found.code != CONDITIONAL_ERROR)
        .count();
    let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
    println!(
        "{what}: {} files, {:.2} MB, {:.2} bytes per token, {errors} errors\n  lexing {:.1} MB/s, lexing and parsing {:.1} MB/s, {:.0} ns per token",
        texts.len(),
        bytes as f64 / 1e6,
        bytes as f64 / tokens as f64,
        speed(lexing),
        speed(parsing),
        parsing * 1e9 / tokens as f64,
    );
}

/// The seconds that the fastest of many runs takes. Other processes make runs slower, never faster, so the best of many
/// short runs is what repeats.
fn best_of(rounds: usize, mut run: impl FnMut() -> usize) -> f64 {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

/// The text without comments, and without the lines that hold nothing else.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let len = match letter {
            '/' if rest.starts_with("//") => {
                rest = rest.find('\n').map_or("", |end| rest.split_at(end).1);
                continue;
            }
            '/' if rest.starts_with("/*") => {
                rest = rest.find("*/").map_or("", |end| rest.split_at(end + 2).1);
                kept.push(' ');
                continue;
            }
            '"' | '\'' => literal_len(rest, letter, 1),
            '~' if rest.starts_with("~/") => literal_len(rest, '/', 2),
            _ => letter.len_utf8(),
        };
        let (taken, left) = rest.split_at(len);
        kept.push_str(taken);
        rest = left;
    }
    let lines = kept.lines().map(str::trim_end);
    let lines = lines.filter(|line| !line.is_empty());
    lines.collect::<Vec<&str>>().join("\n")
}

/// How long the literal is that ends with the next `closer` behind `from`.
fn literal_len(text: &str, closer: char, from: usize) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(from) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == closer => return at + closer.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// A quarter of a megabyte of code without comments.
fn dense() -> String {
    let mut text = String::from("package dense;\nimport haxe.ds.StringMap;\n");
    let mut number = 0;
    while text.len() < 256 << 10 {
        number += 1;
        let _ = write!(
            text,
            r#"
class Node{number}<T:Comparable<T>> extends Base<T> implements Visitor {{
	public var key(default, null):T;
	var left:Null<Node{number}<T>>;
	var count:Int = {number} * 2 + 1;
	public function new(key:T, ?left:Node{number}<T>) {{
		super(key);
		this.key = key;
		this.left = left;
	}}
	public function insert(value:T, depth:Int = 0):Node{number}<T> {{
		if (value == null || depth > {number}) return this;
		var order = key.compareTo(value);
		if (order < 0) {{
			left = left == null ? new Node{number}(value) : left.insert(value, depth + 1);
		}} else if (order > 0 && !cache.exists(value)) {{
			for (i in 0...count) values[i] = values[i + 1] * 3 - offsets[i].x;
			cache.set(value, [for (k => v in table) if (v.size > 2) k => v.items.length]);
		}} else {{
			switch (state) {{
				case Idle | Done(_): trace('idle $depth of ${{count - 1}}');
				case Running(job, {{priority: p}}) if (p > 10): job.cancel(x -> x.id == p);
				default: throw new Failure("state", state);
			}}
		}}
		while (depth-- > 0) total += weights[depth] << 2 & 0xFF;
		try risky(value) catch (e:Failure) log(e.message, {{code: e.code, fatal: false}});
		return cast(find(value), Node{number}<T>).balance();
	}}
	static function total(items:Array<Float>):Float {{
		var sum = 0.0;
		for (item in items) sum += item * item;
		return Math.sqrt(sum / items.length);
	}}
}}
"#
        );
    }
    text
}
