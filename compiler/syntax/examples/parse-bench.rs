//! `cargo run --release -p hx2rs-syntax --example parse-bench [PATH]…`: how fast files are parsed with all their bodies,
//! on one thread. Without paths: a dense file made up here, and the official std where it is unpacked.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // Not part of the core: it reads files and prints.

use hx2rs_base::Defines;
use hx2rs_syntax::{count_tokens, parse_text};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if !paths.is_empty() {
        for path in paths {
            measure(&path.display().to_string(), &files(&path));
        }
        return;
    }
    measure("dense code", &[dense()]);
    let roots = [
        std::env::var("HX2RS_ORACLE").unwrap_or_default(),
        "/opt/oracle".to_owned(),
    ];
    for root in roots {
        let std = Path::new(&root).join("root/usr/share/haxe/std");
        if !root.is_empty() && std.is_dir() {
            measure("official std", &files(&std));
            return;
        }
    }
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

fn measure(what: &str, texts: &[String]) {
    let defines = Defines::default();
    let bytes: usize = texts.iter().map(String::len).sum();
    let tokens: usize = texts.iter().map(|text| count_tokens(text, &defines)).sum();
    // The best of many short runs: other processes disturb long ones.
    let rounds = if bytes < 1 << 20 { 200 } else { 7 };
    let best = |run: &dyn Fn(&str) -> usize| {
        (0..rounds)
            .map(|_| {
                let start = Instant::now();
                let sum: usize = texts.iter().map(|text| run(text)).sum();
                std::hint::black_box(sum);
                start.elapsed().as_secs_f64()
            })
            .fold(f64::INFINITY, f64::min)
    };
    let lexing = best(&|text| count_tokens(text, &defines));
    let parsing = best(&|text| parse_text(text, &defines).bodies.len());
    let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
    let errors: usize = texts
        .iter()
        .map(|text| parse_text(text, &defines).diagnostics.len())
        .sum();
    println!(
        "{what}: {} files, {:.2} MB, {:.2} bytes per token, {errors} diagnostics\n  lexing {:.1} MB/s, lexing and parsing {:.1} MB/s",
        texts.len(),
        bytes as f64 / 1e6,
        bytes as f64 / tokens as f64,
        speed(lexing),
        speed(parsing),
    );
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
