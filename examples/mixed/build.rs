//! Compiles the Haxe modules of the folder `hx` to the module that src/main.rs includes.

fn main() {
    hx2rs_build::compile("hx");
}
