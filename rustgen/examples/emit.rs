//! Emits a folder of Haxe files. For trying things out.
#![allow(clippy::all, missing_docs)]
use hx2rs_compiler::*;
use std::sync::Arc;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let (dir, out) = (&args[1], &args[2]);
    let main_name = args.get(3).map_or("Main", |s| s.as_str());
    let mut s = Session::new();
    let mut files = Vec::new();
    fn walk(d: &std::path::Path, base: &std::path::Path, files: &mut Vec<Arc<str>>) {
        for e in std::fs::read_dir(d).unwrap() {
            let p = e.unwrap().path();
            if p.is_dir() {
                walk(&p, base, files)
            } else if p.extension().is_some_and(|x| x == "hx") {
                files.push(p.to_string_lossy().into_owned().into())
            }
        }
    }
    walk(dir.as_ref(), dir.as_ref(), &mut files);
    files.sort();
    s.apply(Change::ClassPaths(vec![ClassPath {
        root: dir.as_str().into(),
        files: files
            .iter()
            .map(|f| {
                f.strip_prefix(dir.as_str())
                    .unwrap()
                    .trim_start_matches('/')
                    .into()
            })
            .collect(),
    }]));
    s.apply(Change::Main(Some(Name::new(main_name))));
    loop {
        let w = s.wanted();
        if w.is_empty() {
            break;
        }
        for p in w {
            let t = std::fs::read_to_string(&*p).ok().map(|t| t.into());
            s.apply(Change::Text(p, t));
        }
    }
    for d in s.check() {
        eprintln!("{:?} {} {:?}", d.code, d.message, d.primary());
    }
    let Some(p) = s.program() else {
        std::process::exit(1)
    };
    let plan = OwnershipPlan::new(&p);
    let o = hx2rs_rustgen::Options {
        name: "main".into(),
        version: "0.1.0".into(),
        prelude_path: "/work/wt/rustgen/prelude".into(),
    };
    let e = hx2rs_rustgen::emit(&p, &plan, &o);
    for d in &e.diagnostics {
        let at = d.primary().and_then(|s| {
            let f = p.files.get(&s.file)?;
            let b = s
                .anchor
                .and_then(|m| p.body_starts.get(&m).copied())
                .unwrap_or(0);
            Some(format!("{}:{:?}", f.path, f.line_column(b + s.range.start)))
        });
        eprintln!("EMIT {:?} {} {:?}", d.code, d.message, at);
    }
    for f in &e.files {
        let path = std::path::Path::new(out).join(&f.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &f.text).unwrap();
    }
    std::fs::write(std::path::Path::new(out).join("main.map"), e.map.to_text()).unwrap();
}
