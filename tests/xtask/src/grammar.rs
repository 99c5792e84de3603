//! `cargo run -p xtask --features grammar -- grammar [check]`: the tables that LALRPOP makes of the grammar, in the form
//! that our own driver walks (`output.rs` reads, `tables.rs` writes). The result is committed, and the generator is behind
//! a feature, so that nobody waits for it who does not change the grammar.

#[cfg(feature = "grammar")]
mod output;
#[cfg(feature = "grammar")]
mod tables;

/// Where the grammar and the generated parser are.
#[cfg(feature = "grammar")]
const FOLDER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../compiler/syntax/src/grammar"
);

/// Writes the parser, or with `check` compares it with the committed one.
#[cfg(feature = "grammar")]
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let made = generate()?;
    let committed = std::path::Path::new(FOLDER).join("generated.rs");
    match arguments {
        [] => std::fs::write(&committed, made).map_err(|error| error.to_string()),
        [word] if word == "check" => {
            let found = std::fs::read_to_string(&committed).map_err(|error| error.to_string())?;
            if found == made {
                return Ok(());
            }
            Err(
                "generated.rs is not what haxe.lalrpop gives: run the chore without `check`"
                    .to_owned(),
            )
        }
        _ => Err("usage: cargo run -p xtask --features grammar -- grammar [check]".to_owned()),
    }
}

#[cfg(feature = "grammar")]
fn generate() -> Result<String, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let grammar = std::path::Path::new(FOLDER).join("haxe.lalrpop");
    // LALRPOP lays its output out under the folder by the path that it is given.
    let copy = folder.path().join("haxe.lalrpop");
    std::fs::copy(&grammar, &copy).map_err(|error| error.to_string())?;
    lalrpop::Configuration::new()
        .set_out_dir(folder.path())
        .force_build(true)
        .emit_rerun_directives(false)
        .process_file(&copy)
        .map_err(|error| error.to_string())?;
    let made = std::fs::read_to_string(folder.path().join("haxe.rs"));
    let made = made.map_err(|error| error.to_string())?;
    Ok(tables::Tables::new(output::Output::read(&made)?).source())
}

/// Without the generator there is nothing to do.
#[cfg(not(feature = "grammar"))]
pub(crate) fn run(_: &[String]) -> Result<(), String> {
    Err(
        "the generator is not built in: cargo run -p xtask --features grammar -- grammar [check]"
            .to_owned(),
    )
}

#[cfg(all(test, feature = "grammar"))]
mod tests {
    #[test]
    fn the_committed_parser_is_up_to_date() {
        assert_eq!(super::run(&["check".to_owned()]), Ok(()));
    }
}
