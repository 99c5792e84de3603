//! The control-flow graphs of a program as stable text: what `--dump=mir` shows. Below each graph stand the uses of
//! variables after which nobody wants the value.

use crate::graph::Graph;
use crate::liveness::liveness;
use hx2rs_hir::Program;
use std::fmt::Write;

/// The graphs of all code of the program's own modules.
pub fn program(program: &Program) -> String {
    let mut text = String::new();
    for (member, typed) in program.own_bodies() {
        let body = &typed.body;
        for graph in Graph::all(body) {
            // Writing to a String does not fail.
            let _ = match graph.closure {
                Some(closure) => writeln!(text, "{member:?} {closure:?}"),
                None => writeln!(text, "{member:?}"),
            };
            text.push_str(&graph.print(body));
            let mut last = liveness(body, &graph).last_uses;
            last.sort();
            let last: Vec<String> = last.iter().map(|expr| format!("{expr:?}")).collect();
            let _ = writeln!(text, "last uses: {}\n", last.join(" "));
        }
    }
    text
}
