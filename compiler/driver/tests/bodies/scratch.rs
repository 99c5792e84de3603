//! For whoever works on bodies: `HX2RS_SCRATCH=Main.hx cargo test -p hx2rs-compiler --test bodies scratch --
//! --nocapture` shows the HIR or the diagnostics of a file, `HX2RS_SCRATCH_ALL=DIR` the errors of all programs in it.

#[test]
fn scratch() {
    if let Ok(path) = std::env::var("HX2RS_SCRATCH") {
        println!("{}", crate::program::show_file(&path));
    }
    if let Ok(path) = std::env::var("HX2RS_SCRATCH_ALL") {
        crate::program::check_folders(&path);
    }
}
